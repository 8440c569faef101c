"""Any order of looking, answering, pausing and killing in a room where each goes on alone."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from quiz.questions.model import Outcome
from quiz.study.room import points, views
from quiz.study.room.model import Phase, RefusedError, SeatAnswer, Why
from tests.room_kit import FORMS, Class, plan, right, state, visible, wrong

COUNT = 5


class Homework(RuleBasedStateMachine):
    """Three pupils who go on alone, until a deadline by the calendar."""

    @initialize(deadline=st.sampled_from([0, 15_000]))
    def begin(self, deadline: int) -> None:
        fields = {"deadline_ms": Class().utc + deadline} if deadline else {}
        self.given = Class(plan(COUNT, FORMS, mode="paced", **fields), 3)
        self.first: dict[tuple[int, int], SeatAnswer] = {}
        self.before: dict[int, tuple[int, int]] = {}
        """By seat: the question on its screen, and since when."""

    @property
    def late(self) -> bool:
        return 0 < self.given.plan.deadline_ms < self.given.utc

    @rule(
        moves=st.lists(
            st.tuples(st.integers(1, 3), st.sampled_from([None, 0, 0, 1, -1]), st.booleans()), min_size=2, max_size=9
        )
    )
    def look_and_answer(self, moves: list[tuple[int, int | None, bool]]) -> None:
        for seat, step, good in moves:
            if step is None:
                self.look(seat)
            else:
                self.answer(seat, self.before.get(seat, (0, 0))[0] + step, good)

    def look(self, seat: int) -> None:
        room, now = self.given.room, self.given.now
        expected = next((q for q in range(COUNT) if (q, seat) not in self.first and room.voided.get(q) != ()), None)
        same = self.before.get(seat, (-1, 0))[0] == expected
        try:
            q = self.given.look(seat)
        except RefusedError as error:
            assert error.why is Why.PAUSED and room.paused and not same
            return
        assert q == (None if room.phase is Phase.OVER else expected)
        if q is not None and not same:
            assert not room.paused
            self.before[seat] = (q, now)

    def answer(self, seat: int, q: int, good: bool) -> None:
        q = max(0, min(COUNT - 1, q))
        room, (shown, since) = self.given.room, self.before.get(seat, (-1, 0))
        earlier = self.first.get((q, seat))
        fits = shown == q and not self.late and not room.paused and room.phase is not Phase.OVER
        try:
            answer = self.given.answer(seat, (right if good else wrong)(room.question(q)), q)
        except RefusedError:
            assert not fits and earlier is None
            return
        if earlier is not None:
            assert answer is earlier
            return
        assert fits and answer.used_ms == self.given.now - since
        assert (answer.outcome is Outcome.RIGHT) == good
        self.first[q, seat] = answer

    @rule(ms=st.sampled_from([1, 4_999, 5_000]))
    def wait(self, ms: int) -> None:
        self.given.wait(ms)

    @rule()
    def look_at_the_calendar(self) -> None:
        events = self.given.room.tick(self.given.now, self.given.utc)
        self.given.events += events
        assert not events or self.late

    @rule(what=st.sampled_from(["pause", "resume"]))
    def pause_or_resume(self, what: str) -> None:
        try:
            self.given.do(what)
        except RefusedError:
            assert self.given.room.phase is Phase.OVER or self.given.room.paused == (what == "pause")

    @rule(q=st.integers(0, COUNT - 1), accept=st.booleans())
    def void(self, q: int, accept: bool) -> None:
        self.given.do("void", q, [right(self.given.room.question(q))] if accept else [])

    @rule()
    def kill(self) -> None:
        self.given.room = self.given.replayed()

    @invariant()
    def it_adds_up(self) -> None:
        if not hasattr(self, "given"):
            return
        room = self.given.room
        assert state(self.given.replayed()) == state(room)
        assert {(q, seat) for q, given in enumerate(room.answers) for seat in given} == set(self.first)
        for seat in room.seats:
            mine = [one for (q, who), one in self.first.items() if who == seat and room.voided.get(q) != ()]
            rights = sum(one.outcome is Outcome.RIGHT for one in mine)
            assert points.own(room, seat) == points.Own(rights, len(mine), rights)
            for q in range(COUNT):
                assert visible(views.key, room, q, seat) == ((q, seat) in self.first)


Homework.TestCase.settings = settings(max_examples=60, stateful_step_count=30, suppress_health_check=list(HealthCheck))
TestHomework = Homework.TestCase
