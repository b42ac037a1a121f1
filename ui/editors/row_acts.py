"""What can be done with the rows that a clerk adds: the same acts, keys and buttons in tables and official tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton

from core.formulas.cells import Cell
from core.reports.weights import standing_of
from ui.style.icons import icon

if TYPE_CHECKING:
    from ui.editors.cell_view import CellView

ADD, REMOVE, UP, DOWN, PICK = ("Ctrl++", "Ctrl+="), ("Ctrl+-",), ("Alt+Up",), ("Alt+Down",), ("Ctrl+L",)
"""Keys of the acts; the first of each is the one that is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowHome:
    """Where a new row would stand, and what it is answered at once. label names the place where there are several."""

    table: str
    group: str = ""
    owner: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    label: str = ""


class RowActs(QObject):
    """Acts on the rows of a view, for the line that its cursor is in."""

    def __init__(self, view: "CellView") -> None:
        super().__init__(view)
        self.view, self.cells = view, view.cells

    def add(self) -> None:
        """A new row behind the chosen one of the clerk's own, or at the end of the place that it is in."""
        if self.cells.model.read_only:
            return
        homes = self.cells.homes(self._line())
        if len(homes) == 1:
            self.add_to(homes[0], behind=True)
        elif homes:
            self._ask(homes, self.add_to)

    def add_to(self, home: RowHome, *, behind: bool = False) -> None:
        """A new row there: at the end, or behind the chosen one."""
        before = self._behind(home) if behind else ""
        row = self.cells.model.add_row(home.table, home.group, home.owner, before, home.answers)
        self.view.choose_row(self.cells.line_of(home.table, row))

    def remove(self) -> None:
        """Delete the chosen rows that the clerk added."""
        if self.cells.model.read_only:
            return
        chosen: dict[str, list[str]] = {}
        for line in self.view.chosen_rows():
            own = self.cells.own_row(line)
            if own is not None:
                chosen.setdefault(own[0], []).append(own[1])
        for table, rows in chosen.items():
            self.cells.model.remove_rows(table, rows)

    def picks(self) -> bool:
        """Whether rows can be picked from a library here."""
        tables = self.cells.model.program.tables
        return any(tables[table].library for table in self.cells.row_tables())

    def pick(self) -> None:
        """从指标库选: new rows from the library for the part of the table that the cursor is in."""
        tables = self.cells.model.program.tables
        homes = tuple(home for home in self.cells.homes(self._line()) if tables[home.table].library)
        if not homes or self.cells.model.read_only:
            return
        whole = {(home.table, home.owner): replace(home, answers={}) for home in homes}
        if len(homes) == 1:
            self._pick_for(homes[0])
        elif len(whole) == 1:  # several parts: what is picked says itself which it belongs to
            self._pick_for(next(iter(whole.values())))
        else:
            self._ask(homes, self._pick_for)

    def _pick_for(self, home: RowHome) -> None:
        from ui.editors.indicator_picker import pick_indicators  # a start does not wait for it

        def go(rows: tuple[str, ...]) -> None:
            self.view.choose_row(self.cells.line_of(home.table, rows[0]))

        pick_indicators(self.cells.model, home.table, home.owner, self.view, home.answers, go)

    def weighted(self) -> bool:
        """Whether the row of the cursor shares points with others."""
        own = self.cells.own_row(self._line())
        return own is not None and standing_of(self.cells.model.sheet, Cell(*own)) is not None

    def remove_weighted(self) -> None:
        """Delete the row of the cursor; the rest of its group takes over its points."""
        own = self.cells.own_row(self._line())
        if own is not None and not self.cells.model.read_only:
            self.cells.model.remove_weighted(*own)

    def up(self) -> None:
        """Move the chosen row up among its like."""
        self._move(-1)

    def down(self) -> None:
        """Move the chosen row down."""
        self._move(1)

    def on_own_row(self) -> bool:
        """Whether the cursor is in a row of the clerk's own."""
        return self.cells.own_row(self._line()) is not None

    def buttons(self) -> tuple[QToolButton, ...]:
        """A button for each act; its keys work in the view."""
        made = (
            ("add", "增加一行", ADD, self.add), ("trash", "删除行", REMOVE, self.remove), ("up", "上移", UP, self.up),
            ("down", "下移", DOWN, self.down),
        )  # fmt: skip
        library = (("search", "从指标库选", PICK, self.pick),) if self.picks() else ()
        return tuple(self._button(*one) for one in (*library, *made))

    def _button(self, name: str, text: str, keys: tuple[str, ...], act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each has its key: Tab goes on to the next answer
        button.setToolTip(f"{text}（{keys[0]}）")
        button.setAccessibleName(f"{text} {self.cells.label()}")
        button.setEnabled(not self.cells.model.read_only)
        button.clicked.connect(act)
        shortcut = QShortcut(self.view)
        shortcut.setKeys([QKeySequence(one) for one in keys])
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return button

    def _line(self) -> int:
        current = self.view.currentIndex()
        return current.row() if current.isValid() else -1

    def _move(self, by: int) -> None:
        """Past the neighbour that is seen: rows that stand elsewhere on paper may lie between the two."""
        own = self.cells.own_row(self._line())
        if own is None or self.cells.model.read_only:
            return
        table, row = own
        like = self.cells.like(self._line())
        at = like.index(row)
        if not 0 <= at + by < len(like):
            return
        tree = self.cells.model.sheet.trees[table]
        near = [one.id for one in self.cells.model.sheet.draft.rows(table) if one.id in tree.depth]
        home = {one.id: (one.group, one.owner) for one in self.cells.model.sheet.draft.rows(table)}
        near = [one for one in near if home[one] == home[row]]
        self.cells.model.move_row(table, row, near.index(like[at + by]) - near.index(row))

    def _behind(self, home: RowHome) -> str:
        """The row that the one behind the chosen one is: a new row is put before it ("" at the end)."""
        own = self.cells.own_row(self._line())
        if own is None or own[0] != home.table:
            return ""
        order = [one.id for one in self.cells.model.sheet.draft.rows(home.table)]
        return next(iter(order[order.index(own[1]) + 1 :]), "")

    def _ask(self, homes: tuple[RowHome, ...], then: Callable[[RowHome], None]) -> None:
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for home in homes:
            menu.addAction(f"加在“{home.label}”下").triggered.connect(lambda _, to=home: then(to))
        menu.popup(self.view.mapToGlobal(self.view.rect().topLeft()))
