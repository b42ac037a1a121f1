"""A plain dict (as a TOML file gives it) -> model records, strictly: all problems at once, each with its path.

It takes a dict and not a file, so that a spreadsheet of the same definition is one more reader.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from core.errors import Problem, problem
from core.formulas.names import did_you_mean
from core.forms.kinds import KINDS
from core.forms.model import (
    LEVELS, Case, Check, Choice, DocumentForm, Field, GridRows, OutlineLevel, ReportForm, Row, RowsPart, Section, Sentence, Table,
)  # fmt: skip
from core.forms.numbering import STYLES

RESERVED_COLUMNS = frozenset({"id", "group", "owner"})
ADAPTABLE_FIELD = frozenset({"label", "places", "required", "guide", "help", "numbering", "levels", "inline", "limit", "off_paper", "unit"})
ADAPTABLE_TABLE = frozenset({"label", "rows", "required", "guide", "help", "off_paper"})

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_DEFAULT_PLACES = {"money": 2, "percent": 2, "integer": 0, "year": 0}
T = TypeVar("T")
Convert = Callable[["Builder", Any, str], Any]


@dataclass(slots=True, kw_only=True)
class Dictionary:
    """The stable items of the field, by id."""

    fields: dict[str, Field] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    sentences: dict[str, Sentence] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()


class Builder:
    """Builds records and collects problems; a record with a problem is left out, and the rest goes on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, code: str, path: str, **facts: object) -> None:
        """Collect one problem."""
        self.problems.append(problem(code, path, **facts))

    def record(self, kind: type[T], spec: Mapping[str, Convert], data: Any, path: str, **given: Any) -> T | None:
        """A record of that kind from a dict: keys outside the spec, missing keys and wrong values are problems."""
        if not isinstance(data, Mapping):
            self.wrong("form.not_a_table", path)
            return None
        before = len(self.problems)
        values = dict(given)
        for key, value in data.items():
            if key in spec:
                values[key] = spec[key](self, value, f"{path} › {key}")
            else:
                self.wrong("form.unknown_key", path, key=key, hint=did_you_mean(key, spec))
        for one in fields(kind):  # type: ignore[arg-type]
            if one.default is MISSING and one.default_factory is MISSING and one.name not in values:
                self.wrong("form.missing_key", path, key=one.name)
        return kind(**values) if len(self.problems) == before else None


def text(builder: Builder, value: Any, path: str) -> str:
    """A text."""
    if not isinstance(value, str):
        builder.wrong("form.not_text", path)
        return ""
    return value


