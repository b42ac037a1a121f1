"""Number formats and back: what is shown, and what is read from a cell as typed text."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports.excel_numbers import exact, number_format, plain_format, typed_text
from core.numbers import Quantity, show_quantity
from core.reports.document import Figure
from tests.core.exports.excel_samples import entered
from tests.core.reports.samples import cell

FIGURES = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (1844.3100000000002, "#,##0.00", "1844.31"),
        (0.1 + 0.2, "General", "0.3"),
        (17, "#,##0.00", "17.00"),
        (79.125, "0.0", "79.125"),
        (1e15, "0", "1000000000000000"),
        (1e-7, "General", "0.0000001"),
        (-12.5, "0.00", "-12.50"),
        (0, "0", "0"),
        (0.741, "0.0%", "74.1%"),
        (0.7405, "0%", "74.05%"),
        (1, "0%", "100%"),
        (0.5, "0.00%_ ", "50%"),
        (0.5, '"%"0.0', "%0.5"),
        (1234.5, "#,##0.00_ ;[Red]-#,##0.00", "1234.5"),
        (1234.5, "#,##0.00;[Red]-#,##0.00", "1234.50"),
        (80, '"约"0.0', "约80.0"),
        (17000, '0"余"', "17000余"),
        (78.6, "\\约0.0", "约78.6"),
        (5, '"超过"#,##0"吨""以上"', "超过5吨以上"),
        (True, "General", "是"),
        (False, "General", "否"),
        (datetime(2024, 3, 9, 0, 0), "yyyy-mm-dd", "2024年3月9日"),
        (date(2024, 12, 31), "General", "2024年12月31日"),
        (time(8, 30), "h:mm", "08:30:00"),
        ("甲\r\n乙_x000D_\n丙", "@", "甲\n乙\n丙"),
        ("74.1%", "@", "74.1%"),
        (None, "0.00", ""),
    ],
)
def test_cells_say_what_a_clerk_would_type(value: object, shown_as: str, text: str) -> None:
    assert typed_text(value, shown_as) == text


@given(FIGURES, st.integers(0, 4), st.sampled_from(["money", "number", "percent"]))
def test_a_figure_comes_back_as_it_was(value: Decimal, places: int, kind: str) -> None:
    figure = entered("a", value, "", kind, places)
    shown_as = number_format(figure)
    assert shown_as is not None
    text = typed_text(float(value), shown_as)
    back = Decimal(text.removesuffix("%")) / (100 if kind == "percent" else 1)
    assert back == value


@given(
    st.decimals(0, 10**6, allow_nan=False, allow_infinity=False, places=2),
    st.sampled_from(["", "约", "近", "超过"]),
    st.sampled_from(["", "余", "多"]),
    st.sampled_from(["", "以上", "左右"]),
    st.sampled_from(["", "亩", "万人", "平方公里"]),
)
def test_a_quantity_keeps_its_words(number: Decimal, before: str, more: str, after: str, unit: str) -> None:
    text = show_quantity(Quantity(number, before, more, after), unit)
    shown_as = number_format(entered("a", number, text, "quantity"))
    assert shown_as is not None
    assert typed_text(float(number), shown_as) == text


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        (Decimal(100000), "10万余", "quantity"),
        (Decimal(5), "五", "quantity"),
        (Decimal(5), "6", "number"),
        (Decimal("0.5"), "0.5", "percent"),
        (Decimal("0.5"), "50%", "number"),
        (Decimal(5), '5"寸"', "quantity"),
    ],
)
def test_a_print_that_no_format_gives(value: Decimal, text: str, kind: str) -> None:
    assert number_format(entered("a", value, text, kind)) is None


def test_a_bare_print_of_a_rounded_figure_has_its_format() -> None:
    assert number_format(entered("a", Decimal("17.00"), "17万元", "money", 2)) == '#,##0.00"万元"'
    assert number_format(entered("a", Decimal("1234.50"), "1,234.50", "money", 2)) == "#,##0.00"


def test_a_figure_measured_in_percent_shows_its_sign() -> None:
    """95 in a row whose unit is % is not 9500%, and bare it would not be what paper says."""
    assert number_format(entered("a", Decimal(95), "95%", "quantity")) == '0"%"'
    assert number_format(entered("a", Decimal("94.7"), "约94.7%以上", "quantity")) == '"约"0.0"%以上"'
    assert typed_text(95, '0"%"') == "95%"


def test_a_helper_with_endless_places_shows_what_a_workbook_holds() -> None:
    assert plain_format(Figure(cell=cell("a"), text="", value=Decimal(1) / 3)) == "0." + "0" * 15
    assert plain_format(Figure(cell=cell("a"), text="", value=Decimal("0.12345"), kind="percent")) == "0.000%"
    assert plain_format(Figure(cell=cell("a"), text="")) == "0"


def test_fifteen_digits_are_certain() -> None:
    assert exact(Decimal("123456789012.340000"))
    assert exact(Decimal(123456789012345))
    assert not exact(Decimal(1234567890123456))
