"""What a sentence says today: literal words and quoted cells, generated or reworded by the clerk."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.forms.kinds import KINDS
from core.forms.program import SENTENCE
from core.forms.templates import Quote, pieces, template
from core.forms.texts import CompiledCase, CompiledRows, CompiledSentence, PartQuote, RowLabel, TextPiece
from core.formulas.cells import Cell, parse_cell
from core.formulas.syntax import Ref
from core.reports.sheet import Sheet

NOTHING = "无。"
_FRAME = frozenset({"text", "year", "date"})
"""Kinds of what a sentence is about (who, when), not of what it tells."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A quote in free prose that names nothing of this report."""

    name: str


Run = str | Cell | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text of the report as it stands, for those who read over it.

    place: its label. item: `sentence:ID` for a sentence. cells: the cell of free prose. typed: it holds words that the
    clerk typed.
    """

    place: str
    runs: tuple[Run, ...]
    item: str = ""
    cells: tuple[Cell, ...] = ()
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it stands: its runs, those generated today and their skeleton.

    stale: it was reworded when the generated text was another.
    """

    runs: tuple[Run, ...]
    generated: tuple[Run, ...]
    skeleton: str
    reworded: bool = False
    stale: bool = False


def say(sheet: Sheet, sentence_id: str) -> Said:
    """The sentence as it is printed: the clerk's wording where there is one, else the generated text."""
    sentence = sheet.program.sentences[sentence_id]
    generated = generate(sheet, sentence)
    if _says_nothing(sheet, generated):
        generated = (f"{sheet.caption(sentence.sentence.label)}：{NOTHING}",)
    today = skeleton(generated)
    rewording = sheet.draft.rewordings.get(sentence_id)
    if rewording is None:
        return Said(generated, generated, today)
    stale = rewording.skeleton != today
    return Said(prose(sheet, rewording.text), generated, today, reworded=True, stale=stale)


def generate(sheet: Sheet, sentence: CompiledSentence) -> tuple[Run, ...]:
    """The generated runs, neighbouring words joined."""
    return _joined(_text(sheet, sentence, sentence.text, "", ""))


def all_words(sheet: Sheet) -> Iterator[Words]:
    """Every sentence, and every line of free prose that is printed."""
    for id_, sentence in sheet.program.sentences.items():
        if SENTENCE + id_ in sheet.draft.not_applicable:  # it stands only in documents that are switched off
            continue
        said = say(sheet, id_)
        label = sheet.caption(sentence.sentence.label)
        yield Words(place=label, runs=said.runs, item=SENTENCE + id_, typed=said.reworded)
    for cell, entry in sheet.draft.entries.items():
        one = sheet.field(cell)
        if one is not None and KINDS[one.kind].prose and cell.item not in sheet.draft.not_applicable:
            for line in entry.text.splitlines():
                yield Words(place=sheet.label(cell), runs=prose(sheet, line), cells=(cell,))


def skeleton(runs: Iterable[Run]) -> str:
    """The text with quotes in place of figures."""
    return template(run if isinstance(run, str) else Quote(_name(run)) for run in runs)


def prose(sheet: Sheet, text: str) -> tuple[Run, ...]:
    """Free prose with its quotes found: a quote of something that this report does not hold stays Unknown."""
    return tuple(piece if isinstance(piece, str) else _quoted(sheet, piece.name) for piece in pieces(text))


def plain(sheet: Sheet, runs: Iterable[Run]) -> str:
    """The runs as they print."""
    return "".join(_plain(sheet, run) for run in runs)


def _plain(sheet: Sheet, run: Run) -> str:
    if isinstance(run, str):
        return run
    return sheet.quoted(run) if isinstance(run, Cell) else f"{{{run.name}}}"


def _name(run: Cell | Unknown) -> str:
    return str(run) if isinstance(run, Cell) else run.name


def text_runs(sheet: Sheet, text: Sequence[TextPiece], row: str = "", table: str = "") -> tuple[Run, ...]:
    """The runs of a caption or grid cell (texts without parts); most are one quote."""
    if len(text) == 1 and isinstance(text[0], Ref):
        return (_cell_of(text[0], row),)
    return _joined(_text(sheet, None, text, row, table))


def _says_nothing(sheet: Sheet, runs: Iterable[Run]) -> bool:
    """Whether all that the sentence would tell is blank because it does not apply to this unit."""
    cells = [run for run in runs if isinstance(run, Cell)]
    told = [cell for cell in cells if sheet.fields[cell.item, cell.column].kind not in _FRAME]
    return all(sheet.value(cell) is None for cell in told) and any(sheet.inapplicable(cell) for cell in told)


def _quoted(sheet: Sheet, name: str) -> Run:
    """Figures and one-line texts can be quoted; long texts cannot, or one text could come to hold itself."""
    cell = parse_cell(name)
    one = None if cell is None else sheet.field(cell)
    return cell if cell is not None and one is not None and KINDS[one.kind].quotes else Unknown(name)


def _text(
    sheet: Sheet, sentence: CompiledSentence | None, text: Sequence[TextPiece], row: str, table: str
) -> Iterator[Run]:
    for piece in text:
        match piece:
            case str():
                yield piece
            case RowLabel(name):
                yield _row_label(sheet, table, row, name)
            case PartQuote(name):
                yield from _part(sheet, sentence, name)
            case _:
                yield _cell_of(piece, row)


def _cell_of(quote: Ref, row: str) -> Cell:
    return Cell(quote.item, row if quote.kind == "sibling" else quote.row, quote.column)


def _part(sheet: Sheet, sentence: CompiledSentence | None, name: str) -> Iterator[Run]:
    if sentence is None:
        return
    part = sentence.parts[name]
    if isinstance(part, CompiledRows):
        yield from _rows(sheet, part)
        return
    yield from _text(sheet, None, _case(sheet, part).text, "", "")


def _case(sheet: Sheet, cases: tuple[CompiledCase, ...]) -> CompiledCase:
    return next((case for case in cases[:-1] if case.when and case.when(sheet, "")), cases[-1])


def _rows(sheet: Sheet, rows: CompiledRows) -> Iterator[Run]:
    part = rows.part
    if part.each not in sheet.trees or part.each in sheet.draft.not_applicable:
        yield part.none
        return
    order = part.order or tuple(sheet.trees[part.each].depth)
    standing = [row for row in order if row in sheet.trees[part.each].depth]
    held = [row for row in standing if rows.when is None or rows.when(sheet, row)]
    if not held:
        yield part.none
        return
    yield part.before
    for index, row in enumerate(held):
        if index:
            yield part.joiner
        yield from _text(sheet, None, rows.text, row, part.each)
    yield part.after


def _row_label(sheet: Sheet, table: str, row: str, name: str) -> str:
    fixed = sheet.program.tables[table].row(row)
    if name == "standard":
        return sheet.caption(fixed.standard) if fixed is not None else ""
    if fixed is not None and name == "sentence_label" and fixed.sentence_label:
        return sheet.caption(fixed.sentence_label)
    return sheet.row_label(table, row)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    found: list[Run] = []
    for run in runs:
        if isinstance(run, str) and found and isinstance(found[-1], str):
            found[-1] += run
        elif run != "":
            found.append(run)
    return tuple(found)
