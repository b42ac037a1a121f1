"""Writing the files of a report: pages of the PDF between the window's events, everything else in threads.

A job is given a copy of the draft and never looks at the report again, so typing may go on. It keeps itself alive
until it has ended, also when the page that asked for it is gone.
"""

import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from core.errors import KnownError
from core.exports.files import WrittenFile
from core.exports.package import write_package
from core.forms.program import Program
from core.reports.compose import DocumentKey
from core.reports.document import Document, Piece
from core.reports.draft import Draft
from core.reports.findings import Finding
from core.reports.handing_in import EXCEL, WORD, count_pieces, package_pieces
from core.reports.sheet import Sheet
from ui.paper.printing import PdfMaker
from ui.paper.sliced import Sliced

PDF = "pdf"
BROKEN = "导出中断，没有写完。填写的内容不受影响，请再试一次。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """What to write, of which draft, and where.

    kinds: of WORD, EXCEL and PDF. keys: the documents. annexed: tables as attachments behind the report. public:
    without what is not for everybody. listed: with the 清单. zipped: all in one zip. findings: those explained stand
    in the workbook.
    """

    program: Program
    draft: Draft
    kinds: frozenset[str]
    keys: frozenset[DocumentKey]
    reference: Path
    folder: Path
    written: datetime
    final: bool = False
    public: bool = False
    annexed: bool = False
    listed: bool = False
    zipped: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def paged(self) -> bool:
        """Whether pages are to be set: for a PDF, or to say in the 清单 how long the Word files are."""
        return PDF in self.kinds or (self.listed and WORD in self.kinds)

    def pieces(self, sheet: Sheet, kinds: frozenset[str]) -> Iterator[Piece]:
        """The files of these kinds, composed one by one."""
        return package_pieces(
            sheet, kinds=kinds, annexed=self.annexed, final=self.final, public=self.public, findings=self.findings,
            keys=self.keys,
        )  # fmt: skip

    def count(self, sheet: Sheet) -> int:
        """How many files there will be, without the list of them."""
        pages = count_pieces(sheet, kinds={WORD}, annexed=self.annexed, keys=self.keys) if PDF in self.kinds else 0
        return pages + count_pieces(sheet, kinds=self.kinds, annexed=self.annexed, keys=self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOutcome:
    """How an export ended: the files that are there, and why others are not ("" for none missing).

    sheet: the figures that were written; None where nothing was.
    """

    files: tuple[WrittenFile, ...]
    failure: str = ""
    stopped: bool = False
    sheet: Sheet | None = None


class ExportJob(QObject):
    """One export: composed in a thread, set on pages in the window's turn, written in a thread."""

    progressed = Signal(int, int, str)
    """(files done, files in all, what is in work)."""
    ended = Signal(object)
    """An ExportOutcome."""

    def __init__(self, plan: ExportPlan) -> None:
        super().__init__()
        self._plan = plan
        self._makers: list[PdfMaker] = []
        self._pages = Sliced(self)
        self._pages.finished.connect(self._write)
        self._composer = _Composer(plan)
        self._composer.ended.connect(self._typeset)
        self._writer: _Writer | None = None
        self._stopped = False

    def start(self) -> None:
        """Begin."""
        if not _running:
            _calm.begin()
        _running.add(self)
        self.progressed.emit(0, 1, "准备内容")
        self._composer.start()

    def cancel(self) -> None:
        """Stop before the next file; files that are whole stay."""
        self._stopped = True  # a thread that has just ended knows nothing of an interruption
        self._composer.requestInterruption()
        if self._writer is not None:
            self._writer.requestInterruption()
        elif self._pages.busy:
            self._pages.stop()
            self._end(ExportOutcome(files=(), stopped=True))

    def stop(self) -> None:
        """Cancel, and return when the file in work is whole."""
        self.cancel()
        self._composer.wait()
        if self._writer is not None:
            self._writer.wait()

    def _typeset(self, failure: str) -> None:
        """The documents are composed: set their pages, one slice after the other."""
        if failure or self._stopped:
            self._end(ExportOutcome(files=(), failure=failure, stopped=not failure))
            return
        painted = PDF in self._plan.kinds
        self._makers = [PdfMaker(document, painted=painted) for document in self._composer.documents]
        self._pages.start(self._page_steps())

    def _page_steps(self) -> Iterator[None]:
        for number, maker in enumerate(self._makers):
            self.progressed.emit(number, len(self._makers), f"排版 {maker.document.title}")
            yield from maker.steps()

    def _write(self) -> None:
        writer = self._writer = _Writer(self._plan, self._composer, self._makers)
        writer.progressed.connect(self.progressed)
        writer.ended.connect(self._end)
        writer.start()

    def _end(self, outcome: ExportOutcome) -> None:
        self._composer.wait()
        if self._writer is not None:
            self._writer.wait()
        _running.discard(self)
        if not _running:
            _calm.end()
        self.ended.emit(outcome)


