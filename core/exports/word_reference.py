"""Reads a reference.docx and refuses a bad one, before any Word library sees it.

Such files come from a USB stick with somebody else's report format. So the zip is measured before it is unpacked, no
part may declare entities or point outside, and all styles must be there: the builder of forms asks without paying for
the import of python-docx.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from core.errors import KnownError
from core.packages import SWOLLEN, UNSAFE, Limits, RefusedError, measure

MAX_FILE = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 500
MAX_ELEMENTS = 200_000

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
_NEEDED = ("[content_types].xml", "word/document.xml")
_CODES = {SWOLLEN: "export.reference_too_big", UNSAFE: "export.reference_unsafe"}


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
    return _measured(reference if isinstance(reference, bytes) else _read(reference))


@lru_cache(maxsize=1)
def _measured(data: bytes) -> Reference:
    """All files of a package are written into one reference: it is looked through once."""
    if len(data) > MAX_FILE:
        raise KnownError("export.reference_too_big", limit=MAX_FILE // 1024**2)
    limits = Limits(entries=MAX_PARTS, unpacked=MAX_UNPACKED, elements=MAX_ELEMENTS)
    styles = _Styles()
    try:
        measure(data, limits, _NEEDED, styles.element)
    except RefusedError as error:
        code = _CODES.get(error.reason, "export.reference_not_word")
        raise KnownError(code, limit=MAX_FILE // 1024**2) from error
    return Reference(data, {style.name: style for style in styles.found})


def _read(path: Path) -> bytes:
    """At most one byte more than is allowed: a huge file is not loaded to learn that it is too big."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise KnownError("export.reference_missing", name=path.name) from error


class _Styles:
    """The styles of styles.xml, and a refusal for a link to the outside in any file."""

    def __init__(self) -> None:
        self.found: list[Style] = []

    def element(self, file: str, tag: str, attributes: dict[str, str]) -> None:
        """Take note of one element."""
        if attributes.get("TargetMode") == "External":
            raise KnownError("export.reference_unsafe")
        if file != _STYLES:
            return
        if tag == f"{_W}style":
            kind, style = attributes.get(f"{_W}type", "paragraph"), attributes.get(f"{_W}styleId", "")
            self.found.append(Style(kind, style))
        elif self.found and tag == f"{_W}name":
            self.found[-1].name = _known_name(self.found[-1].kind, attributes.get(f"{_W}val", ""))
        elif self.found and tag == f"{_W}ind":
            self.found[-1].indent = {name.removeprefix(_W): value for name, value in attributes.items()}


def _known_name(kind: str, name: str) -> str:
    """The needed name that it means (Word writes heading 1, others Heading 1), or "" for a style of no interest."""
    wanted = _BY_LOWER_CASE.get(name.lower(), "")
    return wanted if kind == ("table" if wanted == TABLE else "paragraph") else ""


_BY_LOWER_CASE = {name.lower(): name for name in (*NEEDED_STYLES, *DENSE.values())}
