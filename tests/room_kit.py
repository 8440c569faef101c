"""What the tests of a room share: plans of a few questions, and a class with a clock of its own and a journal."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from quiz.questions.model import Form, Question
from quiz.study.frozen import Entry
from quiz.study.room.machine import Room
from quiz.study.room.model import RefusedError, RoomEvent, RoomPlan, Seat, SeatAnswer, Why
from quiz.study.room.store import NewSession, Seated, Stored
from tests.simulated_learner import EVENING_MS, right_response, wrong_response
from tests.study_kit import towns

FORMS = (Form.CHOICE, Form.TYPED, Form.ORDERING, Form.SELECT_ALL, Form.TRUE_FALSE)
"""All that may be asked in a class."""


@cache
def entry(form: Form, nth: int = 0) -> Entry:
    """The ``nth`` question of a form in the towns' bank, in English and, as far as the tests care, in Vietnamese."""
    questions = towns()
    derived = form in (Form.SELECT_ALL, Form.TRUE_FALSE)  # the towns have no sets and nothing that is true or false
    infos = [info for info in questions.items() if (Form.CHOICE if derived else form) in info.forms]
    asked = questions.ask(infos[nth].id, Form.CHOICE if derived else form, "en", 7)
    if form is Form.SELECT_ALL:
        asked = asked._replace(form=form, key_indices=(0, 2), key=(asked.options[0], asked.options[2]))
    elif form is Form.TRUE_FALSE:
        asked = asked._replace(form=form, options=("true", "false"), key_indices=(nth % 2,), about=("", ""))
    asked = asked._replace(explanation="Because it is so.")
    other = asked._replace(lang="vi", prompt=f"Câu hỏi: {asked.prompt}")
    return Entry(0.5, False, {"en": asked, "vi": other}, {"en": ("A book, p. 7",), "vi": ("Một cuốn sách, tr. 7",)})


def plan(count: int = 4, forms: Sequence[Form] = (Form.CHOICE,), **fields: Any) -> RoomPlan:
    """``count`` questions, the forms in turn."""
    entries = tuple(entry(forms[at % len(forms)], at) for at in range(count))
    return RoomPlan(**{"title": {"en": "Towns"}, "langs": ("en", "vi"), "entries": entries, **fields})


def right(question: Question) -> Any:
    """A right answer, as JSON brings it."""
    return _json(right_response(question))


def wrong(question: Question) -> Any:
    """A wrong answer, as JSON brings it."""
    return _json(wrong_response(question))


def _json(response: object) -> object:
    return list(response) if isinstance(response, tuple) else response


class Class:
    """A room, what was journalled of it, and the two clocks."""

    def __init__(self, given: RoomPlan | None = None, pupils: int = 0) -> None:
        self.plan = given or plan()
        self.room = Room(self.plan)
        self.now, self.utc = 1_000, EVENING_MS
        self.events: list[RoomEvent] = []
        self.kept: list[SeatAnswer] = []
        self.seated: dict[int, Seated] = {}
        for n in range(1, pupils + 1):
            self.join(f"Pupil {n}")

    def join(self, name: str, lang: str = "en", team: str = "", learner: str = "") -> Seat:
        seat, event = self.room.join(name, lang, team, learner, self.now, self.utc)
        self.events.append(event)
        self._seat()
        return seat

    def do(self, what: str, *args: Any) -> list[RoomEvent]:
        """A command of the host."""
        events = getattr(self.room, what)(*args, self.now, self.utc)
        self.events += events
        self._seat()
        return list(events)

    def answer(self, seat: int, raw: Any, q: int | None = None, at: int | None = None) -> SeatAnswer:
        asked = self.room.at if q is None else q
        answer = self.room.admit(seat, asked, raw, self.now if at is None else at, self.utc)
        if answer not in self.kept:
            self.kept.append(answer)
        return answer

    def right(self, seat: int, q: int | None = None) -> SeatAnswer:
        return self.answer(seat, right(self.room.question(self.room.at if q is None else q)), q)

    def wrong(self, seat: int, q: int | None = None) -> SeatAnswer:
        return self.answer(seat, wrong(self.room.question(self.room.at if q is None else q)), q)

    def look(self, seat: int) -> int | None:
        """A seat of a paced room asks for its question."""
        q, events = self.room.show(seat, self.now, self.utc)
        self.events += events
        return q

    def wait(self, ms: int) -> list[RoomEvent]:
        """Time passes; what is due happens when it is due."""
        target = self.now if self.room.paused else self.now + ms
        self.utc += ms
        events: list[RoomEvent] = []
        while (due := self.room.due()) is not None and due <= target:
            self.now = max(self.now, due)
            events += self.room.tick(self.now, self.utc)
        self.now = target
        self.events += events
        return events

    def open(self, q: int | None = None) -> None:
        """Ask, and wait until answers are taken."""
        self.do("ask", q)
        self.wait(self.room.opens_at - self.now)

    def stored(self) -> Stored:
        """What is on disk."""
        session = NewSession("00000000-0000-4000-8000-000000000000", "482913", b"h", EVENING_MS, self.plan)
        seats = tuple(self.seated[seat] for seat in sorted(self.seated))
        return Stored(session, seats, tuple(self.events), tuple(self.kept), self.now)

    def replayed(self) -> Room:
        return Room.replay(self.stored())

    def _seat(self) -> None:
        for seat in self.room.seats.values():
            self.seated[seat.id] = Seated(seat, b"" if seat.kicked else b"t")


def state(room: Room) -> dict[str, Any]:
    """All that a room is, but for how far its clock has got."""
    return {name: value for name, value in vars(room).items() if name != "clock"}


def visible(look: Any, *args: Any) -> bool:
    """Whether a view shows what is asked of it, or says that it is too early."""
    try:
        look(*args)
    except RefusedError as error:
        assert error.why is Why.EARLY
        return False
    return True
