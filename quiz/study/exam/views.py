"""What a test shows to front ends."""

from typing import NamedTuple

from quiz.questions.model import Question, Response
from quiz.study.exam.result import ItemFeedback

__all__ = ["Cell", "ExamView", "Tick"]


class ExamView(NamedTuple):
    """The question on the screen."""

    question: Question
    topic: str
    """The topic's title."""
    number: int
    """From 1."""
    total: int
    response: Response
    """What stands as the answer; None if there is none."""
    certainty: int
    flagged: bool
    locked: bool
    """It cannot be answered any more."""
    feedback: ItemFeedback | None


class Cell(NamedTuple):
    """A question in the overview."""

    number: int
    """From 1."""
    answered: bool
    flagged: bool
    locked: bool
    current: bool
    voided: bool


class Tick(NamedTuple):
    """What a moment brought."""

    warn: bool
    """Little time is left: said once for the whole and once for each question."""
    question_over: bool
    """The time of the question on the screen has run out: said once."""
    over: bool
    """The time of the whole has run out, or nothing is left that could be answered: submit now."""
