"""Document -> .xlsx: one sheet a part, figures as live formulas with their computed values beside them.

A reader that does not recalculate must see the numbers, and one that does must get the same numbers again. Input
cells carry defined names, so that a workbook which a clerk has filled can be read back (`excel_readback`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from io import BytesIO
from typing import Any

from core.errors import BugError
from core.exports.excel_charts import draw_charts
from core.exports.excel_layout import OFFICIAL, ROW_HEIGHT, Box, Plan, laid_out
from core.exports.excel_names import FORM, UID, letters, name_of, prefix, reference, sheet_titles
from core.exports.excel_numbers import GENERAL, exact, is_numeric, number_format, plain_format
from core.exports.excel_page import set_page
from core.exports.word_text import clean
from core.formulas.bind import bound_cells
from core.formulas.cells import Cell
from core.formulas.excel import Shown, excel_formula
from core.packages import LONG_AGO
from core.reports.document import Document, Figure

FONT = "宋体"
FONT_SIZE = 11
MAX_TEXT = 32_767
"""Characters that a cell of a workbook holds."""

_LONG_AGO = datetime(*LONG_AGO)  # of the files inside; without a date the library would ask the clock
_FIRST_DATE = date(1900, 3, 1)  # before it, spreadsheets count a day that never was
_DAY_ZERO = date(1899, 12, 30)
_PROSE = frozenset({"long_text", "list", "outline"})
_GRID = {"border": 1, "border_color": "#A6A6A6"}
_LINES = {"border": 1, "border_color": "#000000"}
_INPUT_FILL = "#FFF9E3"
_INSET = frozenset({"label", "cell", f"{OFFICIAL}cell"})
"""Roles whose texts keep a distance from the line on their left."""

_LOOKS: dict[str, dict[str, object]] = {
    "head": {**_GRID, "bold": True, "bg_color": "#DCE6F1", "align": "center"},
    "label": {**_GRID, "bg_color": "#F5F7FA"},
    "cell": _GRID,
    f"{OFFICIAL}head": {**_LINES, "bold": True, "align": "center"},
    f"{OFFICIAL}label": {**_LINES, "align": "center"},
    f"{OFFICIAL}cell": _LINES,
    "title": {"bold": True, "font_size": 18, "align": "center"},
    "heading1": {"bold": True, "font_size": 14},
    "heading2": {"bold": True, "font_size": 12},
    "heading3": {"bold": True},
    "heading4": {"bold": True},
    "caption": {"bold": True, "align": "center"},
    "unit_note": {"font_size": 10, "align": "right"},
    "note": {"font_size": 10, "font_color": "#595959"},
    "signature": {"align": "right"},
    "date": {"align": "right"},
}


@dataclass(slots=True)
class _Home:
    """Where a figure stands in the workbook: its box, the sheet's title, and whether it can be computed with."""

    sheet: str
    box: Box
    figure: Figure


@dataclass
class _Book:
    """What is known of the whole workbook before anything is written."""

    homes: dict[Cell, _Home] = field(default_factory=dict)
    formats: dict[tuple[object, ...], Any] = field(default_factory=dict)
    names: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def operands(self) -> frozenset[Cell]:
        """The cells that formulas read; asked for seldom."""
        formulas = [home.figure.formula for home in self.homes.values() if home.figure.formula is not None]
        return frozenset(cell for formula in formulas for cell in bound_cells(formula))


def write_excel(document: Document, *, uid: str = "", form: str = "", written: datetime | None = None) -> bytes:
    """The document as the bytes of an .xlsx workbook; the same document gives the same content.

    uid, form: whose report this is, kept in the file so that reading it back can tell. written: the time of writing.
    Raises BugError when a formula reads a cell that stands alone in no cell of any grid (put it on a sheet 数据).
    """
    import xlsxwriter

    stream = BytesIO()
    font = {"font_name": FONT, "font_size": FONT_SIZE}
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "default_format_properties": font})
    _set_properties(workbook, document, uid, form, written or _LONG_AGO)
    book, titles = _Book(), sheet_titles(part.title for part in document.parts)
    plans = [laid_out(part, landscape=part.landscape or document.landscape) for part in document.parts]
    for title, plan in zip(titles, plans, strict=True):
        _settle(book, title, plan)
    for part, title, plan in zip(document.parts, titles, plans, strict=True):
        worksheet = workbook.add_worksheet(title, _sheet_class())
        if part.hidden:
            worksheet.hide()  # to be had by 取消隐藏, and left out when the whole workbook is printed
        _set_sheet(worksheet, plan)
        _SheetWriter(workbook, worksheet, title, book).write(plan)
        if part.charts:
            homes = {cell: home.box for cell, home in book.homes.items() if home.sheet == title}
            draw_charts(workbook, worksheet, title, part.charts, homes)
        set_page(
            worksheet, plan, title=_one_line(document.title), code=document.code, draft=document.draft,
            landscape=part.landscape or document.landscape, official=part.official,
        )  # fmt: skip
    for name, place in book.names:
        workbook.define_name(name, place)
    workbook.close()
    for worksheet in workbook.worksheets():
        worksheet.table.clear()  # the library's objects hold each other: a hundred megabytes would wait to be swept
    return stream.getvalue()


