"""All checks of one sheet: the definition's rules and what every form is examined for. Nothing here throws."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from core.errors import MESSAGES
from core.formulas.bind import bound, bound_cells, references
from core.formulas.cells import Cell
from core.formulas.syntax import Call, walk
from core.forms.kinds import KINDS
from core.forms.program import CompiledCheck
from core.numbers import BLANK_PRINT, half_units, rounded
from core.reports.findings import Examination, Finding, NotEvaluated
from core.reports.prose_checks import prose_findings
from core.reports.sheet import Sheet
from core.reports.structure_checks import structure_findings

_EXACT: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip
_TOLERANT = frozenset({"==", "<=", ">="})


def examine(sheet: Sheet) -> Examination:
    """Every finding of the sheet, gravest levels first as far as they are found, with the counts."""
    examination = Examination()
    for check in sheet.program.checks:
        rows = sheet.rows(check.check.each) if check.check.each else ("",)
        if check.check.each in sheet.draft.not_applicable:
            continue
        for row in rows:
            _compare(sheet, check, row, examination)
    for outcome in (*structure_findings(sheet), *prose_findings(sheet)):
        examination.checked += 1
        if isinstance(outcome, Finding):
            examination.findings.append(outcome)
    examination.findings = [_explained(sheet, finding) for finding in examination.findings]
    return examination


def evidence(sheet: Sheet, finding: Finding) -> tuple[tuple[str, str], ...]:
    """The values for which an explanation of this finding is given: (address, printed text) of its cells."""
    return tuple((str(cell), sheet.shown(cell)) for cell in finding.cells)


def _explained(sheet: Sheet, finding: Finding) -> Finding:
    given = sheet.draft.explanations.get(finding.key)
    if given is None or finding.level != "explain" or given.values != evidence(sheet, finding):
        return finding
    return replace(finding, explained=given.text)


def _compare(sheet: Sheet, check: CompiledCheck, row: str, examination: Examination) -> None:
    if any(cell.item in sheet.draft.not_applicable for cell in check.cells):
        return
    if check.when is not None and not check.when(sheet, row):
        return
    left, right = check.runs[0](sheet, row), check.runs[1](sheet, row)
    cells = _points(check, row)
    if left is None or right is None:
        blank = _blanks(sheet, check, row)
        names = "、".join(sheet.label(cell) for cell in blank) or check.check.code
        examination.not_evaluated.append(NotEvaluated(check.check.code, MESSAGES["check.blank"].format(names=names), blank or cells))
        return
    examination.checked += 1
    if _EXACT[check.sign](left, right):
        return
    level = "hint" if _within_rounding(sheet, check, row, left, right) else check.check.level
    examination.findings.append(_finding(sheet, check, row, cells, left, right, level))


def _finding(sheet: Sheet, check: CompiledCheck, row: str, cells: tuple[Cell, ...], left: Any, right: Any, level: str) -> Finding:
    unit = _unit(sheet, check, row)
    sides = (_said(sheet, left, unit), _said(sheet, right, unit))
    difference = _said(sheet, abs(left - right), unit) if isinstance(left, Decimal) else ""
    label = sheet.row_label(check.check.each, row) if row else ""
    text = check.check.message.format_map(_Facts(left=sides[0], right=sides[1], difference=difference, label=label))
    action = sheet.caption(check.check.action)
    if level != check.check.level:
        text, action = MESSAGES["check.rounding"].format(text=sheet.caption(text)), ""
    return Finding(
        code=check.check.code, level=level, text=sheet.caption(text), cells=cells, left=sides[0], right=sides[1],
        difference=difference, action=action,
    )  # fmt: skip


class _Facts(dict[str, str]):
    """Leaves {year} and the like for the caption."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _points(check: CompiledCheck, row: str) -> tuple[Cell, ...]:
    return tuple(Cell(ref.item, row if ref.kind == "sibling" else ref.row, ref.column) for ref in check.cells)


def _leaves(sheet: Sheet, check: CompiledCheck, row: str) -> list[Cell]:
    found: dict[Cell, None] = {}
    for side in check.sides:
        found.update(dict.fromkeys(bound_cells(bound(side, row, sheet.rows_of))))
    return list(found)


def _blanks(sheet: Sheet, check: CompiledCheck, row: str) -> tuple[Cell, ...]:
    return tuple(cell for cell in _leaves(sheet, check, row) if sheet.value(cell) is None)[:6]


def _within_rounding(sheet: Sheet, check: CompiledCheck, row: str, left: Any, right: Any) -> bool:
    """Whether rounded figures could differ like this although the exact ones agree (strictly inside the envelope)."""
    if check.sign not in _TOLERANT or not isinstance(left, Decimal):
        return False
    places = []
    for cell in _leaves(sheet, check, row):
        one = sheet.field(cell)
        if one is not None and sheet.value(cell) is not None and KINDS[one.kind].value_places(one):
            places.append(KINDS[one.kind].value_places(one) or 0)
    return bool(places) and abs(left - right) < half_units(len(places) - 1, min(places))


def _unit(sheet: Sheet, check: CompiledCheck, row: str) -> str:
    """The unit of the evidence: that of the first cell read, if both sides are plain figures of it."""
    for ref in (node for side in check.sides for node in references(side)):
        one = sheet.program.slot_field((ref.item, ref.column))
        if one is not None:
            return "%" if _is_ratio(check) else one.unit
    return ""


def _is_ratio(check: CompiledCheck) -> bool:
    return any(isinstance(node, Call) and node.name in ("share", "rate", "growth") for side in check.sides for node in walk(side.root))


def _said(sheet: Sheet, value: Any, unit: str) -> str:
    if isinstance(value, Decimal):
        return _figure(value, unit)
    return BLANK_PRINT if value is None else str(value)


def _figure(value: Decimal, unit: str) -> str:
    """A side of a comparison: percent as p%, other figures with at most four places and their unit."""
    shown = value * 100 if unit == "%" else value
    text = f"{rounded(shown, 4):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit
