"""The store as the windows use it: listing, opening, making, taking in, handing out, the bin."""

from pathlib import Path

import pytest

from core.errors import KnownError
from core.forms.library import Library
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Origin, Part
from core.reports.sheet import Sheet
from core.reports.unit_card import UNIT, YEAR
from core.storage.draft_file import read_draft_file, save_draft_file
from core.storage.exported import DEFINITION, exported, keep_exported
from core.workspace import Workspace
from ui.store import Store, is_example

FORM = "changning_township/2023"
EXAMPLE = "example-changning-township-2023"


def draft_of(uid: str, form: str = FORM, **answers: str) -> Draft:
    draft = Draft(uid=uid, form=form)
    draft.parts[Part.ENTRIES] = {Cell(item): Entry(text) for item, text in answers.items()}
    return draft


def kept(store: Store, uid: str) -> Draft:
    return store.drafts.load(uid)


def test_a_new_store_is_empty(store: Store) -> None:
    assert (store.reports(), store.reports(in_bin=True), store.units(), store.left_open()) == ([], [], (), None)
    assert not store.read_only


def test_a_second_window_is_told_who_holds_the_store(store: Store, store_path: Path, library: Library) -> None:
    with pytest.raises(KnownError, match="报告库正由") as held:
        Store.open(store_path, library, store.clock)
    assert held.value.code == "store.held"


def test_the_second_window_may_look(store: Store, store_path: Path, library: Library) -> None:
    uid = store.open_example(FORM)
    second = Store.open(store_path, library, store.clock, read_only=True)
    opened = second.open_report(uid)
    second.remember_unit(Sheet(library.program(FORM), opened.draft))
    second.mark_open(uid)
    assert second.read_only
    assert opened.workspace is not None
    assert opened.workspace.drafts is None
    assert store.left_open() is None
    second.close()


# ---------------------------------------------------------------- making


def test_a_new_report_bears_unit_and_year(store: Store) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    (line,) = store.reports()
    assert (line.uid, line.unit, line.year, line.form) == (uid, "甲镇人民政府", "2023", FORM)
    assert line.facts["sections"] > 0
    assert store.units() == ("甲镇人民政府",)


def test_the_units_data_are_remembered(store: Store) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    draft = kept(store, uid)
    draft.parts[Part.ENTRIES][Cell("unit_short")] = Entry("甲镇")
    store.remember_unit(Sheet(store.library.program(FORM), draft))
    again = kept(store, store.create(FORM, "甲镇人民政府", 2024))
    assert again.entries[Cell("unit_short")].text == "甲镇"
    assert again.entries[Cell("unit_short")].origin == Origin.LAST_YEAR
    assert (again.entries[UNIT].text, again.entries[YEAR].text) == ("甲镇人民政府", "2024")
    assert Cell("unit_short") not in kept(store, store.create(FORM, "乙镇人民政府", 2024)).entries


def test_the_card_of_an_example_is_not_remembered(store: Store) -> None:
    draft = kept(store, store.open_example(FORM))
    store.remember_unit(Sheet(store.library.program(FORM), draft))
    assert store.card(draft.entries[UNIT].text) == {}


def test_a_card_is_written_once_while_it_stays_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(store.library.program(FORM), kept(store, store.create(FORM, "甲镇人民政府", 2023)))
    store.remember_unit(sheet)
    monkeypatch.setattr(store.drafts, "remember", lambda *_: pytest.fail("written again"))
    store.remember_unit(sheet)


def test_the_indicators_of_a_report_are_offered_in_the_next_one_but_not_those_of_an_example(store: Store) -> None:
    def opened(uid: str) -> Workspace:
        found = store.open_report(uid).workspace
        assert found is not None
        return found

    first = opened(store.create(FORM, "甲镇人民政府", 2023))
    first.accept(first.session.add_row("indicators", answers={"name": "走访户次"})[0])
    store.remember_indicators(first)
    offered = opened(store.create(FORM, "甲镇人民政府", 2024)).own_indicators()
    assert [one.name for one in offered] == ["走访户次"]
    store.remember_indicators(opened(store.open_example(FORM)))
    assert list(store.drafts.recall_all("indicators:")) == ["indicators:甲镇人民政府"]


def test_the_edition_is_that_of_the_year(store: Store) -> None:
    assert store.serving(FORM, 2030).edition == 2023
    assert store.serving("changning_township", 1999).edition == 2023
    with pytest.raises(KnownError, match="没有报告格式"):
        store.serving("nowhere/2020", 2023)


def test_each_format_is_listed_by_its_newest_edition(store: Store) -> None:
    forms = store.forms()
    assert FORM in [entry.key for entry in forms]
    assert len({entry.id for entry in forms}) == len(forms)


# ---------------------------------------------------------------- the example


def test_the_example_opens_as_a_report_of_its_own(store: Store) -> None:
    uid = store.open_example(FORM)
    opened = store.open_report(uid)
    assert (uid, is_example(uid)) == (EXAMPLE, True)
    assert opened.workspace is not None
    assert not opened.workspace.session.examination().open("must_fix")
    assert store.units() == ()


