"""Study days begin at the cut-off hour of the learner's own zone."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.days import iso_date, study_day


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
def test_a_day_is_that_of_the_local_calendar_once_the_cut_off_is_taken_off(at_ms: int, zone: int, cutoff: int) -> None:
    local = datetime(1970, 1, 1) + timedelta(milliseconds=at_ms, minutes=zone, hours=-cutoff)
    assert study_day(at_ms, zone, cutoff) == local.toordinal()


def test_a_day_is_written_as_an_iso_date() -> None:
    assert iso_date(date(2026, 3, 14).toordinal()) == "2026-03-14"
