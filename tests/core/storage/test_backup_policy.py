"""Which copies stay: fixed days first, then any clock whatsoever."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.storage.backup_policy import ALWAYS, APART, TIERS, due, kept

NOW = datetime(2024, 3, 29, 16, 40, 12)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def test_a_copy_is_due_after_half_an_hour() -> None:
    assert due([], NOW)
    assert not due([ago(minutes=29)], NOW)
    assert due([ago(minutes=30), ago(days=3)], NOW)


def test_a_clock_set_back_makes_no_copy_late() -> None:
    assert due([NOW + timedelta(days=300)], NOW)
    assert not due([NOW + timedelta(days=300), ago(minutes=1)], NOW)


def test_a_year_of_work_is_thinned() -> None:
    """Six copies a working day for two years, looked at after each one as the program does."""
    copies: set[datetime] = set()
    for day in range(730, -1, -1):
        for hour in range(6):
            now = datetime(2024, 3, 29, 9) - timedelta(days=day) + timedelta(hours=hour)
            copies = set(kept({*copies, now}, now))
    ages = sorted((datetime(2024, 3, 29, 14) - at).total_seconds() / 86400 for at in copies)
    assert sum(age <= 2 for age in ages) == 13
    assert sum(2 < age <= 14 for age in ages) == 12
    assert 6 <= sum(14 < age <= 61 for age in ages) <= 9
    assert 9 <= sum(61 < age <= 366 for age in ages) <= 12
    assert ages[-1] <= 366


def test_the_last_copy_of_a_day_stands_for_it() -> None:
    early, late = ago(days=5, hours=3), ago(days=5)
    many = [ago(minutes=40 * number) for number in range(ALWAYS)]
    assert kept([early, late, *many], NOW) == {late, *many}


def test_a_clock_that_leapt_ahead_costs_not_the_last_copies() -> None:
    copies = [ago(hours=number) for number in range(30)]
    assert kept(copies, NOW + timedelta(days=4000)) == set(copies[:ALWAYS])


def test_copies_of_the_future_cost_none_of_the_present() -> None:
    future = [NOW + timedelta(days=400, hours=number) for number in range(20)]
    present = [ago(hours=number) for number in range(20)]
    assert kept([*future, *present], NOW) >= {*present, future[-1]}


@given(st.sets(MOMENTS, max_size=60), MOMENTS)
def test_thinning_again_changes_nothing(copies: set[datetime], now: datetime) -> None:
    stay = kept(copies, now)
    assert stay <= copies
    assert kept(stay, now) == stay
    assert len(stay) >= min(len(copies), ALWAYS)


@given(st.sets(MOMENTS, max_size=40), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=500)))
def test_thinning_early_costs_nothing_later(copies: set[datetime], now: datetime, later: timedelta) -> None:
    """What is worth keeping at a later date survives every look before it."""
    assert kept(copies, now + later) <= kept(copies, now)


@given(st.sets(MOMENTS, max_size=40), MOMENTS)
def test_each_period_keeps_its_last(copies: set[datetime], now: datetime) -> None:
    stay = kept(copies, now)
    for oldest, period in TIERS:
        for at in copies:
            last = max(one for one in copies if period(one) == period(at))
            assert last in stay or now - last > oldest


@given(st.sets(MOMENTS, max_size=20), MOMENTS)
def test_a_copy_just_made_makes_none_due(copies: set[datetime], now: datetime) -> None:
    assert not due({*copies, now}, now)
    assert due({*copies, now}, now + APART) == due(copies, now + APART)
