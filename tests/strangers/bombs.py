"""Input that is small and costs much: each is read or refused within the limits, in a process of its own.

Each of these held an earlier state of the program for minutes or took gigabytes, or is of a kind known to do so.
"""

import os
import random
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from tests.strangers.doors import DOORS, KEY, parts, workbook
from tests.strangers.limits import MEGABYTES, SECONDS

_FORM = 'id = "sample"\nedition = 2020\nlabel = "示例"\n'
_DRAFT = f'format = "{KEY}"\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Cost:
    """What a bomb took. ended: how the process ended, 0 for in order."""

    name: str
    ended: int
    seconds: float
    megabytes: int

    @property
    def bearable(self) -> bool:
        """Whether it kept to the limits, with a result or a KnownError."""
        return self.ended == 0 and self.seconds < SECONDS and self.megabytes < MEGABYTES

    def __str__(self) -> str:
        return f"{self.name}: {self.seconds:.1f} s, {self.megabytes} MB" + (
            f", ended {self.ended}" if self.ended else ""
        )


def costs(names: Iterable[str] = ()) -> Iterator[Cost]:
    """Let each bomb (or those) off in a child of this process."""
    for name in names or BOMBS:
        door, make = BOMBS[name]
        data = make()
        child = os.fork()
        if not child:
            ended = 1
            try:
                DOORS[door].enter(data)
                ended = 0
            finally:
                os._exit(ended)
        _, status, usage = os.wait4(child, 0)
        yield Cost(name, os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


# ---------------------------------------------------------------- how they are made


def _zipped(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def _book(name: str, before: str, more: str) -> bytes:
    """The example's workbook with something more before a tag of one of its files."""
    files = dict(parts(workbook))
    files[name] = files[name].decode().replace(before, more + before, 1).encode()
    return _zipped(files)


def _noise() -> int:
    return random.randrange(10**9)  # what is always the same packs too well, and is refused for that


def _word(body: str) -> bytes:
    return _zipped({"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>".encode()})


def _items(pattern: str, count: int) -> str:
    """The pattern so many times, with its number for @ and a number of chance for ?."""
    return "".join(pattern.replace("@", str(n)).replace("?", str(_noise())) for n in range(count))


_SHEET = "xl/worksheets/sheet2.xml"
_DEEP = ".".join(["a"] * 900)
_UNKNOWN = "[field.sample_@]\nlabel = 'a'\nkind = 'money'\nformula = 'income_totl@'\n"
_COLUMN = "[table.sample_t]\nlabel = 'a'\ncolumns = [{ id = 'x', label = 'x', kind = 'money' }]\n"
_MANY_STYLES = {
    "[Content_Types].xml": b"<a/>",
    "word/document.xml": b"<a/>",
    "word/styles.xml": f"<w:styles {_W}>{'<w:style/>' * 1_000_000}</w:styles>".encode(),
}


def _chain(count: int) -> str:
    rows = (f"{{ id = 'r{n}', label = 'a', within = 'r{n + 1}' }}," for n in range(count))
    return f"{_COLUMN}rows = [{''.join(rows)}]"


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "draft: a heading of a thousand names": (
        "draft",
        lambda: f"{_DRAFT}[{_DEEP}]\n".encode() + _items("b@ = 1\n", 300_000).encode(),
    ),
    "draft: brackets without end": ("draft", lambda: (_DRAFT + "a = " + "[" * 3_000_000).encode()),
    "draft: a million faults": ("draft", lambda: (_DRAFT + "not_applicable = [" + "[]," * 1_000_000 + "]").encode()),
    "draft: 200,000 answers": ("draft", lambda: (_DRAFT + "[answers]\n" + _items("a@ = 1\n", 200_000)).encode()),
    "draft: 100,000 rows": ("draft", lambda: (_DRAFT + _items("[[rows.a]]\nid = '@'\n", 100_000)).encode()),
    "draft: a text of three megabytes": (
        "draft",
        lambda: (_DRAFT + "[answers]\nachievements = '" + "增长12.5%，完成率100%，其中：" * 80_000 + "'").encode(),
    ),
    "form: 20,000 unknown names": ("definition", lambda: (_FORM + _items("income_totl@ = 1\n", 20_000)).encode()),
    "form: 10,000 formulas of unknown names": ("definition", lambda: (_FORM + _items(_UNKNOWN, 10_000)).encode()),
    "form: 12,000 rows one within the other": ("definition", lambda: (_FORM + _chain(12_000)).encode()),
    "form: a heading of a thousand names": (
        "definition",
        lambda: f"{_FORM}[{_DEEP}]\n".encode() + _items("b@ = 1\n", 80_000).encode(),
    ),
    "workbook: 90,000 styles": (
        "workbook as bytes",
        lambda: _book("xl/styles.xml", "</cellXfs>", _items('<xf numFmtId="?"/>', 90_000)),
    ),
    "workbook: a million styles": (
        "workbook as bytes",
        lambda: _book("xl/styles.xml", "</cellXfs>", _items('<xf numFmtId="?"/>', 1_000_000)),
    ),
    "workbook: 90,000 texts": (
        "workbook as bytes",
        lambda: _book("xl/sharedStrings.xml", "</sst>", _items("<si><t>?</t></si>", 90_000)),
    ),
    "workbook: 290,000 cells": (
        "workbook as bytes",
        lambda: _book(_SHEET, "</sheetData>", _items('<row r="1@"><c r="A1@"><v>?</v></c></row>', 290_000)),
    ),
    "workbook: 700,000 rows": (
        "workbook as bytes",
        lambda: _book(_SHEET, "</sheetData>", _items('<row r="1@" ht="?"/>', 700_000)),
    ),
    "workbook: 100,000 sheets": (
        "workbook as bytes",
        lambda: _book("xl/workbook.xml", "</sheets>", _items('<sheet name="?" sheetId="1@" r:id="rId1"/>', 100_000)),
    ),
    "workbook: 45,000 names": (
        "workbook as bytes",
        lambda: _book(
            "xl/workbook.xml", "</definedNames>", _items('<definedName name="c_a@">x!$A$1@</definedName>', 45_000)
        ),
    ),
    "workbook: 60,000 files": (
        "workbook as bytes",
        lambda: _zipped({**parts(workbook), **{f"x{n}": b"" for n in range(60_000)}}),
    ),
    "Word file: ten million paragraphs": ("text file", lambda: _word("<w:p/>" * 10_000_000)),
    "Word file: 200,000 paragraphs one within the other": (
        "text file",
        lambda: _word("<w:p>" * 200_000 + "</w:p>" * 200_000),
    ),
    "Word file: a tag of sixty megabytes": ("text file", lambda: _word(f"<w:p a='{'x' * 60_000_000}'/>")),
    "Word file: a million attributes": ("text file", lambda: _word("<w:p " + _items('a@="" ', 1_000_000) + "/>")),
    "styles: a million of them": ("styles as bytes", lambda: _zipped(_MANY_STYLES)),
    "text: marks that never end": ("pasted text", lambda: b"[bookmark:" * 400_000),
    "text: stops without end": ("pasted text", lambda: ("- a" + "，" * 1_000_000 + "a").encode()),
    "text: line ends and nothing else": ("pasted text", lambda: b"\n" * 1_000_000),
    "text: 400,000 headings": ("pasted text", lambda: "一、a\n".encode() * 400_000),
    "text: brackets": ("pasted text", lambda: "（一".encode() * 500_000),
    "formula: brackets": ("formula", lambda: b"(" * 250 + b"1" + b")" * 249),
    "formula: signs": ("formula", lambda: b"-" * 499 + b"1"),
    "formula: a chain": ("formula", lambda: b"+".join([b"1"] * 250)),
}
"""Name -> the door that it comes through, and how it is made."""

DEAR = frozenset(
    {
        "draft: a million faults", "draft: 200,000 answers", "draft: 100,000 rows", "draft: a text of three megabytes",
        "workbook: a million styles", "workbook: 290,000 cells", "workbook: 700,000 rows", "workbook: 60,000 files",
        "Word file: ten million paragraphs", "styles: a million of them", "text: 400,000 headings",
        "text: line ends and nothing else",
    }
)  # fmt: skip
"""Those that take seconds to make or to read: for the long run."""
