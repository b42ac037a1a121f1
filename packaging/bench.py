"""Times what a clerk waits for, and says how far each is from its goal; it judges nothing.

From inside: computing, loading report formats, writing both files, each beside the same job as a bare loop over ready
texts. From outside: whole processes, each once unmeasured and then RUNS times, as they run on the clerk's desk.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import bench_ui  # noqa: E402 - it stands beside this file
import docx  # noqa: E402 - the program's own folder must be found first
import openpyxl  # noqa: E402
import xlsxwriter  # noqa: E402

from core.exports.excel import write_excel  # noqa: E402
from core.exports.word import write_word  # noqa: E402
from core.exports.word_reference import ROLE_STYLES  # noqa: E402
from core.forms.library import EXAMPLE, REFERENCE, Library  # noqa: E402
from core.forms.program import Program, compile_form  # noqa: E402
from core.forms.structure import build_dictionary, build_form  # noqa: E402
from core.formulas.cells import Cell  # noqa: E402
from core.reports.checks import examine  # noqa: E402
from core.reports.compose import compose  # noqa: E402
from core.reports.document import Document, Grid, Paragraph  # noqa: E402
from core.reports.draft import Draft, Entry, Part  # noqa: E402
from core.reports.session import Session  # noqa: E402
from core.reports.sheet import Sheet  # noqa: E402
from core.reports.workbook import compose_workbook  # noqa: E402
from core.storage.draft_file import read_draft_file  # noqa: E402

MAIN = str(ROOT / "main.py")
RUNS = 5
LARGER = "changning_township/2023"
TABLES, ROWS = 25, 50

_MEMORY = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from datetime import datetime
from core.commands import run
run(sys.argv[2:], datetime.now().astimezone())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


def told(name: str, figure: float, unit: str, goal: float, beside: str = "") -> None:
    """One line of the report."""
    print(
        f"{name:<52}{figure:9.2f} {unit:<3} goal {goal:6.1f} {unit:<3}{'' if figure <= goal else ' missed':<8}{beside}"
    )


def milliseconds(act: Callable[[], object], runs: int = 20) -> float:
    """The median processor time of several runs in this process, the first one left out."""
    act()
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        act()
        taken.append(time.process_time() - begin)
    return statistics.median(taken) * 1000


# -- computing ---------------------------------------------------------------------------------------------------


def wide_form() -> Program:
    """A form that computes two cells in each of its 1250 rows, and one total a table."""
    tables: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for number in range(TABLES):
        total = f"total_{number}"
        fields[total] = {"label": "合计", "kind": "money", "formula": f"total(t{number}.now)"}
        columns = [
            {"id": "now", "label": "本年", "kind": "money", "sums": True},
            {"id": "prior", "label": "上年", "kind": "money", "sums": True},
            {"id": "share", "label": "占比", "kind": "percent", "places": 1, "formula": f"share(now, {total})"},
            {"id": "growth", "label": "增长", "kind": "percent", "places": 2, "formula": "growth(now, prior)"},
        ]
        rows = [{"id": f"r{row}", "label": f"第{row}项"} for row in range(ROWS)]
        tables[f"t{number}"] = {"label": f"表{number}", "rows": rows, "columns": columns}
    dictionary, _ = build_dictionary({"wide": {"field": fields, "table": tables}})
    section = {"id": "all", "heading": "全部", "items": [*fields, *tables]}
    document = {"id": "report", "title": "报告", "file_name": "报告", "section": [section]}
    form, _ = build_form({"id": "wide", "edition": 2020, "label": "宽", "document": [document]}, dictionary, "wide")
    return compile_form(form)[0]


def wide_draft() -> Draft:
    """Its 2500 inputs."""
    draft = Draft(uid="u", form="wide/2020")
    for number in range(TABLES):
        for row in range(ROWS):
            for place, column in enumerate(("now", "prior")):
                text = str(Decimal(row * 37 + place * 5 + 11) / 4)
                draft.parts[Part.ENTRIES][Cell(f"t{number}", f"r{row}", column)] = Entry(text)
    return draft


def computing() -> None:
    """A full recompute, one change, all checks."""
    program, draft = wide_form(), wide_draft()
    cells = sum(len(program.tables[slot[0]].rows) if slot[1] else 1 for slot in program.step_of)
    sheet, session = Sheet(program, draft), Session(program, draft.copy())
    texts = iter(f"{number}.25" for number in range(1, 100_000))
    told(f"compute all {cells} cells", milliseconds(lambda: _recompute(sheet)), "ms", 20)
    told("… reading 2500 inputs, too", milliseconds(lambda: Sheet(program, draft)), "ms", 80)
    told("… after one change", milliseconds(lambda: session.enter(Cell("t3", "r7", "now"), next(texts)), 200), "ms", 2)
    report = example()
    told("all checks of the larger example", milliseconds(lambda: examine(report)), "ms", 50)


def _recompute(sheet: Sheet) -> None:
    for step in sheet.program.steps:
        sheet.run(step, None)


def example() -> Sheet:
    """The larger of the shipped examples."""
    library = Library()
    return Sheet(library.program(LARGER), read_draft_file(library.entry(LARGER).folder / EXAMPLE).draft)


def loading() -> None:
    """Both shipped formats with the dictionary, from their files to compiled programs."""

    def load() -> None:
        library = Library()
        for entry in library.entries():
            library.program(entry.key)

    told("load and compile all shipped formats", milliseconds(load), "ms", 50)


# -- files -------------------------------------------------------------------------------------------------------


def writing() -> None:
    """Both files of the larger example, from the sheet to bytes."""
    sheet = example()
    reference = Library().entry(LARGER).folder / REFERENCE
    document = compose(sheet, "report")
    ours = milliseconds(lambda: write_word(compose(sheet, "report"), reference))
    bare = milliseconds(lambda: bare_word(document, reference))
    told("Word of the larger example", ours, "ms", 500, f"bare python-docx {bare:.0f} ms, ratio {ours / bare:.2f}")
    told("Excel of the larger example", milliseconds(lambda: write_excel(compose_workbook(sheet))), "ms", 300)
    ready = ready_book(write_excel(without_charts(compose_workbook(sheet))))
    ours = milliseconds(lambda: write_excel(without_charts(compose_workbook(sheet))))
    bare = milliseconds(lambda: bare_excel(ready))
    told("… without its charts", ours, "ms", 300, f"bare XlsxWriter {bare:.0f} ms, ratio {ours / bare:.2f}")


def bare_word(document: Document, reference: Path) -> bytes:
    """The same texts in the same styles with nothing but python-docx."""
    file = docx.Document(str(reference))
    for block in document.blocks():
        if isinstance(block, Paragraph):
            file.add_paragraph(block.text, style=ROLE_STYLES[block.role].replace("heading", "Heading"))
            continue
        if not isinstance(block, Grid):
            continue
        table = file.add_table(rows=len(block.rows), cols=len(block.widths))
        for row, cells in zip(table.rows, block.rows, strict=True):
            for place, cell in zip(row.cells, cells, strict=False):
                place.text = cell.text
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def bare_excel(ready: "ReadyBook") -> bytes:
    """The same cells in the same looks, with the same names, with nothing but XlsxWriter."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    looks = {id: book.add_format(look) for id, look in ready.looks.items()}
    for title, sheet in ready.sheets.items():
        bare_sheet(book.add_worksheet(title), sheet, looks)
    for name, place in ready.names:
        book.define_name(name, f"={place}")
    book.close()
    return stream.getvalue()


