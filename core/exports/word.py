"""The Document as a Word file: python-docx writes it into the styles of reference.docx.

The only module that knows python-docx and lxml; they are imported when the first report is written, not when the
program starts. What a page looks like is said by reference.docx; this module adds contents, landscape sections, the
draft mark and the file's properties.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from functools import lru_cache, partial
from io import BytesIO
from itertools import groupby, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import KnownError
from core.exports.word_chart import chart_paragraph, chart_xml
from core.exports.word_grid import grid_xml
from core.exports.word_reference import (
    GAP,
    HEADER,
    NEEDED_STYLES,
    ROLE_STYLES,
    Reference,
    missing_styles,
    read_reference,
)
from core.exports.word_text import ANNEX, FLUSH, KEEP_NEXT, W, clean, escaped, framed, paragraph, width
from core.reports.document import Block, Chart, Document, Grid, Paragraph

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.opc.rel import Relationships
    from docx.oxml.document import CT_Body
    from docx.oxml.section import CT_SectPr
    from docx.parts.document import DocumentPart
    from docx.section import _Header
    from docx.shared import Length

__all__ = ["DRAFT_MARK", "NEEDED_STYLES", "missing_styles", "write_word"]

DRAFT_MARK = "草稿"

ChartWriter = Callable[[Chart, str, int], str]
"""Chart, paragraph style, text width -> the paragraph that shows it."""

_GEOMETRY = (
    "page_width",
    "page_height",
    "top_margin",
    "right_margin",
    "bottom_margin",
    "left_margin",
    "footer",
)
_CLOSING_ROLES = ("signature", "date")
_ONCE = ("headerReference", "footerReference", "titlePg", "pgNumType", "type")
"""Children of w:sectPr that belong to the first section only: later ones run on with its header, footer and numbers."""

_COMPANY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>{}</Company></Properties>"
)
_MOST_PROPERTY_CHARACTERS = 255


def write_word(document: Document, reference: Path | bytes, written: datetime | None = None) -> bytes:
    """The bytes of a .docx with the Document in the looks of reference.docx.

    written: the moment to note as created and modified (none is noted without it). Raises KnownError with a code
    export.reference_* when reference.docx is missing, no harmless Word file, or lacks a style.
    """
    checked = read_reference(reference)
    if missing := checked.missing():
        raise KnownError("export.reference_styles", styles="、".join(missing))
    file, page = _open(checked.data)
    _fill(file, page, document, checked)
    if document.draft:
        _mark_draft(file, checked.style_id(HEADER))
    if document.code:
        _print_code(file, f"校验码 {document.code}", checked.style_id(ROLE_STYLES["cell"], dense=True))
    _set_properties(file, document, written)
    buffer = BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _open(data: bytes) -> "tuple[WordFile, CT_SectPr]":
    """The reference as python-docx sees it, its body emptied, and the page (w:sectPr) at the end of the body."""
    import docx

    _probe(data)
    file = docx.Document(BytesIO(data))
    file.element.body.clear_content()
    return file, file.element.body.sectPr


@lru_cache(maxsize=1)
def _probe(data: bytes) -> None:
    """Raises KnownError where python-docx cannot do with the reference; asked once for all files of a package."""
    import docx

    try:
        file = docx.Document(BytesIO(data))
        page = file.element.body.sectPr
        lengths = [getattr(page, name, None) for name in _GEOMETRY]
        _touch_surroundings(file, page)
    except Exception as error:  # the library meets a malformed file with any exception there is
        raise KnownError("export.reference_not_word") from error
    if page is None or None in lengths:
        raise KnownError("export.reference_page")


def _touch_surroundings(file: "WordFile", page: "CT_SectPr | None") -> None:
    """Settings, headers, footers and relations, which python-docx fetches late: what is broken is to fail here."""
    _ = file.settings.odd_and_even_pages_header_footer
    for each in [] if page is None else page.xpath("./w:headerReference | ./w:footerReference"):
        _ = file.part.related_parts[each.rId].element
    names = [part.partname for part in file.part.package.iter_parts()]
    if len(set(names)) < len(names):
        raise ValueError("two parts of one name, of which Word would say that the file is damaged")
    file.save(BytesIO())


# ---------------------------------------------------------------- contents


def _fill(file: "WordFile", page: "CT_SectPr", document: Document, reference: Reference) -> None:
    """One section per stretch of upright or landscape parts; the last one's page is that of the body itself."""
    body: CT_Body = file.element.body
    stretches = list(_stretches(document)) or [(document.landscape, [])]
    for number, (landscape, blocks) in enumerate(stretches, 1):
        its_page = deepcopy(page)
        if landscape:
            _turn(its_page)
        if number > 1:
            _run_on(its_page)
        elements = _parsed(_blocks_xml(blocks, reference, _text_area(its_page), partial(_chart_xml, file.part)))
        for element in elements:
            page.addprevious(element)
        if number < len(stretches):
            elements[-1].get_or_add_pPr().append(its_page)
        else:
            body.replace(page, its_page)


