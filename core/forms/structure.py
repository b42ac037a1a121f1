"""A plain dict (as a TOML file gives it) -> model records, strictly: all problems at once, each with its path.

It takes a dict and not a file, so that a spreadsheet of the same definition is one more reader. What the records say
of each other is examined in `consistency`, their names and formulas in `program`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import Problem
from core.forms.adapt import adapted_field, adapted_table
from core.forms.model import Check, DocumentForm, Field, ReportForm, Sentence, Table
from core.forms.reading import Builder, identifier, many, record, shown
from core.forms.shapes import CHECK, DOCUMENT, FIELD, FORM, SECTION, SENTENCE, TABLE, completed, parts

FIELDS, TABLES, SENTENCES, CHECKS = "field", "table", "sentence", "check"
_TITLES = {FIELDS: "数据项", TABLES: "表", SENTENCES: "文字", CHECKS: "审核"}


@dataclass(slots=True, kw_only=True)
class Dictionary:
    """The stable items of the field, by id."""

    fields: dict[str, Field] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    sentences: dict[str, Sentence] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()


def build_dictionary(sources: Mapping[str, Mapping[str, Any]]) -> tuple[Dictionary, tuple[Problem, ...]]:
    """The dictionary of several files (name -> content)."""
    builder, dictionary = Builder(), Dictionary()
    for name, data in sources.items():
        _Items(builder, name, dictionary).read(data)
        for key in data:
            if key not in _TITLES:
                builder.unknown(key, _TITLES, name)
    return dictionary, tuple(builder.problems)


def build_form(data: Mapping[str, Any], dictionary: Dictionary, path: str) -> tuple[ReportForm, tuple[Problem, ...]]:
    """The report format over a dictionary."""
    builder, rest = Builder(), dict(data)
    merged = replace(
        dictionary,
        fields=dict(dictionary.fields),
        tables=dict(dictionary.tables),
        sentences=dict(dictionary.sentences),
    )
    id = data.get("id")
    _Items(builder, path, merged, prefix=f"{id}_" if isinstance(id, str) else "").read(data)
    _adapt(builder, rest.pop("adapt", {}), merged, f"{path} › adapt")
    documents = many(_document)(builder, rest.pop("document", []), f"{path} › document")
    frame = {key: value for key, value in rest.items() if key not in _TITLES}
    form = builder.record(
        FORM,
        frame,
        path,
        documents=documents,
        fields=merged.fields,
        tables=merged.tables,
        sentences=merged.sentences,
        checks=merged.checks,
    )
    assert form is not None
    return form, tuple(builder.problems)


class _Items:
    """The items of one file on their way into a dictionary; prefix: what the ids of a form's own items begin with."""

    def __init__(self, builder: Builder, path: str, into: Dictionary, prefix: str = "") -> None:
        self.builder, self.path, self.into, self.prefix = builder, path, into, prefix

    def read(self, data: Mapping[str, Any]) -> None:
        """Read all items; the first of two with the same id stays."""
        fields, tables, sentences = self.into.fields, self.into.tables, self.into.sentences
        self._section(data, FIELDS, fields, self._field, fields.keys() | tables.keys())
        self._section(data, TABLES, tables, self._table, fields.keys() | tables.keys())
        self._section(data, SENTENCES, sentences, self._sentence, sentences.keys())
        checks = many(record(CHECK))(self.builder, data.get(CHECKS, []), f"{self.path} › {_TITLES[CHECKS]}")
        self.into.checks += checks

    def _section(
        self,
        data: Mapping[str, Any],
        section: str,
        found: dict[str, Any],
        make: Callable[[Any, str, str], Any],
        used: Collection[str],
    ) -> None:
        for key, one in self.builder.table(data.get(section, {}), f"{self.path} › {section}").items():
            at = f"{self.path} › {_TITLES[section]}{_titled(key, one)}"
            identifier(self.builder, key, at)
            if key in used:
                self.builder.wrong("form.duplicate_id", at, id=shown(key))
            elif not key.startswith(self.prefix):
                self.builder.wrong("form.prefix", at, id=shown(key), prefix=self.prefix)
            elif (made := make(one, at, key)) is not None:
                found[key] = made

    def _field(self, one: Any, at: str, key: str) -> Field | None:
        return completed(self.builder.record(FIELD, one, at, id=key))

    def _table(self, one: Any, at: str, key: str) -> Table | None:
        return self.builder.record(TABLE, one, at, id=key)

    def _sentence(self, one: Any, at: str, key: str) -> Sentence | None:
        data = dict(self.builder.table(one, at))
        named = parts(self.builder, data.pop("part", {}), f"{at} › part")
        return self.builder.record(SENTENCE, data, at, id=key, parts=named)


def _titled(key: str, one: Any) -> str:
    label = one.get("label") if isinstance(one, Mapping) else None
    return f"“{label[:40]}”（{shown(key)}）" if isinstance(label, str) else f" {shown(key)}"


def _document(builder: Builder, value: Any, path: str) -> DocumentForm | None:
    data = dict(builder.table(value, path))
    sections = many(record(SECTION))(builder, data.pop("section", []), f"{path} › section")
    return builder.record(DOCUMENT, data, path, sections=sections)


def _adapt(builder: Builder, value: Any, merged: Dictionary, path: str) -> None:
    data = builder.table(value, path)
    for key in data:
        if key not in (FIELDS, TABLES):
            builder.unknown(key, (FIELDS, TABLES), path)
    known: tuple[tuple[str, dict[str, Any], Callable[..., Any]], ...] = (
        (FIELDS, merged.fields, adapted_field),
        (TABLES, merged.tables, adapted_table),
    )
    for section, items, adapted in known:
        for key, changes in builder.table(data.get(section, {}), f"{path} › {section}").items():
            if key in items:
                items[key] = adapted(builder, items[key], changes, f"{path} › {section} › {key}")
            else:
                builder.unknown_item(key, items, f"{path} › {section}")
