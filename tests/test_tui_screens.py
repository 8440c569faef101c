"""First run, home, choosing, settings and statistics, over a real progress file."""

import sqlite3
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.errors import QuizError
from quiz.questions.model import Form
from quiz.study.exam.model import Blueprint
from quiz.study.records import RANGES, Settings
from quiz.study.views import ComingBack, Plan
from quiz.tui.app import QuizApp
from quiz.tui.fields import shown, stepped
from quiz.tui.messages import ExamWish
from tests.tui_kit import (
    DAY_MS,
    LARGE,
    MIDDLE,
    SMALL,
    Desk,
    Stage,
    actions_at,
    furnish,
    press,
    seen,
    settled,
    sheet_of,
    told,
)


async def answer(pilot: Pilot[int], app: QuizApp, *, right: bool = True) -> None:
    """Answer the question on the screen, whatever its form, and go on."""
    sheet = sheet_of(app)
    question = sheet.presented.question
    match question.form:
        case Form.FLASHCARD:
            await press(pilot, "space", "3" if right else "1")
            return
        case Form.TYPED:
            await press(pilot, *(question.key[0] if right else "zzzz"), "enter")
        case Form.SELECT_ALL | Form.ORDERING | Form.MATCHING:
            await press(pilot, *(str(at + 1) for at in question.key_indices), "enter")
        case _:
            at = question.key_indices[0] if right else (question.key_indices[0] + 1) % len(question.options)
            await press(pilot, str(at + 1))
    await press(pilot, "enter")


@told
async def test_the_first_run_asks_for_the_language_and_then_the_first_question(stage: Stage) -> None:
    desk = stage.desk()
    desk.chosen = False
    app = QuizApp(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        assert "English" in seen(app)
        assert "Tiếng Việt" in seen(app)
        await press(pilot, "2")
        assert desk.store.settings().language == "vi"
        assert sheet_of(app).presented.question.lang == "vi"
        await answer(pilot, app)
        assert sum(desk.store.answered_today(desk_day(desk))) == 1


def desk_day(desk: Desk) -> int:
    from quiz.study.views import today

    return today(desk)


@told
async def test_a_language_on_the_command_line_skips_the_first_screen(stage: Stage) -> None:
    app = QuizApp(stage.desk("vi"), Plan("vi"))
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        assert sheet_of(app).presented.question.lang == "vi"


@told
async def test_enter_on_home_starts_and_everything_is_on_disk_when_one_leaves(stage: Stage) -> None:
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        await answer(pilot, app)
        await answer(pilot, app, right=False)
        await press(pilot, "escape")
        assert "Summary" in seen(app)
        await press(pilot, "enter")
        assert sheet_of(app).view.answered_today == 2
    desk.store.close()
    with sqlite3.connect(desk.store.path) as db:
        assert db.execute("SELECT count(*) FROM answer").fetchone() == (2,)


@told
async def test_a_topic_is_studied_from_its_row(stage: Stage) -> None:
    app = stage.home()
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "down", "down", "enter")
        assert sheet_of(app).plan.topics == ("years",)
        await press(pilot, "q")
        await pilot.click(offset=actions_at(app, "Where summits were held"))
        await pilot.pause()
        assert sheet_of(app).plan.topics == ("places",)


