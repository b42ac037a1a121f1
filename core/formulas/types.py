"""What each part of a formula gives, so that adding a text or comparing a date with money is refused at load."""

from collections.abc import Callable

from core.formulas.functions import FUNCTIONS, Function
from core.formulas.syntax import Binary, Blank, Call, Compare, Formula, FormulaError, Logic, Negative, Node, Number, Ref, Text, walk

TypeOf = Callable[[Ref], str]
"""The type of a resolved reference: figure, choice, text, list or date, with "s" behind it for a column of them."""

_NAMES = {
    "figure": "一个数", "truth": "一个条件", "choice": "一个选项", "text": "一段文字", "list": "一份清单", "date": "一个日期",
    "figures": "一列数", "choices": "一列选项", "texts": "一列文字", "dates": "一列日期", "lists": "一列清单", "blank": "空白",
}  # fmt: skip
_ACCEPTS: dict[str, tuple[str, ...]] = {
    "figure": ("figure",), "truth": ("truth",), "choice": ("choice",), "any": ("figure", "figures"), "column": ("figures",),
    "owned": ("figures",), "choices": ("choices",), "anything": ("figure", "choice", "text", "list", "date"),
    "countable": ("list", "figures", "choices", "texts", "dates", "lists"),
}  # fmt: skip


def check_types(formula: Formula, type_of: TypeOf, wanted: str) -> None:
    """Raise FormulaError unless the resolved formula gives `wanted` ("figure" or "truth") and all its parts fit."""
    _need(formula.root, (wanted,), wanted, type_of)


def _need(node: Node, accepted: tuple[str, ...], wanted: str, type_of: TypeOf) -> str:
    found = _type(node, type_of)
    if found != "blank" and found not in accepted:
        raise FormulaError("formula.type", _position(node), wanted=_NAMES.get(wanted, _NAMES[accepted[0]]), found=_NAMES[found])
    return found


def _position(node: Node) -> int:
    return next((one.position for one in walk(node) if isinstance(one, Ref | Call)), 0)


def _type(node: Node, type_of: TypeOf) -> str:
    match node:
        case Number():
            return "figure"
        case Text():
            return "choice"
        case Blank():
            return "blank"
        case Ref():
            return type_of(node)
        case Call(name, arguments):
            return _call(FUNCTIONS[name], arguments, type_of)
        case _:
            return _operation(node, type_of)


def _operation(node: Node, type_of: TypeOf) -> str:
    match node:
        case Negative(operand):
            return _need(operand, ("figure",), "figure", type_of)
        case Binary(_, left, right):
            _need(left, ("figure",), "figure", type_of)
            _need(right, ("figure",), "figure", type_of)
            return "figure"
        case Compare(_, left, right):
            _compare(left, right, type_of)
            return "truth"
        case Logic(_, operands):
            for operand in operands:
                _need(operand, ("truth",), "truth", type_of)
            return "truth"
        case _:
            raise TypeError(node)


def _compare(left: Node, right: Node, type_of: TypeOf) -> None:
    found = _need(left, ("figure", "choice", "text", "date"), "figure", type_of)
    if found == "blank":
        _need(right, ("figure", "choice", "text", "date"), "figure", type_of)
    else:
        _need(right, (found,), found, type_of)


def _call(function: Function, arguments: tuple[Node, ...], type_of: TypeOf) -> str:
    for index, argument in enumerate(arguments):
        takes = function.takes[min(index, len(function.takes) - 1)]
        _need(argument, _ACCEPTS[takes], takes, type_of)
    return function.gives
