"""Which keys each record of a definition has, and what stands in them: the grammar of the definition files."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from core.forms.kinds import KINDS, MONEY_UNIT
from core.forms.model import (
    LEVELS,
    LIBRARIES,
    TARGET_PARTS,
    BlankRows,
    BlankWorkbook,
    Case,
    Check,
    Choice,
    DocumentForm,
    Field,
    GridBlock,
    GridRows,
    GridText,
    GridUse,
    OutlineLevel,
    ReportForm,
    Row,
    RowsPart,
    Section,
    Sentence,
    Table,
    Weight,
)
from core.forms.numbering import STYLES
from core.forms.reading import Builder, Convert, Shape, flag, identifier, many, one_of, record, shown, text, whole

_DEFAULT_PLACES = {"money": 2, "percent": 2, "integer": 0, "year": 0}
_MOST_ROWS = 5000
_LARGEST = 10**15
_FINEST = -15
_LAST_LINE = 1_048_576
_GRADE = ("from", "word")
_BLOCK = "rows"
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


def _grid_cell(builder: Builder, value: Any, path: str) -> GridText:
    cell: GridText = (many(text) if isinstance(value, list) else text)(builder, value, path)
    return cell


def _cells(builder: Builder, value: Any, path: str) -> dict[str, GridText]:
    """Cells by their address in a workbook, or by a column's letters."""
    return {key: _grid_cell(builder, one, f"{path} › {shown(key)}") for key, one in builder.table(value, path).items()}


def _lined(rows: Convert) -> Convert:
    """A list whose members give rows of an official table each; the rows know where they are written."""

    def convert(builder: Builder, value: Any, path: str) -> tuple[GridRows, ...]:
        read: tuple[tuple[GridRows, ...], ...] = many(rows)(builder, value, path)
        numbered = ((number, row) for number, made in enumerate(read, 1) for row in made)
        return tuple(replace(row, line=f"第{number}行{row.line}") for number, row in numbered)

    return convert


def _own_row(builder: Builder, value: Any, path: str) -> tuple[GridRows, ...]:
    """A row of a named block, in which no other block stands."""
    if isinstance(value, Mapping) and _BLOCK in value:
        builder.wrong("form.nested_block", path)
        return ()
    row = builder.record(GRID_ROWS, {"cells": value} if isinstance(value, list) else value, path)
    return () if row is None else (row,)


def _grid_rows(builder: Builder, value: Any, path: str) -> tuple[GridRows, ...]:
    """A row of a grid, or the rows of the named block that stands there."""
    if not isinstance(value, Mapping) or _BLOCK not in value:
        return _own_row(builder, value, path)
    use = builder.record(GRID_USE, value, path)
    if use is None or use.rows not in builder.blocks:
        builder.unknown_item(value[_BLOCK], builder.blocks, path)
        return ()
    return tuple(
        replace(row, each=use.each if row.each and use.each else row.each, line=f"（{use.rows}{row.line}）")
        for row in builder.blocks[use.rows].grid
    )


def _tables(builder: Builder, value: Any, path: str) -> tuple[str, ...]:
    """The id of a table, or a list of them."""
    read = many(identifier) if isinstance(value, list) else lambda *one: (identifier(*one),)
    return tuple(id for id in read(builder, value, path) if id)


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


def figure(builder: Builder, value: Any, path: str) -> Decimal:
    """A number; 0 in place of anything else."""
    if _is_figure(value):
        return Decimal(value)
    builder.wrong("form.not_figure", path)
    return Decimal(0)


def parameters(builder: Builder, value: Any, path: str) -> dict[str, Decimal]:
    """Figures by name."""
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


def _grade(builder: Builder, value: Any, path: str) -> tuple[Decimal, str]:
    """Written as `[90, "优"]`."""
    if not isinstance(value, list) or len(value) != len(_GRADE):
        builder.wrong("form.not_grade", path)
        return Decimal(0), ""
    return figure(builder, value[0], path), text(builder, value[1], path)


def _texts(builder: Builder, value: Any, path: str) -> dict[str, str]:
    """Texts by any name."""
    return {key: text(builder, one, f"{path} › {shown(key)}") for key, one in builder.table(value, path).items()}


def _by_column(builder: Builder, value: Any, path: str) -> dict[str, str]:
    found = _texts(builder, value, path)
    return {identifier(builder, key, path): one for key, one in found.items()}


