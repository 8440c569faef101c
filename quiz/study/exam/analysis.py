"""Item analysis: how hard each question is, whether it tells the strong from the weak, which options do no work.

Classical test theory, over the answers of any number of people; what they are told about single questions is rough
for a class of thirty, and the intervals say how rough. A person who did not see a question says nothing about it.
Answers left blank are answers without credit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from statistics import median
from typing import NamedTuple, TypeAlias

from quiz.study.exam.intervals import Estimate, fisher, wilson
from quiz.study.exam.reliability import Reliability, reliabilities
from quiz.study.exam.responses import Column, Offered, Record, Responses
from quiz.study.exam.sums import Products, middle, products, totals

__all__ = [
    "ENOUGH",
    "USELESS",
    "Analysis",
    "Estimate",
    "GroupFigures",
    "Offered",
    "OptionFigures",
    "QuestionFigures",
    "Record",
    "Reliability",
    "Responses",
    "analyse",
]

ENOUGH = 20
"""Answers under which nothing is said."""
USELESS = 0.05
"""A distractor that is chosen by a smaller share does no work."""

_NOISE = 1e-10
"""Share of a sum of squares under which its variance is nothing but rounding; likewise for a correlation."""


class OptionFigures(NamedTuple):
    """One option of a question."""

    text: str
    key: bool
    chosen: int
    rate: Estimate | None
    """Share of all answers to the question."""
    discrimination: Estimate | None
    """Point-biserial correlation of choosing it with the rest score."""
    useless: bool
    """A distractor that hardly anybody chooses."""
    suspicious: bool
    """A distractor that the strong choose more often than the weak do. With few answers that may be chance: see the
    interval of ``discrimination``."""


class QuestionFigures(NamedTuple):
    """One question."""

    question: str
    item: str
    template: str
    topic: str
    n: int
    """Answers."""
    too_few: bool
    """Too few answers to say: all estimates are None."""
    facility: Estimate | None
    """Mean credit."""
    discrimination: Estimate | None
    """Correlation of the credit with the rest score: the mean credit of the other questions that the person saw.
    None as well if all answers, or all rest scores, are equal."""
    median_ms: float | None
    """Of the times that are known."""
    blank: int
    """Answers without a choice; 0 where nothing was offered to choose from."""
    options: tuple[OptionFigures, ...]
    """In the order in which they were given; empty where nothing was offered."""


class GroupFigures(NamedTuple):
    """The questions of one template or one topic together.

    The intervals take the answers of one person to several questions as independent, so they are rather too narrow.
    """

    name: str
    questions: int
    n: int
    too_few: bool
    facility: Estimate | None
    discrimination: Estimate | None
    """Correlation within questions, pooled over them, so that harder questions do not pass for weaker people."""
    median_ms: float | None
    """Median of the median times of its questions."""
    distractors: int
    """Of the questions with enough answers; likewise ``useless`` and ``suspicious``."""
    useless: int
    suspicious: int


class Analysis(NamedTuple):
    """What the answers say."""

    people: int
    answers: int
    papers: tuple[Reliability, ...]
    """Reliability, for each set of questions that enough people saw; else for the one that most saw."""
    questions: tuple[QuestionFigures, ...]
    """In order of first appearance."""
    templates: tuple[GroupFigures, ...]
    """By name."""
    topics: tuple[GroupFigures, ...]


class _Spread(NamedTuple):
    """Sums of squares and products about the means of one question."""

    n: int
    xx: float
    rr: float
    xr: float


_Worked: TypeAlias = tuple[QuestionFigures, Products, _Spread]
"""A question's figures, the sums over all its answers, and the spread over those who have a rest score."""


def analyse(responses: Responses | Iterable[Record], offered: Mapping[str, Offered] | None = None) -> Analysis:
    """The figures, in time proportional to the number of answers.

    ``offered``: what there was to choose from, by question. Raises ValueError for a credit outside of 0 to 1.
    """
    if not isinstance(responses, Responses):
        responses = Responses(responses)
    marks, seen = totals(responses.columns, responses.people)
    alike = len(set(seen)) <= 1
    scale = None if alike else type(marks)("d", [1 / max(1, number - 1) for number in seen])
    alone = {person for person, number in enumerate(seen) if number == 1}

    worked: list[_Worked] = []
    for column in responses.columns:
        linked = column
        if alone:  # they have no rest score
            linked = column.only(at for at, person in enumerate(column.people) if person not in alone)
        found = products(linked, marks, scale)
        whole = found if linked is column else products(column, marks, scale)
        worked.append(_question(column, whole, found, (offered or {}).get(column.question)))

    return Analysis(
        people=responses.people,
        answers=responses.answers,
        papers=reliabilities(responses, marks, [whole for _figures, whole, _spread in worked], ENOUGH),
        questions=tuple(figures for figures, _whole, _spread in worked),
        templates=_groups(worked, lambda figures: figures.template),
        topics=_groups(worked, lambda figures: figures.topic),
    )


