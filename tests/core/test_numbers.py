"""Figures: what clerks type is understood or refused with a reason, rounding is half up, print is exact."""

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Problem
from core.numbers import (
    BLANK_PRINT,
    CONTEXT,
    MAX_DIGITS,
    Quantity,
    Reading,
    half_units,
    read_figure,
    rounded,
    show_bare,
    show_grouped,
    show_number,
    show_quantity,
)

figures = st.decimals(
    min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=6, allow_nan=False, allow_infinity=False
)


def number_of(text: str) -> Decimal:
    read = read_figure(text)
    assert isinstance(read, Reading)
    return read.quantity.number


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("１，８４４．３１", "1844.31"),
        ("1,844.31", "1844.31"),
        ("1844。31", "1844.31"),
        ("（12.3）", "-12.3"),
        ("(12.3)", "-12.3"),
        ("－12.3", "-12.3"),
        ("−12.3", "-12.3"),
        ("+5", "5"),
        ("\u00a01\u00a0844.31\u00a0", "1844.31"),
        ("1 844.31", "1844.31"),
        ("12’345’678", "12345678"),
        ("１２\u3000３４５", "12345"),
        ("1\u200b2\ufeff", "12"),
        ("\t12\r\n", "12"),
        (".5", "0.5"),
        ("5。", "5"),
        ("-0", "0"),
        ("007", "7"),
        ("1844.310", "1844.310"),
    ],
)
def test_what_a_clerk_types_is_understood(typed: str, number: str) -> None:
    assert str(number_of(typed)) == number


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "-", "--", "—", "——", "－", "–", "/", "／", "\t—\n"])
def test_a_sign_for_nothing_is_blank(typed: str) -> None:
    assert read_figure(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "1e999", "1E3", "NaN", "Infinity", "inf", "1,84,4", "1,8444", "1.844,31", "12 34", "12 3456", "123\t456",
        "1\n2", "1\x002", "12\x00", "12\x1f", "\x7f", "\ud800", "--1", "-(1)", "(-1)", "()", "(1", "1)", ".", "。",
        "1.2.3", "1..2", "+-1", "٣", "१२", "1_000", "0x10", "一百", "约", "1-2", "1+2", "2023.1.1",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused_with_its_text(typed: str) -> None:
    read = read_figure(typed)
    assert isinstance(read, Problem)
    assert read.code == "number.not_understood"
    assert typed in read.text


def test_a_long_text_is_cut_in_the_sentence() -> None:
    read = read_figure("这里写的是一段很长很长的话而不是数字所以要截断")
    assert isinstance(read, Problem)
    assert "这里写的是一段很长很长的话而不是数字所以…" in read.text


@pytest.mark.parametrize("typed", ["1" * (MAX_DIGITS + 1), "0." + "1" * (MAX_DIGITS + 1)])
def test_too_many_digits_are_refused(typed: str) -> None:
    read = read_figure(typed)
    assert isinstance(read, Problem)
    assert read.code == "number.too_long"


def test_leading_zeros_are_no_digits() -> None:
    assert number_of("0" * 40 + "1" * MAX_DIGITS) == Decimal("1" * MAX_DIGITS)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("1844.31万元", "万元"),
        ("74.1%", "%"),
        ("74.1％", "%"),
        ("3 平方公里", "平方公里"),
        ("（12.3）万元", "万元"),
        ("5", ""),
    ],
)
def test_the_unit_behind_is_told(typed: str, unit: str) -> None:
    read = read_figure(typed)
    assert isinstance(read, Reading)
    assert read.unit == unit


@pytest.mark.parametrize(
    ("typed", "quantity", "unit"),
    [
        ("约78.6平方公里", Quantity(Decimal("78.6"), before="约"), "平方公里"),
        ("近400亩", Quantity(Decimal(400), before="近"), "亩"),
        ("将近400亩", Quantity(Decimal(400), before="将近"), "亩"),
        ("17000余亩", Quantity(Decimal(17000), more="余"), "亩"),
        ("10万余人", Quantity(Decimal(10), more="余"), "万人"),
        ("10余万人", Quantity(Decimal(10), more="余"), "万人"),
        ("3亿多元", Quantity(Decimal(3), more="多"), "亿元"),
        ("5.2万吨以上", Quantity(Decimal("5.2"), after="以上"), "万吨"),
        ("90%以上", Quantity(Decimal(90), after="以上"), "%"),
        ("达 45 余次", Quantity(Decimal(45), before="达", more="余"), "次"),
    ],
)
def test_words_that_say_how_exact_it_is_are_kept(typed: str, quantity: Quantity, unit: str) -> None:
    assert read_figure(typed) == Reading(quantity, unit)


