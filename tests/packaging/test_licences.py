"""What the packed program is made of: each part with its licence text, and a bill that others can read."""

import json
import runpy
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "licences.py"
LICENCES: dict[str, Any] = runpy.run_path(str(SCRIPT))


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program whose packages are this environment's."""
    text = tmp_path / "copyright"
    text.write_text("all of it", "utf-8")
    parts = tmp_path / "parts.tsv"
    parts.write_text(f"deb\tlibpcre3\t2:8.39-13\t\t{text}\ngeneric\tcpython\t3.11.2\tPSF-2.0\t{text}\n", "utf-8")
    program = tmp_path / "jibao"
    program.mkdir()
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), str(program), sysconfig.get_path("purelib"), str(parts)])
    LICENCES["main"]()
    return program


def test_the_bill_names_every_locked_package_and_the_rest(written: Path) -> None:
    bill = json.loads((written / LICENCES["BILL"]).read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    found = {one["purl"].partition("@")[0] for one in bill["components"]}
    assert {"pkg:pypi/lxml", "pkg:deb/debian/libpcre3", "pkg:generic/cpython"} <= found
    assert "pkg:pypi/pytest" not in found
    assert all(one["version"] for one in bill["components"])
    qt = next(one for one in bill["components"] if one["name"].lower().startswith("pyside6"))
    assert qt["licenses"] == [{"license": {"name": "LGPL-3.0-only"}}]


def test_the_texts_lie_by_component_under_names_that_any_stick_takes(written: Path) -> None:
    folder = written / "_internal" / "resources" / "licences"
    assert (folder / "libpcre3-2-8.39-13" / "copyright.txt").read_text("utf-8") == "all of it"
    assert list(folder.glob("lxml-*/*"))
    assert not [path for path in folder.rglob("*") if ":" in path.name]