def _question(column: Column, whole: Products, linked: Products, offered: Offered | None) -> _Worked:
    """``linked`` are the sums over those who have a rest score."""
    too_few = whole.n < ENOUGH
    spread = _spread(linked)
    figures = QuestionFigures(
        question=column.question,
        item=column.item,
        template=column.template,
        topic=column.topic,
        n=whole.n,
        too_few=too_few,
        facility=None if too_few else wilson(_share(whole.x, whole.n), whole.n),
        discrimination=_correlation(spread.xx, spread.rr, spread.xr, spread.n),
        median_ms=middle(column.times, ENOUGH),
        blank=_chosen(column, whole, "") if offered else 0,
        options=tuple(_option(text, column, whole, linked, spread, offered) for text in offered.options)
        if offered
        else (),
    )
    return figures, whole, spread


def _option(
    text: str, column: Column, whole: Products, linked: Products, spread: _Spread, offered: Offered
) -> OptionFigures:
    key = text in offered.key
    chosen = _chosen(column, whole, text)
    if whole.n < ENOUGH:
        return OptionFigures(text, key, chosen, None, None, False, False)
    rate = wilson(_share(chosen, whole.n), whole.n)
    among, place = _chosen(column, linked, text), column.texts.get(text)
    r = linked.r_by_choice[place] if place is not None else 0.0
    n = linked.n or 1
    discrimination = _correlation(among * (1 - among / n), spread.rr, r - among * linked.r / n, linked.n)
    return OptionFigures(
        text=text,
        key=key,
        chosen=chosen,
        rate=rate,
        discrimination=discrimination,
        useless=not key and rate.value < USELESS,
        suspicious=not key and discrimination is not None and discrimination.value > 0,
    )


def _chosen(column: Column, found: Products, text: str) -> int:
    place = column.texts.get(text)
    return 0 if place is None else found.counts[place]


def _share(part: float, n: int) -> float:
    return min(1.0, part / n)


def _spread(found: Products) -> _Spread:
    n = found.n
    if not n:
        return _Spread(0, 0.0, 0.0, 0.0)
    xx, rr = found.xx - found.x * found.x / n, found.rr - found.r * found.r / n
    return _Spread(
        n,
        xx if xx > _NOISE * found.xx else 0.0,
        rr if rr > _NOISE * found.rr else 0.0,
        found.xr - found.x * found.r / n,
    )


def _correlation(xx: float, rr: float, xr: float, n: int) -> Estimate | None:
    """From sums about the means; None if one of them does not vary, or if there are too few to say."""
    if n < ENOUGH or xx <= 0 or rr <= 0:
        return None
    found = max(-1.0, min(1.0, xr / sqrt(xx * rr)))
    return fisher(found if abs(found) > _NOISE else 0.0, n)  # or rounding would decide who is suspicious


def _groups(worked: Sequence[_Worked], name_of: Callable[[QuestionFigures], str]) -> tuple[GroupFigures, ...]:
    groups: dict[str, list[_Worked]] = {}
    for one in worked:
        groups.setdefault(name_of(one[0]), []).append(one)
    return tuple(_group(name, groups[name]) for name in sorted(groups))


def _group(name: str, members: Sequence[_Worked]) -> GroupFigures:
    n = sum(whole.n for _figures, whole, _spread in members)
    spreads = [spread for _figures, _whole, spread in members if spread.xx and spread.rr]
    times = [figures.median_ms for figures, _whole, _spread in members if figures.median_ms is not None]
    distractors = [
        option
        for figures, _whole, _spread in members
        if not figures.too_few
        for option in figures.options
        if not option.key
    ]
    return GroupFigures(
        name=name,
        questions=len(members),
        n=n,
        too_few=n < ENOUGH,
        facility=None if n < ENOUGH else wilson(_share(sum(whole.x for _figures, whole, _spread in members), n), n),
        discrimination=_correlation(
            sum(spread.xx for spread in spreads),
            sum(spread.rr for spread in spreads),
            sum(spread.xr for spread in spreads),
            # each question beyond the first takes a mean of its own away
            sum(spread.n for spread in spreads) - max(0, len(spreads) - 1),
        ),
        median_ms=median(times) if times else None,
        distractors=len(distractors),
        useless=sum(option.useless for option in distractors),
        suspicious=sum(option.suspicious for option in distractors),
    )
