"""Study days begin at the cut-off hour of the learner's own zone."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.days import iso_date, starts_at, study_day


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def test_two_in_the_morning_belongs_to_the_evening_before() -> None:
    assert study_day(at("2026-03-15T01:59"), 0, 4) == date(2026, 3, 14).toordinal()
    assert study_day(at("2026-03-15T03:59:59.999"), 0, 4) == date(2026, 3, 14).toordinal()
    assert study_day(at("2026-03-15T04:00"), 0, 4) == date(2026, 3, 15).toordinal()


def test_the_zone_is_the_learners() -> None:
    moment = at("2026-03-14T21:30")  # 04:30 on the 15th in Hanoi, 17:30 on the 14th in New York
    assert study_day(moment, 7 * 60, 4) == date(2026, 3, 15).toordinal()
    assert study_day(moment, -4 * 60, 4) == date(2026, 3, 14).toordinal()


def test_moments_before_1970_have_days_too() -> None:
    assert study_day(at("1969-12-31T05:00"), 0, 4) == date(1969, 12, 31).toordinal()


@given(st.integers(-(10**13), 10**13), st.integers(-720, 840), st.integers(0, 23))
def test_a_day_starts_at_its_first_millisecond(at_ms: int, zone: int, cutoff: int) -> None:
    day = study_day(at_ms, zone, cutoff)
    start = starts_at(day, zone, cutoff)
    assert start <= at_ms < starts_at(day + 1, zone, cutoff)
    assert study_day(start, zone, cutoff) == day
    assert study_day(start - 1, zone, cutoff) == day - 1


def test_a_day_is_written_as_an_iso_date() -> None:
    assert iso_date(date(2026, 3, 14).toordinal()) == "2026-03-14"
