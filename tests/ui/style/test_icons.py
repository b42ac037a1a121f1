"""Icons are drawn from their shapes at any size, in a colour of tokens."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton

from core.reports.progress import State
from ui.style import tokens
from ui.style.icons import GRID, SHAPES, STATE_ICONS, _paths, dress_button, icon
from ui.style.theme import DARK, LIGHT, theme


def inked(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_drawn_inside_its_grid(name: str, qapp: QApplication) -> None:
    lines, dots = _paths(name)
    whole = lines.boundingRect().united(dots.boundingRect())
    assert not whole.isEmpty() or name == "remove"
    assert min(whole.left(), whole.top()) >= 1
    assert max(whole.right(), whole.bottom()) <= GRID - 1
    assert inked(icon(name).pixmap(24, 24).toImage()) > 10


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = [STATE_ICONS[state.value][0] for state in State]
    assert len(set(shapes)) == len(shapes)
    assert all(hasattr(tokens.LIGHT, colour) for _, colour in STATE_ICONS.values())


def test_an_icon_is_sharp_on_a_screen_of_twice_the_dots(qapp: QApplication) -> None:
    pixmap = icon("check", size=24).pixmap(QSize(24, 24), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (48, 2.0)


def test_a_disabled_icon_is_grey(qapp: QApplication) -> None:
    image = icon("check", "accent", 24).pixmap(24, 24, QIcon.Mode.Disabled).toImage()
    names = {
        image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255
    }
    assert tokens.LIGHT.accent not in names


def test_a_button_follows_the_look(qapp: QApplication) -> None:
    button = QPushButton("打开")
    dress_button(button, "edit")
    light = button.icon().pixmap(16, 16).toImage()
    theme().set_look(DARK)
    dark = button.icon().pixmap(16, 16).toImage()
    theme().set_look(LIGHT)
    assert light != dark
    assert button.icon().pixmap(16, 16).toImage() == light