@told
async def test_nothing_due_says_when_and_offers_more(stage: Stage) -> None:
    desk = stage.desk()
    desk.store.save_settings(desk.store.settings()._replace(language="en", new_per_day=1))
    app = QuizApp(desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        await answer(pilot, app)
        assert "Summary" in seen(app)
        await press(pilot, "enter")
        assert "Nothing is due. Next:" in seen(app)
        assert "Ten more" in seen(app)
        await press(pilot, "plus")
        assert sheet_of(app).plan.extra == 10


@told
async def test_coming_back_is_met_with_what_is_still_known(stage: Stage) -> None:
    app = stage.home()
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        sheet = sheet_of(app)
        sheet.view = sheet.view._replace(due=120, new=0, coming_back=ComingBack(112, 240, 120, (60, 60)))
        sheet.redraw()
        await pilot.pause()
        text = seen(app)
        assert "You probably still know 112 of 240." in text
        assert "over the next 2 days" in text


@told
async def test_every_row_that_the_cursor_comes_to_is_seen_on_a_small_screen(stage: Stage) -> None:
    app = stage.home()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        furnish(app, coming_back=ComingBack(112, 240, 120, (30,) * 14))
        for _row in range(3):
            await press(pilot, "down")
            assert "›" in seen(app)
        for _row in range(3):
            await press(pilot, "up")
            assert "›" in seen(app)
        assert "ASEM summits" in seen(app)


@told
async def test_choosing_makes_the_plan(stage: Stage) -> None:
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "c", "space", "pagedown", "space", "pagedown", "down", "space", "plus")
        settings = desk.store.settings()
        assert (settings.topics, settings.depth, settings.forms) == ("places", "core", "choice")
        await press(pilot, "pagedown", "down", "space", "pagedown", "space", "enter")
        plan = sheet_of(app).plan
        assert plan._replace(seed=0) == Plan(
            "vi", mode="cram", topics=("places",), depth="core", forms=("choice",), seed=0
        )
        assert sheet_of(app).presented.question.lang == "vi"


@told
async def test_cram_does_not_reschedule(stage: Stage) -> None:
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "m")
        await answer(pilot, app)
        assert all(state.memory is None for state in desk.store.states())


@told
async def test_settings_are_kept_at_once(stage: Stage) -> None:
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "s", "down", "right")
        assert desk.store.settings().theme == "light"
        assert app.theme == "quiz-light"
        await press(pilot, "down", "right", "right", "left")
        assert desk.store.settings().new_per_day == 25
        await press(pilot, "enter", *"7", "enter")
        assert desk.store.settings().new_per_day == 7
        await press(pilot, "enter", *"-3", "enter")
        assert "Choose a number from 0 to 9999." in seen(app)
        assert desk.store.settings().new_per_day == 7
        await press(pilot, "escape", "escape")
        assert "Topics" in seen(app)


def test_each_number_among_the_settings_steps_to_both_ends_of_its_range() -> None:
    for name, (low, high) in RANGES.items():
        up = down = Settings()
        for _step in range(2000):
            up, down = stepped(up, name, 1), stepped(down, name, -1)
        assert (getattr(down, name), getattr(up, name)) == (low, high)


def test_a_number_in_a_setting_is_counted() -> None:
    counted = [shown(Settings(leech_lapses=n), "leech_lapses", {}) for n in (1, 8)]
    assert counted == ["1 time forgotten", "8 times forgotten"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("85", 0.85), ("0,9", 0.9), ("95 %", 0.95), ("50", 0.9), ("x", 0.9), ("1e400", 0.9)]
)
@told
async def test_retention_is_typed_in_any_usual_way(stage: Stage, typed: str, kept: float) -> None:
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "s", *["down"] * 5, "enter")
        sheet_of(app).answer_line.value = typed
        await press(pilot, "enter")
        assert desk.store.settings().retention == kept


@told
async def test_the_language_changes_at_once(stage: Stage) -> None:
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "s", "right", "escape")
        assert desk.lang == desk.store.settings().language


@told
async def test_the_topics_among_the_settings_are_named_in_the_new_language(stage: Stage) -> None:
    desk = stage.desk()
    desk.store.save_settings(desk.store.settings()._replace(topics="places"))
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "s")
        assert desk.questions.topic_title("places", "en") in seen(app)
        await press(pilot, "right")
        assert desk.lang == "vi" and desk.questions.topic_title("places", "vi") in seen(app)


