"""The text of a .txt or .docx file, one paragraph a line, for texts that are taken over into a report.

Only the words of the document body are read: no styles, no macros, no links, and nothing outside the file.
"""

import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from core.errors import KnownError

MAX_BYTES = 20_000_000
BODY = "word/document.xml"
ENCODINGS = ("utf-8-sig", "gb18030")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_text_file(path: str | Path) -> str:
    """The text of a file; KnownError text_file.* with what to do."""
    place = Path(path)
    try:
        if place.stat().st_size > MAX_BYTES:
            raise KnownError("text_file.too_big", file=place.name, limit=MAX_BYTES // 1_000_000)
        content = place.read_bytes()
    except OSError:
        raise KnownError("text_file.missing", file=place.name) from None
    if content[:4] == b"PK\x03\x04":
        return _document_text(place)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise KnownError("text_file.old_word", file=place.name)
    return _plain_text(content, place)


def _plain_text(content: bytes, place: Path) -> str:
    for encoding in (_WIDE.get(content[:2], ENCODINGS[0]), ENCODINGS[1]):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise KnownError("text_file.no_text", file=place.name)


def _document_text(place: Path) -> str:
    try:
        with zipfile.ZipFile(place) as package:
            if package.getinfo(BODY).file_size > 10 * MAX_BYTES:
                raise KnownError("text_file.too_big", file=place.name, limit=MAX_BYTES // 1_000_000)
            body = package.read(BODY)
        if b"<!DOCTYPE" in body[:2000]:
            raise KnownError("text_file.no_text", file=place.name)
        root = ElementTree.fromstring(body)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, RuntimeError, ElementTree.ParseError):
        raise KnownError("text_file.no_text", file=place.name) from None
    return "\n".join(_paragraph(paragraph) for paragraph in root.iter(f"{_W}p"))


def _paragraph(paragraph: ElementTree.Element) -> str:
    return "".join((node.text or "") if node.tag == f"{_W}t" else _MARKS.get(node.tag, "") for node in paragraph.iter())
