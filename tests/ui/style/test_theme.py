"""One theme: it follows the system or the clerk, and scales fonts and distances."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QListView

from ui.style import tokens
from ui.style.theme import DARK, FOLLOW, LIGHT, give_role, has_chinese_font, theme

FOUND = bool(list(Path("/usr/share/fonts").rglob("*CJK*"))) or bool(list(Path("/usr/share/fonts").rglob("wqy*")))


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    yield
    theme().set_look(LIGHT)
    theme().set_scale(100)


def test_a_look_is_told_and_reaches_the_palette(qapp: QApplication) -> None:
    heard: list[bool] = []
    slot = lambda: heard.append(theme().dark)  # noqa: E731 - to be disconnected
    theme().changed.connect(slot)
    theme().set_look(DARK)
    theme().set_look(LIGHT)
    theme().changed.disconnect(slot)
    assert heard == [True, False]
    assert qapp.palette().window().color().name() == tokens.LIGHT.window


@pytest.fixture
def system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Callable[[Qt.ColorScheme], None]:
    """Changes the colours of the system, which there is none of without a screen."""
    present = [Qt.ColorScheme.Light]
    hints = SimpleNamespace(colorScheme=lambda: present[0])
    monkeypatch.setattr("ui.style.theme.QGuiApplication", SimpleNamespace(styleHints=lambda: hints))

    def change(scheme: Qt.ColorScheme) -> None:
        present[0] = scheme
        qapp.styleHints().colorSchemeChanged.emit(scheme)

    return change


def test_it_follows_the_system(system: Callable[[Qt.ColorScheme], None]) -> None:
    theme().set_look(FOLLOW)
    seen = [theme().dark]
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        system(scheme)
        seen.append(theme().dark)
    assert seen == [False, True, False, True]


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_a_choice_outlasts_the_system(system: Callable[[Qt.ColorScheme], None], look: str) -> None:
    theme().set_look(look)
    system(Qt.ColorScheme.Dark)
    system(Qt.ColorScheme.Light)
    assert theme().dark == (look == DARK)


def test_scales_reach_fonts_and_distances(qapp: QApplication) -> None:
    theme().set_scale(150)
    assert theme().px(16) == 24
    assert qapp.font().pixelSize() == round(tokens.TYPE["body"] * 1.5)
    assert theme().font("title", bold=True).pixelSize() == 30


@pytest.mark.skipif(not FOUND, reason="this machine has none of the families")
def test_chinese_is_set_in_a_named_family(qapp: QApplication) -> None:
    assert has_chinese_font()
    assert QFontInfo(theme().font()).family() in tokens.FAMILIES


def test_a_missing_font_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "FAMILIES", ("没有这种字体",))
    assert not has_chinese_font()


def test_a_role_dresses_a_widget(qapp: QApplication) -> None:
    label = QLabel("必须改正")
    give_role(label, "badge", "must_fix")
    label.ensurePolished()
    assert label.property("level") == "must_fix"
    assert label.palette().windowText().color().name() == tokens.LIGHT.must_fix


def test_a_view_takes_a_role_too(qapp: QApplication) -> None:
    view = QListView()
    give_role(view, "list")
    assert view.property("role") == "list"


def test_the_focus_is_seen(qapp: QApplication) -> None:
    """An editor with the focus has an edge of another colour than one without."""
    edit = QLineEdit()
    edit.resize(200, 40)
    edit.show()
    edit.clearFocus()
    without = colours(edit.grab().toImage())
    edit.setFocus()
    edit.activateWindow()
    QApplication.processEvents()
    assert tokens.LIGHT.line_strong in without
    assert tokens.LIGHT.focus in colours(edit.grab().toImage())


def test_a_box_to_tick_shows_its_tick(qapp: QApplication) -> None:
    box = QCheckBox("本单位不适用")
    box.show()
    empty = colours(box.grab().toImage())
    box.setChecked(True)
    assert tokens.LIGHT.accent not in empty
    assert tokens.LIGHT.accent in colours(box.grab().toImage())


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
