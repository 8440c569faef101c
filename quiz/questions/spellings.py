"""Names of a large bank by their letters: which of them a typed answer could be mistaken for.

Looking at every name of ten thousand entities would take longer than all the rest of a question. Two names that
are within a few edits of each other have nearly the same length and the same set of letters, so both are kept
with the name, as numbers, in the compiled bank.
"""

from collections.abc import Iterable
from typing import NamedTuple

from quiz.bank.model import Entity
from quiz.questions.show import folded

__all__ = ["Spelling", "lookalikes", "spellings"]

_REACH = ((8, 0), (12, 2))
_FARTHEST = 4
"""Edits between two names that one slip may confuse: twice those forgiven by :mod:`quiz.questions.grading.slips` in a
name of this length, for the slip may lie half-way."""


class Spelling(NamedTuple):
    """A name and what its letters are."""

    slug: str
    name: str
    length: int
    """Letters and digits, folded."""
    letters: int
    """The set of them, as bits."""


def spellings(entities: Iterable[Entity]) -> tuple[Spelling, ...]:
    """Every name of the entities by which a person may call them."""
    return tuple(
        Spelling(entity.slug, name, *_letters(name))
        for entity in entities
        for name in dict.fromkeys(name for label in entity.labels.values() for name in (label.display, *label.aliases))
    )


def lookalikes(known: Iterable[Spelling], texts: Iterable[str]) -> dict[str, str]:
    """Names of all that could be taken for one of ``texts``, and of a few more, with their slugs.

    A name that folds to the same letters as one of the texts is not among them: it cannot be told from the key.
    """
    own = {folded(text) for text in texts}
    targets = {(length, letters, _reach(length)) for length, letters in map(_letters, own)}
    exact = {target[:2] for target in targets}
    return {
        name: slug
        for slug, name, length, letters in known
        for wanted, same, reach in targets
        if -reach <= (off := length - wanted) <= reach
        and (letters ^ same).bit_count() <= 2 * reach - abs(off)  # a letter replaced changes two bits, one put in one
        and not ((length, letters) in exact and folded(name) in own)
    }


def _reach(length: int) -> int:
    return next((reach for below, reach in _REACH if length < below), _FARTHEST)


def _letters(name: str) -> tuple[int, int]:
    text = folded(name).replace(" ", "")
    bits = 0
    for letter in text:
        bits |= 1 << ord(letter) % 61
    return len(text), bits
