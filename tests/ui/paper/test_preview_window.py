"""The whole report in a window: documents to choose from, zoom, a PDF of the same pages."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from core.reports.compose import compose, documents_of
from ui.paper.preview_window import Offered, PreviewWindow
from ui.paper.view import FIT
from ui.report_model import ReportModel


@pytest.fixture
def window(model: ReportModel) -> PreviewWindow:
    keys = documents_of(model.sheet)
    made = PreviewWindow([Offered(one.id, partial(compose, model.sheet, one.id, one.row)) for one in keys])
    made.show()
    made.view.finish()
    return made


def test_it_shows_all_pages_and_says_which(window: PreviewWindow) -> None:
    pages = window.view.page_count
    assert pages > 5
    assert window.page.text() == f"第1页，共{pages}页"
    QTest.keyClick(window.view, Qt.Key.Key_End)
    assert window.page.text() == f"第{pages}页，共{pages}页"


def test_the_choice_of_zoom_and_the_keys_agree(window: PreviewWindow) -> None:
    window.zooms.setCurrentIndex(window.zooms.findData(150))
    window.zooms.activated.emit(window.zooms.currentIndex())
    assert window.view.zoom == 150
    QTest.keyClick(window.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.zooms.currentData() == 200
    assert window.zooms.findData(FIT) == 0


def test_it_writes_a_pdf_and_names_it(window: PreviewWindow, tmp_path: Path) -> None:
    window.write_pdf(tmp_path / "报告.pdf")
    assert (tmp_path / "报告.pdf").read_bytes().startswith(b"%PDF")
    assert "报告.pdf" in window.said.text()


def test_a_pdf_that_cannot_be_written_gives_a_sentence(
    window: PreviewWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *arguments: told.append(arguments[2]))
    (tmp_path / "文件").write_text("", "utf-8")
    window.write_pdf(tmp_path / "文件" / "报告.pdf")
    assert "文件" in told[0]
    assert window.said.isHidden()


def test_ctrl_p_prints_the_pages(window: PreviewWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("ui.paper.print_dialog.print_document", lambda parent, pages: asked.append(pages.page_count))
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == [window.view.page_count]
