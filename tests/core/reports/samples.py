"""Programs, drafts and sheets for the tests of reports: the sample form of tests/samples, or a few lines of TOML."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from core.forms.library import Library
from core.forms.model import Section
from core.forms.program import Program, compile_form
from core.forms.structure import build_dictionary, build_form
from core.formulas.cells import Cell, parse_cell
from core.reports.checks import examine
from core.reports.draft import Draft, Edit, Entry, FreeRow, Origin, Part
from core.reports.findings import Finding
from core.reports.session import Session
from core.reports.sheet import Sheet

SAMPLES = Path(__file__).parents[2] / "samples"
FORM = "sample/2020"

COMPLETE = {
    "reporting_unit": "甲镇人民政府",
    "year": "2023",
    "report_date": "2024-3-29",
    "income[general].amount": "60",
    "income[fund].amount": "30",
    "income[other].amount": "10",
    "nature[staff].amount": "50",
    "nature[public].amount": "20",
    "nature[project].amount": "30",
    "budget": "100",
    "visits[reception].budget": "3",
    "visits[reception].actual": "2",
    "offices": "党政办、财政所",
    "duties": "宣传法律\n发展经济",
    "deeds": "# 抓产业\n## 种粮食。\n全镇耕地{farmland}。",
    "farmland": "17000余",
    "story": "本年支出{expenditure_total}。",
    "projects[p1].name": "修路",
}
"""Answers of the sample form in which every check is silent."""


def cell(address: str) -> Cell:
    """The cell of an address."""
    found = parse_cell(address)
    assert found is not None, address
    return found


@cache
def sample() -> Program:
    """The sample form."""
    return Library(shipped=SAMPLES).program(FORM)


def program(definition: str, form: str = "", items: Iterable[str] = ()) -> Program:
    """A form of one section that holds all fields, tables and sentences of a definition (or the named items)."""
    data = tomli.loads(definition, parse_float=Decimal)
    dictionary, problems = build_dictionary({"test": data})
    listed = [*data.get("field", {}), *data.get("table", {}), *(f"sentence:{one}" for one in data.get("sentence", {}))]
    section = {"id": "all", "heading": "全部", "items": list(items) or listed}
    document = {"id": "report", "title": "报告", "file_name": "报告", "section": [section]}
    frame: dict[str, Any] = {"id": "t", "edition": 2020, "label": "示例", "document": [document]}
    made, more = build_form(frame | tomli.loads(form, parse_float=Decimal), dictionary, "form")
    compiled, rest = compile_form(made)
    assert [str(one) for one in (*problems, *more, *rest)] == []
    return compiled


def section(form: Program, id: str) -> Section:
    """A section of a form."""
    return next(one for one in form.form.sections() if one.id == id)


def draft_of(answers: Mapping[str, str | Entry], rows: Mapping[str, Iterable[str | FreeRow]] | None = None) -> Draft:
    """A draft with these answers by address, and the free rows of tables (ids, or whole rows)."""
    draft = Draft(uid="u", form=FORM)
    for address, text in answers.items():
        draft.parts[Part.ENTRIES][cell(address)] = text if isinstance(text, Entry) else Entry(text)
    for table, given in (rows or {}).items():
        made = (row if isinstance(row, FreeRow) else FreeRow(row) for row in given)
        draft.parts[Part.ROWS][table] = tuple(made)
    return draft


def sheet_of(answers: Mapping[str, str | Entry], form: Program | None = None, **rows: Iterable[str | FreeRow]) -> Sheet:
    """The sheet of these answers under the sample form (or another)."""
    return Sheet(form or sample(), draft_of(answers, rows))


def session_of(
    answers: Mapping[str, str | Entry], form: Program | None = None, **rows: Iterable[str | FreeRow]
) -> Session:
    """A session over these answers."""
    return Session(form or sample(), draft_of(answers, rows))


def complete(**more: str) -> dict[str, str | Entry]:
    """The complete answers with some changed; a name like `income__general__amount` is a cell, "" leaves it out."""
    changed = {_address(name): text for name, text in more.items()}
    return {address: text for address, text in {**COMPLETE, **changed}.items() if text}


def complete_session(**more: str) -> Session:
    """A session over the complete answers, with their one project."""
    return session_of(complete(**more), projects=["p1"])


def _address(name: str) -> str:
    item, *place = name.split("__")
    return f"{item}[{place[0]}].{place[1]}" if place else item


def apply(sheet: Sheet, *edits: Edit) -> frozenset[Cell]:
    """Edit the sheet's draft and refresh it."""
    sheet.draft.apply(edits)
    return sheet.refresh(edits)


def enter(sheet: Sheet, address: str, text: str | None, origin: Origin = Origin.TYPED) -> frozenset[Cell]:
    """Type into a cell of the sheet (None empties it)."""
    entry = None if text is None else Entry(text, origin)
    return apply(sheet, sheet.draft.edit(Part.ENTRIES, cell(address), entry))


def shown(sheet: Sheet, *addresses: str) -> list[str]:
    """The printed values of some cells."""
    return [sheet.shown(cell(address)) for address in addresses]


def found(sheet: Sheet, code: str = "") -> list[Finding]:
    """The findings of the sheet (of one code)."""
    return [one for one in examine(sheet).findings if code in ("", one.code)]


def told(sheet: Sheet) -> list[tuple[str, str, str]]:
    """Code, level and place of every finding."""
    return [(one.code, one.level, one.place) for one in examine(sheet).findings]


def state_of(sheet: Sheet) -> dict[str, Any]:
    """Everything that a sheet knows, for comparing two."""
    filled = {slot: dict(column) for slot, column in sheet.columns.items() if column}
    return {
        "values": filled,
        "derived": dict(sheet.derived),
        "words": dict(sheet.words),
        "problems": {one: wrong.code for one, wrong in sheet.problems.items()},
        "rows": {table: list(tree.depth.items()) for table, tree in sheet.trees.items()},
        "owned": {table: dict(owned) for table, owned in sheet.owned.items()},
        "typed": {slot: dict(given) for slot, given in sheet.typed.items() if given},
    }
