"""Names of a formula -> references into one report format.

A name that the dictionary knows but the form does not hold is blank there; a name that nobody knows is refused.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from decimal import Decimal

from core.forms.kinds import KINDS, ChoiceKind
from core.forms.model import Field, Table
from core.formulas.bind import rewritten
from core.formulas.functions import FUNCTIONS
from core.formulas.names import did_you_mean
from core.formulas.syntax import (
    Blank,
    Call,
    Compare,
    Formula,
    FormulaError,
    Node,
    Number,
    Ref,
    Text,
    children,
    parse,
    walk,
    with_children,
)
from core.formulas.types import check_types

ANY_OF = frozenset({"first_filled", "total", "smallest", "largest", "average"})
"""Functions that need only one of their arguments."""

_TYPES = {"choice": "choice", "yes_no": "choice", "date": "date", "list": "list", "names": "list"}


class Scope:
    """What the names of one report format mean. home: the table in whose rows a formula stands ("" for fields)."""

    def __init__(
        self, fields: Mapping[str, Field], tables: Mapping[str, Table], parameters: Mapping[str, Decimal]
    ) -> None:
        self.fields, self.tables, self.parameters = fields, tables, parameters

    def resolve(self, formula: Formula, home: str = "") -> Formula:
        """The formula with every name resolved; raises FormulaError for a name that does not exist."""
        calls = (node for node in walk(formula.root) if isinstance(node, Call) and FUNCTIONS[node.name].owned)
        owned = {id(ref) for call in calls for ref in call.arguments if isinstance(ref, Ref)}
        return rewritten(formula, lambda ref: self._resolve(ref, home, id(ref) in owned))

    def typed(self, formula: Formula, wanted: str, home: str = "") -> Formula:
        """The resolved formula, sure to give `wanted` ("figure" or "truth"), its choices spelt; or FormulaError."""
        resolved = self.resolve(formula, home)
        check_types(resolved, self.type_of, wanted)
        return Formula(formula.text, self._held_back(self._spelt(resolved.root)))

    def whole_when(self, one: Field) -> Node:
        """The condition under which a total is the whole that shares are of; raises FormulaError."""
        return self.typed(parse(one.whole_when), "truth").root

    def _held_back(self, node: Node) -> Node:
        """Shares of a total that is not whole yet are blank: of a half-filled chapter they may exceed 100 %."""
        match node:
            case Call("share", (part, Ref(kind="field") as total), position) if self.fields[total.item].whole_when:
                with suppress(FormulaError):  # told where the total is defined
                    whole = Call("when", (self.whole_when(self.fields[total.item]), total))
                    return Call("share", (part, whole), position)
                return node
            case _:
                return with_children(node, tuple(self._held_back(child) for child in children(node)))

    def type_of(self, ref: Ref) -> str:
        """The type of a resolved reference, for `check_types`."""
        kind = self.field_of(ref).kind
        single = "figure" if KINDS[kind].figure else _TYPES.get(kind, "text")
        return single + "s" if ref.kind in ("column", "owned") else single

    def field_of(self, ref: Ref) -> Field:
        """The field or column that a resolved reference means."""
        if not ref.column:
            return self.fields[ref.item]
        column = self.tables[ref.item].column(ref.column)
        assert column is not None
        return column

    def _resolve(self, ref: Ref, home: str, owned: bool) -> Node:
        if ref.kind == "name":
            return self._name(ref, home)
        table = self.tables.get(ref.item)
        if table is None:
            raise _unknown(ref, ref.item, self.tables)
        if table.column(ref.column) is None:
            known = [f"{ref.item}.{column.id}" for column in table.columns]
            raise _unknown(ref, f"{ref.item}.{ref.column}", known)
        if ref.kind == "cell" and table.row(ref.row) is None and ref.row not in table.dropped:
            raise _unknown(ref, f"{ref.item}[{ref.row}]", [f"{ref.item}[{row.id}]" for row in table.rows])
        if owned and (ref.kind != "column" or not home or table.belongs_to != home):
            raise FormulaError("formula.not_owned", ref.position, table=ref.item)
        return Ref("owned" if owned else ref.kind, ref.item, ref.row, ref.column, ref.position)

    def _name(self, ref: Ref, home: str) -> Node:
        name = ref.item
        if home and self.tables[home].column(name) is not None:
            return Ref("sibling", home, column=name, position=ref.position)
        if name in self.fields:
            return Ref("field", name, position=ref.position)
        if name in self.parameters:
            return Number(self.parameters[name])
        if name in self.tables and (columns := self.tables[name].columns):
            column = self.tables[name].label_column or columns[0].id
            return Ref("column", name, column=column, position=ref.position)
        siblings = [column.id for column in self.tables[home].columns] if home else []
        raise _unknown(ref, name, [*siblings, *self.fields, *self.parameters, *self.tables])

    def _spelt(self, node: Node) -> Node:
        """The node with the label of every choice id; an id beside what has no such choice is refused."""
        match node:
            case Text(value):
                raise FormulaError("formula.choice", 0, name=value, hint="")
            case Compare(sign, left, right):
                return Compare(sign, self._beside(left, right), self._beside(right, left))
            case Call(name, (*before, Ref() as ref, Text() as text), position):
                return Call(name, (*(self._spelt(one) for one in before), ref, self._beside(text, ref)), position)
            case _:
                return with_children(node, tuple(self._spelt(child) for child in children(node)))

    def _beside(self, node: Node, other: Node) -> Node:
        if not isinstance(node, Text) or not isinstance(other, Ref):
            return self._spelt(node)
        one = self.field_of(other)
        kind = KINDS[one.kind]
        known = {choice.id: choice.label for choice in kind.choices(one)} if isinstance(kind, ChoiceKind) else {}
        if node.value not in known:
            hint = did_you_mean(node.value, known)
            raise FormulaError("formula.choice", other.position, name=node.value, hint=hint)
        return Text(node.value, known[node.value])


def _unknown(ref: Ref, name: str, known: Collection[str]) -> FormulaError:
    return FormulaError("formula.unknown_name", ref.position, name=name, hint=did_you_mean(name, known))


def available(node: Node, present: Callable[[Ref], bool]) -> bool:
    """Whether the resolved formula can ever give a value where only `present` references are held."""
    match node:
        case Ref():
            return present(node)
        case Blank():
            return False
        case Call(name, arguments) if name in ANY_OF:
            return any(available(argument, present) for argument in arguments)
        case Call("or_zero" | "filled"):
            return True
        case _:
            return all(available(child, present) for child in children(node))


def without_absent(formula: Formula, present: Callable[[Ref], bool]) -> Formula:
    """The formula as this form can compute it: what can never be filled is left out of sums and of first_filled."""
    return Formula(formula.text, _present(formula.root, present))


def _present(node: Node, present: Callable[[Ref], bool]) -> Node:
    match node:
        case Ref():
            return node if present(node) else Blank()
        case Call(name, arguments) if name in ANY_OF:
            kept = tuple(_present(one, present) for one in arguments if available(one, present))
            if len(kept) == 1 and not _is_column(kept[0]):
                return kept[0]
            return with_children(node, kept) if kept else Blank()
        case Call() if not available(node, present):  # within or_zero or filled: not to be called with columns missing
            return Blank()
        case _:
            return with_children(node, tuple(_present(child, present) for child in children(node)))


def _is_column(node: Node) -> bool:
    return isinstance(node, Ref) and node.kind in ("column", "owned")
