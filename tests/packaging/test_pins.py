"""Pins for another system: conditions are read as that system would read them."""

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PINS: dict[str, Any] = runpy.run_path(str(Path(__file__).resolve().parents[2] / "packaging" / "pins.py"))
pins: Callable[[list[str], dict[str, str]], Iterator[str]] = PINS["pins"]


def names(**conditions: str) -> dict[str, str]:
    return dict(pin.split("==") for pin in pins(["run", "dist"], conditions))


def test_each_system_gets_its_own() -> None:
    windows = names(sys_platform="win32", platform_machine="AMD64")
    linux = names(sys_platform="linux", platform_machine="x86_64")
    assert set(windows) - set(linux) == {"colorama", "pefile", "pywin32-ctypes"}
    assert set(linux) <= set(windows)


def test_arm_keeps_to_an_older_qt() -> None:
    arm = names(sys_platform="linux", platform_machine="aarch64")
    other = names(sys_platform="linux", platform_machine="x86_64")
    assert arm["PySide6-Essentials"] != other["PySide6-Essentials"]
    assert arm["PySide6-Essentials"] == arm["shiboken6"]
