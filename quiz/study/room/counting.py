"""Answers that a teacher has counted by hand, as they are typed."""

import re

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.model import LETTERS

__all__ = ["counted"]

_PAIR = re.compile(r"([a-z])\s*[:=]?\s*(\d+)")
_SEPARATORS = re.compile(r"[\s,;.]+")
_MOST = 10_000


def counted(text: str, options: int) -> dict[str, int]:
    """``a12 b20`` as counts by the index of the option; ``12 20`` names them in their order. What is not named is 0.

    Raises QuizError for anything else, and for a letter that is named twice.
    """
    letters = LETTERS[:options].lower()
    words = text.casefold()
    pairs = _PAIR.findall(words)
    rest = _SEPARATORS.sub("", _PAIR.sub("", words))
    if not pairs and rest.isdecimal():
        numbers = [one for one in _SEPARATORS.split(words) if one]
        pairs, rest = list(zip(letters, numbers, strict=False)), "" if len(numbers) <= options else "?"
    named = [letter for letter, _n in pairs]
    fits = pairs and not rest and len(set(named)) == len(named) and all(one in letters for one in named)
    if not fits or any(len(n) > 5 or int(n) > _MOST for _letter, n in pairs):
        raise QuizError(
            _("These are no counts of the answers A to {letter}.").format(letter=letters[-1:].upper()),
            hint=_("Type each letter with its number, such as: a12 b20."),
        )
    return {str(letters.index(letter)): int(n) for letter, n in pairs}
