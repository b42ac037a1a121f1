"""How far figures may miss each other by rounding alone: the envelope of a comparison.

Each rounded figure that is added up on either side may be off by half a unit of its last place. Only sums have an
envelope: a product, a quotient or a rate of rounded figures has none that could be proven here.
"""

from collections.abc import Iterable
from decimal import Decimal

from core.forms.kinds import KINDS
from core.formulas.cells import Cell
from core.formulas.syntax import Binary, Blank, Call, CellNode, CellsNode, Formula, Negative, Node, Number, children
from core.numbers import half_units
from core.reports.sheet import Sheet

_ADDING = frozenset({"total", "mine", "or_zero", "abs"})


def envelope(sheet: Sheet, formulas: Iterable[Formula]) -> Decimal:
    """Differences of these bound formulas strictly below it may come from rounding; 0 where there is no envelope."""
    added: list[Cell] = []
    for formula in formulas:
        terms = added_up(sheet, formula.root)
        if terms is None:
            return Decimal(0)
        added += terms
    return sum((half_units(0, places) for cell in added if (places := _places(sheet, cell))), Decimal(0))


def added_up(sheet: Sheet, node: Node) -> list[Cell] | None:
    """The filled cells that a bound formula adds up or takes away; None when it does anything else with figures."""
    match node:
        case CellNode(cell):
            return _filled(sheet, [cell])
        case CellsNode(cells):
            return _filled(sheet, cells)
        case Number() | Blank():
            return []
        case Negative() | Binary("+" | "-"):
            return _all(sheet, children(node))
        case Call("first_filled", arguments):
            return next((terms for one in arguments if (terms := added_up(sheet, one)) is None or terms), [])
        case Call(name, arguments) if name in _ADDING:
            return _all(sheet, arguments)
        case _:
            # Counts, scores and the like: nothing rounded goes in, so that nothing is added to the envelope.
            terms = _all(sheet, children(node))
            return None if terms is None or any(_places(sheet, cell) for cell in terms) else []


def _all(sheet: Sheet, nodes: Iterable[Node]) -> list[Cell] | None:
    found: list[Cell] = []
    for node in nodes:
        terms = added_up(sheet, node)
        if terms is None:
            return None
        found += terms
    return found


def _filled(sheet: Sheet, cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if sheet.value(cell) is not None]


def _places(sheet: Sheet, cell: Cell) -> int:
    """The decimal places to which a cell is rounded; 0 for whole figures and those kept as typed, which are exact."""
    one = sheet.field(cell)
    return 0 if one is None or one.exact else KINDS[one.kind].value_places(one) or 0
