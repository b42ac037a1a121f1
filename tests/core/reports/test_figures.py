"""Cells and texts as runs and paragraphs."""

from datetime import date
from decimal import Decimal

import pytest

from core.formulas.cells import Cell
from core.reports.document import Paragraph
from core.reports.draft import Entry, FreeRow, Origin, Part
from core.reports.figures import figure, printed, prose_lines, prose_paragraphs, sentence_paragraph
from core.reports.sentences import Unknown
from core.reports.sheet import Sheet
from tests.core.reports.samples import apply, cell, complete, program, sheet_of


@pytest.fixture
def sheet() -> Sheet:
    return sheet_of(complete(income_total="101", expenditure_total="100"), projects=["p1"])


def test_an_input(sheet: Sheet) -> None:
    made = figure(sheet, cell("income[general].amount"))
    assert (made.text, made.value, made.unit, made.places) == ("60万元", Decimal("60.00"), "万元", 2)
    assert (made.kind, made.entered, made.formula) == ("money", True, None)
    assert figure(sheet, cell("income[general].amount"), quoted=False).text == "60.00"


def test_a_computed_figure_carries_its_formula(sheet: Sheet) -> None:
    made = figure(sheet, cell("income[general].share"))
    assert (made.text, made.value, made.places, made.entered) == ("59.4%", Decimal("0.594"), 1, False)
    assert made.formula == sheet.formula(cell("income[general].share"))


def test_a_given_figure_is_an_input_unless_it_is_what_is_computed(sheet: Sheet) -> None:
    given, agreed = figure(sheet, Cell("income_total")), figure(sheet, Cell("expenditure_total"))
    assert (given.entered, given.formula) == (True, None)
    assert not agreed.entered
    assert agreed.formula is not None


def test_an_overridden_figure_is_an_input() -> None:
    answers = {"score": Entry("95", Origin.OVERRIDDEN, "x"), "indicators[i].points": Entry("90")}
    sheet = sheet_of(answers, projects=["p"], indicators=[FreeRow("i", owner="p")])
    assert figure(sheet, Cell("score")).entered


def test_a_blank_prints_as_a_line_in_prose_and_empty_in_a_table(sheet: Sheet) -> None:
    assert figure(sheet, Cell("income_prior")).text == "＿＿"
    assert figure(sheet, Cell("income_prior"), quoted=False).text == ""
    assert figure(sheet, Cell("income_prior")).value is None


def test_other_kinds_keep_their_values(sheet: Sheet) -> None:
    assert figure(sheet, Cell("report_date")).value == date(2024, 3, 29)
    assert figure(sheet, Cell("offices")).value == "党政办、财政所"
    assert figure(sheet, Cell("farmland")).text == "17000余亩"
    assert figure(sheet, Cell("farmland")).places is None


def test_an_exact_figure_has_no_places() -> None:
    form = program('[field.a]\nlabel = "甲"\nkind = "money"\nexact = true')
    assert figure(sheet_of({"a": "1.234"}, form), Cell("a")).places is None


def test_runs_are_printed_in_place(sheet: Sheet) -> None:
    runs = printed(sheet, ("共", Cell("farmland"), Unknown("gone")))
    assert [run if isinstance(run, str) else run.text for run in runs] == ["共", "17000余亩", "{gone}"]


def test_a_sentence_is_a_paragraph(sheet: Sheet) -> None:
    made = sentence_paragraph(sheet, "nature_summary", "cell")
    assert (made.text, made.role) == ("本年支出100万元，其中基本支出70万元，占总支出70%。", "cell")


def texts(paragraphs: tuple[Paragraph, ...]) -> list[tuple[str, str]]:
    return [(one.role, one.text) for one in paragraphs]


def test_prose_of_every_kind(sheet: Sheet) -> None:
    assert texts(prose_paragraphs(sheet, "duties")) == [("body", "1、宣传法律"), ("body", "2、发展经济")]
    assert texts(prose_paragraphs(sheet, "deeds")) == [
        ("heading2", "（一）抓产业"),
        ("body", "1.种粮食。全镇耕地17000余亩。"),
    ]
    assert texts(prose_paragraphs(sheet, "deeds", "cell"))[0] == ("cell", "（一）抓产业")
    lines = sheet_of({"story": "甲{year}\n\n  \n乙", "year": "2023"})
    assert texts(prose_paragraphs(lines, "story")) == [("body", "甲2023"), ("body", "乙")]


def test_prose_that_is_blank_or_does_not_apply(sheet: Sheet) -> None:
    assert prose_paragraphs(sheet_of({}), "story") == ()
    apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "story", True))
    assert texts(prose_paragraphs(sheet, "story", "cell")) == [("cell", "无。")]


def test_prose_in_a_table_quotes_too() -> None:
    sheet = sheet_of({"projects[p].story": "投入{budget}", "budget": "5"}, projects=["p"])
    [(heading, runs)] = prose_lines(sheet, cell("projects[p].story"))
    assert heading == 0
    assert [run if isinstance(run, str) else run.text for run in runs] == ["投入", "5万元"]