def test_the_example_keeps_what_was_tried_until_it_is_deleted(store: Store) -> None:
    uid = store.open_example(FORM)
    cell = Cell("unit_short")
    store.drafts.save(uid, [kept(store, uid).edit(Part.ENTRIES, cell, Entry("试试"))], store.clock())
    store.open_example(FORM)
    assert kept(store, uid).entries[cell].text == "试试"
    store.delete(uid)
    store.open_example(FORM)
    assert kept(store, uid).entries[cell].text != "试试"
    assert [line.uid for line in store.reports()] == [uid]


def test_formats_with_an_example_are_known(store: Store) -> None:
    assert FORM in [entry.key for entry in store.examples()]


# ---------------------------------------------------------------- next year


def test_carrying_over_makes_next_years_report(store: Store) -> None:
    last = store.open_example(FORM)
    draft = kept(store, store.carry_over(last, 2024))
    assert draft.entries[YEAR].text == "2024"
    assert draft.entries[UNIT].origin == Origin.LAST_YEAR
    assert not is_example(draft.uid)
    assert draft.entries[Cell("expenditure_prior")].origin == Origin.LAST_YEAR


def test_last_years_report_of_the_unit_is_found(store: Store) -> None:
    last = store.open_example(FORM)
    this = Sheet(store.library.program(FORM), kept(store, store.carry_over(last, 2024)))
    found = store.last_year(this)
    assert found is not None
    assert found.draft.uid == last
    assert store.last_year(found) is None


def test_no_last_year_without_a_year_or_a_format(store: Store) -> None:
    program = store.library.program(FORM)
    assert store.last_year(Sheet(program, draft_of("a", reporting_unit="甲镇"))) is None
    store.drafts.create(draft_of("b", "gone/2020"), store.clock(), {"unit": "甲镇", "year": "2022"})
    assert store.last_year(Sheet(program, draft_of("a", reporting_unit="甲镇", year="2023"))) is None


# ---------------------------------------------------------------- a format that is not here


def test_a_report_without_its_format_can_be_looked_at(store: Store) -> None:
    store.drafts.create(draft_of("far", "elsewhere/2021", reporting_unit="丙镇"), store.clock())
    opened = store.open_report("far")
    assert opened.workspace is None
    assert "elsewhere/2021" in opened.sentence
    assert "缺少文件夹" in opened.sentence
    assert opened.draft.entries[UNIT].text == "丙镇"


def gone_format(store: Store, tmp_path: Path, uid: str) -> Library:
    """The report exported, and then a PC without any format."""
    keep_exported(store.drafts, store.library, kept(store, uid), store.clock())
    (tmp_path / "bare" / "forms").mkdir(parents=True)
    whole, store.library = store.library, Library(shipped=tmp_path / "bare")
    return whole


def test_an_exported_report_opens_without_its_format(store: Store, tmp_path: Path) -> None:
    uid = store.open_example(FORM)
    whole = gone_format(store, tmp_path, uid)
    for _ in range(2):
        opened = store.open_report(uid)
        assert opened.workspace is not None
        assert opened.workspace.drafts is None
        assert opened.workspace.session.sheet.screen(Cell("income_total")) == "1,844.31"
        assert "导出时留下的副本" in opened.sentence
        assert (opened.library.entry(FORM).folder / "reference.docx").is_file()
        assert opened.library is not whole
    folder = opened.library.shipped
    store.close()
    assert not folder.exists()


def test_it_opens_as_it_was_exported_too(store: Store, tmp_path: Path) -> None:
    uid = store.open_example(FORM)
    gone_format(store, tmp_path, uid)
    edit = kept(store, uid).edit(Part.ENTRIES, Cell("unit_short"), Entry("后来"))
    store.drafts.save(uid, [edit], store.clock())
    opened = store.open_exported(exported(store.drafts, uid)[0], "")
    assert opened.draft.entries[Cell("unit_short")].text != "后来"
    assert store.open_report(uid).draft.entries[Cell("unit_short")].text == "后来"


def test_a_copy_of_a_format_that_is_damaged_leaves_the_answers_to_look_at(store: Store, tmp_path: Path) -> None:
    uid = store.open_example(FORM)
    store.drafts.keep_evidence(uid, store.clock(), DEFINITION, f"{FORM}\n不是")
    (tmp_path / "forms").mkdir()
    store.library = Library(shipped=tmp_path)
    opened = store.open_report(uid)
    assert opened.workspace is None
    assert "缺少文件夹" in opened.sentence


