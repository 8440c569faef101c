"""The clock of the command line: the front ends are given it. A room has its own, which stops with it."""

import time

from quiz.study.views import Moment

__all__ = ["mono", "now"]


def now() -> Moment:
    """The real time, with the zone's offset as it is at this moment (daylight saving included)."""
    nanoseconds = time.time_ns()
    offset = time.localtime(nanoseconds // 1_000_000_000).tm_gmtoff
    return Moment(nanoseconds // 1_000_000, offset // 60)


def mono() -> int:
    """Milliseconds of a clock that nobody sets and that does not go back."""
    return time.monotonic_ns() // 1_000_000
