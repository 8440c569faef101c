"""What has happened in a sitting so far: copied before each answer, so that undo can go back to it."""

from typing import NamedTuple

from quiz.questions.engine import Questions
from quiz.questions.items import links_of
from quiz.questions.model import Form, Question
from quiz.study.records import MetItem

__all__ = ["SPACING", "SPACING_MS", "Course", "FirstAnswer", "Repeat", "key_links", "own_links"]

SPACING = 3
"""Other questions before a missed one comes back, ..."""
SPACING_MS = 60_000
"""... or this long, and at least one other question."""


def key_links(questions: Questions, item: str) -> tuple[str, ...]:
    """``subject/property`` links that give the item's key away.

    For the item of a shared value those of all its subjects.
    """
    if ":" not in item.split("/")[1]:
        return links_of(item)
    entry = questions.catalogue[item][1]
    slugs = [slug for slug in (entry.given, entry.asked) if slug != "self"]
    return tuple(f"{subject}/{slug}" for subject in entry.fits for slug in slugs)


def own_links(questions: Questions, question: Question) -> list[str]:
    """The links that the question shows however it is answered: its own, and those of its other lines.

    The rest of ``reveals`` is what its false options really are, which is told only to those who choose one.
    """
    entry = questions.catalogue[question.item][1]
    own = {entry.subject, *entry.fits, *(touch.item.split("/")[1] for touch in question.touches)}
    return [link for link in question.reveals if link.rpartition("/")[0] in own]


class Repeat(NamedTuple):
    """An item that is asked again until it is right once."""

    item: str
    misses: int
    after: int
    """Answers given in the sitting when it was missed last."""
    at_ms: int
    form: Form | None
    """To be asked in the same form again: after a slip, which says nothing of the memory."""

    def ripe(self, answered: int, at_ms: int) -> bool:
        """Whether its first step is over. One that was missed twice waits for the end of the sitting."""
        others = answered - self.after
        return self.misses == 1 and (others >= SPACING or (others >= 1 and at_ms - self.at_ms >= SPACING_MS))


class FirstAnswer(NamedTuple):
    """The first answer to an item that was right or wrong."""

    topic: str
    right: bool
    prompt: str
    key: str


class Course:
    """The state of a sitting but for the question on the screen."""

    def __init__(self) -> None:
        self.day = 0
        """Study day whose limits and siblings hold; 0 before the first."""
        self.asked: set[str] = set()
        """Items presented in this sitting."""
        self.families: set[str] = set()
        """Families met today: their siblings wait for another day."""
        self.revealed: set[str] = set()
        """``subject/property`` links that have been on the screen."""
        self.opened: set[str] = set()
        """Subjects whose fact card has been on the screen."""
        self.topics: dict[str, int] = {}
        """New items of the day by topic."""
        self.repeats: tuple[Repeat, ...] = ()
        self.results: dict[str, FirstAnswer] = {}
        self.answered = 0
        self.times: dict[str, int] = {}
        """How often each item was presented: the seed of a repetition is another."""
        self.new_left = self.reviews_left = self.extra_left = 0
        """What the limits still allow."""
        self.new_waiting = self.reviews_waiting = 0
        """What there is, as far as is known."""
        self.new_asked = self.reviews_asked = 0
        self.cap = 1
        """New items that a topic may have today."""
        self.latency_ms = 0
        self.contacts: tuple[tuple[bool, float, float], ...] = ()
        """(right, guess, slip) of the first contacts."""

    def copy(self) -> "Course":
        """An independent copy."""
        other = Course()
        for name, value in self.__dict__.items():
            setattr(other, name, value.copy() if isinstance(value, set | dict) else value)
        return other

    def asks_like(self, other: "Course", item: str) -> bool:
        """Whether a question of ``item`` would be the same in both: what :class:`quiz.study.asking.Asker` looks at."""
        return self.times.get(item) == other.times.get(item) and all(
            getattr(self, name) == getattr(other, name)
            for name in ("repeats", "reviews_left", "families", "revealed", "opened")
        )

    def use_up(self, kind: str, touched: int) -> None:
        """Count an answered question off what the limits allow; ``touched``: of how many items it gave evidence."""
        if kind == "new":
            self.new_left = max(0, self.new_left - 1)
        elif kind == "review":
            self.reviews_left = max(0, self.reviews_left - max(1, touched))
        elif kind == "extra":
            self.extra_left = max(0, self.extra_left - 1)

    def begin(self, day: int, met: list[MetItem]) -> None:
        """Take over what the day has brought so far."""
        self.day = day
        self.families = {one.family for one in met}
        self.topics = {}
        for one in met:
            if one.new:
                self.topics[one.topic] = self.topics.get(one.topic, 0) + 1

    def given_away(self, links: tuple[str, ...]) -> bool:
        """Whether something that was on the screen shows the key that rests on these links."""
        return any(link in self.revealed or link.rpartition("/")[0] in self.opened for link in links)

    def miss(self, item: str, at_ms: int, form: Form | None) -> None:
        """The item comes back later in this sitting."""
        before = next((one.misses for one in self.repeats if one.item == item), 0)
        self.settle(item)
        self.repeats += (Repeat(item, before + 1, self.answered, at_ms, form),)

    def settle(self, item: str) -> None:
        """The item was right once, or is not to come back."""
        self.repeats = tuple(one for one in self.repeats if one.item != item)

    def next_repeat(self, at_ms: int, *, at_end: bool) -> Repeat | None:
        """The repetition to ask now. At the end those that wait come back too, the last answered one last."""
        ready = [one for one in self.repeats if at_end or one.ripe(self.answered, at_ms)]
        return min(ready, key=lambda one: (one.after, one.item)) if ready else None
