"""What every window test stands on: one Qt application in the program's look, no Qt warning left unseen, an example.

`qapp` is the application, `warnings` (used by all) fails a test during which Qt warned or a slot raised, `model` is the
filled example of a form with a store of its own, `blank_model` an empty report, `official` one of a small
form with official tables, `store_path` the path of that store; `store` and `window` are the store and the whole window
without a report, `uid` the example opened in it.
"""

import gc
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from types import TracebackType

import pytest
import tomli
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.forms.library import EXAMPLE, Library
from core.forms.program import Program
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Part
from core.storage.database import Database
from core.storage.draft_file import read_draft_file
from core.storage.drafts import Drafts
from core.workspace import Workspace
from tests.ui.editors import grid_samples
from ui.application import speak_chinese
from ui.main_window import MainWindow
from ui.mishaps import Mishaps
from ui.preferences import Preferences
from ui.report_model import ReportModel
from ui.store import Store
from ui.style.theme import LIGHT, theme

FORM = "changning_township/2023"
PATIENCE = 5_000
NOW = datetime(2024, 3, 29, 16, 40, 12, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """The one application, dressed as the program is, in light colours whatever the system says."""
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(["test"])
    application.setQuitOnLastWindowClosed(False)
    speak_chinese(application)
    theme().dress(application, LIGHT)
    theme().complete()
    yield application
    close_all()


@pytest.fixture(autouse=True)
def warnings(qapp: QApplication) -> Iterator[list[str]]:
    """Whatever Qt warned of during the test, and what was raised in a slot; anything at all fails it."""
    heard: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith("This plugin does not support"):
            heard.append(text)

    def raised(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        heard.append("".join(traceback.format_exception(kind, error, at)))

    before, hook = qInstallMessageHandler(hear), sys.excepthook
    sys.excepthook = raised
    patience, question = QTimer(), Question(heard)
    patience.timeout.connect(question.leave_if_unanswered)
    patience.start(PATIENCE)
    yield heard
    patience.stop()
    close_all()
    qInstallMessageHandler(before)
    sys.excepthook = hook
    assert "\n".join(heard) == ""


class Question:
    """A question that nobody answers would hold the test for ever: one that stands at two looks is closed and told."""

    def __init__(self, heard: list[str]) -> None:
        self._heard = heard
        self._standing: QWidget | None = None

    def leave_if_unanswered(self) -> None:
        """One look."""
        question = QApplication.activeModalWidget()
        if question is not None and question is self._standing:
            self._heard.append(f"nobody answered {question.windowTitle()} {getattr(question, 'text', str)()}")
            question.close()
        self._standing = question


_cleared = count(1)
"""How often the screen was cleared so far."""


def close_all() -> None:
    """Close and delete the windows of a test, so that the next one begins with an empty screen.

    What has outlived some tests (formats read, the theme) is shown to the collector only now and then: to walk through
    all of it after each test took longer than the tests.
    """
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    seldom = next(_cleared) % 40 == 0
    if seldom:
        gc.unfreeze()
    gc.collect()
    if seldom:
        gc.freeze()


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped formats."""
    return Library()


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where the test's own store lies."""
    return tmp_path / "报告库" / "reports.sqlite"


@pytest.fixture
def store(library: Library, store_path: Path) -> Iterator[Store]:
    """The store as the windows use it, with a clock that goes on by a second each time it is asked."""
    ticks = count()
    with lent_store(Store.open(store_path, library, lambda: NOW + timedelta(seconds=next(ticks)))) as opened_store:
        yield opened_store


@contextmanager
def lent_store(store: Store) -> Iterator[Store]:
    """Closed at the end, also where a window has closed it already."""
    try:
        yield store
    finally:
        close_all()
        store.close()


@pytest.fixture
def window(qapp: QApplication, store: Store, tmp_path: Path) -> MainWindow:
    """The whole window over that store, shown."""
    made = MainWindow(Preferences(tmp_path), Mishaps(tmp_path, store.clock))
    made.resize(1366, 768)
    made.show()
    made.furnish(store)
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    return made


@pytest.fixture
def uid(window: MainWindow, store: Store) -> str:
    """The example, open in the window."""
    found = store.open_example(FORM)
    window.desk.open_report(found)
    return found


@pytest.fixture
def drafts(store_path: Path) -> Iterator[Drafts]:
    """An empty store of its own."""
    with Database.open(store_path, NOW) as database:
        yield Drafts(database)


@pytest.fixture
def example(library: Library) -> Draft:
    """The filled example, as a draft of its own."""
    return read_draft_file(library.entry(FORM).folder / EXAMPLE).draft.copy()


@pytest.fixture
def model(qapp: QApplication, library: Library, drafts: Drafts, example: Draft) -> Iterator[ReportModel]:
    """The filled example, opened from the store."""
    yield from lent(opened(library.program(FORM), drafts, example))


@pytest.fixture
def blank_model(qapp: QApplication, library: Library, drafts: Drafts) -> Iterator[ReportModel]:
    """A report without an answer, opened from the store."""
    yield from lent(started(library.program(FORM), drafts))


@pytest.fixture(scope="session")
def official_form(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A small format whose official tables have every shape."""
    return own_form(tmp_path_factory.mktemp("forms"), grid_samples.FORM)


@pytest.fixture
def official(qapp: QApplication, official_form: Program, drafts: Drafts) -> Iterator[ReportModel]:
    """A report of it that has only its year."""
    yield from lent(started(official_form, drafts, year="2024"))


def lent(model: ReportModel) -> Iterator[ReportModel]:
    """The model for the time of a test: afterwards nothing of it runs on, the store is about to be closed."""
    yield model
    close_all()
    model.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def own_form(folder: Path, text: str) -> Program:
    """A format of the user's own, kept in a folder and compiled; nothing is wrong with it."""
    made = tomli.loads(text)
    place = folder / made["id"] / str(made["edition"])
    place.mkdir(parents=True)
    (place / "form.toml").write_text(text, "utf-8")
    program, problems = Library(users=folder).examine(place)
    assert [str(one) for one in problems] == []
    assert program is not None
    return program


def opened(program: Program, drafts: Drafts | None, draft: Draft) -> ReportModel:
    """A draft opened, kept in the store (None: read-only); the clock stands still."""
    if drafts is not None:
        drafts.create(draft, NOW)
    return ReportModel(Workspace(program, draft, drafts, NOW), lambda: NOW)


def started(program: Program, drafts: Drafts | None, **answers: str) -> ReportModel:
    """A new report of a format with the answers of some fields."""
    draft = Draft(uid=program.form.id, form=program.form.key)
    draft.apply([draft.edit(Part.ENTRIES, Cell(item), Entry(text)) for item, text in answers.items()])
    return opened(program, drafts, draft)


def kept(store: Store, uid: str, item: str) -> str:
    """What the store holds of an answer."""
    return store.drafts.load(uid).entries[Cell(item)].text


def compose_text(widget: QWidget, text: str, *, commit: bool = True) -> None:
    """Type Chinese as an input method does: first the pre-edit text, then (with commit) the text itself."""
    QCoreApplication.sendEvent(widget, QInputMethodEvent(text, []))
    if commit:
        done = QInputMethodEvent("", [])
        done.setCommitString(text)
        QCoreApplication.sendEvent(widget, done)


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Let the window work until something holds: a slow machine takes longer, a broken program never gets there."""
    end, pulse = time.monotonic() + seconds, QTimer()
    pulse.start(5)
    while not holds() and time.monotonic() < end:
        # Not QTest.qWait, which sleeps between two turns: work in slices would get one turn of 5 ms after the other.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert holds()
