"""Vietnamese as its keys were pressed, where the keyboard did not turn them into letters: ``Haf Nooij``."""

import re

from quiz.questions.grading.folding import plain

__all__ = ["from_telex"]

_MARKED = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "uow": "ươ", "aw": "ă", "ow": "ơ", "uw": "ư", "w": "ư"}
_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_KEYS = re.compile("|".join(_MARKED))
_TONE = re.compile(r"(?<=[aeiouyăâêôơư])([cghmnpt]{0,2})([fsrxj])([cghmnpt]{0,2})\b")
"""The key of a tone stands behind the vowels or at the end of the syllable."""


def from_telex(typed: str) -> str:
    """``typed`` in lower case with Telex keys read as what they stand for; the tone goes to the end of its word."""
    marked = _KEYS.sub(lambda keys: _MARKED[keys[0]], plain(typed))
    return _TONE.sub(lambda found: found[1] + found[3] + _TONES[found[2]], marked)
