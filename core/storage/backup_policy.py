"""Which copies of the store are worth keeping and when the next one is due: rules over dates, without a disk.

No rule trusts the clock alone. One that was set back makes no copy late, and neither that nor one that leaps ahead
costs the copies made before.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

APART = timedelta(minutes=30)
"""Two copies of a report in work are at least so far apart."""
ALWAYS = 10
"""The newest copies, which stay whatever the clock says of their age."""

_Period = Callable[[datetime], Hashable]


def _moment(at: datetime) -> Hashable:
    return at


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month


TIERS: tuple[tuple[timedelta, _Period], ...] = (
    (timedelta(days=2), _moment),
    (timedelta(weeks=2), _day),
    (timedelta(days=61), _week),
    (timedelta(days=366), _month),
)
"""Up to which age one copy of each such period is kept: all of two days, then the last of a day, a week, a month."""


def due(copies: Iterable[datetime], now: datetime) -> bool:
    """Whether the last copy is old enough for another. Copies of the future, left by a clock set back, count for none.

    All times are wall-clock times of this PC, without a zone.
    """
    return not any(timedelta(0) <= now - at < APART for at in copies)


def kept(copies: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The copies that stay. The last of a period stays whichever was looked at before: thinning often loses nothing."""
    every = sorted(copies, reverse=True)
    stay = set(every[:ALWAYS])
    for oldest, period in TIERS:
        last: dict[Hashable, datetime] = {}
        for at in every:
            last.setdefault(period(at), at)
        stay |= {at for at in last.values() if now - at <= oldest}
    return frozenset(stay)
