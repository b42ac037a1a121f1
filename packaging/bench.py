"""Times what a clerk waits for, and what it costs in memory; prints, and never fails.

From outside: a start, a check, an export, each a process of its own as on the clerk's desk. From inside, warm: loading
both formats, computing, writing Word and Excel; beside the writing, the same done by a bare loop over ready text, so
that the ratio shows what the layers in between cost.
"""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import docx  # noqa: E402
import openpyxl  # noqa: E402
import xlsxwriter  # noqa: E402

from core.exports.excel import write_excel  # noqa: E402
from core.exports.word import write_word  # noqa: E402
from core.forms.library import EXAMPLE, REFERENCE, Library  # noqa: E402
from core.forms.program import Program, compile_form  # noqa: E402
from core.forms.structure import build_form  # noqa: E402
from core.formulas.cells import Cell  # noqa: E402
from core.reports.calculation import EVERY  # noqa: E402
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
WARM_RUNS = 15
KEYS = ("changning_township/2023", "xiangtan_township/2024")
LARGER = KEYS[0]
TABLES, ROWS = 50, 10
"""Of the wide form: with five computed columns and a total each, 2,550 computed cells."""


def main() -> None:
    """All of it, in the order of a working day."""
    print(f"{'':<48}{'median':>12}{'worst':>12}{'goal':>12}")
    from_outside()
    loading()
    computing()
    writing()


# ---------------------------------------------------------------- measuring


def line(name: str, seconds: list[float], goal: float = 0.0) -> float:
    """Print one measurement; returns its median."""
    median = statistics.median(seconds)
    over = "   over" if goal and median > goal else ""
    print(f"{name:<48}{said(median):>12}{said(max(seconds)):>12}{said(goal) if goal else '':>12}{over}")
    return median


def said(seconds: float) -> str:
    """Seconds, or milliseconds when there are few."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def timed(act: Callable[[], object], runs: int = WARM_RUNS) -> list[float]:
    """How long each of several runs takes, after one that does not count."""
    act()
    return [once(act) for _ in range(runs)]


def once(act: Callable[[], object]) -> float:
    """How long one run takes."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


# ---------------------------------------------------------------- processes


def from_outside() -> None:
    """A start of the window, a check and an export of each example."""
    report("start with self-test", ["--selftest"])
    for key in KEYS:
        report(f"check {key}", ["check", str(example(key))], goal=0.6)
    for key in KEYS:
        with tempfile.TemporaryDirectory() as target:
            most = report(f"export {key}", ["export", str(example(key)), "--out", target])
            over = "   over" if most > 120 else ""
            print(f"{'   most memory':<48}{most:>9.0f} MB{'':>12}{'120 MB':>12}{over}")


def report(name: str, arguments: list[str], goal: float = 0.0) -> float:
    """Print median and worst of several runs of the program; returns the most memory, in MB."""
    runs = [process(arguments) for _ in range(RUNS + 1)][1:]
    line(name, [seconds for seconds, _ in runs], goal)
    return max(memory for _, memory in runs)


def process(arguments: list[str]) -> tuple[float, float]:
    """Seconds and megabytes of one run of the program, without a screen."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    begin = time.perf_counter()
    started = subprocess.Popen([sys.executable, MAIN, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        print(f"{' '.join(arguments)}: exit code {started.returncode}", file=sys.stderr)
    return time.perf_counter() - begin, used.ru_maxrss / 1024


def example(key: str) -> Path:
    """The filled example of a shipped form."""
    return Library().entry(key).folder / EXAMPLE


# ---------------------------------------------------------------- formats and figures


def loading() -> None:
    """Both shipped formats, from their files to compiled programs."""
    line("load and compile both formats", timed(lambda: [Library().program(key) for key in KEYS]), goal=0.05)


def computing() -> None:
    """A format with 2,500 computed cells: opened, computed anew, and after one change."""
    program = wide_program()
    draft = wide_draft(program)
    line("open 2,500 computed cells", timed(lambda: Sheet(program, draft)))
    session = Session(program, draft)
    sheet = session.sheet

    def anew() -> None:
        for step in program.steps:
            sheet.run(step, EVERY)

    line("compute 2,500 cells", timed(anew), goal=0.02)
    line("compute after one change", changes(session, "t7"), goal=0.002)
    for key in KEYS:
        report_sheet = sheet_of(Library(), key)
        line(f"all checks {key}", timed(lambda one=report_sheet: examine(one)))  # type: ignore[misc]


def changes(session: Session, table: str) -> list[float]:
    """One figure typed again and again: its row, the table's total, and every share of it follow."""
    cell = Cell(f"wide_{table}", "r3", "amount")
    texts = [f"{number}.25" for number in range(200)]
    return [once(lambda text=text: session.enter(cell, text)) for text in texts][1:]  # type: ignore[misc]


def wide_program() -> Program:
    """A form of many small tables, each with five computed columns and a total."""
    form, problems = build_form(wide_form(), Library().dictionary()[0], "wide")
    program, wrong = compile_form(form)
    assert not problems, problems
    assert not wrong, wrong
    return program


