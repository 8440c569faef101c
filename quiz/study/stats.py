"""What ``quiz stats`` tells: counts, retention true and predicted, forecast, topics."""

from typing import NamedTuple

from quiz.questions.engine import Questions
from quiz.study.catalogue import synchronise
from quiz.study.load import days_studied
from quiz.study.records import ItemState, Store
from quiz.study.views import Moment, TopicView

__all__ = ["MATURE_DAYS", "Retention", "Stats", "stats"]

MATURE_DAYS = 21.0
"""Stability from which an item counts as mature."""

_AHEAD = 30


class Retention(NamedTuple):
    """Of the first counted answer to each item on each day that had a prediction: what was foretold, and what came."""

    number: int = 0
    """Answers; the other fields are 0 where there are none."""
    recall: float = 0.0
    """Mean predicted recall."""
    predicted: float = 0.0
    """Mean predicted chance of a right answer: recall, slips taken off and lucky guesses added."""
    true: float = 0.0
    """Share of right answers; to be compared with ``predicted``."""
    log_loss: float = 0.0
    """Of ``predicted`` against right and wrong, in nats; lower is better."""


class Stats(NamedTuple):
    """Where a learner stands in a bank."""

    day: int
    items: int
    met: int
    mature: int
    """Items whose stability is three weeks or more."""
    known: float
    """Sum of the retrievabilities of the items met."""
    due: int
    leeches: int
    suspended: int
    flagged: int
    answered_today: int
    days_studied: int
    """Of the last 30."""
    median_latency_ms: int
    retention: Retention
    forecast: tuple[int, ...]
    """Reviews falling due on each of 30 days; the first holds the overdue."""
    topics: tuple[TopicView, ...]


def stats(questions: Questions, store: Store, now: Moment, retention: Retention, lang: str = "") -> Stats:
    """Statistics of all items of the bank, of every depth. Titles are in ``lang``, else in the bank's first language.

    Raises QuizError if the store fails.
    """
    synchronise(questions, store)
    day = now.day(store.settings().cutoff_hour)
    counts = store.counts(day, depth="detail")
    states = list(store.states())
    lang = lang or questions.bank.languages[0]
    return Stats(
        day=day,
        items=sum(one.items for one in counts),
        met=sum(one.met for one in counts),
        mature=sum(_mature(state) for state in states),
        known=sum(one.known for one in counts),
        due=sum(one.due for one in counts),
        leeches=sum(state.leech for state in states),
        suspended=sum(state.suspended for state in states),
        flagged=sum(state.flagged for state in states),
        answered_today=sum(store.answered_today(day)),
        days_studied=days_studied(store, day),
        median_latency_ms=store.median_latency(),
        retention=retention,
        forecast=tuple(store.forecast(day, _AHEAD, depth="detail")),
        topics=tuple(TopicView.of(one, questions.topic_title(one.topic, lang)) for one in counts),
    )


def _mature(state: ItemState) -> bool:
    return state.memory is not None and state.memory.stability >= MATURE_DAYS
