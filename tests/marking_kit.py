"""Classes of made-up pupils at a frozen paper, for the tests of marking."""

import random
from collections.abc import Sequence
from functools import cache

from quiz.papers.forms import in_form
from quiz.papers.freeze import freeze
from quiz.papers.model import Frozen
from quiz.papers.responses import shown
from quiz.papers.sheets import Sheet, read_sheets
from quiz.questions.model import Form, Question, Response
from tests.asem_kit import questions
from tests.papers_kit import form_of, frozen, paper


def right(question: Question) -> Response:
    """The right answer to a question as it is printed."""
    if question.form is Form.TYPED:
        return question.key[0]
    if question.form in (Form.CHOICE, Form.TRUE_FALSE):
        return question.key_indices[0]
    return question.key_indices


def wrong(question: Question) -> Response:
    """An answer without any credit, or nearly."""
    if question.form is Form.TYPED:
        return "no such thing"
    if question.form in (Form.CHOICE, Form.TRUE_FALSE):
        return (question.key_indices[0] + 1) % len(question.options)
    if question.form is Form.SELECT_ALL:
        return tuple(at for at in range(len(question.options)) if at not in question.key_indices) or (0,)
    return question.key_indices[1:] + question.key_indices[:1]


def printed(frozen: Frozen, letter: str) -> list[Question]:
    return [one.questions[frozen.langs[0]] for one in in_form(frozen, form_of(frozen, letter))]


def string(frozen: Frozen, letter: str, marks: Sequence[bool | None]) -> str:
    """All answers on a form as one string; ``marks`` says of each entry whether it is right, None for no answer."""
    text = ""
    for one in in_form(frozen, form_of(frozen, letter)):
        question, mark = one.questions[frozen.langs[0]], marks[one.base]
        text += shown(question, None if mark is None else right(question) if mark else wrong(question))
    return text


def class_of(frozen: Frozen, n: int, seed: int = 1) -> list[tuple[str, str, str]]:
    """Name, form and answers of ``n`` pupils of different ability."""
    dice = random.Random(seed)
    rows = []
    for at in range(n):
        letter, ability = frozen.forms[at % len(frozen.forms)].letter, dice.random()
        marks = [None if dice.random() < 0.05 else dice.random() < ability for _entry in frozen.entries]
        rows.append((f"Học sinh {at}", letter, string(frozen, letter, marks)))
    return rows


def table(rows: Sequence[Sequence[str]], heading: Sequence[str] = ("name", "form", "answers")) -> bytes:
    quoted = ('"' + cell.replace('"', '""') + '"' for row in (heading, *rows) for cell in row)
    width = len(heading)
    cells = list(quoted)
    return "\n".join(",".join(cells[at : at + width]) for at in range(0, len(cells), width)).encode()


CHOICES = (Form.CHOICE,)


@cache
def choices(n: int = 6, forms: int = 3) -> Frozen:
    return freeze(questions(), paper(n, CHOICES), ("vi",), forms=forms)


def sheets_of(content: bytes, base: Frozen | None = None) -> tuple[Sheet, ...]:
    return read_sheets(content, "class.csv", base or choices()).sheets


def all_right(base: Frozen, letter: str) -> str:
    return string(base, letter, [True] * len(base.entries))


def kind(form: Form) -> "tuple[Frozen, int]":
    base = frozen()
    return base, next(at for at, one in enumerate(printed(base, "A")) if one.form is form)
