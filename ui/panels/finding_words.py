"""The words around a finding: its level, where it stands, and what became of an explanation given earlier."""

from core.forms.program import SENTENCE
from core.formulas.cells import Cell, parse_cell
from core.reports.checks import evidence
from core.reports.findings import Finding
from core.reports.progress import section_of
from core.reports.sheet import Sheet
from core.reports.structure_checks import STALE

EXPLAINED = "explained"
"""The level under which answered findings are listed."""
MOST_PLACES = 3


def place_text(sheet: Sheet, finding: Finding) -> str:
    """Where it stands, as labels: the sentence, else its first cells."""
    if finding.item.startswith(SENTENCE):
        known = sheet.program.sentences.get(finding.item.removeprefix(SENTENCE))
        return sheet.caption(known.sentence.label) if known else ""
    labels = [label for cell in finding.cells[:MOST_PLACES] if (label := cell_label(sheet, cell))]
    more = f"等{len(finding.cells)}处" if len(finding.cells) > MOST_PLACES else ""
    return "、".join(dict.fromkeys(labels)) + more


def chapter_text(sheet: Sheet, finding: Finding) -> str:
    """The heading of its chapter."""
    section = section_of(sheet, finding)
    return sheet.caption(section.heading) if section else ""


def cell_label(sheet: Sheet, cell: Cell) -> str:
    """A cell by its label; a table by its own."""
    table = sheet.program.tables.get(cell.item)
    if table is not None and not cell.column:
        return sheet.caption(table.label)
    return sheet.label(cell) if sheet.field(cell) is not None else ""


def sides_text(finding: Finding) -> str:
    """Both values and what lies between, in one line."""
    words = [finding.left, finding.right]
    line = " ↔ ".join(filter(None, words))
    return f"{line}　相差 {finding.difference}" if finding.difference else line


def may_explain(finding: Finding) -> bool:
    """Whether a sentence from the clerk settles it; changed wordings are settled where they stand."""
    return finding.level == "explain" and finding.code != STALE


def reopened_text(sheet: Sheet, finding: Finding) -> str:
    """Which values changed since the finding was explained; "" where nothing was explained or all still holds."""
    given = sheet.draft.explanations.get(finding.key)
    if given is None or finding.explained or not may_explain(finding):
        return ""
    now = dict(evidence(sheet, finding))
    changes = [
        f"{_named(sheet, address)}由{before}变为{now.get(address, '无')}"
        for address, before in given.values
        if now.get(address) != before
    ]
    return (
        f"填写说明以后数据有变化：{'；'.join(changes)}。请修改或重新确认说明。"
        if changes
        else "填写说明以后数据有变化，请重新确认说明。"
    )


def _named(sheet: Sheet, address: str) -> str:
    cell = parse_cell(address)
    return (cell_label(sheet, cell) if cell else "") or address
