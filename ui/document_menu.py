"""What can be done with one document of a report: look at it and print it, say that the unit does not hand it in."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from core.forms.model import DocumentForm
from core.reports.compose import DocumentKey, documents_of
from core.reports.switched import is_on
from ui.editors.base import add_action
from ui.previews import preview
from ui.report_model import ReportModel


def document_menu(model: ReportModel, document: DocumentForm, parent: QWidget, at: QPoint) -> QMenu:
    """Open the menu of a document at a place of the screen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    on = is_on(model.program, model.session.draft, document)
    if on:
        _add_previews(menu, model, document, parent)
    if document.optional:
        menu.addSeparator()
        text = "本单位不适用" if on else "恢复（本单位要报这份）"
        act = add_action(menu, text, lambda: model.set_document_applicable(document.id, not on))
        act.setEnabled(not model.read_only)
    menu.popup(at)
    return menu


def _add_previews(menu: QMenu, model: ReportModel, document: DocumentForm, parent: QWidget) -> None:
    keys = [key for key in documents_of(model.sheet) if key.id == document.id]
    if not document.repeat:
        add_action(menu, "预览和打印…", lambda: preview(model, parent, keys))
        return
    label = model.sheet.caption(model.program.tables[document.repeat].label)
    here = DocumentKey(document.id, model.owner(document.repeat))
    name = model.sheet.row_label(document.repeat, here.row) if here.row else ""
    add_action(menu, f"预览和打印：{name}…", lambda: preview(model, parent, [here]), enabled=bool(keys))
    add_action(menu, f"预览全部{label}（{len(keys)}份）…", lambda: preview(model, parent, keys), enabled=bool(keys))
