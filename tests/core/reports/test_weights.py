"""分值: parts of a total are exact whatever the rows, and each group is shown against its own total."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import KnownError
from core.reports.session import Session
from core.reports.weights import distributed, rescaled, standing_of, standings
from tests.core.reports.indicator_samples import at, indicator_session, indicators, texts_of
from tests.core.reports.samples import session_of


def figures(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("total", "count", "wanted"),
    [
        ("50", 4, ["13", "13", "12", "12"]),
        ("30", 3, ["10", "10", "10"]),
        ("10", 1, ["10"]),
        ("12.5", 2, ["6.3", "6.2"]),
        ("3", 4, ["0.8", "0.8", "0.7", "0.7"]),
        ("0", 2, ["0", "0"]),
        ("50", 0, []),
    ],
)
def test_equal_parts_are_as_coarse_as_they_can_be(total: str, count: int, wanted: list[str]) -> None:
    assert distributed(Decimal(total), count) == figures(*wanted)


def test_the_step_can_be_chosen_but_not_finer_than_the_column() -> None:
    assert distributed(Decimal(50), 4, step=Decimal("0.1")) == figures("12.5", "12.5", "12.5", "12.5")
    assert distributed(Decimal(10), 3, places=0, step=Decimal("0.1")) == figures("4", "3", "3")
    assert distributed(Decimal(3), 4, places=0) == figures("1", "1", "1", "0")


@pytest.mark.parametrize(
    ("total", "points", "wanted"),
    [
        ("50", ["20", "20", "8"], ["21", "21", "8"]),
        ("50", ["10", "10", "10"], ["17", "17", "16"]),
        ("30", ["30", "30"], ["15", "15"]),
        ("10", ["2.5", "2.5"], ["5.0", "5.0"]),
        ("2", ["50", "1", "1"], ["1.92", "0.04", "0.04"]),
        ("10", ["5", "0"], ["10", "0"]),
        ("50", ["0", "0"], []),
        ("50", ["60", "-10"], []),
        ("50", [], []),
    ],
)
def test_points_keep_their_proportion(total: str, points: list[str], wanted: list[str]) -> None:
    assert rescaled(Decimal(total), figures(*points)) == figures(*wanted)


points = st.decimals(0, 100, places=1)


@given(st.decimals(0, 200, places=2), st.lists(points, min_size=1, max_size=60))
def test_the_sum_is_always_the_total(total: Decimal, given: list[Decimal]) -> None:
    assert sum(distributed(total, len(given))) == total
    shares = rescaled(total, given)
    assert not shares or sum(shares) == total
    order = sorted(range(len(shares)), key=lambda at: given[at])
    assert [shares[at] for at in order] == sorted(shares) or len(set(given)) < len(given)


# -- a table's groups --------------------------------------------------------------------------------------------


def filled() -> Session:
    """Two rows of 产出指标 and one of 效益指标; one row that has no category yet."""
    return indicator_session(
        "a", "b", "c", "d", a__category="quantity", a__points="20", b__category="成本指标", b__points="28",
        c__category="social",
    )  # fmt: skip


def test_each_group_stands_against_its_total() -> None:
    output, benefit = standings(filled().sheet, "indicators")
    assert (output.label, output.points, output.total, output.missing) == ("产出指标", *figures("48", "50", "2"))
    assert output.cells == (at("a", "points"), at("b", "points"))
    assert (benefit.points, benefit.missing) == (None, Decimal(30))
    assert standing_of(filled().sheet, at("b", "name")) == output
    assert standing_of(filled().sheet, at("d", "name")) is None


def test_points_are_distributed_and_scaled_in_one_step_each() -> None:
    session = filled()
    output = standings(session.sheet, "indicators")[0]
    session.rescale(output.cells, output.total)
    assert [texts_of(session, row)["points"] for row in "ab"] == ["21", "29"]
    session.distribute(output.cells, output.total, Decimal("0.1"))
    assert [texts_of(session, row)["points"] for row in "ab"] == ["25.0", "25.0"]
    assert session.undo_label() == "平均分配分值"
    session.undo()
    session.undo()
    assert standings(session.sheet, "indicators")[0] == output


def test_blank_points_stay_blank_when_scaled_and_none_at_all_cannot_be() -> None:
    session = indicator_session("a", "b", a__category="quantity", b__category="quantity", a__points="20")
    cells = standings(session.sheet, "indicators")[0].cells
    session.rescale(cells, Decimal(50))
    assert [texts_of(session, row).get("points") for row in "ab"] == ["50", None]
    with pytest.raises(KnownError) as error:
        session.rescale(cells[1:], Decimal(50))
    assert error.value.code == "session.no_points"
    assert session.distribute([], Decimal(50)).edits == ()


def test_what_does_not_apply_goes_and_the_rest_of_its_group_takes_its_points() -> None:
    session = filled()
    change = session.remove_weighted("indicators", "a")
    assert [row.id for row in session.draft.rows("indicators")] == ["b", "c", "d"]
    assert texts_of(session, "b")["points"] == "50"
    assert change.label == "删除并调整分值 绩效指标"
    session.undo()
    assert [texts_of(session, row)["points"] for row in "ab"] == ["20", "28"]
    session.remove_weighted("indicators", "d")
    session.remove_weighted("indicators", "c")
    assert [texts_of(session, row)["points"] for row in "ab"] == ["20", "28"]


def test_owned_rows_share_among_those_of_their_owner() -> None:
    session = session_of({}, indicators(), projects=["p", "q"])
    answers = [{"category": "quantity", "points": text} for text in ("10", "20")]
    for owner in ("p", "q"):
        _, rows = session.add_rows("project_indicators", 2, owner=owner, answers=answers)
    output = standings(session.sheet, "project_indicators", "q")[0]
    assert [cell.row for cell in output.cells] == list(rows)
    assert standing_of(session.sheet, output.cells[0]) == output
    session.remove_weighted("project_indicators", rows[0])
    assert [standings(session.sheet, "project_indicators", one)[0].points for one in "pq"] == [30, 50]
    assert standings(session.sheet, "project_indicators", "gone")[0].cells == ()
