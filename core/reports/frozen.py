"""What an export was made of, as evidence: every figure as printed and as typed, every sentence, under which form."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from core.formulas.cells import Cell
from core.reports.sentences import plain, say
from core.reports.sheet import Sheet


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """A filled cell: its label, the value as a table prints it, the typed text (None where it was computed)."""

    label: str
    shown: str
    typed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """Evidence that was read. figures by address, sentences by id; codes: check codes by the files' names."""

    form: str = ""
    final: bool = False
    files: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, FrozenFigure] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)


def frozen(sheet: Sheet, *, final: bool) -> Frozen:
    """All filled cells and sentences of this moment: to be made when an export begins, since typing goes on."""
    return Frozen(
        form=sheet.program.form.key,
        final=final,
        figures={str(cell): _frozen(sheet, cell) for cell in filled_cells(sheet)},
        sentences=sentences_of(sheet),
    )


def payload(evidence: Frozen, files: tuple[str, ...] = (), codes: Mapping[str, str] | None = None) -> str:
    """The evidence as JSON, with the names of the files that were written and their check codes."""
    told = {
        "form": evidence.form,
        "final": evidence.final,
        "files": list(files),
        "codes": dict(codes or {}),
        "figures": {address: _told(one) for address, one in evidence.figures.items()},
        "sentences": dict(evidence.sentences),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def filled_cells(sheet: Sheet) -> list[Cell]:
    """Every cell that holds a value, by field and row."""
    return [Cell(item, row, column) for (item, column), values in sheet.columns.items() for row in values]


def sentences_of(sheet: Sheet) -> dict[str, str]:
    """Every sentence as it is printed, by id."""
    return {id: plain(sheet, say(sheet, id).runs) for id in sheet.program.sentences}


def thawed(text: str) -> Frozen:
    """The evidence in a payload's text; of one changed by hand, or written by an earlier version, what can be read."""
    told: Any = None
    with suppress(ValueError, RecursionError):
        told = json.loads(text)
    if not isinstance(told, dict):
        return Frozen()
    files = told.get("files")
    figures = told.get("figures")
    return Frozen(
        form=_text(told.get("form")),
        final=told.get("final") is True,
        files=tuple(map(_text, files)) if isinstance(files, list) else (),
        codes=_texts(told.get("codes")),
        figures={address: _figure(one) for address, one in figures.items()} if isinstance(figures, dict) else {},
        sentences=_texts(told.get("sentences")),
    )


def _frozen(sheet: Sheet, cell: Cell) -> FrozenFigure:
    entry = sheet.draft.entries.get(cell)
    return FrozenFigure(sheet.label(cell), sheet.shown(cell), None if entry is None else entry.text)


def _told(one: FrozenFigure) -> dict[str, str]:
    told = {"label": one.label, "shown": one.shown}
    return told if one.typed is None else {**told, "typed": one.typed}


def _figure(told: object) -> FrozenFigure:
    found = _texts(told)
    return FrozenFigure(found.get("label", ""), found.get("shown", ""), found.get("typed"))


def _texts(told: object) -> dict[str, str]:
    return {key: _text(value) for key, value in told.items()} if isinstance(told, dict) else {}


def _text(told: object) -> str:
    return told if isinstance(told, str) else ""
