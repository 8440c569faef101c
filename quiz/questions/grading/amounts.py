"""Reading a number with what stands before and behind it, as people type it in English and Vietnamese.

Babel's number parser knows no words and reads ``10.000`` in one way only, so this is our own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from fractions import Fraction
from functools import cache
from itertools import takewhile
from math import prod
from typing import NamedTuple

from quiz.questions.grading.english import with_ordinals
from quiz.questions.grading.folding import bare
from quiz.questions.grading.units import is_measure, phrase, unit_group
from quiz.questions.grading.vietnamese import DIGITS
from quiz.questions.grading.words import RANKS, digits_said, in_words, number_words

__all__ = ["Amount", "amounts", "decimal_mark", "exact_value", "forgiven", "is_wordy"]


class Amount(NamedTuple):
    """One way to read what was typed."""

    before: str
    """Words before the number, folded, or empty."""
    values: tuple[Fraction, ...]
    """The number; two where a separator can be read in two ways."""
    after: str


_DASHES = re.compile("[\u2010-\u2015\u2212]")
_NO_LEADING_DIGIT = re.compile(r"(?<![0-9])[.,][0-9]")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")
_VI_ORDINAL = re.compile(rf"(?<=\bthu )(?:{'|'.join(RANKS)})\b")
_SHORT = {
    "k": "thousand",
    **dict.fromkeys(("m", "mn", "mio", "mln", "tr"), "million"),
    **dict.fromkeys(("b", "bn", "ty", "ti"), "billion"),
    "tn": "trillion",
}
_SHORT_SCALE = re.compile(rf"(?<=[0-9]) ?({'|'.join(_SHORT)})(?![\w/^])")
_INNER_SCALE = re.compile(r"(?<=[0-9])(k|tr|ty|ti)([0-9])\b")
"""``98tr5``: 98.5 million."""
_DIGIT_THEN_LETTER = re.compile(r"(?<=[0-9])(?=[a-z°])")
_LETTER_THEN_DIGIT = re.compile(r"^([a-z]+)(?=[0-9])")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch
_SPACED_MINUS = re.compile(r"^- (?=[0-9])")
_HALVES = (("and", "a", "half"), ("1/2",))
"""Behind a whole number; Vietnamese has its half behind the unit."""
_DECIMAL_MARKS = {"en": ".", "vi": ","}
_MOST_BEFORE, _MOST_AFTER = 3, 5
"""Words that may stand around a number."""


def amounts(typed: str, lang: str, unit: str = "") -> Iterator[Amount]:
    """Every way to read ``typed`` as one number with words around it, the fewest words first.

    ``10,000``, ``10.000`` and ``10 000`` are ten thousand in any language; ``1.500`` may also be one and a
    half where ``lang`` writes decimals with a point, and ``1,500`` where it writes them with a comma. ``98.5m`` is
    98.5 million, unless the ``unit`` asked for (a :func:`phrase`) lets the letter be one itself.
    """
    text = _SPACED_MINUS.sub("-", _DASHES.sub("-", bare(typed.replace("½", " 1/2"))))
    if _NO_LEADING_DIGIT.search(text):
        return
    text = _VI_ORDINAL.sub(lambda found: str(RANKS[found[0]]), with_ordinals(text))
    text = _in_full(_ORDINAL.sub("", text), unit.split(" ", maxsplit=1)[0])
    words = _LETTER_THEN_DIGIT.sub(r"\1 ", _DIGIT_THEN_LETTER.sub(" ", phrase(text))).split()
    for around in range(min(_MOST_BEFORE + _MOST_AFTER, len(words) - 1) + 1):
        for before in range(min(around, _MOST_BEFORE) + 1):
            after = around - before
            if after > _MOST_AFTER:
                continue
            inner = words[before : len(words) - after]
            one_digit = inner[0] in DIGITS and (len(inner) == 1 or inner[1] in number_words().points)
            if one_digit and words[:before][-1:] == ["nam"]:
                continue  # "năm ba": 53 to some, and not 3
            values = _values(inner, lang)
            if values:
                yield _with_half(Amount(" ".join(words[:before]), values, " ".join(words[len(words) - after :])))


def _with_half(amount: Amount) -> Amount:
    """``two`` ``and a half million years``, ``hai`` ``năm rưỡi``: the half belongs to the number."""
    words = amount.after.split()
    rest = next((words[len(half) :] for half in _HALVES if tuple(words[: len(half)]) == half), None)
    if rest is None and words[-1:] == ["ruoi"]:
        rest = words[:-1]
    if rest is None or any(value.denominator != 1 for value in amount.values):
        return amount
    half = Fraction(1, 2)
    known = number_words().scales
    scales = list(takewhile(known.__contains__, rest))
    scale = prod(known[word] for word in scales)
    values = tuple((value - half if value < 0 else value + half) * scale for value in amount.values)
    return amount._replace(values=values, after=" ".join(rest[len(scales) :]))


def _in_full(text: str, unit: str) -> str:
    """``text`` with its short scales as words; ``unit`` is the first word of the one asked for."""

    def scale(found: re.Match[str]) -> str:
        asked = unit_group(unit) or unit
        metres = found[1] == "m" and (asked == "m" or (is_measure(asked) and found.end() == len(text)))
        return found[0] if metres or found[1] == unit else f" {_SHORT[found[1]]}"

    text = _INNER_SCALE.sub(lambda found: f".{found[2]} {_SHORT[found[1]]}", text)
    return _SHORT_SCALE.sub(scale, text)


def exact_value(text: str) -> Fraction | None:
    """The number of a bank's canonical text (``53``, ``1234.5``), or None if it is not one."""
    return Fraction(text) if _PLAIN_NUMBER(text) else None


