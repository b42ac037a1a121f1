"""The parts of which `excel` prints a formula: a text that knows under which tests it is blank."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

COMPARISON, SUM, PRODUCT, FACTOR, ATOM = range(1, 6)
GUARD = 9
"""Places to which the sides of a comparison are rounded: Excel's binary figures miss 0.3 by 1E-17, ours do not."""


class Piece(NamedTuple):
    """A printed part. text is right where no test holds; blank where one does, or (fails) where it is an error.

    plain: one reference or literal. zero: a short text for "blank counts as 0", if there is one. A large workbook
    takes a hundred thousand of them: a tuple is made in a quarter of the time of a frozen dataclass.
    """

    text: str
    level: int = ATOM
    tests: tuple[str, ...] = ()
    fails: bool = False
    plain: bool = False
    truth: bool = False
    zero: str = ""

    def __format__(self, spec: str) -> str:
        """The text as a template asks for it: as a "factor", as a "side" of a comparison, or as it is."""
        return self.at(FACTOR) if spec == "factor" else self.side() if spec == "side" else self.text

    @property
    def sure(self) -> bool:
        """Never blank."""
        return not self.tests and not self.fails

    def at(self, level: int) -> str:
        """The text, in brackets where it binds less than its place asks."""
        return self.text if self.level >= level else f"({self.text})"

    def closed(self, blank: str = "NA()") -> str:
        """The text with its tests: what is given where they hold."""
        return f"IF({any_of(self.tests)},{blank},{self.text})" if self.tests else self.text

    def otherwise(self, blank: str) -> str:
        """The text with what stands in its place when blank."""
        return f"IFERROR({self.closed()},{blank})" if self.fails else self.closed(blank)

    def whole(self) -> str:
        """The text of a cell: empty when blank."""
        return f'IFERROR({self.closed(EMPTY)},"")' if self.fails else self.closed(EMPTY)

    def side(self) -> str:
        """The text as one side of a comparison."""
        return self.text if self.plain else f"ROUND({self.text},{GUARD})"


EMPTY = '""'
BLANK = Piece(text="NA()", fails=True)


def any_of(tests: Sequence[str]) -> str:
    """The test that holds where any of these does."""
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def tests_of(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The tests of all pieces, each once."""
    return tuple(dict.fromkeys(test for piece in pieces for test in piece.tests))


def fails_of(pieces: Iterable[Piece]) -> bool:
    """Whether any of them may be an error."""
    return any(piece.fails for piece in pieces)
