"""A report format made ready to compute: names resolved, formulas ordered, sentences and checks compiled.

Everything that can be wrong with a definition is found here or in `structure`, before a window opens.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from core.errors import MESSAGES, Problem, Problems, problem
from core.forms.grids import SENTENCE, CompiledBlank, CompiledGridRow, GridCompiler, told_by
from core.forms.kinds import KINDS
from core.forms.model import Check, DocumentForm, Field, ReportForm, Row, Section, Table, titled
from core.forms.resolve import Scope, available, without_absent
from core.forms.steps import Step, ordered, readers, step
from core.forms.texts import CompiledSentence, TextCompiler, TextPiece, run_of
from core.formulas.cells import Cell
from core.formulas.evaluate import Run, Slot, compiled
from core.formulas.names import did_you_mean
from core.formulas.syntax import Compare, Formula, FormulaError, Node, Ref, parse

__all__ = ["CHART", "GRID", "SENTENCE", "CompiledCheck", "Listing", "Program", "compile_form"]

GRID, CHART = "grid:", "chart:"
"""What else stands before the id of a section's item when it is not simply entered there."""


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A check with its sides as formulas and closures; condition: `when` as a formula. each: the table of its rows.

    sign: how the two sides are compared; "" for a rule that is a condition of another make, which is its only side.
    """

    check: Check
    sign: str
    sides: tuple[Formula, ...]
    runs: tuple[Run, ...]
    when: Run | None
    cells: tuple[Ref, ...]
    condition: Formula | None = None
    each: str = ""


Listing = tuple[str, Section]
"""A place where something is entered or said: the document's id, and the chapter."""


@dataclass(slots=True, kw_only=True)
class Program:
    """What a sheet computes with: the items this form holds, and the steps in an order that never looks back.

    listings: every place of a field, a table or (as `sentence:ID`) a sentence; places_of: the first one of an item.
    told: what the official table of a chapter quotes, by its id. closed: cells of fixed rows that make no sense.
    """

    form: ReportForm
    scope: Scope
    fields: dict[str, Field] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    sentences: dict[str, CompiledSentence] = field(default_factory=dict)
    checks: tuple[CompiledCheck, ...] = ()
    steps: tuple[Step, ...] = ()
    readers: dict[Slot, tuple[Step, ...]] = field(default_factory=dict)
    step_of: dict[Slot, Step] = field(default_factory=dict)
    places_of: dict[str, Section] = field(default_factory=dict)
    listings: dict[str, tuple[Listing, ...]] = field(default_factory=dict)
    grids: dict[str, tuple[CompiledGridRow, ...]] = field(default_factory=dict)
    told: dict[str, frozenset[Slot]] = field(default_factory=dict)
    captions: dict[str, tuple[TextPiece, ...]] = field(default_factory=dict)
    blanks: dict[str, CompiledBlank] = field(default_factory=dict)
    closed: frozenset[Cell] = frozenset()

    def slot_field(self, slot: Slot) -> Field | None:
        """The field or column of a slot; None when this form does not hold it."""
        if not slot[1]:
            return self.fields.get(slot[0])
        table = self.tables.get(slot[0])
        return table.column(slot[1]) if table else None

    def slots(self) -> Iterable[tuple[Slot, Field]]:
        """Every slot of the form with its field."""
        for one in self.fields.values():
            yield (one.id, ""), one
        for table in self.tables.values():
            for column in table.columns:
                yield (table.id, column.id), column

    def formula(self, cell: Cell) -> Formula | None:
        """The resolved formula of a cell: its row's own, else its slot's; None for inputs and for sums of rows."""
        step = self.step_of.get((cell.item, cell.column))
        return step.formula_in(cell.row) if step is not None else None

    def constant(self, cell: Cell) -> bool:
        """Whether the form itself says the figure of this cell."""
        step = self.step_of.get((cell.item, cell.column))
        own = step.own.get(cell.row) if step is not None else None
        return own is not None and own.constant


