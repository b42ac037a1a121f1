"""The whole report as it will be printed, in a window of its own: pages, zoom, print, PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import KnownError
from core.exports.files import legal_name, write_export
from core.reports.document import Document
from ui.paper.view import FIT, ZOOMS, PaperView
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme

SIZE = (980, 760)
PDF = ".pdf"


@dataclass(frozen=True, slots=True)
class Offered:
    """A document to look at: what it is called, and how it is composed when it is wanted."""

    title: str
    compose: Callable[[], Document]


class PreviewWindow(QDialog):
    """Shows the documents of a report, one of them first; each is composed when it is first looked at."""

    def __init__(self, offers: Sequence[Offered], parent: QWidget | None = None, first: int = 0) -> None:
        super().__init__(parent)
        self.offers = tuple(offers)
        self._composed: dict[int, Document] = {}
        self.setWindowTitle("全文预览")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(theme().px(SIZE[0]), theme().px(SIZE[1]))
        self.view = PaperView(parent=self)
        self.choice, self.zooms = QComboBox(), QComboBox()
        self.page, self.said = QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self.view, 1)
        column.addWidget(self.said)
        self.said.hide()
        self.said.setWordWrap(True)
        self.said.setMargin(theme().px(tokens.M))
        self.view.pages_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)
        QShortcut(QKeySequence.StandardKey.Print, self, self.print)
        self.choice.setCurrentIndex(first)
        self.choice.currentIndexChanged.connect(self.show_document)
        self.show_document(first)
        self.view.setFocus()

    @property
    def document(self) -> Document:
        """The document that is shown."""
        at = max(0, self.choice.currentIndex())
        if at not in self._composed:
            self._composed[at] = self.offers[at].compose()
        return self._composed[at]

    def show_document(self, number: int) -> None:
        """Show one of the documents."""
        self.view.show_document(self.document)

    def print(self) -> None:
        """Ask for a printer and print the pages."""
        from ui.paper.print_dialog import print_document

        self.view.finish()
        if self.view.typesetter is not None:
            print_document(self, self.view.typesetter)

    def save_pdf(self) -> None:
        """Ask for a name and write the pages as a PDF."""
        wished = legal_name(self.document.file_name, PDF)
        name, _ = QFileDialog.getSaveFileName(self, "存为PDF", wished, "PDF (*.pdf)")
        if name:
            self.write_pdf(Path(name))

    def write_pdf(self, path: Path) -> None:
        """Write the shown document's pages; a file that is open elsewhere gives another name."""
        from ui.paper.printing import write_pdf

        try:
            written = write_export(path.parent, path.stem, PDF, write_pdf(self.document))
        except KnownError as error:
            QMessageBox.warning(self, "没有存成", error.text)
            return
        self.said.setText(f"已存为：{written.path}。{written.note}")
        self.said.show()

    # -- the bar above -----------------------------------------------------------------------------------------

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(*(theme().px(tokens.S),) * 4)
        bar.setSpacing(theme().px(tokens.S))
        self.choice.addItems([offer.title for offer in self.offers])
        self.choice.setAccessibleName("文书")
        self.choice.setVisible(len(self.offers) > 1)
        bar.addWidget(self.choice, 1)
        give_role(self.page, "muted")
        bar.addWidget(self.page)
        bar.addStretch(1)
        bar.addWidget(self._tool("remove", "缩小（Ctrl+-）", self.view.zoom_out))
        for zoom in (FIT, *ZOOMS):
            self.zooms.addItem(f"{zoom}%" if zoom else "适合宽度", zoom)
        self.zooms.setAccessibleName("缩放")
        self.zooms.activated.connect(lambda at: self.view.set_zoom(self.zooms.itemData(at)))
        bar.addWidget(self.zooms)
        bar.addWidget(self._tool("add", "放大（Ctrl++）", self.view.zoom_in))
        for text, icon, act in (("存为PDF", "file", self.save_pdf), ("打印", "print", self.print)):
            button = QPushButton(text)
            dress_button(button, icon)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            bar.addWidget(button)
        return bar

    def _tool(self, icon: str, tip: str, act: object) -> QToolButton:
        button = QToolButton()
        dress_button(button, icon)
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition("（")[0])
        button.clicked.connect(act)
        return button

    def _show_page(self, number: int, pages: int) -> None:
        self.page.setText(f"第{number}页，共{pages}页" if pages else "")

    def _show_zoom(self, percent: int) -> None:
        self.zooms.setCurrentIndex(max(0, self.zooms.findData(percent)))
