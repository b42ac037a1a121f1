"""The list of what may be in the frozen folder: guests are named, and too heavy a folder fails."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CONTENTS: dict[str, Any] = runpy.run_path(str(Path(__file__).resolve().parents[2] / "packaging" / "contents.py"))
is_expected: Callable[[str], bool] = CONTENTS["is_expected"]
check: Callable[[Path, float], int] = CONTENTS["main"]


@pytest.mark.parametrize(
    "name",
    [
        "jibao",
        "jibao.exe",
        "_internal/libQt6Core.so.6",
        "_internal/Qt6Widgets.dll",
        "_internal/PySide6/QtGui.abi3.so",
        "_internal/PySide6/Qt/plugins/platforms/libqxcb.so",
        "_internal/PySide6/plugins/platforms/qwindows.dll",
        "_internal/PySide6/Qt/plugins/platforminputcontexts/libfcitxplatforminputcontextplugin-qt6.so",
        "_internal/resources/forms/a/2024/form.toml",
    ],
)
def test_what_belongs_there(name: str) -> None:
    assert is_expected(name)


@pytest.mark.parametrize(
    "name",
    [
        "_internal/numpy/core.so",
        "_internal/libssl.so.3",
        "_internal/libQt6Network.so.6",
        "_internal/PySide6/QtNetwork.pyd",
        "_internal/PySide6/Qt/plugins/platforms/libqeglfs.so",
        "_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "_internal/libQt6Qml.so.6",
        "pip/__init__.py",
    ],
)
def test_guests(name: str) -> None:
    assert not is_expected(name)


def test_a_guest_and_a_heavy_folder_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "jibao").write_bytes(bytes(2_000_000))
    assert check(tmp_path, 3) == 0
    assert check(tmp_path, 1) == 1
    (tmp_path / "guest.so").touch()
    assert check(tmp_path, 3) == 1
    assert "guest.so is not expected" in capsys.readouterr().out
