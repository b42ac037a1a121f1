"""Memory is looked through less often than Python does by itself, and not less thoroughly."""

import gc
from collections.abc import Iterator

import pytest

from core.sweeping import sweep_seldom


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_what_is_new_is_looked_through_seldom_and_what_is_old_as_ever() -> None:
    gc.set_threshold(700, 10, 10)
    sweep_seldom()
    assert gc.get_threshold() == (10_000, 10, 10)
    assert gc.isenabled()
