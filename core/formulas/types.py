"""What each part of a formula gives, so that adding a text or comparing a date with money is refused at load."""

from collections.abc import Callable

from core.formulas.functions import FUNCTIONS, Function
from core.formulas.syntax import (
    Binary,
    Call,
    Compare,
    Formula,
    FormulaError,
    Logic,
    Negative,
    Node,
    Number,
    Ref,
    Text,
    walk,
)

TypeOf = Callable[[Ref], str]
"""The type of a resolved reference: figure, choice, text, list or date, with "s" behind it for a column of them."""

_NAMES = {
    "figure": "一个数",
    "truth": "一个条件",
    "choice": "一个选项",
    "text": "一段文字",
    "list": "一份清单",
    "date": "一个日期",
    "figures": "一列数",
    "choices": "一列选项",
    "texts": "一列文字",
    "lists": "一列清单",
    "dates": "一列日期",
    "any": "一个数或一列数",
    "column": "一列数",
    "owned": "一列数",
    "anything": "一个数据项",
    "countable": "一列或一份清单",
    "comparable": "一个可以比较的数据项",
}
_ACCEPTS: dict[str, tuple[str, ...]] = {
    "any": ("figure", "figures"),
    "column": ("figures",),
    "owned": ("figures",),
    "anything": ("figure", "choice", "text", "list", "date"),
    "countable": ("list", "figures", "choices", "texts", "dates", "lists"),
    "comparable": ("figure", "choice", "text", "date"),
}
_ORDERED = ("figure", "date")


def check_types(formula: Formula, type_of: TypeOf, wanted: str) -> None:
    """Raise FormulaError unless the resolved formula gives `wanted` ("figure" or "truth") and all its parts fit."""
    _need(formula.root, wanted, type_of)


def _need(node: Node, wanted: str, type_of: TypeOf) -> str:
    found = _type(node, type_of)
    if found not in _ACCEPTS.get(wanted, (wanted,)):
        raise FormulaError("formula.type", _position(node), wanted=_NAMES[wanted], found=_NAMES[found])
    return found


def _position(node: Node) -> int:
    return next((one.position for one in walk(node) if isinstance(one, Ref | Call)), 0)


def _type(node: Node, type_of: TypeOf) -> str:
    match node:
        case Number():
            return "figure"
        case Text():
            return "choice"
        case Ref():
            return type_of(node)
        case Call(name, arguments):
            return _call(FUNCTIONS[name], arguments, type_of)
        case _:
            return _operation(node, type_of)


def _operation(node: Node, type_of: TypeOf) -> str:
    match node:
        case Negative(operand):
            return _need(operand, "figure", type_of)
        case Binary(_, left, right):
            _need(left, "figure", type_of)
            return _need(right, "figure", type_of)
        case Compare(sign, left, right):
            return _compare(sign, left, right, type_of)
        case Logic(_, operands):
            for operand in operands:
                _need(operand, "truth", type_of)
            return "truth"
        case _:
            raise TypeError(node)


def _compare(sign: str, left: Node, right: Node, type_of: TypeOf) -> str:
    """Like with like; what has no order only with == and !=."""
    found = _need(left, "comparable", type_of)
    if sign not in ("==", "!=") and found not in _ORDERED:
        raise FormulaError("formula.type", _position(left), wanted=_NAMES["figure"], found=_NAMES[found])
    _need(right, found, type_of)
    return "truth"


def _call(function: Function, arguments: tuple[Node, ...], type_of: TypeOf) -> str:
    for index, argument in enumerate(arguments):
        _need(argument, function.takes[min(index, len(function.takes) - 1)], type_of)
    tables = {argument.item for argument in arguments if isinstance(argument, Ref)}
    if "choices" in function.takes and len(tables) > 1:
        raise FormulaError("formula.same_table", _position(arguments[0]), name=function.name)
    return function.gives
