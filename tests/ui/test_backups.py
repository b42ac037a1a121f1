"""What can be gone back to, what is in it, and that a report comes back beside the present one."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import KnownError
from core.formulas.cells import Cell
from core.reports.draft import Entry, Part
from core.reports.unit_card import UNIT
from core.storage.copies import folder_of, keep_copy
from core.storage.database import Database
from core.storage.draft_file import save_draft_file
from core.storage.drafts import Drafts
from tests.ui.conftest import NOW
from ui.backups import (
    ASIDE,
    AUTOMATIC,
    CHOSEN,
    OVERWRITTEN,
    Backup,
    back_up_to,
    backups_of,
    bring_back,
    chosen,
    compared,
    look_into,
)
from ui.store import RESTORED, Store, is_example

FORM = "changning_township/2023"


@pytest.fixture
def uid(store: Store) -> str:
    return store.create(FORM, "甲镇人民政府", 2023)


def type_in(store: Store, uid: str, text: str) -> None:
    store.drafts.save(uid, [store.drafts.load(uid).edit(Part.ENTRIES, Cell("unit_short"), Entry(text))], store.clock())


def copied(store: Store) -> Backup:
    keep_copy(store.database.path, store.clock(), leaving=True)
    return backups_of(store.database.path)[0]


def test_everything_to_go_back_to_is_listed_newest_first(store: Store, uid: str, store_path: Path) -> None:
    keep_copy(store_path, NOW)
    file = store.back_up(uid)
    aside = store_path.with_name("reports.20240101-080000.sqlite")
    aside.write_bytes(b"")
    found = backups_of(store_path)
    assert [backup.kind for backup in found] == [OVERWRITTEN, AUTOMATIC, ASIDE]
    assert [backup.path for backup in found][::2] == [file, aside]
    assert found[2].at.year == 2024


def test_a_file_elsewhere_is_dated_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "绩报备份 20241399-999999.sqlite"
    path.write_bytes(b"")
    assert chosen(path).kind == CHOSEN
    assert chosen(path).at.year >= 2024


def test_where_there_is_nothing_nothing_is_listed(tmp_path: Path) -> None:
    assert backups_of(tmp_path / "gone" / "r.sqlite") == []


def test_a_report_comes_back_beside_the_present_one(store: Store, uid: str) -> None:
    type_in(store, uid, "甲镇")
    backup = copied(store)
    type_in(store, uid, "后来")
    (line,) = look_into(backup)
    assert (line.uid, line.unit, line.year) == (uid, "甲镇人民政府", "2023")
    (new,) = bring_back(store, backup, [uid])
    assert new != uid
    texts = {one: store.drafts.load(one).entries[Cell("unit_short")].text for one in (uid, new)}
    assert texts == {uid: "后来", new: "甲镇"}
    assert {one.uid: one.facts.get(RESTORED) for one in store.reports()} == {uid: None, new: backup.at.isoformat()}
    assert len(store.drafts.history(new, Cell("unit_short"))) == 1


def test_a_report_that_is_gone_comes_back_as_itself(store: Store, uid: str) -> None:
    backup = copied(store)
    store.delete(uid)
    store.drafts.purge(uid)
    assert bring_back(store, backup, [uid]) == [uid]
    assert store.reports()[0].uid == uid


def test_an_example_stays_one(store: Store) -> None:
    example = store.open_example(FORM)
    (new,) = bring_back(store, copied(store), [example])
    assert new != example
    assert is_example(new)


def test_nothing_comes_back_unasked(store: Store, uid: str) -> None:
    assert bring_back(store, copied(store), []) == []
    assert len(store.reports()) == 1


def test_a_report_file_of_before_it_was_overwritten_comes_back(store: Store, uid: str) -> None:
    store.back_up(uid)
    (backup,) = backups_of(store.database.path)
    (line,) = look_into(backup)
    assert (line.uid, line.unit, line.year) == (uid, "甲镇人民政府", "2023")
    (new,) = bring_back(store, backup, [line.uid])
    assert store.drafts.load(new).entries[UNIT].text == "甲镇人民政府"


def test_what_is_no_backup_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(KnownError):
        look_into(chosen(tmp_path / "a.sqlite"))
    (tmp_path / "a.jibao").write_bytes(b"x")
    with pytest.raises(KnownError):
        look_into(chosen(tmp_path / "a.jibao"))


def test_a_report_file_without_a_unit(store: Store, tmp_path: Path) -> None:
    draft = store.drafts.load(store.open_example(FORM)).copy()
    draft.parts[Part.ENTRIES].pop(UNIT)
    save_draft_file(draft, tmp_path / "a.jibao")
    (line,) = look_into(chosen(tmp_path / "a.jibao"))
    assert line.unit == ""


def test_reports_are_compared_with_those_of_today(store: Store, uid: str) -> None:
    (there,) = look_into(copied(store))
    assert compared(there, None) == "现在没有这份"
    assert compared(there, store.summary(uid)) == "与现在的相同"
    type_in(store, uid, "后来")
    here = store.summary(uid)
    assert here is not None
    assert compared(there, here) == "比现在的旧"
    assert compared(here, there) == "比现在的新"
    store.delete(uid)
    assert compared(there, store.summary(uid)) == "现在在回收站里"


def test_everything_is_copied_to_a_stick(store: Store, uid: str, tmp_path: Path) -> None:
    type_in(store, uid, "甲镇")
    back_up_to(store, tmp_path / "stick.sqlite")()
    with Database.look_into(tmp_path / "stick.sqlite") as copy:
        assert Drafts(copy).load(uid).entries[Cell("unit_short")].text == "甲镇"
    assert not folder_of(store.database.path).exists()
    assert store.clock() > NOW + timedelta(seconds=1)
