"""What an open attempt consists of, sheet, clocks and questions, and how a change of them gets on disk.

Everything is written first and only then taken in: if writing fails, the attempt is as it was.
"""

import json
from collections.abc import Sequence

from quiz.jsontext import to_json
from quiz.study.exam import clock
from quiz.study.exam.clock import Timer, for_learner
from quiz.study.exam.sheet import AnswerSheet
from quiz.study.exam.slots import Slots
from quiz.study.exam.store import AttemptEvent, AttemptStore, EventKind, NewAttempt, Progress, Saved
from quiz.study.views import Moment

__all__ = ["Ledger"]

_SAVE_MS = 4_000
"""Time consumed is written by the first tick after this; with one tick a second that is within 5 s."""


class Ledger:
    """The state of one attempt. Every method that writes raises QuizError if the store fails."""

    def __init__(self, attempts: AttemptStore, begun: NewAttempt, slots: Slots, saved: Saved | None) -> None:
        """As it is in the file, or not begun yet."""
        self._attempts, self._uuid = attempts, begun.uuid
        self.blueprint = for_learner(begun.paper.blueprint, begun.multiplier)
        self.sheet = AnswerSheet(saved.events if saved else ())
        used, whole = dict(self.sheet.used), 0
        if saved is not None:
            at, whole = saved.progress.position, saved.progress.used_ms
            used[at] = max(used.get(at, 0), saved.progress.question_ms)
        self.timer = Timer(self.blueprint.clock, whole, used)
        self.slots = slots
        self.saved_mono = 0
        """Up to when the time consumed is on disk."""
        self.started = False
        """A clock was started, and that is not on disk yet."""
        self.news = False
        """The time of the question on the screen has run out, and nobody was told yet."""

    def reopen(self, saved: Saved, now: Moment, mono: int) -> tuple[str, ...]:
        """Go on: the bank may have changed, and under ``strict: wall`` the clock has run on.

        Returns what must be said of that.
        """
        at, timer, slots = self.position, self.timer, self.slots
        slots.compare(saved.begun)
        started, closed = timer.whole > 0, max(0, now.at_ms - saved.progress.seen_ms)
        ran_on = self.blueprint.clock.wall and started
        if ran_on:
            timer.on = at if timer.used(at) and not self.locked(at) else None
            timer.add(closed)
            timer.stop()
        events = [self.event(now, "resume", at, {"closed_ms": closed})]
        if timer.question_over(at) and at not in self.sheet.locked:
            events.append(self._time_is_up(now, at))
        if (to := slots.counting(at)) != at:
            events.append(self.event(now, "go", at, {"to": to}))
            if to < at and self.blueprint.navigation == "forward":
                events.append(self.event(now, "lock", to, {"why": "void"}))  # it was left before
        self.write(now, events)
        self.saved_mono = mono
        about_time = clock.notices(timer.left(self.position), ran_on=ran_on) if started else []
        return (*about_time, *slots.notices())

    @property
    def position(self) -> int:
        """The question on the screen."""
        return self.sheet.position

    def locked(self, n: int) -> bool:
        """Whether question ``n`` cannot be answered any more."""
        return (
            n in self.sheet.locked
            or n in self.slots.void
            or self.sheet.submitted
            or self.timer.over
            or (self.blueprint.navigation == "forward" and n < self.position)
        )

    def save_due(self, mono: int) -> bool:
        """Whether the time consumed should be written again."""
        return self.started or (self.timer.running and mono - self.saved_mono >= _SAVE_MS)

    def expire(self, now: Moment, mono: int) -> None:
        """Count up to now, and close the question if its time has run out: what was handed in stands."""
        self.timer.advance(mono, now.at_ms)
        n = self.position
        if n not in self.sheet.locked and n not in self.slots.void and self.timer.question_over(n):
            self.write(now, [self._time_is_up(now, n)])
            self.timer.stop()
            self.news = True

    def _time_is_up(self, now: Moment, n: int) -> AttemptEvent:
        """Question ``n`` is closed; where what is right is told of each question, of this one too."""
        return self.event(now, "lock", n, {"why": "told" if self.blueprint.feedback == "each" else "time"})

    def event(self, now: Moment, kind: EventKind, n: int, data: dict[str, object] | None = None) -> AttemptEvent:
        """An event of question ``n``, with the times as they are."""
        return AttemptEvent(
            now.at_ms, now.zone_minutes, kind, n, to_json(data or {}), self.timer.used(n), self.timer.whole
        )

    def progress(self, now: Moment, position: int | None = None) -> Progress:
        """How it stands, or would stand at ``position``."""
        at = self.position if position is None else position
        return Progress(at, self.timer.used(at), self.timer.whole, now.at_ms)

    def write(self, now: Moment, events: Sequence[AttemptEvent]) -> None:
        """Write, and only then take it in."""
        to = [json.loads(event.data)["to"] for event in events if event.kind == "go"]
        self._attempts.write(self._uuid, self.sheet.events, events, self.progress(now, to[-1] if to else None))
        for event in events:
            self.sheet.apply(event)
        self.saved_mono, self.started = self.timer.mono, False
