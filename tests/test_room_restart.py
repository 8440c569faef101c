"""What a room is after its server was killed: what was kept of it."""

import pytest

from quiz.errors import QuizError
from quiz.study.room.machine import Room
from quiz.study.room.model import RoomEvent
from quiz.study.room.points import Own, owns
from tests.room_kit import FORMS, Class, plan, right, state


@pytest.mark.parametrize("phase", ["lobby", "reading", "open", "paused", "closed", "revealed", "over"])
def test_a_restart_puts_everyone_back_where_they_were(phase: str) -> None:
    given = Class(plan(3, FORMS, speed=True), pupils=4)
    given.do("extra", 2, 2.0)
    given.do("kick", 4)
    given.do("kick", 3)
    given.do("restore", 3)
    if phase != "lobby":
        given.do("ask", None)
    if phase not in ("lobby", "reading"):
        given.wait(6_000)
        first = given.right(1)
    if phase == "paused":
        given.do("pause")
    if phase == "closed":
        given.do("close")
    if phase in ("revealed", "over"):
        given.do("reveal")
    if phase == "over":
        given.do("over")
    before, given.room = given.room, given.replayed()
    assert state(given.room) == state(before)
    assert (given.room.due(), given.room.last_close()) == (before.due(), before.last_close())
    if phase == "open":
        assert given.answer(1, 3) == first, "it is acknowledged again as it is kept"
        given.right(2)
        given.right(3)
        assert given.room.waiting == 0


def test_a_question_goes_on_after_a_restart_with_the_time_it_had_left() -> None:
    given = Class(pupils=2)
    given.open()
    given.wait(10_000)
    given.right(1)
    given.room = given.replayed()  # however long it took: the room's clock did not move
    assert given.room.clock == given.now
    given.wait(20_000)
    assert given.right(2).used_ms == 30_000
    assert [event.kind for event in given.wait(1)] == ["close", "reveal"]


def test_an_answer_whose_seat_lost_its_name_still_counts() -> None:
    given = Class(pupils=2)
    given.open()
    given.right(1)
    events = tuple(event for event in given.events if event.kind != "join")
    for stored, seats in ((given.stored(), 2), (given.stored()._replace(events=events), 1)):
        room = Room.replay(stored._replace(seats=()))
        assert [seat.name for seat in room.seats.values()] == [""] * seats
        assert room.answers == given.room.answers
        assert owns(room)[1] == Own(0, 1, 0)


@pytest.mark.parametrize(
    "event",
    [RoomEvent(9, 0, 0, "kick", {}), RoomEvent(9, 0, 0, "kick", {"seat": 77}), RoomEvent(9, 0, 0, "ask", {"q": None}),
     RoomEvent(9, 0, 0, "void", {"q": 0, "accept": 3}), RoomEvent(9, 0, 0, "tally", {"q": 0, "counts": {"a": 1}}),
        RoomEvent(9, 0, 0, "tally", {"q": 0, "counts": []})],
)  # fmt: skip
def test_a_damaged_session_is_named_so(event: RoomEvent) -> None:
    given = Class(pupils=1)
    given.events.append(event)
    with pytest.raises(QuizError, match="damaged"):
        given.replayed()


def test_an_answer_to_a_question_that_is_not_there_is_damage() -> None:
    given = Class(pupils=1)
    given.open()
    given.kept.append(given.answer(1, right(given.room.question(0)))._replace(question=40))
    with pytest.raises(QuizError, match="damaged"):
        given.replayed()
