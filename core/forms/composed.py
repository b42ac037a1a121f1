"""Which tables are compositions: a money column that adds up, and beside it its share of a whole or its last year.

Nothing here knows a table by name.
"""

from collections.abc import Callable, Iterable

from core.forms.model import Field, Table
from core.forms.program import Program
from core.formulas.cells import Cell
from core.formulas.syntax import Call, Ref


def amount_column(program: Program, table: Table) -> Field | None:
    """The column whose parts are shown: the one that the share is of, else the one that has a last year."""
    sums = [column for column in table.columns if column.kind == "money" and column.sums and not column.from_last_year]
    share = share_column(program, table)
    shared = _argument(program, table, share, 0) if share else None
    if shared is not None:
        return _first(sums, lambda column: column.id == shared.column)
    return _first(sums, lambda column: prior_column(table, column) is not None)


def share_column(program: Program, table: Table) -> Field | None:
    """The column that says share(a, b)."""
    return _first(table.columns, lambda column: _argument(program, table, column, 0) is not None)


def prior_column(table: Table, amount: Field) -> Field | None:
    """The column that holds last year's figures of another."""
    sources = (amount.id, f"{table.id}.{amount.id}")
    return _first(table.columns, lambda column: column.from_last_year in sources)


def whole_cell(program: Program, table_id: str, share: Field | None) -> Cell | None:
    """The figure that the shares are of, where it is an item of the form."""
    ref = _argument(program, program.tables[table_id], share, 1) if share else None
    return Cell(ref.item) if ref is not None and not ref.column and ref.item in program.fields else None


def _argument(program: Program, table: Table, column: Field, number: int) -> Ref | None:
    """The first or second argument of a column that says share(a, b)."""
    step = program.step_of.get((table.id, column.id))
    root = step.formula.root if step is not None and step.formula is not None else None
    if not isinstance(root, Call) or root.name != "share":
        return None
    match root.arguments[number]:
        case (Ref() as argument) | Call("when", (_, Ref() as argument)):
            return argument
        case _:
            return None


def _first(columns: Iterable[Field], holds: Callable[[Field], bool]) -> Field | None:
    return next((column for column in columns if holds(column)), None)
