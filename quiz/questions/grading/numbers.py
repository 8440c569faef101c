"""Typed numbers and quantities. There is no such thing as a slip in a number: 51 is not nearly 53."""

import re
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from itertools import pairwise, product, takewhile
from math import prod

from quiz.i18n import _
from quiz.questions.grading.amounts import Amount, amounts, decimal_mark, exact_value, forgiven, is_wordy
from quiz.questions.grading.folding import bare
from quiz.questions.grading.units import is_measure, phrase, says_unit, unit_group, vocabulary
from quiz.questions.grading.verdict import WRONG, TypedVerdict
from quiz.questions.grading.words import number_words
from quiz.questions.model import Accept, Outcome

__all__ = ["grade_number"]

_WORDS = re.compile(r"\w+").findall


class _Fit(Enum):
    """How the words around a number suit the question."""

    FITS = 0
    UNSURE = 1
    """Words that cannot be judged, or another thing counted than the one asked for."""
    CONTRADICTS = 2


def grade_number(typed: str, accept: Accept, lang: str, stem: str = "") -> TypedVerdict:
    """The verdict on a typed number or quantity.

    The unit may be left out. A count may name what is counted; the right number of another thing (``53
    countries`` for 53 partners) is near, as it is with words that are neither understood nor the stem's, and so is
    ``1.008`` where that is 1,008 and ``1,008`` would be right. Another unit of measure is wrong. Only quantities have
    a tolerance, and only they may be ``about`` so much.
    """
    verdict, mark = _graded(typed, accept, lang, stem), decimal_mark(lang)
    otherwise = "vi" if mark == "." else "en"  # a language with another decimal mark
    if verdict == WRONG and _graded(typed, accept, otherwise, stem).outcome is Outcome.RIGHT:
        return TypedVerdict(Outcome.NEAR, _("Decimals are written with “{mark}” here.").format(mark=mark))
    return verdict


def _graded(typed: str, accept: Accept, lang: str, stem: str) -> TypedVerdict:
    tolerance = Fraction(str(accept.tolerance)) if accept.rule == "quantity" else Fraction(0)
    right = _values((text, "") for text in accept.texts) + _values((*accept.corrected, *accept.also))
    refused = _values((text, text) for text in accept.refused)
    near = False
    meant = ""
    unit = phrase(accept.unit)
    for amount, (counted, scale) in product(amounts(typed, lang, unit), _units(unit)):
        fit = _fit(amount, accept.rule, counted, stem)
        if fit is _Fit.CONTRADICTS:
            continue
        values = [value / scale for value in amount.values]
        note = _match(values, right, tolerance)
        if note is not None and fit is _Fit.FITS:
            return TypedVerdict(Outcome.RIGHT, note)
        near = near or note is not None
        meant = meant or _match(values, refused, Fraction(0)) or ""
    alone, added, _rest = typed.partition("(")
    if near or (added and _graded(alone, accept, lang, stem).outcome is Outcome.RIGHT):
        return TypedVerdict(Outcome.NEAR, _("Only the number is asked for: write it alone."))
    return TypedVerdict(Outcome.WRONG, "", meant) if meant else WRONG


def _units(unit: str) -> list[tuple[str, int]]:
    """The unit, and what of it may be part of the number: 98.5 ``million people`` are 98,500,000 ``people``."""
    words = unit.split()
    known = number_words().scales
    scales = [known[word] for word in takewhile(known.__contains__, words)]
    return [(unit, 1), (" ".join(words[len(scales) :]), prod(scales))] if scales else [(unit, 1)]


def _values(texts: Iterable[tuple[str, str]]) -> list[tuple[Fraction, str]]:
    """(value, note) of each text that is a number."""
    return [(value, note) for text, note in texts if (value := exact_value(text)) is not None]


def _match(values: Iterable[Fraction], known: list[tuple[Fraction, str]], tolerance: Fraction) -> str | None:
    """The note of the first known value that one of ``values`` equals within a tolerance (a share of it)."""
    for value in values:
        for target, note in known:
            if abs(value - target) <= tolerance * abs(target):
                return note
    return None


def _fit(amount: Amount, rule: str, unit: str, stem: str) -> _Fit:
    said = vocabulary()
    if not forgiven(amount.before.split(), said.before | said.about if rule == "quantity" else said.before):
        return _Fit.CONTRADICTS
    after = _without_trail(amount.after)
    if not after or says_unit(after, unit):
        return _Fit.FITS
    group, asked = unit_group(after), unit_group(unit) or unit
    if group is None:
        return _of_stem(after, asked, stem)
    if is_measure(group) or is_measure(asked):
        return _Fit.CONTRADICTS
    return _Fit.UNSURE if asked else _Fit.FITS


def _without_trail(after: str) -> str:
    words, trails = after.split(), vocabulary().behind
    cut = next((at for at in range(len(words)) if " ".join(words[at:]) in trails), len(words))
    return " ".join(words[:cut])


def _of_stem(after: str, asked: str, stem: str) -> _Fit:
    """Of words that are no unit: whether the stem says them, the unit before them put aside (``% of world trade``)."""
    words, told = after.split(), _WORDS(bare(stem))
    own = next((at for at in range(len(words), 0, -1) if _is_own(unit_group(" ".join(words[:at])), asked)), 0)
    rest = words[own:]
    if all(map(str.isalpha, rest)) and f" {' '.join(rest)} " in f" {' '.join(told)} ":
        return _Fit.FITS
    if not is_wordy(" ".join(rest), most=5):
        return _Fit.CONTRADICTS
    if set(rest) <= {*told, *map("".join, pairwise(told))}:  # "subcommittees" for "sub-committees"
        return _Fit.FITS
    return _Fit.UNSURE if own or len(rest) <= 3 else _Fit.CONTRADICTS


def _is_own(group: str | None, asked: str) -> bool:
    """Whether a group is the one asked for: anything that is counted where none is named."""
    return group is not None and (group == asked if asked else not is_measure(group))
