"""A test on the screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.i18n import set_language
from quiz.questions.model import Form, Question
from quiz.study.exam.model import Blueprint, Clock
from quiz.study.exam.store import PastAttempt
from quiz.tui.app import QuizApp
from quiz.tui.messages import ExamWish
from quiz.tui.screens import exam_start
from tests.tui_kit import (
    DATA,
    LARGE,
    MIDDLE,
    SMALL,
    Desk,
    Stage,
    actions_at,
    compare,
    press,
    seen,
    settled,
    sheet_of,
    told,
)

PLANETS = DATA / "planets.yaml"
CHOICES = Blueprint("sky", {"en": "The sky", "vi": "Bầu trời"}, questions=4, forms=(Form.CHOICE,))


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    yield Stage(tmp_path, monkeypatch)
    set_language("en")


def at_desk(stage: Stage, lang: str = "en") -> Desk:
    desk = stage.desk(lang, PLANETS)
    desk.store.save_settings(desk.store.settings()._replace(language=lang))
    return desk


def app_for(desk: Desk, blueprint: Blueprint = CHOICES, seed: int = 7) -> QuizApp:
    return QuizApp(desk, wish=ExamWish(blueprint, seed))


def here(app: QuizApp) -> Question:
    return sheet_of(app).exam.view().question


def key_of(app: QuizApp, right: bool = True) -> str:
    question = here(app)
    if right:
        return str(question.key_indices[0] + 1)
    return str(next(at for at in range(len(question.options)) if at not in question.key_indices) + 1)


@told
async def test_a_newcomer_is_told_that_the_test_follows(stage: Stage) -> None:
    desk = stage.desk(bank=PLANETS)
    desk.chosen = False
    app = app_for(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        assert "the test follows" in seen(app) and "first question" not in seen(app)
        assert "bài kiểm tra sẽ hiện ra" in seen(app)
        await press(pilot, "1")
        assert "The sky" in seen(app)


@told
async def test_a_whole_test_by_keys(stage: Stage) -> None:
    desk = at_desk(stage)
    app = app_for(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        assert "The sky" in seen(app) and "4 questions." in seen(app)
        await press(pilot, "enter")
        await press(pilot, key_of(app, right=False), "enter")
        for _ in range(3):
            await press(pilot, key_of(app), "enter")
        assert "4 of 4 answered" in seen(app)
        await press(pilot, "home", "left", "left", "left", "enter")
        assert "1 of 4" in seen(app)
        await press(pilot, key_of(app), "s")
        assert "100%" in seen(app) and "No mistakes." in seen(app)
        await press(pilot, "enter")
    answers = desk.store.db.execute("SELECT mode, outcome FROM answer").fetchall()
    assert answers == [("test", "right")] * 4


@told
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_earlier_attempts_have_their_dates(stage: Stage, size: tuple[int, int]) -> None:
    desk = at_desk(stage)
    for _time in range(2):
        app = app_for(desk)
        async with app.run_test(size=size) as pilot:
            await press(pilot, "enter")
            await press(pilot, key_of(app), "s", "s")
            lines = [one.text for one in sheet_of(app).page_lines(size[0])]
        desk.at_ms += 5 * 86_400_000
    at = next(n for n, text in enumerate(lines) if text.startswith("Earlier and this time"))
    assert lines[at + 1].startswith("2026-03-14") and "25%" in lines[at + 1]
    assert lines[at + 2].startswith("this time ") and len({len(text) for text in lines[at + 1 : at + 3]}) == 1


@told
async def test_what_is_open_is_handed_in_only_at_the_second_press(stage: Stage) -> None:
    app = app_for(at_desk(stage))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "s")
        assert "4 without an answer" in seen(app)
        await press(pilot, "right", "s")
        assert "4 without an answer" in seen(app)  # moving on forgets the first press
        await press(pilot, "asterisk", "s")
        assert "4 without an answer" in seen(app)  # what told of it was gone
        await press(pilot, "s")
        assert "Result" in seen(app)


@told
async def test_what_does_not_count_any_more_is_not_open(stage: Stage) -> None:
    app = app_for(at_desk(stage))
    async with app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        sheet_of(app).exam._slots.void = frozenset({1, 3})
        await press(pilot, "o")
        assert "0 of 2 answered" in seen(app) and "– not counted" in seen(app)
        await press(pilot, "right", "enter")
        assert "Question 2 does not count any more." in seen(app) and "1 of 4" in seen(app)
        await press(pilot, "right")
        assert "3 of 4" in seen(app)
        await press(pilot, "s")
        assert "2 without an answer." in seen(app)
        await press(pilot, "right")
        assert "0 of 2 answered" in seen(app), "the last is passed over too"


@told
async def test_a_flag_and_a_change_of_mind(stage: Stage) -> None:
    app = app_for(at_desk(stage))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "asterisk", key_of_first := "1")
        assert "flagged" in seen(app) and sheet_of(app).exam.view().response == int(key_of_first) - 1
        await press(pilot, "2")
        assert sheet_of(app).exam.view().response == 1
        await press(pilot, "minus")
        assert sheet_of(app).exam.view().response is None and "Taken back." in seen(app)
        await press(pilot, "o")
        assert "1 ·⚑" in seen(app)


async def tick(app: QuizApp, pilot: Any, desk: Desk, seconds: float) -> None:
    desk.mono_ms += round(seconds * 1000)
    sheet_of(app)._tick()
    await settled(pilot)


@told
async def test_the_clock_warns_closes_the_question_and_hands_in(stage: Stage) -> None:
    desk = at_desk(stage)
    app = app_for(desk, CHOICES._replace(clock=Clock(question=60, whole=100)))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        assert "question 1:00" in seen(app) and "left 1:40" in seen(app)
        await press(pilot, key_of(app), "enter")
        await tick(app, pilot, desk, 50)
        assert "0:10 left" in seen(app)
        await tick(app, pilot, desk, 11)
        assert "Time is up for this question" in seen(app)
        assert "0:10 left" not in seen(app), "the warning is over with the time"
        await press(pilot, "1")
        assert sheet_of(app).exam.view().response is None  # too late
        desk.mono_ms += 2000
        await press(pilot, "enter")
        assert "3 of 4" in seen(app)
        await tick(app, pilot, desk, 40)
        assert "Time is up. What you had answered has been handed in." in seen(app)
        assert "✓ 1 right" in seen(app) and "– 3 no answer" in seen(app)


@told
@pytest.mark.parametrize("whole", [True, False])
async def test_what_is_typed_when_time_runs_out_is_handed_in_without_enter(stage: Stage, whole: bool) -> None:
    desk = at_desk(stage)
    clock = Clock(whole=30) if whole else Clock(question=30, whole=300)
    app = app_for(desk, Blueprint(questions=2, forms=(Form.TYPED,), clock=clock))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        exam, right = sheet_of(app).exam, here(app).key[0]
        sheet_of(app).answer_line.value = right
        await tick(app, pilot, desk, 20)
        assert exam.view().response is None, "as long as there is time nothing is handed in by itself"
        await tick(app, pilot, desk, 9)
        for _moment in range(300):
            if exam.view().response is not None:
                break
            await pilot.pause(0.1)
        assert exam.view().response == right
        sheet_of(app).answer_line.value = right[:-2]
        await tick(app, pilot, desk, 0)
        await pilot.pause(1.0)
        assert exam.view().response == right, "half an answer is none"
        sheet_of(app).answer_line.value = ""
        await tick(app, pilot, desk, 2)
        assert ("✓ 1 right" in seen(app)) if whole else ("Time is up for this question" in seen(app))


@told
@pytest.mark.parametrize("seconds", [59.5, 59.9, 59.95, 61])
async def test_there_is_no_moment_to_wait_for_that_has_passed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    desk, waits = at_desk(stage), []
    app = app_for(desk, CHOICES._replace(clock=Clock(question=60)))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "down")
        monkeypatch.setattr(sheet_of(app), "set_timer", lambda delay, _call: waits.append(delay))
        await tick(app, pilot, desk, seconds)
        await tick(app, pilot, desk, 0)
        assert min(waits, default=1) > 0, "which Textual's timers divide by"
        assert len(waits) == (2 if seconds == 59.5 else 0)


@told
@pytest.mark.parametrize("whole", [True, False])
async def test_who_is_still_typing_when_time_runs_out_gives_no_command(stage: Stage, whole: bool) -> None:
    desk = at_desk(stage)
    clock = Clock(whole=30) if whole else Clock(question=30)
    app = app_for(desk, Blueprint(questions=2, forms=(Form.TYPED,), clock=clock))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "m")
        await tick(app, pilot, desk, 31)
        for key in ("q", "backspace", "s", "s", "n", "m", "enter"):
            desk.mono_ms += 800
            await press(pilot, key)
        assert ("Time is up. What" if whole else "Time is up for this question") in seen(app)
        assert whole or "1 of 2" in seen(app)
        desk.mono_ms += 2000
        await press(pilot, "enter")
        assert ("Time is up" not in seen(app)) and (whole or "2 of 2" in seen(app))


@told
async def test_what_is_right_is_told_when_a_question_runs_out_of_time_where_each_is_told(stage: Stage) -> None:
    desk = at_desk(stage)
    app = app_for(desk, CHOICES._replace(clock=Clock(question=60), feedback="each"))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        right = here(app).options[int(key_of(app)) - 1]
        await tick(app, pilot, desk, 61)
        assert "Time is up for this question. Enter: the next one." in seen(app)
        assert "No answer" in seen(app) and seen(app).count(right) >= 1
        desk.mono_ms += 2000
        await press(pilot, "enter")
        assert "2 of 4" in seen(app) and "Time is up" not in seen(app)


@told
async def test_a_test_that_was_left_is_gone_on_with_from_home(stage: Stage) -> None:
    desk = at_desk(stage)
    app = app_for(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        await press(pilot, key_of(app), "q", "x")
        assert "Go on with" in seen(app) and "1 of 4 answered" in seen(app)
        await press(pilot, "enter")
        assert "1 of 4" in seen(app) and "answered" in seen(app)
        await press(pilot, "q")


@told
async def test_certainty_is_asked_for(stage: Stage) -> None:
    app = app_for(at_desk(stage), CHOICES._replace(scoring="certainty"))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        await press(pilot, key_of(app))
        assert "How sure are you?" in seen(app) and sheet_of(app).exam.view().response is None
        assert "Press 1–" not in seen(app) and "Enter" not in seen(app)  # the digits now say how sure
        await press(pilot, "3")
        assert sheet_of(app).exam.view().certainty == 3


@told
async def test_how_sure_one_is_is_never_said_of_another_option_than_the_one_that_is_shown(stage: Stage) -> None:
    app = app_for(at_desk(stage), CHOICES._replace(scoring="certainty"))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "1", "down", "3")
        sheet = sheet_of(app)
        assert "How sure are you?" in seen(app) and sheet.exam.view().response is None
        assert sheet.draft.cursor == sheet.unsure == 2  # moved on, and chosen anew
        await pilot.click(offset=actions_at(app, sheet.exam.view().question.options[0]))
        assert sheet.draft.cursor == sheet.unsure == 0 and sheet.exam.view().response is None
        await pilot.click(offset=actions_at(app, "fairly"))
        assert (sheet.exam.view().response, sheet.exam.view().certainty) == (0, 2)


@told
async def test_a_click_on_a_row_to_be_matched_asks_no_more_how_sure_one_is(stage: Stage) -> None:
    app = app_for(at_desk(stage), CHOICES._replace(forms=(Form.MATCHING,), questions=1, scoring="certainty"))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        await press(pilot, *map(str, range(1, len(here(app).options) + 1)), "enter")
        assert "How sure are you?" in seen(app)
        await pilot.click(offset=actions_at(app, here(app).left[1]))
        await settled(pilot)
        assert "How sure are you?" not in seen(app)
        await press(pilot, "1")
        assert sheet_of(app).exam.view().response is None and sheet_of(app).draft.picked[1] == 0


@told
async def test_feedback_comes_at_once_where_the_blueprint_says_so(stage: Stage) -> None:
    app = app_for(at_desk(stage), CHOICES._replace(feedback="each", navigation="forward"))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        await press(pilot, key_of(app, right=False))
        assert "✗ Wrong" in seen(app)
        await press(pilot, "2", "left")
        assert "✗ Wrong" in seen(app)  # neither changed nor left
        await press(pilot, "enter")
        assert "2 of 4" in seen(app)


@told
async def test_typed_answers(stage: Stage) -> None:
    app = app_for(at_desk(stage), Blueprint(questions=2, forms=(Form.TYPED,)))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        right = here(app).key[0]
        await press(pilot, *right, "enter")
        assert "2 of 2" in seen(app)
        await press(pilot, "f2")
        assert sheet_of(app).answer_line.value == right
        await press(pilot, "f7", "f7")
        assert "✓ 1 right" in seen(app)


@told
async def test_what_is_typed_stays_while_one_flags_it_or_looks_elsewhere(stage: Stage) -> None:
    app = app_for(at_desk(stage), Blueprint(questions=2, forms=(Form.TYPED,), scoring="certainty"))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "a", "f4", "b", "f5", "escape", "c", "f7", "d")
        assert sheet_of(app).answer_line.value == "abcd"


@told
async def test_the_answer_that_stands_is_on_the_line_to_be_gone_on_with(stage: Stage) -> None:
    desk = at_desk(stage)
    app = app_for(desk, Blueprint(questions=2, forms=(Form.TYPED,)))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "a", "b", "enter", "f2", "c")
        assert sheet_of(app).answer_line.value == "abc"
        await press(pilot, "escape", "x", "enter", "d")
        assert sheet_of(app).answer_line.value == "abcd"


@told
async def test_cursor_keys_move_within_what_is_typed(stage: Stage) -> None:
    app = app_for(at_desk(stage), Blueprint(questions=2, forms=(Form.TYPED,)))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "f3")
        await press(pilot, "b", "d", "left", "c", "home", "a", "right", "x", "backspace", "end", "e")
        assert "2 of 2" in seen(app) and sheet_of(app).answer_line.value == "abcde"


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@told
async def test_the_screens_look_as_they_should(stage: Stage, lang: str, size: tuple[int, int]) -> None:
    desk = at_desk(stage, lang)
    desk.tests = {"sky": CHOICES._replace(clock=Clock(30, 300), scoring="negative")}
    name = f"{lang}.{size[0]}x{size[1]}"
    app = QuizApp(desk)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "x")
        compare(f"tests.{name}", app)
    app = app_for(desk, desk.tests["sky"])
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        compare(f"test_rules.{name}", app)
        await press(pilot, "enter")
        await press(pilot, key_of(app, right=False), "asterisk")
        compare(f"test_question.{name}", app)
        await press(pilot, "o")
        compare(f"test_overview.{name}", app)
        await press(pilot, "s", "s")
        compare(f"test_result.{name}", app)


@told
async def test_the_item_analysis_is_reached_from_the_tests(stage: Stage) -> None:
    desk = at_desk(stage)
    app = app_for(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        await press(pilot, key_of(app), "s", "s", "enter", "x", "a")
        assert "my attempts" in seen(app) and "1 attempt, 4 answers." in seen(app)
        assert "too few to say" in seen(app)
        await press(pilot, "e")
        assert "everyone's attempts" in seen(app)
        await press(pilot, "escape")
        assert "Take a test" in seen(app)


@told
async def test_who_moves_on_means_what_was_chosen(stage: Stage) -> None:
    app = app_for(at_desk(stage), Blueprint(questions=2, forms=(Form.SELECT_ALL, Form.ORDERING)))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        first = here(app)
        await press(pilot, *(str(at + 1) for at in first.key_indices), "right")
        assert "2 of 2" in seen(app)
        await press(pilot, "left")
        assert sheet_of(app).exam.view().response == first.key_indices


@told
async def test_the_overview_of_a_long_test_follows_its_cursor(stage: Stage) -> None:
    app = app_for(at_desk(stage))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "o")
        sheet = sheet_of(app)
        sheet.cells = tuple(sheet.cells[0]._replace(number=n) for n in range(1, 121))
        sheet.cursor = 118
        sheet.redraw()
        await settled(pilot)
        assert "›119" in seen(app)
        await press(pilot, "right")
        assert "›120" in seen(app)
        await press(pilot, "home")
        assert "›  1" in seen(app)
        await press(pilot, "end", "left")
        assert "›119" in seen(app)


@told
async def test_where_a_verdict_follows_moving_on_hands_in(stage: Stage) -> None:
    app = app_for(at_desk(stage), Blueprint(questions=2, forms=(Form.TYPED,), feedback="each"))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", *"nowhere", "f3")
        assert "✗ Wrong" in seen(app) and "1 of 2" in seen(app)
        await press(pilot, "enter")
        assert "2 of 2" in seen(app)


@told
async def test_what_was_left_comes_first_and_no_test_twice(stage: Stage) -> None:
    desk = at_desk(stage)
    desk.tests = {"sky": CHOICES}
    app = app_for(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "q")
    again = app_for(desk)
    async with again.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        assert [row.title for row in sheet_of(again).rows] == ["The sky", "The sky", "Questions over all topics"]


@told
async def test_a_test_that_was_handed_in_can_be_looked_back_on(stage: Stage) -> None:
    desk = at_desk(stage)
    app = app_for(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        await press(pilot, key_of(app), "s", "s")
        before = [one.text for one in sheet_of(app).page_lines(80)]
    desk.at_ms += 86_400_000
    app = app_for(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "escape", "end", *["down"] * 9)
        assert "Look back on" in seen(app) and "2026-03-14 15:0" in seen(app)
        await press(pilot, "enter")
        after = [one.text for one in sheet_of(app).page_lines(80)]
        assert "Result  2026-03-14 15:0" in seen(app)
        assert [text for text in before if "foretold" not in text and "memory" not in text] == after[2:]
        await press(pilot, "enter")
        assert sheet_of(app).rows[sheet_of(app).cursor].group == "Look back on"
        await press(pilot, "enter")
        assert "Result  2026-03-14 15:0" in seen(app)
        await press(pilot, "m")
        assert "1 of 3" in seen(app)
        await press(pilot, "q", "enter")


@told
async def test_the_tests_are_shown_where_one_looked_back_from(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = at_desk(stage)
    past = [PastAttempt(f"u{n}", "", {}, 86_400_000 * n, 0, 0.5) for n in range(12, 0, -1)]
    monkeypatch.setattr(desk.attempts, "past", lambda _most: past)
    app = app_for(desk)
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(exam_start.TestsSheet(desk, looked_at=past[10]))
        await settled(pilot)
        shown = seen(app).splitlines()
        (at,) = [at for at, line in enumerate(shown) if line.lstrip().startswith("›")]
        assert "1970-01-03" in shown[at + 1]


@told
async def test_a_clock_that_cannot_be_written_is_told_once_until_it_can(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_desk(stage)
    app = app_for(desk, CHOICES._replace(clock=Clock(whole=600)))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        exam_sheet, write = sheet_of(app), desk.attempts.write

        def full(*_arguments: object) -> None:
            raise QuizError("The disk is full; this was not saved.")

        async def seconds(number: int) -> None:
            for _ in range(number):
                desk.mono_ms += 5_000
                exam_sheet._tick()
                await settled(pilot)

        monkeypatch.setattr(desk.attempts, "write", full)
        await press(pilot, "asterisk")  # nor twice, where a key has met it as well
        await seconds(3)
        assert "The disk is full" in seen(app)
        await press(pilot, "enter")
        assert "left 9:45" in seen(app)
        await seconds(3)
        assert sheet_of(app) is exam_sheet
        monkeypatch.setattr(desk.attempts, "write", write)
        await seconds(1)
        monkeypatch.setattr(desk.attempts, "write", full)
        await seconds(1)
        assert "The disk is full" in seen(app)


@told
async def test_a_full_disk_keeps_nobody_in_a_test(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = at_desk(stage)
    app = app_for(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter", "1")

        def full(*_arguments: object) -> None:
            raise QuizError("The disk is full; this was not saved.")

        monkeypatch.setattr(desk.attempts, "write", full)
        await press(pilot, "q")
        assert "Leave once more" in seen(app)
        await press(pilot, "enter", "q")
        assert "Topics" in seen(app)
    assert [(one.answered, one.held) for one in desk.attempts.open()] == [(1, False)]
