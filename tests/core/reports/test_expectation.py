"""What an example says that it must give."""

from collections.abc import Mapping

from core.reports.expectation import unmet
from tests.core.reports.samples import complete, sheet_of

FINDINGS = [{"code": "T-1", "level": "must_fix"}]


def said(expect: Mapping[str, object]) -> list[tuple[str, str]]:
    sheet = sheet_of(complete(income__general__amount="70"), projects=["p1"])
    return [(one.code, str(one)) for one in unmet(sheet, expect, "example.toml")]


def test_what_is_met_is_silent() -> None:
    assert said({"figures": {"income_total": "110.00", "year": 2023}, "findings": FINDINGS}) == []


def test_figures_that_are_others_or_not_there() -> None:
    expect = {"figures": {"income_total": "100.00", "gone": "1", "不是": "1"}, "findings": FINDINGS}
    assert said(expect) == [
        ("expect.figure", "example.toml：income_total应为100.00，现为110.00。"),
        ("expect.no_cell", "example.toml：示例要核对的“gone”不在本格式中。"),
        ("expect.no_cell", "example.toml：示例要核对的“不是”不在本格式中。"),
    ]


def test_exactly_the_expected_findings() -> None:
    assert said({}) == [("expect.unwanted", "example.toml：不应发现T-1（must_fix），却发现了。")]
    twice = {"findings": [*FINDINGS, *FINDINGS, {"code": "T-2", "level": "explain"}]}
    assert [code for code, _ in said(twice)] == ["expect.missing", "expect.missing"]
    assert said(twice)[1][1] == "example.toml：应当发现T-2（explain），没有发现。"
