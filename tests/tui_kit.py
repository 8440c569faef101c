"""What the tests of the screens share: a desk with a fixed clock, written-out questions, and eyes."""

import asyncio
import functools
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from quiz.errors import QuizError
from quiz.i18n import set_language
from quiz.progress.attempts import SqliteAttempts
from quiz.progress.retention import retention
from quiz.progress.store import SqliteStore
from quiz.questions.grade import grade
from quiz.questions.model import Form, Outcome, Question, Response
from quiz.questions.open import open_bank
from quiz.study.exam.model import Blueprint
from quiz.study.records import ItemState
from quiz.study.room.classes import Classes
from quiz.study.stats import Retention
from quiz.study.views import Feedback, HomeView, Moment, Plan, Presented, Summary, TopicView, Upcoming
from quiz.tui.app import QuizApp
from tests.tui_questions import CITED

DATA = Path(__file__).parent / "data"
SNAPSHOTS = Path(__file__).parent / "snapshots"
BANK = DATA / "tui_summits.yaml"
START_MS = 1_773_475_200_000  # Saturday 14 March 2026, 15:00 in Hanoi
TODAY = 739_689
DAY_MS = 86_400_000
SMALL, MIDDLE, LARGE = (60, 20), (80, 24), (120, 40)
SIZES = {"60x20": SMALL, "80x24": MIDDLE, "120x40": LARGE}

Story = Callable[..., Awaitable[None]]


def told(story: Story) -> Callable[..., None]:
    """A test written as a coroutine, as one that pytest runs without help."""

    @functools.wraps(story)
    def test(*args: Any, **named: Any) -> None:
        asyncio.run(story(*args, **named))  # type: ignore[arg-type]

    return test


class Desk:
    """Services with a fixed clock, and a progress file of its own."""

    def __init__(self, folder: Path, lang: str = "en", bank: Path = BANK) -> None:
        self.questions = open_bank(bank)
        self.store = SqliteStore.open(folder / "progress.db", self.questions.bank.id)
        self.attempts = SqliteAttempts(self.store)
        self.lang = lang
        self.chosen = True
        self.learner = "default"
        self.mono_ms = 0
        self.tests: Mapping[str, Blueprint] = {}
        self.at_ms = START_MS
        self.lessons: Classes | None = None
        self.told: tuple[str, ...] = ()
        self.reports: list[Mapping[str, object]] = []
        set_language(lang)

    def now(self) -> Moment:
        self.at_ms += 5_000
        return Moment(self.at_ms, 420)

    def mono(self) -> int:
        return self.mono_ms

    def retention(self) -> Retention:
        return retention(self.store)

    def classes(self) -> Classes:
        assert self.lessons is not None
        return self.lessons

    def blueprints(self) -> Mapping[str, Blueprint]:
        return self.tests

    def notices(self) -> tuple[str, ...]:
        return self.told

    def speak(self, lang: str) -> None:
        self.lang = lang or "en"
        set_language(self.lang)

    def report(self, record: Mapping[str, object]) -> str:
        self.reports.append(record)
        return "doubtful-questions.jsonl"


class Script:
    """A sitting over written-out questions: nothing is drawn, nothing is stored."""

    def __init__(self, questions: Sequence[Question], topic: str = "Where summits were held") -> None:
        self.questions, self.topic = list(questions), topic
        self.given: list[Response] = []
        self.calls: list[str] = []
        self.at = 0
        self.flagged = False
        self.fails: QuizError | None = None
        self.answered = False
        self.asked_more = 0

    def __call__(self, *_arguments: object) -> "Script":
        return self

    def present(self, now: Moment) -> Presented | None:
        if self.answered:
            self.at, self.answered = self.at + 1, False
        return self._here()

    def prepare(self, now: Moment) -> None:
        """There is nothing to work out ahead."""

    @property
    def undoable(self) -> bool:
        return bool(self.given)

    def _here(self) -> Presented | None:
        if self.at >= len(self.questions):
            return None
        return Presented(
            self.questions[self.at],
            self.topic,
            self.at + 1,
            len(self.questions),
            self.at == 0,
            False,
            self.flagged,
        )

    def answer(self, response: Response, now: Moment, latency_ms: int) -> Feedback:
        if self.fails is not None:
            raise self.fails
        self.given.append(response)
        self.answered = True
        return self._feedback(response)

    def _feedback(self, response: Response, *, overruled: bool = False) -> Feedback:
        question = self.questions[self.at]
        verdict = grade(question, response)
        if overruled:
            verdict = verdict._replace(outcome=Outcome.RIGHT, credit=1.0)
        right = verdict.outcome is Outcome.RIGHT
        key = question.key
        if question.form is Form.MATCHING:
            key = tuple(f"{one} – {other}" for one, other in zip(question.left, key, strict=True))
        return Feedback(
            question,
            response,
            verdict,
            key,
            (CITED[question.lang],),
            True,
            TODAY + 5 if right else 0,
            5 if right else 0,
            False,
            question.form is Form.TYPED and not right and not overruled,
        )

    def overrule(self, now: Moment) -> Feedback:
        self.calls.append("overrule")
        return self._feedback(self.given[-1], overruled=True)

    def undo(self, now: Moment) -> Presented | None:
        self.calls.append("undo")
        if not self.given:
            return None
        self.given.pop()
        if not self.answered:
            self.at -= 1
        self.answered = False
        return self._here()

    def suspend(self, now: Moment) -> None:
        self.calls.append("suspend")
        self.answered = True

    def bury(self, now: Moment) -> None:
        self.calls.append("bury")
        self.answered = True

    def flag(self, now: Moment) -> bool:
        self.calls.append("flag")
        self.flagged = not self.flagged
        return self.flagged

    def info(self) -> ItemState | None:
        return None

    def facts_shown(self) -> None:
        self.calls.append("facts shown")

    def more(self, number: int) -> None:
        self.asked_more += number

    def summary(self, now: Moment) -> Summary:
        results = [
            (question, grade(question, response).outcome is Outcome.RIGHT)
            for question, response in zip(self.questions, self.given, strict=False)
        ]
        right = sum(good for _question, good in results)
        wrong = len(results) - right
        return Summary(
            right,
            wrong,
            ((self.topic, right, wrong),) if results else (),
            (Upcoming(TODAY, 2), Upcoming(TODAY + 1, 7), Upcoming(TODAY + 5, 12)),
            tuple((question.item, question.prompt, " · ".join(question.key)) for question, good in results if not good),
            94,
        )


