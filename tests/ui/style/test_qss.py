"""The style sheet is whole in both looks at every scale, and no colour is written anywhere but in tokens."""

import re
from pathlib import Path

import pytest

from ui.style import tokens
from ui.style.qss import style_sheet

UI = Path(__file__).resolve().parents[3] / "ui"
COLOUR = re.compile(r"""["'](#[0-9a-fA-F]{3,8})["']|QColor\(\s*\d|Qt\.GlobalColor\.(?!transparent)""")


@pytest.mark.parametrize("colors", [tokens.LIGHT, tokens.DARK])
@pytest.mark.parametrize("scale", tokens.SCALES)
def test_the_sheet_is_whole(colors: tokens.Palette, scale: int) -> None:
    sheet = style_sheet(colors, scale)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert {found.lower() for found in re.findall("#[0-9a-fA-F]{6}", sheet)} <= {
        getattr(colors, name) for name in tokens.Palette.__slots__ if name != "bars"
    }


def test_sizes_grow_with_the_scale() -> None:
    single = re.findall(r"min-height: (\d+)px", style_sheet(tokens.LIGHT, 100))
    double = re.findall(r"min-height: (\d+)px", style_sheet(tokens.LIGHT, 200))
    assert all(int(large) >= int(small) for small, large in zip(single, double, strict=True))
    assert single != double


def test_no_other_module_holds_a_colour() -> None:
    found = {path.name: COLOUR.findall(read(path)) for path in UI.rglob("*.py") if path.name != "tokens.py"}
    assert {name: colours for name, colours in found.items() if colours} == {}


def read(path: Path) -> str:
    """The text of a module; paper is printed black on white whatever the look."""
    text = path.read_text("utf-8")
    return re.sub(r"Qt\.GlobalColor\.(black|white)", "", text) if path.parent.name == "paper" else text
