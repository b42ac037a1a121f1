"""An official table for Qt's views: the lines and cells of paper, each cell with the answers that stand in it.

The table is laid out when its lines change; after any other change only the cells that may read otherwise are asked
again, so that a keystroke costs the same in ten lines and in a thousand.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from core.forms.kinds import KINDS
from core.forms.model import Section, Table
from core.formulas.cells import Cell
from core.reports.official import GridLine
from core.reports.session import Change
from core.reports.switched import place_of
from ui.editors.cell_model import CLOSED, LEFT_OUT, CellModel, Index, Role, Spot
from ui.editors.grid_layout import Box, GridLayout, Place
from ui.editors.row_acts import RowHome
from ui.report_model import ReportModel
from ui.style.theme import theme

ADD_ROW = "＋ 增加一行"
"""What the first cell of a line without a row says."""
NO_ANSWER = "这一格不用填"


class GridModel(CellModel):
    """Lines and columns of one section's grid. owner: the row of a repeated document's table."""

    texts_changed = Signal(set)
    """The lines in which a cell reads otherwise."""

    def __init__(self, model: ReportModel, section: Section, owner: str = "", parent: QObject | None = None) -> None:
        super().__init__(model, parent)
        self.section, self.owner = section, owner
        self._lay()

    @property
    def lines(self) -> tuple[GridLine, ...]:
        """The lines, from top to bottom."""
        return self._layout.lines

    @property
    def widths(self) -> tuple[int, ...]:
        """The relative widths of the columns."""
        return self._layout.widths

    @property
    def boxes(self) -> list[list[Box]]:
        """Each cell of paper at every place that it covers."""
        return self._layout.boxes

    def set_owner(self, owner: str) -> None:
        """Show the table of another row."""
        if owner != self.owner:
            self.owner = owner
            self.lay()

    def lay(self) -> None:
        """Lay the table out anew."""
        self.beginResetModel()
        self._lay()
        self.endResetModel()

    def refresh(self, change: Change, *, typing: bool = False) -> bool:
        """Show what a change did; True where lines would have to come or go, but not while the clerk is typing."""
        outdated = self._layout.outdated(change)
        if not outdated or (typing and not self._layout.rows_changed(change)):
            self._read_anew(self._layout.touched(change))
            return outdated
        self.renew()
        return False

    def renew(self) -> None:
        """Lay the table out anew; where its lines stay the same, an editor that stands open stays, too."""
        if self._layout.same_shape(GridLayout(self.model.sheet, self.section, self.owner)):
            self._lay()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.widths) - 1))
            self.texts_changed.emit(set(range(len(self.lines))))
        else:
            self.lay()

    def box(self, index: Index) -> Box:
        """The cell of paper at an index."""
        return self.boxes[index.row()][index.column()]

    def anchor(self, index: Index) -> QModelIndex:
        """Where the box at an index begins."""
        if not index.isValid():
            return QModelIndex()
        box = self.box(index)
        return self.index(box.row, box.column)

    def begun(self) -> Iterator[Box]:
        """Every box once, in reading order."""
        return self._layout.begun()

    # -- which answer stands where -----------------------------------------------------------------------------

    def cell(self, index: Index) -> Cell | None:
        """Of several answers the one that is typed into: the one that takes the whole text apart, else the first."""
        return self._main(self.answers(index))

    def answers(self, index: Index) -> tuple[Cell, ...]:
        """Every answer in the cell of paper."""
        box = self.box(index)
        return () if box.waiting else box.answers

    def place(self, cell: Cell) -> QModelIndex:
        """The first place of an answer."""
        found = self._layout.places.get(cell)
        return self.index(*min(found)) if found else QModelIndex()

    def shows(self, cell: Cell) -> bool:
        """Whether an answer stands here, or at least the row that it is in."""
        return cell in self._layout.places or bool(cell.row and (cell.item, cell.row) in self._layout.lines_of)

    def holds(self, item: str) -> bool:
        """Whether an item of the chapter is filled here: a field by its cell, a table by its lines or all its cells.

        Of a table that is at home in another chapter, one cell will do.
        """
        if item in self.model.program.fields:
            return Cell(item) in self._layout.places
        if any(line.each == item for line in self.lines):
            return True
        table = self.model.program.tables.get(item)
        if table is None:
            return False
        here = place_of(self.model.sheet, item) is self.section
        return (all if here else any)(cell in self._layout.places for cell in self._typed(table))

    def label(self) -> str:
        """The heading of the chapter."""
        return self.model.sheet.caption(self.section.heading)

    def name(self, index: Index) -> str:
        """The label of the answer; of a caption what it says."""
        cell = self.cell(index)
        return self.model.sheet.label(cell) if cell is not None else self.text(index)

    def text(self, index: Index) -> str:
        """What the cell of paper reads."""
        return self.box(index).text

    def opening(self, cell: Cell) -> str:
        """Where several answers make one text that is taken apart when typed, all of it."""
        place = self.place(cell)
        one = self.model.sheet.field(cell)
        if one is not None and one.spread and place.isValid() and len(self.box(place).answers) > 1:
            wrong = cell in self.model.sheet.problems
            return super().opening(cell) if wrong or self.model.sheet.value(cell) is None else self.text(place)
        return super().opening(cell)

    def is_figure(self, box: Box) -> bool:
        """Whether one figure stands in the box."""
        one = self.model.sheet.field(box.answers[0]) if len(box.answers) == 1 else None
        return one is not None and KINDS[one.kind].figure

    def is_ghost(self, line: int) -> bool:
        """Whether a line waits for a row that the clerk may add."""
        return bool(self.lines[line].each) and not self.lines[line].row and bool(self._block_homes(line))

    # -- rows of one's own -------------------------------------------------------------------------------------

    def own_row(self, line: int) -> tuple[str, str] | None:
        """The row of a line, where the clerk added it."""
        if not 0 <= line < len(self.lines):
            return None
        each, row = self.lines[line].each, self.lines[line].row
        fixed = not row or self.model.program.tables[each].row(row) is not None
        return None if fixed else (each, row)

    def like(self, line: int) -> tuple[str, ...]:
        """The rows of the same part of the table, group and owner."""
        here = self.lines[line]
        homes = {one.id: (one.group, one.owner) for one in self.model.sheet.draft.rows(here.each)}
        near = (one.row for one in self.lines if one.index == here.index)
        return tuple(row for row in near if row in homes and homes[row] == homes[here.row])

    def row_tables(self) -> tuple[str, ...]:
        """Those of its parts that are free."""
        tables = (self.model.program.tables[line.each] for line in self.lines if line.each)
        free = (one.id for one in tables if one.free is not None or any(row.free is not None for row in one.rows))
        return tuple(dict.fromkeys(free))

    def homes(self, line: int) -> tuple[RowHome, ...]:
        """The part of the table that the line is of, else all that there are."""
        here = self._block_homes(line) if 0 <= line < len(self.lines) else ()
        if len(here) == 1:
            return here
        firsts = {one.index: at for at, one in reversed(list(enumerate(self.lines))) if one.each}
        return here or tuple(home for at in sorted(firsts.values()) for home in self._block_homes(at))

    def line_of(self, table: str, row: str) -> int:
        """The line that shows a row (the first, if it is nowhere to be seen)."""
        return next((at for at, one in enumerate(self.lines) if (one.each, one.row) == (table, row)), 0)

    def _block_homes(self, line: int) -> tuple[RowHome, ...]:
        """Where rows are added in the part of the table that a line is of: for a line of a group, in that group."""
        here = self.lines[line]
        table = self.model.program.tables.get(here.each)
        if table is None or self.model.read_only or (table.belongs_to and not here.owner):
            return ()
        groups = [""] if table.free is not None else [row.id for row in table.rows if row.free is not None]
        group = self.model.sheet.trees[table.id].parent.get(here.row, here.row)
        chosen = [group] if group in groups else groups
        return tuple(
            RowHome(table=table.id, group=one, owner=here.owner, answers=dict(here.where),
                    label=self._home_label(table, here, one))
            for one in chosen
        )  # fmt: skip

    def _home_label(self, table: Table, line: GridLine, group: str) -> str:
        sheet, fixed = self.model.sheet, table.row(group)
        said = [sheet.caption(fixed.label)] if fixed is not None else []
        for column, choice in line.where:
            one = sheet.fields[table.id, column]
            said.append(sheet.caption(KINDS[one.kind].show(choice, one)))
        return "，".join(said) or sheet.caption(table.label)

    # -- pasting -----------------------------------------------------------------------------------------------

    def room(self, line: int) -> tuple[int, RowHome | None]:
        """To the end of the part of the table that grows, else of the whole table."""
        homes = self._block_homes(line)
        if len(homes) != 1:
            return len(self.lines) - line, None
        index = self.lines[line].index
        return sum(one.index == index and bool(one.row) for one in self.lines[line:]), homes[0]

    def spot(self, line: int, column: int, new: int = -1) -> Spot:
        """The answer at a place, which must begin there; columns of a new row are those of its neighbours."""
        if column >= len(self.widths):
            return Spot(refused="没有这一列")
        box = self.boxes[line][column]
        cell = self._main(box.answers) if (box.row, box.column) == (line, column) else None
        if cell is None:
            return Spot(refused=NO_ANSWER)
        if new >= 0:
            own = cell.item == self.lines[line].each
            return Spot(item=cell.item, column=cell.column, new=new, refused="" if own else NO_ANSWER)
        allowed = self.may_type(cell)
        return Spot(item=cell.item, column=cell.column, row=cell.row, refused="" if allowed else LEFT_OUT)

    def runs_on(self, line: int, column: int, block: Sequence[Sequence[str]]) -> bool:
        """Where a text would fall into the midst of a merged cell, or the block ends there."""
        for cells, boxes in zip(block, self.boxes[line:], strict=False):
            begun = [at == box.column for at, box in enumerate(boxes)][column:]
            texts = zip(cells, begun, strict=False)
            if not all(begun[len(cells) : len(cells) + 1]) or any(text.strip() and not at for text, at in texts):
                return True
        return False

    def begins(self, line: int, column: int, count: int) -> Sequence[int]:
        """Of merged cells the first column; behind the last one, columns that are not there."""
        end = len(self.widths)
        begun = [at for at in range(column, end) if self.boxes[line][at].column == at]
        return [*begun, *range(end, end + count)][:count]

    # -- what Qt asks ------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Lines of the table."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns of the table."""
        return 0 if parent.isValid() else len(self.widths)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Nothing: the captions stand in the table itself."""
        return None

    def _alignment(self, index: Index) -> Qt.AlignmentFlag:
        box, middle = self.box(index), Qt.AlignmentFlag.AlignVCenter
        if box.label or box.text == CLOSED:
            left = box.align == "left" and box.label
            return (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter) | middle
        return super()._alignment(index) if len(box.answers) == 1 else Qt.AlignmentFlag.AlignLeft | middle

    def _ink(self, index: Index) -> Any:
        if self.box(index).text == ADD_ROW:
            return theme().color("accent")
        return theme().color("disabled") if self.box(index).text == CLOSED else super()._ink(index)

    def _ground(self, index: Index) -> Any:
        box = self.box(index)
        if box.label or (not box.answers and not box.text and not box.waiting):
            return theme().color("sunken")
        if not box.answers and not box.waiting:
            return theme().color("computed")
        return super()._ground(index)

    # -- reading -----------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        self._layout = GridLayout(self.model.sheet, self.section, self.owner)
        for box in self.begun():
            box.text = self._read(box, box.text)

    def _read_anew(self, places: Iterable[Place]) -> None:
        lines = set()
        for row, column in places:
            box = self.boxes[row][column]
            if box.label:
                continue
            text = self._read(box, self._layout.printed(box))
            if text != box.text:
                lines.add(row)
            box.text = text
            self.dataChanged.emit(self.index(row, column), self.index(row, column))
        if lines:
            self.texts_changed.emit(lines)

    def _read(self, box: Box, printed: str) -> str:
        """What a cell reads on the screen: one figure as figures read there, all else as on paper."""
        sheet = self.model.sheet
        if box.waiting:
            return ADD_ROW if box.first and self._block_homes(box.row) else ""
        if len(box.answers) != 1:
            return printed or (CLOSED if not box.answers and "column" in box.kinds else "")
        cell = box.answers[0]
        if cell in sheet.problems:
            return sheet.edit_text(cell)
        if self.closed(cell):
            return CLOSED
        one = sheet.field(cell)
        return sheet.screen(cell) if one is not None and KINDS[one.kind].figure else printed

    def _main(self, answers: tuple[Cell, ...]) -> Cell | None:
        fields = self.model.sheet.fields
        ranked = sorted(answers, key=lambda cell: not fields[cell.item, cell.column].spread)
        return next(filter(self._is_input, ranked), next(iter(ranked), None))

    def _is_input(self, cell: Cell) -> bool:
        """Whether a cell takes entries; a row that is yet to be made will as its columns do."""
        one = self.model.sheet.fields[cell.item, cell.column]
        if cell.row or not cell.column:
            return self.model.sheet.takes_entry(cell)
        return not one.formula or one.supplied or one.override

    def _typed(self, table: Table) -> Iterator[Cell]:
        """Every answer of a table that can be typed."""
        sheet = self.model.sheet
        for row in sheet.rows(table.id):
            for column in table.columns:
                cell = Cell(table.id, row, column.id)
                if sheet.takes_entry(cell):
                    yield cell
