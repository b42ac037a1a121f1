"""Ordinals as Chinese documents write them, and the numbers of headings."""

import pytest

from core.forms.model import DocumentForm, Section
from core.forms.numbering import STYLES, chinese, circled, heading_numbers

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}


def said(text: str) -> int:
    """The number that a Chinese numeral says."""
    total, digit = 0, 0
    for sign in text:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit


def test_every_number_to_999_says_itself() -> None:
    assert [said(chinese(number)) for number in range(1, 1000)] == list(range(1, 1000))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (200, "二百"),
        (999, "九百九十九"),
    ],
)
def test_ten_drops_its_one_and_a_gap_says_zero(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize("number", [-1, 0, 1000, 12345])
def test_beyond_999_there_are_digits(number: int) -> None:
    assert chinese(number) == str(number)


def test_circles_go_to_twenty() -> None:
    assert "".join(map(circled, range(1, 21))) == "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    assert [circled(number) for number in (0, 21, 100)] == ["（0）", "（21）", "（100）"]


@pytest.mark.parametrize("style", STYLES)
def test_a_style_is_called_by_its_first_number(style: str) -> None:
    assert STYLES[style](1) == style


@pytest.mark.parametrize(
    ("style", "eleventh", "twenty_first"),
    [
        ("", "", ""),
        ("一、", "十一、", "二十一、"),
        ("（一）", "（十一）", "（二十一）"),
        ("1.", "11.", "21."),
        ("1、", "11、", "21、"),
        ("（1）", "（11）", "（21）"),
        ("①", "⑪", "（21）"),
        ("一是", "十一是", "二十一是"),
    ],
)
def test_styles_go_on(style: str, eleventh: str, twenty_first: str) -> None:
    assert (STYLES[style](11), STYLES[style](21)) == (eleventh, twenty_first)


def test_the_styles_are_these() -> None:
    """A style that is new has its row above."""
    assert set(STYLES) == {"", "一、", "（一）", "1.", "1、", "（1）", "①", "一是"}


# ---------------------------------------------------------------- headings


def numbers(levels: str, layout: str = "chapters", styles: tuple[str, ...] = ("一、", "（一）")) -> list[str]:
    """The numbers of headings of these levels; a level in brackets is a page that is not printed."""
    sections = tuple(
        Section(id=f"s{place}", heading="章", level=int(level.strip("()")), off_paper=level.startswith("("))
        for place, level in enumerate(levels.split())
    )
    document = DocumentForm(id="d", title="", file_name="", sections=sections, layout=layout, heading_numbers=styles)
    found = heading_numbers(document)
    assert list(found) == [section.id for section in sections if not section.off_paper]
    return list(found.values())


def test_headings_count_again_under_each_chapter() -> None:
    assert numbers("1 2 2 1 2 1") == ["一、", "（一）", "（二）", "二、", "（一）", "三、"]


def test_a_skipped_level_counts_again_too() -> None:
    assert numbers("1 3 1 3", styles=("一、", "（一）", "1.")) == ["一、", "1.", "二、", "1."]


def test_pages_that_are_not_printed_are_not_counted() -> None:
    assert numbers("(1) 1 (2) 2 (1) 2 1") == ["一、", "（一）", "（二）", "二、"]


def test_levels_without_a_style_have_no_number() -> None:
    assert numbers("1 2 3") == ["一、", "（一）", ""]
    assert numbers("1 2", styles=("", "（一）")) == ["", "（一）"]
    assert numbers("1 2", styles=()) == ["", ""]


def test_a_form_table_numbers_no_headings() -> None:
    assert numbers("1 2 1", layout="form_table") == ["", "", ""]
