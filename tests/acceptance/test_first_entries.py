"""What a new clerk meets: a report half filled says what is still to be filled, and never calls that wrong."""

from decimal import Decimal

import pytest

from core.formulas.cells import Cell
from core.reports.official import laid_grid
from core.reports.progress import State, section_of, section_states
from core.reports.sentences import plain, say
from core.reports.session import Session
from tests.acceptance.examples import FORMS, HUNAN, opened

PROJECT_PARTS = {"N-306", "N-307", "N-308", "N-309", "N-310"}
ENTRIES = [
    (Cell("income", "general_budget", "amount"), "800"),
    (Cell("economic", "e301", "amount"), "800"),
    (Cell("functional", "f201", "amount"), "800"),
    (Cell("funding", "general", "amount"), "800"),
    (Cell("expenditure_prior"), "790"),
    (Cell("budget_total"), "800"),
]
TOTALS = {"F-101", "F-201", "F-202", "F-206", "F-207", "F-209"}


def begun(key: str) -> Session:
    """An example of which nothing is filled any more."""
    session = opened(key)
    session.enter_many(dict.fromkeys(session.draft.entries, "").items(), "清空")
    for table in ("project_indicators", "indicators", "projects"):
        session.remove_rows(table, session.sheet.rows(table))
    return session


def codes(session: Session) -> set[str]:
    return {one.code for one in session.examination().findings}


@pytest.mark.parametrize("key", FORMS)
def test_a_project_that_is_only_listed_leaves_its_evaluation_to_be_done(key: str) -> None:
    session = begun(key)
    _, row = session.add_row("projects", answers={"name": "道路维修", "category": "business", "actual": "180"})
    found = [one for one in session.examination().findings if one.code in PROJECT_PARTS]
    assert {one.code for one in found} == PROJECT_PARTS
    assert {one.level for one in found} == {"incomplete"}
    assert all("道路维修" in one.text and one.cells[0].row == row for one in found)
    homes = {section.id for one in found if (section := section_of(session.sheet, one)) is not None}
    assert homes == {"project_evaluation"}, "the chapter that shows these columns"
    assert section_states(session.sheet, session.examination())["project_evaluation"] is State.UNSEEN
    session.mark_section("project_evaluation", "seen")
    assert section_states(session.sheet, session.examination())["project_evaluation"] is State.INCOMPLETE
    session.set_document_applicable("project_evaluation", False)
    assert not PROJECT_PARTS & codes(session), "what is not handed in is not asked for"


@pytest.mark.parametrize("key", FORMS)
def test_the_parts_of_a_project_are_asked_for_one_by_one(key: str) -> None:
    session = opened(key)
    row = session.sheet.rows("projects")[0]
    session.enter(Cell("projects", row, "implementer"), "")
    session.enter(Cell("projects", row, "goal_actual"), "")
    assert codes(session) & PROJECT_PARTS == {"N-307", "N-309"}


@pytest.mark.parametrize("key", FORMS)
def test_an_evaluation_without_goals_and_indicators_is_not_done(key: str) -> None:
    session = begun(key)
    asked = {"goal_expected", "goal_actual", "indicators"}

    def told() -> set[str]:
        found = (one for one in session.examination().findings if one.code == "S-required")
        return asked & {name for one in found for name in (one.item, *(cell.item for cell in one.cells))}

    assert told() == asked
    session.set_document_applicable("self_evaluation", False)
    assert told() == set()


@pytest.mark.parametrize("key", FORMS)
def test_totals_wait_for_the_basic_expenditure(key: str) -> None:
    session = begun(key)
    for cell, text in ENTRIES:
        if session.sheet.field(cell) is not None:
            session.enter(cell, text)
    session.enter(Cell("nature", "project", "amount"), "180")
    assert "F-211" in codes(session)
    assert not TOTALS & codes(session)
    session.enter(Cell("nature", "staff", "amount"), "500")
    assert "F-212" in codes(session)
    assert not TOTALS & codes(session)
    session.enter(Cell("nature", "public", "amount"), "100")
    assert not {"F-211", "F-212"} & codes(session)
    assert "F-101" in codes(session), "20 are missing"
    session.enter(Cell("nature", "public", "amount"), "120")
    assert not TOTALS & codes(session)


