"""What this user set up is read back, and nonsense in the file costs nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from ui.preferences import FILE, Preferences
from ui.style.theme import DARK, FOLLOW


def test_it_begins_with_the_system(tmp_path: Path) -> None:
    fresh = Preferences(tmp_path)
    assert (fresh.look, fresh.scale, fresh.geometry) == (FOLLOW, 100, QByteArray())


def test_what_was_set_is_there_next_time(tmp_path: Path) -> None:
    first = Preferences(tmp_path / "数据")
    first.look, first.scale, first.geometry = DARK, 150, QByteArray(b"here")
    del first
    again = Preferences(tmp_path / "数据")
    assert (again.look, again.scale, again.geometry) == (DARK, 150, QByteArray(b"here"))


@pytest.mark.parametrize("text", ["look=pink\nscale=137\ngeometry=x", "look=\nscale=big", "[[["])
def test_nonsense_is_not_taken(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(f"[General]\n{text}\n", "utf-8")
    read = Preferences(tmp_path)
    assert (read.look, read.scale, read.geometry) == (FOLLOW, 100, QByteArray())
