"""What reviewers send back, planted one by one into the clean examples; and what must stay silent.

Faults of the published kind: parts and totals, shares and rates in words, 元 for 万元, staff, wages, counts beside
lists, one fact stated twice, rates of nothing, rounding, two precisions, blanks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
import tomli

from core.formulas.cells import Cell
from core.reports.findings import Examination, Finding
from core.reports.sentences import plain, say
from core.reports.session import Session
from tests.acceptance.paper import Report
from tests.core.reports.samples import cell

EXPECTED = {"C": {("F-205", "explain"), ("A-103", "explain")}, "X": {("F-208", "hint")}}
"""The true oddities of the seeds: wages above staff costs, rice by season above rice, budget 6291.1 beside 6291.03."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A fault: what is typed instead, which quote of which sentence is typed over, and what must be found."""

    seed: str
    code: str
    level: str
    answers: Mapping[str, str] = field(default_factory=dict)
    typed_over: tuple[str, str, str] = ("", "", "")
    difference: str = ""
    says: str = ""


FAULTS = {
    # 1 parts and their total
    "1 income against expenditure, one cent off": Planted(
        seed="C",
        code="F-101",
        level="must_fix",
        answers={"income[general_budget].amount": "1366.28"},
        difference="0.01万元",
    ),
    "1 income parts against the accounts' total": Planted(
        seed="C",
        code="S-supplied",
        level="must_fix",
        answers={"income[general_budget].amount": "1366.72", "income_total": "1844.31"},
        difference="0.45万元",
    ),
    "1 total 0 above filled parts": Planted(
        seed="C", code="S-supplied", level="must_fix", answers={"income_total": "0"}, difference="1844.31万元"
    ),
    "1 by nature against by economic class": Planted(
        seed="C", code="F-201", level="must_fix", answers={"nature[project].amount": "965.64"}, difference="10万元"
    ),
    "1 三公 parts against their total": Planted(
        seed="C", code="S-supplied", level="must_fix", answers={"three_public_actual": "19.73"}, difference="0.36万元"
    ),
    "1 functional classes against the total": Planted(
        seed="X",
        code="F-202",
        level="must_fix",
        answers={"functional[f213].amount": "2036.23"},
        difference="0.09万元",
    ),
    "1 parts of the rice above the whole": Planted(
        seed="C", code="A-103", level="explain", answers={"rice[late].area": "6100余"}, difference="1700亩"
    ),
    # 4 shares, growth and rates in typed words
    "4 share": Planted(
        seed="C",
        code="S-percent",
        level="must_fix",
        typed_over=("nature_summary", "{nature[basic].share}", "48.3%"),
        difference="0.12个百分点",
        says="48.18%",
    ),
    "4 growth": Planted(
        seed="X",
        code="S-percent",
        level="must_fix",
        typed_over=("functional_summary", "{expenditure_growth}", "2.32%"),
        says="2.22%",
    ),
    "4 completion": Planted(
        seed="C",
        code="S-percent",
        level="must_fix",
        answers={"three_public_budget": "20.00"},
        typed_over=("three_public_summary", "{three_public_rate}", "100%"),
        says="96.85%",
    ),
    # 5 元 for 万元
    "5 magnitude against its siblings": Planted(
        seed="C",
        code="S-magnitude",
        level="explain",
        answers={"economic[e310].amount": "5083300"},
        says="可能把元当作万元",
    ),
    "5 magnitude against last year": Planted(
        seed="X",
        code="S-magnitude_of_year",
        level="explain",
        answers={"expenditure_prior": "61541700"},
        says="可能有一处",
    ),
    # 6 staff
    "6 more on the roll than posts": Planted(
        seed="C", code="P-101", level="explain", answers={"staff_on_roll": "83"}, difference="2人"
    ),
    "6 more at work than on the roll": Planted(
        seed="C", code="P-102", level="explain", answers={"staff_on_post": "64"}, difference="1人"
    ),
    # 7 so far as these forms hold the figures
    "7 三公 above its budget": Planted(
        seed="C", code="F-301", level="explain", answers={"three_public_budget": "19"}, difference="0.37万元"
    ),
    "7 big change against last year": Planted(
        seed="X", code="F-206", level="explain", answers={"expenditure_prior": "4000"}, says="57.28%"
    ),
    "7 low execution": Planted(
        seed="X",
        code="F-207",
        level="explain",
        answers={"budget_total": "8000", "execution_reason": ""},
        says="78.64%",
    ),
    # 8 wages
    "8 wages above staff costs": Planted(
        seed="C", code="F-205", level="explain", answers={"nature[staff].amount": "721.57"}, difference="32.26万元"
    ),
    # 9 counts and facts stated twice
    "9 count before a list": Planted(
        seed="C",
        code="S-count",
        level="explain",
        answers={"asset_management": "本单位资产管理机构3个，分别是党政综合办公室、财政所。"},
        says="3个",
    ),
    "9 count behind a list": Planted(
        seed="C",
        code="S-count",
        level="explain",
        answers={"project_organisation": "建立整治方案、考核办法、奖励方案、挂图作战、标准化4项长效机制。"},
        says="随后列出的是5项",
    ),
    "9 one fact, two figures": Planted(
        seed="C", code="S-twice", level="explain", answers={"asset_management": "全镇监测户户数37户。"}, says="36户"
    ),
    # 10 rates of nothing
    "10 completion of no budget": Planted(
        seed="C",
        code="S-percent_of_zero",
        level="must_fix",
        answers={"three_public_budget": "0"},
        typed_over=("three_public_summary", "{three_public_rate}", "100%"),
    ),
    "10 growth over nothing": Planted(
        seed="X",
        code="S-percent_of_zero",
        level="must_fix",
        answers={"expenditure_prior": "0"},
        typed_over=("functional_summary", "{expenditure_growth}", "2.22%"),
    ),
    # 16 rounding
    "16 within rounding": Planted(
        seed="C",
        code="S-supplied",
        level="hint",
        answers={"income[general_budget].amount": "1366.28", "income_total": "1844.31"},
        says="因四舍五入",
    ),
    # 17 one quantity in two precisions
    "17 budget beside expenditure": Planted(
        seed="X", code="F-208", level="hint", answers={"budget_total": "6291"}, difference="0.03万元"
    ),
    # 18 blanks
    "18 a chapter": Planted(
        seed="C", code="S-required", level="incomplete", answers={"asset_management": ""}, says="资产管理情况未填"
    ),
    "18 a cell of the table": Planted(
        seed="X", code="S-required", level="incomplete", answers={"budget_total": ""}, says="年度预算金额未填"
    ),
    # and the others of these forms
    "score above full marks": Planted(
        seed="C", code="N-101", level="must_fix", answers={"self_score": "976"}, says="976分"
    ),
    "a quote of nothing": Planted(
        seed="C",
        code="S-quote",
        level="must_fix",
        answers={"problems_intro": "共{toilets_found}个："},
        says="toilets_found",
    ),
    "a figure that is none": Planted(
        seed="C", code="S-not_understood", level="must_fix", answers={"staff_quota": "八十一"}, says="八十一"
    ),
    "villages above the income they have": Planted(
        seed="X",
        code="A-104",
        level="explain",
        answers={"collective_income_bands[b100].villages": "12"},
        says="1300万元",
    ),
}


