"""What study shows to front ends. Plain data; the texts are clean and in the learner's language."""

from typing import TYPE_CHECKING, NamedTuple, Protocol

from quiz.memory.days import study_day
from quiz.questions.model import Question, Response, Verdict
from quiz.study.records import Mode, Store, TopicCounts

if TYPE_CHECKING:
    from quiz.questions.engine import Questions

__all__ = [
    "TEN_MORE",
    "ComingBack",
    "Desk",
    "Feedback",
    "HomeView",
    "Moment",
    "Plan",
    "Presented",
    "Summary",
    "TopicView",
    "Upcoming",
    "today",
]


TEN_MORE = 10
"""Items beyond today's limits that are had at one wish."""


class Moment(NamedTuple):
    """Now, as the front end's clock says."""

    at_ms: int
    """UTC milliseconds since 1970."""
    zone_minutes: int
    """Offset of local time from UTC."""

    def day(self, cutoff_hour: int) -> int:
        """The study day that it belongs to."""
        return study_day(self.at_ms, self.zone_minutes, cutoff_hour)


class Desk(Protocol):
    """A bank, a learner's progress in it, and two clocks."""

    questions: "Questions"
    lang: str
    """Code of the language in use, for the interface and for the questions."""

    @property
    def store(self) -> Store:
        """What the learner knows and has set."""

    def now(self) -> Moment:
        """The time of day."""

    def mono(self) -> int:
        """Milliseconds of a clock that nobody sets."""


def today(desk: Desk) -> int:
    """The study day that it is for the learner."""
    return desk.now().day(desk.store.settings().cutoff_hour)


class Plan(NamedTuple):
    """What a sitting is to be."""

    lang: str
    """Language of the questions."""
    mode: Mode = "study"
    topics: tuple[str, ...] = ()
    depth: str = ""
    """Empty: from the settings."""
    forms: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """An explicit choice: these items, in this order, whatever limits and siblings say."""
    extra: int = 0
    """"Ten more": so many items beyond today's limits."""
    seed: int = 0
    """0: drawn by the caller's clock."""
    exactly: int | None = None
    """The seed of the question itself, for one that was asked before and is wished for as it was."""


class Presented(NamedTuple):
    """A question on the screen."""

    question: Question
    topic: str
    """The topic's title."""
    number: int
    """From 1."""
    total: int
    """How many the sitting expects to ask, as far as is known now."""
    new: bool
    """The item was never met before."""
    again: bool
    """It is asked again in this sitting, after a wrong answer or a slip."""
    flagged: bool


class Feedback(NamedTuple):
    """What an answer was worth, after it was committed."""

    question: Question
    response: Response
    verdict: Verdict
    key: tuple[str, ...]
    """The right answer as shown; for matching ``left – right`` lines."""
    citations: tuple[str, ...]
    """Sources by title and line."""
    counts: bool
    """For memory. False in cram, whose answers are in the log all the same."""
    next_day: int
    """Study day on which the item comes back; 0 if today, in this sitting."""
    days: int
    """The same as days from today."""
    leech: bool
    """The item has just become a leech."""
    may_overrule: bool
    """A typed answer that was wrong: the learner may say "I was right"."""


class TopicView(NamedTuple):
    """A topic on the home screen."""

    topic: str
    title: str
    items: int
    met: int
    due: int
    mastery: float
    """0 to 1: expected share of the topic's items that the learner would answer right today."""

    @classmethod
    def of(cls, counts: TopicCounts, title: str) -> "TopicView":
        """The topic as it stands."""
        mastery = counts.known / counts.items if counts.items else 0.0
        return cls(counts.topic, title, counts.items, counts.met, counts.due, mastery)


class ComingBack(NamedTuple):
    """Shown when more is due than two usual days."""

    still_known: int
    """How many of the due ones are probably still known."""
    due: int
    today: int
    """Today's share."""
    days: tuple[int, ...]
    """How the rest is spread over the next days."""


class HomeView(NamedTuple):
    """The home screen."""

    due: int
    new: int
    minutes: int
    """Estimated for today's share."""
    topics: tuple[TopicView, ...]
    days_studied: int
    """Of the last 30."""
    answered_today: int
    coming_back: ComingBack | None
    next_due: int
    """Study day of the next review when nothing is due; 0 if there is none."""
    known: int
    """Items that the learner probably knows, of ``met``."""
    met: int
    items: int


class Upcoming(NamedTuple):
    """What comes when."""

    day: int
    items: int


class Summary(NamedTuple):
    """The end of a sitting."""

    right: int
    wrong: int
    by_topic: tuple[tuple[str, int, int], ...]
    """(title, right, wrong)."""
    upcoming: tuple[Upcoming, ...]
    missed: tuple[tuple[str, str, str], ...]
    """(item, prompt, key) of what to look at again."""
    seconds: int
    known_before: float | None = None
    """What a placement found: the chance that a question is known before it was ever asked."""
    held_back: int = 0
    """Questions that wait for another sitting because their keys were on the screen in this one."""
