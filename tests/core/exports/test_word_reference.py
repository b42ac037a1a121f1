"""The shipped reference.docx is the one that its script makes, and a bad one is refused with a sentence."""

import runpy
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from core.errors import KnownError
from core.exports import word_reference
from core.exports.word_reference import MAX_FILE, NEEDED_STYLES, ROLE_STYLES, missing_styles, read_reference
from core.reports.document import ROLES

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = sorted((ROOT / "resources" / "forms").glob("*/*/reference.docx"))
MADE: Callable[[], dict[str, str]] = runpy.run_path(str(ROOT / "packaging" / "make_reference_docx.py"))["parts"]


def packed(parts: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def changed(name: str, old: str, new: str) -> bytes:
    """The reference with one text replaced in one of its parts."""
    parts = dict(MADE())
    assert old in parts[name]
    return packed({**parts, name: parts[name].replace(old, new)})


def refused(reference: Path | bytes) -> str:
    with pytest.raises(KnownError) as caught:
        missing_styles(reference)
    return caught.value.code


# ---------------------------------------------------------------- the shipped ones


def test_some_are_shipped() -> None:
    assert SHIPPED


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_a_shipped_reference_is_what_the_script_makes(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert {name: package.read(name).decode() for name in package.namelist()} == MADE()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_a_shipped_reference_lacks_no_style(path: Path) -> None:
    assert missing_styles(path) == []


def test_every_role_has_a_style() -> None:
    assert set(ROLE_STYLES) == set(ROLES)
    assert set(ROLE_STYLES.values()) < set(NEEDED_STYLES)


def test_the_script_gives_the_same_bytes_twice() -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "make_reference_docx.py"))
    assert script["reference_docx"]() == script["reference_docx"]()


# ---------------------------------------------------------------- styles


@pytest.mark.parametrize("name", NEEDED_STYLES)
def test_a_missing_style_is_named(name: str) -> None:
    assert missing_styles(changed("word/styles.xml", f'<w:name w:val="{name}"/>', '<w:name w:val="别的"/>')) == [name]


def test_a_style_of_the_wrong_kind_is_missing() -> None:
    wrong = changed("word/styles.xml", 'w:type="table" w:customStyle="1"', 'w:type="paragraph" w:customStyle="1"')
    assert missing_styles(wrong) == ["公文表格"]


def test_a_style_is_known_by_its_name_in_any_case_whatever_its_id() -> None:
    reference = changed(
        "word/styles.xml",
        'w:styleId="Heading1"><w:name w:val="heading 1"/>',
        'w:styleId="2"><w:name w:val="Heading 1"/>',
    )
    assert read_reference(reference).style_id("heading 1") == "2"


def test_the_indent_of_a_style_is_read() -> None:
    assert read_reference(packed(dict(MADE()))).styles["公文日期"].indent == {"rightChars": "400", "right": "1280"}


def test_without_styles_all_are_missing() -> None:
    parts: dict[str, str | bytes] = dict(MADE())
    del parts["word/styles.xml"]
    assert missing_styles(packed(parts)) == list(NEEDED_STYLES)


def test_pictures_and_the_like_are_not_read_as_xml() -> None:
    assert missing_styles(packed({**MADE(), "word/media/seal.png": b"\x89PNG<"})) == []


# ---------------------------------------------------------------- what is refused


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "reference.docx") == "export.reference_missing"


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04" + bytes(100), packed({"a.txt": "x"})])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    assert refused(data) == "export.reference_not_word"


def test_a_damaged_packing_is_refused() -> None:
    data = bytearray(packed(dict(MADE())))
    start = data.index(b"word/styles.xml") + 100
    data[start : start + 50] = bytes(50)
    assert refused(bytes(data)) == "export.reference_not_word"


def test_a_part_that_is_no_xml_is_refused() -> None:
    assert refused(changed("word/styles.xml", "</w:styles>", "")) == "export.reference_not_word"


def test_an_unusual_packing_is_refused() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as package:
        for name, part in MADE().items():
            package.writestr(name, part)
    assert refused(buffer.getvalue()) == "export.reference_not_word"


def test_a_big_file_is_refused_without_being_loaded(tmp_path: Path) -> None:
    path = tmp_path / "reference.docx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE * 100)
    assert refused(path) == "export.reference_too_big"


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_reference, "MAX_UNPACKED", 200_000)
    bomb = packed({**MADE(), "word/media/bomb.bin": bytes(200_000)})
    assert len(bomb) < 20_000
    assert refused(bomb) == "export.reference_too_big"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = packed({**MADE(), "word/media.xml": " " * 1_000_000})
    honest = (1_000_000).to_bytes(4, "little")
    assert honest in data
    assert refused(data.replace(honest, (10).to_bytes(4, "little"))) == "export.reference_not_word"


def test_too_many_parts_are_refused() -> None:
    assert refused(packed({**MADE(), **{f"{n}.bin": "" for n in range(500)}})) == "export.reference_too_big"


@pytest.mark.parametrize(
    "declaration",
    ['<!DOCTYPE w:styles [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE w:styles>"],
)
@pytest.mark.parametrize("name", ["word/styles.xml", "docProps/core.xml", "_rels/.rels"])
def test_entities_are_refused(name: str, declaration: str) -> None:
    assert refused(changed(name, "?>\n", f"?>{declaration}")) == "export.reference_unsafe"


def test_entities_are_refused_in_any_encoding() -> None:
    part = MADE()["word/styles.xml"].replace("?>\n", "?><!DOCTYPE w:styles>").replace("UTF-8", "UTF-16")
    assert refused(packed({**MADE(), "word/styles.xml": part.encode("utf-16")})) == "export.reference_unsafe"


def test_links_to_the_outside_are_refused() -> None:
    link = '<Relationship Id="x" Type="t" Target="http://example.com/x.dotm" TargetMode="External"/></Relationships>'
    unsafe = changed("word/_rels/document.xml.rels", "</Relationships>", link)
    assert refused(unsafe) == "export.reference_unsafe"


def test_python_docx_is_not_needed_to_judge_a_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert missing_styles(packed(dict(MADE()))) == []
