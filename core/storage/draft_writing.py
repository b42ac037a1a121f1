"""From a draft to the text of its file: the order of the draft, long texts as lines that an editor shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import tomli_w

from core.reports.draft import Draft, Entry, FreeRow
from core.storage.characters import whole

RESERVED = frozenset({"id", "group", "owner"})
"""Keys of a free row that are no columns; a column of such a name is written by its address."""

_Columns = dict[str, str]


def text_of_draft(draft: Draft) -> str:
    """The draft as TOML; reading it gives the same draft."""
    blocks = [
        _pair("format", draft.form) + _pair("uid", draft.uid),
        *_not_applicable(draft),
        *_answers_and_rows(draft),
        *_origins(draft),
        *_rewordings(draft),
        *_explanations(draft),
        *_states(draft),
    ]
    return whole("\n".join(blocks))


# ---------------------------------------------------------------- pieces of TOML


def _pair(key: str, value: str) -> str:
    # The form of several lines would turn \r\n into \n.
    return tomli_w.dumps({key: value}, multiline_strings="\r" not in value)


def _key(key: str) -> str:
    return tomli_w.dumps({key: ""}).removesuffix(' = ""\n')


def _inline(values: Mapping[str, str]) -> str:
    pairs = (_pair(key, value).removesuffix("\n") for key, value in values.items())
    return f"{{ {', '.join(pairs)} }}"


def _block(header: str, lines: Iterable[str]) -> str:
    return f"{header}\n{''.join(lines)}"


def _texts(header: str, values: Mapping[str, str]) -> str:
    return _block(header, (_pair(key, value) for key, value in values.items()))


def _tables(header: str, tables: Mapping[str, Mapping[str, str]]) -> str:
    return _block(header, (f"{_key(key)} = {_inline(values)}\n" for key, values in tables.items()))


# ---------------------------------------------------------------- the parts of a draft


def _not_applicable(draft: Draft) -> Iterable[str]:
    if draft.not_applicable:
        yield tomli_w.dumps({"not_applicable": list(draft.not_applicable)})


@dataclass(frozen=True, slots=True)
class _Answers:
    """The typed texts by where they are written."""

    fields: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, dict[str, _Columns]] = field(default_factory=dict)  # by table and row
    free: dict[tuple[str, str], _Columns] = field(default_factory=dict)  # by table and row


def _sorted(draft: Draft) -> _Answers:
    answers = _Answers()
    items = {cell.item for cell in draft.entries if not cell.column}
    free_rows = {(table, row.id) for table, rows in draft.tables_with_rows() for row in rows}
    for cell, entry in draft.entries.items():
        if (cell.item, cell.row) in free_rows and cell.column not in RESERVED:
            answers.free.setdefault((cell.item, cell.row), {})[cell.column] = entry.text
        elif cell.item in items:
            # A field; or the table of another edition that shares the field's id: only an address tells the two.
            answers.fields[str(cell)] = entry.text
        else:
            answers.fixed.setdefault(cell.item, {}).setdefault(cell.row, {})[cell.column] = entry.text
    return answers


def _answers_and_rows(draft: Draft) -> Iterable[str]:
    """Fields first, since in TOML a table that has begun takes all lines below it."""
    answers = _sorted(draft)
    if answers.fields:
        yield _texts("[answers]", answers.fields)
    for item, rows in answers.fixed.items():
        yield _tables(f"[answers.{_key(item)}]", rows)
    yield from _empty_tables(draft)
    for table, free_rows in draft.tables_with_rows():
        for row in free_rows:
            yield _texts(f"[[rows.{_key(table)}]]", _row(row) | answers.free.get((table, row.id), {}))


def _empty_tables(draft: Draft) -> Iterable[str]:
    empty = [table for table, rows in draft.tables_with_rows() if not rows]
    if empty:
        yield _block("[rows]", (f"{_key(table)} = []\n" for table in empty))


def _row(row: FreeRow) -> dict[str, str]:
    place = {"group": row.group, "owner": row.owner}
    return {"id": row.id} | {key: value for key, value in place.items() if value}


def _origins(draft: Draft) -> Iterable[str]:
    told = {str(cell): _origin(entry) for cell, entry in draft.entries.items() if entry != Entry(entry.text)}
    if told:
        yield _tables("[origins]", told)


def _origin(entry: Entry) -> dict[str, str]:
    return {"origin": entry.origin.value, "reason": entry.reason}


def _rewordings(draft: Draft) -> Iterable[str]:
    for sentence, reworded in draft.rewordings.items():
        yield _texts(f"[rewordings.{_key(sentence)}]", {"text": reworded.text, "skeleton": reworded.skeleton})


def _explanations(draft: Draft) -> Iterable[str]:
    for finding, explained in draft.explanations.items():
        text = _texts(f"[explanations.{_key(finding)}]", {"text": explained.text})
        yield f"{text}values = {_inline(dict(explained.values))}\n"


def _states(draft: Draft) -> Iterable[str]:
    if draft.states:
        yield _texts("[states]", draft.states)