@told
async def test_what_is_said_of_a_wrong_number_goes_with_it(stage: Stage) -> None:
    app = stage.home()
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "s", "down", "down", "enter", "x", "enter")
        assert "'x' is not a number." in seen(app)
        await press(pilot, "escape")
        assert sheet_of(app).HELP_TITLE == "Settings" and "is not a number" not in seen(app)


@told
async def test_a_number_that_could_not_be_kept_can_be_handed_in_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "s", "down", "down", "enter", "7")
        with monkeypatch.context() as patch:

            def full(*_arguments: object) -> None:
                raise QuizError("The disk is full; this was not saved.")

            patch.setattr(desk.store, "save_settings", full)
            await press(pilot, "enter")
            assert "The disk is full" in seen(app)
        await press(pilot, "enter")
        assert "Enter keep" in seen(app) and sheet_of(app).answer_line.value == "7"
        await press(pilot, "enter")
        assert desk.store.settings().new_per_day == 7 and "Enter keep" not in seen(app)


@told
async def test_a_number_being_typed_stays_in_the_column_when_the_window_grows(stage: Stage) -> None:
    app = stage.home()
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "s", "down", "down", "enter", "7", "9", "left", "8")
        before = sheet_of(app).answer_line.region
        await pilot.resize_terminal(*LARGE)
        await settled(pilot)
        line = sheet_of(app).answer_line
        assert line.value == "789" and line.region.x == before.x + (LARGE[0] - MIDDLE[0]) // 2
        assert line.has_focus


@told
async def test_statistics_are_shown(stage: Stage) -> None:
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "enter")
        await answer(pilot, app)
        desk.at_ms += DAY_MS
        await press(pilot, "q", "enter", "t")
        text = seen(app)
        assert "1 of 14" in text or "Questions met" in text
        assert "Where summits were held" in text


@told
async def test_a_screen_that_cannot_be_made_leaves_the_old_one(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()

        def broken() -> object:
            raise QuizError("The file is locked.", where="progress.db", hint="Close the other program.")

        monkeypatch.setattr(desk.store, "states", broken)
        await press(pilot, "t")
        assert "The file is locked." in seen(app)
        await press(pilot, "enter")
        assert "Topics" in seen(app)


@told
async def test_home_that_was_left_open_shows_the_new_day(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.tui.screens.home._CALENDAR_EVERY", 0.05)
    desk = stage.desk()
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "enter")
        await answer(pilot, app)
        await press(pilot, "q", "enter")
        assert "1 answered today" in seen(app)
        desk.at_ms += DAY_MS
        for _ in range(100):
            if "answered today" not in seen(app):
                break
            await pilot.pause(0.05)
        assert "answered today" not in seen(app) and "1 due" in seen(app)


@told
async def test_notices_are_said_once(stage: Stage) -> None:
    desk = stage.desk()
    desk.told = ("Progress is kept elsewhere.",)
    app = stage.home(desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        assert "Progress is kept elsewhere." in seen(app)
        await press(pilot, "s", "escape")
        assert "Progress is kept elsewhere." not in seen(app)


@told
async def test_notices_wait_for_a_screen_that_says_them(stage: Stage) -> None:
    desk = stage.desk()
    app = QuizApp(desk, wish=ExamWish(Blueprint()))
    desk.told = ("Something begins again.",)
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        await press(pilot, "escape", "escape")
        assert "Something begins again." in seen(app)


@pytest.mark.parametrize("lang", ["en", "vi"])
@told
async def test_twenty_answers_over_the_real_bank(stage: Stage, lang: str) -> None:
    bank = Path(__file__).parent.parent / "question_bank" / "asem"
    desk = stage.desk(lang, bank)
    app = QuizApp(desk, Plan(lang, seed=3))
    async with app.run_test(size=SMALL) as pilot:
        sheet_of(app).newcomer = False
        for number in range(20):
            if sheet_of(app).HELP_TITLE != "Study":
                break
            await answer(pilot, app, right=number % 4 != 0)
        assert sum(desk.store.answered_today(desk_day(desk))) >= 12
