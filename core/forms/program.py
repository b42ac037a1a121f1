"""A report format made ready to compute: names resolved, formulas ordered, sentences and checks compiled.

Everything that can be wrong with a definition is found here or in `structure`, before a window opens.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

from core.errors import Problem, problem
from core.formulas.bind import references, slots
from core.formulas.evaluate import Run, Slot, compiled
from core.formulas.names import did_you_mean
from core.formulas.syntax import Compare, Formula, FormulaError, Ref, parse
from core.formulas.types import check_types
from core.forms.kinds import KINDS
from core.forms.model import Check, Field, ReportForm, Section, Table
from core.forms.resolve import Scope, available, without_absent
from core.forms.texts import CompiledSentence, TextCompiler, TextPiece

SENTENCE, GRID = "sentence:", "grid:"


@dataclass(frozen=True, slots=True)
class Step:
    """One slot to compute: by its formula, or (formula None) by adding up rows into the rows they are part of."""

    index: int
    slot: Slot
    field: Field
    formula: Formula | None
    run: Run | None
    reads: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A check with its two sides as formulas and closures."""

    check: Check
    sign: str
    sides: tuple[Formula, Formula]
    runs: tuple[Run, Run]
    when: Run | None
    cells: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class CompiledGridRow:
    """A grid row: cells as text pieces, or as tuples of item references."""

    cells: tuple[tuple[TextPiece, ...] | tuple[str, ...] | str, ...]
    each: str
    when: Run | None
    head: bool


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
        self.problems: list[Problem] = []
        self.scope = Scope(form.fields, form.tables, form.parameters)
        self.formulas: dict[Slot, Formula] = {}
        self.listed: dict[str, Section] = {}
        self.known: dict[str, bool] = {}

    def program(self) -> Program:
        self._read_formulas()
        self._list_items()
        program = Program(form=self.form, scope=self.scope, places_of=self.listed)
        program.tables = {id: table for id, table in self.form.tables.items() if id in self.listed}
        program.fields = {id: self._as_held(one) for id, one in self.form.fields.items() if self._holds(id)}
        self._order(program)
        texts = TextCompiler(self.scope, self.present, self.problems)
        self._compile_texts(program, texts)
        program.checks = tuple(self._checks(texts))
        return program

    def present(self, ref: Ref) -> bool:
        """Whether the form holds what the reference means."""
        return ref.item in self.listed if ref.column else self._holds(ref.item)

    def _read_formulas(self) -> None:
        for one in self.form.fields.values():
            if one.formula:
                self._read_formula((one.id, ""), one, "", f"数据项 {one.id}")
        for table in self.form.tables.values():
            for column in table.columns:
                if column.formula:
                    self._read_formula((table.id, column.id), column, table.id, f"表 {table.id} › {column.id}")

    def _read_formula(self, slot: Slot, one: Field, home: str, at: str) -> None:
        try:
            formula = self.scope.resolve(parse(one.formula), home)
            check_types(formula, self.scope.type_of, "figure")
        except FormulaError as error:
            self.problems.append(problem("form.formula", at, field=one.label, text=str(error)))
            return
        if not KINDS[one.kind].figure:
            self.problems.append(problem("form.not_computable", at, kind=KINDS[one.kind].label))
            return
        self.formulas[slot] = formula

    def _list_items(self) -> None:
        for document in self.form.documents:
            for section in document.sections:
                at = f"文书 {document.id} › 章节 {section.id}"
                for item in section.items:
                    self._list_item(item, section, at)

    def _list_item(self, item: str, section: Section, at: str) -> None:
        if item.startswith(SENTENCE):
            known, id = self.form.sentences.keys(), item.removeprefix(SENTENCE)
        else:
            known, id = self.form.fields.keys() | self.form.tables.keys(), item.removeprefix(GRID)
        if id not in known:
            self.problems.append(problem("form.unknown_item", at, id=id, hint=did_you_mean(id, known)))
        elif not item.startswith(SENTENCE):
            self.listed.setdefault(id, section)

    def _holds(self, id: str) -> bool:
        if id in self.listed:
            return True
        formula = self.formulas.get((id, ""))
        if id not in self.known:
            self.known[id] = False  # a cycle is found and told when the steps are ordered
            self.known[id] = formula is not None and available(formula.root, self.present)
        return self.known[id]

    def _as_held(self, one: Field) -> Field:
        """A computed field whose parts this form lacks is a figure to be given."""
        formula = self.formulas.get((one.id, ""))
        if formula is None or available(formula.root, self.present):
            return one
        self.formulas.pop((one.id, ""))
        return replace(one, formula="", supplied=False)

    def _order(self, program: Program) -> None:
        graph: dict[tuple[str, Slot], set[tuple[str, Slot]]] = defaultdict(set)
        found: dict[tuple[str, Slot], tuple[Field, Formula | None]] = {}
        for slot, one in program.slots():
            formula = self.formulas.get(slot)
            if formula is not None:
                found["formula", slot] = (one, without_absent(formula, self.present))
            elif one.sums and _adds_up(program.tables[slot[0]]):
                found["sum", slot] = (one, None)
        for key, (_, formula) in found.items():
            reads = slots(formula) if formula else ()
            graph[key] = {(how, read) for read in reads for how in ("formula", "sum") if (how, read) in found}
        try:
            order = list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            self._cycle(error.args[1])
            order = []
        program.steps = tuple(_step(index, key[1], *found[key]) for index, key in enumerate(order))
        program.step_of = {step.slot: step for step in program.steps}
        program.readers = _readers(program.steps)

    def _cycle(self, keys: list[tuple[str, Slot]]) -> None:
        names = " → ".join(".".join(filter(None, slot)) for _, slot in reversed(keys))
        self.problems.append(problem("form.cycle", self.form.key, path=names))

    def _compile_texts(self, program: Program, texts: TextCompiler) -> None:
        for document in self.form.documents:
            for name, text in (("title", document.title), ("file_name", document.file_name), *enumerate(document.closing)):
                program.captions[f"{document.id}:{name}"] = texts.text(text, f"文书 {document.id} › {name}")
            for section in document.sections:
                for item in section.items:
                    id = item.removeprefix(SENTENCE)
                    if item != id and id in self.form.sentences:
                        program.sentences[id] = texts.sentence(self.form.sentences[id])
                if section.grid:
                    program.grids[section.id] = tuple(self._grid(section, texts, program))

    def _grid(self, section: Section, texts: TextCompiler, program: Program) -> Iterable[CompiledGridRow]:
        for number, row in enumerate(section.grid, 1):
            at = f"章节 {section.id} › 第{number}行"
            if row.each and row.each not in program.tables:
                self.problems.append(problem("form.unknown_item", at, id=row.each, hint=did_you_mean(row.each, program.tables)))
                continue
            cells = tuple(self._grid_cell(cell, at, row.each, texts, program) for cell in row.cells)
            yield CompiledGridRow(cells, row.each, texts.condition(row.when, at, row.each), row.head)

    def _grid_cell(
        self, cell: str | tuple[str, ...], at: str, home: str, texts: TextCompiler, program: Program
    ) -> tuple[TextPiece, ...] | tuple[str, ...] | str:
        if isinstance(cell, str):
            return cell if cell in ("<", "^") else texts.text(cell, at, home)
        for item in cell:
            id = item.removeprefix(SENTENCE)
            known: Mapping[str, object] = self.form.sentences if item != id else program.fields
            if id not in known:
                self.problems.append(problem("form.unknown_item", at, id=id, hint=did_you_mean(id, known)))
        return ("items:", *cell)

    def _checks(self, texts: TextCompiler) -> Iterable[CompiledCheck]:
        for check in self.form.checks:
            at = f"审核 {check.code}"
            if check.each and check.each not in self.listed:
                if check.each not in self.form.tables:
                    self.problems.append(problem("form.unknown_item", at, id=check.each, hint=did_you_mean(check.each, self.form.tables)))
                continue
            try:
                made = self._check(check, at, texts)
            except FormulaError as error:
                self.problems.append(problem("form.formula", at, field="rule", text=str(error)))
                continue
            if made is not None:
                yield made

    def _check(self, check: Check, at: str, texts: TextCompiler) -> CompiledCheck | None:
        formula = self.scope.resolve(parse(check.rule), check.each)
        rule = formula.root
        if not isinstance(rule, Compare):
            raise FormulaError("formula.not_a_rule", 0)
        check_types(formula, self.scope.type_of, "truth")
        condition = self.scope.resolve(parse(check.when), check.each) if check.when else None
        when = texts.condition(check.when, at, check.each)
        points = [self.scope.resolve(parse(cell), check.each).root for cell in check.cells]
        if not available(rule, self.present) or (condition and not available(condition.root, self.present)):
            return None
        sides = tuple(without_absent(Formula(check.rule, side), self.present) for side in (rule.left, rule.right))
        cells = tuple(point for point in points if isinstance(point, Ref) and self.present(point))
        return CompiledCheck(check, rule.sign, (sides[0], sides[1]), (compiled(sides[0]), compiled(sides[1])), when, cells)


def _adds_up(table: Table) -> bool:
    return any(row.parts == "all" for row in table.rows)


def _step(index: int, slot: Slot, one: Field, formula: Formula | None) -> Step:
    if formula is None:
        return Step(index, slot, one, None, None, (Ref("sum", slot[0], column=slot[1]),))
    refs = tuple(dict.fromkeys(node for node in _refs(formula)))
    return Step(index, slot, one, formula, compiled(formula), refs)


def _refs(formula: Formula) -> Iterable[Ref]:
    return (replace(ref, position=0) for ref in references(formula))


def _readers(steps: tuple[Step, ...]) -> dict[Slot, tuple[Step, ...]]:
    found: dict[Slot, dict[int, Step]] = defaultdict(dict)
    for step in steps:
        for ref in step.reads:
            found[ref.item, ref.column][step.index] = step
    return {slot: tuple(steps.values()) for slot, steps in found.items()}
