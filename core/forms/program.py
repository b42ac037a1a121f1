"""A report format made ready to compute: names resolved, formulas ordered, sentences and checks compiled.

Everything that can be wrong with a definition is found here or in `structure`, before a window opens.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from core.errors import MESSAGES, Problem, Problems, problem
from core.forms.kinds import KINDS
from core.forms.model import Check, Field, ReportForm, Section, Table, titled
from core.forms.resolve import Scope, available, without_absent
from core.forms.steps import Step, ordered, readers, step
from core.forms.texts import CompiledSentence, TextCompiler, TextPiece, asked_by, run_of
from core.formulas.evaluate import Run, Slot, compiled
from core.formulas.names import did_you_mean
from core.formulas.syntax import Compare, Formula, FormulaError, Ref, parse

SENTENCE, GRID, CHART = "sentence:", "grid:", "chart:"
"""What stands before the id of a section's item when it is not simply entered there."""

JOINS = ("<", "^")
"""Grid cells that join the one on the left, or the one above."""

CELL_ITEMS = "items:"
"""The first element of a grid cell that holds items set as paragraphs."""


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A check with its two sides as formulas and closures; condition: `when` as a formula."""

    check: Check
    sign: str
    sides: tuple[Formula, Formula]
    runs: tuple[Run, Run]
    when: Run | None
    cells: tuple[Ref, ...]
    condition: Formula | None = None


@dataclass(frozen=True, slots=True)
class CompiledGridRow:
    """A grid row: cells as text pieces, or as tuples of item references; asks: what the condition reads."""

    cells: tuple[tuple[TextPiece, ...] | tuple[str, ...] | str, ...]
    each: str
    when: Run | None
    head: bool
    asks: frozenset[Slot] = frozenset()


@dataclass(slots=True, kw_only=True)
class Program:
    """What a sheet computes with: the items this form holds, and the steps in an order that never looks back."""

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
    grids: dict[str, tuple[CompiledGridRow, ...]] = field(default_factory=dict)
    captions: dict[str, tuple[TextPiece, ...]] = field(default_factory=dict)

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

    def computed(self, slot: Slot) -> bool:
        """Whether the slot has a formula of its own."""
        step = self.step_of.get(slot)
        return step is not None and step.formula is not None


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
        self.listed: dict[str, Section] = {}
        self.held: set[str] = set()

    def program(self) -> Program:
        """The program of the form; what is wrong is left out of it and told."""
        self._read_formulas()
        self._list_items()
        order = self._ordered()
        program = Program(form=self.form, scope=self.scope, places_of=self.listed)
        program.tables = {id: self._table_as_held(one) for id, one in self.form.tables.items() if id in self.listed}
        program.fields = {id: self._as_held(one, "") for id, one in self.form.fields.items() if id in self.held}
        program.steps = tuple(self._steps(order, program))
        program.step_of = {one.slot: one for one in program.steps}
        program.readers = readers(program.steps)
        self._compile_texts(program)
        program.checks = tuple(made for check in self.form.checks if (made := self._check(check)) is not None)
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
            self._read_formula((one.id, ""), one, f"数据项{titled(one.label, one.id)}")
        for table in self.form.tables.values():
            for column in table.columns:
                at = f"表{titled(table.label, table.id)} › 列{titled(column.label, column.id)}"
                self._read_formula((table.id, column.id), column, at)

    def _read_formula(self, slot: Slot, one: Field, at: str) -> None:
        if not one.formula or not KINDS[one.kind].figure:  # the latter is told by `consistency`
            return
        try:
            self.formulas[slot] = self.scope.typed(parse(one.formula), "figure", slot[0] if slot[1] else "")
        except FormulaError as error:
            self.wrong("form.formula", at, field="算式", text=str(error))

    def _ordered(self) -> tuple[Slot, ...]:
        """All computed slots in order; on the way, which computed fields this form can compute."""
        found: dict[Slot, Formula | None] = dict(self.formulas)
        for table in self.form.tables.values():
            if any(row.parts == "all" for row in table.rows):
                sums = ((table.id, column.id) for column in table.columns if column.sums)
                found.update({slot: None for slot in sums if slot not in found})
        order = ordered(found, lambda path: self.wrong("form.cycle", self.form.key, path=path))
        self.held.update(id for id in self.listed if id in self.form.fields)
        for id, column in order:
            if not column and available(self.formulas[id, ""].root, self.present):
                self.held.add(id)
        return order

    def _as_held(self, one: Field, table: str) -> Field:
        """A computed answer whose parts this form lacks is a figure to be given."""
        formula = self.formulas.get((table, one.id) if table else (one.id, ""))
        if formula is None or available(formula.root, self.present):
            return one
        return replace(one, formula="", supplied=False, override=False)

    def _table_as_held(self, table: Table) -> Table:
        return replace(table, columns=tuple(self._as_held(column, table.id) for column in table.columns))

    def _steps(self, order: Iterable[Slot], program: Program) -> Iterator[Step]:
        index = 0
        for slot in order:
            one = program.slot_field(slot)
            if one is not None and (one.formula or slot not in self.formulas):
                formula = without_absent(self.formulas[slot], self.present) if one.formula else None
                yield step(index, slot, one, formula)
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
        for document in self.form.documents:
            captions = (("title", document.title), ("file_name", document.file_name), *enumerate(document.closing))
            for name, text in captions:
                at = f"文书 {document.id} › {name}"
                program.captions[f"{document.id}:{name}"] = self.texts.text(text, at, sure=True)
            for section in document.sections:
                if section.grid:
                    program.grids[section.id] = tuple(self._grid(section, program))
        placed = dict.fromkeys(_placed_sentences(self.form))
        program.sentences = {id: sentences[id] for id in placed if id in sentences}

    def _grid(self, section: Section, program: Program) -> Iterable[CompiledGridRow]:
        for number, row in enumerate(section.grid, 1):
            at = f"章节{titled(section.heading, section.id)} › 第{number}行"
            if row.each and row.each not in program.tables:
                self._unknown(row.each, program.tables, at)
                continue
            cells = tuple(self._grid_cell(cell, at, row.each, program) for cell in row.cells)
            when = self.texts.condition(row.when, at, row.each)
            yield CompiledGridRow(cells, row.each, run_of(when), row.head, asked_by(when))

    def _grid_cell(
        self, cell: str | tuple[str, ...], at: str, home: str, program: Program
    ) -> tuple[TextPiece, ...] | tuple[str, ...] | str:
        if isinstance(cell, str):
            return cell if cell in JOINS else self.texts.text(cell, at, home, sure=True)
        for item in cell:
            id = item.removeprefix(SENTENCE)
            known: Collection[str] = self.form.sentences if item != id else program.fields
            if id not in known:
                self._unknown(id, known, at)
        return (CELL_ITEMS, *cell)

    # ---------------------------------------------------------------- checks

    def _check(self, check: Check) -> CompiledCheck | None:
        """The check, or None when this form lacks one of its names (or it is wrong)."""
        at = f"审核 {check.code}"
        if check.each and check.each not in self.form.tables:
            self._unknown(check.each, self.form.tables, at)
            return None
        rule = self._rule(check, at)
        when = self.texts.condition(check.when, at, check.each)
        points = [point for cell in check.cells if (point := self._point(cell, check.each, at)) is not None]
        absent = (check.each and check.each not in self.listed) or (when is not None and not when.available)
        if rule is None or absent or not available(rule, self.present):
            return None
        left, right = (without_absent(Formula(check.rule, side), self.present) for side in (rule.left, rule.right))
        cells = tuple(point for point in points if self.present(point))
        runs = (compiled(left), compiled(right))
        condition = when.formula if when else None
        return CompiledCheck(check, rule.sign, (left, right), runs, run_of(when), cells, condition)

    def _rule(self, check: Check, at: str) -> Compare | None:
        try:
            rule = self.scope.typed(parse(check.rule), "truth", check.each).root
        except FormulaError as error:
            self.wrong("form.formula", at, field="rule", text=str(error))
            return None
        if isinstance(rule, Compare):
            return rule
        self.wrong("form.formula", at, field="rule", text=MESSAGES["formula.not_a_rule"])
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


def _placed_sentences(form: ReportForm) -> Iterator[str]:
    for section in form.sections():
        cells = (item for row in section.grid for cell in row.cells if isinstance(cell, tuple) for item in cell)
        for item in (*section.items, *cells):
            if item.startswith(SENTENCE):
                yield item.removeprefix(SENTENCE)
