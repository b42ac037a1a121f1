"""One field on the page: label, input, unit, mark of origin, what can be done about it, and beneath it what to know."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.formulas.cells import Cell
from core.reports.cents import propose
from core.reports.draft import Origin
from core.reports.next_year import TO_CONFIRM, locked
from ui.editors.base import CellInput, widget_of
from ui.editors.difference import supplied_difference
from ui.editors.line_input import ComputedFigure
from ui.editors.prose_edit import ProseEdit
from ui.editors.reason_dialog import ask_override, ask_release
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, redress, theme
from ui.words import shortened

ORIGIN_LABELS = {
    Origin.IMPORTED: "导入", Origin.LAST_YEAR: "上年带入", Origin.ESTIMATED: "暂估", Origin.SUPPLIED: "账上数",
    Origin.OVERRIDDEN: "已改写", Origin.ROUNDED: "舍位",
}  # fmt: skip
NOTABLE = frozenset({Origin.ESTIMATED, Origin.OVERRIDDEN})
LABEL_WIDTH = 168
FIGURE_WIDTH, DATE_WIDTH = 136, 176


class FieldRow(QWidget):
    """One answer. The input stands beside the label, or under it (above) where a text wants the whole width."""

    def __init__(
        self, model: ReportModel, cell: Cell, answer: CellInput, *, above: bool = False, narrow: bool = False
    ) -> None:
        super().__init__()
        one = model.sheet.field(cell)
        assert one is not None
        self.model, self.cell, self.field, self.input = model, cell, one, answer
        self.widget = widget_of(answer)
        answer.row = self
        self.label, self.mark, self.under = QLabel(), QLabel(), QLabel()
        self.label.setBuddy(self.widget)
        self.computed = self._computed()
        self._act: QPushButton | None = None
        self._line = QHBoxLayout()
        self._head = QHBoxLayout()
        self._lay_out(above, narrow)
        self.caption()
        self.refresh()

    def refresh(self, *, initiator: object = None) -> None:
        """Show the present value, problem and origin; the widget being typed in is left as it is."""
        if initiator is not self.input:
            self.input.show_value()
        if self.computed is not None:
            self.computed.show_value()
        wrong = self.model.sheet.problems.get(self.cell)
        if bool(self.widget.property("wrong")) != (wrong is not None):
            self.widget.setProperty("wrong", wrong is not None)
            redress(self.widget)
        self._show_under("" if wrong is None else wrong.text)
        self._show_mark()
        self._show_act()

    def caption(self) -> None:
        """The label and the guide, which may name the year."""
        sheet = self.model.sheet
        required = f' <span style="color:{theme().colors.must_fix}">*</span>' if self.field.required else ""
        self.label.setText(sheet.caption(self.field.label) + required)
        name = sheet.label(self.cell)
        self.widget.setAccessibleName(f"账上数 {name}" if self.computed is not None else name)
        self.widget.setAccessibleDescription(sheet.caption(self.field.guide))

    def add_to_head(self, widget: QWidget) -> None:
        """Something that stands at the right of the label (a button, a count)."""
        self._head.addWidget(widget)

    def add_under_head(self, widget: QWidget) -> None:
        """Something that stands between the label and the input (a row of buttons)."""
        self._column.insertWidget(0, widget)

    def relabel(self, cells: frozenset[Cell]) -> None:
        """The figures of these cells are others now: show them in the quotes."""
        if isinstance(self.input, ProseEdit):
            self.input.relabel(cells)

    # -- layout ------------------------------------------------------------------------------------------------

    def _computed(self) -> ComputedFigure | None:
        if isinstance(self.input, ComputedFigure) or not self.model.sheet.computed(self.cell):
            return None
        figure = ComputedFigure(self.model, self.cell)
        figure.setAccessibleName(self.model.sheet.label(self.cell))
        return figure

    def _lay_out(self, above: bool, narrow: bool) -> None:
        self._fill_line(narrow)
        self.under.setWordWrap(True)
        column = self._column = QVBoxLayout()
        column.setSpacing(theme().px(tokens.XS) // 2)
        column.addLayout(self._line)
        column.addWidget(self.under)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(tokens.L))
        grid.setVerticalSpacing(theme().px(tokens.XS))
        if above:
            give_role(self.label, "heading")
            self._head.addWidget(self.label)
            self._head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
            self._head.addStretch(1)
            grid.addLayout(self._head, 0, 0)
            grid.addLayout(column, 1, 0)
        else:
            self.label.setWordWrap(True)
            self.label.setFixedWidth(theme().px(LABEL_WIDTH))
            self.label.setMinimumHeight(theme().px(tokens.EDITOR))
            self._line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(column, 0, 1)
            grid.setColumnStretch(1, 1)
            if narrow:
                self._line.addStretch(1)

    def _fill_line(self, narrow: bool) -> None:
        self._line.setSpacing(theme().px(tokens.S))
        if self.computed is not None:
            self.computed.setFixedWidth(theme().px(FIGURE_WIDTH))
            self._line.addWidget(self.computed)
            self._add_unit()
            given = QLabel("账上数")
            give_role(given, "muted")
            self._line.addSpacing(theme().px(tokens.M))
            self._line.addWidget(given)
        if narrow:
            self.widget.setFixedWidth(theme().px(DATE_WIDTH if self.field.kind == "date" else FIGURE_WIDTH))
        self._line.addWidget(self.widget, 0 if narrow else 1)
        self._add_unit()

    def _add_unit(self) -> None:
        text = self.field.unit or ("万元" if self.field.kind == "money" else "")
        if text:
            unit = QLabel(text)
            give_role(unit, "muted")
            self._line.addWidget(unit)

    # -- what to know ------------------------------------------------------------------------------------------

    def _show_under(self, wrong: str) -> None:
        text = wrong or supplied_difference(self.model.sheet, self.cell) or self.model.sheet.caption(self.field.guide)
        if self.under.text() != text:
            self.under.setText(text)
        if self.under.isHidden() == bool(text):
            self.under.setVisible(bool(text))
        give_role(self.under, "error" if wrong else "small")

    def _show_mark(self) -> None:
        entry = self.model.sheet.draft.entries.get(self.cell)
        text = ORIGIN_LABELS.get(entry.origin, "") if entry else ""
        if not text and isinstance(self.input, ComputedFigure):
            text = "计算"
        if entry is not None and entry.origin == Origin.LAST_YEAR and entry.reason:
            text = entry.reason
        if self.computed is not None and entry is not None and entry.origin == Origin.SUPPLIED:
            text = ""
        if self.mark.text() != text:
            self.mark.setText(text)
        if self.mark.isHidden() == bool(text):
            self.mark.setVisible(bool(text))
        notable = entry is not None and (entry.origin in NOTABLE or entry.reason == TO_CONFIRM)
        give_role(self.mark, "badge", "explain" if notable else "hint")
        reason = entry.reason if entry is not None else ""
        self.mark.setToolTip(f"理由：{reason}" if reason and reason != TO_CONFIRM else "")

    # -- what can be done --------------------------------------------------------------------------------------

    def _show_act(self) -> None:
        """解除, 确认, 差额记入 or 改写, where there is something of the kind."""
        found = None if self.model.read_only else self._wanted_act()
        if found is None:
            if self._act is not None:
                self._act.hide()
            return
        if self._act is None:
            self._act = QPushButton()
            give_role(self._act, "link")
            self._act.clicked.connect(self._do_act)
            where: QBoxLayout = self._head if self._head.count() else self._line
            where.insertWidget(where.indexOf(self.mark) + 1, self._act)
            QWidget.setTabOrder(self.widget, self._act)
        self._act.setText(found[0])
        self._act.setAccessibleName(f"{found[0]} {self.model.sheet.label(self.cell)}")
        self._act.show()

    def _do_act(self) -> None:
        found = self._wanted_act()
        if found is not None:
            found[1]()

    def _wanted_act(self) -> tuple[str, Callable[[], object]] | None:
        entry = self.model.sheet.draft.entries.get(self.cell)
        if locked(self.model.sheet, self.cell):
            return "解除锁定…", lambda: ask_release(self, self.model, self.cell, self.widget.setFocus)
        if entry is not None and entry.origin == Origin.LAST_YEAR and entry.reason == TO_CONFIRM:
            return "确认", lambda: self.model.enter(self.cell, entry.text)
        if self.field.supplied and (settled := propose(self.model.sheet, self.cell)):
            part = shortened(self.model.sheet.label(settled[0][0]), 12)
            taken = f"“{part}”" if len(settled) == 1 else f"{len(settled)}项"
            return f"差额记入{taken}", lambda: self.model.settle_cents(self.cell)
        if self.field.override and not self.field.supplied:
            overridden = entry is not None and entry.origin == Origin.OVERRIDDEN
            return (
                ("恢复计算", lambda: self.model.enter(self.cell, ""))
                if overridden
                else ("改写…", lambda: ask_override(self, self.model, self.cell))
            )
        return None
