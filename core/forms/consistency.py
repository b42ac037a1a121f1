"""What the records of one report format say of each other: ids used once, references that name something, no circles.

Documents are examined in `documents`; names inside formulas and quotes are resolved in `program`; whether all is
printed is examined in `paper`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from string import Formatter

from core.errors import MOST_PROBLEMS, Problem, problem
from core.forms.kinds import (
    KINDS,
    MONEY_UNITS,
    ChoiceKind,
    IntegerKind,
    ListKind,
    OutlineKind,
    QuantityKind,
    TextKind,
    unspaced,
)
from core.forms.model import (
    Check,
    Field,
    OutlineLevel,
    ReportForm,
    Row,
    RowsPart,
    Sentence,
    Table,
    Weight,
    titled,
)
from core.forms.templates import quotes
from core.formulas.cells import parse_cell
from core.formulas.names import did_you_mean

RESERVED_COLUMNS = frozenset({"id", "group", "owner", "sentence_label", "standard"})
"""What a draft file and a sentence already say of a row; so does `label`, unless it is the table's label column."""

MOST_LINKS = 30
"""A longer chain of rows, owners or renamings counts as a circle: nothing real comes near, and walking it costs."""

CAPTION_QUOTES = ("year", "prior_year")
MESSAGE_QUOTES = ("left", "right", "difference", "label", *CAPTION_QUOTES)

_SETTINGS: tuple[tuple[str, object, Callable[[Field], bool]], ...] = (
    ("choices", (), lambda one: type(KINDS[one.kind]) is ChoiceKind),
    ("unit", "", lambda one: KINDS[one.kind].figure and one.kind not in ("percent", "year")),
    ("unit_column", "", lambda one: KINDS[one.kind].figure and one.kind not in ("percent", "year")),
    ("places", None, lambda one: KINDS[one.kind].figure and _may_have_places(one)),
    ("exact", False, lambda one: KINDS[one.kind].figure),
    ("sums", False, lambda one: KINDS[one.kind].figure),
    ("spread", {}, lambda one: KINDS[one.kind].figure),
    ("spoken", (), lambda one: KINDS[one.kind].figure),
    ("grades", (), lambda one: KINDS[one.kind].figure),
    ("answered_by", "", lambda one: isinstance(KINDS[one.kind], TextKind)),
    ("limit", 0, lambda one: isinstance(KINDS[one.kind], TextKind)),
    ("numbering", "", lambda one: type(KINDS[one.kind]) is ListKind),
    ("levels", (), lambda one: isinstance(KINDS[one.kind], OutlineKind)),
    ("inline", OutlineLevel(), lambda one: isinstance(KINDS[one.kind], OutlineKind)),
)
"""Setting, the value it has when it is not given, and the fields that may have it."""


def consistency_problems(form: ReportForm) -> tuple[Problem, ...]:
    """Everything that the records of the form say wrongly of each other."""
    return tuple(islice(_problems(form), MOST_PROBLEMS))


def _problems(form: ReportForm) -> Iterator[Problem]:
    for one in form.fields.values():
        yield from _field(form, one, None, f"数据项{titled(one.label, one.id)}")
    for table in form.tables.values():
        yield from _table(form, table, f"表{titled(table.label, table.id)}")
    for sentence in form.sentences.values():
        yield from _sentence(form, sentence, f"文字{titled(sentence.label, sentence.id)}")
    yield from unique((check.code for check in form.checks), "审核")
    for check in form.checks:
        yield from _message(check, f"审核 {check.code}")
        yield from unique(check.each, f"审核 {check.code} › each")
    yield from _parameters(form)
    yield from _editions(form)


def unique(ids: Iterable[str], at: str) -> Iterator[Problem]:
    """Ids that are used twice."""
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            yield problem("form.duplicate_id", at, id=id)
        seen.add(id)


