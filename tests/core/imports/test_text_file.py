"""Reading the words of a .txt or .docx file."""

import zipfile
from pathlib import Path

import pytest

from core.errors import KnownError
from core.imports import text_file
from core.imports.text_file import MAX_BYTES, read_text_file

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(path: Path, body: str, name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(name, body)
    return path


def code(path: Path) -> str:
    with pytest.raises(KnownError) as caught:
        read_text_file(path)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_of_notepad_and_wps(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "成效.txt"
    path.write_bytes("（一）强产业\r\n1.文旅。".encode(encoding))
    assert read_text_file(path) == "（一）强产业\r\n1.文旅。"


def test_paragraphs_of_a_word_file(tmp_path: Path) -> None:
    body = (
        f"<w:document {SPACE}><w:body><w:p><w:r><w:t>（一）</w:t></w:r><w:r><w:t>强产业</w:t></w:r></w:p>"
        "<w:p/><w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p></w:body></w:document>"
    )
    assert read_text_file(word(tmp_path / "a.docx", body)) == "（一）强产业\n\n甲\t乙\n丙"


def test_a_word_file_of_our_own_exporter_is_read(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("第一段")
    document.add_paragraph("第二段")
    document.save(str(tmp_path / "b.docx"))
    assert read_text_file(tmp_path / "b.docx") == "第一段\n第二段"


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert code(tmp_path / "nowhere.txt") == "text_file.missing"
    assert code(tmp_path) == "text_file.missing"
    old = tmp_path / "old.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100)
    assert code(old) == "text_file.old_word"
    binary = tmp_path / "c.txt"
    binary.write_bytes(b"\x00\x01\x02\xff\xff")
    assert code(binary) == "text_file.no_text"
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert code(large) == "text_file.too_big"


def test_broken_and_hostile_word_files(tmp_path: Path) -> None:
    assert code(word(tmp_path / "no_body.docx", "", "other.xml")) == "text_file.no_text"
    assert code(word(tmp_path / "bad.docx", "<w:document")) == "text_file.no_text"
    cut = tmp_path / "cut.docx"
    cut.write_bytes(word(tmp_path / "whole.docx", "<a/>").read_bytes()[:30])
    assert code(cut) == "text_file.no_text"
    bomb = f'<!DOCTYPE a [<!ENTITY b "c">]><w:document {SPACE}>&b;</w:document>'
    assert code(word(tmp_path / "bomb.docx", bomb)) == "text_file.no_text"
    swollen = tmp_path / "swollen.docx"
    with (
        zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w", force_zip64=True) as file,
    ):
        for _ in range(11):
            file.write(b" " * MAX_BYTES)
    assert code(swollen) == "text_file.too_big"


def test_a_word_file_that_costs_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nested = "<w:p>" * 300 + "</w:p>" * 300
    assert code(word(tmp_path / "a.docx", f"<w:document {SPACE}>{nested}</w:document>")) == "text_file.too_big"
    long = tmp_path / "b.docx"
    with zipfile.ZipFile(long, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {SPACE}><w:p><w:t>{'一' * 2000}</w:t></w:p></w:document>")
    monkeypatch.setattr(text_file, "MAX_BYTES", 2000)
    assert long.stat().st_size < 2000
    assert code(long) == "text_file.too_big"


def test_a_text_too_long_for_a_window_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file, "MOST_CHARACTERS", 4)
    path = tmp_path / "a.txt"
    path.write_text("一二三四", "utf-8")
    assert read_text_file(path) == "一二三四"
    path.write_text("一二三四五", "utf-8")
    assert code(path) == "text_file.too_long"


def test_a_word_file_of_another_spelling_is_no_text(tmp_path: Path) -> None:
    assert code(word(tmp_path / "a.docx", "<a/>", "Word/Document.xml")) == "text_file.no_text"
