"""The program as a maker of formats meets it: a process, its exit code and what it says."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import LONGEST_TEST

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Done:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> list[str]:
        """The lines on either stream."""
        return [*self.out.splitlines(), *self.err.splitlines()]


FULL = ["sh", "-c", 'ulimit -f 8 && exec "$@"', "sh"]
"""Runs a command in which no file may grow beyond a few kilobytes, as on a disk that is nearly full."""


def jibao(*arguments: str | Path, home: Path, before: Sequence[str] = ()) -> Done:
    """Run `python main.py …` with a home of its own; a traceback is never right. before: what starts the command."""
    done = subprocess.run(
        [*before, sys.executable, "-B", "-X", "utf8", str(ROOT / "main.py"), *map(str, arguments)],
        cwd=home,
        env={**os.environ, "XDG_DATA_HOME": str(home)},
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_TEST,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)