def _stretches(document: Document) -> Iterator[tuple[bool, list[Block]]]:
    filled = (part for part in document.parts if part.blocks)
    for landscape, parts in groupby(filled, key=lambda part: part.landscape or document.landscape):
        yield landscape, [block for part in parts for block in part.blocks]


def _parsed(xml: str) -> "list[Any]":
    """Paragraphs and tables as python-docx's own elements."""
    from docx.oxml.parser import parse_xml

    return list(parse_xml(f'<w:body xmlns:w="{W}">{xml}</w:body>'))


def _blocks_xml(blocks: Sequence[Block], reference: Reference, area: tuple[int, int], drawn: ChartWriter) -> str:
    """The blocks as XML that ends in a paragraph, which can carry a section's page."""
    texts, (text_width, text_height) = [], area
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Grid):
            keep = isinstance(following, Grid) and not following.ruled
            texts.append(grid_xml(block, reference, text_width, text_height=text_height, keep=keep))
        elif isinstance(block, Chart):
            texts.append(drawn(block, reference.style_id(ROLE_STYLES["cell"]), text_width))
        else:
            style = reference.style_id(ROLE_STYLES[block.role])
            properties = (ANNEX if texts else FLUSH) if block.role == "annex" else ""
            texts.append(paragraph(style, block.text, properties or _place_xml(block, following, reference)))
    return "".join(texts) or paragraph(reference.style_id(GAP), "")


