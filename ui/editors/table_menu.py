"""The menu of a cell in a grid: the clipboard, the origin of a figure, and rows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.reports.next_year import TO_CONFIRM, locked
from ui.editors.base import add_action
from ui.editors.reason_dialog import ask_reason

if TYPE_CHECKING:
    from ui.editors.table_editor import TableEditor


def cell_menu(editor: "TableEditor", at: QPoint) -> QMenu:
    """Open the menu of the current cell; at: where, in the grid's viewport."""
    view, grid = editor.view, editor.grid_model
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    current = view.currentIndex()
    writable = not editor.model.read_only
    if current.isValid():
        cell = grid.cell(current)
        free = grid.may_type(cell)
        add_action(menu, "剪切\tCtrl+X", view.blocks.cut, enabled=free)
        add_action(menu, "复制\tCtrl+C", view.blocks.copy)
        add_action(menu, "粘贴\tCtrl+V", view.blocks.paste, enabled=writable)
        add_action(menu, "清除\tDelete", view.blocks.clear, enabled=free)
        for text, act in _origin_acts(editor, cell):
            add_action(menu, text, act)
    else:
        add_action(menu, "粘贴\tCtrl+V", view.blocks.paste, enabled=writable)
    if editor.grows and writable:
        menu.addSeparator()
        own = current.isValid() and grid.is_free(current.row())
        add_action(menu, "增加一行\tCtrl++", editor.add_row)
        for text, act in (
            ("删除行\tCtrl+-", editor.remove_rows), ("上移\tAlt+↑", editor.move_up), ("下移\tAlt+↓", editor.move_down)
        ):  # fmt: skip
            add_action(menu, text, act, enabled=own)
    menu.popup(view.viewport().mapToGlobal(at))
    return menu


def _origin_acts(editor: "TableEditor", cell: Cell) -> list[tuple[str, Callable[[], object]]]:
    """What can be said about where a figure comes from."""
    grid, model = editor.grid_model, editor.model
    entry, one = grid.entry(cell), model.sheet.field(cell)
    if model.read_only or one is None:
        return []
    if locked(model.sheet, cell):
        return [("解除锁定…", lambda: _release(editor, cell))]
    acts: list[tuple[str, Callable[[], object]]] = []
    if entry is not None and entry.reason == TO_CONFIRM:
        acts.append(("确认上年内容", lambda: model.enter(cell, entry.text)))
    elif entry is not None and grid.may_type(cell):
        estimated = entry.origin == Origin.ESTIMATED
        origin = Origin.TYPED if estimated else Origin.ESTIMATED
        acts.append(("取消暂估" if estimated else "标为暂估", lambda: model.enter(cell, entry.text, origin=origin)))
    if one.override and not one.supplied and model.sheet.computed(cell):
        acts.append(("改写并写明理由…", lambda: _override(editor, cell)))
    return acts


def _release(editor: "TableEditor", cell: Cell) -> None:
    text = editor.model.sheet.edit_text(cell)
    ask_reason(
        editor, f"解除锁定：{editor.model.sheet.label(cell)}",
        "这个数从上年报告带入。要修改请写明理由，理由随报告保存。",
        lambda reason, _: editor.model.enter(cell, text, reason=reason),
    )  # fmt: skip


def _override(editor: "TableEditor", cell: Cell) -> None:
    ask_reason(
        editor, f"改写：{editor.model.sheet.label(cell)}", "这个数由程序计算。要改写请填写数字并写明理由。",
        lambda reason, text: editor.model.enter(cell, text, origin=Origin.OVERRIDDEN, reason=reason),
        figure=editor.model.sheet.edit_text(cell),
    )  # fmt: skip
