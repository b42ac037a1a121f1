"""A unit's own indicators, kept from its reports so that next year's are picked instead of typed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from core.forms.indicator_library import FOLDER, Indicator
from core.forms.model import Table
from core.forms.program import Program
from core.forms.targets import Target
from core.formulas.cells import Cell
from core.reports.draft import Edit, Part
from core.reports.sheet import Sheet
from core.reports.unit_card import UNIT

MOST = 300
"""What is remembered of a unit; the oldest go."""
_TOLD = frozenset({"name", "category", "direction", "unit", "target", "target_words"})
"""The columns of which an indicator is made."""


def own_indicators(sheet: Sheet) -> tuple[Indicator, ...]:
    """The indicators that stand in this report, each name once in its category."""
    tables = sheet.program.tables
    return _once(one for id in tables if _is_listed(sheet.program, id) for one in _of_table(sheet, tables[id]))


def concerns(program: Program, edit: Edit) -> bool:
    """Whether after this edit there may be other indicators, or another unit that they are of."""
    if edit.part == Part.ROWS:
        return _is_listed(program, edit.key)
    if edit.part != Part.ENTRIES:
        return False
    return edit.key == UNIT or (edit.key.column in _TOLD and _is_listed(program, edit.key.item))


def answers(one: Indicator, table: Table) -> dict[str, str]:
    """What a new row of the table holds when this indicator is picked: no target, that is the unit's own to say."""
    known = {"name": one.name, "category": one.category, "direction": one.direction, "unit": one.unit}
    return {column: text for column, text in known.items() if text and _may_hold(table, column, text)}


def remembered(now: Iterable[Indicator], before: Any) -> tuple[Indicator, ...]:
    """The indicators of now, then those of before (as `records` gave them to a store, or whatever came out of it)."""
    return _once((*now, *(_read(before) if isinstance(before, list) else ())))[:MOST]


def records(indicators: Iterable[Indicator]) -> list[dict[str, str]]:
    """Indicators as a store keeps them."""
    return [{key: text for key, text in asdict(one).items() if text} for one in indicators]


def _is_listed(program: Program, table: str) -> bool:
    return table in program.tables and program.tables[table].library == FOLDER


def _of_table(sheet: Sheet, table: Table) -> Iterator[Indicator]:
    for row in sheet.rows(table.id):
        said = {column.id: sheet.value(Cell(table.id, row, column.id)) for column in table.columns}
        if said["name"]:
            target = _target(said)
            category = said.get("category") or ""
            yield Indicator(
                name=said["name"], category=category, direction=target.sense, unit=target.unit, target=str(target)
            )


def _target(said: Mapping[str, Any]) -> Target:
    figure = said.get("target")
    return Target(
        sense=said.get("direction") or "",
        number=figure if isinstance(figure, Decimal) else None,
        unit=said.get("unit") or "",
        words=said.get("target_words") or "",
    )


def _read(kept: list[Any]) -> Iterator[Indicator]:
    known = Indicator.__slots__
    for one in kept:
        texts = {key: one[key] for key in known if isinstance(one.get(key), str)} if isinstance(one, dict) else {}
        if texts.get("name"):
            yield Indicator(**texts)


def _may_hold(table: Table, column_id: str, text: str) -> bool:
    """Whether the column is there and, if it is a choice, has this answer."""
    column = table.column(column_id)
    return column is not None and (not column.choices or text in {choice.id for choice in column.choices})


def _once(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    found: dict[tuple[str, str], Indicator] = {}
    for one in indicators:
        found.setdefault((one.name, one.category), one)
    return tuple(found.values())
