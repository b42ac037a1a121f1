"""What is kept of an export beside its figures: the format and the report itself, to be opened when the format is gone.

The format is kept once per state, the report with each export.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from core.errors import KnownError
from core.forms.definition import packed
from core.forms.library import Library
from core.reports.draft import Draft
from core.storage.draft_file import LIMIT, read_draft_file, write_draft_file
from core.storage.drafts import Drafts

DEFINITION, REPORT = "definition", "report"
"""Kinds of evidence: a packed format with its key before it, and the text of the report as a file."""


class Exported(NamedTuple):
    """A report as it was exported. definition: what core.forms.definition unpacks."""

    at: datetime
    draft: Draft
    definition: str


def keep_exported(drafts: Drafts, library: Library, draft: Draft, now: datetime) -> None:
    """Keep the report and its format as they are now. Raises KnownError store.*; too large a one is left out."""
    text = write_draft_file(draft)
    definition = f"{draft.form}\n{packed(library, draft.form)}"
    kept = [one.payload for one in drafts.evidence(draft.uid) if one.kind == DEFINITION]
    if not definition.endswith("\n") and (not kept or kept[-1] != definition):
        drafts.keep_evidence(draft.uid, now, DEFINITION, definition)
    if len(text.encode()) <= LIMIT:
        drafts.keep_evidence(draft.uid, now, REPORT, text)


def definition_of(drafts: Drafts, uid: str, form: str) -> str:
    """The format `id/edition` as it was last exported with this report, packed; "" where none was kept."""
    found = ""
    for one in drafts.evidence(uid):
        key, _, text = one.payload.partition("\n")
        if one.kind == DEFINITION and key == form:
            found = text
    return found


def exported(drafts: Drafts, uid: str) -> Sequence[Exported]:
    """The report as it was at each export, the oldest first; copies that cannot be read are left out."""
    definitions: dict[str, str] = {}
    found = []
    for one in drafts.evidence(uid):
        if one.kind == DEFINITION:
            key, _, text = one.payload.partition("\n")
            definitions[key] = text
        elif one.kind == REPORT:
            try:
                draft = read_draft_file(one.payload).draft
            except KnownError:
                continue
            found.append(Exported(one.at, draft, definitions.get(draft.form, "")))
    return found
