"""Which keys each record of a definition has, and what stands in them: the grammar of the definition files."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from core.forms.kinds import KINDS, MONEY_UNIT
from core.forms.model import (
    LEVELS,
    Case,
    Check,
    Choice,
    DocumentForm,
    Field,
    GridRows,
    OutlineLevel,
    ReportForm,
    Row,
    RowsPart,
    Section,
    Sentence,
    Table,
)
from core.forms.numbering import STYLES
from core.forms.reading import Builder, Shape, flag, identifier, many, one_of, record, shown, text, whole

_DEFAULT_PLACES = {"money": 2, "percent": 2, "integer": 0, "year": 0}
_MOST_ROWS = 5000
_LARGEST = 10**15
_FINEST = -15
_style = one_of(*STYLES, instead="")


def _bounds(builder: Builder, value: Any, path: str) -> tuple[int, int]:
    limits = {"min": whole(0, _MOST_ROWS), "max": whole(1, _MOST_ROWS)}
    data = builder.table(value, path)
    read = {key: limits[key](builder, data[key], path) for key in limits if key in data}
    least, most = read.get("min", 0), read.get("max", _MOST_ROWS)
    if data.keys() - limits.keys() or least > most:
        builder.wrong("form.bad_bounds", path)
    return min(least, most), most


def _part(builder: Builder, value: Any, path: str) -> tuple[Case, ...] | RowsPart | None:
    if isinstance(value, Mapping):
        return builder.record(ROWS_PART, value, path)
    cases: tuple[Case, ...] = many(record(CASE))(builder, value, path)
    if not cases or cases[-1].when or not all(case.when for case in cases[:-1]):
        builder.wrong("form.bad_cases", path)
    return cases or None


def _grid_cell(builder: Builder, value: Any, path: str) -> str | tuple[str, ...]:
    cell: str | tuple[str, ...] = (many(text) if isinstance(value, list) else text)(builder, value, path)
    return cell


def _grid_row(builder: Builder, value: Any, path: str) -> GridRows | None:
    return builder.record(GRID_ROWS, {"cells": value} if isinstance(value, list) else value, path)


def _column(builder: Builder, value: Any, path: str) -> Field | None:
    return completed(builder.record(COLUMN, value, path))


def completed(made: Field | None) -> Field | None:
    """The field with what its kind says by itself: decimal places, the unit of money."""
    if made is None:
        return None
    places = _DEFAULT_PLACES.get(made.kind) if made.places is None else made.places
    return replace(made, places=places, unit=made.unit or (MONEY_UNIT if made.kind == "money" else ""))


def parts(builder: Builder, value: Any, path: str) -> dict[str, tuple[Case, ...] | RowsPart]:
    """The named parts of a sentence."""
    made = {
        identifier(builder, key, path): _part(builder, one, f"{path} › {shown(key)}")
        for key, one in builder.table(value, path).items()
    }
    return {key: one for key, one in made.items() if one is not None}


def _parameters(builder: Builder, value: Any, path: str) -> dict[str, Decimal]:
    found = {}
    for key, one in builder.table(value, path).items():
        if _is_figure(one):
            found[identifier(builder, key, path)] = Decimal(one)
        else:
            builder.wrong("form.not_figure", f"{path} › {shown(key)}")
    return found


def _is_figure(value: Any) -> bool:
    """A number with at most fifteen digits on either side of the point."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    if isinstance(value, int):
        return abs(value) < _LARGEST
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= _FINEST and value.adjusted() < -_FINEST


def _renamed(builder: Builder, value: Any, path: str) -> dict[str, str]:
    names = builder.table(value, path).items()
    return {identifier(builder, old, path): identifier(builder, new, path) for old, new in names}


LEVEL = Shape(
    kind=OutlineLevel,
    keys={"number": _style, "layout": one_of("own", "run_in", instead="own"), "heading": whole(0, 4)},
)
INLINE = Shape(
    kind=OutlineLevel,
    keys={"number": _style, "layout": one_of("inline", instead="inline"), "joiner": text},
)
CHOICE = Shape(kind=Choice, keys={"id": identifier, "label": text})
FIELD = Shape(
    kind=Field,
    keys={
        "label": text, "kind": one_of(*KINDS, instead="number"), "unit": text, "places": whole(0, 6), "required": flag,
        "guide": text, "help": text, "choices": many(record(CHOICE)), "formula": text, "supplied": flag,
        "override": flag, "exact": flag, "off_paper": flag, "stays": flag, "from_last_year": text,
        "limit": whole(1, 200_000), "numbering": _style, "levels": many(record(LEVEL)), "inline": record(INLINE),
    },
    instead={"label": "", "kind": "number"},
)  # fmt: skip
COLUMN = Shape(
    kind=Field,
    keys={**FIELD.keys, "id": identifier, "sums": flag, "unit_column": identifier},
    instead=FIELD.instead,
)
ROW = Shape(
    kind=Row,
    keys={
        "id": identifier, "label": text, "sentence_label": text, "code": text, "within": identifier,
        "parts": one_of("all", "some", instead="all"), "free": _bounds, "guide": text,
    },
    instead={"label": ""},
)  # fmt: skip
TABLE = Shape(
    kind=Table,
    keys={
        "label": text, "columns": many(_column), "rows": many(record(ROW)), "free": _bounds, "belongs_to": identifier,
        "label_column": identifier, "guide": text, "help": text, "required": flag, "off_paper": flag,
    },
    instead={"label": "", "columns": ()},
)  # fmt: skip
CASE = Shape(kind=Case, keys={"text": text, "when": text})
ROWS_PART = Shape(
    kind=RowsPart,
    keys={
        "each": identifier, "text": text, "when": text, "order": many(identifier), "before": text, "joiner": text,
        "after": text, "none": text,
    },
)  # fmt: skip
SENTENCE = Shape(kind=Sentence, keys={"label": text, "text": text}, instead={"label": "", "text": ""})
CHECK = Shape(
    kind=Check,
    keys={
        "code": text, "level": one_of(*LEVELS, instead="hint"), "rule": text, "message": text, "action": text,
        "when": text, "each": identifier, "cells": many(text),
    },
)  # fmt: skip
GRID_ROWS = Shape(
    kind=GridRows,
    keys={"cells": many(_grid_cell), "each": identifier, "when": text, "head": flag},
)
SECTION = Shape(
    kind=Section,
    keys={
        "id": identifier, "heading": text, "level": whole(1, 3), "items": many(text), "grid": many(_grid_row),
        "widths": many(whole(1, 500)), "numbers_note": text, "guide": text, "help": text, "required": flag,
        "off_paper": flag,
    },
    instead={"id": "", "heading": ""},
)  # fmt: skip
DOCUMENT = Shape(
    kind=DocumentForm,
    keys={
        "id": identifier, "title": text, "file_name": text,
        "layout": one_of("chapters", "form_table", instead="chapters"), "heading_numbers": many(_style),
        "widths": many(whole(1, 500)), "closing": many(text), "landscape": flag,
    },
    instead={"id": "", "title": "", "file_name": ""},
)  # fmt: skip
FORM = Shape(
    kind=ReportForm,
    keys={
        "id": identifier, "edition": whole(1990, 2100), "label": text, "place": text, "parameters": _parameters,
        "renamed": _renamed, "removed": many(identifier), "prefer_supplied": flag,
    },
    instead={"id": "", "edition": 0, "label": ""},
)  # fmt: skip
