"""What a unit has used: read from its report, kept, and offered again without its targets."""

from typing import Any

import pytest

from core.forms.indicator_library import Indicator
from core.reports.own_indicators import MOST, answers, own_indicators, records, remembered
from tests.core.reports.indicator_samples import at, indicator_session, indicators
from tests.core.reports.samples import session_of

WALK = Indicator(name="走访户次", category="quantity", direction="at_least", unit="户次", target="≥50户次")


def test_the_indicators_of_a_report_are_read_with_their_targets() -> None:
    session = indicator_session("a", "b", "c", "d", a__name="走访户次", a__category="quantity", d__name="走访户次")
    targets = {at("a", "target"): "≥50户次", at("b", "name"): "面貌", at("b", "target"): "明显改善"}
    session.enter_many(targets.items(), "填写")
    assert own_indicators(session.sheet) == (
        WALK,
        Indicator(name="面貌", direction="qualitative", target="明显改善"),
        Indicator(name="走访户次"),
    )
    assert own_indicators(session_of({}).sheet) == ()


def test_each_is_kept_once_the_newest_first_and_not_for_ever() -> None:
    old = [Indicator(name=f"指标{number}") for number in range(MOST)]
    kept = remembered([WALK, old[5]], records(old))
    assert kept[:3] == (WALK, old[5], old[0])
    assert len(kept) == MOST


@pytest.mark.parametrize("kept", [None, 7, {}, ["a", {}, {"name": 3}, {"name": ""}, {"gone": "x"}]])
def test_whatever_comes_out_of_the_store_is_no_harm(kept: Any) -> None:
    assert remembered([WALK], kept) == (WALK,)


def test_what_is_kept_comes_back() -> None:
    assert remembered([], records([WALK])) == (WALK,)
    assert records([Indicator(name="甲")]) == [{"name": "甲"}]


def test_a_picked_indicator_answers_what_the_table_asks() -> None:
    table = indicators().form.tables["indicators"]
    assert answers(WALK, table) == {
        "name": "走访户次", "category": "quantity", "direction": "at_least", "unit": "户次",
    }  # fmt: skip
    assert answers(Indicator(name="甲", category="service", direction="more", target="1个"), table) == {"name": "甲"}
    assert answers(WALK, indicators().form.tables["projects"]) == {"name": "走访户次"}
