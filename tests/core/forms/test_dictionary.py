"""The shipped dictionary: what an item means never changes, and no id vanishes.

Drafts of years ago name these ids. A change of meaning is a new id; the old one stays.
`tests/golden/dictionary.json` remembers every item. New ones are added to it by

    REFRESH=1 .venv/bin/pytest tests/core/forms/test_dictionary.py

which never alters what it remembers already.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.forms.library import Library
from core.forms.model import Field, Row

GOLDEN = Path(__file__).parents[2] / "golden" / "dictionary.json"
Meaning = dict[str, str]


def shipped() -> dict[str, Meaning]:
    """What every item of the dictionary means, by its address."""
    return dict(sorted(_items()))


def _items() -> Iterator[tuple[str, Meaning]]:
    dictionary, problems = Library().dictionary()
    assert problems == ()
    for one in dictionary.fields.values():
        yield one.id, _field(one)
    for table in dictionary.tables.values():
        yield f"{table.id}[]", _said(belongs_to=table.belongs_to)
        for column in table.columns:
            yield f"{table.id}.{column.id}", _field(column)
        for row in table.rows:
            yield f"{table.id}[{row.id}]", _row(row)


def _field(one: Field) -> Meaning:
    choices = " ".join(sorted(choice.id for choice in one.choices))
    return _said(kind=one.kind, unit=one.unit, formula=one.formula, choices=choices)


def _row(row: Row) -> Meaning:
    formulas = " ".join(f"{column}={formula}" for column, formula in sorted(row.formulas.items()))
    return _said(within=row.within, parts=row.parts, formulas=formulas)


def _said(**meaning: str) -> Meaning:
    return {key: value for key, value in meaning.items() if value}


def remembered() -> dict[str, Meaning]:
    found: dict[str, Meaning] = json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}
    return found


@pytest.mark.skipif("REFRESH" not in os.environ, reason="only when asked to remember new items")
def test_new_items_are_remembered() -> None:
    items = shipped() | remembered()
    lines = (f" {json.dumps(id)}: {json.dumps(meaning)}" for id, meaning in sorted(items.items()))
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def test_no_shipped_item_vanishes() -> None:
    assert remembered().keys() - shipped().keys() == set()


def test_no_shipped_item_changes_its_meaning() -> None:
    now = shipped()
    assert {id: now[id] for id, meaning in remembered().items() if id in now and now[id] != meaning} == {}


def test_the_items_are_remembered_at_all() -> None:
    assert len(remembered()) > 100