def captions(at: str, known: tuple[str, ...], *texts: str) -> Iterator[Problem]:
    """Quotes of a caption that are not among the known ones."""
    for text in texts:
        for quote in quotes(text) if "{" in text else ():
            if quote not in known and not known:
                yield problem("form.no_quote", at, quote=quote)
            elif quote not in known:
                yield problem("form.caption_quote", at, quote=quote, known="、".join(f"{{{one}}}" for one in known))


def _message(check: Check, at: str) -> Iterator[Problem]:
    known = MESSAGE_QUOTES if check.each else tuple(one for one in MESSAGE_QUOTES if one != "label")
    yield from captions(at, known, check.message)
    yield from captions(at, CAPTION_QUOTES, check.action)
    try:
        list(Formatter().parse(check.message))
    except ValueError:
        yield problem("form.lone_brace", at)


# ---------------------------------------------------------------- fields and columns


def _may_have_places(one: Field) -> bool:
    kind = KINDS[one.kind]
    return one.places == 0 if isinstance(kind, IntegerKind) else not isinstance(kind, QuantityKind)


def _field(form: ReportForm, one: Field, table: Table | None, at: str) -> Iterator[Problem]:
    kind = KINDS[one.kind]
    yield from captions(at, CAPTION_QUOTES, one.label)
    for key, absent, allowed in _SETTINGS:
        if getattr(one, key) != absent and not allowed(one):
            yield problem("form.not_for_kind", at, key=key, kind=kind.label)
    if one.kind == "money" and one.unit not in MONEY_UNITS:
        yield problem("form.not_one_of", at, value=one.unit, known="、".join(sorted(MONEY_UNITS)))
    yield from _choices(one, at)
    yield from _computed(one, at, table is not None and bool(table.rows))
    if one.answered_by and one.answered_by not in form.fields:
        yield problem("form.unknown_item", at, id=one.answered_by, hint=did_you_mean(one.answered_by, form.fields))
    if one.from_last_year:
        yield from _source(form, one, table, at)
    if table is not None and one.unit_column:
        yield from _naming_column(table, one.unit_column, ("text",), at)
    if table is not None:
        yield from _spread(table, one, at)


def _choices(one: Field, at: str) -> Iterator[Problem]:
    if one.kind == "choice" and not one.choices:
        yield problem("form.missing_key", at, key="choices")
    yield from unique((name for choice in one.choices for name in {choice.id, unspaced(choice.label)}), at)


def _computed(one: Field, at: str, by_row: bool) -> Iterator[Problem]:
    """by_row: a column whose fixed rows may have formulas, which no form need have."""
    if one.formula:
        yield from _computable(one, at)
    for key in ("supplied", "override"):
        if getattr(one, key) and not one.formula and not by_row:
            yield problem("form.only_computed", at, key=key)


def _computable(one: Field, at: str) -> Iterator[Problem]:
    kind = KINDS[one.kind]
    if not kind.figure or isinstance(kind, QuantityKind):
        yield problem("form.not_computable", at, kind=kind.label)
    elif one.places is None and not one.exact:
        yield problem("form.no_places", at)


def _spread(table: Table, one: Field, at: str) -> Iterator[Problem]:
    """The columns that take the parts of a target, each of a kind that can hold it."""
    yield from unique(one.spread.values(), f"{at} › spread")
    for id, part in one.spread.items():
        kinds = ("choice",) if part in ("sense", "choice") else ("text",)
        yield from _naming_column(table, id, kinds, f"{at} › spread")


def _source(form: ReportForm, one: Field, table: Table | None, at: str) -> Iterator[Problem]:
    source = _item_source(form, one.from_last_year) if table is None else _column_source(form, one, table)
    if source is None:
        hint = did_you_mean(one.from_last_year, [*form.fields, *(f"{table}.{one}" for table, one in _columns(form))])
        yield problem("form.unknown_item", at, id=one.from_last_year, hint=hint)
    elif source.kind != one.kind:
        yield problem("form.wrong_source", at, id=one.from_last_year)


