"""One data set, two shapes: an example switched to the other county's form keeps what both know, and tells the rest."""

import pytest

from core.forms.library import Library
from core.formulas.cells import Cell
from core.reports.checks import examine
from core.reports.compose import compose, documents_of
from core.reports.document import Document, Grid
from core.reports.draft import Draft, Origin
from core.reports.sentences import plain, say
from core.reports.session import Session
from core.reports.sheet import Sheet
from core.reports.switch import Switched, switch
from core.storage.draft_file import read_draft_file, save_draft_file
from tests.acceptance.examples import HUNAN, report_only
from tests.acceptance.paper import Report
from tests.core.reports.samples import cell

COMMON = {
    "reporting_unit": "常宁市庙前镇人民政府",
    "unit_place": "常宁市庙前镇",
    "unit_short": "庙前镇",
    "supervising_department": "常宁市人民政府",
    "year": "2023",
    "report_date": "2024年3月29日",
    "expenditure_total": "1844.31",
    "monitored_households": "36",
    "monitored_added_households": "1",
    "monitored_added_people": "3",
    "monitored_released_households": "3",
    "monitored_released_people": "10",
}
PROSE = ("functions", "achievements", "problems", "measures")

MISSING = {"spending_management", "functional[f201].amount", "expenditure_prior", "other_matters"}
"""What the 湘潭 table asks for and the 常宁 report does not hold; a table by its first cell."""

ONLY_IN_CHAPTERS = {
    "town_location", "town_area", "village_count", "community_count", "population", "offices", "institutions",
    "staff_on_post", "staff_retired", "economic", "project_organisation", "project_management", "asset_management",
    "achievements_intro", "problems_intro", "survey_households", "survey_people", "toilets_faulty_found",
    "toilets_faulty_fixed", "toilets_household_new", "toilets_new_villages", "toilets_public_new",
    "toilets_dry_households", "toilets_government_households", "farmland_area", "basic_farmland_area", "rice_area",
    "rice", "pool_new", "pool_projects_next_year", "pool_projects_resubmitted", "linkage_grants",
    "linkage_funds_year", "linkage_projects_year", "party_members", "party_growth",
}  # fmt: skip
ONLY_IN_THE_TABLE = {
    "spending_management", "functional", "other_matters", "grain_area", "grain_output",
    "collective_income", "collective_income_bands", "lifted_households", "lifted_people", "monitored_people",
}  # fmt: skip


@pytest.fixture(scope="module")
def switched(reports: dict[str, Report]) -> Switched:
    """The 常宁 example under the 湘潭 form."""
    return _switched(reports, "C", "X")


@pytest.fixture(scope="module")
def sheet(reports: dict[str, Report], switched: Switched) -> Sheet:
    return Sheet(reports["X"].sheet.program, switched.draft)


def _switched(reports: dict[str, Report], old: str, new: str) -> Switched:
    """The reports alone: with the tables both forms hold nearly the same figures."""
    return switch(_report(reports, old), reports[old].sheet.program, reports[new].sheet.program)


def _report(reports: dict[str, Report], seed: str) -> Draft:
    return report_only(reports[seed].sheet.program.form.key)


@pytest.mark.parametrize("address", COMMON)
def test_a_common_figure_is_kept(sheet: Sheet, address: str) -> None:
    assert sheet.shown(cell(address)) == COMMON[address]


@pytest.mark.parametrize("item", PROSE)
def test_common_prose_is_kept_word_for_word(reports: dict[str, Report], sheet: Sheet, item: str) -> None:
    assert sheet.draft.entries[Cell(item)] == reports["C"].sheet.draft.entries[Cell(item)]
    assert sheet.value(Cell(item)) is not None


def test_every_figure_of_the_common_table_is_kept(reports: dict[str, Report], sheet: Sheet) -> None:
    before = reports["C"].sheet
    rows = before.rows("achievement_figures")
    assert sheet.rows("achievement_figures") == rows
    cells = [Cell("achievement_figures", row, "value") for row in rows]
    assert [sheet.quoted(cell) for cell in cells] == [before.quoted(cell) for cell in cells]


def test_a_total_that_the_new_form_cannot_compute_is_carried_as_supplied(switched: Switched, sheet: Sheet) -> None:
    total = Cell("expenditure_total")
    assert switched.carried == (total,)
    assert sheet.draft.entries[total].origin == Origin.SUPPLIED
    assert plain(sheet, say(sheet, "functional_summary").runs) == "2023年本部门支出1844.31万元。"


