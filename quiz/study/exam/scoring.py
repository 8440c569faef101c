"""What the answers of an attempt are worth, and the rule in words.

The credit of an answer, 0 to 1, comes from :func:`quiz.questions.grade.grade`: all or nothing for one choice and for
typed texts; select-all: the share of the right ones chosen less the share of the wrong ones, not below 0
(``exams_eval`` of R/exams, rule "false"); ordering: Kendall's tau (1938, Biometrika 30:81–93), moved from −1…1 to 0…1,
which is the share of pairs in the right order; matching: the share of right pairs (Moodle's matching). A near miss of
a typed answer is wrong in a test.

How a partial credit combines with each kind: it earns that share of the full mark and is never penalised, except
under ``corrected``, which counts whole answers only (see :func:`corrected`).
"""

from collections.abc import Sequence
from math import floor, fsum
from statistics import median
from typing import NamedTuple

from quiz.i18n import _
from quiz.i18n.numbers import decimal
from quiz.questions.model import Form, Outcome
from quiz.study.exam.model import Answered, Blueprint

__all__ = ["CERTAINTY", "POINTS", "Score", "certain", "corrected", "credit_of", "explain", "negative", "score", "speed"]

POINTS = 1000
"""Full marks of one question under ``speed``."""
CERTAINTY = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
"""Marks for a right and for a wrong answer, by stated certainty."""

_PARTIAL = frozenset({Form.SELECT_ALL, Form.ORDERING, Form.MATCHING})


class Score(NamedTuple):
    """The result of an attempt. Marks follow the blueprint's rule; accuracy and speed are apart from them."""

    marks: float
    """Sum over all questions; may be below 0."""
    most: float
    """Full marks."""
    share: float
    """``marks`` of ``most``, 1 at most; 0 for a paper without questions."""
    accuracy: float | None
    """Wholly right answers as a share of the answers given, whatever the rule and the time; None if none was given."""
    right: int
    """Wholly right answers."""
    wrong: int
    """Answers given that are not wholly right."""
    partial: int
    """Those of ``wrong`` that have some credit."""
    blank: int
    """Questions without an answer: left out, or out of time."""
    median_ms: float | None
    """Median time of the answers given, in milliseconds; None if none was given."""
    by_question: tuple[float, ...]
    """Marks of each question, in order."""


def score(blueprint: Blueprint, answers: Sequence[Answered | None], *, surest: int = 3) -> Score:
    """The score of the ``answers``, one for each question of the paper, None where there is none.

    ``blueprint`` has the learner's own time limits; ``surest``: the highest certainty that could be stated.
    No answer is worth 0 under every rule, and no wrong answer is worth more than that.
    """
    given = [one for one in answers if one is not None and one.outcome is not Outcome.BLANK]
    marks = tuple(0.0 if one is None else _marks(blueprint, one) for one in answers)
    right = sum(one.outcome is Outcome.RIGHT for one in given)
    most = float(len(answers) * _full(blueprint, surest))
    total = fsum(marks)
    return Score(
        marks=total,
        most=most,
        share=total / most if most else 0.0,
        accuracy=right / len(given) if given else None,
        right=right,
        wrong=len(given) - right,
        partial=sum(one.outcome is not Outcome.RIGHT and credit_of(one) > 0 for one in given),
        blank=len(answers) - len(given),
        median_ms=float(median(one.used_ms for one in given)) if given else None,
        by_question=marks,
    )


def credit_of(answered: Answered) -> float:
    """The credit as a test counts it: 1 for right, 0 for blank and near, else as graded."""
    match answered.outcome:
        case Outcome.RIGHT:
            return 1.0
        case Outcome.WRONG:
            return min(1.0, max(0.0, answered.credit))
        case _:
            return 0.0


def corrected(right: bool, options: int) -> float:
    """Corrected for guessing: R − W/(k − 1) over the test, with each question's own k.

    Whoever picks blindly among k answers is right once and wrong k − 1 times, which comes to 0 (Diamond & Evans 1973,
    Review of Educational Research 43:181–191; Frary 1988, Educational Measurement: Issues and Practice 7(2):33–38).
    ``options`` is k; where it is under 2 nothing can be guessed and nothing is taken off. An answer that is partly
    right counts as wrong: a blind order has half of all pairs right on average, and its expectation would not be 0.
    """
    if right:
        return 1.0
    return -1 / (options - 1) if options > 1 else 0.0


