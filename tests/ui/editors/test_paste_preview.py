"""A pasted block is shown before it lands, and lands as one step of undo."""

from time import process_time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.formulas.cells import Cell
from tests.ui.editors.table_hands import clip
from tests.ui.editors.table_samples import Grid
from ui.editors.paste_preview import MOST_SHOWN, PastePreview
from ui.report_model import ReportModel

Key, Held = Qt.Key, Qt.KeyboardModifier
PLAN, WORKS = "sample_plan", "sample_works"


@pytest.fixture
def model(tables: ReportModel) -> ReportModel:
    return tables


def preview() -> PastePreview:
    """The preview that stands open."""
    QApplication.processEvents()
    [found] = [one for one in QApplication.topLevelWidgets() if isinstance(one, PastePreview) and one.isVisible()]
    return found


def paste(grid: Grid, text: str) -> PastePreview:
    clip(text)
    grid.press(Key.Key_V, held=Held.ControlModifier)
    return preview()


def agree(found: PastePreview) -> None:
    QTest.keyClick(found, Key.Key_Return)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_block_is_shown_and_lands_as_one_step(model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    grid.go("roads", "amount")
    found = paste(grid, "１，２３４．５\t99%\t完工\n甲\t\t\n")
    assert found.note.text() == "将填入4格，其中1格看不懂，会按原样保留并标红，另有2格不能填（灰色）。"
    heads = [found.grid.horizontalHeaderItem(at) for at in range(3)]
    assert [one.text() for one in heads if one] == ["2024年金额（万元）", "占比", "进度"]
    assert grid.shown("roads", "amount") == ""
    agree(found)
    assert [grid.shown("roads", one) for one in ("amount", "share", "state")] == ["1,234.50", "100.0%", "完工"]
    assert grid.shown("water", "amount") == "甲"
    assert grid.at() == ("roads", "amount")
    assert model.session.undo_label() == "粘贴 计划"
    model.undo()
    assert [grid.shown(row, "amount") for row in ("roads", "water")] == ["", ""]


def test_escape_takes_nothing_over(model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    grid.go("roads", "amount")
    QTest.keyClick(paste(grid, "1\n2"), Key.Key_Escape)
    assert grid.shown("roads", "amount") == ""


def test_the_unit_of_the_money_can_be_said(model: ReportModel) -> None:
    grid = Grid(model, PLAN)
    grid.go("roads", "amount")
    found = paste(grid, "13662700\n12300")
    found.unit.setFocus()
    QTest.keyClick(found.unit, Key.Key_Down)
    agree(found)
    assert [grid.shown(row, "amount") for row in ("roads", "water")] == ["1,366.27", "1.23"]


def test_an_empty_table_takes_a_block_as_new_rows_in_one_step(model: ReportModel) -> None:
    grid = Grid(model, WORKS)
    found = paste(grid, "东桥\t10\n西路\t30")
    assert found.note.text() == "将填入4格，新增2行。"
    agree(found)
    assert [(grid.shown(row, "name"), grid.shown(row, "share")) for row in grid.rows()] == [
        ("东桥", "25.0%"),
        ("西路", "75.0%"),
    ]
    model.undo()
    assert grid.rows() == ()
    model.redo()
    assert [grid.shown(row, "amount") for row in grid.rows()] == ["10.00", "30.00"]


def test_3000_rows_are_pasted_without_a_long_wait(model: ReportModel) -> None:
    """About a second of the processor here; work that grows with the square would be caught."""
    grid = Grid(model, WORKS)
    begin = process_time()
    found = paste(grid, "\n".join(f"第{at}项\t{at}.5" for at in range(3000)))
    assert found.grid.rowCount() == MOST_SHOWN
    agree(found)
    QApplication.processEvents()
    took = process_time() - begin
    assert len(grid.rows()) == 3000
    assert model.sheet.screen(Cell("sample_total")) == "4,500,000.00"
    assert took < 6
