"""Typed words that are sent back at sight: another score, a grade that does not follow, hints, nothing said twice."""

import pytest

from core.reports.draft import Part
from core.reports.findings import Finding
from core.reports.prose_checks import prose_outcomes
from core.reports.sheet import Sheet
from tests.core.reports.samples import program, sheet_of

FORM = program(
    """
    [field.score]
    label = "自评得分"
    kind = "number"
    unit = "分"
    spoken = ["自评得分", "总分"]
    grades = [[90, "优"], [80, "良"], [60, "中"]]
    [field]
    other = { label = "其他得分", kind = "number", unit = "分", spoken = ["别的得分"] }
    story = { label = "说明", kind = "long_text" }
    name = { label = "名称", kind = "text" }
    wrongs = { label = "问题", kind = "outline", levels = [{ number = "1." }], answered_by = "cures" }
    cures = { label = "措施", kind = "long_text" }
    alone = { label = "原因", kind = "long_text", answered_by = "wrongs" }
    """
)


def found(answers: dict[str, str], *codes: str) -> list[Finding]:
    outcomes = prose_outcomes(sheet_of(answers, FORM))
    return [one for one in outcomes if isinstance(one, Finding) and (not codes or one.code in codes)]


def told(story: str, score: str = "97.6") -> list[str]:
    return [one.text for one in found({"score": score, "story": story})]


@pytest.mark.parametrize(
    ("story", "said"),
    [
        ("自评得分95分。", "自评得分95分"),
        ("全年自评得分为：95分", "自评得分为：95分"),
        ("总分共计 95 分。", "总分共计 95 分"),
        ("上年总分90分；自评得分“95”分", ""),
    ],
)
def test_another_score_must_be_put_right(story: str, said: str) -> None:
    assert told(story) == ([f"说明写的是“{said}”，而自评得分为97.6分。"] if said else [])


@pytest.mark.parametrize(
    "story",
    [
        "自评得分97.6分。",
        "自评得分97.60分。",
        "自评得分{score}。",
        "上年自评得分95分。",
        "项目自评得分95分。",
        "满分100分。",
        "自评得分95%。",
        "自评得分见附表，共95分。",
        "别的得分3分。",
    ],
)
def test_the_same_score_or_another_s_is_silent(story: str) -> None:
    assert told(story) == []


def test_it_points_at_the_words_and_at_the_figure() -> None:
    (one,) = found({"score": "97.6", "story": "自评得分95分。"})
    assert (one.code, one.level, [str(cell) for cell in one.cells]) == ("S-spoken", "must_fix", ["story", "score"])
    assert one.action == "请改成97.6分，或插入数据。"


@pytest.mark.parametrize(
    ("score", "story", "right"),
    [
        ("97.6", "等级为“良”。", "优"),
        ("90", "评价等级：良好", "优"),
        ("89.9", "等次评定为优", "良"),
        ("60", "等级为差，等级为优。", "中"),
        ("97.6", "评价等级为“优”。", ""),
        ("85", "等级为良。", ""),
        ("50", "等级为优。", ""),
        ("97.6", "上年等级为良。", ""),
    ],
)
def test_a_grade_follows_the_score(score: str, story: str, right: str) -> None:
    graded = found({"score": score, "story": story}, "S-graded")
    assert all(f"应为“{right}”" in one.text for one in graded)
    assert bool(graded) == bool(right)


def test_a_grade_is_told_in_plain_words() -> None:
    assert told("评价等级为“良”。") == ["说明写的是“等级为良”，而自评得分为97.6分，应为“优”。"]


def test_nothing_is_compared_with_a_score_that_is_blank() -> None:
    assert found({"story": "自评得分95分，等级为良。"}) == []


HINTS = {
    "XX镇按规定办理。": "XX",
    "××县人民政府": "××",
    "本单位xx经费": "xx",
    "金额____万元": "____",
    "支出＿＿万元": "＿＿",
    "（请填写主要职能）": "（请填写主要职能）",
    "【填写单位】负责": "【填写单位】",
    "此处填写原因": "此处填写",
}


@pytest.mark.parametrize("text", HINTS)
def test_a_hint_left_standing_must_be_filled_in(text: str) -> None:
    for item in ("story", "name"):
        (one,) = found({item: text}, "S-placeholder")
        assert one.level == "must_fix"
        assert f"“{HINTS[text]}”" in one.text


@pytest.mark.parametrize("text", ["长2x3米", "MAXXIS轮胎", "尺寸为4×5", "EXX2型", "第一_二_三项", "按要求填写报表"])
def test_what_only_looks_like_a_hint_is_silent(text: str) -> None:
    assert found({"story": text, "name": text}) == []


@pytest.mark.parametrize("text", ["{单位}", "｛单位名称｝", "〔单位〕人民政府"])
def test_braces_in_a_line_are_hints_too(text: str) -> None:
    assert [one.code for one in found({"name": text})] == ["S-placeholder"]


def test_what_does_not_apply_is_not_read() -> None:
    session = sheet_of({"name": "XX镇"}, FORM)
    assert [one.code for one in prose_outcomes(session) if one] == ["S-placeholder"]
    draft = session.draft.copy()
    draft.parts[Part.NOT_APPLICABLE]["name"] = True
    assert [one for one in prose_outcomes(Sheet(FORM, draft)) if one] == []


@pytest.mark.parametrize("nothing", ["无", "无。", "# 无", "暂无", "没有问题。", "无问题"])
def test_problems_and_measures_that_both_say_nothing_are_noticed(nothing: str) -> None:
    (one,) = found({"wrongs": nothing, "cures": "无"})
    assert (one.code, one.level, one.text) == ("S-nothing", "hint", "问题和措施都写的是“无”。")
    assert [str(cell) for cell in one.cells] == ["wrongs", "cures"]


@pytest.mark.parametrize(
    "answers",
    [{"wrongs": "# 人手不足。", "cures": "无"}, {"wrongs": "无", "cures": "加强培训。"}, {"wrongs": "无"}, {}],
)
def test_one_of_them_says_something_or_is_blank(answers: dict[str, str]) -> None:
    assert found(answers) == []


def test_a_text_whose_answer_the_form_lacks_is_left_alone() -> None:
    form = program(
        '[field.a]\nlabel="甲"\nkind="long_text"\nanswered_by="b"\n[field.b]\nlabel="乙"\nkind="text"', items=["a"]
    )
    assert [one for one in prose_outcomes(sheet_of({"a": "无"}, form)) if one] == []