def identifier(builder: Builder, value: Any, path: str) -> str:
    """An ASCII snake_case id."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        builder.wrong("form.bad_id", path, id=str(value)[:40])
    return str(value)


def flag(builder: Builder, value: Any, path: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        builder.wrong("form.not_flag", path)
    return bool(value)


def whole(least: int, most: int) -> Convert:
    """A whole number within bounds."""

    def convert(builder: Builder, value: Any, path: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            builder.wrong("form.not_whole", path, least=least, most=most)
            return least
        return value

    return convert


def one_of(known: Any) -> Convert:
    """One of the known words."""

    def convert(builder: Builder, value: Any, path: str) -> str:
        if not isinstance(value, str) or value not in known:
            builder.wrong("form.not_one_of", path, value=str(value)[:40], known="、".join(word or "（空）" for word in known))
        return str(value)

    return convert


def many(convert: Convert) -> Convert:
    """A list of such values."""

    def converted(builder: Builder, value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            builder.wrong("form.not_list", path)
            return ()
        found = [convert(builder, one, f"{path} › 第{index}个") for index, one in enumerate(value, 1)]
        return tuple(one for one in found if one is not None)

    return converted


def _record(kind: type[T], spec: Mapping[str, Convert]) -> Convert:
    return lambda builder, value, path: builder.record(kind, spec, value, path)


def _bounds(builder: Builder, value: Any, path: str) -> tuple[int, int]:
    limits = {"min": whole(0, 5000), "max": whole(1, 5000)}
    read = {key: limits[key](builder, value[key], path) for key in limits if isinstance(value, Mapping) and key in value}
    if not isinstance(value, Mapping) or set(value) - set(limits) or read.get("min", 0) > read.get("max", 5000):
        builder.wrong("form.bad_bounds", path)
    return read.get("min", 0), read.get("max", 5000)


def _parts(builder: Builder, value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        builder.wrong("form.not_a_table", path)
        return {}
    return {identifier(builder, key, path): _part(builder, one, f"{path} › {key}") for key, one in value.items()}


def _part(builder: Builder, value: Any, path: str) -> Any:
    if isinstance(value, Mapping):
        return builder.record(RowsPart, ROWS_PART, value, path)
    cases: tuple[Case, ...] = many(_record(Case, CASE))(builder, value, path)
    if not cases or cases[-1].when or not all(case.when for case in cases[:-1]):
        builder.wrong("form.bad_cases", path)
    return cases


def _grid_cell(builder: Builder, value: Any, path: str) -> Any:
    return many(text)(builder, value, path) if isinstance(value, list) else text(builder, value, path)


def _grid_row(builder: Builder, value: Any, path: str) -> GridRows | None:
    if isinstance(value, list):
        value = {"cells": value}
    return builder.record(GridRows, GRID_ROWS, value, path)


OUTLINE_LEVEL: dict[str, Convert] = {"number": one_of(STYLES), "layout": one_of(("own", "run_in", "inline")), "joiner": text, "heading": whole(0, 4)}
CHOICE: dict[str, Convert] = {"id": identifier, "label": text}
FIELD: dict[str, Convert] = {
    "label": text, "kind": one_of(KINDS), "unit": text, "places": whole(0, 6), "required": flag, "guide": text, "help": text,
    "choices": many(_record(Choice, CHOICE)), "formula": text, "supplied": flag, "override": flag, "exact": flag, "off_paper": flag,
    "stays": flag, "from_last_year": text, "limit": whole(1, 200_000), "numbering": one_of(STYLES),
    "levels": many(_record(OutlineLevel, OUTLINE_LEVEL)), "inline": _record(OutlineLevel, OUTLINE_LEVEL),
}  # fmt: skip
COLUMN: dict[str, Convert] = {**FIELD, "id": identifier, "sums": flag, "unit_column": identifier}
ROW: dict[str, Convert] = {
    "id": identifier, "label": text, "sentence_label": text, "code": text, "within": identifier, "parts": one_of(("all", "some")),
    "free": _bounds, "guide": text,
}  # fmt: skip
TABLE: dict[str, Convert] = {
    "label": text, "columns": many(lambda b, v, p: _field(b, v, p, COLUMN)), "rows": many(_record(Row, ROW)), "free": _bounds,
    "belongs_to": identifier, "label_column": identifier, "guide": text, "help": text, "required": flag, "off_paper": flag,
}  # fmt: skip
CASE: dict[str, Convert] = {"text": text, "when": text}
ROWS_PART: dict[str, Convert] = {
    "each": identifier, "text": text, "when": text, "order": many(identifier), "before": text, "joiner": text, "after": text, "none": text,
}  # fmt: skip
SENTENCE: dict[str, Convert] = {"label": text, "text": text, "part": _parts}
CHECK: dict[str, Convert] = {
    "code": text, "level": one_of(LEVELS), "rule": text, "message": text, "action": text, "when": text, "each": identifier, "cells": many(text),
}  # fmt: skip
GRID_ROWS: dict[str, Convert] = {"cells": many(_grid_cell), "each": identifier, "when": text, "head": flag}
SECTION: dict[str, Convert] = {
    "id": identifier, "heading": text, "level": whole(1, 3), "items": many(text), "grid": many(_grid_row), "widths": many(whole(1, 500)),
    "guide": text, "help": text, "required": flag, "off_paper": flag,
}  # fmt: skip
DOCUMENT: dict[str, Convert] = {
    "id": identifier, "title": text, "file_name": text, "layout": one_of(("chapters", "form_table")), "heading_numbers": many(one_of(STYLES)),
    "widths": many(whole(1, 500)), "closing": many(text), "landscape": flag, "section": many(_record(Section, SECTION)),
}  # fmt: skip


def build_dictionary(sources: Mapping[str, Mapping[str, Any]]) -> tuple[Dictionary, tuple[Problem, ...]]:
    """The dictionary of several files (name -> content)."""
    builder, dictionary = Builder(), Dictionary()
    for name, data in sources.items():
        _items(builder, data, name, dictionary)
        for key in data.keys() - {"field", "table", "sentence", "check"}:
            builder.wrong("form.unknown_key", name, key=key, hint=did_you_mean(key, ("field", "table", "sentence", "check")))
    return dictionary, tuple(builder.problems)


def build_form(data: Mapping[str, Any], dictionary: Dictionary, path: str) -> tuple[ReportForm | None, tuple[Problem, ...]]:
    """The report format over a dictionary; None when its frame could not be built."""
    builder = Builder()
    merged = Dictionary(
        fields=dict(dictionary.fields), tables=dict(dictionary.tables), sentences=dict(dictionary.sentences), checks=dictionary.checks
    )
    own = Dictionary(fields=merged.fields, tables=merged.tables, sentences=merged.sentences)
    _items(builder, data, path, own, prefix=f"{data.get('id', '')}_")
    _adapt(builder, data.get("adapt", {}), merged, f"{path} › adapt")
    frame = {key: value for key, value in data.items() if key not in ("field", "table", "sentence", "check", "adapt", "document")}
    documents = many(_document)(builder, data.get("document", []), f"{path} › document")
    given = {"documents": documents, "fields": merged.fields, "tables": merged.tables, "sentences": merged.sentences}
    form = builder.record(ReportForm, FORM, frame, path, **given, checks=merged.checks + own.checks)
    return form, tuple(builder.problems)


def _document(builder: Builder, value: Any, path: str) -> DocumentForm | None:
    if not isinstance(value, Mapping):
        builder.wrong("form.not_a_table", path)
        return None
    named = f"{path}（{value.get('id', '？')}）"
    sections = many(_record(Section, SECTION))(builder, value.get("section", []), f"{named} › section")
    rest = {key: one for key, one in value.items() if key != "section"}
    return builder.record(DocumentForm, {k: v for k, v in DOCUMENT.items() if k != "section"}, rest, named, sections=sections)


def _parameters(builder: Builder, value: Any, path: str) -> dict[str, Decimal]:
    found = {}
    for key, one in value.items() if isinstance(value, Mapping) else ():
        if isinstance(one, bool) or not isinstance(one, int | Decimal) or not Decimal(one).is_finite():
            builder.wrong("form.not_figure", f"{path} › {key}")
            continue
        found[identifier(builder, key, path)] = Decimal(one)
    return found


def _renamed(builder: Builder, value: Any, path: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        builder.wrong("form.not_a_table", path)
        return {}
    return {identifier(builder, old, path): identifier(builder, new, path) for old, new in value.items()}


FORM: dict[str, Convert] = {
    "id": identifier, "edition": whole(1990, 2100), "label": text, "place": text, "parameters": _parameters, "renamed": _renamed,
    "removed": many(identifier), "prefer_supplied": flag,
}  # fmt: skip


def _field(builder: Builder, data: Any, path: str, spec: Mapping[str, Convert], **given: Any) -> Field | None:
    made = builder.record(Field, spec, data, path, **given)
    if made is None:
        return None
    if given.get("id") is None and made.id in RESERVED_COLUMNS:
        builder.wrong("form.reserved_column", path, id=made.id)
    if made.places is None and made.kind in _DEFAULT_PLACES:
        made = replace(made, places=_DEFAULT_PLACES[made.kind])
    if made.kind == "money" and not made.unit:
        made = replace(made, unit="万元")
    return made


def _items(builder: Builder, data: Mapping[str, Any], path: str, into: Dictionary, prefix: str = "") -> None:
    makers: tuple[tuple[str, str, dict[str, Any], Callable[[Any, str, str], Any]], ...] = (
        ("field", "数据项", into.fields, lambda one, at, key: _field(builder, one, at, FIELD, id=key)),
        ("table", "表", into.tables, lambda one, at, key: builder.record(Table, TABLE, one, at, id=key)),
        ("sentence", "文字", into.sentences, lambda one, at, key: _sentence(builder, one, at, key)),
    )
    for section, title, found, make in makers:
        for key, one in data.get(section, {}).items():
            at = f"{path} › {title} {key}"
            identifier(builder, key, at)
            if key in into.fields or key in into.tables or (section == "sentence" and key in found):
                builder.wrong("form.duplicate_id", at, id=key)
            elif prefix and not key.startswith(prefix):
                builder.wrong("form.prefix", at, id=key, prefix=prefix)
            elif (made := make(one, at, key)) is not None:
                found[key] = made
    checks = many(_record(Check, CHECK))(builder, data.get("check", []), f"{path} › 审核")
    _unique_codes(builder, into.checks + checks, path)
    into.checks += checks


def _sentence(builder: Builder, one: Any, at: str, key: str) -> Sentence | None:
    if not isinstance(one, Mapping):
        builder.wrong("form.not_a_table", at)
        return None
    parts = _parts(builder, one.get("part", {}), f"{at} › part")
    rest = {name: value for name, value in one.items() if name != "part"}
    return builder.record(Sentence, SENTENCE, rest, at, id=key, parts=parts)


def _unique_codes(builder: Builder, checks: tuple[Check, ...], path: str) -> None:
    seen: set[str] = set()
    for check in checks:
        if check.code in seen:
            builder.wrong("form.duplicate_id", f"{path} › 审核", id=check.code)
        seen.add(check.code)


def _adapt(builder: Builder, data: Any, merged: Dictionary, path: str) -> None:
    for key in data.keys() - {"field", "table"}:
        builder.wrong("form.unknown_key", path, key=key, hint=did_you_mean(key, ("field", "table")))
    for key, changes in data.get("field", {}).items():
        at = f"{path} › {key}"
        if key not in merged.fields:
            builder.wrong("form.unknown_item", at, id=key, hint=did_you_mean(key, merged.fields))
        elif (new := _adapted_field(builder, merged.fields[key], changes, at)) is not None:
            merged.fields[key] = new
    for key, changes in data.get("table", {}).items():
        at = f"{path} › {key}"
        if key not in merged.tables:
            builder.wrong("form.unknown_item", at, id=key, hint=did_you_mean(key, merged.tables))
        else:
            merged.tables[key] = _adapted_table(builder, merged.tables[key], dict(changes), at)


def _adapted_field(builder: Builder, old: Field, changes: Mapping[str, Any], at: str) -> Field | None:
    allowed = {key: FIELD[key] for key in ADAPTABLE_FIELD}
    values = {}
    for key, value in changes.items():
        if key in allowed:
            values[key] = allowed[key](builder, value, f"{at} › {key}")
        else:
            builder.wrong("form.not_adaptable", at, key=key)
    return replace(old, **values)


def _adapted_table(builder: Builder, old: Table, changes: dict[str, Any], at: str) -> Table:
    columns = {column.id: column for column in old.columns}
    for key, one in changes.pop("column", {}).items():
        if key not in columns:
            builder.wrong("form.unknown_item", at, id=key, hint=did_you_mean(key, columns))
        elif (new := _adapted_field(builder, columns[key], one, f"{at} › {key}")) is not None:
            columns[key] = new
    values: dict[str, Any] = {"columns": tuple(columns.values())}
    for key, value in changes.items():
        if key not in ADAPTABLE_TABLE:
            builder.wrong("form.not_adaptable", at, key=key)
        elif key == "rows":
            values["rows"] = _adapted_rows(builder, old, value, f"{at} › rows")
        else:
            values[key] = TABLE[key](builder, value, f"{at} › {key}")
    return replace(old, **values)


def _adapted_rows(builder: Builder, old: Table, value: Any, at: str) -> tuple[Row, ...]:
    known = {row.id: row for row in old.rows}
    wanted: list[Row] = []
    for one in value if isinstance(value, list) else ():
        changes = {"id": one} if isinstance(one, str) else dict(one)
        base = known.get(changes.get("id", ""))
        if base is None:
            builder.wrong("form.unknown_item", at, id=changes.get("id", ""), hint=did_you_mean(str(changes.get("id", "")), known))
            continue
        for key in changes.keys() - {"id", "label", "sentence_label", "guide"}:
            builder.wrong("form.not_adaptable", at, key=key)
        wanted.append(replace(base, **{key: text(builder, changes[key], at) for key in changes.keys() & {"label", "sentence_label", "guide"}}))
    return tuple(wanted)
