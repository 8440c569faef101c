"""One paper while it is filled: what fits beside what is on it already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quiz.study.course import key_links
from quiz.study.exam.giveaway import Screened, key_value
from quiz.study.exam.model import Slot
from quiz.study.exam.stock import Candidate, Stock

__all__ = ["Filling"]

_ONE_KEY, _ONE_KEY_OF = 2, 10
"""Questions of a paper that have the same answer: two, or in a long one a tenth; more only where nothing else fits."""
_KNOWN_FACT = 0.05
"""By how much the facility of an item may be further off if no earlier paper asks the fact."""


class Filling:
    """One paper while it is filled."""

    def __init__(
        self,
        stock: Stock,
        model: Sequence[tuple[str, Slot]],
        used: Mapping[str, int],
        *,
        order: int,
        late: frozenset[str],
    ) -> None:
        """``model``: (topic, question) of the paper to follow, or none; ``used``: how many papers have an item already;
        ``order`` and ``late``: the order in which candidates are tried, and items that come last in it.
        """
        self.stock, self.used, self.order, self.late = stock, used, order, late
        self.used_families = {stock.questions.info(item).family for item in used}
        self.screened = Screened()
        self.slots: list[tuple[str, Slot]] = []
        self.items: set[str] = set()
        """All that is asked on it."""
        self.shared = 0
        """Items on it that are on earlier papers too."""
        self.in_the_way: set[str] = set()
        self.follows = bool(model)
        self._taken: set[str] = set()
        self._left: dict[str, list[Candidate]] = {}
        """By topic what may still fit: what once did not never will, for the paper only grows."""
        self._turns: dict[str, Iterator[Candidate]] = {}
        self._answers: dict[str, int] = {}
        """How many questions have an answer, by :func:`key_value`."""
        self._enough: set[str] = set()
        """Answers that as many questions have as should."""
        self._models: dict[str, list[float]] = {}
        """By topic the facilities of the first paper that are not yet matched."""
        self._ahead = 0.0
        """By how much the first paper's sum is above this one's so far."""
        for topic, slot in model:
            self._models.setdefault(topic, []).append(slot.facility)

    def take(self, topic: str, number: int, *, again: bool = False) -> int:
        """Put up to ``number`` questions of a topic on the paper; says how many there were to be had."""
        had = 0
        while had < number and self._next(topic, again=again):
            had += 1
        if had < number:
            self._blame(topic)
        return had

    def _next(self, topic: str, *, again: bool) -> bool:
        left = self._left.get(topic)
        if left is None:
            tried = self.stock.topics(self.order)[topic]
            left = self._left[topic] = sorted(tried, key=lambda one: one.info.id in self.late)
            self._turns[topic] = self._in_turn(left)
        if not self.follows:
            return any(self._put(topic, one) for one in self._turns[topic])
        models = self._models.get(topic)
        model = models[0] if models else 0.5
        for one in self._in_turn(self._nearest(left, model + self._ahead, again=again)):
            if not again and self._shared(one):  # it stays for when nothing else is left
                continue
            if self._put(topic, one):
                self._ahead += (models.pop(0) if models else model) - self.slots[-1][1].facility
                return True
            left.remove(one)
        return False

    def _in_turn(self, some: Iterable[Candidate]) -> Iterator[Candidate]:
        """Those whose answer enough questions have last."""
        aside = []
        for one in some:
            if self._enough and key_value(self.stock.questions, one.info.id, one.form) in self._enough:
                aside.append(one)
            else:
                yield one
        yield from aside

    def _nearest(self, left: Iterable[Candidate], target: float, *, again: bool) -> Iterator[Candidate]:
        """Those on fewest earlier papers first, then the nearest in facility, new facts being preferred."""

        def rank(one: Candidate) -> tuple[int, bool, float, tuple[int, int, int]]:
            away = abs(one.facility - target) + (_KNOWN_FACT if one.info.family in self.used_families else 0)
            return self.used.get(one.info.id, 0), one.info.id in self.late, round(away, 6), one.rank

        yield from sorted((one for one in left if again or one.info.id not in self.used), key=rank)

    def _shared(self, one: Candidate) -> set[str]:
        """What its question asks that earlier papers ask too."""
        return self.used.keys() & self.stock.built(one.info.id, one.form, self.order)[0].items

    def _put(self, topic: str, one: Candidate) -> bool:
        """The candidate's question on the paper, if it fits."""
        info = one.info
        if info.id in self._taken or not self.screened.may((info.family,), key_links(self.stock.questions, info.id)):
            return False
        shown, slot = self.stock.built(info.id, one.form, self.order)
        if not self.screened.fits(shown):
            return False
        self.screened.add(shown)
        self.slots.append((topic, slot))
        self.items |= shown.items
        self._taken.add(info.id)
        if value := key_value(self.stock.questions, info.id, one.form):
            n = self._answers[value] = self._answers.get(value, 0) + 1
            if n >= max(_ONE_KEY, self.stock.blueprint.questions // _ONE_KEY_OF):
                self._enough.add(value)
        self.shared += len(self._shared(one))
        return True

    def _blame(self, topic: str) -> None:
        """Note which chosen items kept the others of a topic away."""
        of: dict[str, set[str]] = {}  # what is on the paper, by its families and the links that it shows
        for _topic, slot in self.slots:
            shown = self.stock.built(slot.item, slot.form, self.order)[0]
            for mark in (*shown.families, *shown.reveals):
                of.setdefault(mark, set()).add(slot.item)
        for one in self.stock.topics(self.order)[topic]:
            if one.info.id not in self._taken:
                for mark in (one.info.family, *key_links(self.stock.questions, one.info.id)):
                    self.in_the_way |= of.get(mark, set())
