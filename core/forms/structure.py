"""A plain dict (as a TOML file gives it) -> model records, strictly: all problems at once, each with its path.

It takes a dict and not a file, so that a spreadsheet of the same definition is one more reader. What the records say
of each other is examined in `consistency`, their names and formulas in `program`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from core.errors import Problem
from core.forms.adapt import adapted_document, adapted_field, adapted_table
from core.forms.model import Check, DocumentForm, Field, GridBlock, ReportForm, Section, Sentence, Table
from core.forms.reading import Builder, identifier, many, record, shown, text
from core.forms.rules import with_rules
from core.forms.shapes import (
    CHECK,
    DOCUMENT,
    FIELD,
    FORM,
    GRID_BLOCK,
    SECTION,
    SENTENCE,
    TABLE,
    completed,
    parameters,
    parts,
)
from core.forms.sharing import COLUMNS_OF, Sharing, with_shared_columns

FIELDS, TABLES, SENTENCES, CHECKS, PARAMETERS = "field", "table", "sentence", "check", "parameters"
DOCUMENTS, SECTIONS, FROM, BLOCKS = "document", "section", "from", "rows"
_TITLES = {BLOCKS: "成组的行", FIELDS: "数据项", TABLES: "表", SENTENCES: "文字", CHECKS: "审核"}


@dataclass(slots=True, kw_only=True)
class Dictionary:
    """The stable items of the field, by id.

    parameters: forms may set them otherwise. documents: forms can take them over. blocks: rows that grids may name.
    """

    fields: dict[str, Field] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    sentences: dict[str, Sentence] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    documents: dict[str, DocumentForm] = field(default_factory=dict)
    blocks: dict[str, GridBlock] = field(default_factory=dict)
    parameters: dict[str, Decimal] = field(default_factory=dict)


def build_dictionary(sources: Mapping[str, Mapping[str, Any]]) -> tuple[Dictionary, tuple[Problem, ...]]:
    """The dictionary of several files (name -> content)."""
    builder, dictionary = Builder(), Dictionary()
    builder.blocks = dictionary.blocks
    files = [_Items(builder, name, dictionary) for name in sources]
    for items, data in zip(files, sources.values(), strict=True):
        items.read(data)
    shared = {id: one for items in files for id, one in items.sharing.items()}
    dictionary.tables = with_shared_columns(builder, dictionary.tables, shared)
    for name, data in sources.items():
        _defaults(builder, data.get(PARAMETERS, {}), dictionary, f"{name} › {PARAMETERS}")
        _dictionary_documents(builder, data.get(DOCUMENTS, {}), dictionary, f"{name} › {DOCUMENTS}")
        for key in data:
            if key not in (*_TITLES, DOCUMENTS, PARAMETERS):
                builder.unknown(key, (*_TITLES, DOCUMENTS, PARAMETERS), name)
    return dictionary, tuple(builder.problems)


def build_form(data: Mapping[str, Any], dictionary: Dictionary, path: str) -> tuple[ReportForm, tuple[Problem, ...]]:
    """The report format over a dictionary."""
    builder, rest = Builder(), dict(data)
    merged = replace(
        dictionary,
        fields=dict(dictionary.fields),
        tables=dict(dictionary.tables),
        sentences=dict(dictionary.sentences),
        blocks=dict(dictionary.blocks),
    )
    builder.blocks = merged.blocks
    id = data.get("id")
    items = _Items(builder, path, merged, prefix=f"{id}_" if isinstance(id, str) else "")
    items.read(data)
    merged.tables = with_shared_columns(builder, merged.tables, items.sharing)
    _adapt(builder, rest.pop("adapt", {}), merged, f"{path} › adapt")
    merged.tables = with_rules(builder, rest.pop("rule", {}), merged.tables, f"{path} › rule")
    documents = _documents(builder, rest.pop(DOCUMENTS, []), dictionary, f"{path} › {DOCUMENTS}")
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
    return replace(form, parameters=dictionary.parameters | form.parameters), tuple(builder.problems)


class _Items:
    """The items of one file on their way into a dictionary.

    prefix: what the ids of a form's own items begin with. sharing: the tables that have the columns of another one.
    """

    def __init__(self, builder: Builder, path: str, into: Dictionary, prefix: str = "") -> None:
        self.builder, self.path, self.into, self.prefix = builder, path, into, prefix
        self.sharing: dict[str, Sharing] = {}

    def read(self, data: Mapping[str, Any]) -> None:
        """Read all items; the first of two with the same id stays."""
        fields, tables, sentences = self.into.fields, self.into.tables, self.into.sentences
        self._section(data, BLOCKS, self.into.blocks, self._block, self.into.blocks.keys())
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

    def _block(self, one: Any, at: str, key: str) -> GridBlock | None:
        return self.builder.record(GRID_BLOCK, one, at, id=key)

    def _table(self, one: Any, at: str, key: str) -> Table | None:
        if not isinstance(one, Mapping) or COLUMNS_OF not in one:
            return self.builder.record(TABLE, one, at, id=key)
        data = dict(one)
        source = text(self.builder, data.pop(COLUMNS_OF), f"{at} › {COLUMNS_OF}")
        self.sharing[key] = Sharing(source, at, frozenset(data))
        return self.builder.record(TABLE, {"columns": [], **data}, at, id=key)

    def _sentence(self, one: Any, at: str, key: str) -> Sentence | None:
        data = dict(self.builder.table(one, at))
        named = parts(self.builder, data.pop("part", {}), f"{at} › part")
        return self.builder.record(SENTENCE, data, at, id=key, parts=named)


def _titled(key: str, one: Any) -> str:
    label = one.get("label") if isinstance(one, Mapping) else None
    return f"“{label[:40]}”（{shown(key)}）" if isinstance(label, str) else f" {shown(key)}"


def _defaults(builder: Builder, value: Any, into: Dictionary, path: str) -> None:
    for key, one in parameters(builder, value, path).items():
        if key in into.parameters:
            builder.wrong("form.duplicate_id", path, id=shown(key))
        into.parameters.setdefault(key, one)


def _dictionary_documents(builder: Builder, value: Any, into: Dictionary, path: str) -> None:
    for key, one in builder.table(value, path).items():
        at = f"{path} › {shown(key)}"
        if key in into.documents:
            builder.wrong("form.duplicate_id", at, id=shown(key))
        else:
            into.documents[key] = _document(builder, {"id": key, **builder.table(one, at)}, at)


def _documents(builder: Builder, value: Any, dictionary: Dictionary, path: str) -> tuple[DocumentForm, ...]:
    known = dictionary.documents
    read = many(lambda builder, one, at: _form_document(builder, one, at, known))
    made: tuple[DocumentForm, ...] = read(builder, value, path)
    return made


def _form_document(builder: Builder, value: Any, path: str, known: Mapping[str, DocumentForm]) -> DocumentForm | None:
    """A document of a form: its own, or one of the dictionary with what the form says otherwise, sections whole."""
    data = dict(builder.table(value, path))
    if FROM not in data:
        return _document(builder, data, path)
    source, sections = text(builder, data.pop(FROM), f"{path} › {FROM}"), data.pop(SECTIONS, None)
    if source not in known:
        builder.unknown_item(source, known, f"{path} › {FROM}")
        return None
    made = adapted_document(builder, known[source], data, path)
    return made if sections is None else replace(made, sections=_sections(builder, sections, path))


def _document(builder: Builder, value: Mapping[str, Any], path: str) -> DocumentForm:
    data = dict(value)
    made = builder.record(DOCUMENT, data, path, sections=_sections(builder, data.pop(SECTIONS, []), path))
    assert made is not None  # something stands for each key that is missing
    return made


def _sections(builder: Builder, value: Any, path: str) -> tuple[Section, ...]:
    made: tuple[Section, ...] = many(record(SECTION))(builder, value, f"{path} › {SECTIONS}")
    return made


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
