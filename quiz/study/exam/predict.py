"""How likely right answers are, and what score that makes: the *facility* of an item in a form, and of a paper.

**One question.** With k the chance that the item is known, s the slip and g the guess rate of the form (the evidence
table, :mod:`quiz.memory.evidence`), facility is p = k(1 − s) + (1 − k)g: the model of answering that weighs evidence,
read the other way round, and the response function of the model of knowledge tracing (Corbett & Anderson, 1995).

**A paper.** A question with p that gives 1 mark when right and takes c when wrong is worth p − (1 − p)c on average,
with variance p(1 − p)(1 + c)². Given the chances, questions are answered independently, so variances add up
(Poisson, 1837; Wang, 1993, *Statistica Sinica* 3, on the number of successes in independent trials). But the chances
may be off together: a model that flatters a learner does so on all items. With u the doubt of a chance that is shared
in this way, the law of total variance adds (Σ u(1 + c))². The interval is mean ± 1.2816 standard deviations, 80% of
a normal distribution, cut to what the paper can bring.
"""

from collections.abc import Callable, Mapping
from math import sqrt
from typing import NamedTuple

from quiz.memory.evidence import FORMS, guess_rate
from quiz.memory.fsrs import retrievability
from quiz.questions.engine import Questions
from quiz.questions.model import Form
from quiz.study.exam.model import Paper, Slot
from quiz.study.records import Store

__all__ = ["Facility", "History", "Known", "Prediction", "facilities", "historic", "predicted_score", "usual"]

_BY_DEPTH = {"core": 0.7, "more": 0.55, "detail": 0.4}
"""Chance that an item is known by nobody in particular. A convention, so that papers are the same everywhere; its
order is what drawing uses."""

_MET, _NEW, _ANYBODY = 0.05, 0.10, 0.15
"""Shared doubt of a chance of being known: from memory, at first contact (a prior that nobody was asked), and of nobody
in particular. Conventions, measured nowhere: the less is known of the learner, the greater."""

_LIKE = 10
"""Answers that the default counts for beside an item's history."""

_Z80 = 1.2816


class Known(NamedTuple):
    """The chance that an item is known."""

    chance: float
    doubt: float
    """Standard deviation of the error that the chances of all items may share."""


class Facility:
    """Predicted chance of a right answer to an item in a form with so many options (0 where there are none)."""

    def __init__(self, known: Callable[[str], Known], history: "Mapping[str, History] | None" = None) -> None:
        self._known, self._history = known, history or {}

    def __call__(self, item: str, form: Form, options: int) -> float:
        guess, slip = guess_rate(form.value, options), FORMS[form.value].slip
        chance = self._known(item).chance
        expected = chance * (1 - slip) + (1 - chance) * guess
        told = self._history.get(item)
        if told is None:
            return expected
        return (told.facility * told.answers + expected * _LIKE) / (told.answers + _LIKE)

    def doubt(self, item: str, form: Form, options: int) -> float:
        """Standard deviation of the error that the chances of all questions may share."""
        return self._known(item).doubt * max(0.0, 1 - FORMS[form.value].slip - guess_rate(form.value, options))


class History(NamedTuple):
    """What became of an item in earlier tests."""

    facility: float
    """Share of right answers, 0 to 1."""
    answers: int


class Prediction(NamedTuple):
    """A score to be expected, as shares of the full marks; negative where wrong answers cost more than right ones
    bring."""

    mean: float
    low: float
    """The score lies between ``low`` and ``high`` four times in five."""
    high: float
    marks: bool
    """False where marks cannot be foretold, since they hang on certainty or speed: then of the right answers."""


def usual(questions: Questions) -> Facility:
    """Without any learner's data: by the item's depth alone, the same everywhere."""
    catalogue = questions.catalogue
    return Facility(lambda item: Known(_BY_DEPTH[catalogue[item][0].depth], _ANYBODY))


def facilities(questions: Questions, store: Store, day: int) -> Facility:
    """From the learner's memory on study day ``day``. The states are read once, now.

    What was answered today counts as it will be known tomorrow: right after an answer the forgetting curve says 1,
    even after a wrong one. An item never met is known with the parameters' prior.
    """
    parameters = store.parameters()
    met = {
        state.item: Known(retrievability(state.memory, max(day, state.memory.last_day + 1), parameters), _MET)
        for state in store.states()
        if state.memory is not None and questions.has(state.item)
    }
    new = Known(parameters.known_before, _NEW)
    return Facility(lambda item: met.get(item, new))


def historic(questions: Questions, history: Mapping[str, History]) -> Facility:
    """From earlier answers of a class: the share that was right, shrunk towards the default.

    Ten answers weigh as much as the default, so one lucky answer does not make an item easy (a Beta prior of ten
    observations; Efron & Morris, 1975, on why shrinking pays).
    """
    return Facility(usual(questions)._known, history)


def predicted_score(paper: Paper, facility: Facility) -> Prediction:
    """What a learner who answers every question of ``paper`` would score, by its blueprint's scoring; see above.

    Certainty-based and speed-weighted marks are not foretold: the share of right answers is, and ``marks`` says so.
    Partial credit is left out, so select-all, ordering and matching may bring a little more.
    """
    if not paper.slots:
        return Prediction(0.0, 0.0, 0.0, True)
    mean = spread = shared = least = 0.0
    for slot in paper.slots:
        p = facility(slot.item, slot.form, slot.options)
        cost = _cost(paper, slot)
        mean += p - (1 - p) * cost
        spread += p * (1 - p) * (1 + cost) ** 2
        shared += facility.doubt(slot.item, slot.form, slot.options) * (1 + cost)
        least -= cost
    n = len(paper.slots)
    half = _Z80 * sqrt(spread + shared**2)
    marks = paper.blueprint.scoring in ("plain", "corrected", "negative")
    return Prediction(mean / n, max(least, mean - half) / n, min(n, mean + half) / n, marks)


def _cost(paper: Paper, slot: Slot) -> float:
    """Marks that a wrong answer takes off: under R − W/(k − 1) one over the number of wrong answers possible."""
    if paper.blueprint.scoring == "negative":
        return paper.blueprint.penalty
    guess = guess_rate(slot.form.value, slot.options)
    if paper.blueprint.scoring == "corrected" and 0 < guess < 1:
        return guess / (1 - guess)  # 1/(k − 1) with k = 1/g
    return 0.0
