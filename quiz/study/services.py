"""What a front end is given to work with; ``quiz.cli.wiring`` makes it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from quiz.study.views import Desk

if TYPE_CHECKING:
    from quiz.study.exam.model import Blueprint
    from quiz.study.exam.store import AttemptStore
    from quiz.study.room.classes import Classes
    from quiz.study.stats import Retention

__all__ = ["Services"]


class Services(Desk, Protocol):
    """A desk, and what is around it. No front end opens a file or reads the time of day itself."""

    chosen: bool
    """The language was given on the command line, so it is not asked for."""

    @property
    def learner(self) -> str:
        """Whose progress it is."""

    @property
    def attempts(self) -> "AttemptStore":
        """Tests that were taken or begun."""

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
