"""The list of reports: lines, order, search, and a thousand of them in no time."""

import time
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.storage.drafts import Summary
from ui.report_table import (
    FORM,
    FORM_LEAST,
    HEADS,
    PROBLEMS,
    PROGRESS,
    SAVED,
    UNIT,
    UNIT_LEAST,
    YEAR,
    Reports,
    ReportTable,
    problems_text,
    time_text,
)

AT = datetime(2024, 3, 29, 16, 40, tzinfo=timezone(timedelta(hours=8)))
FACTS = {"done": 3, "sections": 12, "must_fix": 1, "explain": 2, "incomplete": 0, "label": "分章"}


def line(uid: str, unit: str = "甲镇", year: str = "2023", *, hours: int = 0, **facts: Any) -> Summary:
    at = AT + timedelta(hours=hours)
    told = {"unit": unit, "year": year, **FACTS, **facts}
    return Summary(uid=uid, form="f/2023", created=at, saved=at, binned=None, facts=told)


def texts(model: Reports, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.fixture
def table(qapp: QApplication) -> ReportTable:
    made = ReportTable()
    made.show_reports(
        [line("b", "乙镇", "2022", hours=1), line("a", "甲镇"), line("c", "丙镇", "2024", hours=2, done=12)]
    )
    made.resize(900, 400)
    made.show()
    return made


def test_a_line_says_what_the_clerk_wants_to_know(table: ReportTable) -> None:
    row = [table.reports.index(2, column).data() for column in range(len(HEADS))]
    saved = f"{AT.astimezone():%Y-%m-%d %H:%M}"
    assert row == ["甲镇", "2023", "分章", "已完成 3/12 章", "必须改正 1 · 待说明 2", saved]


def test_what_is_missing_is_said(qapp: QApplication) -> None:
    model = Reports()
    model.show([Summary(uid="x", form="f/2020", created=AT, saved=AT, binned=None, facts={})])
    assert [model.index(0, column).data() for column in range(SAVED)] == ["（未填单位）", "未填", "f/2020", "", ""]


def test_an_example_is_marked(qapp: QApplication) -> None:
    model = Reports()
    model.show([line("example-x", must_fix=0, explain=0)])
    assert texts(model, UNIT) == ["甲镇（示例）"]
    assert texts(model, PROBLEMS) == ["没有问题"]


def test_where_there_is_little_room_it_belongs_to_the_unit(table: ReportTable) -> None:
    assert not table.isColumnHidden(FORM)
    table.resize(600, 400)
    assert table.isColumnHidden(FORM)
    assert "分章" in table.reports.index(0, UNIT).data(Qt.ItemDataRole.ToolTipRole)


def test_a_long_format_is_read_in_full_where_there_is_room(table: ReportTable) -> None:
    label = "部门整体支出绩效自评材料（报告和四张表，提纲可改）"
    table.show_reports([line("a", label=label)])
    table.resize(1286, 400)
    needed = table.fontMetrics().horizontalAdvance(label)
    assert table.columnWidth(FORM) > needed
    table.resize(920, 400)
    assert FORM_LEAST <= table.columnWidth(FORM) < needed
    assert table.columnWidth(UNIT) >= UNIT_LEAST


def test_sorting_keeps_the_chosen_one_chosen(table: ReportTable) -> None:
    table.choose("a")
    table.sortByColumn(YEAR, Qt.SortOrder.AscendingOrder)
    assert table.chosen() == "a"


def test_the_last_saved_comes_first(table: ReportTable) -> None:
    assert texts(table.reports, UNIT) == ["丙镇", "乙镇", "甲镇"]


@pytest.mark.parametrize(
    ("column", "units"),
    [
        (UNIT, ["丙镇", "乙镇", "甲镇"]),
        (YEAR, ["乙镇", "甲镇", "丙镇"]),
        (PROGRESS, ["乙镇", "甲镇", "丙镇"]),
        (PROBLEMS, ["甲镇", "乙镇", "丙镇"]),
        (SAVED, ["甲镇", "乙镇", "丙镇"]),
    ],
)
def test_it_can_be_put_into_the_order_of_a_column(table: ReportTable, column: int, units: list[str]) -> None:
    table.show_reports(
        [
            line("b", "乙镇", "2022", hours=1, done=1),
            line("a", "甲镇", must_fix=0),
            line("c", "丙镇", "2024", hours=2, done=12, must_fix=3),
        ]
    )
    table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    assert texts(table.reports, UNIT) == units


def test_search_finds_by_unit_and_year(table: ReportTable) -> None:
    table.search(" 乙镇 ")
    assert texts(table.reports, UNIT) == ["乙镇"]
    assert table.chosen() == "b"
    table.search("2024")
    assert texts(table.reports, UNIT) == ["丙镇"]
    table.search("没有")
    assert table.chosen() == ""
    table.search("")
    assert len(texts(table.reports, UNIT)) == 3


def test_the_chosen_one_stays_chosen(table: ReportTable) -> None:
    table.choose("a")
    table.show_reports([line("a", hours=5), line("d", "丁镇")])
    assert table.chosen() == "a"
    table.show_reports([line("d", "丁镇")])
    assert table.chosen() == "d"
    table.show_reports([])
    assert table.chosen() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens(table: ReportTable, key: Qt.Key) -> None:
    opened: list[str] = []
    table.opened.connect(opened.append)
    table.choose("b")
    table.setFocus()
    QTest.keyClick(table, key)
    assert opened == ["b"]


def test_keys_walk_the_lines(table: ReportTable) -> None:
    table.choose("c")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.chosen() == "b"


def test_a_double_click_opens(table: ReportTable) -> None:
    opened: list[str] = []
    table.opened.connect(opened.append)
    place = table.visualRect(table.reports.index(1, PROGRESS)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["b"]


def test_nothing_opens_where_nothing_is(qapp: QApplication) -> None:
    table = ReportTable()
    opened: list[str] = []
    table.opened.connect(opened.append)
    table.show()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == []


def test_a_screen_reader_hears_the_same(table: ReportTable) -> None:
    index = table.reports.index(0, PROGRESS)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == index.data()
    assert table.accessibleName()


def test_a_thousand_reports_take_no_time(qapp: QApplication) -> None:
    lines = [line(str(number), f"第{number}镇人民政府", hours=number % 77) for number in range(1000)]
    table = ReportTable()
    table.resize(1200, 700)
    table.show()
    QApplication.processEvents()
    best = min(timed(table, lines) for _ in range(3))
    assert best < 0.15, f"{best:.3f} s"


def timed(table: ReportTable, lines: list[Summary]) -> float:
    begin = time.process_time()
    table.show_reports(lines)
    table.repaint()
    return time.process_time() - begin


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, ""),
        ({"must_fix": 0}, "没有问题"),
        ({"must_fix": 0, "explain": 2, "incomplete": 3}, "待说明 2 · 未填 3"),
    ],
)
def test_problems_in_words(facts: dict[str, int], text: str) -> None:
    assert problems_text(facts) == text


def test_a_time_in_words() -> None:
    local = AT.astimezone()
    assert time_text(AT) == f"2024年{local.month}月{local.day}日 {local:%H:%M}"
