"""从指标库选: found by name or initials, several chosen by keys or mouse, put in as one step with what is known."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStyleOptionViewItem, QWidget

from core.errors import KnownError
from core.forms.indicator_library import Indicator, indicator_areas
from tests.core.reports.indicator_samples import at, texts_of
from tests.ui.conftest import compose_text
from tests.ui.editors.field_samples import press, typed
from tests.ui.hands import button
from ui.editors.indicator_list import DETAIL, HERE, Offer
from ui.editors.indicator_picker import GUIDE, OWN, IndicatorPicker, pick_indicators
from ui.report_model import ReportModel

Key = Qt.Key
TABLE = "indicators"
TOILETS = "新建（改造）农村户厕数"


@pytest.fixture
def model(indicated: ReportModel) -> ReportModel:
    return indicated


@pytest.fixture(autouse=True)
def asker(qapp: QApplication) -> QWidget:
    """The window that asks."""
    made = QWidget()
    made.setObjectName("asker")
    made.show()
    return made


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user's folder of its own."""
    monkeypatch.setattr("ui.editors.indicator_picker.users_forms", lambda: tmp_path)
    (tmp_path / "indicators").mkdir()
    return tmp_path / "indicators"


def picker(model: ReportModel, table: str = TABLE, owner: str = "", **where: str) -> IndicatorPicker:
    """The dialog over a window, which nobody else holds."""
    [window] = [one for one in QApplication.topLevelWidgets() if one.objectName() == "asker"]
    return pick_indicators(model, table, owner, window, where)


def shown(dialog: IndicatorPicker) -> list[str]:
    return [offer.indicator.name for offer in dialog.list.shown]


def rows(model: ReportModel, table: str = TABLE) -> list[dict[str, str]]:
    return [texts_of(model.session, row.id, table) for row in model.sheet.draft.rows(table)]


def area(dialog: IndicatorPicker, label: str) -> None:
    [item] = dialog.areas.findItems(label, Qt.MatchFlag.MatchExactly)
    dialog.areas.setCurrentItem(item)


def test_the_whole_library_is_offered_by_area(model: ReportModel) -> None:
    dialog = picker(model)
    labels = [dialog.areas.item(at).text() for at in range(dialog.areas.count())]
    assert labels == ["全部", *(one.label for one in indicator_areas(None)[0])]
    assert len(shown(dialog)) >= 150
    area(dialog, "人居环境")
    assert TOILETS in shown(dialog)
    assert len(shown(dialog)) < 30


def test_initials_find_and_enter_puts_in_what_is_known(model: ReportModel) -> None:
    dialog = picker(model)
    typed(dialog.search, "nchcs")
    assert shown(dialog) == [TOILETS]
    press(dialog.search, Key.Key_Return)
    assert rows(model) == [{"name": TOILETS, "category": "quantity", "direction": "at_least", "unit": "户"}]
    model.undo()
    assert rows(model) == []


def test_several_are_chosen_by_the_space_bar_and_put_in_as_one_step(model: ReportModel) -> None:
    dialog = picker(model)
    compose_text(dialog.search, "面积")
    press(dialog.search, Key.Key_Space)
    assert dialog.search.text() == "面积 "
    press(dialog.search, Key.Key_Down)
    press(dialog.search, Key.Key_Space)
    press(dialog.view, Key.Key_Down)
    press(dialog.view, Key.Key_Space)
    wanted = shown(dialog)[1:3]
    typed(dialog.search, "qqqq")
    assert (shown(dialog), dialog.none.isVisible()) == ([], True)
    assert dialog.ok.text() == "插入2个指标"
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert [row["name"] for row in rows(model)] == wanted
    assert model.session.undo_label() == "增加2行 绩效指标"


def test_a_click_chooses_and_leaves_again(model: ReportModel) -> None:
    dialog = picker(model)
    place = dialog.view.visualRect(dialog.list.index(2)).center()
    states = []
    for _ in range(2):
        QTest.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        states.append((dialog.list.index(2).data(Qt.ItemDataRole.CheckStateRole), dialog.ok.text()))
    assert states == [(Qt.CheckState.Checked, "插入1个指标"), (Qt.CheckState.Unchecked, "插入")]
    dialog.list.toggle(dialog.list.index(-1))
    assert dialog.list.chosen == []


def test_leaving_puts_nothing_in_and_nothing_found_cannot_be_put_in(model: ReportModel) -> None:
    dialog = picker(model)
    typed(dialog.search, "qqqq")
    assert not dialog.ok.isEnabled()
    dialog.take()
    press(dialog.search, Key.Key_Escape)
    assert rows(model) == []
    assert not dialog.isVisible()


