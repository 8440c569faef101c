"""What the tests of classroom sessions share: plans of real questions, and sessions written out by hand."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from quiz.questions.engine import Questions
from quiz.questions.grade import grade
from quiz.questions.model import Form, Outcome, Response
from quiz.study.exam.model import Slot
from quiz.study.frozen import Entry, frozen_entry
from quiz.study.room.model import RoomEvent, RoomPlan, Seat, SeatAnswer
from quiz.study.room.store import NewSession, Seated, Stored
from tests.asem_kit import questions
from tests.room_kit import Class

START_MS = 1_790_000_000_000
ASKED = (Form.CHOICE, Form.SELECT_ALL, Form.TRUE_FALSE, Form.TYPED, Form.ORDERING)
HOSTILE_NAMES = (
    "=1+1",
    "@SUM(A1)",
    "-2+3",
    "＝1",
    " =cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "[/red]",
    "[@click=app.quit]x[/]",
    '"><img src=x onerror=alert(1)>',
    "a&b;'c",
    "Nguyễn Thị Lan",
    "{name}",
    "%s",
    "o" * 24,
)


@cache
def entries(
    count: int = 10, langs: tuple[str, ...] = ("en", "vi"), forms: tuple[Form, ...] = ASKED
) -> tuple[Entry, ...]:
    """Questions of the ASEM bank, the forms in turn, no item twice."""
    bank: Questions = questions()
    found: list[Entry] = []
    used: set[str] = set()
    infos = list(bank.items())
    for at in range(count):
        form = forms[at % len(forms)]
        info = next(one for one in infos if form in one.forms and one.id not in used)
        used.add(info.id)
        found.append(frozen_entry(bank, Slot(info.id, form, 40 + at, 0.5), langs))
    return tuple(found)


def plan(count: int = 10, forms: tuple[Form, ...] = ASKED, **changes: Any) -> RoomPlan:
    bank = questions().bank
    made = RoomPlan(
        {"en": "A lesson", "vi": "Một tiết học"}, ("en", "vi"), entries(count, forms=forms), bank.id, bank.digest
    )
    return made._replace(**changes)


def new_session(uuid: str = "01a0c0de-0000-7000-8000-000000000001", of: RoomPlan | None = None) -> NewSession:
    return NewSession(uuid, "482913", b"h" * 32, START_MS, of or plan())


def seated(number: int, name: str = "", **changes: Any) -> Seated:
    return Seated(Seat(number, name or f"Pupil {number}", "vi", **changes), number.to_bytes(32, "big"))


def event(seq: int, kind: str, at_ms: int = 0, **data: Any) -> RoomEvent:
    return RoomEvent(seq, at_ms or seq * 1000, START_MS + seq * 1000, kind, data)


def answer(
    of: RoomPlan, question: int, seat: int, response: Response, *, used_ms: int = 4000, points: int = -1
) -> SeatAnswer:
    """As a room would have kept it."""
    verdict = grade(of.entries[question].questions["en"], response)
    at_ms = 10_000 * (question + 1) + used_ms
    worth = int(verdict.outcome is Outcome.RIGHT) if points < 0 else points
    return SeatAnswer(
        question, seat, at_ms, START_MS + at_ms, used_ms, response, verdict.outcome, verdict.credit, worth
    )


def stored(
    session: NewSession, seats: Sequence[Seated], events: Sequence[RoomEvent], answers: Sequence[SeatAnswer]
) -> Stored:
    """A session as a journal gives it back."""
    at_ms = max((0, *(one.at_ms for one in events), *(one.at_ms for one in answers)))
    return Stored(session, tuple(seats), tuple(events), tuple(answers), at_ms)


def a_lesson(names: tuple[str, ...] = ("An", "Bình", "Chi", "Dũng", "Em", "Giang"), **fields: Any) -> Class:
    """Four questions; the first went badly, Chi knows little, Em left after the second."""
    room = Class(plan(4, (Form.CHOICE, Form.TYPED), **fields))
    for name in names:
        room.join(name)
    for q, rights in enumerate(("14", "12456", "1246", "124")):
        room.open()
        room.wait(2_000)
        for seat in range(1, 7):
            if seat != 5 or q < 2:
                room.wait(100)
                (room.right if str(seat) in rights else room.wrong)(seat)
        room.do("reveal")
    room.do("over")
    return room
