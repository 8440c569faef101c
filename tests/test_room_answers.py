"""When an answer is taken, what it may be, and what it is worth."""

from typing import Any

import pytest

from quiz.questions.model import Form, Outcome
from quiz.study.room.model import Phase, RefusedError, Why
from tests.room_kit import Class, plan, right, state, wrong


def why(given: Class, seat: int, raw: Any, q: int | None = None, at: int | None = None) -> Why:
    """Why an answer is refused; the room must be as it was."""
    before, answers = str(state(given.room)), len(given.kept)
    with pytest.raises(RefusedError) as caught:
        given.answer(seat, raw, q, at)
    assert (str(state(given.room)), len(given.kept)) == (before, answers)
    return caught.value.why


@pytest.fixture
def asked() -> Class:
    """Three pupils before an open question, of 30 seconds."""
    given = Class(pupils=3)
    given.open()
    return given


def test_answers_are_taken_from_the_opening_to_the_closing_moment_both_included(asked: Class) -> None:
    room = asked.room
    assert room.closes_at is not None and room.closes_at - room.opens_at == 30_000
    assert why(asked, 1, 0, at=room.opens_at - 1) is Why.EARLY
    assert why(asked, 1, 0, at=room.closes_at + 1) is Why.LATE
    assert asked.answer(1, 0, at=room.opens_at).used_ms == 0
    assert asked.answer(2, 0, at=room.closes_at).used_ms == 30_000


def test_what_arrived_in_time_is_taken_though_the_room_has_closed_meanwhile(asked: Class) -> None:
    closes_at = asked.room.closes_at
    asked.wait(30_001)
    assert asked.room.phase is Phase.REVEALED
    assert asked.answer(1, 0, at=closes_at).used_ms == 30_000
    assert why(asked, 2, 0) is Why.LATE


def test_whoever_answers_in_the_millisecond_of_a_close_may_have_seen_the_key(asked: Class) -> None:
    asked.wait(500)
    asked.do("reveal")
    assert why(asked, 1, 0, at=asked.now) is Why.LATE
    assert asked.answer(1, 0, at=asked.now - 1).used_ms == 499


def test_the_first_answer_stands_and_is_told_again(asked: Class) -> None:
    question = asked.room.question(0)
    first = asked.answer(1, wrong(question))
    assert asked.answer(1, right(question)) is first
    assert asked.answer(1, {"no": "sense"}) is first
    asked.wait(40_000)
    assert asked.answer(1, right(question), q=0) is first
    assert len(asked.room.answers[0]) == 1


@pytest.mark.parametrize(
    "raw", [True, False, None, "0", 1.0, -1, 99, [0], {}, {"r": 0}, "", 10**30, [[]], "1e9", float("nan")]
)
def test_nothing_but_the_number_of_an_option_is_a_choice(asked: Class, raw: Any) -> None:
    assert why(asked, 1, raw) is Why.INVALID


@pytest.mark.parametrize(
    "raw", [[0, 0, 1, 2], [0, 1], [0, 1, 2, 3, 4], [0, 1, 2, True], [0, 1, 2, -1], [], 0, "0123", None, [0, 1, 2, [3]]]
)
def test_an_order_holds_every_option_once(raw: Any) -> None:
    given = Class(plan(forms=(Form.ORDERING,)), pupils=1)
    given.open()
    assert len(given.room.question(0).options) == 4
    assert why(given, 1, raw) is Why.INVALID
    assert given.answer(1, [3, 2, 1, 0]).response == (3, 2, 1, 0)


@pytest.mark.parametrize("raw", ["", "  ", "\u202e", "\x1b[2J", "!?", "x" * 201, 1000, ["1000"], None])
def test_a_text_has_letters_or_digits_and_200_characters_at_most(raw: Any) -> None:
    given = Class(plan(forms=(Form.TYPED,)), pupils=1)
    given.open()
    assert why(given, 1, raw) is Why.INVALID


def test_a_text_is_cleaned_before_it_is_kept() -> None:
    given = Class(plan(forms=(Form.TYPED,)), pupils=1)
    given.open()
    key = right(given.room.question(0))
    answer = given.answer(1, f" \x1b[31m{key}\u202e\n")
    assert (answer.response, answer.outcome, answer.points) == (key, Outcome.RIGHT, 1)


def test_no_other_question_and_no_other_seat(asked: Class) -> None:
    assert why(asked, 1, 0, q=1) is Why.OTHER
    assert why(asked, 9, 0) is Why.UNKNOWN
    for q in (-1, 99, True, "0", None, 0.0):
        with pytest.raises(RefusedError) as caught:
            asked.room.admit(1, q, 0, asked.now, asked.utc)
        assert caught.value.why is Why.UNKNOWN
    asked.do("reveal")
    asked.open()
    assert why(asked, 1, 0, q=0) is Why.LATE, "it was the question before"


def test_a_kicked_seat_cannot_answer_nor_hear_of_its_answer_again(asked: Class) -> None:
    asked.right(1)
    asked.do("kick", 1)
    asked.do("kick", 2)
    assert why(asked, 1, 0) is Why.KICKED
    assert why(asked, 2, 0) is Why.KICKED
    for what in ("hand", "kick"):
        with pytest.raises(RefusedError):
            asked.do(what, 1)


def test_nobody_answers_while_the_room_is_paused(asked: Class) -> None:
    asked.wait(2_000)
    asked.do("pause")
    assert why(asked, 1, 0) is Why.PAUSED
    assert asked.answer(1, 0, at=asked.now - 1).used_ms == 1_999, "its frame was there before"
    asked.wait(60_000)
    asked.do("resume")
    asked.wait(1_000)
    assert asked.answer(2, 0).used_ms == 3_000, "the pause is nobody's time"


def test_quick_answers_earn_more_only_where_the_plan_says_so() -> None:
    points = []
    for speed in (False, True):
        given = Class(plan(speed=speed), pupils=5)
        given.do("extra", 4, 2.0)
        given.open()
        opens_at = given.room.opens_at
        key = right(given.room.question(0))
        points.append(
            [
                given.answer(1, key, at=opens_at).points,
                given.answer(2, key, at=opens_at + 15_000).points,
                given.answer(3, key, at=opens_at + 30_000).points,
                given.answer(4, key, at=opens_at + 30_000).points,
                given.answer(5, wrong(given.room.question(0)), at=opens_at).points,
            ]
        )
    assert points == [[1, 1, 1, 1, 0], [1000, 750, 500, 750, 0]]
