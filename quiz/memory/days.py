"""Study days: local calendar days that begin at the cut-off hour instead of midnight.

A study day is the ``date.toordinal()`` of the local date after the cut-off has been taken off, so that an
evening that ends at two in the morning is one day. Moments are UTC milliseconds since 1970, zones are
minutes east of UTC. Nothing here reads a clock.
"""

__all__ = ["DEFAULT_CUTOFF_HOUR", "iso_date", "local_date", "local_time", "study_day"]

DEFAULT_CUTOFF_HOUR = 4
_EPOCH = 719_163  # date(1970, 1, 1).toordinal(), spelt out to keep datetime off the start-up path
_DAY_MS = 86_400_000
_MINUTE_MS = 60_000


def study_day(at_ms: int, zone_minutes: int, cutoff_hour: int = DEFAULT_CUTOFF_HOUR) -> int:
    """Ordinal of the study day that the moment ``at_ms`` belongs to."""
    return (at_ms + (zone_minutes - 60 * cutoff_hour) * _MINUTE_MS) // _DAY_MS + _EPOCH


def iso_date(day: int) -> str:
    """``2026-03-14`` for an ordinal. Raises ``ValueError`` for one outside the calendar (years 1–9999)."""
    from datetime import date

    return date.fromordinal(day).isoformat()


def local_date(at_ms: int, zone_minutes: int) -> str:
    """``2026-03-14``: what the calendar says, whatever the cut-off."""
    return iso_date(study_day(at_ms, zone_minutes, 0))


def local_time(at_ms: int, zone_minutes: int) -> str:
    """``14:02``."""
    hours, minutes = divmod((at_ms // 60_000 + zone_minutes) % 1_440, 60)
    return f"{hours:02}:{minutes:02}"
