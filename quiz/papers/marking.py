"""What an answer key says of each question: the same for every renderer."""

from collections.abc import Iterable
from typing import NamedTuple

from quiz.papers.forms import in_form, key_letters
from quiz.papers.model import FormPlan, Frozen, Printed
from quiz.papers.words import both
from quiz.questions.model import Form, Question

__all__ = ["KeyLine", "key_lines"]


class KeyLine(NamedTuple):
    """The key of one printed question."""

    number: int
    short: str
    """Letters as they are to be written; for a typed answer the answer."""
    answer: str
    """The right answer in words; empty where ``short`` says it."""
    also: str
    """Other spellings and values that are right, or empty."""
    explanation: str
    """In the paper's first language, as the sources."""
    sources: tuple[str, ...]
    letters: bool
    """Whether ``short`` is letters."""


def key_lines(frozen: Frozen, form: FormPlan) -> list[KeyLine]:
    """The key of a form, question by question."""
    return [_line(printed, frozen.langs) for printed in in_form(frozen, form)]


def _line(printed: Printed, langs: tuple[str, ...]) -> KeyLine:
    asked = [printed.questions[lang] for lang in langs]
    return KeyLine(
        printed.number,
        _short(asked),
        "" if asked[0].form is Form.TYPED else both(_answer(question) for question in asked),
        _also(asked),
        asked[0].explanation,
        printed.cited[langs[0]],
        asked[0].form is not Form.TYPED,
    )


def _short(asked: list[Question]) -> str:
    letters = key_letters(asked[0])
    if asked[0].form is Form.TYPED:
        return both("; ".join(question.key) for question in asked)
    if asked[0].form is Form.MATCHING:
        return ", ".join(f"{row}{letter}" for row, letter in enumerate(letters, start=1))
    return " ".join(letters)


def _answer(question: Question) -> str:
    if question.form is Form.MATCHING:
        return "; ".join(f"{left} – {right}" for left, right in zip(question.left, question.key, strict=True))
    return ("; " if question.form is Form.SELECT_ALL else " – ").join(question.key)


def _also(asked: Iterable[Question]) -> str:
    """Spellings that are accepted besides the key, each once; values in the engine's own notation are left out."""
    texts: dict[str, None] = {}
    keys = {text.casefold() for question in asked for text in question.key}
    for question in asked:
        accept = question.accept
        if accept is None:
            continue
        if accept.rule == "text":
            texts.update(dict.fromkeys(accept.texts))
        texts.update(dict.fromkeys(value for value, _note in accept.also))
    return "; ".join(text for text in texts if text.casefold() not in keys)
