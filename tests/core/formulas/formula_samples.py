"""A small report to compute with: fields a to e, a table t, projects p with indicators q that belong to them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.formulas.bind import bound, rewritten
from core.formulas.evaluate import Slot
from core.formulas.functions import FUNCTIONS, Value
from core.formulas.syntax import Call, Formula, Node, Ref, parse, walk

COLUMNS = {"t": ("amount", "level", "name"), "p": ("amount", "score"), "q": ("score", "kind")}
ROWS = {"t": ("r1", "r2", "r3"), "p": ("p1", "p2"), "q": ("q1", "q2", "q3")}
OWNED = {"q": {"p1": ("q1", "q3"), "p2": ("q2",)}}


@dataclass
class Values:
    """What a formula reads."""

    columns: Mapping[Slot, Mapping[str, Value]]
    tops: Mapping[str, Sequence[str]] = field(default_factory=lambda: dict(ROWS))
    owned: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=lambda: dict(OWNED))


def values(**given: str | int | None) -> Values:
    """Values by name: a figure is written as text or number, blank as None; `t_r1_amount` is a cell."""
    columns: dict[Slot, dict[str, Value]] = defaultdict(dict)
    for name, value in given.items():
        item, *rest = name.split("_")
        if value is not None:
            columns[item, rest[1] if rest else ""][rest[0] if rest else ""] = _value(value)
    return Values(columns)


def _value(value: str | int) -> Value:
    return Decimal(value) if isinstance(value, int) or value[0].isdigit() or value[0] == "-" else value


def resolved(text: str, home: str = "") -> Formula:
    """The formula with its names resolved: columns of home are siblings, what stands in mine() is owned."""
    formula = parse(text)
    calls = (node for node in walk(formula.root) if isinstance(node, Call) and FUNCTIONS[node.name].owned)
    owned = {id(argument) for call in calls for argument in call.arguments}

    def resolve(ref: Ref) -> Node:
        if ref.kind == "name" and ref.item in COLUMNS.get(home, ()):
            return Ref("sibling", home, column=ref.item, position=ref.position)
        kind = {"name": "field", "column": "owned" if id(ref) in owned else "column"}.get(ref.kind, ref.kind)
        return Ref(kind, ref.item, ref.row, ref.column, ref.position)

    return rewritten(formula, resolve)


def bound_here(text: str, home: str = "", row: str = "") -> Formula:
    """The formula bound to the cells of one row."""

    def rows_of(ref: Ref, at: str) -> Sequence[str]:
        return OWNED[ref.item].get(at, ()) if ref.kind == "owned" else ROWS[ref.item]

    return bound(resolved(text, home), row, rows_of)
