"""Signs that tell values apart, as words."""

import re

__all__ = ["signs_named"]

_NAMES = {
    **dict.fromkeys("+⁺₊", "plus"),
    **dict.fromkeys("-−⁻₋", "minus"),
    **dict.fromkeys("#♯", "sharp"),
    "♭": "flat",
    "*": "star",
}
_SMALL_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_SMALL = frozenset(map(chr, _SMALL_DIGITS))
# Compiled when a text first needs them: the first question is faster asked without.
_POWER = r"\b([0-9]+)(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])"
"""``10⁵`` is 10 5, which is not 105; ``CO₃²⁻`` is CO32-."""
_SIGNS = (
    r"[♯♭⁺₊⁻₋]|(?<=\w)#"
    r"|(?<!\w)(?<!\d\s)[+−-](?=\d)"  # -1, not 1 -2 March
    r"|(?<=\w)[+*]+(?![\w+*−-])"
    r"|(?<=\w)[+*−-]+(?![\w+*−-])(?!\s\w)"  # not "Asia- Europe"
    r"|(?:(?<=\b[a-z\d])|(?<=\b[a-z\d]{2})|(?<=\b[a-z\d]{3}))[−-](?=\s\w)"  # a- rh- cl-
)


def signs_named(text: str) -> str:
    """``text`` with the signs that tell values apart as words, and small digits as others: ``A+`` is ``A plus``."""
    if not _SMALL.isdisjoint(text):
        text = re.sub(_POWER, r"\1 ", text).translate(_SMALL_DIGITS)
    if _NAMES.keys().isdisjoint(text):
        return text
    return re.sub(_SIGNS, lambda found: " " + " ".join(_NAMES[sign] for sign in found[0]) + " ", text)
