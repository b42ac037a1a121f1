"""A bound formula -> an Excel formula that gives the same value, so that a workbook stays alive after it is handed in.

Excel reads an empty cell as 0 and shows a division by zero as an error; here both are blank. So every printed piece
knows the tests under which it is blank, and the whole becomes `IF(blank,"",ROUND(figure,places))`, within IFERROR
where a part may fail. Only functions of Excel 2010 are used; WPS and LibreOffice compute them alike.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from core.formulas.cells import Cell
from core.formulas.excel_pieces import (
    ATOM,
    BLANK,
    COMPARISON,
    FACTOR,
    PRODUCT,
    SUM,
    Piece,
    any_of,
    fails_of,
    tests_of,
)
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
)

Locate = Callable[[Sequence[Cell]], Sequence[str]]
"""Cells -> the fewest references (`B3`, `B3:B6`, `'收支'!B3:B6`) that hold just these cells, in their order."""

MAX_LENGTH = 8000
MAX_ARGUMENTS = 250
MAX_LEVELS = 60

_SIGNS = {"==": "=", "!=": "<>"}
_RANGE = re.compile(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)")


class _TooLargeError(Exception):
    """More arguments than a function of a workbook takes."""


def _unspelt(choice: str, _cells: Sequence[Cell]) -> str:
    return choice


def _by_mark(_cell: Cell) -> str:
    return "、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a workbook shows what formulas read: where cells stand, choices by their labels, lists by their joiners.

    spell: (choice id, the cells it is compared with) -> the text that stands in those cells for it.
    joiner: what parts the entries of a list cell ("、" or a line end).
    """

    locate: Locate
    spell: Callable[[str, Sequence[Cell]], str] = _unspelt
    joiner: Callable[[Cell], str] = _by_mark


def excel_formula(formula: Formula, shown: Shown, places: int | None) -> str:
    """The formula for a workbook, with its `=`; it gives an empty text where ours is blank.

    formula: bound (no Ref). places: decimal places of the value (percent: of the ratio), None to leave it unrounded.
    Gives "" for a formula beyond what a workbook can hold; its value must then stand alone.
    """
    try:
        piece = _Printer(shown).piece(formula.root)
    except _TooLargeError:
        return ""
    text = piece.text if places is None or piece.truth else f"ROUND({piece.text},{places})"
    text = "=" + Piece(text=text, tests=piece.tests, fails=piece.fails).whole()
    return text if len(text) <= MAX_LENGTH and _depth(text) <= MAX_LEVELS else ""


def _depth(text: str) -> int:
    """How deep brackets are nested (0 when there are too few to matter)."""
    deepest = level = 0
    if text.count("(") <= MAX_LEVELS:
        return deepest
    for character in text:
        level += (character == "(") - (character == ")")
        deepest = max(deepest, level)
    return deepest


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _plus(texts: Sequence[str]) -> str:
    return "+".join(texts) or "0"


def _extent(reference: str) -> tuple[int, int]:
    """How many rows and columns further a reference ends than it begins."""
    found = _RANGE.search(reference.rpartition("!")[2])
    return (int(found[4]) - int(found[2]), column_number(found[3]) - column_number(found[1])) if found else (0, 0)


