"""Words and signs that stand beside a number: what is counted, units of measure, currencies.

The words are those of the languages' tables, of all of them whatever the question is asked in; here stand the signs
that every language has.
"""

import re
from functools import cache
from typing import NamedTuple

from quiz import language
from quiz.questions.grading.folding import bare

__all__ = ["Vocabulary", "is_measure", "phrase", "says_unit", "unit_group", "vocabulary"]

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SMALL_DIGIT = re.compile(r"(?<=[a-z])[²³]")
_DEGREES = str.maketrans({"º": "°", "˚": "°", "℃": "°C", "℉": "°F"})
_STRAY_POINT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_STRAY_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])|(?<![0-9])['’]|['’](?![0-9])")
_HYPHEN = re.compile(r"(?<=[a-z])\s*-\s*(?=[a-z])|(?<=[0-9])-(?=[a-z])")
_SIGN = re.compile(r"([%$€£¥₫₩#~≈])")

_DEGREE = "°"
_SHORTER = {"°c": _DEGREE, "°f": _DEGREE}
_DOLLARS = ("USD", "SGD", "AUD", "CAD", "NZD", "HKD")
_SIGNS = {"$": _DOLLARS, "€": ("EUR",), "£": ("GBP",), "¥": ("JPY", "CNY"), "₩": ("KRW",), "₫": ("VND",)}


class Vocabulary(NamedTuple):
    """Phrases of all languages, as :func:`phrase` writes them."""

    before: frozenset[str]
    """Forgiven before a number: ``số 8``, ``No. 8``, ``lần thứ 8``, ``năm 1996``."""
    behind: frozenset[str]
    """Forgiven behind a number and what it counts."""
    about: frozenset[str]
    """Forgiven before a quantity, which has a tolerance."""
    groups: dict[str, str]
    """From all spellings of a unit or a counted thing to one name for them."""
    measured: frozenset[str]
    """Names of units of measure."""
    currencies: dict[str, frozenset[str]]
    """Currency codes that a phrase may stand for."""
    yearly: re.Pattern[str]
    """What says of a sum, in a :func:`.bare` text, that it is paid every year."""


def phrase(text: str) -> str:
    """``text`` folded, without dots, hyphens as spaces, and signs as words of their own."""
    dashed = _DASHES.sub("-", bare(text.translate(_DEGREES)))
    folded = _SMALL_DIGIT.sub(lambda found: "2" if found[0] == "²" else "3", dashed)
    folded = _STRAY_POINT.sub("", folded)
    folded = _STRAY_COMMA.sub(" ", _HYPHEN.sub(" ", folded))
    return " ".join(_SIGN.sub(r" \1 ", folded).split()).replace("° ", "°")


def vocabulary() -> Vocabulary:
    """What the tables of all languages say, and the signs."""
    return _vocabulary(language.known())


@cache
def _vocabulary(codes: tuple[str, ...]) -> Vocabulary:
    tables = [language.table(code).get("typed", {}) for code in codes]

    def said(key: str) -> list[str]:
        return [text for table in tables for text in table.get(key, ())]

    def grouped(key: str) -> list[tuple[str, str]]:
        """(phrase, its group), the group's own name among its phrases."""
        groups = [item for table in tables for item in table.get(key, {}).items()]
        return [(phrase(text), group) for group, texts in groups for text in (group, *texts)]

    counted = {text: phrase(group) for text, group in grouped("counted")}
    years = [text for text, group in counted.items() if group == "year"]
    measures = {text: phrase(group) for text, group in grouped("units")}
    currencies = {sign: frozenset(codes) for sign, codes in _SIGNS.items()}
    for text, code in grouped("currencies"):
        currencies[text] = frozenset(_SIGNS.get(code, (code,)))
    return Vocabulary(
        frozenset(map(phrase, said("before_number"))),
        frozenset(map(phrase, said("behind_number"))),
        frozenset(map(phrase, said("about"))),
        counted | measures,
        frozenset(measures.values()),
        currencies,
        _any_of([*map(bare, said("yearly")), *(f"/ {one} {year}" for one in ("", "1") for year in years)]),
    )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """Any of the phrases, the longest first, with or without the spaces between their words."""
    either = (" ?".join(map(re.escape, text.split())) for text in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?:(?<!\w)|(?=/))(?:{'|'.join(either)})(?!\w)")


def unit_group(text: str) -> str | None:
    """One name for all spellings of a unit or counted thing, in all languages; None for an unknown one."""
    return vocabulary().groups.get(text)


def says_unit(text: str, unit: str) -> bool:
    """Whether a phrase names the unit asked for, or says so much of it that no other can be meant: ``degrees``."""
    asked, said = unit_group(unit) or unit, unit_group(text)
    return text == unit or said == asked or (said is not None and said == _SHORTER.get(asked))


def is_measure(group: str) -> bool:
    """Whether a group is a unit of measure: another unit makes another quantity."""
    return group in vocabulary().measured
