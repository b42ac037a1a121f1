"""The documents of a report as they would be printed: composed when they are looked at, however many there are."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from core.reports.compose import DocumentKey, compose, document_name, documents_of
from core.reports.sheet import Sheet
from ui.report_model import ReportModel


def preview(
    model: ReportModel,
    parent: QWidget,
    keys: Iterable[DocumentKey] | None = None,
    first: DocumentKey | None = None,
    *,
    final: bool = False,
    public: bool = False,
) -> None:
    """Open the preview of these documents (None: of all that are handed in), one of them first."""
    from ui.paper.preview_window import Offered, PreviewWindow

    sheet = model.sheet
    wanted = tuple(documents_of(sheet) if keys is None else keys)
    offers = [
        Offered(title_of(sheet, key), partial(compose, sheet, key.id, key.row, final=final, public=public))
        for key in wanted
    ]
    if offers:
        PreviewWindow(offers, parent.window(), wanted.index(first) if first in wanted else 0).show()


def title_of(sheet: Sheet, key: DocumentKey) -> str:
    """What a document is called in a list: its title, and of several with the same one the row that it is about."""
    title = document_name(sheet, key.id, "title", key.row).splitlines()[-1]
    repeat = next(one.repeat for one in sheet.program.form.documents if one.id == key.id)
    return f"{title}：{sheet.row_label(repeat, key.row)}" if key.row else title
