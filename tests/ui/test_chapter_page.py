"""The page of a chapter: all its items in order, each change shown where it belongs, every place found."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from core.forms.program import GRID, SENTENCE
from core.formulas.cells import Cell
from core.reports.draft import Entry, Origin, Part
from core.storage.drafts import Drafts
from tests.core.reports.samples import section
from tests.ui.conftest import own_form, started
from tests.ui.editors.field_samples import FORM, asks_window, press, typed
from ui.chapter_page import OFFICIAL, ChapterPage
from ui.editors.aside import AsideRow
from ui.editors.field_row import FieldRow
from ui.editors.line_input import LineInput
from ui.editors.prose_edit import ProseEdit
from ui.editors.sentence_editor import SentenceEditor
from ui.editors.table_editor import TableEditor
from ui.report_model import ReportModel

Key, Held = Qt.Key, Qt.KeyboardModifier
KEPT: list[QWidget] = []


@pytest.fixture(autouse=True)
def nothing_saved_late(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("ui.report_model.SAVE_AFTER", 10_000_000)
    yield
    KEPT.clear()


def page(model: ReportModel, id: str, *, whole: bool = True) -> ChapterPage:
    made = ChapterPage(model, section(model.program, id))
    KEPT.append(made)
    made.resize(780, 560)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    if whole:
        made.make_all()
    QCoreApplication.processEvents()
    return made


def row(made: ChapterPage, item: str) -> FieldRow:
    found = made.widgets[item]
    assert isinstance(found, FieldRow)
    return found


def sentence(made: ChapterPage, id: str) -> SentenceEditor:
    found = made.widgets[SENTENCE + id]
    assert isinstance(found, SentenceEditor)
    return found


def line(made: ChapterPage, item: str) -> LineInput:
    widget = row(made, item).widget
    assert isinstance(widget, LineInput)
    return widget


# ---------------------------------------------------------------- what stands there


def in_official(page: ChapterPage, item: str) -> bool:
    """Whether an item is filled in the official table of its page."""
    return page.official is not None and page.official.holds(item.removeprefix(GRID))


def test_every_item_of_every_chapter_gets_its_editor_in_order(model: ReportModel) -> None:
    for one in model.program.form.sections():
        made = page(model, one.id)
        wanted = [item for item in dict.fromkeys(one.items) if not in_official(made, item)]
        assert [item for item in made.widgets if item != OFFICIAL] == wanted
        assert (made.official is not None) == (one.entry == "grid")
        for item, widget in made.widgets.items():
            if item == OFFICIAL:
                continue
            id = item.removeprefix(GRID).removeprefix(SENTENCE)
            kind = (
                SentenceEditor if item.startswith(SENTENCE) else TableEditor if id in model.program.tables else FieldRow
            )
            assert isinstance(widget, kind), item
        made.hide()


def test_a_chart_on_paper_has_no_editor(model: ReportModel) -> None:
    its = next(one for one in model.program.form.sections() if one.items)
    made = ChapterPage(model, replace(its, items=("chart:income", *its.items)))
    KEPT.append(made)
    made.make_all()
    assert list(made.widgets) == list(its.items)


def test_every_input_has_a_name_for_a_screen_reader(model: ReportModel) -> None:
    for one in model.program.form.sections():
        made = page(model, one.id)
        inputs = [child for child in made.findChildren(QWidget) if isinstance(child, LineInput | QTextEdit)]
        assert [child for child in inputs if not child.accessibleName()] == []
        made.hide()


def test_the_page_is_made_bit_by_bit_and_all_of_it_in_the_end(
    model: ReportModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.chapter_page.AT_ONCE", 0)
    made = page(model, "expenditure", whole=False)
    made.hide()
    first = len(made.widgets)
    assert first < len(made.section.items)
    made.show()
    for _ in range(100):
        QCoreApplication.processEvents()
    assert list(made.widgets) == list(made.section.items)


def test_the_guide_is_always_there_and_more_on_request(model: ReportModel) -> None:
    made = page(model, "expenditure")
    assert made.guide.text() == made.section.guide
    assert made.more_help.isHidden()
    QTest.mouseClick(made.more, Qt.MouseButton.LeftButton)
    assert made.more_help.isVisible()
    assert made.more.text() == "收起说明"
    press(made, Key.Key_F1)
    assert made.more_help.isHidden()


def test_a_heading_without_items_shows_what_stands_under_it(model: ReportModel) -> None:
    jumps: list[tuple[object, str]] = []
    model.jump_wanted.connect(lambda cell, item: jumps.append((cell, item)))
    made = page(model, "overview")
    overview = made.overview
    assert overview is not None
    assert [link.text() for link in overview.links.values()] == ["基本情况", "主要工作职能"]
    assert overview.badges["overview_basics"].text() == "完成"
    model.enter(Cell("town_location"), "")
    model.examine()
    assert overview.badges["overview_basics"].text() == "未完"
    QTest.mouseClick(overview.links["overview_functions"], Qt.MouseButton.LeftButton)
    assert jumps == [(None, "functions")]


def test_the_note_says_more_about_the_answer_that_one_is_in(model: ReportModel) -> None:
    made = page(model, "overview_basics")
    assert made.foot.isHidden()
    row(made, "offices").widget.setFocus()
    assert made.note.text() == "已列为所属事业单位的，不要在内设处室里再列一次。"
    assert made.note.isVisible()
    row(made, "town_location").widget.setFocus()
    assert made.foot.isHidden()


# ---------------------------------------------------------------- changes


def test_a_change_is_shown_by_its_rows_and_sentences_alone(model: ReportModel, monkeypatch: pytest.MonkeyPatch) -> None:
    made = page(model, "overview_basics")
    seen: list[Cell] = []
    refresh = FieldRow.refresh

    def watched(self: FieldRow, *, initiator: object = None) -> None:
        seen.append(self.cell)
        refresh(self, initiator=initiator)

    monkeypatch.setattr(FieldRow, "refresh", watched)
    made.show_place(Cell("staff_on_roll"), "")
    typed(line(made, "staff_on_roll"), "8")
    assert set(seen) == {Cell("staff_on_roll"), Cell("staff_control_rate")}
    assert line(made, "staff_control_rate").text() == model.sheet.screen(Cell("staff_control_rate"))
    assert (
        f"在职人数{model.sheet.quoted(Cell('staff_on_roll'))}"
        in sentence(made, "changning_township_staff").text.toPlainText()
    )


def test_the_editor_that_is_typed_in_is_left_alone(model: ReportModel) -> None:
    made = page(model, "expenditure")
    given = line(made, "carried_in")
    given.setFocus()
    typed(given, "1.500")
    assert given.text() == "1.500"
    assert given.cursorPosition() == 5


def test_a_page_that_is_not_seen_catches_up_when_it_is_shown(model: ReportModel) -> None:
    made = page(model, "overview_basics")
    made.hide()
    model.enter(Cell("staff_quota"), "90")
    model.enter(Cell("reporting_unit"), "新名称")
    assert line(made, "staff_quota").text() == "81"
    made.show()
    assert line(made, "staff_quota").text() == "90"
    assert sentence(made, "changning_township_basics").text.toPlainText().startswith("新名称位于")


def test_quotes_in_prose_follow_a_table_on_another_page(model: ReportModel) -> None:
    made = page(model, "performance")
    edit = row(made, "achievements").widget
    assert isinstance(edit, ProseEdit)
    assert "1696亩" in edit.toPlainText()
    model.enter(Cell("achievement_figures", "tobacco_area", "value"), "1700")
    assert "1700亩" in edit.toPlainText()
    model.enter(Cell("achievement_figures", "tobacco_area", "unit"), "公顷")
    assert "1700公顷" in edit.toPlainText()


def test_undo_shows_in_the_editor_that_has_the_focus(model: ReportModel) -> None:
    made = page(model, "assets")
    edit = row(made, "asset_management").widget
    assert isinstance(edit, ProseEdit)
    before = edit.stored()
    edit.setFocus()
    typed(edit, "x")
    assert asks_window(edit, Key.Key_Z, Held.ControlModifier)
    model.undo()
    assert edit.stored() == before


def test_labels_that_name_the_year_follow_it(model: ReportModel) -> None:
    made = page(model, "expenditure")
    assert "2023年" in sentence(made, "income_summary").text.toPlainText()
    model.enter(Cell("year"), "2024")
    assert sentence(made, "income_summary").text.toPlainText().startswith("2024年")


# ---------------------------------------------------------------- not applicable


@pytest.mark.parametrize("item", ["staff_retired", "offices"])
def test_what_does_not_apply_is_folded_and_comes_back(model: ReportModel, item: str) -> None:
    made = page(model, "overview_basics")
    before = [made._lines.indexOf(widget) for widget in made.widgets.values()]
    model.set_applicable([item], False)
    aside = made.widgets[item]
    assert isinstance(aside, AsideRow)
    assert aside.label.text() == model.program.fields[item].label
    QTest.mouseClick(aside.restore, Qt.MouseButton.LeftButton)
    assert isinstance(made.widgets[item], FieldRow)
    assert [made._lines.indexOf(widget) for widget in made.widgets.values()] == before
    assert model.sheet.value(Cell(item)) is not None


def test_a_table_that_does_not_apply_is_folded_too(model: ReportModel) -> None:
    model.set_applicable(["three_public"], False)
    made = page(model, "expenditure")
    assert isinstance(made.widgets["three_public"], AsideRow)
    model.undo()
    assert isinstance(made.widgets["three_public"], TableEditor)
    assert "没有发生" not in sentence(made, "three_public_summary").text.toPlainText()


def test_tab_goes_on_in_reading_order_after_folding_and_restoring(model: ReportModel) -> None:
    made = page(model, "unit_data")
    model.set_applicable(["unit_place"], False)
    model.set_applicable(["unit_place"], True)
    walked = []
    row(made, "reporting_unit").widget.setFocus()
    for _ in range(5):
        press(QApplication.focusWidget() or made, Key.Key_Tab)
        walked.append(next(item for item in made.widgets if row(made, item).widget.hasFocus()))
    assert walked == ["unit_place", "unit_short", "supervising_department", "year", "report_date"]


# ---------------------------------------------------------------- finding places


def test_every_place_is_found_scrolled_to_and_focused(model: ReportModel) -> None:
    made = page(model, "expenditure", whole=False)
    assert made.show_place(Cell("expenditure_prior"), "")
    QCoreApplication.processEvents()
    assert line(made, "expenditure_prior").hasFocus()
    assert line(made, "expenditure_prior").visibleRegion().boundingRect().height() > 20
    assert made.show_place(Cell("income", "other", "amount"), "")
    assert model.focused == Cell("income", "other", "amount")
    assert made.show_place(None, "sentence:three_public_summary")
    assert sentence(made, "three_public_summary").text.hasFocus()
    assert made.show_place(None, "economic")
    assert not made.show_place(Cell("functions"), "")
    assert not made.show_place(None, "sentence:nowhere")


def test_a_place_that_is_not_made_yet_is_made(model: ReportModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.chapter_page.AT_ONCE", 0)
    monkeypatch.setattr("ui.chapter_page.AT_A_TIME", 0)
    made = ChapterPage(model, section(model.program, "expenditure"))
    KEPT.append(made)
    made.show()
    made.activateWindow()
    QCoreApplication.processEvents()
    assert "carried_in" not in made.widgets
    assert made.show_place(Cell("carried_in"), "")
    assert line(made, "carried_in").hasFocus()
    assert "expenditure_prior" not in made.widgets


def test_a_row_that_the_official_table_does_not_print_leads_to_the_table(model: ReportModel) -> None:
    made = page(model, "score_sheet")
    group = Cell("score_sheet", model.sheet.rows("score_sheet")[0], "score")
    assert made.official is not None
    assert not made.official.grid_model.shows(group)
    assert made.show_place(group, "score_sheet")
    assert made.official.view.hasFocus()


def test_the_page_follows_a_cursor_that_is_typing(model: ReportModel) -> None:
    made = page(model, "achievement_data")
    last = line(made, "party_members")
    last.setFocus()
    QCoreApplication.processEvents()
    assert last.visibleRegion().boundingRect().height() > 20


# ---------------------------------------------------------------- a whole report by the keyboard


def test_a_chapter_is_filled_by_keys_alone(blank_model: ReportModel) -> None:
    made = page(blank_model, "unit_data")
    made.show_place(Cell("reporting_unit"), "")
    for text in ("unit", "place", "short", "above", "2023", "2024.3.29"):
        focused = QApplication.focusWidget()
        assert focused is not None
        typed(focused, text)
        press(focused, Key.Key_Return)
    shown = [blank_model.sheet.shown(Cell(item)) for item in made.section.items]
    assert shown == ["unit", "place", "short", "above", "2023", "2024年3月29日"]
    assert blank_model.session.undo_label() == "修改 报告日期"


def test_every_kind_can_be_filled(tmp_path: Path, drafts: Drafts) -> None:
    model = started(own_form(tmp_path, FORM), drafts)
    for id in ("first", "texts"):
        made = page(model, id)
        for widget in made.widgets.values():
            if isinstance(widget, FieldRow) and widget.input.may_type():
                widget.widget.setFocus()
                FILLS.get(widget.field.kind, _one)(widget)
        made.hide()
    blank = [one.id for one in model.program.fields.values() if model.sheet.value(Cell(one.id)) is None]
    assert blank == []
    assert model.sheet.problems == {}


def _one(wanted: FieldRow) -> None:
    typed(wanted.widget, "2024")


def _choose(wanted: FieldRow) -> None:
    press(wanted.widget, Key.Key_Down)


FILLS: dict[str, Callable[[FieldRow], None]] = {
    "choice": _choose,
    "yes_no": _choose,
    "date": lambda wanted: typed(wanted.widget, "20240329"),
}


# ---------------------------------------------------------------- speed


def test_figures_of_last_year_are_released_on_the_page(model: ReportModel) -> None:
    cell = Cell("expenditure_prior")
    model.session.draft.apply([model.session.draft.edit(Part.ENTRIES, cell, Entry("1800", Origin.LAST_YEAR))])
    model.enter(cell, "1800", origin=Origin.LAST_YEAR)
    made = page(model, "expenditure")
    assert line(made, "expenditure_prior").isReadOnly()
    assert any(label.text() == "上年带入" for label in row(made, "expenditure_prior").findChildren(QLabel))
