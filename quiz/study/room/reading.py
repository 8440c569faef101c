"""Answers as the network brings them, made into responses that fit their question, or refused."""

from quiz.questions.grading import is_blank
from quiz.questions.model import Form, Question, Response
from quiz.study.room.model import RefusedError, Why
from quiz.text import clean_line

__all__ = ["LONGEST_TEXT", "read_response"]

LONGEST_TEXT = 200
"""Characters of a typed answer, cleaned."""


def read_response(question: Question, raw: object) -> Response:
    """``raw``, any JSON value, as a response to ``question``; chosen indices come out sorted.

    Raises RefusedError (INVALID) for whatever cannot be an answer to it, no answer at all included.
    """
    form = question.form
    if form is Form.CHOICE or form is Form.TRUE_FALSE:
        if type(raw) is int and 0 <= raw < len(question.options):  # a bool is no number here
            return raw
    elif form is Form.TYPED:
        if isinstance(raw, str):
            text = clean_line(raw)
            if len(text) <= LONGEST_TEXT and not is_blank(text, question.accept):
                return text
    elif form is Form.SELECT_ALL or form is Form.ORDERING:
        count = len(question.options)
        if (
            isinstance(raw, list | tuple)
            and 1 <= len(raw) <= count
            and all(type(one) is int and 0 <= one < count for one in raw)
            and len(set(raw)) == len(raw)
            and (form is Form.SELECT_ALL or len(raw) == count)
        ):
            return tuple(sorted(raw) if form is Form.SELECT_ALL else raw)
    raise RefusedError(Why.INVALID)
