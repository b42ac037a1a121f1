"""Documents that a unit does not hand in: what goes with them, and what stays."""

from core.formulas.cells import Cell
from core.reports.checks import examine
from core.reports.compose import DocumentKey, documents_of, table_documents
from core.reports.draft import Draft
from core.reports.handing_in import package_pieces
from core.reports.next_year import next_year
from core.reports.progress import State, progress, section_states
from core.reports.session import Session
from core.reports.sheet import Sheet
from core.reports.switch import switch
from core.reports.switched import active_sections, chapter_of, is_on, place_of
from tests.core.reports.official_samples import FORM, tables_form, tables_sheet

ONLY_THERE = """
[field.extra]
label = "另项"
kind = "text"
required = true
[sentence.only]
label = "只在表中"
text = "另有{extra}。"
"""


def session(form: str = FORM) -> Session:
    sheet = tables_sheet(form)
    return Session(sheet.program, sheet.draft)


def off(*documents: str) -> Session:
    one = session()
    for document in documents:
        one.set_document_applicable(document, applicable=False)
    return one


def test_a_document_goes_with_what_stands_only_in_it() -> None:
    one = off("project_table")
    assert dict(one.draft.not_applicable) == {"document:project_table": True, "targets": True}
    assert documents_of(one.sheet) == (DocumentKey("report"), DocumentKey("budget_table"))
    assert table_documents(one.sheet) == (DocumentKey("budget_table"),)
    assert one.sheet.value(Cell("targets", "a", "score")) is None
    assert one.undo_label() == "本单位不适用"
    one.undo()
    assert dict(one.draft.not_applicable) == {}
    assert one.sheet.value(Cell("targets", "a", "score")) is not None


def test_what_another_document_lists_too_stays() -> None:
    one = off("budget_table")
    assert dict(one.draft.not_applicable) == {"document:budget_table": True}
    one.set_document_applicable("budget_table", applicable=True)
    assert dict(one.draft.not_applicable) == {}


def test_items_of_two_documents_go_with_the_second() -> None:
    shared = FORM.replace('items = ["targets"]', 'items = ["targets", "budget_note"]').replace(
        '"rate", "goal"]\ngrid', '"rate", "goal", "budget_note"]\ngrid'
    )
    own = '[field.t_budget_note]\nlabel = "注"\nkind = "text"\n'
    one = session(own.replace("t_", "t_") + shared.replace("budget_note", "t_budget_note"))
    one.set_document_applicable("budget_table", applicable=False)
    assert "t_budget_note" not in one.draft.not_applicable
    home = place_of(one.sheet, "t_budget_note")
    assert home is not None
    assert home.id == "project_rows"
    one.set_document_applicable("project_table", applicable=False)
    assert "t_budget_note" in one.draft.not_applicable
    home = place_of(one.sheet, "t_budget_note")
    assert home is not None
    assert home.id == "budget_rows"
    one.set_document_applicable("project_table", applicable=True)
    assert "t_budget_note" not in one.draft.not_applicable
    assert "document:budget_table" in one.draft.not_applicable


def test_an_answer_is_filled_where_its_column_is_shown() -> None:
    one = session()
    assert chapter_of(one.sheet, Cell("targets", "a", "score")) is place_of(one.sheet, "targets")
    assert chapter_of(one.sheet, Cell("targets")) is place_of(one.sheet, "targets")
    assert chapter_of(one.sheet, Cell("nowhere")) is None


def test_a_mark_on_a_document_that_is_not_optional_says_nothing() -> None:
    one = off("report")
    assert is_on(one.program, one.draft, one.program.form.documents[0])
    assert documents_of(one.sheet)[0] == DocumentKey("report")


def test_chapters_and_counts_leave_it_out() -> None:
    one = off("project_table")
    states = section_states(one.sheet, one.examination())
    assert states["project_rows"] is State.NOT_APPLICABLE
    assert "project_rows" not in [section.id for section in active_sections(one.sheet)]
    before, after = (progress(each.sheet, each.examination()).sections for each in (session(), one))
    assert (before, after) == (3, 2)


def test_what_is_asked_for_only_there_is_not_asked_for() -> None:
    form = ONLY_THERE.replace("field.extra", "field.t_extra").replace("{extra}", "{t_extra}").replace(
        "sentence.only", "sentence.t_only"
    ) + FORM.replace('items = ["targets"]', 'items = ["targets", "t_extra", "sentence:t_only"]')
    one = session(form)
    assert [finding.place for finding in one.examination().open("incomplete")] == ["t_extra"]
    one.set_document_applicable("project_table", applicable=False)
    assert one.examination().open("incomplete") == []
    one.reword("t_only", "改写了。")
    assert [finding.code for finding in examine(one.sheet).findings if finding.code == "S-stale"] == []


def test_nothing_of_it_is_exported() -> None:
    names = {piece.document.id for piece in package_pieces(off("project_table", "budget_table").sheet)}
    assert names == {"report", "workbook"}
    [workbook] = [piece.document for piece in package_pieces(off("project_table").sheet, kinds=["excel"])][1:]
    assert [part.title for part in workbook.parts] == ["收支", "资金", "2024年度自评表", "数据"]


def test_under_another_form_only_the_mark_of_the_document_stays() -> None:
    old = off("project_table")
    elsewhere = tables_form(FORM.replace('"projects", "whole"', '"projects", "targets", "whole"'))
    moved = switch(old.draft, old.program, elsewhere).draft
    assert dict(moved.not_applicable) == {"document:project_table": True}
    back = switch(moved, elsewhere, old.program).draft
    assert dict(back.not_applicable) == {"document:project_table": True, "targets": True}


def test_next_year_they_stay_switched_off() -> None:
    old = off("project_table")
    new = next_year(old.sheet, old.program, "v", 2025)
    assert dict(new.not_applicable) == {"document:project_table": True, "targets": True}
    assert next_year(Sheet(old.program, Draft(uid="u", form="f")), old.program, "v", 2025).not_applicable == {}


def test_what_is_entered_nowhere_has_no_place() -> None:
    assert place_of(tables_sheet(), "gone") is None
