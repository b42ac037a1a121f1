"""Why points were lost: one line per scoring function, with the clerk's names and percentages."""

from decimal import Decimal
from typing import Any

import pytest

from core.formulas.function import Scale, plain
from core.formulas.functions import FUNCTIONS
from core.formulas.scores import SCORES

RATE = Scale(name="控制率", shown="103.33%", row="人员", percent=True)
COUNT = Scale(name="完成值", shown="45个", row="培训", unit="个")


def told(name: str, scale: Scale, *values: Any) -> str:
    tells = FUNCTIONS[name].tells
    assert tells is not None
    return tells(scale, [value if isinstance(value, bool) else Decimal(value) for value in values])


@pytest.mark.parametrize(
    ("name", "scale", "values", "words"),
    [
        (
            "steps_above",
            RATE,
            ("1.0333", 1, "0.01", "0.5", 5),
            "控制率103.33%，超过100%，每满1个百分点扣0.5分，扣1.5分",
        ),
        ("steps_above", RATE, ("1.0099", 1, "0.01", "0.5", 5), ""),
        ("steps_above", RATE, ("9", 1, "0.01", "0.5", "5.0"), "控制率103.33%，超过100%，每满1个百分点扣0.5分，扣5分"),
        ("steps_above", RATE, ("9", 1, 0, "0.5", 5), ""),
        ("steps_below", COUNT, (45, 50, 2, 1, 8), "完成值45个，低于50个，每满2个扣1分，扣2分"),
        ("steps_off", RATE, ("0.9", 1, "0.05", 2, 6), "控制率103.33%，偏离100%，每满5个百分点扣2分，扣4分"),
        ("bands_from", RATE, ("0.85", 0, "0.9", 5, "0.8", 4), "控制率103.33%，未达到90%，得4分，扣1分"),
        ("bands_from", RATE, ("0.95", 0, "0.9", 5, "0.8", 4), ""),
        ("bands_to", RATE, ("0.3", 0, 0, 8, "0.1", "6.50"), "控制率103.33%，超过0%，得0分，扣8分"),
        ("reached", COUNT, (45, 50), "完成值45个，未达到50个，完成90%"),
        ("reached", COUNT, (50, 50), ""),
        ("reached", COUNT, (1, 3), "完成值45个，未达到3个，完成33.33%"),
        ("reached", COUNT, ("99999.99", 100000), ""),
        ("kept_within", COUNT, (80, 60), "完成值45个，超过60个，按75%计分"),
        ("matched", COUNT, (45, 50), "完成值45个，与50个不符，按90%计分"),
        ("awarded", RATE, (False, "1.50"), "人员：不符合，扣1.5分"),
        ("awarded", RATE, (True, 1), ""),
        ("awarded", RATE, (False, 0), ""),
    ],
)
def test_what_was_lost_is_told(name: str, scale: Scale, values: tuple[Any, ...], words: str) -> None:
    assert told(name, scale, *values) == words


def test_every_scoring_function_tells_and_knows_its_best_and_no_other_does() -> None:
    names = {one.name for one in SCORES}
    assert {function.name for function in FUNCTIONS.values() if function.tells} == names
    assert {function.name for function in FUNCTIONS.values() if function.best} == names


@pytest.mark.parametrize(
    ("name", "values", "best"),
    [
        ("reached", (45, 50), 1),
        ("steps_off", (45, 50, 1, 1, 8), 8),
        ("bands_from", (45, 1, 50, 5, 40, 4), 5),
        ("bands_to", (45, 7, 50, 5), 7),
        ("awarded", (False, 3), 3),
    ],
)
def test_the_best_is_what_could_be_had(name: str, values: tuple[Any, ...], best: int) -> None:
    function = FUNCTIONS[name].best
    assert function is not None
    assert function(values) == best


def test_arguments_are_measured_as_the_first_one_is() -> None:
    steps, bands, degree = FUNCTIONS["steps_above"], FUNCTIONS["bands_from"], FUNCTIONS["reached"]
    assert [steps.measure(index) for index in range(5)] == ["", "bound", "step", "", ""]
    assert [bands.measure(index) for index in range(7)] == ["", "", "bound", "", "bound", "", "bound"]
    assert [degree.measure(index) for index in range(2)] == ["", "bound"]
    assert FUNCTIONS["round"].measure(1) == ""


@pytest.mark.parametrize(
    ("value", "text"), [("100", "100"), ("1E+2", "100"), ("0.50", "0.5"), ("0", "0"), ("-1.0", "-1")]
)
def test_a_figure_of_a_rule_is_said_without_trailing_zeros(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text
