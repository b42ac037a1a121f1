"""The evidence of an export holds the form and every figure as printed and as typed."""

import json

from core.forms.library import EXAMPLE, Library
from core.formulas.cells import Cell
from core.reports.draft import Entry, Part
from core.reports.frozen import frozen
from core.reports.sheet import Sheet
from core.storage.draft_file import read_draft_file

FORM = "changning_township/2023"


def test_figures_stand_as_printed_and_as_typed() -> None:
    library = Library()
    draft = read_draft_file(library.entry(FORM).folder / EXAMPLE).draft
    draft.parts[Part.ENTRIES][Cell("income", "general_budget", "amount")] = Entry("13662700元")
    told = json.loads(frozen(Sheet(library.program(FORM), draft), final=True, files=("甲.docx",)))
    assert (told["form"], told["final"], told["files"]) == (FORM, True, ["甲.docx"])
    assert told["figures"]["income[general_budget].amount"] == {"shown": "1366.27", "typed": "13662700元"}
    assert told["figures"]["income[general_budget].share"] == {"shown": "74.1%"}