def bare_sheet(paper: Any, sheet: "ReadySheet", looks: dict[int, Any]) -> None:
    """One sheet of it."""
    for place in sheet.joined:
        paper.merge_range(place, "")
    for row, column, content, value, look in sheet.cells:
        if isinstance(content, str) and content.startswith("="):
            paper.write_formula(row, column, content, looks[look], value)
        else:
            paper.write(row, column, content, looks[look])
    for name, width in sheet.widths:
        paper.set_column(f"{name}:{name}", width)
    for row, height in sheet.heights:
        paper.set_row(row, height)


@dataclass(slots=True)
class ReadySheet:
    """A sheet as it is to be: cells (row, column, content, stored value, looks), joined ones, sizes."""

    cells: list[tuple[int, int, Any, Any, int]]
    joined: list[str]
    widths: list[tuple[str, float]]
    heights: list[tuple[int, float]]


@dataclass(slots=True)
class ReadyBook:
    """All sheets, the looks that their cells name, and the names of cells."""

    sheets: dict[str, ReadySheet]
    looks: dict[int, dict[str, Any]]
    names: list[tuple[str, str]]


def ready_book(data: bytes) -> ReadyBook:
    """Everything that a workbook of ours holds, but for its charts."""
    contents, values = (openpyxl.load_workbook(BytesIO(data), data_only=only) for only in (False, True))
    looks: dict[int, dict[str, Any]] = {}
    sheets = {}
    for sheet in contents:
        cells = []
        styled: list[Any] = [one for row in sheet.iter_rows() for one in row if one.has_style]
        for one in styled:
            fill = {"bg_color": f"#{one.fill.fgColor.rgb[2:]}"} if one.fill.fill_type else {}
            looks[one.style_id] = {"num_format": one.number_format, "border": 1, "text_wrap": True, **fill}
            value = values[sheet.title][one.coordinate].value
            cells.append((one.row - 1, one.column - 1, one.value, value, one.style_id))
        sheets[sheet.title] = ReadySheet(
            cells=cells,
            joined=[str(one) for one in sheet.merged_cells.ranges],
            widths=[(name, one.width) for name, one in sheet.column_dimensions.items()],
            heights=[(number - 1, one.height) for number, one in sheet.row_dimensions.items() if one.height],
        )
    return ReadyBook(sheets, looks, [(name, one.attr_text) for name, one in contents.defined_names.items()])


