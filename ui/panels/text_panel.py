"""What 来历 and 上年 share: a text with links, in the look of the program, that can be read, selected and copied."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from core.formulas.cells import Cell, parse_cell
from ui.report_model import ReportModel
from ui.style import tokens
from ui.style.theme import theme
from ui.words import shortened

LONGEST = 600
"""Characters of a text that a panel shows."""


class TextPanel(QTextBrowser):
    """A page of words; its links are addresses of cells, and following one goes there."""

    def __init__(self, model: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextBrowser { border-color: transparent; }")
        self.document().setDocumentMargin(theme().px(tokens.M))
        self.anchorClicked.connect(self._follow)
        theme().changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the present state."""
        raise NotImplementedError

    def show_html(self, body: str) -> None:
        """Show this page where it is not shown already; the place in it stays."""
        self.document().setDefaultStyleSheet(_style())
        if body == self.property("body"):
            return
        self.setProperty("body", body)
        bar = self.verticalScrollBar()
        at = bar.value()
        self.setHtml(f"<body>{body}</body>")
        bar.setValue(at)

    def _follow(self, address: QUrl) -> None:
        cell = parse_cell(address.path())
        if cell is not None:
            self.model.jump(cell)


def link(cell: Cell, text: str) -> str:
    """A link that goes to a cell."""
    return f'<a href="cell:{escape(str(cell))}">{said(text)}</a>'


def said(text: str, longest: int = LONGEST) -> str:
    """Plain text for a page: signs escaped, line ends kept, cut where it is long."""
    return escape(shortened(text, longest)).replace("\n", "<br>")


def heading(text: str) -> str:
    """A heading of a page."""
    return f"<h3>{said(text)}</h3>"


def muted(text: str) -> str:
    """A remark."""
    return f'<p class="muted">{said(text)}</p>'


def grid(rows: Iterable[Sequence[str]], head: Sequence[str] = (), figures_from: int = 1) -> str:
    """Rows of finished cells as a table; columns from `figures_from` on are figures and stand to the right."""

    def line(cells: Sequence[str], tag: str) -> str:
        made = (
            f'<{tag} align="{"right" if at >= figures_from else "left"}">{cell}</{tag}>'
            for at, cell in enumerate(cells)
        )
        return f"<tr>{''.join(made)}</tr>"

    lines = [line(head, "th")] if head else []
    lines += [line(cells, "td") for cells in rows]
    return f'<table width="100%" cellspacing="0" cellpadding="3">{"".join(lines)}</table>'


def _style() -> str:
    colors, small, body = theme().colors, theme().px(tokens.TYPE["small"]), theme().px(tokens.TYPE["body"])
    return (
        f"body {{ color: {colors.text}; font-size: {body}px; }}"
        f"h3 {{ font-size: {body}px; font-weight: 600; margin-top: 14px; margin-bottom: 4px; }}"
        f".muted, th {{ color: {colors.muted}; font-size: {small}px; font-weight: normal; }}"
        f".big {{ font-size: {theme().px(tokens.TYPE['title'])}px; font-weight: 600; }}"
        f"a {{ color: {colors.accent}; text-decoration: none; }}"
        f"td {{ border-bottom: 1px solid {colors.line}; }}"
        "p { margin-top: 2px; margin-bottom: 6px; }"
    )
