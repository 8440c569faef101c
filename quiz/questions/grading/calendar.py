"""Dates of any grain, and spans of them."""

from datetime import date
from typing import NamedTuple

__all__ = ["FULL", "Partial", "Span", "make_span"]

FULL = 3
"""Grain of a date with its day; 2 is a month, 1 a year."""


class Partial(NamedTuple):
    """A date of which some parts are not known: those are 0. The year may be missing too."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def grain(self) -> int:
        """3 with a day, 2 with a month, 1 with a year only."""
        return 3 if self.day else 2 if self.month else 1

    def agrees(self, other: "Partial") -> bool:
        """Whether no part that both know differs."""
        return all(a == b or not a or not b for a, b in zip(self, other, strict=True))

    def exists(self) -> bool:
        """Whether the calendar has it; without a year 29 February is one."""
        if (self.day and not self.month) or not 0 <= self.year <= 9999:
            return False
        try:
            date(self.year or 2000, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True


class Span(NamedTuple):
    """From one date to another, both included; the same twice for a single date."""

    start: Partial
    end: Partial

    @property
    def is_range(self) -> bool:
        """Whether the two ends differ."""
        return self.start != self.end

    @property
    def grain(self) -> int:
        """The grain of the coarser end."""
        return min(self.start.grain, self.end.grain)


def make_span(start: Partial, end: Partial) -> Span | None:
    """The span; None if a date does not exist or it ends before it starts."""
    in_order = start <= end or start.agrees(end)  # March 1996 is not after 1996
    return Span(start, end) if in_order and start.exists() and end.exists() else None
