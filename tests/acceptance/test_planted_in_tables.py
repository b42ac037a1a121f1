"""What reviewers send back of the tables, planted one by one in the packages of all three forms.

Each is found with a sentence that says what is wrong, and nothing is found but what follows from it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import pytest

from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.reports.findings import Finding
from core.reports.session import Session
from tests.acceptance.examples import CHANGNING, FORMS, HUNAN, XIANGTAN, opened
from tests.core.reports.samples import cell

PLACES: dict[str, dict[str, str]] = {
    CHANGNING: {"project": "housing", "prose": "asset_management", "low": "i10", "part": "governance_k3"},
    XIANGTAN: {"project": "farming", "prose": "other_matters", "low": "i7", "part": "environment_k7"},
    HUNAN: {"project": "farming", "prose": "other_matters", "low": "i7", "part": "environment_k7"},
}
"""A project, a text to write into, an indicator and a project's indicator that lost points."""
TOTALS = {"S-supplied", "N-101"}
"""What follows from any change of a score: the typed total is another one, or above 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """What is typed instead, and what must be found: exactly one `code`, and at most `follows` besides.

    of: other answers for 常宁, whose figures are others. reason: the answers replace what is computed, with it.
    """

    code: str
    level: str
    answers: Mapping[str, str]
    of: Mapping[str, str] = field(default_factory=dict)
    follows: frozenset[str] | set[str] = frozenset()
    says: tuple[str, ...] = ()
    reason: str = ""


FAULTS = {
    # 1 parts and their total
    "1 the funds of a project are 0 above filled parts": Planted(
        code="S-supplied",
        level="must_fix",
        answers={"projects[<project>].budget": "0"},
        follows={"N-301"},
        says=("账上数0万元",),
    ),
    "1 the projects miss 项目支出": Planted(
        code="S-supplied",
        level="must_fix",
        answers={"nature[project].amount": "3494.62"},
        of={"nature[project].amount": "955.46"},
        follows={"F-101", "F-201", "F-202", "F-209", "N-201", "S-supplied"},
        says=("项目支出", "各项之和"),
    ),
    "1 其中 above 公用经费": Planted(
        code="S-parts", level="must_fix", answers={"operating[office].actual": "500"}, says=("公用经费",)
    ),
    # 2 execution
    "2 execution is not 基本 + 项目": Planted(
        code="F-204",
        level="must_fix",
        answers={"executed_total": "6290.13"},
        of={"executed_total": "1844.13"},
        says=("全年执行数", "本年支出合计"),
    ),
    "2 income entered as execution is one finding": Planted(
        code="F-210",
        level="must_fix",
        answers={"income[other].amount": "203.66", "carried_in": "10", "executed_total": "6281.03"},
        of={"income[other].amount": "421.81", "carried_in": "10", "executed_total": "1834.31"},
        says=("填的是本年收入合计",),
    ),
    # 3 points and scores
    "3 a score above its points": Planted(
        code="N-216",
        level="must_fix",
        answers={"indicators[i1].score": "99"},
        reason="集体研究核定",
        follows=TOTALS,
        says=("得分99",),
    ),
    "3 the execution's score above its points": Planted(
        code="N-204",
        level="must_fix",
        answers={"execution_score": "12"},
        reason="集体研究核定",
        follows=TOTALS,
        says=("超过分值10",),
    ),
    "3 points that miss their 一级指标": Planted(
        code="N-211",
        level="must_fix",
        answers={"indicators[i1].points": "8"},
        follows=TOTALS,
        says=("产出指标", "应为50"),
    ),
    "3 points of a project that miss their 一级指标": Planted(
        code="N-312",
        level="must_fix",
        answers={"project_indicators[<project>_k5].points": "14"},
        says=("效益指标的分值合计29", "应为30"),
    ),
    "3 points that sum to 99.99": Planted(
        code="N-211",
        level="must_fix",
        answers={"indicators[i2].points": "3.99"},
        follows={*TOTALS, "N-216"},
        says=("相差0.01",),
    ),
    "3 another score in the text": Planted(
        code="S-spoken", level="must_fix", answers={"<prose>": "本年度自评得分为95分。"}, says=("自评得分为95分",)
    ),
    "3 a grade that does not follow the score": Planted(
        code="S-graded", level="must_fix", answers={"<prose>": "评价等级为“良”。"}, says=("等级为良", "应为“优”")
    ),
    "3 another score than the table's": Planted(
        code="S-supplied", level="must_fix", answers={"self_score": "95"}, says=("自评得分", "95分")
    ),
    # 7 no reason given
    "7 low execution": Planted(
        code="F-207",
        level="explain",
        answers={"budget_total": "7200", "budget_initial": "7200", "execution_reason": ""},
        of={"budget_total": "2200", "budget_initial": "2200", "execution_reason": ""},
        follows=TOTALS,
        says=("低于90%",),
    ),
    "7 a changed budget": Planted(
        code="N-202", level="explain", answers={"execution_reason": ""}, says=("年中调整", "没有说明原因")
    ),
    "7 points lost": Planted(
        code="N-223", level="explain", answers={"indicators[<low>].reason": ""}, says=("没有写偏差原因",)
    ),
    "7 points of a project lost": Planted(
        code="N-223", level="explain", answers={"project_indicators[<part>].reason": ""}, says=("没有写偏差原因",)
    ),
    "7 far above the target": Planted(
        code="N-224",
        level="explain",
        answers={"indicators[i1].actual": "14.6"},
        of={"indicators[i1].actual": "140"},
        says=("超过指标值",),
    ),
    "7 三公 above the budget": Planted(
        code="F-301", level="explain", answers={"three_public_budget": "10"}, follows={"S-supplied"}
    ),
    "7 a project above its budget": Planted(
        code="N-301", level="explain", answers={"projects[<project>].grant_budget": "100"}, says=("超过全年预算数",)
    ),
    # 10 rates of nothing
    "10 completion of no budget": Planted(
        code="S-percent_of_zero",
        level="must_fix",
        answers={"three_public_budget": "0", "<prose>": "“三公”经费决算数36.07万元，完成预算的100%。"},
        of={"three_public_budget": "0", "<prose>": "“三公”经费决算数19.37万元，完成预算的100%。"},
        follows={"S-supplied", "F-301", "N-404"},
        says=("除数为0",),
    ),
    # 11 words for a figure, hints left standing
    "11 words for a figure": Planted(
        code="N-221",
        level="must_fix",
        answers={"indicators[i1].actual": "已完成"},
        follows=TOTALS,
        says=("写的是文字",),
    ),
    "11 XX": Planted(code="S-placeholder", level="must_fix", answers={"<prose>": "XX镇按规定办理。"}, says=("“XX”",)),
    "11 a hint in a cell": Planted(
        code="S-placeholder",
        level="must_fix",
        answers={"projects[<project>].implementer": "{单位}"},
        says=("“{单位}”",),
    ),
    "11 a hint in braces": Planted(
        code="S-quote", level="must_fix", answers={"<prose>": "{单位}按规定办理。"}, says=("单位",)
    ),
    # 12 texts and points that say nothing
    "12 the same text twice": Planted(
        code="N-231", level="hint", answers={"goal_expected": "完成任务。", "goal_actual": "完成任务。"}, says=("相同",)
    ),
    "12 the same text twice for a project": Planted(
        code="N-331",
        level="hint",
        answers={"projects[<project>].goal_expected": "完成。", "projects[<project>].goal_actual": "完成。"},
        says=("相同",),
    ),
    "12 no problems and no measures": Planted(
        code="S-nothing", level="hint", answers={"problems": "无。", "measures": "无"}, says=("都写的是“无”",)
    ),
    "12 one indicator of 60 points": Planted(
        code="N-219",
        level="hint",
        answers={"indicators[i1].points": "60"},
        follows={*TOTALS, "N-211"},
        says=("分值就有60",),
    ),
    # bad input
    "a negative score": Planted(
        code="N-217",
        level="must_fix",
        answers={"indicators[i1].score": "-1"},
        reason="集体研究核定",
        follows={*TOTALS, "N-223"},
        says=("是负数",),
    ),
    "negative points": Planted(
        code="N-218",
        level="must_fix",
        answers={"indicators[i1].points": "-4"},
        follows={*TOTALS, "N-211", "N-217"},
        says=("是负数",),
    ),
    "execution above 100 %": Planted(
        code="N-201",
        level="explain",
        answers={"budget_total": "6200"},
        of={"budget_total": "1800"},
        follows=TOTALS,
        says=("超过全年预算数",),
    ),
    "a target of zero": Planted(
        code="N-225", level="explain", answers={"indicators[i1].target": "0"}, says=("不用做事也能完成",)
    ),
    "a target that says no sense": Planted(
        code="N-220",
        level="incomplete",
        answers={"indicators[i1].direction": ""},
        follows={*TOTALS, "N-402"},
        says=("没有写明", "不能计算得分"),
    ),
    "a score replaced without a word": Planted(
        code="S-overridden",
        level="explain",
        answers={"indicators[i1].score": "3"},
        reason=" ",
        follows={*TOTALS, "N-223"},
        says=("没有写理由",),
    ),
}


def place(key: str, address: str) -> Cell:
    for name, found in PLACES[key].items():
        address = address.replace(f"<{name}>", found)
    return cell(address)


def enter(session: Session, key: str, fault: Planted) -> None:
    answers = fault.of if fault.of and key == CHANGNING else fault.answers
    origin = Origin.OVERRIDDEN if fault.reason else Origin.TYPED
    for address, text in answers.items():
        session.enter(place(key, address), text, origin=origin, reason=fault.reason.strip())


@cache
def clean(key: str) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.level) for one in opened(key).examination().findings)


def new_findings(session: Session, key: str) -> list[Finding]:
    known, found = Counter(clean(key)), []
    for one in session.examination().findings:
        if known[one.code, one.level] > 0:
            known[one.code, one.level] -= 1
        else:
            found.append(one)
    return found


@pytest.mark.parametrize("key", FORMS)
def test_a_package_is_clean_but_for_its_true_oddities(key: str) -> None:
    examination = opened(key).examination()
    assert examination.open("must_fix", "explain", "incomplete") == []
    assert {code for code, _ in clean(key)} <= {"F-205", "A-103", "F-208", "B-203"}
    assert examination.checked > 500


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_and_nothing_but_what_follows(name: str, key: str) -> None:
    fault, session = FAULTS[name], opened(key)
    enter(session, key, fault)
    found = new_findings(session, key)
    (one,) = (one for one in found if (one.code, one.level) == (fault.code, fault.level) and _says(one, fault))
    assert one.cells or one.item, "it points at a place"
    assert one.action, "it says what to do"
    assert {other.code for other in found if other is not one} <= fault.follows


def _says(finding: Finding, fault: Planted) -> bool:
    return all(words in finding.text for words in fault.says)


SILENT: dict[str, dict[str, str]] = {
    "a ≤ target that was not used at all": {"indicators[i11].actual": "0"},
    "a target in words": {"indicators[i9].target": "11月底之前完成"},
    "the score as the table says": {"<prose>": "上年自评得分95分，等级为良。本项目自评得分为80分。"},
    "a size written with x": {"<prose>": "修建2x3米的公示栏，安装LXX-2型水泵。"},
    "problems without measures that say 无": {"measures": "无"},
    "nothing carried over": {"carried_in": "0", "carried_out": "0"},
}


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize("name", SILENT)
def test_it_stays_silent_about(name: str, key: str) -> None:
    session = opened(key)
    for address, text in SILENT[name].items():
        session.enter(place(key, address), text)
    assert [one.code for one in new_findings(session, key) if one.code not in TOTALS] == []


@pytest.mark.parametrize("key", FORMS)
def test_full_marks_everywhere_are_noticed_once(key: str) -> None:
    session = opened(key)
    for table in ("indicators", "project_indicators"):
        for row in session.sheet.rows(table):
            points = session.sheet.shown(Cell(table, row, "points"))
            session.enter(Cell(table, row, "score"), points, origin=Origin.OVERRIDDEN, reason="集体研究核定")
    session.enter(Cell("execution_score"), "10", origin=Origin.OVERRIDDEN, reason="集体研究核定")
    for row in session.sheet.rows("projects"):
        session.enter(Cell("projects", row, "execution_score"), "10", origin=Origin.OVERRIDDEN, reason="集体研究核定")
    assert sorted(one.code for one in new_findings(session, key) if one.code not in TOTALS) == ["N-232", "N-332"]
