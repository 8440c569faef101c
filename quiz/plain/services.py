"""What line mode is given to work with; :mod:`quiz.cli.wiring` makes it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from quiz.questions.engine import Questions
from quiz.study.records import Store
from quiz.study.views import Moment

if TYPE_CHECKING:
    from quiz.study.exam.model import Blueprint
    from quiz.study.exam.store import AttemptStore
    from quiz.study.room.classes import Classes
    from quiz.study.stats import Calibration

__all__ = ["ExamServices", "Services"]


class Services(Protocol):
    """A bank, a learner's progress in it, and a clock."""

    questions: Questions
    store: Store
    lang: str
    """Code of the language in use, for the interface and for the questions."""

    chosen: bool
    """The language was given on the command line, so it is not asked for."""

    @property
    def learner(self) -> str: ...

    def now(self) -> Moment: ...

    def notices(self) -> tuple[str, ...]:
        """What the person has to be told at the start, once: where progress is kept, which items begin again."""

    def speak(self, lang: str) -> None:
        """Change the language in use."""

    def calibration(self) -> "Calibration":
        """Predictions against answers, from the log."""

    def report(self, record: Mapping[str, object]) -> str:
        """Keep a report of a doubtful question; returns the file it is in. Raises QuizError."""


class ExamServices(Services, Protocol):
    """What a test needs besides."""

    @property
    def attempts(self) -> "AttemptStore":
        """Tests that were taken or begun."""

    def blueprints(self) -> "Mapping[str, Blueprint]":
        """Named tests of the bank. Raises QuizError if their file has mistakes."""

    def mono(self) -> int:
        """Milliseconds of a clock that nobody sets."""

    def classes(self) -> "Classes":
        """Lessons that are held at this computer."""
