"""All checks of one sheet: the definition's rules and what every form is examined for. Nothing here throws."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from core.errors import MESSAGES
from core.forms.kinds import KINDS
from core.forms.model import LEVELS
from core.forms.program import CompiledCheck
from core.forms.resolve import available, without_absent
from core.forms.templates import pieces
from core.formulas.bind import bound, bound_cells, references
from core.formulas.cells import Cell
from core.formulas.evaluate import Slot
from core.formulas.syntax import Formula, Ref, parse
from core.reports.blank_checks import blank_outcomes
from core.reports.findings import Examination, Finding, NotEvaluated, Outcome
from core.reports.prose_checks import prose_outcomes
from core.reports.rounding import envelope
from core.reports.sheet import Sheet
from core.reports.sides import blanks, known_as, said
from core.reports.structure_checks import STALE, structure_outcomes

_HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_TOLERANT = frozenset({"==", "<=", ">="})
_MOST_NAMES = 6


def examine(sheet: Sheet) -> Examination:
    """Every finding of the sheet, gravest first and then in the order of the form, with the counts."""
    steps = examination_steps(sheet)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            made: Examination = done.value
            return made


def examination_steps(sheet: Sheet) -> Generator[None, None, Examination]:
    """The same bit by bit: between two steps others may have their turn, but the sheet must stay as it is."""
    examination = Examination()
    for outcomes in (_rule_outcomes, structure_outcomes, blank_outcomes, prose_outcomes):
        for outcome in outcomes(sheet):
            examination.take(outcome)
            yield
    unique: dict[str, Finding] = {}
    for finding in _told(sheet, examination.findings):
        unique.setdefault(finding.key, _explained(sheet, finding))
    place = _places(sheet)
    examination.findings = sorted(unique.values(), key=lambda one: (LEVELS.index(one.level), *place(one)))
    return examination


def _told(sheet: Sheet, findings: list[Finding]) -> list[Finding]:
    """The findings but for those that a check of the definition says better."""
    better = {check.check.code: check.check.replaces for check in sheet.program.checks if check.check.replaces}
    if not better:
        return findings
    said = {(code, one.cells[:1]) for one in findings for code in better.get(one.code, ())}
    return [one for one in findings if (one.code, one.cells[:1]) not in said]


def evidence(sheet: Sheet, finding: Finding) -> tuple[tuple[str, str], ...]:
    """The values for which an explanation of this finding is given: (address, printed text).

    Long texts are left out: what was found in them is part of the finding's key.
    """
    cells = dict.fromkeys((*finding.cells, *finding.operands))
    return tuple((str(cell), sheet.shown(cell)) for cell in cells if not _is_prose(sheet, cell))


def _is_prose(sheet: Sheet, cell: Cell) -> bool:
    one = sheet.field(cell)
    return one is not None and KINDS[one.kind].prose


def _explained(sheet: Sheet, finding: Finding) -> Finding:
    given = sheet.draft.explanations.get(finding.key)
    if given is None or finding.level != "explain" or finding.code == STALE:
        return finding
    return replace(finding, explained=given.text) if given.values == evidence(sheet, finding) else finding


def _places(sheet: Sheet) -> Callable[[Finding], tuple[int, int]]:
    """Where a finding stands in the form: its item, then its row."""
    items = [item.removeprefix("grid:") for section in sheet.program.form.sections() for item in section.items]
    order = {item: index for index, item in reversed(list(enumerate(items)))}

    def place(finding: Finding) -> tuple[int, int]:
        first = finding.cells[0] if finding.cells else Cell("")
        tree = sheet.trees.get(first.item)
        row = tree.position.get(first.row, 0) if tree else 0
        return order.get(finding.item or first.item, len(order)), row

    return place


# -- the definition's rules --------------------------------------------------------------------------------------


def _rule_outcomes(sheet: Sheet) -> Iterator[Outcome]:
    for check in sheet.program.checks:
        if not _applies(sheet, check):
            continue
        siblings = _siblings(check)
        for row in sheet.rows(check.each) if check.each else ("",):
            yield from _Comparison(sheet, check, row, siblings).outcomes()


def _siblings(check: CompiledCheck) -> tuple[Slot, ...]:
    """The columns of its own row that a check compares."""
    refs = (ref for side in check.sides for ref in references(side) if ref.kind == "sibling")
    return tuple(dict.fromkeys((ref.item, ref.column) for ref in refs))


def _applies(sheet: Sheet, check: CompiledCheck) -> bool:
    """Whether the rule is about anything that applies to this unit; what it takes as zero when blank does not count."""
    if not sheet.draft.not_applicable:
        return True

    def applies(ref: Ref) -> bool:
        cell = Cell(ref.item, ref.row, ref.column)
        return ref.item not in sheet.draft.not_applicable and (bool(ref.column) or not sheet.inapplicable(cell))

    return check.each not in sheet.draft.not_applicable and all(available(s.root, applies) for s in check.sides)


class _Comparison:
    """One check in one row ("" for a check of fields)."""

    def __init__(self, sheet: Sheet, check: CompiledCheck, row: str, siblings: tuple[Slot, ...]) -> None:
        self.sheet, self.check, self.row, self.siblings = sheet, check, row, siblings

    def outcomes(self) -> Iterable[Outcome]:
        """One outcome, or none where the check does not arise."""
        if self.row and self.check.sign and self._row_is_blank():
            return ()
        if self.check.when is not None and not (arises := self.check.when(self.sheet, self.row)):
            return self._not_evaluated([self._condition()]) if arises is None else ()
        values = [run(self.sheet, self.row) for run in self.check.runs]
        if None in values:
            return self._not_evaluated(self._sides())
        holds = _HOLDS[self.check.sign](*values) if self.check.sign else values[0]
        return (None if holds else self._finding(values),)

    def _row_is_blank(self) -> bool:
        """A row in which nothing is filled is not there to be compared."""
        columns = self.sheet.columns
        return bool(self.siblings) and all(columns[slot].get(self.row) is None for slot in self.siblings)

    def _sides(self) -> list[Formula]:
        return [bound(side, self.row, self.sheet.rows_of) for side in self.check.sides]

    def _condition(self) -> Formula:
        """Only the closure of a condition is kept: its tree is read again where it cannot be told."""
        program = self.sheet.program
        resolved = program.scope.resolve(parse(self.check.check.when), self.check.each)
        held = without_absent(resolved, lambda ref: ref.item in (program.tables if ref.column else program.fields))
        return bound(held, self.row, self.sheet.rows_of)

    def _not_evaluated(self, formulas: Sequence[Formula]) -> Iterable[Outcome]:
        """Why it could not be made; a check that waits for what does not apply to this unit does not arise."""
        missing = dict(one for formula in formulas for one in blanks(self.sheet, formula.root))
        if any(self.sheet.inapplicable(cell) for cell in missing.values()):
            return ()
        text = MESSAGES["check.blank"].format(names="、".join([*missing][:_MOST_NAMES]))
        if not missing:
            read = [cell for formula in formulas for cell in bound_cells(formula)]
            names = [known_as(self.sheet, cell) for cell in (*self._points(), *read)]
            label = names[0] if self._points() else f"含“{names[0]}”的一项"
            text = MESSAGES["check.not_computable"].format(label=label)
        return (NotEvaluated(self.check.check.code, text, tuple(missing.values()) or self._points()),)

    def _finding(self, values: list[Any]) -> Finding:
        sides, check = self._sides(), self.check.check
        first = second = difference = ""
        if self.check.sign:
            first, second, difference = said(self.sheet, [side.root for side in sides], values)
        label = self.sheet.row_label(self.check.each, self.row) if self.row else ""
        facts = {"left": first, "right": second, "difference": difference, "label": label}
        level, text, action = check.level, _worded(check.message, facts), check.action
        if self._within_rounding(sides, values):
            level, text, action = "hint", MESSAGES["check.rounding"].format(text=text), ""
        operands = tuple(cell for side in sides for cell in bound_cells(side))
        cells = self._points() or operands[:1]
        return Finding(
            code=check.code,
            level=level,
            text=self.sheet.caption(text),
            cells=cells,
            left=first,
            right=second,
            difference=difference,
            action=self.sheet.caption(action),
            operands=operands,
            words=self._words(cells[0] if cells else Cell("")),
        )

    def _words(self, first: Cell) -> str:
        """The row, where the first cell does not stand in it; with its table where the rule has several."""
        several = len(self.check.check.each) > 1
        if self.row == first.row and (first.item == self.check.each or not several):
            return ""
        return f"{self.check.each}[{self.row}]" if several else self.row

    def _points(self) -> tuple[Cell, ...]:
        return tuple(dict.fromkeys(cell for ref in self.check.cells for cell in self._pointed(ref)))

    def _pointed(self, ref: Ref) -> Iterable[Cell]:
        """A column stands for the row at hand, or for its filled rows."""
        if ref.kind not in ("column", "sibling"):
            return (Cell(ref.item, ref.row, ref.column),)
        if ref.item == self.check.each:
            return (Cell(ref.item, self.row, ref.column),)
        cells = [Cell(ref.item, row, ref.column) for row in self.sheet.tops[ref.item]]
        return [cell for cell in cells if self.sheet.value(cell) is not None] or cells[:1]

    def _within_rounding(self, sides: list[Formula], values: list[Any]) -> bool:
        """Whether rounded figures could differ like this although the exact ones agree."""
        if self.check.sign not in _TOLERANT or not isinstance(values[0], Decimal):
            return False
        return bool(abs(values[0] - values[1]) < envelope(self.sheet, sides))


def _worded(text: str, facts: dict[str, str]) -> str:
    """A message with its facts; {year} and the like are left to the caption."""
    return "".join(
        piece if isinstance(piece, str) else facts.get(piece.name, f"{{{piece.name}}}") for piece in pieces(text)
    )
