"""What the tests of line mode share: a learner who types, a clock that moves only while they think."""

import io
import os
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TextIO, cast

import pytest

from quiz.errors import QuizError
from quiz.i18n import set_language
from quiz.plain.console import Console
from quiz.plain.prompt import Prompt
from quiz.progress.attempts import SqliteAttempts
from quiz.progress.retention import retention
from quiz.progress.store import SqliteStore
from quiz.questions.engine import Questions
from quiz.questions.model import Form, Question
from quiz.questions.open import open_bank
from quiz.study.exam.model import Blueprint
from quiz.study.room.classes import Classes
from quiz.study.stats import Retention
from quiz.study.views import Moment

DATA = Path(__file__).parent / "data"
TRANSCRIPTS = Path(__file__).parent / "transcripts"
PLANETS = DATA / "planets.yaml"
START_MS = 1_773_475_200_000  # Saturday 14 March 2026, 15:00 in Hanoi
DAY_MS = 86_400_000
THINKING_MS = 5_000

Typed = str | Callable[[Question], str]


def right(question: Question) -> str:
    """The line that answers rightly."""
    match question.form:
        case Form.FLASHCARD:
            return "3"
        case Form.TYPED:
            return question.key[0]
        case Form.MATCHING:
            return " ".join(f"{at}{'abcdefgh'[option]}" for at, option in enumerate(question.key_indices, 1))
        case _:
            return " ".join(str(at + 1) for at in question.key_indices)


def wrong(question: Question) -> str:
    """A line that answers wrongly."""
    match question.form:
        case Form.FLASHCARD:
            return "1"
        case Form.TYPED:
            return "zzzz"
        case Form.SELECT_ALL:
            return next(str(at + 1) for at in range(len(question.options)) if (at,) != question.key_indices)
        case Form.ORDERING:
            return " ".join(str(at + 1) for at in reversed(question.key_indices))
        case Form.MATCHING:
            shifted = (*question.key_indices[1:], question.key_indices[0])
            return " ".join(f"{at}{'abcdefgh'[option]}" for at, option in enumerate(shifted, 1))
        case _:
            return str(next(at for at in range(len(question.options)) if at not in question.key_indices) + 1)


class Learner(io.TextIOBase):
    """Types the lines of a script, then goes away; what was typed stands in the transcript after ``> ``."""

    def __init__(self, desk: "Desk", script: Sequence[Typed], paper: io.StringIO) -> None:
        self._desk, self._script, self._paper = desk, list(script), paper
        self.question: Question | None = None

    def readline(self, _size: int | None = -1) -> str:  # type: ignore[override]
        self._desk.at_ms += THINKING_MS
        if not self._script:
            self._paper.write("> (end of input)\n")
            return ""
        typed = self._script.pop(0)
        if not isinstance(typed, str):
            typed = typed(self.question) if self.question is not None else "?"
        self._paper.write(f"> {typed}\n")
        return typed + "\n"


class Desk:
    """Services of line mode with a fixed clock."""

    def __init__(self, folder: Path, lang: str, bank: Path = PLANETS) -> None:
        self.questions: Questions = open_bank(bank)
        self.store = SqliteStore.open(folder / "progress.db", self.questions.bank.id)
        self.attempts = SqliteAttempts(self.store)
        self.lang = lang
        self.chosen = True
        self.at_ms = START_MS
        self.told: tuple[str, ...] = ()
        self.reports: list[Mapping[str, object]] = []
        set_language(lang)

    @property
    def learner(self) -> str:
        return self.store.learner

    def now(self) -> Moment:
        return Moment(self.at_ms, 420)

    def mono(self) -> int:
        return self.at_ms - START_MS

    def blueprints(self) -> Mapping[str, Blueprint]:
        return {}

    def notices(self) -> tuple[str, ...]:
        return self.told

    def speak(self, lang: str) -> None:
        self.lang = lang or "en"
        set_language(self.lang)

    def retention(self) -> Retention:
        return retention(self.store)

    def classes(self) -> Classes:
        raise AssertionError("these tests hold no lessons")

    def report(self, record: Mapping[str, object]) -> str:
        self.reports.append(record)
        return "doubtful-questions.jsonl"

    def sleep(self, days: int = 1) -> None:
        """Come back so many days later."""
        self.at_ms += days * DAY_MS

    def play(self, monkeypatch: pytest.MonkeyPatch, script: Sequence[Typed], run: Callable[[Console], None]) -> str:
        """Run a dialogue with a script; returns all that was said and typed."""
        paper = io.StringIO()
        learner = Learner(self, script, paper)
        begin = Prompt.__init__

        def seen(prompt: Prompt, console: Console, question: Question, allowed: tuple[str, ...]) -> None:
            learner.question = question
            begin(prompt, console, question, allowed)

        with monkeypatch.context() as patch:
            patch.setattr(Prompt, "__init__", seen)
            run(Console(cast(TextIO, learner), paper))
        return paper.getvalue()


def fail_once(
    monkeypatch: pytest.MonkeyPatch, of: object, name: str, when: Callable[..., object] = lambda *_arguments: True
) -> None:
    """The first call ``when`` holds for fails, as one of a file that another program holds."""
    real, calls = getattr(of, name), count()

    def call(*arguments: object, **named: object) -> object:
        if when(*arguments) and not next(calls):
            raise QuizError("Another program is holding the progress file.", hint="Wait a moment.")
        return real(*arguments, **named)

    monkeypatch.setattr(of, name, call)


def compare(name: str, text: str) -> None:
    """``text`` is the transcript ``name``. With UPDATE_SNAPSHOTS=1 it becomes so."""
    path = TRANSCRIPTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8")
