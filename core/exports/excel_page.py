"""How a sheet is printed: paper, margins, what stands above and below, and on how many pages it is fitted.

A table too wide for one page goes on to the next ones instead of shrinking beyond reading; an official table of which
only a few rows would come to a last page is set a little smaller instead.
"""

import math
from typing import Any

from core.exports.excel_layout import LANDSCAPE, PORTRAIT, ROW_HEIGHT, Plan

_A4 = 9
_TITLE = 30
"""Characters of the title below a sheet: more would run into the page number."""
_UPRIGHT = 1.2
_SMALLEST = 0.5
"""Of their size: figures printed smaller cannot be read, and larger, tables would fall into many pages."""
_TIGHTEST = 0.75
"""The same for tables that are handed in."""
_ACROSS, _DOWN = {True: LANDSCAPE, False: PORTRAIT}, {True: 480, False: 725}
"""Half-width characters across and points down an A4 page, lying or upright."""


def set_page(
    worksheet: Any, plan: Plan, *, title: str, code: str, draft: bool, landscape: bool, official: bool
) -> None:
    """Everything of a sheet that only printing shows, when its charts are drawn. title, code: of the document."""
    total = sum(plan.widths)
    lying = landscape or total > PORTRAIT * _UPRIGHT
    if lying:
        worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    worksheet.center_horizontally()
    numbered = not worksheet.charts  # one over the first column would be repeated with it, cut off
    wide = 1 if official else _pages_across(plan, lying=lying, numbered=numbered)
    if wide > 1 and numbered:
        worksheet.repeat_columns(0)  # the numbers of the rows, else nobody can put the pages side by side
    worksheet.fit_to_pages(wide, _pages_down(plan, total, lying=lying) if official else 0)
    if plan.head[0] >= 0:
        worksheet.repeat_rows(*plan.head)
    as_is = {"scale_with_doc": False}  # what stands around a small sheet stays as large as on the others
    worksheet.set_header(f"&L&A{'&C草稿' if draft else ''}", as_is)
    told = f"校验码 {code}　" if code else ""
    worksheet.set_footer(f"&L{title[:_TITLE].replace('&', '&&')}&R{told}第 &P 页，共 &N 页", as_is)


def _pages_across(plan: Plan, *, lying: bool, numbered: bool) -> int:
    """As many as it takes to be read. numbered: each but the first has the first column once more."""
    repeated = plan.widths[0] if numbered else 0
    return max(1, math.ceil((sum(plan.widths) - repeated) / max(1.0, _ACROSS[lying] / _SMALLEST - repeated)))


def _pages_down(plan: Plan, total: float, *, lying: bool) -> int:
    """One page less where that costs little size; 0: as many as it takes."""
    rows = max((box.last_row for box in plan.boxes), default=0) + 1
    points = sum(plan.heights.get(row, ROW_HEIGHT) for row in range(rows)) * min(1.0, _ACROSS[lying] / max(1.0, total))
    pages = points / _DOWN[lying]
    whole = max(1, math.floor(pages))
    return whole if whole / max(1.0, pages) >= _TIGHTEST else 0
