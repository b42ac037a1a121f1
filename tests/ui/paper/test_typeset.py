"""The pages hold exactly what the Word file holds, paragraph by paragraph, and break where an official paper breaks."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from PySide6.QtGui import QTextBlockFormat, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication

from core.exports.word import write_word
from core.forms.library import EXAMPLE, REFERENCE, Library
from core.reports.compose import compose, compose_section, documents_of
from core.reports.document import Document, Grid, GridCell, Paragraph, Part
from core.reports.sheet import Sheet
from core.storage.draft_file import read_draft_file
from ui.paper.bars import Bars
from ui.paper.faces import A4, LINE, STRIP, pieces
from ui.paper.faces import FACES as ROLE_FACES
from ui.paper.grid import row_heights
from ui.paper.typeset import MEASURED, Stretch, Typesetter, _heights, _strip

FORMS = ("changning_township/2023", "xiangtan_township/2024")


def example_sheet(library: Library, form: str) -> Sheet:
    return Sheet(library.program(form), read_draft_file(library.entry(form).folder / EXAMPLE).draft)


def made(*blocks: Paragraph | Grid, draft: bool = False, landscape: bool = False) -> Document:
    part = Part(id="p", title="", blocks=blocks, landscape=landscape)
    return Document(id="d", title="题名", file_name="文件", unit="单位", parts=(part,), draft=draft)


def body(text: str, role: str = "body") -> Paragraph:
    return Paragraph(runs=(text,), role=role)


def word_texts(data: bytes) -> list[str]:
    """Every paragraph of the Word file, those in tables too, in the order of the file."""
    file = docx.Document(BytesIO(data))
    nodes = (paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")) for paragraph in file.element.body.iter(qn("w:p")))
    return [text for each in nodes if (text := "".join(map(_said, each)))]


def _said(node: Any) -> str:
    return node.text or "" if node.tag == qn("w:t") else "\n" if node.tag == qn("w:br") else "\t"


def beside_rows(document: Document) -> set[str]:
    """Names beside several rows, which Word says for each stretch of them."""
    rows = [row for block in document.blocks() if isinstance(block, Grid) for row in block.rows]
    return {cell.text for row in rows for cell in row if cell.label and cell.rows > 1}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("final", [False, True])
def test_pages_say_what_the_word_file_says(library: Library, form: str, final: bool) -> None:
    sheet = example_sheet(library, form)
    reference = library.entry(form).folder / REFERENCE
    for one in documents_of(sheet):
        document = compose(sheet, one.id, one.row, final=final)
        texts, told = Typesetter(document).run().texts(), word_texts(write_word(document, reference))
        names = {name for name in beside_rows(document) if texts.count(name) == 1}
        assert texts == [text for number, text in enumerate(told) if text not in names or text not in told[:number]]
        assert len("".join(texts)) > (3000 if one.id == "report" else 500)


def test_a_text_with_every_awkward_sign_comes_through_as_in_word(library: Library) -> None:
    awkward = "“引号”—— 2023年1,844.31万元（A&B <x>）\t制表\n换行 e\u0301 𠮷 \x07末"
    document = made(body(awkward), Grid(rows=((GridCell(paragraphs=(body(awkward, "cell"),)),),), widths=(1,)))
    reference = library.entry(FORMS[0]).folder / REFERENCE
    assert Typesetter(document).run().texts() == word_texts(write_word(document, reference))


def test_twenty_two_lines_of_the_body_fill_a_page() -> None:
    lines = [body("一行") for _ in range(22)]
    assert Typesetter(made(*lines)).run().page_count == 1
    assert Typesetter(made(*lines, body("又一行"))).run().page_count == 2


def test_twenty_eight_characters_fill_a_line() -> None:
    def lines_of(characters: int) -> int:
        text = Typesetter(made(body("国" * characters, "cell_label"), body("国" * characters))).run().stretches[0].text
        return text.lastBlock().layout().lineCount()

    assert lines_of(26) == 1  # two of the line's characters are the indent
    assert lines_of(27) == 2


def test_a_heading_does_not_stay_alone_at_the_foot_of_a_page() -> None:
    filling = [body("一行") for _ in range(21)]
    pages = Typesetter(made(*filling, body("一、标题", "heading1"), body("正文"))).run()
    layout = pages.stretches[0].text.documentLayout()
    headed = pages.stretches[0].text.findBlockByNumber(21)
    assert headed.text() == "一、标题"
    assert layout.blockBoundingRect(headed).top() >= A4.text.height()
    assert headed.blockFormat().pageBreakPolicy() == QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore


def test_a_landscape_part_lies_on_its_side_and_pages_count_on() -> None:
    upright = Part(id="a", title="", blocks=(body("甲"),))
    aside = Part(id="b", title="", blocks=(body("乙"),), landscape=True)
    document = Document(id="d", title="题", file_name="f", unit="u", parts=(upright, aside, upright))
    pages = Typesetter(document).run()
    assert [pages.place(number)[0].page.width > 12000 for number in range(pages.page_count)] == [False, True, False]
    turned = pages.place(1)[0].page
    assert (turned.top, turned.right, turned.bottom, turned.left) == (A4.left, A4.top, A4.right, A4.bottom)


def test_spans_and_head_rows_reach_the_table() -> None:
    label, cell = (GridCell(paragraphs=(body(text, "cell"),), rows=rows) for text, rows in (("合", 2), ("一", 1)))
    wide = GridCell(paragraphs=(body("宽", "cell"),), columns=2)
    text = (
        Typesetter(made(Grid(rows=((wide,), (label, cell), (cell,)), widths=(1, 2), head_rows=1)))
        .run()
        .stretches[0]
        .text
    )
    table = next(frame for frame in text.rootFrame().childFrames() if isinstance(frame, QTextTable))
    assert (table.rows(), table.columns(), table.format().headerRowCount()) == (3, 2, 1)
    assert (table.cellAt(0, 0).columnSpan(), table.cellAt(1, 0).rowSpan()) == (2, 2)
    assert table.cellAt(2, 1).firstCursorPosition().block().text() == "一"


def test_latin_and_chinese_have_fonts_of_their_own_and_a_gap_between() -> None:
    face = ROLE_FACES["body"]
    found = list(pieces("支出12.5万元", face))
    assert "".join(text for text, _ in found) == "支出12.5万元"
    assert [text for text, _ in found] == ["支", "出", "12.", "5", "万元"]
    gaps = [look.fontLetterSpacing() > 0 for _, look in found]
    assert gaps == [False, True, False, True, False]


def test_pages_come_before_the_whole_is_set() -> None:
    setter = Typesetter(made(*(body("段落" * 60) for _ in range(300))))
    counts = [setter.page_count for _ in setter.steps()]
    assert counts[0] < counts[len(counts) // 2] <= counts[-1]
    assert counts[-1] >= 60


def test_a_strip_is_one_page_as_high_as_its_text() -> None:
    setter = Typesetter(made(*(body("段") for _ in range(100))), STRIP).run()
    assert setter.page_count == 1
    assert setter.stretches[0].text.size().height() == pytest.approx(100 * LINE, rel=0.01)


@pytest.mark.parametrize("form", FORMS)
def test_one_chapter_is_what_the_whole_prints_of_it(library: Library, form: str) -> None:
    sheet = example_sheet(library, form)
    document = sheet.program.form.documents[0]
    whole = "\n".join(Typesetter(compose(sheet, document.id)).run().texts())
    for section in document.sections:
        texts = Typesetter(compose_section(sheet, document.id, section.id)).run().texts()
        assert all(text in whole for text in texts)
        assert bool(texts) is not section.off_paper


# -- table documents ---------------------------------------------------------------------------------------------


def grid_of(*texts: str, ruled: bool = True, dense: bool = False) -> Grid:
    cells = tuple(GridCell(paragraphs=(body(text, "cell"),)) for text in texts)
    return Grid(rows=(cells,), widths=(1,) * len(texts), ruled=ruled, dense=dense)


def tables(setter: Typesetter) -> list[QTextTable]:
    """The setter must live as long as they are looked at."""
    [stretch] = setter.run().stretches
    return [frame for frame in stretch.text.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def test_each_attachment_begins_a_page() -> None:
    blocks = (body("正文"), body("附件1", "annex"), grid_of("甲"), body("附件2", "annex"), grid_of("乙"))
    assert Typesetter(made(*blocks)).run().page_count == 3
    assert Typesetter(made(*blocks[1:])).run().page_count == 2


def test_texts_beside_a_table_have_no_lines() -> None:
    setter = Typesetter(made(grid_of("填表人：", "电话：", ruled=False), grid_of("甲")))
    beside, table = tables(setter)
    assert (beside.format().border(), table.format().border()) == (0, 10)
    assert beside.cellAt(0, 0).format().toTableCellFormat().topBorder() == 0
    assert table.cellAt(0, 0).format().toTableCellFormat().topBorder() == 10


def test_a_table_of_many_cells_has_smaller_letters() -> None:
    setter = Typesetter(made(grid_of("甲", dense=True), grid_of("甲")))
    looks = [one.cellAt(0, 0).firstCursorPosition().block().begin() for one in tables(setter)]
    assert [one.fragment().charFormat().font().pixelSize() for one in looks] == [210, 240]


def long_table(rows: int, head_rows: int = 1) -> Grid:
    def row(text: str) -> tuple[GridCell, ...]:
        return (GridCell(paragraphs=(body(text, "cell"),)), GridCell(paragraphs=(body("一\n二", "cell"),)))

    return Grid(rows=tuple(row(f"第{number}行") for number in range(rows)), widths=(1, 1), head_rows=head_rows)


def page_of(setter: Typesetter, table: QTextTable, row: int) -> set[float]:
    """The pages on which the texts of a row begin and end."""
    [stretch] = setter.stretches
    layout, height = stretch.text.documentLayout(), stretch.page.text.height()
    found = set()
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        found.add(layout.blockBoundingRect(cell.firstCursorPosition().block()).top() // height)
        found.add((layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom() - 1) // height)
    return found


def test_no_row_of_a_long_table_is_torn() -> None:
    setter = Typesetter(made(body("题", "title"), long_table(40)))
    cut = tables(setter)
    assert len(cut) == setter.page_count > 2
    for table in cut:
        pages = set().union(*(page_of(setter, table, row) for row in range(table.rows())))
        assert len(pages) == 1
    texts = setter.texts()
    assert [text for text in texts if text.startswith("第")] == [f"第{number}行" for number in range(40)]
    assert [table.cellAt(0, 0).firstCursorPosition().block().text() for table in cut] == ["第0行"] * len(cut)


def test_a_line_under_a_table_comes_to_the_page_of_its_last_row() -> None:
    for rows in range(15, 20):
        setter = Typesetter(made(body("题", "title"), long_table(rows), grid_of("填表人：", ruled=False)))
        *_, table, line = tables(setter)
        assert page_of(setter, line, 0) == page_of(setter, table, table.rows() - 1)


def test_a_table_that_finds_no_room_takes_its_heading_along() -> None:
    lines = [body("行")] * 21
    setter = Typesetter(made(*lines, body("一、表", "heading1"), long_table(3)))
    [table] = tables(setter)
    [stretch] = setter.stretches
    heading = table.firstCursorPosition().block().previous()
    assert heading.text() == "一、表"
    assert heading.blockFormat().pageBreakPolicy() == QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore
    assert page_of(setter, table, 0) == {1}
    assert stretch.pages == 2


def test_without_a_heading_it_begins_a_page_itself() -> None:
    setter = Typesetter(made(*[body("行")] * 21, long_table(3)))
    [table] = tables(setter)
    assert page_of(setter, table, 0) == page_of(setter, table, 2) == {1}


def test_long_prose_flows_over_pages() -> None:
    cells = (GridCell(paragraphs=(body("长" * 3000, "cell"),)),)
    setter = Typesetter(made(Grid(rows=(cells,), widths=(1,))))
    [table] = tables(setter)
    assert len(page_of(setter, table, 0)) == 2


def test_rows_measured_in_slices_are_as_high_as_in_the_whole_table(qapp: QApplication) -> None:
    words = ["一行", "长" * 90, "中" * 40]
    rows = [tuple(_cell(f"{words[(at + by) % 3]}{at}") for by in range(3)) for at in range(40)]
    grid = Grid(rows=tuple(rows), widths=(2, 1, 1), head_rows=1)
    text = QTextDocument()
    stretch = Stretch(A4, text, Bars(text))
    steps = _heights(stretch, grid)
    held = 0
    try:
        while True:
            next(steps)
            held += 1
    except StopIteration as done:
        found = done.value
    assert found == pytest.approx(row_heights(_strip(A4), grid, int(A4.text.width())))
    assert len(found) == 40
    assert held > 40 / MEASURED


def _cell(text: str) -> GridCell:
    return GridCell(paragraphs=(Paragraph(runs=(text,), role="cell"),))
