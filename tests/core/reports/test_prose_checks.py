"""Counts beside lists, and one fact in two places: what must be told, and what must not."""

import pytest

from core.reports.draft import Part
from tests.core.reports.samples import apply, complete, complete_session, found, program, sheet_of


def counts(story: str) -> list[str]:
    return [one.text for one in found(sheet_of(complete(story=story)), "S-count")]


MISCOUNTED = [
    ("设立专班3个，分别是组织、宣传。", "3个", "2"),
    ("内设10个机构分别为甲所、乙所、丙所。", "10个", "3"),
    ("确定5名代表：张三、李四。", "5名", "2"),
    ("聘请2人分别是张三、李四、王五。", "2人", "3"),
    ("开展2项工作：甲、乙、丙等。", "2项", "3"),
    ("制定实施方案、考核办法、挂图作战、标准化、奖励方案4项机制。", "4项", "5"),
    ("庙前中学、中心小学、春和小学等2所学校。", "2所", "3"),
    ("石铺村、长春村、中田村共2个村。", "2个", "3"),
]


@pytest.mark.parametrize(("story", "left", "right"), MISCOUNTED, ids=[one[0] for one in MISCOUNTED])
def test_a_count_that_misses_its_list_wants_a_word(story: str, left: str, right: str) -> None:
    assert counts(story) == [f"说明写的是“{left}”，随后列出的是{right}项，请核对。"]


COUNTED = [
    "设立专班2个，分别是组织、宣传。",
    "内设机构3个：甲所、乙所、丙所。",
    "庙前中学、中心小学、春和小学等3所学校。",
    "甲、乙、丙、丁4项机制。",
    # open lists name some of what was counted
    "处理收入、大病、就业、残补等风险预警数据126条。",
    "开展5项工作：甲、乙、丙等。",
    "建设公厕、垃圾站等12座。",
    # what only looks like a list of what was counted
    "整治河道、道路3个村。",
    "组织党员、群众300名。",
    "5个村立即整改水、电、路。",
    "新建5座公厕：春和村2座、金龙村3座。",
    "全年开展宣传、培训10场。",
    "石铺村、长春村、中田村近400亩牛蛙养殖场有序退出。",
    "共有10个，其中：甲、乙。",
    "下午3：30召开会议。",
    "{office_count}机构。",
]


@pytest.mark.parametrize("story", COUNTED)
def test_a_count_that_fits_or_is_none_is_silent(story: str) -> None:
    assert counts(story) == []


def test_quoted_figures_count_as_well() -> None:
    assert counts("内设{office_count}机构：甲、乙、丙。") == ["说明写的是“2个”，随后列出的是3项，请核对。"]


# -- one fact in two places --------------------------------------------------------------------------------------

FACTS = program(
    """
    [field]
    year = { label = "年度", kind = "year" }
    toilets = { label = "摸排问题厕所", kind = "integer", unit = "个" }
    farmland = { label = "耕地面积", kind = "quantity", unit = "亩" }
    score = { label = "自评得分", kind = "number", unit = "分" }
    people = { label = "人口", kind = "integer", unit = "人" }
    story = { label = "说明", kind = "long_text" }
    """
)
KNOWN = {"year": "2023", "toilets": "649", "farmland": "17000余", "score": "97.6", "people": "100"}


def twice(story: str) -> list[str]:
    return [one.words for one in found(sheet_of({**KNOWN, "story": story}, FACTS), "S-twice")]


OTHERWISE = [
    ("摸排问题厕所640个。", "摸排问题厕所640个"),
    ("通过排查，摸排问题厕所640个。", "摸排问题厕所640个"),
    ("全镇摸排问题厕所 640 个", "全镇摸排问题厕所 640 个"),
    ("2023年，我镇摸排问题厕所共640个", "我镇摸排问题厕所共640个"),
    ("自评得分97.5分。", "自评得分97.5分"),
    ("耕地面积约20000亩。", "耕地面积约20000亩"),
    ("耕地面积17500亩。", "耕地面积17500亩"),
]


@pytest.mark.parametrize(("story", "said"), OTHERWISE, ids=[one[0] for one in OTHERWISE])
def test_a_fact_told_otherwise_wants_a_word(story: str, said: str) -> None:
    assert twice(story) == [said]


AGREED = [
    "摸排问题厕所649个。",
    "摸排问题厕所{toilets}。",
    "自评得分97.6分。",
    "耕地面积17000余亩。",
    "耕地面积约17500亩。",
    "耕地面积近17500亩。",
    # another year, another place, a plan, a part
    "2022年摸排问题厕所300个。",
    "上年，摸排问题厕所300个。",
    "计划全年摸排问题厕所700个。",
    "其中，摸排问题厕所40个。",
    "西湖村摸排问题厕所44个。",
    "西湖村共摸排问题厕所44个。",
    "累计摸排问题厕所900个。",
    "摸排问题厕所的户数为40个。",
    # too short a name to mean one thing
    "人口90人。",
]


@pytest.mark.parametrize("story", AGREED)
def test_what_agrees_or_is_another_fact_is_silent(story: str) -> None:
    assert twice(story) == []


def test_a_blank_fact_is_no_witness() -> None:
    assert found(sheet_of({"story": "摸排问题厕所640个。"}, FACTS), "S-twice") == []


def test_the_finding_names_both_places() -> None:
    [one] = found(sheet_of({**KNOWN, "story": "摸排问题厕所640个。"}, FACTS), "S-twice")
    assert (one.level, one.text) == (
        "explain",
        "说明写的是“摸排问题厕所640个”，而摸排问题厕所为649个，两处不一致。",
    )
    assert [str(cell) for cell in one.cells] == ["story", "toilets"]


# -- which texts are read ----------------------------------------------------------------------------------------


def test_only_typed_words_are_read() -> None:
    session = complete_session(offices="甲、乙、丙")
    checked = session.examination().checked
    session.reword("nature_summary", "设立3个：甲、乙。")
    assert session.examination().checked == checked + 2  # the words, and whether they are stale
    assert [one.item for one in found(session.sheet, "S-count")] == ["sentence:nature_summary"]


def test_a_text_that_does_not_apply_is_not_read() -> None:
    sheet = sheet_of(complete(story="设立3个：甲、乙。"))
    apply(sheet, sheet.draft.edit(Part.NOT_APPLICABLE, "story", True))
    assert found(sheet, "S-count") == []
