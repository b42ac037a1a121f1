"""The order in which a form computes: steps that never look back, found once when the form is loaded."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from core.forms.model import Field
from core.formulas.bind import references
from core.formulas.evaluate import Run, Slot, compiled
from core.formulas.syntax import Formula, Ref


@dataclass(frozen=True, slots=True)
class RowStep:
    """The cell of one fixed row that has a formula of its own. constant: it reads nothing, nobody can know better."""

    formula: Formula
    run: Run
    constant: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One slot to compute: by its formula (None: there is none for all rows), in single rows by formulas of their own.

    sums: without a formula, rows are added up into the rows they are part of. closed: rows in which it makes no sense.
    """

    index: int
    slot: Slot
    field: Field
    formula: Formula | None
    run: Run | None
    reads: tuple[Ref, ...]
    own: Mapping[str, RowStep]
    sums: bool = False
    closed: frozenset[str] = frozenset()

    def formula_in(self, row: str) -> Formula | None:
        """The formula of the cell in that row; None for an input and for a sum of rows."""
        if row in self.closed:
            return None
        own = self.own.get(row)
        return own.formula if own is not None else self.formula


def ordered(formulas: Mapping[Slot, Sequence[Formula]], tell: Callable[[str], None]) -> tuple[Slot, ...]:
    """The slots so that each stands behind all it reads; every circle is told, and its slots are left out.

    formulas: those of every slot (none, one, or one for each of several rows).
    """
    graph = {slot: _reads(own, formulas) for slot, own in formulas.items()}
    while True:
        try:
            return tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle = error.args[1]
            tell(" → ".join(".".join(filter(None, slot)) for slot in reversed(circle)))
            for slot in circle[1:]:
                del graph[slot]
            graph = {slot: [read for read in reads if read in graph] for slot, reads in graph.items()}


def step(
    index: int,
    slot: Slot,
    one: Field,
    formula: Formula | None,
    own: Mapping[str, Formula] | None = None,
    closed: frozenset[str] = frozenset(),
) -> Step:
    """The step that computes a slot; without a formula it adds up rows. own: the formulas of single rows."""
    sums, own = formula is None and one.sums, own or {}
    formulas = (*own.values(), *([formula] if formula else []))
    reads = dict.fromkeys(replace(ref, position=0) for made in formulas for ref in references(made))
    if sums:
        reads[Ref("sum", slot[0], column=slot[1])] = None
    rows = {row: RowStep(made, compiled(made), not references(made)) for row, made in own.items()}
    run = compiled(formula) if formula else None
    return Step(index, slot, one, formula, run, tuple(reads), rows, sums, closed)


def readers(steps: tuple[Step, ...]) -> dict[Slot, tuple[Step, ...]]:
    """The steps that read each slot, in their order."""
    found: dict[Slot, dict[int, Step]] = defaultdict(dict)
    for one in steps:
        for ref in one.reads:
            found[ref.item, ref.column][one.index] = one
    return {slot: tuple(steps.values()) for slot, steps in found.items()}


def _reads(formulas: Sequence[Formula], known: Mapping[Slot, object]) -> list[Slot]:
    read = ((ref.item, ref.column) for formula in formulas for ref in references(formula))
    return [slot for slot in dict.fromkeys(read) if slot in known]