def test_a_broken_format_is_named(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "forms" / "broken" / "2020"
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text('id = "broken"\nedition = 2020\nlabel = "坏"\n[[document]]\nid = 3\n', "utf-8")
    store.library = Library(users=tmp_path / "forms")
    store.drafts.create(draft_of("b", "broken/2020"), store.clock())
    opened = store.open_report("b")
    assert opened.workspace is None
    assert "不能使用" in opened.sentence


# ---------------------------------------------------------------- files


def test_a_report_goes_out_and_comes_in_as_a_file(store: Store, tmp_path: Path) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    path = tmp_path / "甲镇.jibao"
    store.save_file(uid, path)
    assert read_draft_file(path).draft == kept(store, uid)
    assert store.file_name(uid) == "甲镇人民政府2023年度绩效报告"
    assert store.file_name("nobody") == "绩效报告"


def test_a_file_from_elsewhere_is_kept_under_its_own_uid(store: Store, tmp_path: Path) -> None:
    save_draft_file(draft_of("from-afar", reporting_unit="丁镇", year="2023"), tmp_path / "a.jibao")
    incoming = store.read_file(tmp_path / "a.jibao")
    assert incoming.here is None
    assert store.take_copy(incoming) == "from-afar"
    assert store.reports()[0].unit == "丁镇"


def test_a_file_of_a_format_that_is_not_here_comes_in_too(store: Store, tmp_path: Path) -> None:
    save_draft_file(draft_of("x", "elsewhere/2021", reporting_unit="丁镇", year="2023"), tmp_path / "a.jibao")
    store.take_copy(store.read_file(tmp_path / "a.jibao"))
    (line,) = store.reports()
    assert (line.unit, line.year, line.facts["label"]) == ("丁镇", "2023", "elsewhere/2021")


def test_the_same_report_again_as_a_copy(store: Store, tmp_path: Path) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    store.save_file(uid, tmp_path / "a.jibao")
    incoming = store.read_file(tmp_path / "a.jibao")
    assert incoming.here is not None
    other = store.take_copy(incoming)
    assert other != uid
    assert {line.uid for line in store.reports()} == {uid, other}


def test_the_same_report_again_in_its_place_after_a_backup(store: Store, tmp_path: Path) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    save_draft_file(draft_of(uid, reporting_unit="甲镇新名"), tmp_path / "a.jibao")
    backup = store.take_over(store.read_file(tmp_path / "a.jibao"))
    assert kept(store, uid).entries[UNIT].text == "甲镇新名"
    assert read_draft_file(backup).draft.entries[UNIT].text == "甲镇人民政府"
    assert backup.parent == store.database.path.parent / "backups"


def test_a_report_in_the_bin_is_known_when_its_file_comes(store: Store, tmp_path: Path) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    store.save_file(uid, tmp_path / "a.jibao")
    store.delete(uid)
    incoming = store.read_file(tmp_path / "a.jibao")
    assert incoming.here is not None
    assert incoming.here.binned is not None


def test_a_file_that_is_no_report_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jibao").write_text("不是报告", "utf-8")
    with pytest.raises(KnownError):
        store.read_file(tmp_path / "a.jibao")


# ---------------------------------------------------------------- the bin, and what is remembered


def test_the_bin_gives_back(store: Store) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    store.delete(uid)
    assert (len(store.reports()), len(store.reports(in_bin=True))) == (0, 1)
    found = store.summary(uid)
    assert found is not None
    assert found.binned is not None
    store.drafts.restore(uid)
    assert (len(store.reports()), len(store.reports(in_bin=True))) == (1, 0)


def test_a_sudden_end_is_known_of_at_the_next_start(store: Store, store_path: Path, library: Library) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    store.mark_open(uid)
    store.close()
    again = Store.open(store_path, library, store.clock)
    left = again.left_open()
    again.mark_open("")
    assert left is not None
    assert left.uid == uid
    assert again.left_open() is None
    again.close()


def test_a_report_that_was_deleted_is_not_left_open(store: Store) -> None:
    uid = store.create(FORM, "甲镇人民政府", 2023)
    store.mark_open(uid)
    store.delete(uid)
    assert store.left_open() is None


# ---------------------------------------------------------------- milestones


def kinds(store: Store, uid: str) -> list[tuple[str, str]]:
    return [(one.kind, one.note) for one in store.milestones(uid)]


def test_a_report_remembers_how_it_came_here(store: Store, tmp_path: Path) -> None:
    made = store.create(FORM, "甲镇人民政府", 2023)
    assert kinds(store, made) == [("created", "")]
    carried = store.carry_over(made, 2024)
    assert kinds(store, carried) == [("created", ""), ("carried_over", "甲镇人民政府2023年度绩效报告")]
    store.save_file(made, tmp_path / "甲.jibao")
    copied = store.take_copy(store.read_file(tmp_path / "甲.jibao"))
    assert kinds(store, copied)[1:] == [("taken_in", "甲.jibao")]
    store.take_over(store.read_file(tmp_path / "甲.jibao"))
    assert kinds(store, made)[1:] == [("replaced", "甲.jibao")]


def test_milestones_that_cannot_be_kept_or_read_cost_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise KnownError("store.full")

    made = store.create(FORM, "甲镇人民政府", 2023)
    store.note("nowhere", "taken_in", "a")
    assert store.milestones("nowhere") == ()
    monkeypatch.setattr(store.drafts, "evidence", full)
    assert store.milestones(made) == ()
