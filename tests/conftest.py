"""What every test stands on: Qt without a screen, and property tests that a slow machine cannot fail."""

import faulthandler
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Set before anyone imports PySide6; some tests start the program as a process and hand this on.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile("house", deadline=None)
settings.load_profile("house")

CORE = Path(__file__).parent / "core"
LONG = ("test_whole_run.py", "test_no_network.py")
SELDOM = 40
"""How often the collector looks at what is young before it looks at everything; 10 elsewhere."""
LONGEST_TEST = 600
"""Seconds. A window that waits for an answer nobody gives would hold the whole suite for ever."""


@pytest.fixture(autouse=True)
def _never_hangs() -> Iterator[None]:
    faulthandler.dump_traceback_later(LONGEST_TEST, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A line of core counts as covered by the tests of core alone; the slow rest of them need not be traced.

    Tests of many seconds come first, so that no worker is left with one when all the others have finished.
    """
    for item in items:
        if CORE not in item.path.parents:
            item.add_marker("no_cover")
    items.sort(key=lambda item: item.path.name not in LONG)


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], SELDOM)
