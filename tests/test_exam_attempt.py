"""An attempt at a test: its rules, its clocks, and what becomes of the answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.i18n import set_language
from quiz.questions.engine import Questions
from quiz.questions.model import Form, Outcome
from quiz.study.exam.attempt import Exam
from quiz.study.exam.clock import TimeLeft, Timer, for_learner
from quiz.study.exam.model import CUSTOM, Blueprint, Clock
from quiz.study.exam.paper_json import paper_from_json, paper_to_json
from quiz.study.exam.past import look_back
from quiz.study.exam.prints import print_of
from quiz.study.exam.recording import row_id
from quiz.study.exam.scoring import score
from quiz.study.exam.words import rules
from quiz.study.views import Moment
from quiz.study.words import duration
from tests.exam_kit import Desk, outcomes, paper
from tests.simulated_learner import HANOI, right_response, wrong_response
from tests.study_kit import asem, made, towns

R, W, B = Outcome.RIGHT, Outcome.WRONG, Outcome.BLANK


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "progress.db")
    yield desk
    desk.close()


# answering and moving


def test_answers_stand_until_they_are_changed_and_the_result_has_the_last_ones(desk: Desk) -> None:
    exam = desk.begin(paper(count=4))
    assert (exam.position, exam.view().number, exam.view().total, exam.view().response) == (0, 1, 4, None)
    assert desk.wrong() is None, "nothing is told before the end"
    desk.right()
    desk.go(1)
    desk.wrong()
    assert exam.view().response == wrong_response(exam.question(1))
    desk.go(3)
    desk.right()
    exam.clear(**desk.when)
    exam.flag(2, True, **desk.when)
    cells = exam.overview()
    assert [cell.answered for cell in cells] == [True, True, False, False]
    assert [cell.flagged for cell in cells] == [False, False, True, False]
    assert [cell.current for cell in cells] == [False, False, False, True]
    result = desk.submit()
    assert outcomes(result) == [R, W, None, None]
    assert result.share == 0.25
    assert [tuple(topic) for topic in result.topics] == [
        (desk.questions.topic_title(exam.question(n).topic, "en"), int(n == 0), 1) for n in range(4)
    ]
    first, second = result.questions[:2]
    assert first.right == exam.question(0).key and first.chosen == ""
    about = exam.question(1).about
    assert second.answered is not None and isinstance(second.answered.response, int)
    assert second.chosen == about[second.answered.response]
    assert [line.flagged for line in result.questions] == [False, False, True, False]


def test_an_empty_answer_takes_the_answer_back(desk: Desk) -> None:
    exam = desk.begin(paper(count=2, forms=(Form.TYPED,)))
    desk.right()
    desk.give("")
    assert exam.view().response is None
    desk.right()
    desk.give(None)
    assert outcomes(desk.submit()) == [None, None]


def test_zero_is_an_answer(desk: Desk) -> None:
    exam = desk.begin(paper(count=1))
    desk.give(0)
    assert exam.view().response == 0 and exam.overview()[0].answered
    assert outcomes(desk.submit()) != [None]


def test_nothing_can_be_changed_after_submitting(desk: Desk) -> None:
    exam = desk.begin(paper(count=2))
    result = desk.submit()
    for attempt in (desk.right, lambda: desk.go(1), lambda: exam.flag(0, True, **desk.when)):
        with pytest.raises(QuizError, match="submitted"):
            attempt()
    assert desk.submit() is result and exam.view().locked and desk.tick().over
    with pytest.raises(QuizError, match="submitted"):
        Exam.resume(desk.questions, desk.store, desk.attempts, exam.uuid, **desk.when)


def test_forward_only_means_forward_only(desk: Desk) -> None:
    exam = desk.begin(paper(count=3, navigation="forward"))
    desk.wrong()
    desk.right()
    desk.go(1)
    with pytest.raises(QuizError, match="only goes forward"):
        desk.go(0)
    assert [cell.locked for cell in exam.overview()] == [True, False, False]
    assert outcomes(desk.submit()) == [R, None, None]


@pytest.mark.parametrize("n", [-1, 3, 99])
def test_there_is_no_question_outside_the_paper(desk: Desk, n: int) -> None:
    exam = desk.begin(paper(count=3))
    for attempt in (lambda: desk.go(n), lambda: exam.question(n), lambda: exam.flag(n, True, **desk.when)):
        with pytest.raises(QuizError, match="There is no question"):
            attempt()


def test_feedback_after_each_question_closes_it(desk: Desk) -> None:
    exam = desk.begin(paper(count=3, feedback="each"))
    told = desk.wrong()
    assert told.verdict.outcome is W and told.key == exam.question(0).key and told.verdict.chosen
    assert told.citations == tuple(desk.questions.cite(exam.question(0).sources, "en"))
    with pytest.raises(QuizError, match="closed"):
        desk.right()
    with pytest.raises(QuizError, match="closed"):
        exam.clear(**desk.when)
    assert exam.view().feedback == told and exam.view().locked
    desk.go(1)
    assert exam.view().feedback is None
    assert desk.give(None).verdict.outcome is B
    desk.kill()
    exam = desk.resume()
    assert exam.view().feedback.verdict.outcome is B  # type: ignore[union-attr]
    desk.go(0)
    assert exam.view().feedback == told
    assert outcomes(desk.submit()) == [W, None, None]


@pytest.mark.parametrize("feedback", ["each", "end"])
def test_what_is_right_is_told_as_promised_when_time_runs_out_too(desk: Desk, feedback: Any) -> None:
    given = paper(count=2, feedback=feedback, clock=(20, 0))
    each = feedback == "each"
    assert ("You see what is right after each question." in rules(given.blueprint, 2)) is each
    exam = desk.begin(given)
    desk.wait(21)
    assert desk.tick().question_over and exam.view().locked
    told = exam.view().feedback
    assert (told is not None) is each
    if told is not None:
        assert (told.response, told.verdict.outcome) == (None, B) and told.key
    with pytest.raises(QuizError, match="The time for this question is up"):
        desk.right()


def test_certainty_is_asked_where_it_counts_and_nowhere_else(desk: Desk) -> None:
    exam = desk.begin(paper(count=2, scoring="certainty"))
    for certainty in (0, 4, -1):
        with pytest.raises(QuizError, match="1, 2 or 3"):
            desk.right(certainty)
    desk.right(3)
    assert exam.view().certainty == 3
    desk.go(1)
    desk.give(None)
    result = desk.submit()
    assert [one.certainty if one else None for one in result.answers] == [3, None]
    desk.begin(paper(count=1))
    desk.right(2)
    assert [one.certainty for one in desk.submit().answers if one] == [0]


def test_an_almost_right_answer_is_a_wrong_one_in_a_test(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "progress.db", asem())
    given = paper(asem(), 40, forms=(Form.TYPED,))
    exam = desk.begin(given)
    near = 0
    for n in range(40):
        desk.go(n)
        typed = exam.question(n).key[0]
        slip = typed[:3] + typed[4:] if len(typed) > 7 else typed
        if desk.questions.grade(exam.question(n), slip).outcome is Outcome.NEAR:
            near += 1
            desk.give(slip)
    assert near > 3
    result = desk.submit()
    assert outcomes(result).count(W) == near and all(one.credit == 0.0 for one in result.answers if one)
    desk.close()


def test_every_form_of_question_goes_through_the_file_and_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "progress.db", asem())
    forms = (Form.SELECT_ALL, Form.ORDERING, Form.MATCHING, Form.TRUE_FALSE, Form.TYPED, Form.CHOICE, Form.FLASHCARD)
    exam = desk.begin(paper(asem(), 14, forms=forms, lang="vi"))
    for n in range(14):
        desk.go(n)
        (desk.right if n < 7 else desk.wrong)()
    desk.kill()
    exam = desk.resume()
    for n in range(14):
        desk.go(n)
        right = right_response(exam.question(n))
        assert (exam.view().response == right) == (n < 7)
        assert type(exam.view().response) is type(right)
    result = desk.submit()
    assert outcomes(result) == [R] * 7 + [W] * 7
    assert {one.form for one in desk.attempts.records()} == set(forms)
    desk.close()


def test_hostile_typed_answers_are_stored(desk: Desk) -> None:
    exam = desk.begin(paper(count=1, forms=(Form.TYPED,)))
    for text in ("\ud800", "\x00", "'; DROP TABLE attempt; --", "x" * 100_000, "\x1b[2J"):
        desk.give(text)
        assert exam.view().response is not None
    assert outcomes(desk.submit()) == [W]


def test_a_paper_without_questions_and_one_of_another_bank_are_refused(desk: Desk) -> None:
    with pytest.raises(QuizError, match="no questions"):
        desk.begin(paper(count=1)._replace(slots=()))
    slot = paper(count=1).slots[0]._replace(item="toy/nowhere/self>founded")
    with pytest.raises(QuizError, match="no question 'toy/nowhere"):
        desk.begin(paper(count=1)._replace(slots=(slot,)))
    assert desk.attempts.open() == []


# clocks


def test_the_clock_starts_when_the_options_are_on_the_screen(desk: Desk) -> None:
    exam = desk.begin(paper(clock=(30, 100)), shown=False)
    desk.wait(60)
    assert exam.left(desk.mono) == TimeLeft(30_000, 100_000)
    exam.shown(desk.mono)
    desk.wait(2)
    exam.shown(desk.mono)
    desk.wait(3)
    assert exam.left(desk.mono) == TimeLeft(25_000, 95_000)
    exam.go(1, **desk.when)
    desk.wait(4)
    assert exam.left(desk.mono) == TimeLeft(30_000, 91_000), "the next question is not yet on the screen"
    exam.shown(desk.mono)
    desk.wait(1)
    desk.go(0)
    assert exam.left(desk.mono) == TimeLeft(25_000, 90_000), "a question that is come back to goes on"


def test_untimed_is_untimed(desk: Desk) -> None:
    exam = desk.begin(paper(count=1))
    desk.wait(100_000)
    assert exam.left(desk.mono) == TimeLeft(None, None)
    assert desk.tick() == (False, False, False)
    desk.right()
    result = desk.submit()
    assert outcomes(result) == [R] and result.used_ms == result.questions[0].used_ms == 100_000_000


def test_when_a_questions_time_is_over_what_was_handed_in_stands(desk: Desk) -> None:
    exam = desk.begin(paper(count=3, clock=(10, 0)))
    desk.right()
    ticks = desk.run(12)
    assert [tick.question_over for tick in ticks].index(True) == 9
    assert sum(tick.question_over for tick in ticks) == 1, "said once"
    with pytest.raises(QuizError, match="time for this question is up"):
        desk.wrong()
    assert exam.view().locked and not any(tick.over for tick in ticks)
    desk.go(1)
    desk.wait(10)
    with pytest.raises(QuizError, match="time for this question is up"):
        desk.right()
    assert desk.tick().question_over
    result = desk.submit()
    assert outcomes(result) == [R, None, None], "no answer, and not a wrong one"
    assert [line.used_ms for line in result.questions] == [10_000, 10_000, 0]


@pytest.mark.parametrize(("scoring", "half_earns"), [("plain", True), ("corrected", False)])
def test_at_the_end_of_the_time_what_is_there_counts_if_it_earns_more_than_what_stands(
    tmp_path: Path, scoring: str, half_earns: bool
) -> None:
    desk = Desk(tmp_path / "progress.db", asem())
    exam = desk.begin(paper(asem(), 1, forms=(Form.SELECT_ALL,), clock=(0, 60), scoring=scoring))
    whole = exam.question(0).key_indices
    half = whole[:1]
    exam.answer_at_the_end(half, **desk.when)
    assert exam.view().response == (half if half_earns else None), "half an answer is never a wrong one"
    exam.answer_at_the_end(whole, **desk.when)
    assert exam.view().response == whole
    exam.answer_at_the_end(half, **desk.when)
    assert exam.view().response == whole, "half a change is none"
    desk.close()


def test_when_the_whole_time_is_over_nothing_can_be_changed(desk: Desk) -> None:
    exam = desk.begin(paper(count=3, clock=(0, 20)))
    desk.right()
    assert not any(tick.over for tick in desk.run(19))
    assert desk.run(2)[0].over
    for attempt in (desk.wrong, lambda: desk.go(1), lambda: exam.clear(**desk.when)):
        with pytest.raises(QuizError, match="time is up"):
            attempt()
    result = desk.submit()
    assert outcomes(result) == [R, None, None] and result.used_ms == 20_000


def test_an_answer_that_comes_after_the_time_is_refused_even_without_a_tick(desk: Desk) -> None:
    desk.begin(paper(count=1, clock=(0, 20)))
    desk.wait(20)
    with pytest.raises(QuizError, match="time is up"):
        desk.right()
    assert outcomes(desk.submit()) == [None]


@pytest.mark.parametrize(("limit", "when"), [(10, 8), (100, 80), (600, 570)])
def test_little_time_left_is_said_once_for_each_clock(desk: Desk, limit: int, when: int) -> None:
    desk.begin(paper(count=2, clock=(0, limit)))
    assert [tick.warn for tick in desk.run(limit)].index(True) == when - 1
    desk.begin(paper(count=2, clock=(limit, 0)))
    ticks = desk.run(limit)
    assert [tick.warn for tick in ticks].index(True) == when - 1 and sum(tick.warn for tick in ticks) == 1
    desk.go(1)
    assert sum(tick.warn for tick in desk.run(limit)) == 1


def test_extra_time_multiplies_every_limit_and_the_limit_that_speed_is_measured_by(desk: Desk) -> None:
    exam = desk.begin(paper(clock=(10, 61)), multiplier=1.5)
    assert exam.left(desk.mono) == TimeLeft(15_000, 92_000)
    assert exam.blueprint.clock == Clock(15, 92) and exam.paper.blueprint.clock == Clock(10, 61)
    assert desk.submit().blueprint == exam.blueprint


def test_speed_goes_by_when_the_answer_that_stands_was_given(desk: Desk) -> None:
    exam = desk.begin(paper(count=3, clock=(20, 0), scoring="speed"))
    for n in range(3):
        desk.go(n)
        desk.wait(2)
        desk.right()
    desk.wait(8)
    desk.go(0)
    desk.wait(3)
    desk.right()
    desk.go(1)
    desk.wait(6)
    desk.wrong()
    desk.right()
    desk.wait(9)
    result = desk.submit()
    assert score(exam.blueprint, result.answers).by_question == (950.0, 800.0, 950.0)
    assert [line.used_ms for line in result.questions] == [5_000, 17_000, 10_000], "for which it was on the screen"
    (past,) = desk.attempts.past(9)
    assert look_back(desk.questions, desk.attempts, past).answers == result.answers


@pytest.mark.parametrize("multiplier", [0, -1, float("nan"), float("inf"), 1e9])
def test_a_multiplier_must_be_a_number_above_nothing(desk: Desk, multiplier: float) -> None:
    with pytest.raises(QuizError, match="multiplier"):
        desk.begin(paper(clock=(10, 60)), multiplier=multiplier)


def test_a_tenth_more_is_a_tenth_more() -> None:
    assert for_learner(Blueprint(clock=Clock(20, 1800)), 1 + 10 / 100).clock == Clock(22, 1980)
    assert for_learner(Blueprint(clock=Clock(25, 5)), 1 + 14 / 100).clock == Clock(29, 6)


def test_a_limit_never_becomes_none_by_rounding() -> None:
    assert for_learner(Blueprint(clock=Clock(1, 2)), 1e-9).clock == Clock(1, 1)
    assert for_learner(Blueprint(), 3.0).clock == Clock()


def test_a_clock_that_goes_backwards_gives_no_time_back() -> None:
    timer = Timer(Clock(10, 20))
    timer.start(0, 1000)
    timer.advance(4000)
    timer.advance(1000)
    assert timer.left(0) == TimeLeft(7000, 17_000)
    timer.advance(4500)
    assert timer.left(0) == TimeLeft(6500, 16_500), "and none is counted twice"


def test_time_is_written_at_least_every_five_seconds_and_a_killed_program_stops_the_clock(desk: Desk) -> None:
    desk.begin(paper(clock=(0, 300)))
    desk.run(41)
    desk.kill()
    desk.wait(3600)
    exam = desk.resume()
    left = exam.left(desk.mono).whole
    assert left is not None and 259_000 <= left <= 264_000
    assert exam.notices == (f"The clock stood still while the program was closed: {duration(left)} left.",)


def test_a_test_that_was_told_to_be_over_stays_over_when_the_program_is_killed(desk: Desk) -> None:
    desk.begin(paper(clock=(0, 43)))
    assert [tick.over for tick in desk.run(43)] == 42 * [False] + [True]
    desk.kill()
    assert desk.resume().left(desk.mono).whole == 0


@pytest.mark.parametrize(("strict", "told"), [(False, "The clock stood still"), (True, "The clock ran on")])
def test_the_clock_of_a_question_is_told_after_a_kill_as_well(desk: Desk, strict: bool, told: str) -> None:
    given = paper(clock=(300, 0))
    clock = given.blueprint.clock._replace(wall=strict)
    desk.begin(given._replace(blueprint=given.blueprint._replace(clock=clock)))
    desk.run(41)
    desk.kill()
    desk.wait(60)
    (notice,) = desk.resume().notices
    assert notice.startswith(told) and notice.endswith(" left for this question.")


def test_who_has_left_or_handed_in_leaves_no_more(desk: Desk) -> None:
    exam = desk.begin(paper())
    desk.right()
    exam.pause(**desk.when)
    exam.pause(**desk.when)
    desk.kill()
    desk.resume()
    desk.submit()
    desk.exam.pause(**desk.when)
    kinds = [event.kind for event in desk.attempts.load(exam.uuid).events]
    assert kinds.count("pause") == 1 and kinds[-1] == "submit"


def test_a_pause_loses_no_time_at_all(desk: Desk) -> None:
    exam = desk.begin(paper(clock=(60, 300)))
    desk.wait(7.25)
    exam.pause(**desk.when)
    with pytest.raises(QuizError, match="left"):
        desk.right()
    desk.kill()
    desk.uuid = exam.uuid
    exam = desk.resume()
    assert exam.left(desk.mono) == TimeLeft(52_750, 292_750)
    assert exam.notices == ("The clock stood still while the program was closed: 4 min 53 s left.",)


def test_the_notice_is_about_the_question_where_only_it_has_a_limit_and_silent_where_nothing_has(desk: Desk) -> None:
    desk.begin(paper(clock=(60, 0)))
    desk.run(10)
    desk.kill()
    (notice,) = desk.resume().notices
    assert notice.endswith("s left for this question.")
    desk.submit()
    desk.begin(paper())
    desk.run(10)
    desk.kill()
    assert desk.resume().notices == ()


def test_under_strict_wall_the_clock_runs_on(desk: Desk) -> None:
    desk.begin(paper(count=3, clock=(60, 300), wall=True))
    desk.run(1)
    desk.right()
    desk.kill()
    desk.wait(100)
    exam = desk.resume()
    assert exam.left(desk.mono) == TimeLeft(0, 199_000) and exam.view().locked
    assert exam.notices == ("The clock ran on while the program was closed: 3 min 19 s left.",)
    desk.go(1)
    desk.kill()
    desk.wait(500)
    exam = desk.resume()
    assert desk.tick().over
    assert outcomes(desk.submit()) == [R, None, None]


def test_under_strict_wall_a_machine_that_slept_is_found_out(desk: Desk) -> None:
    exam = desk.begin(paper(clock=(0, 300), wall=True))
    desk.run(10)
    desk.at_ms += 60_000
    desk.run(5)
    assert exam.left(desk.mono).whole == 225_000
    desk.at_ms -= 3_600_000
    desk.run(5)
    assert exam.left(desk.mono).whole == 220_000, "a clock set back gives nothing back"


def test_without_strict_wall_the_calendar_has_no_say(desk: Desk) -> None:
    exam = desk.begin(paper(clock=(0, 300)))
    desk.at_ms += 10**10
    desk.run(10)
    assert exam.left(desk.mono).whole == 290_000


def test_time_left_in_words() -> None:
    assert [duration(ms) for ms in (0, 20_900, 200_000, 3_900_000)] == ["0 s", "21 s", "3 min 20 s", "1 h 5 min"]
    set_language("vi")
    assert duration(200_000) == "3 phút 20 giây"


# the bank, and the log

_BANK = """
bank: {{id: toy, title: Toy}}
kinds:
  hill:
    name: hill
    topic: hills
    properties: {{founded: {{type: year, name: year of foundation}}}}
