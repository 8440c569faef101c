"""A lesson from the lobby to the end: what the host may do and when, what happens by itself, what a restart keeps."""

from typing import Any

import pytest
from hypothesis import given as example_of
from hypothesis import settings
from hypothesis import strategies as st

from quiz.questions.model import Form
from quiz.study.room.machine import MOST_SEATS
from quiz.study.room.model import Phase, RefusedError, RoomEvent, Why
from quiz.study.room.points import owns
from tests.room_kit import FORMS, Class, plan, state


def kinds(events: list[RoomEvent]) -> list[str]:
    return [event.kind for event in events]


def why(given: Class, what: str, *args: Any) -> Why:
    """Why a command is refused; the room must be as it was."""
    before, events = str(state(given.room)), len(given.events)
    with pytest.raises(RefusedError) as caught:
        given.do(what, *args)
    assert (str(state(given.room)), len(given.events)) == (before, events)
    return caught.value.why


# questions


def test_a_question_is_read_answered_and_revealed_at_its_closing_time() -> None:
    given = Class(plan(read_ms=4_000, answer_ms=20_000), pupils=2)
    given.do("ask", None)
    room = given.room
    assert (room.phase, room.at, room.opens_at, room.closes_at) == (Phase.ASKED, 0, 5_000, 25_000)
    assert room.due() == 25_001, "an answer of the last millisecond is in time"
    assert given.wait(24_000) == []
    assert kinds(given.wait(1)) == ["close", "reveal"]
    assert (room.phase, room.revealed, room.due()) == (Phase.REVEALED, {0}, None)


def test_no_question_is_asked_twice_nor_over_another_one() -> None:
    given = Class(plan(3))
    given.do("ask", None)
    assert why(given, "ask", None) is Why.PHASE
    assert why(given, "ask", 1) is Why.PHASE
    given.do("close")
    assert why(given, "ask", None) is Why.PHASE, "its key is still to be shown"
    given.do("reveal")
    assert why(given, "ask", 0) is Why.PHASE
    given.do("ask", 2)
    given.do("reveal")
    given.do("ask", None)
    assert given.room.at == 1, "what was left behind comes when there is nothing ahead"
    given.do("reveal")
    assert given.room.next() is None
    assert why(given, "ask", None) is Why.UNKNOWN


def test_what_the_host_closes_keeps_its_key_until_it_is_revealed() -> None:
    given = Class(pupils=1)
    given.open()
    assert kinds(given.do("close")) == ["close"]
    assert given.room.phase is Phase.CLOSED and given.room.revealed == set()
    assert why(given, "close") is Why.PHASE
    assert given.wait(100_000) == []
    assert kinds(given.do("reveal")) == ["reveal"]
    assert why(given, "reveal") is Why.PHASE
    given.do("ask", None)
    assert kinds(given.do("reveal")) == ["close", "reveal"], "even while it is being read"


def test_an_untimed_question_waits_for_the_host() -> None:
    given = Class(plan(answer_ms=0), pupils=1)
    given.open()
    assert given.room.closes_at is None and given.room.due() is None
    assert why(given, "extend", 1_000) is Why.PHASE
    given.wait(3_600_000)
    assert given.right(1).points == 1


def test_time_can_be_extended_or_taken_off() -> None:
    given = Class(pupils=2)
    given.open()
    given.wait(29_000)
    given.do("extend", 15_000)
    given.wait(15_000)
    given.right(1)
    given.do("untimed")
    given.wait(600_000)
    assert given.right(2).used_ms == 644_000
    assert why(given, "untimed") is Why.PHASE
    assert given.room.due() is None


@pytest.mark.parametrize("ms", [0, -1, True, 1.5, None, "1000", 3_600_001, [1]])
def test_time_is_not_extended_by_nonsense(ms: Any) -> None:
    given = Class()
    given.open()
    assert why(given, "extend", ms) is Why.INVALID


def test_whoever_needs_more_time_has_it_and_the_room_waits_for_them_alone() -> None:
    given = Class(plan(answer_ms=20_000), pupils=3)
    given.do("extra", 2, 1.5)
    given.do("extra", 3, 2)
    given.open()
    room = given.room
    opens_at = room.opens_at
    assert [room.closes_for(seat) for seat in (1, 2, 3)] == [opens_at + ms for ms in (20_000, 30_000, 40_000)]
    assert room.due() == opens_at + 40_001
    given.right(3)
    assert room.due() == opens_at + 30_001, "the slowest has answered already"
    given.wait(25_000)
    assert room.phase is Phase.ASKED
    with pytest.raises(RefusedError):
        given.right(1)
    assert given.right(2).used_ms == 25_000
    assert kinds(given.wait(0)) == ["close", "reveal"], "nobody is left who could answer"


