"""What a function of the language is: one record says all that the program asks of it.

`functions` and `scores` hold the functions themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.numbers import CONTEXT

EXACT = 9
"""Places to which a quotient is rounded before it is cut to whole steps, so that 0.15 ÷ 0.05 is 3 everywhere."""

MOST = 30
"""Arguments that a function takes whose usage ends in …."""

Value = Decimal | str | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function.

    usage: how it is written (several ways with 或), from which its name and its numbers of arguments are read. label,
    doc: for people. takes: what each argument is, the last repeated; a type of `core.formulas.types` or one of its
    groups ("any", "column", "owned", "countable", "anything"). strict: a blank argument makes the result blank. gather:
    arguments (figures and columns) come as one list, blanks among them. gives: "figure" or "truth". said: the
    derivation's wording with {0} {1} … ("+" for a sum, "" for `label（…）`) at precedence level. inner: the level at
    which its arguments are said (None: what `level` asks). says: the wording of a function whose arguments are of any
    number. excel: the workbook's wording, or the function whose printer in `core.formulas.excel` serves ("": its own).
    divides: it is blank where a division fails. words: how prose announces such a percentage. owned: its columns are
    those of the rows that belong
    to the row at hand. pairs: behind the first two, arguments come in pairs. Of a scoring function: tells says why
    points were lost ("" when none were), best gives what could be had, measures says which arguments are measured as
    the first one is ("bound", "step" or ""; those in pairs alternate).
    """

    usage: str
    label: str
    doc: str
    call: Callable[..., Value]
    excel: str = ""
    takes: tuple[str, ...] = ("figure",)
    strict: bool = True
    gather: bool = False
    gives: str = "figure"
    said: str = ""
    level: int = 9
    inner: int | None = None
    says: Callable[[Sequence[str]], str] | None = None
    divides: bool = False
    owned: bool = False
    pairs: bool = False
    tells: "Callable[[Scale, Sequence[Any]], str] | None" = None
    best: Callable[[Sequence[Any]], Decimal] | None = None
    measures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called by in a formula."""
        return self.usage.partition("(")[0]

    @property
    def counts(self) -> range:
        """The numbers of arguments that its usage allows; where it ends in …, at most MOST."""
        shown = [way.count(",") + 1 for way in self.usage.split(" 或 ") if "…" not in way] or [1]
        return range(min(shown), (MOST if "…" in self.usage else max(shown)) + 1, 2 if self.pairs else 1)

    def measure(self, index: int) -> str:
        """How an argument is measured."""
        if index >= len(self.measures) > 2:
            index = 2 + index % 2
        return self.measures[index] if index < len(self.measures) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The figure that a scoring function judges: its name, its printed value, and the row in which it stands.

    percent: it is a ratio, whose bounds are said in percent. unit: what stands behind its bounds otherwise.
    """

    name: str
    shown: str
    row: str
    percent: bool = False
    unit: str = ""

    def bound(self, value: Decimal) -> str:
        """A figure that it is measured against: 100%, 50个."""
        return f"{plain(CONTEXT.scaleb(value, 2))}%" if self.percent else plain(value) + self.unit

    def step(self, value: Decimal) -> str:
        """A distance on it: 5个百分点, 10个."""
        return f"{plain(CONTEXT.scaleb(value, 2))}个百分点" if self.percent else plain(value) + self.unit


def plain(value: Decimal) -> str:
    """A figure without trailing zeros."""
    return format(value.normalize(), "f")
