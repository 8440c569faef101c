"""What an answer is worth."""

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from quiz.questions.grading import grade_typed, nothing_else
from quiz.questions.model import Form, Outcome, Question, Response, Touch, Verdict

if TYPE_CHECKING:
    from quiz.questions.grading.text import Rivals

__all__ = ["grade", "possible_answers"]

_SELF_GRADES = {"again": False, "hard": True, "good": True, "easy": True}


def grade(question: Question, response: Response, rivals: "Rivals | None" = None) -> Verdict:
    """The verdict on a response, whatever it holds: one that does not fit the form is a wrong answer.

    ``rivals`` finds names that are refused besides those that a typed question holds itself.
    """
    if response is None or response == "":
        return _verdict(question, Outcome.BLANK, 0.0)
    if question.form is Form.TYPED and isinstance(response, str) and question.accept is not None:
        typed = grade_typed(response, question.accept, question.lang, rivals or nothing_else, question.prompt)
        credit = {Outcome.RIGHT: 1.0, Outcome.NEAR: 0.5}.get(typed.outcome, 0.0)
        return _verdict(question, typed.outcome, credit, correction=typed.correction)._replace(meant=typed.meant)
    if question.form is Form.FLASHCARD:
        right = _SELF_GRADES.get(response, False) if isinstance(response, str) else False
        return _verdict(question, Outcome.RIGHT if right else Outcome.WRONG, float(right))
    if question.form in (Form.CHOICE, Form.TRUE_FALSE) and isinstance(response, int):
        right = (response,) == question.key_indices
        chosen = question.about[response] if not right and 0 <= response < len(question.about) else ""
        return _verdict(question, Outcome.RIGHT if right else Outcome.WRONG, float(right), chosen=chosen)
    if isinstance(response, tuple) and all(isinstance(one, int) and one >= 0 for one in response):
        if question.form is Form.SELECT_ALL:
            return _select_all(question, frozenset(response))
        if question.form is Form.ORDERING:
            return _ordering(question, response)
        if question.form is Form.MATCHING:
            return _matching(question, response)
    return _verdict(question, Outcome.WRONG, 0.0)


def _verdict(
    question: Question,
    outcome: Outcome,
    credit: float,
    *,
    correction: str = "",
    chosen: str = "",
    touched: Sequence[tuple[Touch, bool]] | None = None,
) -> Verdict:
    right = outcome is Outcome.RIGHT
    return Verdict(
        outcome, credit, correction, chosen, tuple(touched or [(touch, right) for touch in question.touches])
    )


def _select_all(question: Question, chosen: frozenset[int]) -> Verdict:
    """Credit: the share of the right ones chosen less the share of the wrong ones, not below nothing.

    Both shares, so that choosing everything is worth as little as choosing nothing (``exams_eval`` of R/exams, rule
    "false").
    """
    key = frozenset(question.key_indices)
    others = len(question.options) - len(key)
    missed = len(chosen - key) / others if others else 0.0
    credit = max(0.0, len(chosen & key) / len(key) - missed)
    wrong = [question.about[at] for at in sorted(chosen - key) if at < len(question.about) and question.about[at]]
    outcome = Outcome.RIGHT if chosen == key else Outcome.WRONG
    return _verdict(question, outcome, credit, chosen=" ".join(wrong))


def _ordering(question: Question, order: tuple[int, ...]) -> Verdict:
    """Credit: Kendall's tau (1938, Biometrika 30:81–93) of the order given, scaled to 0 to 1.

    An item is right if it stands at its place.
    """
    key = question.key_indices
    if sorted(order) != sorted(key):
        return _verdict(question, Outcome.WRONG, 0.0)
    rank = {option: at for at, option in enumerate(key)}
    pairs = list(combinations([rank[option] for option in order], 2))
    credit = sum(a < b for a, b in pairs) / len(pairs)
    outcome = Outcome.RIGHT if order == key else Outcome.WRONG
    places = {option: order[at] == option for at, option in enumerate(key)}
    return _verdict(question, outcome, credit, touched=_by_member(question, [places[option] for option in key]))


def _matching(question: Question, answers: tuple[int, ...]) -> Verdict:
    """Credit: the share of pairs that are right; as in Moodle's matching, where each pair weighs the same."""
    key = question.key_indices
    hits = [at < len(answers) and answers[at] == right for at, right in enumerate(key)]
    outcome = Outcome.RIGHT if all(hits) else Outcome.WRONG
    return _verdict(question, outcome, sum(hits) / len(key), touched=_by_member(question, hits))


def _by_member(question: Question, hits: list[bool]) -> list[tuple[Touch, bool]]:
    """Each touched item with its own line's result; a list's one item is right if every line is."""
    if len(question.touches) != len(hits):
        return [(touch, all(hits)) for touch in question.touches]
    return list(zip(question.touches, hits, strict=True))


def possible_answers(form: Form, options: int) -> int:
    """How many answers could be given to a question with so many options: the chance of a blind guess is one in so
    many. 0 for free answers."""
    match form:
        case Form.CHOICE | Form.TRUE_FALSE:
            return options
        case Form.SELECT_ALL:
            return (1 << options) - 1
        case Form.ORDERING | Form.MATCHING:
            total = 1
            for number in range(2, options + 1):
                total *= number
            return total
        case _:
            return 0
