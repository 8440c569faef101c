"""Points, standings, and what is shown to whom: no key before its time."""

import json
from typing import Any

import pytest

from quiz.classroom.telling import Telling
from quiz.questions.model import Form, Outcome
from quiz.study.room import views
from quiz.study.room.model import KeyTexts, RefusedError, Why
from quiz.study.room.points import Marked, Own, marked, own, standings, teams
from tests.room_kit import FORMS, Class, plan, right, wrong


def early(look: Any, *args: Any) -> None:
    with pytest.raises(RefusedError) as caught:
        look(*args)
    assert caught.value.why is Why.EARLY


def played(given: Class, *marks: str) -> Class:
    """A question a text of ``r``, ``w`` and blanks, a pupil a character; each is revealed."""
    for row in marks:
        given.open()
        for seat, mark in enumerate(row, 1):
            if mark != " ":
                given.answer(seat, (right if mark == "r" else wrong)(given.room.question(given.room.at)))
        given.do("reveal")
    return given


# points


@pytest.mark.parametrize("form", FORMS)
def test_a_right_answer_of_any_form_earns_a_point_and_a_wrong_one_none(form: Form) -> None:
    given = Class(plan(1, (form,)), pupils=2)
    played(given, "rw")
    assert [own(given.room, seat) for seat in (1, 2)] == [Own(1, 1, 1), Own(0, 1, 0)]


def test_an_answer_that_is_partly_right_earns_its_share_where_points_are_many() -> None:
    for speed, points in ((False, 0), (True, 500)):
        given = Class(plan(1, (Form.SELECT_ALL,), speed=speed), pupils=1)
        given.open()
        answer = given.answer(1, [2])
        assert (answer.outcome, answer.credit, answer.points) == (Outcome.WRONG, 0.5, points)


def test_an_almost_right_text_is_wrong_as_in_a_test() -> None:
    given = Class(plan(1, (Form.TYPED,)), pupils=1)
    question = given.room.question(0)
    accept = question.accept
    assert accept is not None
    near = question._replace(
        accept=accept._replace(rule="text", texts=("Copenhagen",), refused=()), key=("Copenhagen",)
    )
    entry = given.plan.entries[0]._replace(questions={"en": near})
    given = Class(given.plan._replace(entries=(entry,)), pupils=1)
    given.open()
    answer = given.answer(1, "Copenhagem")
    assert (answer.outcome, answer.credit, answer.points) == (Outcome.WRONG, 0.0, 0)


def test_an_extension_takes_nothing_from_those_who_were_quick_and_never_all_from_the_others() -> None:
    given = Class(plan(1, speed=True), pupils=2)
    given.open()
    given.wait(15_000)
    given.right(1)
    given.do("extend", 60_000)
    given.wait(60_000)
    given.right(2)
    assert [given.room.answers[0][seat].points for seat in (1, 2)] == [750, 500]


# standings


def test_those_who_are_level_share_a_rank() -> None:
    given = played(Class(plan(4), pupils=5), "rrrw ", "rrww ", "rwwr ", "wwwwr")
    ranked = [(place.rank, place.seat, place.points) for place in standings(given.room)]
    assert ranked == [(1, 1, 3), (2, 2, 2), (3, 3, 1), (3, 4, 1), (3, 5, 1)]
    given.do("kick", 2)
    assert [(place.rank, place.seat) for place in standings(given.room)] == [(1, 1), (2, 3), (2, 4), (2, 5)]


def test_a_team_is_worth_the_mean_of_its_members() -> None:
    given = Class(plan(2, teams="averaged"))
    for n, team in enumerate(["Hổ", "Voi", "Hổ", "Voi", "Voi", ""], 1):
        given.join(f"Pupil {n}", team=team)
    played(given, "rrrw r", "rwww r")
    given.do("kick", 4)
    assert [(one.rank, one.name, one.points, one.members) for one in teams(given.room)] == [
        (1, "Hổ", 1.5, 2),
        (2, "Voi", 0.5, 2),
    ]


def test_the_wall_has_a_leaderboard_only_if_the_plan_has_one_and_it_is_short() -> None:
    assert views.board(played(Class(pupils=2), "rw").room) is None
    given = Class(plan(2, board=99), pupils=8)
    assert views.board(given.room) is None, "nothing was revealed"
    board = views.board(played(given, "rrrrrrrw", "rw").room)
    assert board is not None
    assert [place.seat for place in board] == [1, 2, 3, 4, 5]
    assert [place.level for place in board] == [0, 0, 0, 0, 2], "two more are level with the fifth"