def compile_form(form: ReportForm) -> tuple[Program, tuple[Problem, ...]]:
    """The program of a form and everything that is wrong with its names, formulas, sentences and checks."""
    compiler = _Compiler(form)
    program = compiler.program()
    return program, tuple(compiler.problems)


class _Compiler:
    def __init__(self, form: ReportForm) -> None:
        self.form = form
        self.problems: list[Problem] = Problems()
        self.scope = Scope(form.fields, form.tables, form.parameters)
        self.texts = TextCompiler(self.scope, self.present, self.problems)
        self.formulas: dict[Slot, Formula] = {}
        self.own: dict[Slot, dict[str, Formula]] = {}
        self.listed: dict[str, Section] = {}
        self.held: set[str] = set()

    def program(self) -> Program:
        """The program of the form; what is wrong is left out of it and told."""
        self._read_formulas()
        self._list_items()
        order = self._ordered()
        program = Program(form=self.form, scope=self.scope, places_of=self.listed, listings=_listings(self.form))
        program.tables = {id: self._table_as_held(one) for id, one in self.form.tables.items() if id in self.listed}
        program.closed = frozenset(_closed(program.tables.values()))
        program.fields = {id: self._as_held(one, "") for id, one in self.form.fields.items() if id in self.held}
        program.steps = tuple(self._steps(order, program))
        program.step_of = {one.slot: one for one in program.steps}
        program.readers = readers(program.steps)
        self._compile_texts(program)
        program.checks = tuple(self._checks())
        return program

    def present(self, ref: Ref) -> bool:
        """Whether the form holds what the reference means."""
        if not ref.column:
            return ref.item in self.held
        return ref.item in self.listed and (ref.kind != "cell" or ref.row not in self.form.tables[ref.item].dropped)

    def wrong(self, code: str, at: str, **facts: object) -> None:
        """Collect one problem."""
        self.problems.append(problem(code, at, **facts))

    # ---------------------------------------------------------------- formulas

    def _read_formulas(self) -> None:
        for one in self.form.fields.values():
            at = f"数据项{titled(one.label, one.id)}"
            if (made := self._read_formula(one.formula, one, "", at)) is not None:
                self.formulas[one.id, ""] = made
            self._read_whole(one, at)
        for table in self.form.tables.values():
            for column in table.columns:
                self._read_column(table, column, f"表{titled(table.label, table.id)}")

    def _read_whole(self, one: Field, at: str) -> None:
        try:
            if one.whole_when:
                self.scope.whole_when(one)
        except FormulaError as error:
            self.wrong("form.formula", at, field="whole_when", text=str(error))

    def _read_column(self, table: Table, column: Field, at: str) -> None:
        slot, name = (table.id, column.id), f"列{titled(column.label, column.id)}"
        if (made := self._read_formula(column.formula, column, table.id, f"{at} › {name}")) is not None:
            self.formulas[slot] = made
        for row in table.rows:
            place = f"{at} › 行{titled(row.label, row.id)} › {name}"
            made = self._read_formula(row.formulas.get(column.id, ""), column, table.id, place)
            if made is not None:
                self.own.setdefault(slot, {})[row.id] = made

    def _read_formula(self, text: str, one: Field, home: str, at: str) -> Formula | None:
        if not text or not KINDS[one.kind].figure:  # the latter is told by `consistency`
            return None
        try:
            return self.scope.typed(parse(text), "figure", home)
        except FormulaError as error:
            self.wrong("form.formula", at, field="算式", text=str(error))
            return None

    def _ordered(self) -> tuple[Slot, ...]:
        """All computed slots in order; on the way, which computed fields this form can compute."""
        found = {slot: [formula] for slot, formula in self.formulas.items()}
        for slot, own in self.own.items():
            found.setdefault(slot, []).extend(own.values())
        for table in self.form.tables.values():
            if any(row.parts == "all" for row in table.rows):
                for column in table.columns:
                    if column.sums:
                        found.setdefault((table.id, column.id), [])
        order = ordered(found, lambda path: self.wrong("form.cycle", self.form.key, path=path))
        self.held.update(id for id in self.listed if id in self.form.fields)
        for id in [id for id, column in order if not column]:
            if available(self.formulas[id, ""].root, self.present):
                self.held.add(id)
        return order

    def _as_held(self, one: Field, table: str) -> Field:
        """A computed answer whose parts this form lacks is a figure to be given."""
        formula = self.formulas.get((table, one.id) if table else (one.id, ""))
        if formula is None or available(formula.root, self.present):
            return one
        return replace(one, formula="", supplied=False, override=False)

    def _table_as_held(self, table: Table) -> Table:
        columns = tuple(self._as_held(column, table.id) for column in table.columns)
        return replace(table, columns=columns, rows=tuple(self._row_as_held(table.id, row) for row in table.rows))

    def _row_as_held(self, table: str, row: Row) -> Row:
        kept = {id: text for id, text in row.formulas.items() if row.id in self._own((table, id))}
        return row if len(kept) == len(row.formulas) else replace(row, formulas=kept)

    def _own(self, slot: Slot) -> dict[str, Formula]:
        """The formulas of single rows that this form can compute."""
        own = self.own.get(slot, {})
        return {row: formula for row, formula in own.items() if available(formula.root, self.present)}

    def _steps(self, order: Iterable[Slot], program: Program) -> Iterator[Step]:
        index = 0
        for slot in order:
            one = program.slot_field(slot)
            own = {row: without_absent(formula, self.present) for row, formula in self._own(slot).items()}
            if one is None or not (one.formula or own or slot not in self.formulas):
                continue
            formula = without_absent(self.formulas[slot], self.present) if one.formula else None
            closed = frozenset(cell.row for cell in program.closed if (cell.item, cell.column) == slot)
            yield step(index, slot, one, formula, own, closed)
            index += 1

    # ---------------------------------------------------------------- items, sentences, grids

    def _list_items(self) -> None:
        for document in self.form.documents:
            for section in document.sections:
                for item in section.items:
                    self._list_item(item, section, f"文书 {document.id} › 章节{titled(section.heading, section.id)}")

    def _list_item(self, item: str, section: Section, at: str) -> None:
        known: Collection[str]
        if item.startswith(SENTENCE):
            known, id = self.form.sentences, item.removeprefix(SENTENCE)
        elif item.startswith((GRID, CHART)):
            known, id = self.form.tables, item.partition(":")[2]
        else:
            known, id = [*self.form.fields, *self.form.tables], item
        if id not in known:
            self._unknown(id, known, at)
        elif not item.startswith((SENTENCE, CHART)):
            self.listed.setdefault(id, section)

    def _unknown(self, id: str, known: Iterable[str], at: str) -> None:
        self.wrong("form.unknown_item", at, id=id, hint=did_you_mean(id, known))

    def _compile_texts(self, program: Program) -> None:
        sentences = {id: self.texts.sentence(one) for id, one in self.form.sentences.items()}
        grids = GridCompiler(self.texts, program.fields, program.tables, self.form.sentences)
        for document in self.form.documents:
            home = self._repeated(document, program)
            for name, text in _captions(document):
                at = f"文书 {document.id} › {name}"
                program.captions[f"{document.id}:{name}"] = self.texts.text(text, at, home, sure=True)
            for section in document.sections:
                if section.grid:
                    program.grids[section.id] = rows = tuple(grids.rows(section, home))
                    program.told[section.id] = frozenset(_told(rows))
            if document.workbook is not None:
                program.blanks[document.id] = grids.blank(document.workbook, f"文书 {document.id} › workbook", home)
        placed = (item.removeprefix(SENTENCE) for item in program.listings if item.startswith(SENTENCE))
        program.sentences = {id: sentences[id] for id in placed if id in sentences}

    def _repeated(self, document: DocumentForm, program: Program) -> str:
        """The table for each of whose rows there is such a document; "" for none, or one that is nowhere entered."""
        if document.repeat and document.repeat not in program.tables:
            self._unknown(document.repeat, program.tables, f"文书 {document.id} › repeat")
            return ""
        return document.repeat

    # ---------------------------------------------------------------- checks

    def _checks(self) -> Iterator[CompiledCheck]:
        """The checks of this form, one for each table whose rows they go through."""
        for check in self.form.checks:
            for each in check.each or ("",):
                at = f"审核 {check.code}" + (f" › {each}" if len(check.each) > 1 else "")
                if (made := self._check(check, each, at)) is not None:
                    yield made

    def _check(self, check: Check, each: str, at: str) -> CompiledCheck | None:
        """The check, or None when this form lacks one of its names (or it is wrong)."""
        if each and each not in self.form.tables:
            self._unknown(each, self.form.tables, at)
            return None
        rule = self._rule(check, each, at)
        when = self.texts.condition(check.when, at, each)
        points = [point for cell in check.cells if (point := self._point(cell, each, at)) is not None]
        absent = (each and each not in self.listed) or (when is not None and not when.available)
        if rule is None or absent or not available(rule, self.present):
            return None
        sign, roots = (rule.sign, (rule.left, rule.right)) if isinstance(rule, Compare) else ("", (rule,))
        sides = tuple(without_absent(Formula(check.rule, side), self.present) for side in roots)
        cells = tuple(point for point in points if self.present(point))
        runs = tuple(compiled(side) for side in sides)
        return CompiledCheck(check, sign, sides, runs, run_of(when), cells, when.formula if when else None, each)

    def _rule(self, check: Check, each: str, at: str) -> Node | None:
        try:
            return self.scope.typed(parse(check.rule), "truth", each).root
        except FormulaError as error:
            self.wrong("form.formula", at, field="rule", text=str(error))
            return None

    def _point(self, cell: str, each: str, at: str) -> Ref | None:
        """What a check points at; a column of the table whose rows it goes through stands for the row at hand."""
        try:
            ref = self.scope.resolve(parse(cell), each).root
        except FormulaError as error:
            self.wrong("form.formula", at, field="cells", text=str(error))
            return None
        if not isinstance(ref, Ref):
            self.wrong("form.formula", at, field="cells", text=MESSAGES["formula.reference"])
            return None
        return replace(ref, kind="sibling") if ref.kind == "column" and ref.item == each else ref


def _captions(document: DocumentForm) -> Iterator[tuple[str, str]]:
    """The texts around the contents of a document, by name."""
    yield from (("title", document.title), ("file_name", document.file_name))
    for name in ("closing", "above", "below"):
        yield from ((f"{name}{number}", text) for number, text in enumerate(getattr(document, name)))


def _closed(tables: Iterable[Table]) -> Iterator[Cell]:
    rows = ((table.id, row) for table in tables for row in table.rows)
    return (Cell(table, row.id, column) for table, row in rows for column in row.closed)


def _told(rows: Iterable[CompiledGridRow]) -> Iterator[Slot]:
    for row in rows:
        for cell in row.cells:
            yield from told_by(cell, row.home)


def _listings(form: ReportForm) -> dict[str, tuple[Listing, ...]]:
    found: dict[str, dict[Listing, None]] = {}
    for document in form.documents:
        for section in document.sections:
            cells = (item for row in section.grid for cell in row.cells if isinstance(cell, tuple) for item in cell)
            said = (item for item in cells if item.startswith(SENTENCE))
            for item in (*section.items, *said):
                if not item.startswith(CHART):
                    found.setdefault(item.removeprefix(GRID), {})[document.id, section] = None
    return {item: tuple(places) for item, places in found.items()}
