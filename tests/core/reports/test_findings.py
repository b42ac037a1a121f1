"""Findings, their keys and their counts."""

from core.formulas.cells import Cell
from core.reports.findings import Examination, Finding, NotEvaluated, finding

YEAR = Cell("year")


def plain(**more: object) -> Finding:
    return Finding(code="T-1", level="explain", text="x", **more)  # type: ignore[arg-type]


def test_the_key_names_check_place_and_words() -> None:
    cells = (Cell("visits", "car", "actual"), YEAR)
    assert plain(cells=cells).key == "T-1:visits[car].actual"
    assert plain(cells=cells, item="sentence:income_summary").key == "T-1:sentence:income_summary"
    assert plain(item="visits", words="car").key == "T-1:visits:car"
    assert plain().key == "T-1"


def test_findings_of_one_check_at_one_place_are_told_apart_by_their_words() -> None:
    assert plain(cells=(YEAR,), words="3个").key != plain(cells=(YEAR,), words="4个").key


def test_a_finding_of_the_catalogue_has_its_sentences() -> None:
    made = finding("supplied", "must_fix", {"label": "甲", "left": "1", "right": "2", "difference": "1"}, [YEAR])
    assert (made.code, made.level, made.cells) == ("S-supplied", "must_fix", (YEAR,))
    assert made.text == "甲：账上数1与各项之和2不一致，相差1。"
    assert made.action == "请核对账上数和各分项，改正有误的一处。"
    assert (made.left, made.right, made.difference) == ("1", "2", "1")


def test_outcomes_are_counted() -> None:
    examination = Examination()
    for outcome in (None, plain(), NotEvaluated("T-2", "x"), None):
        examination.take(outcome)
    assert examination.checked == 3
    assert examination.findings == [plain()]
    assert examination.not_evaluated == [NotEvaluated("T-2", "x")]


def test_an_explained_finding_is_not_open() -> None:
    explained, open_ = plain(explained="因为"), plain(words="b")
    examination = Examination(findings=[explained, open_])
    assert examination.open("explain", "hint") == [open_]
    assert examination.open("must_fix") == []
