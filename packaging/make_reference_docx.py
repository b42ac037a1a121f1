"""Writes the reference.docx of a report format: the page of GB/T 9704-2012 as styles, without content.

Run by hand when a style changes, and commit the result:

    python packaging/make_reference_docx.py resources/forms/<id>/<edition>/reference.docx ...

The file is written from nothing, so that it holds no author, no path and no rest of an older template, and the same
script always gives the same parts. Lengths are twips (1/20 pt), sizes half points, character indents 1/100 character.
A county that wants other fonts edits the styles of its own copy in Word or WPS; the names of the styles must stay.
"""

import sys
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = f'xmlns:w="{W}" xmlns:r="{R}"'

BODY_SIZE = 32  # 3号
TITLE_SIZE = 44  # 2号
SMALL_SIZE = 24  # 小四, in tables
DENSE_SIZE = 21  # 五号, in tables of many cells
NUMBER_SIZE = 28  # 4号, page numbers
LINE = 579  # 28.95 pt: 22 of them fit the type area of 225 mm, 22 of 29.00 pt do not
FANGSONG, KAITI, HEITI, SONGTI, TITLE_FONT = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"

FONTS = {
    FANGSONG: ("仿宋,FangSong,STFangsong,华文仿宋", "modern"),
    KAITI: ("楷体,KaiTi,STKaiti,华文楷体", "modern"),
    HEITI: ("SimHei,STHeiti,华文黑体", "modern"),
    SONGTI: ("SimSun,STSong,华文宋体", "auto"),
    TITLE_FONT: ("方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,宋体,黑体", "script"),
}
"""Names to try where a font is not installed, and the font family class."""


@dataclass(frozen=True, kw_only=True)
class Style:
    """One paragraph style: where it comes from, its font, and its w:pPr in the order of the schema."""

    id: str
    name: str
    font: str = ""
    latin: str = ""
    size: int = 0
    based_on: str = "Normal"
    next: str = ""
    paragraph: str = ""
    run: str = ""

    def xml(self) -> str:
        """The w:style element."""
        follows = f'<w:next w:val="{self.next}"/>' if self.next else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.id}"{_custom(self.name)}><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.based_on}"/>{follows}<w:uiPriority w:val="1"/><w:qFormat/>'
            f"<w:pPr>{self.paragraph}</w:pPr><w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _run(self) -> str:
        latin = self.latin or LATIN
        fonts = f'<w:rFonts w:ascii="{latin}" w:eastAsia="{self.font}" w:hAnsi="{latin}"/>' if self.font else ""
        size = f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>' if self.size else ""
        return fonts + self.run + size


def _custom(name: str) -> str:
    return "" if name.isascii() else ' w:customStyle="1"'


def _indent(characters: int, size: int) -> str:
    """First line indent, for readers that know character units and for those that do not."""
    return f'<w:ind w:firstLineChars="{characters * 100}" w:firstLine="{characters * size * 10}"/>'


def _right(characters: int, size: int) -> str:
    return f'<w:ind w:rightChars="{characters * 100}" w:right="{characters * size * 10}"/>'


KEEP = "<w:keepNext/><w:keepLines/>"
NO_GRID = '<w:snapToGrid w:val="0"/>'
HEADING = KEEP + "{}" + '<w:jc w:val="left"/><w:outlineLvl w:val="{}"/>'
TWO = _indent(2, BODY_SIZE)


def _heading(level: int, font: str, latin: str = "") -> Style:
    return Style(
        id=f"Heading{level}",
        name=f"heading {level}",
        font=font,
        latin=latin,
        next="OfficialBody",
        paragraph=HEADING.format(TWO, level - 1),
    )