def negative(credit: float, penalty: float) -> float:
    """The credit, or less ``penalty`` where there is none (Frary 1988: a fixed penalty, the same for all questions)."""
    return credit if credit > 0 else 0.0 - max(0.0, penalty)


def certain(credit: float, certainty: int) -> float:
    """Certainty-based marking: 1, 2 or 3 for right, 0, −2 or −6 for wrong (Gardner-Medwin 1995, ALT-J 3:80–85).

    It pays to state 2 from two chances in three of being right and 3 from four in five. Without a stated certainty
    it is 1. A partial credit earns its share of the mark for right.
    """
    for_right, for_wrong = CERTAINTY[min(3, max(1, certainty))]
    return credit * for_right if credit > 0 else float(for_wrong)


def speed(credit: float, used_ms: float, limit_ms: float) -> float:
    """round(P·(1 − (t/T)/2)) of P = 1000 points, times the credit: as Kahoot's "How points work" describes it.

    Half points at the end of the time T; all points where there is no limit (``limit_ms`` 0). Halves are rounded up.
    """
    spent = min(1.0, max(0.0, used_ms / limit_ms)) if limit_ms > 0 else 0.0
    return float(floor(credit * POINTS * (1 - spent / 2) + 0.5))


def _marks(blueprint: Blueprint, answered: Answered) -> float:
    if answered.outcome is Outcome.BLANK:
        return 0.0
    credit = credit_of(answered)
    match blueprint.scoring:
        case "corrected":
            return corrected(answered.outcome is Outcome.RIGHT, answered.options)
        case "negative":
            return negative(credit, blueprint.penalty)
        case "certainty":
            return certain(credit, answered.certainty)
        case "speed":
            return speed(credit, answered.used_ms, blueprint.clock.question * 1000)
        case _:
            return credit


def _full(blueprint: Blueprint, surest: int) -> int:
    return {"certainty": CERTAINTY[surest][0], "speed": POINTS}.get(blueprint.scoring, 1)


def explain(blueprint: Blueprint) -> list[str]:
    """The rule in sentences, in the interface's language: for before the start, and for the result."""
    partial = not blueprint.forms or bool(_PARTIAL.intersection(blueprint.forms))
    share = _("A select-all, ordering or matching answer that is partly right earns its share.")
    unpunished = _("A select-all, ordering or matching answer that is partly right earns its share and loses nothing.")
    said: list[str]
    match blueprint.scoring:
        case "corrected":
            said = [
                _("A right answer earns 1 mark; no answer earns none and costs none."),
                _("A wrong answer costs 1/(k − 1) mark, k being the number of possible answers: 1/3 for four options."),
                _("On average, blind guessing gains nothing. A wrong typed answer costs nothing."),
            ]
            if partial:
                said.append(_("A select-all, ordering or matching answer that is only partly right counts as wrong."))
        case "negative":
            said = [
                _("A right answer earns 1 mark; no answer earns none and costs none."),
                _("A wrong answer costs {penalty} of a mark.").format(penalty=decimal(max(0.0, blueprint.penalty), 3)),
                *([unpunished] if partial else []),
            ]
        case "certainty":
            said = [
                _("With every answer you say how certain you are: 1, 2 or 3."),
                _("A right answer earns 1, 2 or 3 marks; a wrong one costs 0, 2 or 6. No answer costs nothing."),
                _("Say 2 if you are right at least two times in three, 3 if at least four times in five."),
                *([unpunished] if partial else []),
            ]
        case "speed":
            said = [
                _("A right answer earns 1000 points at once, and ever fewer down to 500 at the end of its time.")
                if blueprint.clock.question
                else _("A right answer earns 1000 points, however long it takes."),
                _("A wrong answer and no answer earn nothing and cost nothing."),
                *([share] if partial else []),
            ]
        case _:
            said = [
                _("A right answer earns 1 mark; a wrong answer and no answer earn none and cost none."),
                *([share] if partial else []),
            ]
    if blueprint.clock.question or blueprint.clock.whole:
        said.append(_("Running out of time is no answer, not a wrong one."))
    said.append(_("How many are right and how quick you were are told apart from the marks."))
    return said