def without_charts(workbook: Document) -> Document:
    """The bare loop draws none."""
    return replace(workbook, parts=tuple(replace(part, charts=()) for part in workbook.parts))


# -- whole processes ---------------------------------------------------------------------------------------------


def process(name: str, arguments: list[str], goal: float) -> None:
    """The program with these arguments, without a screen: median and worst."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    taken = []
    for _ in range(RUNS + 1):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, MAIN, *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
        taken.append(time.perf_counter() - begin)
    told(name, statistics.median(taken[1:]), "s", goal, f"worst {max(taken[1:]):.2f} s")


def memory(arguments: list[str]) -> float:
    """Megabytes that one sub-command takes at most."""
    command = [sys.executable, "-c", _MEMORY, str(ROOT), *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stderr.split()[-1])


def processes() -> None:
    """A start, a check and an export of each example."""
    process("start with self-test", ["--selftest"], 2)
    with tempfile.TemporaryDirectory() as target:
        for entry in Library().entries():
            path = str(entry.folder / EXAMPLE)
            process(f"check {entry.key}", ["check", path], 0.6)
            process(f"export {entry.key}", ["export", path, "--out", target], 1.5)
            told("… most memory", memory(["export", path, "--out", target]), "MB", 120)


def package() -> None:
    """A whole package of sixty projects, in a process of its own."""
    command = [sys.executable, str(ROOT / "packaging" / "bench_package.py")]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    files, seconds, processor, megabytes = map(float, done.stdout.split())
    told(f"package of 60 projects, {files:.0f} files", seconds, "s", 6, f"processor {processor:.2f} s")
    told("… most memory", megabytes, "MB", 200)


def main() -> None:
    """All of them."""
    for act in (computing, loading, writing, package, processes, bench_ui.main):
        act()


if __name__ == "__main__":
    main()
