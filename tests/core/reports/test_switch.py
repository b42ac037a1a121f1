"""The same answers under another report format."""

from core.forms.program import Program
from core.reports.draft import Draft, Entry, Explanation, FreeRow, Origin, Part, Rewording
from core.reports.sheet import Sheet
from core.reports.switch import Switched, renamed, switch
from tests.core.reports.samples import cell, draft_of, program

DEFINITION = """
[field.year]
label = "年度"
kind = "year"
[field.total]
label = "合计"
kind = "money"
formula = "total(parts.n)"
supplied = true
[table.parts]
label = "分项"
rows = [{ id = "a", label = "甲", parts = "all" }, { id = "b", label = "乙", within = "a" }, { id = "c", label = "丙" }]
columns = [
  { id = "n", label = "数", kind = "money", sums = true },
  { id = "share", label = "占比", kind = "percent", formula = "share(n, total)" },
]
[field.name]
label = "名称"
kind = "text"
[field.story]
label = "说明"
kind = "long_text"
[field.half]
label = "一半"
kind = "money"
formula = "total / 2"
"""
EXTRA = """
[field.asked]
label = "要填的"
kind = "text"
required = true
[table.wanted]
label = "要填的表"
required = true
free = { min = 0, max = 9 }
columns = [{ id = "n", label = "数", kind = "money" }, { id = "m", label = "数", kind = "money", formula = "n" }]
[table.filled]
label = "填了的表"
required = true
rows = [{ id = "a", label = "甲" }]
columns = [{ id = "n", label = "数", kind = "money" }]
"""
OLD = ["year", "total", "parts", "name", "story", "half"]


def old() -> Program:
    return program(DEFINITION + EXTRA, items=OLD)


def new(*items: str, form: str = "") -> Program:
    return program(DEFINITION + EXTRA, form, items=items)


def draft() -> Draft:
    answers = {"year": "2023", "parts[b].n": "1", "parts[c].n": "2", "name": "甲{", "story": "共{total}，{name}。"}
    return draft_of(answers)


def switched(*items: str, given: Draft | None = None) -> Switched:
    return switch(given or draft(), old(), new(*items))


def test_what_both_know_is_kept_and_nothing_is_dropped() -> None:
    one = switched("year", "name")
    assert one.draft.entries.items() >= draft().entries.items()
    assert one.draft.form == "t/2020"
    assert one.without_place == (cell("parts[b].n"), cell("parts[c].n"), cell("story"))
    assert one.draft.uid == "u"


def test_the_draft_itself_is_not_touched() -> None:
    before = draft()
    switched("year", "total", given=before)
    assert before == draft()


def test_a_computed_figure_whose_parts_are_lacking_is_carried_as_supplied() -> None:
    one = switched("year", "total", "half")
    assert one.carried == (cell("total"),)
    assert one.draft.entries[cell("total")] == Entry("3.00", Origin.SUPPLIED)
    assert Sheet(new("year", "total", "half"), one.draft).shown(cell("half")) == "1.50"


def test_a_figure_that_can_be_computed_again_is_not_carried() -> None:
    assert switched("total", "parts").carried == ()


def test_a_sum_of_rows_that_are_lacking_is_carried() -> None:
    adapted = new("parts", "total", form='[adapt.table.parts]\nrows = ["a", "c"]')
    one = switch(draft(), old(), adapted)
    assert one.carried == (cell("parts[a].n"),)
    assert Sheet(adapted, one.draft).shown(cell("total")) == "3.00"


def test_what_the_new_shape_asks_for_in_addition() -> None:
    given = draft()
    given.parts[Part.ENTRIES][cell("filled[a].n")] = Entry("1")
    one = switch(given, old(), new("year", "asked", "wanted", "filled"))
    assert [str(missing) for missing in one.missing] == ["asked", "wanted[].n"]
    given.parts[Part.NOT_APPLICABLE]["asked"] = True
    given.parts[Part.ROWS]["wanted"] = (FreeRow("r"),)
    assert switch(given, old(), new("asked", "wanted")).missing == (cell("wanted[r].n"),)


def test_a_table_that_only_the_form_has_filled_is_asked_for_where_something_can_be_filled() -> None:
    scores = """
    [table.marks]
    label = "评分"
    required = true
    rows = [
      { id = "a", label = "甲", closed = ["met"], formulas = { points = "5" } },
      { id = "b", label = "乙", formulas = { points = "3" } },
    ]
    columns = [ { id = "points", label = "分", kind = "money" }, { id = "met", label = "符合", kind = "yes_no" } ]
    """
    form = program(DEFINITION + scores, items=["marks"])
    assert switch(draft(), old(), form).missing == (cell("marks[b].met"),)


def test_marks_on_chapters_stay_behind_and_all_else_comes_along() -> None:
    given = draft()
    given.parts[Part.STATES]["all"] = "seen"
    given.parts[Part.NOT_APPLICABLE]["name"] = True
    given.parts[Part.EXPLANATIONS]["T-1"] = Explanation("因为", ())
    one = switched("year", given=given)
    assert one.draft.states == {}
    assert one.draft.not_applicable == {"name": True}
    assert one.draft.explanations == {"T-1": Explanation("因为", ())}


RENAMED = """
[renamed]
total = "whole"
parts = "pieces"
"""
RENAMING = """
[field.whole]
label = "合计"
kind = "money"
[table.pieces]
label = "分项"
free = { min = 0, max = 9 }
columns = [{ id = "n", label = "数", kind = "money" }]
[field.story]
label = "说明"
kind = "long_text"
[field.name]
label = "名称"
kind = "text"
"""


def test_what_an_edition_renamed_finds_its_place_also_where_it_is_quoted() -> None:
    given = draft_of(
        {
            "total": "3",
            "parts[r].n": "1",
            "story": "共{total}、{parts[r].n}{{甲}}{不是}。",
            "name": "{total}",
            "gone": "{total}",
        },
        {"parts": ["r"]},
    )
    given.parts[Part.NOT_APPLICABLE]["total"] = True
    given.parts[Part.REWORDINGS]["s"] = Rewording("共{total}", "合计{total}")
    moved = renamed(given, program(RENAMING, RENAMED))
    assert {str(one): entry.text for one, entry in moved.entries.items()} == {
        "whole": "3",
        "pieces[r].n": "1",
        "story": "共{whole}、{pieces[r].n}{{甲}}{不是}。",
        "name": "{total}",
        "gone": "{total}",
    }
    assert moved.rows("pieces") == (FreeRow("r"),)
    assert moved.not_applicable == {"whole": True}
    assert moved.rewordings == {"s": Rewording("共{whole}", "合计{whole}")}


def test_without_renames_texts_are_left_as_they_are() -> None:
    assert renamed(draft(), new("story")).entries == draft().entries
