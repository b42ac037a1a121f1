"""Letting changed bytes in through one door for some time; what is neither a result nor a KnownError is a finding."""

import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from tests.strangers.doors import Door
from tests.strangers.limits import SLOW
from tests.strangers.mutants import mutant


@dataclass(slots=True)
class Hunt:
    """What came of it. findings: where in the program -> what was said, and the bytes."""

    door: str
    runs: int = 0
    slowest: float = 0.0
    findings: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.door}: {self.runs} inputs, slowest {self.slowest:.2f} s, findings {len(self.findings)}"


def hunt(door: Door, seconds: float, seed: int) -> Hunt:
    """Try for some seconds."""
    found, random, seeds, end = Hunt(door.name), Random(seed), door.seeds(), time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutant(door, seeds, random)
        begun = time.monotonic()
        try:
            with _bounded():
                door.enter(data)
        except Exception as error:  # noqa: BLE001  it is what is looked for
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
            found.findings.setdefault(where, (str(error)[:200], data))
        found.runs += 1
        found.slowest = max(found.slowest, time.monotonic() - begun)
    return found


@contextmanager
def _bounded() -> Iterator[None]:
    """No input holds the program for ever."""
    before = signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(SLOW)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError("too slow")
