"""Installing a report format from one file: asked with what it changes, told, or refused with a sentence."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from core.forms.library import FORM, Library, resources
from core.imports.form_package import pack_form
from tests.ui.hands import Answers
from ui.form_acts import FormActs
from ui.main_window import MainWindow
from ui.store import Store

KEY = "xiangtan_township/2024"


@pytest.fixture
def form_store(store: Store, tmp_path: Path) -> Store:
    """The store with a folder for the user's own formats."""
    store.library = Library(users=tmp_path / "own" / "forms")
    return store


@pytest.fixture
def acts(form_store: Store, window: MainWindow) -> FormActs:
    return FormActs(form_store, window)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "格式.jbf"
    path.write_bytes(pack_form(resources() / "forms" / KEY, Library()))
    return path


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The same format for a later year, with another name."""
    folder = tmp_path / "xiangtan_township" / "2031"
    folder.mkdir(parents=True)
    for file in (resources() / "forms" / KEY).iterdir():
        if file.name in (FORM, "reference.docx"):
            (folder / file.name).write_bytes(file.read_bytes())
    text = (folder / FORM).read_text("utf-8").replace("edition = 2024", "edition = 2031")
    (folder / FORM).write_text(text, "utf-8")
    path = tmp_path / "新版.jbf"
    path.write_bytes(pack_form(folder, Library()))
    return path


def test_a_new_edition_is_installed_after_a_question(acts: FormActs, form_store: Store, newer: Path) -> None:
    said: list[str] = []
    acts.said.connect(said.append)
    heard: list[bool] = []
    acts.installed.connect(lambda: heard.append(True))
    answers = Answers("安装")
    acts.ask(newer)
    assert "新的报告格式" in answers.texts[0]
    assert "2031年版" in answers.texts[0]
    assert heard == [True]
    assert "2031年版" in said[0]
    assert form_store.library.entry("xiangtan_township/2031").users


def test_it_may_be_left_alone(acts: FormActs, form_store: Store, newer: Path) -> None:
    Answers("取消")
    acts.ask(newer)
    assert "xiangtan_township/2031" not in {one.key for one in form_store.library.entries()}


def test_what_is_here_already_is_said_with_the_reports_that_use_it(
    acts: FormActs, form_store: Store, package: Path
) -> None:
    form_store.open_example(KEY)
    answers = Answers("安装", "安装")
    acts.ask(package)
    assert "内容相同" in answers.texts[0]
    assert "1份报告使用它" in answers.texts[0]
    said: list[str] = []
    acts.said.connect(said.append)
    acts.ask(package)
    assert "原来的一份保留在" in said[0]


def test_a_file_that_is_none_is_refused_with_a_sentence(acts: FormActs, tmp_path: Path) -> None:
    path = tmp_path / "坏.jbf"
    path.write_bytes(b"nothing")
    answers = Answers("确定")
    acts.ask(path)
    assert "不是报告格式包" in answers.texts[0]


def test_the_menu_asks_for_the_file(acts: FormActs, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(package), ""))
    answers = Answers("取消")
    acts.install()
    assert "报告格式" in answers.texts[0]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    acts.install()


def test_what_is_double_clicked_is_taken_in(window: MainWindow, tmp_path: Path) -> None:
    answers = Answers("确定", "确定")
    window.open_path(tmp_path / "没有.jbf")
    window.open_path(tmp_path / "没有.jibao")
    assert "读不到文件" in answers.texts[0]
    assert "找不到文件" in answers.texts[1]
    window.desk.renew_home()
    assert window.desk.page == "home"
