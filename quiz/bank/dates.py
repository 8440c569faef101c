"""What ISO dates and ranges of any grain mean."""

from calendar import monthrange
from datetime import date

__all__ = ["days_of", "grain_of", "one_year_of", "year_of"]


def days_of(value: str) -> tuple[int, int]:
    """First and last day (ordinals) that an ISO date or range can mean."""
    start, slash, end = value.partition("/")
    if slash:
        return days_of(start)[0], days_of(end)[1]
    parts = [int(part) for part in start.split("-")]
    if len(parts) == 3:
        day = date(*parts).toordinal()
        return day, day
    if len(parts) == 2:
        year, month = parts
        first = date(year, month, 1).toordinal()
        return first, first + monthrange(year, month)[1] - 1
    return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()


def grain_of(value: str) -> str:
    """``year``, ``month``, ``day`` or ``range`` of days."""
    start, slash, _end = value.partition("/")
    return "range" if slash else {0: "year", 1: "month", 2: "day"}[start.count("-")]


def year_of(value: str) -> int:
    """Year in which an ISO date or range begins."""
    return int(value[:4])


def one_year_of(value: str) -> int | None:
    """Year of an ISO date or range; None for a range over several."""
    first, _slash, last = value.partition("/")
    return None if last and year_of(last) != year_of(first) else year_of(first)
