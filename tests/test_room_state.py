"""Any order of joins, answers in time and out of it, drops, clocks passing, commands of the host, and kills.

Nobody has two answers to a question, none is taken outside of its time, none that was kept is lost, no key is shown
before its reveal, a score is a recount, and the room read back from what was journalled is the running one.
"""

from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quiz.questions.grade import grade
from quiz.questions.model import Outcome
from quiz.study.room import points, views
from quiz.study.room.machine import Room
from quiz.study.room.model import Phase, RefusedError, RoomEvent, SeatAnswer, Why
from tests.room_kit import FORMS, Class, plan, right, state, visible, wrong

COUNT = 5
READ_MS = 4_000
HOSTILE: list[Any] = ["", None, True, -1, 99, [], [0, 0], {}, "\u202e", "x" * 300, [[0]], 1.5, 10**40]
NAMES = ["Lan", "LAN", "Lаn", "Minh", "Thúy", "Thùy", "", "\u202e", "x" * 500, "fuck", "An\nBình", "[/red]", "=1+1"]
SEATS = st.sampled_from([2, 1, 3, 2, 1, 3, 4, 5])
FRAMES = st.tuples(
    SEATS,
    st.sampled_from([*[0] * 20, 1, -1, 40]),
    st.integers(0, 10),
    st.sampled_from([0, 0, -1, 1]),
    st.sampled_from([*[right] * 20, *[wrong] * 10, *HOSTILE]),
)
"""Which seat, how far from the question before the class, around which moment, how far from it, what."""


class Asked:
    """What a test knows of the question before the class from what it has done itself."""

    def __init__(self, q: int, opens_at: int, answer_ms: int) -> None:
        self.q, self.opens_at = q, opens_at
        self.ms: int | None = answer_ms or None
        """To answer; None: untimed."""
        self.shut: int | None = None
        """When it was closed."""

    def closes(self, factor: float) -> int | None:
        return None if self.ms is None else self.opens_at + round(self.ms * factor)

    def takes(self, at: int, factor: float) -> bool:
        closes = self.closes(factor)
        return at >= self.opens_at and (closes is None or at <= closes) and (self.shut is None or at < self.shut)


