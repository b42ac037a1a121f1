"""What 首页 can do, with its questions: a new report, a file that is here already, the bin, what cannot be done."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Part
from core.reports.unit_card import UNIT
from core.storage.draft_file import read_draft_file, save_draft_file
from tests.ui.hands import Answers
from ui.home_acts import HomeActs
from ui.new_report import CarryOver, NewReport
from ui.store import Store

FORM = "changning_township/2023"


class Heard:
    """The acts over a store, and what they told."""

    def __init__(self, store: Store) -> None:
        self.window = QWidget()
        self.acts = HomeActs(store, self.window)
        self.made: list[str] = []
        self.said: list[str] = []
        self.replaced: list[str] = []
        self.acts.made.connect(self.made.append)
        self.acts.said.connect(self.said.append)
        self.acts.about_to_replace.connect(self.replaced.append)


@pytest.fixture
def heard(qapp: QApplication, store: Store) -> Heard:
    return Heard(store)


def file_of(uid: str, path: Path, unit: str = "丁镇") -> Path:
    draft = Draft(uid=uid, form=FORM)
    draft.parts[Part.ENTRIES][UNIT] = Entry(unit)
    save_draft_file(draft, path)
    return path


def test_a_new_report_is_made_and_opened(heard: Heard, store: Store) -> None:
    def fill(asking: QDialog) -> None:
        assert isinstance(asking, NewReport)
        asking.unit.setEditText("甲镇人民政府")
        asking.year.setValue(2023)
        asking.go.click()

    answers = Answers(fill)
    heard.acts.new()
    assert answers.texts == ["新建报告"]
    assert heard.made == [store.reports()[0].uid]
    assert store.reports()[0].unit == "甲镇人民政府"


def test_whoever_leaves_the_question_gets_nothing(heard: Heard, store: Store) -> None:
    answers = Answers("取消", "取消")
    heard.acts.new()
    heard.acts.carry()
    assert (heard.made, len(answers.texts), list(store.reports())) == ([], 2, [])


def test_next_years_report_is_made_from_last_years(heard: Heard, store: Store) -> None:
    example = store.open_example(FORM)

    def carry(asking: QDialog) -> None:
        assert isinstance(asking, CarryOver)
        asking.go.click()

    answers = Answers(carry)
    heard.acts.carry(example)
    assert answers.texts == ["从上年结转"]
    assert store.drafts.load(heard.made[0]).entries[Cell("year")].text == "2024"


def test_a_file_is_taken_in_and_opened(heard: Heard, store: Store, tmp_path: Path) -> None:
    heard.acts.take_in(file_of("afar", tmp_path / "a.jibao"))
    assert heard.made == ["afar"]
    assert store.reports()[0].unit == "丁镇"


def test_the_same_report_again_is_asked_about_with_both_dates(heard: Heard, store: Store, tmp_path: Path) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    path = file_of(uid, tmp_path / "a.jibao", "甲镇新名")
    answers = Answers("另存一份", "覆盖（先备份）", "取消")
    heard.acts.take_in(path)
    assert answers.texts[0].count(" 保存") == 2
    copied = heard.made[0]
    assert copied != uid
    heard.acts.take_in(path)
    assert (heard.made[1], heard.replaced) == (uid, [uid])
    assert "已备份为" in heard.said[0]
    backup = Path(heard.said[0].partition("：")[2])
    assert read_draft_file(backup).draft.entries[UNIT].text == "甲镇人民政府"
    heard.acts.take_in(path)
    assert len(heard.made) == 2


def test_what_was_not_read_is_told(heard: Heard, tmp_path: Path) -> None:
    path = file_of("afar", tmp_path / "a.jibao")
    path.write_text(path.read_text("utf-8") + "\n[nonsense]\na = 1\n", "utf-8")
    answers = Answers("确定")
    heard.acts.take_in(path)
    assert "没有读入" in answers.texts[0]
    assert heard.made == ["afar"]


def test_a_file_that_is_no_report_is_told(heard: Heard, tmp_path: Path) -> None:
    path = tmp_path / "a.jibao"
    path.write_text("不是报告", "utf-8")
    answers = Answers("确定")
    heard.acts.take_in(path)
    assert heard.made == []
    assert "a.jibao" in answers.texts[0]


def test_a_file_is_chosen_in_a_dialog(heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of("afar", tmp_path / "a.jibao")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    heard.acts.open_file()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    heard.acts.open_file()
    assert heard.made == ["afar"]


@pytest.mark.parametrize(
    ("typed", "written"), [("甲镇.jibao", "甲镇.jibao"), ("甲镇", "甲镇.jibao"), ("甲镇.toml", "甲镇.toml")]
)
def test_a_report_is_saved_as_a_file(
    heard: Heard, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, written: str
) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    offered: list[str] = []

    def choose(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / typed), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    heard.acts.save_file(uid)
    assert offered[0].endswith("甲镇人民政府2023年度绩效报告.jibao")
    assert read_draft_file(tmp_path / written).draft.uid == uid
    assert written in heard.said[0]


def test_a_place_that_cannot_be_written_is_told(
    heard: Heard, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "a.jibao"), ""))
    answers = Answers("确定")
    heard.acts.save_file(uid)
    assert heard.said == []
    assert "没能写" in answers.texts[0]


def test_deleting_needs_no_question_and_purging_does(heard: Heard, store: Store) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    heard.acts.delete(uid)
    assert (heard.replaced, len(store.reports(in_bin=True))) == ([uid], 1)
    heard.acts.restore(uid)
    assert len(store.reports()) == 1
    heard.acts.delete(uid)
    answers = Answers("取消", "彻底删除")
    heard.acts.purge(uid)
    assert store.summary(uid) is not None
    heard.acts.purge(uid)
    assert store.summary(uid) is None
    assert "甲镇人民政府2023年度" in answers.texts[0]
    heard.acts.purge(uid)


def test_the_example_of_a_broken_format_is_told(heard: Heard, store: Store) -> None:
    answers = Answers("确定")
    heard.acts.example("nowhere/2020")
    assert "没有报告格式" in answers.texts[0]
