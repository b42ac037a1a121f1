"""The manual: every topic can be reached, read, searched; its pictures are there; it names the keys that exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QTextFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.forms.library import Library
from tests.ui.conftest import FORM, NOW
from ui.editors import row_acts
from ui.header import PAGES
from ui.help_text import FIRST, find, help_folder, topic, topics
from ui.help_window import ID, PICTURE, HelpWindow
from ui.main_window import MainWindow
from ui.menus import EDIT, FILE, HELP, VIEW
from ui.mishaps import Mishaps
from ui.preferences import Preferences
from ui.store import Store
from ui.style.theme import DARK, LIGHT, theme

Key, Held = Qt.Key, Qt.KeyboardModifier
MOST_PICTURES = 3_000_000


@pytest.fixture
def manual(qapp: QApplication) -> Iterator[HelpWindow]:
    window = HelpWindow()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    yield window
    window.close()


def listed(window: HelpWindow) -> list[str]:
    return [str(window.list.item(row).data(ID)) for row in range(window.list.count())]


# ---------------------------------------------------------------- the text


def test_every_file_is_a_topic_that_the_first_page_lists() -> None:
    assert sorted(one.id for one in topics()) == sorted(path.stem for path in help_folder().glob("*.md"))
    assert all(one.title and one.text for one in topics())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_program_has_its_topic(page: str) -> None:
    assert topic(page).id == page


def test_a_topic_that_is_not_there_is_the_first_page() -> None:
    assert topic("nothing").id == FIRST


def test_links_lead_to_topics_and_never_out() -> None:
    links = [link for one in topics() for link in re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", one.text)]
    known = {f"{one.id}.md" for one in topics()}
    assert [link for link in links if link not in known] == []


def test_pictures_are_there_used_and_small() -> None:
    folder = help_folder() / "pictures"
    used = {name for one in topics() for name in re.findall(r"!\[[^\]]*\]\(pictures/([^)]+)\)", one.text)}
    assert used == {path.name for path in folder.iterdir()}
    assert sum(path.stat().st_size for path in folder.iterdir()) < MOST_PICTURES


def test_words_are_found_wherever_they_stand() -> None:
    hits = find("回收站")
    assert "home" in [hit.topic.id for hit in hits]
    assert all("回收站" in hit.around for hit in hits)
    assert find("提纲")[0].topic.title == "文字、提纲和插入数据"
    assert find("没有这样的词") == find("  ") == ()
    assert not re.search(r"[*`#|]|\]\(", find("UTF-8")[0].around)


# ---------------------------------------------------------------- the keys


def told_keys(heading: str) -> set[str]:
    """The keys in one table of the page of keys, as Qt writes them."""
    part = topic("keys").text.split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return {QKeySequence(key).toString() for cell in cells for key in re.findall(r"`([^`]+)`", cell)}


def test_the_page_of_keys_names_every_key_of_the_menus_and_no_other() -> None:
    lines = [line for menu in (FILE, EDIT, VIEW, HELP) for line in menu if line is not None]
    keys = {QKeySequence(key).toString() for _, _, keys in lines for key in keys.split()}
    assert told_keys("任何地方") == keys | {"Esc"}


def test_the_page_of_keys_says_what_the_menus_say() -> None:
    text = topic("keys").text.split("## 填写")[0]
    for name, words, keys in [line for menu in (FILE, EDIT, VIEW) for line in menu if line is not None and line[2]]:
        plain = re.sub(r"\(&.\)|…", "", words)
        row = next(line for line in text.splitlines() if f"`{QKeySequence(keys.split()[0]).toString()}`" in line)
        assert plain in row or name == "save", row


def test_the_page_of_keys_names_the_keys_of_tables() -> None:
    keys = {key for keys in (row_acts.ADD, row_acts.REMOVE, row_acts.UP, row_acts.DOWN, row_acts.PICK) for key in keys}
    assert {QKeySequence(key).toString() for key in keys} <= told_keys("表格")


# ---------------------------------------------------------------- the window


def test_it_opens_at_the_wished_topic_with_the_page_ready_to_be_read(qapp: QApplication) -> None:
    window = HelpWindow("examine")
    window.show()
    assert window.topic == "examine"
    assert window.page.document().firstBlock().text() == "审核"
    assert window.list.currentItem().text() == "审核"


def test_topics_are_walked_by_keys_and_back(manual: HelpWindow) -> None:
    manual.list.setFocus()
    QTest.keyClick(manual.list, Key.Key_Down)
    QTest.keyClick(manual.list, Key.Key_Down)
    assert manual.topic == topics()[2].id
    QTest.keyClick(manual, Key.Key_Left, Held.AltModifier)
    assert manual.topic == topics()[1].id


def test_links_are_followed_inside(manual: HelpWindow) -> None:
    manual.page.anchorClicked.emit(QUrl("keys.md"))
    assert manual.topic == "keys"
    manual.page.anchorClicked.emit(QUrl("https://example.org/x"))
    assert manual.topic == FIRST


def test_pictures_are_shown_no_wider_than_the_page(manual: HelpWindow) -> None:
    manual.show_topic("home")
    assert PICTURE in manual.page.toPlainText()
    picture = manual.page.loadResource(0, QUrl("pictures/home.png"))
    assert isinstance(picture, QImage)
    assert not picture.isNull()
    assert picture.width() / picture.devicePixelRatio() <= manual.page.viewport().width()
    assert manual.page.horizontalScrollBar().maximum() == 0


def test_no_topic_is_wider_than_the_window(manual: HelpWindow) -> None:
    for one in topics():
        manual.show_topic(one.id)
        QApplication.processEvents()
        assert manual.page.horizontalScrollBar().maximum() == 0, one.id


def test_tables_are_tables_and_code_is_set_apart(manual: HelpWindow) -> None:
    manual.show_topic("forms")
    block = manual.page.document().begin()
    while not block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence):
        block = block.next()
    assert block.blockFormat().background().color() == theme().color("computed")
    manual.show_topic("keys")
    assert "|" not in manual.page.toPlainText()


def test_searching_lists_the_topics_and_walks_the_places(manual: HelpWindow) -> None:
    QTest.keyClick(manual.page, Key.Key_F, Held.ControlModifier)
    assert manual.search.hasFocus()
    manual.search.setText("暂估")
    hits = listed(manual)
    assert 1 < len(hits) < len(topics())
    assert manual.page.textCursor().selectedText() == "暂估"
    assert len(manual.page.extraSelections()) == manual.page.toPlainText().count("暂估")
    first = (manual.topic, manual.page.textCursor().position())
    seen = {first}
    for _ in range(40):
        QTest.keyClick(manual.page, Key.Key_F3)
        seen.add((manual.topic, manual.page.textCursor().position()))
    assert {id for id, _ in seen} == set(hits)
    assert len(seen) == sum(topic(id).plain.count("暂估") for id in hits)
    QTest.keyClick(manual.page, Key.Key_F3, Held.ShiftModifier)
    assert manual.page.textCursor().selectedText() == "暂估"


def test_what_is_not_found_is_said_and_all_topics_come_back(manual: HelpWindow) -> None:
    manual.search.setText("没有这样的词")
    assert manual.count.text() == "没有找到。可以换一个词。"
    assert listed(manual) == []
    manual.search.clear()
    assert listed(manual) == [one.id for one in topics()]


def test_a_chapters_own_help_comes_with_the_way_to_the_page_about_filling(manual: HelpWindow) -> None:
    manual.show_chapter("部门概况", "\n第一段。\n\n第二段。")
    assert manual.page.toPlainText().splitlines()[:3] == ["本节说明：部门概况", "第一段。", "第二段。"]
    assert "见填报" in manual.page.toPlainText()


def test_f1_opens_it_where_the_clerk_is(qapp: QApplication, tmp_path: Path) -> None:
    window = MainWindow(Preferences(tmp_path), Mishaps(tmp_path, lambda: NOW))
    window.furnish(Store.open(tmp_path / "reports.sqlite", Library(), lambda: NOW))
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window, Key.Key_F1)
    manual = window.manual
    assert manual is not None
    assert manual.isVisible()
    assert manual.topic == "home"
    window.acts.example(FORM)
    QTest.keyClick(window, Key.Key_F1)
    assert manual.page.document().firstBlock().text() == "本节说明：基本信息"
    window.desk.go("examine")
    QTest.keyClick(window, Key.Key_F1)
    assert manual.topic == "examine"
    window.close()
    assert not manual.isVisible()


def test_it_follows_the_look(manual: HelpWindow) -> None:
    manual.show_topic("keys")
    theme().set_look(DARK)
    dark = manual.page.styleSheet()
    theme().set_look(LIGHT)
    assert manual.page.styleSheet() != dark
    assert manual.topic == "keys"


def test_escape_closes_it(manual: HelpWindow) -> None:
    QTest.keyClick(manual.page, Key.Key_Escape)
    assert not manual.isVisible()


def test_no_text_of_the_manual_leaves_this_pc() -> None:
    texts = [path.read_text("utf-8") for path in Path(help_folder()).glob("*.md")]
    assert [text for text in texts if re.search(r"https?://", text)] == []
