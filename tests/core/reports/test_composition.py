"""What counts as a composition is found in the definition: a sum with shares, or with last year's figures."""

from decimal import Decimal

import pytest

from core.forms.library import EXAMPLE, Library
from core.formulas.cells import Cell, parse_cell
from core.reports.composition import composition, is_composition
from core.reports.draft import Entry, Part
from core.reports.sheet import Sheet
from core.storage.draft_file import read_draft_file

CHANGNING, XIANGTAN = "changning_township/2023", "xiangtan_township/2024"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def sheet(library: Library, form: str = CHANGNING, **answers: str) -> Sheet:
    draft = read_draft_file(library.entry(form).folder / EXAMPLE).draft.copy()
    for address, text in answers.items():
        cell = parse_cell(address.replace("__", "[", 1).replace("__", "].", 1))
        assert cell is not None
        draft.parts[Part.ENTRIES][cell] = Entry(text)
    return Sheet(library.program(form), draft)


def test_tables_with_shares_or_a_last_year_are_compositions_and_others_are_not(library: Library) -> None:
    program = library.program(CHANGNING)
    found = {table for table in program.tables if is_composition(program, table)}
    assert found == {"income", "nature", "economic", "three_public", "projects", "operating"}


def test_parts_stand_in_the_tables_order_with_share_and_depth(library: Library) -> None:
    found = composition(sheet(library), "nature")
    assert found is not None
    assert [(part.label, part.depth, part.text, part.share) for part in found.parts] == [
        ("基本支出", 0, "888.67", "48.2%"),
        ("人员经费", 1, "721.58", "39.1%"),
        ("公用经费", 1, "167.09", "9.1%"),
        ("项目支出", 0, "955.64", "51.8%"),
    ]
    assert found.whole is not None
    assert found.whole.value == Decimal("1844.31")


def test_blank_parts_are_left_out(library: Library) -> None:
    found = composition(sheet(library), "income")
    assert found is not None
    assert len(found.parts) == 3 < len(library.program(CHANGNING).tables["income"].rows)


def test_last_year_comes_from_the_tables_own_column(library: Library) -> None:
    found = composition(sheet(library, three_public__reception__prior="20"), "three_public")
    assert found is not None
    first = found.parts[0]
    assert (first.value, first.prior, first.prior_cell) == (
        Decimal("17.00"), Decimal("20.00"), Cell("three_public", "reception", "prior"),
    )  # fmt: skip
    assert found.has_prior


def test_the_whole_takes_last_years_item(library: Library) -> None:
    found = composition(sheet(library, XIANGTAN), "functional")
    assert found is not None
    assert found.whole is not None
    assert (found.whole.value, found.whole.prior) == (Decimal("6291.03"), Decimal("6154.17"))
    assert not any(part.prior for part in found.parts)


def test_last_years_report_serves_where_this_one_holds_nothing(library: Library) -> None:
    last = sheet(library, income__general_budget__amount="1000")
    found = composition(sheet(library), "income", last)
    assert found is not None
    assert found.parts[0].prior == Decimal("1000.00")
    assert found.parts[0].prior_cell is None


def test_too_little_is_no_picture(library: Library) -> None:
    from core.reports.draft import Draft

    empty = Sheet(library.program(CHANGNING), Draft(uid="e", form=CHANGNING))
    assert composition(empty, "income") is None
    assert composition(sheet(library), "linkage_grants") is None


def test_what_does_not_apply_is_not_shown(library: Library) -> None:
    one = sheet(library)
    one.draft.parts[Part.NOT_APPLICABLE]["income"] = True
    assert composition(Sheet(one.program, one.draft), "income") is None
