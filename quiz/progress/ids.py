"""Identifiers of rows that are made here, and how people are called."""

import os

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.text import clean_line

__all__ = ["NAME_LENGTH", "learner_name", "no_learner", "uuid7"]

NAME_LENGTH = 80


def uuid7(at_ms: int) -> str:
    """A UUID of version 7 (RFC 9562) for ``at_ms``: sorted by time, so that an index grows at its end."""
    head = (max(0, at_ms) & (2**48 - 1)) << 80
    number = head | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def learner_name(name: str) -> str:
    """``name`` as it is stored: one clean line, composed Unicode. Raises QuizError if empty or too long."""
    cleaned = clean_line(name)
    if not cleaned.isascii():
        from unicodedata import normalize

        cleaned = normalize("NFC", cleaned)
    if not cleaned or len(cleaned) > NAME_LENGTH:
        raise QuizError(
            _("A learner's name needs 1 to {most} characters.").format(most=NAME_LENGTH),
            where=cleaned[:NAME_LENGTH], hint=_("Choose another name."),
        )
    return cleaned


def no_learner(name: str) -> QuizError:
    """The error for a name that nobody in the file has."""
    return QuizError(
        _("There is no learner of this name."), where=name, hint=_("Check the spelling; capitals count.")
    )
