"""审核 beside the form: this chapter's findings, live, gone to by key and click, explained where that is asked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.forms.library import Library
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Part
from core.reports.progress import section_items
from core.workspace import Workspace
from tests.core.reports.samples import cell, section
from tests.ui.conftest import NOW, compose_text, until
from ui.panels.checks_panel import CLEAN, UNFILLED, ChecksPanel
from ui.panels.finding_card import FindingCard
from ui.report_model import ReportModel

STAFF_WAGES = "economic[e301].amount"


@pytest.fixture
def panel(model: ReportModel) -> ChecksPanel:
    made = ChecksPanel(model)
    made.resize(340, 600)
    made.show()
    made.set_section(section(model.program, "expenditure"))
    made.list.finish()
    return made


def examined(model: ReportModel, panel: ChecksPanel) -> list[FindingCard]:
    model.examine()
    panel.list.finish()
    return panel.list.cards()


def test_a_clean_chapter_says_so_and_keeps_the_explained_folded(panel: ChecksPanel) -> None:
    assert panel.list.cards() == []
    assert panel.summary.text() == "已说明 1"


def test_a_chapter_without_an_answer_says_how_to_go_on(blank_model: ReportModel) -> None:
    panel, chapter = ChecksPanel(blank_model), section(blank_model.program, "project_list")
    panel.show()
    panel.set_section(chapter)
    assert panel.summary.text() == UNFILLED
    blank_model.set_applicable(list(section_items(chapter)), False)
    blank_model.examine()
    until(lambda: panel.summary.text() == CLEAN)


def test_a_finding_shows_level_words_place_both_values_and_what_to_do(model: ReportModel, panel: ChecksPanel) -> None:
    model.enter(cell("income_total"), "1900")
    card = next(card for card in examined(model, panel) if card.finding.code == "S-supplied")
    assert card.level.text() == "必须改正"
    assert "本年收入合计" in card.where.text()
    assert "1900万元" in card.sides.text()
    assert "1844.31万元" in card.sides.text()
    assert "相差 55.69万元" in card.sides.text()
    assert card.action.text().startswith("请核对")
    assert "必须改正" in card.accessibleName()


def test_it_follows_the_typing_by_itself(model: ReportModel, panel: ChecksPanel) -> None:
    model.enter(cell("income_total"), "1900")
    until(panel.list.cards)
    model.undo()
    until(lambda: not panel.list.cards())


def test_findings_of_other_chapters_stay_away(model: ReportModel, panel: ChecksPanel) -> None:
    model.enter(cell("population"), "许多")
    assert examined(model, panel) == []
    panel.set_section(section(model.program, "overview_basics"))
    panel.list.finish()
    assert [card.finding.code for card in panel.list.cards()] == ["S-not_understood"]


def test_enter_and_a_click_go_to_the_cell(model: ReportModel, panel: ChecksPanel) -> None:
    gone: list[tuple[Cell | None, str]] = []
    model.jump_wanted.connect(lambda where, item: gone.append((where, item)))
    model.enter(cell("income_total"), "1900")
    card = next(card for card in examined(model, panel) if card.finding.code == "S-supplied")
    QTest.keyClick(card, Qt.Key.Key_Return)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert [where for where, _ in gone] == [cell("income_total")] * 2


def test_a_change_reopens_an_explained_finding_and_names_what_changed(model: ReportModel, panel: ChecksPanel) -> None:
    model.enter(cell(STAFF_WAGES), "760.00")
    card = next(card for card in examined(model, panel) if card.finding.code == "F-205")
    assert card.explanation is not None
    assert "工资福利支出由753.83变为760.00" in card.reopened.text()
    assert "项目" in card.explanation.toPlainText()  # what was written last time is there to be kept


def test_an_explanation_is_typed_in_chinese_kept_and_folds_the_finding(model: ReportModel, panel: ChecksPanel) -> None:
    model.enter(cell(STAFF_WAGES), "760.00")
    card = next(card for card in examined(model, panel) if card.finding.code == "F-205")
    field = card.explanation
    assert field is not None
    panel.activateWindow()
    QTest.qWaitForWindowActive(panel)
    field.setFocus()
    field.selectAll()
    compose_text(field, "聘用人员")
    until(lambda: model.sheet.draft.explanations[card.finding.key].text == "聘用人员")
    assert card in panel.list.cards()  # it does not vanish under the cursor
    panel.setFocus()
    card.setFocus()
    until(lambda: card not in panel.list.cards())
    assert panel.summary.text().endswith("已说明 1")


def test_pre_edit_text_is_no_explanation(model: ReportModel, panel: ChecksPanel) -> None:
    model.enter(cell(STAFF_WAGES), "760.00")
    card = next(card for card in examined(model, panel) if card.finding.code == "F-205")
    assert card.explanation is not None
    before = dict(model.sheet.draft.explanations)
    compose_text(card.explanation, "拼音", commit=False)
    QTest.qWait(700)
    assert dict(model.sheet.draft.explanations) == before
    compose_text(card.explanation, "")


def test_one_visit_of_an_explanation_is_one_step_of_undo(model: ReportModel, panel: ChecksPanel) -> None:
    model.enter(cell(STAFF_WAGES), "760.00")
    card = next(card for card in examined(model, panel) if card.finding.code == "F-205")
    field, before = card.explanation, dict(model.sheet.draft.explanations)
    assert field is not None
    panel.activateWindow()
    QTest.qWaitForWindowActive(panel)
    field.setFocus()
    for letters in ("a", "b", "c"):
        QTest.keyClicks(field, letters)
        field.keep()
    model.undo()
    assert dict(model.sheet.draft.explanations) == before


def test_the_same_words_can_be_confirmed_for_the_new_values(model: ReportModel, panel: ChecksPanel) -> None:
    model.enter(cell(STAFF_WAGES), "760.00")
    card = next(card for card in examined(model, panel) if card.finding.code == "F-205")
    assert card.explanation is not None
    card.explanation.keep()
    explained = [one for one in model.examination().findings if one.code == "F-205"]
    assert explained[0].explained == card.explanation.toPlainText()


def test_what_could_not_be_checked_here_is_told(model: ReportModel, panel: ChecksPanel) -> None:
    model.enter(cell("income_total"), "")
    for row in model.sheet.rows("income"):
        model.enter(Cell("income", row, "amount"), "")
    examined(model, panel)
    assert panel.skipped.text().startswith("未能审核")
    assert "未填" in panel.skipped.text()


def test_a_hidden_panel_does_nothing_until_it_is_seen(model: ReportModel) -> None:
    made = ChecksPanel(model)
    made.set_section(section(model.program, "expenditure"))
    model.enter(cell("income_total"), "1900")
    model.examine()
    assert made.list.cards() == []
    made.show()
    made.list.finish()
    assert made.list.cards()


def test_read_only_reports_cannot_be_explained(example: Draft, library: Library) -> None:
    example.parts[Part.ENTRIES][cell(STAFF_WAGES)] = Entry("760.00")
    model = ReportModel(Workspace(library.program(example.form), example, None), lambda: NOW)
    made = ChecksPanel(model)
    made.show()
    made.set_section(section(model.program, "expenditure"))
    made.list.finish()
    explanation = next(card for card in made.list.cards() if card.finding.code == "F-205").explanation
    assert explanation is not None
    assert explanation.isReadOnly()


def test_a_level_without_a_place_beside_it_stays_a_small_badge(blank_model: ReportModel) -> None:
    [finding] = [one for one in blank_model.examination().open("incomplete") if one.item == "indicators"][:1]
    card = FindingCard(blank_model, finding, with_chapter=False)
    card.resize(340, 120)
    card.show()
    assert card.where.text() == ""
    assert card.level.width() <= card.level.sizeHint().width() < 100
    assert card.level.x() < 60
