"""Numbers in Vietnamese words.

Words come folded (no accents), so ``mười`` (ten) and ``mươi`` (times ten) look alike and are told apart by grammar.
Phrases that people read in two ways are not numbers here: ``một trăm năm`` is 105 to some and 150 to others.
"""

from quiz.questions.grading.scales import by_scale

__all__ = ["DIGITS", "SCALES", "number"]

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
_AFTER_TEN = {word: value for word, value in DIGITS.items() if value not in {0, 5}} | {
    "lam": 5,
    "nham": 5,
}
_AFTER_TENS = _AFTER_TEN | {"tu": 4}
_ONLY_AFTER_TENS = {"mot", "tu", "lam", "nham"}
"""Units that tell that a ten stands before them, even where ``mươi`` is left out."""
SCALES = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "van": 10**4, "nghin": 10**3, "ngan": 10**3, "chuc": 10}
_ZERO_TENS = {"linh", "le"}


def number(words: list[str]) -> int | None:
    if words == ["khong"]:
        return 0
    if words[-1:] == ["ruoi"] and len(words) > 1:
        unit = {**SCALES, "tram": 100}.get(words[-2])
        whole = number(words[:-1])
        return None if unit is None or whole is None else whole + unit // 2
    return by_scale(words, SCALES, _below_thousand)


def _below_thousand(words: list[str], behind: bool, final: bool) -> int | None:
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
    if rest and rest[0] in _ZERO_TENS and behind:
        unit = {**DIGITS, "tu": 4}.get(rest[1], 0) if len(rest) == 2 else 0
        return 100 * hundreds + unit if unit else None
    if len(rest) == 1 and rest[0] in DIGITS and behind and final:
        return None  # "một trăm năm": 105 or 150
    below = _below_hundred(rest)
    return None if below is None else 100 * hundreds + below


def _below_hundred(words: list[str]) -> int | None:
    """1 to 99, also as they are said: hăm mốt, hai mốt, bốn lăm."""
    if words[:1] == ["ham"]:
        words = ["hai", "muoi", *words[1:]]
    elif len(words) == 2 and words[0] in DIGITS and words[1] in _ONLY_AFTER_TENS:
        words = [words[0], "muoi", words[1]]
    if len(words) == 1:
        return 10 if words[0] == "muoi" else DIGITS.get(words[0]) or None
    if words[:1] == ["muoi"] and len(words) == 2:
        unit = _AFTER_TEN.get(words[1])
        return None if unit is None else 10 + unit
    if words[1:2] == ["muoi"] and len(words) <= 3 and DIGITS.get(words[0], 0) >= 2:
        unit = 0 if len(words) == 2 else _AFTER_TENS.get(words[2])
        return None if unit is None else 10 * DIGITS[words[0]] + unit
    return None
