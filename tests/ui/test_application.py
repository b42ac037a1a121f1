"""Starting the program: as a process of its own, with every store it may find, and never with the network."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from core.errors import KnownError
from core.forms.library import Library
from tests.conftest import LONGEST_TEST
from tests.ui.conftest import NOW, until
from tests.ui.hands import Answers
from ui.application import ICON_SIZES, _furnish, _icon, clock
from ui.main_window import MainWindow
from ui.mishaps import LOG, Mishaps
from ui.preferences import Preferences
from ui.store import Store

ROOT = Path(__file__).resolve().parents[2]
FORM = "changning_township/2023"

RUN_AND_LIST_SOCKETS = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import ui.application
from ui.main_window import MainWindow

OPENED = []
sys.addaudithook(lambda event, told: OPENED.append(told) if event == "socket.__new__" and told[1] != 1 else None)

def internet_sockets():
    inodes = set()
    for name in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        lines = Path("/proc/net", name)
        inodes |= {line.split()[9] for line in lines.read_text().splitlines()[1:]} if lines.exists() else set()
    links = [os.readlink(link) for link in Path("/proc/self/fd").iterdir() if link.exists() or link.is_symlink()]
    return [link for link in links if link.startswith("socket:[") and link[8:-1] in inodes]

def work(window, store):
    furnish(window, store)
    window.desk.open_report(store.open_example("changning_township/2023"))
    for name in ("examine", "export", "home"):
        window.desk.go(name)
    print("SOCKETS", OPENED + internet_sockets())
    QTimer.singleShot(0, window.close)

furnish, MainWindow.furnish = MainWindow.furnish, work
sys.exit(ui.application.start(["--store", sys.argv[1]]))
"""


def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code] if code else [sys.executable, str(ROOT / "main.py")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST_TEST,
        check=False,
    )


def test_the_self_test_passes(store_path: Path) -> None:
    done = run("--selftest", "--store", str(store_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert store_path.exists()
    assert not (store_path.parent / LOG).exists()


def test_the_platform_may_be_given_as_an_argument(store_path: Path) -> None:
    assert run("--selftest", "-platform", "offscreen", "--store", str(store_path)).returncode == 0


def test_the_self_test_fails_when_something_is_raised(store_path: Path) -> None:
    code = (
        "import sys, ui.application, ui.main_window\n"
        "ui.main_window.MainWindow.saved_text = property(lambda self: 1 / 0)\n"
        "ui.application.GIVE_UP_AFTER = 500\n"
        "sys.exit(ui.application.start(sys.argv[1:]))\n"
    )
    done = run("--selftest", "--store", str(store_path), code=code)
    assert done.returncode == 1
    assert "ZeroDivisionError" in (store_path.parent / LOG).read_text("utf-8")


def test_a_start_and_the_work_open_no_socket_of_the_internet(store_path: Path) -> None:
    done = run(str(store_path), code=RUN_AND_LIST_SOCKETS)
    assert done.stdout.strip() == "SOCKETS []", done.stderr


def test_heavy_libraries_wait_until_they_are_used(store_path: Path) -> None:
    code = (
        "import sys, ui.application\n"
        "code = ui.application.start(sys.argv[1:])\n"
        "print([name for name in ('docx', 'xlsxwriter', 'openpyxl', 'sqlite_utils') if name in sys.modules])\n"
    )
    run("--selftest", "--store", str(store_path))
    assert run("--selftest", "--store", str(store_path), code=code).stdout.strip() == "[]"


def test_a_kill_loses_nothing_and_frees_the_store(store_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from core.forms.library import Library\n"
        "from ui.application import clock\n"
        "from ui.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), Library(), clock)\n"
        "store.mark_open(store.create('changning_township/2023', '甲镇人民政府', 2023))\n"
        "print('ready', flush=True)\n"
        "time.sleep(600)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store_path)], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        with pytest.raises(KnownError, match="正由"):
            Store.open(store_path, Library(), clock)
        process.send_signal(signal.SIGKILL)
        process.wait()
    store = Store.open(store_path, Library(), clock)
    left = store.left_open()
    assert left is not None
    assert left.unit == "甲镇人民政府"
    store.close()


# ---------------------------------------------------------------- in this process


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """With what the program would have ended; the tests go on."""
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    return codes


@pytest.fixture
def bare(qapp: QApplication, tmp_path: Path, ended: list[int]) -> MainWindow:
    window = MainWindow(Preferences(tmp_path), Mishaps(tmp_path, lambda: NOW))
    window.show()
    return window


def test_a_store_that_is_held_may_be_looked_at(bare: MainWindow, store: Store, store_path: Path) -> None:
    uid = store.open_example(FORM)
    answers = Answers("只读打开")
    _furnish(bare, store_path)
    assert "报告库正由" in answers.texts[0]
    assert bare.store.read_only
    assert bare.status.mode.text().startswith("只读")
    bare.desk.open_report(uid)
    assert bare.model is not None
    assert bare.model.read_only
    assert not bare.desk.home.new.isEnabled()
    bare.menus.named["save"].trigger()
    assert "只读打开" in bare.status.currentMessage()
    assert bare.close()


def test_or_left_alone(bare: MainWindow, store: Store, store_path: Path, ended: list[int]) -> None:
    answers = Answers("退出")
    _furnish(bare, store_path)
    assert (len(answers.texts), ended) == (1, [1])
    assert not bare.isVisible()


def test_a_damaged_store_is_told_and_not_touched(bare: MainWindow, store_path: Path) -> None:
    store_path.parent.mkdir(parents=True)
    store_path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    before = store_path.read_bytes()
    answers = Answers("退出")
    _furnish(bare, store_path)
    assert "有损坏" in answers.texts[0]
    assert store_path.read_bytes() == before
    assert not bare.isVisible()


def test_a_strangers_file_is_told(bare: MainWindow, store_path: Path) -> None:
    store_path.parent.mkdir(parents=True)
    with sqlite3.connect(store_path) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    answers = Answers("确定")
    _furnish(bare, store_path)
    assert "不是本程序的报告库" in answers.texts[0]


def test_dialogs_speak_chinese(qapp: QApplication) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
    texts = {button.text().replace("(&S)", "") for button in buttons.buttons()}
    assert texts == {"取消", "保存"}
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_the_window_is_seen_before_it_is_furnished(bare: MainWindow) -> None:
    heard: list[bool] = []
    window = MainWindow(bare._preferences, bare._mishaps)
    window.painted.connect(lambda: heard.append(window.furnished))
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    until(lambda: heard)
    assert heard == [False]


def test_a_file_that_was_double_clicked_is_taken_in(bare: MainWindow, store_path: Path, tmp_path: Path) -> None:
    answers = Answers("确定")
    _furnish(bare, store_path, tmp_path / "没有.jibao")
    until(lambda: answers.texts)
    assert "找不到文件" in answers.texts[0]
    assert bare.close()


def test_the_window_has_the_programs_icon(qapp: QApplication) -> None:
    icon = _icon()
    assert not icon.isNull()
    assert {size.width() for size in icon.availableSizes()} == set(ICON_SIZES)