STYLES = (
    Style(
        id="Title",
        name="Title",
        font=TITLE_FONT,
        latin=TITLE_FONT,
        size=TITLE_SIZE,
        next="OfficialBody",
        # contextualSpacing: the blank line stands below the last of several title paragraphs only.
        paragraph=f'{KEEP}<w:spacing w:after="{LINE}" w:line="700" w:lineRule="exact"/><w:contextualSpacing/>'
        '<w:jc w:val="center"/>',
    ),
    _heading(1, HEITI, HEITI),
    _heading(2, KAITI, KAITI),
    _heading(3, FANGSONG),
    _heading(4, FANGSONG),
    Style(id="OfficialBody", name="公文正文", paragraph=TWO),
    Style(
        id="OfficialSignature",
        name="公文署名",
        next="OfficialDate",
        paragraph=f'{KEEP}<w:spacing w:before="{2 * LINE}"/>{_right(2, BODY_SIZE)}<w:jc w:val="right"/>',
    ),
    Style(
        id="OfficialDate",
        name="公文日期",
        paragraph=f'<w:keepLines/>{_right(4, BODY_SIZE)}<w:jc w:val="right"/>',
    ),
    Style(
        id="TableText",
        name="表格文字",
        size=SMALL_SIZE,
        paragraph='<w:spacing w:line="360" w:lineRule="exact"/><w:jc w:val="left"/>',
        run='<w:snapToGrid w:val="0"/>',
    ),
    Style(
        id="TableProse",
        name="表格段落",
        based_on="TableText",
        paragraph=f'{_indent(2, SMALL_SIZE)}<w:jc w:val="both"/>',
    ),
    Style(
        id="TableLabel",
        name="表格栏目",
        font=HEITI,
        latin=HEITI,
        based_on="TableText",
        paragraph='<w:jc w:val="center"/>',
    ),
    Style(
        id="DenseText",
        name="密表文字",
        based_on="TableText",
        size=DENSE_SIZE,
        paragraph='<w:spacing w:line="300" w:lineRule="exact"/>',
    ),
    Style(
        id="DenseProse",
        name="密表段落",
        based_on="DenseText",
        paragraph=f'{_indent(2, DENSE_SIZE)}<w:jc w:val="both"/>',
    ),
    Style(
        id="DenseLabel",
        name="密表栏目",
        font=HEITI,
        latin=HEITI,
        based_on="DenseText",
        paragraph='<w:jc w:val="center"/>',
    ),
    Style(
        id="TableCaption",
        name="表格标题",
        font=HEITI,
        latin=HEITI,
        next="TableText",
        paragraph=f'{KEEP}<w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/>',
    ),
    Style(
        id="TableUnit",
        name="表格单位",
        based_on="TableText",
        next="TableText",
        paragraph='<w:keepNext/><w:spacing w:after="40"/><w:jc w:val="right"/>',
    ),
    Style(id="TableNote", name="表格说明", based_on="TableText", paragraph='<w:spacing w:before="60"/>'),
    Style(
        id="TableGap",
        name="表格间隔",
        based_on="TableText",
        size=2,
        paragraph='<w:spacing w:after="100" w:line="20" w:lineRule="exact"/>',
    ),
    Style(
        id="Header",
        name="header",
        font=HEITI,
        size=NUMBER_SIZE,
        paragraph='<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        run='<w:spacing w:val="200"/>',
    ),
    Style(
        id="Footer",
        name="footer",
        font=SONGTI,
        latin=SONGTI,
        size=NUMBER_SIZE,
        paragraph='<w:spacing w:line="240" w:lineRule="auto"/>',
    ),
    Style(
        id="PageNumberOdd",
        name="单页页码",
        based_on="Footer",
        paragraph=f'{_right(1, NUMBER_SIZE)}<w:jc w:val="right"/>',
    ),
    Style(
        id="PageNumberEven",
        name="双页页码",
        based_on="Footer",
        paragraph=f'<w:ind w:leftChars="100" w:left="{NUMBER_SIZE * 10}"/><w:jc w:val="left"/>',
    ),
)

TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="OfficialTable"><w:name w:val="公文表格"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def styles_xml() -> str:
    """word/styles.xml. The body's size is that of Normal, from which the character grid is counted."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{LATIN}" w:eastAsia="{FANGSONG}" w:hAnsi="{LATIN}"'
        f' w:cs="{LATIN}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
        ' w:defQFormat="0" w:count="376"/>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        # Lines are exact, so only the characters keep to the grid. (LibreOffice, which knows one switch for both, would
        # give a character that is wider than its place in the grid two of them.)
        f'{NO_GRID}<w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        f'<w:rPr><w:kern w:val="2"/><w:sz w:val="{BODY_SIZE}"/><w:szCs w:val="{BODY_SIZE}"/></w:rPr></w:style>'
    )
    styles = "".join(style.xml() for style in STYLES)
    return f"{XML}<w:styles {ROOT}>{defaults}{normal}{styles}{TABLE_STYLE}</w:styles>"


def fonts_xml() -> str:
    """word/fontTable.xml: what to take where 仿宋_GB2312 and its sisters are not installed."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val={quoteattr(others)}/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, (others, family) in FONTS.items()
    )
    return f"{XML}<w:fonts {ROOT}>{fonts}</w:fonts>"


def settings_xml() -> str:
    """word/settings.xml: page numbers on alternate sides; lines that end in a break are not stretched."""
    return (
        f'{XML}<w:settings {ROOT}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
        '<w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def document_xml() -> str:
    """word/document.xml: no content; the page. 28 characters of 3号 need 0.2 pt less each to fit 156 mm."""
    kinds = (("header", "default", "rId4"), ("header", "even", "rId5"), ("footer", "default", "rId6"))
    references = "".join(
        f'<w:{kind}Reference w:type="{pages}" r:id="{rel}"/>'
        for kind, pages, rel in (*kinds, ("footer", "even", "rId7"))
    )
    return (
        f'{XML}<w:document {ROOT}><w:body><w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1417"'
        f' w:gutter="0"/><w:cols w:space="0"/><w:docGrid w:type="linesAndChars" w:linePitch="{LINE}"'
        ' w:charSpace="-849"/></w:sectPr></w:body></w:document>'
    )


def _header_xml() -> str:
    return f'{XML}<w:hdr {ROOT}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'


def _footer_xml(style: str) -> str:
    def run(inner: str) -> str:
        return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{inner}</w:r>'

    field = run('<w:fldChar w:fldCharType="begin"/>') + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
    field += (
        run('<w:fldChar w:fldCharType="separate"/>') + run("<w:t>1</w:t>") + run('<w:fldChar w:fldCharType="end"/>')
    )
    dashes = run('<w:t xml:space="preserve">— </w:t>'), run('<w:t xml:space="preserve"> —</w:t>')
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{dashes[0]}{field}{dashes[1]}</w:p>'
    return f"{XML}<w:ftr {ROOT}>{paragraph}</w:ftr>"


PARTS = (
    ("styles", "styles.xml", "styles+xml"),
    ("settings", "settings.xml", "settings+xml"),
    ("fontTable", "fontTable.xml", "fontTable+xml"),
    ("header", "header1.xml", "header+xml"),
    ("header", "header2.xml", "header+xml"),
    ("footer", "footer1.xml", "footer+xml"),
    ("footer", "footer2.xml", "footer+xml"),
)
"""Relationship type, file under word/ and content type, in the order rId1, rId2 …"""


def _relationships(entries: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(entries, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def _content_types() -> str:
    types = [("/word/document.xml", f"{WORD}.document.main+xml")]
    types += [(f"/word/{file}", f"{WORD}.{kind}") for _, file, kind in PARTS]
    types.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types)
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def parts() -> dict[str, str]:
    """Every part of the file by its name in the zip, in the order in which they are written."""
    core = f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"/>'
    package = [(f"{R}/officeDocument", "word/document.xml")]
    package.append((f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(package),
        "word/document.xml": document_xml(),
        "word/_rels/document.xml.rels": _relationships([(f"{R}/{kind}", file) for kind, file, _ in PARTS]),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": fonts_xml(),
        "word/header1.xml": _header_xml(),
        "word/header2.xml": _header_xml(),
        "word/footer1.xml": _footer_xml("PageNumberOdd"),
        "word/footer2.xml": _footer_xml("PageNumberEven"),
        "docProps/core.xml": core,
    }


def reference_docx() -> bytes:
    """The whole file; entries carry the zip format's first date, so that two runs give the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()


if __name__ == "__main__":
    for target in map(Path, sys.argv[1:]):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(reference_docx())
        print(target)
