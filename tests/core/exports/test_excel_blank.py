"""A county's own blank workbook: filled without touching what is its own, and told where it cannot be."""

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Border, Font, PatternFill, Protection, Side

from core.errors import MESSAGES, KnownError
from core.exports import excel_blank
from core.exports.excel_blank import fill_blank
from core.formulas.cells import Cell
from core.reports.document import Blank, Figure, Fill, FillRows

Change = Callable[[Any], None]


def blank(*changes: Change) -> bytes:
    """A blank with a title, a formula, a merged cell and lines 5 to 8 to be filled, changed further."""
    workbook: Any = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "表"
    sheet["A1"] = "绩效自评表"
    sheet["A1"].font = Font(name="黑体", size=18)
    sheet.merge_cells("A1:D1")
    sheet["B2"].border = Border(left=Side("thin"))
    sheet["B2"].number_format = "0.0"
    sheet["D9"] = "=SUM(D5:D8)"
    sheet["A5"].fill = PatternFill("solid", fgColor="FFCC00")
    sheet.column_dimensions["A"].width = 33
    for change in changes:
        change(sheet)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def figure(value: Decimal | date | str | None, kind: str = "money", text: str = "") -> Figure:
    return Figure(cell=Cell("a"), value=value, text=text or str(value or ""), kind=kind)


def fill(place: str, content: Figure | str, sheet: str = "表") -> Blank:
    return Blank(file="x.xlsx", cells=(Fill(sheet=sheet, place=place, content=content),))


def rows(*names: str, first: int = 5, last: int = 8, sheet: str = "表") -> Blank:
    made = tuple((("A", name), ("D", figure(Decimal(number)))) for number, name in enumerate(names, 1))
    return Blank(file="x.xlsx", rows=(FillRows(sheet=sheet, first=first, last=last, label="项目", rows=made),))


def filled(content: Blank, source: bytes | None = None) -> tuple[Any, list[str]]:
    data, _, problems = fill_blank(source or blank(), content)
    return openpyxl.load_workbook(BytesIO(data))["表"], [str(one) for one in problems]


# -- what is lost ------------------------------------------------------------------------------------------------


