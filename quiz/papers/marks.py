"""Marks of a class at one paper: scores, ranks, and how each question went."""

from collections import Counter
from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from quiz.papers.model import Frozen
from quiz.papers.rulings import NONE, Rulings, ruled
from quiz.papers.sheets import Sheet
from quiz.questions.grade import grade, possible_answers
from quiz.questions.model import Outcome, Response
from quiz.study.exam.model import Answered
from quiz.study.exam.scoring import Score, credit_of, score
from quiz.study.frozen import Entry

__all__ = ["Change", "MarkedSheet", "Marks", "QuestionMarks", "changes", "mark"]


class MarkedSheet(NamedTuple):
    """One sheet with its marks."""

    sheet: Sheet
    answers: tuple[Answered | None, ...]
    """One for each entry, left-out questions included; None: no answer."""
    score: Score
    """Over the questions that count."""
    marks: tuple[float | None, ...]
    """Of each entry; None for a question that is left out."""
    rank: int
    """From 1; equals share one, and the next rank is left free (1, 2, 2, 4)."""


class QuestionMarks(NamedTuple):
    """How one question of form A went."""

    number: int
    """From 1, as form A prints it."""
    facility: float | None
    """Mean credit of all sheets, 0 to 1; None without sheets."""
    right: int
    wrong: int
    blank: int
    chosen: tuple[int, ...]
    """How often each option was chosen, where one is to be chosen."""
    void: bool


class Marks(NamedTuple):
    """A class."""

    pupils: tuple[MarkedSheet, ...]
    """By rank; equals in the order of their sheets."""
    questions: tuple[QuestionMarks, ...]
    """In the order of form A."""
    most: float
    """Full marks."""


class Change(NamedTuple):
    """What a decision changed for one pupil."""

    name: str
    form: str
    rank: tuple[int, int]
    """Before and after."""
    marks: tuple[float, float]


def mark(frozen: Frozen, sheets: Sequence[Sheet], rulings: Rulings = NONE) -> Marks:
    """All sheets by the frozen blueprint's rule.

    Rank goes by marks, then by more right answers, then by fewer wrong ones; who is equal in all three shares a rank.
    Nothing else decides, least of all a name or the order of the sheets.
    """
    known: dict[tuple[int, Response], Answered | None] = {}
    marked = [_marked(frozen, sheet, rulings, known) for sheet in sheets]
    marked.sort(key=_order)
    ranked: list[MarkedSheet] = []
    for place, one in enumerate(marked, start=1):
        equal = bool(ranked) and _order(ranked[-1]) == _order(one)
        ranked.append(one._replace(rank=ranked[-1].rank if equal else place))
    questions = tuple(_question(at, entry, frozen, marked, rulings) for at, entry in enumerate(frozen.entries))
    return Marks(tuple(ranked), questions, _score(frozen, [None] * _counting(frozen, rulings)).most)


def _counting(frozen: Frozen, rulings: Rulings) -> int:
    return len(frozen.entries) - len(rulings.void)


def _score(frozen: Frozen, answers: Sequence[Answered | None]) -> Score:
    return score(frozen.blueprint, answers, surest=1)  # on paper no certainty is stated, and an answer counts as 1


def _order(one: MarkedSheet) -> tuple[float, int, int]:
    return -round(one.score.marks, 9), -one.score.right, one.score.wrong  # a sum of thirds is not exact


def _marked(
    frozen: Frozen, sheet: Sheet, rulings: Rulings, known: dict[tuple[int, Response], Answered | None]
) -> MarkedSheet:
    answers = []
    for at, response in enumerate(sheet.responses):
        if (at, response) not in known:
            known[at, response] = _answered(frozen.entries[at], at, response, rulings)
        answers.append(known[at, response])
    found = _score(frozen, [one for at, one in enumerate(answers) if at not in rulings.void])
    each = iter(found.by_question)
    marks = tuple(None if at in rulings.void else next(each) for at in range(len(answers)))
    return MarkedSheet(sheet, tuple(answers), found, marks, 0)


def _answered(entry: Entry, at: int, response: Response, rulings: Rulings) -> Answered | None:
    """The answer as it counts; None where there is none.

    The frozen question is what is asked, whatever has become of the bank. In a paper of several languages a typed
    answer may be in any of them.
    """
    if response is None:
        return None
    verdicts = [grade(question, response) for question in entry.questions.values()]
    best = max(verdicts, key=lambda verdict: (verdict.outcome is Outcome.RIGHT, verdict.credit)).strict
    best = ruled(rulings, at, response, best)
    if best.outcome is Outcome.BLANK:
        return None
    question = next(iter(entry.questions.values()))
    options = possible_answers(question.form, len(question.options))
    return Answered(response, best.outcome, best.credit, options, 0, 0)


def _question(at: int, entry: Entry, frozen: Frozen, marked: Sequence[MarkedSheet], rulings: Rulings) -> QuestionMarks:
    answers = [one.answers[at] for one in marked]
    given = [one for one in answers if one is not None]
    right = sum(one.outcome is Outcome.RIGHT for one in given)
    options = len(entry.questions[frozen.langs[0]].options)
    tally: Counter[int] = Counter()
    for one in given:
        tally.update((one.response,) if isinstance(one.response, int) else ())
    return QuestionMarks(
        at + 1,
        fsum(credit_of(one) for one in given) / len(answers) if answers else None,
        right,
        len(given) - right,
        len(answers) - len(given),
        tuple(tally[option] for option in range(options)) if tally else (),
        at in rulings.void,
    )


def changes(before: Marks, after: Marks) -> list[Change]:
    """Whose rank or marks a decision changed, by the rank that holds now."""
    known = {(one.sheet.name, one.sheet.form): one for one in before.pupils}
    found = []
    for one in after.pupils:
        old = known[one.sheet.name, one.sheet.form]
        ranks, marks = (old.rank, one.rank), (old.score.marks, one.score.marks)
        if ranks[0] != ranks[1] or round(marks[0] - marks[1], 9) or old.score.most != one.score.most:
            found.append(Change(one.sheet.name, one.sheet.form, ranks, marks))
    return found
