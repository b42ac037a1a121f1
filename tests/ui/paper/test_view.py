"""The preview shows pages, zooms, scrolls by keys, and keeps what is in sight while a new text is set."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.reports.compose import compose
from core.reports.document import Document, Paragraph, Part
from ui.paper.faces import STRIP
from ui.paper.view import FIT, PaperView
from ui.report_model import ReportModel


def document(lines: int, text: str = "正文") -> Document:
    part = Part(id="p", title="", blocks=tuple(Paragraph(runs=(f"{text}{n}",)) for n in range(lines)))
    return Document(id="d", title="题名", file_name="f", unit="u", parts=(part,))


@pytest.fixture
def view() -> PaperView:
    made = PaperView()
    made.resize(700, 500)
    made.show()
    made.show_document(document(100))
    made.finish()
    return made


def darkness(view: PaperView) -> int:
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(image.pixelColor(x, y).value() < 110 for x in range(0, image.width(), 2) for y in range(image.height()))


def test_pages_lie_one_below_the_other_and_fit_the_width(view: PaperView) -> None:
    assert view.page_count == 5
    assert view.horizontalScrollBar().maximum() == 0
    assert view.verticalScrollBar().maximum() > 3000
    assert darkness(view) > 100


def test_keys_scroll_through_the_pages(view: PaperView) -> None:
    seen = []
    view.pages_changed.connect(lambda number, pages: seen.append((number, pages)))
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.page_in_sight == 5
    assert seen[-1] == (5, 5)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    after_page = view.verticalScrollBar().value()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert 300 < after_page < view.verticalScrollBar().value()
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.verticalScrollBar().value() == after_page


def test_zoom_by_keys_and_wheel_stays_within_bounds(view: PaperView) -> None:
    told: list[int] = []
    view.zoom_changed.connect(told.append)
    control = Qt.KeyboardModifier.ControlModifier
    view.set_zoom(100)
    QTest.keyClick(view, Qt.Key.Key_Plus, control)
    assert view.zoom == 125
    QTest.keyClick(view, Qt.Key.Key_Minus, control)
    assert view.zoom == 100
    for _ in range(10):
        QTest.keyClick(view, Qt.Key.Key_Minus, control)
    assert view.zoom == 50
    wheel = QWheelEvent(
        QPointF(9, 9), QPointF(9, 9), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, control,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom == 75
    view.set_zoom(200)
    assert view.horizontalScrollBar().maximum() > 0
    QTest.keyClick(view, Qt.Key.Key_0, control)
    assert view.zoom == FIT
    assert told == [100, 125, 100, 75, 50, 75, 200, FIT]


def test_zooming_keeps_the_place(view: PaperView) -> None:
    view.verticalScrollBar().setValue(view._places[2].top())
    view.set_zoom(150)
    assert view.page_in_sight == 3


def test_a_new_text_replaces_the_old_at_once_and_the_place_stays(view: PaperView) -> None:
    view.verticalScrollBar().setValue(900)
    view.show_document(document(100, "改过"))
    assert view.page_count == 5  # the old one, until the new one is whole
    view.finish()
    assert view.verticalScrollBar().value() == 900
    assert view.typesetter is not None
    assert view.typesetter.texts()[0] == "改过0"


def test_the_first_pages_show_before_the_last_are_set() -> None:
    made = PaperView()
    made.resize(600, 400)
    made.show()
    made.show_document(document(6000))
    for _ in range(2000):
        QApplication.processEvents()
        if made.page_count:
            break
    assert 0 < made.page_count < 270
    made.finish()
    assert made.page_count == 273


def test_no_slice_of_the_larger_example_takes_long(model: ReportModel) -> None:
    from time import thread_time

    from ui.paper.typeset import Typesetter

    whole = compose(model.sheet, model.program.form.documents[0].id)
    Typesetter(whole).run()  # fonts are loaded once
    longest, before = 0.0, thread_time()
    for _ in Typesetter(whole).steps():
        longest, before = max(longest, thread_time() - before), thread_time()
    assert longest < 0.05


def test_a_strip_fills_the_width_without_zoom() -> None:
    made = PaperView(strip=True, page=STRIP)
    made.resize(340, 400)
    made.show()
    made.show_document(document(40))
    made.finish()
    QTest.keyClick(made, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert (made.page_count, made.zoom) == (1, FIT)
    assert made.horizontalScrollBar().maximum() == 0
    assert made.verticalScrollBar().maximum() > 200
