"""A test in line mode, as a screen reader would read it."""

from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from quiz.errors import QuizError
from quiz.plain.console import Console
from quiz.plain.exam import ExamDialogue, run_test
from quiz.plain.home import run_home
from quiz.questions.model import Form, Question
from quiz.study.exam.desk import begin, paper_for
from quiz.study.exam.model import Blueprint, Clock
from quiz.study.exam.prints import same_question
from tests.plain_kit import Desk, Typed, compare, fail_once, right, wrong

CHOICES = Blueprint(questions=4, forms=(Form.CHOICE,))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    return Desk(tmp_path, "en")


def take(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, script: list[Typed], blueprint: Blueprint = CHOICES, seed: int = 7
) -> str:
    def run(console: Console) -> None:
        with suppress(EOFError):
            run_test(desk, console, blueprint, seed)

    return desk.play(monkeypatch, script, run)


def slow(desk: Desk, seconds: int, typed: Typed) -> Typed:
    """A line that is typed only after so many seconds."""

    def later(question: Question) -> str:
        desk.at_ms += seconds * 1000
        return typed if isinstance(typed, str) else typed(question)

    return later


def share(said: str) -> str:
    return next(line for line in said.splitlines() if line.startswith("Score"))


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_whole_test_reads_as_in_its_transcript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    desk = Desk(tmp_path, lang)
    blueprint = Blueprint(questions=6, clock=Clock(40, 600), scoring="corrected")
    script: list[Typed] = ["", "/flag", right, wrong, "/o", "/t", "0" if lang == "en" else "/0", right, right, right]
    said = take(desk, monkeypatch, [*script, "", "t", "g", "1", "/n", "/s", "no", "/s", "yes", ""], blueprint)
    compare(f"test.{lang}", said)


def test_answers_can_be_changed_until_they_are_handed_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = take(desk, monkeypatch, ["", wrong, "b", right, right, right, right, "s", ""])
    assert share(said) == "Score: 4 of 4 (100%)."
    answers = desk.store.db.execute("SELECT mode, outcome FROM answer").fetchall()
    assert answers == [("test", "right")] * 4


def test_earlier_attempts_have_their_dates(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Earlier:" not in take(desk, monkeypatch, ["", right, right, right, wrong, "s", ""])
    desk.at_ms += 5 * 86_400_000
    said = take(desk, monkeypatch, ["", right, right, right, right, "s"])
    assert "Earlier: 2026-03-14: 75%. This time: 100%." in said


@pytest.mark.parametrize("navigation", ["free", "forward"])
def test_what_is_not_known_after_the_last_question_is_told_what_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, navigation: str
) -> None:
    blueprint = CHOICES._replace(questions=2, navigation=navigation)  # type: ignore[arg-type]
    said = take(desk, monkeypatch, ["", right, right, "hand in", "s", ""], blueprint)
    told = said[said.index("This is not known here.") : said.rindex("s: hand in.")].splitlines()
    assert "submit or s or !: hand everything in." in told
    assert any(line.startswith("go or g or #") for line in told) is (navigation == "free")


def test_running_out_of_time_is_no_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    blueprint = CHOICES._replace(clock=Clock(question=30))
    said = take(desk, monkeypatch, ["", right, slow(desk, 40, right), "", right, right, "s", ""], blueprint)
    assert "Time is up for this question." in said
    assert "Right: 3. Wrong: 0. No answer: 1." in said


