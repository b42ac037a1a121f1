"""Where the data lie: on this PC, or beside a program that is carried about."""

import sys
from pathlib import Path

import pytest

from core.locations import CARRIED, MARKER, carried_folder, data_folder, store_path, users_forms


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packed program, whose path holds Chinese and a space."""
    folder = tmp_path / "U盘 资料" / "绩报"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "jibao"))
    return folder


def test_a_program_run_from_its_source_carries_nothing() -> None:
    assert carried_folder() is None
    assert data_folder().name == "jibao"


def test_an_installed_program_leaves_data_with_the_user(packed: Path) -> None:
    assert carried_folder() is None
    assert data_folder().name == "jibao"
    assert not (packed / CARRIED).exists()


def test_the_marker_puts_data_beside_the_program(packed: Path) -> None:
    (packed / MARKER).touch()
    assert store_path() == packed / CARRIED / "reports.sqlite"
    assert users_forms() == packed / CARRIED / "forms"
    assert (packed / CARRIED).is_dir()


def test_what_cannot_be_written_there_is_kept_on_this_pc(packed: Path) -> None:
    (packed / MARKER).touch()
    (packed / CARRIED).write_text("in the way of a folder, as a medium that takes none")
    assert data_folder().name == "jibao"