facts:
{facts}
"""


def hills(**years: int) -> Questions:
    return made(
        _BANK.format(
            facts="\n".join(
                f"  {name}: {{kind: hill, name: {name.upper()}, founded: {year}}}" for name, year in years.items()
            )
        )
    )


def test_a_question_that_the_bank_changed_is_void_and_the_rest_counts(tmp_path: Path) -> None:
    before = hills(one=1100, two=1200, three=1300)
    after = hills(one=1100, two=1250, four=1300)
    desk = Desk(tmp_path / "progress.db", before)
    exam = desk.begin(paper(before, 3, forms=(Form.TYPED,)))
    for n in range(3):
        desk.go(n)
        desk.right()
    desk.kill()
    exam = desk.resume(after)
    assert exam.position == 0, "the second is void, the third is gone"
    assert exam.notices == ("The bank has changed since; these questions do not count any more: 2, 3.",)
    assert [cell.voided for cell in exam.overview()] == [False, True, True]
    with pytest.raises(QuizError, match="no question"):
        desk.go(1)
    result = desk.submit()
    assert (outcomes(result), result.voided, result.share) == ([R], (2, 3), 1.0)
    assert [line.voided for line in result.questions] == [False, True, True]
    assert result.questions[2].question is None and result.topics[0].of == 1
    assert [row[2] for row in desk.log()] == ["right"]
    assert len(list(desk.attempts.records())) == 1
    desk.close()


def test_a_bank_that_changed_elsewhere_voids_nothing(tmp_path: Path) -> None:
    before, after = hills(one=1100, two=1200), hills(one=1100, two=1200, three=1300)
    desk = Desk(tmp_path / "progress.db", before)
    desk.begin(paper(before, 2, forms=(Form.TYPED,)))
    desk.right()
    desk.kill()
    assert desk.resume(after).notices == ()
    assert outcomes(desk.submit()) == [R, None]
    desk.close()


def test_of_a_bank_that_has_nothing_left_one_can_only_submit(tmp_path: Path) -> None:
    before = hills(one=1100, two=1200)
    desk = Desk(tmp_path / "progress.db", before)
    desk.begin(paper(before, 2, forms=(Form.TYPED,)))
    desk.kill()
    desk.resume(hills(three=1300))
    assert desk.tick().over
    assert desk.submit().answers == ()
    desk.close()


def test_every_answer_that_stands_is_one_row_of_the_log_and_evidence(desk: Desk) -> None:
    exam = desk.begin(paper(count=5))
    for n, act in enumerate((desk.right, desk.wrong, lambda: None, lambda: None)):
        desk.go(n)
        desk.wait((4, 5, 30, 2)[n])
        act()
    desk.go(0)
    desk.wrong()
    desk.right()
    desk.submit()
    assert desk.log() == [
        (row_id(exam.uuid, 0), "test", "right", 1.0, 4000),
        (row_id(exam.uuid, 1), "test", "wrong", 0.0, 5000),
        (row_id(exam.uuid, 2), "test", "blank", 0.0, 30_000),
        (row_id(exam.uuid, 3), "test", "blank", 0.0, 2000),
    ], "what was never seen is no row"
    lines = desk.store.db.execute("SELECT right, counts, why FROM evidence ORDER BY answer").fetchall()
    assert lines == [(1, 1, ""), (0, 1, ""), (0, 1, ""), (0, 0, "unseen")]
    memory = desk.store.state(exam.paper.slots[0].item)
    assert memory is not None and memory.memory is not None and memory.memory.reps == 1


def test_the_learners_own_usual_time_decides_what_was_seen_long_enough(desk: Desk) -> None:
    desk.begin(paper(count=1))
    desk.wait(1)
    desk.right()
    desk.submit()
    assert desk.store.median_latency() == 1000
    desk.begin(paper(count=2))
    desk.go(1)
    desk.wait(2)
    desk.submit()
    lines = desk.store.db.execute("SELECT counts, why FROM evidence ORDER BY answer DESC LIMIT 1").fetchall()
    assert lines == [(1, "")]


def test_a_blueprint_may_say_that_answers_are_no_evidence(desk: Desk) -> None:
    exam = desk.begin(paper(count=2, evidence=False))
    desk.right()
    desk.submit()
    assert desk.store.db.execute("SELECT right, counts, why FROM evidence").fetchall() == [(1, 0, "test only")]
    state = desk.store.state(exam.paper.slots[0].item)
    assert state is not None and state.memory is None
    assert len(desk.log()) == 1


def test_earlier_attempts_at_the_same_blueprint_are_in_the_result(desk: Desk) -> None:
    given = paper(count=2)
    desk.begin(given)
    desk.right()
    first = desk.submit()
    desk.begin(paper(count=2, name="another"))
    desk.submit()
    desk.wait(100)
    desk.begin(given)
    second = desk.submit()
    assert first.earlier == () and second.earlier == ((first.submitted_ms, 0.5),)
    assert desk.attempts.finished(Blueprint("trial")) == [(first.submitted_ms, 0.5), (second.submitted_ms, 0.0)]


def test_tests_of_ones_own_are_compared_with_their_like_only(desk: Desk) -> None:
    own: dict[str, Any] = {"name": CUSTOM, "count": 2, "forms": (Form.CHOICE,)}
    desk.begin(paper(**own))
    desk.right()
    first = desk.submit()
    others: list[dict[str, Any]] = [{"count": 3}, {"topics": (("a", 1.0),)}, {"scoring": "negative"}, {"name": ""}]
    for other in others:
        desk.begin(paper(**own | other))
        assert desk.submit().earlier == (), other
    desk.begin(paper(**own | {"clock": (60, 0), "seed": 3}))
    again = desk.submit()
    assert again.earlier == ((first.submitted_ms, 0.5),)
    assert again.zone_minutes == HANOI


def test_if_the_store_fails_the_attempt_is_as_it_was(desk: Desk) -> None:
    exam = desk.begin(paper(count=2, feedback="each"))
    desk.store.db.execute("PRAGMA query_only = ON")
    for attempt in (desk.right, lambda: desk.go(1), lambda: exam.flag(0, True, **desk.when), desk.submit):
        with pytest.raises(QuizError, match="cannot be written"):
            attempt()
    assert exam.position == 0 and not exam.view().locked and not any(exam.overview()[0][1:4])
    desk.store.db.execute("PRAGMA query_only = OFF")
    assert desk.right().verdict.outcome is R
    assert outcomes(desk.submit()) == [R, None]


def test_papers_and_prints_survive_json() -> None:
    given = paper(
        count=3, title={"vi": "Thử", "en": "Trial"}, topics=(("topic-a", 2.0),), forms=(Form.CHOICE,), clock=(5, 60)
    )
    given = given._replace(slots=tuple(slot._replace(options=4) for slot in given.slots))
    assert paper_from_json(paper_to_json(given)) == given
    question = towns().ask(given.slots[0].item, Form.CHOICE, "en", 1)
    assert print_of(question) == print_of(question._replace(explanation="other words"))
    for change in ({"prompt": "?"}, {"key": ("x",)}, {"options": question.options[::-1]}):
        assert print_of(question._replace(**change)) != print_of(question)


def test_rows_of_the_log_have_identifiers_of_their_own_that_can_be_found_again() -> None:
    attempt = "018bcfe5-0000-7000-8000-000000000000"
    ids = {row_id(attempt, n) for n in range(200)}
    assert len(ids) == 200 and ids == {row_id(attempt, n) for n in range(200)}
    assert all(len(one) == 36 and one[14] == "8" and one[19] in "89ab" and one[:13] == attempt[:13] for one in ids)


def test_the_moment_of_an_answer_is_when_it_was_given(desk: Desk) -> None:
    desk.begin(paper(count=1))
    desk.right()
    given = desk.at_ms
    desk.wait(86_400)
    desk.submit()
    assert desk.store.db.execute("SELECT at_ms FROM answer").fetchall() == [(given,)]
    assert isinstance(desk.now, Moment)
