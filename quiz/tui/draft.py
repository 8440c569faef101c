"""An answer in the making, for each form. Pure: a key gives a new draft, or the response.

The responses are those of :data:`quiz.questions.model.Response`.
"""

from typing import NamedTuple

from quiz.questions.model import Form, Question, Response

__all__ = ["GRADES", "Draft", "Step", "digit", "enter", "fresh", "grade_of", "implied", "move", "space"]

GRADES = ("again", "hard", "good", "easy")


class Draft(NamedTuple):
    """What has been chosen so far."""

    cursor: int = -1
    """Option under the cursor, or the row of ``left`` being matched; -1: none yet."""
    picked: tuple[int, ...] = ()
    """Select all: chosen options. Ordering: options in the order given. Matching: option of each ``left``, or -1."""
    revealed: bool = False
    """Flashcard: the answer shows."""


class Step(NamedTuple):
    """What a key did."""

    draft: Draft
    done: bool = False
    response: Response = None
    """If done."""
    lacking: bool = False
    """Enter came before the answer was whole."""


def fresh(question: Question) -> Draft:
    """The empty draft."""
    if question.form is Form.MATCHING:
        return Draft(0, (-1,) * len(question.left))
    return Draft()


def implied(question: Question, picked: tuple[int, ...]) -> tuple[int, ...]:
    """An order with its last option added when no other is left."""
    rest = [at for at in range(len(question.options)) if at not in picked]
    return (*picked, rest[0]) if len(rest) == 1 else picked


def _rows(question: Question, draft: Draft) -> int:
    if question.form is Form.FLASHCARD:
        return len(GRADES) if draft.revealed else 0
    return len(question.left) if question.form is Form.MATCHING else len(question.options)


def move(question: Question, draft: Draft, by: int) -> Draft:
    """The cursor up or down; it stops at the ends."""
    rows = _rows(question, draft)
    if not rows:
        return draft
    if draft.cursor < 0:
        return draft._replace(cursor=0 if by > 0 else rows - 1)
    return draft._replace(cursor=min(rows - 1, max(0, draft.cursor + by)))


def digit(question: Question, draft: Draft, number: int, sure: bool = True) -> Step:
    """Option ``number`` (from 1). One that is not sure only moves the cursor there, or does nothing."""
    at = number - 1
    options = len(question.options)
    if question.form is Form.FLASHCARD:
        options = _rows(question, draft)
    if not 0 <= at < options:
        return Step(draft)
    if not sure:
        return Step(draft if question.form is Form.MATCHING else draft._replace(cursor=at))
    return _choose(question, draft, at)


def _choose(question: Question, draft: Draft, at: int) -> Step:
    form, picked = question.form, draft.picked
    if form is Form.FLASHCARD:
        return Step(draft, True, GRADES[at])
    if form in (Form.CHOICE, Form.TRUE_FALSE):
        return Step(draft._replace(cursor=at), True, at)
    if form is Form.SELECT_ALL:
        chosen = set(picked) ^ {at}
        return Step(draft._replace(cursor=at, picked=tuple(sorted(chosen))))
    if form is Form.ORDERING:
        if len(picked) == len(question.options) and picked[-1] == at:
            return Step(draft._replace(cursor=at))  # it has just filled itself in; its key is no second press
        if at in picked:
            return Step(draft._replace(cursor=at, picked=tuple(one for one in picked if one != at)))
        return Step(draft._replace(cursor=at, picked=implied(question, (*picked, at))))
    return Step(_pair(question, draft, at))


def _pair(question: Question, draft: Draft, at: int) -> Draft:
    row = draft.cursor
    once = len(question.options) >= len(question.left)
    picked = [-1 if once and one == at else one for one in draft.picked]
    picked[row] = -1 if draft.picked[row] == at else at
    if picked[row] < 0:
        return draft._replace(picked=tuple(picked))
    later = [one for one in range(len(picked)) if picked[one] < 0]
    following = [one for one in later if one > row] or later
    return draft._replace(cursor=following[0] if following else row, picked=tuple(picked))


def space(question: Question, draft: Draft) -> Step:
    """Reveal, or choose what is under the cursor."""
    if question.form is Form.FLASHCARD:
        return enter(question, draft)
    if question.form is Form.MATCHING or draft.cursor < 0:
        return Step(draft, lacking=True)
    return _choose(question, draft, draft.cursor)


def grade_of(draft: Draft) -> str:
    """What Enter says of a card: the grade under the cursor, else that it was known."""
    return GRADES[draft.cursor] if draft.cursor >= 0 else "good"


def enter(question: Question, draft: Draft) -> Step:
    """Reveal, grade, or hand in what has been chosen; nothing is handed in by default but a known card."""
    form = question.form
    if form is Form.FLASHCARD:
        if not draft.revealed:
            return Step(draft._replace(revealed=True))
        return Step(draft, True, grade_of(draft))
    if form in (Form.CHOICE, Form.TRUE_FALSE):
        return Step(draft, draft.cursor >= 0, draft.cursor if draft.cursor >= 0 else None, draft.cursor < 0)
    whole = bool(draft.picked)
    if form is Form.ORDERING:
        whole = len(draft.picked) == len(question.options)
    elif form is Form.MATCHING:
        whole = min(draft.picked, default=-1) >= 0
    return Step(draft, whole, draft.picked if whole else None, not whole)
