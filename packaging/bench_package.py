"""Times a whole package: the report and its tables of a township with sixty projects of twenty indicators each.

Run as a script it writes one package and prints seconds and the peak of its memory, alone in its process.
"""

import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.exports.package import write_package  # noqa: E402 - the program's own folder must be found first
from core.forms.library import EXAMPLE, REFERENCE, Library  # noqa: E402
from core.formulas.cells import Cell  # noqa: E402
from core.reports.draft import Draft, FreeRow, Part  # noqa: E402
from core.reports.handing_in import package_pieces  # noqa: E402
from core.reports.sheet import Sheet  # noqa: E402
from core.storage.draft_file import read_draft_file  # noqa: E402
from core.sweeping import sweep_seldom  # noqa: E402

FORM = "hunan_township/2024"
OWNER, OWNED = "projects", "project_indicators"
PROJECTS, INDICATORS = 60, 20


def many_projects(draft: Draft, projects: int = PROJECTS, indicators: int = INDICATORS) -> Draft:
    """The draft with so many projects of so many indicators, all copies of those that it has."""
    made = draft.copy()
    sources = [row.id for row in draft.rows(OWNER)]
    owned = [row.id for row in draft.rows(OWNED)]
    rows, indicator_rows = [], []
    for number in range(projects):
        project = f"p{number}"
        rows.append(replace(draft.rows(OWNER)[number % len(sources)], id=project))
        _copy(draft, made, OWNER, sources[number % len(sources)], project)
        for place in range(indicators):
            one = f"{project}i{place}"
            indicator_rows.append(FreeRow(one, "", project))
            _copy(draft, made, OWNED, owned[(number + place) % len(owned)], one)
    made.parts[Part.ROWS] |= {OWNER: tuple(rows), OWNED: tuple(indicator_rows)}
    return made


def _copy(draft: Draft, made: Draft, table: str, source: str, row: str) -> None:
    for cell, entry in draft.entries.items():
        if cell.item == table and cell.row == source:
            made.parts[Part.ENTRIES][Cell(table, row, cell.column)] = entry


def large_sheet(library: Library) -> Sheet:
    """The sheet of the shipped example with sixty projects."""
    entry = library.entry(FORM)
    return Sheet(library.program(FORM), many_projects(read_draft_file(entry.folder / EXAMPLE).draft))


def main() -> None:
    """Write one zip as the program does, and say files, seconds and megabytes."""
    sweep_seldom()
    library = Library()
    sheet = large_sheet(library)
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        reference = library.entry(FORM).folder / REFERENCE
        files = list(write_package(package_pieces(sheet), reference, Path(folder), listed=True, zipped=True))
        seconds = time.perf_counter() - begin
    print(len(files), seconds, time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
