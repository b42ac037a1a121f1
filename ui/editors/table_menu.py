"""The menu of a cell in a grid: the clipboard, the origin of a figure, and rows."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from core.forms.kinds import KINDS, ChoiceKind
from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.reports.next_year import TO_CONFIRM, locked
from ui.editors.base import add_action
from ui.editors.cell_model import CellModel
from ui.editors.reason_dialog import ask_override, ask_release
from ui.editors.row_acts import RowActs


def cell_menu(rows: RowActs, at: QPoint) -> QMenu:
    """Open the menu of the current cell; at: where, in the grid's viewport."""
    view, grid = rows.view, rows.cells
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    current = view.currentIndex()
    cell = grid.cell(current) if current.isValid() else None
    if cell is not None:
        _add_cell_acts(menu, rows, cell)
    else:
        add_action(menu, "粘贴\tCtrl+V", view.blocks.paste, enabled=not grid.model.read_only)
    if grid.row_tables() and not grid.model.read_only:
        menu.addSeparator()
        _add_row_acts(menu, rows)
    menu.popup(view.viewport().mapToGlobal(at))
    return menu


def _add_cell_acts(menu: QMenu, rows: RowActs, cell: Cell) -> None:
    view, grid = rows.view, rows.cells
    free = grid.may_type(cell)
    add_action(menu, "剪切\tCtrl+X", view.blocks.cut, enabled=free)
    add_action(menu, "复制\tCtrl+C", view.blocks.copy)
    add_action(menu, "粘贴\tCtrl+V", view.blocks.paste, enabled=not grid.model.read_only)
    add_action(menu, "清除\tDelete", view.blocks.clear, enabled=free)
    for text, act in _origin_acts(rows, cell):
        add_action(menu, text, act)
    for other in grid.answers(view.currentIndex()):
        if other != cell and grid.may_type(other):
            _add_choices(menu, grid, other)


def _add_row_acts(menu: QMenu, rows: RowActs) -> None:
    add_action(menu, "增加一行\tCtrl++", rows.add)
    if rows.picks():
        add_action(menu, "从指标库选…\tCtrl+L", rows.pick)
    for text, act in (
        ("删除行\tCtrl+-", rows.remove), ("上移\tAlt+↑", rows.up), ("下移\tAlt+↓", rows.down)
    ):  # fmt: skip
        add_action(menu, text, act, enabled=rows.on_own_row())
    if rows.weighted():
        add_action(menu, "本指标不适用：删除并调整分值", rows.remove_weighted)


def _add_choices(menu: QMenu, grid: CellModel, cell: Cell) -> None:
    """The answers to choose from for a choice that stands in the cell beside what is typed there."""
    one, sheet = grid.model.sheet.fields[cell.item, cell.column], grid.model.sheet
    kind = KINDS[one.kind]
    if not isinstance(kind, ChoiceKind):
        return
    offered = menu.addMenu(sheet.caption(one.label))
    for choice in kind.choices(one):
        action = add_action(offered, sheet.caption(choice.label), partial(grid.model.enter, cell, choice.id))
        action.setCheckable(True)
        action.setChecked(sheet.value(cell) == choice.id)


def _origin_acts(rows: RowActs, cell: Cell) -> list[tuple[str, Callable[[], object]]]:
    """What can be said about where a figure comes from."""
    grid, model = rows.cells, rows.cells.model
    entry, one = grid.entry(cell), model.sheet.field(cell)
    if model.read_only or one is None:
        return []
    if locked(model.sheet, cell):
        return [("解除锁定…", lambda: ask_release(rows.view, model, cell))]
    acts: list[tuple[str, Callable[[], object]]] = []
    if entry is not None and entry.reason == TO_CONFIRM:
        acts.append(("确认上年内容", lambda: model.enter(cell, entry.text)))
    elif entry is not None and grid.may_type(cell):
        estimated = entry.origin == Origin.ESTIMATED
        origin = Origin.TYPED if estimated else Origin.ESTIMATED
        acts.append(("取消暂估" if estimated else "标为暂估", lambda: model.enter(cell, entry.text, origin=origin)))
    if grid.asks_reason(cell):
        acts.append(("改写并写明理由…", lambda: ask_override(rows.view, model, cell)))
        if entry is not None:
            acts.append(("恢复计算", lambda: model.enter(cell, "")))
    return acts