def test_what_is_in_the_table_is_marked_and_a_units_own_come_first(model: ReportModel) -> None:
    model.add_row(TABLE, answers={"name": TOILETS, "category": "quantity", "target": "≥80户"})
    model.add_row(TABLE, answers={"name": "走访户次", "category": "quantity"})
    dialog = picker(model)
    assert shown(dialog)[:2] == [TOILETS, "走访户次"]
    assert shown(dialog).count(TOILETS) == 1
    assert dialog.list.index(0).data(DETAIL) == f"{HERE}　数量指标　如≥80户"
    area(dialog, OWN)
    assert shown(dialog) == [TOILETS, "走访户次"]


@pytest.mark.parametrize(
    ("direction", "unit", "target", "words"),
    [
        ("at_least", "户", "", "≥户"), ("qualitative", "", "", "定性"), ("qualitative", "", "明显", "定性，如明显"),
        ("", "", "", ""), ("", "户", "12户", "如12户"),
    ],
)  # fmt: skip
def test_how_it_is_measured_is_said_in_few_words(direction: str, unit: str, target: str, words: str) -> None:
    one = Indicator(name="甲", direction=direction, unit=unit, target=target)
    assert Offer(one, "", "", False).measured == words


def test_earlier_reports_are_offered_and_an_unreadable_store_is_no_harm(
    model: ReportModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise KnownError("store.io")

    monkeypatch.setattr(model.workspace, "own_indicators", broken)
    assert OWN not in [picker(model).areas.item(at).text() for at in range(2)]


def test_a_block_of_one_kind_offers_that_kind_and_answers_it(model: ReportModel) -> None:
    dialog = picker(model, category="social")
    assert {offer.kind for offer in dialog.list.shown} == {"社会效益"}
    dialog.only.setChecked(False)
    typed(dialog.search, "nchcs")
    press(dialog.search, Key.Key_Return)
    assert rows(model) == [{"name": TOILETS, "category": "social", "direction": "at_least", "unit": "户"}]


def test_rows_belong_to_the_owner_they_are_picked_for(model: ReportModel) -> None:
    [owner] = model.add_rows("projects", 1)
    dialog = picker(model, "project_indicators", owner)
    assert not dialog.only.isVisible()
    dialog.take()
    assert [row.owner for row in model.sheet.draft.rows("project_indicators")] == [owner]


def test_who_asked_is_told_of_the_new_rows(model: ReportModel, asker: QWidget) -> None:
    told: list[tuple[str, ...]] = []
    pick_indicators(model, TABLE, "", asker, then=told.append).take()
    assert told == [tuple(row.id for row in model.sheet.draft.rows(TABLE))]


def test_the_hint_of_the_current_one_is_told(model: ReportModel) -> None:
    dialog = picker(model)
    typed(dialog.search, "kqzlylts")
    assert dialog.told.text() == "乡镇没有监测点的，不选本项"
    assert dialog.list.index(0).data(Qt.ItemDataRole.ToolTipRole) == dialog.told.text()
    typed(dialog.search, "qqqq")
    assert dialog.told.text() == GUIDE


def test_a_file_of_ones_own_is_offered_or_said_to_be_wrong(model: ReportModel, home: Path) -> None:
    (home / "own.toml").write_text('label = "本县"\norder = 0\nindicators = [{ name = "油茶面积" }]', "utf-8")
    assert shown(picker(model))[0] == "油茶面积"
    (home / "own.toml").write_text("label = 1", "utf-8")
    told = [one.text() for one in picker(model).findChildren(QLabel)]
    assert any(text.startswith("自备的指标文件有误，没有列出：own.toml") for text in told)


def test_a_line_shows_name_and_detail_and_is_spoken_whole(model: ReportModel) -> None:
    dialog = picker(model)
    typed(dialog.search, "nchcs")
    index = dialog.list.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{TOILETS}，数量指标　如≥120户"
    image = QImage(600, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    before = image.copy()
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = image.rect()  # type: ignore[attr-defined]
    dialog.view.itemDelegate().paint(painter, option, index)
    painter.end()
    assert image != before


def test_a_cell_can_be_typed_over_after_picking(model: ReportModel) -> None:
    dialog = picker(model)
    typed(dialog.search, "nchcs")
    button(dialog, "插入").click()
    [row] = [one.id for one in model.sheet.draft.rows(TABLE)]
    model.enter(at(row, "target"), "≥150户")
    assert texts_of(model.session, row)["target"] == "150"
