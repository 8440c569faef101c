"""How far the marks of a whole paper can be relied on."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from operator import mul
from typing import NamedTuple

from quiz.study.exam.intervals import Estimate, feldt
from quiz.study.exam.responses import Column, Responses
from quiz.study.exam.sums import Products

__all__ = ["Reliability", "reliabilities"]


class Reliability(NamedTuple):
    """A paper: one set of questions, and the people who saw exactly those."""

    people: int
    questions: int
    too_few: bool
    """Too few people to say: all figures are None."""
    mean: float | None
    """Marks, one a question."""
    deviation: float | None
    """Standard deviation of the marks."""
    alpha: Estimate | None
    """Cronbach's alpha, which for answers that are right or wrong is KR-20. None as well for a single question, or
    if everybody has the same mark. May be negative."""
    kr20: bool
    """All answers were right or wrong."""
    error: float | None
    """Standard error of measurement, in marks: deviation · √(1 − alpha)."""
    asked: tuple[str, ...] = ()
    """Its questions, by which one paper is told from another."""
    test: str = ""
    """Name of its blueprint; this and the dates are known where the answers come from stored attempts."""
    first_day: str = ""
    """Local date, as ``2026-03-14``, of the first attempt at it."""
    last_day: str = ""


def reliabilities(
    responses: Responses, marks: "array[float]", found: Sequence[Products], enough: int
) -> tuple[Reliability, ...]:
    """For each set of questions that at least ``enough`` people saw, or else for the largest; most people first.

    ``marks`` are the sums of credits by person, ``found`` the sums over all answers to each question.
    """
    papers, paper_of = _papers(responses)
    people: list[list[float]] = [[] for _paper in papers]
    for paper, mark in zip(paper_of, marks, strict=True):
        people[paper].append(mark)
    kept = {paper for paper, some in enumerate(people) if len(some) >= enough}
    if len(papers) == 1:
        parts: Iterable[tuple[int, int, float, float]] = [(0, one.n, one.x, one.xx) for one in found]
    else:
        parts = _by_paper(responses.columns, paper_of, kept)
    variances, partial = dict.fromkeys(kept, 0.0), set()
    for paper, n, x, xx in parts:
        if paper in kept:
            variances[paper] += (xx - x * x / n) / (n - 1)
            if x != xx:  # equal if and only if every credit is 0 or 1
                partial.add(paper)
    if not kept and papers:
        kept = {max(range(len(papers)), key=lambda paper: len(people[paper]))}
    ranked = sorted(kept, key=lambda paper: (-len(people[paper]), paper))
    return tuple(
        _reliability(
            people[paper], len(papers[paper]), variances.get(paper, 0.0), paper not in partial, enough
        )._replace(asked=tuple(responses.columns[at].question for at in papers[paper]))
        for paper in ranked
    )


def _papers(responses: Responses) -> tuple[list[tuple[int, ...]], Sequence[int]]:
    """The questions of each paper, by their places, and the paper of each person."""
    people, columns = responses.people, responses.columns
    if all(len(column.people) == people for column in columns):
        return ([tuple(range(len(columns)))] if columns else []), [0] * people
    seen: list[list[int]] = [[] for _person in range(people)]
    for number, column in enumerate(columns):
        for person in column.people:
            seen[person].append(number)
    known: dict[tuple[int, ...], int] = {}
    paper_of = [known.setdefault(tuple(some), len(known)) for some in seen]
    return list(known), paper_of


def _by_paper(
    columns: Sequence[Column], paper_of: Sequence[int], kept: set[int]
) -> Iterator[tuple[int, int, float, float]]:
    """For each question and each paper that holds it: the paper, how many answered, sums of x and x²."""
    for column in columns:
        credits: dict[int, list[float]] = {}
        for person, credit in zip(column.people, column.credits, strict=True):
            if (paper := paper_of[person]) in kept:
                credits.setdefault(paper, []).append(credit)
        for paper, some in credits.items():
            yield paper, len(some), sum(some), sum(map(mul, some, some))


def _reliability(marks: Sequence[float], questions: int, items: float, whole: bool, enough: int) -> Reliability:
    """Alpha from the sum of the items' variances and the variance of the marks (Kuder & Richardson 1937, formula 20,
    Psychometrika 2:151–160; Cronbach 1951, Psychometrika 16:297–334)."""
    n = len(marks)
    if n < enough:
        return Reliability(n, questions, True, None, None, None, False, None)
    mean = sum(marks) / n
    variance = sum((mark - mean) ** 2 for mark in marks) / (n - 1)
    alpha = error = None
    if questions > 1 and variance > 1e-12:
        value = questions / (questions - 1) * (1 - items / variance)
        alpha = feldt(value, n, questions)
        error = sqrt(variance * max(0.0, 1 - value))
    return Reliability(n, questions, False, mean, sqrt(variance), alpha, whole, error)
