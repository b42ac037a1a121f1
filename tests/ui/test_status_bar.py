"""The line at the foot never says more than is true."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from core.errors import KnownError
from core.formulas.cells import Cell
from core.storage.database import Mode
from core.workspace import Workspace
from tests.ui.conftest import NOW
from ui.report_model import ReportModel
from ui.status_bar import StatusBar, saved_text


@pytest.fixture
def bar(qapp: QApplication, model: ReportModel) -> StatusBar:
    made = StatusBar()
    made.follow(model)
    made.show()
    return made


def local(text: str = "%H:%M:%S") -> str:
    return f"{NOW.astimezone():{text}}"


def test_it_says_since_when_all_is_saved(bar: StatusBar, model: ReportModel) -> None:
    assert bar.saved.text() == f"已保存 {local()}"
    model.clock = lambda: NOW + timedelta(seconds=5)
    model.enter(Cell("unit_short"), "庙前")
    assert bar.saved.text() == f"已保存 {local()}"
    model.save()
    assert bar.saved.text() == saved_text(NOW + timedelta(seconds=5), NOW)


def test_another_day_is_named() -> None:
    assert saved_text(NOW, NOW + timedelta(days=2)) == f"已保存 2024年3月{NOW.astimezone().day}日 {local()}"


def test_a_failure_is_a_sentence_and_not_a_time(
    bar: StatusBar, model: ReportModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise KnownError("store.full")

    model.enter(Cell("unit_short"), "庙前")
    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "save", full)
        model.save()
    assert bar.saved.text() == "尚未保存，正在重试"
    assert "磁盘已满" in bar.currentMessage()
    model.save()
    assert bar.saved.text().startswith("已保存")
    assert bar.saved.toolTip() == ""


def test_progress_follows_the_examination(bar: StatusBar, model: ReportModel) -> None:
    assert bar.progress.text() == "已完成 16/16 章"
    model.enter(Cell("reporting_unit"), "")
    model.examine()
    assert bar.progress.text() == "已完成 15/16 章 · 未填 1"


def test_a_read_only_report_says_so(qapp: QApplication, model: ReportModel) -> None:
    bar = StatusBar()
    bar.follow(ReportModel(Workspace(model.program, model.session.draft, None), lambda: NOW))
    assert bar.saved.text() == "只读"


def test_without_a_report_nothing_is_said(bar: StatusBar, model: ReportModel) -> None:
    bar.follow(None)
    model.examine()
    assert (bar.saved.text(), bar.progress.text()) == ("", "")


@pytest.mark.parametrize(("mode", "text"), [(Mode.WAL, ""), (Mode.JOURNAL, "网络位置"), (Mode.READ_ONLY, "只读")])
def test_the_store_says_how_it_is_open(bar: StatusBar, mode: Mode, text: str) -> None:
    bar.show_mode(mode)
    assert bar.mode.text().startswith(text)
    assert bool(bar.mode.text()) == bool(text)


def test_what_happened_is_said_for_a_moment(bar: StatusBar) -> None:
    bar.say("已撤销：修改 单位简称")
    assert bar.currentMessage() == "已撤销：修改 单位简称"