@given(st.text())
def test_any_text_is_read_blank_or_refused(typed: str) -> None:
    read = read_figure(typed)
    assert read is None or isinstance(read, Reading | Problem)
    if isinstance(read, Reading):
        assert read.quantity.number.is_finite()
        assert len(read.quantity.number.as_tuple().digits) <= 2 * MAX_DIGITS


@given(figures, st.sampled_from([None, 0, 2, 6]))
def test_what_is_printed_is_read_again(value: Decimal, places: int | None) -> None:
    wanted = value if places is None else rounded(value, places)
    assert number_of(show_number(value, places)) == wanted
    assert number_of(show_grouped(value, places)) == wanted
    assert number_of(show_bare(value, places)) == wanted


# ---------------------------------------------------------------- rounding


@pytest.mark.parametrize(
    ("value", "places", "result"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("-1.005", 2, "-1.01"),
        ("1.0049999999", 2, "1.00"),
        ("-0.004", 2, "0.00"),
        ("99.995", 2, "100.00"),
        ("1366.27", 0, "1366"),
        ("1366.27", -2, "1.4E+3"),
    ],
)
def test_ties_go_away_from_zero(value: str, places: int, result: str) -> None:
    assert str(rounded(Decimal(value), places)) == result


@given(figures, st.integers(0, 4))
def test_rounding_is_symmetric_idempotent_and_near(value: Decimal, places: int) -> None:
    once = rounded(value, places)
    assert rounded(-value, places) == -once
    assert rounded(once, places) == once
    assert abs(once - value) <= Decimal(1).scaleb(-places) / 2


def test_more_digits_than_the_context_holds_are_no_figure() -> None:
    with pytest.raises(decimal.InvalidOperation):
        rounded(Decimal(10) ** 49, 2)


def test_the_context_rounds_half_up_and_the_interpreters_does_not() -> None:
    """Why code over figures names its context: operators round half even."""
    tie = Decimal("0." + "1" * (CONTEXT.prec - 1) + "25")
    assert str(CONTEXT.plus(tie))[-2:] == "13"
    assert decimal.getcontext().rounding == decimal.ROUND_HALF_EVEN


@pytest.mark.parametrize(
    ("count", "places", "envelope"), [(0, 2, "0.005"), (1, 2, "0.01"), (3, 2, "0.02"), (1, 0, "1")]
)
def test_the_envelope_grows_by_half_a_unit_per_figure(count: int, places: int, envelope: str) -> None:
    assert half_units(count, places) == Decimal(envelope)


# ---------------------------------------------------------------- printing


@pytest.mark.parametrize(
    ("value", "places", "number", "grouped", "bare"),
    [
        ("1844.3", 2, "1844.30", "1,844.30", "1844.30"),
        ("17", 2, "17.00", "17.00", "17"),
        ("17.00", None, "17.00", "17.00", "17.00"),
        ("55.9", 2, "55.90", "55.90", "55.90"),
        ("-1234567.891", 1, "-1234567.9", "-1,234,567.9", "-1234567.9"),
        ("1E+3", None, "1000", "1,000", "1000"),
        ("-0.001", 2, "0.00", "0.00", "0"),
        ("100", 1, "100.0", "100.0", "100"),
    ],
)
def test_tables_print_all_places_and_sentences_bare_whole_figures(
    value: str, places: int | None, number: str, grouped: str, bare: str
) -> None:
    figure = Decimal(value)
    assert show_number(figure, places) == number
    assert show_grouped(figure, places) == grouped
    assert show_bare(figure, places) == bare


@pytest.mark.parametrize(
    ("quantity", "unit", "printed"),
    [
        (Quantity(Decimal(400), before="近"), "亩", "近400亩"),
        (Quantity(Decimal(17000), more="余"), "亩", "17000余亩"),
        (Quantity(Decimal(10), more="余"), "万人", "10万余人"),
        (Quantity(Decimal("5.2"), after="以上"), "万吨", "5.2万吨以上"),
        (Quantity(Decimal("78.60"), before="约"), "", "约78.60"),
        (Quantity(Decimal(7)), "亿元", "7亿元"),
    ],
)
def test_words_stand_where_chinese_puts_them(quantity: Quantity, unit: str, printed: str) -> None:
    assert show_quantity(quantity, unit) == printed
    assert read_figure(printed) == Reading(quantity, unit)


def test_a_blank_prints_a_line_to_be_filled() -> None:
    assert BLANK_PRINT == "＿＿"
