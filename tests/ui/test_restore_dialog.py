"""恢复备份 as the clerk uses it: a backup, its reports, some of them back; a stick; what is no backup."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from core.forms.library import Library
from core.formulas.cells import Cell
from core.reports.draft import Entry, Part
from core.storage.copies import copies_of, keep_copy
from tests.ui.conftest import NOW, until
from tests.ui.hands import Answers, button, click
from ui.main_window import MainWindow
from ui.report_table import UNIT
from ui.restore_dialog import RestoreDialog
from ui.store import Store

FORM = "changning_township/2023"


@pytest.fixture
def uids(store: Store) -> list[str]:
    made = [store.create(FORM, unit, 2023) for unit in ("甲镇人民政府", "乙镇人民政府")]
    keep_copy(store.database.path, NOW)
    return made


def tick(dialog: RestoreDialog, row: int, state: Qt.CheckState = Qt.CheckState.Checked) -> None:
    item = dialog.table.item(row, 0)
    assert item is not None
    item.setCheckState(state)


def cells(dialog: RestoreDialog, row: int) -> list[str]:
    found = [dialog.table.item(row, column) for column in range(1, dialog.table.columnCount())]
    return [item.text() if item else "" for item in found]


def test_reports_that_are_here_are_not_ticked_beforehand(qapp: QApplication, store: Store, uids: list[str]) -> None:
    store.delete(uids[1])
    store.drafts.purge(uids[1])
    dialog = RestoreDialog(store)
    assert dialog.list.item(0).text().startswith("2024-03-29 16:40　星期五\n自动备份")
    assert {cells(dialog, row)[0]: cells(dialog, row)[-1] for row in range(2)} == {
        "甲镇人民政府": "与现在的相同", "乙镇人民政府": "现在没有这份",
    }  # fmt: skip
    assert dialog.ticked() == [uids[1]]
    assert dialog.go.text() == "恢复1份"
    dialog.go.click()
    assert dialog.restored == [uids[1]]
    assert {line.uid for line in store.reports()} == set(uids)


def test_what_is_ticked_comes_back_beside_the_present_one(qapp: QApplication, store: Store, uids: list[str]) -> None:
    dialog = RestoreDialog(store)
    assert (dialog.ticked(), dialog.go.isEnabled()) == ([], False)
    tick(dialog, 0)
    tick(dialog, 1)
    assert dialog.go.text() == "恢复2份"
    tick(dialog, 1, Qt.CheckState.Unchecked)
    dialog.go.click()
    assert len(store.reports()) == 3
    assert len(dialog.restored) == 1


def test_each_backup_shows_its_own(qapp: QApplication, store: Store, uids: list[str]) -> None:
    store.create(FORM, "丙镇人民政府", 2023)
    keep_copy(store.database.path, NOW.replace(hour=18))
    dialog = RestoreDialog(store)
    dialog.show()
    assert (dialog.list.count(), dialog.table.rowCount()) == (2, 3)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.table.rowCount() == 2
    assert dialog.backup is not None
    assert dialog.backup.at.hour == 16


def test_without_backups_it_says_when_there_will_be_some(qapp: QApplication, store: Store) -> None:
    dialog = RestoreDialog(store)
    assert "每隔半小时" in dialog.told.text()
    assert not dialog.go.isEnabled()
    dialog.accept()
    assert dialog.restored == ()


def test_a_backup_that_is_none_is_told(qapp: QApplication, store: Store, uids: list[str], tmp_path: Path) -> None:
    dialog = RestoreDialog(store)
    (tmp_path / "a.sqlite").write_bytes(b"x" * 5000)
    dialog.choose_file(tmp_path / "a.sqlite")
    assert "不能用" in dialog.told.text()
    assert dialog.table.rowCount() == 0


def test_a_backup_that_is_spoilt_meanwhile_is_told(qapp: QApplication, store: Store, uids: list[str]) -> None:
    dialog = RestoreDialog(store)
    tick(dialog, 0)
    copies_of(store.database.path)[0].path.write_bytes(b"x")
    answers = Answers("确定")
    dialog.go.click()
    assert "现有的报告没有改动" in answers.texts[0]
    assert len(store.reports()) == 2
    assert dialog.result() == 0


def test_an_empty_backup_is_told(qapp: QApplication, store: Store, tmp_path: Path) -> None:
    store.database.back_up(tmp_path / "a.sqlite")
    dialog = RestoreDialog(store)
    dialog.choose_file(tmp_path / "a.sqlite")
    assert dialog.told.text() == "这份备份里没有报告。"


def test_a_file_is_chosen_from_a_stick(
    qapp: QApplication, store: Store, uids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.database.back_up(tmp_path / "绩报备份.sqlite")
    names = ["", str(tmp_path / "绩报备份.sqlite")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (names.pop(0), ""))
    dialog = RestoreDialog(store)
    dialog.elsewhere.click()
    assert dialog.list.count() == 1
    dialog.elsewhere.click()
    assert (dialog.list.count(), dialog.table.rowCount()) == (2, 2)
    assert "选的备份文件" in dialog.list.item(0).text()


def test_a_report_file_is_named_by_its_unit(qapp: QApplication, store: Store) -> None:
    store.back_up(store.create(FORM, "甲镇人民政府", 2023))
    dialog = RestoreDialog(store)
    assert dialog.list.item(0).text().endswith("\n甲镇人民政府2023年度绩效报告")


def test_read_only_nothing_comes_back(
    qapp: QApplication, store: Store, uids: list[str], library: Library, store_path: Path
) -> None:
    reading = Store.open(store_path, library, store.clock, read_only=True)
    dialog = RestoreDialog(reading)
    tick(dialog, 0)
    assert not dialog.go.isEnabled()
    reading.close()


# ---------------------------------------------------------------- from the window


def test_from_the_list_of_reports(window: MainWindow, store: Store, uids: list[str]) -> None:
    window.desk.refresh_home()

    def restore(asking: QDialog) -> None:
        assert isinstance(asking, RestoreDialog)
        tick(asking, 0)
        asking.go.click()

    Answers(restore)
    click(button(window.desk.home, "恢复备份"))
    shown = [window.desk.home.table.reports.index(row, UNIT).data() for row in range(3)]
    assert len([text for text in shown if "（备份 2024-03-29 16:40）" in text]) == 1
    assert "已恢复1份报告" in window.status.currentMessage()


def test_leaving_changes_nothing(window: MainWindow, uids: list[str]) -> None:
    answers = Answers("关闭")
    window.menus.named["backups"].trigger()
    assert answers.texts == ["恢复备份"]
    assert len(window.store.reports()) == 2


def test_everything_is_copied_to_where_the_clerk_wants_it(
    window: MainWindow, store: Store, uids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["", str(tmp_path / "绩报备份")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (names.pop(0), ""))
    window.desk.open_report(uids[0])
    assert window.model is not None
    window.model.enter(Cell("unit_short"), "刚填的")
    window.menus.named["back_up"].trigger()
    assert list(tmp_path.glob("*.sqlite")) == []
    window.menus.named["back_up"].trigger()
    until(lambda: "核对完好" in window.status.currentMessage())
    dialog = RestoreDialog(store)
    dialog.choose_file(tmp_path / "绩报备份.sqlite")
    assert "与现在的相同" in {cells(dialog, row)[-1] for row in range(2)}


def test_closing_waits_for_the_copy(
    window: MainWindow, uids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.sqlite"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.menus.named["back_up"].trigger()
    assert window.close()
    assert target.exists()


def test_a_copy_that_cannot_be_written_is_told(
    window: MainWindow, uids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = str(tmp_path / "gone" / "a.sqlite")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    answers = Answers("确定")
    window.menus.named["back_up"].trigger()
    until(lambda: answers.texts)
    assert "没能写" in answers.texts[0]


def test_the_present_draft_is_untouched(qapp: QApplication, store: Store, uids: list[str]) -> None:
    draft = store.drafts.load(uids[0])
    store.drafts.save(uids[0], [draft.edit(Part.ENTRIES, Cell("unit_short"), Entry("今天的"))], store.clock())
    dialog = RestoreDialog(store)
    for row in range(2):
        tick(dialog, row)
    dialog.go.click()
    assert store.drafts.load(uids[0]).entries[Cell("unit_short")].text == "今天的"
