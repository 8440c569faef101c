"""What the application needs from outside; ``quiz.cli`` makes it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from quiz.questions.engine import Questions
from quiz.study.records import Store
from quiz.study.views import Moment

if TYPE_CHECKING:
    from quiz.study.exam.model import Blueprint
    from quiz.study.exam.store import AttemptStore
    from quiz.study.room.classes import Classes
    from quiz.study.stats import Calibration

__all__ = ["Calibrated", "ExamServices", "Services", "Wish"]


class Services(Protocol):
    """A bank, a learner's progress in it, and a clock. No screen opens a file or reads the time of day itself."""

    questions: Questions
    store: Store
    lang: str
    """Code of the language in use, for the interface and for the questions."""
    chosen: bool
    """The language was given on the command line, so it is not asked for."""

    @property
    def learner(self) -> str:
        """Whose progress it is."""

    def now(self) -> Moment:
        """The time."""

    def notices(self) -> tuple[str, ...]:
        """What the learner has to be told at the start, once: where progress is kept, which items begin again."""

    def speak(self, lang: str) -> None:
        """Change the language in use."""

    def report(self, record: Mapping[str, object]) -> str:
        """Keep a report of a doubtful question; returns where. Raises QuizError."""


class ExamServices(Services, Protocol):
    """What tests need besides."""

    @property
    def attempts(self) -> "AttemptStore":
        """Tests that were taken or begun."""

    def mono(self) -> int:
        """Milliseconds of a clock that nobody sets."""

    def blueprints(self) -> "Mapping[str, Blueprint]":
        """Named tests of the bank. Raises QuizError if their file has mistakes."""

    def classes(self) -> "Classes":
        """Lessons that are held at this computer."""


@runtime_checkable
class Calibrated(Protocol):
    """Services that can also tell how good the predictions were."""

    def calibration(self) -> "Calibration":
        """Predictions against answers, from the log."""


class Wish(NamedTuple):
    """A test that somebody wants to take."""

    blueprint: "Blueprint"
    seed: int | None = None
    """None: the blueprint's own, or drawn when it begins."""
