"""The evidence of an export: the form, all figures as printed and as typed, all sentences; and how it is read back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.library import EXAMPLE, Library
from core.formulas.cells import Cell
from core.reports.draft import Entry, Part
from core.reports.frozen import Frozen, FrozenFigure, frozen, payload, thawed
from core.reports.sheet import Sheet
from core.storage.draft_file import read_draft_file

FORM = "changning_township/2023"


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    library = Library()
    draft = read_draft_file(library.entry(FORM).folder / EXAMPLE).draft
    draft.parts[Part.ENTRIES][Cell("income", "general_budget", "amount")] = Entry("13662700元")
    return Sheet(library.program(FORM), draft)


def test_figures_stand_as_printed_and_as_typed(sheet: Sheet) -> None:
    told = json.loads(payload(frozen(sheet, final=True), ("甲.docx",)))
    assert (told["form"], told["final"], told["files"]) == (FORM, True, ["甲.docx"])
    figures = told["figures"]
    assert figures["income[general_budget].amount"] == {
        "label": "一般公共预算拨款", "shown": "1366.27", "typed": "13662700元",
    }  # fmt: skip
    assert figures["income[general_budget].share"] == {"label": "一般公共预算拨款·占比", "shown": "74.1%"}


def test_what_was_frozen_is_read_back(sheet: Sheet) -> None:
    found = thawed(payload(frozen(sheet, final=True), ("甲.docx", "乙.xlsx"), {"甲.docx": "K7M2-9QXA"}))
    assert (found.form, found.final, found.files) == (FORM, True, ("甲.docx", "乙.xlsx"))
    assert found.codes == {"甲.docx": "K7M2-9QXA"}
    assert found.figures["income[general_budget].amount"] == FrozenFigure("一般公共预算拨款", "1366.27", "13662700元")
    assert found.figures["income[general_budget].share"].typed is None
    assert "1366.27万元" in "".join(found.sentences.values())


def test_evidence_of_an_earlier_version_is_read() -> None:
    old = '{"form": "a/2020", "final": false, "files": ["a.docx"], "figures": {"b": {"shown": "1", "typed": "1.0"}}}'
    assert thawed(old) == Frozen(form="a/2020", files=("a.docx",), figures={"b": FrozenFigure("", "1", "1.0")})


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "[" * 100_000, "9" * 5000, '{"figures": 3, "files": {"a": 1}}'])
def test_what_is_no_evidence_says_nothing(text: str) -> None:
    assert thawed(text) == Frozen()


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=10,
)
KEYS = ("form", "final", "files", "codes", "figures", "sentences")


@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_of_anything_else_what_can_be_read_is_read(told: dict[str, Any]) -> None:
    found = thawed(json.dumps(told))
    assert isinstance(found.form, str)
    assert all(isinstance(one, str) for one in (*found.files, *found.codes.values(), *found.sentences.values()))
    assert all(isinstance(one.shown, str) for one in found.figures.values())
