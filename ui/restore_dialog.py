"""恢复备份: which backups there are, which reports are in them, and which of these come back beside those of today."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.errors import KnownError
from core.storage.drafts import Summary
from ui.backups import STORE_EXTENSION, Backup, backups_of, bring_back, chosen, compared, look_into
from ui.reading_table import ReadingTable
from ui.report_table import PROBLEMS, PROGRESS, SAVED, UNIT, YEAR, cell_text
from ui.store import EXTENSION, Store
from ui.style import tokens
from ui.style.theme import give_role, theme

TITLE = "恢复备份"
SIZE, LIST_WIDTH = (1080, 540), 250
MARGIN = QSize(24, 72)
"""What is left of the window (or the screen) around the dialog at least."""
HEADS = ("恢复", "单位", "年度", "进度", "问题", "上次保存", "与现在相比")
FILTER = f"备份文件 (*{STORE_EXTENSION} *{EXTENSION});;所有文件 (*)"
DAYS = "一二三四五六日"
NOTE = "恢复的报告作为另一份放进报告列表，标有备份的时间；现有的报告一份也不动。"


class RestoreDialog(QDialog):
    """`restored` holds the uids of the reports that came back."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.restored: Sequence[str] = ()
        self._backups = list(backups_of(store.database.path))
        self._lines: Sequence[Summary] = ()
        self.setWindowTitle(TITLE)
        space = parent.window().size() if parent else self.screen().availableSize()
        self.resize(QSize(*map(theme().px, SIZE)).boundedTo(space - MARGIN))
        self.heading, self.told = QLabel(TITLE), QLabel()
        give_role(self.heading, "title")
        give_role(self.told, "muted")
        self.told.setWordWrap(True)
        self.list, self.table = QListWidget(), self._make_table()
        self.list.setAccessibleName("备份")
        self.list.setFixedWidth(theme().px(LIST_WIDTH))
        self.list.setSpacing(theme().px(tokens.XS) // 2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._make_buttons()
        self._lay_out()
        for backup in self._backups:
            self._add(backup)
        self.list.currentRowChanged.connect(self._show)
        self.table.itemChanged.connect(lambda _: self._count())
        self._show(-1)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @property
    def backup(self) -> Backup | None:
        """The chosen backup."""
        at = self.list.currentRow()
        return self._backups[at] if at >= 0 else None

    def ticked(self) -> Sequence[str]:
        """The uids of the reports that are ticked, as the backup has them."""
        return [line.uid for row, line in enumerate(self._lines) if self.table.ticked(row)]

    def choose_file(self, path: Path) -> None:
        """Show a backup that lies elsewhere."""
        self._backups.insert(0, chosen(path))
        self._add(self._backups[0], 0)
        self.list.setCurrentRow(0)

    def accept(self) -> None:
        """Bring the ticked reports back."""
        backup = self.backup
        if backup is None:
            return
        try:
            self.restored = bring_back(self._store, backup, self.ticked())
        except KnownError as error:
            QMessageBox.warning(self, TITLE, f"{error.text}\n现有的报告没有改动。")
            return
        super().accept()

    # -- inside ------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.elsewhere = QPushButton("从别处选备份…")
        self.elsewhere.clicked.connect(self._ask_file)
        self.buttons = QDialogButtonBox()
        self.go = self.buttons.addButton("恢复", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        give_role(self.go, "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*(theme().px(tokens.XL),) * 4)
        lines.setSpacing(theme().px(tokens.M))
        side, foot = QHBoxLayout(), QHBoxLayout()
        side.setSpacing(theme().px(tokens.M))
        side.addWidget(self.list)
        side.addWidget(self.table, 1)
        note = QLabel(NOTE)
        note.setWordWrap(True)
        give_role(note, "muted")
        foot.addWidget(self.elsewhere)
        foot.addStretch(1)
        foot.addWidget(self.buttons)
        lines.addWidget(self.heading)
        lines.addWidget(note)
        lines.addLayout(side, 1)
        lines.addWidget(self.told)
        lines.addLayout(foot)

    def _make_table(self) -> ReadingTable:
        table = ReadingTable("备份中的报告", HEADS)
        table.verticalHeader().setDefaultSectionSize(theme().px(tokens.ROW))
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(HEADS.index("单位"), QHeaderView.ResizeMode.Stretch)
        return table

    def _add(self, backup: Backup, at: int | None = None) -> None:
        day = f"{backup.at:%Y-%m-%d %H:%M}　星期{DAYS[backup.at.weekday()]}"
        name = backup.path.stem.partition(" ")[0] if backup.path.suffix == EXTENSION else backup.kind
        item = QListWidgetItem(f"{day}\n{name}")
        item.setToolTip(f"{backup.kind}\n{backup.path}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{day}，{backup.kind}")
        self.list.insertItem(self.list.count() if at is None else at, item)

    def _ask_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _ = QFileDialog.getOpenFileName(self, "选择备份文件", folder, FILTER)
        if name:
            self.choose_file(Path(name))

    def _show(self, at: int) -> None:
        """Show what is in a backup."""
        self._lines, told = (), "" if self._backups else "还没有备份。程序在填报期间每隔半小时、退出时各备份一次。"
        if at >= 0:
            try:
                self._lines = look_into(self._backups[at])
                told = "" if self._lines else "这份备份里没有报告。"
            except KnownError as error:
                told = f"这份备份不能用：{error.text}"
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self._fill()

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            here = self._store.summary(line.uid)
            texts = [cell_text(line, column) for column in (UNIT, YEAR, PROGRESS, PROBLEMS, SAVED)]
            for column, text in enumerate((*texts, compared(line, here)), 1):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
            self.table.put_tick(row, wanted=here is None)
        self.table.blockSignals(False)
        self._count()

    def _count(self) -> None:
        count = len(self.ticked())
        self.go.setText(f"恢复{count}份" if count else "恢复")
        self.go.setEnabled(count > 0 and not self._store.read_only)
