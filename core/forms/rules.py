"""Scoring rules: a form says how many points a row of a table gives and how they are lost; here it becomes formulas.

The dictionary knows which figure a row judges (its `value`), the form what that is worth. Rules are expanded when the
form is read, so that computing, derivations, workbooks and checks meet nothing but rows with formulas.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from core.forms.model import Row, Table
from core.forms.reading import Builder, Shape, flag, identifier, many, one_of, record, text
from core.forms.shapes import figure
from core.formulas.function import Scale, plain

POINTS, VALUE, MET, SCORE = "points", "value", "met", "score"
"""The columns of a table whose rows have rules: full marks, the figure judged, whether it is met, the marks."""

_AWAY = {"above": ("不超过", "超过"), "below": ("不低于", "低于"), "off": ("等于", "高于或低于")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Full marks at the bound; each full step beyond it costs. beyond: on which side ("above", "below", "off")."""

    beyond: str
    bound: Decimal
    step: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """(bound, marks) in order, the best first: lower bounds (falling) or upper ones; otherwise: marks beyond them."""

    lower: bool
    marks: tuple[tuple[Decimal, Decimal], ...]
    otherwise: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a checklist, with its marks."""

    id: str
    label: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a row is scored: by steps, by bands, by a checklist, or (none of them) by the clerk.

    standard: the rule in words ("": made from its figures). full_when_blank: nothing to judge is worth full marks.
    """

    points: Decimal
    standard: str = ""
    steps: Steps | None = None
    bands: Bands | None = None
    checklist: tuple[Item, ...] = ()
    full_when_blank: bool = False


def _pair(builder: Builder, value: Any, path: str) -> tuple[Decimal, Decimal] | None:
    if not isinstance(value, list) or len(value) != 2:
        builder.wrong("form.rule_bands", path)
        return None
    return figure(builder, value[0], path), figure(builder, value[1], path)


def _bands(builder: Builder, value: Any, path: str) -> Bands | None:
    data = dict(builder.table(value, path))
    sides = [key for key in ("from", "to") if key in data]
    if len(sides) != 1 or set(data) - {*sides, "otherwise"}:
        builder.wrong("form.rule_bands", path)
        return None
    marks = many(_pair)(builder, data[sides[0]], f"{path} › {sides[0]}")
    otherwise = figure(builder, data.get("otherwise", 0), f"{path} › otherwise")
    return Bands(lower=sides[0] == "from", marks=marks, otherwise=otherwise)


STEPS = Shape(
    kind=Steps,
    keys={"beyond": one_of(*_AWAY, instead="above"), "bound": figure, "step": figure, "cost": figure},
)
ITEM = Shape(kind=Item, keys={"id": identifier, "label": text, "points": figure})
RULE = Shape(
    kind=Rule,
    keys={
        "points": figure, "standard": text, "steps": record(STEPS), "bands": _bands, "checklist": many(record(ITEM)),
        "full_when_blank": flag,
    },
)  # fmt: skip


def with_rules(builder: Builder, value: Any, tables: Mapping[str, Table], path: str) -> dict[str, Table]:
    """The tables with their rules (table id -> row id -> rule) put into their rows."""
    found = dict(tables)
    for id, rows in builder.table(value, path).items():
        at = f"{path} › {id}"
        if id not in found:
            builder.unknown_item(id, found, at)
            continue
        columns = [column for column in (POINTS, VALUE, MET, SCORE) if found[id].column(column) is None]
        if columns:
            builder.wrong("form.rule_columns", at, columns="、".join(columns))
        elif rules := _rules(builder, found[id], rows, at):
            found[id] = _expanded(found[id], rules)
    return found


def _rules(builder: Builder, table: Table, value: Any, at: str) -> dict[str, Rule]:
    rules = {}
    for id, one in builder.table(value, at).items():
        place, rule = f"{at} › {id}", builder.record(RULE, one, f"{at} › {id}")
        if table.row(id) is None:
            builder.unknown_item(id, [row.id for row in table.rows], place)
        elif any(row.within == id for row in table.rows):
            builder.wrong("form.rule_group", place, id=id)
        elif rule is not None and _is_sound(builder, rule, place):
            rules[id] = rule
    return rules


# ---------------------------------------------------------------- what a rule may say


def _is_sound(builder: Builder, rule: Rule, at: str) -> bool:
    before = len(builder.problems)
    shapes = [one for one in (rule.steps, rule.bands, rule.checklist) if one]
    if len(shapes) > 1 or (rule.full_when_blank and not (rule.steps or rule.bands)):
        builder.wrong("form.rule_shape", at)
    for key, value in _amounts(rule):
        if value <= 0:
            builder.wrong("form.not_positive", at, key=key)
    if rule.bands and not _are_sound(rule.bands, rule.points):
        builder.wrong("form.rule_bands", f"{at} › bands")
    total = sum((item.points for item in rule.checklist), Decimal(0))
    if rule.checklist and total != rule.points:
        builder.wrong("form.rule_checklist", at, total=plain(total), points=plain(rule.points))
    return len(builder.problems) == before


