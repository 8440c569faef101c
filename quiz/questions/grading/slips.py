"""Slips of the keyboard: edit distance, and what a slip never does."""

import re

from quiz.questions.grading.words import number_words

__all__ = ["allowed_edits", "distance", "is_slip"]

SHORTEST = 8
"""Shorter answers are never forgiven a slip: too many names are one edit apart."""
LONG = 12
"""From this length on two edits are forgiven."""
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})").fullmatch
_LETTERS_OR_SPACES = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*").fullmatch


def allowed_edits(squeezed: str) -> int:
    """How many edits are forgiven in a text of this length."""
    if len(squeezed) < SHORTEST:
        return 0
    return 2 if len(squeezed) >= LONG else 1


def distance(a: str, b: str, limit: int) -> int:
    """Damerau-Levenshtein distance, adjacent letters swapped at most once; ``limit + 1`` if it is greater.

    Optimal string alignment, rows cut off once they exceed the limit. Time O(len(a) * len(b)) at worst:
    callers bound the lengths.
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(last) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)


def is_slip(typed: str, target: str) -> bool:
    """Whether the folded ``typed`` differs from the folded ``target`` only in ways a slip does.

    A slip does not touch digits, Roman numerals, number words (``every ten years``), words of one or two letters
    (``no``) or the first letter of a word (north and south, import and export, Bun-ga-ri and Hung-ga-ri are two apart).
    """
    if not _LETTERS_OR_SPACES(typed) or not _LETTERS_OR_SPACES(target):
        return False
    ours, theirs = typed.split(), target.split()
    if _fixed(ours) != _fixed(theirs):
        return False
    if len(ours) != len(theirs):
        return typed[0] == target[0]
    return all(a[0] == b[0] for a, b in zip(ours, theirs, strict=True))


def _fixed(words: list[str]) -> list[str]:
    numbers = number_words().words
    return [word for word in words if len(word) <= 2 or word in numbers or _ROMAN(word)]
