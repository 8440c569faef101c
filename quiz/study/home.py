"""The home screen: what today holds, where the learner stands, and what to do when nothing is due."""

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

from quiz.questions.engine import Questions
from quiz.questions.model import Form
from quiz.study.catalogue import synchronise
from quiz.study.forms import askable, parse_forms
from quiz.study.load import FAR, Backlog, days_studied, families, left_today, minutes_of, scope_topics, waiting_today
from quiz.study.records import Settings, Store
from quiz.study.views import ComingBack, HomeView, Moment, TopicView

__all__ = ["Suggestions", "home", "nothing_due"]

_LONGEST_SPREAD = 365
_LEAST_SHARE = 4  # a quarter of a usual day at least goes into the backlog, or it would never end
_SUGGESTED = 20
_LOOKED_AT = 200
_KNOWN_DAYS = 3.0


class Suggestions(NamedTuple):
    """What there is to do when nothing is due: items for plans of an explicit choice."""

    deeper: tuple[str, ...]
    """Items that are known and can be typed: ``Plan(lang, items=…, forms=("typed",))``."""
    mix_ups: tuple[str, ...]
    """Items that were once taken for something else."""


def home(questions: Questions, store: Store, lang: str, now: Moment) -> HomeView:
    """Everything on the home screen, titles in ``lang``. Raises QuizError if the store fails."""
    synchronise(questions, store)
    settings = store.settings()
    day = now.day(settings.cutoff_hour)
    topics, depth = scope_topics(settings), settings.depth
    counts = store.counts(day, topics=topics, depth=depth)
    left = left_today(store, settings, day, topics=topics, depth=depth)
    behind = left.behind
    forms = parse_forms(settings.forms.split(","))

    def asks(item: str) -> bool:
        return askable(questions, item, forms)

    reviews, fresh = waiting_today(store, settings, day, left, asks)
    due, new = min(left.reviews, len(families(reviews))), min(left.new, len(families(fresh)))
    return HomeView(
        due=due,
        new=new,
        minutes=ceil(minutes_of(store, settings, due, new)),
        topics=tuple(TopicView.of(one, questions.topic_title(one.topic, lang)) for one in counts),
        days_studied=days_studied(store, day),
        answered_today=left.done,
        coming_back=_coming_back(store, settings, day, behind, sum(one.due for one in counts)) if behind else None,
        next_due=0 if due else _next_day(store, settings, day, asks),
        known=round(sum(one.known for one in counts)),
        met=sum(one.met for one in counts),
        items=sum(one.items for one in counts),
    )


def _coming_back(store: Store, settings: Settings, day: int, behind: Backlog, due: int) -> ComingBack:
    """Today's share, how many are probably still known, and the rest over the days it takes."""
    from quiz.memory.fsrs import retrievability
    from quiz.memory.model import Memory

    parameters = store.parameters()
    rows = store.due(day, due, topics=scope_topics(settings), depth=settings.depth)
    known = sum(retrievability(Memory(row.stability, 0.0, row.last_day, 1, 0), day, parameters) for row in rows)
    today = min(due, behind.left)
    return ComingBack(round(known), due, today, _spread(store, settings, day, behind.usual, due - today))


def _spread(store: Store, settings: Settings, day: int, usual: int, rest: int) -> tuple[int, ...]:
    """``rest`` over the days after ``day``: each takes what its own reviews leave of a usual day."""
    ahead = store.forecast(day, _LONGEST_SPREAD, topics=scope_topics(settings), depth=settings.depth)
    days: list[int] = []
    for own in ahead[1:]:
        if rest <= 0:
            break
        days.append(min(rest, max(usual - own, ceil(usual / _LEAST_SHARE))))
        rest -= days[-1]
    return tuple(days)


def _next_day(store: Store, settings: Settings, day: int, asks: Callable[[str], bool]) -> int:
    """The next study day with a review; tomorrow if some are left over from today."""
    rows = store.due(day + FAR, _LOOKED_AT, topics=scope_topics(settings), depth=settings.depth)
    return next((max(day + 1, row.due) for row in rows if asks(row.item)), 0)


def nothing_due(questions: Questions, store: Store, now: Moment) -> Suggestions:
    """What to do when nothing is due: deeper forms of what is known, and old mix-ups.

    Looks at the two hundred items that fall due soonest, one of a family and none that was asked today.
    """
    settings = store.settings()
    day = now.day(settings.cutoff_hour)
    rows = store.due(day + FAR, _LOOKED_AT, topics=scope_topics(settings), depth=settings.depth)
    seen = families(store.met_on(day))
    deeper: list[str] = []
    mixed: list[str] = []
    for row in sorted(rows, key=lambda row: (row.due, row.stability, row.item)):
        state = None if row.family in seen or not questions.has(row.item) else store.state(row.item)
        if state is None or state.hidden(day):
            continue
        seen.add(row.family)
        if len(mixed) < _SUGGESTED and store.mix_ups(row.item):
            mixed.append(row.item)
        elif len(deeper) < _SUGGESTED and row.stability >= _KNOWN_DAYS and Form.TYPED in questions.info(row.item).forms:
            deeper.append(row.item)
    return Suggestions(tuple(deeper), tuple(mixed))
