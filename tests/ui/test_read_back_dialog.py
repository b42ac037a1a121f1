"""从Excel读回: only what differs is listed, nothing changes before it is agreed to, one step takes all of it back."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from core.exports.excel import write_excel
from core.exports.excel_names import name_of
from core.reports.draft import Origin
from core.reports.workbook import compose_workbook
from tests.core.reports.samples import cell
from ui.read_back_dialog import ReadBackDialog, show_read_back
from ui.report_model import ReportModel


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    for name in ("warning", "information"):
        monkeypatch.setattr(QMessageBox, name, lambda parent, title, text: found.append(text))
    return found


@pytest.fixture
def parent(qapp: QApplication) -> QWidget:
    """Whoever asked: it outlives the dialog."""
    return QWidget()


@pytest.fixture
def workbook(model: ReportModel, tmp_path: Path) -> Path:
    path = tmp_path / "填好的.xlsx"
    sheet = model.sheet
    path.write_bytes(write_excel(compose_workbook(sheet), uid=sheet.draft.uid, form=sheet.program.form.key))
    return path


def item_text(dialog: ReadBackDialog, row: int, column: int) -> str:
    item = dialog.table.item(row, column)
    return item.text() if item is not None else ""


def fill(path: Path, **values: Any) -> None:
    """Type into the workbook's named cells, as a colleague would."""
    book: Any = openpyxl.load_workbook(path)
    for address, value in values.items():
        place = book.defined_names[name_of(cell(address.replace("__", "[", 1)))].attr_text
        title, at = place.rsplit("!", 1)
        book[title.strip("'")][at.replace("$", "")].value = value
    book.save(path)


def test_an_untouched_workbook_changes_nothing(
    parent: QWidget, model: ReportModel, workbook: Path, told: list[str]
) -> None:
    assert show_read_back(parent, model, workbook) is None
    assert "没有可采用的改动" in told[0]


def test_what_was_filled_is_listed_and_taken_over_as_one_step(
    parent: QWidget, model: ReportModel, workbook: Path
) -> None:
    fill(workbook, village_count=12, community_count=3)
    dialog = show_read_back(parent, model, workbook)
    assert isinstance(dialog, ReadBackDialog)
    rows = [[item_text(dialog, row, column) for column in (1, 2, 3)] for row in range(dialog.table.rowCount())]
    assert rows == [["行政村数", "11", "12"], ["社区数", "1", "3"]]
    assert model.sheet.screen(cell("village_count")) == "11"
    dialog.take.click()
    assert model.sheet.screen(cell("village_count")) == "12"
    assert model.sheet.draft.entries[cell("village_count")].origin == Origin.IMPORTED
    assert model.workspace.drafts is not None
    milestone = model.workspace.drafts.evidence(model.session.draft.uid)[-1]
    assert (milestone.kind, milestone.payload) == ("read_back", "填好的.xlsx，采用2处")
    model.undo()
    assert [model.sheet.screen(cell(one)) for one in ("village_count", "community_count")] == ["11", "1"]


def test_a_line_that_is_not_ticked_stays_as_it_was(parent: QWidget, model: ReportModel, workbook: Path) -> None:
    fill(workbook, village_count=12, community_count=3)
    dialog = show_read_back(parent, model, workbook)
    assert dialog is not None
    first = dialog.table.item(0, 0)
    assert first is not None
    first.setCheckState(Qt.CheckState.Unchecked)
    assert dialog.take.text() == "采用1处"
    dialog.take.click()
    assert model.sheet.screen(cell("village_count")) == "11"
    assert model.sheet.screen(cell("community_count")) == "3"


def test_what_is_not_understood_is_shown_and_not_ticked(parent: QWidget, model: ReportModel, workbook: Path) -> None:
    fill(workbook, village_count="许多")
    dialog = show_read_back(parent, model, workbook)
    assert dialog is not None
    assert not dialog.chosen()
    assert not dialog.take.isEnabled()
    item = dialog.table.item(0, 3)
    assert item is not None
    assert "许多" in item.text()
    assert "不是" in item.text()


def test_a_workbook_of_another_report_is_named(parent: QWidget, model: ReportModel, workbook: Path) -> None:
    fill(workbook, village_count=12)
    model.session.draft.uid = "another"
    dialog = show_read_back(parent, model, workbook)
    assert dialog is not None
    assert "另一份报告" in dialog.warning.text()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", b"%PDF-1.4"])
def test_a_file_that_is_no_workbook_gives_a_sentence(
    parent: QWidget, model: ReportModel, tmp_path: Path, told: list[str], content: bytes
) -> None:
    path = tmp_path / "别的.xlsx"
    path.write_bytes(content)
    assert show_read_back(parent, model, path) is None
    assert told[0].endswith("报告没有改动。")