class Lesson(RuleBasedStateMachine):
    """A few pupils in a live room."""

    @initialize(
        answer_ms=st.sampled_from([10_000, 10_000, 0]),
        auto_ms=st.sampled_from([0, 0, 5_000]),
        speed=st.booleans(),
        pupils=st.sampled_from([4, 3, 2]),
        shift=st.integers(0, 4),
    )
    def begin(self, answer_ms: int, auto_ms: int, speed: bool, pupils: int, shift: int) -> None:
        forms = FORMS[shift:] + FORMS[:shift]
        self.given = Class(plan(COUNT, forms, answer_ms=answer_ms, auto_ms=auto_ms, speed=speed), pupils)
        self.names = {seat.id: seat.name for seat in self.room.seats.values()}
        self.kicked: set[int] = set()
        self.factors: dict[int, float] = {}
        self.asked: Asked | None = None
        self.paused_at: int | None = None
        self.shown: set[int] = set()
        self.skipped: set[int] = set()
        self.voided: dict[int, list[Any]] = {}
        self.first: dict[tuple[int, int], SeatAnswer] = {}
        self.ask(None, straight=True)

    @property
    def room(self) -> Room:
        return self.given.room

    def notice(self, events: list[RoomEvent]) -> None:
        """Keep what is known of the room from outside."""
        now = self.given.now
        for event in events:
            if event.kind == "ask":
                self.asked = Asked(event.data["q"], event.at_ms + READ_MS, self.given.plan.answer_ms)
                self.skipped.discard(self.asked.q)
            elif event.kind == "skip":
                self.skipped.add(event.data["q"])
            elif event.kind == "reveal" and self.asked is not None:
                self.shown.add(self.asked.q)
            mine = self.asked is not None and (event.kind != "skip" or event.data["q"] == self.asked.q)
            if event.kind in ("close", "skip", "over") and mine and self.asked is not None and self.asked.shut is None:
                self.asked.shut = event.at_ms
            if event.kind in ("pause", "resume", "over"):
                self.paused_at = now if event.kind == "pause" else None

    def command(self, what: str, *args: Any) -> bool:
        """A command; one that is refused changes nothing."""
        before = str(state(self.room)), self.room.clock
        try:
            events = self.given.do(what, *args)
        except RefusedError:
            assert (str(state(self.room)), self.room.clock) == before
            return False
        assert events
        self.notice(events)
        return True

    # pupils

    @rule(name=st.sampled_from(NAMES))
    def join(self, name: str) -> None:
        locked, over, count = self.room.locked, self.room.phase is Phase.OVER, len(self.room.seats)
        try:
            seat = self.given.join(name)
        except RefusedError as error:
            assert len(self.room.seats) == count
            assert locked or over or error.why in (Why.NAME, Why.TAKEN)
            return
        assert not locked and not over and seat.id == count + 1
        self.names[seat.id] = seat.name

    def edges(self) -> list[int]:
        """The moments at which it is decided whether an answer is taken."""
        found = [self.given.now, self.given.now - 500, self.paused_at]
        if self.asked is not None:
            found += [self.asked.opens_at, self.asked.shut, self.asked.closes(1.0)]
            found += [self.asked.closes(factor) for factor in self.factors.values()]
        return [one for one in found if one is not None]

    @rule(frames=st.lists(FRAMES, min_size=4, max_size=12), opened=st.sampled_from([True, True, False]))
    def answer(self, frames: list[tuple[int, int, int, int, Any]], opened: bool) -> None:
        """Frames for the question before the class or for another one; each may have come some time ago."""
        if opened and self.room.phase is not Phase.ASKED:  # else few would be in time
            self.ask(None, straight=False)
        if opened and self.room.phase is Phase.ASKED:
            self.notice(self.given.wait(max(0, self.room.opens_at - self.given.now)))
        for seat, step, edge, off, raw in frames:
            edges = self.edges()
            at = min(self.given.now, edges[edge % len(edges)] + off)
            self.one_answer(seat, self.room.at + step, at, raw)

    def one_answer(self, seat: int, q: int, at: int, raw: Any) -> None:
        hostile = raw not in (right, wrong)
        if not hostile:
            raw = raw(self.room.question(q if 0 <= q < COUNT else 0))
        before, fits = self.first.get((q, seat)), self.fits(seat, q, at)
        try:
            answer = self.given.answer(seat, raw, q, at)
        except RefusedError as error:
            assert not fits or (hostile and error.why is Why.INVALID), error
            assert before is None or seat in self.kicked
            return
        assert seat in self.names and seat not in self.kicked
        if before is not None:
            assert answer is before, "the first answer stands"
            return
        assert fits, "an answer was taken outside of its time"
        assert answer.used_ms == at - self.room.opens_at
        self.first[q, seat] = answer

    def fits(self, seat: int, q: int, at: int) -> bool:
        """Whether an answer that came then should be taken."""
        return (
            self.asked is not None
            and self.asked.q == q
            and seat in self.names
            and seat not in self.kicked
            and (self.paused_at is None or at < self.paused_at)
            and self.asked.takes(at, self.factors.get(seat, 1.0))
        )

    # time

    @rule(ms=st.sampled_from([0, 1, 999, 4_000, 5_000, 10_000]))
    def wait(self, ms: int) -> None:
        self.notice(self.given.wait(ms))

    @rule(edge=st.integers(0, 10), off=st.sampled_from([-1, 0, 1]))
    def wait_until(self, edge: int, off: int) -> None:
        """Until something is about to be decided, or just has been."""
        ahead = [one + off for one in self.edges() if one + off > self.given.now]
        if ahead:
            self.notice(self.given.wait(ahead[edge % len(ahead)] - self.given.now))

    # the host

    @rule(q=st.sampled_from([None, None, None, -1, 0, 1, 2, 3, 4, 5]), straight=st.booleans())
    def ask(self, q: int | None, straight: bool) -> None:
        was = set(self.room.asked)
        if not straight:  # what has to be done first is done first, as mostly in a lesson
            self.command("resume")
            self.command("reveal")
        if self.command("ask", q):
            assert self.asked is not None and self.asked.q not in was, "a question was asked twice"

    @rule(what=st.sampled_from(["pause", "extend", "close", "resume", "reveal", "extend", "skip", "untimed"]))
    def host(self, what: str) -> None:
        if not self.command(what, *([7_000] if what == "extend" else [])):
            return
        if what == "untimed":
            assert self.asked is not None
            self.asked.ms = None
        elif what == "extend":
            assert self.asked is not None and self.asked.ms is not None
            self.asked.ms = max(self.asked.ms, self.given.now - self.asked.opens_at) + 7_000

    @rule(
        what=st.sampled_from(["kick", "extra", "extra", "extra", "kick", "restore", "rename", "hand", "lock"]),
        seat=SEATS,
        factor=st.sampled_from([1.5, 3.0, 1, 0.5]),
        name=st.sampled_from(NAMES),
    )
    def mind_the_seats(self, what: str, seat: int, factor: float, name: str) -> None:
        more: list[Any] = [factor] if what == "extra" else [name] if what == "rename" else []
        done = self.command(what, *([not self.room.locked] if what == "lock" else [seat, *more]))
        if done and what == "kick":
            self.kicked.add(seat)
        elif done and what == "restore":
            self.kicked.remove(seat)
        elif done and what == "extra":
            self.factors[seat] = factor
        elif done and what == "rename":
            self.names[seat] = self.room.seats[seat].name

    @rule(back=st.integers(0, 2), accept=st.booleans())
    def void(self, back: int, accept: bool) -> None:
        q = max(0, self.room.at - back)
        accepted = [wrong(self.room.question(q))] if accept else []
        if self.command("void", q, accepted):
            self.voided[q] = accepted

    @precondition(lambda self: len(self.shown) > 2)
    @rule()
    def over(self) -> None:
        self.command("over")

    @rule()
    def kill(self) -> None:
        self.given.room = self.given.replayed()
        assert self.room.clock == self.given.now

    # what always holds

    @invariant()
    def the_room_is_what_was_journalled_of_it(self) -> None:
        if not hasattr(self, "given"):
            return
        events = self.given.events
        assert state(self.given.replayed()) == state(self.room)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert all(one.at_ms <= next_one.at_ms for one, next_one in pairwise(events))

    @invariant()
    def every_first_answer_is_there_and_no_other(self) -> None:
        if hasattr(self, "given"):
            there = {(q, seat): one for q, given in enumerate(self.room.answers) for seat, one in given.items()}
            assert there == self.first
            assert self.given.kept == list(self.first.values())

    @invariant()
    def the_room_does_not_stay_open_for_nobody_nor_close_on_anybody(self) -> None:
        if not hasattr(self, "given") or self.asked is None or self.room.phase is not Phase.ASKED:
            return
        missing = [one for one in self.names if one not in self.kicked and (self.asked.q, one) not in self.first]
        assert self.room.missing() == missing and self.room.waiting == len(missing)
        closes = [self.asked.closes(self.factors.get(seat, 1.0)) for seat in missing] + [self.asked.closes(1.0)]
        known = [one for one in closes if one is not None]
        assert self.room.last_close() == max(known, default=None)
        if self.paused_at is not None:
            assert self.room.due() is None
        elif known and not self.given.plan.auto_ms:
            assert self.room.due() == max(known) + 1

    @invariant()
    def nothing_is_shown_before_its_time(self) -> None:
        if not hasattr(self, "given"):
            return
        for q in range(COUNT):
            assert visible(views.key, self.room, q) == visible(views.distribution, self.room, q) == (q in self.shown)

    @invariant()
    def a_score_is_a_recount(self) -> None:
        if not hasattr(self, "given"):
            return
        over = self.room.phase is Phase.OVER
        totals = points.owns(self.room)
        for seat in self.room.seats:
            mine = [one for (q, who), one in self.first.items() if who == seat and self.counts(q)]
            known = [one for one in mine if over or one.question in self.shown]
            assert totals[seat] == points.own(self.room, seat)
            assert totals[seat].answered == len(mine)
            assert totals[seat].right == sum(self.is_right(one) for one in known)
            if not self.given.plan.speed:
                assert totals[seat].points == totals[seat].right

    @invariant()
    def no_two_names_are_alike(self) -> None:
        if hasattr(self, "given"):
            names = [seat.name.casefold() for seat in self.room.seats.values() if not seat.kicked]
            assert len(set(names)) == len(names) == self.room.present

    def counts(self, q: int) -> bool:
        return q not in self.skipped and self.voided.get(q) != []

    def is_right(self, answer: SeatAnswer) -> bool:
        response = list(answer.response) if isinstance(answer.response, tuple) else answer.response
        key = grade(self.room.question(answer.question), answer.response).outcome is Outcome.RIGHT
        return key or response in self.voided.get(answer.question, [])


Lesson.TestCase.settings = settings(max_examples=200, stateful_step_count=40, suppress_health_check=list(HealthCheck))
TestLesson = Lesson.TestCase