def wide_form() -> dict[str, object]:
    """Its definition, as it would be read from a file."""
    tables, fields = {}, {}
    for number in range(TABLES):
        table, total = f"wide_t{number}", f"wide_s{number}"
        computed = {
            "share": ("percent", f"share(amount, {total})"),
            "growth": ("percent", "growth(amount, prior)"),
            "change": ("money", "amount - prior"),
            "room": ("money", "when(change > 0, change, 0)"),
            "both": ("money", "total(amount, prior)"),
        }
        columns = [{"id": id, "label": id, "kind": "money", "sums": True} for id in ("amount", "prior")]
        columns += [{"id": id, "label": id, "kind": kind, "formula": text} for id, (kind, text) in computed.items()]
        rows = [{"id": f"r{row}", "label": f"r{row}"} for row in range(ROWS)]
        tables[table] = {"label": table, "rows": rows, "columns": columns}
        fields[total] = {"label": total, "kind": "money", "formula": f"total({table}.amount)"}
    section = {"id": "all", "heading": "all", "items": [*tables, *fields]}
    document = {"id": "report", "title": "wide", "file_name": "wide", "section": [section]}
    parameters = {"change_high": 1, "execution_low": 1, "budget_close": 1, "approximate_slack": 1}
    head = {"id": "wide", "edition": 2024, "label": "wide", "parameters": parameters}
    return {**head, "table": tables, "field": fields, "document": [document]}


def wide_draft(program: Program) -> Draft:
    """Every input filled."""
    draft = Draft(uid="wide", form=program.form.key)
    for table in program.tables.values():
        for number, row in enumerate(table.rows):
            draft.parts[Part.ENTRIES][Cell(table.id, row.id, "amount")] = Entry(f"{number + 1}00.25")
            draft.parts[Part.ENTRIES][Cell(table.id, row.id, "prior")] = Entry(f"{number + 1}10.50")
    return draft


def sheet_of(library: Library, key: str) -> Sheet:
    """An example, computed."""
    return Sheet(library.program(key), read_draft_file(library.entry(key).folder / EXAMPLE).draft)


# ---------------------------------------------------------------- files


def writing() -> None:
    """Word and Excel of the larger example, and the same by a bare loop."""
    library = Library()
    sheet, reference = sheet_of(library, LARGER), library.entry(LARGER).folder / REFERENCE
    line("compose the document", timed(lambda: compose(sheet, "report")))
    line("compose the workbook", timed(lambda: compose_workbook(sheet)))
    ours = line("Word, composed and written", timed(lambda: write_word(compose(sheet, "report"), reference)), goal=0.5)
    ready = compose(sheet, "report")
    bare = line("   bare python-docx over ready text", timed(lambda: bare_word(ready, reference)))
    ratio(ours, bare)
    ours = line("Excel, composed and written", timed(lambda: write_excel(compose_workbook(sheet))), goal=0.3)
    cells = ready_cells(write_excel(compose_workbook(sheet)))
    bare = line("   bare XlsxWriter over ready cells", timed(lambda: bare_excel(cells)))
    ratio(ours, bare)


def ratio(ours: float, bare: float) -> None:
    """How many times as long we take."""
    print(f"{'   ratio':<48}{ours / bare:>12.2f}{'':>12}{'1.50':>12}{'   over' if ours > 1.5 * bare else ''}")


def bare_word(document: Document, reference: Path) -> bytes:
    """Paragraphs and tables of ready text into the same styles, the way one writes with python-docx."""
    file = docx.Document(str(reference))
    for block in document.blocks():
        if isinstance(block, Paragraph):
            file.add_paragraph(block.text, style=STYLES[block.role])
        else:
            bare_table(file, block)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


STYLES = {
    "title": "Title",
    "heading1": "Heading 1",
    "heading2": "Heading 2",
    "heading3": "Heading 3",
    "body": "公文正文",
    "signature": "公文署名",
    "date": "公文日期",
}


def bare_table(file: "docx.document.Document", grid: Grid) -> None:
    """A table without spans."""
    table = file.add_table(rows=len(grid.rows), cols=len(grid.widths))
    for row, cells in zip(table.rows, grid.rows, strict=True):
        for place, cell in zip(row.cells, cells, strict=False):
            place.text = cell.text


def ready_cells(book: bytes) -> dict[str, list[tuple[int, int, object, object]]]:
    """Row, column, content and stored value of every cell of a workbook, by sheet."""
    contents, values = (openpyxl.load_workbook(io.BytesIO(book), data_only=only) for only in (False, True))
    return {
        title: [
            (one.row - 1, one.column - 1, one.value, values[title][one.coordinate].value)
            for row in contents[title].iter_rows()
            for one in row
            if one.value is not None
        ]
        for title in contents.sheetnames
    }


def bare_excel(sheets: dict[str, list[tuple[int, int, object, object]]]) -> bytes:
    """The same cells with one format, the way one writes with XlsxWriter."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    plain = book.add_format({"border": 1, "text_wrap": True})
    for title, cells in sheets.items():
        sheet = book.add_worksheet(title)
        for row, column, content, value in cells:
            if isinstance(content, str) and content.startswith("="):
                sheet.write_formula(row, column, content, plain, value)
            else:
                sheet.write(row, column, content, plain)
    book.close()
    return buffer.getvalue()


if __name__ == "__main__":
    main()
