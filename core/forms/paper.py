"""What a form prints: which slots reach paper, so that no answer is asked for and then lost."""

from collections.abc import Iterable, Iterator, Sequence

from core.errors import Problem, problem
from core.forms.composed import amount_column
from core.forms.grids import LEFT, SENTENCE, UP, CellItem, CellItems, CompiledCell, CompiledGridRow
from core.forms.kinds import KINDS
from core.forms.model import DocumentForm, Field, Section, Table, titled
from core.forms.program import CHART, GRID, Program
from core.forms.texts import CompiledRows, CompiledSentence, RowLabel, TextPiece
from core.formulas.evaluate import Slot
from core.formulas.syntax import Ref

FORM_TABLE = "form_table"


def printed_slots(program: Program) -> frozenset[Slot]:
    """Every field and column that some document prints."""
    return frozenset(_printed(program))


def paper_problems(program: Program) -> tuple[Problem, ...]:
    """Answers that never reach paper and are not declared off paper; grids whose cells do not fit."""
    printed = printed_slots(program)
    used = _used(program, printed)
    items = {item for item, _ in printed}
    missing = [problem("form.not_shown", _at(one), id=one.id) for one in _entered(program) if one.id not in items]
    columns = [
        problem("form.column_not_shown", _at(table), id=column.id)
        for table in program.tables.values()
        for column in table.columns
        if table.id in items and _is_lost(table, column, used)
    ]
    return (*missing, *columns, *_chart_problems(program), *_grid_problems(program))


def _at(one: Field | Table) -> str:
    return titled(one.label, one.id)


def _entered(program: Program) -> Iterator[Field | Table]:
    """What is asked for on a page and not declared off paper."""
    items: tuple[Field | Table, ...] = (*program.fields.values(), *program.tables.values())
    return (one for one in items if one.id in program.places_of and not one.off_paper)


def _is_lost(table: Table, column: Field, used: frozenset[Slot]) -> bool:
    off = table.off_paper or column.off_paper or column.formula
    return not off and (table.id, column.id) not in used


def _used(program: Program, printed: frozenset[Slot]) -> frozenset[Slot]:
    """What is printed, and all that printed figures, units and the conditions of printed texts are made from."""
    found = set(printed) | set(_asked(program))
    waiting = list(found)
    while waiting:
        new = [slot for slot in _made_from(program, waiting.pop()) if slot not in found]
        found.update(new)
        waiting.extend(new)
    return frozenset(found)


def _made_from(program: Program, slot: Slot) -> Iterator[Slot]:
    step, one = program.step_of.get(slot), program.slot_field(slot)
    if step is not None:
        yield from ((ref.item, ref.column) for ref in step.reads)
    if one is not None and one.unit_column:
        yield slot[0], one.unit_column


# ---------------------------------------------------------------- what is printed


def _printed(program: Program) -> Iterator[Slot]:
    homes = {document.id: program.tables.get(document.repeat) for document in program.form.documents}
    for name, text in program.captions.items():
        yield from _slots(text, homes[name.partition(":")[0]])
    for document, section in _sections(program):
        for row in program.grids.get(section.id, ()):
            for cell in row.cells:
                yield from _cell(program, cell, row.home)
        yield from _items(program, _items_printed(document, section))


def _sections(program: Program) -> Iterator[tuple[DocumentForm, Section]]:
    for document in program.form.documents:
        yield from ((document, section) for section in document.sections if not section.off_paper)


def _items_printed(document: DocumentForm, section: Section) -> Sequence[str]:
    """A section with a grid prints that; in a form table there is nothing but grids."""
    return () if section.grid or document.layout == FORM_TABLE else section.items


def _cell(program: Program, cell: CompiledCell, home: str) -> Iterator[Slot]:
    if isinstance(cell, CellItems):
        for item in cell.items:
            yield from _cell_item(program, item, home)
    elif not isinstance(cell, str):
        yield from _slots(cell, program.tables.get(home))


def _cell_item(program: Program, item: CellItem, home: str) -> Iterator[Slot]:
    match item.kind:
        case "text":
            yield from _slots(item.text, program.tables.get(home))
        case "sentence":
            yield from _items(program, [SENTENCE + item.id])
        case _:
            yield (home, item.id) if item.kind in ("column", "why") else (item.id, "")


