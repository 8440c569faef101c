"""Lessons from the home screen, and back."""

import asyncio
from collections.abc import Sequence
from threading import Event
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.errors import QuizError
from quiz.study.exam.model import Blueprint
from quiz.study.room.classes import Lesson, Wish
from quiz.tui.app import QuizApp
from quiz.tui.screens.class_start import ClassSheet
from tests.class_kit import HOSTILE, FakeLink, desk, lesson
from tests.tui_class_kit import harmless
from tests.tui_kit import MIDDLE, SIZES, Stage, compare, press, seen, settled, sheet_of, told

HELD = ("2. 2026-03-14 15:00  ASEM: 31 pupils.",)


class Classes:
    """Lessons that were held in a test."""

    def __init__(self, going_on: bool = False, lines: Sequence[str] = HELD) -> None:
        self.link, self.open, self.lines = FakeLink(), going_on, lines
        self.asked: list[str | Wish] = []
        self.may_open = Event()
        self.may_open.set()

    def lessons(self) -> Sequence[tuple[int, str]]:
        return list(enumerate(self.lines, 1))

    def report(self, number: int) -> Sequence[str]:
        self.asked.append(f"report {number}")
        return ["Lê Minh: 7 of 8 right."]

    def going_on(self) -> bool:
        return self.open

    def resume(self) -> Lesson:
        self.asked.append("resume")
        return lesson(self.link)

    def host(self, wish: Wish) -> Lesson:
        self.asked.append(wish)
        assert self.may_open.wait(10)
        if wish.blueprint == "full":
            raise QuizError("Port 8080 is in use by another program.", hint="Close that program.")
        return lesson(self.link)


def at_home(stage: Stage, classes: Classes, lang: str = "en") -> QuizApp:
    services = stage.desk(lang)
    services.lessons = classes
    return stage.home(lang, services)


async def opened(app: QuizApp, pilot: Pilot[Any]) -> None:
    """The room is there, or it is said why not."""
    until = monotonic() + 20
    while isinstance(app.screen, ClassSheet) and app.screen.opening and monotonic() < until:
        await asyncio.sleep(0.005)
    await settled(pilot)


@told
async def test_the_rules_are_chosen_before_a_room_is_opened(stage: Stage) -> None:
    classes = Classes()
    services = stage.desk()
    services.tests = {"full": Blueprint("full"), "short": Blueprint("short")}
    services.lessons = classes
    app = stage.home("en", services)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "l", "2", "escape")
        assert "Open a room" in seen(app) and classes.asked == []
        await press(pilot, "enter", "right", "down", "right", "down", "down", "left", "left", "left", "down", "right")
        await press(pilot, "down", "right", "down", "right", "down", "left", "up")
        assert "no limit" in seen(app) and "quick answers earn more" in seen(app) and "average" in seen(app)
        await press(pilot, "enter")
        await opened(app, pilot)
        assert classes.asked == [Wish("short", 5, False, 0, True, True, True, "averaged")]


@pytest.mark.parametrize("key", ["question_mark", "f12"])
@told
async def test_the_rules_have_help_and_a_palette(stage: Stage, key: str) -> None:
    app = at_home(stage, Classes())
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "l", "enter", key)
        await pilot.pause()
        assert "The next one" in seen(app)
        await press(pilot, "escape", "right")
        assert "Open a room" in seen(app)


@told
async def test_who_goes_on_alone_has_no_clock_and_no_leaderboard(stage: Stage) -> None:
    classes = Classes()
    app = at_home(stage, classes)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "l", "enter", *["down"] * 5, "right", "up", "up", "up", "right")
        assert "Leaderboard" not in seen(app) and "Time to answer" not in seen(app)
        await press(pilot, "down", "right", "enter")
        await opened(app, pilot)
        assert classes.asked == [Wish(paced=True, nicknames=True)]


@told
async def test_the_screen_stays_awake_while_a_room_is_opened(stage: Stage) -> None:
    classes = Classes()
    classes.may_open.clear()
    app = at_home(stage, classes)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "l", "enter", "enter")
        assert "Opening the room…" in seen(app)
        await press(pilot, "enter", "down", "escape", "1")
        assert "Opening the room…" in seen(app) and classes.asked == [Wish()]
        classes.may_open.set()
        await opened(app, pilot)
        assert sheet_of(app).HELP_TITLE == "Lesson"


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("size", SIZES)
@told
async def test_the_rules_look_as_they_should(stage: Stage, lang: str, size: str) -> None:
    app = at_home(stage, Classes(), lang)
    async with app.run_test(size=SIZES[size]) as pilot:
        await press(pilot, "l", "enter", "down")
        compare(f"class-rules.{lang}.{size}", app)


@told
async def test_a_lesson_is_opened_and_left_again(stage: Stage) -> None:
    classes = Classes()
    app = at_home(stage, classes)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "l")
        assert "Open a room" in seen(app) and "31 pupils" in seen(app)
        await press(pilot, "enter")
        assert "every right answer earns the same" in seen(app) and classes.asked == []
        await press(pilot, "enter")
        await opened(app, pilot)
        sheet_of(app).take(desk())
        await settled(pilot)
        assert classes.asked == [Wish()] and "482 913" in seen(app)
        await press(pilot, "q", "1")
        assert "Open a room" in seen(app)
        await press(pilot, "2")
        assert "Lê Minh: 7 of 8 right." in seen(app)
        await press(pilot, "enter", "escape")
        assert sheet_of(app).HELP_TITLE == "Home"


@told
async def test_one_that_goes_on_comes_first(stage: Stage) -> None:
    classes = Classes(going_on=True)
    app = at_home(stage, classes)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "l", "1")
        await opened(app, pilot)
        assert classes.asked == ["resume"]


@told
async def test_a_room_that_cannot_be_opened_says_why(stage: Stage) -> None:
    classes = Classes()
    services = stage.desk()
    services.tests = {"full": Blueprint("full")}
    services.lessons = classes
    app = stage.home("en", services)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "l", "2", "enter")
        await opened(app, pilot)
        assert "Port 8080" in seen(app)
        await press(pilot, "enter")
        assert "Open a room" in seen(app)


@told
async def test_titles_of_lessons_are_only_texts(stage: Stage) -> None:
    app = at_home(stage, Classes(lines=HOSTILE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "l", *["down"] * 10)
        harmless(app)


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("size", SIZES)
@told
async def test_the_screen_looks_as_it_should(stage: Stage, lang: str, size: str) -> None:
    app = at_home(stage, Classes(going_on=True), lang)
    async with app.run_test(size=SIZES[size]) as pilot:
        await press(pilot, "l", "down")
        compare(f"class-start.{lang}.{size}", app)
