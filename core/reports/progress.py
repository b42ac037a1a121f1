"""How far each chapter is: what the chapter list and the list of reports show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.forms.model import Section
from core.forms.program import CHART, GRID, SENTENCE
from core.formulas.cells import Cell
from core.reports.findings import Examination, Finding
from core.reports.sheet import Sheet
from core.reports.switched import active_sections, chapter_of, chapters_showing, place_of


class State(StrEnum):
    """The state of a chapter, with the words of the screen as labels."""

    UNSEEN = "unseen"
    INCOMPLETE = "incomplete"
    EXPLAIN = "explain"
    MUST_FIX = "must_fix"
    DONE = "done"
    GENERATED = "generated"
    NOT_APPLICABLE = "not_applicable"


STATE_LABELS = {
    State.UNSEEN: "未看",
    State.INCOMPLETE: "未完",
    State.EXPLAIN: "待说明",
    State.MUST_FIX: "必须改正",
    State.DONE: "完成",
    State.GENERATED: "自动生成",
    State.NOT_APPLICABLE: "本单位不适用",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A report in numbers: chapters done of those in which something is entered, and open findings by level."""

    done: int
    sections: int
    must_fix: int
    explain: int
    incomplete: int

    @property
    def chapters(self) -> str:
        """How many chapters are done, in the words of every list and line that says so."""
        return done_text(self.done, self.sections)


def done_text(done: int, sections: int) -> str:
    """The chapters done of those in which something is entered; those that write themselves count in neither."""
    return f"已完成 {done}/{sections} 章"


def section_items(section: Section) -> tuple[str, ...]:
    """The fields and tables of a chapter, each once, without sentences and charts."""
    items = (item for item in section.items if not item.startswith((SENTENCE, CHART)))
    return tuple(dict.fromkeys(item.removeprefix(GRID) for item in items))


def section_of(sheet: Sheet, finding: Finding) -> Section | None:
    """The chapter that a finding belongs to: that of its item, else of the first of its cells that has a chapter."""
    cells = (Cell(finding.item), *finding.cells)
    return next((section for cell in cells if (section := chapter_of(sheet, cell)) is not None), None)


def sections_of(sheet: Sheet, finding: Finding) -> Iterator[Section]:
    """The chapters that a finding keeps open, some maybe twice: its own; for what is not filled, all that print it.

    So a table whose figures come from other chapters is not done before these are.
    """
    first = section_of(sheet, finding)
    if first is not None:
        yield first
    if finding.level == "incomplete":
        for cell in finding.cells or (Cell(finding.item),):
            yield from chapters_showing(sheet, cell)


def section_states(sheet: Sheet, examination: Examination) -> dict[str, State]:
    """The state of every chapter, by section id."""
    found: dict[str, set[str]] = {}
    for finding in examination.findings:
        if not finding.explained:
            for section in sections_of(sheet, finding):
                found.setdefault(section.id, set()).add(finding.level)
    on = {section.id for section in active_sections(sheet)}
    return {
        section.id: _state(sheet, section, found.get(section.id, set())) if section.id in on else State.NOT_APPLICABLE
        for section in sheet.program.form.sections()
    }


def progress(sheet: Sheet, examination: Examination) -> Progress:
    """The report in numbers."""
    states = section_states(sheet, examination)
    entered = [states[section.id] for section in active_sections(sheet) if section_items(section)]
    return Progress(
        done=sum(state in (State.DONE, State.NOT_APPLICABLE) for state in entered),
        sections=len(entered),
        must_fix=len(examination.open("must_fix")),
        explain=len(examination.open("explain")),
        incomplete=len(examination.open("incomplete")),
    )


def answered(sheet: Sheet, items: Iterable[str]) -> bool:
    """Whether any cell of these items has a typed answer."""
    wanted = set(items)
    return any(cell.item in wanted for cell in sheet.draft.entries)


def unfilled(sheet: Sheet, section: Section) -> bool:
    """Whether a chapter asks for something and nothing that is at home in it has been typed."""
    items = [item for item in section_items(section) if item not in sheet.draft.not_applicable]
    own = [item for item in items if place_of(sheet, item) is section]
    return bool(items) and not answered(sheet, own or items)


def _state(sheet: Sheet, section: Section, levels: set[str]) -> State:
    items = section_items(section)
    if items and all(item in sheet.draft.not_applicable for item in items):
        return State.NOT_APPLICABLE
    if "must_fix" in levels:
        return State.MUST_FIX
    if unfilled(sheet, section):
        return State.UNSEEN if section.id not in sheet.draft.states else State.INCOMPLETE
    if "explain" in levels:
        return State.EXPLAIN
    if "incomplete" in levels:
        return State.INCOMPLETE
    return State.DONE if items else State.GENERATED
