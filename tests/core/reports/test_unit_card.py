"""The unit's card: standing one-line answers."""

from core.reports.draft import Entry, Origin
from core.reports.next_year import TO_CONFIRM
from core.reports.unit_card import new_report, unit_card
from tests.core.reports.samples import cell, complete, program, sample, sheet_of


def test_the_card_holds_standing_answers_of_one_line() -> None:
    assert unit_card(sheet_of(complete(nature__basic__uses="工资"))) == {"reporting_unit": "甲镇人民政府"}


def test_a_new_report_knows_the_unit_and_its_card() -> None:
    form = program(
        """
        [field]
        reporting_unit = { label = "单位", kind = "text", stays = true }
        year = { label = "年度", kind = "year" }
        place = { label = "地名", kind = "text", stays = true }
        story = { label = "说明", kind = "long_text", stays = true }
        """
    )
    card = {"reporting_unit": "旧名", "place": "甲镇", "story": "长文", "gone": "x", "不是地址": "y"}
    draft = new_report(form, "u", "甲镇人民政府", "2024", card)
    assert draft.entries == {
        cell("reporting_unit"): Entry("甲镇人民政府"),
        cell("place"): Entry("甲镇", Origin.LAST_YEAR, TO_CONFIRM),
        cell("year"): Entry("2024"),
    }
    assert (draft.uid, draft.form) == ("u", "t/2020")


def test_a_form_without_unit_or_year_takes_neither() -> None:
    form = program('[field.a]\nlabel = "甲"\nkind = "money"')
    assert new_report(form, "u", "甲镇", "2024", {}).entries == {}
    assert new_report(sample(), "u", "甲镇", "", {}).entries == {cell("reporting_unit"): Entry("甲镇")}
