"""References of a formula: resolving names, listing what it reads, and binding it to the cells of one row."""

from collections.abc import Callable, Sequence

from core.formulas.cells import Cell
from core.formulas.evaluate import Slot
from core.formulas.syntax import CellNode, CellsNode, Formula, Node, Ref, children, walk, with_children

RowsOf = Callable[[Ref, str], Sequence[str]]
"""(column or owned reference, row at hand) -> the rows it stands for."""


def rewritten(formula: Formula, change: Callable[[Ref], Node]) -> Formula:
    """The formula with every reference put through `change`."""
    return Formula(formula.text, _rewritten(formula.root, change))


def _rewritten(node: Node, change: Callable[[Ref], Node]) -> Node:
    if isinstance(node, Ref):
        return change(node)
    parts = children(node)
    return with_children(node, tuple([_rewritten(part, change) for part in parts])) if parts else node


def references(formula: Formula) -> tuple[Ref, ...]:
    """All references, left to right."""
    return tuple(node for node in walk(formula.root) if isinstance(node, Ref))


def slots(formula: Formula) -> frozenset[Slot]:
    """The slots that a resolved formula reads: its dependency list."""
    return frozenset((ref.item, ref.column) for ref in references(formula))


def bound(formula: Formula, row: str, rows_of: RowsOf) -> Formula:
    """A resolved formula with its references bound to cells, for row ("" for a field)."""

    def bind(ref: Ref) -> Node:
        match ref.kind:
            case "column" | "owned":
                return CellsNode(tuple(Cell(ref.item, found, ref.column) for found in rows_of(ref, row)))
            case "sibling":
                return CellNode(Cell(ref.item, row, ref.column))
            case _:
                return CellNode(Cell(ref.item, ref.row, ref.column))

    return rewritten(formula, bind)


def bound_cells(formula: Formula) -> tuple[Cell, ...]:
    """The cells that a bound formula reads, each once, left to right."""
    found: dict[Cell, None] = {}
    _note_cells(formula.root, found)
    return tuple(found)


def _note_cells(node: Node, found: dict[Cell, None]) -> None:
    """As `walk` goes, without a generator at each level: a workbook asks this of thousands of formulas."""
    if isinstance(node, CellNode):
        found[node.cell] = None
    elif isinstance(node, CellsNode):
        found.update(dict.fromkeys(node.cells))
    else:
        for part in children(node):
            _note_cells(part, found)
