"""A test that was handed in, as it stands in the file: its answers keep their marks whatever has become of the bank."""

import json

from quiz.questions.engine import Questions
from quiz.questions.grade import possible_answers
from quiz.questions.model import Form, Outcome
from quiz.study.exam.clock import for_learner
from quiz.study.exam.model import Answered
from quiz.study.exam.prints import same_question
from quiz.study.exam.result import Result, Reviewed, by_topic, reviewed
from quiz.study.exam.sheet import AnswerSheet, Given, response_of
from quiz.study.exam.store import AttemptStore, Final, NewAttempt, PastAttempt

__all__ = ["look_back"]


def look_back(questions: Questions, attempts: AttemptStore, past: PastAttempt) -> Result:
    """What ``submit`` told when the attempt was handed in, later decisions about a paper included.

    Raises QuizError if the attempt is gone.
    """
    saved = attempts.load(past.uuid)
    begun, sheet = saved.begun, AnswerSheet(saved.events)
    lines = tuple(_line(questions, begun, final, sheet) for final in saved.finals)
    return Result(
        past.uuid,
        for_learner(begun.paper.blueprint, begun.multiplier),
        lines,
        tuple(line.answered for line in lines if not line.voided),
        by_topic(lines),
        saved.progress.used_ms,
        past.submitted_ms,
        past.zone_minutes,
        past.share,
        tuple(one for one in attempts.finished(begun.paper.blueprint) if one[0] < past.submitted_ms),
        tuple(line.number for line in lines if line.voided),
    )


def _line(questions: Questions, begun: NewAttempt, final: Final, sheet: AnswerSheet) -> Reviewed:
    response, outcome = response_of(json.loads(final.response)), Outcome(final.outcome)
    first = sheet.given.get(final.n)
    used_ms = first.used_ms if first is not None else final.used_ms
    given = Given(response, outcome, final.credit, final.certainty, final.at_ms, final.zone_minutes, used_ms)
    question = same_question(questions, begun.paper.slots[final.n], begun.paper.lang, begun.prints[final.n])
    line = reviewed(
        questions,
        final.n,
        question,
        None if response is None else given,
        used_ms=final.used_ms,
        flagged=final.n in sheet.flagged,
        voided=final.void,
    )
    if question is not None or final.void:
        return line
    options = possible_answers(Form(final.form), len(final.options))
    answered = Answered(response, outcome, final.credit, options, final.certainty, used_ms)
    title = questions.topic_title(final.topic, begun.paper.lang)
    return line._replace(topic=title, answered=None if response is None else answered)
