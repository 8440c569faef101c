"""What a blueprint may ask, by topic, in the hashed orders in which it is tried, and the questions themselves.

No order is better than another: the further ones are for a paper that the first does not fill.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from quiz.questions.engine import Questions
from quiz.questions.model import DEPTHS, Form, ItemInfo
from quiz.questions.seeded import draw, small
from quiz.study.exam.giveaway import Shown, screened
from quiz.study.exam.model import Blueprint, Slot

__all__ = ["Candidate", "Chance", "Stock"]

Chance: TypeAlias = Callable[[str, Form, int], float]
"""Predicted chance of a right answer by item, form and number of options: :class:`quiz.study.exam.predict.Facility`."""

_USUAL_OPTIONS = {Form.CHOICE: 4, Form.SELECT_ALL: 6, Form.TRUE_FALSE: 2, Form.ORDERING: 4, Form.MATCHING: 4}
"""What a form mostly shows: for ranking by facility before a question is built."""
_THIRDS = {"easy": 2, "medium": 1, "hard": 0}


class Candidate(NamedTuple):
    """An item in one of the forms that it may have on the paper."""

    info: ItemInfo
    form: Form
    facility: float
    """As it is likely to be."""
    rank: tuple[int, int, int]
    """Thirds away from the difficulty that is wanted, then the item's hash, then the form's."""


class Stock:
    """The candidates of one blueprint under one seed."""

    def __init__(self, questions: Questions, blueprint: Blueprint, seed: int, facility: Chance) -> None:
        self.questions, self.blueprint, self.seed, self.facility = questions, blueprint, seed, facility
        self._tried: dict[int, dict[str, list[Candidate]]] = {}
        self._built: dict[tuple[str, Form, int], tuple[Shown, Slot]] = {}

    def topics(self, order: int = 0) -> dict[str, list[Candidate]]:
        """What may be asked, by topic, in the order of this number."""
        if order not in self._tried:
            self._tried[order] = self._by_topic(order)
        return self._tried[order]

    def _by_topic(self, order: int) -> dict[str, list[Candidate]]:
        wanted = self.blueprint.forms or tuple(form for form in Form if form is not Form.FLASHCARD)
        deepest = DEPTHS.index(self.blueprint.depth)
        topics = {topic for topic, _weight in self.blueprint.topics}
        found: dict[str, list[Candidate]] = {topic: [] for topic, _weight in self.blueprint.topics}
        for info in self.questions.items():
            if DEPTHS.index(info.depth) > deepest or (topics and info.topic not in topics):
                continue
            place = self._draw(order, info.id, "place")
            for form in info.forms:
                if form in wanted:
                    rank = (0, place, self._draw(order, info.id, "form", form.value))
                    likely = self.facility(info.id, form, _USUAL_OPTIONS.get(form, 0))
                    found.setdefault(info.topic, []).append(Candidate(info, form, likely, rank))
        return {topic: self._ranked(some) for topic, some in found.items()}

    def _draw(self, order: int, *roles: str) -> int:
        return draw(self.seed, *self._roles(order, *roles))

    def _roles(self, order: int, *roles: str) -> tuple[str, ...]:
        return (*roles, str(order)) if order else roles

    def _ranked(self, some: list[Candidate]) -> list[Candidate]:
        """By rank: of an easy test the topic's easiest third comes first, then the next, and so on."""
        third = _THIRDS.get(self.blueprint.difficulty)
        if third is not None:
            ranked = sorted(some, key=lambda one: (one.facility, one.rank))
            some = [
                one._replace(rank=(abs(3 * at // len(ranked) - third), *one.rank[1:])) for at, one in enumerate(ranked)
            ]
        return sorted(some, key=lambda one: one.rank)

    def built(self, item: str, form: Form, order: int) -> tuple[Shown, Slot]:
        """The item's question as others see it, and its place on the paper. Each order has options of its own."""
        key = item, form, order
        if key not in self._built:
            seed = small(self.seed, *self._roles(order, item, "question"))
            asked = [self.questions.ask(item, form, lang, seed) for lang in self.questions.bank.languages]
            options = len(asked[0].options)
            slot = Slot(item, form, seed, self.facility(item, form, options), options)
            self._built[key] = screened(self.questions, asked), slot
        return self._built[key]
