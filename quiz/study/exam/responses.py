"""The answers of many people to many questions, as columns by question: what an item analysis reads."""

from array import array
from collections.abc import Iterable
from itertools import count
from math import isnan
from typing import NamedTuple

__all__ = ["Column", "Offered", "Record", "Responses"]


class Record(NamedTuple):
    """One answer. Questions that were on a person's paper and were left blank are records too, without credit."""

    person: str
    """Who answered; where one person's attempts shall count apart, the attempt."""
    question: str
    """What was asked, whatever the order of its options."""
    item: str
    template: str
    topic: str
    credit: float
    """0 to 1."""
    option: str
    """Canonical text of what was chosen; empty for no answer, and where there is nothing to choose from."""
    ms: int
    """Time taken, in milliseconds; 0 if it is not known, as on paper."""


class Offered(NamedTuple):
    """What there was to choose from in a question that takes one choice."""

    options: tuple[str, ...]
    """Canonical texts."""
    key: tuple[str, ...]
    """Those that are right: usually one; several if another one was accepted later."""


class Column(NamedTuple):
    """All answers to one question. The arrays are of one length, an answer a place."""

    question: str
    item: str
    template: str
    topic: str
    people: "array[int]"
    """Numbers of the people, from 0, as :class:`Responses` gives them."""
    credits: "array[float]"
    choices: "array[int]"
    """Places in ``texts``."""
    times: "array[int]"
    """Milliseconds."""
    texts: dict[str, int]
    """Each text that was chosen, and its place."""

    def only(self, places: Iterable[int]) -> "Column":
        """The answers at ``places``."""
        kept = list(places)
        return self._replace(
            people=array("q", [self.people[at] for at in kept]),
            credits=array("d", [self.credits[at] for at in kept]),
            choices=array("q", [self.choices[at] for at in kept]),
            times=array("q", [self.times[at] for at in kept]),
        )


class Responses:
    """Takes records in any order and keeps them by question, 32 bytes each.

    They are read once, one by one, so that they may come straight from a cursor (tuples in the order of
    :class:`Record` will do). Item, template and topic of a question are those of its first record. If a person
    answered the same question twice, the first answer stands: it alone was given without having seen the question
    before.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        """Raises ValueError for a credit outside of 0 to 1."""
        numbers: dict[str, int] = {}
        known: dict[str, Column] = {}
        last, number = "", 0  # the person of the last record: an attempt's answers mostly stand together
        for person, question, item, template, topic, credit, option, ms in records:
            if person != last or not numbers:
                last, number = person, numbers.setdefault(person, len(numbers))
            column = known.get(question)
            if column is None:
                column = known[question] = _empty(question, item, template, topic)
            _question, _item, _template, _topic, people, credits, choices, times, texts = column
            people.append(number)
            credits.append(credit)
            place = texts.get(option)
            if place is None:
                place = texts[option] = len(texts)
            choices.append(place)
            times.append(ms)
        self.people = len(numbers)
        """How many people there are."""
        self.columns = [_checked(column) for column in known.values()]
        """One a question, in order of first appearance."""

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return sum(len(column.people) for column in self.columns)


def _empty(question: str, item: str, template: str, topic: str) -> Column:
    return Column(question, item, template, topic, array("q"), array("d"), array("q"), array("q"), {})


def _checked(column: Column) -> Column:
    # min() and max() may pass over a nan, a sum does not
    if isnan(sum(column.credits)) or min(column.credits) < 0 or max(column.credits) > 1:
        raise ValueError(f"the credit of an answer to {column.question!r} is not between 0 and 1")
    if len(set(column.people)) == len(column.people):
        return column
    first: dict[int, int] = {}
    for person, place in zip(column.people, count()):
        first.setdefault(person, place)
    return column.only(first.values())
