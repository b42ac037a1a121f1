"""Suggestions: the nearest known name, or none."""

from core.formulas.names import did_you_mean


def test_the_nearest_name_is_suggested() -> None:
    assert did_you_mean("incom_total", ["expenditure_total", "income_total"]) == "您是否要写“income_total”？"


def test_nothing_near_gives_no_suggestion() -> None:
    assert did_you_mean("金额", ["income_total"]) == ""
    assert did_you_mean("x", []) == ""
