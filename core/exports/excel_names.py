"""What a workbook calls things: defined names of input cells, legal sheet titles, references in A1 style.

A defined name moves with its cell when a clerk inserts rows, so it is how a filled workbook finds its way back.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from core.formulas.cells import Cell, parse_cell

MAX_NAME = 255
MAX_TITLE = 31

UID = "jibao_uid"
FORM = "jibao_form"
"""Custom properties of a workbook: whose report it is."""

_PREFIX = "c_"
_CAPITAL, _HYPHEN = "大", "横"
_NAME = re.compile(r"c_([a-z][a-z0-9_]*)(?:\.([a-z0-9_大横]+)\.([a-z][a-z0-9_]*))?")
_ESCAPE = re.compile("[A-Z-]")
_ESCAPED = re.compile("大([a-z])|横")
_ILLEGAL = str.maketrans({"[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼", "'": "’"})


def name_of(cell: Cell) -> str:
    """The defined name of a cell: `c_income.general_budget.amount`; "" where it would be too long for Excel.

    Excel takes names without regard to case and without hyphens, so both are spelt out with Chinese letters.
    """
    row = _ESCAPE.sub(_escaped, cell.row) if _ESCAPE.search(cell.row) else cell.row
    name = f"{_PREFIX}{cell.item}.{row}.{cell.column}" if cell.column else _PREFIX + cell.item
    return name if len(name) <= MAX_NAME else ""


def _escaped(found: re.Match[str]) -> str:
    return _HYPHEN if found[0] == "-" else _CAPITAL + found[0].lower()


def cell_of(name: str) -> Cell | None:
    """The cell of a defined name, or None for a name that is not ours."""
    found = _NAME.fullmatch(name.lower())
    if found is None:
        return None
    row = _ESCAPED.sub(lambda mark: mark[1].upper() if mark[1] else "-", found[2] or "")
    return parse_cell(str(Cell(found[1], row, found[3] or "")))


def sheet_titles(wanted: Iterable[str]) -> list[str]:
    """Titles that Excel accepts, as near to the wanted ones as it lets: legal signs, 31 characters, all different."""
    titles: list[str] = []
    taken: set[str] = set()
    for title in wanted:
        legal = "".join(filter(str.isprintable, title.translate(_ILLEGAL))).strip() or "表"
        legal = f"{legal}表" if legal.lower() == "history" else legal
        titles.append(_unlike(taken, legal))
        taken.add(titles[-1].lower())
    return titles


def _unlike(taken: set[str], title: str) -> str:
    number, found = 1, _cut(title, MAX_TITLE)
    while found.lower() in taken:
        number += 1
        found = f"{_cut(title, MAX_TITLE - len(str(number)) - 2)}（{number}）"
    return found


def _cut(text: str, units: int) -> str:
    """At most that many UTF-16 units, which is how Excel counts."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


def reference(sheet: str, row: int, column: int) -> str:
    """`'二、收支'!B3` of zero-based row and column; `B3` when sheet is ""."""
    return f"{prefix(sheet)}{letters(column)}{row + 1}"


def prefix(sheet: str) -> str:
    """`'二、收支'!`, or nothing for the sheet at hand."""
    return f"'{sheet}'!" if sheet else ""


@lru_cache(maxsize=256)
def letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
