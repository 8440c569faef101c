"""The passes over all answers, in plain Python: columns at the speed of the interpreter's own C loops."""

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import compress, groupby
from operator import add, mul, sub

from quiz.study.exam.responses import Column
from quiz.study.exam.sums import Products

__all__ = ["middle", "products", "totals"]

_BLOCK = 4_096
"""Answers at a time: so many numbers stay in the processor's cache, or a million would take longer than ten times
a hundred thousand."""
_SMALL = 1_000
_SAMPLE = 400
_MARGIN = 0.06
"""Share of the sample on either side of its median between which the median of all is looked for: more than twice
the standard error of 1/(2·√400), so that it is missed once in a hundred times, and then found by sorting."""


def totals(columns: Sequence[Column], people: int) -> "tuple[array[float], array[int]]":
    """For each person the sum of all credits, and the number of questions seen."""
    marks, seen = [0.0] * people, [0] * people
    for persons, group in groupby(columns, lambda column: column.people):
        # those who sit the same paper answer in the same order, so that whole columns can be added up
        several = list(group)
        for start in range(0, len(persons), _BLOCK):
            block = slice(start, start + _BLOCK)
            credits = several[0].credits[block].tolist()
            for column in several[1:]:
                credits = list(map(add, credits, column.credits[block]))
            for person, credit in zip(persons[block], credits, strict=True):
                marks[person] += credit
                seen[person] += len(several)
    return array("d", marks), array("q", seen)


def products(column: Column, marks: "array[float]", scale: "array[float] | None") -> Products:
    """Sums over the answers to one question of the credit x and the rest score r.

    ``marks`` are the sums of credits by person; the rest score is what remains without this question, times the
    person's ``scale`` if there is one.
    """
    x = xx = r = rr = xr = 0.0
    by_choice = [0.0] * len(column.texts)
    for start in range(0, len(column.people), _BLOCK):
        block = slice(start, start + _BLOCK)
        people, credits = column.people[block], column.credits[block].tolist()
        rest = list(map(sub, map(marks.__getitem__, people), credits))
        if scale is not None:
            rest = list(map(mul, rest, map(scale.__getitem__, people)))
        right = sum(credits)
        plain = credits.count(1.0) + credits.count(0.0) == len(credits)
        x += right
        xx += right if plain else sum(map(mul, credits, credits))
        r += sum(rest)
        rr += sum(map(mul, rest, rest))
        xr += sum(compress(rest, credits)) if plain else sum(map(mul, credits, rest))
        for choice, score in zip(column.choices[block], rest, strict=True):
            by_choice[choice] += score
    counts = Counter(column.choices)
    return Products(len(column.people), x, xx, r, rr, xr, [counts[at] for at in column.texts.values()], by_choice)


def middle(times: "array[int]", enough: int) -> float | None:
    """The median of the times that are known (above 0); None if fewer than ``enough`` (at least 1) are.

    In linear time: of many only those near the median of a sample are sorted.
    """
    if min(times, default=0) <= 0:
        times = array("q", [time for time in times if time > 0])
    number = len(times)
    if number < enough:
        return None
    low, high = (number - 1) // 2, number // 2
    if number >= _SMALL:
        sample = sorted(times[:: number // _SAMPLE])
        least = sample[int(len(sample) * (0.5 - _MARGIN))]
        most = sample[int(len(sample) * (0.5 + _MARGIN))]
        below = sum(map(least.__gt__, times))
        near = sorted([time for time in times if least <= time <= most])
        if below <= low and high < below + len(near):
            return (near[low - below] + near[high - below]) / 2
    ordered = sorted(times)
    return (ordered[low] + ordered[high]) / 2
