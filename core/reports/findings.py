"""What a check says now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.errors import MESSAGES
from core.formulas.cells import Cell

LEVEL_LABELS = {"must_fix": "必须改正", "explain": "需说明", "hint": "提示", "incomplete": "未填"}
"""What each of `model.LEVELS` is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at.

    level: one of `model.LEVELS`. left, right, difference: the evidence as printed ("" where there is none).
    action: what to do. cells: where to go, most telling first. item: the sentence (`sentence:ID`) or table it stands
    in, where no cell says so. operands: what else it was found from. words: what tells apart findings of one check at
    one place: the words it was found in, or the row. explained: the clerk's reason, still given for the present values.
    """

    code: str
    level: str
    text: str
    cells: tuple[Cell, ...] = ()
    item: str = ""
    left: str = ""
    right: str = ""
    difference: str = ""
    action: str = ""
    operands: tuple[Cell, ...] = ()
    words: str = ""
    explained: str = ""

    @property
    def place(self) -> str:
        """Where it stands: the sentence or table, else the first cell."""
        return self.item or (str(self.cells[0]) if self.cells else "")

    @property
    def key(self) -> str:
        """What an explanation is kept under: stable while the same thing is found at the same place."""
        return ":".join(filter(None, (self.code, self.place, self.words)))


def finding(
    kind: str, level: str, facts: Mapping[str, str], cells: Iterable[Cell] = (), item: str = "", words: str = ""
) -> Finding:
    """A finding whose sentences are the catalogue's `check.KIND` and `check.KIND.action` with the facts put in."""
    return Finding(
        code=f"S-{kind}",
        level=level,
        text=MESSAGES[f"check.{kind}"].format_map(facts),
        cells=tuple(cells),
        item=item,
        left=facts.get("left", ""),
        right=facts.get("right", ""),
        difference=facts.get("difference", ""),
        action=MESSAGES.get(f"check.{kind}.action", "").format_map(facts),
        words=words,
    )


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """A check that could not be made, and why."""

    code: str
    text: str
    cells: tuple[Cell, ...] = ()


Outcome = Finding | NotEvaluated | None
"""What one check comes to; None: it was made and passed."""


BLOCKING = ("must_fix", "explain", "incomplete")
"""Levels of what a final version may not have."""


@dataclass(slots=True)
class Examination:
    """The result of all checks: what was found, how many were made, which could not be."""

    findings: list[Finding] = field(default_factory=list)
    checked: int = 0
    not_evaluated: list[NotEvaluated] = field(default_factory=list)

    def take(self, outcome: Outcome) -> None:
        """Count one check with what it came to."""
        if isinstance(outcome, NotEvaluated):
            self.not_evaluated.append(outcome)
            return
        self.checked += 1
        if outcome is not None:
            self.findings.append(outcome)

    def open(self, *levels: str) -> list[Finding]:
        """Findings of these levels that still stand (an explained one does not)."""
        return [finding for finding in self.findings if finding.level in levels and not finding.explained]
