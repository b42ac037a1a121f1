"""A Word file says exactly what the Document says, on the page of GB/T 9704, and nothing of its makers."""

import runpy
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section

from core.errors import KnownError
from core.exports.word import DRAFT_MARK, NEEDED_STYLES, missing_styles, write_word
from core.formulas.cells import Cell
from core.reports.document import ROLES, Block, Document, Figure, Grid, GridCell, Paragraph, Part

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = next((ROOT / "resources" / "forms").glob("*/*/reference.docx"))
MADE: Callable[[], dict[str, str]] = runpy.run_path(str(ROOT / "packaging" / "make_reference_docx.py"))["parts"]
MILLIMETRE = 36000
UNIT = "常宁市庙前镇人民政府"


def paragraph(text: str, role: str = "body") -> Paragraph:
    return Paragraph(runs=(text,), role=role)


def grid(*texts: str) -> Grid:
    return Grid(
        rows=(tuple(GridCell(paragraphs=(paragraph(text, "cell"),)) for text in texts),), widths=(1,) * len(texts)
    )


def document(*blocks: Block, draft: bool = False, title: str = "绩效评价报告", unit: str = UNIT) -> Document:
    return parts(Part(id="one", title="一", blocks=blocks), draft=draft, title=title, unit=unit)


def parts(
    *parts: Part, draft: bool = False, title: str = "绩效评价报告", unit: str = UNIT, landscape: bool = False
) -> Document:
    return Document(
        id="report", title=title, file_name="报告", unit=unit, parts=parts, draft=draft, landscape=landscape
    )


def written(made: Document, reference: Path | bytes = REFERENCE) -> WordFile:
    return docx.Document(BytesIO(write_word(made, reference)))


def package_of(made: Document, reference: Path | bytes = REFERENCE) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(write_word(made, reference))) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(**replacements: tuple[str, str]) -> bytes:
    """The reference with one text replaced in each named part of word/."""
    made = dict(MADE())
    for name, (old, new) in replacements.items():
        assert old in made[f"word/{name}.xml"]
        made[f"word/{name}.xml"] = made[f"word/{name}.xml"].replace(old, new)
    return packed(made)


