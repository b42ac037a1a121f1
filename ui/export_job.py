"""Writing the files of a report: pages of the PDF between the window's events, everything else in a thread of its own.

A job is given composed Documents and never looks at the report again, so typing may go on. It keeps itself alive until
it has ended, also when the page that asked for it is gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from core.errors import KnownError
from core.exports.files import WrittenFile, write_export
from core.exports.package import write_package
from core.reports.document import Document
from ui.paper.printing import PdfMaker
from ui.paper.sliced import Sliced

PDF = ".pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """What to write: documents as Word files, the workbook (None: without one), documents as PDF; where, and whose."""

    documents: tuple[Document, ...]
    workbook: Document | None
    pdfs: tuple[Document, ...]
    reference: Path
    folder: Path
    written: datetime
    uid: str
    form: str

    @property
    def names(self) -> tuple[str, ...]:
        """What each file is called in the progress, in the order of writing."""
        words = [f"{document.file_name}.docx" for document in self.documents]
        books = [f"{self.workbook.file_name}.xlsx"] if self.workbook else []
        return (*words, *books, *(document.file_name + PDF for document in self.pdfs))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOutcome:
    """How an export ended: the files that are there, and why others are not ("" for none missing)."""

    files: tuple[WrittenFile, ...]
    failure: str = ""
    stopped: bool = False


class ExportJob(QObject):
    """One export. Signals arrive in the window's thread."""

    progressed = Signal(int, int, str)
    """(files done, files in all, the one in work)."""
    ended = Signal(object)
    """An ExportOutcome."""

    def __init__(self, plan: ExportPlan) -> None:
        super().__init__()
        self._plan = plan
        self._makers = [PdfMaker(document) for document in plan.pdfs]
        self._pages = Sliced(self)
        self._pages.finished.connect(self._write)
        self._writer = _Writer(plan, self._makers)
        self._writer.progressed.connect(self.progressed)
        self._writer.ended.connect(self._end)

    def start(self) -> None:
        """Begin."""
        _running.add(self)
        self.progressed.emit(0, len(self._plan.names), "排版" if self._makers else self._plan.names[0])
        self._pages.start(self._typeset())

    def cancel(self) -> None:
        """Stop before the next file; files that are whole stay."""
        self._writer.requestInterruption()
        if self._pages.busy:
            self._pages.stop()
            self._end(ExportOutcome(files=(), stopped=True))

    def stop(self) -> None:
        """Cancel, and return when the file in work is whole."""
        self.cancel()
        self._writer.wait()

    def _typeset(self) -> Iterator[None]:
        for maker in self._makers:
            yield from maker.steps()

    def _write(self) -> None:
        self._writer.start()

    def _end(self, outcome: ExportOutcome) -> None:
        self._writer.wait()
        _running.discard(self)
        self.ended.emit(outcome)


_running: set[ExportJob] = set()
"""Jobs that have not ended: a thread must not lose its owner."""


class _Writer(QThread):
    """Makes and writes the files, one by one."""

    progressed = Signal(int, int, str)
    ended = Signal(object)

    def __init__(self, plan: ExportPlan, makers: list[PdfMaker]) -> None:
        super().__init__()
        self._plan, self._makers = plan, makers

    def run(self) -> None:
        """Write everything; whatever happens, the end is told."""
        files: list[WrittenFile] = []
        outcome = ExportOutcome(files=(), failure="导出中断，没有写完。填写的内容不受影响，请再试一次。")
        try:
            stopped = self._write(files)
            outcome = ExportOutcome(files=tuple(files), stopped=stopped)
        except KnownError as error:
            outcome = ExportOutcome(files=tuple(files), failure=error.text)
        finally:
            self.ended.emit(outcome)

    def _write(self, files: list[WrittenFile]) -> bool:
        names, writing = self._plan.names, self._files()
        for number, name in enumerate(names):
            if self.isInterruptionRequested():
                return True
            self.progressed.emit(number, len(names), name)
            files.append(next(writing))
        self.progressed.emit(len(names), len(names), "")
        return False

    def _files(self) -> Iterator[WrittenFile]:
        plan = self._plan
        yield from write_package(
            plan.documents, plan.workbook, plan.reference, plan.folder, plan.written, uid=plan.uid, form=plan.form
        )
        for document, maker in zip(plan.pdfs, self._makers, strict=True):
            yield write_export(plan.folder, document.file_name, PDF, maker.data)
