"""What every test stands on: Qt without a screen, and property tests that a slow machine cannot fail."""

import faulthandler
import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Set before anyone imports PySide6; some tests start the program as a process and hand this on.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile("house", deadline=None)
settings.load_profile("house")

LONGEST_TEST = 240
"""Seconds. A window that waits for an answer nobody gives would hold the whole suite for ever."""


@pytest.fixture(autouse=True)
def _never_hangs() -> Iterator[None]:
    faulthandler.dump_traceback_later(LONGEST_TEST, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: the collector need not look at it after each window."""
    gc.collect()
    gc.freeze()