def opened(report: Report) -> Session:
    """The example, open for changes; the example itself stays as it is."""
    return Session(report.sheet.program, report.sheet.draft.copy())


def enter(session: Session, answers: Mapping[str, str]) -> None:
    for address, text in answers.items():
        session.enter(cell(address), text)


def planted(report: Report, fault: Planted) -> Examination:
    """What is found once the fault is in; words are typed over before the figures change."""
    session = opened(report)
    sentence, quote, typed = fault.typed_over
    if sentence:
        session.reword(sentence, say(session.sheet, sentence).skeleton.replace(quote, typed))
    enter(session, fault.answers)
    return session.examination()


def codes(examination: Examination) -> set[tuple[str, str]]:
    return {(one.code, one.level) for one in examination.findings}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(reports: dict[str, Report], name: str) -> None:
    fault = FAULTS[name]
    found = [
        one
        for one in planted(reports[fault.seed], fault).findings
        if (one.code, one.level) == (fault.code, fault.level)
    ]
    matching = [one for one in found if _evidence(one, fault)]
    assert matching, found
    assert all(one.cells or one.item for one in matching), "it points at a place"


def _evidence(finding: Finding, fault: Planted) -> bool:
    return fault.difference in ("", finding.difference) and fault.says in finding.text + finding.left + finding.right


@pytest.mark.parametrize("seed", ["C", "X"])
def test_a_clean_example_has_no_other_findings_than_its_true_oddities(reports: dict[str, Report], seed: str) -> None:
    examination = opened(reports[seed]).examination()
    assert codes(examination) == EXPECTED[seed]
    assert examination.open("must_fix", "explain", "incomplete") == [], "the oddities are explained in the example"
    assert examination.checked > 50


@pytest.mark.parametrize("seed", ["C", "X"])
def test_the_example_says_itself_what_is_found(reports: dict[str, Report], seed: str) -> None:
    example = tomli.loads(reports[seed].example.read_text("utf-8"))
    assert {(one["code"], one["level"]) for one in example["expect"]["findings"]} == EXPECTED[seed]
    sheet = reports[seed].sheet
    figures = example["expect"]["figures"]
    assert {address: sheet.shown(cell(address)) for address in figures} == figures


def test_the_evidence_of_the_true_oddities(reports: dict[str, Report]) -> None:
    found = {one.code: one for seed in "CX" for one in opened(reports[seed]).examination().findings}
    assert (found["F-205"].left, found["F-205"].right, found["F-205"].difference) == (
        "753.83万元",
        "721.58万元",
        "32.25万元",
    )
    assert (found["F-208"].left, found["F-208"].right, found["F-208"].difference) == (
        "6291.10万元",
        "6291.03万元",
        "0.07万元",
    )
    assert found["A-103"].difference == "700亩"


