"""导出: which documents, where to, draft or final version; progress while writing, the list of files afterwards."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.errors import KnownError
from core.forms.library import REFERENCE, Library
from core.reports.compose import documents_of
from core.reports.frozen import frozen, payload
from core.storage.exported import keep_exported
from core.storage.milestones import EXPORT
from ui.export_choices import ANNEXED, HINTS, LABELS, LISTED, OPTIONS, PUBLIC, ZIPPED, ExportChoices
from ui.export_job import ExportJob, ExportOutcome, ExportPlan
from ui.export_ready import Readiness
from ui.previews import preview
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme

FOLDER, CHOICES = "export_folder", "export_choices"
"""Keys of the settings: where the last export went, and what was ticked."""


class ExportPage(QWidget):
    """Composes the report as it stands and has it written; typing may go on meanwhile."""

    def __init__(self, model: ReportModel, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._library = model, library
        self._job: ExportJob | None = None
        self._final = False
        self._scroll = QScrollArea()
        self._afterwards = QTimer(self)
        self._afterwards.setSingleShot(True)
        self._afterwards.timeout.connect(self._show_result)
        give_role(self, "page")
        self.choices = ExportChoices(model)
        self.draft, self.final = QRadioButton("草稿"), QRadioButton("报送版")
        self.readiness = Readiness(model)
        self.folder, self.choose = QLineEdit(), QPushButton("选择…")
        self.export, self.cancel = QPushButton("导出"), QPushButton("取消")
        self.progress, self.said = QProgressBar(), QLabel()
        self.result, self.open_folder = QLabel(), QPushButton("打开文件夹")
        self._lay_out()
        self._connect()
        self._recall()
        self._show_state()

    @property
    def busy(self) -> bool:
        """Whether files are being written."""
        return self._job is not None

    def stop(self) -> None:
        """Stop before the next file and wait for the one in work; whole files stay."""
        if self._job is not None:
            self._job.stop()

    def cancel_export(self) -> None:
        """Stop before the next file, without waiting."""
        if self._job is not None:
            self.said.setText("正在停止……")
            self._job.cancel()

    def start(self) -> None:
        """Export now, what is chosen, to where it is chosen."""
        self._final = self.final.isChecked()
        plan = self._plan()
        self._remember(plan)
        job = self._job = ExportJob(plan)
        job.progressed.connect(self._show_progress)
        job.ended.connect(self._end)
        self.result.clear()
        self._show_state()
        job.start()

    def show_whole(self) -> None:
        """The pages of all that is handed in, in a window of their own."""
        public = PUBLIC in self.choices.chosen().options
        preview(self._model, self, final=self.final.isChecked(), public=public)

    def read_back(self) -> None:
        """Take answers over from a filled workbook."""
        from ui.read_back_dialog import ask_and_read_back

        ask_and_read_back(self, self._model, self.folder.text())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.choices.show_documents()
        self._show_ready()

    # -- exporting ---------------------------------------------------------------------------------------------

    def _plan(self) -> ExportPlan:
        sheet, chosen = self._model.sheet, self.choices.chosen()
        return ExportPlan(
            program=sheet.program,
            draft=sheet.draft.copy(),
            kinds=chosen.kinds,
            keys=chosen.keys,
            reference=self._library.entry(sheet.program.form.key).folder / REFERENCE,
            folder=Path(self.folder.text().strip()),
            written=self._model.clock(),
            final=self._final,
            public=PUBLIC in chosen.options,
            annexed=ANNEXED in chosen.options,
            listed=LISTED in chosen.options,
            zipped=ZIPPED in chosen.options,
            findings=tuple(self._model.session.examination().findings),
        )

    def _end(self, outcome: ExportOutcome) -> None:
        self._job = None
        if outcome.files:
            self._keep_evidence(outcome)
        self._show_outcome(outcome)
        self._show_state()
        self._afterwards.start(0)

    def _keep_evidence(self, outcome: ExportOutcome) -> None:
        """What was written, figure by figure: the report may be another by now."""
        drafts = self._model.workspace.drafts
        if drafts is None or outcome.sheet is None:
            return
        codes = {file.path.name: file.code for file in outcome.files if file.code}
        evidence = frozen(outcome.sheet, final=self._final)
        text = payload(evidence, tuple(file.path.name for file in outcome.files), codes)
        now = self._model.clock()  # one time for all: it says what belongs to which export
        try:
            drafts.keep_evidence(self._model.session.draft.uid, now, EXPORT, text)
            keep_exported(drafts, self._library, outcome.sheet.draft, now)
        except KnownError as error:
            self.said.setText(error.text)

    def _show_outcome(self, outcome: ExportOutcome) -> None:
        lines = [f"✓ {file.path.name}{'　' + file.note if file.note else ''}" for file in outcome.files]
        if outcome.failure:
            lines.append(f"没有导出完：{outcome.failure}已填内容都在，没有受影响。")
        elif outcome.stopped:
            lines.append("已停止导出；上面列出的文件是完整的。" if outcome.files else "已停止导出，没有写出文件。")
        else:
            lines.insert(0, f"已导出{len(outcome.files)}个文件到 {self.folder.text().strip()}")
        self.result.setText("\n".join(lines))
        give_role(self.result, "error" if outcome.failure else "")
        self.open_folder.setVisible(bool(outcome.files))

    def _show_progress(self, done: int, files: int, name: str) -> None:
        self.progress.setRange(0, max(1, files))
        self.progress.setValue(done)
        self.said.setText(f"{name}（{min(done + 1, files)}/{files}）" if name else "")

    def _show_result(self) -> None:
        """The list of files may lie below the edge of a small screen."""
        self._scroll.ensureWidgetVisible(self.open_folder if self.open_folder.isVisibleTo(self) else self.result)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text().strip()))

    # -- what is shown -----------------------------------------------------------------------------------------

    def _show_ready(self) -> None:
        if self.isVisible():
            self.readiness.show_examination(self._model.examination())
        self._show_state()

    def _show_state(self) -> None:
        chosen = self.choices.chosen()
        something = bool(chosen.kinds and chosen.keys and self.folder.text().strip())
        self.export.setEnabled(something and not self.busy and (self.draft.isChecked() or self.readiness.ready))
        self.export.setText("导出报送版" if self.final.isChecked() else "导出草稿")
        self.cancel.setVisible(self.busy)
        self.progress.setVisible(self.busy)
        self.said.setVisible(self.busy or bool(self.said.text()))
        self.readiness.setVisible(self.final.isChecked())
        for widget in (*self._cards, self.draft, self.final, self.folder, self.choose):
            widget.setEnabled(not self.busy)
        if not self.busy:
            self.said.clear()
        self.result.setVisible(bool(self.result.text()))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "导出到哪个文件夹", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _recall(self) -> None:
        drafts = self._model.workspace.drafts
        kept = drafts.recall(FOLDER) if drafts else None
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.folder.setText(str(kept or Path(documents or Path.home()) / "绩报导出"))
        kept_choices = drafts.recall(CHOICES) if drafts else None
        several = len(documents_of(self._model.sheet)) > 1
        known = {"kinds": list(LABELS), "options": [LISTED] if several else [], "left_out": []}
        known |= kept_choices if isinstance(kept_choices, dict) else {}
        self.choices.recall(known["kinds"], known["options"], known["left_out"])

    def _remember(self, plan: ExportPlan) -> None:
        drafts = self._model.workspace.drafts
        if drafts is None:
            return
        try:
            drafts.remember(FOLDER, str(plan.folder))
            drafts.remember(CHOICES, self.choices.kept())
        except KnownError as error:
            self.said.setText(error.text)  # the export goes on: only the memory of it is lost

    # -- laying out --------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._model.examined.connect(self._show_ready)
        self.choices.changed.connect(self._show_state)
        self.final.toggled.connect(self._show_ready)
        self.folder.textChanged.connect(self._show_state)
        self.choose.clicked.connect(self._choose_folder)
        self.export.clicked.connect(self.start)
        self.cancel.clicked.connect(self.cancel_export)
        self.open_folder.clicked.connect(self._open_folder)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(theme().px(tokens.LONG_LINE))
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme().px(tokens.L),) * 4)
        column.setSpacing(theme().px(tokens.M))
        title = QLabel("导出")
        give_role(title, "title")
        column.addWidget(title)
        self._cards = (self._what(), self._how())
        for card in (*self._cards, self._version(), self._where(), self._act(), self._back()):
            column.addWidget(card)
        column.addStretch(1)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame = QWidget()
        give_role(frame, "page")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside, 1)
        row.addStretch(0)
        scroll.setWidget(frame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _what(self) -> QFrame:
        card, column = _card("导出哪些文书")
        column.addWidget(self.choices)
        look = QPushButton("全文预览")
        dress_button(look, "file")
        look.clicked.connect(self.show_whole)
        column.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _how(self) -> QFrame:
        card, column = _card("导出成什么")
        for kind, box in self.choices.kinds.items():
            column.addWidget(_with_hint(box, HINTS[kind]))
        column.addSpacing(theme().px(tokens.S))
        for name, box in self.choices.options.items():
            column.addWidget(_with_hint(box, OPTIONS[name][1]))
        return card

    def _version(self) -> QFrame:
        card, column = _card("版本")
        versions = QButtonGroup(self)
        for choice in (self.draft, self.final):
            versions.addButton(choice)
        self.draft.setChecked(True)
        column.addWidget(_with_hint(self.draft, "随时可以导出，每页页眉印有“草稿”"))
        column.addWidget(_with_hint(self.final, "必须改正、待说明和未填的都处理完以后才能导出"))
        column.addWidget(self.readiness)
        return card

    def _where(self) -> QFrame:
        card, column = _card("存到哪里")
        row = QHBoxLayout()
        self.folder.setAccessibleName("导出到的文件夹")
        dress_button(self.choose, "folder")
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        column.addLayout(row)
        return card

    def _act(self) -> QWidget:
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        give_role(self.export, "primary")
        dress_button(self.export, "export", "on_accent")
        row.addWidget(self.export)
        row.addWidget(self.cancel)
        give_role(self.said, "muted")
        row.addWidget(self.said, 1)
        row.addStretch(0)
        column.addLayout(row)
        column.addWidget(self.progress)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("导出进度")
        self.result.setWordWrap(True)
        self.result.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(self.result)
        dress_button(self.open_folder, "folder")
        self.open_folder.hide()
        column.addWidget(self.open_folder, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _back(self) -> QFrame:
        card, column = _card("从Excel读回")
        hint = QLabel("把导出的数据表交给别人填好后，可以读回填写的内容；先列出有变化的格，确认后再采用。")
        hint.setWordWrap(True)
        give_role(hint, "muted")
        column.addWidget(hint)
        button = QPushButton("选择填好的数据表…")
        dress_button(button, "import")
        button.setEnabled(not self._model.read_only)
        button.clicked.connect(self.read_back)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    give_role(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(*(theme().px(tokens.L),) * 4)
    column.setSpacing(theme().px(tokens.S))
    label = QLabel(title)
    give_role(label, "heading")
    column.addWidget(label)
    return card, column


def _with_hint(choice: QCheckBox | QRadioButton, text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().px(tokens.M))
    choice.setMinimumWidth(theme().px(150))
    choice.setAccessibleDescription(text)
    hint = QLabel(text)
    hint.setWordWrap(True)
    give_role(hint, "muted")
    row.addWidget(choice)
    row.addWidget(hint, 1)
    return line
