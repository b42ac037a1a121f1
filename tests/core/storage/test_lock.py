"""One window holds a store; another is told who it is."""

import errno
import fcntl
import getpass
import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from core.storage.lock import Held, Holder, take_lock, this_process

NOW = datetime(2024, 3, 29, 16, 40, 12, 345)
CLERK = Holder("财政所-1", "李四", "4711", "2024-03-29 16:40:12")


def test_the_second_is_told_who_is_the_first(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first = take_lock(path, CLERK)
    with pytest.raises(Held) as held:
        take_lock(path, Holder())
    assert held.value.holder == CLERK
    first.release()


def test_a_lock_given_back_can_be_taken(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    take_lock(path, CLERK).release()
    assert path.read_bytes() == b""
    take_lock(path, CLERK).release()


@pytest.mark.parametrize("left", [b"", b"{", b"[1]", b'{"host": "a"}', b"\xff"])
def test_a_holder_that_has_not_said_who_it_is(left: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first = take_lock(path, CLERK)
    path.write_bytes(left)
    with pytest.raises(Held) as held:
        take_lock(path, Holder())
    assert held.value.holder == Holder()
    first.release()


def test_what_an_ended_program_left_holds_nobody_up(tmp_path: Path) -> None:
    """Even when its process number is in use again, here by this very process."""
    path = tmp_path / "lock"
    path.write_text(json.dumps({"host": "a", "user": "b", "pid": str(os.getpid()), "since": "c"}))
    take_lock(path, CLERK).release()


def test_where_there_are_no_locks_nobody_is_held_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    first, second = (take_lock(tmp_path / "lock", CLERK) for _ in range(2))
    first.release()
    second.release()


def test_giving_back_to_a_disk_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = take_lock(tmp_path / "lock", CLERK)

    def gone(*_: object) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(os, "ftruncate", gone)
    lock.release()


def test_this_process_says_who_it_is() -> None:
    holder = this_process(NOW)
    assert (holder.pid, holder.since) == (str(os.getpid()), "2024-03-29 16:40:12")
    assert holder.host


def user_unknown() -> str:
    raise KeyError("uid not found")


def user_unset() -> str:
    raise OSError("no user")


@pytest.mark.parametrize("answer", [user_unknown, user_unset])
def test_a_user_without_a_name(answer: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", answer)
    assert this_process(NOW).user == ""
