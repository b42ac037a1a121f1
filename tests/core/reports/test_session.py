"""Acts of the clerk: what each changes, how it is called, and that it can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import KnownError
from core.reports.draft import Entry, FreeRow, Origin, Part
from core.reports.session import SEEN, Change, Session
from core.reports.sheet import Sheet
from tests.core.reports.samples import cell, complete, complete_session, program, session_of, state_of

BUDGET = cell("budget")


def texts(session: Session) -> dict[str, str]:
    return {str(one): entry.text for one, entry in session.draft.entries.items()}


# -- typing ------------------------------------------------------------------------------------------------------


def test_typing_is_an_act_with_a_name() -> None:
    session = complete_session()
    change = session.enter(BUDGET, "120", initiator="editor", visit="v")
    assert change.label == "修改 全年预算"
    assert (change.initiator, change.visit) == ("editor", "v")
    assert change.cells == {BUDGET, cell("execution")}
    [edit] = change.edits
    assert (edit.before, edit.after) == (Entry("100"), Entry("120"))
    assert session.undo_label() == "修改 全年预算"


def test_empty_text_empties_a_cell_and_other_text_is_kept_as_typed() -> None:
    session = complete_session()
    session.enter(BUDGET, "")
    assert BUDGET not in session.draft.entries
    session.enter(BUDGET, "很多 ")
    assert session.draft.entries[BUDGET].text == "很多 "


def test_typing_the_same_is_no_act() -> None:
    session = complete_session()
    change = session.enter(BUDGET, "100")
    assert (change.edits, change.cells) == ((), frozenset())
    assert session.undo_label() == ""
    assert session.revision == 0


def test_origin_and_reason_are_kept() -> None:
    session = complete_session()
    session.enter(BUDGET, "1", Origin.ESTIMATED, "暂估")
    assert session.draft.entries[BUDGET] == Entry("1", Origin.ESTIMATED, "暂估")


def test_a_figure_typed_over_a_computed_one_says_what_it_is() -> None:
    session = complete_session()
    session.enter(cell("income_total"), "101")
    session.enter(cell("nature[basic].amount"), "70")
    session.enter(cell("score"), "95")
    origins = [session.draft.entries[cell(one)].origin for one in ("income_total", "nature[basic].amount", "score")]
    assert origins == [Origin.SUPPLIED, Origin.SUPPLIED, Origin.OVERRIDDEN]


@pytest.mark.parametrize("address", ["prior_year", "income[general].share", "gone", "projects[p9].name"])
def test_nothing_can_be_typed_where_there_is_no_place(address: str) -> None:
    session = complete_session()
    before = session.draft.copy()
    with pytest.raises(KnownError) as error:
        session.enter_many([(BUDGET, "1"), (cell(address), "1")], "粘贴")
    assert error.value.code == "session.no_entry"
    assert session.draft == before


def test_several_answers_are_one_act() -> None:
    session = complete_session()
    change = session.enter_many([(BUDGET, "1"), (cell("income[fund].amount"), "2")], "粘贴", Origin.IMPORTED)
    assert len(change.edits) == 2
    session.undo()
    assert texts(session) == texts(complete_session())


def test_findings_are_made_once_per_state() -> None:
    session = complete_session()
    first = session.examination()
    assert session.examination() is first
    session.enter(BUDGET, "1")
    assert session.examination() is not first


# -- rows --------------------------------------------------------------------------------------------------------


def ids(session: Session, table: str = "projects") -> list[str]:
    return [row.id for row in session.draft.rows(table)]


def test_rows_are_added_at_the_end_or_before_another() -> None:
    session = session_of({}, projects=["a", "b"])
    change, last = session.add_row("projects")
    _, middle = session.add_row("projects", before="b")
    assert ids(session) == ["a", middle, "b", last]
    assert change.label == "增加一行 项目"
    assert cell(f"projects[{last}].name") in change.cells
    _, several = session.add_rows("projects", 3)
    assert ids(session)[-3:] == list(several)
    assert session.undo_label() == "增加3行 项目"


def test_rows_know_their_group_and_owner() -> None:
    session = session_of({}, projects=["p"])
    _, inside = session.add_row("nature", group="project")
    _, owned = session.add_rows("indicators", 2, owner="p")
    assert session.draft.rows("nature") == (FreeRow(inside, "project"),)
    assert session.sheet.owned["indicators"] == {"p": list(owned)}
    assert session.sheet.trees["nature"].depth[inside] == 1


@pytest.mark.parametrize(
    ("table", "group"), [("income", ""), ("nature", ""), ("nature", "basic"), ("projects", "gone")]
)
def test_no_rows_where_the_form_foresees_none(table: str, group: str) -> None:
    with pytest.raises(KnownError) as error:
        complete_session().add_row(table, group)
    assert error.value.code == "session.no_row"


def test_row_ids_are_never_used_again() -> None:
    session = session_of({}, projects=[])
    seen = set()
    for _ in range(20):
        _, row = session.add_row("projects")
        seen.add(row)
        session.remove_rows("projects", [row])
    assert len(seen) == 20


def test_a_block_is_pasted_as_one_act() -> None:
    session = session_of({}, projects=["a"])
    change = session.paste(
        "projects", [(cell("projects[a].name"), "修路")], [{"name": "修桥", "amount": " "}, {"amount": "5"}]
    )
    first, second = ids(session)[1:]
    assert change.label == "粘贴 项目"
    assert texts(session) == {
        "projects[a].name": "修路",
        f"projects[{first}].name": "修桥",
        f"projects[{second}].amount": "5",
    }
    session.undo()
    assert (texts(session), ids(session)) == ({}, ["a"])
    assert session.paste("projects", [(cell("projects[a].name"), "修路")]).edits != ()


def test_deleting_a_row_takes_its_answers_and_what_it_owns() -> None:
    answers = {
        "projects[a].name": "甲",
        "projects[b].name": "乙",
        "indicators[i].points": "1",
        "indicators[j].points": "2",
    }
    rows = [FreeRow("i", owner="a"), FreeRow("j", owner="b")]
    session = session_of(answers, projects=["a", "b"], indicators=rows)
    before = state_of(session.sheet)
    change = session.remove_rows("projects", ["a", "gone"])
    assert change.label == "删除1行 项目"
    assert texts(session) == {"projects[b].name": "乙", "indicators[j].points": "2"}
    assert session.draft.rows("indicators") == (FreeRow("j", owner="b"),)
    assert {cell("projects[a].name"), cell("indicators[i].points"), cell("score")} <= change.cells
    session.undo()
    assert state_of(session.sheet) == before
    assert texts(session) == answers


@pytest.mark.parametrize(
    ("row", "by", "order"),
    [
        ("b", 1, "acb"),
        ("b", -1, "bac"),
        ("a", 2, "bca"),
        ("c", -9, "cab"),
        ("a", -1, "abc"),
        ("c", 1, "abc"),
        ("b", 0, "abc"),
    ],
)
def test_a_row_moves_up_and_down(row: str, by: int, order: str) -> None:
    session = session_of({}, projects=["a", "b", "c"])
    change = session.move_row("projects", row, by)
    assert "".join(ids(session)) == order
    assert bool(change.edits) is (order != "abc")


def test_a_row_moves_among_rows_of_its_group_and_owner_only() -> None:
    rows = [FreeRow("i", owner="a"), FreeRow("x", owner="b"), FreeRow("j", owner="a"), FreeRow("y", owner="b")]
    session = session_of({}, projects=["a", "b"], indicators=rows)
    session.move_row("indicators", "i", 1)
    assert session.sheet.owned["indicators"] == {"b": ["x", "y"], "a": ["j", "i"]}
    session.move_row("indicators", "y", -1)
    assert session.sheet.owned["indicators"]["b"] == ["y", "x"]


# -- sentences, findings, chapters -------------------------------------------------------------------------------


def test_rewording_and_going_back() -> None:
    session = complete_session()
    assert session.reword("income_summary", "收入{income_total}。").label == "改写 收入情况"
    assert session.draft.rewordings["income_summary"].text == "收入{income_total}。"
    session.reword("income_summary", None)
    assert session.draft.rewordings == {}


def test_the_generated_text_itself_is_no_rewording() -> None:
    session = complete_session()
    generated = "本年支出{expenditure_total}，其中基本支出{nature[basic].amount}，占总支出{nature[basic].share}。"
    assert session.reword("nature_summary", generated).edits == ()


def test_keeping_a_rewording_although_the_text_has_changed() -> None:
    session = complete_session(income_prior="90")
    session.reword("income_summary", "收入{income_total}。")
    session.enter(cell("income_prior"), "200")
    assert [one.code for one in session.examination().open("explain")] == ["T-2", "S-stale"]
    session.confirm_rewording("income_summary")
    assert [one.code for one in session.examination().open("explain")] == ["T-2"]
    assert session.draft.rewordings["income_summary"].text == "收入{income_total}。"


def test_explaining_a_finding_and_taking_it_back() -> None:
    session = complete_session(income_prior="200")
    [one] = session.examination().open("explain")
    session.explain(one, "机构合并")
    assert session.examination().open("explain") == []
    session.explain(one, " ")
    assert session.examination().open("explain") == [one]


def test_chapters_and_items_are_marked() -> None:
    session = complete_session()
    session.mark_section("money", "seen")
    assert session.draft.states == {"money": "seen"}
    session.mark_section("money", "")
    assert session.draft.states == {}
    assert session.set_applicable(["visits", "income"], False).label == "本单位不适用"
    assert session.draft.not_applicable == {"visits": True, "income": True}
    assert session.set_applicable(["visits", "income"], True).label == "恢复适用"
    assert session.draft.not_applicable == {}


def test_looking_at_a_chapter_is_no_act_to_undo() -> None:
    session = complete_session()
    assert len(session.see_section("money").edits) == 1
    assert session.draft.states == {"money": SEEN}
    assert session.see_section("money").edits == ()
    assert session.undo() is None


def test_keystrokes_of_an_explanation_are_one_step() -> None:
    session = complete_session(income_prior="200")
    [one] = session.examination().open("explain")
    for text in ("机", "机构"):
        session.explain(one, text, visit="v")
    session.undo()
    assert session.draft.explanations == {}


def test_cents_go_where_they_belong_as_one_act() -> None:
    session = complete_session(income__general__amount="600049元", income__fund__amount="30", income_total="100.01")
    change = session.settle_cents(cell("income_total"))
    assert change.label == "舍位 收入合计"
    assert session.draft.entries[cell("income[general].amount")] == Entry("60.01", Origin.ROUNDED, "原填600049元")
    assert session.examination().open("must_fix", "hint") == [
        one for one in session.examination().findings if one.code == "T-1"
    ]
    session.undo()
    assert session.draft.entries[cell("income[general].amount")] == Entry("600049元")


# -- undo --------------------------------------------------------------------------------------------------------


def test_undo_and_redo_are_named() -> None:
    session = complete_session()
    assert (session.undo(), session.redo()) == (None, None)
    session.enter(BUDGET, "1")
    undone = session.undo()
    assert undone is not None
    assert undone.label == "撤销：修改 全年预算"
    assert (session.undo_label(), session.redo_label()) == ("", "修改 全年预算")
    again = session.redo()
    assert again is not None
    assert (again.label, session.redo_label()) == ("重做：修改 全年预算", "")
    assert session.sheet.shown(BUDGET) == "1.00"


def test_a_new_act_ends_what_could_be_done_again() -> None:
    session = complete_session()
    session.enter(BUDGET, "1")
    session.undo()
    session.enter(BUDGET, "100")
    assert session.redo_label() == "修改 全年预算"
    session.enter(BUDGET, "2")
    assert session.redo() is None


def test_keystrokes_of_one_visit_are_one_step() -> None:
    session = complete_session()
    for text in ("1", "12", "125"):
        session.enter(BUDGET, text, visit="v")
    session.enter(BUDGET, "9", visit="w")
    session.undo()
    assert session.sheet.shown(BUDGET) == "125.00"
    session.undo()
    assert session.sheet.shown(BUDGET) == "100.00"
    assert session.undo() is None
    session.redo()
    assert session.sheet.shown(BUDGET) == "125.00"


def test_a_visit_that_leaves_everything_as_it_was_is_no_step() -> None:
    session = complete_session()
    session.enter(cell("year"), "2022")
    session.enter(BUDGET, "1", visit="v")
    session.enter(BUDGET, "100", visit="v")
    assert session.undo_label() == "修改 报告年度"


def test_visits_of_several_cells_are_merged_cell_by_cell() -> None:
    session = complete_session()
    session.enter(BUDGET, "1", visit="v")
    session.enter(cell("year"), "2022", visit="v")
    session.undo()
    assert texts(session) == texts(complete_session())


# -- laws --------------------------------------------------------------------------------------------------------

Act = Callable[[Session], Change | None]


def _entry(address: str, text: str, visit: str) -> Act:
    return lambda session: session.enter(cell(address), text, visit=visit)


def _row(act: str, table: str, number: int, group: str) -> Act:
    def on(session: Session) -> Change | None:
        rows = session.draft.rows(table)
        if act == "add" or not rows:
            return session.add_row(table, group, owner="p1" if table == "indicators" else "")[0]
        row = rows[number % len(rows)].id
        return session.remove_rows(table, [row]) if act == "remove" else session.move_row(table, row, number - 2)

    return on


ADDRESSES = ["income[general].amount", "income_total", "nature[staff].amount", "nature[basic].amount", "year", "score"]
TEXTS = ["", "1", "60", "100.01", "约3", "很多", "2023"]
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(_entry, st.sampled_from(ADDRESSES), st.sampled_from(TEXTS), st.sampled_from(["", "v"])),
    st.builds(
        _row,
        st.sampled_from(["add", "remove", "move"]),
        st.sampled_from(["projects", "indicators"]),
        st.integers(0, 4),
        st.just(""),
    ),
    st.builds(
        _row, st.sampled_from(["add", "remove", "move"]), st.just("nature"), st.integers(0, 4), st.just("project")
    ),
    st.builds(
        lambda item, there: lambda session: session.set_applicable([item], there),
        st.sampled_from(["income", "projects", "visits"]),
        st.booleans(),
    ),
    st.builds(
        lambda text: lambda session: session.reword("nature_summary", text),
        st.sampled_from([None, "支出{expenditure_total}。", "支出。"]),
    ),
    st.builds(lambda state: lambda session: session.mark_section("money", state), st.sampled_from(["", "seen"])),
)


def _known(session: Session) -> dict[str, Any]:
    parts = {part: dict(keyed) for part, keyed in session.draft.parts.items()}
    return {"draft": parts, "sheet": state_of(session.sheet)}


@settings(max_examples=120)
@given(st.lists(ACTS, max_size=12))
def test_undoing_everything_is_the_identity_and_redoing_it_too(acts: list[Act]) -> None:
    session = complete_session()
    first = _known(session)
    for act in acts:
        act(session)
    last = _known(session)
    assert last["sheet"] == state_of(Sheet(session.program, session.draft.copy()))
    steps = 0
    while session.undo() is not None:
        steps += 1
    assert _known(session) == first
    for _ in range(steps):
        session.redo()
    assert _known(session) == last


@settings(max_examples=60)
@given(st.lists(ACTS, max_size=6), st.lists(st.booleans(), max_size=8))
def test_findings_do_not_depend_on_the_way(acts: list[Act], back: list[bool]) -> None:
    session = complete_session()
    for act in acts:
        act(session)
    for one in back:
        session.undo() if one else session.redo()
    anew = Session(session.program, session.draft.copy())
    assert session.examination().findings == anew.examination().findings
    assert session.examination().checked == anew.examination().checked


def test_a_table_whose_rows_own_rows_of_the_same_table_is_left_alone() -> None:
    form = program(
        """
        [table.t]
        label = "表"
        belongs_to = "t"
        free = { min = 0, max = 9 }
        columns = [{ id = "n", label = "数", kind = "money" }]
        """
    )
    session = session_of({}, form, t=[FreeRow("a"), FreeRow("b", owner="a")])
    session.remove_rows("t", ["a"])
    assert ids(session, "t") == ["b"]


def test_acts_keep_parts_apart() -> None:
    session = complete_session()
    session.mark_section("money", "seen")
    assert session.draft.parts[Part.STATES] == {"money": "seen"}
    assert texts(session) == complete()


def test_checks_can_be_made_bit_by_bit() -> None:
    session = complete_session()
    seen = [session.latest_examination is None]
    steps = session.examination_steps()
    next(steps)
    seen.append(not session.examined)
    assert sum(1 for _ in steps) > 3
    seen += [session.examined, session.latest_examination is session.examination()]
    assert list(session.examination_steps()) == []
    session.enter(BUDGET, "120")
    seen += [not session.examined, session.latest_examination is not session.examination()]
    assert all(seen)
