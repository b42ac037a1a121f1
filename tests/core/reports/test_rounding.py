"""The envelope: how far rounded figures may miss each other."""

from decimal import Decimal

import pytest

from core.formulas.bind import bound
from core.formulas.syntax import Formula, parse
from core.reports.rounding import envelope
from core.reports.sheet import Sheet
from tests.core.reports.samples import complete, program, sheet_of

FORM = program(
    """
    [table.t]
    label = "表"
    rows = [{ id = "a", label = "甲" }, { id = "b", label = "乙" }, { id = "c", label = "丙" }]
    columns = [
      { id = "x", label = "金额", kind = "money", sums = true },
      { id = "n", label = "个数", kind = "integer" },
    ]
    [field]
    whole = { label = "合计", kind = "money" }
    other = { label = "另一合计", kind = "money" }
    rough = { label = "概数", kind = "quantity" }
    fine = { label = "精数", kind = "number", places = 4 }
    exact = { label = "不舍入", kind = "money", exact = true, formula = "whole / 3" }
    """
)
ANSWERS = {"whole": "10", "other": "9", "t[a].x": "3", "t[b].x": "7", "t[a].n": "2", "rough": "5.5", "fine": "1"}


def formula(sheet: Sheet, text: str) -> Formula:
    return bound(sheet.program.scope.resolve(parse(text)), "", sheet.rows_of)


def allowed(*texts: str) -> Decimal:
    sheet = sheet_of(ANSWERS, FORM)
    return envelope(sheet, [formula(sheet, text) for text in texts])


@pytest.mark.parametrize(
    ("sides", "wanted"),
    [
        (("whole", "other"), "0.010"),
        (("whole", "total(t.x)"), "0.015"),
        (("whole", "t[a].x + or_zero(t[c].x)"), "0.010"),
        (("-whole", "abs(other)"), "0.010"),
        (("whole", "100"), "0.005"),
        (("whole", "fine"), "0.00505"),
        (("whole", "total(t.n)"), "0.005"),
        (("whole", "rough"), "0.005"),
        (("whole", "exact"), "0.005"),
        (("whole", "10 * t[a].n"), "0.005"),
        (("whole", "first_filled(t[c].x, total(t.x), other)"), "0.015"),
        (("whole", "first_filled(t[c].x)"), "0.005"),
        (("t[a].n", "rough"), "0"),
    ],
)
def test_each_rounded_figure_adds_half_a_unit(sides: tuple[str, str], wanted: str) -> None:
    assert allowed(*sides) == Decimal(wanted)


@pytest.mark.parametrize(
    "side", ["whole * 2", "whole / other", "share(whole, other)", "whole + growth(whole, other)", "2 * (whole * other)"]
)
def test_what_is_no_sum_has_no_envelope(side: str) -> None:
    assert allowed("whole", side) == 0
    assert allowed(side, "whole") == 0


def test_a_choice_between_figures_has_no_envelope() -> None:
    assert allowed("first_filled(whole * 2, other)", "other") == 0


def test_the_example_of_the_field() -> None:
    sheet = sheet_of(complete())
    assert envelope(sheet, [formula(sheet, "income_total"), formula(sheet, "total(income.amount)")]) == Decimal("0.02")