def test_what_the_new_form_asks_for_is_listed(switched: Switched) -> None:
    assert {str(cell) for cell in switched.missing} == MISSING


def test_what_has_no_place_is_listed_and_kept_aside(reports: dict[str, Report], switched: Switched) -> None:
    assert {cell.item for cell in switched.without_place} == ONLY_IN_CHAPTERS
    kept = {cell: entry for cell, entry in switched.draft.entries.items() if cell != Cell("expenditure_total")}
    assert kept == reports["C"].sheet.draft.entries


def test_what_has_no_place_is_not_computed_with(sheet: Sheet) -> None:
    assert sheet.value(cell("income[general_budget].amount")) is None
    assert sheet.value(cell("expenditure_growth")) is None


def test_the_switched_report_says_what_is_open(sheet: Sheet) -> None:
    found = examine(sheet).open("incomplete")
    assert {finding.cells[0].item if finding.cells else finding.item for finding in found} == {
        cell(address).item for address in MISSING
    }


def test_the_switched_report_can_be_printed_at_once(sheet: Sheet) -> None:
    document = compose(sheet, "report")
    assert document.title == "常宁市庙前镇人民政府2023年度部门整体支出绩效评价报告"
    assert document.draft


def test_filling_what_is_missing_is_enough_for_the_figures(reports: dict[str, Report], switched: Switched) -> None:
    session = Session(reports["X"].sheet.program, switched.draft.copy())
    session.enter(Cell("expenditure_prior"), "1800.00")
    session.enter(cell("functional[f201].amount"), "1844.31")
    assert plain(session.sheet, say(session.sheet, "functional_summary").runs) == (
        "2023年本部门支出1844.31万元，较上年1800万元增加44.31万元，增长2.46%。全部为一般公共服务支出。"
    )


def test_switching_back_loses_nothing(reports: dict[str, Report], switched: Switched) -> None:
    again = switch(switched.draft, reports["X"].sheet.program, reports["C"].sheet.program)
    program = reports["C"].sheet.program
    sheet, before = Sheet(program, again.draft), Sheet(program, _report(reports, "C"))
    assert again.missing == ()
    assert again.without_place == ()
    for slot, values in before.columns.items():
        assert sheet.columns[slot] == values
    for sentence in before.program.sentences:
        assert plain(sheet, say(sheet, sentence).runs) == plain(before, say(before, sentence).runs)


def test_a_switched_draft_goes_through_a_file(switched: Switched, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("switched") / "draft.toml"
    save_draft_file(switched.draft, path)
    read = read_draft_file(path)
    assert read.problems == ()
    assert read.draft == switched.draft


def test_the_other_way_round(reports: dict[str, Report]) -> None:
    switched = _switched(reports, "X", "C")
    sheet = Sheet(reports["C"].sheet.program, switched.draft)
    assert {cell.item for cell in switched.without_place} == ONLY_IN_THE_TABLE
    assert sheet.shown(Cell("expenditure_total")) == "6291.03"
    assert sheet.shown(Cell("expenditure_prior")) == "6154.17"
    assert {cell.item for cell in switched.missing} >= {"offices", "economic", "self_score"}


TABLES = {
    "indicators",
    "projects",
    "project_indicators",
    "operating",
    "score_sheet",
    "three_public",
    "income",
    "nature",
}


@pytest.mark.parametrize("seed", ["C", "X"])
def test_the_tables_are_the_same_in_every_form(library: Library, reports: dict[str, Report], seed: str) -> None:
    """What was put in for the tables of one county is all there under the form of the province, and prints alike."""
    before = reports[seed].sheet
    switched = switch(before.draft, before.program, library.program(HUNAN))
    sheet = Sheet(library.program(HUNAN), switched.draft)
    assert {cell.item for cell in switched.without_place} & TABLES == set()
    assert {key.id for key in documents_of(sheet)} == {key.id for key in documents_of(before)}
    for key in documents_of(before)[1:]:
        pairs = zip(texts(compose(before, key.id, key.row)), texts(compose(sheet, key.id, key.row)), strict=True)
        assert [new for old, new in pairs if old != new and "{" not in new] == [], "but for quotes of other facts"


def texts(document: Document) -> list[str]:
    """Every text of the grids, in order."""
    grids = [block for block in document.blocks() if isinstance(block, Grid)]
    return [one.text for grid in grids for row in grid.rows for cell in row for one in cell.paragraphs]
