"""The order in which a form computes: steps that never look back, found once when the form is loaded."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from core.forms.model import Field
from core.formulas.bind import references
from core.formulas.evaluate import Run, Slot, compiled
from core.formulas.syntax import Formula, Ref


@dataclass(frozen=True, slots=True)
class Step:
    """One slot to compute: by its formula, or (formula None) by adding up rows into the rows they are part of."""

    index: int
    slot: Slot
    field: Field
    formula: Formula | None
    run: Run | None
    reads: tuple[Ref, ...]


def ordered(formulas: Mapping[Slot, Formula | None], tell: Callable[[str], None]) -> tuple[Slot, ...]:
    """The slots so that each stands behind all it reads; every circle is told, and its slots are left out."""
    graph = {slot: _reads(formula, formulas) for slot, formula in formulas.items()}
    while True:
        try:
            return tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle = error.args[1]
            tell(" → ".join(".".join(filter(None, slot)) for slot in reversed(circle)))
            for slot in circle[1:]:
                del graph[slot]
            graph = {slot: [read for read in reads if read in graph] for slot, reads in graph.items()}


def step(index: int, slot: Slot, one: Field, formula: Formula | None) -> Step:
    """The step that computes a slot."""
    if formula is None:
        return Step(index, slot, one, None, None, (Ref("sum", slot[0], column=slot[1]),))
    reads = dict.fromkeys(replace(ref, position=0) for ref in references(formula))
    return Step(index, slot, one, formula, compiled(formula), tuple(reads))


def readers(steps: tuple[Step, ...]) -> dict[Slot, tuple[Step, ...]]:
    """The steps that read each slot, in their order."""
    found: dict[Slot, dict[int, Step]] = defaultdict(dict)
    for one in steps:
        for ref in one.reads:
            found[ref.item, ref.column][one.index] = one
    return {slot: tuple(steps.values()) for slot, steps in found.items()}


def _reads(formula: Formula | None, known: Mapping[Slot, object]) -> list[Slot]:
    read = ((ref.item, ref.column) for ref in references(formula)) if formula else ()
    return [slot for slot in dict.fromkeys(read) if slot in known]
