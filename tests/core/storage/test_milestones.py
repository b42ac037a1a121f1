"""A report's milestones: made, brought in, exported, in order."""

from datetime import UTC, datetime

from core.storage.drafts import Evidence
from core.storage.milestones import CREATED, EXPORT, READ_BACK, TAKEN_IN, Milestone, last_final, milestones

MADE, LATER, LAST = (datetime(2024, 3, day, tzinfo=UTC) for day in (1, 2, 3))


def test_they_begin_with_the_making_and_go_on_as_kept() -> None:
    kept = [Evidence(LATER, TAKEN_IN, "甲.jibao"), Evidence(LAST, EXPORT, '{"final": true, "files": ["甲.docx"]}')]
    first, second, third = milestones(MADE, kept)
    assert first == Milestone(at=MADE, kind=CREATED)
    assert second == Milestone(at=LATER, kind=TAKEN_IN, note="甲.jibao")
    assert third.export is not None
    assert (third.export.final, third.export.files, third.note) == (True, ("甲.docx",), "")


def test_evidence_that_cannot_be_read_is_an_export_all_the_same() -> None:
    _, export = milestones(MADE, [Evidence(LATER, EXPORT, "{")])
    assert export.export is not None
    assert export.export.files == ()


def test_the_last_final_version_is_found_behind_drafts() -> None:
    final, draft = '{"final": true}', '{"final": false}'
    found = milestones(
        MADE,
        [
            Evidence(MADE, EXPORT, final),
            Evidence(LATER, EXPORT, final),
            Evidence(LAST, EXPORT, draft),
            Evidence(LAST, READ_BACK, "a"),
        ],
    )
    assert last_final(found) == found[2]
    assert last_final(found[:1]) is None


def test_evidence_of_another_kind_is_no_milestone() -> None:
    kept = [Evidence(LATER, "definition", "packed"), Evidence(LAST, TAKEN_IN, "a")]
    assert [one.kind for one in milestones(MADE, kept)] == [CREATED, TAKEN_IN]