def decorated() -> bytes:
    """A blank with all that the library knows no way to keep, a chart and a note."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet("表")
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series({"values": "=表!$A$1:$A$3"})
    sheet.insert_chart("C3", chart)
    sheet.insert_textbox("C20", "盖章处")
    sheet.insert_button("F1", {"caption": "汇总"})
    sheet.write_comment("A1", "批注")
    workbook.close()
    return stream.getvalue()


def test_shapes_and_buttons_that_are_not_kept_are_told() -> None:
    data, _, [told] = fill_blank(decorated(), fill("B2", "甲"))
    assert (told.code, str(told)) == (
        "blank.lost",
        "空白工作簿里的图形或文本框、按钮、勾选框等控件没有带到填好的文件里。需要的，请照县里的空白工作簿补上。",
    )
    assert "xl/charts/chart1.xml" in zipfile.ZipFile(BytesIO(data)).namelist()


def test_only_sheets_that_can_be_seen_are_counted() -> None:
    def hide(sheet: Any) -> None:
        sheet.parent.create_sheet("备用").sheet_state = "hidden"

    assert fill_blank(blank(hide), fill("B2", "甲"))[1] == 1


# -- what goes in ------------------------------------------------------------------------------------------------


def test_figures_go_in_as_numbers_and_the_rest_stays() -> None:
    sheet, problems = filled(fill("B2", figure(Decimal("12.50"))))
    assert (sheet["B2"].value, sheet["B2"].number_format, problems) == (12.5, "0.0", [])
    assert sheet["B2"].border.left.style == "thin"
    assert (sheet["A1"].value, sheet["A1"].font.name, sheet["A1"].font.size) == ("绩效自评表", "黑体", 18)
    assert (sheet["D9"].value, sheet.column_dimensions["A"].width) == ("=SUM(D5:D8)", 33)
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:D1"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", '=HYPERLINK("x")'])
def test_texts_stay_texts(text: str) -> None:
    sheet, _ = filled(fill("B3", text))
    assert (sheet["B3"].value, sheet["B3"].data_type) == (text, "s")


def test_signs_that_no_workbook_holds_are_left_out_and_long_texts_cut() -> None:
    sheet, _ = filled(fill("B3", "甲\x00\x1b乙"))
    assert sheet["B3"].value == "甲乙"
    sheet, _ = filled(fill("B3", "长" * 40_000))
    assert len(sheet["B3"].value) == 32_767


def test_a_percent_shows_as_one_where_the_cell_has_no_format() -> None:
    sheet, _ = filled(fill("B3", figure(Decimal("0.9876"), "percent", "98.76%")))
    assert (sheet["B3"].value, sheet["B3"].number_format) == (0.9876, "0.00%")
    sheet, _ = filled(fill("B2", figure(Decimal("0.9876"), "percent", "98.76%")))
    assert (sheet["B2"].value, sheet["B2"].number_format) == (0.9876, "0.0")


def test_a_date_is_one_where_the_cell_shows_dates() -> None:
    day = figure(date(2025, 4, 10), "date", "2025年4月10日")

    def dated(sheet: Any) -> None:
        sheet["B4"] = date(2000, 1, 1)
        sheet["B4"].number_format = "yyyy-mm-dd"

    assert filled(fill("B4", day), blank(dated))[0]["B4"].value.date() == date(2025, 4, 10)
    assert filled(fill("B3", day))[0]["B3"].value == "2025年4月10日"


def test_a_blank_leaves_what_the_county_wrote() -> None:
    sheet, problems = filled(fill("A5", figure(None)), blank(lambda sheet: sheet.__setitem__("A5", "（填写）")))
    assert (sheet["A5"].value, problems) == ("（填写）", [])


def test_rows_go_into_their_lines() -> None:
    sheet, problems = filled(rows("修路", "治水"))
    assert [(sheet[f"A{line}"].value, sheet[f"D{line}"].value) for line in range(5, 8)] == [
        ("修路", 1),
        ("治水", 2),
        (None, None),
    ]
    assert sheet["A5"].fill.fgColor.rgb == "00FFCC00"
    assert problems == []


def test_its_own_formulas_are_computed_when_it_is_opened() -> None:
    data, sheets, _ = fill_blank(blank(), rows("修路"))
    assert openpyxl.load_workbook(BytesIO(data)).calculation.fullCalcOnLoad
    assert sheets == 1


# -- what does not -----------------------------------------------------------------------------------------------


def test_more_rows_than_lines_are_told() -> None:
    sheet, problems = filled(rows(*"甲乙丙丁戊己"))
    assert [sheet[f"A{line}"].value for line in range(5, 10)] == [*"甲乙丙丁", None]
    assert problems == ["表!5:8：" + MESSAGES["blank.no_room"].format(label="项目", rows=6, lines=4)]


def test_hidden_lines_are_no_room() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[6].hidden = True

    sheet, problems = filled(rows("甲", "乙"), blank(hide))
    assert [sheet[f"A{line}"].value for line in range(5, 9)] == ["甲", None, "乙", None]
    assert problems == []
    _, problems = filled(rows(*"甲乙丙丁"), blank(hide))
    assert problems == ["表!5:8：项目有4行，空白工作簿只有3行的位置，后面的没有填进去。"]


@pytest.mark.parametrize(
    ("place", "code"),
    [("B1", "blank.merged"), ("D9", "blank.formula"), ("XFE1", "blank.outside"), ("A9999999", "blank.outside")],
)
def test_places_that_cannot_be_filled_are_told(place: str, code: str) -> None:
    sheet, [problem] = filled(fill(place, "字"))
    assert problem == f"表!{place}：{MESSAGES[code]}"
    assert sheet["D9"].value == "=SUM(D5:D8)"


def test_a_cell_of_a_row_that_cannot_be_filled_is_told() -> None:
    _, problems = filled(rows("甲"), blank(lambda sheet: sheet.__setitem__("D5", "=1")))
    assert problems == ["表!D5：这一格原来是算式，没有改动。"]


def test_a_sheet_that_is_not_there_is_told() -> None:
    assert filled(fill("A1", "字", "别的"))[1] == ["空白工作簿中没有工作表“别的”，这部分没有填。"]
    assert filled(rows("甲", sheet="别的"))[1] == [MESSAGES["blank.no_sheet"].format(sheet="别的")]


def test_locked_cells_of_a_protected_sheet_are_left_alone() -> None:
    def protect(sheet: Any) -> None:
        sheet.protection.sheet = True
        sheet["B3"].protection = Protection(locked=False)

    sheet, problems = filled(fill("B3", "字"), blank(protect))
    assert (sheet["B3"].value, problems, sheet.protection.sheet) == ("字", [], True)
    sheet, problems = filled(fill("B4", "字"), blank(protect))
    assert (sheet["B4"].value, problems) == (None, ["表!B4：" + MESSAGES["blank.locked"]])


@pytest.mark.parametrize("place", ["rows", "columns", "sheet"])
def test_hidden_places_are_left_alone(place: str) -> None:
    def hide(sheet: Any) -> None:
        if place == "rows":
            sheet.row_dimensions[3].hidden = True
        elif place == "columns":
            sheet.column_dimensions["B"].hidden = True
        else:
            sheet.parent.create_sheet("另")
            sheet.sheet_state = "hidden"

    sheet, problems = filled(fill("B3", "字"), blank(hide))
    assert (sheet["B3"].value, problems) == (None, ["表!B3：" + MESSAGES["blank.hidden"]])


def test_a_column_hidden_within_a_group_is_hidden() -> None:
    def hide(sheet: Any) -> None:
        sheet.column_dimensions.group("B", "D", hidden=True)

    assert filled(fill("C3", "字"), blank(hide))[1] == ["表!C3：位置在隐藏的行、列或工作表中，没有填。"]


def test_problems_do_not_fill_a_page() -> None:
    fills = tuple(Fill(sheet="没有", place="A1", content="x") for _ in range(500))
    assert len(fill_blank(blank(), Blank(file="x", cells=fills))[2]) == 20


# -- files that are none -----------------------------------------------------------------------------------------


def refused(source: Path | bytes) -> str:
    with pytest.raises(KnownError) as caught:
        fill_blank(source, fill("B2", "字"))
    return caught.value.code


def bomb() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<a>" + b" " * 50_000_000 + b"</a>")
    return stream.getvalue()


def hollow() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.xml", b"<a/>")
    return stream.getvalue()


def test_files_that_are_no_workbook_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.xlsx") == "excel.missing"
    assert refused(b"no zip") == "excel.not_xlsx"
    assert refused(bomb()) == "excel.swollen"
    assert refused(hollow()) == "excel.damaged"


def test_a_fault_of_our_own_is_not_told_as_a_damaged_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(excel_blank, "_cells", broken)
    with pytest.raises(ZeroDivisionError):
        fill_blank(blank(), fill("B2", "字"))
