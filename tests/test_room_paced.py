"""A room where each goes on alone: practice at one's own pace, and homework."""

from typing import Any

import pytest

from quiz.questions.model import Form
from quiz.study.room import points, views
from quiz.study.room.model import Phase, RefusedError, Why
from quiz.study.room.points import Own
from tests.room_kit import Class, plan, right, state
from tests.simulated_learner import EVENING_MS

HOUR = 3_600_000


def homework(pupils: int = 2, **fields: Any) -> Class:
    return Class(plan(3, mode="paced", **fields), pupils)


def why(given: Class, seat: int, q: int) -> Why:
    before = str(state(given.room))
    with pytest.raises(RefusedError) as caught:
        given.answer(seat, 0, q)
    assert str(state(given.room)) == before
    return caught.value.why


def test_it_is_open_from_the_start_and_each_has_a_question_of_their_own() -> None:
    given = homework()
    assert given.room.phase is Phase.ASKED and given.room.due() is None
    assert given.look(1) == 0
    given.wait(7_000)
    assert given.look(1) == 0, "looking again does not start its time again"
    given.wait(1_000)
    answer = given.right(1, 0)
    assert (answer.used_ms, answer.points) == (8_000, 1)
    assert given.look(1) == 1
    assert given.look(2) == 0


def test_only_the_question_before_a_seat_can_be_answered_and_only_once() -> None:
    given = homework()
    assert why(given, 1, 0) is Why.EARLY, "it was not shown yet"
    given.look(1)
    assert why(given, 1, 1) is Why.OTHER
    first = given.answer(1, 0, 0)
    assert given.answer(1, 1, 0) is first
    assert why(given, 1, 1) is Why.EARLY
    given.look(1)
    given.answer(1, 0, 1)
    given.look(1)
    given.answer(1, 0, 2)
    assert given.look(1) is None
    assert why(given, 2, 2) is Why.OTHER


def test_each_sees_the_key_after_their_own_answer_and_nobody_elses() -> None:
    given = homework()
    given.look(1)
    with pytest.raises(RefusedError):
        views.key(given.room, 0, 1)
    given.right(1, 0)
    assert views.key(given.room, 0, 1).indices == given.room.question(0).key_indices
    for q, seat in ((0, 2), (1, 1), (0, None)):
        with pytest.raises(RefusedError):
            views.key(given.room, q, seat)
    assert views.told(given.room, 2, 0) is None
    told = views.told(given.room, 1, 0)
    assert told is not None and told.points == 1
    assert points.own(given.room, 1) == Own(1, 1, 1)


def test_there_is_no_question_of_the_class() -> None:
    given = homework()
    for what, args in (("ask", (None,)), ("ask", (0,)), ("close", ()), ("reveal", ()), ("skip", ()), ("untimed", ())):
        with pytest.raises(RefusedError) as caught:
            given.do(what, *args)
        assert caught.value.why is Why.PHASE
    with pytest.raises(RefusedError) as caught:
        Class(pupils=1).look(1)
    assert caught.value.why is Why.PHASE


def test_an_answer_is_late_after_the_deadline_by_the_calendar_and_the_room_is_over() -> None:
    given = homework(deadline_ms=EVENING_MS + HOUR)
    given.look(1)
    given.look(2)
    given.wait(HOUR)
    assert given.right(1, 0).utc_ms == EVENING_MS + HOUR, "the last millisecond counts"
    given.wait(1)
    assert why(given, 2, 0) is Why.LATE
    with pytest.raises(RefusedError) as caught:
        given.join("Late")
    assert caught.value.why is Why.LATE
    given.events += given.room.tick(given.now, given.utc)
    assert given.room.phase is Phase.OVER
    assert given.room.tick(given.now, given.utc) == []
    assert given.look(1) is None
    assert why(given, 2, 0) is Why.OVER


def test_a_pause_is_nobodys_time() -> None:
    given = homework()
    given.look(1)
    given.wait(5_000)
    given.do("pause")
    assert why(given, 1, 0) is Why.PAUSED
    with pytest.raises(RefusedError) as caught:
        given.look(2)
    assert caught.value.why is Why.PAUSED, "its time would run from here"
    assert given.look(1) == 0
    given.wait(HOUR)
    given.do("resume")
    given.wait(1_000)
    assert given.right(1, 0).used_ms == 6_000


def test_a_restart_puts_everyone_back_before_the_same_question_with_the_time_that_they_have_used() -> None:
    given = homework(speed=True)
    for q in range(2):
        given.look(1)
        given.wait(15_000)
        given.right(1, q)
    before, given.room = given.room, given.replayed()
    assert state(given.room) == state(before)
    assert given.room.shown_at == {1: (1, 16_000)}, "the key of the second is still before them"
    given.look(1)
    given.wait(15_000)
    given.room = given.replayed()
    given.wait(3_000)
    assert given.right(1, 2).used_ms == 18_000, "the answer that was under way when the server went is taken"
    assert points.own(given.room, 1) == Own(3, 3, 750 + 750 + 700)


def test_a_question_that_was_voided_is_passed_over_by_those_who_have_not_had_it() -> None:
    given = homework()
    given.look(1)
    given.do("void", 0, [])
    assert given.look(2) == 1
    assert given.look(1) == 1, "it goes from the screen that it is on"
    given.do("void", 0, [0])
    assert given.look(1) == 0, "some answer is right after all"


def test_a_kicked_seat_is_shown_nothing() -> None:
    given = homework()
    given.do("kick", 1)
    for seat, expected in ((1, Why.KICKED), (9, Why.UNKNOWN)):
        with pytest.raises(RefusedError) as caught:
            given.look(seat)
        assert caught.value.why is expected


def test_a_room_with_one_seat_runs_through_every_form() -> None:
    forms = (Form.CHOICE, Form.TYPED, Form.ORDERING, Form.SELECT_ALL, Form.TRUE_FALSE)
    given = Class(plan(10, forms, mode="paced"), pupils=1)
    while (q := given.look(1)) is not None:
        given.answer(1, right(given.room.question(q)), q)
    assert points.own(given.room, 1) == Own(10, 10, 10)
