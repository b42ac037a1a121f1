"""The two ways to a new report: from nothing (format, unit, year) and from last year's."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from core.forms.library import FormEntry
from core.storage.drafts import Summary
from ui.store import Store, is_example
from ui.style import tokens
from ui.style.theme import give_role, theme

FIRST_YEAR, LAST_YEAR = 1990, 2100
WIDTH = 560
LISTED = 4
"""How many formats are seen without scrolling."""


class _Asking(QDialog):
    """A title, questions, and two buttons."""

    def __init__(self, store: Store, title: str, act: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.store = store
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(WIDTH))
        self.heading, self.note = QLabel(title), QLabel()
        give_role(self.heading, "title")
        give_role(self.note, "muted")
        self.note.setWordWrap(True)
        self.year = QSpinBox()
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setAccessibleName("报告年度")
        self.year.setSuffix(" 年")
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.questions = QFormLayout()
        self.questions.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.questions.setSpacing(theme().px(tokens.M))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.go.setText(act)
        give_role(self.go, "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.year.valueChanged.connect(self.show_note)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*(theme().px(tokens.XL) for _ in range(4)))
        lines.setSpacing(theme().px(tokens.L))
        lines.addWidget(self.heading)
        lines.addLayout(self.questions)
        lines.addWidget(self.note)
        lines.addStretch(1)
        lines.addWidget(self.buttons)

    def show_note(self) -> None:
        """Say what will be made."""
        raise NotImplementedError

    def same_year(self, unit: str, form: str) -> bool:
        """Whether this unit has a report of that year and form already."""
        return any(
            one.unit == unit and one.year == str(self.year.value()) and one.form.partition("/")[0] == form
            for one in self.store.reports()
        )


class NewReport(_Asking):
    """新建报告: format, unit, year; `form`, `unit_name` and `year` are the answers."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, "新建报告", "建立", parent)
        self.forms = QListWidget()
        self.forms.setAccessibleName("报告格式")
        self.forms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for entry in store.forms():
            self._add_form(entry)
        lines = max(2, min(LISTED, self.forms.count()))
        self.forms.setFixedHeight(theme().px(lines * (2 * tokens.ROW - tokens.S) + tokens.M))
        self.unit = QComboBox()
        self.unit.setEditable(True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.unit.setAccessibleName("单位全称")
        self.unit.addItems(list(store.units()))
        edit = self.unit.lineEdit()
        if edit is not None:
            edit.setPlaceholderText("与公章一致的全称，如“××市××镇人民政府”")
        self.year.setValue(store.clock().year - 1)
        for name, widget in (("报告格式(&F)", self.forms), ("单位全称(&U)", self.unit), ("报告年度(&Y)", self.year)):
            self.questions.addRow(name, widget)
        self.forms.currentRowChanged.connect(self.show_note)
        self.unit.editTextChanged.connect(self.show_note)
        self.forms.setCurrentRow(0)
        self.show_note()
        self.unit.setFocus()

    @property
    def form(self) -> str:
        """`id/edition` of the chosen format."""
        at = self.forms.currentRow()
        return str(self.forms.item(at).data(Qt.ItemDataRole.UserRole)) if at >= 0 else ""

    @property
    def unit_name(self) -> str:
        """The unit's full name."""
        return self.unit.currentText().strip()

    def show_note(self) -> None:
        """Say which edition is used, what is known of the unit, and whether there is such a report already."""
        self.go.setEnabled(bool(self.form and self.unit_name))
        if not self.form:
            self.note.setText("没有可用的报告格式。")
            return
        told = [_edition_note(self.store.serving(self.form, self.year.value()), self.year.value())]
        if self.unit_name and self.same_year(self.unit_name, self.form.partition("/")[0]):
            told.append(f"这个单位已有一份{self.year.value()}年度的报告，将再建一份。")
        elif self.unit_name and self.store.card(self.unit_name):
            told.append("这个单位填过报告，单位资料会自动带入，标为“待确认”。")
        self.note.setText("".join(told))

    def _add_form(self, entry: FormEntry) -> None:
        item = QListWidgetItem(f"{entry.place or entry.id}　{entry.edition}年版\n{entry.label}")
        item.setToolTip(item.text())  # a label may be longer than the line; the year stands where it is always seen
        item.setData(Qt.ItemDataRole.UserRole, entry.key)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.place}，{entry.label}，{entry.edition}年版")
        self.forms.addItem(item)


class CarryOver(_Asking):
    """从上年结转: which report, and for which year; `uid` and `year` are the answers."""

    def __init__(self, store: Store, uid: str = "", parent: QWidget | None = None) -> None:
        super().__init__(store, "从上年结转", "结转", parent)
        self.reports = QComboBox()
        self.reports.setAccessibleName("上年的报告")
        self._lines = list(store.reports())
        for line in self._lines:
            example = "（示例）" if is_example(line.uid) else ""
            self.reports.addItem(f"{line.unit or '（未填单位）'}{example}　{line.year}年度", line.uid)
        self.questions.addRow("上年的报告(&L)", self.reports)
        self.questions.addRow("新报告年度(&Y)", self.year)
        self.reports.currentIndexChanged.connect(self._report_chosen)
        self.reports.setCurrentIndex(max(0, self.reports.findData(uid)))
        self._report_chosen()

    @property
    def uid(self) -> str:
        """The uid of the chosen report."""
        return str(self.reports.currentData() or "")

    def show_note(self) -> None:
        """Say what comes over, and into which edition."""
        line = self._line()
        self.go.setEnabled(line is not None)
        if line is None:
            self.note.setText("还没有可以结转的报告。")
            return
        told = ["上年决算数转为新报告的上年数；概况、职能、制度等文字带入后标为“待确认”；成效和本年数字不带入。"]
        form = line.form.partition("/")[0]
        if self.store.forms() and any(entry.id == form for entry in self.store.forms()):
            told.append(_edition_note(self.store.serving(line.form, self.year.value()), self.year.value()))
        if self.same_year(line.unit, form):
            told.append(f"这个单位已有一份{self.year.value()}年度的报告，将再建一份。")
        self.note.setText("".join(told))

    def _line(self) -> Summary | None:
        return next((line for line in self._lines if line.uid == self.uid), None)

    def _report_chosen(self) -> None:
        line = self._line()
        if line is not None and line.year.isdigit():
            self.year.setValue(int(line.year) + 1)
        self.show_note()


def _edition_note(entry: FormEntry, year: int) -> str:
    if year < entry.edition:
        return f"这个格式从{entry.edition}年度起使用，{year}年度的报告将用{entry.edition}年版。"
    return f"使用“{entry.place}{entry.label}”{entry.edition}年版。"
