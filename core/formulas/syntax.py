"""Text of the language -> a tree of frozen nodes.

    formula    = comparison | formula "and" formula | formula "or" formula | "not" formula
    comparison = sum [("==" | "!=" | "<" | "<=" | ">" | ">=") sum]
    sum        = figures, names, calls of the registry, + - * /, brackets
    names      = field | table.column | table[row].column | "choice"

Python's own parser reads it; every node that is not listed here is refused. Full-width signs mean their plain ones.
Positions count the characters of the text as written.
"""

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from core.errors import MESSAGES
from core.formulas.cells import Cell
from core.formulas.functions import FUNCTIONS
from core.formulas.names import did_you_mean

MAX_LENGTH = 500
MAX_DEPTH = 40

_SIGNS = str.maketrans("０１２３４５６７８９＋－−×÷＊／（）［］＜＞＝．，“”", '0123456789+--*/*/()[]<>=.,""') | {
    ord("≤"): "<=",
    ord("≥"): ">=",
    ord("≠"): "!=",
}
_SPACES = re.compile(r"\s")
_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
_CHOICE = re.compile(r"""(["'])[a-z][a-z0-9_]*\1""")
_NEVER = re.compile(r"[#\\]")
"""What Python reads past: a comment, and the escapes of a text."""

_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class FormulaError(Exception):
    """A text that is no formula: a coded sentence and the position (0-based character) of the fault."""

    def __init__(self, code: str, position: int, **facts: object) -> None:
        self.code = code
        self.position = position
        self.text = MESSAGES[code].format(**facts)
        super().__init__(f"第{position + 1}个字符处：{self.text}")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure written in the formula."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A choice id in quotes; label: its name, once the name of what it is compared with is resolved."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A name that exists in the dictionary but not in this form: always blank."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A name. kind: "name" (as written), then resolved: "field", "sibling", "column", "cell", "owned"."""

    kind: str
    item: str
    row: str = ""
    column: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class CellNode:
    """A reference bound to one cell."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class CellsNode:
    """A column bound to the cells of its rows."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus one operand."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands under + - * /."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two sides."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    """and / or over conditions; not over one."""

    word: str
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the registry over its arguments."""

    name: str
    arguments: tuple["Node", ...]
    position: int = 0


Node = Number | Text | Blank | Ref | CellNode | CellsNode | Negative | Binary | Compare | Logic | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed (later resolved, later bound) formula."""

    text: str
    root: Node


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """Parse text of the language; raises FormulaError with the position of the first fault."""
    if len(text) > MAX_LENGTH:
        raise FormulaError("formula.too_long", MAX_LENGTH, length=len(text), limit=MAX_LENGTH)
    if not text.strip():
        raise FormulaError("formula.empty", 0)
    return Formula(text, _Reader(text).read())


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, left to right."""
    yield node
    for child in children(node):
        yield from walk(child)


def children(node: Node) -> tuple[Node, ...]:
    """The direct operands of a node."""
    match node:
        case Negative(operand):
            return (operand,)
        case Binary(_, left, right) | Compare(_, left, right):
            return (left, right)
        case Logic(_, operands) | Call(_, operands):
            return operands
        case _:
            return ()


def with_children(node: Node, new: tuple[Node, ...]) -> Node:
    """The same node over other operands."""
    match node:
        case Negative():
            return Negative(*new)
        case Binary(sign) | Compare(sign):
            return type(node)(sign, *new)
        case Logic(word):
            return Logic(word, new)
        case Call(name, _, position):
            return Call(name, new, position)
        case _:
            return node


def _places(text: str) -> list[int]:
    """Where each plain character stood: some signs become two."""
    return [index for index, sign in enumerate(text) for _ in sign.translate(_SIGNS)]


class _Reader:
    """One text being parsed: knows where each plain character stood in the text as written."""

    def __init__(self, text: str) -> None:
        whole = _SPACES.sub(" ", text).translate(_SIGNS)
        self.lead = len(whole) - len(whole.lstrip())
        self.plain = whole.lstrip()
        self.places = range(len(text)) if len(whole) == len(text) else _places(text)
        if _NEVER.search(whole) or not whole.isprintable():
            index = next(i for i, sign in enumerate(whole) if _NEVER.match(sign) or not sign.isprintable())
            raise FormulaError("formula.syntax", self.places[index])
        self.ascii = self.plain.isascii()
        self.bytes = self.plain.encode()

    def read(self) -> Node:
        """The tree of the text."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(self.plain, mode="eval")
        except SyntaxError as error:
            index = error.offset - 1 if error.offset else len(self.plain)  # 0: something is missing at the end
            raise FormulaError("formula.syntax", self._place(index)) from None
        except (ValueError, RecursionError, MemoryError):
            raise FormulaError("formula.syntax", self._place(0)) from None
        return self._node(tree.body, 0)

    def _place(self, plain_index: int) -> int:
        return self.places[min(plain_index + self.lead, len(self.places) - 1)]

    def _position(self, node: ast.expr) -> int:
        # ast counts the bytes of UTF-8.
        return self._place(node.col_offset if self.ascii else len(self.bytes[: node.col_offset].decode()))

    def _source(self, node: ast.expr) -> str:
        return self.bytes[node.col_offset : node.end_col_offset].decode()

    def _node(self, node: ast.expr, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise FormulaError("formula.too_deep", self._position(node), limit=MAX_DEPTH)
        reader = _READERS.get(type(node))
        if reader is None:
            raise FormulaError("formula.not_allowed", self._position(node))
        return reader(self, node, depth + 1)

    def constant(self, node: ast.Constant, _depth: int) -> Node:
        """A plain decimal, or a choice id in quotes."""
        source = self._source(node)
        if _CHOICE.fullmatch(source):
            return Text(source[1:-1])
        if _DECIMAL.fullmatch(source):
            return Number(Decimal(source))
        raise FormulaError("formula.constant", self._position(node), text=source[:20])

    def name(self, node: ast.Name, _depth: int) -> Node:
        """A bare name."""
        return Ref("name", node.id, position=self._position(node))

    def attribute(self, node: ast.Attribute, _depth: int) -> Node:
        """`table.column` or `table[row].column`."""
        match node.value:
            case ast.Name(id=table):
                return Ref("column", table, column=node.attr, position=self._position(node))
            case ast.Subscript(value=ast.Name(id=table), slice=ast.Name(id=row)):
                return Ref("cell", table, row, node.attr, self._position(node))
        raise FormulaError("formula.reference", self._position(node))

    def unary(self, node: ast.UnaryOp, depth: int) -> Node:
        """A sign, or `not`."""
        operand = self._node(node.operand, depth)
        if isinstance(node.op, ast.Not):
            return Logic("not", (operand,))
        if isinstance(node.op, ast.USub):
            return Negative(operand)
        raise FormulaError("formula.not_allowed", self._position(node))

    def binary(self, node: ast.BinOp, depth: int) -> Node:
        """Arithmetic."""
        sign = _BINARY.get(type(node.op))
        if sign is None:
            raise FormulaError("formula.not_allowed", self._position(node))
        return Binary(sign, self._node(node.left, depth), self._node(node.right, depth))

    def compare(self, node: ast.Compare, depth: int) -> Node:
        """One comparison; chains are refused."""
        sign = _COMPARE.get(type(node.ops[0]))
        if sign is None or len(node.ops) > 1:
            raise FormulaError("formula.not_allowed", self._position(node))
        return Compare(sign, self._node(node.left, depth), self._node(node.comparators[0], depth))

    def logic(self, node: ast.BoolOp, depth: int) -> Node:
        """`and`, `or`."""
        word = "and" if isinstance(node.op, ast.And) else "or"
        return Logic(word, tuple(self._node(value, depth) for value in node.values))

    def call(self, node: ast.Call, depth: int) -> Node:
        """A function of the registry."""
        if not isinstance(node.func, ast.Name) or node.keywords or any(isinstance(a, ast.Starred) for a in node.args):
            raise FormulaError("formula.not_allowed", self._position(node))
        position, name = self._position(node), node.func.id
        function = FUNCTIONS.get(name)
        if function is None:
            raise FormulaError("formula.function", position, name=name, hint=did_you_mean(name, FUNCTIONS))
        if len(node.args) not in function.counts:
            raise FormulaError("formula.arguments", position, name=name, usage=function.usage)
        return Call(name, tuple(self._node(argument, depth) for argument in node.args), position)


_READERS: dict[type[ast.expr], Callable[[_Reader, Any, int], Node]] = {
    ast.Constant: _Reader.constant,
    ast.Name: _Reader.name,
    ast.Attribute: _Reader.attribute,
    ast.UnaryOp: _Reader.unary,
    ast.BinOp: _Reader.binary,
    ast.Compare: _Reader.compare,
    ast.BoolOp: _Reader.logic,
    ast.Call: _Reader.call,
}
