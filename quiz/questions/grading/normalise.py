"""Forms under which names are compared: exact (with accents), folded (without), squeezed (without spaces).

Exact forms already forgive what never tells two names apart: Unicode composition, case, punctuation, kinds
of dash and space, a leading English article, and where in a Vietnamese syllable the tone mark stands
(``hoà`` and ``hòa``): tone marks move to the end of their word, which cannot confuse words, for a
Vietnamese syllable has one tone at most.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import NamedTuple

from quiz import language
from quiz.bank.signs import signs_named
from quiz.questions.grading.english import with_ordinals
from quiz.questions.grading.folding import fold, has_content, plain, squeeze
from quiz.questions.grading.words import with_numbers

__all__ = ["Forms", "forms", "tone_last"]


class Forms(NamedTuple):
    """Equivalent spellings of one text; several where ``&``, ``+`` or an article can be read in two ways."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    squeezed: tuple[str, ...]


_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Vietnamese tone marks after decomposition: huyền, sắc, ngã, hỏi, nặng."""
_HAS_TONE = re.compile(f"[{_TONES}]")
_APOSTROPHES = "'’‘‛ʼʻ`´′"
_TOKENS = "&+%$€£¥₫₩"
"""Signs that carry meaning: each stands as a word of its own."""
_READINGS = {"&": "and", "+": "plus"}
"""Signs and what the tables of the languages call the words for them."""
_SAID = {"plus": "cộng", "minus": "trừ", "sharp": "thăng", "flat": "giáng", "star": "sao"}
"""Signs that were named in English, as they are said in Vietnamese."""
_DIGIT_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_CHARGE = re.compile(r"(?:(?<=[a-z)\]_]\d)|(?<=[a-z)\]_]\d\d))[\s^({]+(?=\d*[+\-−⁺⁻][)}]*(?!\S))")
"""What parts the charge from a formula: ``CO3 2-``, ``CO3^2-`` and ``CO3(2-)`` are CO32-, as ``CO₃²⁻`` is."""
_I_FOR_Y = re.compile(rf"\b(qu|[hklmst])y(?=[{_TONES}]*(?:\s|$))")
"""Vietnamese writes ``Mỹ``, ``quỹ`` and ``Hy Lạp`` with either letter."""


class _Signs(dict[int, str | None]):
    """Translation table that decides a character by its category when it first meets it."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        result: str | None
        if character in _APOSTROPHES or character == "." or category == "Cf" or 0xFE00 <= code <= 0xFE0F:
            result = None
        elif character in _TOKENS:
            result = f" {character} "
        else:
            result = character if category[0] in "LNM" else " "
        self[code] = result
        return result


_SIGNS = _Signs({ord("Ð"): "đ", ord("ð"): "đ"})
"""Eth stands for đ: old Vietnamese keyboards wrote the one for the other."""


def _exact(named: str) -> str:
    """The exact form of a :func:`plain` text whose signs are named."""
    signs = _DIGIT_POINT.sub(" ", unicodedata.normalize("NFD", named)).translate(_SIGNS)
    words = signs.split()
    if _HAS_TONE.search(signs):
        words = [tone_last(word) for word in words]
    return " ".join(words)


def tone_last(word: str) -> str:
    """A decomposed word with its tone at its end: it may stand on either vowel, hoà and hòa."""
    tones = sorted(character for character in word if character in _TONES)
    return _HAS_TONE.sub("", word) + "".join(tones) if tones else word


def _without_article(text: str) -> str:
    """``text`` without a leading English article, judged by its accents and by the sound that follows.

    ``an ninh`` (Vietnamese) and ``á âu`` keep their first word.
    """
    first, _, rest = text.partition(" ")
    if not rest:
        return text
    vowel = rest[0] in "aeiouh"
    sounds_right = {"the": True, "an": vowel, "a": rest[0] == "u" or not vowel}
    return rest if sounds_right.get(first) else text


@lru_cache(maxsize=16384)
def forms(text: str) -> Forms:
    """All forms of ``text``; of one without letter or digit its signs."""
    written = _CHARGE.sub("", plain(text))
    named = signs_named(written)
    exact = _exact(named)
    if not has_content(exact):
        signs = squeeze(written)
        return Forms((signs,), (signs,), (signs,)) if signs else Forms((), (), ())
    readings = [exact]
    for sign, name in _READINGS.items():
        if sign in exact:
            words = [word for code in language.known() if (word := language.table(code).get(name))]
            readings = [reading.replace(sign, _exact(word)) for reading in readings for word in words]
    if named != written:
        readings += _said_otherwise(written, exact)
    for otherwise in (with_ordinals, _with_numbers, _with_i, *_ordinals_said()):
        readings += [other for reading in readings if (other := otherwise(reading)) != reading]
    readings += [short for reading in readings if (short := _without_article(reading)) != reading]
    folded = [fold(reading) for reading in readings]
    return Forms(_unique(readings), _unique(folded), _unique([squeeze(form) for form in folded]))


def _with_numbers(exact: str) -> str:
    words = exact.split()
    return with_numbers(words, [fold(word) for word in words])


def _with_i(exact: str) -> str:
    return _I_FOR_Y.sub(r"\1i", exact)


@cache
def _ordinals_said() -> list[Callable[[str], str]]:
    """``lần hai`` for ``lần thứ hai``, and what is said for ``lần thứ nhất``."""
    said = [
        ("lần thứ", "lần"),
        ("thứ nhất", "đầu tiên"),
        ("lần đầu tiên", "lần đầu"),
        ("lần đầu tiên", "đầu tiên"),
    ]
    patterns = [(re.compile(rf"\b{_exact(one)}(?!\S)"), _exact(other)) for one, other in said]
    return [partial(pattern.sub, other) for pattern, other in patterns]


def _said_otherwise(written: str, exact: str) -> list[str]:
    """``A trừ`` for ``A-``, ``Si giáng`` for ``Si♭``, and ``Bb`` for ``B♭``."""
    vietnamese = " ".join(_exact(_SAID.get(word, word)) for word in exact.split())
    return [vietnamese, _exact(signs_named(written.replace("♭", "b")))]


def _unique(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