def _chart_xml(home: "DocumentPart", chart: Chart, style: str, text_width: int) -> str:
    """The paragraph of a chart, which itself is a part of its own."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.part import Part

    name = home.package.next_partname("/word/charts/chart%d.xml")
    part = Part(name, CONTENT_TYPE.DML_CHART, chart_xml(chart).encode(), home.package)
    key = home.relate_to(part, RELATIONSHIP_TYPE.CHART)
    return chart_paragraph(chart, style, text_width, key, name.idx or 1)


def _place_xml(block: Paragraph, following: Block | None, reference: Reference) -> str:
    """What a paragraph owes to its follower: the last text stays with the signature, which stands over the date."""
    if not isinstance(following, Paragraph) or following.role not in _CLOSING_ROLES:
        return ""
    centred = block.role == "signature" and following.role == "date"
    return KEEP_NEXT + (_centred_over(block.text, following.text, reference) if centred else "")


def _centred_over(signature: str, date: str, reference: Reference) -> str:
    """The right indent that centres the signature over the date (GB/T 9704, 7.3.5), as far as the margin allows."""
    indent = reference.styles[ROLE_STYLES["date"]].indent
    try:
        characters, twips = int(indent["rightChars"]), int(indent["right"])
    except (KeyError, ValueError):
        return ""  # a style that says it another way: then its own signature style decides alone
    hundredths = max(0, characters + round(50 * (width(date) - width(signature))))
    return f'<w:ind w:rightChars="{hundredths}" w:right="{twips * hundredths // max(1, characters)}"/>'


# ---------------------------------------------------------------- pages


def _text_area(page: "CT_SectPr") -> tuple[int, int]:
    """Twips between the margins, across and down."""
    across = _twips(page.page_width) - _twips(page.left_margin) - _twips(page.right_margin)
    down = _twips(page.page_height) - _twips(page.top_margin) - _twips(page.bottom_margin)
    return max(1, across), max(1, down)


def _twips(length: "Length | None") -> int:
    return length.twips if length else 0


def _turn(page: "CT_SectPr") -> None:
    """Lay the page on its side clockwise: the bound margin comes to the top, page numbers keep their distance."""
    from docx.enum.section import WD_ORIENT

    across, down, top, right, bottom, left, footer = (getattr(page, name) for name in _GEOMETRY)
    if across > down:
        return  # the reference itself lies on its side
    page.page_width, page.page_height, page.orientation = down, across, WD_ORIENT.LANDSCAPE
    page.top_margin, page.right_margin, page.bottom_margin, page.left_margin = left, top, right, bottom
    page.footer = max(0, right - (bottom - footer))


def _run_on(page: "CT_SectPr") -> None:
    for name in _ONCE:
        for child in page.findall(f"{{{W}}}{name}"):
            page.remove(child)


def _mark_draft(file: "WordFile", style: str) -> None:
    """草稿 into the header of every page: odd, even and first ones, as far as the reference tells them apart."""
    first = file.sections[0]
    _mark(first.header, style)
    if file.settings.odd_and_even_pages_header_footer:
        _mark(first.even_page_header, style)
    if first.different_first_page_header_footer:
        _mark(first.first_page_header, style)


def _print_code(file: "WordFile", code: str, style: str) -> None:
    """Into the footer of every page, on the other side of the page number (GB/T 9704 sets it outside)."""
    first = file.sections[0]
    footers = [(first.footer, "left")]
    if file.settings.odd_and_even_pages_header_footer:
        footers.append((first.even_page_footer, "right"))
    if first.different_first_page_header_footer:
        footers.append((first.first_page_footer, "left"))
    for footer, side in footers:
        beside = (footer.paragraphs or [footer.add_paragraph()])[0]
        beside._p.addprevious(_parsed(framed(style, code, side))[0])


def _mark(header: "_Header", style: str) -> None:
    """Into its empty paragraph; a header that says something already keeps it and gets one paragraph more."""
    paragraphs = header.paragraphs
    line = paragraphs[0] if paragraphs and not paragraphs[0].text else header.add_paragraph()
    line._p.style = style
    line.add_run(DRAFT_MARK)


# ---------------------------------------------------------------- properties


def _set_properties(file: "WordFile", document: Document, written: datetime | None) -> None:
    """Title and unit, and nothing of the template, its author, its PC or the library."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = file.part.package
    _drop(package.rels, lambda kind: kind != RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    _drop(file.part.rels, lambda kind: kind.rpartition("/")[2].startswith(("comments", "people")))
    core = file.core_properties  # made anew, with the library's defaults
    for child in list(core._element):
        core._element.remove(child)
    core.title = _property(document.title)
    core.author = core.last_modified_by = _property(document.unit)
    core.language = "zh-CN"
    if written is not None:
        core.created = core.modified = written.astimezone(UTC)
    company = _COMPANY.format(escaped(_property(document.unit))).encode()
    part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, company, package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _property(text: str) -> str:
    """One line, at most as long as a property may be."""
    return "".join(clean(text).split("\n"))[:_MOST_PROPERTY_CHARACTERS]


def _drop(relationships: "Relationships", unwanted: Callable[[str], bool]) -> None:
    """What nothing refers to any more is not saved."""
    for key in [key for key, each in relationships.items() if unwanted(each.reltype)]:
        del relationships[key]
