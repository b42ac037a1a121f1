"""What the clerk has typed, and nothing that can be computed.

A draft is a handful of keyed parts. Every act is a tuple of Edits (part, key, before, after): the same records make
undo, history and what the store writes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.formulas.cells import Cell


class Part(StrEnum):
    """The keyed parts of a draft, with the types of their keys and values."""

    ENTRIES = "entries"  # Cell -> Entry
    ROWS = "rows"  # table id -> tuple[FreeRow, ...]
    REWORDINGS = "rewordings"  # sentence id -> Rewording
    EXPLANATIONS = "explanations"  # finding key -> Explanation
    STATES = "states"  # section id -> str: the clerk's own mark
    NOT_APPLICABLE = "not_applicable"  # item id -> True


class Origin(StrEnum):
    """How an answer came here."""

    TYPED = "typed"
    IMPORTED = "imported"
    LAST_YEAR = "last_year"
    ESTIMATED = "estimated"
    SUPPLIED = "supplied"
    OVERRIDDEN = "overridden"
    ROUNDED = "rounded"
    """舍位: the cent that makes the parts meet a supplied total."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The typed text of one cell, exactly, with its origin and (for an override or a release) the reason."""

    text: str
    origin: Origin = Origin.TYPED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FreeRow:
    """A row added by the clerk: an opaque id, never reused, the fixed row it stands within, the row that owns it."""

    id: str
    group: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Rewording:
    """The clerk's words for a generated sentence (figures as quotes), and the skeleton they were made from."""

    text: str
    skeleton: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The clerk's reason for a finding, and the values (by address) for which it was given."""

    text: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one key of one part; None means absent."""

    part: Part
    key: Any
    before: Any
    after: Any

    def reversed(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(self.part, self.key, self.after, self.before)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A report in work. uid: stays with the report wherever its file goes; form: `id/edition`."""

    uid: str
    form: str
    parts: dict[Part, dict[Any, Any]] = field(default_factory=lambda: {part: {} for part in Part})

    @property
    def entries(self) -> Mapping[Cell, Entry]:
        """Typed answers by cell, also those that the form has no place for."""
        return self.parts[Part.ENTRIES]

    @property
    def rewordings(self) -> Mapping[str, Rewording]:
        """Reworded sentences by sentence id."""
        return self.parts[Part.REWORDINGS]

    @property
    def explanations(self) -> Mapping[str, Explanation]:
        """Explanations by finding key."""
        return self.parts[Part.EXPLANATIONS]

    @property
    def states(self) -> Mapping[str, str]:
        """The clerk's marks by section id."""
        return self.parts[Part.STATES]

    @property
    def not_applicable(self) -> Mapping[str, bool]:
        """Items that do not apply to this unit (本单位不适用)."""
        return self.parts[Part.NOT_APPLICABLE]

    def rows(self, table: str) -> tuple[FreeRow, ...]:
        """The free rows of a table, in order."""
        found: tuple[FreeRow, ...] = self.parts[Part.ROWS].get(table, ())
        return found

    def tables_with_rows(self) -> Iterator[tuple[str, tuple[FreeRow, ...]]]:
        """Every table that has free rows."""
        yield from self.parts[Part.ROWS].items()

    def edit(self, part: Part, key: Any, after: Any) -> Edit:
        """The edit that would set this key (None removes it)."""
        return Edit(part, key, self.parts[part].get(key), after)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make the edits, in order."""
        for edit in edits:
            if edit.after is None:
                self.parts[edit.part].pop(edit.key, None)
            else:
                self.parts[edit.part][edit.key] = edit.after

    def copy(self) -> "Draft":
        """A draft of its own with the same answers."""
        return Draft(uid=self.uid, form=self.form, parts={part: dict(keyed) for part, keyed in self.parts.items()})
