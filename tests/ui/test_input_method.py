"""Which plugin brings Chinese into the window, by what the desktop says and what is there."""

import sys
from pathlib import Path

import pytest

from ui import input_method
from ui.input_method import loads, plugins, settle

IBUS = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(input_method, "loads", lambda plugin: True)


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(input_method, "loads", lambda plugin: False)


@pytest.mark.parametrize(
    "said",
    [
        {"QT_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "fcitx5"},
        {"QT_IM_MODULES": "wayland;fcitx;ibus", "QT_IM_MODULE": "ibus"},
        {"XMODIFIERS": "@im=fcitx"},
    ],
)
def test_fcitx_is_taken_where_it_is_named(said: dict[str, str], there: None) -> None:
    settle(said)
    assert said["QT_IM_MODULE"] == "fcitx"
    assert "QT_IM_MODULES" not in said


def test_without_the_plugin_ibus_speaks_to_fcitx(missing: None) -> None:
    said = {"QT_IM_MODULE": "fcitx"}
    settle(said)
    assert said == IBUS


@pytest.mark.parametrize("said", [{}, {"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}])
def test_other_desktops_are_left_alone(said: dict[str, str], missing: None) -> None:
    before = dict(said)
    settle(said)
    assert said == before


def test_so_are_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    said = {"QT_IM_MODULE": "fcitx"}
    settle(said)
    assert said == {"QT_IM_MODULE": "fcitx"}


def test_what_is_no_plugin_does_not_load(tmp_path: Path) -> None:
    broken = tmp_path / "libbroken.so"
    broken.write_bytes(b"\x7fELF and nothing more")
    assert not loads(broken)
    assert not loads(tmp_path / "missing.so")
    assert plugins().name == "platforminputcontexts"
