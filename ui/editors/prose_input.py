"""长文本, 条目 and 名单: texts of several lines, with figures quoted where they print as paragraphs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextBlockFormat
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from core.forms.kinds import KINDS
from core.forms.numbering import STYLES
from core.forms.outline import OutlineLine
from core.formulas.cells import Cell
from core.imports.outline_text import without_numbers
from ui.editors.base import CellInput
from ui.editors.prose_document import plain_lines
from ui.editors.prose_edit import ProseEdit
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme

NUMBER_WIDTH = 44
"""Room for 10、 or 一是 before a line."""


class ProseInput(CellInput, ProseEdit):
    """One answer of prose. Entries are numbered as they will be printed; names are counted."""

    def __init__(self, model: ReportModel, cell: Cell) -> None:
        one = model.sheet.field(cell)
        assert one is not None
        self.numbers: list[str] = []
        ProseEdit.__init__(self, model, quotes=KINDS[one.kind].prose, least=3 if one.kind != "names" else 2)
        self.set_up(model, cell)
        self.count: QLabel | None = None
        self.button: QPushButton | None = None
        if one.numbering:
            self.prose.block_format = numbered_format
            with self._rewriting() as cursor:
                self.prose.dress(cursor, 0)
        self.edited.connect(self._typed)
        self.parted.connect(self.part)

    def show_value(self) -> None:
        """The text with the figures of now."""
        self.allow(self.may_type())
        self.show_stored(self.report.sheet.edit_text(self.cell))
        self._show_count()

    def split_lines(self, text: str) -> list[OutlineLine]:
        """Names one a line, however they were parted."""
        if not self.prose.quotes:
            text = text.strip().strip("。；").replace("、", "\n")
        return super().split_lines(text)

    def paste_plain(self, text: str) -> None:
        """Numbers that a list brings along would be printed beside those of the program."""
        super().paste_plain(without_numbers(text) if self.field.numbering else text)

    def head_widgets(self) -> tuple[QLabel | QPushButton, ...]:
        """What stands at the right of the label: a count, and the button for quotes."""
        if self.field.kind in ("names", "list"):
            self.count = QLabel()
            give_role(self.count, "muted")
            self._show_count()
        if self.prose.quotes:
            self.button = insert_button(self)
            self.button.setEnabled(not self.isReadOnly())
        return tuple(widget for widget in (self.count, self.button) if widget is not None)

    def lines_changed(self) -> None:
        """Number and count anew."""
        if not hasattr(self, "field"):
            return
        style, numbers, number = STYLES[self.field.numbering], [], 0
        for line in self._lines:
            number += bool(line.text.strip())
            numbers.append(style(number) if line.text.strip() else "")
        if numbers != self.numbers:
            self.numbers = numbers
            self.viewport().update()
        self._show_count()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and beside each entry its number."""
        super().paintEvent(event)
        if self.field.numbering:
            paint_numbers(self, self.numbers, event)

    def fill_menu(self, menu: QMenu) -> None:
        """With what can be said about an answer."""
        super().fill_menu(menu)
        menu.addSeparator()
        self.add_actions(menu)

    def allow(self, allowed: bool) -> None:
        """The button follows."""
        super().allow(allowed)
        if self.button is not None:
            self.button.setEnabled(allowed)

    def _typed(self) -> None:
        self.type_text(self.stored())
        self._show_count()

    def _show_count(self) -> None:
        if self.count is not None:
            value = self.report.sheet.value(self.cell)
            unit = "个" if self.field.kind == "names" else "条"
            self.count.setText(f"共{len(value)}{unit}" if value else "")


def numbered_format(level: int) -> QTextBlockFormat:
    """Entries leave room for their number."""
    form = plain_lines(level)
    form.setLeftMargin(theme().px(NUMBER_WIDTH))
    form.setBottomMargin(theme().px(tokens.XS))
    return form


def paint_numbers(edit: ProseEdit, numbers: Sequence[str], event: QPaintEvent) -> None:
    """Write the numbers into the left margins of the lines that are seen."""
    painter = QPainter(edit.viewport())
    painter.setPen(theme().color("muted"))
    document, seen = edit.document(), event.rect()
    scrolled = edit.verticalScrollBar().value()
    block = edit.cursorForPosition(seen.topLeft()).block()
    while block.isValid() and block.blockNumber() < len(numbers):
        place = document.documentLayout().blockBoundingRect(block)
        top = round(place.top()) - scrolled
        if top > seen.bottom():
            break
        first = block.layout().lineAt(0)
        text = numbers[block.blockNumber()]
        if text and first.isValid():
            right = round(document.documentMargin() + block.blockFormat().leftMargin()) - theme().px(tokens.S)
            y = top + round(first.y())
            painter.drawText(
                0, y, right, round(first.height()), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )
        block = block.next()
    painter.end()


def insert_button(edit: ProseEdit) -> QPushButton:
    """插入数据: opens the list of figures for a text."""
    button = QPushButton("插入数据")
    give_role(button, "quiet")
    dress_button(button, "quote", "muted")
    button.setToolTip("在光标处引用一个数，数变了文字跟着变（Ctrl+I）")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(edit.pick_figure)
    return button
