"""Both example reports made from nothing to exported files by keys alone, in one run with a kill and a resume in it.

The program runs as it does on a clerk's desk, in a process of its own; `whole_run_clerk` is the clerk at its keyboard.
"""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordFile

from core.exports.package import write_package
from core.forms.library import REFERENCE, Library
from core.reports.checks import examine
from core.reports.handing_in import package_pieces
from core.reports.sheet import Sheet
from core.storage.database import Database
from core.storage.drafts import Drafts
from tests.conftest import LONGEST_TEST
from tests.ui.whole_run_clerk import report_alone

CLERK = Path(__file__).parent / "whole_run_clerk.py"
FORMS = ("changning_township/2023", "xiangtan_township/2024")
KILLED_AFTER = 45
"""Answers, in the middle of the first report."""
NOW = datetime(2024, 3, 29, tzinfo=UTC)


def begin(store: Path, folder: Path) -> subprocess.Popen[str]:
    """Set the clerk to work."""
    home = store.parent / "home"
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_DATA_HOME": str(home)}
    command = [sys.executable, str(CLERK), str(store), str(folder), *FORMS]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed_in_the_middle(store: Path, folder: Path) -> int:
    """Work until so many answers are told, and pull the plug; returns how many are more than a second old then.

    A machine that stood still between two answers could not save either: its longest standstill is added to the second.
    """
    clerk = begin(store, folder)
    assert clerk.stdout is not None
    times = []
    for line in clerk.stdout:
        if line.startswith("filled"):
            times.append(float(line.split()[2]))
        if len(times) >= KILLED_AFTER:
            break
    os.kill(clerk.pid, signal.SIGKILL)
    clerk.communicate()
    assert len(times) == KILLED_AFTER
    standstill = max(after - before for before, after in pairwise(times))
    return sum(at < times[-1] - 1 - standstill for at in times)


def answers(store: Path) -> int:
    """How many answers the store holds of its one report."""
    with Database.open(store, NOW) as database:
        drafts = Drafts(database)
        [report] = drafts.list(False)
        return len(drafts.load(report.uid).entries)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int, list[str]]:
    """The folder of the files, answers a second old when the plug was pulled, those kept, and what was said then."""
    place = tmp_path_factory.mktemp("whole run")
    store, folder = place / "报告库" / "reports.sqlite", place / "导出"
    told = killed_in_the_middle(store, folder)
    kept = answers(store)
    said, complaints = begin(store, folder).communicate(timeout=LONGEST_TEST)
    serious = [line for line in complaints.splitlines() if "propagateSizeHints" not in line]
    assert serious == []
    return folder, told, kept, said.splitlines()


def test_nothing_but_the_last_second_is_lost(run: tuple[Path, int, int, list[str]]) -> None:
    _, told, kept, said = run
    assert said[0] == "restored"
    assert kept > 0
    assert kept >= told


def test_both_reports_were_exported_and_the_window_closed(run: tuple[Path, int, int, list[str]]) -> None:
    assert [line for line in run[3] if not line.startswith("filled")][1:] == [f"exported {form}" for form in FORMS]


@pytest.mark.parametrize("form", FORMS)
def test_the_exported_files_equal_the_examples(
    run: tuple[Path, int, int, list[str]], form: str, tmp_path: Path
) -> None:
    """Word word for word, Excel cell for cell, against the files that the example itself gives."""
    mine = run[0] / form.replace("/", "-")
    theirs = example_files(form, tmp_path)
    assert sorted(path.name for path in mine.iterdir() if path.suffix != ".pdf") == sorted(path.name for path in theirs)
    for path in theirs:
        if path.suffix == ".docx":
            assert words(mine / path.name) == words(path)
        else:
            assert cells(mine / path.name) == cells(path)
    assert [path.stat().st_size > 10_000 for path in mine.glob("*.pdf")] == [True]


def example_files(form: str, folder: Path) -> list[Path]:
    """The report of a form's example, exported without a window."""
    library = Library()
    sheet = Sheet(library.program(form), report_alone(form))
    pieces = package_pieces(sheet, final=True, findings=examine(sheet).findings)
    return [file.path for file in write_package(pieces, library.entry(form).folder / REFERENCE, folder, NOW)]


def words(path: Path) -> list[str]:
    """All paragraphs of a Word file, those in tables too."""
    file: WordFile = docx.Document(str(path))
    return [node.text or "" for node in file.element.body.iter() if node.tag.endswith("}t")]


def cells(path: Path) -> dict[str, list[object]]:
    """All values of a workbook, sheet by sheet; ids of rows are the program's own."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: [plain(value) for row in sheet.iter_rows(values_only=True) for value in row]
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    }


def plain(value: object) -> object:
    """Figures to nine digits."""
    return round(Decimal(value), 9) if isinstance(value, float) else value
