"""The doors through which a stranger's bytes come in, each with good seeds and the words that its format is made of.

The rule behind each: a result with problems, or a KnownError (FormulaError for the language of formulas). Any other
exception is a finding.
"""

import json
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

from core.errors import KnownError
from core.exports.excel import write_excel
from core.exports.excel_readback import read_back
from core.exports.word import write_word
from core.exports.word_reference import missing_styles
from core.forms.kinds import KINDS
from core.forms.library import EXAMPLE, FORM, REFERENCE, Library
from core.forms.outline import outline_paragraphs, read_outline
from core.forms.resolve import without_absent
from core.formulas.bind import bound
from core.formulas.evaluate import compiled
from core.formulas.excel import Shown, excel_formula
from core.formulas.explain import said, taken
from core.formulas.syntax import FormulaError, Ref, parse
from core.imports.outline_text import split_outline
from core.imports.text_file import read_text_file
from core.imports.workbook_answers import changed_answers
from core.numbers import read_figure
from core.reports.checks import examine
from core.reports.compared import compared
from core.reports.compose import compose
from core.reports.document import Document, Grid, GridCell, Paragraph, Part
from core.reports.draft import Draft
from core.reports.expectation import unmet
from core.reports.frozen import frozen, payload
from core.reports.session import Session
from core.reports.sheet import Sheet
from core.reports.workbook import compose_workbook
from core.storage.draft_file import LIMIT, read_draft_file, write_draft_file
from core.storage.drafts import Evidence
from core.storage.milestones import EXPORT, milestones
from core.workspace import summary

KEY = "xiangtan_township/2024"
SAMPLES = Path(__file__).parents[1] / "samples"
FOLDER = Path(mkdtemp(prefix="strangers-"))
"""Where the bytes are put as files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """enter: let bytes in. seeds: good ones. words: what the format is made of. wrap: a seed that was changed -> bytes.

    A package (.docx, .xlsx) has a seed for each of its XML files, the number of the file before its content, and is
    put together again by wrap.
    """

    name: str
    enter: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]]
    words: tuple[bytes, ...]
    wrap: Callable[[bytes], bytes] = bytes


# ---------------------------------------------------------------- what the doors stand on


@cache
def library() -> Library:
    """The shipped formats."""
    return Library()


@cache
def sheet() -> Sheet:
    """The filled example."""
    return Sheet(library().program(KEY), read_draft_file(library().entry(KEY).folder / EXAMPLE).draft)


@cache
def samples() -> Library:
    """A library of one small format."""
    return Library(shipped=SAMPLES)


@cache
def workbook() -> bytes:
    """The example as a workbook."""
    return write_excel(compose_workbook(sheet(), final=False, findings=()), uid="u", form=KEY)


@cache
def reference() -> bytes:
    """The styles of the shipped format."""
    return (library().entry(KEY).folder / REFERENCE).read_bytes()


@cache
def parts(package: Callable[[], bytes]) -> dict[str, bytes]:
    """The XML files of a package, by name."""
    with zipfile.ZipFile(BytesIO(package())) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist()}


def parts_as_seeds(package: Callable[[], bytes]) -> list[bytes]:
    """Each file of a package as a seed: its number, then its content."""
    return [bytes([number]) + content for number, content in enumerate(parts(package).values())]


def repacked(package: Callable[[], bytes], seed: bytes) -> bytes:
    """The package with one of its files replaced by a seed."""
    found = parts(package)
    changed = list(found)[seed[0] % len(found)] if seed else ""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in found.items():
            packed.writestr(name, seed[1:] if name == changed else content)
    return stream.getvalue()


def file_of(name: str, data: bytes) -> Path:
    """The bytes as a file."""
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def text_of(data: bytes) -> str:
    """Bytes as a text that may hold anything, lone halves of characters too."""
    return data.decode("utf-8", "surrogateescape")


# ---------------------------------------------------------------- the doors


def draft(data: bytes) -> None:
    """A report's file: read, written and read again, computed, checked, composed, summed up."""
    with suppress(KnownError):
        read = read_draft_file(file_of("draft.toml", data))
        assert all(str(one) for one in read.problems)
        text = write_draft_file(read.draft)
        if len(text.encode()) <= LIMIT:
            assert read_draft_file(text).draft == read.draft
        known = read.draft.form if read.draft.form == KEY else KEY
        computed = Sheet(library().program(known), read.draft)
        whole(computed)
        if read.expect is not None:
            assert all(str(one) for one in unmet(computed, read.expect, EXAMPLE))