def _item_source(form: ReportForm, source: str) -> Field | None:
    """A field, or one cell of a fixed row: `income[other].amount`."""
    cell = parse_cell(source)
    if cell is None or not cell.column:
        return form.fields.get(source)
    table = form.tables.get(cell.item)
    known = table is not None and (table.row(cell.row) is not None or cell.row in table.dropped)
    return table.column(cell.column) if table is not None and known else None


def _column_source(form: ReportForm, one: Field, home: Table) -> Field | None:
    """A column of the same rows: `actual`, or of another table: `three_public.actual`."""
    id, _, column = one.from_last_year.rpartition(".")
    table = form.tables.get(id) if id else home
    return table.column(column) if table is not None else None


def _columns(form: ReportForm) -> Iterator[tuple[str, str]]:
    return ((table.id, column.id) for table in form.tables.values() for column in table.columns)


# ---------------------------------------------------------------- tables


def _table(form: ReportForm, table: Table, at: str) -> Iterator[Problem]:
    yield from captions(at, CAPTION_QUOTES, table.label)
    if not table.columns:
        yield problem("form.missing_key", at, key="columns")
    yield from unique((column.id for column in table.columns), at)
    for column in table.columns:
        if column.id in RESERVED_COLUMNS or (column.id == "label" != table.label_column):
            yield problem("form.reserved_column", at, id=column.id)
        yield from _field(form, column, table, f"{at} › 列{titled(column.label, column.id)}")
    if table.label_column:
        yield from _naming_column(table, table.label_column, ("text", "integer", "year"), at)
    if table.belongs_to:
        yield from _ownership(form, table, at)
    for weight in table.weights:
        yield from _weight(form, table, weight, f"{at} › weights“{weight.label}”")
    if table.library:
        yield from _naming_column(table, "name", ("text",), at)
    yield from _rows(table, at)


def _weight(form: ReportForm, table: Table, weight: Weight, at: str) -> Iterator[Problem]:
    """The points of a group: rows of the clerk's own, told apart by a choice, and the total is a parameter."""
    yield from captions(at, CAPTION_QUOTES, weight.label)
    yield from _naming_column(table, weight.column, ("choice",), at)
    yield from _naming_column(table, weight.points, ("number", "integer"), at)
    column = table.column(weight.column)
    known = [choice.id for choice in column.choices] if column is not None else []
    for ids, among in ((weight.choices if known else (), known), ((weight.total,), list(form.parameters))):
        for id in ids:
            if id not in among:
                yield problem("form.unknown_item", at, id=id, hint=did_you_mean(id, among))


def _naming_column(table: Table, id: str, kinds: tuple[str, ...], at: str) -> Iterator[Problem]:
    column = table.column(id)
    if column is None:
        yield problem("form.unknown_item", at, id=id, hint=did_you_mean(id, [one.id for one in table.columns]))
    elif column.kind not in kinds:
        yield problem("form.wrong_column", at, id=id, wanted="、".join(KINDS[kind].label for kind in kinds))


def _ownership(form: ReportForm, table: Table, at: str) -> Iterator[Problem]:
    if table.belongs_to not in form.tables:
        yield problem("form.unknown_item", at, id=table.belongs_to, hint=did_you_mean(table.belongs_to, form.tables))
    if table.rows or table.free is None:
        yield problem("form.owned_rows", at)
    owners = {one.id: one.belongs_to for one in form.tables.values()}
    yield from _circle(table.id, owners, at)


def _circle(start: str, above: Mapping[str, str], at: str) -> Iterator[Problem]:
    """A problem if what is above `start`, and above that, comes back to it."""
    path = [start]
    while (next_one := above.get(path[-1], "")) and next_one not in path and len(path) < MOST_LINKS:
        path.append(next_one)
    if next_one == start or len(path) == MOST_LINKS:
        yield problem("form.circle", at, path=" → ".join([*path, next_one]))


