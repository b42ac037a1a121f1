"""Reads a reference.docx and refuses a bad one, before any Word library sees it.

Such files come from a USB stick with somebody else's report format. So the zip is measured before it is unpacked, no
part may declare entities or point outside, and all styles must be there: the builder of forms asks without paying for
the import of python-docx.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from core.errors import KnownError

MAX_FILE = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 500

ROLE_STYLES = {
    "title": "Title",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "heading4": "heading 4",
    "body": "公文正文",
    "signature": "公文署名",
    "date": "公文日期",
    "cell": "表格文字",
    "cell_label": "表格栏目",
    "note": "表格说明",
    "caption": "表格标题",
    "annex": "heading 1",
}
"""The style of each role of a paragraph. Headings and title are Word's own, for its navigation pane."""

PROSE, UNIT, GAP, HEADER, TABLE = "表格段落", "表格单位", "表格间隔", "header", "公文表格"
"""Prose in a table, 单位：万元 above it, the hairline paragraph below it, the draft mark, and the table itself."""

DENSE = {"表格文字": "密表文字", PROSE: "密表段落", "表格栏目": "密表栏目"}
"""Styles of smaller letters for tables of many cells; where reference.docx lacks them, the ordinary ones serve."""

NEEDED_STYLES = (*dict.fromkeys(ROLE_STYLES.values()), PROSE, UNIT, GAP, HEADER, TABLE)
"""Names that reference.docx must hold; TABLE is a table style, all others are paragraph styles."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STYLES = "word/styles.xml"
_DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError)
"""What zipfile raises over damaged, encrypted or unknown packing (NotImplementedError is a RuntimeError)."""


@dataclass(slots=True)
class Style:
    """A style as the file names it. indent: attributes of its w:ind (right, rightChars …), without namespace."""

    kind: str
    id: str
    name: str = ""
    indent: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """A checked reference.docx: its bytes, and its paragraph and table styles by name."""

    data: bytes
    styles: dict[str, Style]

    def missing(self) -> list[str]:
        """The needed styles that it lacks, in the order of NEEDED_STYLES."""
        return [name for name in NEEDED_STYLES if name not in self.styles]

    def style_id(self, name: str, *, dense: bool = False) -> str:
        """The id under which paragraphs quote the style of that name; dense: its smaller variant, if there is one."""
        smaller = self.styles.get(DENSE[name]) if dense and name in DENSE else None
        return (smaller or self.styles[name]).id


def missing_styles(reference: Path | bytes) -> list[str]:
    """The needed styles that reference.docx lacks; raises KnownError (export.reference_*) for a file that is none."""
    return read_reference(reference).missing()


def read_reference(reference: Path | bytes) -> Reference:
    """The file with its styles; raises KnownError (export.reference_*) when it is no harmless .docx."""
    data = reference if isinstance(reference, bytes) else _read(reference)
    if len(data) > MAX_FILE:
        raise KnownError("export.reference_too_big", limit=MAX_FILE // 1024**2)
    try:
        styles = list(_styles(data))
    except _DAMAGED as error:
        raise KnownError("export.reference_not_word") from error
    return Reference(data, {style.name: style for style in styles})


def _read(path: Path) -> bytes:
    """At most one byte more than is allowed: a huge file is not loaded to learn that it is too big."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise KnownError("export.reference_missing", name=path.name) from error


def _styles(data: bytes) -> Iterator[Style]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        entries = package.infolist()
        # zipfile never unpacks more of an entry than it declares here, so the sum may be trusted.
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise KnownError("export.reference_too_big", limit=MAX_FILE // 1024**2)
        if not {"[Content_Types].xml", "word/document.xml"} <= {each.filename for each in entries if _is_plain(each)}:
            raise KnownError("export.reference_not_word")
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                reader = _PartReader(package.read(entry))
                if entry.filename == _STYLES:
                    yield from reader.styles


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Packed as Word packs; other ways need modules that the program does not carry."""
    return entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class _PartReader:
    """One part, read with a parser that stops at the first sign of an entity or of a link to the outside."""

    def __init__(self, part: bytes) -> None:
        self.styles: list[Style] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        try:
            parser.Parse(part, True)
        except expat.ExpatError as error:
            raise KnownError("export.reference_not_word") from error

    def _doctype(self, *_declaration: object) -> None:
        raise KnownError("export.reference_unsafe")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode") == "External":
            raise KnownError("export.reference_unsafe")
        if tag == f"{_W}style":
            kind, style = attributes.get(f"{_W}type", "paragraph"), attributes.get(f"{_W}styleId", "")
            self.styles.append(Style(kind, style))
        elif self.styles and tag == f"{_W}name":
            self.styles[-1].name = _known_name(self.styles[-1].kind, attributes.get(f"{_W}val", ""))
        elif self.styles and tag == f"{_W}ind":
            self.styles[-1].indent = {name.removeprefix(_W): value for name, value in attributes.items()}


def _known_name(kind: str, name: str) -> str:
    """The needed name that it means (Word writes heading 1, others Heading 1), or "" for a style of no interest."""
    wanted = _BY_LOWER_CASE.get(name.lower(), "")
    return wanted if kind == ("table" if wanted == TABLE else "paragraph") else ""


_BY_LOWER_CASE = {name.lower(): name for name in (*NEEDED_STYLES, *DENSE.values())}
