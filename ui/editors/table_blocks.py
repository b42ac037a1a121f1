"""Blocks of cells between a grid and the clipboard, as Excel and WPS write and read them."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from core.formulas.cells import Cell
from ui.editors.paste import PastePlan, block_text, clipboard_block, one_line, plan_paste
from ui.editors.paste_preview import PastePreview

if TYPE_CHECKING:
    from ui.editors.cell_view import CellView


class Blocks:
    """What Ctrl+C, Ctrl+X, Ctrl+V and Delete do in a grid."""

    def __init__(self, view: "CellView") -> None:
        self.view = view

    def copy(self) -> None:
        """The chosen block to the clipboard, figures without separators so that every program reads them."""
        indexes = self.view.selectionModel().selectedIndexes()
        if not indexes:
            return
        rows = range(min(i.row() for i in indexes), max(i.row() for i in indexes) + 1)
        columns = range(min(i.column() for i in indexes), max(i.column() for i in indexes) + 1)
        chosen = {(i.row(), i.column()) for i in indexes}
        texts = [[self._copied(row, column) if (row, column) in chosen else "" for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(block_text(texts))

    def cut(self) -> None:
        """Copy and empty."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Empty the chosen cells, as one act."""
        model = self.view.cells
        cells = [cell for index in self.view.selectionModel().selectedIndexes() for cell in model.answers(index)]
        filled = [cell for cell in cells if model.entry(cell) is not None and model.may_type(cell)]
        if filled:
            label = f"清除 {model.label()}"
            model.model.enter_many([(cell, "") for cell in filled], label)

    def paste(self) -> None:
        """A block is shown before it lands; a single text goes in at once, into a new row where one is waited for."""
        model, current = self.view.cells, self.view.currentIndex()
        block = clipboard_block(QGuiApplication.clipboard().text())
        if not block or model.model.read_only:
            return
        single = len(block) == 1 and len(block[0]) == 1
        if single and self.view.make_row():
            current = self.view.currentIndex()
        row, column = (current.row(), current.column()) if current.isValid() else (0, 0)
        one = model.field(current) if current.isValid() else None
        if single and one is not None:
            model.setData(current, one_line(block[0][0], one))
            return
        preview = PastePreview(model, lambda unit: plan_paste(model, block, row, column, unit), self.view)
        preview.accepted.connect(lambda: self._take_over(preview.plan, row, column))
        preview.open()

    def _take_over(self, plan: PastePlan, row: int, column: int) -> None:
        model = self.view.cells
        answers: list[tuple[Cell, str]] = []
        new: list[dict[str, str]] = [{} for _ in range(plan.added)]
        for one in plan.landed():
            if one.row is not None:
                answers.append((Cell(one.item, one.row, one.column), one.text))
            elif one.new >= 0:
                new[one.new][one.column] = one.text
        model.take_paste(plan.home, answers, new)
        self.view.setCurrentIndex(model.index(row, column))

    def _copied(self, row: int, column: int) -> str:
        model = self.view.cells
        index = model.index(row, column)
        cell = model.cell(index)
        sheet = model.model.sheet
        if cell is None:
            return model.text(index)
        return sheet.shown(cell) if sheet.value(cell) is not None else sheet.edit_text(cell)
