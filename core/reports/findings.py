"""What a check says now."""

from dataclasses import dataclass, field

from core.formulas.cells import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at.

    level: one of `model.LEVELS`. left, right, difference: the evidence as printed ("" where there is none).
    action: what to do. cells: where to go, most telling first. item: the sentence or prose it stands in.
    explained: the clerk's reason, still given for the present values.
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
    explained: str = ""

    @property
    def key(self) -> str:
        """What an explanation is kept under: stable while the same thing is found at the same place."""
        return f"{self.code}:{self.cells[0] if self.cells else self.item}"


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """A check that could not be made, and why."""

    code: str
    text: str
    cells: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Examination:
    """The result of all checks: what was found, how many were made, which could not be."""

    findings: list[Finding] = field(default_factory=list)
    checked: int = 0
    not_evaluated: list[NotEvaluated] = field(default_factory=list)

    def open(self, *levels: str) -> list[Finding]:
        """Findings of these levels that still stand (an explained one does not)."""
        return [finding for finding in self.findings if finding.level in levels and not finding.explained]
