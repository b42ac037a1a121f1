"""Points against their totals: seen while one types, shared or scaled in one step."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from tests.core.reports.indicator_samples import at, indicators, texts_of
from tests.ui.conftest import started
from ui.editors.weights_bar import WeightsBar
from ui.report_model import ReportModel

TABLE = "indicators"


@pytest.fixture
def model(indicated: ReportModel) -> ReportModel:
    answers = [
        {"category": "quantity", "points": "20"}, {"category": "cost", "points": "28"}, {"category": "social"},
    ]  # fmt: skip
    indicated.add_rows(TABLE, 3, answers=answers)
    return indicated


@pytest.fixture
def bar(model: ReportModel) -> WeightsBar:
    made = WeightsBar(model, TABLE)
    model.changed.connect(made.refresh)
    made.show()
    return made


def badges(bar: WeightsBar) -> list[tuple[str, str]]:
    found = [one for one in bar.findChildren(QLabel) if one.isVisible()]
    return [(one.text(), one.property("level")) for one in found]


def acts(bar: WeightsBar, group: int = 0) -> dict[str, QAction]:
    """The lines of a group's menu, as it opens now."""
    menu = bar.findChildren(QToolButton)[group].menu()
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions()}


def points(model: ReportModel) -> list[str | None]:
    return [texts_of(model.session, row.id).get("points") for row in model.sheet.draft.rows(TABLE)]


def test_each_group_says_what_it_has_and_what_is_missing(bar: WeightsBar, model: ReportModel) -> None:
    assert badges(bar) == [("产出指标 48 / 50，还差2", "incomplete"), ("效益指标 — / 30，还差30", "incomplete")]
    [first, _, third] = [row.id for row in model.sheet.draft.rows(TABLE)]
    model.enter(at(first, "points"), "22.0")
    model.enter(at(third, "points"), "31.5")
    assert badges(bar) == [("产出指标 50 / 50", "done"), ("效益指标 31.5 / 30，超出1.5", "must_fix")]


def test_points_are_shared_or_scaled_from_the_menu(bar: WeightsBar, model: ReportModel) -> None:
    assert list(acts(bar)) == ["平均分配50分（整数）", "平均分配50分（精确到0.1分）", "按比例调整到50分"]
    acts(bar)["按比例调整到50分"].trigger()
    assert points(model) == ["21", "29", None]
    assert not acts(bar)["按比例调整到50分"].isEnabled()
    acts(bar)["平均分配50分（精确到0.1分）"].trigger()
    assert points(model) == ["25.0", "25.0", None]
    acts(bar, 1)["平均分配30分（整数）"].trigger()
    assert points(model)[2] == "30"
    for _ in range(3):
        model.undo()
    assert points(model) == ["20", "28", None]


def test_nothing_to_go_by_cannot_be_scaled(bar: WeightsBar, model: ReportModel) -> None:
    assert not acts(bar, 1)["按比例调整到30分"].isEnabled()
    model.enter(at(model.sheet.draft.rows(TABLE)[0].id, "points"), "-5")
    assert not acts(bar)["按比例调整到50分"].isEnabled()


def test_the_rows_of_each_owner_stand_by_themselves(model: ReportModel) -> None:
    owners = model.add_rows("projects", 2, answers=[{"name": "甲"}, {"name": "乙"}])
    model.add_rows("project_indicators", 1, owner=owners[0], answers=[{"category": "social", "points": "30"}])
    bar = WeightsBar(model, "project_indicators", owners[0])
    bar.show()
    assert badges(bar) == [("产出指标 — / 50，还差50", "incomplete"), ("效益指标 30 / 30", "done")]
    bar.set_owner(owners[1])
    assert badges(bar)[1] == ("效益指标 — / 30，还差30", "incomplete")
    assert not bar.findChildren(QToolButton)[0].isEnabled()


def test_other_tables_do_not_touch_it_and_a_table_without_groups_has_none(model: ReportModel) -> None:
    bar = WeightsBar(model, "projects")
    assert bar.findChildren(QWidget) == []


def test_a_report_that_cannot_be_changed_only_shows(qapp: QApplication) -> None:
    model = started(indicators(), None)
    model.session.add_rows(TABLE, 1, answers=[{"category": "social", "points": "30"}])
    bar = WeightsBar(model, TABLE)
    bar.show()
    assert badges(bar)[1] == ("效益指标 30 / 30", "done")
    assert not any(button.isEnabled() for button in bar.findChildren(QToolButton))


def test_groups_go_on_below_where_there_is_no_room(bar: WeightsBar) -> None:
    groups = [one for one in bar.groups if one.isVisible()]
    bar.resize(2000, 10)
    assert len({one.y() for one in groups}) == 1
    high = bar.height()
    bar.resize(260, 10)
    assert len({one.y() for one in groups}) == len(groups)
    assert bar.height() > high
    assert bar.minimumSizeHint().width() < 260
