"""The numbers shown while an outline is written are those that it is printed with."""

import pytest

from core.forms.model import Field, OutlineLevel
from core.forms.outline import outline_numbers, outline_paragraphs, outline_text, read_outline

TWO = Field(
    id="x", label="x", kind="outline", inline=OutlineLevel(number="一是"),
    levels=(OutlineLevel(number="（一）"), OutlineLevel(number="1.")),
)  # fmt: skip


def test_every_level_counts_within_the_one_above_and_points_begin_anew() -> None:
    levels = [1, 2, 0, -1, -1, 2, -1, 1, 2, 0, -1]
    assert outline_numbers(levels, TWO) == (
        "（一）",
        "1.",
        "",
        "一是",
        "二是",
        "2.",
        "一是",
        "（二）",
        "1.",
        "",
        "一是",
    )


def test_too_deep_a_heading_counts_as_the_deepest() -> None:
    assert outline_numbers([1, 5, 2], TWO) == ("（一）", "1.", "2.")


def test_without_levels_nothing_is_numbered() -> None:
    assert outline_numbers([1, 0, -1], Field(id="x", label="x", kind="outline")) == ("", "", "")


@pytest.mark.parametrize("text", ["# 甲\n## 乙\n丙\n## 丁\n# 戊\n## 己", "# 甲\n# 乙\n## 丙"])
def test_they_agree_with_the_paper(text: str) -> None:
    lines = read_outline(text)
    numbers = outline_numbers([line.level for line in lines], TWO)
    printed = [paragraph.text for paragraph in outline_paragraphs(outline_text(lines), TWO)]
    assert printed == [number + line.text for number, line in zip(numbers, lines, strict=True)]
