"""From a blueprint and a seed to papers. The same bank, blueprint and seed give the same papers on every machine.

Draws are hashes of (seed, item, role), as everywhere. Topics get their questions by weight (largest remainder,
Hamilton's method); of each topic the items come in a hashed order, and one is taken if its question fits: no second
item of a fact, and nothing on the paper that gives a key away (:mod:`quiz.study.exam.giveaway`); an item whose answer
is that of several questions already comes last. Where that leaves a topic short, the draw is made again with the items
that stood in the way moved to the end, and of a short paper in other hashed orders.

Questions are chosen by what they show in all languages of the bank, so a paper has the same questions, in the same
order, in each of them.

**Parallel papers.** The second and further ones follow the first question by question: of the same topic, not on an
earlier paper, and of the facility that brings the paper's sum nearest to that of the first, facts that no earlier
paper asks being preferred. Four papers of twenty questions of the ASEM bank share no item and differ in their mean
predicted facility by less than 0.01 without a learner's data, half of them by less than 0.001, and by less than 0.02
where chances of being known lie anywhere between 0 and 1 (the tests hold this over many seeds).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.questions.engine import Questions
from quiz.questions.seeded import draw
from quiz.study.exam.filling import Filling
from quiz.study.exam.model import Blueprint, Paper, Slot
from quiz.study.exam.nearest import Unfillable, limits_of, nearest_offer
from quiz.study.exam.predict import usual
from quiz.study.exam.stock import Chance, Stock

__all__ = ["Chance", "Unfillable", "draw_papers", "shares"]

_ATTEMPTS = 6
"""Draws in one order."""
_DRAWN = 240
"""Questions drawn in all the orders together: a short paper may try many, a long one has just one."""


class _Wanted(NamedTuple):
    """The paper to be drawn."""

    number: int
    model: tuple[tuple[str, Slot], ...] = ()
    """(topic, question) of the first paper, which this one follows."""
    used: Mapping[str, int] = {}
    """How many papers have an item already."""
    again: bool = False
    """Where nothing else is left these may be on it too."""


class _Drawn(NamedTuple):
    """One paper, as far as the bank could fill it."""

    slots: tuple[tuple[str, Slot], ...]
    """(topic, question)."""
    items: frozenset[str]
    """All that its questions ask."""
    lacks: Mapping[str, int]
    """Questions that a topic is short of."""
    shared: int
    """Items on it that are on earlier papers too."""
    blamed: frozenset[str]
    """Items on it that kept others away from a topic that is short."""

    @property
    def worth(self) -> tuple[int, int]:
        """Full papers first, then those that share least."""
        return len(self.slots), -self.shared


def draw_papers(
    questions: Questions,
    blueprint: Blueprint,
    seed: int,
    lang: str,
    *,
    count: int = 1,
    facility: Chance | None = None,
) -> list[Paper]:
    """``count`` parallel papers for ``blueprint``, shown in ``lang`` or in the bank's first language.

    ``facility`` decides what is easy and what is hard, and is kept with each question; without one it is that of
    nobody in particular, which is the same everywhere. Parallel papers share no item unless the bank has too few.
    Raises Unfillable, with the nearest that can be had, if the bank cannot fill the blueprint.
    """
    code = lang if lang in questions.bank.languages else questions.bank.languages[0]
    drawing = _Drawing(questions, blueprint, seed, facility or usual(questions))
    found = drawing.papers(count)
    return [
        Paper(blueprint, questions.bank.id, questions.bank.digest, seed, code, drawing.arranged(drawn, at))
        for at, drawn in enumerate(found)
    ]


def shares(weights: Sequence[tuple[str, float]], number: int) -> dict[str, int]:
    """``number`` questions dealt by weight: whole parts first, then one each by largest remainder (Hamilton, 1792)."""
    total = sum(weight for _topic, weight in weights)
    exact = {topic: number * weight / total for topic, weight in weights}
    dealt = {topic: int(part) for topic, part in exact.items()}
    rest = number - sum(dealt.values())
    for topic in sorted(exact, key=lambda topic: dealt[topic] - exact[topic])[:rest]:  # ties: the first named
        dealt[topic] += 1
    return dealt


class _Drawing:
    """The drawing of one blueprint's papers."""

    def __init__(self, questions: Questions, blueprint: Blueprint, seed: int, facility: Chance) -> None:
        self.questions, self.blueprint, self.seed, self.facility = questions, blueprint, seed, facility
        self.stock = Stock(questions, blueprint, seed, facility)
        self.named = bool(blueprint.topics)
        self.weights = blueprint.topics or tuple(
            (topic, float(len({one.info.id for one in some}))) for topic, some in self.stock.topics().items()
        )

    # papers

    def papers(self, count: int) -> list[_Drawn]:
        number = self.blueprint.questions
        if number < 1:
            raise QuizError(_("A test has at least one question."))
        if not any(self.stock.topics().values()):
            message = _("The bank has no question for this blueprint ({limits}).").format(
                limits=limits_of(self.blueprint)
            )
            raise Unfillable(message, self._offer(), 0)
        found: list[_Drawn] = []
        used: dict[str, int] = {}
        for _paper in range(count):
            drawn = self._paper(_Wanted(number, found[0].slots if found else (), used))
            if drawn.lacks:
                raise self._cannot(number, drawn)
            found.append(drawn)
            for item in drawn.items:
                used[item] = used.get(item, 0) + 1
        return found

    def _paper(self, wanted: _Wanted) -> _Drawn:
        """One paper: without items of earlier ones if that can be, else with as few of them as are needed."""
        best = self._best(wanted)
        if best.lacks and wanted.used:
            return self._best(wanted._replace(again=True))
        return best

    def _best(self, wanted: _Wanted) -> _Drawn:
        """The best of several orders; the first one that fills the paper does."""
        best = self._in_order(wanted, 0)
        for order in range(1, _DRAWN // wanted.number):
            if not best.lacks:
                break
            best = max(best, self._in_order(wanted, order), key=lambda drawn: drawn.worth)
        return best

    def _in_order(self, wanted: _Wanted, order: int) -> _Drawn:
        """The best draw in one order of candidates."""
        late: frozenset[str] = frozenset()
        best: _Drawn | None = None
        for _attempt in range(_ATTEMPTS):
            drawn = self._attempt(wanted, order, late)
            if best is None or drawn.worth > best.worth:
                best = drawn
            if not (drawn.lacks or drawn.shared) or drawn.blamed <= late:
                break
            late |= drawn.blamed
        assert best is not None
        return best

    def _attempt(self, wanted: _Wanted, order: int, late: frozenset[str]) -> _Drawn:
        sheet = Filling(self.stock, wanted.model, wanted.used, order=order, late=late)
        topics, dealt = self.stock.topics(order), shares(self.weights, wanted.number)
        # those with least to choose from go first, while little stands in their way
        scarce = sorted((topic for topic in dealt if dealt[topic]), key=lambda one: len(topics[one]) / dealt[one])
        lacks = {topic: dealt[topic] - sheet.take(topic, dealt[topic]) for topic in scarce}
        if not self.named:  # the weights are ours: what one topic has not, the others may give
            for topic in sorted(topics, key=lambda topic: -len(topics[topic])):
                missing = sum(lacks.values())
                if missing and not lacks.get(topic):
                    rest = missing - sheet.take(topic, missing)
                    lacks = {"": rest} if rest else {}
        if wanted.again:
            for topic in [one for one, missing in lacks.items() if missing]:
                for _each in range(lacks[topic]):
                    lacks[topic] -= any(sheet.take(one, 1, again=True) for one in ([topic] if topic else topics))
        return _Drawn(
            tuple(sheet.slots),
            frozenset(sheet.items),
            {topic: n for topic, n in lacks.items() if n > 0},
            sheet.shared,
            frozenset(sheet.in_the_way),
        )

    def arranged(self, drawn: _Drawn, paper: int) -> tuple[Slot, ...]:
        """The questions in the order of the paper: topics mixed, by hash."""
        slots = [slot for _topic, slot in drawn.slots]
        return tuple(sorted(slots, key=lambda slot: draw(self.seed, slot.item, "order", str(paper))))

    # what there is not

    def _cannot(self, number: int, drawn: _Drawn) -> Unfillable:
        """What is missing, by topic, and the most questions that the same weights can have."""
        had: dict[str, int] = {}
        for topic, _slot in drawn.slots:
            had[topic] = had.get(topic, 0) + 1
        parts = [
            _("{topic} has {had} of {wanted}").format(
                topic=topic, had=had.get(topic, 0), wanted=had.get(topic, 0) + missing
            )
            for topic, missing in drawn.lacks.items()
            if topic
        ] or [_("{had} of {wanted} in all").format(had=len(drawn.slots), wanted=number)]
        most = self._most(number, drawn)
        hint = ngettext(
            "With these topics, depth and forms it can have {n} question.",
            "With these topics, depth and forms it can have {n} questions.",
            most,
        ).format(n=most)
        if not most:
            hint = self._offer()
        message = _("The bank cannot fill this blueprint: {lacks}.").format(lacks="; ".join(parts))
        return Unfillable(message, hint, most)

    def _offer(self) -> str:
        """What to choose instead where no number of questions would do."""

        def can(other: Blueprint) -> int:
            drawing, n = _Drawing(self.questions, other, self.seed, self.facility), other.questions
            if not any(drawing.stock.topics().values()):
                return 0
            drawn = drawing._paper(_Wanted(n))
            return drawing._most(n, drawn) if drawn.lacks else n

        offer = nearest_offer(self.blueprint, self.stock.topics(), can)
        return offer or _("Choose other topics or forms, or a deeper depth.")

    def _most(self, number: int, drawn: _Drawn) -> int:
        """The most questions below ``number`` for which a paper was really drawn."""
        n = number - sum(drawn.lacks.values())
        while n > 0:
            dealt = shares(self.weights, n)
            if all(dealt[topic] <= self._facts(topic) for topic in dealt):
                tried = self._best(_Wanted(n))
                if not tried.lacks:
                    return n
                n = min(n - 1, len(tried.slots))
            else:
                n -= 1
        return 0

    def _facts(self, topic: str) -> int:
        """Families of a topic: no paper has more of its questions, unless topics need not be kept to."""
        return len({one.info.family for one in self.stock.topics()[topic]}) if self.named else self.blueprint.questions
