"""A draft: keyed parts, and edits that can be taken back."""

from core.formulas.cells import Cell
from core.reports.draft import Draft, Edit, Entry, Explanation, FreeRow, Origin, Part, Rewording

YEAR = Cell("year")


def test_a_new_draft_is_empty() -> None:
    draft = Draft(uid="u", form="sample/2020")
    assert all(keyed == {} for keyed in draft.parts.values())
    assert draft.rows("projects") == ()
    assert list(draft.tables_with_rows()) == []


def test_each_part_has_a_reader() -> None:
    draft = Draft(uid="u", form="sample/2020")
    rows = (FreeRow("p1"),)
    values = {
        Part.ENTRIES: (YEAR, Entry("2023")),
        Part.ROWS: ("projects", rows),
        Part.REWORDINGS: ("income_summary", Rewording("x", "y")),
        Part.EXPLANATIONS: ("T-1", Explanation("x", ())),
        Part.STATES: ("money", "seen"),
        Part.NOT_APPLICABLE: ("visits", True),
    }
    draft.apply(draft.edit(part, key, value) for part, (key, value) in values.items())
    assert draft.entries == {YEAR: Entry("2023", Origin.TYPED, "")}
    assert draft.rows("projects") == rows
    assert list(draft.tables_with_rows()) == [("projects", rows)]
    assert draft.rewordings == {"income_summary": Rewording("x", "y")}
    assert draft.explanations == {"T-1": Explanation("x", ())}
    assert draft.states == {"money": "seen"}
    assert draft.not_applicable == {"visits": True}


def test_an_edit_remembers_what_was_there() -> None:
    draft = Draft(uid="u", form="sample/2020")
    first = draft.edit(Part.ENTRIES, YEAR, Entry("2022"))
    assert first == Edit(Part.ENTRIES, YEAR, None, Entry("2022"))
    draft.apply([first])
    second = draft.edit(Part.ENTRIES, YEAR, Entry("2023"))
    assert second.before == Entry("2022")
    assert second.reversed() == Edit(Part.ENTRIES, YEAR, Entry("2023"), Entry("2022"))


def test_edits_are_made_in_order_and_none_removes() -> None:
    draft = Draft(uid="u", form="sample/2020")
    draft.apply([draft.edit(Part.ENTRIES, YEAR, Entry("1")), draft.edit(Part.ENTRIES, YEAR, Entry("2"))])
    assert draft.entries[YEAR].text == "2"
    draft.apply([draft.edit(Part.ENTRIES, YEAR, None)])
    assert draft.entries == {}
    draft.apply([draft.edit(Part.ENTRIES, YEAR, None)])
    assert draft.entries == {}


def test_a_copy_is_a_draft_of_its_own() -> None:
    draft = Draft(uid="u", form="sample/2020")
    draft.apply([draft.edit(Part.ENTRIES, YEAR, Entry("2023"))])
    copy = draft.copy()
    assert copy == draft
    copy.apply([copy.edit(Part.ENTRIES, YEAR, None)])
    assert draft.entries == {YEAR: Entry("2023")}
