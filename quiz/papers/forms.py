"""The forms of a paper: the same questions in other orders, and the way back to form A.

Permutations are drawn by hashing (seed, form, question), so the same paper has the same forms everywhere.
"""

from collections.abc import Sequence

from quiz.papers.model import FormPlan, Frozen, Printed
from quiz.questions.model import LETTERS, Form, Question, Response
from quiz.questions.seeded import shuffled
from quiz.study.frozen import Entry, permuted

__all__ = ["in_form", "key_letters", "plans", "to_base"]

_TRIES = 20
"""Draws for an order that no earlier form has; few questions have few orders."""


def plans(entries: Sequence[Entry], forms: int, seed: int) -> tuple[FormPlan, ...]:
    """Form A, which is not shuffled, and ``forms`` - 1 others."""
    everything = tuple(range(len(entries)))
    asked = [next(iter(entry.questions.values())) for entry in entries]
    found = [
        FormPlan(
            LETTERS[0],
            everything,
            tuple(tuple(range(len(question.options))) for question in asked),
            tuple(tuple(range(len(question.left))) for question in asked),
        )
    ]
    for letter in LETTERS[1:forms]:
        order = everything
        for turn in range(_TRIES):
            order = tuple(shuffled(everything, seed, "form", letter, "order", str(turn)))
            if all(order != other.order for other in found):
                break
        options, left = [], []
        for base in order:
            question = asked[base]
            places = range(len(question.options))
            options.append(
                tuple(places)
                if entries[base].fixed
                else tuple(shuffled(places, seed, "form", letter, "options", question.item))
            )
            left.append(tuple(shuffled(range(len(question.left)), seed, "form", letter, "left", question.item)))
        found.append(FormPlan(letter, order, tuple(options), tuple(left)))
    return tuple(found)


def in_form(frozen: Frozen, form: FormPlan) -> list[Printed]:
    """The questions of a form, in the order in which it prints them."""
    rows = zip(form.order, form.options, form.left, strict=True)
    return [
        Printed(
            number,
            base,
            {lang: permuted(asked, options, left) for lang, asked in frozen.entries[base].questions.items()},
            frozen.entries[base].cited,
        )
        for number, (base, options, left) in enumerate(rows, start=1)
    ]


def to_base(frozen: Frozen, form: FormPlan, number: int, response: Response) -> tuple[int, Response]:
    """The entry that question ``number`` (from 1) of a form prints, and ``response`` as form A would have it.

    Raises IndexError if the form has no such question or the response names no option of it.
    """
    at = number - 1
    if at < 0:
        raise IndexError(number)
    base, options, left = form.order[at], form.options[at], form.left[at]
    asked = frozen.entries[base].questions[frozen.langs[0]]
    if isinstance(response, bool) or response is None or isinstance(response, str):
        return base, response
    given = (response,) if isinstance(response, int) else response
    if any(one < 0 for one in given):
        raise IndexError(min(given))
    meant = [options[one] for one in given]
    if isinstance(response, int):
        return base, meant[0]
    if asked.form is Form.MATCHING:
        if len(meant) != len(left):
            raise IndexError(len(meant))
        back = dict(zip(left, meant, strict=True))
        return base, tuple(back[row] for row in range(len(left)))
    return base, tuple(sorted(meant) if asked.form is Form.SELECT_ALL else meant)


def key_letters(question: Question) -> tuple[str, ...]:
    """The letters of the key as printed: in their order for an ordering, one for each row for a matching."""
    return tuple(LETTERS[at] for at in question.key_indices)
