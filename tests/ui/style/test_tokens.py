"""Every pair of colours that is seen together can be read, in both looks."""

import re
from dataclasses import asdict

import pytest

from ui.style import tokens

LOOKS = {"light": tokens.LIGHT, "dark": tokens.DARK}
LEAST_OF_TEXT, LEAST_OF_EDGES = 4.5, 3.0


def measured(colors: tokens.Palette, pair: tuple[str, str]) -> float:
    return tokens.contrast(getattr(colors, pair[0]), getattr(colors, pair[1]))


@pytest.mark.parametrize(("one", "other", "expected"), [("#000000", "#ffffff", 21.0), ("#777777", "#777777", 1.0)])
def test_contrast_is_measured_as_wcag_does(one: str, other: str, expected: float) -> None:
    assert round(tokens.contrast(one, other), 2) == round(tokens.contrast(other, one), 2) == expected


def test_a_known_contrast() -> None:
    assert round(tokens.contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("look", LOOKS)
def test_words_can_be_read(look: str) -> None:
    colors = LOOKS[look]
    found = {pair: round(measured(colors, pair), 2) for pair in tokens.TEXT_PAIRS}
    assert {pair: value for pair, value in found.items() if value < LEAST_OF_TEXT} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_edges_can_be_seen(look: str) -> None:
    colors = LOOKS[look]
    found = {pair: round(measured(colors, pair), 2) for pair in tokens.EDGE_PAIRS}
    found |= {("bars", bar): round(tokens.contrast(bar, colors.surface), 2) for bar in colors.bars}
    assert {pair: value for pair, value in found.items() if value < LEAST_OF_EDGES} == {}


def test_every_level_is_measured_on_its_own_ground() -> None:
    assert {(level, f"{level}_soft") for level in tokens.LEVELS} <= set(tokens.TEXT_PAIRS)


@pytest.mark.parametrize("look", LOOKS)
def test_colours_are_written_in_one_way(look: str) -> None:
    values = [value for value in asdict(LOOKS[look]).values() if isinstance(value, str)] + list(LOOKS[look].bars)
    assert [value for value in values if not re.fullmatch("#[0-9a-f]{6}", value)] == []
