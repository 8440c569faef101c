"""Item analysis of a million answers: how it grows, and what it costs beside the bare sums in numpy.

20,000 people at 50 questions of four options, in memory: as columns of plain arrays (ours) and as arrays (numpy's).
"""

import gc
from collections.abc import Callable
from time import perf_counter

import numpy as np
from measure import Row, Work, in_turn

from quiz.study.exam.analysis import Offered, Record, Responses, analyse

__all__ = ["rows"]

QUESTIONS = 50
FEW, MANY = 100_000, 1_000_000
_TEXTS = ("alpha", "beta", "gamma", "delta")
_OFFERED = {f"q{number}": Offered(_TEXTS, _TEXTS[:1]) for number in range(QUESTIONS)}


class Arrays:
    """Answers in the order of attempts, from a seed."""

    def __init__(self, answers: int) -> None:
        draw = np.random.default_rng(20260101)
        people = answers // QUESTIONS
        self.people = people
        strong, hard = draw.normal(size=(people, 1)), draw.normal(size=QUESTIONS)
        right = (draw.random((people, QUESTIONS)) < 1 / (1 + np.exp(hard - strong))).ravel()
        self.person = np.repeat(np.arange(people), QUESTIONS)
        self.question = np.tile(np.arange(QUESTIONS), people)
        self.credit = right.astype(float)
        self.option = np.where(right, 0, draw.integers(1, len(_TEXTS), answers))
        self.ms = draw.lognormal(9, 0.6, answers).astype(np.int64)

    def records(self) -> list[Record]:
        """The same as rows."""
        columns = (self.person, self.question, self.credit, self.option, self.ms)
        return [
            Record(f"p{person}", f"q{question}", f"i{question}", "t", "s", credit, _TEXTS[option], ms)
            for person, question, credit, option, ms in zip(*(one.tolist() for one in columns), strict=True)
        ]


def bare(given: Arrays) -> tuple[np.ndarray, ...]:
    """Facility, discrimination, choices and their point-biserials, alpha, median times: no intervals, no names."""
    question, credit, options = given.question, given.credit, len(_TEXTS)
    marks = np.bincount(given.person, credit)
    rest = (marks[given.person] - credit) / (np.bincount(given.person)[given.person] - 1)
    n = np.bincount(question)
    x, r = np.bincount(question, credit), np.bincount(question, rest)
    xx = np.bincount(question, credit * credit) - x * x / n
    rr = np.bincount(question, rest * rest) - r * r / n
    xr = np.bincount(question, credit * rest) - x * r / n
    choice = question * options + given.option
    chosen = np.bincount(choice, minlength=QUESTIONS * options).reshape(-1, options)
    by_choice = np.bincount(choice, rest, QUESTIONS * options).reshape(-1, options)
    n_, r_, rr_ = n[:, None], r[:, None], rr[:, None]
    biserial = (by_choice - chosen * r_ / n_) / np.sqrt(chosen * (1 - chosen / n_) * rr_)
    alpha = QUESTIONS / (QUESTIONS - 1) * (1 - (xx / (n - 1)).sum() / marks.var(ddof=1))
    times = given.ms[np.argsort(question, kind="stable")]
    median = np.array([np.median(some) for some in np.split(times, np.cumsum(n)[:-1])])
    return x / n, xr / np.sqrt(xx * rr), chosen, biserial, alpha, median


def rows(work: Work) -> list[Row]:
    """Everything in this process, in turn, the collector off."""
    few, many = Arrays(FEW), Arrays(MANY)
    records = many.records()
    small, large = Responses(few.records()), Responses(records)
    _same(bare(many), large)

    def timed(does: Callable[[], object]) -> Callable[[], float]:
        def once() -> float:
            gc.collect()
            gc.disable()
            try:
                began = perf_counter()
                does()
                return (perf_counter() - began) * 1000
            finally:
                gc.enable()

        return once

    short, ours, floor, whole = in_turn(
        work.runs(9),
        timed(lambda: analyse(small, _OFFERED)),
        timed(lambda: analyse(large, _OFFERED)),
        timed(lambda: bare(many)),
        timed(lambda: analyse(records, _OFFERED)),
    )
    peer = "the bare sums in numpy on arrays in memory"
    what = "item analysis of 1,000,000 answers in memory"
    return [
        Row(what, "100,000 answers", ours, short, "ms", 11.0),
        Row(what, peer, ours, floor, "ms", 3.0),
        Row(f"{what}, from row objects", peer, whole, floor, "ms", 3.0, "rows become columns first"),
    ]


def _same(floor: tuple[np.ndarray, ...], large: Responses) -> None:
    """Both compute the same."""
    found = analyse(large, _OFFERED)
    ours = [
        np.array([one.facility.value for one in found.questions if one.facility]),
        np.array([one.discrimination.value for one in found.questions if one.discrimination]),
        np.array([[option.chosen for option in one.options] for one in found.questions]),
        np.array([[o.discrimination.value for o in one.options if o.discrimination] for one in found.questions]),
        np.array(found.papers[0].alpha.value if found.papers[0].alpha else np.nan),
        np.array([one.median_ms for one in found.questions]),
    ]
    for mine, theirs in zip(ours, floor, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-8)