def test_nobody_stands_on_the_board_with_nothing() -> None:
    board = views.board(played(Class(plan(board=3), pupils=3), "rww").room)
    assert board is not None and [(place.seat, place.level) for place in board] == [(1, 0)]


def test_a_podium_is_a_choice_and_comes_at_the_end() -> None:
    given = played(Class(plan(1, podium=True), pupils=4), "rwrr")
    assert views.podium(given.room) is None
    given.do("over")
    podium = views.podium(given.room)
    assert podium is not None and [place.name for place in podium] == ["Pupil 1", "Pupil 3", "Pupil 4"]
    other = played(Class(plan(1), pupils=1), "r")
    other.do("over")
    assert views.podium(other.room) is None


def test_each_is_told_its_place_at_the_end_where_places_are_shown() -> None:
    given = played(Class(plan(2, board=1), pupils=4), "rrww", "rw  ")
    assert views.final(given.room) == {}
    given.do("over")
    assert views.final(given.room) == {1: (1, 4), 2: (2, 4)}, "nobody is told of a place without points"
    hidden = played(Class(plan(1), pupils=1), "r")
    hidden.do("over")
    assert views.final(hidden.room) == {}


def test_a_member_is_told_the_place_of_its_team() -> None:
    given = Class(plan(1, teams="averaged", podium=True))
    for n, team in enumerate(["Hổ", "Voi", "Hổ", "Voi"], 1):
        given.join(f"Pupil {n}", team=team)
    played(given, "rrrw").do("over")
    assert views.final(given.room) == {1: (1, 2), 3: (1, 2), 2: (2, 2), 4: (2, 2)}
    telling = Telling(given.room, "s", "482913")
    assert json.loads(telling.over(given.room.seats[2]))["place"] == [2, 2]
    assert "place" not in json.loads(telling.over(None))
    assert json.loads(telling.room_frame(None, 0))["teams"] == ["Hổ", "Voi", "Hổ", "Voi"]


# voiding


def test_a_voided_question_counts_for_nobody() -> None:
    given = played(Class(plan(2), pupils=2), "rw", "rr")
    given.do("void", 0, [])
    assert [own(given.room, seat) for seat in (1, 2)] == [Own(1, 1, 1), Own(1, 1, 1)]
    assert marked(given.room, given.room.answers[0][1]) is None
    told = views.told(given.room, 1, 0)
    assert told is not None and (told.points, told.counts) == (0, False)
    assert views.key(given.room, 0).counts is False


def test_what_is_accepted_later_is_right_for_everyone_who_said_it_with_the_points_of_its_moment() -> None:
    given = Class(plan(1, speed=True), pupils=3)
    given.do("extra", 2, 2.0)
    given.open()
    key, other = right(given.room.question(0)), wrong(given.room.question(0))
    given.wait(15_000)
    for seat, raw in ((1, key), (2, other), (3, 3 if other != 3 else 2)):
        given.answer(seat, raw)
    given.do("reveal")
    given.do("void", 0, [other])
    assert [marked(given.room, given.room.answers[0][seat]) for seat in (1, 2)] == [
        Marked(True, 1.0, 750),
        Marked(True, 1.0, 875),
    ]
    assert own(given.room, 2) == Own(1, 1, 875)
    told = views.told(given.room, 2, 0)
    assert told is not None and told.outcome is Outcome.RIGHT
    assert views.distribution(given.room, 0).right == 2
    assert given.room.answers[0][2].points == 0, "what was kept stays as it was kept"
    given.do("void", 0, [])
    given.do("void", 0, [key])
    assert [own(given.room, seat).right for seat in (1, 2, 3)] == [1, 0, 0], "as if nothing had been decided"


def test_a_text_is_accepted_however_it_is_capitalised() -> None:
    given = Class(plan(1, (Form.TYPED,)), pupils=2)
    given.open()
    given.answer(1, "MDCC years")
    given.answer(2, "mdcc  Years")
    given.do("reveal")
    given.do("void", 0, ["Mdcc Years"])
    assert [own(given.room, seat).right for seat in (1, 2)] == [1, 1]


@pytest.mark.parametrize("accept", [[99], [True], "0", None, {}, [[0]], [None]])
def test_nothing_is_accepted_that_could_not_be_answered(accept: Any) -> None:
    given = Class(pupils=1)
    with pytest.raises(RefusedError):
        given.do("void", 0, accept)
    assert given.room.voided == {}


# what is shown


