"""Printing: the system's dialog, then the same pages as on the screen. Qt's printing library is loaded only here."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from ui.paper.printing import page_steps
from ui.paper.typeset import Typesetter

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def print_document(parent: QWidget, pages: Typesetter) -> bool:
    """Ask for a printer and print; False when the clerk thought better of it or no page could be printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(pages.document.title)
    printer.setFromTo(1, pages.page_count)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages.page_count)
    dialog.setWindowTitle("打印")
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    return print_on(parent, printer, pages)


def print_on(parent: QWidget, printer: "QPrinter", pages: Typesetter) -> bool:
    """Print the pages that the printer was asked for, all of them unless it names some."""
    if not printer.isValid():
        QMessageBox.warning(
            parent, "没有打印", "没有可用的打印机。报告没有改动；可以先存为PDF，到有打印机的电脑上打印。"
        )
        return False
    first, last = max(1, printer.fromPage()), printer.toPage() or pages.page_count
    for _ in page_steps(printer, pages, printer.resolution(), range(first - 1, min(last, pages.page_count))):
        pass
    return True
