"""Between the parts of a draft and what the store's columns hold, which is text and nothing else.

A number would lose its digits: SQLite's own numbers are binary, and 1366.270 is not 1366.27 to the clerk who typed it.
"""

import json
from dataclasses import asdict
from typing import Any

from core.reports.draft import Entry, Explanation, FreeRow, Origin, Part, Rewording
from core.storage.characters import whole


def as_json(value: object) -> str:
    """Readable JSON that SQLite can hold."""
    return whole(json.dumps(value, ensure_ascii=False))


def entry_record(entry: Entry) -> dict[str, str]:
    """The columns of an answer."""
    return {"text": whole(entry.text), "origin": entry.origin.value, "reason": whole(entry.reason)}


def entry_of(text: str, origin: str, reason: str) -> Entry:
    """The answer of these columns. Raises ValueError for an origin that there is not."""
    return Entry(text, Origin(origin), reason)


def part_json(part: Part, value: Any) -> str:
    """The value of one key of a part other than the entries."""
    if part is Part.ROWS:
        return as_json([asdict(row) for row in value])
    return as_json(asdict(value) if part in (Part.REWORDINGS, Part.EXPLANATIONS) else value)


def part_value(part: Part, text: str) -> Any:
    """The value that part_json() wrote. Raises ValueError, KeyError or TypeError for anything else."""
    told = json.loads(text)
    if part is Part.ROWS:
        return tuple(FreeRow(**row) for row in told)
    if part is Part.REWORDINGS:
        return Rewording(**told)
    if part is Part.EXPLANATIONS:
        return Explanation(told["text"], tuple((address, value) for address, value in told["values"]))
    return told
