"""A clerk at the keyboard: the real program in a process of its own, filled from nothing with an example's figures.

    python tests/ui/whole_run_clerk.py STORE FOLDER UNIT/EDITION …

Everything is done by key events, the clipboard and an input method; the program's objects are only looked at, as a
clerk looks at the screen. Each filled answer is told on standard output, so that a test can end the process anywhere.
"""

import sys
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

import ui.application
from core.forms.kinds import KINDS
from core.forms.library import Library
from core.forms.outline import OutlineLine, read_outline
from core.forms.templates import pieces
from core.formulas.cells import Cell, parse_cell
from core.reports.draft import Draft
from core.reports.pages import document_of
from core.reports.sentences import plain, prose
from core.reports.session import Session
from core.reports.sheet import Sheet
from tests.acceptance.examples import report_only
from ui.desk import Desk
from ui.editors.choice_input import ChoiceInput
from ui.editors.figure_picker import FigurePicker
from ui.editors.line_input import LineInput
from ui.editors.outline_input import OutlineInput
from ui.editors.paste_preview import PastePreview
from ui.editors.prose_input import ProseInput
from ui.editors.table_view import TableView
from ui.export_page import ExportPage
from ui.main_window import MainWindow
from ui.new_report import NewReport
from ui.panels.explanation import ExplanationEdit
from ui.report_page import ReportPage

Key, Held = Qt.Key, Qt.KeyboardModifier
Act = Callable[[], object]
Steps = Generator[Act | None, None, None]
TICK = 1
PATIENCE = 120.0
"""Seconds that the clerk waits for anything before giving up."""
INPUTS = (LineInput, ProseInput, OutlineInput, ChoiceInput)
UNIT, YEAR = Cell("reporting_unit"), Cell("year")


