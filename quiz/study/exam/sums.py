"""What the passes over all answers come to; two modules do them, one of them with numpy where that is installed."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from quiz.study.exam.responses import Column

__all__ = ["Products", "Sums", "sums_for"]

MANY = 100_000
"""Answers from which numpy is worth its import, which takes longer than a smaller analysis."""


class Products(NamedTuple):
    """Sums over the answers to one question; x is the credit, r the score on the rest of the paper."""

    n: int
    x: float
    xx: float
    r: float
    rr: float
    xr: float
    counts: Sequence[int]
    """How often each text of the column was chosen."""
    r_by_choice: Sequence[float]
    """Sum of r over those who chose it."""


class Sums(Protocol):
    """A module that does the passes; see :mod:`quiz.study.exam.sums_plain`."""

    def totals(self, columns: Sequence[Column], people: int) -> "tuple[array[float], array[int]]": ...
    def products(self, column: Column, marks: "array[float]", scale: "array[float] | None") -> Products: ...
    def middle(self, times: "array[int]", enough: int) -> float | None: ...


def sums_for(answers: int, numpy: bool | None = None) -> Sums:
    """The module to use: with ``numpy`` or without; None leaves it to the number of answers and to what is installed.

    Raises ImportError if numpy is asked for and not installed.
    """
    from quiz.study.exam import sums_plain

    if numpy is False or (numpy is None and answers < MANY):
        return sums_plain
    try:
        from quiz.study.exam import sums_numpy
    except ImportError:
        if numpy:
            raise
        return sums_plain
    return sums_numpy