def forgiven(words: Sequence[str], known: Set[str]) -> bool:
    """Whether the words are phrases that may stand before a number, one after another."""
    return not words or any(
        " ".join(words[:cut]) in known and forgiven(words[cut:], known) for cut in range(1, len(words) + 1)
    )


def is_wordy(text: str, most: int = 3) -> bool:
    """Whether ``text`` is a few words that hold no number: perhaps harmless, in any case not judged."""
    words = text.split()
    return 0 < len(words) <= most and all(
        word.isalpha() and word not in number_words().words | {"or", "hoac", "hay"} for word in words
    )


@cache
def decimal_mark(lang: str) -> str:
    """What ``lang`` writes before the decimals of a number."""
    if lang in _DECIMAL_MARKS:  # without Babel, which takes a while to load
        return _DECIMAL_MARKS[lang]
    from quiz.questions import babel_format

    return babel_format.decimal_mark(lang)


def _values(words: list[str], lang: str) -> tuple[Fraction, ...]:
    if words[0] in number_words().minus and len(words) > 1 and words[1][0] not in "+-":
        return tuple(-value for value in _positive(words[1:], lang))
    if words[0][0] == "-" and words[0][1:2].isdigit():
        return tuple(-value for value in _positive([words[0][1:], *words[1:]], lang))
    return _positive(words, lang)


def _positive(words: list[str], lang: str) -> tuple[Fraction, ...]:
    """All but a negative number."""
    point = next((at for at, word in enumerate(words) if at and word in number_words().points), 0)
    if point:
        return _with_decimals(_positive(words[:point], lang), words[point + 1 :])
    if not words[0][-1:].isdigit():
        value = in_words(words)
        return () if value is None else (Fraction(value),)
    found = _numeric(tuple(number_words().scales)).fullmatch(" ".join(words))
    if found is None:
        return _by_scales(words, lang)
    if found["mark"] is not None and found["mark"] == found["point"]:
        return ()
    scales = [number_words().scales[word] for word in found["scales"].split()]
    if found["half"] and not scales:
        return ()
    scale = prod(scales)
    half = Fraction(scales[-1], 2) if found["half"] else Fraction(0)
    return tuple(Fraction(number) * scale + half for number in _readings(found, lang))


def _with_decimals(whole: Iterable[Fraction], words: list[str]) -> tuple[Fraction, ...]:
    """``three`` point ``seven two billion``, ``ba`` phẩy ``mười bốn``, ``3`` phẩy ``72 tỷ``."""
    known = number_words().scales
    scales = list(takewhile(lambda word: known.get(word, 0) >= 1000, reversed(words)))
    rest = words[: len(words) - len(scales)]
    digits = rest[0] if len(rest) == 1 and rest[0].isdecimal() else digits_said(rest) or str(in_words(rest) or "")
    if not digits:
        return ()
    scale = prod(known[word] for word in scales)
    decimals = Fraction(int(digits), 10 ** len(digits))
    return tuple((number + decimals) * scale for number in whole if number.denominator == 1)


def _by_scales(words: list[str], lang: str) -> tuple[Fraction, ...]:
    """``98 triệu 500 nghìn``: each part with a scale, the next below it."""
    known = number_words().scales
    cut = next((at for at in range(1, len(words)) if words[at][0].isdigit() and words[at - 1] in known), 0)
    if not cut or words[-1] not in known:
        return ()
    rest = _positive(words[cut:], lang)
    return tuple(
        head + tail
        for head in _positive(words[:cut], lang)
        for tail in rest
        if 0 < tail < known[words[cut - 1]] <= head
    )


@cache
def _numeric(scales: tuple[str, ...]) -> re.Pattern[str]:
    """Digits in groups or in a row, and words that multiply them."""
    return re.compile(
        r"\+?"
        r"(?:(?P<grouped>[0-9]{1,3}(?P<mark>[ .,'’])[0-9]{3}(?:(?P=mark)[0-9]{3})*)|(?P<run>[0-9]+))"
        r"(?:(?P<point>[.,])(?P<fraction>[0-9]+))?"
        rf"(?P<scales>(?: (?:{'|'.join(map(re.escape, scales))}))*)(?P<half> ruoi)?"
    )


def _readings(found: re.Match[str], lang: str) -> list[str]:
    fraction = found["fraction"] or "0"
    if found["grouped"] is None:
        return [f"{found['run']}.{fraction}"]
    mark, grouped = found["mark"], found["grouped"]
    readings = []
    if not grouped.startswith("0"):
        readings.append(f"{grouped.replace(mark, '')}.{fraction}")
    is_decimal = grouped.startswith("0") or mark == decimal_mark(lang)
    if mark in ".," and grouped.count(mark) == 1 and found["point"] is None and is_decimal:
        readings.append(grouped.replace(mark, "."))
    return readings
