"""报告记录: what became of the report, the last on top, and the way to what has changed since an export."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from core.formulas.cells import Cell
from core.reports.frozen import Frozen, frozen, payload
from core.storage.exported import keep_exported
from core.storage.milestones import CREATED, EXPORT, READ_BACK, TAKEN_IN, Milestone
from tests.ui.conftest import FORM, NOW
from tests.ui.hands import Answers
from ui.comparison_dialog import ComparisonDialog
from ui.main_window import MainWindow
from ui.milestones_dialog import MilestonesDialog
from ui.store import Store

FILES = ("甲.docx", "甲.xlsx")


def milestone(kind: str, hours: int, export: Frozen | None = None, note: str = "") -> Milestone:
    return Milestone(at=NOW + timedelta(hours=hours), kind=kind, export=export, note=note)


@pytest.fixture
def dialog(qapp: QApplication) -> MilestonesDialog:
    draft, final = Frozen(files=FILES), Frozen(final=True, files=FILES, codes={"甲.docx": "K7M2-9QXA"})
    found = [milestone(CREATED, 0), milestone(TAKEN_IN, 1, note="乙.jibao")]
    found += [
        milestone(EXPORT, 2, final),
        milestone(EXPORT, 3, draft),
        milestone(READ_BACK, 4, note="丙.xlsx，采用2处"),
    ]
    return MilestonesDialog(found)


def lines(dialog: MilestonesDialog) -> list[list[str]]:
    table = dialog.table
    items = [[table.item(row, column) for column in range(3)] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in row] for row in items]


def test_the_last_stands_on_top_with_files_and_check_codes(dialog: MilestonesDialog) -> None:
    assert [line[1:] for line in lines(dialog)] == [
        ["从Excel读回", "丙.xlsx，采用2处"],
        ["导出草稿", "甲.docx\n甲.xlsx"],
        ["导出报送版", "甲.docx　校验码 K7M2-9QXA\n甲.xlsx"],
        ["由报告文件导入", "乙.jibao"],
        ["建立", ""],
    ]
    assert lines(dialog)[0][0].startswith("2024年3月29日")


def test_the_last_version_that_was_handed_in_is_chosen(dialog: MilestonesDialog) -> None:
    wanted: list[Milestone] = []
    dialog.compare_wanted.connect(wanted.append)
    assert dialog.table.currentRow() == 2
    dialog.compare.click()
    assert wanted[0].export is not None
    assert wanted[0].export.final


def test_only_an_export_can_be_compared(dialog: MilestonesDialog) -> None:
    dialog.table.selectRow(0)
    assert not dialog.compare.isEnabled()
    dialog.table.itemActivated.emit(dialog.table.item(0, 0))
    assert dialog.result() == 0
    dialog.table.selectRow(1)
    assert dialog.compare.isEnabled()


def test_a_report_of_which_nothing_is_known(qapp: QApplication) -> None:
    empty = MilestonesDialog([])
    assert not empty.compare.isEnabled()


# ---------------------------------------------------------------- in the window


@pytest.fixture
def uid(window: MainWindow, store: Store) -> str:
    found = store.create(FORM, "甲镇", 2024)
    window.desk.open_report(found)
    return found


def comparisons() -> list[ComparisonDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, ComparisonDialog) and one.isVisible()]


def test_from_the_menu_to_the_record_and_on_to_the_comparison(window: MainWindow, store: Store, uid: str) -> None:
    assert window.model is not None
    store.note(uid, EXPORT, payload(frozen(window.model.sheet, final=False), FILES))
    window.model.enter(Cell("staff_quota"), "12")
    window.menus.named["record"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MilestonesDialog)
    assert [line[1] for line in lines(dialog)] == ["导出草稿", "建立"]
    dialog.table.selectRow(0)
    dialog.compare.click()
    (comparison,) = comparisons()
    assert comparison.windowTitle() == "与导出的草稿对比"
    assert "导出草稿以后" in comparison.head.text()
    comparison.jump.click()
    assert comparison.geometry().right() == window.geometry().intersected(window.screen().availableGeometry()).right()
    assert comparison.width() < window.width() / 2
    comparison.jump.click()
    assert comparison.isVisible()


def staff(window: MainWindow) -> tuple[bool, object]:
    """Whether the open report may only be looked at, and a figure of it."""
    assert window.model is not None
    return window.model.read_only, window.model.sheet.value(Cell("staff_quota"))


def test_the_report_of_an_export_is_opened_to_be_looked_at(window: MainWindow, store: Store, uid: str) -> None:
    assert window.model is not None
    now = store.clock()
    store.drafts.keep_evidence(uid, now, EXPORT, payload(frozen(window.model.sheet, final=True), FILES))
    keep_exported(store.drafts, store.library, window.model.session.draft, now)
    window.model.enter(Cell("staff_quota"), "12")
    window.menus.named["record"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MilestonesDialog)
    dialog.look.click()
    assert staff(window) == (True, None)
    assert window.desk.uid != uid
    window.desk.open_report(uid)
    assert staff(window) == (False, 12)


def test_an_export_without_its_report_says_so(window: MainWindow, store: Store, uid: str) -> None:
    answers = Answers("确定")
    assert window.model is not None
    store.note(uid, EXPORT, payload(frozen(window.model.sheet, final=True), FILES))
    window.menus.named["record"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MilestonesDialog)
    dialog.look.click()
    assert "没有留下当时的报告" in answers.texts[0]
    assert window.desk.uid == uid


def test_without_a_version_that_was_handed_in_it_is_said(window: MainWindow, store: Store, uid: str) -> None:
    answers = Answers("确定")
    window.menus.named["compare"].trigger()
    assert "还没有导出过报送版" in answers.texts[0]
    assert window.model is not None
    store.note(uid, EXPORT, payload(frozen(window.model.sheet, final=True), FILES))
    window.menus.named["compare"].trigger()
    (comparison,) = comparisons()
    assert "报告没有变化" in comparison.head.text()
    window.desk.close_report()
    QApplication.processEvents()
    assert comparisons() == []
    assert not window.menus.named["compare"].isEnabled()
