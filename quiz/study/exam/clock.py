"""The time of an attempt: of the whole and of each question, in milliseconds, consumed and left.

Time is what the monotonic clock says while a question is on the screen. It is counted once, to the limit and not
beyond, and never given back.
"""

from collections.abc import Mapping
from math import ceil, isfinite
from typing import NamedTuple

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.study.exam.model import Blueprint, Clock
from quiz.study.words import duration

__all__ = ["TimeLeft", "Timer", "for_learner", "notices"]

_WARN_SHARE, _WARN_MS = 0.2, 30_000
_SLEPT_MS = 1_000
"""Under ``strict: wall``: by so much the calendar's clock must be ahead before the machine is held to have slept."""
_LONGEST = 100.0
_UNROUNDED = 1 - 1e-12
"""1800 times 1.1 is 1980, and a little more in binary."""


class TimeLeft(NamedTuple):
    """Milliseconds, not below 0; None where there is no limit."""

    question: int | None
    whole: int | None


def for_learner(blueprint: Blueprint, multiplier: float) -> Blueprint:
    """The blueprint with this learner's time limits: what the clock and speed-weighted scores go by.

    Raises QuizError for a multiplier that is no number above 0, or above 100.
    """
    if not (isfinite(multiplier) and 0 < multiplier <= _LONGEST):
        raise QuizError(
            _("{multiplier} is no multiplier of time.").format(multiplier=multiplier),
            hint=_("Give a number above 0, such as 1.5 for half as much time again."),
        )
    clock = blueprint.clock
    scaled = Clock(_scaled(clock.question, multiplier), _scaled(clock.whole, multiplier), clock.wall)
    return blueprint._replace(clock=scaled)


def _scaled(seconds: int, multiplier: float) -> int:
    """Whole seconds, rounded up: a limit must not become none."""
    return ceil(seconds * multiplier * _UNROUNDED)


def notices(left: TimeLeft, *, ran_on: bool) -> list[str]:
    """What must be said of the time when an attempt is resumed: of the whole, else of the question."""
    if left.whole is not None:
        text = (
            _("The clock ran on while the program was closed: {time} left.")
            if ran_on
            else _("The clock stood still while the program was closed: {time} left.")
        )
        return [text.format(time=duration(left.whole))]
    if left.question is not None:
        text = (
            _("The clock ran on while the program was closed: {time} left for this question.")
            if ran_on
            else _("The clock stood still while the program was closed: {time} left for this question.")
        )
        return [text.format(time=duration(left.question))]
    return []


class Timer:
    """Counts. It stands still until the first :meth:`start`."""

    def __init__(self, clock: Clock, whole: int = 0, questions: Mapping[int, int] | None = None) -> None:
        """``whole`` and ``questions``: milliseconds consumed already."""
        self._whole_limit, self._question_limit, self._wall = clock.whole * 1000, clock.question * 1000, clock.wall
        self.whole = whole
        self._used = dict(questions or {})
        self.on: int | None = None
        """The question whose clock runs."""
        self.running = False
        self.mono = 0
        """How far was counted."""
        self._wall_start: int | None = None
        self._counted = 0
        self._warned: set[int | None] = {n for n in self._used if self._late(n)}
        if self._late(None):
            self._warned.add(None)

    def used(self, n: int) -> int:
        """Milliseconds consumed by question ``n``."""
        return self._used.get(n, 0)

    def start(self, n: int, mono: int) -> None:
        """Question ``n`` is on the screen from now on."""
        self.advance(mono)
        if not self.running:
            self.running, self.mono = True, mono
        self.on = n

    def stop(self) -> None:
        """The question is not on the screen any more, or closed. The whole clock runs on."""
        self.on = None

    def advance(self, mono: int, at_ms: int | None = None) -> None:
        """Count up to now. ``at_ms`` (UTC) tells under ``strict: wall`` that the machine has slept meanwhile."""
        if not self.running:
            return
        passed = max(0, mono - self.mono)
        self.mono += passed
        self._counted += passed
        self.add(passed)
        if not self._wall or at_ms is None:
            return
        if self._wall_start is None:
            self._wall_start, self._counted = at_ms, 0
        slept = at_ms - self._wall_start - self._counted
        if slept > _SLEPT_MS:
            self._counted += slept
            self.add(slept)

    def add(self, passed: int) -> None:
        """Count ``passed`` milliseconds, to the limits."""
        if self._whole_limit:
            passed = min(passed, max(0, self._whole_limit - self.whole))
        self.whole += passed
        if self.on is not None:
            total = self.used(self.on) + passed
            self._used[self.on] = min(total, self._question_limit) if self._question_limit else total

    def left(self, n: int) -> TimeLeft:
        """What is left for question ``n`` and for the whole."""
        return TimeLeft(
            max(0, self._question_limit - self.used(n)) if self._question_limit else None,
            max(0, self._whole_limit - self.whole) if self._whole_limit else None,
        )

    def question_over(self, n: int) -> bool:
        """Whether question ``n`` has no time left."""
        return self.left(n).question == 0

    @property
    def over(self) -> bool:
        """Whether the whole has no time left."""
        return bool(self._whole_limit) and self.whole >= self._whole_limit

    def warn(self, n: int) -> bool:
        """Whether to warn now: once for the whole and once for each question, when a fifth of the time or half a
        minute is left, whichever is less. With nothing left there is nothing to warn of."""
        due = {which for which in (None, n if self.on == n else None) if self._late(which)} - self._warned
        self._warned |= due
        return bool(due)

    def _late(self, which: int | None) -> bool:
        """Whether there is little time left, but some: of a question, or None for the whole."""
        limit = self._whole_limit if which is None else self._question_limit
        rest = limit - (self.whole if which is None else self.used(which))
        return limit > 0 and 0 < rest <= min(limit * _WARN_SHARE, _WARN_MS)
