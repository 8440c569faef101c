"""Numbers written in words, in any language. They come folded: without accents."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from quiz.questions.grading import english, further, vietnamese

__all__ = ["RANKS", "NumberWords", "digits_said", "in_words", "number_words", "with_numbers", "year_in_words"]

_PHRASES = {
    **{"none": 0, "nil": 0, "nought": 0, "khong co": 0, "once": 1, "twice": 2},
    **{"half a dozen": 6, "half dozen": 6, "a half dozen": 6, "nua ta": 6, "mot ta": 12},
}
_RANKED = {"thu", "lan", "so"}
RANKS = {"nhat": 1, "nhi": 2, "tu": 4}
"""Behind ``thứ``, besides the numbers."""
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = {text: n for n in range(2, 40) if len(text := "x" * (n // 10) + _UNITS[n % 10]) > 1}
"""But those of one letter, which are letters more often."""
_BEGINS = {*english.SMALL, *english.TENS, *_ROMAN}
_LONGEST = 6
"""Words of a number in a name."""
_OTHERS = ("muoi", "lam", "nham", "tu", "ruoi", "once", "twice", "half")


class NumberWords(NamedTuple):
    """Folded words of all languages."""

    scales: dict[str, int]
    """What multiplies a number in digits: ``10 nghìn``, ``1.5 million``."""
    points: frozenset[str]
    """What stands between a number and its decimals."""
    minus: frozenset[str]
    words: frozenset[str]
    """All that are part of a number: a slip never changes them."""


def number_words() -> NumberWords:
    """The words of numbers, besides those that need a grammar."""
    return _number_words(further.codes())


@cache
def _number_words(_codes: tuple[str, ...]) -> NumberWords:
    others = further.numbers()
    scales = {**english.SCALES, "hundred": 100, **vietnamese.SCALES, "tram": 100}
    points = {"point", "phay", "cham"}.union(*(one.points for one in others))
    words = {*points, *english.SMALL, *english.TENS, *vietnamese.DIGITS, *scales, *_OTHERS}
    return NumberWords(
        {word: scale for one in others for word, scale in one.scales.items()} | scales,
        frozenset(points),
        frozenset({"minus", "negative", "am", "tru"}.union(*(one.minus for one in others))),
        frozenset(words.union(*(one.words for one in others))),
    )


def in_words(words: Sequence[str]) -> int | None:
    """The number that the folded ``words`` write, in any language; None for everything that is not one number."""
    number = _PHRASES.get(" ".join(words))
    if number is None:
        number = english.number([word for word in words if word])
    if number is None:
        number = vietnamese.number(list(words))
    return further.number(words) if number is None else number


def digits_said(words: Sequence[str]) -> str:
    """The digits that the folded ``words`` say one by one, as ``seven two`` does; empty if they say anything else."""
    known = {word: value for word, value in english.SMALL.items() if value < 10} | vietnamese.DIGITS | {"oh": 0, "o": 0}
    return "".join(str(known[word]) for word in words) if all(word in known for word in words) else ""


def with_numbers(words: Sequence[str], folded: Sequence[str]) -> str:
    """``words`` with numbers in digits: English ones, Roman ones, and Vietnamese ones after ``thứ`` or ``lần``.

    ``folded`` are the same words without accents: ``ví`` is no six.
    """
    found: list[str] = []
    place = 0
    while place < len(words):
        end, number = _counted(words, folded, place)
        found.append(str(number) if number else words[place])
        place = end
    return " ".join(found)


def _counted(words: Sequence[str], folded: Sequence[str], start: int) -> tuple[int, int | None]:
    """Where the longest number ends that begins at ``start``, and the number; None where none does."""
    ranked = start > 0 and folded[start - 1] in _RANKED
    for end in range(min(len(words), start + _LONGEST), start, -1) if ranked or folded[start] in _BEGINS else ():
        some = list(folded[start:end])
        first = some[0] if len(some) == 1 else ""
        number = (RANKS.get(first) or vietnamese.number(some)) if ranked else None
        if number is None and some == list(words[start:end]):
            number = _ROMAN.get(first) or english.number(some)
        if number:
            return end, number
    return start + 1, None


def year_in_words(words: Sequence[str]) -> int | None:
    """A year from 1000 to 2999: also by halves (nineteen ninety-six, twenty twenty-one, nineteen oh two) and by digits
    (một chín chín sáu).
    """
    whole = int(digits_said(words)) if len(words) == 4 and digits_said(words) else in_words(words)
    if whole is not None:
        return whole if 1000 <= whole <= 2999 else None
    for cut in range(1, len(words)):
        century, rest = english.below_hundred(words[:cut]), list(words[cut:])
        zero = len(rest) == 2 and rest[0] in {"oh", "o"}
        year = english.below_hundred(rest[1:] if zero else rest)
        if century and year and 10 <= century <= 29 and (year < 10) == zero:
            return 100 * century + year
    return None
