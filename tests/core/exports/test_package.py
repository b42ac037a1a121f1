"""All files of one report in one folder or zip, with the list of what they are."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import docx
import openpyxl
import pytest

from core.errors import KnownError
from core.exports.package import write_package
from core.packages import measure
from core.reports.document import Blank, Document, Fill, Paragraph, Part, Piece

REFERENCE = Path(__file__).parents[3] / "resources" / "forms" / "changning_township" / "2023" / "reference.docx"
NOW = datetime(2024, 3, 29, tzinfo=UTC)


def document(name: str, code: str = "") -> Document:
    part = Part(id="a", title="甲", blocks=(Paragraph(runs=("字",)),))
    return Document(id=name, title=name, file_name=name, unit="甲镇", parts=(part,), code=code)


def word(name: str, code: str = "") -> Piece:
    return Piece(document=document(name, code))


def book(name: str, code: str = "") -> Piece:
    return Piece(document=document(name, code), workbook=True)


def another(content: bytes) -> bytes:
    """The same package in other bytes."""
    changed = BytesIO(content)
    with zipfile.ZipFile(changed, "a") as package:
        package.comment = b"another"
    return changed.getvalue()


def rows_of(data: bytes) -> list[list[str]]:
    [table] = docx.Document(BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_pieces_come_one_by_one(tmp_path: Path) -> None:
    written = write_package([word("一"), word("二"), book("表")], REFERENCE, tmp_path, NOW)
    assert list(tmp_path.iterdir()) == []
    assert next(written).path == tmp_path / "一.docx"
    assert [path.name for path in tmp_path.iterdir()] == ["一.docx"]
    assert [one.path.name for one in written] == ["二.docx", "表.xlsx"]


def test_pieces_are_made_when_it_is_their_turn(tmp_path: Path) -> None:
    made: list[str] = []

    def pieces() -> Any:
        for name in ("一", "二"):
            made.append(name)
            yield word(name)

    written = write_package(pieces(), REFERENCE, tmp_path)
    next(written)
    assert made == ["一"]


def test_the_reference_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Mock(wraps=measure)
    monkeypatch.setattr("core.exports.word_reference.measure", looked)
    own = tmp_path / "reference.docx"
    own.write_bytes(another(REFERENCE.read_bytes()))
    assert len(list(write_package([word("一"), word("二"), word("三")], own, tmp_path))) == 3
    assert looked.call_count == 1
    own.write_bytes(b"")
    with pytest.raises(KnownError):
        next(write_package([word("四")], own, tmp_path))


def test_the_workbook_knows_whose_it_is(tmp_path: Path) -> None:
    [last] = write_package([book("表")], REFERENCE, tmp_path, NOW, uid="u-1", form="sample/2020")
    workbook: Any = openpyxl.load_workbook(last.path)
    assert {"u-1", "sample/2020"} <= {str(one.value) for one in workbook.custom_doc_props}


def test_what_was_written_before_a_failure_stays(tmp_path: Path) -> None:
    next(write_package([word("一"), word("二")], REFERENCE, tmp_path, NOW))
    (tmp_path / "broken.docx").write_bytes(b"")
    with pytest.raises(KnownError) as error:
        next(write_package([word("三")], tmp_path / "broken.docx", tmp_path, NOW))
    assert error.value.code == "export.reference_not_word"
    assert (tmp_path / "一.docx").exists()


def test_the_list_names_files_and_codes(tmp_path: Path) -> None:
    pieces = [word("报告", "AAAA-2222"), word("表", "BBBB-3333"), book("表", "BBBB-3333")]
    *_, last = write_package(pieces, REFERENCE, tmp_path, NOW, listed=True, pages=lambda one: len(one.title))
    assert last.path.name == "报送材料清单.docx"
    assert rows_of(last.path.read_bytes()) == [
        ["序号", "文件", "页数或工作表", "校验码"],
        ["1", "报告.docx", "2页", "AAAA-2222"],
        ["2", "表.docx", "1页", "BBBB-3333"],
        ["3", "表.xlsx", "1张工作表", "BBBB-3333"],
    ]


def test_pages_that_nobody_counts_have_no_column(tmp_path: Path) -> None:
    *_, last = write_package([word("报告", "AAAA-2222"), book("表")], REFERENCE, tmp_path, listed=True)
    assert rows_of(last.path.read_bytes())[:2] == [["序号", "文件", "校验码"], ["1", "报告.docx", "AAAA-2222"]]


def test_a_hidden_sheet_is_not_counted(tmp_path: Path) -> None:
    table = document("表")
    table = replace(table, parts=(*table.parts, replace(table.parts[0], title="数据", hidden=True)))
    *_, last = write_package([Piece(document=table, workbook=True)], REFERENCE, tmp_path, listed=True)
    assert rows_of(last.path.read_bytes())[1][2] == "1张工作表"


def test_a_page_file_goes_in_as_it_is(tmp_path: Path) -> None:
    piece = Piece(document=document("报告", "AAAA-2222"), pdf=b"%PDF-1.4", pages=8)
    first, contents = write_package([piece], REFERENCE, tmp_path, listed=True)
    assert (first.path.name, first.path.read_bytes()) == ("报告.pdf", b"%PDF-1.4")
    assert rows_of(contents.path.read_bytes())[1] == ["1", "报告.pdf", "8页", "AAAA-2222"]


def test_nothing_to_hand_in_gives_no_file(tmp_path: Path) -> None:
    assert list(write_package([], REFERENCE, tmp_path, listed=True, zipped=True)) == []
    assert list(tmp_path.iterdir()) == []


NAMES = ["修路/二期", "修路\\二期", "修路／二期", "A:b", "a：B", "x\ny", "长" * 200, "长" * 201, "CON"]


def test_names_are_legal_and_differ(tmp_path: Path) -> None:
    files = [one.path.name for one in write_package(map(word, NAMES), REFERENCE, tmp_path)]
    assert files[:6] == [
        "修路／二期.docx",
        "修路＼二期.docx",
        "修路／二期（2）.docx",
        "A：b.docx",
        "a：B（2）.docx",
        "xy.docx",
    ]
    assert len({name.casefold() for name in files}) == len(NAMES)
    assert all(len(name.encode()) <= 255 for name in files)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)


def test_a_second_package_replaces_the_first(tmp_path: Path) -> None:
    for _ in range(2):
        list(write_package([word("同"), word("同")], REFERENCE, tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["同.docx", "同（2）.docx"]


def test_all_in_one_zip_that_is_there_when_it_is_whole(tmp_path: Path) -> None:
    written = write_package([*map(word, NAMES), book("表")], REFERENCE, tmp_path, NOW, listed=True, zipped=True)
    first = next(written)
    assert (first.path, list(tmp_path.iterdir())) == (Path("修路／二期.docx"), [])
    *_, contents, last = written
    assert (contents.path.name, last.path) == ("报送材料清单.docx", tmp_path / "修路／二期（报送包）.zip")
    assert [path.name for path in tmp_path.iterdir()] == [last.path.name]
    with zipfile.ZipFile(last.path) as package:
        names = package.namelist()
        assert package.testzip() is None
        assert {info.date_time[:3] for info in package.infolist()} == {(2024, 3, 29)}
        assert [row[1] for row in rows_of(package.read("报送材料清单.docx"))[1:]] == names[:-1]
    assert len({name.casefold() for name in names}) == len(names) == len(NAMES) + 2


def test_a_zip_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    written = write_package(map(word, NAMES), REFERENCE, tmp_path, zipped=True)
    next(written)
    del written
    assert list(tmp_path.iterdir()) == []


def test_a_blank_workbook_lies_beside_the_reference(tmp_path: Path) -> None:
    workbook: Any = openpyxl.Workbook()
    workbook.active.title = "表"
    (tmp_path / "form").mkdir()
    (tmp_path / "form" / "reference.docx").write_bytes(REFERENCE.read_bytes())
    workbook.save(tmp_path / "form" / "空表.xlsx")
    fills = (Fill(sheet="表", place="B2", content="甲"), Fill(sheet="没有", place="A1", content="乙"))
    piece = Piece(document=document("自评表"), blank=Blank(file="空表.xlsx", cells=fills))
    written = write_package([piece], tmp_path / "form" / "reference.docx", tmp_path / "out", listed=True)
    first, contents = written
    assert (first.path.name, first.note) == ("自评表.xlsx", "空白工作簿中没有工作表“没有”，这部分没有填。")
    filled: Any = openpyxl.load_workbook(first.path)
    assert filled["表"]["B2"].value == "甲"
    assert rows_of(contents.path.read_bytes())[1][2] == "1张工作表"