def test_extra_time_may_be_given_or_lost_while_a_question_is_open() -> None:
    given = Class(plan(answer_ms=20_000), pupils=2)
    given.open()
    given.wait(19_000)
    given.do("extra", 1, 2.0)
    given.wait(10_000)
    assert given.room.phase is Phase.ASKED
    given.do("extend", 5_000)
    assert given.room.closes_at == given.now + 5_000, "counted from now where the others' time was up"
    given.right(2)
    given.do("kick", 1)
    assert kinds(given.wait(5_001)) == ["close", "reveal"], "nobody waits for a kicked seat"


@pytest.mark.parametrize("factor", [0, 0.99, 10.1, -1, True, None, "2", float("nan"), float("inf"), 10**400, [2]])
def test_extra_time_is_between_once_and_ten_times(factor: Any) -> None:
    assert why(Class(pupils=1), "extra", 1, factor) is Why.INVALID


def test_a_skipped_question_counts_for_nobody_and_is_passed_over() -> None:
    given = Class(plan(4), pupils=1)
    given.do("skip")
    assert (given.room.skipped, given.room.next()) == ({0}, 1)
    given.open()
    given.right(1)
    given.do("skip")
    assert (given.room.phase, given.room.revealed, given.room.next()) == (Phase.LOBBY, set(), 2)
    with pytest.raises(RefusedError) as caught:
        given.answer(1, 0, q=2)
    assert caught.value.why is Why.OTHER
    given.do("ask", 0)
    assert given.room.skipped == {1}, "what was never asked may still be"
    given.do("reveal")
    given.do("skip")
    assert given.room.phase is Phase.REVEALED, "it was the next one that was passed over"
    given.do("skip")
    assert why(given, "skip") is Why.UNKNOWN


# pauses


def test_the_rooms_clock_stands_still_in_a_pause_so_that_no_deadline_passes() -> None:
    given = Class(pupils=1)
    given.open()
    given.wait(10_000)
    closes_at = given.room.closes_at
    given.do("pause")
    assert given.room.due() is None
    assert given.wait(3_600_000) == []
    assert why(given, "pause") is Why.PAUSED
    given.do("resume")
    assert given.room.closes_at == closes_at and given.room.due() == given.now + 20_001
    assert why(given, "resume") is Why.PHASE
    assert given.right(1).used_ms == 10_000


def test_nothing_is_asked_in_a_pause_but_much_else_may_be_done() -> None:
    given = Class(pupils=2)
    given.do("pause")
    assert why(given, "ask", None) is Why.PAUSED
    given.join("Late")
    given.do("kick", 1)
    given.do("lock", True)
    given.do("resume")
    given.open()
    given.do("pause")
    given.do("reveal")
    assert given.room.phase is Phase.REVEALED and given.room.paused
    given.do("over")
    assert not given.room.paused


# by itself


def test_with_auto_advance_the_lesson_runs_by_itself() -> None:
    given = Class(plan(2, auto_ms=5_000), pupils=2)
    given.open()
    given.right(1)
    assert given.room.waiting == 1
    given.wrong(2)
    assert kinds(given.wait(0)) == ["close", "reveal"], "all have answered"
    assert kinds(given.wait(4_999)) == []
    assert kinds(given.wait(1)) == ["ask"]
    assert kinds(given.wait(4_000 + 30_001)) == ["close", "reveal"]
    assert kinds(given.wait(5_000)) == ["over"]
    assert given.wait(100_000) == []


def test_without_auto_advance_the_host_goes_on_when_all_have_answered() -> None:
    given = Class(pupils=2)
    given.open()
    given.right(1)
    given.right(2)
    assert given.room.waiting == 0 and given.room.missing() == []
    assert given.wait(10_000) == []


def test_the_last_one_missing_is_kicked_and_the_room_goes_on() -> None:
    given = Class(plan(auto_ms=1_000), pupils=2)
    given.open()
    given.right(1)
    assert given.room.missing() == [2]
    given.do("kick", 2)
    assert kinds(given.wait(0)) == ["close", "reveal"]


def test_an_empty_room_does_not_race_through_its_questions() -> None:
    given = Class(plan(auto_ms=1_000, answer_ms=0))
    given.open()
    assert given.wait(1_000_000) == []


# seats


def test_a_locked_full_or_finished_room_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Class(pupils=1)
    given.do("lock", True)
    for expected, change in (
        (Why.LOCKED, lambda: given.do("lock", False)),
        (Why.FULL, lambda: monkeypatch.setattr("quiz.study.room.machine.MOST_SEATS", MOST_SEATS)),
        (Why.OVER, lambda: None),
    ):
        if expected is Why.FULL:
            monkeypatch.setattr("quiz.study.room.machine.MOST_SEATS", 1)
        if expected is Why.OVER:
            given.do("over")
        with pytest.raises(RefusedError) as caught:
            given.join("Late")
        assert caught.value.why is expected
        change()
    assert len(given.room.seats) == 1


def test_whoever_comes_during_a_question_may_answer_it() -> None:
    given = Class(pupils=1)
    given.open()
    given.right(1)
    given.wait(5_000)
    late = given.join("Late")
    assert given.room.missing() == [late.id]
    assert given.right(late.id).used_ms == 5_000


