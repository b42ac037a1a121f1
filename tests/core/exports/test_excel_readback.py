"""Filled workbooks come back as typed text; strangers' files do not get in."""

import struct
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from core.errors import KnownError
from core.exports import excel_guard, excel_readback
from core.exports.excel import write_excel
from core.exports.excel_guard import checked_bytes
from core.exports.excel_readback import read_back
from core.packages import MEGABYTE
from core.reports.document import Figure
from tests.core.exports.excel_samples import (
    bound,
    document,
    entered,
    grid,
    holds,
    money,
    one_cell,
    part,
    percent,
    sample,
)
from tests.core.reports.samples import cell

SAMPLE = write_excel(sample(), uid="u-1", form="changning/2023")
TYPED = {
    "income[general_budget].amount": "1366.27",
    "income[fund_budget].amount": "46.23",
    "income[other].amount": "431.81",
    "town_area": "约78.6",
    "farmland": "17000余",
    "villages": "11",
    "report_date": "2024年3月29日",
    "level": "省级专项",
    "remark": "=1+1",
    "satisfaction": "95.5%",
    "staff": "",
    "contact": "",
    "income_prior": "",
}


def answers(source: bytes | Path) -> dict[str, str]:
    result, problems = read_back(source)
    assert problems == ()
    return {str(address): text for address, text in result.answers}