class _Calm:
    """Keeps the window lively beside a busy thread: it soon gets its turn, and nobody looks through all memory.

    Looking for waste among everything that a report is made of holds up all threads for a quarter of a second.
    """

    _SOON = 0.0005
    _RARELY = 1000

    def begin(self) -> None:
        """From now on."""
        self._interval, self._thresholds = sys.getswitchinterval(), gc.get_threshold()
        sys.setswitchinterval(self._SOON)
        gc.set_threshold(*self._thresholds[:2], self._RARELY)

    def end(self) -> None:
        """As it was before."""
        sys.setswitchinterval(self._interval)
        gc.set_threshold(*self._thresholds)


_calm = _Calm()
_running: set[ExportJob] = set()
"""Jobs that have not ended: a thread must not lose its owner."""


class _Composer(QThread):
    """Computes the copied draft and composes what is to be set on pages. ended: a sentence about what went wrong."""

    ended = Signal(str)

    def __init__(self, plan: ExportPlan) -> None:
        super().__init__()
        self._plan = plan
        self.sheet: Sheet | None = None
        self.documents: tuple[Document, ...] = ()

    def run(self) -> None:
        """Compose; whatever happens, the end is told."""
        failure = BROKEN
        try:
            self.sheet = Sheet(self._plan.program, self._plan.draft)
            if self._plan.paged:
                self.documents = tuple(self._documents(self.sheet))
            failure = ""
        finally:
            self.ended.emit(failure)

    def _documents(self, sheet: Sheet) -> Iterator[Document]:
        for piece in self._plan.pieces(sheet, frozenset({WORD})):
            if self.isInterruptionRequested():
                return
            yield piece.document


class _Stopped(Exception):  # noqa: N818 - not an error
    """The clerk wants no more files."""


class _Writer(QThread):
    """Makes and writes the files, one by one."""

    progressed = Signal(int, int, str)
    ended = Signal(object)

    def __init__(self, plan: ExportPlan, composer: _Composer, makers: list[PdfMaker]) -> None:
        super().__init__()
        assert composer.sheet is not None  # the job writes only what was composed
        self._plan, self._sheet, self._makers = plan, composer.sheet, makers
        self._pages = {maker.document.code: maker.page_count for maker in makers}

    def run(self) -> None:
        """Write everything; whatever happens, the end is told."""
        files: list[WrittenFile] = []
        outcome = ExportOutcome(files=(), failure=BROKEN)
        try:
            for file in self._files():
                files.append(file)  # noqa: PERF402 - those before a failure count
            outcome = ExportOutcome(files=tuple(files), sheet=self._sheet)
        except _Stopped:
            outcome = ExportOutcome(files=self._kept(files), stopped=True, sheet=self._sheet)
        except KnownError as error:
            outcome = ExportOutcome(files=self._kept(files), failure=error.text, sheet=self._sheet)
        finally:
            self.ended.emit(outcome)

    def _kept(self, files: list[WrittenFile]) -> tuple[WrittenFile, ...]:
        """What is there after all: of a zip that was not closed nothing."""
        return () if self._plan.zipped else tuple(files)

    def _files(self) -> Iterator[WrittenFile]:
        plan = self._plan
        return write_package(
            self._pieces(), plan.reference, plan.folder, plan.written, uid=plan.draft.uid, form=plan.draft.form,
            listed=plan.listed, zipped=plan.zipped, pages=lambda document: self._pages.get(document.code, 0),
        )  # fmt: skip

    def _pieces(self) -> Iterator[Piece]:
        """Every piece, told of before it is written."""
        whole = self._plan.count(self._sheet)
        for number, piece in enumerate(self._all()):
            if self.isInterruptionRequested():
                raise _Stopped
            self.progressed.emit(number, whole, piece.document.file_name + piece.extension)
            yield piece
        if self.isInterruptionRequested():
            raise _Stopped
        self.progressed.emit(whole, whole, "")

    def _all(self) -> Iterator[Piece]:
        yield from self._plan.pieces(self._sheet, self._plan.kinds & {WORD, EXCEL})
        for maker in self._makers:
            if maker.painted:
                yield Piece(document=maker.document, pdf=maker.data, pages=maker.page_count)
