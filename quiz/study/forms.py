"""Which form an item is asked in, and how hard its options are, by the strength of its memory.

=============  =================================================================================
first contact  recognition: three easy options, or true and false
weak           four options that grow harder with stability; sets, pairs and orders mixed in
strong         mostly typed
=============  =================================================================================

A flashcard stands in where nothing else fits: a grade that learners give themselves says less.
"""

from collections.abc import Collection, Iterable
from math import log

from quiz.memory.model import Memory
from quiz.questions.build import Difficulty
from quiz.questions.engine import Questions
from quiz.questions.model import Form
from quiz.questions.seeded import draw

__all__ = ["STRONG_DAYS", "askable", "difficulty", "in_order_of_fit", "parse_forms"]

STRONG_DAYS = 7.0
"""Stability from which an item is asked to be typed."""

_HARDEST_DAYS = 90.0
"""Stability at which the options are as hard as they get."""

_FIRST = {Form.CHOICE: 6, Form.TRUE_FALSE: 2, Form.SELECT_ALL: 4}
_WEAK = {Form.CHOICE: 6, Form.SELECT_ALL: 4, Form.MATCHING: 2, Form.ORDERING: 2, Form.TRUE_FALSE: 1}
_STRONG = {Form.TYPED: 8, Form.SELECT_ALL: 4, Form.ORDERING: 2, Form.MATCHING: 2, Form.CHOICE: 1}
_AGAIN = {Form.CHOICE: 6, Form.SELECT_ALL: 4}
"""True and false is left out: half of the blind guesses would send a forgotten item home."""
_LAST = (
    Form.FLASHCARD,
    Form.CHOICE,
    Form.SELECT_ALL,
    Form.TRUE_FALSE,
    Form.TYPED,
    Form.ORDERING,
    Form.MATCHING,
)


def parse_forms(names: Iterable[str]) -> frozenset[Form]:
    """The forms of these names; names that are none are left out. Empty means all."""
    known = {form.value: form for form in Form}
    return frozenset(known[name.strip()] for name in names if name.strip() in known)


def askable(questions: Questions, item: str, forms: frozenset[Form]) -> bool:
    """Whether the bank has the item, in one of ``forms`` where there are any."""
    return questions.has(item) and (not forms or not forms.isdisjoint(questions.info(item).forms))


def in_order_of_fit(
    forms: Collection[Form],
    memory: Memory | None,
    seed: int,
    role: str,
    *,
    again: bool = False,
    like: Form | None = None,
) -> list[Form]:
    """``forms`` with the one to ask in first, then what to fall back on.

    ``again`` is for an item missed in this sitting, ``like`` the form to keep if it is there. Weighted draws
    without replacement after Efraimidis & Spirakis (2006): the order of u^(1/w) for a hashed u.
    """
    if memory is None:
        weights = _FIRST
    elif again:
        weights = _AGAIN
    else:
        weights = _STRONG if memory.stability >= STRONG_DAYS else _WEAK

    def rank(form: Form) -> tuple[bool, float, int]:
        weight = weights.get(form, 0)
        share = (draw(seed, role, "form", form.value) + 1) / 2**64
        return form is not like, -log(share) / weight if weight else 1e9, _LAST.index(form)

    return sorted(forms, key=rank)


def difficulty(memory: Memory | None, mix_ups: tuple[str, ...], *, again: bool = False) -> Difficulty:
    """Options for a single choice: three easy ones at first contact and after a miss, then four."""
    if memory is None or again:
        return Difficulty(3, 0.2, mix_ups)
    share = log(1 + memory.stability) / log(1 + _HARDEST_DAYS)
    return Difficulty(4, min(1.0, 0.35 + 0.65 * share), mix_ups)
