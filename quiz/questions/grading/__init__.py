"""Grading of typed answers: pure functions from the text typed and what is accepted to a verdict."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quiz.questions.grading.folding import has_content
from quiz.questions.grading.verdict import BLANK, WRONG, TypedVerdict
from quiz.questions.model import Accept

if TYPE_CHECKING:
    from quiz.questions.grading.text import Rivals

__all__ = ["TypedVerdict", "grade_typed", "is_blank", "nothing_else"]

LONGEST = 400
"""Characters. Typed answers are a few words; whatever is longer is wrong, and is not looked at."""

_AROUND = " !?;()\"“”„‘’'"
"""Signs around a number or a date that say nothing of it."""


def nothing_else(_typed: str) -> Iterable[str]:
    """Rivals of an answer that has none but those it is graded with."""
    return ()


def grade_typed(typed: str, accept: Accept, lang: str, rivals: "Rivals" = nothing_else, stem: str = "") -> TypedVerdict:
    """The verdict on ``typed``, by ``accept.rule``; ``lang`` is the language the question was asked in.

    Both languages are read whatever ``lang`` is; it only decides what ``1.500`` and ``3/2/1996`` may mean. No ``typed``
    raises: one without a letter or digit is blank, unless such a text is asked for, and what cannot be read is wrong.
    ``rivals`` finds names that are refused besides those of ``accept``. What the ``stem`` says may be left out or said
    again: the year of a date, what is counted, that a sum is paid every year.

    Raises:
        ValueError: ``accept.rule`` is none of ``text``, ``date``, ``number``, ``quantity``, ``money``.
    """
    if len(typed) > LONGEST:
        typed = typed.strip()
    if is_blank(typed, accept):
        return BLANK
    if len(typed) > LONGEST:
        return WRONG
    if accept.rule != "text":
        typed = typed.strip(_AROUND)
    # The rules are imported when they are first needed: most sittings begin with names.
    if accept.rule == "text":
        from quiz.questions.grading.text import grade_text

        return grade_text(typed, accept, rivals, stem)
    if accept.rule == "date":
        from quiz.questions.grading.dates import grade_date

        return grade_date(typed, accept, lang, stem)
    if accept.rule in {"number", "quantity"}:
        from quiz.questions.grading.numbers import grade_number

        return grade_number(typed, accept, lang, stem)
    if accept.rule == "money":
        from quiz.questions.grading.money import grade_money

        return grade_money(typed, accept, lang, stem)
    raise ValueError(f"no such rule: {accept.rule!r}")


def is_blank(typed: str, accept: Accept | None) -> bool:
    """Whether nothing was typed: no letter or digit, unless the answer has none itself, as ``==`` has.

    Without ``accept``, in a pupil's own program, only an empty line is blank: the room judges the rest.
    """
    signs = accept is None or (accept.rule == "text" and not all(map(has_content, accept.texts)))
    return not has_content(typed) and not (signs and typed.strip())
