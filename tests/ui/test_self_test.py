"""The self-test of a packed program: it does the whole job, and says so when it cannot."""

import subprocess
from pathlib import Path

from tests.ui.test_application import run
from ui.self_test import FILES, PICTURE, TOLD


def self_test(folder: Path, code: str = "") -> subprocess.CompletedProcess[str]:
    return run("--store", str(folder / "库 store" / "reports.sqlite"), "--selftest", str(folder / "out"), code=code)


def test_it_does_the_whole_job(tmp_path: Path) -> None:
    done = self_test(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / TOLD).read_text("utf-8") == "ok"
    assert (tmp_path / "out" / PICTURE).stat().st_size > 10_000
    assert {file.suffix for file in (tmp_path / "out" / FILES).iterdir()} == {".docx", ".xlsx", ".pdf"}


def test_it_tells_what_failed(tmp_path: Path) -> None:
    code = (
        "import sys, ui.application, ui.store\n"
        "ui.store.Store.examples = lambda self: ()\n"
        "sys.exit(ui.application.start(sys.argv[1:]))\n"
    )
    assert self_test(tmp_path, code).returncode == 1
    assert "IndexError" in (tmp_path / "out" / TOLD).read_text("utf-8")


def test_it_does_not_wait_for_ever(tmp_path: Path) -> None:
    code = (
        "import sys, ui.application, ui.self_test\n"
        "clock = [0]\n"  # which stands still, however long the window takes, until an answer is looked for
        "ui.self_test.monotonic = lambda: clock[0]\n"
        "ui.self_test.SelfTest._first_input = lambda self: clock.__setitem__(0, clock[0] + 100)\n"
        "sys.exit(ui.application.start(sys.argv[1:]))\n"
    )
    assert self_test(tmp_path, code).returncode == 1
    assert (tmp_path / "out" / TOLD).read_text("utf-8") == "RuntimeError: no answer can be typed"
