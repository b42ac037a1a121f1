"""A store that is removed, replaced or pulled out while it is open: what is in it gets back to its place."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from core.errors import KnownError
from core.formulas.cells import Cell
from core.reports.draft import Draft, Edit, Entry, Part
from core.storage import connections, presence
from core.storage.connections import Mode
from core.storage.database import Database, lock_file
from core.storage.drafts import Drafts
from core.storage.presence import Presence
from tests.core.refusals import refused

NOW = datetime(2024, 3, 29, 16, 40, 12)
CELL = Cell("year")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "报告库" / "r.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Database]:
    with Database.open(path, NOW) as made:
        Drafts(made).create(Draft(uid="a", form="f/2023"), NOW)
        type_in(made, "1")
        yield made


def type_in(store: Database, text: str) -> None:
    Drafts(store).save("a", [Edit(Part.ENTRIES, CELL, None, Entry(text))], datetime.now())


def text_in(path: Path) -> str:
    with Database.look_into(path) as store:
        return Drafts(store).load("a").entries[CELL].text


def text_after(store: Database) -> str:
    """What the next start finds."""
    store.close()
    with Database.open(store.path, NOW) as again:
        again.verify()
        return Drafts(again).load("a").entries[CELL].text


def remove_files(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def test_a_store_that_is_left_alone_is_not_written_anew(store: Database) -> None:
    type_in(store, "2")
    store.be_there()
    assert not store.written_anew


@pytest.mark.parametrize("gone", ["file", "files", "folder", "saves that wait"])
def test_what_was_removed_is_written_anew_with_all_that_was_saved(gone: str, store: Database, path: Path) -> None:
    if gone == "folder":
        shutil.rmtree(path.parent)
    elif gone == "files":
        remove_files(path)
    else:
        Path(f"{path}-wal" if gone == "saves that wait" else path).unlink()
    type_in(store, "2")
    assert store.written_anew
    assert store.mode is Mode.WAL
    type_in(store, "3")
    assert store.rows("PRAGMA foreign_keys") == [(1,)]
    assert text_after(store) == "3"


def test_it_is_written_anew_also_before_anything_is_typed(store: Database, path: Path) -> None:
    remove_files(path)
    store.be_there()
    assert (store.written_anew, store.aside) == (True, None)
    assert text_after(store) == "1"


def test_what_was_put_in_its_place_is_kept_aside(store: Database, path: Path, tmp_path: Path) -> None:
    with Database.open(tmp_path / "other.sqlite", NOW) as other:
        Drafts(other).create(Draft(uid="a", form="f/2023"), NOW)
        type_in(other, "older")
    (tmp_path / "other.sqlite").replace(path)
    type_in(store, "2")
    assert store.aside == path.with_name("r.20240329-164012.sqlite")
    assert text_in(store.aside) == "older"
    assert text_after(store) == "2"


def test_nobody_else_can_take_it_afterwards(store: Database, path: Path) -> None:
    shutil.rmtree(path.parent)
    store.be_there()
    with refused("store.held"):
        Database.open(path, NOW)


def test_somebody_else_at_work_there_is_left_in_peace(store: Database, path: Path) -> None:
    shutil.rmtree(path.parent)
    with Database.open(path, NOW) as other:
        Drafts(other).create(Draft(uid="b", form="f/2023"), NOW)
        for _ in range(2):
            with refused("store.held"):
                type_in(store, "2")
        # Reading goes on.
        assert [line.uid for line in Drafts(store).list()] == ["a"]
    type_in(store, "3")
    assert store.aside is not None
    assert text_after(store) == "3"


# ---------------------------------------------------------------- a stick


def test_where_the_disk_is_gone_no_store_is_made(store: Database, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pulled = path.parent.with_name("pulled")
    path.parent.rename(pulled)
    monkeypatch.setattr(Presence, "same_disk", lambda _: False)
    for _ in range(2):
        with refused("store.gone"):
            type_in(store, "2")
    assert not path.parent.exists()
    pulled.rename(path.parent)
    type_in(store, "3")
    assert not store.written_anew
    assert text_after(store) == "3"


def test_a_stick_that_is_put_in_again_goes_on(store: Database, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files under other numbers, on what looks like another disk."""
    monkeypatch.setattr(Presence, "same_disk", lambda _: False)
    shutil.copytree(path.parent, path.parent.with_name("copy"))
    shutil.rmtree(path.parent)
    path.parent.with_name("copy").rename(path.parent)
    type_in(store, "2")
    assert (store.written_anew, store.aside) == (False, None)
    assert text_after(store) == "2"


