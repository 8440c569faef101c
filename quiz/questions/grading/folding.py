"""Texts without what never tells two of them apart: composition, case, width, accents, spaces."""

import re
import unicodedata

from quiz.text import clean_line

__all__ = ["bare", "fold", "has_content", "literal", "plain", "squeeze"]

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LETTERS = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
    }
)
"""Letters that decomposition leaves whole."""
_GAP = re.compile(r"(?<!\d) | (?!\d)")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")


def plain(text: str) -> str:
    """``text`` in lower case, composed, on one line, full-width characters made narrow; signs kept."""
    return unicodedata.normalize("NFC", clean_line(text).translate(_FULL_WIDTH).casefold())


def literal(text: str) -> str:
    """``text`` as it was written, but for its spaces: ``mW`` is not ``MW``."""
    return squeeze(clean_line(text).translate(_FULL_WIDTH))


def bare(text: str) -> str:
    """:func:`plain`, folded: digits, signs and unaccented letters."""
    return fold(unicodedata.normalize("NFD", plain(text)))


def fold(decomposed: str) -> str:
    """``decomposed`` (NFD, lower case) without accents and with only plain letters."""
    if decomposed.isascii():
        return decomposed
    return _MARKS.sub("", decomposed).translate(_LETTERS)


def squeeze(text: str) -> str:
    """``text`` without spaces, but those between two digits (``ASEM 1 1`` is not ``ASEM 11``)."""
    return _GAP.sub("", text)


def has_content(text: str) -> bool:
    """Whether there is any letter or digit in ``text``."""
    return any(character.isalnum() for character in text)
