"""The evidence table: what an answer says of the memory of an item.

Everything that decides whether an answer counts, and how far it can be believed, stands in the two tables
below. Names of forms, outcomes and modes are those of :mod:`quiz.questions.model` and
:mod:`quiz.study.records`; this module takes them as text and depends on neither.

*Guess* is the chance of being right without knowing: one over the number of answers that could have been
given. *Slip* is the chance of being wrong in spite of knowing: a slip of the finger where one answer is
picked, more where several parts must all be right, none where learners grade themselves.
"""

from math import factorial
from typing import Literal, NamedTuple

__all__ = ["FORMS", "MODES", "USUAL_MS", "Belief", "Judged", "guess_rate", "judge"]

Ways = Literal["none", "options", "two", "subsets", "orders", "pairings"]
"""How the number of possible answers is found: no options at all, one of the options, one of two, any
non-empty selection, any order, any pairing of the left column with the options."""


class Belief(NamedTuple):
    """How one form is believed."""

    whole: Ways
    """For the item that the question is about, when the answer is judged as a whole."""
    part: Ways
    """For one of several items, each judged by its own part of the answer."""
    slip: float


FORMS: dict[str, Belief] = {
    "flashcard": Belief("none", "none", 0.0),
    "typed": Belief("none", "none", 0.02),
    "choice": Belief("options", "options", 0.02),
    "true_false": Belief("two", "two", 0.02),
    "select_all": Belief("subsets", "two", 0.05),
    "ordering": Belief("orders", "options", 0.05),
    "matching": Belief("pairings", "options", 0.05),
}

Ruling = Literal["right", "wrong", "seen", "near", "cram"]
"""``seen``: wrong if the question was seen long enough, else it does not count. The last two do not count."""

_PRACTICE: dict[str, Ruling] = {"right": "right", "wrong": "wrong", "near": "near", "blank": "wrong"}
_TIMED: dict[str, Ruling] = {"right": "right", "wrong": "wrong", "near": "wrong", "blank": "seen"}
_CRAM: dict[str, Ruling] = {"right": "cram", "wrong": "cram", "near": "cram", "blank": "cram"}

MODES: dict[str, dict[str, Ruling]] = {
    "study": _PRACTICE,  # a blank is the learner's own "I don't know"; a near miss is asked again
    "placement": {**_PRACTICE, "near": "wrong"},  # nothing is asked again
    "test": _TIMED,
    "class": _TIMED,
    "cram": _CRAM,  # repetition just before an exam would look like a stable memory
    "import": {**_PRACTICE, "near": "wrong"},
}

USUAL_MS = 8_000
"""Stands for the learner's median latency until there is one."""


class Judged(NamedTuple):
    """One line of evidence, but for the item and its digest."""

    right: bool
    guess: float
    slip: float
    counts: bool
    why: str
    """Why it does not count: ``cram``, ``near``, ``unseen`` or ``test only``; else empty."""


def guess_rate(form: str, options: int, *, left: int = 0, part: bool = False) -> float:
    """Chance of a right answer without knowing.

    ``options`` counts the options as shown, ``left`` the left column of a matching question. ``part`` is for
    an item that is judged by its own part of a select-all, ordering or matching answer.
    Raises KeyError for an unknown form.
    """
    belief = FORMS[form]
    ways = belief.part if part else belief.whole
    if ways == "none":
        return 0.0
    if ways == "two":
        return 0.5
    count = max(1, options)
    if ways == "subsets":
        return 1 / ((1 << count) - 1)
    if ways == "orders":
        return 1 / factorial(count)
    if ways == "pairings":
        return factorial(max(0, count - (left or count))) / factorial(count)
    return 1 / count


def judge(
    form: str,
    outcome: str,
    mode: str,
    options: int,
    *,
    left: int = 0,
    part: bool | None = None,
    seen_ms: int = 0,
    median_ms: int = 0,
    overruled: bool = False,
    believed: bool = True,
) -> Judged:
    """What an answer says of one item.

    ``part`` is None when the answer is judged as a whole, else whether this item's part of it was right.
    ``seen_ms`` is how long the question was seen; ``median_ms`` the learner's usual time, 0 if unknown.
    ``overruled`` is the learner's "I was right": believed where nothing is at stake (study, placement,
    import), like a self-graded flashcard, and ignored in tests and classes.
    ``believed`` is False for a test whose blueprint says that its answers are no evidence.
    Raises KeyError for an unknown form, outcome or mode.
    """
    ruling = MODES[mode][outcome]
    slip = FORMS[form].slip
    guess = guess_rate(form, options, left=left, part=part is not None)
    right = outcome == "right" if part is None else part
    if not believed:
        return Judged(right, guess, slip, False, "test only")
    if ruling == "cram":
        return Judged(right, guess, slip, False, "cram")
    if overruled and MODES[mode] is not _TIMED:
        return Judged(True, 0.0, 0.0, True, "")
    if outcome == "blank":
        if ruling == "seen" and seen_ms < (median_ms or USUAL_MS):
            return Judged(False, guess, slip, False, "unseen")
        # a blank is no guess, and where nothing hurries it is no slip either
        return Judged(False, 0.0, slip if ruling == "seen" else 0.0, True, "")
    if ruling == "near":
        return Judged(False, guess, slip, False, "near")
    return Judged(right, guess, slip, True, "")
