"""The two dialogs that lead to a new report."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.reports.sheet import Sheet
from ui.new_report import CarryOver, NewReport
from ui.store import Store

FORM = "changning_township/2023"


@pytest.fixture
def unit(store: Store) -> str:
    """A unit that has a report of 2023."""
    uid = store.create(FORM, "甲镇人民政府", 2023)
    store.remember_unit(Sheet(store.library.program(FORM), store.drafts.load(uid)))
    return "甲镇人民政府"


def choose(asking: NewReport, form: str) -> None:
    rows = [row for row in range(asking.forms.count()) if asking.forms.item(row).data(Qt.ItemDataRole.UserRole) == form]
    asking.forms.setCurrentRow(rows[0])


def test_it_asks_for_format_unit_and_year(store: Store) -> None:
    asking = NewReport(store)
    asking.show()
    texts = [asking.forms.item(row).text() for row in range(asking.forms.count())]
    assert any("常宁市" in text and "2023年版" in text for text in texts)
    for at in range(asking.forms.count()):  # beside a long label the edition would be cut off
        first = asking.forms.item(at).text().splitlines()[0]
        assert first.endswith("年版")
        assert asking.forms.fontMetrics().horizontalAdvance(first) < asking.forms.viewport().width()
    assert asking.year.value() == store.clock().year - 1
    assert not asking.go.isEnabled()
    asking.unit.setEditText("  甲镇人民政府 ")
    choose(asking, FORM)
    assert (asking.form, asking.unit_name, asking.go.isEnabled()) == (FORM, "甲镇人民政府", True)


def test_units_of_before_are_offered(store: Store, unit: str) -> None:
    asking = NewReport(store)
    assert [asking.unit.itemText(at) for at in range(asking.unit.count())] == [unit]


def test_it_says_what_will_be_used(store: Store, unit: str) -> None:
    asking = NewReport(store)
    choose(asking, FORM)
    asking.unit.setEditText(unit)
    asking.year.setValue(2024)
    assert "2023年版" in asking.note.text()
    assert "自动带入" in asking.note.text()
    asking.year.setValue(2023)
    assert "已有一份2023年度的报告" in asking.note.text()
    asking.year.setValue(2020)
    assert "从2023年度起使用" in asking.note.text()


def test_without_formats_there_is_nothing_to_make(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "forms", lambda _: ())
    asking = NewReport(store)
    asking.unit.setEditText("甲镇")
    assert (asking.form, asking.go.isEnabled()) == ("", False)
    assert "没有可用的报告格式" in asking.note.text()


def test_enter_accepts_and_escape_leaves(store: Store) -> None:
    asking = NewReport(store)
    asking.show()
    asking.unit.setEditText("甲镇")
    edit = asking.unit.lineEdit()
    assert edit is not None
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert asking.result() == NewReport.DialogCode.Accepted
    asking = NewReport(store)
    asking.show()
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    assert asking.result() == NewReport.DialogCode.Rejected


def test_carrying_over_asks_for_report_and_year(store: Store, unit: str) -> None:
    example = store.open_example(FORM)
    asking = CarryOver(store, example)
    assert (asking.uid, asking.year.value()) == (example, 2024)
    assert "上年决算数转为新报告的上年数" in asking.note.text()
    asking.reports.setCurrentIndex(asking.reports.findText(unit, Qt.MatchFlag.MatchStartsWith))
    asking.year.setValue(2023)
    assert "已有一份2023年度的报告" in asking.note.text()


def test_there_is_nothing_to_carry_over_from(store: Store) -> None:
    asking = CarryOver(store)
    assert (asking.uid, asking.go.isEnabled()) == ("", False)
    assert "没有可以结转的报告" in asking.note.text()


def test_every_question_can_be_heard(store: Store) -> None:
    asking = NewReport(store)
    assert [widget.accessibleName() for widget in (asking.forms, asking.unit, asking.year)] == [
        "报告格式",
        "单位全称",
        "报告年度",
    ]
