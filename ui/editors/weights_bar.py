"""分值: what each group of a table has against its total, and the acts that make it meet the total."""

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from core.reports.session import Change
from core.reports.weights import STEPS, Standing, standings
from ui.editors.base import add_action
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme


class WeightsBar(QWidget):
    """One badge and one menu for each group of a table (of one owner's rows), in as many lines as they need."""

    def __init__(self, model: ReportModel, table_id: str, owner: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.table_id, self.owner = model, table_id, owner
        self.groups = [_Group(model, self) for _ in model.program.tables[table_id].weights]
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines in another width."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts take another room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def set_owner(self, owner: str) -> None:
        """Show the rows of another owner."""
        if owner != self.owner:
            self.owner = owner
            self._show()

    def refresh(self, change: Change) -> None:
        """Follow what a change did to the table."""
        tables = {cell.item for cell in change.cells}
        if self.table_id in tables:
            self._show()

    def _show(self) -> None:
        """Groups without rows and without points are not shown."""
        found = standings(self.model.sheet, self.table_id, self.owner)
        for at, group in enumerate(self.groups):
            group.show_standing(found[at] if at < len(found) else None)
        self._arrange()

    def _arrange(self) -> None:
        """One beside the other, and on below where there is no more room: the bar never makes its page wider."""
        x = y = high = 0
        apart = theme().px(tokens.S)
        for group in self.groups:
            if group.standing is None:
                continue
            size = group.sizeHint()
            if x and x + size.width() > self.width():
                x, y = 0, y + high + apart
            group.setGeometry(x, y, size.width(), size.height())
            x, high = x + size.width() + apart, max(high, size.height())
        self.setFixedHeight(y + high)


class _Group(QWidget):
    """One group: 产出指标 48 / 50，还差2, and what can be done about it."""

    def __init__(self, model: ReportModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = model
        self.standing: Standing | None = None
        self.badge = QLabel()
        give_role(self.badge, "badge", "done")  # its edges are measured once, when it is first shown
        self.button = QToolButton()
        self.button.setText("调整分值")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(tokens.XS))
        layout.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.button)

    def show_standing(self, standing: Standing | None) -> None:
        """Say where the group stands; None: there is no such group now."""
        self.standing = standing
        self.setVisible(standing is not None)
        self.button.setEnabled(standing is not None and bool(standing.cells) and not self.model.read_only)
        if standing is None:
            return
        give_role(self.badge, "badge", _level(standing))
        self.badge.setText(f"{standing.label} {_figure(standing.points)} / {_figure(standing.total)}{_rest(standing)}")
        self.button.setAccessibleName(f"调整{standing.label}的分值")

    def _fill(self) -> None:
        self.menu.clear()
        standing = self.standing
        if standing is None:
            return
        for step, words in zip(STEPS, ("整数", "精确到0.1分"), strict=False):
            add_action(
                self.menu, f"平均分配{_figure(standing.total)}分（{words}）",
                lambda _, by=step: self.model.distribute(standing.cells, standing.total, by),
            )  # fmt: skip
        add_action(
            self.menu, f"按比例调整到{_figure(standing.total)}分",
            lambda: self.model.rescale(standing.cells, standing.total),
            enabled=standing.scalable and bool(standing.missing),
        )  # fmt: skip


def _figure(number: Decimal | None) -> str:
    return "—" if number is None else format(number.normalize(), "f")


def _rest(standing: Standing) -> str:
    if not standing.missing:
        return ""
    return f"，还差{_figure(standing.missing)}" if standing.missing > 0 else f"，超出{_figure(-standing.missing)}"


def _level(standing: Standing) -> str:
    if standing.missing < 0:
        return "must_fix"
    return "incomplete" if standing.missing else "done"