def column_number(letters: str) -> int:
    """1 for A, 26 for Z, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Printer:
    """One formula being printed: every method gives the piece for one kind of node or function."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown

    def piece(self, node: Node) -> Piece:
        match node:
            case Number(value):
                return Piece(text=format(value, "f"), plain=True)
            case Text(value):
                return Piece(text=_quoted(value), plain=True)
            case CellNode(cell):
                return self._cell(cell)
            case Blank():
                return BLANK
            case Call(name, arguments):
                return self._call(FUNCTIONS[name], arguments)
            case _:
                return self._operation(node)

    def _cell(self, cell: Cell) -> Piece:
        (reference,) = self.shown.locate((cell,))
        return Piece(text=reference, tests=(f'{reference}=""',), plain=True, zero=f"N({reference})")

    def _operation(self, node: Node) -> Piece:
        match node:
            case Negative(operand):
                piece = self.piece(operand)
                text, literal = "-" + piece.at(FACTOR), isinstance(operand, Number)
                return Piece(text=text, level=SUM, tests=piece.tests, fails=piece.fails, plain=literal)
            case Binary(sign, left, right):
                return self._binary(sign, self.piece(left), self.piece(right))
            case Compare(sign, left, right):
                one, other = self._side(left, right), self._side(right, left)
                text = f"{one.side()}{_SIGNS.get(sign, sign)}{other.side()}"
                pair = (one, other)
                return Piece(text=text, level=COMPARISON, tests=tests_of(pair), fails=fails_of(pair), truth=True)
            case Logic(word, operands):
                return self._logic(word, [self.piece(operand) for operand in operands])
            case _:
                raise TypeError(node)

    def _binary(self, sign: str, left: Piece, right: Piece) -> Piece:
        level = SUM if sign in "+-" else PRODUCT
        text = left.at(level) + sign + right.at(level + 1 if sign in "-/" else level)
        pair = (left, right)
        return Piece(text=text, level=level, tests=tests_of(pair), fails=sign == "/" or fails_of(pair))

    def _side(self, node: Node, other: Node) -> Piece:
        """One side of a comparison: a choice is written as the other side's cell shows it."""
        if isinstance(node, Text) and isinstance(other, CellNode):
            return Piece(text=_quoted(self.shown.spell(node.value, (other.cell,))), plain=True)
        return self.piece(node)

    def _logic(self, word: str, pieces: Sequence[Piece]) -> Piece:
        if word == "not":
            (piece,) = pieces
            return Piece(text=f"NOT({piece.text})", tests=piece.tests, fails=piece.fails, truth=True)
        both = word == "and"
        name, unknown = ("AND", "TRUE") if both else ("OR", "FALSE")
        text = f"{name}({','.join(piece.closed() for piece in pieces)})"
        if all(piece.sure for piece in pieces):
            return Piece(text=text, truth=True)
        known = f"{name}({','.join(piece.otherwise(unknown) for piece in pieces)})"
        # What is known may decide: a false side makes "and" false even beside a blank, a true side makes "or" true.
        decided = f"IF({known},{text},FALSE)" if both else f"IF({known},TRUE,{text})"
        return Piece(text=decided, fails=True, truth=True)

    def _call(self, function: Function, arguments: Sequence[Node]) -> Piece:
        if special := _SPECIAL.get(function.excel or function.name):
            return special(self, arguments)
        pieces = [self.piece(argument) for argument in arguments]
        level = ATOM if function.excel[0].isalpha() else PRODUCT
        fails = function.divides or fails_of(pieces)
        return Piece(text=function.excel.format(*pieces), level=level, tests=tests_of(pieces), fails=fails)

    # ---- functions that gather figures and columns

    def _gathered(self, arguments: Sequence[Node]) -> tuple[list[str], list[Piece]]:
        """References of the cells among the arguments, and the pieces of the others."""
        cells: list[Cell] = []
        others = []
        for argument in arguments:
            match argument:
                case CellNode(cell):
                    cells.append(cell)
                case CellsNode(column):
                    cells.extend(column)
                case Blank():
                    pass
                case _:
                    others.append(self.piece(argument))
        references = list(self.shown.locate(cells)) if cells else []
        if len(references) + len(others) > MAX_ARGUMENTS:
            raise _TooLargeError
        return references, others

    def gather(self, arguments: Sequence[Node], *, name: str, blank: str) -> Piece:
        """SUM, MIN and MAX: they pass over empty cells by themselves; other operands get what changes nothing."""
        references, others = self._gathered(arguments)
        if not references and not others:
            return BLANK
        text = f"{name}({','.join([*references, *(piece.otherwise(blank) for piece in others)])})"
        zero = text if name == "SUM" else ""
        if any(piece.sure for piece in others):
            return Piece(text=text, zero=zero)
        return Piece(text=text, tests=(f"{_counted(references, others)}=0",), zero=zero)

    def average(self, arguments: Sequence[Node]) -> Piece:
        references, others = self._gathered(arguments)
        total = self.gather(arguments, name="SUM", blank="0")
        if not others:
            return Piece(text=f"AVERAGE({','.join(references)})", tests=total.tests, fails=total.fails)
        return Piece(text=f"{total.text}/{_counted(references, others)}", level=PRODUCT, tests=total.tests)

    def count(self, arguments: Sequence[Node]) -> Piece:
        """Filled rows of a column, or entries of a list that stands in one cell."""
        match arguments[0]:
            case CellNode(cell):
                (reference,) = self.shown.locate((cell,))
                joiner = "CHAR(10)" if self.shown.joiner(cell) == "\n" else _quoted(self.shown.joiner(cell))
                marks = f'LEN({reference})-LEN(SUBSTITUTE({reference},{joiner},""))'
                return Piece(text=f'IF({reference}="",0,{marks}+1)')
            case node:
                references, _ = self._gathered((node,))
                text = _plus([f'SUMPRODUCT(--({reference}<>""))' for reference in references])
                return Piece(text=text, level=SUM)

    # ---- functions that ask about blanks

    def or_zero(self, arguments: Sequence[Node]) -> Piece:
        piece = self.piece(arguments[0])
        if piece.sure:
            return piece
        return Piece(text=piece.zero or piece.otherwise("0"))

    def first_filled(self, arguments: Sequence[Node]) -> Piece:
        pieces = [self.piece(argument) for argument in arguments]
        fails = fails_of(pieces)
        text = pieces[-1].closed() if fails else pieces[-1].text
        for piece in reversed(pieces[:-1]):
            text = piece.text if piece.sure else piece.otherwise(text)
        if any(piece.sure for piece in pieces):
            return Piece(text=text)
        if fails:
            return Piece(text=text, fails=True)
        return Piece(text=text, tests=(f"AND({','.join(any_of(piece.tests) for piece in pieces)})",))

    def filled(self, arguments: Sequence[Node]) -> Piece:
        piece = self.piece(arguments[0])
        if piece.plain and piece.tests:
            return Piece(text=f'{piece.text}<>""', level=COMPARISON, truth=True)
        if piece.fails:
            return Piece(text=f"NOT(ISERROR({piece.closed()}))", truth=True)
        return Piece(text=f"NOT({any_of(piece.tests)})" if piece.tests else "TRUE", truth=True)

    def when(self, arguments: Sequence[Node]) -> Piece:
        condition, then, otherwise = pieces = ([self.piece(argument) for argument in arguments] + [BLANK])[:3]
        text = f"IF({condition.text},{then.closed()},{otherwise.closed()})"
        return Piece(text=text, tests=condition.tests, fails=fails_of(pieces) or bool(then.tests or otherwise.tests))

    def bands(self, arguments: Sequence[Node], *, sign: str) -> Piece:
        """Of the bands the first that holds."""
        value, otherwise, *bands = pieces = [self.piece(argument) for argument in arguments]
        text = otherwise.text
        for bound, score in reversed(list(zip(bands[::2], bands[1::2], strict=True))):
            text = f"IF({value:side}{sign}{bound:side},{score},{text})"
        return Piece(text=text, tests=tests_of(pieces), fails=fails_of(pieces))

    # ---- functions over the rows of a choice

    def total_where(self, arguments: Sequence[Node]) -> Piece:
        match arguments:
            case (CellsNode(figures), CellsNode(choices), Text(wanted)) if figures:
                shown = _quoted(self.shown.spell(wanted, choices))
                pairs = self._pairs(figures, choices)
                text = _plus([f"SUMPRODUCT(--({choice}={shown}),{figure})" for figure, choice in pairs])
                filled = _plus([f"SUMPRODUCT(({choice}={shown})*ISNUMBER({figure}))" for figure, choice in pairs])
                return Piece(text=text, level=SUM, tests=(f"{filled}=0",), zero=f"({text})")
        return BLANK

    def count_where(self, arguments: Sequence[Node]) -> Piece:
        match arguments:
            case (CellsNode(choices), Text(wanted)) if choices:
                shown = _quoted(self.shown.spell(wanted, choices))
                references, _ = self._gathered(arguments[:1])
                text = _plus([f"SUMPRODUCT(--({reference}={shown}))" for reference in references])
                return Piece(text=text, level=SUM)
        return Piece(text="0", plain=True)

    def _pairs(self, figures: Sequence[Cell], choices: Sequence[Cell]) -> list[tuple[str, str]]:
        """References to the two columns, cut alike (row by row where the sheets differ)."""
        ours, theirs = self.shown.locate(figures), self.shown.locate(choices)
        if [_extent(reference) for reference in ours] != [_extent(reference) for reference in theirs]:
            ours = [self.shown.locate((cell,))[0] for cell in figures]
            theirs = [self.shown.locate((cell,))[0] for cell in choices]
        if len(ours) > MAX_ARGUMENTS:
            raise _TooLargeError
        return list(zip(ours, theirs, strict=True))


def _counted(references: Sequence[str], others: Sequence[Piece]) -> str:
    return f"COUNT({','.join([*references, *(piece.closed() for piece in others)])})"


_SPECIAL: dict[str, Callable[[_Printer, Sequence[Node]], Piece]] = {
    "total": partial(_Printer.gather, name="SUM", blank="0"),
    "smallest": partial(_Printer.gather, name="MIN", blank="1E+300"),
    "largest": partial(_Printer.gather, name="MAX", blank="-1E+300"),
    "average": _Printer.average,
    "count": _Printer.count,
    "or_zero": _Printer.or_zero,
    "first_filled": _Printer.first_filled,
    "filled": _Printer.filled,
    "when": _Printer.when,
    "bands_from": partial(_Printer.bands, sign=">="),
    "bands_to": partial(_Printer.bands, sign="<="),
    "total_where": _Printer.total_where,
    "count_where": _Printer.count_where,
}
"""Printers of the functions whose workbook wording is no template, by the name in their record."""