def _amounts(rule: Rule) -> Iterator[tuple[str, Decimal]]:
    yield POINTS, rule.points
    if rule.steps:
        yield from (("step", rule.steps.step), ("cost", rule.steps.cost))
    yield from ((item.id, item.points) for item in rule.checklist)


def _are_sound(bands: Bands, points: Decimal) -> bool:
    """Bounds in order without a gap to fall through, the best marks first and full, none below those for the rest."""
    bounds = [bound for bound, _ in bands.marks]
    marks = [*(mark for _, mark in bands.marks), bands.otherwise]
    ordered = sorted(set(bounds), reverse=bands.lower) == bounds
    return bool(bounds) and ordered and marks == sorted(marks, reverse=True) and marks[0] == points and marks[-1] >= 0


# ---------------------------------------------------------------- what becomes of it


def _expanded(table: Table, rules: Mapping[str, Rule]) -> Table:
    """The rows that are scored, and those that hold them; the others are left out."""
    within = {row.id: row.within for row in table.rows}
    groups = set()
    for id in rules:
        while (id := within.get(id, "")) and id not in groups:
            groups.add(id)
    unit, percent = _scale(table)
    scale = Scale(name="", shown="", row="", percent=percent, unit=unit)
    rows = []
    for row in table.rows:
        if row.id in rules:
            rows += _scored(row, rules[row.id], scale)
        elif row.id in groups:
            rows.append(_closed(row, VALUE, MET))
    dropped = (row.id for row in table.rows if row.id not in rules and row.id not in groups)
    return replace(table, rows=tuple(rows), dropped=(*table.dropped, *dropped))


def _scale(table: Table) -> tuple[str, bool]:
    """Unit of the figures that are judged, and whether they are ratios."""
    column = table.column(VALUE)
    return (column.unit, column.kind == "percent") if column is not None else ("", False)


def _closed(row: Row, *columns: str) -> Row:
    return replace(row, closed=tuple(dict.fromkeys((*row.closed, *columns))))


def _scored(row: Row, rule: Rule, scale: Scale) -> list[Row]:
    standard = rule.standard or _standard(rule, scale)
    if rule.checklist:
        own = {id: formula for id, formula in row.formulas.items() if id not in (POINTS, VALUE, SCORE)}
        whole = replace(_closed(row, VALUE, MET), parts="all", formulas=own, standard=standard)
        return [whole, *(_question(row, item) for item in rule.checklist)]
    own = {**row.formulas, POINTS: _number(rule.points)}
    if score := _score(rule):
        own[SCORE] = score
    return [replace(_closed(row, MET), formulas=own, standard=standard)]


def _question(row: Row, item: Item) -> Row:
    formulas = {POINTS: _number(item.points), SCORE: f'awarded({MET} == "yes", {POINTS})'}
    return Row(id=f"{row.id}_{item.id}", label=item.label, within=row.id, formulas=formulas, closed=(VALUE,))


def _score(rule: Rule) -> str:
    """The formula of the marks; "" where the clerk gives them."""
    if rule.steps:
        figures = map(_number, (rule.steps.bound, rule.steps.step, rule.steps.cost))
        score = f"steps_{rule.steps.beyond}({VALUE}, {', '.join(figures)}, {POINTS})"
    elif rule.bands:
        marks = (_number(one) for pair in rule.bands.marks for one in pair)
        name = "bands_from" if rule.bands.lower else "bands_to"
        score = f"{name}({VALUE}, {_number(rule.bands.otherwise)}, {', '.join(marks)})"
    else:
        return ""
    return f"when(filled({VALUE}), {score}, {POINTS})" if rule.full_when_blank else score


def _number(value: Decimal) -> str:
    return format(value, "f")


# ---------------------------------------------------------------- the rule in words


def _standard(rule: Rule, scale: Scale) -> str:
    blank = "没有这一项的得满分。" if rule.full_when_blank else ""
    if rule.steps:
        within, beyond = _AWAY[rule.steps.beyond]
        first = f"{within}{scale.bound(rule.steps.bound)}得{plain(rule.points)}分"
        each = f"每满{scale.step(rule.steps.step)}扣{plain(rule.steps.cost)}分"
        return f"{first}；{beyond}的，{each}，扣完为止。{blank}"
    if rule.bands:
        sign = "≥" if rule.bands.lower else "≤"
        marks = [f"{sign}{scale.bound(bound)}得{plain(mark)}分" for bound, mark in rule.bands.marks]
        return f"{'；'.join(marks)}；其余得{plain(rule.bands.otherwise)}分。{blank}"
    items = "；".join(f"{item.label}得{plain(item.points)}分" for item in rule.checklist)
    return f"{items}。" if items else ""
