"""Names of a formula -> references into one report format.

A name that the dictionary knows but the form does not hold is blank there; a name that nobody knows is refused.
"""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from core.formulas.bind import rewritten
from core.formulas.names import did_you_mean
from core.formulas.syntax import Blank, Call, Formula, FormulaError, Node, Number, Ref, children, walk, with_children
from core.forms.kinds import KINDS
from core.forms.model import Field, Table

ANY_OF = frozenset({"first_filled", "total", "smallest", "largest", "average"})
_TYPES = {"choice": "choice", "yes_no": "choice", "date": "date", "list": "list", "names": "list"}


class Scope:
    """What the names of one report format mean. home: the table in whose rows a formula stands ("" for fields)."""

    def __init__(self, fields: Mapping[str, Field], tables: Mapping[str, Table], parameters: Mapping[str, Decimal]) -> None:
        self.fields, self.tables, self.parameters = fields, tables, parameters

    def resolve(self, formula: Formula, home: str = "") -> Formula:
        """The formula with every name resolved; raises FormulaError for a name that does not exist."""
        owned = {id(ref) for node in walk(formula.root) if isinstance(node, Call) and node.name == "mine" for ref in node.arguments}
        return rewritten(formula, lambda ref: self._resolve(ref, home, id(ref) in owned))

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
        assert column is not None  # noqa: S101 - resolved references name columns that exist
        return column

    def _resolve(self, ref: Ref, home: str, owned: bool) -> Node:
        if ref.kind == "name":
            return self._name(ref, home)
        table = self.tables.get(ref.item)
        if table is None:
            raise self._unknown(ref, ref.item, self.tables)
        if table.column(ref.column) is None:
            raise self._unknown(ref, f"{ref.item}.{ref.column}", [f"{ref.item}.{column.id}" for column in table.columns])
        if ref.kind == "cell" and table.row(ref.row) is None:
            raise self._unknown(ref, f"{ref.item}[{ref.row}]", [f"{ref.item}[{row.id}]" for row in table.rows])
        if owned and table.belongs_to != home:
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
        if name in self.tables:
            table = self.tables[name]
            return Ref("column", name, column=table.label_column or table.columns[0].id, position=ref.position)
        columns = [column.id for column in self.tables[home].columns] if home else []
        raise self._unknown(ref, name, [*columns, *self.fields, *self.parameters, *self.tables])

    @staticmethod
    def _unknown(ref: Ref, name: str, known: Collection[str] | Mapping[str, object]) -> FormulaError:
        return FormulaError("formula.unknown_name", ref.position, name=name, hint=did_you_mean(name, known))


def available(node: Node, present: Callable[[Ref], bool]) -> bool:
    """Whether the resolved formula can ever give a value where only `present` references are held."""
    match node:
        case Ref():
            return present(node)
        case Call(name, arguments) if name in ANY_OF:
            return any(available(argument, present) for argument in arguments)
        case Call("or_zero" | "filled"):
            return True
        case _:
            return all(available(child, present) for child in children(node))


def without_absent(formula: Formula, present: Callable[[Ref], bool]) -> Formula:
    """The formula as this form can compute it: absent names are blank, and fall out of sums and first-filled lists."""
    return Formula(formula.text, _present(formula.root, present))


def _present(node: Node, present: Callable[[Ref], bool]) -> Node:
    if isinstance(node, Ref):
        return node if present(node) else Blank()
    kept = tuple(_present(child, present) for child in children(node))
    if isinstance(node, Call) and node.name in ANY_OF:
        kept = tuple(child for child in kept if not isinstance(child, Blank)) or (Blank(),)
    return with_children(node, kept)
