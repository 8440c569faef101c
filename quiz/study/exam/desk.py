"""What a front end does with tests, in the order in which it does it: draw, foretell, begin or resume, finish."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from quiz.study.exam.attempt import Exam
from quiz.study.exam.draw import Unfillable, draw_papers
from quiz.study.exam.model import Answered, Blueprint, Paper
from quiz.study.exam.predict import Facility, History, Prediction, facilities, historic, predicted_score
from quiz.study.exam.result import Result
from quiz.study.exam.scoring import Score, score
from quiz.study.exam.store import AttemptStore, PastAttempt
from quiz.study.views import Desk, today

__all__ = ["Ended", "ExamDesk", "basis", "begin", "expected", "finish", "look_back", "paper_for", "resume", "seed_for"]


class ExamDesk(Desk, Protocol):
    """Where tests are taken."""

    @property
    def attempts(self) -> AttemptStore:
        """Tests that were taken or begun."""


class Ended(NamedTuple):
    """A test that was handed in."""

    result: Result
    score: Score
    expected: Prediction | None
    """What memory foretold before its answers counted; None of a test that is looked back on."""

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Items of the questions that were not wholly right, in the order of the paper."""
        wrong = (
            one for one in self.result.questions if not one.voided and not (one.answered and one.answered.credit == 1)
        )
        return tuple(one.question.item for one in wrong if one.question is not None)


def seed_for(blueprint: Blueprint, wish: int | None) -> int:
    """What a paper is drawn from: the seed that was named, else the blueprint's own, else 64 bits of chance."""
    named = blueprint.seed if wish is None else wish
    return int.from_bytes(os.urandom(8), "big") if named is None else named


def paper_for(desk: ExamDesk, blueprint: Blueprint, wish: int | None = None) -> Paper:
    """A paper in the desk's language, or in the blueprint's first where that is not one of them; ``wish``: its seed.

    Raises QuizError if the bank cannot fill it; where nobody said how many questions, it has as many as can be had.
    """
    seed, facility = seed_for(blueprint, wish), basis(desk, blueprint)
    lang = desk.lang if desk.lang in (blueprint.languages or (desk.lang,)) else blueprint.languages[0]
    try:
        return draw_papers(desk.questions, blueprint, seed, lang, facility=facility)[0]
    except Unfillable as short:
        if blueprint != Blueprint() or not short.most:
            raise
        fewer = blueprint._replace(questions=short.most)
        return draw_papers(desk.questions, fewer, seed, lang, facility=facility)[0]


def basis(desk: ExamDesk, blueprint: Blueprint) -> Facility | None:
    """What difficulty is judged by; where none is wished for nobody in particular: the paper is the same for all."""
    if blueprint.difficulty == "any":
        return None
    if blueprint.basis == "history":
        return historic(desk.questions, _history(desk))
    return facilities(desk.questions, desk.store, today(desk))


def _history(desk: ExamDesk) -> Mapping[str, History]:
    sums: dict[str, list[float]] = {}
    for record in desk.attempts.records(everyone=True):
        total = sums.setdefault(record.item, [0.0, 0])
        total[0] += record.credit
        total[1] += 1
    return {item: History(right / answers, int(answers)) for item, (right, answers) in sums.items()}


def expected(desk: ExamDesk, paper: Paper) -> Prediction:
    """What the learner would score today."""
    return predicted_score(paper, facilities(desk.questions, desk.store, today(desk)))


def begin(desk: ExamDesk, paper: Paper) -> Exam:
    """A new attempt, with the extra time of the learner's settings."""
    multiplier = 1 + desk.store.settings().extra_time / 100
    return Exam.begin(
        desk.questions, desk.store, desk.attempts, paper, multiplier=multiplier, now=desk.now(), mono=desk.mono()
    )


def resume(desk: ExamDesk, uuid: str) -> Exam:
    """An attempt that was left or cut off. Raises QuizError if another program has it open."""
    return Exam.resume(desk.questions, desk.store, desk.attempts, uuid, now=desk.now(), mono=desk.mono())


def look_back(desk: ExamDesk, past: PastAttempt) -> Ended:
    """An attempt that was handed in before. Raises QuizError if it is gone."""
    from quiz.study.exam.past import look_back

    result = look_back(desk.questions, desk.attempts, past)
    sure = any(one.certainty for one in result.answers if one is not None)  # on paper nobody says how certain
    return Ended(result, score(result.blueprint, result.answers, surest=3 if sure else 1), None)


def finish(desk: ExamDesk, exam: Exam) -> Ended:
    """Hand in what is there."""

    def share(answers: Sequence[Answered | None]) -> float:
        return score(exam.blueprint, answers).share

    before = expected(desk, exam.paper)
    result = exam.submit(now=desk.now(), mono=desk.mono(), share=share)
    return Ended(result, score(exam.blueprint, result.answers), before)