def test_a_kicked_seat_stays_away_and_its_name_is_free_again() -> None:
    given = Class(pupils=2)
    given.do("kick", 1)
    for what, args in (("kick", ()), ("hand", ()), ("rename", ("Anna",)), ("regroup", ("Red",)), ("extra", (2.0,))):
        assert why(given, what, 1, *args) is Why.KICKED
    assert given.join("Pupil 1").id == 3
    assert given.room.present == 2


def test_a_kicked_seat_is_given_back_with_its_answers_and_its_name_if_that_is_free() -> None:
    given = Class(pupils=2)
    given.open()
    given.right(1)
    given.do("kick", 1)
    for seat in (2, 9, [1]):
        assert why(given, "restore", seat) is Why.UNKNOWN
    given.join("Pupil 1")
    assert why(given, "restore", 1) is Why.TAKEN
    given.do("rename", 3, "Lan")
    assert kinds(given.do("restore", 1)) == ["restore"]
    assert given.room.missing() == [2, 3] and (given.room.present, given.room.waiting) == (3, 2)
    assert owns(given.room)[1].answered == 1


def test_a_seat_can_be_handed_on_and_renamed() -> None:
    given = Class(pupils=2)
    assert kinds(given.do("hand", 1)) == ["hand"]
    assert why(given, "rename", 1, "pupil  2") is Why.TAKEN
    assert why(given, "rename", 1, "\u202e") is Why.NAME
    assert why(given, "rename", 1, "L" * 25) is Why.LONG
    events = given.do("rename", 1, "  Lan\n")
    assert given.room.seats[1].name == "Lan"
    assert "Lan" not in str(events), "names stand with the seats alone"
    given.do("rename", 1, "LAN")
    assert given.join("Pupil 1").name == "Pupil 1"


def test_no_event_tells_a_name() -> None:
    given = Class(plan(teams="averaged"))
    given.join("Nguyễn Lan", team="Hổ", learner="0a1b2c3d-0000-4000-8000-00000000abcd")
    assert [event.data for event in given.events] == [{"seat": 1}]


# decisions, counts, the end


def test_a_count_by_hand_is_taken_in_a_room_of_cards_alone() -> None:
    assert why(Class(), "tally", 0, {"0": 1}) is Why.PHASE
    given = Class(plan(mode="cards", forms=(Form.CHOICE, Form.TYPED)))
    assert why(given, "tally", 0, {"0": 1}) is Why.PHASE, "it was not asked yet"
    given.do("ask", None)
    assert given.room.closes_at is None, "hands are counted as long as it takes"
    given.do("tally", 0, {"0": 12, "3": 20})
    given.do("tally", 0, {"0": 11})
    assert given.room.tallies == {0: {0: 11}}
    wrong: list[Any] = [{"4": 1}, {"a": 1}, {"0": -1}, {"0": True}, {"0": 1.0}, {"0": 10_001}, [], None, {"00": 1}]
    for counts in wrong:
        assert why(given, "tally", 0, counts) is Why.INVALID
    given.do("reveal")
    given.do("ask", None)
    assert why(given, "tally", 1, {"0": 1}) is Why.INVALID, "nobody holds a card with a text"


def test_the_end_is_the_end_but_a_question_may_be_voided_after_it() -> None:
    given = Class(pupils=1)
    given.open()
    given.do("over")
    for what, args in (
        ("ask", (None,)), ("reveal", ()), ("close", ()), ("skip", ()), ("pause", ()), ("resume", ()), ("over", ()),
        ("extend", (1,)), ("untimed", ()), ("lock", (True,)), ("extra", (1, 2.0)), ("hand", (1,)),
    ):  # fmt: skip
        assert why(given, what, *args) is Why.OVER
    with pytest.raises(RefusedError) as caught:
        given.right(1)
    assert caught.value.why is Why.OVER
    assert given.wait(1_000_000) == []
    given.do("void", 0, [])
    assert given.room.voided == {0: ()}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=2), some, max_size=3),
    max_leaves=4,
)
ARGUMENTS = {
    "ask": 1, "extend": 1, "kick": 1, "hand": 1, "lock": 1, "rename": 2, "regroup": 2, "extra": 2, "void": 2,
    "tally": 2,
}  # fmt: skip


@example_of(
    st.sampled_from(sorted(ARGUMENTS)), st.integers(0, 2) | JSON, JSON, st.sampled_from(["live", "cards", "paced"])
)
@settings(max_examples=300)
def test_whatever_is_sent_as_a_command_either_happens_or_changes_nothing(
    what: str, one: Any, other: Any, mode: str
) -> None:
    given = Class(plan(2, FORMS, mode=mode), pupils=2)
    if mode != "paced":
        given.open()
    before = str(state(given.room))
    try:
        given.do(what, *(one, other)[: ARGUMENTS[what]])
    except RefusedError:
        assert str(state(given.room)) == before
    assert state(given.replayed()) == state(given.room)
