"""What a form changes in the dictionary's items: how they are shown, never what they mean."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from core.forms.model import DocumentForm, Field, Row, Table
from core.forms.reading import Builder, Convert
from core.forms.shapes import DOCUMENT, FIELD, ROW, TABLE

_FIELD = {
    key: FIELD.keys[key]
    for key in (
        "label", "places", "required", "guide", "help", "numbering", "levels", "inline", "limit", "off_paper",
        "private",
    )
}  # fmt: skip
_TABLE = {key: TABLE.keys[key] for key in ("label", "required", "guide", "help", "off_paper", "weights")}
_ROW = {key: ROW.keys[key] for key in ("label", "sentence_label", "guide", "standard")}


def adapted_field(builder: Builder, old: Field, changes: Any, at: str) -> Field:
    """The field or column as the form shows it."""
    return replace(old, **_changed(builder, changes, _FIELD, FIELD.keys, at))


def adapted_table(builder: Builder, old: Table, changes: Any, at: str) -> Table:
    """The table as the form shows it: its rows and their order, its columns' captions."""
    rest = dict(builder.table(changes, at))
    columns = _columns(builder, old, rest.pop("column", {}), f"{at} › column")
    rows = _rows(builder, old, rest.pop("rows"), f"{at} › rows") if "rows" in rest else old.rows
    kept = {row.id for row in rows}
    dropped = tuple(row.id for row in old.rows if row.id not in kept)
    values = _changed(builder, rest, _TABLE, (*TABLE.keys, "column"), at)
    return replace(old, columns=columns, rows=rows, dropped=dropped, **values)


def adapted_document(builder: Builder, old: DocumentForm, changes: Mapping[str, Any], at: str) -> DocumentForm:
    """The dictionary's document as the form hands it in: everything may be said otherwise."""
    return replace(old, **_changed(builder, changes, DOCUMENT.keys, (), at))


def _columns(builder: Builder, old: Table, changes: Any, at: str) -> tuple[Field, ...]:
    columns = {column.id: column for column in old.columns}
    for key, one in builder.table(changes, at).items():
        if key in columns:
            columns[key] = adapted_field(builder, columns[key], one, f"{at} › {key}")
        else:
            builder.unknown_item(key, columns, at)
    return tuple(columns.values())


def _rows(builder: Builder, old: Table, value: Any, at: str) -> tuple[Row, ...]:
    """The rows that the form shows, in its order: ids, or tables of an id and what is shown otherwise."""
    if not isinstance(value, list):
        builder.wrong("form.not_list", at)
        return old.rows
    known = {row.id: row for row in old.rows}
    wanted: list[Row] = []
    for index, one in enumerate(value, 1):
        place = f"{at} › 第{index}个"
        changes = {"id": one} if isinstance(one, str) else dict(builder.table(one, place))
        id = changes.pop("id", None)
        if not isinstance(id, str):
            builder.wrong("form.missing_key", place, key="id")
        elif id not in known:
            builder.unknown_item(id, known, place)
        else:
            wanted.append(replace(known[id], **_changed(builder, changes, _ROW, ROW.keys, place)))
    return tuple(wanted)


def _changed(
    builder: Builder, changes: Any, allowed: Mapping[str, Convert], known: Collection[str], at: str
) -> dict[str, Any]:
    values = {}
    for key, value in builder.table(changes, at).items():
        if key in allowed:
            values[key] = allowed[key](builder, value, f"{at} › {key}")
        elif key in known:
            builder.wrong("form.not_adaptable", at, key=key)
        else:
            builder.unknown(key, known or allowed, at)
    return values
