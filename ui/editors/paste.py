"""A block from Excel or WPS on its way into a grid: what would land where, before anything is changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.forms.kinds import KINDS
from core.forms.model import Field
from core.numbers import Reading, read_figure
from ui.editors.cell_model import CellModel, Spot
from ui.editors.clean_text import cleaned
from ui.editors.row_acts import RowHome

MOST_ROWS = 5000
MONEY_UNITS = ("万元", "元")

_QUOTED = re.compile('"([^"]*(?:""[^"]*)*)"(?=[\t\n]|$)')
_END = re.compile(r"[\t\n]|\Z")
_WIDE = re.compile("(?<=[^\x00-\x7f])\n+|(?<!\n)\n++(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Landing:
    """One pasted text: the row (None is one to be added, counted in `new`) and column it lands in, or why it does not.

    field: the definition of the column, None where nothing is.
    """

    text: str
    column: str
    row: str | None = None
    new: int = -1
    refused: str = ""
    unclear: str = ""
    item: str = ""
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class PastePlan:
    """Every landing, line by line; rows to add, and where; a sentence about what was left out."""

    lines: tuple[tuple[Landing, ...], ...]
    added: int
    note: str = ""
    home: RowHome | None = None

    def landed(self) -> list[Landing]:
        """What will be taken over."""
        return [one for line in self.lines for one in line if not one.refused]


def clipboard_block(text: str) -> list[list[str]]:
    """The cells of a copied block: tabs and lines; a cell that holds such itself is quoted."""
    rest = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while rest:
        found = _QUOTED.match(rest, at)
        if found is not None and ("\n" in found[1] or "\t" in found[1] or '""' in found[1]):
            cell, end = found[1].replace('""', '"'), found.end()
        else:
            end = _END.search(rest, at).start()  # type: ignore[union-attr]  # the end of the text at the latest
            cell = rest[at:end]
        rows[-1].append(cell)
        if end >= len(rest):
            break
        if rest[end] == "\n":
            rows.append([])
        at = end + 1
    return rows if rest else []


def block_text(rows: Sequence[Sequence[str]]) -> str:
    """A block as the clipboard carries it to Excel and WPS."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def one_line(text: str, field: Field) -> str:
    """A pasted text as one cell holds it: Chinese lines are joined as they are, others with a space."""
    plain = cleaned(text).strip()
    return plain if KINDS[field.kind].prose else _WIDE.sub("", plain).replace("\n", " ")


def plan_paste(
    model: CellModel, block: list[list[str]], row: int, column: int, money_unit: str = MONEY_UNITS[0]
) -> PastePlan:
    """Where a block lands whose first cell is put at (row, column)."""
    notes = []
    packed = model.runs_on(row, column, block)
    if block and _is_head(model, block[0], row, column, packed=packed):
        block = block[1:]
        notes.append("首行与表头相同，不粘贴。")
    if len(block) > MOST_ROWS:
        notes.append(f"共{len(block)}行，只取前{MOST_ROWS}行。")
        block = block[:MOST_ROWS]
    room, home = model.room(row)
    added = max(0, len(block) - room) if home is not None else 0
    if len(block) > room + added:
        notes.append(f"从这里起只有{room}行可填，多出的{len(block) - room}行不粘贴。")
        block = block[:room]
    lines = []
    for at, cells in enumerate(block):
        line, new = (row + at, -1) if at < room else (row, at - room)
        spots = model.spots(line, column, len(cells), new, packed=packed)
        lines.append(tuple(_landing(model, text, spot, money_unit) for text, spot in zip(cells, spots, strict=True)))
    return PastePlan(tuple(lines), added, "".join(notes), home)


def _is_head(model: CellModel, cells: list[str], row: int, column: int, *, packed: bool) -> bool:
    """Whether a line says what the columns are called; a table without a row yet is asked for those of its first."""
    spots = model.spots(row, column, len(cells), -1 if model.room(row)[0] > 0 else 0, packed=packed)
    fields = [model.model.sheet.fields.get((spot.item, spot.column)) for spot in spots]
    labels = [model.model.sheet.caption(one.label) for one in fields if one is not None]
    pairs = [(cell.strip(), label) for cell, label in zip(cells, labels, strict=False)]
    return len(pairs) > 1 and all(cell.startswith(label) for cell, label in pairs)


def _landing(model: CellModel, text: str, spot: Spot, money_unit: str) -> Landing:
    field = model.model.sheet.fields.get((spot.item, spot.column))
    if field is None:
        return Landing(text, "", refused=spot.refused)
    text = one_line(text, field)
    if field.kind == "money" and money_unit == "元":
        text = _in_yuan(text)
    _, wrong = KINDS[field.kind].parse(text, field)
    unclear = wrong.text if wrong is not None and not field.spread else ""
    return Landing(text, spot.column, spot.row, spot.new, spot.refused, unclear, spot.item, field)


def _in_yuan(text: str) -> str:
    """A figure that says no unit of its own, said in 元."""
    read = read_figure(text)
    return f"{text}元" if isinstance(read, Reading) and not read.unit else text


def _quoted(cell: str) -> str:
    wanted = any(sign in cell for sign in ("\t", "\n", '"'))
    return '"{}"'.format(cell.replace('"', '""')) if wanted else cell
