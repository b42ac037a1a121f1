"""What became of a report as a whole: made, brought in, read back, handed out, each with its time.

The exports are the evidence that is kept anyway; the other moments lie beside them under kinds of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.reports.frozen import Frozen, thawed
from core.storage.drafts import Evidence

EXPORT = "export"
CREATED, TAKEN_IN, REPLACED, CARRIED_OVER, READ_BACK = "created", "taken_in", "replaced", "carried_over", "read_back"
KINDS = (EXPORT, CREATED, TAKEN_IN, REPLACED, CARRIED_OVER, READ_BACK)
"""Evidence of any other kind is no milestone. The payload of all but exports is a short text: the file or report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One moment. kind: one of the above; note: a short text; export: what was handed out, of an export."""

    at: datetime
    kind: str
    note: str = ""
    export: Frozen | None = None


def milestones(created: datetime, evidence: Sequence[Evidence]) -> tuple[Milestone, ...]:
    """All of a report's milestones, the oldest first."""
    kept = (
        Milestone(at=one.at, kind=one.kind, export=thawed(one.payload))
        if one.kind == EXPORT
        else Milestone(at=one.at, kind=one.kind, note=one.payload)
        for one in evidence
        if one.kind in KINDS
    )
    return (Milestone(at=created, kind=CREATED), *kept)


def last_final(found: Sequence[Milestone]) -> Milestone | None:
    """The last export of the version that is handed in; None where there is none."""
    finals = [one for one in found if one.export is not None and one.export.final]
    return finals[-1] if finals else None