def test_the_whole_time_may_run_out_at_the_end_of_a_test_whose_last_question_was_late(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, tick = Event(), ExamDialogue._tick

    def heard(dialogue: ExamDialogue) -> None:
        try:
            tick(dialogue)
        finally:
            if desk.mono() > 200_000:
                over.set()

    def asleep(_question: Question) -> str:
        desk.at_ms += 200_000
        over.wait(30)
        return ""

    monkeypatch.setattr(ExamDialogue, "_tick", heard)
    blueprint = CHOICES._replace(questions=2, clock=Clock(question=30, whole=120))
    said = take(desk, monkeypatch, ["", right, slow(desk, 40, right), "", asleep, ""], blueprint)
    assert "s: hand in." in said and "Time is up. What you had answered is handed in." in said
    assert "Right: 1. Wrong: 0. No answer: 1." in said


@pytest.mark.parametrize("late", [True, False])
def test_where_each_question_is_told_no_answer_is_told_of_as_well(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    blueprint = CHOICES._replace(clock=Clock(question=30), feedback="each")
    nothing: list[Typed] = [slow(desk, 40, right), ""] if late else ["0"]
    said = take(desk, monkeypatch, ["", *nothing, right, right, right, "s", ""], blueprint)
    assert ("Time is up for this question." in said) is late
    told = said[: said.index("2 of 4")]
    assert "Not answered.\n" in told and "Source: " in told
    assert "Right: 3. Wrong: 0. No answer: 1." in said


def test_when_the_whole_time_is_over_what_is_there_is_handed_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    blueprint = CHOICES._replace(clock=Clock(whole=60))
    said = take(desk, monkeypatch, ["", right, right, slow(desk, 90, right), "", ""], blueprint)
    assert "Time is up. What you had answered is handed in." in said
    assert "Right: 2. Wrong: 0. No answer: 2." in said


def test_a_test_that_is_open_elsewhere_is_told_and_passed_over(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Desk(tmp_path, "en")
    begin(elsewhere, paper_for(elsewhere, CHOICES, 7))
    said = take(desk, monkeypatch, ["", right, right, right, right, "s", ""])
    assert "A test is open in another window: Questions over all topics.\nTest: " in said
    assert "A test is not finished" not in said


def test_extra_time_is_added_to_every_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.store.save_settings(desk.store.settings()._replace(extra_time=100))
    blueprint = CHOICES._replace(clock=Clock(question=30))
    said = take(desk, monkeypatch, ["", right, slow(desk, 40, right), right, right, "s", ""], blueprint)
    assert "Time for each question: 1 min." in said
    assert "Right: 4." in said


def test_a_test_that_was_left_or_cut_off_is_gone_on_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    blueprint = CHOICES._replace(clock=Clock(whole=600))
    said = take(desk, monkeypatch, ["", right, "q"], blueprint)
    assert "Left. Every answer is saved" in said
    desk.at_ms += 3_600_000
    said = take(desk, monkeypatch, ["", right], blueprint)  # and then the input ends
    assert "A test is not finished" in said and "1 of 4 answered" in said
    assert "The clock stood still while the program was closed" in said
    desk.at_ms += 3_600_000
    said = take(desk, monkeypatch, ["", right, right, "s", ""], blueprint)
    assert "2 of 4 answered" in said
    assert "Right: 4. Wrong: 0. No answer: 0." in said
    assert desk.attempts.open() == []


def test_what_cannot_be_done_with_a_closed_question_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    blueprint = CHOICES._replace(questions=2, feedback="each")
    said = take(desk, monkeypatch, ["", right, "b", "c", wrong, right, "s", ""], blueprint)
    assert said.count("This question is closed. What was handed in stands.") == 2
    assert "Right: 2. Wrong: 0. No answer: 0." in said


def test_an_answer_that_was_not_saved_can_be_given_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_once(monkeypatch, desk.attempts, "write", lambda _uuid, _after, events, _progress: events)
    blueprint = CHOICES._replace(questions=2, navigation="forward")
    said = take(desk, monkeypatch, ["", right, right, right, "s", ""], blueprint)
    assert "Another program is holding the progress file. Wait a moment." in said
    assert "Right: 2. Wrong: 0. No answer: 0." in said


def test_a_test_that_an_error_ended_is_gone_on_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_once(monkeypatch, desk.attempts, "submit")
    with pytest.raises(QuizError):
        take(desk, monkeypatch, ["", right, right, right, right, "s"])
    assert "4 of 4 answered" in take(desk, monkeypatch, ["", "s", ""])


def test_there_is_no_way_back_where_the_blueprint_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    blueprint = CHOICES._replace(navigation="forward", feedback="each")
    said = take(desk, monkeypatch, ["", wrong, "b", right, right, right, "s", ""], blueprint)
    assert "There is no way back" in said
    assert said.count("\nRight.") == 3 and said.count("\nWrong.") == 1
    assert "Type a number" in said  # b is neither an answer nor a command here


def test_questions_that_do_not_count_any_more_are_said_to_and_passed_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(desk, monkeypatch, ["", right, "q"])
    paper = desk.attempts.load(desk.attempts.open()[0].uuid).begun.paper
    gone = (paper.slots[1], paper.slots[3])
    with desk.store.db as db:
        db.execute("UPDATE attempt_paper SET bank_digest = 'another'")
    monkeypatch.setattr(
        "quiz.study.exam.slots.same_question",
        lambda bank, slot, *more: None if slot in gone else same_question(bank, slot, *more),
    )
    script: list[Typed] = ["", "/o", "/g", "2", "/s", "no", right, "s", ""]
    said = take(desk, monkeypatch, script)
    assert "1. answered." in said and "2. not counted." in said and "4. not counted." in said
    assert "1 of 2 answered." in said and "2 of 2 answered." in said
    assert "Question 2 does not count any more." in said
    assert "1 question has no answer. Hand in now?" in said
    assert share(said).startswith("Score: 2 of 2")


def test_certainty_is_asked_for_and_counts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    blueprint = CHOICES._replace(scoring="certainty")
    script: list[Typed] = ["", right, "3", right, "x", "2", wrong, "3", wrong, "1", "s", ""]
    said = take(desk, monkeypatch, script, blueprint)
    assert share(said).startswith("Score: -1 of 12")
    assert said.count("How sure are you?") == 5


def test_while_it_is_asked_how_sure_one_is_the_time_can_be_asked_for_and_the_test_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    blueprint = CHOICES._replace(scoring="certainty", clock=Clock(whole=60))
    said = take(desk, monkeypatch, ["", right, "t", "?", "7", "2", right, "q"], blueprint)
    assert " s left for the test." in said and "how much time is left." in said
    assert said.count("How sure are you?") == 5 and "Left. Every answer is saved" in said
    [left] = desk.attempts.open()
    assert left.answered == 1, "an answer of which it was not said how sure it is does not stand"


def test_a_closed_question_is_said_to_be_closed_before_anything_is_asked_about_the_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    blueprint = CHOICES._replace(questions=2, scoring="certainty", feedback="each")
    said = take(desk, monkeypatch, ["", right, "3", "b", wrong, right, "1", "s", ""], blueprint)
    assert said.count("How sure are you?") == 2
    assert "This question is closed." in said and "change answers until" not in said
    assert "You may go back, but an answer stands once you have seen whether it is right." in said


def test_only_enter_starts_a_test_and_only_q_leaves_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    blueprint = CHOICES._replace(name="sure", title={"en": "How sure are you?"})
    said = take(desk, monkeypatch, ["1", "q"], blueprint)
    assert "Test: How sure are you?\n" in said
    assert said.count("Only Enter alone starts the test, and q leaves it.") == 1
    assert desk.attempts.open() == []
    assert "Question 1 of 4." in take(desk, monkeypatch, ["1", "", "q"])


def test_mistakes_can_be_studied_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = take(desk, monkeypatch, ["", wrong, right, right, right, "s", "m", right, ""])
    assert "Question 1 of 1." in said.partition("study the mistakes")[2]


def test_a_test_that_was_handed_in_is_shown_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = take(desk, monkeypatch, ["", wrong, right, right, right, "s", ""]).partition("\nScore")[2]
    desk.at_ms += 86_400_000
    script: list[Typed] = ["2", "m", right, ""]
    said = desk.play(monkeypatch, script, lambda console: run_test(desk, console, None))
    assert "Look back on:\n2. Questions over all topics, 2026-03-14 15:0" in said
    told = [line for line in first.splitlines() if not line.startswith(("Expected", "Right answers expected"))]
    again = said.partition("\nScore")[2].splitlines()
    assert again[: len(told) - 1] == told[:-1] and "Question 1 of 1." in said


def test_a_test_without_evidence_leaves_memory_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    take(desk, monkeypatch, ["", right, right, right, right, "s", ""], CHOICES._replace(evidence=False))
    assert all(state.memory is None for state in desk.store.states())


def test_a_test_is_reached_from_home(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    script: list[Typed] = ["/q", "test", "1", "", "/q", "test", "", "/q", "test", "n", "", "q"]
    said = desk.play(monkeypatch, script, lambda console: run_home(desk, console))
    assert "1. Questions over all topics" in said
    assert said.count("Question 1 of") == 3  # studied first; then the test is begun, and gone on with
    assert said.rstrip().endswith("Everything is saved.")
