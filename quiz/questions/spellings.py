"""Names of a large bank by their letters: which of them a typed answer could be mistaken for.

Comparing with every name of ten thousand entities would take too long. Two names that are within a few edits of
each other have nearly the same length and nearly the same letters, so both are kept with the names, as numbers, in
the compiled bank.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from quiz.bank.model import Entity
from quiz.questions.show import folded

__all__ = ["Spelling", "Spellings", "lookalikes", "spellings"]

_REACH = ((7, 0), (10, 1))
_FARTHEST = 2
"""Edits that :mod:`quiz.questions.grading.slips` forgives in a name that was typed with so many letters."""
_BITS = 127


class Spelling(NamedTuple):
    """A name and what its letters are."""

    letters: int
    """Its folded letters and digits as bits, the second ``a`` another bit than the first."""
    name: str
    slug: str


Spellings: TypeAlias = Mapping[int, tuple[Spelling, ...]]
"""By number of letters."""


def spellings(entities: Iterable[Entity]) -> Spellings:
    """Every name of the entities by which a person may call them."""
    found: dict[int, list[Spelling]] = {}
    for entity in entities:
        names = [name for label in entity.labels.values() for name in label.names]
        for name in dict.fromkeys(names):
            length, letters = _letters(folded(name))
            found.setdefault(length, []).append(Spelling(letters, name, entity.slug))
    return {length: tuple(some) for length, some in found.items()}


def lookalikes(known: Spellings, typed: str) -> dict[str, str]:
    """Names of all that ``typed`` is or could be a slip of, and of a few more, with their slugs."""
    wanted, same = _letters(folded(typed))
    reach = next((reach for below, reach in _REACH if wanted < below), _FARTHEST)
    found: dict[str, str] = {}
    for length in range(wanted - reach, wanted + reach + 1):
        most = 2 * reach - abs(length - wanted)  # a letter replaced changes two bits, one put in or left out one
        for letters, name, slug in known.get(length, ()):
            if (letters ^ same).bit_count() <= most:
                found[name] = slug
    return found


def _letters(text: str) -> tuple[int, int]:
    """How many letters the folded text has, and which."""
    bits = 0
    text = text.replace(" ", "")
    times = dict.fromkeys(text, 0)
    for letter in text:
        bits |= 1 << (31 * ord(letter) + 53 * times[letter]) % _BITS
        times[letter] += 1
    return len(text), bits
