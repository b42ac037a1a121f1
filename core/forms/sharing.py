"""Tables that have the columns of another one: `columns_of` is read here into columns of their own.

Columns that several tables have alike are written once, and what is said of them cannot drift apart. Their formulas
name siblings, so that each table computes with its own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from core.forms.model import Field, Table
from core.forms.reading import Builder

COLUMNS_OF = "columns_of"
_TAKEN = ("label_column", "help", "library", "weights")
"""Settings that speak of the columns: they come along unless the table says them itself."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """The table whose columns another one has, where that is written, and what the latter says itself."""

    source: str
    at: str
    given: frozenset[str]


def with_shared_columns(
    builder: Builder, tables: Mapping[str, Table], sharing: Mapping[str, Sharing]
) -> dict[str, Table]:
    """The tables with their shared columns put in: own ones replace those of the same id, and the others follow.

    sharing: by the id of the table that has the columns of another one, which may have those of a third.
    """
    found, waiting = dict(tables), dict(sharing)
    while ready := [id for id, one in waiting.items() if one.source not in waiting]:
        for id in ready:
            one = waiting.pop(id)
            if one.source in found:
                found[id] = _merged(found[id], found[one.source], one.given)
            else:
                builder.unknown_item(one.source, found, f"{one.at} › {COLUMNS_OF}")
    for id, one in waiting.items():
        if (path := _path(id, waiting))[-1] == id:
            builder.wrong("form.circle", f"{one.at} › {COLUMNS_OF}", path=" → ".join(path))
    return found


def _path(id: str, waiting: Mapping[str, Sharing]) -> list[str]:
    """From a table to the one whose columns it has, and on until one comes again."""
    path = [id]
    while (source := waiting[path[-1]].source) not in path:
        path.append(source)
    return [*path, source]


def _merged(table: Table, source: Table, given: Collection[str]) -> Table:
    taken = {key: getattr(source, key) for key in _TAKEN if key not in given}
    return replace(table, columns=tuple(_columns(source.columns, table.columns)), **taken)


def _columns(shared: Iterable[Field], own: Iterable[Field]) -> Iterator[Field]:
    """An id that a table itself says twice stays twice, so that it is told."""
    left = list(own)
    for column in shared:
        instead = next((one for one in left if one.id == column.id), column)
        if instead is not column:
            left.remove(instead)
        yield instead
    yield from left
