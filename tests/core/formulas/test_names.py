"""Suggestions: the nearest known name, or none."""

from core.formulas.names import MOST_KNOWN, did_you_mean


def test_the_nearest_name_is_suggested() -> None:
    assert did_you_mean("incom_total", ["expenditure_total", "income_total"]) == "您是否要写“income_total”？"


def test_nothing_near_gives_no_suggestion() -> None:
    assert did_you_mean("金额", ["income_total"]) == ""
    assert did_you_mean("x", []) == ""


def test_not_all_of_very_many_names_are_compared() -> None:
    others = [f"x{number}" for number in range(MOST_KNOWN)]
    assert did_you_mean("incom_total", ["income_total", *others]) != ""
    assert did_you_mean("incom_total", [*others, "income_total"]) == ""