def packed(made: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in made.items():
            package.writestr(name, part)
    return buffer.getvalue()


# ---------------------------------------------------------------- text

TEXTS = (
    "A & B < C > \"D\" 'E' &amp; ]]>",
    "𠮷镇“两不愁”——…·①②㎡ 10%～20%",
    "制表\t后\t\t",
    "换行\n下一行\n",
    "  前后空格  ",
    "　全角空格　",
    " ",
    "",
    "{braces} {{x}} %s ＿＿",
)


def test_text_arrives_exactly() -> None:
    file = written(document(*map(paragraph, TEXTS)))
    assert [each.text for each in file.paragraphs] == list(TEXTS)


def test_text_in_tables_arrives_exactly() -> None:
    table = written(document(grid(*TEXTS))).tables[0]
    assert [each.text for each in table.rows[0].cells] == list(TEXTS)


def test_figures_are_printed_where_they_stand() -> None:
    money = Figure(cell=Cell("income_total"), text="1844.31万元")
    file = written(document(Paragraph(runs=("本年收入", money, "，其中："))))
    assert file.paragraphs[0].text == "本年收入1844.31万元，其中："


def test_characters_that_xml_cannot_hold_are_left_out_everywhere() -> None:
    bad = "甲\x00\x0b\ud800\uffff乙"
    made = document(paragraph(bad), grid(bad), title=bad, unit=bad)
    file = written(made)
    assert [file.paragraphs[0].text, file.tables[0].rows[0].cells[0].text] == ["甲乙", "甲乙"]
    assert [file.core_properties.title, file.core_properties.author] == ["甲乙", "甲乙"]


def test_runs_with_signs_of_two_widths_are_chinese() -> None:
    file = written(document(paragraph("全面落实“三高四新”"), paragraph("2023年")))
    hints = [fonts.get(qn("w:hint")) for each in file.paragraphs for fonts in each._p.iter(qn("w:rFonts"))]
    assert hints == ["eastAsia"]


def test_blocks_of_all_parts_follow_one_another() -> None:
    first = Part(id="a", title="不印的标题", blocks=(paragraph("甲"), grid("乙")))
    second = Part(id="b", title="也不印", blocks=(paragraph("丙"),))
    file = written(parts(first, Part(id="empty", title="空"), second))
    assert [each.text for each in file.paragraphs] == ["甲", "", "丙"]
    assert len(file.sections) == 1


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_its_style(role: str) -> None:
    names = {"title": "Title", "body": "公文正文", "signature": "公文署名", "date": "公文日期", "cell": "表格文字"}
    names |= {"cell_label": "表格栏目", "note": "表格说明", "caption": "表格标题", "annex": "Heading 1"}
    names |= {f"heading{level}": f"Heading {level}" for level in range(1, 5)}
    style = written(document(paragraph("甲", role))).paragraphs[0].style
    assert style is not None
    assert style.name == names[role]


def test_a_document_without_content_is_still_a_word_file() -> None:
    file = written(parts())
    assert [each.text for each in file.paragraphs] == [""]
    assert len(file.sections) == 1


def test_contents_of_the_reference_are_not_carried_over() -> None:
    reference = changed(document=("<w:body>", "<w:body><w:p><w:r><w:t>样例</w:t></w:r></w:p>"))
    assert [each.text for each in written(document(paragraph("甲")), reference).paragraphs] == ["甲"]


def test_tables_never_run_together_and_never_end_the_file() -> None:
    file = written(document(grid("甲"), grid("乙")))
    assert [each.tag.rpartition("}")[2] for each in file.element.body] == ["tbl", "p", "tbl", "p", "sectPr"]


# ---------------------------------------------------------------- the page


def margins(section: Section) -> list[int]:
    lengths = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    return [round((length or 0) / MILLIMETRE) for length in lengths]


def size(section: Section) -> list[int]:
    return [round((length or 0) / MILLIMETRE) for length in (section.page_width, section.page_height)]


def test_the_page_is_that_of_the_standard() -> None:
    section = written(document(paragraph("甲"))).sections[0]
    assert (size(section), margins(section)) == ([210, 297], [37, 35, 28, 26])
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    assert {name: grid.get(qn(f"w:{name}")) for name in ("type", "linePitch")} == {
        "type": "linesAndChars",
        "linePitch": "579",
    }


def test_22_lines_of_28_characters_fit_the_page() -> None:
    file = written(document(paragraph("甲")))
    page, normal = file.sections[0]._sectPr, file.styles["Normal"].element
    height, top, bottom = page.xpath("./w:pgSz/@w:h | ./w:pgMar/@w:top | ./w:pgMar/@w:bottom")
    width, right, left = page.xpath("./w:pgSz/@w:w | ./w:pgMar/@w:right | ./w:pgMar/@w:left")
    line, rule = normal.xpath("./w:pPr/w:spacing/@*")
    character = (
        int(normal.xpath("./w:rPr/w:sz/@w:val")[0]) * 10 + int(page.xpath("./w:docGrid/@w:charSpace")[0]) / 204.8
    )
    assert rule == "exact"
    assert (int(height) - int(top) - int(bottom)) // int(line) == 22
    assert (int(width) - int(left) - int(right)) // character == 28


@pytest.mark.parametrize(
    ("name", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", None),
        ("Heading 2", "楷体_GB2312", None),
        ("Heading 3", "仿宋_GB2312", None),
        ("Heading 4", "仿宋_GB2312", None),
        ("表格栏目", "黑体", None),
    ],
)
def test_styles_carry_the_fonts_and_none_is_bold(name: str, font: str, points: float | None) -> None:
    """GB/T 9704 tells levels apart by the font alone: the third and fourth are plain 仿宋."""
    style = written(document(paragraph("甲"))).styles[name]
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert (style.font.size and style.font.size.pt, style.font.bold) == (points, None)


@pytest.mark.parametrize("name", ["公文正文", "Heading 1", "Heading 2", "Heading 3", "Heading 4"])
def test_body_and_headings_are_indented_by_two_characters_in_both_units(name: str) -> None:
    indent = written(document(paragraph("甲"))).styles[name].element.pPr.ind
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_headings_are_in_the_navigation_and_keep_with_their_text(level: int) -> None:
    style = written(document(paragraph("甲", f"heading{level}"))).styles[f"Heading {level}"]
    assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
    assert style.paragraph_format.keep_with_next


@pytest.mark.parametrize(
    ("font", "other"), [("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("方正小标宋简体", "宋体")]
)
def test_fonts_that_are_not_everywhere_have_other_names(font: str, other: str) -> None:
    table = package_of(document(paragraph("甲")))["word/fontTable.xml"].decode()
    entry = table.partition(f'w:name="{font}"')[2].partition("</w:font>")[0]
    assert other in entry.partition('altName w:val="')[2].partition('"')[0].split(",")


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    file = written(document(paragraph("甲")))
    section = file.sections[0]
    assert file.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        line = footer.paragraphs[0]
        assert line.text == "— 1 —"
        assert " PAGE " in line._p.xpath("string(.//w:instrText)")
        assert line.style is not None
        properties = line.style.element.pPr
        assert properties.find(qn("w:jc")).get(qn("w:val")) == side
        assert properties.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"


# ---------------------------------------------------------------- landscape


def landscape(*blocks: Block) -> Part:
    return Part(id="wide", title="横表", blocks=blocks, landscape=True)


def upright(*blocks: Block) -> Part:
    return Part(id="high", title="正文", blocks=blocks)


def test_a_landscape_part_is_a_section_of_its_own() -> None:
    file = written(
        parts(upright(paragraph("甲")), landscape(grid("乙")), landscape(grid("丙")), upright(paragraph("丁")))
    )
    assert [size(section) for section in file.sections] == [[210, 297], [297, 210], [210, 297]]
    assert [section.orientation for section in file.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    texts = [
        [block.text for block in section.iter_inner_content() if hasattr(block, "text")] for section in file.sections
    ]
    assert texts == [["甲"], ["", ""], ["丁"]]


def test_a_landscape_page_is_turned_with_its_margins() -> None:
    section = written(parts(landscape(paragraph("甲")))).sections[0]
    assert (size(section), margins(section)) == ([297, 210], [28, 26, 35, 37])
    assert section.footer_distance is not None
    assert round(section.footer_distance / MILLIMETRE) == 26 - (35 - 25)


def test_later_sections_share_header_footer_and_page_numbers() -> None:
    file = written(parts(upright(paragraph("甲")), landscape(grid("乙")), draft=True))
    later = file.sections[1]
    for shared in (later.header, later.footer, later.even_page_header, later.even_page_footer):
        assert shared.is_linked_to_previous
    assert file.sections[0].header.paragraphs[0].text == DRAFT_MARK


def test_a_whole_document_may_be_landscape() -> None:
    file = written(parts(upright(grid("甲")), landscape(grid("乙")), landscape=True))
    assert [size(section) for section in file.sections] == [[297, 210]]


def test_a_table_is_as_wide_as_its_page() -> None:
    file = written(parts(upright(grid("甲")), landscape(grid("乙"))))
    widths = [each._tbl.xpath("string(./w:tblPr/w:tblW/@w:w)") for each in file.tables]
    assert widths == ["8845", "12756"]


def test_a_reference_that_lies_on_its_side_is_not_turned_again() -> None:
    page = ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
    assert size(written(parts(landscape(paragraph("甲"))), changed(document=page)).sections[0]) == [297, 210]


def test_numbers_and_first_pages_of_the_reference_begin_once() -> None:
    once = ("<w:cols", '<w:pgNumType w:start="3"/><w:cols')
    reference = changed(document=once)
    file = written(parts(upright(paragraph("甲")), landscape(paragraph("乙"))), reference)
    assert [section._sectPr.find(qn("w:pgNumType")) is None for section in file.sections] == [False, True]


# ---------------------------------------------------------------- draft


def marks(file: WordFile) -> list[str]:
    section = file.sections[0]
    return [each.text for header in (section.header, section.even_page_header) for each in header.paragraphs]


def test_a_draft_says_so_on_every_page() -> None:
    file = written(document(paragraph("甲"), draft=True))
    assert marks(file) == [DRAFT_MARK, DRAFT_MARK] == ["草稿", "草稿"]
    style = file.sections[0].header.paragraphs[0].style
    assert style is not None
    assert style.name == "Header"


def test_a_final_report_does_not() -> None:
    made = document(paragraph("甲"))
    assert marks(written(made)) == ["", ""]
    assert not [name for name, part in package_of(made).items() if "草稿" in part.decode()]


def test_a_header_of_the_countys_own_stays() -> None:
    own = changed(header1=("</w:pPr></w:p>", "</w:pPr><w:r><w:t>内部资料</w:t></w:r></w:p>"))
    assert marks(written(document(paragraph("甲"), draft=True), own)) == ["内部资料", "草稿", "草稿"]


def test_a_first_page_with_its_own_header_is_marked_too() -> None:
    file = written(document(paragraph("甲"), draft=True), changed(document=("<w:docGrid", "<w:titlePg/><w:docGrid")))
    assert [each.text for each in file.sections[0].first_page_header.paragraphs] == ["草稿"]


def test_a_reference_without_headers_is_marked_too() -> None:
    references = MADE()["word/document.xml"].partition("<w:sectPr>")[2].partition("<w:pgSz")[0]
    bare = changed(document=(references, ""), settings=("<w:evenAndOddHeaders/>", ""))
    section = written(document(paragraph("甲"), draft=True), bare).sections[0]
    assert section.header.paragraphs[0].text == "草稿"
    assert section.even_page_header.is_linked_to_previous


# ---------------------------------------------------------------- signature


def right_indent(file: WordFile, number: int) -> int:
    twips, hundredths = map(
        int, file.paragraphs[number]._p.xpath("./w:pPr/w:ind/@w:right | ./w:pPr/w:ind/@w:rightChars")[::-1]
    )
    assert twips == hundredths * 16 * 20 // 100
    return hundredths


def test_the_signature_is_centred_over_the_date() -> None:
    file = written(document(paragraph("正文"), paragraph(UNIT, "signature"), paragraph("2024年3月29日", "date")))
    date = 6.5 + 5 / 4
    assert right_indent(file, 1) / 100 + 10 / 2 == pytest.approx(4 + date / 2, abs=0.01)


def test_a_long_signature_ends_at_the_margin() -> None:
    file = written(document(paragraph("字" * 30, "signature"), paragraph("2024年3月29日", "date")))
    assert right_indent(file, 0) == 0


def test_a_reference_that_indents_the_date_otherwise_decides_alone() -> None:
    reference = changed(styles=('w:rightChars="400" w:right="1280"', 'w:right="1280"'))
    file = written(document(paragraph(UNIT, "signature"), paragraph("2024年3月29日", "date")), reference)
    assert file.paragraphs[0]._p.xpath("./w:pPr/w:ind") == []


def test_the_last_text_the_signature_and_the_date_stay_together() -> None:
    file = written(
        document(paragraph("一"), paragraph("二"), paragraph(UNIT, "signature"), paragraph("2024年3月29日", "date"))
    )
    assert [each.paragraph_format.keep_with_next for each in file.paragraphs] == [None, True, True, None]


# ---------------------------------------------------------------- properties


def test_properties_hold_title_and_unit() -> None:
    made = document(paragraph("甲"), title=f"{UNIT}\n2023年度报告", unit=f"{UNIT}&")
    properties = written(made).core_properties
    assert properties.title == f"{UNIT}2023年度报告"
    assert [properties.author, properties.last_modified_by] == [f"{UNIT}&", f"{UNIT}&"]
    assert f"<Company>{UNIT}&amp;</Company>" in package_of(made)["docProps/app.xml"].decode()


def test_properties_are_as_long_as_properties_may_be() -> None:
    assert written(document(paragraph("甲"), title="长" * 400)).core_properties.title == "长" * 255


def test_the_moment_is_noted_when_it_is_given() -> None:
    moment = datetime(2024, 3, 29, 16, 40, tzinfo=UTC)
    data = write_word(document(paragraph("甲")), REFERENCE, moment)
    properties = docx.Document(BytesIO(data)).core_properties
    assert [properties.created, properties.modified] == [moment, moment]
    assert written(document(paragraph("甲"))).core_properties.modified is None


def test_nothing_tells_of_the_library_the_template_or_its_author() -> None:
    made = dict(MADE())
    made["docProps/core.xml"] = made["docProps/core.xml"].replace(
        "/>", ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>张三</dc:creator></cp:coreProperties>'
    )
    made["word/comments.xml"] = MADE()["word/header1.xml"].replace("w:hdr", "w:comments").replace("<w:p>", "<w:p>张三")
    made["docProps/custom.xml"] = "<a>C:/Users/张三</a>"
    types = '<Override PartName="/word/comments.xml" ContentType="application/xml"/></Types>'
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace("</Types>", types)
    relation = '<Relationship Id="x" Type="http://t/{}" Target="{}"/></Relationships>'
    for name, kind, target in (
        ("word/_rels/document.xml.rels", "comments", "comments.xml"),
        ("_rels/.rels", "custom-properties", "docProps/custom.xml"),
    ):
        made[name] = made[name].replace("</Relationships>", relation.format(kind, target))
    package = package_of(document(paragraph("甲")), packed(made))
    assert not [name for name, part in package.items() if "张三" in part.decode() or b"python" in part.lower()]
    assert "word/comments.xml" not in package
    assert b"Word Document" not in package["docProps/core.xml"]


# ---------------------------------------------------------------- bad references


def refused(reference: Path | bytes, *, draft: bool = False) -> KnownError:
    with pytest.raises(KnownError) as caught:
        write_word(document(paragraph("甲"), draft=draft), reference)
    return caught.value


def test_a_missing_style_is_refused_by_name() -> None:
    error = refused(changed(styles=('w:val="公文正文"', 'w:val="正文甲"')))
    assert (error.code, error.text) == ("export.reference_styles", "版式文件缺少样式：公文正文。")


def test_the_shipped_reference_has_all_that_is_needed() -> None:
    assert missing_styles(REFERENCE) == []
    assert set(NEEDED_STYLES) >= {"公文正文", "公文表格", "heading 1", "header"}


@pytest.mark.parametrize("draft", [True, False])
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("[Content_Types].xml", "wordprocessingml.document.main+xml", "spreadsheetml.sheet.main+xml"),
        ("[Content_Types].xml", "wordprocessingml.header+xml", "other+xml"),
        ("word/document.xml", 'r:id="rId4"', 'r:id="rId99"'),
        ("word/_rels/document.xml.rels", 'Target="footer1.xml"', 'Target="gone.xml"'),
        ("word/document.xml", "w:body>", "w:other>"),
        ("word/document.xml", 'w:w="11906"', 'w:w="wide"'),
        ("_rels/.rels", "word/document.xml", "word/gone.xml"),
        # found by changing bytes: the library makes a second settings.xml beside one that it does not know as such
        ("word/_rels/document.xml.rels", "relationships/settings", "relationships/others"),
        ("word/_rels/document.xml.rels", 'Type="http://schemas', 'Other="http://schemas'),
        ("word/document.xml", ' r:id="rId4"', ""),
        ("word/styles.xml", 'encoding="UTF-8"', 'encoding="UF-8"'),
    ],
)
def test_a_broken_reference_is_refused(name: str, old: str, new: str, draft: bool) -> None:
    made = dict(MADE())
    assert old in made[name]
    made[name] = made[name].replace(old, new)
    assert refused(packed(made), draft=draft).code == "export.reference_not_word"


@pytest.mark.parametrize(("old", "new"), [('w:w="11906"', ""), ('w:left="1587"', ""), ("w:sectPr>", "w:p>")])
def test_a_reference_without_a_page_is_refused(old: str, new: str) -> None:
    assert refused(changed(document=(old, new))).code == "export.reference_page"


def test_python_docx_is_not_loaded_before_the_first_report_is_written() -> None:
    code = "import sys, core.exports.word; sys.exit('docx' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# ---------------------------------------------------------------- check code, attachments


def footers(made: Document, reference: Path | bytes = REFERENCE) -> dict[str, list[str]]:
    """The texts of each footer by its part's name."""
    package = package_of(made, reference)
    names = sorted(name for name in package if name.startswith("word/footer"))
    return {name: _texts(package[name]) for name in names}


def _texts(xml: bytes) -> list[str]:
    paragraphs = ET.fromstring(xml).iter(qn("w:p"))
    return ["".join(one.text or "" for one in each.iter(qn("w:t"))) for each in paragraphs]


def test_the_check_code_stands_beside_every_page_number() -> None:
    made = replace(document(paragraph("甲")), code="ABCD-2345")
    number = "— 1 —"
    assert footers(made) == {
        "word/footer1.xml": ["校验码 ABCD-2345", number],
        "word/footer2.xml": ["校验码 ABCD-2345", number],
    }
    assert footers(document(paragraph("甲"))) == {"word/footer1.xml": [number], "word/footer2.xml": [number]}


def test_it_leaves_the_page_number_as_it_is() -> None:
    plain, coded = (package_of(replace(document(paragraph("甲")), code=code)) for code in ("", "ABCD-2345"))
    for name in ("word/footer1.xml", "word/footer2.xml"):
        before, after = (list(ET.fromstring(one[name]).iter(qn("w:p"))) for one in (plain, coded))
        assert ET.tostring(before[-1]) == ET.tostring(after[-1])
        frame = after[0].find(f"{qn('w:pPr')}/{qn('w:framePr')}")
        assert frame is not None
        assert frame.get(qn("w:xAlign")) == ("left" if name.endswith("1.xml") else "right")


def test_a_reference_without_footers_gets_one_for_the_code() -> None:
    both = '<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="even" r:id="rId7"/>'
    made = replace(document(paragraph("甲")), code="ABCD-2345")
    assert [texts[0] for texts in footers(made, changed(document=(both, ""))).values()].count("校验码 ABCD-2345") == 2


def test_first_pages_of_their_own_bear_it_too() -> None:
    first = changed(document=("<w:cols", "<w:titlePg/><w:cols"))
    made = replace(document(paragraph("甲")), code="ABCD-2345")
    assert sum(texts[0] == "校验码 ABCD-2345" for texts in footers(made, first).values()) == 3


def annexed(*, landscape: bool) -> Document:
    def annex(number: int) -> Part:
        blocks = (paragraph(f"附件{number}", "annex"), paragraph("表", "title"), grid("乙"))
        return Part(id=f"a{number}", title="", blocks=blocks, landscape=landscape)

    return parts(Part(id="one", title="", blocks=(paragraph("甲"),)), annex(1), annex(2))


@pytest.mark.parametrize(("landscape", "breaks", "sections"), [(False, [True, True], 1), (True, [False, True], 2)])
def test_attachments_begin_a_page_at_the_margin(landscape: bool, breaks: list[bool], sections: int) -> None:
    file = written(annexed(landscape=landscape))
    marks = [each for each in file.paragraphs if each.text.startswith("附件")]
    assert [bool(each.paragraph_format.page_break_before) for each in marks] == breaks
    indents = [each._p.pPr.ind.get(qn("w:firstLineChars")) for each in marks]  # type: ignore[union-attr]
    assert indents == ["0", "0"]
    assert len(file.sections) == sections


def test_a_line_under_a_table_stays_with_it() -> None:
    line = Grid(rows=((GridCell(paragraphs=(paragraph("填表人：", "cell"),)),),), widths=(1,), ruled=False)
    file = written(document(grid("甲"), grid("乙"), line))
    kept = [table.rows[-1].cells[0].paragraphs[0].paragraph_format.keep_with_next for table in file.tables]
    assert kept == [None, True, None]
