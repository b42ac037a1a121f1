"""Splitting pasted text by its own numbering."""

import pytest

from core.forms.outline import OutlineLine
from core.imports.outline_text import split_outline, without_numbers


def lines(text: str, levels: int = 2) -> list[tuple[int, str]]:
    return [(line.level, line.text) for line in split_outline(text, levels).lines]


def test_two_levels_with_a_run_in_heading() -> None:
    text = "（一）强产业\n1.旅游加快发展。全年接待29.8万人。\n2．农业提质\n种植水稻15000余亩。\n（二）重规划"
    assert lines(text) == [
        (1, "强产业"), (2, "旅游加快发展。"), (0, "全年接待29.8万人。"), (2, "农业提质"),
        (0, "种植水稻15000余亩。"), (1, "重规划"),
    ]  # fmt: skip


def test_points_become_items_and_lose_their_stops() -> None:
    assert lines("1、巩固成果。一是开展排查。共4350户。二是动态管理；三是核实预警。", 1) == [
        (1, "巩固成果。"), (-1, "开展排查。共4350户"), (-1, "动态管理"), (-1, "核实预警"),
    ]  # fmt: skip


def test_words_before_the_first_point_stay_a_paragraph() -> None:
    assert lines("有3支工作队。一是强组织。二是固成果。") == [(0, "有3支工作队。"), (-1, "强组织"), (-1, "固成果")]


def test_a_single_point_or_points_out_of_order_are_left_alone() -> None:
    assert lines("一是开展排查。") == [(0, "一是开展排查。")]
    assert lines("二是甲。一是乙。") == [(0, "二是甲。一是乙。")]
    assert lines("这不一是回事，二是不然") == [(0, "这不一是回事，二是不然")]


def test_a_broken_number_goes_on_with_its_series_and_is_told() -> None:
    split = split_outline("（一）甲\n（二）乙\n（3） 丙\n（四）丁", 2)
    assert split.lines == tuple(OutlineLine(1, text) for text in "甲乙丙丁")
    assert split.notes == ("编号“（3）”按“（三）”处理。",)


def test_numbers_that_do_not_count_on_are_told() -> None:
    assert split_outline("1.甲\n2.乙\n4.丙", 1).notes == ("原编号“4.”前后不连，已按顺序重新编号。",)


def test_numbering_restarts_under_each_heading() -> None:
    assert split_outline("（一）甲\n1.乙\n2.丙\n（二）丁\n1.戊", 2).notes == ()


def test_more_levels_than_the_form_has_are_folded() -> None:
    split = split_outline("一、甲\n（一）乙\n1.丙\n①丁", 2)
    assert [line.level for line in split.lines] == [1, 2, 2, 2]
    assert "原文有4级编号" in split.notes[0]


def test_rests_of_word_and_leading_blanks_go() -> None:
    assert lines("[bookmark: _GoBack]　　1. 根据编委核定\n\n\t\n") == [(1, "根据编委核定")]


def test_decimals_and_years_are_no_numbering() -> None:
    assert lines("1.5万亩水稻\n2023年完成") == [(0, "1.5万亩水稻"), (0, "2023年完成")]


def test_a_long_numbered_sentence_stays_whole() -> None:
    long = "严格管理项目申报流程" * 6 + "。从中选优"
    assert lines(f"1、{long}", 1) == [(1, long)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("1、甲。\n\n2、乙。", "甲。\n\n乙。"),
        ("主要职能：\n（一）甲。\n（二）乙。", "主要职能：\n甲。\n乙。"),
        ("3.甲\n4.乙\n5.丙", "甲\n乙\n丙"),
        ("1、只有一条", "1、只有一条"),
        ("1、甲\n3、丙", "1、甲\n3、丙"),
        ("一、甲\n2.乙", "一、甲\n2.乙"),
        ("  没有编号\n的两行", "  没有编号\n的两行"),
    ],
)
def test_a_list_loses_numbers_that_count_on(text: str, left: str) -> None:
    assert without_numbers(text) == left
