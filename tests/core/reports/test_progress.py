"""How far each chapter is."""

import pytest

from core.forms.library import Library
from core.reports.checks import examine
from core.reports.draft import Draft, Part
from core.reports.findings import Finding
from core.reports.progress import (
    STATE_LABELS,
    Progress,
    State,
    answered,
    done_text,
    progress,
    section_items,
    section_of,
    section_states,
    sections_of,
)
from core.reports.session import Session
from core.reports.sheet import Sheet
from tests.core.reports.samples import cell, complete_session, sample, section, sheet_of


def states(sheet: Sheet) -> dict[str, State]:
    return section_states(sheet, examine(sheet))


def test_the_items_of_a_chapter_without_its_sentences() -> None:
    assert section_items(section(sample(), "money")) == (
        *("income", "income_total", "income_prior", "nature"),
        *("expenditure_total", "budget", "visits"),
    )


def test_an_empty_report() -> None:
    assert states(sheet_of({})) == {
        "unit": State.UNSEEN,
        "overview": State.GENERATED,
        "staff": State.UNSEEN,
        "money": State.UNSEEN,
        "projects": State.UNSEEN,
        "deeds": State.UNSEEN,
        "table": State.GENERATED,
    }


def test_a_complete_report_counts_only_chapters_with_something_to_enter() -> None:
    session = complete_session()
    assert set(states(session.sheet).values()) == {State.DONE, State.GENERATED}
    assert progress(session.sheet, session.examination()) == Progress(
        done=5, sections=5, must_fix=0, explain=0, incomplete=0
    )
    assert progress(session.sheet, session.examination()).chapters == done_text(5, 5) == "已完成 5/5 章"


def test_a_table_of_figures_from_other_chapters_is_not_done_before_these_are() -> None:
    session = Session(program := Library().program("hunan_township/2024"), Draft(uid="x", form=program.form.key))
    session.enter(cell("staff_quota"), "10")
    assert states(session.sheet)["base_data"] is State.UNSEEN
    [blank] = [one for one in session.examination().open("incomplete") if cell("staff_on_roll") in one.cells]
    kept_open = {one.id for one in sections_of(session.sheet, blank)}
    assert {"overview", "base_data"} <= kept_open
    [row] = session.add_rows("projects", 1)[1]
    session.enter(cell(f"projects[{row}].name"), "道路")
    assert states(session.sheet)["base_data"] is not State.DONE
    assert progress(session.sheet, session.examination()).done == 0


def after(session: Session, address: str, text: str) -> Session:
    session.enter(cell(address), text)
    return session


@pytest.mark.parametrize(
    ("address", "text", "chapter", "state"),
    [
        ("income[general].amount", "70", "money", State.MUST_FIX),
        ("income_prior", "1", "money", State.EXPLAIN),
        ("projects[p1].amount", "1", "projects", State.DONE),
        ("report_date", "", "unit", State.DONE),
        ("reporting_unit", "", "unit", State.INCOMPLETE),
    ],
)
def test_the_gravest_finding_decides(address: str, text: str, chapter: str, state: State) -> None:
    session = after(complete_session(), address, text)
    assert states(session.sheet)[chapter] is state


def test_an_answered_finding_no_longer_counts() -> None:
    session = after(complete_session(), "income_prior", "1")
    [one] = session.examination().open("explain")
    assert progress(session.sheet, session.examination()).explain == 1
    session.explain(one, "因为")
    assert states(session.sheet)["money"] is State.DONE
    assert progress(session.sheet, session.examination()).explain == 0


def test_a_chapter_that_was_seen_and_left_empty_is_incomplete() -> None:
    sheet = sheet_of({})
    sheet.draft.parts[Part.STATES]["staff"] = "seen"
    assert states(sheet)["staff"] is State.INCOMPLETE


def test_a_chapter_may_not_apply() -> None:
    session = complete_session()
    session.set_applicable(section_items(section(sample(), "staff")), False)
    assert states(session.sheet)["staff"] is State.NOT_APPLICABLE
    assert progress(session.sheet, session.examination()).done == 5


def test_where_a_finding_belongs() -> None:
    def home(**place: object) -> str | None:
        found = section_of(sheet_of({}), Finding(code="x", level="hint", text="", **place))  # type: ignore[arg-type]
        return found.id if found else None

    assert home(item="sentence:nature_summary") == "money"
    assert home(item="sentence:gone") is None
    assert home(item="projects") == "projects"
    assert home(cells=(cell("income_growth"), cell("budget"))) == "money"
    assert home(cells=(cell("income_growth"),)) is None


def test_whether_anything_is_typed() -> None:
    sheet = sheet_of({"income[fund].amount": "1"})
    assert answered(sheet, ["income"])
    assert not answered(sheet, ["nature", "income_total"])


def test_every_state_has_a_word() -> None:
    assert set(STATE_LABELS) == set(State)


def test_what_has_no_chapter_keeps_none_open() -> None:
    assert not list(sections_of(sheet_of({}), Finding(code="x", level="incomplete", text="", item="sentence:gone")))