def _rows(table: Table, at: str) -> Iterator[Problem]:
    if not table.rows and table.free is None:
        yield problem("form.no_rows", at)
    yield from unique((row.id for row in table.rows), at)
    parents = {row.id: row.within for row in table.rows}
    holding = set(parents.values()) | {row.id for row in table.rows if row.free is not None}
    for row in table.rows:
        yield from captions(at, CAPTION_QUOTES, row.label, row.sentence_label, row.standard)
        yield from _row(row, parents, holding, at)
        yield from _cells(table, row, f"{at} › 行{titled(row.label, row.id)}")


def _row(row: Row, parents: Mapping[str, str], holding: set[str], at: str) -> Iterator[Problem]:
    if row.within and row.within not in parents:
        yield problem("form.unplaced_row", at, id=row.id, within=row.within)
    yield from _circle(row.id, parents, at)
    if row.parts and row.id not in holding:
        yield problem("form.no_parts", at, id=row.id)
    if not row.parts and row.id in holding:
        yield problem("form.parts_unsaid", at, id=row.id)


def _cells(table: Table, row: Row, at: str) -> Iterator[Problem]:
    """Cells of a row that have a formula of their own, or take no entry."""
    known = [column.id for column in table.columns]
    for key, ids in (("formulas", tuple(row.formulas)), ("closed", row.closed)):
        for id in ids:
            if id not in known:
                yield problem("form.unknown_item", f"{at} › {key}", id=id, hint=did_you_mean(id, known))
    for column in table.columns:
        if column.id not in row.formulas:
            continue
        yield from _computable(column, f"{at} › {column.id}")
        if column.id in row.closed:
            yield problem("form.closed_formula", at, id=column.id)
        if row.parts == "all" and column.sums:
            yield problem("form.summed_formula", at, id=column.id)


# ---------------------------------------------------------------- sentences, the form itself


def _sentence(form: ReportForm, sentence: Sentence, at: str) -> Iterator[Problem]:
    yield from captions(at, CAPTION_QUOTES, sentence.label)
    quoted = quotes(sentence.text)
    for name, part in sentence.parts.items():
        if name in form.fields:
            yield problem("form.shadowed", f"{at} › {name}", id=name, what="数据项")
        if name not in quoted:
            yield problem("form.unused_part", at, id=name)
        if isinstance(part, RowsPart):
            for key in ("before", "joiner", "after", "none"):
                yield from captions(f"{at} › {name} › {key}", (), getattr(part, key))
        if isinstance(part, RowsPart) and part.each in form.tables:
            yield from _ordered(form.tables[part.each], part, f"{at} › {name}")


def _ordered(table: Table, part: RowsPart, at: str) -> Iterator[Problem]:
    known = dict.fromkeys([*(row.id for row in table.rows), *table.dropped])
    yield from unique(part.order, at)
    for id in part.order:
        if id not in known:
            yield problem("form.unknown_item", at, id=id, hint=did_you_mean(id, known))


def _parameters(form: ReportForm) -> Iterator[Problem]:
    columns = {column for _, column in _columns(form)}
    for known, what in ((form.fields.keys(), "数据项"), (form.tables.keys(), "表"), (columns, "表中的列")):
        for id in form.parameters:
            if id in known:
                yield problem("form.shadowed", "parameters", id=id, what=what)


def _editions(form: ReportForm) -> Iterator[Problem]:
    items = form.fields.keys() | form.tables.keys()
    for key, ids in (("renamed", form.renamed), ("removed", form.removed)):
        for id in ids:
            if id in items:
                yield problem("form.still_used", key, id=id, key=key)
    for old, new in form.renamed.items():
        if new not in items and new not in form.renamed:
            yield problem("form.renamed_nowhere", "renamed", old=old, new=new)
        yield from _circle(old, form.renamed, "renamed")
