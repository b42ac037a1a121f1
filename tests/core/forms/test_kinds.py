"""Kinds of answers: what the editor opens with is read as the same value, and typing is forgiven or refused."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.errors import Problem, problem
from core.forms.kinds import KINDS, MAX_TEXT, FieldKind
from core.forms.model import Choice, Field, OutlineLevel
from core.numbers import MAX_DIGITS, Quantity
from tests.core.forms.form_samples import field

CHOICES = (Choice(id="provincial", label="省级"), Choice(id="county", label="县级"))


def parsed(typed: str, kind: str, **settings: Any) -> Any:
    """The value of what is typed, which must be understood."""
    value, wrong = KINDS[kind].parse(typed, field(kind, **settings))
    assert wrong is None, wrong
    return value


def wrong(typed: str, kind: str, **settings: Any) -> Problem:
    found = KINDS[kind].parse(typed, field(kind, **settings))[1]
    assert found is not None
    return found


# ---------------------------------------------------------------- the law of every kind

line = st.text(st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029")).map(str.strip).filter(bool)
entry = line.filter(lambda text: not set(text) & set("、，,；;。"))
prose = st.lists(line, min_size=1).map("\n".join)
figure = st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False)
word = st.sampled_from
quantity = st.builds(Quantity, figure, word(["", "约", "近", "达"]), word(["", "余", "多"]), word(["", "以上", "左右"]))

VALUES: Mapping[str, SearchStrategy[tuple[Any, Field]]] = {
    "text": st.tuples(line, st.just(field("text"))),
    "long_text": st.tuples(prose, st.just(field("long_text"))),
    "list": st.tuples(st.lists(line, min_size=1).map(tuple), st.just(field("list"))),
    "names": st.tuples(st.lists(entry, min_size=1).map(tuple), st.just(field("names"))),
    "outline": st.tuples(prose, st.just(field("outline", levels=(OutlineLevel(),) * 9))),
    "number": st.tuples(figure, word([field("number"), field("number", exact=True), field("number", places=4)])),
    "integer": st.tuples(st.integers(-(10**14), 10**14).map(Decimal), st.just(field("integer", places=0))),
    "year": st.tuples(st.integers(1900, 2100).map(Decimal), st.just(field("year", places=0))),
    "money": st.tuples(figure, word([field("money", unit=unit, places=4) for unit in ("万元", "元", "亿元")])),
    "percent": st.tuples(figure, word([field("percent", places=2), field("percent"), field("percent", exact=True)])),
    "quantity": st.tuples(quantity, st.just(field("quantity", unit="亩"))),
    "date": st.tuples(st.dates(date(1000, 1, 1)), st.just(field("date"))),
    "choice": st.tuples(word(["provincial", "county"]), st.just(field("choice", choices=CHOICES))),
    "yes_no": st.tuples(word(["yes", "no"]), st.just(field("yes_no"))),
}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_the_editor_opens_with_is_read_as_the_same_value(kind: str, data: st.DataObject) -> None:
    value, one = data.draw(VALUES[kind])
    assert KINDS[kind].parse(KINDS[kind].edit_text(value, one), one) == (value, None)


def test_the_law_is_held_for_every_kind() -> None:
    assert VALUES.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
@given(
    typed=st.text() | st.sampled_from(["1,844.31", "74.1%", "约3", "2024-3-29", "# 一\n- 二", "甲、乙", "\x00", "\r"])
)
def test_any_typing_gives_a_value_or_a_problem(kind: str, typed: str) -> None:
    one = field(kind, choices=CHOICES, places=2 if KINDS[kind].figure else None)
    value, told = KINDS[kind].parse(typed, one)
    assert value is not None or told is not None or not typed.strip() or _says_nothing(typed, kind)
    if value is not None:
        assert KINDS[kind].show(value, one)
        assert KINDS[kind].quote(value, one)
        assert KINDS[kind].screen(value, one)


def _says_nothing(typed: str, kind: str) -> bool:
    """A dash where a figure is asked, parting marks where names are."""
    return (
        KINDS[kind].figure or not typed.strip("、，,；;。" + "".join(map(chr, range(33))) + "\x85\u2028\u2029").strip()
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", ["", " ", "\u3000\u00a0", "\n"])
def test_nothing_typed_is_blank(kind: str, typed: str) -> None:
    assert KINDS[kind].parse(typed, field(kind, choices=CHOICES)) == (None, None)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_called_by_a_chinese_name_of_its_own(kind: str) -> None:
    assert [one.label for one in KINDS.values()].count(KINDS[kind].label) == 1
    assert KINDS[kind].label > "一"


# ---------------------------------------------------------------- texts


def test_one_line_stays_one_line() -> None:
    assert parsed("  常宁市庙前镇\u3000\n", "text") == "常宁市庙前镇"
    value, told = KINDS["text"].parse("第一行\n第二行", field("text"))
    assert value == "第一行 第二行"
    assert told is not None
    assert told.code == "text.one_line"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_a_line_end(end: str) -> None:
    assert parsed(f"甲{end}乙", "long_text") == "甲\n乙"
    assert parsed(f"甲{end}乙", "list") == ("甲", "乙")
    assert wrong(f"甲{end}乙", "text").code == "text.one_line"


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1f", "\x7f", "\x9f", "\ufffe", "\ud800"])
def test_signs_that_no_file_may_hold_are_not_printed(sign: str) -> None:
    value, told = KINDS["text"].parse(f"甲{sign}乙", field("text"))
    assert value == "甲乙"
    assert told is not None
    assert told.code == "text.control"
    assert KINDS["list"].parse(sign, field("list"))[0] is None


def test_a_text_has_a_limit_and_keeps_what_was_typed() -> None:
    assert parsed("一二三", "text", limit=3) == "一二三"
    value, told = KINDS["text"].parse("一二三四", field("text", limit=3))
    assert value == "一二三四"
    assert told is not None
    assert told.code == "text.too_long"
    assert "4" in told.text
    assert wrong("字" * (MAX_TEXT + 1), "long_text").code == "text.too_long"


def test_a_list_is_its_lines_and_names_are_parted_by_marks_too() -> None:
    assert parsed("甲\n\n  乙 \n", "list") == ("甲", "乙")
    assert parsed("甲、乙", "list") == ("甲、乙",)
    assert parsed("党政办、财政所、\n农业站。", "names") == ("党政办", "财政所", "农业站")
    assert parsed("党政办；\n财政所。农业站，", "names") == ("党政办", "财政所", "农业站")
    assert parsed("、", "names") is None
    assert KINDS["names"].show(("党政办", "财政所"), field("names")) == "党政办、财政所"
    assert KINDS["list"].show(("甲", "乙"), field("list")) == "甲\n乙"


def test_an_outline_may_not_go_deeper_than_its_levels() -> None:
    levels = (OutlineLevel(), OutlineLevel())
    assert parsed("# 一\n## 二\n- 三\n四", "outline", levels=levels) == "# 一\n## 二\n- 三\n四"
    found = wrong("开头\n\n# 一\n### 三\n#### 四", "outline", levels=levels)
    assert found.code == "outline.too_deep"
    assert found.text == "第4行的标题为第3级，本格式只有2级。"
    assert wrong("## 二", "outline").code == "outline.too_deep"


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize(
    "typed",
    ["１，８４４．３１", "1,844.31", "1844.31万元", "1844。31", "\u00a01 844.31 万元", "18443100元", "0.184431亿元"],
)
def test_money_is_understood_as_clerks_type_it(typed: str) -> None:
    assert parsed(typed, "money", unit="万元", places=2) == Decimal("1844.31")


@pytest.mark.parametrize(
    ("typed", "value"), [("（12.3）", "-12.3"), ("－12.3", "-12.3"), ("12", "12"), ("12.3456", "12.35")]
)
def test_money_is_rounded_to_its_places(typed: str, value: str) -> None:
    assert parsed(typed, "money", unit="万元", places=2) == Decimal(value)


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [
        ("元", "5", "5"),
        ("元", "5万元", "50000"),
        ("万元", "5元", "0.0005"),
        ("亿元", "1234.5万元", "0.12345"),
        ("万元", "3千元", "0.3"),
    ],
)
def test_money_typed_in_another_unit_is_converted_to_the_fields_own(unit: str, typed: str, value: str) -> None:
    assert parsed(typed, "money", unit=unit, places=6) == Decimal(value)


@pytest.mark.parametrize(
    ("kind", "typed"), [("money", "5吨"), ("number", "5亩"), ("percent", "5元"), ("integer", "5户"), ("year", "5月")]
)
def test_a_strange_unit_is_refused_with_the_units_name(kind: str, typed: str) -> None:
    found = wrong(typed, kind, unit="万元" if kind == "money" else "")
    assert found.code == "number.unit"
    assert typed[1:] in found.text


@pytest.mark.parametrize("kind", [kind for kind, one in KINDS.items() if one.figure])
@pytest.mark.parametrize("typed", ["1e999", "NaN", "1,84,4", "12\x00", "一百", "1" * (MAX_DIGITS + 1)])
def test_what_is_no_figure_is_refused(kind: str, typed: str) -> None:
    assert wrong(typed, kind).code in ("number.not_understood", "number.too_long")


@pytest.mark.parametrize("kind", [kind for kind, one in KINDS.items() if one.figure])
def test_a_dash_is_blank(kind: str) -> None:
    assert parsed("—", kind) is None


def test_a_percentage_is_a_ratio() -> None:
    assert parsed("74.1%", "percent", places=1) == parsed("74.1", "percent", places=1) == Decimal("0.741")
    assert parsed("74.15％", "percent", places=1) == Decimal("0.742")
    one = field("percent", places=1)
    assert KINDS["percent"].show(Decimal("0.741"), one) == "74.1%"
    assert KINDS["percent"].quote(Decimal(1), one) == "100%"
    assert KINDS["percent"].screen(Decimal(1), one) == "100.0%"
    assert KINDS["percent"].value_places(one) == 3
    assert KINDS["percent"].value_places(field("percent")) is None


def test_words_such_as_about_belong_to_quantities_only() -> None:
    assert parsed("约78.6平方公里", "quantity", unit="平方公里") == Quantity(Decimal("78.6"), before="约")
    assert wrong("约78.6", "number").code == "number.plain"
    assert wrong("78余", "money", unit="万元").text == "本项要填确切数，不能带“余”。"
    assert wrong("78以上", "integer").code == "number.plain"
    assert wrong("5吨", "quantity", unit="亩").code == "number.unit"


def test_a_quantity_prints_as_typed_and_may_be_computed_with() -> None:
    one = field("quantity", unit="万人")
    assert KINDS["quantity"].quote(Quantity(Decimal(10), more="余"), one) == "10万余人"
    assert KINDS["quantity"].quote(Quantity(Decimal("5.20")), one, "万吨") == "5.20万吨"
    assert KINDS["quantity"].show(Decimal("7.9"), one) == KINDS["quantity"].screen(Decimal("7.9"), one) == "7.9"
    assert KINDS["quantity"].value_places(one) is None


def test_an_integer_is_whole() -> None:
    assert parsed("12.00", "integer") == 12
    assert wrong("12.5", "integer") == problem("number.whole", "", text="12.5")
    assert KINDS["integer"].show(Decimal(12), field("integer")) == "12"
    assert KINDS["integer"].screen(Decimal(12345), field("integer")) == "12,345"


def test_a_year_is_never_grouped_and_takes_its_word() -> None:
    assert parsed("2024年", "year") == parsed("２０２４年度", "year") == 2024
    one = field("year", places=0)
    assert KINDS["year"].screen(Decimal(2024), one) == KINDS["year"].quote(Decimal(2024), one) == "2024"


def test_tables_print_all_places_sentences_bare_whole_figures_with_their_unit() -> None:
    one = field("money", unit="万元", places=2)
    assert KINDS["money"].show(Decimal(17), one) == "17.00"
    assert KINDS["money"].quote(Decimal(17), one) == "17万元"
    assert KINDS["money"].quote(Decimal("55.9"), one) == "55.90万元"
    assert KINDS["money"].screen(Decimal("1844.3"), one) == "1,844.30"
    assert KINDS["number"].quote(Decimal("1.50"), field("number"), "倍") == "1.50倍"


def test_an_exact_figure_keeps_its_digits_in_the_editor() -> None:
    assert parsed("1.23456", "money", unit="万元", places=2, exact=True) == Decimal("1.23456")
    assert KINDS["money"].edit_text(Decimal("1.23456"), field("money", places=2, exact=True)) == "1.23456"
    assert KINDS["money"].edit_text(Decimal("1.2"), field("money", places=2)) == "1.20"


# ---------------------------------------------------------------- dates and choices


@pytest.mark.parametrize(
    "typed",
    [
        "2024年3月29日",
        "2024-3-29",
        "2024.03.29",
        "2024/3/29",
        "20240329",
        "２０２４年３月２９日",
        " 2024 年 3 月 29 号 ",
    ],
)
def test_dates_are_understood_as_clerks_write_them(typed: str) -> None:
    assert parsed(typed, "date") == date(2024, 3, 29)


@pytest.mark.parametrize(
    "typed",
    ["2024年2月30日", "2024-13-1", "2024年3月", "3月29日", "明天", "0000-1-1", "0203-3-29", "02030329", "٢٠٢٤-1-1"],
)
def test_no_date_is_guessed(typed: str) -> None:
    assert wrong(typed, "date").code == "date.not_understood"


def test_a_choice_is_typed_as_its_label_or_its_id() -> None:
    assert (
        parsed(" 省级 ", "choice", choices=CHOICES) == parsed("provincial", "choice", choices=CHOICES) == "provincial"
    )
    assert KINDS["choice"].show("county", field("choice", choices=CHOICES)) == "县级"
    assert KINDS["choice"].show("gone", field("choice", choices=CHOICES)) == "gone"
    found = wrong("市级", "choice", choices=CHOICES)
    assert found.code == "choice.unknown"
    assert "省级、县级" in found.text
    assert parsed("是", "yes_no") == "yes"
    assert KINDS["yes_no"].quote("no", field("yes_no")) == "否"


def test_spaces_in_a_choice_are_for_the_eye() -> None:
    spaced = (Choice(id="total", label=" 合 计　"),)
    for typed in ("合计", "合 计", " 合 计　", "total"):
        assert parsed(typed, "choice", choices=spaced) == "total"
    assert wrong(" 总 计 ", "choice", choices=spaced).text.startswith("“总 计”")


def test_only_figures_and_short_texts_are_quoted() -> None:
    assert {kind for kind, one in KINDS.items() if not one.quotes} == {"long_text", "list", "outline"}
    assert {kind for kind, one in KINDS.items() if one.prose} == {"long_text", "list", "outline"}


def test_what_is_no_figure_has_no_places() -> None:
    assert {one.value_places(field(kind)) for kind, one in KINDS.items() if not one.figure} == {None}


def test_every_kind_has_to_say_how_it_reads() -> None:
    with pytest.raises(NotImplementedError):
        FieldKind().parse("", field("text"))
