"""From a blueprint and a seed to papers. The same bank, blueprint and seed give the same papers on every machine.

Draws are hashes of (seed, item, role), as everywhere. Topics get their questions by weight (largest remainder,
Hamilton's method); of each topic the items come in a hashed order, and one is taken if its question fits: no second
item of a fact, and nothing on the paper that gives a key away (:mod:`quiz.study.exam.giveaway`); an item whose answer
is that of several questions already comes last. Where that leaves a topic short, the draw is made again with the items
that stood in the way moved to the end.

Questions are chosen by what they show in all languages of the bank, so a paper has the same questions, in the same
order, in each of them.

**Parallel papers.** The second and further ones follow the first question by question: of the same topic, not on an
earlier paper, and of the facility that brings the paper's sum nearest to that of the first, facts that no earlier
paper asks being preferred. Four papers of twenty questions of the ASEM bank share no item and differ in their mean
predicted facility by less than 0.01 without a learner's data, half of them by less than 0.001, and by less than 0.02
where chances of being known lie anywhere between 0 and 1 (the tests hold this over many seeds).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.questions.engine import Questions
from quiz.questions.model import DEPTHS, Form, ItemInfo
from quiz.questions.seeded import draw
from quiz.study.course import key_links
from quiz.study.exam.giveaway import Screened, Shown, key_value, screened
from quiz.study.exam.model import Blueprint, Paper, Slot
from quiz.study.exam.nearest import Unfillable, limits_of, nearest_offer
from quiz.study.exam.predict import usual

__all__ = ["Chance", "Unfillable", "draw_papers", "shares"]

Chance: TypeAlias = Callable[[str, Form, int], float]
"""Predicted chance of a right answer by item, form and number of options: :class:`quiz.study.exam.predict.Facility`."""

_ATTEMPTS = 6
_ONE_KEY, _ONE_KEY_OF = 2, 10
"""Questions of a paper that have the same answer: two, or in a long one a tenth; more only where nothing else fits."""
_KNOWN_FACT = 0.05
"""By how much the facility of an item may be further off if no earlier paper asks the fact."""
_SEED_BITS = 0xFFFF_FFFF
_USUAL_OPTIONS = {Form.CHOICE: 4, Form.SELECT_ALL: 6, Form.TRUE_FALSE: 2, Form.ORDERING: 4, Form.MATCHING: 4}
"""What a form mostly shows: for ranking by facility before a question is built."""
_THIRDS = {"easy": 2, "medium": 1, "hard": 0}


class _Candidate(NamedTuple):
    """An item in one of the forms that it may have on the paper."""

    info: ItemInfo
    form: Form
    facility: float
    """As it is likely to be."""
    order: tuple[int, int, int]
    """Thirds away from the difficulty that is wanted, then the item's hash, then the form's."""


class _Drawn(NamedTuple):
    """One paper, as far as the bank could fill it."""

    slots: tuple[tuple[str, Slot], ...]
    """(topic, question)."""
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
        Paper(blueprint, questions.bank.id, questions.bank.digest, seed, code, drawing.in_order(drawn, at))
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
        self.pool = self._pool()
        self.named = bool(blueprint.topics)
        self.weights = blueprint.topics or tuple(
            (topic, float(len({one.info.id for one in some}))) for topic, some in self.pool.items()
        )
        self._built: dict[tuple[str, Form], tuple[Shown, Slot]] = {}

    # what there is

    def _pool(self) -> dict[str, list[_Candidate]]:
        """What may be asked, by topic, in the order in which it is tried."""
        wanted = self.blueprint.forms or tuple(form for form in Form if form is not Form.FLASHCARD)
        deepest = DEPTHS.index(self.blueprint.depth)
        topics = {topic for topic, _weight in self.blueprint.topics}
        found: dict[str, list[_Candidate]] = {topic: [] for topic, _weight in self.blueprint.topics}
        for info in self.questions.items():
            if DEPTHS.index(info.depth) > deepest or (topics and info.topic not in topics):
                continue
            place = draw(self.seed, info.id, "place")
            for form in info.forms:
                if form in wanted:
                    order = (0, place, draw(self.seed, info.id, "form", form.value))
                    likely = self.facility(info.id, form, _USUAL_OPTIONS.get(form, 0))
                    found.setdefault(info.topic, []).append(_Candidate(info, form, likely, order))
        return {topic: self._tried(some) for topic, some in found.items()}

    def _tried(self, some: list[_Candidate]) -> list[_Candidate]:
        """In the order of trying: of an easy test the topic's easiest third first, then the next, and so on."""
        third = _THIRDS.get(self.blueprint.difficulty)
        if third is not None:
            ranked = sorted(some, key=lambda one: (one.facility, one.order))
            some = [
                one._replace(order=(abs(3 * at // len(ranked) - third), *one.order[1:]))
                for at, one in enumerate(ranked)
            ]
        return sorted(some, key=lambda one: one.order)

    # papers

    def papers(self, count: int) -> list[_Drawn]:
        number = self.blueprint.questions
        if number < 1:
            raise QuizError(_("A test has at least one question."))
        if not any(self.pool.values()):
            message = _("The bank has no question for this blueprint ({limits}).").format(
                limits=limits_of(self.blueprint)
            )
            raise Unfillable(message, self._offer(), 0)
        found: list[_Drawn] = []
        used: dict[str, int] = {}
        for _paper in range(count):
            drawn = self._paper(number, found[:1], used)
            if drawn.lacks:
                raise self._cannot(number, drawn)
            found.append(drawn)
            for _topic, slot in drawn.slots:
                used[slot.item] = used.get(slot.item, 0) + 1
        return found

    def _paper(self, number: int, first: list[_Drawn], used: Mapping[str, int]) -> _Drawn:
        """One paper: without items of earlier ones if that can be, else with as few of them as are needed."""
        best = self._attempts(number, first, used, again=False)
        if best.lacks and used:
            return self._attempts(number, first, used, again=True)
        return best

    def _attempts(self, number: int, first: list[_Drawn], used: Mapping[str, int], *, again: bool) -> _Drawn:
        late: frozenset[str] = frozenset()
        best: _Drawn | None = None
        for _attempt in range(_ATTEMPTS):
            drawn = self._attempt(number, first, used, late, again=again)
            if best is None or drawn.worth > best.worth:
                best = drawn
            if not (drawn.lacks or drawn.shared) or drawn.blamed <= late:
                break
            late |= drawn.blamed
        assert best is not None
        return best

    def _attempt(
        self, number: int, first: list[_Drawn], used: Mapping[str, int], late: frozenset[str], *, again: bool
    ) -> _Drawn:
        sheet = _Sheet(self, first, used, late)
        dealt = shares(self.weights, number)
        # those with least to choose from go first, while little stands in their way
        scarce = sorted((topic for topic in dealt if dealt[topic]), key=lambda one: len(self.pool[one]) / dealt[one])
        lacks = {topic: dealt[topic] - sheet.take(topic, dealt[topic]) for topic in scarce}
        if not self.named:  # the weights are ours: what one topic has not, the others may give
            for topic in sorted(self.pool, key=lambda topic: -len(self.pool[topic])):
                missing = sum(lacks.values())
                if missing and not lacks.get(topic):
                    rest = missing - sheet.take(topic, missing)
                    lacks = {"": rest} if rest else {}
        if again:
            for topic in [one for one, missing in lacks.items() if missing]:
                for _each in range(lacks[topic]):
                    lacks[topic] -= any(sheet.take(one, 1, again=True) for one in ([topic] if topic else self.pool))
        return _Drawn(
            tuple(sheet.slots),
            {topic: n for topic, n in lacks.items() if n > 0},
            sheet.shared,
            frozenset(sheet.in_the_way),
        )

    def built_before(self, item: str, form: Form) -> Shown:
        """What the others see of a question that is on a paper."""
        return self._built[item, form][0]

    def built(self, candidate: _Candidate) -> tuple[Shown, Slot]:
        """The candidate's question as others see it, and its place on the paper."""
        item, form = candidate.info.id, candidate.form
        if (item, form) not in self._built:
            seed = draw(self.seed, item, "question") & _SEED_BITS
            asked = [self.questions.ask(item, form, lang, seed) for lang in self.questions.bank.languages]
            options = len(asked[0].options)
            slot = Slot(item, form, seed, self.facility(item, form, options), options)
            self._built[item, form] = screened(self.questions, asked), slot
        return self._built[item, form]

    def in_order(self, drawn: _Drawn, paper: int) -> tuple[Slot, ...]:
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
            if not any(drawing.pool.values()):
                return 0
            drawn = drawing._paper(n, [], {})
            return drawing._most(n, drawn) if drawn.lacks else n

        return nearest_offer(self.blueprint, self.pool, can) or _("Choose other topics or forms, or a deeper depth.")

    def _most(self, number: int, drawn: _Drawn) -> int:
        """The most questions below ``number`` for which a paper was really drawn."""
        n = number - sum(drawn.lacks.values())
        while n > 0:
            dealt = shares(self.weights, n)
            if all(dealt[topic] <= self._facts(topic) for topic in dealt):
                tried = self._attempts(n, [], {}, again=False)
                if not tried.lacks:
                    return n
                n = min(n - 1, len(tried.slots))
            else:
                n -= 1
        return 0

    def _facts(self, topic: str) -> int:
        """Families of a topic: no paper has more of its questions, unless topics need not be kept to."""
        return len({one.info.family for one in self.pool[topic]}) if self.named else self.blueprint.questions


class _Sheet:
    """One paper while it is filled."""

    def __init__(self, drawing: _Drawing, first: list[_Drawn], used: Mapping[str, int], late: frozenset[str]) -> None:
        self.drawing, self.used, self.late = drawing, used, late
        self.used_families = {drawing.questions.info(item).family for item in used}
        self.screened = Screened()
        self.slots: list[tuple[str, Slot]] = []
        self.shared = 0
        """Items on it that are on earlier papers too."""
        self.in_the_way: set[str] = set()
        self.follows = bool(first)
        self._taken: set[str] = set()
        self._left: dict[str, list[_Candidate]] = {}
        """By topic what may still fit: what once did not never will, for the paper only grows."""
        self._turns: dict[str, Iterator[_Candidate]] = {}
        self._answers: dict[str, int] = {}
        """How many questions have an answer, by :func:`key_value`."""
        self._enough: set[str] = set()
        """Answers that as many questions have as should."""
        self._models: dict[str, list[float]] = {}
        """By topic the facilities of the first paper that are not yet matched."""
        self._ahead = 0.0
        """By how much the first paper's sum is above this one's so far."""
        for topic, slot in first[0].slots if first else ():
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
            left = self._left[topic] = sorted(self.drawing.pool[topic], key=lambda one: one.info.id in self.late)
            self._turns[topic] = self._in_turn(left)
        if not self.follows:
            return any(self._put(topic, one) for one in self._turns[topic])
        models = self._models.get(topic)
        model = models[0] if models else 0.5
        for one in self._in_turn(self._nearest(left, model + self._ahead, again=again)):
            if self._put(topic, one):
                self._ahead += (models.pop(0) if models else model) - self.slots[-1][1].facility
                return True
            left.remove(one)
        return False

    def _in_turn(self, some: Iterable[_Candidate]) -> Iterator[_Candidate]:
        """Those whose answer enough questions have last."""
        aside = []
        for one in some:
            if self._enough and key_value(self.drawing.questions, one.info.id, one.form) in self._enough:
                aside.append(one)
            else:
                yield one
        yield from aside

    def _nearest(self, left: Iterable[_Candidate], target: float, *, again: bool) -> Iterator[_Candidate]:
        """Those on fewest earlier papers first, then the nearest in facility, new facts being preferred."""

        def rank(one: _Candidate) -> tuple[int, bool, float, tuple[int, int, int]]:
            away = abs(one.facility - target) + (_KNOWN_FACT if one.info.family in self.used_families else 0)
            return self.used.get(one.info.id, 0), one.info.id in self.late, round(away, 6), one.order

        yield from sorted((one for one in left if again or one.info.id not in self.used), key=rank)

    def _put(self, topic: str, one: _Candidate) -> bool:
        """The candidate's question on the paper, if it fits."""
        info = one.info
        if info.id in self._taken or not self.screened.may((info.family,), key_links(self.drawing.questions, info.id)):
            return False
        shown, slot = self.drawing.built(one)
        if not self.screened.fits(shown):
            return False
        self.screened.add(shown)
        self.slots.append((topic, slot))
        self._taken.add(info.id)
        if value := key_value(self.drawing.questions, info.id, one.form):
            n = self._answers[value] = self._answers.get(value, 0) + 1
            if n >= max(_ONE_KEY, self.drawing.blueprint.questions // _ONE_KEY_OF):
                self._enough.add(value)
        self.shared += info.id in self.used
        return True

    def _blame(self, topic: str) -> None:
        """Note which chosen items kept the others of a topic away."""
        of: dict[str, set[str]] = {}  # what is on the paper, by its families and the links that it shows
        for _topic, slot in self.slots:
            shown = self.drawing.built_before(slot.item, slot.form)
            for mark in (*shown.families, *shown.reveals):
                of.setdefault(mark, set()).add(slot.item)
        for one in self.drawing.pool[topic]:
            if one.info.id not in self._taken:
                for mark in (one.info.family, *key_links(self.drawing.questions, one.info.id)):
                    self.in_the_way |= of.get(mark, set())
