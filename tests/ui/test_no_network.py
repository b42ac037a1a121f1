"""The whole journey, from an empty store to exported files, without a network: no call ever asks for one.

The clerk of `whole_run_clerk` works in a network namespace that holds no interface, while every socket call of the
program and its children is written down.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LONGEST_TEST
from tests.ui.test_whole_run import CLERK

FORM = "xiangtan_township/2024"
ROOT = Path(__file__).parents[2]
TRACE = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket", "-o"]
ALONE = ["unshare", "-rn"]


def works(*command: str) -> bool:
    """Whether the machine has this tool and lets it be used."""
    return (
        shutil.which(command[0]) is not None
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )


def traced(folder: Path, *command: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run a command without a network; what it came to, and the families of sockets that it asked for."""
    log = folder / "sockets"
    if not works(*TRACE, str(log), "true"):
        pytest.skip("strace is not here, or may not trace")
    if not works(*ALONE, "true"):
        pytest.skip("network namespaces are not allowed here")
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    done = subprocess.run(
        [*ALONE, *TRACE, str(log), *command],
        cwd=ROOT,
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        timeout=LONGEST_TEST,
        check=False,
    )
    return done, re.findall(r"socket\((\w+)", log.read_text("utf-8"))


def test_the_whole_journey_asks_for_no_network(tmp_path: Path) -> None:
    store, exported = tmp_path / "报告库" / "reports.sqlite", tmp_path / "导出"
    done, families = traced(tmp_path, sys.executable, str(CLERK), str(store), str(exported), FORM)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"exported {FORM}"
    assert {path.suffix for path in exported.rglob("*") if path.is_file()} >= {".docx", ".xlsx", ".pdf"}
    assert [family for family in families if "INET" in family] == []


def test_a_socket_would_be_seen(tmp_path: Path) -> None:
    done, families = traced(tmp_path, sys.executable, "-c", "import socket; socket.socket(); socket.socket(10)")
    assert done.returncode == 0
    assert families == ["AF_INET", "AF_INET6"]


@pytest.mark.parametrize("arguments", [["forms"], ["check", "resources/forms/xiangtan_township/2024/example.toml"]])
def test_work_without_a_window_asks_for_no_network(tmp_path: Path, arguments: list[str]) -> None:
    done, families = traced(tmp_path, sys.executable, "main.py", *arguments)
    assert done.returncode == 0, done.stderr
    assert [family for family in families if "INET" in family] == []
