"""Outlines: what is typed keeps its lines, and each level is numbered and set as the form says."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.kinds import KINDS
from core.forms.model import Field, OutlineLevel
from core.forms.outline import (
    STOPS,
    OutlineLine,
    OutlineParagraph,
    outline_numbers,
    outline_paragraphs,
    outline_text,
    read_outline,
)
from tests.core.forms.form_samples import field

OWN = OutlineLevel(number="（一）", heading=2)
RUN_IN = OutlineLevel(number="1.", layout="run_in", heading=3)
POINTS = OutlineLevel(number="一是", layout="inline", joiner="；")


def outline(*levels: OutlineLevel, inline: OutlineLevel = POINTS) -> Field:
    return field("outline", levels=levels, inline=inline)


CHAPTERS = outline(OWN, RUN_IN)


def printed(text: str, one: Field = CHAPTERS) -> list[tuple[int, str]]:
    """Heading level and text of each paragraph."""
    return [(paragraph.heading, paragraph.text) for paragraph in outline_paragraphs(text, one)]


# ---------------------------------------------------------------- lines

marks = st.sampled_from(["", "# ", "## ", "### ", "- ", "#", "-", "--", "#\u3000", "########## ", "-\t"])
texts = st.lists(st.tuples(marks, st.text(max_size=8)).map("".join), max_size=8).map("\n".join)
words = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="#-"), min_size=1, max_size=8)
lines = st.lists(st.builds(OutlineLine, st.integers(-1, 9), words), max_size=10).map(tuple)


@given(lines)
def test_lines_written_and_read_are_the_same_lines(written: Sequence[OutlineLine]) -> None:
    assert read_outline(outline_text(written)) == written


@given(texts)
def test_text_read_and_written_says_the_same(text: str) -> None:
    read = read_outline(text)
    assert read_outline(outline_text(read)) == read


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("# 党建", OutlineLine(1, "党建")),
        ("### 党建", OutlineLine(3, "党建")),
        ("  ##\u3000党建 ", OutlineLine(2, "党建")),
        ("- 一点", OutlineLine(-1, "一点")),
        ("党建", OutlineLine(0, "党建")),
        ("#党建", OutlineLine(0, "#党建")),
        ("-5度", OutlineLine(0, "-5度")),
        ("########## 十级", OutlineLine(0, "########## 十级")),
        ("- - 两横", OutlineLine(-1, "- 两横")),
        ("# 全年收入{income_total}", OutlineLine(1, "全年收入{income_total}")),
    ],
)
def test_a_mark_and_a_space_make_the_level(written: str, line: OutlineLine) -> None:
    assert read_outline(written) == (line,)


@pytest.mark.parametrize("text", ["", "\n\n", "#", "## ", "-", " - \n\u3000"])
def test_a_mark_with_nothing_behind_it_is_no_line(text: str) -> None:
    assert read_outline(text) == ()
    assert printed(text) == []


# ---------------------------------------------------------------- layouts


def test_a_heading_of_its_own_is_a_paragraph_of_its_own() -> None:
    assert printed("# 党建。\n抓支部。") == [(2, "（一）党建。"), (0, "抓支部。")]


@pytest.mark.parametrize("stop", STOPS)
def test_a_heading_that_ends_a_sentence_runs_into_its_paragraph(stop: str) -> None:
    assert printed(f"## 抓支部{stop}\n支部12个。\n再说一段。") == [(0, f"1.抓支部{stop}支部12个。"), (0, "再说一段。")]


def test_a_heading_without_a_stop_does_not_run_in() -> None:
    assert printed("## 抓支部\n支部12个。") == [(3, "1.抓支部"), (0, "支部12个。")]


def test_a_heading_with_nothing_to_run_into_stays_a_heading() -> None:
    assert printed("## 抓支部。\n## 抓队伍。") == [(3, "1.抓支部。"), (3, "2.抓队伍。")]


def test_a_run_in_heading_takes_items_when_it_has_no_paragraph() -> None:
    assert printed("## 抓支部。\n- 建章\n- 立制") == [(0, "1.抓支部。一是建章；二是立制。")]


def test_items_run_on_in_the_paragraph_before_them() -> None:
    assert printed("## 抓支部。\n主要做法：\n- 建章\n- 立制\n成效明显。") == [
        (0, "1.抓支部。主要做法：一是建章；二是立制。"),
        (0, "成效明显。"),
    ]


def test_items_under_a_heading_of_its_own_make_a_paragraph() -> None:
    assert printed("# 党建\n- 建章\n- 立制") == [(2, "（一）党建"), (0, "一是建章；二是立制。")]
    assert printed("## 抓支部\n- 建章") == [(3, "1.抓支部"), (0, "一是建章。")]


def test_items_without_a_paragraph_stand_alone() -> None:
    assert printed("- 建章\n- 立制") == [(0, "一是建章；二是立制。")]


@pytest.mark.parametrize(
    ("joiner", "said"),
    [("；", "一是建章；二是立制。"), ("。", "一是建章。二是立制。"), ("，", "一是建章，二是立制。")],
)
@pytest.mark.parametrize("ends", ["", "；", "。", "，", "; ", "；。"])
def test_the_joiner_stands_for_the_stops_that_items_were_typed_with(joiner: str, said: str, ends: str) -> None:
    one = outline(inline=OutlineLevel(number="一是", layout="inline", joiner=joiner))
    assert printed(f"- 建章{ends}\n- 立制{ends}", one) == [(0, said)]


@pytest.mark.parametrize("stop", "！？…")
def test_a_last_item_that_ends_its_sentence_gets_no_second_stop(stop: str) -> None:
    assert printed(f"- 建章\n- 干得好{stop}") == [(0, f"一是建章；二是干得好{stop}")]


def test_items_count_from_one_in_each_paragraph() -> None:
    assert printed("甲：\n- 一\n- 二\n乙：\n- 三") == [(0, "甲：一是一；二是二。"), (0, "乙：一是三。")]


def test_prose_before_the_first_heading_opens() -> None:
    assert printed("一年来，成效明显。\n\n分述如下。\n# 党建") == [
        (0, "一年来，成效明显。"),
        (0, "分述如下。"),
        (2, "（一）党建"),
    ]


def test_quotes_are_kept_for_whoever_prints_the_figures() -> None:
    assert printed("## 收入{income_total}。\n其中{{括号}}：\n- {nature[basic].amount}") == [
        (0, "1.收入{income_total}。其中{{括号}}：一是{nature[basic].amount}。")
    ]


def test_an_outline_without_levels_numbers_nothing() -> None:
    one = outline(inline=OutlineLevel())
    assert printed("# 党建\n正文。\n- 甲\n- 乙", one) == [(0, "党建"), (0, "正文。甲；乙。")]
    assert outline_numbers([1, 0, -1], one) == ("", "", "")


def test_a_paragraph_is_a_record() -> None:
    assert outline_paragraphs("# 党建", CHAPTERS) == (OutlineParagraph(2, "（一）党建"),)


# ---------------------------------------------------------------- numbers

THREE = outline(OWN, OutlineLevel(number="1.", heading=3), OutlineLevel(number="（1）", heading=4))


def numbers(*levels: int) -> str:
    return " ".join(number or "·" for number in outline_numbers(levels, THREE))


def test_numbering_begins_again_under_each_heading() -> None:
    assert numbers(1, 2, 3, 3, 2, 3, 1, 2, 3) == "（一） 1. （1） （2） 2. （1） （二） 1. （1）"


def test_a_skipped_level_is_counted_where_it_stands() -> None:
    assert numbers(3, 1, 3, 3, 2, 3) == "（1） （一） （1） （2） 1. （1）"


def test_prose_and_items_do_not_disturb_the_count() -> None:
    assert numbers(0, 1, -1, -1, 0, -1, 1, -1) == "· （一） 一是 二是 · 一是 （二） 一是"


def test_a_heading_too_deep_counts_and_is_set_as_the_deepest() -> None:
    assert numbers(1, 3, 7, 3) == "（一） （1） （2） （3）"
    assert printed("# 甲\n##### 乙\n### 丙", THREE) == [(2, "（一）甲"), (4, "（1）乙"), (4, "（2）丙")]


def test_a_heading_too_deep_is_told_with_its_line() -> None:
    value, wrong = KINDS["outline"].parse("开头\n\n# 甲\n### 乙", CHAPTERS)
    assert value == "开头\n\n# 甲\n### 乙"
    assert wrong is not None
    assert wrong.code == "outline.too_deep"
    assert wrong.text == "第4行的标题为第3级，本格式只有2级。"


@given(lines)
def test_numbers_shown_while_writing_are_those_on_paper(written: Sequence[OutlineLine]) -> None:
    one = outline(OWN, OutlineLevel(number="1."), OutlineLevel(number="①"), inline=OutlineLevel(number="一是"))
    shown = outline_numbers([line.level for line in written], one)
    paper = "".join(text for _, text in printed(outline_text(written), one))
    place = 0
    for number, line in zip(shown, written, strict=True):
        said = number + (line.text.rstrip("。；;，,") if line.level < 0 else line.text)
        assert said in paper[place:]
        place = paper.index(said, place) + len(said)


@given(lines)
def test_every_line_is_printed_once_and_in_order(written: Sequence[OutlineLine]) -> None:
    unnumbered = outline(OutlineLevel(layout="run_in"), inline=OutlineLevel(joiner=""))
    kept = [line for line in written if line.text.strip("。；;，,")]
    said = [line.text.rstrip("。；;，,") if line.level < 0 else line.text for line in kept]
    paper = "".join(text for _, text in printed(outline_text(kept), unnumbered))
    assert paper.replace("。", "") == "".join(said).replace("。", "")


def test_a_point_that_ends_with_a_sign_of_its_own_takes_no_joiner() -> None:
    paragraphs = outline_paragraphs("- 怎么办？\n- 干！\n- 好", outline())
    assert [one.text for one in paragraphs] == ["一是怎么办？二是干！三是好。"]