def refilled(fill: Callable[[Any], None], source: bytes = SAMPLE) -> bytes:
    """The workbook after a clerk's changes (saved by another program, which keeps no computed values)."""
    book = openpyxl.load_workbook(BytesIO(source))
    fill(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def rezipped(changes: dict[str, bytes | None], source: bytes = SAMPLE) -> bytes:
    """The workbook with files inside it replaced, added, or (None) taken out."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name] or b"")
    return stream.getvalue()


def inside(name: str, source: bytes = SAMPLE) -> bytes:
    with zipfile.ZipFile(BytesIO(source)) as package:
        return package.read(name)


def refused(source: bytes | Path) -> str:
    with pytest.raises(KnownError) as refusal:
        read_back(source)
    return refusal.value.code


# ---- what a clerk has filled


def test_an_untouched_workbook_comes_back_as_it_was() -> None:
    assert answers(SAMPLE) == TYPED
    assert [str(address) for address, _ in read_back(SAMPLE)[0].answers] == list(TYPED)


def test_it_is_read_from_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "数据表.xlsx"
    path.write_bytes(SAMPLE)
    assert answers(path) == TYPED


def test_the_workbook_says_whose_it_is() -> None:
    result, _ = read_back(SAMPLE)
    assert (result.uid, result.form) == ("u-1", "changning/2023")
    nameless, _ = read_back(write_excel(sample()))
    assert (nameless.uid, nameless.form) == ("", "")


def test_what_a_clerk_types_is_read() -> None:
    def fill(book: Any) -> None:
        sheet, data = book["二、收支"], book["数据"]
        sheet["B3"] = 1366.2700000000002
        sheet["B4"] = "46.23万元"
        sheet["B5"] = None
        data["B1"] = 80
        data["B4"] = datetime(2024, 4, 1)
        data["B6"] = "+86"
        data["B7"] = 0.96
        data["B8"] = 81.0
        data["B9"] = True

    assert answers(refilled(fill)) == {
        **TYPED,
        "income[fund_budget].amount": "46.23万元",
        "income[other].amount": "",
        "town_area": "约80.0",
        "report_date": "2024年4月1日",
        "remark": "+86",
        "satisfaction": "96.0%",
        "staff": "81",
        "contact": "是",
    }


def test_input_cells_are_found_where_inserted_rows_have_moved_them() -> None:
    def move(book: Any) -> None:
        sheet = book["数据"]
        sheet["D40"], sheet["B1"] = 99.5, None
        sheet.title = "我的'数据'"
        for name, defined in book.defined_names.items():
            address = "$D$40" if name == "c_town_area" else defined.attr_text.split("!")[1]
            title = "我的''数据''" if "数据" in defined.attr_text else "二、收支"
            defined.attr_text = f"'{title}'!{address}"

    assert answers(refilled(move)) == {**TYPED, "town_area": "99.5"}


def test_a_name_of_a_merged_or_unquoted_place_is_understood() -> None:
    def widen(book: Any) -> None:
        book["数据"].title = "Data"
        for name in list(book.defined_names):
            del book.defined_names[name]
        book.defined_names["c_villages"] = DefinedName("c_villages", attr_text="Data!$B$3:$C$4")
        book.defined_names["other_name"] = DefinedName("other_name", attr_text="Data!$B$1")

    assert answers(refilled(widen)) == {"villages": "11"}


@pytest.mark.parametrize("gone", ["#REF!", "'数据'!#REF!", "'别的表'!$B$1", "[1]Sheet1!$A$1", "1+1", "'数据'!$B:$B"])
def test_a_deleted_input_cell_is_said(gone: str) -> None:
    def delete(book: Any) -> None:
        book.defined_names["c_villages"].attr_text = gone

    result, problems = read_back(refilled(delete))
    assert cell("villages") not in dict(result.answers)
    assert len(result.answers) == len(TYPED) - 1
    assert [(one.code, one.text) for one in problems] == [
        ("excel.place_lost", "“villages”的填报格已被删除，没有读取。")
    ]


def with_cell(content: str) -> bytes:
    """The sample with other content in the cell B3 of the first sheet, as Excel stores it."""
    sheet = inside("xl/worksheets/sheet1.xml").decode()
    start = sheet.index('<c r="B3"')
    end = sheet.index("</c>", start) + len("</c>")
    style = sheet[start:end].split("s=", 1)[1].split('"')[1]
    changed = sheet[:start] + content.replace("<c ", f'<c r="B3" s="{style}" ', 1) + sheet[end:]
    return rezipped({"xl/worksheets/sheet1.xml": changed.encode()})


def test_a_formula_in_an_input_cell_counts_with_its_result() -> None:
    assert answers(with_cell("<c ><f>1000+366.5</f><v>1366.5</v></c>")) == {
        **TYPED,
        "income[general_budget].amount": "1366.50",
    }


def test_a_formula_without_a_result_is_said() -> None:
    result, problems = read_back(with_cell("<c ><f>1000+366.5</f></c>"))
    assert cell("income[general_budget].amount") not in dict(result.answers)
    assert [(one.code, one.place) for one in problems] == [("excel.no_value", "二、收支!B3")]


@pytest.mark.parametrize("content", ['<c t="e"><v>#DIV/0!</v></c>', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'])
def test_an_error_in_an_input_cell_is_said(content: str) -> None:
    result, problems = read_back(with_cell(content))
    assert cell("income[general_budget].amount") not in dict(result.answers)
    (one,) = problems
    assert (one.code, one.place) == ("excel.error_value", "二、收支!B3")
    assert "#DIV/0!" in one.text


def test_what_does_not_come_back_as_it_was_typed_is_not_asked_for() -> None:
    doubtful = [
        entered("people", Decimal(100000), "10万余人", "quantity"),
        entered("long", Decimal("12345678901234.567"), "12345678901234.567", "number"),
        entered("prose", "第一段\n第二段", "第一段", "long_text"),
        entered("novel", "长" * 40_000, "长" * 40_000, "text"),
        entered("fine", "第一段\n第二段", "第一段\n第二段", "long_text"),
        entered("crowd", Decimal(100000), "10万余人", "quantity"),
        Figure(cell=cell("sum"), value=Decimal(100001), text="100001", formula=bound("crowd + 1")),
        money("plain", "2.00"),
    ]
    last = [holds(percent("rate", "1", None)), holds(entered("x" * 300, None, ""))]
    made = document(part("表", grid(*[[holds(one)] for one in doubtful], last)))
    assert answers(write_excel(made)) == {
        "people": "10万余人",
        "fine": "第一段\n第二段",
        "plain": "2.00",
        "rate": "100.0%",
    }


def test_two_thousand_rows_are_read_in_time() -> None:
    rows = [[holds(money(f"p[r{row}].{column}", "12.34")) for column in "abcd"] for row in range(2000)]
    content = write_excel(document(part("项目", grid(*rows, widths=(1, 1, 1, 1)))))
    start = time.process_time()
    assert len(answers(content)) == 8000
    assert time.process_time() - start < 4


# ---- what does not get in


def test_a_workbook_of_someone_else_is_said() -> None:
    stream = BytesIO()
    openpyxl.Workbook().save(stream)
    assert refused(stream.getvalue()) == "excel.not_ours"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "excel.not_xlsx"),
        ("项目,金额\n".encode("gbk"), "excel.not_xlsx"),
        (b"<html><table></table></html>", "excel.not_xlsx"),
        (excel_guard._OLD + bytes(600), "excel.not_xlsx"),
        (excel_guard._OLD + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "excel.encrypted"),
        (SAMPLE[: len(SAMPLE) // 2], "excel.damaged"),
        (b"PK\x03\x04" + bytes(100), "excel.damaged"),
        (rezipped({"xl/workbook.xml": None}), "excel.not_xlsx"),
        (rezipped({"xl/styles.xml": b"<styleSheet>"}), "excel.damaged"),
        (rezipped({"xl/_rels/workbook.xml.rels": b"<a/>"}), "excel.damaged"),
        (rezipped({"xl/workbook.xml": b"<workbook/>"}), "excel.not_ours"),
    ],
)
def test_other_files_are_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "没有.xlsx") == "excel.missing"
    assert refused(tmp_path) == "excel.missing"


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.xlsx"
    path.write_bytes(SAMPLE)
    monkeypatch.setattr(excel_guard, "MAX_FILE", len(SAMPLE))
    assert answers(path) == TYPED
    monkeypatch.setattr(excel_guard, "MAX_FILE", len(SAMPLE) - 1)
    assert refused(path) == "excel.too_big"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "xl/media/image1.png", "a.txt"])
def test_entities_are_refused_in_every_part_and_encoding(name: str, encoding: str) -> None:
    evil = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert refused(rezipped({name: evil.encode(encoding)})) == "excel.unsafe"


def test_a_picture_is_no_markup() -> None:
    picture = b"\x89PNG\r\n\x1a\n <!DOCTYPE a>"
    assert answers(rezipped({"xl/media/image1.png": picture, "xl/empty.bin": b""})) == TYPED


def test_a_bomb_is_not_unpacked() -> None:
    one_bomb = rezipped({"xl/media/bomb.bin": bytes(3 * MEGABYTE)})
    start = time.process_time()
    assert refused(one_bomb) == "excel.swollen"
    assert time.process_time() - start < 1


def test_many_megabytes_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(BytesIO(SAMPLE)) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
    monkeypatch.setattr(excel_guard, "MAX_UNPACKED", unpacked)
    assert answers(SAMPLE) == TYPED
    monkeypatch.setattr(excel_guard, "MAX_UNPACKED", unpacked - 1)
    assert refused(SAMPLE) == "excel.swollen"


def test_a_size_that_lies_is_damage_and_not_a_way_round() -> None:
    content = rezipped({"xl/media/bomb.bin": bytes(3 * MEGABYTE)})
    lying = content.replace(struct.pack("<L", 3 * MEGABYTE), struct.pack("<L", 100))
    assert refused(lying) == "excel.damaged"


@pytest.mark.parametrize(("limit", "at"), [("MAX_ENTRIES", 5), ("MAX_CELLS", 20), ("MAX_NAMES", 5)])
def test_more_than_memory_should_hold_is_refused(limit: str, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_guard, limit, at)
    assert refused(SAMPLE) == "excel.swollen"


def test_a_cell_at_the_far_end_is_not_walked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def far(book: Any) -> None:
        book.defined_names["c_villages"].attr_text = "'数据'!$XFD$1048576"

    assert refused(refilled(far)) == "excel.swollen"
    monkeypatch.setattr(excel_readback, "MAX_AREA", 19)
    assert refused(SAMPLE) == "excel.swollen"


def test_a_password_inside_the_zip_is_said() -> None:
    content = bytearray(SAMPLE)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + offset] |= 1
    assert refused(bytes(content)) == "excel.encrypted"


def test_a_safe_workbook_is_given_as_it_is() -> None:
    assert checked_bytes(SAMPLE) is SAMPLE
    assert checked_bytes(write_excel(one_cell(money("a", "1.00"))))


@pytest.mark.parametrize("own", ["typed_text", "cell_of", "_place"])
def test_a_fault_of_our_own_is_not_told_as_a_damaged_file(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(excel_readback, own, broken)
    with pytest.raises(ZeroDivisionError):
        read_back(SAMPLE)


@pytest.mark.parametrize(
    ("limit", "at"), [("MAX_TEXTS", 3), ("MAX_SHEETS", 0), ("MAX_OTHERS", 10), ("MAX_ELEMENTS", 50)]
)
def test_more_than_the_library_bears_is_refused(limit: str, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_guard, limit, at)
    assert refused(SAMPLE) == "excel.swollen"
