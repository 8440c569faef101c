"""What the application needs from outside; ``quiz.cli`` fills it in."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from quiz.questions.engine import Questions
from quiz.study.records import Store
from quiz.study.views import Moment

__all__ = ["Services"]


class Services(NamedTuple):
    """Everything a screen may use. No screen opens a file or reads the wall clock by itself."""

    questions: Questions
    store: Store
    clock: Callable[[], Moment]
    append_report: Callable[[Mapping[str, Any]], str]
    """Keeps the report of a doubtful question; returns where, for the learner to read. Raises QuizError."""
    database: str = ""
    """Where progress lives, for the learner to read."""
    notices: tuple[str, ...] = ()
    """To be said once, on the first home or question: progress lives elsewhere, items were reset, …"""
    language: str = ""
    """Asked for on the command line; empty: from the settings."""