@cache
def _sheet_class() -> Any:
    """A worksheet that takes formulas as they are.

    The library looks through each for thirty functions newer than Excel 2010; ours have none of them, and the search
    would be most of the time.
    """
    from xlsxwriter.worksheet import Worksheet

    class Plain(Worksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, _expand: bool = False) -> str:
            return formula.removeprefix("=")

    return Plain


def _set_properties(workbook: Any, document: Document, uid: str, form: str, written: datetime) -> None:
    title = _one_line(document.title)
    workbook.set_properties({"title": title, "author": document.unit, "company": document.unit, "created": written})
    for name, value in ((UID, uid), (FORM, form)):
        if value:
            workbook.set_custom_property(name, value, "text")


def _settle(book: _Book, title: str, plan: Plan) -> None:
    """Note where each figure of a sheet stands; its first place counts."""
    for box in plan.boxes:
        if box.figure is not None and box.figure.cell not in book.homes:
            book.homes[box.figure.cell] = _Home(title, box, box.figure)


def _one_line(text: str) -> str:
    return text.replace("\n", "")


def _set_sheet(worksheet: Any, plan: Plan) -> None:
    worksheet.hide_gridlines(2)
    worksheet.set_default_row(ROW_HEIGHT)
    if plan.frozen:
        worksheet.freeze_panes(plan.head[1] + 1, 0)
    for column, width in enumerate(plan.widths):
        worksheet.set_column(column, column, width)
    for row, height in plan.heights.items():
        worksheet.set_row(row, height)


class _SheetWriter:
    """Writes the boxes of one sheet."""

    def __init__(self, workbook: Any, worksheet: Any, title: str, book: _Book) -> None:
        self.workbook = workbook
        self.worksheet = worksheet
        self.title = title
        self.book = book

    def write(self, plan: Plan) -> None:
        """Write every box; input cells get their names at their first place."""
        for box in plan.boxes:
            if box.figure is None:
                self._text(box)
            else:
                self._figure(box, box.figure)

    def _text(self, box: Box) -> None:
        self._merge(box, look := self._format(box))
        if box.text:
            self.worksheet.write_string(box.row, box.column, fitting(box.text), look)
        else:
            self.worksheet.write_blank(box.row, box.column, None, look)

    def _figure(self, box: Box, figure: Figure) -> None:
        home = self.book.homes[figure.cell]
        shown_as = number_format(figure)
        wordless = shown_as is None and figure.cell in self.book.operands
        if wordless:
            shown_as = plain_format(figure)
        self._merge(box, look := self._format(box, shown_as or GENERAL))
        if home.box is not box:
            place = reference("" if home.sheet == self.title else home.sheet, home.box.row, home.box.column)
            self._formula(box, figure, f'=IF({place}="","",{place})', look)
        elif figure.formula is not None and not figure.entered and (text := self._printed(figure)):
            self._formula(box, figure, text, look)
        else:
            self._value(box, figure, look, as_text=shown_as is None)
            if figure.entered and not wordless and _returns(figure):
                self._name(box, figure.cell)

    def _formula(self, box: Box, figure: Figure, text: str, look: Any) -> None:
        known: object = "" if _is_blank(figure) else fitting(figure.text)
        if isinstance(figure.value, Decimal):
            known = float(figure.value)
        elif isinstance(figure.value, date) and figure.value >= _FIRST_DATE:
            known = (figure.value - _DAY_ZERO).days
        self.worksheet.write_formula(box.row, box.column, text, look, known)

    def _value(self, box: Box, figure: Figure, look: Any, *, as_text: bool) -> None:
        row, column, value = box.row, box.column, figure.value
        if isinstance(value, Decimal) and not as_text:
            self.worksheet.write_number(row, column, float(value), look)
        elif isinstance(value, date) and value >= _FIRST_DATE:
            self.worksheet.write_datetime(row, column, value, look)
        elif _is_blank(figure):
            self.worksheet.write_blank(row, column, None, look)
        else:
            self.worksheet.write_string(row, column, fitting(figure.text), look)

    def _merge(self, box: Box, look: Any) -> None:
        if box.last_row > box.row or box.last_column > box.column:
            self.worksheet.merge_range(box.row, box.column, box.last_row, box.last_column, "", look)

    def _name(self, box: Box, cell: Cell) -> None:
        if name := name_of(cell):
            place = f"={prefix(self.title)}${letters(box.column)}${box.row + 1}"
            self.book.names.append((name, place))

    def _format(self, box: Box, shown_as: str = GENERAL) -> Any:
        figure = box.figure
        facts = (figure.entered, is_numeric(figure)) if figure is not None else (False, False)
        key = (box.role, box.align, box.indent, shown_as, facts)
        look = self.book.formats.get(key)
        if look is None:
            look = self.book.formats[key] = self.workbook.add_format(_properties(box, shown_as, *facts))
        return look

    # ---- what formulas ask

    def _printed(self, figure: Figure) -> str:
        if figure.formula is None or isinstance(figure.value, str | date):
            return ""
        # Made for each: kept, it and this writer would hold each other, and with them all cells of the workbook.
        shown = Shown(locate=self._located, spell=self._spelt, joiner=self._joiner)
        return excel_formula(figure.formula, shown, _value_places(figure))

    def _home(self, cell: Cell) -> _Home:
        home = self.book.homes.get(cell)
        if home is None:
            raise BugError(f"{cell} is read by a formula on sheet {self.title} but stands in no part")
        return home

    def _located(self, cells: Sequence[Cell]) -> list[str]:
        """Cells -> references; neighbours down a column or along a row become one range."""
        if len(cells) == 1:
            home = self._home(cells[0])
            return [self._reference(home, home)]
        runs: list[tuple[_Home, _Home]] = []
        for home in map(self._home, cells):
            if runs and _continues(*runs[-1], home):
                runs[-1] = (runs[-1][0], home)
            else:
                runs.append((home, home))
        return [self._reference(first, last) for first, last in runs]

    def _reference(self, first: _Home, last: _Home) -> str:
        start = reference("" if first.sheet == self.title else first.sheet, first.box.row, first.box.column)
        return start if first is last else f"{start}:{reference('', last.box.row, last.box.column)}"

    def _spelt(self, choice: str, cells: Sequence[Cell]) -> str:
        """A choice as the cells show it: by its label."""
        figures = (self._home(cell).figure for cell in cells)
        return next((figure.text for figure in figures if figure.value == choice), choice)

    def _joiner(self, cell: Cell) -> str:
        return "、" if self._home(cell).figure.kind == "names" else "\n"


