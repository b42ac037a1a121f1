"""Charts of a sheet, drawn by the spreadsheet itself from the cells of its tables, so that they follow every change."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from core.exports.excel_layout import ROW_HEIGHT, Box
from core.exports.excel_names import letters, prefix
from core.formulas.cells import Cell
from core.reports.document import Chart

_COLOURS = {"本年": "#1C5CB8", "上年": "#8790A0"}
_WIDTH = 620
_BAR, _FRAME = 22, 110
"""Pixels of a part and its distance, and of what surrounds the bars."""
_PIXELS = 96 / 72


def draw_charts(workbook: Any, worksheet: Any, title: str, charts: Sequence[Chart], homes: Mapping[Cell, Box]) -> None:
    """Draw the charts below everything else on the sheet. homes: where the figures of this sheet stand."""
    row = max((box.last_row for box in homes.values()), default=0) + 3
    for chart in charts:
        if not all(one.cell in homes for one in chart.figures):
            continue  # its figures stand on another sheet, which draws it
        drawn = workbook.add_chart({"type": "bar"})
        _fill(drawn, title, chart, homes)
        height = _FRAME + _BAR * len(chart.figures) * len(chart.series)
        drawn.set_size({"width": _WIDTH, "height": height})
        worksheet.insert_chart(row, 0, drawn, {"description": chart.title})
        row += int(height / (ROW_HEIGHT * _PIXELS)) + 2


def _fill(drawn: Any, title: str, chart: Chart, homes: Mapping[Cell, Box]) -> None:
    categories = _area(title, [homes[one.cell]._replace(column=0) for one in chart.figures])
    for name, figures in chart.series:
        if all(one.cell in homes for one in figures):
            values = _area(title, [homes[one.cell] for one in figures])
            look = {"fill": {"color": _COLOURS[name]}, "gap": 60, "data_labels": {"value": True}}
            known = {"categories_data": list(chart.labels), "values_data": [_value(homes[one.cell]) for one in figures]}
            drawn.add_series({"name": name, "categories": categories, "values": values, **known, **look})
    drawn.set_title({"name": chart.caption, "name_font": {"size": 12}, "overlay": False})
    drawn.set_y_axis({"reverse": True})  # the first part on top, as in the table
    drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    drawn.set_legend({"position": "bottom"} if chart.prior else {"none": True})


def _value(box: Box) -> float:
    """What a reader that does not look at the cells is to draw."""
    value = box.figure.value if box.figure else None
    return float(value) if isinstance(value, Decimal) else 0.0


def _area(title: str, boxes: Sequence[Box]) -> str:
    """Cells one below the other as ranges: neighbours in one, others beside them in brackets."""
    runs: list[tuple[Box, Box]] = []
    for box in boxes:
        if runs and runs[-1][1].column == box.column and runs[-1][1].last_row + 1 == box.row:
            runs[-1] = (runs[-1][0], box)
        else:
            runs.append((box, box))
    areas = [
        f"{prefix(title)}${letters(first.column)}${first.row + 1}:${letters(last.column)}${last.row + 1}"
        for first, last in runs
    ]
    return "=" + (areas[0] if len(areas) == 1 else f"({','.join(areas)})")
