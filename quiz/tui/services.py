"""What the application needs from outside; ``quiz.cli`` makes it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from quiz.questions.engine import Questions
from quiz.study.records import Store
from quiz.study.views import Moment

if TYPE_CHECKING:
    from quiz.study.stats import Calibration

__all__ = ["Calibrated", "Services", "today"]


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
        """What the learner has to be told at the start: where progress is kept, which items begin again."""

    def speak(self, lang: str) -> None:
        """Change the language in use."""

    def report(self, record: Mapping[str, object]) -> str:
        """Keep a report of a doubtful question; returns where. Raises QuizError."""


@runtime_checkable
class Calibrated(Protocol):
    """Services that can also tell how good the predictions were."""

    def calibration(self) -> "Calibration":
        """Predictions against answers, from the log."""


def today(services: Services) -> int:
    """The study day that it is for the learner."""
    from quiz.memory.days import study_day

    now = services.now()
    return study_day(now.at_ms, now.zone_minutes, services.store.settings().cutoff_hour)
