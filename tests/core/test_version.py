"""The version is said in two places, which must not drift apart."""

import tomllib
from pathlib import Path

from core.version import VERSION

ROOT = Path(__file__).resolve().parents[2]


def test_the_program_says_the_version_of_the_project() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION
