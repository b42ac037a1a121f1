"""How a figure came about, in labels and then in numbers: 占比 = 金额 ÷ 本年收入合计 = 1366.27 ÷ 1844.31 = 74.1%."""

from collections.abc import Callable

from core.formulas.cells import Cell
from core.formulas.functions import FUNCTIONS, Function
from core.formulas.syntax import Binary, Blank, Call, CellNode, CellsNode, Compare, Formula, Logic, Negative, Node, Number, Text

Say = Callable[[Cell], str]

MOST_TERMS = 24
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_LEVELS = {"+": 5, "-": 5, "*": 6, "/": 6}
_COMPARED = {"==": " = ", "!=": " ≠ ", "<": " < ", "<=": " ≤ ", ">": " > ", ">=": " ≥ "}
_WORDS = {"and": " 且 ", "or": " 或 "}


def said(formula: Formula, say: Say) -> str:
    """The bound formula with each cell said by `say` (its label, or its figure)."""
    return _Sayer(say).node(formula.root, 0)


class _Sayer:
    def __init__(self, say: Say) -> None:
        self.say = say

    def node(self, node: Node, level: int) -> str:
        text, own = self._said(node)
        return f"（{text}）" if own < level else text

    def _said(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value):
                return format(value, "f"), 9
            case Text(value):
                return f"“{value}”", 9
            case Blank():
                return "空白", 9
            case CellNode(cell):
                return self.say(cell), 9
            case CellsNode(cells):
                return self._sum([self.say(cell) for cell in cells])
            case Negative(operand):
                return f"−{self.node(operand, 7)}", 6
            case Call(name, arguments):
                return self._call(FUNCTIONS[name], arguments)
            case _:
                return self._operation(node)

    def _operation(self, node: Node) -> tuple[str, int]:
        match node:
            case Binary(sign, left, right):
                level = _LEVELS[sign]
                return f"{self.node(left, level)}{_SIGNS[sign]}{self.node(right, level + 1)}", level
            case Compare(sign, left, right):
                return f"{self.node(left, 4)}{_COMPARED[sign]}{self.node(right, 4)}", 3
            case Logic("not", (operand,)):
                return f"不是{self.node(operand, 9)}", 3
            case Logic(word, operands):
                return _WORDS[word].join(self.node(operand, 3) for operand in operands), 2
            case _:
                raise TypeError(node)

    def _sum(self, terms: list[str]) -> tuple[str, int]:
        if len(terms) > MOST_TERMS:
            terms = [*terms[: MOST_TERMS - 1], f"…（共{len(terms)}项）"]
        return " + ".join(terms) or "（无行）", 5 if len(terms) > 1 else 9

    def _call(self, function: Function, arguments: tuple[Node, ...]) -> tuple[str, int]:
        if function.said == "+":
            return self._sum([self.node(argument, 5) for argument in arguments])
        if function.said:
            inner = [self.node(argument, function.level + 1 if function.level < 9 else 0) for argument in arguments]
            return function.said.format(*inner), function.level
        return f"{function.label}（{'，'.join(self.node(argument, 0) for argument in arguments)}）", 9
