"""The text of a .txt or .docx file, one paragraph a line, for texts that are taken over into a report.

Only the words of the document body are read: no styles, no macros, no links, and nothing outside the file.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from core.errors import KnownError
from core.packages import MEGABYTE, SWOLLEN, Limits, RefusedError, measure

MAX_BYTES = 20_000_000
MOST_CHARACTERS = 1_000_000
"""A year's report has fifty thousand; a window that is given more stands still for minutes."""
LIMITS = Limits(entries=2_000, unpacked=200 * MEGABYTE, elements=1_000_000)
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
        return _short_enough(_document_text(content, place), place)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise KnownError("text_file.old_word", file=place.name)
    return _short_enough(_plain_text(content, place), place)


def _short_enough(text: str, place: Path) -> str:
    if len(text) > MOST_CHARACTERS:
        raise KnownError("text_file.too_long", file=place.name, count=len(text), limit=MOST_CHARACTERS)
    return text


def _plain_text(content: bytes, place: Path) -> str:
    for encoding in (_WIDE.get(content[:2], ENCODINGS[0]), ENCODINGS[1]):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise KnownError("text_file.no_text", file=place.name)


def _document_text(content: bytes, place: Path) -> str:
    try:
        measure(content, LIMITS, (BODY,))
        with zipfile.ZipFile(BytesIO(content)) as package:
            if package.getinfo(BODY).file_size > MAX_BYTES:
                raise RefusedError(SWOLLEN)
            root = ElementTree.fromstring(package.read(BODY))
    except (RefusedError, KeyError) as error:
        swollen = isinstance(error, RefusedError) and error.reason == SWOLLEN
        code = "text_file.too_big" if swollen else "text_file.no_text"
        raise KnownError(code, file=place.name, limit=MAX_BYTES // 1_000_000) from error
    return "\n".join(_paragraph(paragraph) for paragraph in root.iter(f"{_W}p"))


def _paragraph(paragraph: ElementTree.Element) -> str:
    return "".join((node.text or "") if node.tag == f"{_W}t" else _MARKS.get(node.tag, "") for node in paragraph.iter())