def test_another_stick_is_not_written_to(store: Database, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Presence, "same_disk", lambda _: False)
    remove_files(path)
    path.write_bytes(b"another's")
    with refused("store.gone"):
        type_in(store, "2")
    assert path.read_bytes() == b"another's"


def test_a_disk_is_known_by_what_is_left_of_the_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    path.touch()
    watched = Presence(path, Mode.WAL, "")
    assert watched.same_disk()
    shutil.rmtree(path.parent)
    assert watched.same_disk()
    monkeypatch.setattr(presence, "_identity", lambda _: (-1, 1))
    assert not watched.same_disk()


def test_a_place_without_any_folder(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    watched = Presence(path, Mode.WAL, "")
    monkeypatch.setattr(Path, "is_dir", lambda _: False)
    assert not watched.same_disk()


# ---------------------------------------------------------------- where it cannot be written


def test_a_place_that_takes_nothing_is_told_until_it_does(
    store: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")  # a file where the folder was
    for _ in range(2):
        with refused("store.gone"):
            type_in(store, "2")
    path.parent.unlink()
    type_in(store, "3")
    assert text_after(store) == "3"


def test_a_new_file_that_cannot_be_opened_is_tried_again(
    store: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove_files(path)

    def refuse(_: Path) -> None:
        raise KnownError("store.io")

    with monkeypatch.context() as patched:
        patched.setattr("core.storage.database.open_writable", refuse)
        with refused("store.io"):
            type_in(store, "2")
        with refused("store.io"):
            Drafts(store).list()
    assert [line.uid for line in Drafts(store).list()] == ["a"]
    type_in(store, "3")
    assert text_after(store) == "3"


def test_on_a_share_only_its_being_there_counts(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "on_network", lambda _: True)
    with Database.open(path, NOW) as store:
        Drafts(store).create(Draft(uid="a", form="f/2023"), NOW)
        monkeypatch.setattr(presence, "_identity", lambda _: None)
        type_in(store, "1")
        assert (store.mode, store.written_anew) == (Mode.JOURNAL, False)


def test_a_share_that_comes_back_is_opened_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "on_network", lambda _: True)
    monkeypatch.setattr(Presence, "same_disk", lambda _: False)
    with Database.open(path, NOW) as store:
        Drafts(store).create(Draft(uid="a", form="f/2023"), NOW)
        path.parent.rename(path.parent.with_name("away"))
        with refused("store.gone"):
            type_in(store, "1")
        path.parent.with_name("away").rename(path.parent)
        before = store.connection
        type_in(store, "2")
        assert store.connection is not before
        assert text_after(store) == "2"


def test_a_stick_that_somebody_else_took_is_left_in_peace(
    store: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Presence, "same_disk", lambda _: False)
    shutil.copytree(path.parent, path.parent.with_name("copy"))
    shutil.rmtree(path.parent)
    path.parent.with_name("copy").rename(path.parent)
    with Database.open(path, NOW):
        for _ in range(2):
            with refused("store.held"):
                type_in(store, "2")
    type_in(store, "3")
    assert text_after(store) == "3"


def test_a_save_counts_although_the_store_cannot_be_read_after_it(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> str:
        raise sqlite3.OperationalError

    with monkeypatch.context() as patched:
        patched.setattr("core.storage.database.contents", fail)
        type_in(store, "2")
    assert text_after(store) == "2"


def test_who_only_reads_writes_nothing_anew(path: Path) -> None:
    Database.open(path, NOW).close()
    with Database.open(path, NOW, read_only=True) as store:
        path.unlink()
        lock_file(path).unlink()
        store.be_there()
    assert not path.exists()
