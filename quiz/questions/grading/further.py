"""Numbers in the words of further languages: English and Vietnamese have a grammar here, others their table alone.

A table lists what is said below a hundred and the hundreds, by itself a language's whole irregularity
(``quatre-vingt-dix-sept``, ``siebenundneunzig``), and the scales that multiply them. Spaces and hyphens say nothing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import inf
from typing import Any, NamedTuple

from quiz import language
from quiz.questions.grading.folding import bare

__all__ = ["FurtherNumbers", "codes", "number", "numbers"]

_READ_HERE = {"en", "vi"}
_WORDS = re.compile(r"\w+").findall


class FurtherNumbers(NamedTuple):
    """Of one language, its words folded by ``bare`` and without spaces."""

    small: dict[str, int]
    """All below a thousand."""
    scales: dict[str, int]
    """The greatest first."""
    joins: tuple[str, ...]
    """What may stand between two parts, or nothing."""
    points: frozenset[str]
    minus: frozenset[str]
    words: frozenset[str]
    """Each word that is part of a number."""


def codes() -> tuple[str, ...]:
    """The languages that have a table, but for those whose words stand in these modules."""
    return tuple(code for code in language.known() if code not in _READ_HERE)


def number(words: Sequence[str]) -> int | None:
    """The number that the folded ``words`` write in any of them."""
    said = "".join(words)
    found = (_value(said, one) for one in numbers())
    return next((value for value in found if value is not None), None)


def numbers() -> tuple[FurtherNumbers, ...]:
    """Of each language whose table tells its numbers."""
    return _numbers(codes())


@cache
def _numbers(some: tuple[str, ...]) -> tuple[FurtherNumbers, ...]:
    tables = (language.table(code).get("typed", {}).get("numbers") for code in some)
    return tuple(_of_table(table) for table in tables if table)


def _of_table(table: dict[str, Any]) -> FurtherNumbers:
    joins = ("", *map(_squeezed, table.get("joins", ())))
    units = [*enumerate(map(_either, table["below_hundred"]))]
    hundreds = [*enumerate(map(_either, table["hundreds"]), 1)]
    small = {word: value for value, words in units for word in words}
    small |= {
        f"{hundred}{join}{unit}": 100 * many + value
        for many, spelled in hundreds
        for hundred in spelled
        for value, words in [(0, [""]), *units[1:]]
        for join in (joins if value else ("",))
        for unit in words
    }
    scales = {word: scale for words, scale in table["scales"].items() for word in _either(words)}
    texts = [*table["below_hundred"], *table["hundreds"], *table["scales"], *table.get("joins", ())]
    return FurtherNumbers(
        small,
        dict(sorted(scales.items(), key=lambda scale: -scale[1])),
        joins,
        frozenset(map(_squeezed, table.get("points", ()))),
        frozenset(map(_squeezed, table.get("minus", ()))),
        frozenset(word for text in texts for word in _folded(text)),
    )


def _value(said: str, one: FurtherNumbers, below: float = inf) -> int | None:
    """The number that a text without spaces writes, by scales under ``below``."""
    if said in one.small:
        return one.small[said]
    for word, scale in one.scales.items():
        for cut in _places(word, said) if scale < below else ():
            many = _value(said[:cut], one, scale) if cut else 1
            rest = _rest(said[cut + len(word) :], one, scale)
            if many and rest is not None:
                return many * scale + rest
    return None


def _rest(said: str, one: FurtherNumbers, below: int) -> int | None:
    """What stands behind a scale, which is less than it; 0 for nothing."""
    if not said:
        return 0
    found = (_value(said[len(join) :], one, below) for join in one.joins if said.startswith(join))
    return next((value for value in found if value and value < below), None)


def _places(word: str, said: str) -> Iterator[int]:
    at = said.find(word)
    while at >= 0:
        yield at
        at = said.find(word, at + 1)


def _either(words: str) -> list[str]:
    """The spellings that ``deux cents|deux cent`` lists."""
    return [_squeezed(word) for word in words.split("|")]


def _squeezed(text: str) -> str:
    return "".join(_folded(text))


def _folded(text: str) -> list[str]:
    return _WORDS(bare(text))
