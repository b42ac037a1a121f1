"""审核: all that was found in the report, gravest first, and what could not be checked; at any time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.forms.model import LEVELS
from core.reports.findings import LEVEL_LABELS, Examination, Finding
from ui.examine_foot import ExamineFoot
from ui.panels.finding_list import FindingList, Group
from ui.panels.finding_words import EXPLAINED, chapter_text
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import STATE_ICONS, dress_button, icon
from ui.style.theme import give_role, theme

ALL = "all"


class ExaminePage(QWidget):
    """Shows an examination and follows it while the page is seen."""

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted = ALL
        self._stale = True
        self._asked = False
        give_role(self, "page")
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.list = FindingList(model, with_chapter=False)
        self.filters: dict[str, QToolButton] = {}
        self.rest = ExamineFoot(model)
        self.list.add_foot(self.rest)
        self._lay_out()
        model.examined.connect(self._show)

    def examine(self) -> None:
        """Make all checks (F5) and, once they are made, give the focus to the first finding."""
        self._asked = True
        self._model.examine()

    def show_level(self, level: str) -> None:
        """Show one level only, ALL for all of them."""
        self._wanted = level
        self.filters[level].setChecked(True)
        self._show(self._model.examination())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        if self._stale:
            self._show(self._model.examination())

    # -- inside ------------------------------------------------------------------------------------------------

    def _show(self, examination: Examination) -> None:
        self._stale = not self.isVisible()
        if self._stale:
            return
        groups = self._groups(examination)
        for group in groups:
            self.filters[group.key].setText(f"{group.title} {len(group.findings)}")
        total = sum(len(group.findings) for group in groups)
        self.filters[ALL].setText(f"全部 {total}")
        self.summary.setText(_summary(examination))
        self.list.show_groups([group for group in groups if self._wanted in (ALL, group.key)])
        self.rest.show_examination(examination)
        if self._asked:
            self._asked = False
            self.list.finish()
            self.list.go_first()

    def _groups(self, examination: Examination) -> list[Group]:
        found = examination.findings
        split = {level: tuple(one for one in found if one.level == level and not one.explained) for level in LEVELS}
        split[EXPLAINED] = tuple(one for one in found if one.explained)
        folded = self._wanted == ALL
        return [
            Group(
                key=key, title=LEVEL_LABELS.get(key, "已说明"), findings=findings, folded=folded and key == EXPLAINED,
                head=self._chapter,
            )
            for key, findings in split.items()
        ]  # fmt: skip

    def _chapter(self, finding: Finding) -> str:
        return chapter_text(self._model.sheet, finding)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        margin = theme().px(tokens.L)
        column.setContentsMargins(margin, margin, margin, 0)
        column.setSpacing(theme().px(tokens.M))
        head = QHBoxLayout()
        title = QLabel("审核")
        give_role(title, "title")
        head.addWidget(title)
        head.addSpacing(theme().px(tokens.M))
        give_role(self.summary, "muted")
        head.addWidget(self.summary, 1)
        again = QPushButton("重新审核")
        again.setToolTip("F5")
        dress_button(again, "check")
        again.clicked.connect(self.examine)
        head.addWidget(again)
        column.addLayout(head)
        column.addLayout(self._filter_bar())
        column.addWidget(self.list, 1)

    def _filter_bar(self) -> QHBoxLayout:
        bar, group = QHBoxLayout(), QButtonGroup(self)
        bar.setSpacing(theme().px(tokens.XS))
        for key in (ALL, *LEVELS, EXPLAINED):
            button = QToolButton()
            button.setCheckable(True)
            button.setChecked(key == ALL)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            if key != ALL:
                button.setIcon(icon(*STATE_ICONS["done" if key == EXPLAINED else key]))
            button.clicked.connect(lambda _=False, key=key: self.show_level(key))
            group.addButton(button)
            self.filters[key] = button
            bar.addWidget(button)
        bar.addStretch(1)
        return bar


def _summary(examination: Examination) -> str:
    must_fix, explain, blank = (len(examination.open(level)) for level in ("must_fix", "explain", "incomplete"))
    if not (must_fix or explain or blank):
        return (
            "没有需要处理的问题，可以导出报送版。"
            if not examination.findings
            else "需要处理的都已处理，可以导出报送版。"
        )
    told = [
        f"{count}处{label}" for count, label in ((must_fix, "必须改正"), (explain, "待说明"), (blank, "未填")) if count
    ]
    return f"还有{'、'.join(told)}；草稿随时可以导出。"
