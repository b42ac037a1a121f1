"""审核: all findings grouped and filtered, gone to by Enter, and an end that says what was not checked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.formulas.cells import Cell
from core.reports.draft import Origin
from core.reports.next_year import TO_CONFIRM
from tests.core.reports.samples import cell
from ui.examine_page import ALL, ExaminePage
from ui.panels.finding_words import EXPLAINED
from ui.report_model import ReportModel


def opened(model: ReportModel) -> ExaminePage:
    page = ExaminePage(model)
    page.resize(1093, 614)
    page.show()
    page.list.finish()
    return page


@pytest.fixture
def page(model: ReportModel) -> ExaminePage:
    model.enter(cell("income_total"), "1900")
    model.enter(cell("population"), "许多")
    model.examine()
    return opened(model)


def levels(page: ExaminePage) -> list[str]:
    page.list.finish()
    return [card.finding.level for card in page.list.cards()]


def test_findings_stand_by_level_gravest_first_with_counts(page: ExaminePage) -> None:
    found = levels(page)
    assert found == sorted(found, key=["must_fix", "explain", "hint", "incomplete"].index)
    assert found.count("must_fix") == 3
    assert page.filters["must_fix"].text() == "必须改正 3"
    assert page.filters[EXPLAINED].text().startswith("已说明 ")
    assert "必须改正" in page.summary.text()


def test_one_level_can_be_looked_at_alone(page: ExaminePage) -> None:
    page.filters["must_fix"].click()
    assert levels(page) == ["must_fix"] * 3
    page.filters[EXPLAINED].click()
    page.list.finish()
    assert all(card.finding.explained for card in page.list.cards())
    assert page.list.cards()
    page.filters[ALL].click()
    assert len(levels(page)) >= 2


def test_f5_examines_and_enter_goes_to_the_first(model: ReportModel, page: ExaminePage) -> None:
    gone: list[Cell | None] = []
    model.jump_wanted.connect(lambda where, item: gone.append(where))
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.examine()
    first = page.list.cards()[0]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert gone == [first.finding.cells[0]]


def test_arrows_walk_the_findings(page: ExaminePage) -> None:
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.examine()
    first, second = page.list.cards()[:2]
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_a_mended_finding_goes_and_the_others_keep_their_cards(model: ReportModel, page: ExaminePage) -> None:
    before = {card.finding.key: card for card in page.list.cards()}
    model.enter(cell("population"), "约2.1")
    model.examine()
    page.list.finish()
    after = {card.finding.key: card for card in page.list.cards()}
    assert set(after) < set(before)
    assert all(after[key] is before[key] for key in after)


def test_the_end_says_what_was_checked_and_what_could_not_be(model: ReportModel, page: ExaminePage) -> None:
    model.enter(cell("staff_quota"), "")
    model.enter(cell("economic[e301].amount"), "")
    model.examine()
    texts = [line.text for line in page.rest.lines]
    examination = model.examination()
    assert f"共审核 {examination.checked} 项，未能审核 {len(examination.not_evaluated)} 项" in "\n".join(texts)
    skipped = [line for line in page.rest.lines if line.text.startswith("未能审核")]
    assert len(skipped) == len(examination.not_evaluated) > 0
    assert all("未填" in line.text or "无法" in line.text for line in skipped)


def test_estimates_and_unconfirmed_texts_are_listed_with_jumps(model: ReportModel, page: ExaminePage) -> None:
    model.enter(cell("town_area"), "80", origin=Origin.ESTIMATED)
    model.enter(cell("asset_management"), "旧文", origin=Origin.LAST_YEAR, reason=TO_CONFIRM)
    model.examine()
    lines = {line.cell: line.text for line in page.rest.lines if line.cell is not None}
    assert "80" in lines[cell("town_area")]
    assert "旧文" in lines[cell("asset_management")]


def test_a_blank_report_lists_what_is_missing(blank_model: ReportModel) -> None:
    page = opened(blank_model)
    assert set(levels(page)) == {"incomplete"}
    assert len(levels(page)) > 10
    assert "未填" in page.summary.text()


def test_a_report_without_fault_may_be_handed_in(model: ReportModel) -> None:
    page = opened(model)
    assert levels(page) == []
    assert "可以导出报送版" in page.summary.text()


def test_many_findings_come_in_portions(model: ReportModel) -> None:
    from core.reports.findings import Finding
    from ui.panels.finding_list import MOST_AT_ONCE, FindingList, Group

    findings = tuple(Finding(code=f"X-{n}", level="hint", text=f"第{n}条", item="income") for n in range(200))
    made = FindingList(model, with_chapter=True)
    made.show()
    made.show_groups([Group(key="hint", title="提示", findings=findings)])
    made.finish()
    assert len(made.cards()) == MOST_AT_ONCE
    next(button for button in made.findChildren(QPushButton) if "其余140条" in button.text()).click()
    made.finish()
    assert len(made.cards()) == 200
