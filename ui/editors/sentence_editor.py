"""A generated sentence on the page: its figures follow the data, its words may be changed, one click brings it back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from core.formulas.cells import Cell
from core.reports.sentences import Said, generate, say, skeleton
from ui.editors.base import new_visit
from ui.editors.prose_edit import ProseEdit
from ui.editors.prose_input import insert_button
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme


class SentenceText(ProseEdit):
    """The words of a sentence; a visit of its own each time the cursor comes in."""

    def __init__(self, model: ReportModel, name: str) -> None:
        super().__init__(model, one_line=True, least=1, most=24)
        self.name = name
        self.visit = ""
        self.parted.connect(self._part)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A visit begins."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._part()

    def _part(self) -> None:
        self.visit = new_visit(self.name)


class SentenceEditor(QFrame):
    """One sentence: what is printed, how it came about, and the way back to the generated words."""

    def __init__(self, model: ReportModel, sentence: str) -> None:
        super().__init__()
        self.model, self.sentence = model, sentence
        self.label, self.badge = QLabel(), QLabel()
        self.text = SentenceText(model, sentence)
        self.back = QPushButton("恢复自动生成")
        self.insert = insert_button(self.text)
        self._said: Said | None = None
        self.fresh: Fresh | None = None
        self._lay_out()
        self.caption()
        self.text.edited.connect(self._reword)
        self.back.clicked.connect(lambda: model.reword(sentence, None))
        self.refresh()

    def refresh(self, *, initiator: object = None) -> None:
        """Show what the sentence says now; the words being typed are left alone."""
        said = say(self.model.sheet, self.sentence)
        if initiator is not self and (self._said is None or said.runs != self._said.runs):
            self.text.show_stored(skeleton(said.runs))
        self._said = said
        self.text.allow(not self.model.read_only)
        self.insert.setEnabled(not self.model.read_only)
        self._show_badge(said)
        self._show_fresh(said)

    def relabel(self, cells: frozenset[Cell]) -> None:
        """Show the figures of now."""
        self.text.relabel(cells)
        if self.fresh is not None and self.fresh.isVisibleTo(self):
            self.fresh.text.relabel(cells)

    def caption(self) -> None:
        """The label, which may name the year."""
        name = self.model.sheet.caption(self.model.program.sentences[self.sentence].sentence.label)
        self.label.setText(f"{name}：印在报告里的文字")
        self.text.setAccessibleName(f"印出的文字 {name}")

    def _reword(self) -> None:
        self.model.reword(self.sentence, self.text.stored(), initiator=self, visit=self.text.visit)

    def _show_badge(self, said: Said) -> None:
        self.badge.setText("待确认" if said.stale else "已改写" if said.reworded else "自动生成")
        give_role(self.badge, "badge", "explain" if said.stale or said.reworded else "hint")
        self.back.setVisible(said.reworded and not self.model.read_only)

    def _show_fresh(self, said: Said) -> None:
        if not said.stale:
            if self.fresh is not None:
                self.fresh.hide()
            return
        if self.fresh is None:
            self.fresh = Fresh(self.model, self.sentence)
            self._layout.addWidget(self.fresh)
        self.fresh.show_now()
        self.fresh.show()

    def _lay_out(self) -> None:
        give_role(self, "card")
        give_role(self.label, "muted")
        give_role(self.back, "quiet")
        dress_button(self.back, "restore", "accent")
        self.back.setToolTip("不用改写的文字，回到程序按数据生成的文字")
        head = QHBoxLayout()
        head.setSpacing(theme().px(tokens.S))
        head.addWidget(self.label)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self.back)
        head.addWidget(self.insert)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*[theme().px(size) for size in (tokens.M, tokens.S, tokens.M, tokens.M)])
        self._layout.setSpacing(theme().px(tokens.S))
        self._layout.addLayout(head)
        self._layout.addWidget(self.text)


class Fresh(QFrame):
    """What the program would say today, beside the clerk's older words: keep these, take that, or merge by editing."""

    def __init__(self, model: ReportModel, sentence: str) -> None:
        super().__init__()
        give_role(self, "banner", "explain")
        self.model, self.sentence = model, sentence
        words = QLabel("改写以后数据有了变化，程序现在生成的文字是：")
        words.setWordWrap(True)
        self.text = ProseEdit(model, one_line=True, least=1, most=24)
        self.text.setAccessibleName("现在生成的文字")
        self.text.allow(False)
        self.keep, self.take = QPushButton("保留我的文字"), QPushButton("采用生成的文字")
        self.keep.clicked.connect(lambda: model.confirm_rewording(sentence))
        self.take.clicked.connect(lambda: model.reword(sentence, None))
        hint = QLabel("也可以直接修改上面的文字，改好后点“保留我的文字”。")
        hint.setWordWrap(True)
        give_role(hint, "small")
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.take)
        buttons.addWidget(hint, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(tokens.M)] * 4)
        layout.setSpacing(theme().px(tokens.S))
        for part in (words, self.text):
            layout.addWidget(part)
        layout.addLayout(buttons)

    def show_now(self) -> None:
        """Show today's generated words."""
        for button in (self.keep, self.take):
            button.setEnabled(not self.model.read_only)
        program = self.model.program.sentences[self.sentence]
        self.text.show_stored(skeleton(generate(self.model.sheet, program)))