def whole(computed: Sheet) -> None:
    """Everything that becomes of a report, but for the writing of files."""
    examination = examine(computed)
    for document in computed.program.form.documents:
        compose(computed, document.id, final=False)
    compose_workbook(computed, final=False, findings=examination.findings)
    json.dumps(summary(Session(computed.program, computed.draft)), ensure_ascii=False)
    for cell in computed.draft.entries:
        if computed.field(cell) is not None:
            computed.why(cell), computed.screen(cell), computed.label(cell)


def definition(data: bytes) -> None:
    """A report format: examined, and where there is anything, an empty report of it."""
    path = file_of(f"sample/2020/{FORM}", data)
    program, problems = samples().examine(path.parent)
    assert all(str(one) for one in problems)
    if program is not None and not problems:
        whole(Sheet(program, Draft(uid="u", form=program.form.key)))


def styles(data: bytes) -> None:
    """A reference.docx: examined, and where it has all styles, written into."""
    with suppress(KnownError):
        if not missing_styles(data):
            write_word(PAGE, data)


def filled(data: bytes) -> None:
    """A workbook that comes back."""
    with suppress(KnownError):
        found, problems = read_back(data)
        assert all(str(one) for one in problems)
        assert all(one.label for one in changed_answers(sheet(), found.answers))


def words_of_file(data: bytes) -> None:
    """A text or Word file that is taken over."""
    with suppress(KnownError):
        pasted(read_text_file(file_of("words", data)).encode("utf-8", "surrogatepass"))


def pasted(data: bytes) -> None:
    """A pasted text: split into an outline, and read as every kind of answer."""
    text = text_of(data)
    split = split_outline(text, 3)
    assert all(note for note in split.notes)
    read_figure(text)
    program = library().program(KEY)
    for one in {field.kind: field for field in program.fields.values()}.values():
        kind = KINDS[one.kind]
        value, wrong = kind.parse(text, one)
        assert wrong is None or str(wrong)
        if value is not None:
            kind.show(value, one, one.unit), kind.screen(value, one), kind.edit_text(value, one)
        if one.kind == "outline":
            read_outline(text), outline_paragraphs(text, one)


def present(ref: Ref) -> bool:
    """Whether the example's format holds what a reference means."""
    program = sheet().program
    if not ref.column:
        return ref.item in program.fields
    return ref.item in program.tables and (ref.kind != "cell" or ref.row in sheet().rows(ref.item))


def evidence(data: bytes) -> None:
    """What was kept of an export: read, listed and compared with the report as it is."""
    one = Evidence(MOMENT, EXPORT, text_of(data))
    for milestone in milestones(MOMENT, [one]):
        if milestone.export is not None:
            assert all(found.label and found.old != found.new for found in compared(milestone.export, sheet()))


def formula(data: bytes) -> None:
    """A formula: parsed, resolved, computed, explained, and said in Excel's language."""
    text, computed = text_of(data), sheet()
    for wanted in ("figure", "truth"):
        with suppress(FormulaError):
            resolved = computed.program.scope.typed(parse(text), wanted)
            held = without_absent(resolved, present)
            compiled(held)(computed, "")
            here = bound(held, "", computed.rows_of)
            said(taken(here, computed), computed.label)
            excel_formula(here, Shown(locate=lambda cells: ["B3"] * len(cells)), 2)


MOMENT = datetime(2024, 3, 29, tzinfo=UTC)
PAGE = Document(
    id="d",
    title="标题",
    file_name="文件",
    unit="单位",
    parts=(
        Part(
            id="p",
            title="一",
            blocks=(
                Paragraph(runs=("一、标题",), role="heading1"),
                Paragraph(runs=("正文",)),
                Grid(rows=((GridCell(paragraphs=(Paragraph(runs=("格",), role="cell"),)),),), widths=(1,)),
            ),
        ),
    ),
)


def _examples(name: str) -> list[bytes]:
    return [(library().entry(key).folder / name).read_bytes() for key in ("changning_township/2023", KEY)]


def _words(text: str, *more: bytes) -> tuple[bytes, ...]:
    return (*(one.encode() for one in text.split(" ")), *more)