def seen(app: QuizApp) -> str:
    """The screen as text, without spaces at the ends of lines."""
    compositor = app.screen._compositor
    return "\n".join(strip.text.rstrip() for strip in compositor.render_strips()) + "\n"


def compare(name: str, app: QuizApp) -> None:
    """The screen is the text kept under ``name``. With UPDATE_SNAPSHOTS=1 it becomes so."""
    path, text = SNAPSHOTS / f"{name}.txt", seen(app)
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8")


class Stage:
    """Makes applications for a test, over scripts or over the real thing."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch
        self.desks = 0

    def desk(self, lang: str = "en", bank: Path = BANK) -> Desk:
        folder = self.folder / str(self.desks)
        folder.mkdir()
        self.desks += 1
        return Desk(folder, lang, bank)

    def study(self, *questions: Question, desk: Desk | None = None, mode: Any = "study") -> tuple[QuizApp, Script]:
        """The study screen over written-out questions."""
        lang = questions[0].lang
        desk = desk or self.desk(lang)
        topic = desk.questions.topic_title("places", lang)
        script = Script(questions, topic)
        self.patch.setattr("quiz.study.sitting.Sitting", script)
        return QuizApp(desk, Plan(lang, mode=mode, seed=7)), script

    def home(self, lang: str = "en", desk: Desk | None = None) -> QuizApp:
        """Home for a learner who has chosen a language."""
        desk = desk or self.desk(lang)
        desk.store.save_settings(desk.store.settings()._replace(language=lang))
        return QuizApp(desk)


_CHARACTERS = {
    "space": " ",
    "asterisk": "*",
    "minus": "-",
    "at": "@",
    "plus": "+",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "enter": "\r",
}


async def settled(pilot: Pilot[int]) -> None:
    """Until everything has been handled and painted; several times quicker than waiting for an idle processor."""
    for _round in range(2):
        await pilot._wait_for_screen()
        screen: Any = pilot.app.screen
        until = monotonic() + 10
        while pilot.app.return_code is None and pilot.app.screen is screen and monotonic() < until:
            waiting = screen._layout_required or screen._repaint_required or screen._scroll_required
            if not (waiting or screen._dirty_widgets or screen._callbacks) and getattr(screen, "listening", True):
                break
            await asyncio.sleep(0.002)
    if not hasattr(pilot.app.screen, "listening"):
        await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press one key after the other, each when the screen has been painted."""
    await settled(pilot)
    for key in keys:
        character = key if len(key) == 1 else _CHARACTERS.get(key)
        pilot.app.post_message(events.Key(key, character))
        await settled(pilot)


VIEW = HomeView(
    due=34,
    new=12,
    minutes=11,
    topics=(
        TopicView("places", "", 60, 48, 21, 0.62),
        TopicView("years", "", 40, 31, 13, 0.38),
        TopicView("more", "", 24, 0, 0, 0.0),
    ),
    days_studied=17,
    answered_today=6,
    coming_back=None,
    next_due=0,
    known=58,
    met=79,
    items=124,
)
_THIRD = {"en": "Foreign ministers' meetings and their chairs", "vi": "Hội nghị Bộ trưởng Ngoại giao và các chủ tọa"}


def furnish(app: QuizApp, **changes: Any) -> None:
    """Give the home screen figures that nobody computes."""
    sheet = sheet_of(app)
    desk = sheet.services
    titles = [desk.questions.topic_title(slug, desk.lang) for slug in ("places", "years")] + [_THIRD[desk.lang]]
    topics = tuple(one._replace(title=title) for one, title in zip(VIEW.topics, titles, strict=True))
    sheet.view = VIEW._replace(topics=topics, **changes)
    sheet.day = TODAY
    sheet.starts = sheet._starts()
    sheet.redraw()


def sheet_of(app: QuizApp) -> Any:
    """The screen on top, with all its attributes."""
    return app.screen


def actions_at(app: QuizApp, text: str) -> tuple[int, int]:
    """The place of a text on the screen."""
    for y, line in enumerate(seen(app).split("\n")):
        if text in line:
            return line.index(text), y
    raise AssertionError(f"{text!r} is not on the screen:\n{seen(app)}")
