"""Charts on the pages: bars as long as their figures, at the height that Word gives them, and no text of their own."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from core.exports.word_chart import GREYS, chart_height
from core.formulas.cells import Cell
from core.reports.document import Block, Chart, Document, Figure, Paragraph, Part
from ui.paper.bars import draw_chart
from ui.paper.faces import A4, STRIP, Page
from ui.paper.painting import paint_page
from ui.paper.typeset import Typesetter

SCALE = 0.1
HERE = QColor(f"#{GREYS['本年']}")
BEFORE = QColor(f"#{GREYS['上年']}")

pytestmark = pytest.mark.usefixtures("qapp")


def figures(*texts: str) -> tuple[Figure, ...]:
    return tuple(
        Figure(cell=Cell("t", str(row), "a"), text=text, value=Decimal(text) if text else None)
        for row, text in enumerate(texts)
    )


def chart(*texts: str, prior: tuple[str, ...] = ()) -> Chart:
    labels = tuple(f"很长的名称{number}" * 4 for number in range(len(texts)))
    return Chart(title="收入", unit="万元", labels=labels, figures=figures(*texts), prior=figures(*prior))


def set_pages(*blocks: Block, page: Page = A4) -> Typesetter:
    part = Part(id="p", title="", blocks=blocks)
    return Typesetter(Document(id="d", title="题名", file_name="f", unit="u", parts=(part,)), page).run()


def words(text: str) -> Paragraph:
    return Paragraph(runs=(text,))


def runs(image: QImage, colour: QColor) -> list[int]:
    """The widths of the bars of a colour, from top to bottom."""
    rows = [sum(image.pixelColor(x, y) == colour for x in range(image.width())) for y in range(image.height())]
    starts = (now for now, above in zip(rows[1:], rows, strict=False) if now > 15 and above <= 15)
    return list(starts)


def drawn(one: Chart) -> QImage:
    place = QRectF(0, 0, 8800, chart_height(one))
    image = QImage(round(place.width() * SCALE), round(place.height() * SCALE), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    draw_chart(painter, place, one)
    painter.end()
    return image


def test_bars_are_as_long_as_their_figures() -> None:
    image = drawn(chart("10.00", "5.00", "", "-3.00", prior=("8.00", "2.50", "1.00", "4.00")))
    first, second = runs(image, HERE)
    assert second / first == pytest.approx(0.5, abs=0.03)
    assert [one / first for one in runs(image, BEFORE)] == pytest.approx([0.8, 0.25, 0.1, 0.4], abs=0.03)


def test_nothing_but_noughts_draws_no_bar() -> None:
    assert runs(drawn(chart("0", "0")), HERE) == []


@pytest.mark.parametrize("page", [A4, STRIP])
def test_a_chart_is_painted_in_the_flow_of_its_page(qapp: QApplication, page: Page) -> None:
    made = set_pages(words("前"), chart("10.00", "5.00"), words("后"), page=page)
    assert made.page_count == 1
    image = QImage(1200, 1700, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    paint_page(painter, made, 0)
    painter.end()
    assert len(runs(image, HERE)) == 2


def test_it_takes_the_height_that_word_gives_it() -> None:
    one = chart("10.00", "5.00", prior=("1.00", "2.00"))
    with_it = set_pages(words("前"), one, words("后"), page=STRIP).stretches[0].text.size().height()
    without = set_pages(words("前"), words("后"), page=STRIP).stretches[0].text.size().height()
    assert with_it - without == pytest.approx(chart_height(one), abs=200)


def test_a_chart_that_does_not_fit_goes_to_the_next_page() -> None:
    tall = chart(*["1.00"] * 24, prior=("1.00",) * 24)
    assert set_pages(tall, tall).page_count == 2


def test_a_chart_adds_no_words() -> None:
    assert set_pages(words("前"), chart("1", "2"), words("后")).texts() == ["前", "后"]