_TOML = _words(
    '[ ] [[ ]] = { } " """ \' \\ \\u . \n true 1e999 nan 1979-05-27T07:32:00Z 99999999999999999999 项',
    b"0x" + b"f" * 40, b"\xff", b"\x00",
)  # fmt: skip
_XML = _words(
    '< > /> </ " & &#0; &lt; <!-- <![CDATA[ xmlns: -1 99999999999999999999 NaN 1e999 r:id ../../../x 文',
    b"<!DOCTYPE a>", b"\xff\xfe", b"\x00", b"  ",
)  # fmt: skip
_BOOK = _words(
    '<v> t="s" t="d" t="e" t="b" t="n" <f> #REF! \'x\'!$A$1 $XFD$1048576 name="c_ r=" s="999" 1048577 2024-13-45 <si>',
    b"<c ", b"<row ", b"<definedName ", b"<mergeCell ",
)  # fmt: skip
_WORD = _words("<w:p> <w:t> w:val= w:type= <w:sectPr> <w:tbl> w:styleId=", b"<w:style ", b"<w:pgSz ")
_TEXT = _words(
    "一、 （一） 1. （3） ① 一是 二是 。 ： \n 　 ， % 万元 约 余 （ － １ ． [bookmark: ] \u200b \ufeff \u2028 { }}",
    b"=1+1",     "2024年2月30日".encode(), b"# ", b"- ", b"9" * 40,
)  # fmt: skip
_SIGNS = _words(
    "( ) + - * / == <= != total( or_zero( share( growth( when( first_filled( total_where( mine( [ ] . ,",
    "“".encode(), b"0.1", b" and ", b" or ", b"not ", b"income_total", b"income.amount",
)  # fmt: skip
_FORM = _words(
    '[field.sample_x] [table.sample_y] [[check]] [[document]] [[document.section]] [sentence. rows columns formula kind'
    ' "money" "percent" free within parts each when grid <',
)  # fmt: skip
_DRAFT = _words("[answers] [[rows. [origins. [expect.figures] uid format [rewordings. id", b"expect = 1")


def _door_of_parts(
    name: str, enter: Callable[[bytes], None], whole: Callable[[], bytes], words: tuple[bytes, ...]
) -> Door:
    """A package of XML whose parts are changed one at a time."""
    return Door(
        name=name,
        enter=enter,
        seeds=lambda: parts_as_seeds(whole),
        words=(*_XML, *words),
        wrap=lambda seed: repacked(whole, seed),
    )


DOORS = {
    door.name: door
    for door in (
        Door(name="draft", enter=draft, seeds=lambda: _examples(EXAMPLE), words=(*_TOML, *_DRAFT)),
        Door(
            name="definition",
            enter=definition,
            seeds=lambda: [(SAMPLES / "forms" / "sample" / "2020" / FORM).read_bytes()],
            words=(*_TOML, *_FORM),
        ),
        Door(name="styles as bytes", enter=styles, seeds=lambda: [reference()], words=(b"PK\x03\x04", b"PK\x01\x02")),
        _door_of_parts("styles", styles, reference, _WORD),
        Door(name="workbook as bytes", enter=filled, seeds=lambda: [workbook()], words=(b"PK\x03\x04", b"PK\x05\x06")),
        _door_of_parts("workbook", filled, workbook, _BOOK),
        _door_of_parts("Word file", words_of_file, reference, _WORD),
        Door(
            name="text file",
            enter=words_of_file,
            seeds=lambda: [
                "一、强产业\n（一）文旅。一是建；二是管。".encode(code) for code in ("utf-8", "gb18030", "utf-16")
            ],
            words=(*_TEXT, b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\x00"),
        ),
        Door(
            name="pasted text",
            enter=pasted,
            seeds=lambda: ["一、强产业\n（一）文旅。一是建；二是管。".encode(), "约1,844.31万元".encode()],
            words=(*_TEXT, b"\xed\xa0\x80", b"\xff", b"\x00"),
        ),
        Door(
            name="evidence",
            enter=evidence,
            seeds=lambda: [payload(frozen(sheet(), final=True), ("a.docx",), {"a.docx": "K7M2-9QXA"}).encode()],
            words=_words('{ } [ ] " : , null true 1e999 "shown" "figures" "sentences" "" \\ud800', b"\xff", b"\x00"),
        ),
        Door(
            name="formula",
            enter=formula,
            seeds=lambda: [b"total(income.amount) / or_zero(income_total)", b"when(income_total > 0, 1, 2)"],
            words=_SIGNS,
        ),
    )
}
