"""Converters: a right value passes, a wrong one is told with its path and something usable takes its place."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from core.forms.reading import Builder, Convert, Shape, flag, identifier, many, one_of, record, shown, text, whole


@dataclass(frozen=True)
class Pair:
    """A record with one required key and one that may be left out."""

    id: str
    size: int = 0


PAIR = Shape(kind=Pair, keys={"id": identifier, "size": whole(0, 9)})
NAMED = Shape(kind=Pair, keys=PAIR.keys, instead={"id": "nameless"})


def taken(convert: Convert, value: Any) -> tuple[Any, list[str]]:
    builder = Builder()
    made = convert(builder, value, "这里")
    assert all(problem.place.startswith("这里") for problem in builder.problems)
    return made, [problem.code for problem in builder.problems]


@pytest.mark.parametrize(
    ("convert", "value"),
    [
        (text, "文字"),
        (identifier, "income_total"),
        (identifier, "a" * 64),
        (flag, True),
        (flag, False),
        (whole(1, 5), 5),
        (one_of("own", "run_in", instead="own"), "run_in"),
        (one_of("", "一、", instead=""), ""),
    ],
)
def test_a_right_value_passes(convert: Convert, value: Any) -> None:
    assert taken(convert, value) == (value, [])


@pytest.mark.parametrize(
    ("convert", "value", "instead", "code"),
    [
        (text, 5, "", "form.not_text"),
        (text, None, "", "form.not_text"),
        (identifier, "Income", "Income", "form.bad_id"),
        (identifier, "1st", "1st", "form.bad_id"),
        (identifier, "a" * 65, "a" * 65, "form.bad_id"),
        (identifier, "收入", "收入", "form.bad_id"),
        (identifier, "class", "class", "form.bad_id"),
        (identifier, "in", "in", "form.bad_id"),
        (identifier, 5, "", "form.bad_id"),
        (flag, "true", False, "form.not_flag"),
        (flag, 1, False, "form.not_flag"),
        (whole(1, 5), 6, 1, "form.not_whole"),
        (whole(1, 5), 0, 1, "form.not_whole"),
        (whole(0, 5), True, 0, "form.not_whole"),
        (whole(0, 5), Decimal(3), 0, "form.not_whole"),
        (one_of("own", "run_in", instead="own"), "inline", "own", "form.not_one_of"),
        (one_of("own", instead="own"), ["own"], "own", "form.not_one_of"),
        (many(text), "文字", (), "form.not_list"),
    ],
)
def test_a_wrong_value_is_told_and_replaced(convert: Convert, value: Any, instead: Any, code: str) -> None:
    assert taken(convert, value) == (instead, [code])


def test_an_id_that_python_keeps_for_itself_could_not_stand_in_a_formula() -> None:
    assert taken(identifier, "lambda")[1] == ["form.bad_id"]
    assert taken(identifier, "match")[1] == []


def test_all_wrong_members_of_a_list_are_told_by_their_number_and_name() -> None:
    builder = Builder()
    found = many(record(PAIR))(builder, [{"id": "a"}, {"id": "B"}, {"size": 10}, 7], "表")
    assert found == (Pair("a"), Pair("B"))
    assert [str(problem) for problem in builder.problems] == [
        "表 › 第2个“B” › id：代号“B”不合规定：只用小写英文字母、数字和下划线，以字母开头，不超过64个字符。",
        "表 › 第3个 › size：这里要0到9之间的整数。",
        "表 › 第3个：缺少“id”。",
        "表 › 第4个：这里要一组“名 = 值”。",
    ]


def test_a_record_tells_every_key_that_it_does_not_know_and_guesses() -> None:
    builder = Builder()
    assert builder.record(PAIR, {"id": "a", "sise": 3, "颜色": 1}, "表") == Pair("a")
    assert [problem.text for problem in builder.problems] == [
        "没有“sise”这个设置。您是否要写“size”？",
        "没有“颜色”这个设置。",
    ]


def test_a_record_that_others_refer_to_stands_in_spite_of_a_missing_key() -> None:
    builder = Builder()
    assert builder.record(NAMED, {"size": 3}, "表") == Pair("nameless", 3)
    assert builder.record(NAMED, "不是表", "表") is None
    assert [problem.code for problem in builder.problems] == ["form.missing_key", "form.not_a_table"]


def test_what_is_given_from_outside_is_not_missing() -> None:
    builder = Builder()
    assert builder.record(PAIR, {}, "表", id="given") == Pair("given")
    assert builder.problems == []


def test_an_id_that_names_nothing_is_told_with_a_guess() -> None:
    builder = Builder()
    builder.unknown_item("incme", ["income"], "表")
    builder.unknown_item(["x"], ["income"], "表")
    assert [problem.text for problem in builder.problems] == ["没有“incme”。您是否要写“income”？", "没有“list”。"]


@pytest.mark.parametrize(
    ("value", "words"),
    [("a" * 99, "a" * 40), pytest.param(16**9999, "int", id="huge"), ([], "list"), (None, "NoneType")],
)
def test_a_wrong_value_is_shown_shortly_and_never_as_a_number_too_long_to_print(value: Any, words: str) -> None:
    assert shown(value) == words
