"""Levels and places of outline lines."""

import pytest

from core.forms.outline import OutlineLine
from ui.editors.outline_lines import branch, heading_level, moved, shifted, with_level

TREE = [(1, "A"), (2, "a"), (0, "text"), (-1, "one"), (2, "b"), (1, "B"), (0, "end")]


def lines(tree: list[tuple[int, str]]) -> list[OutlineLine]:
    return [OutlineLine(level, text) for level, text in tree]


def tree(found: list[OutlineLine]) -> list[tuple[int, str]]:
    return [(line.level, line.text) for line in found]


@pytest.mark.parametrize(("at", "end"), [(0, 5), (1, 4), (2, 3), (3, 4), (4, 5), (5, 7), (6, 7)])
def test_a_heading_owns_what_stands_under_it(at: int, end: int) -> None:
    assert branch(lines(TREE), at) == end


def test_a_heading_moves_with_all_under_it() -> None:
    found, now = moved(lines(TREE), 5, down=False)
    assert tree(found) == [(1, "B"), (0, "end"), *TREE[:5]]
    assert now == 0
    assert moved(found, 0, down=True) == (lines(TREE), 5)


def test_a_sub_heading_moves_among_its_own() -> None:
    found, now = moved(lines(TREE), 4, down=False)
    assert [text for _, text in tree(found)] == ["A", "b", "a", "text", "one", "B", "end"]
    assert now == 1


def test_a_paragraph_changes_places_with_its_neighbour() -> None:
    found, now = moved(lines(TREE), 2, down=True)
    assert [text for _, text in tree(found)] == ["A", "a", "one", "text", "b", "B", "end"]
    assert now == 3


def test_at_the_ends_nothing_moves() -> None:
    assert moved(lines(TREE), 0, down=False) == (lines(TREE), 0)
    assert moved(lines(TREE), 6, down=True) == (lines(TREE), 6)
    assert moved(lines(TREE), 5, down=True) == (lines(TREE), 5)


def test_a_heading_goes_up_and_down_with_its_sub_headings() -> None:
    found = shifted(lines(TREE), 0, 0, 1, 3)
    assert [level for level, _ in tree(found)] == [2, 3, 0, -1, 3, 1, 0]
    assert shifted(found, 0, 0, -1, 3) == lines(TREE)


@pytest.mark.parametrize(("at", "by"), [(0, -1), (0, 1), (1, 1), (2, 1), (3, -1)])
def test_levels_stay_within_those_of_the_format_and_words_have_none(at: int, by: int) -> None:
    assert shifted(lines(TREE), at, at, by, 2) == lines(TREE)


def test_chosen_lines_get_a_level() -> None:
    assert [line.level for line in with_level(lines(TREE), 1, 3, -1)] == [1, -1, -1, -1, 2, 1, 0]


def test_a_new_heading_is_as_deep_as_the_one_before() -> None:
    assert heading_level(lines(TREE), 3) == 2
    assert heading_level(lines(TREE), 0) == 1
