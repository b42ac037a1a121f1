"""How a figure came about, in labels and then in numbers: 占比 = 金额 ÷ 本年收入合计 = 1366.27 ÷ 1844.31 = 74.1%."""

from collections.abc import Callable
from decimal import Decimal

from core.formulas.cells import Cell
from core.formulas.evaluate import Run, Values, compiled
from core.formulas.function import Scale
from core.formulas.functions import FUNCTIONS, Function
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
    Text,
    children,
    with_children,
)

Say = Callable[[Cell], str]

MOST_TERMS = 24
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_LEVELS = {"+": 5, "-": 5, "*": 6, "/": 6}
_COMPARED = {"==": " = ", "!=": " ≠ ", "<": " < ", "<=": " ≤ ", ">": " > ", ">=": " ≥ "}
_WORDS = {"and": (" 且 ", 2), "or": (" 或 ", 1)}
_ATOM = 9


def said(formula: Formula, say: Say, scale: Callable[[Cell], Scale] | None = None) -> str:
    """The bound formula with each cell said by `say` (its label, or its figure).

    scale: how the bounds are said against which a scoring function measures a cell (1 as 100%).
    """
    return _Sayer(say, scale).node(formula.root, 0)


def taken(formula: Formula, values: Values) -> Formula:
    """The bound formula as it was computed from these values.

    Of first_filled only the branch that was filled is left (the first, if none is), of when the branch whose condition
    holds (all of it, if that cannot be told), of total_where the rows it adds, of a column the cells that are filled
    (all, if none is).
    """
    return Formula(formula.text, _taken(formula.root, values))


def _taken(node: Node, values: Values) -> Node:
    match node:
        case Call("first_filled", branches):
            filled = (branch for branch in branches if _run(branch)(values, "") is not None)
            return _taken(next(filled, branches[0]), values)
        case Call("when", (condition, then, *rest)) if (holds := _run(condition)(values, "")) is not None:
            return _taken(then if holds else (*rest, Blank())[0], values)
        case Call("total_where" | "mine_where", (CellsNode(figures), CellsNode(choices), Text(wanted))):
            pairs = zip(figures, choices, strict=True)
            added = tuple(figure for figure, choice in pairs if _run(CellNode(choice))(values, "") == wanted)
            return Call("total", (CellsNode(added),))
        case CellsNode(cells):
            return CellsNode(tuple(cell for cell in cells if _run(CellNode(cell))(values, "") is not None) or cells)
        case _:
            return with_children(node, tuple(_taken(child, values) for child in children(node)))


def _run(node: Node) -> Run:
    return compiled(Formula("", node))


class _Sayer:
    """Says nodes as (text, level): a text of a lower level than its place asks is put in brackets."""

    def __init__(self, say: Say, scale: Callable[[Cell], Scale] | None = None) -> None:
        self.say, self.scale = say, scale

    def node(self, node: Node, level: int) -> str:
        """The node as it stands where that level is asked."""
        text, own = self._said(node)
        return f"（{text}）" if own < level else text

    def _said(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value):
                return format(value, "f"), _ATOM
            case Text(value, label):
                return f"“{label or value}”", _ATOM
            case Blank():
                return "空白", _ATOM
            case CellNode(cell):
                return self.say(cell), _ATOM
            case Call("when", (condition, then)):
                return self._call(FUNCTIONS["when"], (condition, then, Blank()))
            case Call(name, arguments):
                return self._call(FUNCTIONS[name], arguments)
            case _:
                return self._operation(node)

    def _operation(self, node: Node) -> tuple[str, int]:
        match node:
            case Negative(operand):
                return f"−{self.node(operand, 7)}", 6
            case Binary(sign, left, right):
                level = _LEVELS[sign]
                return f"{self.node(left, level)}{_SIGNS[sign]}{self.node(right, level + 1)}", level
            case Compare(sign, left, right):
                return f"{self.node(left, 4)}{_COMPARED[sign]}{self.node(right, 4)}", 3
            case Logic("not", (operand,)):
                return f"不是{self.node(operand, _ATOM)}", 3
            case Logic(word, operands):
                joiner, level = _WORDS[word]
                return joiner.join(self.node(operand, level + 1) for operand in operands), level
            case _:
                raise TypeError(node)

    def _call(self, function: Function, arguments: tuple[Node, ...]) -> tuple[str, int]:
        if function.said == "+":
            return self._sum(arguments)
        if function.said == "{0}":
            return self._said(arguments[0])
        if function.says is not None:
            return function.says(self._measured(function, arguments, 4)), _ATOM
        if not function.said:
            return f"{function.label}（{'，'.join(self._listed(argument) for argument in arguments)}）", _ATOM
        inner = function.inner if function.inner is not None else 0 if function.level == _ATOM else function.level + 1
        return function.said.format(*self._measured(function, arguments, inner)), function.level

    def _measured(self, function: Function, arguments: tuple[Node, ...], level: int) -> list[str]:
        """The arguments, bounds and steps of a scoring function as figures of the cell that it judges."""
        texts = [self._listed(argument, level) for argument in arguments]
        if self.scale is None or not function.measures or not isinstance(arguments[0], CellNode):
            return texts
        scale = self.scale(arguments[0].cell)
        said: dict[str, Callable[[Decimal], str]] = {"bound": scale.bound, "step": scale.step}
        for index, argument in enumerate(arguments):
            if isinstance(argument, Number) and (way := function.measure(index)):
                texts[index] = said[way](argument.value)
        return texts

    def _sum(self, arguments: tuple[Node, ...]) -> tuple[str, int]:
        terms = _shortened([term for argument in arguments for term in self._terms(argument, 5)])
        if len(arguments) == 1 and len(terms) == 1 and not isinstance(arguments[0], CellsNode):
            return self._said(arguments[0])
        return " + ".join(terms) or "（无行）", 5 if len(terms) > 1 else _ATOM

    def _terms(self, node: Node, level: int) -> list[str]:
        return [self.say(cell) for cell in node.cells] if isinstance(node, CellsNode) else [self.node(node, level)]

    def _listed(self, node: Node, level: int = 0) -> str:
        return "、".join(_shortened(self._terms(node, level))) or "无行"


def _shortened(terms: list[str]) -> list[str]:
    """So many terms as a line can show, with a word on the rest."""
    return terms if len(terms) <= MOST_TERMS else [*terms[: MOST_TERMS - 1], f"…（共{len(terms)}项）"]
