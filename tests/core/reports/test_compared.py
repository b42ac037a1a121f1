"""What has changed since an export: typed answers first, what follows from them, sentences, what is gone."""

from dataclasses import replace

import pytest

from core.forms.library import EXAMPLE, Library
from core.formulas.cells import Cell
from core.reports.compared import Difference, compared
from core.reports.frozen import Frozen, FrozenFigure, frozen, payload, thawed
from core.reports.session import Session
from core.storage.draft_file import read_draft_file

FORM = "changning_township/2023"
STAFF = Cell("nature", "staff", "amount")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture
def session(library: Library) -> Session:
    return Session(library.program(FORM), read_draft_file(library.entry(FORM).folder / EXAMPLE).draft.copy())


@pytest.fixture
def then(session: Session) -> Frozen:
    return thawed(payload(frozen(session.sheet, final=True)))


def of(cell: Cell, found: tuple[Difference, ...]) -> Difference:
    return next(one for one in found if one.cell == cell)


def test_nothing_has_changed_in_a_report_that_was_left_alone(session: Session, then: Frozen) -> None:
    assert compared(then, session.sheet) == ()


def test_a_figure_changes_with_all_that_follows_from_it(session: Session, then: Frozen) -> None:
    old = session.sheet.shown(STAFF)
    session.enter(STAFF, "1000")
    found = compared(then, session.sheet)
    assert found[0] == Difference(label=session.sheet.label(STAFF), old=old, new="1000.00", cell=STAFF)
    assert [one.cell for one in found if one.cell is not None and not one.computed] == [STAFF]
    assert {"expenditure_total"} <= {one.cell.item for one in found if one.cell is not None and one.computed}
    sentences = [one for one in found if one.item]
    assert sentences
    assert all(one.item.startswith("sentence:") and one.old != one.new for one in sentences)
    assert "1000万元" in "".join(one.new for one in sentences)


def test_a_figure_that_is_typed_otherwise_and_printed_alike_has_not_changed(session: Session, then: Frozen) -> None:
    session.enter(Cell("income", "general_budget", "amount"), "13662700元")
    assert session.sheet.shown(Cell("income", "general_budget", "amount")) == "1366.27"
    assert compared(then, session.sheet) == ()


def test_blanks_are_told_as_blank(session: Session, then: Frozen) -> None:
    session.enter(STAFF, "")
    assert of(STAFF, compared(then, session.sheet)).new == ""
    empty = replace(then, figures={})
    assert of(Cell("year"), compared(empty, session.sheet)).old == ""


def test_prose_is_shown_with_the_names_of_what_it_quotes(session: Session, then: Frozen) -> None:
    cell = Cell("asset_management")
    session.enter(cell, "收入{income_total}，另有{nowhere[}和{nowhere}。")
    assert of(cell, compared(then, session.sheet)).new == "收入［本年收入合计］，另有［nowhere[］和［nowhere］。"


def test_what_is_no_longer_there_comes_last_under_its_old_name(session: Session, then: Frozen) -> None:
    figures = {
        **then.figures,
        "villages[gone].population": FrozenFigure("第3行·人口", "12"),
        "nowhere": FrozenFigure("", "1"),
        "not an address": FrozenFigure("旧项", "2"),
        "blank": FrozenFigure("空", "＿＿"),
    }
    session.enter(STAFF, "1000")
    found = compared(replace(then, figures=figures, sentences={**then.sentences, "gone": "x"}), session.sheet)
    assert [(one.label, one.old, one.new, one.cell) for one in found[-3:]] == [
        ("第3行·人口", "12", "", None), ("nowhere", "1", "", None), ("旧项", "2", "", None),
    ]  # fmt: skip
    assert found[0].cell == STAFF
