"""An official table laid out for the screen: a box for every cell of paper, and what is read again after a change."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.forms.grids import CellItems
from core.forms.kinds import KINDS
from core.forms.model import Section
from core.formulas.cells import Cell
from core.formulas.evaluate import Slot
from core.reports.document import GridCell
from core.reports.draft import Part
from core.reports.official import grid_readers, laid_grid
from core.reports.session import Change
from core.reports.sheet import Sheet

Place = tuple[int, int]


@dataclass(slots=True)
class Box:
    """A cell of paper on the screen: where it begins, what it covers, its answers, and what it reads now.

    kinds: what paragraphs it is made of ("column", "sentence" …), where it is made of paragraphs. waiting: of a line
    without a row as yet; first: the first such place of its line that is no caption.
    """

    row: int
    column: int
    rows: int
    columns: int
    label: bool
    align: str
    answers: tuple[Cell, ...]
    text: str
    kinds: frozenset[str] = frozenset()
    waiting: bool = False
    first: bool = False

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.row, self.column


class GridLayout:
    """The lines, relative widths and boxes of one section's table; boxes read as they print.

    boxes: each box at every place that it covers. places: where an answer stands. lines_of: the lines that show a row.
    """

    def __init__(self, sheet: Sheet, section: Section, owner: str) -> None:
        laid = laid_grid(sheet, section, owner, least=1)
        self._sheet, self._readers = sheet, grid_readers(sheet, section, owner)
        self._compiled = sheet.program.grids.get(section.id, ())
        self.lines, self.widths = laid.lines, laid.grid.widths
        self.boxes: list[list[Box]] = [[] for _ in self.lines]
        self._grow(laid.grid.rows)
        self.places: dict[Cell, frozenset[Place]] = {}
        for box in self.begun():
            for cell in () if box.waiting else box.answers:
                self.places[cell] = self.places.get(cell, frozenset()) | {box.place}
        self.lines_of: dict[tuple[str, str], list[int]] = {}
        for at, line in enumerate(self.lines):
            if line.row:
                self.lines_of.setdefault((line.each, line.row), []).append(at)
        self._tables = {line.each for line in self.lines if line.each}
        self._asked: frozenset[Slot] = frozenset().union(*(row.asks for row in self._compiled))
        self._said = {box.place for box in self.begun() if "sentence" in box.kinds}
        fields = sheet.fields
        prose = [cell for cell in self.places if KINDS[fields[cell.item, cell.column].kind].prose]
        self._prose = [(cell, place) for cell in prose for place in self.places[cell]]

    def begun(self) -> Iterator[Box]:
        """Every box once, in reading order."""
        for row, boxes in enumerate(self.boxes):
            yield from (box for column, box in enumerate(boxes) if box.place == (row, column))

    def printed(self, box: Box) -> str:
        """What the box prints now."""
        line = self.lines[box.row]
        return self._readers[line.index].cell(box.column, line.row).text

    def touched(self, change: Change) -> set[Place]:
        """The boxes that may read otherwise after a change; of a changed row all, since they may quote each other."""
        places = self._said | {place for cell, place in self._prose if self._quotes(cell)}
        for cell in change.cells:
            places |= self.places.get(cell, frozenset())
            for line in self.lines_of.get((cell.item, cell.row), ()):
                places.update(box.place for box in self.boxes[line])
        return places

    def outdated(self, change: Change) -> bool:
        """Whether lines may have come, gone or be called otherwise."""
        if self.rows_changed(change) or any(edit.part == Part.NOT_APPLICABLE for edit in change.edits):
            return True
        fields = self._sheet.fields
        return any(
            (cell.item, cell.column) in self._asked or (not cell.column and fields[cell.item, ""].kind == "year")
            for cell in change.cells
        )

    def rows_changed(self, change: Change) -> bool:
        """Whether rows came, went or moved."""
        return any(edit.part == Part.ROWS and edit.key in self._tables for edit in change.edits)

    def same_shape(self, other: "GridLayout") -> bool:
        """Whether both have the same lines with the same joined cells."""
        ours, theirs = ([(box.place, box.rows, box.columns) for box in one.begun()] for one in (self, other))
        return self.lines == other.lines and ours == theirs

    def _grow(self, rows: tuple[tuple[GridCell, ...], ...]) -> None:
        covered: dict[Place, Box] = {}
        for line, row in enumerate(rows):
            begun = iter(row)
            for column in range(len(self.widths)):
                box = covered.pop((line, column), None)
                if box is None:
                    box = self._box(line, column, next(begun))
                    if box.rows > 1 or box.columns > 1:
                        covered |= {
                            (line + down, column + right): box
                            for down in range(box.rows)
                            for right in range(box.columns)
                        }
                self.boxes[line].append(box)

    def _box(self, line: int, column: int, made: GridCell) -> Box:
        here = self.lines[line]
        compiled, cell = self._compiled[here.index], self._compiled[here.index].cells[column]
        found = () if made.label else self._readers[here.index].answers(column, here.row)
        answers = tuple(one for one in found if _is_alone(made) or not self._names_year(one))
        label = made.label or (bool(found) and not answers)
        kinds = frozenset(item.kind for item in cell.items) if isinstance(cell, CellItems) else frozenset()
        waiting = bool(here.each) and not here.row and not label
        return Box(
            line, column, made.rows, made.columns, label, made.align, answers, made.text, kinds, waiting,
            waiting and column == compiled.captions,
        )  # fmt: skip

    def _quotes(self, cell: Cell) -> bool:
        """Whether a text quotes figures, which may be others now."""
        entry = self._sheet.draft.entries.get(cell)
        return entry is not None and "{" in entry.text

    def _names_year(self, cell: Cell) -> bool:
        """Whether it is the year in a caption."""
        one = self._sheet.field(cell)
        return one is not None and one.kind == "year"


def _is_alone(made: GridCell) -> bool:
    """Whether nothing but one answer stands in a cell."""
    runs = [run for paragraph in made.paragraphs for run in paragraph.runs]
    return len(runs) == 1 and not isinstance(runs[0], str)