def test_what_needs_last_year_is_not_evaluated_and_counted(reports: dict[str, Report]) -> None:
    """No prior-year total is printed in the 常宁 report; in the 湘潭 one all can be compared."""
    assert {one.code for one in opened(reports["C"]).examination().not_evaluated} == {"F-206"}
    assert opened(reports["X"]).examination().not_evaluated == []


# ---------------------------------------------------------------- equal or near figures that are different facts


SILENT: dict[str, tuple[str, dict[str, str]]] = {
    "a cent that the accounts lost in rounding": ("C", {"income_total": "1844.31"}),
    "as many on the roll as posts": ("C", {"staff_on_roll": "81", "staff_on_post": "81"}),
    "三公 as budgeted": ("C", {"three_public_budget": "19.37"}),
    "an item of 三公 nothing was spent on": ("C", {"three_public[abroad].actual": "0"}),
    "no community": ("C", {"community_count": "0"}),
    "no retired staff": ("C", {"staff_retired": "0"}),
    "as many toilets fixed as found": ("C", {"toilets_faulty_fixed": "649", "toilets_faulty_found": "649"}),
    "a class without any expenditure": ("X", {"functional[f202].amount": "0"}),
    "growth within bounds": ("X", {"expenditure_prior": "4900"}),
    "as many fines as cases": ("X", {"achievement_figures[penalties_executed].value": "15"}),
    "the same number for another fact": ("X", {"monitored_people": "4796"}),
    "free prose with dates and names": ("X", {"other_matters": "2024年“7.28”洪水后，S222线3处塌方，4A景区停业2天。"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SILENT)
def test_it_stays_silent_about(reports: dict[str, Report], name: str) -> None:
    seed, answers = SILENT[name]
    session = opened(reports[seed])
    enter(session, answers)
    assert codes(session.examination()) == EXPECTED[seed]


# ---------------------------------------------------------------- sentences follow


def said(session: Session, sentence: str) -> str:
    return plain(session.sheet, say(session.sheet, sentence).runs)


CHANGE: dict[str, Callable[[str], bool]] = {
    "6514.17": lambda text: text.startswith(
        "2024年本部门支出6291.03万元，较上年6514.17万元减少223.14万元，下降3.43%。"
    ),
    "6291.03": lambda text: text.startswith("2024年本部门支出6291.03万元，与上年持平。"),
    "0": lambda text: text.startswith("2024年本部门支出6291.03万元，上年无支出。") and "%" not in text,
    "": lambda text: text.startswith("2024年本部门支出6291.03万元。其中，") and "上年" not in text,
}


@pytest.mark.parametrize("prior", CHANGE)
def test_the_change_clause_takes_its_case(reports: dict[str, Report], prior: str) -> None:
    session = opened(reports["X"])
    enter(session, {"expenditure_prior": prior})
    text = said(session, "functional_summary")
    assert CHANGE[prior](text), text
    assert "-" not in text


def test_no_completion_rate_is_printed_of_no_budget(reports: dict[str, Report]) -> None:
    session = opened(reports["C"])
    enter(session, {"three_public_budget": "0"})
    assert "完成预算" not in said(session, "three_public_summary")
    assert "100" not in said(session, "three_public_summary")


def test_a_count_follows_its_list(reports: dict[str, Report]) -> None:
    session = opened(reports["C"])
    offices = session.sheet.draft.entries[Cell("offices")].text
    enter(session, {"offices": offices.replace("、综合执法大队", "")})
    assert "内设处室9个，" in said(session, "changning_township_offices")
    assert codes(session.examination()) == EXPECTED["C"]


@pytest.mark.parametrize("blank", ["fund_budget", "other"])
def test_a_row_without_figure_leaves_its_clause_out(reports: dict[str, Report], blank: str) -> None:
    session = opened(reports["C"])
    label = session.sheet.row_label("income", blank)
    assert label in said(session, "income_summary")
    enter(session, {f"income[{blank}].amount": ""})
    text = said(session, "income_summary")
    assert label not in text
    assert "，，" not in text
    assert "，。" not in text


def test_one_income_and_nothing_else_reads_right(reports: dict[str, Report]) -> None:
    session = opened(reports["C"])
    enter(session, {"income[fund_budget].amount": "", "income[other].amount": ""})
    assert said(session, "income_summary") == "2023年常宁市庙前镇人民政府本年收入1366.27万元，全部为一般公共预算拨款。"


def test_a_changed_sentence_asks_to_be_confirmed(reports: dict[str, Report]) -> None:
    """Reworded while it told of an increase; now it would tell of a decrease."""
    session = opened(reports["X"])
    session.reword("functional_summary", say(session.sheet, "functional_summary").skeleton.replace("增加", "增加了"))
    assert codes(session.examination()) == EXPECTED["X"]
    enter(session, {"expenditure_prior": "6514.17"})
    assert ("S-stale", "explain") in codes(session.examination())
