"""Every row of the two published reports: printed where it stood, the same figure in the workbook, computed if it was.

`seed_rows.toml` is the checklist; this file holds it complete and true.
"""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from core.forms.kinds import KINDS
from core.forms.templates import pieces
from core.formulas.cells import Cell, parse_cell
from core.reports.draft import Origin
from core.reports.sentences import plain, say
from tests.acceptance.paper import BookCell, Line, Report
from tests.acceptance.test_planted_faults import EXPECTED

CHECKLIST: dict[str, dict[str, Any]] = tomli.loads((Path(__file__).parent / "seed_rows.toml").read_text("utf-8"))
ROWS: dict[str, dict[str, Any]] = {**CHECKLIST["C"], **CHECKLIST["X"]}
KEYS = {
    "what",
    "paragraph",
    "starts",
    "says",
    "then",
    "label",
    "under",
    "cell",
    "printed",
    "computed",
    "slip",
    "left_out",
}
PLACES = {"paragraph", "starts", "says", "label", "left_out"}

# How many figures the seeds state in each node of their achievements; `C68.0` and so on are its other numbers.
OF_NODE = {
    "C": {68: 4, 69: 12, 70: 12, 72: 2, 74: 8, 77: 10, 79: 8, 81: 4, 84: 13},
    "X": {45: 10, 47: 19, 49: 9, 51: 7, 53: 4},
}
ONLY_FIGURES = {("C", 69)}
LAST = {"C": 96, "X": 75}
CHAPTERS = {
    "C": {"一、部门概况": (1, 24, 10), "二、部门整体支出情况": (25, 55, 27), "五、部门整体支出绩效情况": (64, 84, 74)},
    "X": {"部门概况": (1, 19, 1), "管理和使用基本情况": (20, 42, 18), "绩效目标完成情况": (43, 53, 49)},
}
COMPUTED = {"C": 19, "X": 3}
OUTLINE_NUMBERS = {"C": 27, "X": 21}
"""Printed in front of entries and items; in C one more stood in （3）, which is now （三）."""


def with_(key: str) -> list[str]:
    return [id for id, row in ROWS.items() if key in row]


def the(reports: dict[str, Report], id: str) -> Report:
    return reports[id[0]]


def cell_of(row: dict[str, Any]) -> Cell:
    cell = parse_cell(row["cell"])
    assert cell is not None
    return cell


def number_in(printed: str) -> Decimal:
    found = re.search(r"\d+(\.\d+)?", printed)
    assert found is not None
    return Decimal(found[0])


# ---------------------------------------------------------------- the list itself


@pytest.mark.parametrize("seed", ["C", "X"])
def test_the_checklist_has_every_row_of_the_seed(seed: str) -> None:
    wanted = [f"{seed}{number:02}" for number in range(1, LAST[seed] + 1)]
    for node, figures in OF_NODE[seed].items():
        wanted += [f"{seed}{node}.{number}" for number in range((seed, node) in ONLY_FIGURES, figures + 1)]
    assert sorted(CHECKLIST[seed]) == sorted(wanted)


@pytest.mark.parametrize("id", ROWS)
def test_a_row_is_printed_somewhere_or_left_out_with_its_reason(id: str) -> None:
    row = ROWS[id]
    assert row["what"]
    assert row.keys() <= KEYS
    assert row.keys() & PLACES
    assert len(row.get("left_out", "because")) > 5


@pytest.mark.parametrize("seed", ["C", "X"])
def test_as_many_figures_as_the_seed_states_in_each_chapter(seed: str) -> None:
    figures = [int(id[1:].partition(".")[0]) for id in CHECKLIST[seed] if "printed" in ROWS[id]]
    for first, last, count in CHAPTERS[seed].values():
        assert sum(first <= number <= last for number in figures) == count
    assert len(figures) == sum(count for _, _, count in CHAPTERS[seed].values())


@pytest.mark.parametrize("seed", ["C", "X"])
def test_as_many_are_computed_as_in_the_seed(seed: str) -> None:
    assert sum("computed" in row for row in CHECKLIST[seed].values()) == COMPUTED[seed]


@pytest.mark.parametrize("number", range(1, 64))
def test_every_slip_of_the_seeds_is_dealt_with_or_left_out_with_its_reason(number: int) -> None:
    slip, id = CHECKLIST["D"][f"D-{number:02}"], f"D-{number:02}"
    assert slip.keys() & {"written", "reworded", "found", "left_out"}
    assert slip.keys() <= {"written", "reworded", "found", "left_out"}
    for row in [*slip.get("written", []), *slip.get("reworded", [])]:
        assert id in ROWS[row]["slip"].split("、")
    if "found" in slip:
        assert slip["found"] in {code for codes in EXPECTED.values() for code, _ in codes} | {"S-count"}
    assert len(slip.get("left_out", "because")) > 5


@pytest.mark.parametrize("id", with_("slip"))
def test_a_slip_that_a_row_names_is_listed(id: str) -> None:
    for slip in ROWS[id]["slip"].split("、"):
        assert id in [*CHECKLIST["D"][slip].get("written", []), *CHECKLIST["D"][slip].get("reworded", [])]


# ---------------------------------------------------------------- in Word


@pytest.mark.parametrize("id", [id for id in ROWS if ROWS[id].keys() & {"paragraph", "starts", "says"}])
def test_the_row_is_in_the_word_file(reports: dict[str, Report], id: str) -> None:
    lines = the(reports, id).paper.lines
    assert [line.text for index, line in enumerate(lines) if _holds(ROWS[id], line, lines[index + 1 : index + 2])]


