"""The chapters at the left: grouped, with states that follow the typing and key figures under finished ones."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from core.forms.model import Section
from core.formulas.cells import Cell
from core.reports.pages import pages_of
from core.reports.progress import State
from tests.core.reports.samples import section
from ui.chapter_list import ChapterList, Kind, Line
from ui.report_model import ReportModel
from ui.style.theme import theme


@pytest.fixture
def chapters(model: ReportModel) -> ChapterList:
    made = ChapterList(model)
    made.resize(280, 600)
    made.show()
    return made


def line(chapters: ChapterList, id: str) -> Line:
    return next(one for one in chapters.chapters.lines if one.section is not None and one.section.id == id)


def spoken(chapters: ChapterList, id: str, model: ReportModel) -> str:
    return str(chapters.chapters.index_of(section(model.program, id)).data(Qt.ItemDataRole.AccessibleTextRole))


def test_chapters_are_grouped_by_document_and_numbered_as_on_paper(chapters: ChapterList) -> None:
    lines = chapters.chapters.lines
    assert (lines[0].kind, lines[0].text) == (Kind.DOCUMENT, "2023年度部门整体支出绩效评价报告")
    assert (line(chapters, "overview").kind, line(chapters, "overview").text) == (Kind.HEADING, "一、部门概况")
    assert line(chapters, "overview_basics").text == "（一）基本情况"
    assert line(chapters, "unit_data").text == "基本信息"


def test_a_finished_chapter_shows_its_key_figures(chapters: ChapterList, model: ReportModel) -> None:
    found = line(chapters, "expenditure")
    assert found.state is State.DONE
    assert found.figures.splitlines() == ["本年收入合计 1,844.31 万元", "本年支出合计 1,844.31 万元"]
    assert spoken(chapters, "expenditure", model).startswith("二、部门整体支出情况，完成，本年收入合计")


def test_figures_follow_the_typing(chapters: ChapterList, model: ReportModel) -> None:
    cell = next(cell for cell in model.session.draft.entries if cell.item == "income" and cell.column == "amount")
    model.enter(cell, "1")
    assert "1,844.31" not in line(chapters, "expenditure").figures.splitlines()[0]


def test_states_follow_the_examination(chapters: ChapterList, model: ReportModel) -> None:
    model.enter(Cell("town_location"), "")
    model.examine()
    assert line(chapters, "overview_basics").state is State.INCOMPLETE
    assert line(chapters, "overview_basics").figures == ""
    model.undo()
    model.examine()
    assert line(chapters, "overview_basics").state is State.DONE


def test_headings_name_the_year_of_now(chapters: ChapterList, model: ReportModel) -> None:
    model.enter(Cell("year"), "2025")
    assert chapters.chapters.lines[0].text.startswith("2025年度")


def test_an_empty_report_has_not_been_looked_at(blank_model: ReportModel) -> None:
    lines = ChapterList(blank_model).chapters.lines
    assert {one.state for one in lines if one.kind is Kind.PAGE} == {State.UNSEEN}


def test_keys_walk_over_pages_only(chapters: ChapterList, model: ReportModel) -> None:
    gone: list[str] = []
    chapters.chosen.connect(lambda section: gone.append(section.id))
    chapters.show_section(section(model.program, "unit_data"))
    chapters.setFocus()
    QTest.keyClick(chapters, Qt.Key.Key_Down)
    QTest.keyClick(chapters, Qt.Key.Key_Down)
    assert gone == ["overview_basics", "overview_functions"]


def test_a_click_goes_there(chapters: ChapterList, model: ReportModel) -> None:
    gone: list[str] = []
    chapters.chosen.connect(lambda section: gone.append(section.id))
    index = chapters.chapters.index_of(section(model.program, "assets"))
    QTest.mouseClick(chapters.viewport(), Qt.MouseButton.LeftButton, pos=chapters.visualRect(index).center())
    assert gone == ["assets"]


def test_showing_a_section_does_not_ask_for_it(chapters: ChapterList, model: ReportModel) -> None:
    gone: list[Section] = []
    chapters.chosen.connect(gone.append)
    chapters.show_section(section(model.program, "measures"))
    assert gone == []
    assert chapters.currentIndex() == chapters.chapters.index_of(section(model.program, "measures"))


def test_no_heading_is_cut_off(chapters: ChapterList, model: ReportModel) -> None:
    """A long heading takes a second line instead of losing its end."""
    chapters.resize(190, 600)
    chapters.doItemsLayout()
    line = chapters.chapters.index_of(section(model.program, "projects_organisation"))
    narrow = chapters.visualRect(line).height()
    chapters.resize(400, 600)
    chapters.doItemsLayout()
    assert narrow > chapters.visualRect(line).height()


def tops(chapters: ChapterList) -> list[int]:
    """Where the lines are painted."""
    rows = range(chapters.chapters.rowCount())
    return [chapters.visualRect(chapters.chapters.index(row)).top() for row in rows]


def laid_anew(chapters: ChapterList) -> list[int]:
    """Where they would be if all were laid out from the beginning."""
    chapters.doItemsLayout()
    return tops(chapters)


def test_lines_make_room_for_a_line_that_grows(chapters: ChapterList, model: ReportModel) -> None:
    """A summary line comes and goes with the state of its chapter."""
    QCoreApplication.processEvents()
    before = tops(chapters)
    model.enter(next(cell for cell in model.session.draft.entries if cell.item == "income"), "没有数字")
    model.examine()
    QCoreApplication.processEvents()
    assert line(chapters, "expenditure").figures == ""
    less = tops(chapters)
    assert less != before
    assert less == laid_anew(chapters)
    model.undo()
    model.examine()
    QCoreApplication.processEvents()
    assert tops(chapters) == before == laid_anew(chapters)


def test_lines_make_room_for_a_longer_word_of_the_state(chapters: ChapterList, model: ReportModel) -> None:
    """The word takes its room from the heading, which then wraps; a drawn edge of the column does the same."""
    its = line(chapters, "overview_basics")
    for width in range(150, 300, 10):
        chapters.resize(width, 600)
        for state in (State.DONE, State.NOT_APPLICABLE):
            its.state = state
            at = chapters.chapters.index_of(section(model.program, "overview_basics"))
            chapters.chapters.dataChanged.emit(at, at)
            QCoreApplication.processEvents()
            assert tops(chapters) == laid_anew(chapters), (width, state)


def test_every_page_has_a_line(chapters: ChapterList, model: ReportModel) -> None:
    pages = [one.section for one in chapters.chapters.lines if one.kind is Kind.PAGE]
    assert tuple(pages) == pages_of(model.sheet)


def test_states_are_seen_in_both_looks(chapters: ChapterList) -> None:
    light = chapters.grab().toImage()
    theme().set_look("dark")
    dark = chapters.grab().toImage()
    theme().set_look("light")
    assert light != dark
