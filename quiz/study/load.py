"""How much there is to do, against how much a learner usually does.

A *usual day* is the mean number of items that the learner was asked on the last five days of study, however long
ago, not more than the daily limit of reviews and not less than twenty; without such days it is the limit.
*Coming back* means that more is due than two usual days: the day's share is then one usual day, and new items
pause. Of the minutes a day that a learner aims at, reviews come first: new items get what is left of them.

Minutes are questions times the time of one: the learner's median latency (eight seconds until there is one) and
four seconds of reading feedback. Missed questions are asked twice: of reviews the share that desired retention
lets slip, of new items half.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from quiz.study.records import DueItem, ItemRow, MetItem, Settings, Store

__all__ = [
    "FAR",
    "FEEDBACK_MS",
    "Backlog",
    "Left",
    "days_studied",
    "families",
    "left_today",
    "minutes_of",
    "scope_topics",
    "usual_day",
    "waiting_today",
]

Row = TypeVar("Row", DueItem, ItemRow)

FAR = 36_600
"""Days beyond the longest interval: so far ahead everything that was ever met is due."""
FEEDBACK_MS = 4_000
"""Reading what an answer was worth."""

_SIBLINGS = 4
"""Rows of a queue that are looked at for each question: families have a few items each."""
_WIDER = 8
"""So many times more rows are read where too few of them are asked."""
_USUAL_MS = 8_000
_NEW_TIMES = 1.5
_FEWEST = 20
_LAST_DAYS = 30
_DAYS = 5


class Backlog(NamedTuple):
    """More is due than two usual days."""

    usual: int
    left: int
    """Of today's share."""


class Left(NamedTuple):
    """What a study day still holds by the learner's limits."""

    reviews: int
    new: int
    done: int
    """Answered today: new items and reviews."""
    due: int
    """All that is due, what the queue leaves out as well."""
    behind: Backlog | None
    """Set when coming back."""


def scope_topics(settings: Settings) -> tuple[str, ...]:
    """Topics that the learner studies at all; empty for all."""
    return tuple(topic.strip() for topic in settings.topics.split(",") if topic.strip())


def families(rows: Iterable[DueItem | ItemRow | MetItem]) -> set[str]:
    """Families of items: as many of a queue can be asked on one day, for siblings are kept a day apart."""
    return {row.family for row in rows}


def usual_day(store: Store, settings: Settings, day: int) -> int:
    """Items of a usual day; see above."""
    most = settings.reviews_per_day
    loads = store.last_loads(day, _DAYS)
    average = round(sum(loads) / len(loads)) if loads else most
    return min(most, max(_FEWEST, average))


def minutes_of(store: Store, settings: Settings, reviews: int, new: int) -> float:
    """How long so many take; see above."""
    asked = reviews * (2 - settings.retention) + new * _NEW_TIMES
    return asked * ((store.median_latency() or _USUAL_MS) + FEEDBACK_MS) / 60_000


def days_studied(store: Store, day: int) -> int:
    """On how many of the last thirty days, ``day`` included, the learner studied.

    A clock set back, or a journey to the west, leaves days ahead of today in the log: they are not of the last.
    """
    return sum(one <= day for one in store.days_studied(day - _LAST_DAYS + 1))


def left_today(store: Store, settings: Settings, day: int, *, topics: Sequence[str], depth: str) -> Left:
    """What is left of study day ``day``."""
    met, reviewed = store.answered_today(day)
    in_all = store.forecast(day, 1, topics=topics, depth=depth)[0]  # one look at an index
    behind = _backlog(store, settings, day, reviewed, in_all, topics=topics, depth=depth)
    if behind is not None:
        return Left(behind.left, 0, met + reviewed, in_all, behind)
    reviews, new = max(0, settings.reviews_per_day - reviewed), settings.new_per_day - met
    if settings.minutes_per_day:
        rows = store.due(
            day,
            _SIBLINGS * reviews,
            topics=topics,
            depth=depth,
            skip_families=tuple(families(store.met_on(day))),
        )
        due = min(reviews, len(families(rows)))
        left = settings.minutes_per_day - minutes_of(store, settings, reviewed + due, met)
        new = min(new, int(left / minutes_of(store, settings, 0, 1)))
    return Left(reviews, max(0, new), met + reviewed, in_all, None)


def _backlog(
    store: Store, settings: Settings, day: int, done: int, most: int, *, topics: Sequence[str], depth: str
) -> Backlog | None:
    """The backlog of study day ``day``, or None. ``done`` reviews are behind the learner today, ``most`` before.

    What was done today counts as having been due, so that a day which begins as a coming back ends as one.
    No more of the queue is looked at than the answer needs.
    """
    if most <= 2 * min(_FEWEST, settings.reviews_per_day) - done:
        return None
    usual = usual_day(store, settings, day)
    wanted = max(0, 2 * usual - done) + 1
    if usual == 0 or most < wanted or len(store.due(day, wanted, topics=topics, depth=depth)) < wanted:
        return None
    return Backlog(usual, max(0, usual - done))


def waiting_today(
    store: Store, settings: Settings, day: int, left: Left, asks: Callable[[str], bool], most: int = FAR
) -> tuple[list[DueItem], list[ItemRow]]:
    """What is due and what is new of families that ``day`` has not met yet: rows enough for all that is ``left`` of it,
    or for ``most`` questions. ``asks`` says of an item whether it is asked at all."""
    topics, depth = scope_topics(settings), settings.depth
    met = families(store.met_on(day))

    def read_due(limit: int) -> list[DueItem]:
        return store.due(
            day,
            limit,
            topics=topics,
            depth=depth,
            likeliest_first=left.behind is not None,
            skip_families=tuple(met),
        )

    def read_new(limit: int) -> list[ItemRow]:
        return store.new(limit, day=day, topics=topics, depth=depth, skip_families=taken)

    due = _asked(read_due, _SIBLINGS * min(most, left.reviews), asks)
    taken = tuple(met | families(due))
    return due, _asked(read_new, _SIBLINGS * min(most, left.new), asks)


def _asked(read: Callable[[int], list[Row]], number: int, asks: Callable[[str], bool]) -> list[Row]:
    """The first ``number`` rows of a queue that are asked, of which ``read`` gives as many as it is told."""
    limit = number
    while True:
        rows = read(limit)
        found = [row for row in rows if asks(row.item)]
        if len(found) >= number or len(rows) < limit:
            return found[:number]
        limit *= _WIDER
