"""The passes over all answers: numpy looks at the arrays of the columns where they lie; nothing is copied.

The one module that imports numpy, which takes a tenth of a second: only an item analysis does.
"""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from quiz.study.exam.responses import Column

__all__ = ["Products", "middle", "products", "totals"]


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


def totals(columns: Sequence[Column], people: int) -> "tuple[array[float], array[int]]":
    """For each person the sum of all credits, and the number of questions seen."""
    marks, seen = np.zeros(people), np.zeros(people, np.int64)
    for column in columns:
        persons = np.frombuffer(column.people, np.int64)
        marks += np.bincount(persons, np.frombuffer(column.credits), people)
        seen += np.bincount(persons, minlength=people)
    return array("d", marks.tobytes()), array("q", seen.tobytes())


def products(column: Column, marks: "array[float]", scale: "array[float] | None") -> Products:
    """Sums over the answers to one question of the credit x and the rest score r.

    ``marks`` are the sums of credits by person; the rest score is what remains without this question, times the
    person's ``scale`` if there is one.
    """
    persons, credits = np.frombuffer(column.people, np.int64), np.frombuffer(column.credits)
    choices = np.frombuffer(column.choices, np.int64)
    rest = np.frombuffer(marks)[persons] - credits
    if scale is not None:
        rest *= np.frombuffer(scale)[persons]
    # sums of products, not dot products: those wake threads, which on a busy machine wait for each other
    return Products(
        n=len(credits),
        x=float(credits.sum()),
        xx=float((credits * credits).sum()),
        r=float(rest.sum()),
        rr=float((rest * rest).sum()),
        xr=float((credits * rest).sum()),
        counts=np.bincount(choices, minlength=len(column.texts)).tolist(),
        r_by_choice=np.bincount(choices, rest, len(column.texts)).tolist(),
    )


def middle(times: "array[int]", enough: int) -> float | None:
    """The median of the times that are known (above 0); None if fewer than ``enough`` (at least 1) are."""
    known = np.frombuffer(times, np.int64)
    known = known[known > 0]
    return float(np.median(known)) if len(known) >= enough else None
