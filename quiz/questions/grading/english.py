"""Numbers in English words. They come folded."""

import re
from collections.abc import Sequence

from quiz import language
from quiz.questions.grading.scales import by_scale

__all__ = ["SCALES", "SMALL", "TENS", "below_hundred", "number", "with_ordinals"]

SMALL = {
    word: value
    for value, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        (
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
        ),
        2,
    )
}
SCALES = {"trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3, "dozen": 12}

_ORDINALS = {
    {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}.get(
        word, word.replace("twelve", "twelf").replace("ty", "tie") + "th"
    ): value
    for word, value in (SMALL | TENS).items()
    if value
}
_ORDINAL = re.compile(rf"\b(?:({'|'.join(TENS)})[ -])?({'|'.join(_ORDINALS)})\b")


def with_ordinals(text: str) -> str:
    """``text`` with English ordinals in digits: ``the twenty first summit`` is ``the 21st summit``."""
    return _ORDINAL.sub(lambda found: language.ordinal(TENS.get(found[1], 0) + _ORDINALS[found[2]], "en"), text)


def number(words: list[str]) -> int | None:
    if words == ["zero"]:
        return 0
    return by_scale(words, SCALES, _below_thousand)


def _below_thousand(words: list[str], behind: bool, final: bool) -> int | None:
    """1 to 999; ``and`` may lead behind a scale, and ``a`` stands before one."""
    words = words[1:] if behind and words[:1] == ["and"] else words
    if "hundred" not in words:
        return 1 if words == ["a"] and not final else below_hundred(words)
    cut = words.index("hundred")
    hundreds = 1 if words[:cut] == ["a"] else below_hundred(words[:cut])
    rest = words[cut + 1 :]
    if rest[:1] == ["and"]:
        rest = rest[1:] or ["and"]
    below = below_hundred(rest) if rest else 0
    return None if not hundreds or below is None else 100 * hundreds + below


def below_hundred(words: Sequence[str]) -> int | None:
    """1 to 99."""
    if len(words) == 1:
        return SMALL.get(words[0]) or TENS.get(words[0])
    if len(words) == 2 and words[0] in TENS and 1 <= SMALL.get(words[1], 0) <= 9:
        return TENS[words[0]] + SMALL[words[1]]
    return None