def _holds(row: dict[str, Any], line: Line, following: tuple[Line, ...]) -> bool:
    if line.under != row.get("under", "") or row.get("paragraph", line.text) != line.text:
        return False
    if not line.text.startswith(row.get("starts", "")):
        return False
    if "then" in row and not (following and following[0].text.startswith(row["then"])):
        return False
    return _in_order(line.text, _said(row))


def _said(row: dict[str, Any]) -> list[str]:
    said = row.get("says", [])
    return [said] if isinstance(said, str) else said


def _in_order(text: str, wanted: list[str]) -> bool:
    at = 0
    for piece in wanted:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


@pytest.mark.parametrize("id", with_("label"))
def test_the_label_stands_in_the_form_table(reports: dict[str, Report], id: str) -> None:
    assert ROWS[id]["label"] in the(reports, id).paper.labels


def test_the_form_table_has_the_labels_of_the_seed_in_their_order(reports: dict[str, Report]) -> None:
    assert list(reports["X"].paper.labels) == [ROWS[id]["label"] for id in with_("label")]


@pytest.mark.parametrize("id", with_("printed"))
def test_the_figure_is_printed_as_the_row_says(reports: dict[str, Report], id: str) -> None:
    row = ROWS[id]
    places = [row.get("paragraph", ""), row.get("starts", ""), *_said(row)]
    assert any(row["printed"] in place for place in places)
    assert the(reports, id).sheet.quoted(cell_of(row)) == row["printed"]


@pytest.mark.parametrize("sentence", CHECKLIST["generated"])
def test_a_generated_paragraph_is_that_of_the_seed(reports: dict[str, Report], sentence: str) -> None:
    wanted = CHECKLIST["generated"][sentence]
    report = next(report for report in reports.values() if wanted in [line.text for line in report.paper.lines])
    said = say(report.sheet, sentence)
    assert not said.reworded
    assert plain(report.sheet, said.runs) == wanted


def test_every_sentence_that_is_printed_is_held_against_the_seed(reports: dict[str, Report]) -> None:
    printed = {
        item.removeprefix("sentence:")
        for report in reports.values()
        for section in report.sheet.program.form.sections()
        for item in section.items
        if item.startswith("sentence:")
    }
    assert printed == set(CHECKLIST["generated"])


@pytest.mark.parametrize("seed", ["C", "X"])
def test_entries_and_items_are_numbered_as_in_the_seed(reports: dict[str, Report], seed: str) -> None:
    numbered = [line.text for line in reports[seed].paper.lines if re.match(r"\d+[、.](?!\d)", line.text)]
    assert len(numbered) == OUTLINE_NUMBERS[seed]


@pytest.mark.parametrize("seed", ["C", "X"])
def test_no_figure_is_typed_into_prose(reports: dict[str, Report], seed: str) -> None:
    """Whatever is counted or measured is quoted, so that it can be traced and follows when it changes."""
    sheet = reports[seed].sheet
    typed = Counter[str]()
    for cell, entry in sheet.draft.entries.items():
        one = sheet.field(cell)
        if one is not None and KINDS[one.kind].prose:
            words = (piece for piece in pieces(entry.text) if isinstance(piece, str))
            typed.update(found[0] for word in words for found in re.finditer(r"\d+(\.\d+)?", word))
    assert typed == Counter(str(number_in(words)) for words in CHECKLIST["typed_numbers"][seed])


# ---------------------------------------------------------------- in the workbook


@pytest.mark.parametrize("id", [id for id in ROWS if "cell" in ROWS[id] and ROWS[id]["cell"] != "other_matters"])
def test_the_answer_stands_beside_its_name_in_the_workbook(reports: dict[str, Report], id: str) -> None:
    row, report = ROWS[id], the(reports, id)
    found = report.in_book(cell_of(row))
    assert [one for one in found if _is(one, report, row)]


def _is(one: BookCell, report: Report, row: dict[str, Any]) -> bool:
    cell = cell_of(row)
    if "printed" not in row:
        value = report.sheet.value(cell)
        return one.value == ("、".join(value) if isinstance(value, tuple) else value)
    if isinstance(one.value, str | date) or one.value is None:
        return False
    ratio = one.shown_as.endswith("%")
    words = [word for word in ("约", "近", "余", "以上") if word in row["printed"]]
    stored = Decimal(str(one.value)) * (100 if ratio else 1)
    return stored == number_in(row["printed"]) and all(word in one.shown_as for word in words)


@pytest.mark.parametrize("id", with_("computed"))
def test_a_computed_row_is_computed_and_not_typed(reports: dict[str, Report], id: str) -> None:
    sheet, cell = the(reports, id).sheet, cell_of(ROWS[id])
    assert sheet.computed(cell)
    entry = sheet.draft.entries.get(cell)
    assert entry is None or entry.origin == Origin.SUPPLIED
    assert sheet.derived.get(cell, sheet.value(cell)) == sheet.value(cell)
    assert sheet.why(cell) is not None


@pytest.mark.parametrize("id", with_("computed"))
def test_a_computed_row_is_a_live_formula(reports: dict[str, Report], id: str) -> None:
    report = the(reports, id)
    cells = [one for one in report.in_book(cell_of(ROWS[id])) if _is(one, report, ROWS[id])]
    assert [one for one in cells if str(one.content).startswith("=")]


@pytest.mark.parametrize("id", [id for id in with_("printed") if "computed" not in ROWS[id]])
def test_any_other_figure_was_entered(reports: dict[str, Report], id: str) -> None:
    assert cell_of(ROWS[id]) in the(reports, id).sheet.draft.entries
