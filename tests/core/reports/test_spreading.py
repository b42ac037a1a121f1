"""A target typed into one cell stands in its parts, as one act, whatever was there before and however it is typed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports.draft import Origin
from core.reports.session import Session
from core.reports.spreading import part_cells, words_for
from tests.core.reports.indicator_samples import at, indicator_session, indicators, texts_of
from tests.core.reports.samples import cell, session_of

TARGET = at("a", "target")
ACTUAL = at("a", "actual")


def typed(text: str, column: str = "target", **answers: str) -> dict[str, str]:
    """The row after a text was typed into one of its columns."""
    session = indicator_session("a", **{f"a__{name}": given for name, given in answers.items()})
    session.enter(at("a", column), text)
    return texts_of(session, "a")


def keyed(session: Session, text: str, visit: str = "v") -> None:
    """A text typed key by key."""
    for end in range(1, len(text) + 1):
        session.enter(TARGET, text[:end], visit=visit)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("≥50个", {"target": "50", "direction": "at_least", "unit": "个"}),
        ("90%以上", {"target": "90", "direction": "at_least", "unit": "%"}),
        ("≤90万元", {"target": "90", "direction": "at_most", "unit": "万元"}),
        ("12月底之前", {"target_words": "12月底之前", "direction": "qualitative"}),
        ("50个", {"target": "50", "unit": "个"}),
        ("1,200", {"target": "1,200"}),
        ("≥", {"direction": "at_least"}),
        ("—", {"target": "—"}),
    ],
)
def test_a_target_is_spread_over_its_row(text: str, wanted: dict[str, str]) -> None:
    assert typed(text) == wanted


def test_a_figure_takes_the_place_of_words_and_words_of_a_figure() -> None:
    assert typed("50", target_words="明显", direction="定性") == {"target": "50"}
    assert typed("60", target="50", direction="at_most", unit="个") == {
        "target": "60", "direction": "at_most", "unit": "个",
    }  # fmt: skip
    assert typed("明显改善", target="50", direction="at_most", unit="个") == {
        "target_words": "明显改善", "direction": "qualitative",
    }  # fmt: skip
    assert typed("", target="50", direction="at_most", unit="个") == {"direction": "at_most", "unit": "个"}
    assert typed("", target_words="明显", direction="qualitative") == {"direction": "qualitative"}


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [
        ("52个", "个", {"actual": "52", "unit": "个"}),
        ("52", "个", {"actual": "52", "unit": "个"}),
        ("已完成52个", "", {"actual": "52", "unit": "个"}),
        ("已完成", "个", {"actual_words": "已完成", "unit": "个"}),
        ("52户", "个", {"actual": "52户", "unit": "个"}),
    ],
)
def test_what_was_reached_is_in_the_unit_of_the_row(text: str, unit: str, wanted: dict[str, str]) -> None:
    assert typed(text, "actual", unit=unit) == wanted


def test_a_text_may_be_one_of_the_answers_of_a_choice() -> None:
    assert typed("部分达成", "actual", actual_words="有改善") == {"verdict": "部分达成", "actual_words": "有改善"}
    session = indicator_session("a", a__actual="1", a__verdict="good")
    for text in ("部", "部分达", "部分达成"):
        session.enter(ACTUAL, text, visit="v")
    assert texts_of(session, "a") == {"actual": "1", "verdict": "部分达成"}
    session.enter(ACTUAL, "部分达成很", visit="v")
    assert texts_of(session, "a") == {"actual_words": "部分达成很", "verdict": "good"}


def test_another_unit_is_a_problem_that_is_seen() -> None:
    session = indicator_session("a", a__unit="个")
    session.enter(ACTUAL, "52户")
    assert session.sheet.problems[ACTUAL].code == "number.row_unit"


def test_all_parts_are_one_act() -> None:
    session = indicator_session("a", a__target="1", a__unit="户")
    change = session.enter(TARGET, "≥50个", Origin.IMPORTED)
    assert change.cells >= {TARGET, at("a", "unit"), at("a", "direction")}
    assert {entry.origin for entry in session.draft.entries.values()} == {Origin.IMPORTED}
    session.undo()
    assert texts_of(session, "a") == {"target": "1", "unit": "户"}


def test_what_is_given_beside_it_in_the_same_act_counts() -> None:
    session = indicator_session("a")
    session.enter_many([(TARGET, "≥50个"), (at("a", "unit"), ""), (at("a", "direction"), "≥")], "粘贴")
    assert texts_of(session, "a") == {"target": "50", "unit": "个", "direction": "≥"}
    session.enter_many([(TARGET, "≤60个"), (at("a", "direction"), "≥")], "粘贴")
    assert texts_of(session, "a")["target"] == "≤60个"
    assert session.sheet.problems[TARGET].code == "number.not_understood"
    session.enter_many([(TARGET, "70个"), (ACTUAL, "80个")], "粘贴")
    assert texts_of(session, "a") == {"target": "70", "unit": "个", "direction": "≥", "actual": "80"}


def test_two_texts_of_one_row_agree_on_its_unit() -> None:
    session = indicator_session("a")
    session.enter_many([(TARGET, "≥50个"), (ACTUAL, "52户")], "粘贴")
    assert texts_of(session, "a") == {"target": "50", "direction": "at_least", "unit": "个", "actual": "52户"}


@pytest.mark.parametrize("text", ["≥50个", "不低于90%", "12月底之前", "控制在90万元以内", "约50", "50"])
@pytest.mark.parametrize("before", [{}, {"target": "7", "direction": "at_most", "unit": "户"}, {"target_words": "好"}])
def test_key_by_key_comes_to_the_same_as_at_once(text: str, before: dict[str, str]) -> None:
    given = {f"a__{name}": one for name, one in before.items()}
    slow, quick = indicator_session("a", **given), indicator_session("a", **given)
    keyed(slow, text)
    quick.enter(TARGET, text)
    assert texts_of(slow, "a") == texts_of(quick, "a")
    slow.undo()
    assert texts_of(slow, "a") == before
    assert slow.undo_label() == ""


def test_a_visit_that_goes_back_to_its_first_text_leaves_all_as_it_was() -> None:
    before = {"target_words": "好", "direction": "定性", "unit": "个"}
    session = indicator_session("a", **{f"a__{name}": text for name, text in before.items()})
    keyed(session, "≥50户")
    session.enter(TARGET, "", visit="v")
    assert texts_of(session, "a") == before


def test_a_later_visit_begins_with_what_is_there() -> None:
    session = indicator_session("a")
    keyed(session, "≥50个", "first")
    keyed(session, "60", "second")
    assert texts_of(session, "a") == {"target": "60", "direction": "at_least", "unit": "个"}


def test_new_rows_are_spread_too() -> None:
    session = indicator_session()
    _, row = session.add_row("indicators", answers={"category": "quantity", "target": "≥50个", "name": " "})
    assert texts_of(session, row) == {"category": "quantity", "target": "50", "direction": "at_least", "unit": "个"}
    session.paste("indicators", [], [{"target": "明显", "target_words": "", "direction": "定性"}])
    assert texts_of(session, session.draft.rows("indicators")[-1].id) == {"target_words": "明显", "direction": "定性"}


def test_a_text_without_a_place_for_its_parts_stays_whole() -> None:
    session = session_of({}, indicators(), lengths=["l"])
    for column, text in {"wanted": "好", "found": "3米"}.items():
        session.enter(cell(f"lengths[l].{column}"), text)
    assert texts_of(session, "l", "lengths") == {"wanted": "好", "found": "3米"}
    session.enter(cell("lengths[l].wanted"), "≥3米")
    assert texts_of(session, "l", "lengths") == {"wanted": "3", "sense": "at_least", "found": "3米"}
    session.enter(cell("lengths[l].wanted"), "≥3里")
    assert texts_of(session, "l", "lengths")["wanted"] == "≥3里"


def test_only_columns_that_are_spread_have_parts() -> None:
    sheet = indicator_session("a").sheet
    assert part_cells(sheet.field(TARGET), TARGET) == {at("a", one) for one in ("direction", "unit", "target_words")}
    assert part_cells(sheet.field(at("a", "name")), at("a", "name")) == part_cells(None, TARGET) == frozenset()


texts: Any = st.text(st.sampled_from("≥≤=不低于超过059.%个户月底前以上约好定性 ")) | st.text(max_size=5)
acts = st.lists(st.tuples(st.sampled_from(["target", "actual", "unit", "direction"]), texts, st.booleans()), max_size=8)


@given(acts)
def test_any_typing_can_be_taken_back(acts: list[tuple[str, str, bool]]) -> None:
    session = indicator_session("a", a__target="7", a__unit="户")
    for column, text, stays in acts:
        session.enter(at("a", column), text, visit=column if stays else "")
    while session.undo():
        pass
    assert texts_of(session, "a") == {"target": "7", "unit": "户"}


@pytest.mark.parametrize(
    ("column", "direction", "offered"),
    [
        ("actual", "qualitative", True),
        ("actual", "at_least", False),
        ("actual", "", False),
        ("target", "qualitative", False),
    ],
)
def test_words_are_offered_only_where_a_row_is_not_measured(column: str, direction: str, offered: bool) -> None:
    sheet = indicator_session("a", a__direction=direction).sheet
    assert bool(words_for(sheet.fields, at("a", column), sheet.value)) is offered
    assert words_for(sheet.fields, cell("nowhere"), sheet.value) == ()
