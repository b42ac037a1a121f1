"""A report as one text file: what a clerk hands to a colleague, what an editor can read, what an example is.

The shape of the file is told by draft_writing; what it may hold, and how its mistakes are told, by draft_reading.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from core.atomic import write_atomically
from core.errors import KnownError, Problem, problem
from core.reports.draft import Draft
from core.storage.characters import whole
from core.storage.draft_reading import draft_of_tables
from core.storage.draft_writing import text_of_draft
from core.storage.file_errors import told_when_not_written
from core.toml_text import parsed

LIMIT = 4 * 1024 * 1024
"""Bytes. The largest real report comes to a sixth of it; anything above is some other file."""


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file's draft, an example's expectations (None in a report), and what could not be taken over."""

    draft: Draft
    expect: dict[str, Any] | None
    problems: tuple[Problem, ...]


def read_draft_file(source: Path | str) -> DraftFile:
    """The draft in a file (Path) or in its text (str); bare numbers and dates become texts, a missing uid is made.

    Raises KnownError draft.* where there is no draft to read: no file, no text, no TOML, too large, no format.
    """
    name = source.name if isinstance(source, Path) else "报告文字"
    data = _bytes_of(source) if isinstance(source, Path) else whole(source).encode()
    if len(data) > LIMIT:
        raise KnownError("draft.too_large", file=name, limit=_limit())
    tables = _parsed(_decoded(data, name), name)
    draft, problems = draft_of_tables(tables)
    expect = tables.get("expect")
    if not isinstance(expect, dict | None):
        problems.append(problem("draft.not_table", "expect"))
        expect = None
    return DraftFile(draft, expect, tuple(problems))


def write_draft_file(draft: Draft) -> str:
    """The text of the draft's file: every answer, in the draft's order; read back it is the same draft."""
    return text_of_draft(draft)


def save_draft_file(draft: Draft, path: Path) -> None:
    """Write the draft's file as a whole. Raises KnownError file.* or draft.too_large_to_save; an old file stays."""
    data = write_draft_file(draft).encode()
    if len(data) > LIMIT:
        # What could not be opened again must not be written.
        raise KnownError("draft.too_large_to_save", file=path.name, limit=_limit())
    with told_when_not_written(path):
        write_atomically(path, data)


def _limit() -> str:
    return f"{LIMIT // 1024 // 1024}MB"


def _bytes_of(path: Path) -> bytes:
    """At most one byte more than the limit."""
    try:
        if path.is_dir():
            raise KnownError("draft.is_folder", file=path.name)
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise KnownError("draft.missing", file=path.name) from error
    except OSError as error:
        raise KnownError("draft.unreadable", file=path.name) from error


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnownError("draft.encoding", file=name) from error


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return parsed(text, str)
    except tomli.TOMLDecodeError as error:
        code = "draft.truncated" if error.pos >= len(error.doc) else "draft.syntax"
        raise KnownError(code, file=name, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise KnownError("draft.too_deep", file=name) from error
    except ValueError as error:
        # Python refuses to read a number of more than 4300 digits.
        raise KnownError("draft.long_number", file=name) from error
