"""The menus and the header: what can be done from anywhere."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from ui.header import PAGES, Header
from ui.menus import Menus
from ui.style.theme import DARK


@pytest.fixture
def menus(qapp: QApplication) -> Menus:
    return Menus(DARK, 125)


def choices(menus: Menus, title: str) -> list[QAction]:
    found = next(menu for menu in menus.findChildren(QMenu) if menu.title() == title)
    return found.actions()


def test_the_present_look_and_scale_are_marked(menus: Menus) -> None:
    assert [action.text() for action in choices(menus, "外观") if action.isChecked()] == ["深色"]
    assert [action.text() for action in choices(menus, "字号") if action.isChecked()] == ["125%"]


def test_a_choice_is_told(menus: Menus) -> None:
    looks: list[str] = []
    scales: list[int] = []
    menus.look_wanted.connect(looks.append)
    menus.scale_wanted.connect(scales.append)
    choices(menus, "外观")[0].trigger()
    choices(menus, "字号")[-1].trigger()
    assert (looks, scales) == (["follow"], [200])
    assert [action.text() for action in choices(menus, "字号") if action.isChecked()] == ["200%"]


def test_menus_open_by_letter(menus: Menus) -> None:
    assert [action.text()[-3:-1] for action in menus.actions()] == ["&F", "&E", "&V", "&H"]


def test_the_header_says_where_one_is(menus: Menus) -> None:
    header = Header(menus, menus.named["undo"], menus.named["redo"])
    wanted: list[str] = []
    header.page_wanted.connect(wanted.append)
    header.show_report("甲镇　2023年度", filling=True, checking=False)
    header.buttons["report"].click()
    header.buttons["examine"].click()
    header.show_page("home")
    assert wanted == ["report"]
    assert header.buttons["home"].isChecked()
    assert not header.buttons["report"].isChecked()
    assert [button.text() for button in header.buttons.values()] == [word for word, _ in PAGES.values()]


def test_the_buttons_of_undo_follow_their_actions(menus: Menus) -> None:
    header = Header(menus, menus.named["undo"], menus.named["redo"])
    undo = next(one for one in header.findChildren(QToolButton) if one.accessibleName().startswith("撤销"))
    done: list[bool] = []
    menus.named["undo"].triggered.connect(lambda: done.append(True))
    menus.named["undo"].setText("撤销：修改 单位简称(&U)")
    assert undo.toolTip() == "撤销：修改 单位简称"
    undo.click()
    menus.named["undo"].setEnabled(False)
    assert (len(done), undo.isEnabled()) == (1, False)


def test_where_there_is_little_room_words_come_before_icons_and_names(menus: Menus) -> None:
    header = Header(menus, menus.named["undo"], menus.named["redo"])
    header.show()
    header.resize(1400, 48)
    header.show_report("甲镇　2023年度", filling=True, checking=True)
    wide = header.buttons["home"].toolButtonStyle()
    assert header.report.text() == "甲镇　2023年度"
    header.resize(640, 48)
    assert header.buttons["home"].toolButtonStyle() != wide
    assert header.buttons["home"].text() == "首页"
    assert header.report.toolTip() == "甲镇　2023年度"
