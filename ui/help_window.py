"""使用手册: F1 opens it at the topic of the present page; topics at the left, the page at the right, found by words."""

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QImage,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.help_text import FIRST, find, help_folder, topic, topics
from ui.style import tokens
from ui.style.icons import dress_button
from ui.style.theme import give_role, theme

WIDTH, HEIGHT, LIST_WIDTH = 980, 680, 250
LINE_HEIGHT, DENSE_LINE_HEIGHT = 150, 120
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
ID = Qt.ItemDataRole.UserRole
_FIXED = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class HelpPage(QTextBrowser):
    """One topic, set for reading: pictures no wider than the page, tables with room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("使用手册")
        self.document().setDocumentMargin(theme().px(tokens.XL))
        self.dress()

    def dress(self) -> None:
        """Paper to read from, not a field that cannot be typed into."""
        self.setStyleSheet(f"QTextBrowser {{ background: {theme().colors.surface}; border: none; }}")

    def show_text(self, title: str, text: str) -> None:
        """Set a topic from its Markdown."""
        document = self.document()
        document.setBaseUrl(QUrl.fromLocalFile(f"{help_folder()}/"))
        document.setMarkdown(f"# {title}\n\n{text}", QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self._set_lines()
        self._set_tables()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        """A picture of the manual, no wider than the page; nothing from anywhere else."""
        path = help_folder() / "pictures" / QUrl(url).fileName()
        picture = QImage(str(path))
        wide = self.viewport().width() - 3 * theme().px(tokens.XL)
        ratio = self.devicePixelRatioF()
        if not picture.isNull() and picture.width() > wide > 0:
            picture = picture.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        return picture

    def mark(self, words: str) -> int:
        """Mark every place of these words; returns how many there are."""
        found, at = [], QTextCursor(self.document())
        while words and not (at := self.document().find(words, at)).isNull():
            place = QTextEdit.ExtraSelection()
            place.cursor = at  # type: ignore[attr-defined]
            form = QTextCharFormat()
            form.setBackground(theme().color("selection"))
            form.setForeground(theme().color("on_selection"))
            place.format = form  # type: ignore[attr-defined]
            found.append(place)
        self.setExtraSelections(found)
        return len(found)

    def _set_lines(self) -> None:
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            if PICTURE not in block.text():  # a picture is a letter, and would get its line height too
                self._set_line(cursor)
            if block.blockFormat().headingLevel():
                self._set_heading(cursor, block.blockFormat().headingLevel())
            block = block.next()

    def _set_line(self, cursor: QTextCursor) -> None:
        form = cursor.blockFormat()
        code = form.hasProperty(QTextFormat.Property.BlockCodeFence)
        dense = code or cursor.currentTable() is not None
        form.setLineHeight(100 if code else DENSE_LINE_HEIGHT if dense else LINE_HEIGHT, int(_FIXED))
        form.setBottomMargin(0 if dense else theme().px(tokens.S if form.headingLevel() else tokens.XS))
        form.setTopMargin(theme().px(tokens.L if form.headingLevel() > 1 else 0))
        if code:
            form.setBackground(theme().color("computed"))
            form.setNonBreakableLines(False)
        cursor.setBlockFormat(form)

    def _set_heading(self, cursor: QTextCursor, level: int) -> None:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        form = QTextCharFormat()
        form.setFont(theme().font({1: "display", 2: "title"}.get(level, "large"), bold=True))
        form.setForeground(theme().color("text"))
        cursor.mergeCharFormat(form)

    def _set_tables(self) -> None:
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                form = frame.format()
                form.setCellPadding(theme().px(tokens.S) * 0.75)
                form.setCellSpacing(0)
                form.setBorder(1)
                form.setBorderCollapse(True)
                form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                form.setBorderBrush(QBrush(theme().color("line_strong")))
                form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                frame.setFormat(form)


class HelpWindow(QWidget):
    """The manual in a window of its own, beside the report."""

    def __init__(self, topic: str = FIRST, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("使用手册")
        give_role(self, "page")
        self.resize(QSize(theme().px(WIDTH), theme().px(HEIGHT)))
        self.topic = ""
        self._past: list[str] = []
        self.search, self.list, self.page = QLineEdit(), QListWidget(), HelpPage()
        self.count = QLabel()
        self.back, self.before, self.after = QPushButton("返回"), QPushButton("上一处"), QPushButton("下一处")
        self._lay_out()
        self._connect()
        self._list_topics()
        self.show_topic(topic)
        theme().changed.connect(self._renew)
        self.page.setFocus()

    def show_topic(self, topic: str) -> None:
        """Show a page of the manual; one that is not there shows the first page."""
        if self.topic:
            self._past.append(self.topic)
        self._show(topic)

    def show_chapter(self, heading: str, text: str) -> None:
        """Show what a chapter's own help says, with the way to the page about filling."""
        self.show_topic("report")
        paragraphs = "\n\n".join(line for line in text.strip().splitlines() if line.strip())
        self.page.show_text(f"本节说明：{heading}", f"{paragraphs}\n\n---\n\n怎样填写，见[填报](report.md)。")

    def go(self, by: int) -> None:
        """To the next (1) or last (-1) place of the searched words, on into the other topics that have them."""
        words = self.search.text().strip()
        flags = QTextDocument.FindFlag.FindBackward if by < 0 else QTextDocument.FindFlag(0)
        if not words or self.page.find(words, flags):
            return
        row = (self.list.currentRow() + by) % max(1, self.list.count())
        self.list.setCurrentRow(row)
        if by < 0:
            self.page.moveCursor(QTextCursor.MoveOperation.End)
        self.page.find(words, flags)

    # -- inside ------------------------------------------------------------------------------------------------

    def _show(self, id: str) -> None:
        shown = topic(id)
        self.topic = shown.id
        self.page.show_text(shown.title, shown.text)
        self.page.mark(self.search.text().strip())
        self.back.setEnabled(bool(self._past))
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(ID) == shown.id:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _renew(self) -> None:
        self.page.dress()
        self._show(self.topic)

    def _list_topics(self) -> None:
        """All topics, or those in which the searched words stand."""
        words = self.search.text().strip()
        self.list.blockSignals(True)
        self.list.clear()
        hits = find(words)
        lines = [(hit.topic, f"{hit.topic.title}　{hit.count}处\n{hit.around}") for hit in hits]
        for shown, text in lines if words else [(one, one.title) for one in topics()]:
            item = QListWidgetItem(text)
            item.setData(ID, shown.id)
            self.list.addItem(item)
            if shown.id == self.topic:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.count.setText(f"{len(hits)}页中有" if hits else "没有找到。可以换一个词。" if words else "")
        self.count.setVisible(bool(words))
        for button in (self.before, self.after):
            button.setEnabled(bool(hits))
        self.page.mark(words)

    def _searched(self) -> None:
        self._list_topics()
        if self.list.count() and self.search.text().strip():
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(self.search.text().strip())

    def _chosen(self, row: int) -> None:
        if row < 0:
            return
        id = str(self.list.item(row).data(ID))
        if id != self.topic:
            self.show_topic(id)
            if words := self.search.text().strip():
                self.page.find(words)

    def _followed(self, url: QUrl) -> None:
        """A link to another topic; there are no others."""
        self.show_topic(url.fileName().removesuffix(".md"))

    def _go_back(self) -> None:
        if self._past:
            self._show(self._past.pop())

    def _connect(self) -> None:
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(lambda: self.go(1))
        self.list.currentRowChanged.connect(self._chosen)
        self.page.anchorClicked.connect(self._followed)
        self.back.clicked.connect(self._go_back)
        self.before.clicked.connect(lambda: self.go(-1))
        self.after.clicked.connect(lambda: self.go(1))
        for keys, act in (
            ("Ctrl+F", self._begin_search),
            ("F3", lambda: self.go(1)),
            ("Shift+F3", lambda: self.go(-1)),
            ("Alt+Left", self._go_back),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _lay_out(self) -> None:
        self.search.setPlaceholderText("在手册中查找（Ctrl+F）")
        self.search.setAccessibleName("在手册中查找")
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName("目录")
        self.list.setWordWrap(True)
        self.list.setSpacing(theme().px(tokens.XS) // 2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        give_role(self.count, "small")
        give_role(self.list, "list")
        dress_button(self.back, "left")
        self.before.setToolTip("上一处（Shift+F3）")
        self.after.setToolTip("下一处（F3）")
        left, right = QWidget(), QWidget()
        lines = QVBoxLayout(left)
        lines.setSpacing(theme().px(tokens.S))
        lines.addWidget(self.search)
        lines.addWidget(self.count)
        lines.addWidget(self.list)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.before)
        buttons.addWidget(self.after)
        lines = QVBoxLayout(right)
        lines.addLayout(buttons)
        lines.addWidget(self.page, 1)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([theme().px(LIST_WIDTH), theme().px(WIDTH - LIST_WIDTH)])
        splitter.setStretchFactor(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
