"""Names as pupils type them: cleaned, compared, and refused where nothing is left of them."""

import re
from unicodedata import category

from quiz.questions.grading.normalise import bare
from quiz.study.room.model import RefusedError, Why
from quiz.text import clean_line

__all__ = ["LONGEST_NAME", "clean_name", "name_key", "same_name"]

LONGEST_NAME = 24
"""Characters."""
_TOO_MANY_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def clean_name(text: str) -> str:
    """``text`` as a name that can be shown. Raises RefusedError (NAME) if nothing visible is left."""
    name = _TOO_MANY_MARKS.sub(r"\1", clean_line(text[:4096]))[:LONGEST_NAME].strip()
    if not any(category(one)[0] in "LN" for one in name):
        raise RefusedError(Why.NAME)
    return name


def name_key(name: str) -> str:
    """Names with the same key are the same to the eye or the ear: capitals, accents and width do not count."""
    return bare(name)


def same_name(one: str, other: str) -> bool:
    """Whether two names would be mixed up."""
    return name_key(one) == name_key(other)