def _items(program: Program, items: Iterable[str]) -> Iterator[Slot]:
    for item in items:
        if item.startswith(SENTENCE):
            sentence = program.sentences.get(item.removeprefix(SENTENCE))
            yield from _sentence(program, sentence) if sentence else ()
        elif item.startswith(GRID):
            table = program.tables.get(item.removeprefix(GRID))
            yield from ((table.id, column.id) for column in table.columns) if table else ()
        elif item in program.fields and KINDS[program.fields[item].kind].prose:
            yield item, ""


def _sentence(program: Program, sentence: CompiledSentence) -> Iterator[Slot]:
    yield from _slots(sentence.text)
    for part in sentence.parts.values():
        if isinstance(part, CompiledRows):
            yield from _slots(part.text, program.tables.get(part.part.each))
        else:
            for case in part:
                yield from _slots(case.text)


def _slots(text: Iterable[TextPiece], table: Table | None = None) -> Iterator[Slot]:
    for piece in text:
        if isinstance(piece, Ref):
            yield piece.item, piece.column
        elif isinstance(piece, RowLabel) and table is not None and table.label_column:
            yield table.id, table.label_column


def _asked(program: Program) -> Iterator[Slot]:
    """What the conditions of sentences and grid rows read."""
    for rows in program.grids.values():
        for row in rows:
            yield from row.asks
    for sentence in program.sentences.values():
        for part in sentence.parts.values():
            for one in (part,) if isinstance(part, CompiledRows) else part:
                yield from one.asks


# ---------------------------------------------------------------- charts and grids


def _chart_problems(program: Program) -> Iterator[Problem]:
    """Charts of tables that are no composition or are filled in nowhere, and charts where nothing but a grid prints."""
    for document, section in _sections(program):
        at = f"文书 {document.id} › 章节{titled(section.heading, section.id)}"
        for item in section.items:
            table = item.removeprefix(CHART)
            if table == item or table not in program.form.tables:
                continue  # the latter is told by `program`
            if table not in program.tables or amount_column(program, program.tables[table]) is None:
                yield problem("form.no_chart", at, id=table)
            elif not _items_printed(document, section):
                yield problem("form.chart_place", at, id=table)


def _grid_problems(program: Program) -> Iterator[Problem]:
    for document in program.form.documents:
        sections = [section for section in document.sections if section.grid]
        if document.layout == FORM_TABLE:
            yield from _grid(program, [section for section in sections if not section.off_paper], document.widths)
        else:
            for section in sections:
                yield from _grid(program, [section], section.widths or document.widths)


def _grid(program: Program, sections: Sequence[Section], widths: Sequence[int]) -> Iterator[Problem]:
    """Problems of one grid: rows of another width, joins that lead out of it or cover no rectangle."""
    rows: list[tuple[str, CompiledGridRow]] = []
    for section in sections:
        at, held = f"章节{titled(section.heading, section.id)}", program.grids.get(section.id, ())
        rows += [(at, row) for row in held]
    whole = len(rows) == sum(len(section.grid) for section in sections)
    wrong = {index for index, (_, row) in enumerate(rows) if len(row.cells) != len(widths)}
    if not wrong and whole:  # what joins a row that `program` refuses is not judged
        wrong = _bad_joins([row.cells for _, row in rows])
    for index in sorted(wrong):
        at, row = rows[index]
        yield problem("form.bad_grid", at, row=row.row.line, columns=len(widths))


def _bad_joins(rows: Sequence[Sequence[object]]) -> set[int]:
    """The rows in which a join leads out of the grid, or makes a cell that is no rectangle."""
    wrong: set[int] = set()
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    covered: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            beside = {LEFT: (row, column - 1), UP: (row - 1, column)}.get(str(cell), (row, column))
            if min(beside) < 0:
                wrong.add(row)
            start = owner.get(beside, (row, column))
            owner[row, column] = start
            covered.setdefault(start, []).append((row, column))
    for (top, left), places in covered.items():
        bottom, right = (max(place[axis] for place in places) for axis in (0, 1))
        if len(places) != (bottom - top + 1) * (right - left + 1):
            wrong.add(bottom)
    return wrong
