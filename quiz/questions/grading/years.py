"""Typed years of any age: 938, 44 BC, AD 40, năm 111 trước Công nguyên. Of further languages Babel tells the eras."""

import re
from functools import cache
from typing import NamedTuple

from quiz.questions.grading import further
from quiz.questions.grading.folding import bare
from quiz.questions.grading.spans import read_span
from quiz.questions.grading.words import in_words

__all__ = ["Year", "asks_before", "read_year", "without_era"]

_BEFORE = (
    *("bc", "bce", "b c", "b c e", "before christ", "before common era", "before the common era"),
    *("tcn", "t c n", "tr cn", "trcn", "trc cn", "truoc cn", "truoc cong nguyen", "truoc tay lich"),
)
_AFTER = (
    *("ad", "ce", "a d", "c e", "anno domini", "common era"),
    *("scn", "s c n", "cn", "sau cn", "sau cong nguyen", "cong nguyen", "sau tay lich", "tay lich"),
)
_IDLE = frozenset({"in", "the", "since", "year", "nam", "vao", "tu"})
_MINUS = re.compile("[\u2010-\u2015\u2212]")
_NEGATIVE = re.compile(r"^(?:- ?|(?:minus|negative|am) )(?=\w)")
_LAST_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4}\s*$")


class Year(NamedTuple):
    """A year as it was typed."""

    number: int
    """Below 0 before the year 1: -44 is 44 BC."""
    dated: bool
    """Whether an era or a minus was typed."""


class _Words(NamedTuple):
    eras: tuple[tuple[str, int], ...]
    """The longest first, with the sign of their years."""
    idle: frozenset[str]
    unit: re.Pattern[str]
    """What follows a number without a space."""


def read_year(typed: str) -> Year | None:
    """The one year that ``typed`` writes, in digits or words; None where it writes anything else."""
    words = _words(further.codes())
    text = _bare(words.unit.sub(" ", _MINUS.sub("-", typed)))
    for era, sign in words.eras:
        rest = _without(text, era)
        if rest is not None:
            number = _signed(rest, words.idle) or _year_of_date(rest)
            return Year(sign * abs(number), True) if number else None
    number = _signed(text, words.idle)
    return Year(number, number < 0) if number else None


def without_era(typed: str) -> str:
    """``24 August AD 79`` with its year as it stands in a date without an era: ``24 august 0079``."""
    eras = "|".join(re.escape(era) for era in sorted(_AFTER, key=len, reverse=True))
    said = rf"\b(?:{eras}) ?([0-9]{{1,4}})\b|\b([0-9]{{1,4}}) ?(?:{eras})\b"
    return re.sub(said, lambda found: (found[1] or found[2]).zfill(4), _bare(typed))


def asks_before(stem: str) -> bool:
    """Whether the ``stem`` asks for a year before the year 1: which year BC, not what came after 44 BC."""
    eras = "|".join(re.escape(era) for era, sign in _words(further.codes()).eras if sign < 0)
    return re.search(rf"(?<![0-9] )\b(?:{eras})\b", _bare(stem)) is not None


def _bare(text: str) -> str:
    return " ".join(bare(text).replace(".", " ").split())


def _without(text: str, era: str) -> str | None:
    """The text without an era at either end; None if there is none."""
    before, after = text.removesuffix(era), text.removeprefix(era)
    if before != text and (before.isdecimal() or before[-1:] == " " or not era.isascii()):
        return before
    return after if after != text and (after[:1] == " " or not era.isascii()) else None


def _signed(text: str, idle: frozenset[str]) -> int | None:
    """As it stands, since ``năm`` and ``tư`` may be part of the number; else without idle words."""
    for said in (text, " ".join(word for word in text.split() if word not in idle)):
        positive = _NEGATIVE.sub("", said)
        number = _number(positive)
        if number:
            return number if positive == said else -number
    return None


def _year_of_date(text: str) -> int | None:
    """Of ``15 march 44``, which no calendar has: its era was taken off."""
    span = read_span(_LAST_NUMBER.sub(lambda found: found[0].strip().zfill(4), text))
    return span.start.year if span is not None and not span.is_range else None


def _number(text: str) -> int | None:
    words = text.replace("-", " ").split()
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0]) if len(words[0]) <= 4 else None
    return in_words(words)


@cache
def _words(others: tuple[str, ...]) -> _Words:
    eras = dict.fromkeys(_BEFORE, -1) | dict.fromkeys(_AFTER, 1)
    idle, units = set(_IDLE), set[str]()
    for code in others:
        from quiz.questions.babel_format import date_words, era_names

        before, after = era_names(code)
        eras |= {_bare(name): -1 for name in before} | {_bare(name): 1 for name in after}
        found = date_words(code)
        idle |= {_bare(word) for word in found.around}
        units |= found.units
    unit = re.compile("|".join(map(re.escape, units)) or "(?!)")
    return _Words(tuple(sorted(eras.items(), key=lambda era: -len(era[0]))), frozenset(idle), unit)
