"""Numbers written in words, in English and in Vietnamese.

Words come folded (no accents), so ``mười`` (ten) and ``mươi`` (times ten) look alike and are told apart by
grammar. Phrases that people read in two ways are not numbers here: ``một trăm năm`` is 105 to some and 150 to
others. :func:`in_words` returns ``None`` for everything it cannot read as one number.
"""

import re
from collections.abc import Callable, Sequence

from quiz import language

__all__ = [
    "DIGITS",
    "NUMBER_WORDS",
    "POINTS",
    "RANKS",
    "SCALES",
    "digits_said",
    "in_words",
    "with_numbers",
    "with_ordinals",
    "year_in_words",
]

_EN_SMALL = {
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
_EN_TENS = {
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
_EN_SCALES = {"trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3, "dozen": 12}

_EN_ORDINALS = {
    {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}.get(
        word, word.replace("twelve", "twelf").replace("ty", "tie") + "th"
    ): value
    for word, value in (_EN_SMALL | _EN_TENS).items()
    if value
}
_ORDINAL = re.compile(rf"\b(?:({'|'.join(_EN_TENS)})[ -])?({'|'.join(_EN_ORDINALS)})\b")

DIGITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_PHRASES = {
    **{"none": 0, "nil": 0, "nought": 0, "khong co": 0, "once": 1, "twice": 2},
    **{"half a dozen": 6, "half dozen": 6, "a half dozen": 6, "nua ta": 6, "mot ta": 12},
}
_VI_AFTER_TEN = {word: value for word, value in DIGITS.items() if value not in {0, 5}} | {
    "lam": 5,
    "nham": 5,
}
_VI_AFTER_TENS = _VI_AFTER_TEN | {"tu": 4}
_VI_ONLY_AFTER_TENS = {"mot", "tu", "lam", "nham"}
"""Units that tell that a ten stands before them, even where ``mươi`` is left out."""
_VI_SCALES = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "van": 10**4, "nghin": 10**3, "ngan": 10**3, "chuc": 10}
_VI_ZERO_TENS = {"linh", "le"}

_RANKED = {"thu", "lan", "so"}
RANKS = {"nhat": 1, "nhi": 2, "tu": 4}
"""Behind ``thứ``, besides the numbers."""
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = {text: n for n in range(2, 40) if len(text := "x" * (n // 10) + _UNITS[n % 10]) > 1}
"""But those of one letter, which are letters more often."""
_BEGINS = {*_EN_SMALL, *_EN_TENS, *_ROMAN}
_LONGEST = 6
"""Words of a number in a name."""

SCALES = {**_EN_SCALES, "hundred": 100, **_VI_SCALES, "tram": 100}
"""Words that multiply a number in digits: ``10 nghìn``, ``1.5 million``."""
POINTS = frozenset({"point", "phay", "cham"})
"""What stands between a number and its decimals."""
NUMBER_WORDS = frozenset(
    {
        *POINTS,
        *_EN_SMALL,
        *_EN_TENS,
        *DIGITS,
        *SCALES,
        "muoi",
        "lam",
        "nham",
        "tu",
        "ruoi",
        "once",
        "twice",
        "half",
    }
)
"""Folded words that are part of a number: a slip never changes them."""


def in_words(words: Sequence[str]) -> int | None:
    """The number that the folded ``words`` write, in either language."""
    said = _PHRASES.get(" ".join(words))
    if said is not None:
        return said
    english = _english([word for word in words if word])
    return english if english is not None else _vietnamese(list(words))


def digits_said(words: Sequence[str]) -> str:
    """The digits that the folded ``words`` say one by one, as ``seven two`` does; empty if they say anything else."""
    known = {word: value for word, value in _EN_SMALL.items() if value < 10} | DIGITS | {"oh": 0, "o": 0}
    return "".join(str(known[word]) for word in words) if all(word in known for word in words) else ""


def with_ordinals(text: str) -> str:
    """``text`` with English ordinals in digits: ``the twenty first summit`` is ``the 21st summit``."""
    return _ORDINAL.sub(lambda found: language.ordinal(_EN_TENS.get(found[1], 0) + _EN_ORDINALS[found[2]], "en"), text)


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
        number = (RANKS.get(first) or _vietnamese(some)) if ranked else None
        if number is None and some == list(words[start:end]):
            number = _ROMAN.get(first) or _english(some)
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
        century, rest = _en_below_hundred(words[:cut]), list(words[cut:])
        zero = len(rest) == 2 and rest[0] in {"oh", "o"}
        year = _en_below_hundred(rest[1:] if zero else rest)
        if century and year and 10 <= century <= 29 and (year < 10) == zero:
            return 100 * century + year
    return None


def _english(words: list[str]) -> int | None:
    if words == ["zero"]:
        return 0
    return _by_scale(words, _EN_SCALES, _en_below_thousand)


def _en_below_thousand(words: list[str], behind: bool, final: bool) -> int | None:
    """1 to 999; ``and`` may lead behind a scale, and ``a`` stands before one."""
    words = words[1:] if behind and words[:1] == ["and"] else words
    if "hundred" not in words:
        return 1 if words == ["a"] and not final else _en_below_hundred(words)
    cut = words.index("hundred")
    hundreds = 1 if words[:cut] == ["a"] else _en_below_hundred(words[:cut])
    rest = words[cut + 1 :]
    if rest[:1] == ["and"]:
        rest = rest[1:] or ["and"]
    below = _en_below_hundred(rest) if rest else 0
    return None if not hundreds or below is None else 100 * hundreds + below


def _en_below_hundred(words: Sequence[str]) -> int | None:
    """1 to 99."""
    if len(words) == 1:
        return _EN_SMALL.get(words[0]) or _EN_TENS.get(words[0])
    if len(words) == 2 and words[0] in _EN_TENS and 1 <= _EN_SMALL.get(words[1], 0) <= 9:
        return _EN_TENS[words[0]] + _EN_SMALL[words[1]]
    return None


def _vietnamese(words: list[str]) -> int | None:
    if words == ["khong"]:
        return 0
    if words[-1:] == ["ruoi"] and len(words) > 1:
        unit = {**_VI_SCALES, "tram": 100}.get(words[-2])
        whole = _vietnamese(words[:-1])
        return None if unit is None or whole is None else whole + unit // 2
    return _by_scale(words, _VI_SCALES, _vi_below_thousand)


def _vi_below_thousand(words: list[str], behind: bool, final: bool) -> int | None:
    """1 to 999. Behind a scale ``không trăm`` and ``linh`` may lead; a bare digit does not end a number."""
    hundreds, rest = 0, words
    if "tram" in words:
        if words.index("tram") != 1 or words[0] not in DIGITS:
            return None
        hundreds, rest = DIGITS[words[0]], words[2:]
        if hundreds == 0 and not (behind and rest):
            return None
        if not rest:
            return 100 * hundreds
        behind = final = True
    if rest and rest[0] in _VI_ZERO_TENS and behind:
        unit = {**DIGITS, "tu": 4}.get(rest[1], 0) if len(rest) == 2 else 0
        return 100 * hundreds + unit if unit else None
    if len(rest) == 1 and rest[0] in DIGITS and behind and final:
        return None  # "một trăm năm": 105 or 150
    below = _vi_below_hundred(rest)
    return None if below is None else 100 * hundreds + below


def _vi_below_hundred(words: list[str]) -> int | None:
    """1 to 99, also as they are said: hăm mốt, hai mốt, bốn lăm."""
    if words[:1] == ["ham"]:
        words = ["hai", "muoi", *words[1:]]
    elif len(words) == 2 and words[0] in DIGITS and words[1] in _VI_ONLY_AFTER_TENS:
        words = [words[0], "muoi", words[1]]
    if len(words) == 1:
        return 10 if words[0] == "muoi" else DIGITS.get(words[0]) or None
    if words[:1] == ["muoi"] and len(words) == 2:
        unit = _VI_AFTER_TEN.get(words[1])
        return None if unit is None else 10 + unit
    if words[1:2] == ["muoi"] and len(words) <= 3 and DIGITS.get(words[0], 0) >= 2:
        unit = 0 if len(words) == 2 else _VI_AFTER_TENS.get(words[2])
        return None if unit is None else 10 * DIGITS[words[0]] + unit
    return None


def _by_scale(
    words: list[str],
    scales: dict[str, int],
    below: Callable[[list[str], bool, bool], int | None],
    behind: bool = False,
    final: bool = True,
) -> int | None:
    """Splits at the largest scale; ``below`` reads a group under a thousand.

    ``behind``: a larger scale stands before the words; ``final``: none stands after them.
    """
    if not words:
        return None
    present = [word for word in words if word in scales]
    if not present:
        return below(words, behind, final)
    unit = scales[max(present, key=scales.__getitem__)]
    cut = next(place for place, word in enumerate(words) if scales.get(word) == unit)
    left = _by_scale(words[:cut], scales, below, behind, final=False)
    rest = words[cut + 1 :]
    right = _by_scale(rest, scales, below, True, final) if rest else 0
    if left is None or right is None or right >= unit:
        return None
    return left * unit + right
