"""A resolved or bound formula -> a Python closure over the values of a report.

Blank is not zero: arithmetic and comparisons over a blank are blank (None), division by zero is blank, sums skip
blanks. Compiling once keeps a keystroke's recompute far below a frame.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from core.formulas.cells import Cell
from core.formulas.functions import FUNCTIONS, Function, Value
from core.formulas.syntax import (
    Binary,
    Blank,
    Call,
    CellNode,
    CellsNode,
    Compare,
    Formula,
    Logic,
    Negative,
    Node,
    Number,
    Ref,
    Text,
)
from core.numbers import CONTEXT

Slot = tuple[str, str]
"""A field (id, "") or a column (table id, column id)."""


class Values(Protocol):
    """What a formula reads: answers by slot and row, and which rows there are."""

    columns: Mapping[Slot, Mapping[str, Value]]
    """Every slot of the form; a field's only row is ""."""
    tops: Mapping[str, Sequence[str]]
    """The top rows of each table, in order."""
    owned: Mapping[str, Mapping[str, Sequence[str]]]
    """For tables whose rows have owners: the rows of each owner."""


Run = Callable[[Values, str], Any]

_BINARY: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def compiled(formula: Formula) -> Run:
    """The formula as a closure (values, row id) -> value; row "" for formulas of fields."""
    run = _compile(formula.root)

    def guarded(values: Values, row: str) -> Any:
        try:
            return run(values, row)
        except ArithmeticError:  # figures too large for any report: as good as blank
            return None

    return guarded


def _compile(node: Node) -> Run:
    match node:
        case Number(value) | Text(value):
            return lambda values, row: value
        case Blank():
            return lambda values, row: None
        case Ref():
            return _reference(node)
        case CellNode(cell):
            return _cells(cell)
        case CellsNode(cells):
            return _column([_cells(cell) for cell in cells])
        case _:
            return _operation(node)


def _operation(node: Node) -> Run:
    match node:
        case Negative(operand):
            return _negative(_compile(operand))
        case Binary(sign, left, right):
            return _binary(sign, _compile(left), _compile(right))
        case Compare(sign, left, right):
            return _strict_pair(_COMPARE[sign], _compile(left), _compile(right))
        case Logic(word, operands):
            return _logic(word, [_compile(operand) for operand in operands])
        case Call(name, arguments):
            return _call(FUNCTIONS[name], [_compile(argument) for argument in arguments], arguments)
        case _:
            raise TypeError(node)


def _reference(ref: Ref) -> Run:
    slot, fixed, item = (ref.item, ref.column), ref.row, ref.item
    match ref.kind:
        case "field" | "cell":
            return lambda values, row: values.columns[slot].get(fixed)
        case "sibling":
            return lambda values, row: values.columns[slot].get(row)
        case "column":
            return lambda values, row: [values.columns[slot].get(top) for top in values.tops[item]]
        case "owned":
            return lambda values, row: [values.columns[slot].get(mine) for mine in values.owned[item].get(row, ())]
        case _:
            raise TypeError(ref)


def _cells(cell: Cell) -> Run:
    slot, fixed = (cell.item, cell.column), cell.row
    return lambda values, row: values.columns[slot].get(fixed)


def _column(cells: list[Run]) -> Run:
    return lambda values, row: [cell(values, row) for cell in cells]


def _negative(run: Run) -> Run:
    def negative(values: Values, row: str) -> Decimal | None:
        value = run(values, row)
        return None if value is None else CONTEXT.minus(value)

    return negative


def _binary(sign: str, left: Run, right: Run) -> Run:
    return _quotient(left, right) if sign == "/" else _strict_pair(_BINARY[sign], left, right)


def _strict_pair(act: Callable[[Any, Any], Any], left: Run, right: Run) -> Run:
    def pair(values: Values, row: str) -> Any:
        one, other = left(values, row), right(values, row)
        return None if one is None or other is None else act(one, other)

    return pair


def _quotient(left: Run, right: Run) -> Run:
    def quotient(values: Values, row: str) -> Decimal | None:
        one, other = left(values, row), right(values, row)
        return CONTEXT.divide(one, other) if one is not None and other else None

    return quotient


def _logic(word: str, operands: list[Run]) -> Run:
    if word == "not":
        return lambda values, row: None if (value := operands[0](values, row)) is None else not value
    decisive = word == "or"

    def logic(values: Values, row: str) -> bool | None:
        results = [operand(values, row) for operand in operands]
        if decisive in results:
            return decisive
        return None if None in results else not decisive

    return logic


def _call(function: Function, arguments: list[Run], nodes: Sequence[Node]) -> Run:
    call = function.call
    if function.gather:
        wide = [_is_column(node) for node in nodes]
        if len(arguments) == 1 and wide[0]:
            return lambda values, row: call(arguments[0](values, row))
        return lambda values, row: call(_gathered(arguments, wide, values, row))
    if function.strict:
        return _strict_call(call, arguments)
    return lambda values, row: call(*[argument(values, row) for argument in arguments])


def _is_column(node: Node) -> bool:
    return isinstance(node, CellsNode) or (isinstance(node, Ref) and node.kind in ("column", "owned"))


def _gathered(arguments: list[Run], wide: list[bool], values: Values, row: str) -> list[Any]:
    gathered: list[Any] = []
    for argument, many in zip(arguments, wide, strict=True):
        value = argument(values, row)
        if many:
            gathered.extend(value)
        else:
            gathered.append(value)
    return gathered


def _strict_call(call: Callable[..., Value], arguments: list[Run]) -> Run:
    def strict(values: Values, row: str) -> Value:
        taken = [argument(values, row) for argument in arguments]
        return None if None in taken else call(*taken)

    return strict
