"""Addresses of answers: `income_total`, `income[general_budget].amount`."""

import re
from typing import NamedTuple

_ADDRESS = re.compile(r"([a-z][a-z0-9_]*)(?:\[([A-Za-z0-9_\-]+)\]\.([a-z][a-z0-9_]*))?")


class Cell(NamedTuple):
    """One answer: a field (row and column empty), or one column of one row of a table."""

    item: str
    row: str = ""
    column: str = ""

    def __str__(self) -> str:
        return f"{self.item}[{self.row}].{self.column}" if self.column else self.item


def parse_cell(address: str) -> Cell | None:
    """The cell of an address, or None when the text is no address."""
    found = _ADDRESS.fullmatch(address)
    return Cell(found[1], found[2] or "", found[3] or "") if found else None
