"""The program as a maker of formats meets it: a process, its exit code and what it says."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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


def jibao(*arguments: str | Path, home: Path, most_bytes: int = 0) -> Done:
    """Run `python main.py …` with a home of its own; a traceback is never right.

    most_bytes: no file may grow longer than that, as on a full disk.
    """

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    done = subprocess.run(
        [sys.executable, "-B", "-X", "utf8", str(ROOT / "main.py"), *map(str, arguments)],
        cwd=home,
        preexec_fn=limit if most_bytes else None,
        env={**os.environ, "XDG_DATA_HOME": str(home)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)
