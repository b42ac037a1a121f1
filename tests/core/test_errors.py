"""What can go wrong is said by a catalogue: every sentence can be printed, and a problem knows its place."""

import re
from string import Formatter

import pytest

from core.errors import MESSAGES, MOST_PROBLEMS, KnownError, Problem, Problems, TooManyProblemsError, problem


def facts_of(sentence: str) -> dict[str, str]:
    return {name: name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_sentence_takes_its_facts_by_name(code: str) -> None:
    """No empty `{}`, no lone brace, no format that asks for a number: facts are texts."""
    fields = [name for _, name, _, _ in Formatter().parse(MESSAGES[code]) if name is not None]
    assert all(field.isidentifier() for field in fields)
    assert MESSAGES[code].format(**facts_of(MESSAGES[code]))


def test_every_code_names_its_room() -> None:
    assert [code for code in MESSAGES if not re.fullmatch(r"[a-z_]+(\.[a-z_]+){1,2}", code)] == []


def test_a_problem_says_its_place_before_its_sentence() -> None:
    found = problem("form.missing_key", "表“收入”", key="label")
    assert str(found) == "表“收入”：缺少“label”。"
    assert str(Problem(found.code, "", found.text)) == "缺少“label”。"


def test_a_place_is_said_more_fully_from_outside() -> None:
    found = problem("form.missing_key", "", key="label").at("列“金额”").at("表“收入”")
    assert found.place == "表“收入” › 列“金额”"
    assert found.code == "form.missing_key"


def test_a_known_error_lists_its_problems_under_its_sentence() -> None:
    problems = [problem("form.missing_key", "甲", key="label"), problem("form.missing_key", "乙", key="kind")]
    error = KnownError("form.broken", problems, form="f/2024", count=2)
    assert error.code == "form.broken"
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == [
        "报告格式“f/2024”有2处问题，不能使用。",
        "甲：缺少“label”。",
        "乙：缺少“kind”。",
    ]
    assert error.text == str(error).splitlines()[0]


def test_problems_are_collected_up_to_a_number_and_no_further() -> None:
    found = Problems()
    one = problem("form.not_text", "x")
    for _ in range(MOST_PROBLEMS - 1):
        found.append(one)
    with pytest.raises(TooManyProblemsError) as caught:
        found.append(one)
    assert caught.value.problems == (one,) * MOST_PROBLEMS
