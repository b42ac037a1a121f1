"""首页: the list, what can be done with it, the bin, the empty beginning."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication, QPushButton

from core.errors import KnownError
from tests.ui.hands import button, click
from ui.home_page import SEARCH_FROM, HomePage
from ui.store import Store

FORM = "changning_township/2023"
Heard = list[Any]


@pytest.fixture
def uid(store: Store) -> str:
    return store.create(FORM, "甲镇人民政府", 2023)


@pytest.fixture
def page(qapp: QApplication, store: Store, uid: str) -> HomePage:
    return shown(store)


def shown(store: Store) -> HomePage:
    page = HomePage(store)
    page.resize(1100, 560)
    page.show()
    page.refresh()
    return page


def heard(signal: SignalInstance) -> Heard:
    got: Heard = []
    signal.connect(lambda *told: got.append(told))
    return got


def visible(*buttons: QPushButton) -> list[bool]:
    return [one.isVisible() for one in buttons]


def test_a_store_that_cannot_be_read_leaves_the_list_and_says_so(
    page: HomePage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise KnownError("store.io")

    monkeypatch.setattr(store, "reports", refuse)
    page.refresh()
    assert page.banner.isVisible()
    assert KnownError("store.io").text == page._banner_text.text()
    assert len(page.table.reports.lines) == 1


def test_the_backups_are_a_click_away(page: HomePage) -> None:
    wanted = heard(page.backups_wanted)
    click(page.backups)
    page.tell("报告库换了", "恢复备份")
    click(page._banner_button)
    assert len(wanted) == 2


def test_an_empty_store_says_what_to_do_first(store: Store) -> None:
    page = shown(store)
    examples = heard(page.example_wanted)
    card = page.body.currentWidget()
    assert card is not page.table
    assert visible(page.open, page.delete, page.new, page.file) == [False, False, True, True]
    assert not page.carry.isEnabled()
    page.take_focus()
    assert page.focusWidget() in card.findChildren(QPushButton)
    click(button(card, "打开示例：湖南省衡阳市常宁市"))
    assert examples == [(FORM,)]


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("open", "open_wanted"),
        ("save_file", "save_file_wanted"),
        ("delete", "delete_wanted"),
        ("carry", "carry_wanted"),
    ],
)
def test_what_is_chosen_is_told(page: HomePage, uid: str, name: str, signal: str) -> None:
    got = heard(getattr(page, signal))
    click(getattr(page, name))
    assert got == [(uid,)]


@pytest.mark.parametrize(("name", "signal"), [("new", "new_wanted"), ("file", "file_wanted")])
def test_what_is_asked_is_told(page: HomePage, name: str, signal: str) -> None:
    got = heard(getattr(page, signal))
    click(getattr(page, name))
    assert len(got) == 1


def test_one_example_is_one_click_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "examples", lambda _: (store.library.entry(FORM),))
    page = shown(store)
    got = heard(page.example_wanted)
    click(page.example)
    assert got == [(FORM,)]


def test_several_examples_are_in_a_menu(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = store.library.entry(FORM)
    monkeypatch.setattr(Store, "examples", lambda _: (entry, entry))
    page = shown(store)
    got = heard(page.example_wanted)
    menu = page.example.menu()
    assert menu is not None
    menu.actions()[1].trigger()
    assert got == [(FORM,)]


def test_the_bin_shows_what_was_deleted(page: HomePage, store: Store, uid: str) -> None:
    store.delete(uid)
    click(page.bin)
    assert (page.in_bin, page.table.chosen(), page.heading.text()) == (True, uid, "回收站")
    assert visible(page.restore, page.purge, page.open, page.new) == [True, True, False, False]
    back, gone, opened = heard(page.restore_wanted), heard(page.purge_wanted), heard(page.open_wanted)
    click(page.restore)
    click(page.purge)
    page.table.opened.emit(uid)
    assert (back, gone, opened) == ([(uid,)], [(uid,)], [])
    click(page.bin)
    assert not page.in_bin


def test_an_empty_bin_says_so(page: HomePage) -> None:
    click(page.bin)
    assert "回收站是空的" in page.notes.text()


def test_search_is_offered_when_there_are_many(page: HomePage, store: Store) -> None:
    assert not page.search.isVisible()
    for number in range(SEARCH_FROM):
        store.create(FORM, f"第{number}镇", 2023)
    page.refresh()
    page.search.setText("第3镇")
    assert page.search.isVisible()
    assert [line.unit for line in page.table.reports.lines] == ["第3镇"]


def test_a_sentence_stands_above_the_list(page: HomePage, uid: str) -> None:
    got = heard(page.open_wanted)
    page.tell("已恢复到 2024年3月29日", "继续填报", uid)
    assert page.banner.isVisible()
    click(button(page.banner, "继续填报"))
    assert got == [(uid,)]
    page.tell("")
    assert not page.banner.isVisible()


def test_in_a_read_only_store_one_may_look(page: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "read_only", property(lambda _: True))
    page.refresh()
    enabled: Callable[[QPushButton], bool] = lambda one: one.isEnabled()  # noqa: E731
    assert list(map(enabled, (page.open, page.save_file))) == [True, True]
    assert not any(map(enabled, (page.new, page.file, page.example, page.carry, page.delete)))


def test_a_format_of_the_users_own_is_named(page: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    entry = replace(page._store.library.entry(FORM), hides_shipped=True)
    monkeypatch.setattr(type(page._store.library), "entries", lambda _: (entry,))
    page.refresh()
    assert "用户文件夹" in page.notes.text()
