"""What a front end is given to work with; ``quiz.cli.wiring`` makes it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from quiz.questions.engine import Questions
from quiz.study.records import Store
from quiz.study.views import Moment

if TYPE_CHECKING:
    from quiz.study.exam.model import Blueprint
    from quiz.study.exam.store import AttemptStore
    from quiz.study.room.classes import Classes
    from quiz.study.stats import Retention

__all__ = ["Services"]


class Services(Protocol):
    """A bank, a learner's progress in it, and two clocks. No front end opens a file or reads the time of day itself."""

    questions: Questions
    lang: str
    """Code of the language in use, for the interface and for the questions."""
    chosen: bool
    """The language was given on the command line, so it is not asked for."""

    @property
    def store(self) -> Store:
        """What the learner knows and has set."""

    @property
    def learner(self) -> str:
        """Whose progress it is."""

    @property
    def attempts(self) -> "AttemptStore":
        """Tests that were taken or begun."""

    def now(self) -> Moment:
        """The time of day."""

    def mono(self) -> int:
        """Milliseconds of a clock that nobody sets."""

    def notices(self) -> tuple[str, ...]:
        """What the learner has to be told at the start, once: where progress is kept, which items begin again."""

    def speak(self, lang: str) -> None:
        """Change the language in use."""

    def retention(self) -> "Retention":
        """Predictions against answers, from the log."""

    def blueprints(self) -> "Mapping[str, Blueprint]":
        """Named tests of the bank. Raises QuizError if their file has mistakes."""

    def classes(self) -> "Classes":
        """Lessons that are held at this computer."""

    def report(self, record: Mapping[str, object]) -> str:
        """Keep a report of a doubtful question; returns the file it is in. Raises QuizError."""
