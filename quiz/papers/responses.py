"""Answers as they are copied from paper: letters, signs for none, words; and what they mean on form A."""

from typing import NamedTuple
from unicodedata import normalize

from quiz.i18n import _
from quiz.papers.forms import to_base
from quiz.papers.model import FormPlan, Frozen
from quiz.questions.model import LETTERS, Form, Question, Response
from quiz.text import clean_line

__all__ = ["LONGEST", "Part", "UnreadableError", "base_response", "read_answer", "read_part", "shown", "split"]

LONGEST = 500
"""Characters of a typed answer."""
_NONE = "-–—−*_"
"""Signs for no answer, and for a row of a matching that was left blank."""
_BETWEEN = " ,;|/&+.[](){}"
"""What people and optical readers put between the letters of one answer."""
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


class UnreadableError(Exception):
    """An answer that cannot be meant; ``message`` says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Part(NamedTuple):
    """The answer to one question out of a string of all answers."""

    text: str
    bracketed: bool


def split(text: str) -> list[Part]:
    """The answers in a string such as ``BA(AC)-(Hà Nội)D``: a letter or a sign each, or what stands in brackets.

    Blanks, commas and semicolons between them mean nothing. Raises UnreadableError for a bracket that is not closed.
    """
    parts: list[Part] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in _BRACKETS:
            end = _closing(text, at)
            parts.append(Part(text[at + 1 : end].strip(), True))
            at = end
        elif not char.isspace() and char not in ",;":
            parts.append(Part(char, False))
        at += 1
    return parts


def _closing(text: str, begin: int) -> int:
    opening, closing = text[begin], _BRACKETS[text[begin]]
    depth = 0
    for at in range(begin, len(text)):
        depth += (text[at] == opening) - (text[at] == closing)
        if not depth:
            return at
    raise UnreadableError(
        _("the bracket before '{text}' is not closed.").format(text=text[begin + 1 : begin + 21]),
        _("Put brackets around the whole answer to one question, such as (AC)."),
    )


def read_part(question: Question, part: Part) -> Response:
    """The response that a part of a string means. Raises UnreadableError."""
    if question.form is Form.TYPED and not part.bracketed and part.text not in _NONE:
        raise UnreadableError(
            _("'{text}' stands where an answer in words belongs.").format(text=part.text),
            _("Put the words in brackets, or write '-' if there are none."),
        )
    return read_answer(question, part.text)


def read_answer(question: Question, text: str) -> Response:
    """The response that ``text`` means to a question as it is printed; None for no answer. Raises UnreadableError.

    Two letters where one is asked for are read as they are: that is a wrong answer, and nobody's mistake but the
    pupil's. A row of a matching that was left blank gets the number after the last option's.
    """
    text = clean_line(text)
    if not text.strip(_NONE + " "):
        return None
    if question.form is Form.TYPED:
        if len(text) > LONGEST:
            raise UnreadableError(_("this answer has more than {most} characters.").format(most=LONGEST))
        return text
    given = [_option(question, char) for char in normalize("NFKC", text).upper() if char not in _BETWEEN]
    chosen = tuple(one for one in given if one is not None)
    if not chosen:
        return None
    if question.form in (Form.ORDERING, Form.MATCHING):
        wanted = len(question.left) if question.form is Form.MATCHING else len(question.options)
        if len(given) != wanted:
            raise UnreadableError(
                _("'{text}' is too short or too long: {n} letters belong here.").format(text=text, n=wanted),
                _("Write them together, in a string of answers in brackets, with '-' for each that is missing."),
            )
        none = len(question.options)
        return tuple(none if one is None else one for one in given) if question.form is Form.MATCHING else chosen
    several = tuple(sorted(set(chosen)))
    return several if question.form is Form.SELECT_ALL or len(several) > 1 else several[0]


def _option(question: Question, char: str) -> int | None:
    if char in _NONE:
        return None
    at = LETTERS.find(char)
    if not 0 <= at < len(question.options):
        raise UnreadableError(
            _("'{text}' is no option of this question.").format(text=char),
            _("Options go from A to {last}; '-' or '*' is no answer.").format(
                last=LETTERS[max(0, len(question.options) - 1)]
            ),
        )
    return at


def base_response(frozen: Frozen, form: FormPlan, number: int, response: Response) -> tuple[int, Response]:
    """The entry that question ``number`` (from 1) of a form prints, and ``response`` as form A would have it."""
    base = form.order[number - 1]
    asked = frozen.entries[base].questions[frozen.langs[0]]
    if isinstance(response, tuple):
        options, none = form.options[number - 1], len(asked.options)
        meant = [none if one == none else options[one] for one in response]
        if asked.form is Form.MATCHING:
            back = dict(zip(form.left[number - 1], meant, strict=True))
            return base, tuple(back[row] for row in range(len(meant)))
        return base, tuple(meant if asked.form is Form.ORDERING else sorted(meant))
    return to_base(frozen, form, number, response)


def shown(question: Question, response: Response) -> str:
    """A response as a string of answers has it: read again, it is the same."""
    if response is None:
        return "-"
    if isinstance(response, str):
        return f"({response})"
    if isinstance(response, int):
        return LETTERS[response]
    letters = "".join(LETTERS[one] if one < len(question.options) else "-" for one in response)
    if question.form is Form.ORDERING:
        letters = letters.ljust(len(question.options), "-")
    return f"({letters})"
