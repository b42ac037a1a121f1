"""What is exported: which documents, as which kinds of file, and how they are put together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.reports.compose import DocumentKey, documents_of
from core.reports.handing_in import EXCEL, WORD
from core.reports.switched import active_documents
from ui.export_job import PDF
from ui.previews import title_of
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import give_role, theme

LABELS = {WORD: "Word 文档", EXCEL: "Excel 表格", PDF: "PDF"}
HINTS = {
    WORD: "上报的正文和表，按公文格式排版",
    EXCEL: "官方表格，算式可以重算；另有一份全部数据，可填好再读回",
    PDF: "与全文预览相同的页面",
}
ANNEXED, PUBLIC, LISTED, ZIPPED = "annexed", "public", "listed", "zipped"
OPTIONS = {
    ANNEXED: ("表格附在报告后面", "作为附件1、附件2……与报告合为一个文件"),
    PUBLIC: ("公开版", "填表人、联系电话等不公开的内容留空，用于网站公开"),
    LISTED: ("附材料清单", "列出每个文件的名称、页数和校验码；校验码也印在各页页脚"),
    ZIPPED: ("打包成一个压缩包", "所有文件放进一个 zip，便于发送"),
}
_KEY = Qt.ItemDataRole.UserRole
_MOST_LINES, _LINE = 10, 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is chosen. kinds and options by their names, documents by their keys."""

    kinds: frozenset[str]
    options: frozenset[str]
    keys: frozenset[DocumentKey]


class ExportChoices(QWidget):
    """The boxes to tick. changed: something else is chosen."""

    changed = Signal()

    def __init__(self, model: ReportModel) -> None:
        super().__init__()
        self._model = model
        self.documents = QTreeWidget()
        self.kinds = {kind: QCheckBox(label) for kind, label in LABELS.items()}
        self.options = {name: QCheckBox(label) for name, (label, _) in OPTIONS.items()}
        self._left_out: frozenset[str] = frozenset()
        self._ruled_out: QCheckBox | None = None
        self._dress()
        self.documents.itemChanged.connect(self._changed)
        self.documents.expanded.connect(self._fit)
        self.documents.collapsed.connect(self._fit)
        for box in (*self.kinds.values(), *self.options.values()):
            box.toggled.connect(self._changed)

    def chosen(self) -> Choices:
        """What is ticked now; what a choice rules out is not."""
        ticked = {name for name, box in self.options.items() if box.isChecked() and box is not self._ruled_out}
        return Choices(
            kinds=frozenset(kind for kind, box in self.kinds.items() if box.isChecked()),
            options=frozenset(ticked),
            keys=frozenset(key for key, item in self._items() if item.checkState(0) == Qt.CheckState.Checked),
        )

    def show_documents(self) -> None:
        """List what is handed in now; what was not ticked stays so."""
        chosen = {key for key, item in self._items() if item.checkState(0) == Qt.CheckState.Unchecked}
        self.documents.blockSignals(True)
        self.documents.clear()
        for document in active_documents(self._model.sheet):
            keys = [key for key in documents_of(self._model.sheet) if key.id == document.id]
            if document.repeat:
                self._add_repeated(document.repeat, keys, chosen)
            else:
                self._add(self.documents.invisibleRootItem(), keys[0], title_of(self._model.sheet, keys[0]), chosen)
        self.documents.blockSignals(False)
        self._fit()
        self._changed()

    def recall(self, kinds: Iterable[str], options: Iterable[str], left_out: Iterable[str]) -> None:
        """Tick what was ticked before; left_out: ids of documents that were not wanted."""
        for boxes, names in ((self.kinds, set(kinds)), (self.options, set(options))):
            for name, box in boxes.items():
                box.setChecked(name in names)
        self._left_out = frozenset(left_out)
        self.show_documents()
        self._left_out = frozenset()

    def kept(self) -> dict[str, list[str]]:
        """What `recall` takes."""
        wanted = {key.id for key in self.chosen().keys}
        return {
            "kinds": [kind for kind, box in self.kinds.items() if box.isChecked()],
            "options": [name for name, box in self.options.items() if box.isChecked()],
            "left_out": sorted({key.id for key, _ in self._items()} - wanted),
        }

    def _fit(self) -> None:
        """As high as the lines that are unfolded, up to a number of them."""
        tops = [self.documents.topLevelItem(at) for at in range(self.documents.topLevelItemCount())]
        lines = sum(1 + (one.childCount() if one.isExpanded() else 0) for one in tops if one is not None)
        self.documents.setFixedHeight(min(_MOST_LINES, max(1, lines)) * theme().px(_LINE) + 2 * theme().px(tokens.XS))

    def _add(self, under: QTreeWidgetItem, key: DocumentKey, text: str, unticked: set[DocumentKey]) -> None:
        item = QTreeWidgetItem(under, [text])
        item.setData(0, _KEY, key)
        item.setSizeHint(0, QSize(0, theme().px(_LINE)))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        off = key in unticked or key.id in self._left_out
        item.setCheckState(0, Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)

    def _add_repeated(self, table: str, keys: list[DocumentKey], unticked: set[DocumentKey]) -> None:
        """One line for all, which opens to one for each."""
        sheet = self._model.sheet
        if not keys:
            return
        label, title = sheet.caption(self._model.program.tables[table].label), title_of(sheet, keys[0])
        parent = QTreeWidgetItem(self.documents, [f"{title.partition('：')[0]}（{len(keys)}个{label}）"])
        parent.setSizeHint(0, QSize(0, theme().px(_LINE)))
        parent.setFlags(parent.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        for key in keys:
            self._add(parent, key, sheet.row_label(table, key.row), unticked)

    def _items(self) -> Iterator[tuple[DocumentKey, QTreeWidgetItem]]:
        tops = (self.documents.topLevelItem(at) for at in range(self.documents.topLevelItemCount()))
        for top in tops:
            if top is None:
                continue
            for item in [top.child(at) for at in range(top.childCount())] or [top]:
                yield item.data(0, _KEY), item

    def _changed(self) -> None:
        """An annex needs a report that it can be set behind, and pages."""
        chosen = {key for key, item in self._items() if item.checkState(0) == Qt.CheckState.Checked}
        forms = {one.id: one for one in self._model.program.form.documents}
        report = next(iter(documents_of(self._model.sheet)), None)
        pages = any(self.kinds[kind].isChecked() for kind in (WORD, PDF))
        may = pages and report in chosen and any(forms[key.id].annex for key in chosen)
        self._ruled_out = None if may else self.options[ANNEXED]
        self.options[ANNEXED].setEnabled(may)
        self.changed.emit()

    def _dress(self) -> None:
        self.documents.setHeaderHidden(True)
        self.documents.setAccessibleName("要导出的文书")
        self.documents.setRootIsDecorated(True)
        self.documents.setUniformRowHeights(True)
        self.documents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name, (_, hint) in OPTIONS.items():
            self.options[name].setAccessibleDescription(hint)
        for kind, hint in HINTS.items():
            self.kinds[kind].setAccessibleDescription(hint)
        give_role(self, "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.documents)