def _spread(builder: Builder, value: Any, path: str) -> dict[str, str]:
    """Written as `{ direction = "sense", unit = "unit", target_words = "words" }`."""
    part = one_of(*TARGET_PARTS, instead="words")
    return {
        identifier(builder, key, path): part(builder, one, f"{path} › {shown(key)}")
        for key, one in builder.table(value, path).items()
    }


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
        "override": flag, "exact": flag, "off_paper": flag, "private": flag, "stays": flag, "from_last_year": text,
        "limit": whole(1, 200_000), "numbering": _style, "levels": many(record(LEVEL)), "inline": record(INLINE),
        "spoken": many(text), "whole_when": text, "grades": many(_grade), "answered_by": identifier,
    },
    instead={"label": "", "kind": "number"},
)  # fmt: skip
COLUMN = Shape(
    kind=Field,
    keys={**FIELD.keys, "id": identifier, "sums": flag, "unit_column": identifier, "spread": _spread},
    instead=FIELD.instead,
)
ROW = Shape(
    kind=Row,
    keys={
        "id": identifier, "label": text, "sentence_label": text, "code": text, "within": identifier,
        "parts": one_of("all", "some", instead="all"), "free": _bounds, "guide": text, "formulas": _by_column,
        "closed": many(identifier), "standard": text,
    },
    instead={"label": ""},
)  # fmt: skip
WEIGHT = Shape(
    kind=Weight,
    keys={"label": text, "column": identifier, "choices": many(identifier), "total": identifier, "points": identifier},
)
TABLE = Shape(
    kind=Table,
    keys={
        "label": text, "columns": many(_column), "rows": many(record(ROW)), "free": _bounds, "belongs_to": identifier,
        "label_column": identifier, "guide": text, "help": text, "required": flag, "off_paper": flag,
        "library": one_of(*LIBRARIES, instead=""), "weights": many(record(WEIGHT)),
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
        "when": text, "each": _tables, "cells": many(text), "replaces": many(text),
    },
)  # fmt: skip
GRID_ROWS = Shape(
    kind=GridRows,
    keys={
        "cells": many(_grid_cell), "each": identifier, "when": text, "where": _texts, "within": identifier,
        "least": whole(1, _MOST_ROWS), "head": flag,
    },
)  # fmt: skip
GRID_BLOCK = Shape(kind=GridBlock, keys={"grid": _lined(_own_row)}, instead={"grid": ()})
GRID_USE = Shape(kind=GridUse, keys={_BLOCK: identifier, "each": identifier})
SECTION = Shape(
    kind=Section,
    keys={
        "id": identifier, "heading": text, "level": whole(1, 3), "items": many(text), "grid": _lined(_grid_rows),
        "widths": many(whole(1, 500)), "numbers_note": text, "guide": text, "help": text, "required": flag,
        "off_paper": flag, "entry": one_of("items", "grid", instead="items"),
    },
    instead={"id": "", "heading": ""},
)  # fmt: skip
BLANK_ROWS = Shape(
    kind=BlankRows,
    keys={
        "sheet": text, "each": identifier, "first": whole(1, _LAST_LINE), "last": whole(1, _LAST_LINE),
        "columns": _cells, "where": _texts,
    },
)  # fmt: skip
BLANK_WORKBOOK = Shape(
    kind=BlankWorkbook,
    keys={"file": text, "cells": _cells, "rows": many(record(BLANK_ROWS))},
)
DOCUMENT = Shape(
    kind=DocumentForm,
    keys={
        "id": identifier, "title": text, "file_name": text,
        "layout": one_of("chapters", "form_table", instead="chapters"), "heading_numbers": many(_style),
        "widths": many(whole(1, 500)), "closing": many(text),
        "above": many(text), "below": many(text), "landscape": flag, "optional": flag, "repeat": identifier,
        "annex": flag, "workbook": record(BLANK_WORKBOOK),
    },
    instead={"id": "", "title": "", "file_name": ""},
)  # fmt: skip
FORM = Shape(
    kind=ReportForm,
    keys={
        "id": identifier, "edition": whole(1990, 2100), "label": text, "place": text, "parameters": parameters,
        "renamed": _renamed, "removed": many(identifier), "prefer_supplied": flag,
    },
    instead={"id": "", "edition": 0, "label": ""},
)  # fmt: skip