def _continues(first: _Home, last: _Home, home: _Home) -> bool:
    """Whether a home stands right below, or right beside, a run of homes that lie in one line."""
    if home.sheet != last.sheet:
        return False
    down = first.box.column == last.box.column == home.box.column and home.box.row == last.box.last_row + 1
    along = first.box.row == last.box.row == home.box.row and home.box.column == last.box.last_column + 1
    return down or along


def _value_places(figure: Figure) -> int | None:
    """Places of the value: those of the print; None when the value itself has more (an exact helper)."""
    if figure.places is None:
        return None
    places = figure.places + 2 if figure.kind == "percent" else figure.places
    exponent = figure.value.as_tuple().exponent if isinstance(figure.value, Decimal) else 0
    return None if isinstance(exponent, int) and -exponent > places else places


def _returns(figure: Figure) -> bool:
    """Whether reading the cell back gives what was written; else it would look like a change that nobody made."""
    if isinstance(figure.value, Decimal):
        return exact(figure.value)
    if figure.kind in _PROSE and figure.text != figure.value:
        return False
    return len(figure.text) <= MAX_TEXT


def _is_blank(figure: Figure) -> bool:
    return figure.value is None and not figure.text.strip("＿_ ")


def fitting(text: str) -> str:
    """A text that a cell can hold: no control signs, cut at the limit."""
    if len(text) > MAX_TEXT:
        note = "……（全文见Word文件）"
        text = text[: MAX_TEXT - len(note)] + note
    return text if text.isprintable() else clean(text)


def _properties(box: Box, shown_as: str, entered: bool, numeric: bool) -> Mapping[str, object]:
    look: dict[str, object] = {"font_name": FONT, "font_size": FONT_SIZE, "valign": "vcenter", "text_wrap": not numeric}
    look.update(_LOOKS.get(box.role, {}))
    if numeric and not box.role.endswith("head"):
        look["align"] = "right"
    if box.align:
        look["align"] = box.align
    inset = box.role in _INSET and look.get("align") not in ("center", "right")
    if box.indent or inset:
        look["indent"] = box.indent + inset
    if entered and not box.role.startswith(OFFICIAL):
        look["bg_color"] = _INPUT_FILL
    look["num_format"] = shown_as
    return look
