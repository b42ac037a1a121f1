"""What a form prints: which slots reach paper, so that no answer is asked for and then lost."""

from collections.abc import Iterable, Iterator

from core.errors import Problem, problem
from core.formulas.evaluate import Slot
from core.formulas.syntax import Ref
from core.forms.kinds import KINDS
from core.forms.model import Section
from core.forms.program import GRID, SENTENCE, Program
from core.forms.texts import CompiledRows, CompiledSentence, TextPiece


def printed_slots(program: Program) -> frozenset[Slot]:
    """Every field and column that some document prints."""
    return frozenset(_printed(program))


def paper_problems(program: Program) -> tuple[Problem, ...]:
    """Fields and tables that appear nowhere on paper and are not declared off paper; grids that do not fit."""
    printed = printed_slots(program)
    items = {item for item, _ in printed}
    missing = [
        one.id for one in (*program.fields.values(), *program.tables.values())
        if one.id in program.places_of and one.id not in items and not one.off_paper
    ]  # fmt: skip
    return (*(problem("form.not_shown", program.form.key, id=id) for id in missing), *_grid_problems(program))


def _printed(program: Program) -> Iterator[Slot]:
    for text in program.captions.values():
        yield from _slots(text)
    for section in program.form.sections():
        if not section.off_paper:
            yield from _section(program, section)


def _section(program: Program, section: Section) -> Iterator[Slot]:
    for row in program.grids.get(section.id, ()):
        for cell in row.cells:
            if isinstance(cell, tuple) and cell and cell[0] == "items:":
                yield from _items(program, [str(item) for item in cell[1:]])
            elif isinstance(cell, tuple):
                yield from _slots(cell)
    if not section.grid:
        yield from _items(program, section.items)


def _items(program: Program, items: Iterable[str]) -> Iterator[Slot]:
    for item in items:
        if item.startswith(SENTENCE):
            sentence = program.sentences.get(item.removeprefix(SENTENCE))
            yield from _sentence(sentence) if sentence else ()
        elif item.startswith(GRID):
            table = program.tables[item.removeprefix(GRID)]
            yield from ((table.id, column.id) for column in table.columns)
        elif item in program.fields and KINDS[program.fields[item].kind].prose:
            yield item, ""


def _sentence(sentence: CompiledSentence) -> Iterator[Slot]:
    yield from _slots(sentence.text)
    for part in sentence.parts.values():
        for text in [part.text] if isinstance(part, CompiledRows) else [case.text for case in part]:
            yield from _slots(text)


def _slots(text: Iterable[TextPiece | str]) -> Iterator[Slot]:
    return ((piece.item, piece.column) for piece in text if isinstance(piece, Ref))


def _grid_problems(program: Program) -> Iterator[Problem]:
    for document in program.form.documents:
        for section in document.sections:
            widths = section.widths or document.widths
            for number, row in enumerate(section.grid, 1):
                if len(row.cells) != len(widths) or row.cells[0] == "<":
                    yield problem("form.bad_grid", f"章节 {section.id}", row=number, columns=len(widths))
