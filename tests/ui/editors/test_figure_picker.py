"""插入数据: every figure is found by its label or its initials and quoted by Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.formulas.cells import Cell
from tests.ui.conftest import compose_text
from tests.ui.editors.field_samples import press, shown_row, typed
from ui.editors.figure_picker import FigurePicker, offers
from ui.editors.pinyin import matches, readings
from ui.editors.prose_input import ProseInput
from ui.report_model import ReportModel

Key, Held = Qt.Key, Qt.KeyboardModifier


def picker(model: ReportModel) -> tuple[FigurePicker, ProseInput]:
    model.enter(Cell("asset_management"), "盘点")
    edit = shown_row(model, "asset_management").widget
    assert isinstance(edit, ProseInput)
    press(edit, Key.Key_End)
    press(edit, Key.Key_I, Held.ControlModifier)
    found = edit.findChild(FigurePicker)
    assert isinstance(found, FigurePicker)
    return found, edit


@pytest.mark.parametrize(
    ("wanted", "label", "found"),
    [
        ("收入", "本年收入合计", True),
        ("bnsr", "本年收入合计", True),
        ("SRHJ", "本年收入合计", True),
        ("bn hj", "本年收入合计", True),
        ("srbn", "本年收入合计", False),
        ("sgjf", "“三公”经费预算数", True),
        ("xzc", "行政村数", True),
        ("hzc", "行政村数", True),
        ("2022", "2022年决算数", True),
        ("2022njs", "2022年决算数", True),
        ("", "随便", True),
    ],
)
def test_a_label_is_found_by_its_parts_and_initials(wanted: str, label: str, found: bool) -> None:
    assert matches(wanted, label) is found


def test_the_readings_cover_the_characters_of_all_labels(model: ReportModel) -> None:
    letters = {letter for offer in offers(model.sheet) for letter in offer.label if "\u4e00" <= letter <= "\u9fa5"}
    assert [letter for letter in letters if letter not in readings()] == []


def test_fields_and_tables_are_offered_with_their_values(model: ReportModel) -> None:
    found = {offer.cell: offer for offer in offers(model.sheet)}
    assert found[Cell("income_total")].value == "1844.31万元"
    assert found[Cell("income", "other", "share")].label == "本年收入·其他收入·占比"
    assert found[Cell("achievement_figures", "rapeseed_area", "value")].value == "3000亩"
    assert Cell("asset_management") not in found
    assert Cell("achievements") not in found


def test_typing_narrows_and_enter_inserts_at_the_cursor(model: ReportModel) -> None:
    dialog, edit = picker(model)
    typed(dialog.search, "zpdf")
    assert [offer.label for offer in dialog.list.shown] == ["自评得分"]
    press(dialog.search, Key.Key_Return)
    assert edit.stored() == "盘点{self_score}"
    assert model.sheet.draft.entries[Cell("asset_management")].text == "盘点{self_score}"
    assert edit.toPlainText() == "盘点97.6分"
    model.undo()
    assert edit.stored() == "盘点"


def test_the_arrows_walk_the_list_while_one_types(model: ReportModel) -> None:
    dialog, edit = picker(model)
    compose_text(dialog.search, "三公")
    first, second = dialog.list.shown[0].cell, dialog.list.shown[1].cell
    assert dialog.view.currentIndex().row() == 0
    press(dialog.search, Key.Key_Down)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert edit.stored() == f"盘点{{{second}}}"
    assert first != second


def test_leaving_inserts_nothing(model: ReportModel) -> None:
    dialog, edit = picker(model)
    press(dialog.search, Key.Key_Escape)
    assert edit.stored() == "盘点"


def test_nothing_found_says_what_to_do(model: ReportModel) -> None:
    dialog, edit = picker(model)
    typed(dialog.search, "qqqq")
    assert dialog.none.isVisible()
    press(dialog.search, Key.Key_Return)
    assert edit.stored() == "盘点"
    assert dialog.isVisible()
