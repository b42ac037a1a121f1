"""How sheets are fitted on paper."""

from typing import Any

import pytest
import xlsxwriter

from core.exports.excel_layout import Box, Plan
from core.exports.excel_page import set_page


def page(
    widths: list[float], rows: int = 10, *, height: float = 20, title: str = "题名", charts: bool = False, **how: bool
) -> Any:
    """The worksheet after its page was set."""
    plan = Plan(
        boxes=[Box(rows - 1, 0, rows - 1, 0, "", "cell")], widths=widths, heights=dict.fromkeys(range(rows), height)
    )
    workbook = xlsxwriter.Workbook()
    sheet = workbook.add_worksheet("表")
    if charts:
        sheet.insert_chart("A20", workbook.add_chart({"type": "bar"}))
    asked = {"landscape": False, "official": False, "draft": False} | how
    set_page(sheet, plan, title=title, code="AAAA-2222", **asked)
    return sheet


@pytest.mark.parametrize(
    ("widths", "lying", "wide"),
    [
        ([82.0], False, 1),
        ([90.0], False, 1),
        ([60.0, 60.0], True, 1),
        ([100.0] * 2, True, 1),
        ([20.0] * 12, True, 1),
        ([20.0] * 13, True, 2),
    ],
)
def test_a_wide_table_lies_and_goes_on_to_further_pages_before_it_cannot_be_read(
    widths: list[float], lying: bool, wide: int
) -> None:
    sheet = page(widths)
    assert (sheet.orientation == 0, sheet.fit_width, sheet.fit_height) == (lying, wide, 0)


def test_further_pages_across_say_the_numbers_of_their_rows_and_need_room_for_them() -> None:
    assert [page([first, *[20.0] * 12]).fit_width for first in (3.0, 20.0, 130.0)] == [1, 2, 3]
    assert page([20.0] * 13).repeat_col_range == "表!$A:$A"
    assert page([20.0] * 12).repeat_col_range == ""
    assert page([20.0] * 13, official=True).repeat_col_range == ""


def test_a_sheet_with_charts_repeats_no_column_and_so_no_strip_of_a_chart() -> None:
    sheet = page([20.0] * 13, charts=True)
    assert (sheet.repeat_col_range, sheet.fit_width) == ("", 2)
    assert page([130.0, *[20.0] * 5], charts=True).fit_width == 1


def test_what_stands_around_a_sheet_is_not_made_smaller_with_it() -> None:
    assert page([200.0]).header_footer_scales is False


@pytest.mark.parametrize(("rows", "down"), [(10, 1), (36, 1), (45, 1), (60, 0), (72, 0), (73, 2), (90, 2), (101, 0)])
def test_an_official_table_is_set_a_little_smaller_to_save_a_last_page_of_few_rows(rows: int, down: int) -> None:
    """Of 20 points 36 rows stand on an upright page."""
    assert page([82.0], rows, official=True).fit_height == down


def test_an_official_table_stays_as_wide_as_a_page() -> None:
    assert page([122.0, 30.0], landscape=True, official=True).fit_width == 1


def test_the_title_leaves_room_for_code_and_page_number() -> None:
    assert (
        page([82.0], title="甲&乙" + "长" * 40).footer == f"&L甲&&乙{'长' * 27}&R校验码 AAAA-2222　第 &P 页，共 &N 页"
    )
    assert page([82.0], draft=True).header == "&L&A&C草稿"
