"""Under a grid: why a cell is red, or what lies between a computed figure and the one given beside it."""

from PySide6.QtWidgets import QLabel, QWidget

from core.formulas.cells import Cell
from ui.editors.cell_model import CellModel
from ui.editors.difference import supplied_difference
from ui.style.theme import give_role


class CellNote(QLabel):
    """A sentence about the cell at hand; where it is in order, about the first of the grid that is not understood."""

    def __init__(self, cells: CellModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self.setWordWrap(True)

    def tell(self, cell: Cell | None) -> None:
        """Say what is to be said with the cursor in that cell."""
        problem = self._problem(cell)
        text = problem or (supplied_difference(self._cells.model.sheet, cell) if cell is not None else "")
        if self.text() != text or self.isHidden() == bool(text):
            self.setText(text)
            self.setVisible(bool(text))
        give_role(self, "error" if problem else "small")

    def _problem(self, cell: Cell | None) -> str:
        sheet = self._cells.model.sheet
        wrong = sheet.problems.get(cell) if cell is not None else None
        if wrong is not None:
            return wrong.text
        first = next((one for one in sheet.problems if self._cells.place(one).isValid()), None)
        return f"{sheet.label(first)}：{sheet.problems[first].text}" if first is not None else ""
