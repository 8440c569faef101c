"""What became of a typed answer."""

from typing import NamedTuple

from quiz.questions.model import Outcome

__all__ = ["BLANK", "WRONG", "TypedVerdict"]


class TypedVerdict(NamedTuple):
    """The verdict on one typed answer."""

    outcome: Outcome
    correction: str = ""
    """With a right answer: the correction to show, from the bank. With a near one: a hint that does not give
    the answer away. Otherwise empty."""
    meant: str = ""
    """The refused text that the answer matched, as the caller wrote it, or empty."""


WRONG = TypedVerdict(Outcome.WRONG)
BLANK = TypedVerdict(Outcome.BLANK)
