"""上年: last year's figures and words beside this year's, or a sentence that there are none."""

import pytest

from core.forms.library import Library
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Part
from core.reports.sheet import Sheet
from tests.core.reports.samples import section
from tests.ui.conftest import until
from ui.panels.last_year_panel import NONE, NOTHING, LastYearPanel
from ui.report_model import ReportModel


@pytest.fixture
def last(library: Library, example: Draft) -> Sheet:
    draft = example.copy()
    draft.uid = "last"
    draft.parts[Part.ENTRIES] |= {
        Cell("year"): Entry("2022"),
        Cell("population"): Entry("约1.9"),
        Cell("income", "general_budget", "amount"): Entry("1111.11"),
        Cell("problems"): Entry("上年的问题一。\n<上年>的问题二。"),
    }
    return Sheet(library.program(draft.form), draft)


def shown(model: ReportModel, last: Sheet | None, id: str) -> str:
    panel = LastYearPanel(model, last)
    panel.resize(340, 600)
    panel.show()
    panel.set_section(section(model.program, id))
    return panel.toPlainText()


def test_without_a_report_of_last_year_it_says_so(model: ReportModel) -> None:
    assert NONE in shown(model, None, "expenditure")


def test_figures_of_both_years_stand_side_by_side(model: ReportModel, last: Sheet) -> None:
    text = shown(model, last, "expenditure")
    assert "1,111.11" in text
    assert "1,366.27" in text
    assert "上年金额（万元）" in text
    assert text.index("1,111.11") < text.index("1,366.27")


def test_last_years_sentence_has_last_years_figures(model: ReportModel, last: Sheet) -> None:
    text = shown(model, last, "expenditure")
    assert "2022年常宁市庙前镇人民政府本年收入" in text


def test_short_answers_stand_in_lines_and_prose_in_paragraphs(model: ReportModel, last: Sheet) -> None:
    assert "约1.9万人" in shown(model, last, "overview_basics")
    assert "<上年>的问题二" in shown(model, last, "problems")


def test_a_chapter_that_last_year_did_not_fill_says_so(model: ReportModel, library: Library) -> None:
    empty = Sheet(library.program(model.program.form.key), Draft(uid="e", form=model.program.form.key))
    assert NOTHING in shown(model, empty, "problems")


def test_a_report_of_another_form_shows_what_both_know(model: ReportModel, library: Library) -> None:
    draft = Draft(uid="x", form="xiangtan_township/2024")
    draft.parts[Part.ENTRIES][Cell("problems")] = Entry("# 另一种格式的问题。")
    text = shown(model, Sheet(library.program(draft.form), draft), "problems")
    assert "另一种格式的问题" in text


def test_this_years_figures_follow_the_typing(model: ReportModel, last: Sheet) -> None:
    panel = LastYearPanel(model, last)
    panel.show()
    panel.set_section(section(model.program, "expenditure"))
    model.enter(Cell("income", "general_budget", "amount"), "987.65")
    until(lambda: "987.65" in panel.toPlainText())