@pytest.mark.parametrize("key", FORMS)
def test_no_basic_expenditure_is_typed_as_nothing(key: str) -> None:
    session = begun(key)
    session.enter(Cell("income", "general_budget", "amount"), "800")
    session.enter(Cell("nature", "project", "amount"), "180")
    session.enter(Cell("nature", "basic", "amount"), "0")
    assert "F-211" not in codes(session)
    assert "F-101" in codes(session)


@pytest.mark.parametrize("off", ["base_data", "self_evaluation", "project_evaluation", "score_sheet"])
def test_what_was_added_to_the_budget_is_told_whatever_is_handed_in(off: str) -> None:
    session = opened(HUNAN)
    session.enter_many(
        {Cell("budget_initial"): "780", Cell("budget_total"): "800", Cell("executed_total"): "800"}.items(), "填数"
    )
    session.set_document_applicable(off, False)
    assert "，年中追加20万元；" in plain(session.sheet, say(session.sheet, "budget_summary").runs)


@pytest.mark.parametrize("key", FORMS)
def test_an_actual_value_has_the_unit_of_its_target(key: str) -> None:
    session = opened(key)
    row = session.sheet.rows("indicators")[0]
    session.enter_many(
        {Cell("indicators", row, "target"): "≥95%", Cell("indicators", row, "actual"): "97%"}.items(), "填数"
    )
    section = next(one for one in session.program.form.sections() if one.id == "self_evaluation")
    laid = laid_grid(session.sheet, section)
    at = next(number for number, line in enumerate(laid.lines) if line.row == row)
    texts = [cell.text for cell in laid.grid.rows[at]]
    assert texts[texts.index("≥95%") + 1] == "97%"
    session.enter(Cell("indicators", row, "actual"), "")
    texts = [cell.text for cell in laid_grid(session.sheet, section).grid.rows[at]]
    assert texts[texts.index("≥95%") + 1] == "", "nothing is printed of an empty cell, not even its unit"


@pytest.mark.parametrize("key", FORMS)
def test_costs_of_their_own_have_lines_only_where_they_count(key: str) -> None:
    session = opened(key)
    section = next(one for one in session.program.form.sections() if one.id == "self_evaluation")

    def categories() -> set[str]:
        laid = laid_grid(session.sheet, section, least=1)
        return {dict(line.where).get("category", "") for line in laid.lines}

    assert "economic_cost" not in categories()
    assert {"cost", "quantity"} <= categories()
    session.add_row("indicators", answers={"category": "economic_cost"})
    assert "economic_cost" in categories()
    assert "social_cost" not in categories()


def shares(session: Session) -> dict[Cell, Decimal]:
    """Every share of the expenditure that the report says."""
    slots = [slot for slot in session.sheet.fields if slot[1] == "share" and slot[0] != "income"]
    return {Cell(item, row, id): value for item, id in slots for row, value in session.sheet.columns[item, id].items()}


@pytest.mark.parametrize("key", FORMS)
def test_a_half_filled_chapter_says_no_share(key: str) -> None:
    """Project expenditure alone is not the whole of which the economic classes could have 180 %."""
    session = begun(key)
    for cell, text in ((Cell("nature", "project", "amount"), "500"), (Cell("economic", "e301", "amount"), "900")):
        if session.sheet.field(cell) is not None:
            session.enter(cell, text)
    assert shares(session) == {}
    session.enter(Cell("expenditure_total"), "400")
    assert shares(session) == {}
    session.enter(Cell("expenditure_total"), "2000")
    assert shares(session)[Cell("nature", "project", "share")] == Decimal("0.25")
    session.enter(Cell("expenditure_total"), "400")
    session.enter(Cell("nature", "staff", "amount"), "80")
    session.enter(Cell("nature", "public", "amount"), "20")
    assert shares(session)[Cell("nature", "project", "share")] == Decimal("1.25"), "all filled: the figures disagree"
