"""What an attempt comes to, and what is told of one question."""

from collections.abc import Sequence
from typing import NamedTuple

from quiz.jsontext import to_json
from quiz.questions.engine import Questions
from quiz.questions.grade import possible_answers
from quiz.questions.model import Form, Outcome, Question, Response, Verdict
from quiz.study.exam.clock import Timer
from quiz.study.exam.model import Answered, Blueprint
from quiz.study.exam.sheet import AnswerSheet, Given
from quiz.study.exam.slots import Slots
from quiz.study.exam.store import Final
from quiz.study.summary import key_lines
from quiz.study.views import Moment

__all__ = ["ItemFeedback", "Result", "Reviewed", "TopicResult", "by_topic", "picked", "reviewed", "standing", "told"]


class ItemFeedback(NamedTuple):
    """What an answer was worth, where the blueprint says so after each question."""

    question: Question
    response: Response
    verdict: Verdict
    key: tuple[str, ...]
    """The right answer as shown; for matching ``left – right`` lines."""
    citations: tuple[str, ...]
    """Sources by title and line."""
    explanation: str


class Reviewed(NamedTuple):
    """One question of a submitted attempt."""

    number: int
    """From 1."""
    question: Question | None
    """None if it is not in the bank any more, or not as it was asked."""
    topic: str
    """The topic's title."""
    answered: Answered | None
    right: tuple[str, ...]
    """The right answer as shown."""
    chosen: str
    """What the wrong option that was chosen really is, or empty."""
    citations: tuple[str, ...]
    explanation: str
    used_ms: int
    flagged: bool
    voided: bool
    """The bank has changed under it: it does not count."""


class TopicResult(NamedTuple):
    """How a topic went."""

    title: str
    right: int
    of: int


class Result(NamedTuple):
    """A submitted attempt. The score is :func:`quiz.study.exam.scoring.score` of ``blueprint`` and ``answers``."""

    uuid: str
    blueprint: Blueprint
    """With this learner's time limits, which a speed-weighted score goes by."""
    questions: tuple[Reviewed, ...]
    answers: tuple[Answered | None, ...]
    """Those that count, in order: voided questions are left out. None: no answer."""
    topics: tuple[TopicResult, ...]
    used_ms: int
    """Time that the whole took."""
    submitted_ms: int
    """UTC."""
    zone_minutes: int
    """Offset of local time from UTC at that moment."""
    share: float | None
    """As told to ``submit``."""
    earlier: tuple[tuple[int, float], ...]
    """(moment of submission, share) of the earlier attempts at the same test, in order of time."""
    voided: tuple[int, ...]
    """Numbers, from 1, of the questions that do not count."""


def told(questions: Questions, question: Question, response: Response) -> ItemFeedback:
    """What is told of an answer."""
    return ItemFeedback(
        question,
        response,
        questions.grade(question, response).strict,
        key_lines(question),
        tuple(questions.cite(question.sources, question.lang)),
        question.explanation,
    )


def standing(
    questions: Questions, slots: Slots, sheet: AnswerSheet, timer: Timer, now: Moment
) -> tuple[tuple[Final, ...], tuple[Reviewed, ...]]:
    """What stands for each question: as it is stored, and as it is looked back on."""
    finals, lines = [], []
    for n in range(len(slots)):
        given, used, void = sheet.given.get(n), timer.used(n), n in slots.void
        finals.append(_final(n, slots, given, now, used))
        lines.append(reviewed(questions, n, slots.get(n), given, used_ms=used, flagged=n in sheet.flagged, voided=void))
    return tuple(finals), tuple(lines)


def _final(n: int, slots: Slots, given: Given | None, now: Moment, used_ms: int) -> Final:
    question = slots.get(n)
    if question is None:
        nothing = ("", "", "", "", "", "null", (), Outcome.BLANK.value, 0.0, 0, (), ())
        return Final(n, now.at_ms, now.zone_minutes, *nothing, used_ms, True)
    return Final(
        n,
        given.at_ms if given else now.at_ms,
        given.zone_minutes if given else now.zone_minutes,
        question.id,
        question.item,
        question.template,
        question.topic,
        question.form.value,
        to_json(given.response if given else None),
        picked(question, given.response) if given else (),
        given.outcome.value if given else Outcome.BLANK.value,
        given.credit if given else 0.0,
        given.certainty if given else 0,
        question.option_ids,
        tuple(question.option_ids[at] for at in question.key_indices) or question.key,
        used_ms,
        n in slots.void,
    )


def picked(question: Question, response: Response) -> tuple[str, ...]:
    """Canonical texts of the options that a response picks; none where nothing is picked from options."""
    if question.form in (Form.FLASHCARD, Form.TYPED):
        return ()
    places = (response,) if isinstance(response, int) else response if isinstance(response, tuple) else ()
    return tuple(question.option_ids[at] for at in places if 0 <= at < len(question.option_ids))


def reviewed(
    questions: Questions,
    n: int,
    question: Question | None,
    given: Given | None,
    *,
    used_ms: int,
    flagged: bool,
    voided: bool,
) -> Reviewed:
    """Question ``n`` with its answer, its key, and where that comes from."""
    if question is None:
        return Reviewed(n + 1, None, "", None, (), "", (), "", used_ms, flagged, voided)
    answered = None
    if given is not None and not voided:
        options = possible_answers(question.form, len(question.options))
        answered = Answered(given.response, given.outcome, given.credit, options, given.certainty, given.used_ms)
    one = told(questions, question, given.response if given and not voided else None)
    return Reviewed(
        n + 1,
        question,
        questions.topic_title(question.topic, question.lang),
        answered,
        one.key,
        one.verdict.chosen,
        one.citations,
        one.explanation,
        used_ms,
        flagged,
        voided,
    )


def by_topic(lines: Sequence[Reviewed]) -> tuple[TopicResult, ...]:
    """Right answers by topic, in the order of the paper; voided questions are left out."""
    tally: dict[str, list[int]] = {}
    for line in lines:
        if not line.voided:
            of = tally.setdefault(line.topic, [0, 0])
            of[0] += line.answered is not None and line.answered.outcome is Outcome.RIGHT
            of[1] += 1
    return tuple(TopicResult(title, right, of) for title, (right, of) in tally.items())
