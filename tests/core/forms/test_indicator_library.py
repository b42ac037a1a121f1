"""The library of indicators: the shipped one is consistent, a user's own file adds to it or says why it does not."""

from pathlib import Path

import pytest

from core.forms.indicator_library import LONGEST, MOST_INDICATORS, Area, Indicator, indicator_areas
from core.forms.library import MAX_FILE, Library
from core.forms.targets import QUALITATIVE, read_target

OWN = """
label = "本县"
order = 0
indicators = [
  { name = "油茶低改面积", category = "quantity", direction = "at_least", unit = "亩", hint = "以验收为准" },
  { name = "其他" },
]
"""
SHIPPED = indicator_areas(None)[0]
INDICATORS = [one for area in SHIPPED for one in area.indicators]


def own(folder: Path, text: str, name: str = "own.toml") -> Path:
    """A user's folder with one file of indicators."""
    (folder / "indicators").mkdir(exist_ok=True)
    (folder / "indicators" / name).write_text(text, "utf-8")
    return folder


def told(folder: Path, text: str) -> list[str]:
    """The codes of what is wrong with a user's file, which is then not offered."""
    areas, problems = indicator_areas(own(folder, text))
    assert areas == SHIPPED
    return [one.code for one in problems]


def test_the_shipped_library_is_whole() -> None:
    assert indicator_areas(None)[1] == ()
    assert len(SHIPPED) >= 12
    assert len(INDICATORS) >= 150
    assert len({one.name for one in INDICATORS}) == len(INDICATORS)
    assert [area.order for area in SHIPPED] == list(range(1, len(SHIPPED) + 1))


@pytest.mark.parametrize("area", SHIPPED, ids=lambda area: area.label)
def test_each_area_has_indicators_of_all_three_groups(area: Area) -> None:
    found = {one.category for one in area.indicators}
    assert {"quantity", "quality", "timeliness", "sustained", "service"} <= found
    assert found & {"economic", "social", "ecological"}


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.name)
def test_each_example_is_written_as_its_indicator_says(one: Indicator) -> None:
    example = read_target(one.target)
    if one.direction == QUALITATIVE:
        assert (example.sense, one.unit) == (QUALITATIVE, "")
    else:
        assert (example.number is not None, example.unit) == (True, one.unit)
        assert example.sense in ("", one.direction)


@pytest.mark.parametrize("table", ["indicators", "project_indicators"])
def test_every_shipped_indicator_can_stand_in_the_tables_of_the_dictionary(table: str) -> None:
    found = Library().dictionary()[0].tables[table]
    for key in ("category", "direction"):
        column = found.column(key)
        assert column is not None
        assert {getattr(one, key) for one in INDICATORS} <= {choice.id for choice in column.choices}


def test_a_file_of_ones_own_comes_along(tmp_path: Path) -> None:
    areas, problems = indicator_areas(own(tmp_path, OWN))
    assert problems == ()
    assert areas[1:] == SHIPPED
    first, second = areas[0].indicators
    assert (first.name, first.unit, first.hint, second) == ("油茶低改面积", "亩", "以验收为准", Indicator(name="其他"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("label =", ["form.not_toml"]),
        ("indicators = []", ["form.missing_key"]),
        ('label = "甲"', ["form.missing_key"]),
        (OWN.replace("hint", "hnit"), ["form.unknown_key"]),
        (OWN.replace("at_least", "more"), ["form.not_one_of"]),
        (OWN.replace('"quantity"', '"数量"'), ["form.bad_id"]),
        (OWN.replace("以验收为准", "长" * (LONGEST + 1)), ["text.too_long"]),
        (OWN.replace('{ name = "其他" }', "{ }"), ["form.missing_key"]),
        (OWN.replace('{ name = "其他" },', '{ name = "甲" },' * MOST_INDICATORS), ["indicators.too_many"]),
        ("#" * (MAX_FILE + 1), ["form.too_large"]),
    ],
)
def test_a_wrong_file_is_told_and_left_out(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert told(tmp_path, text) == codes


def test_other_files_stay_usable(tmp_path: Path) -> None:
    own(tmp_path, "label = 1", "bad.toml")
    areas, problems = indicator_areas(own(tmp_path, OWN))
    assert areas[0].label == "本县"
    assert {one.place.split(" ")[0] for one in problems} == {"bad.toml"}
