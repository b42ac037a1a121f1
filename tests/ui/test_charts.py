"""Bars beside a table: they follow the typing, say in words what they show, and vanish where there is nothing."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.core.reports.samples import cell
from ui.charts import CompositionBars
from ui.report_model import ReportModel
from ui.style.theme import DARK, LIGHT, theme


def bars(model: ReportModel, table: str) -> CompositionBars:
    made = CompositionBars(model, table)
    made.resize(700, made.sizeHint().height())
    made.show()
    return made


def widths(picture: CompositionBars, colour: str) -> list[int]:
    """How many pixels of a colour each line of the picture has, longest runs only."""
    image = picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(colour)
    counts = [sum(image.pixelColor(x, y) == wanted for x in range(image.width())) for y in range(image.height())]
    return [count for count, before in zip(counts[1:], counts, strict=False) if count > 3 and before <= 3]


def test_bars_are_as_long_as_their_figures(model: ReportModel) -> None:
    picture = bars(model, "income")
    first, second, third = widths(picture, theme().colors.bars[0])
    assert second / first == pytest.approx(46.23 / 1366.27, abs=0.02)
    assert third / first == pytest.approx(431.81 / 1366.27, abs=0.02)


def test_they_follow_the_typing(model: ReportModel) -> None:
    picture = bars(model, "income")
    model.enter(cell("income[fund_budget].amount"), "1366.27")
    first, second, _ = widths(picture, theme().colors.bars[0])
    assert first == pytest.approx(second, abs=2)
    assert "政府性基金预算拨款1,366.27" in picture.accessibleDescription()


def test_the_words_for_the_ear_name_every_part_share_and_whole(model: ReportModel) -> None:
    picture = bars(model, "income")
    assert picture.accessibleName() == "本年收入构成图"
    for words in ("一般公共预算拨款1,366.27，占74.1%", "其他收入431.81，占23.4%", "本年收入合计1,844.31", "万元"):
        assert words in picture.accessibleDescription()


def test_last_years_bars_stand_below_in_their_own_colour(model: ReportModel) -> None:
    for row in model.sheet.rows("three_public"):
        if model.sheet.takes_entry(cell(f"three_public[{row}].prior")):
            model.enter(cell(f"three_public[{row}].prior"), "")
    picture = bars(model, "three_public")
    assert widths(picture, theme().colors.bar_last) == []
    model.enter(cell("three_public[reception].prior"), "34")
    picture.resize(700, picture.sizeHint().height())
    last = [width for width in widths(picture, theme().colors.bar_last) if width > 20]
    this = widths(picture, theme().colors.bars[0])
    assert max(this) / max(last) == pytest.approx(17 / 34, abs=0.03)
    assert "上年34.00" in picture.accessibleDescription()


def test_nothing_filled_shows_nothing(blank_model: ReportModel) -> None:
    page = QWidget()
    QVBoxLayout(page).addWidget(picture := CompositionBars(blank_model, "income"))
    page.show()
    assert picture.isHidden()
    blank_model.enter(cell("income[general_budget].amount"), "1")
    blank_model.enter(cell("income[other].amount"), "2")
    assert picture.isVisible()
    assert "2.00" in picture.accessibleDescription()


def test_dark_bars_are_dark_ones(model: ReportModel) -> None:
    picture = bars(model, "income")
    theme().set_look(DARK)
    try:
        assert len(widths(picture, theme().colors.bars[0])) == 3
    finally:
        theme().set_look(LIGHT)


def test_narrow_places_keep_figures_and_bars(model: ReportModel) -> None:
    picture = bars(model, "economic")
    picture.resize(300, picture.sizeHint().height())
    assert len(widths(picture, theme().colors.bars[0])) >= 3