@pytest.mark.parametrize("form", FORMS)
def test_no_key_no_mark_and_no_distribution_before_the_reveal(form: Form) -> None:
    given = Class(plan(2, (form,)), pupils=2)
    given.open()
    given.right(1)
    given.do("close")
    for look in (views.key, views.distribution):
        early(look, given.room, 0)
        early(look, given.room, 1)
    early(views.key, given.room, 0, 1)
    early(views.told, given.room, 1, 0)
    assert own(given.room, 1) == Own(0, 1, 0), "its total does not give it away either"
    assert standings(given.room)[0].points == 0
    given.do("reveal")
    question = given.room.question(0)
    key = views.key(given.room, 0)
    assert key.indices == question.key_indices and key.counts and key.accepted == ()
    assert key.texts["vi"] == KeyTexts(question.key, "Because it is so.", ("Một cuốn sách, tr. 7",), question.about)
    told = views.told(given.room, 1, 0)
    assert told is not None and (told.outcome, told.credit, told.points) == (Outcome.RIGHT, 1.0, 1)
    assert views.told(given.room, 2, 0) is None
    early(views.key, given.room, 1)


def test_the_hosts_desk_has_the_key_and_the_counts_all_the_time() -> None:
    given = Class(pupils=2)
    given.open()
    given.right(1)
    assert views.desk_key(given.room, 3).indices == given.room.question(3).key_indices
    assert views.distribution(given.room, 0, desk=True).answered == 1


def test_a_right_text_that_needs_a_correction_is_told_with_it() -> None:
    given = Class(plan(1, (Form.TYPED,)), pupils=1)
    entry = given.plan.entries[0]
    question = entry.questions["en"]
    assert question.accept is not None
    accept = question.accept._replace(rule="text", corrected=(("England", "The United Kingdom, to be exact."),))
    entry = entry._replace(questions={"en": question._replace(accept=accept)})
    given = Class(given.plan._replace(entries=(entry,)), pupils=1)
    given.open()
    given.answer(1, "england")
    given.do("reveal")
    told = views.told(given.room, 1, 0)
    assert told is not None
    assert (told.outcome, told.correction) == (Outcome.RIGHT, "The United Kingdom, to be exact.")


def test_choices_are_counted_by_option_without_those_who_were_kicked() -> None:
    given = Class(plan(3, (Form.CHOICE, Form.SELECT_ALL, Form.TRUE_FALSE)), pupils=4)
    given.open()
    for seat, raw in enumerate((0, 3, 3, 1), 1):
        given.answer(seat, raw)
    given.do("kick", 4)
    given.do("reveal")
    shown = views.distribution(given.room, 0)
    assert (shown.answered, shown.options, shown.texts) == (3, (1, 0, 0, 2), ())
    given.open()
    given.answer(1, [0, 2])
    given.answer(2, [2, 3])
    given.do("reveal")
    assert views.distribution(given.room, 1).options == (1, 0, 2, 1)
    assert views.distribution(given.room, 1).right == 1


def test_typed_answers_are_counted_as_they_were_mostly_written_and_rude_ones_stay_on_the_desk() -> None:
    given = Class(plan(1, (Form.TYPED,)), pupils=6)
    given.open()
    for seat, raw in enumerate(("Year One", "year one", "Year One", "fuck you", "Lồn", "7"), 1):
        given.answer(seat, raw)
    given.do("reveal")
    assert views.distribution(given.room, 0).texts == (("Year One", 3), ("7", 1))
    assert ("fuck you", 1) in views.distribution(given.room, 0, desk=True).texts
    assert views.distribution(given.room, 0).answered == 6


def test_orders_are_counted_as_wholes() -> None:
    given = Class(plan(1, (Form.ORDERING,)), pupils=3)
    given.open()
    for seat, raw in enumerate(([0, 1, 2, 3], [3, 2, 1, 0], [0, 1, 2, 3]), 1):
        given.answer(seat, raw)
    given.do("reveal")
    shown = views.distribution(given.room, 0)
    options = given.room.question(0).options
    assert shown.options == () and shown.texts[0] == (" → ".join(options), 2)


def test_hands_that_were_counted_are_a_distribution_too() -> None:
    given = Class(plan(1, mode="cards"))
    given.do("ask", None)
    key = right(given.room.question(0))
    given.do("tally", 0, {str(key): 12, str((key + 1) % 4): 20})
    given.do("reveal")
    shown = views.distribution(given.room, 0)
    assert (shown.answered, shown.right, sum(shown.options), shown.options[key]) == (32, 12, 32, 12)