class Clerk:
    """Does one step at each turn of the event loop, also while a dialog has a loop of its own."""

    def __init__(self, folder: Path, forms: list[str]) -> None:
        self.folder, self.forms = folder, forms
        self.filled = 0
        self._steps = self._work()
        self._acting = False
        self._timer = QTimer()
        self._timer.timeout.connect(self._turn)
        self._timer.start(TICK)

    def _turn(self) -> None:
        if QApplication.activeWindow() is None:  # what a window manager does after a dialog, and this platform does not
            (QApplication.activeModalWidget() or window()).activateWindow()
            return
        if self._acting and QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            return
        try:
            act = next(self._steps)
        except StopIteration:
            self._timer.stop()
            return
        except Exception as error:  # noqa: BLE001 - the test must hear of whatever went wrong
            self._timer.stop()
            print(f"failed: {error!r} at {seen(QApplication.focusWidget())}", flush=True)
            QCoreApplication.exit(3)
            return
        if act is not None:
            self._acting = True
            QTimer.singleShot(0, lambda: self._do(act))

    def _do(self, act: Act) -> None:
        if QApplication.activeWindow() is None:
            QTimer.singleShot(TICK * 2, lambda: self._do(act))
            return
        act()
        self._acting = False

    # -- hands -------------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier, times: int = 1) -> Steps:
        """Press a key where the focus is."""
        for _ in range(times):
            yield lambda: QTest.keyClick(target(), key, held)

    def control(self, key: Qt.Key) -> Steps:
        """Press a key with Ctrl held."""
        yield from self.press(key, Held.ControlModifier)

    def write(self, text: str) -> Steps:
        """Write a text: letters and digits by key, Chinese as an input method does."""
        if not text.isascii():
            yield lambda: compose(target(), text)
            return
        for letter in text:
            yield lambda letter=letter: QTest.keyClicks(target(), letter)  # type: ignore[misc]

    def paste(self, text: str) -> Steps:
        """Paste a text that was copied elsewhere."""
        yield lambda: QApplication.clipboard().setText(text)
        yield from self.control(Key.Key_V)

    def until(self, reached: Callable[[], object], what: str) -> Steps:
        """Look until something is so."""
        end = time.monotonic() + PATIENCE
        while not reached():
            if time.monotonic() > end:
                raise TimeoutError(what)
            yield None

    def tab_to(self, reached: Callable[[], object], what: str) -> Steps:
        """Press Tab until something has the focus."""
        for _ in range(200):
            if reached():
                return
            yield from self.press(Key.Key_Tab)
        raise TimeoutError(f"Tab never reached {what}")

    def told(self, what: object) -> None:
        """Tell of a filled answer."""
        self.filled += 1
        print(f"filled {self.filled} {time.monotonic():.3f} {what}", flush=True)

    # -- the work ----------------------------------------------------------------------------------------------

    def _work(self) -> Steps:
        yield from self.until(lambda: window().furnished, "a furnished window")
        left = window().store.left_open() is not None or desk().home.table.reports.lines
        print("restored" if left else "started", flush=True)
        for number, form in enumerate(self.forms):
            yield from self._report(form, resume=bool(left) and number == 0)
        yield from self.control(Key.Key_Q)

    def _report(self, form: str, *, resume: bool) -> Steps:
        wanted = Wanted(form)
        if resume:
            yield from self.press(Key.Key_Return)
        else:
            yield from self._new(wanted)
        yield from self.until(lambda: desk().page == "report" and ready(MainWindow), "the page for filling")
        yield from self._fill(wanted)
        yield from self._explain(wanted)
        yield from self._export()
        print(f"exported {form}", flush=True)

    def _new(self, wanted: "Wanted") -> Steps:
        yield from self.control(Key.Key_N)
        yield from self.until(lambda: ready(NewReport), "the questions")
        asking = QApplication.activeWindow()
        assert isinstance(asking, NewReport)
        yield from self.tab_to(lambda: isinstance(QApplication.focusWidget(), QListWidget), "the formats")
        yield from self.press(Key.Key_Home)
        for _ in range(asking.forms.count()):
            if asking.form == wanted.draft.form:
                break
            yield from self.press(Key.Key_Down)
        yield from self.tab_to(lambda: accessible(QApplication.focusWidget()) == "单位全称", "the unit")
        yield from self.write(wanted.draft.entries[UNIT].text)
        yield from self.tab_to(lambda: asking.year.hasFocus(), "the year")
        yield from self.control(Key.Key_A)
        yield from self.write(wanted.draft.entries[YEAR].text)
        yield from self.press(Key.Key_Return)

    def _fill(self, wanted: "Wanted") -> Steps:
        report = desk().report
        assert report is not None
        for _ in range(3):
            if report.frame.page.isAncestorOf(target()):
                break
            yield from self.press(Key.Key_F6)
        yield from self._switch_off(report)
        for section in report.sections:
            yield None
            yield from self.until(lambda section=section: report.section is section, section.heading)  # type: ignore[misc]
            page = report.frame.page
            items = set(section.items)
            yield from self.until(lambda page=page, items=items: len(page.widgets) == len(items), "all items")  # type: ignore[misc]
            passed: set[QWidget] = set()
            while page.isAncestorOf(target()) and target() not in passed:
                passed.add(target())
                yield from self._answer(target(), wanted)
                yield from self.press(Key.Key_Tab)
            yield from self.control(Key.Key_PageDown)

    def _switch_off(self, report: ReportPage) -> Steps:
        """This unit hands in the report alone: each table is marked on its own page."""
        first = report.sections[0]
        while tables := [one for one in report.sections if document_of(sheet().program, one).optional]:
            while report.section not in tables:
                yield from self.control(Key.Key_PageDown)
            known = len(report.sections)
            yield from self.tab_to(report.frame.not_applicable.hasFocus, "the mark of a document")
            yield from self.press(Key.Key_Space)
            yield from self.until(lambda known=known: len(report.sections) < known, "a document less")  # type: ignore[misc]
        yield from self.control(Key.Key_PageDown)  # coming to a page, the focus is at its head
        while report.section is not first:
            yield from self.control(Key.Key_PageUp)

    def _answer(self, widget: QWidget, wanted: "Wanted") -> Steps:
        if isinstance(widget, TableView):
            yield from self._table(widget, wanted)
        elif isinstance(widget, INPUTS) and widget.cell in wanted.draft.entries:
            text, cell = wanted.draft.entries[widget.cell].text, widget.cell
            if same(sheet(), cell, text, wanted.sheet):
                return
            yield from self.control(Key.Key_A)
            yield from self.press(Key.Key_Delete)
            if isinstance(widget, OutlineInput):
                yield from self._outline(widget, list(read_outline(text.strip())), wanted)
            elif isinstance(widget, ProseInput):
                yield from self._lines(widget, text.strip(), wanted)
            elif isinstance(widget, ChoiceInput):
                yield from self.press(Key.Key_Down)
            else:
                yield from self.write(text)
            self.told(cell)

    def _lines(self, edit: ProseInput, text: str, wanted: "Wanted") -> Steps:
        if not edit.prose.quotes:
            yield from self.paste(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                yield from self.press(Key.Key_Return)
            yield from self._runs(line, wanted)

    def _outline(self, edit: OutlineInput, lines: list[OutlineLine], wanted: "Wanted") -> Steps:
        marks = {1: "# ", 2: "## ", 3: "### ", -1: "- "}
        for number, line in enumerate(lines):
            if number:
                yield from self.press(Key.Key_Return)
            if edit.level(edit.textCursor().block()):
                yield from self.press(Key.Key_Backspace)
            if line.level:
                yield from self.write(marks[line.level])
            yield from self._runs(line.text, wanted)

    def _runs(self, text: str, wanted: "Wanted") -> Steps:
        """A line of prose: words are pasted, figures chosen from the list."""
        for piece in pieces(text):
            if isinstance(piece, str):
                yield from self.paste(piece)
            else:
                yield from self._quote(wanted.label(piece.name))

    def _quote(self, label: str) -> Steps:
        yield from self.control(Key.Key_I)
        yield from self.until(lambda: ready(FigurePicker), "the figures")
        picker = QApplication.activeWindow()
        assert isinstance(picker, FigurePicker)
        yield from self.write(label)
        for _ in range(picker.list.rowCount()):
            if picker.view.currentIndex().data() == label:
                break
            yield from self.press(Key.Key_Down)
        if picker.view.currentIndex().data() != label:
            raise LookupError(label)
        yield from self.press(Key.Key_Return)
        yield from self.until(lambda: ready(MainWindow), "the figure in the text")

    def _table(self, view: TableView, wanted: "Wanted") -> Steps:
        grid = view.table_model
        free = wanted.draft.rows(grid.table.id)
        if free and not grid.rows:
            block = [[wanted.text(Cell(grid.table.id, row.id, one.id)) for one in grid.table.columns] for row in free]
            yield from self.paste("\n".join("\t".join(line) for line in block))
            yield from self.until(lambda: ready(PastePreview), "the preview")
            yield from self.press(Key.Key_Return)
            yield from self.until(lambda: len(grid.rows) == len(free) and ready(MainWindow), "the pasted rows")
            self.told(grid.table.id)
        for cell in wanted.cells(grid.table.id) if not free else ():
            if not same(sheet(), cell, wanted.text(cell), wanted.sheet):
                place = grid.place(cell)
                yield from self._go(view, place.row(), place.column())
                yield from self.write(wanted.text(cell))
                yield from self.press(Key.Key_Return)
                self.told(cell)
        if grid.rows:
            yield from self.control(Key.Key_End)

    def _go(self, view: TableView, row: int, column: int) -> Steps:
        down, right = row - view.currentIndex().row(), column - view.currentIndex().column()
        yield from self.press(Key.Key_Down if down > 0 else Key.Key_Up, times=abs(down))
        yield from self.press(Key.Key_Right if right > 0 else Key.Key_Left, times=abs(right))

    def _explain(self, wanted: "Wanted") -> Steps:
        for _ in wanted.draft.explanations:
            yield from self.press(Key.Key_F5)
            yield from self.until(lambda: desk().page == "examine", "the findings")
            yield from self.tab_to(lambda: unanswered(target(), wanted), "a finding without an explanation")
            edit = target()
            assert isinstance(edit, ExplanationEdit)
            key = edit._finding.key  # which finding the field stands under is plain to the eye
            yield from self.paste(wanted.draft.explanations[key].text)
            yield from self.press(Key.Key_Tab)
            yield from self.until(lambda key=key: key in sheet().draft.explanations, "the explanation")  # type: ignore[misc]
            self.told(key)

    def _export(self) -> Steps:
        yield from self.control(Key.Key_4)
        yield from self.until(lambda: desk().page == "export", "the page for exporting")
        page = desk().currentWidget()
        assert isinstance(page, ExportPage)
        yield from self.tab_to(lambda: page.draft.hasFocus(), "the versions")
        yield from self.press(Key.Key_Down)
        yield from self.tab_to(lambda: page.folder.hasFocus(), "the folder")
        yield from self.control(Key.Key_A)
        yield from self.paste(str(self.folder / sheet().draft.form.replace("/", "-")))
        yield from self.tab_to(lambda: page.export.hasFocus(), "the button")
        yield from self.press(Key.Key_Space)
        yield from self.until(lambda: "已导出" in page.result.text(), page.result.text() or "the exported files")


def report_alone(form: str) -> Draft:
    """The example of a form without its tables, of which the clerk of this run hands in none."""
    session = Session(Library().program(form), report_only(form))
    session.remove_rows("projects", session.sheet.rows("projects"))
    return session.draft


class Wanted:
    """What is to be filled: an example, and how its figures are called."""

    def __init__(self, form: str) -> None:
        self.draft: Draft = report_alone(form)
        self.sheet = Sheet(Library().program(form), self.draft)

    def text(self, cell: Cell) -> str:
        """What the example holds in a cell, as a clerk types it."""
        entry = self.draft.entries.get(cell)
        return entry.text if entry else ""

    def cells(self, table: str) -> Iterator[Cell]:
        """The filled cells of a table, row by row."""
        columns = self.sheet.program.tables[table].columns
        every = (Cell(table, row, column.id) for row in self.sheet.rows(table) for column in columns)
        return (cell for cell in every if cell in self.draft.entries)

    def label(self, name: str) -> str:
        """How the list of figures calls a quoted cell."""
        cell = parse_cell(name)
        assert cell is not None
        label = self.sheet.label(cell)
        table = self.sheet.program.tables.get(cell.item)
        return f"{self.sheet.caption(table.label)}·{label}" if table else label


# -- eyes ------------------------------------------------------------------------------------------------------


def same(mine: Sheet, cell: Cell, text: str, theirs: Sheet) -> bool:
    """Whether a cell reads as it should: quotes of rows have other addresses here, but say the same."""
    one, entry = mine.field(cell), mine.draft.entries.get(cell)
    if one is None or entry is None:
        return False
    if not KINDS[one.kind].prose:
        return entry.text == text
    return plain(mine, prose(mine, entry.text.strip())) == plain(theirs, prose(theirs, text.strip()))


def unanswered(widget: QWidget, wanted: Wanted) -> bool:
    """Whether the focus is in the field for an explanation that is still to be given."""
    if not isinstance(widget, ExplanationEdit) or widget.toPlainText().strip():
        return False
    return widget._finding.key in wanted.draft.explanations


def ready(kind: type[QWidget]) -> bool:
    """Whether a window of that kind has come to the front and takes keys."""
    return isinstance(QApplication.activeWindow(), kind) and QApplication.activePopupWidget() is None


def target() -> QWidget:
    """What has the keyboard."""
    return QApplication.activePopupWidget() or QApplication.focusWidget() or window()


def accessible(widget: QWidget | None) -> str:
    """The name of a widget, or of the list box that it is the line of."""
    if widget is None:
        return ""
    parent = widget.parentWidget()
    return widget.accessibleName() or (parent.accessibleName() if parent else "")


def seen(widget: QWidget | None) -> str:
    """A widget in words, for a message."""
    return f"{type(widget).__name__} {accessible(widget)}"


def compose(widget: QWidget, text: str) -> None:
    """Type Chinese as an input method does."""
    QCoreApplication.sendEvent(widget, QInputMethodEvent(text[:1], []))
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    QCoreApplication.sendEvent(widget, done)


def window() -> MainWindow:
    """The window of the program."""
    [found] = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    return found


def desk() -> Desk:
    """Its pages."""
    return window().desk


def sheet() -> Sheet:
    """What the open report says."""
    model = window().model
    assert model is not None
    return model.sheet


def main() -> int:
    """Start the program as main.py does, with a clerk before it."""
    store, folder, forms = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    clerks: list[Clerk] = []

    class Attended(QApplication):
        """The application with a clerk who begins when the event loop does."""

        def exec(self) -> int:  # type: ignore[override]
            clerks.append(Clerk(folder, forms))
            return QApplication.exec()

    ui.application.QApplication = Attended  # type: ignore[attr-defined]
    return ui.application.start(["--store", store])


if __name__ == "__main__":
    sys.exit(main())
