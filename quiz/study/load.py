"""How much there is to do, against how much a learner usually does.

A *usual day* is the mean number of items that the learner handled (met or reviewed) on the last five study
days of the past thirty, not more than the daily limit of reviews and not less than twenty; without such days
it is the limit. Coming back means that more is due than two usual days: the day's share is then one usual day.
"""

from collections.abc import Sequence
from typing import NamedTuple

from quiz.study.records import Settings, Store

__all__ = ["Backlog", "backlog", "due_count", "scope_topics", "usual_day"]

WINDOW = 64
"""Rows of the first look at the queue."""

_FEWEST = 20
_DAYS_BACK = 30
_DAYS = 5


class Backlog(NamedTuple):
    """More is due than two usual days."""

    due: int
    """Now."""
    usual: int
    left: int
    """Of today's share."""


def scope_topics(settings: Settings) -> tuple[str, ...]:
    """Topics that the learner studies at all; empty for all."""
    return tuple(topic.strip() for topic in settings.topics.split(",") if topic.strip())


def due_count(store: Store, day: int, topics: Sequence[str], depth: str) -> int:
    """How many reviews are due by ``day``: exact while they are few, from an index when they are many."""
    few = len(store.due(day, WINDOW, topics=topics, depth=depth))
    if few < WINDOW:
        return few
    if topics:
        return sum(counts.due for counts in store.counts(day, topics=topics, depth=depth))
    return max(few, store.forecast(day, 1)[0])


def usual_day(store: Store, settings: Settings, day: int) -> int:
    """Items of a usual day; see above."""
    most = settings.reviews_per_day
    studied = [one for one in store.days_studied(day - _DAYS_BACK) if one < day][-_DAYS:]
    loads = [sum(store.answered_today(one)) for one in studied]
    average = round(sum(loads) / len(loads)) if loads else most
    return min(most, max(_FEWEST, average))


def backlog(store: Store, settings: Settings, day: int, due: int, done: int) -> Backlog | None:
    """The backlog of the day, or None. ``due`` items wait, ``done`` reviews are behind the learner today.

    What was done today counts as having been due, so that a day which begins as a coming back ends as one.
    """
    if due + done <= 2 * min(_FEWEST, settings.reviews_per_day):
        return None
    usual = usual_day(store, settings, day)
    if usual == 0 or due + done <= 2 * usual:
        return None
    return Backlog(due, usual, min(due, max(0, usual - done)))
