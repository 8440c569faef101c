"""What follows from an answer: for the course of the sitting, and for the learner."""

from collections.abc import Sequence

from quiz.questions.engine import Questions
from quiz.questions.model import Form, Outcome, Question, Response, Verdict
from quiz.study.agenda import Choice
from quiz.study.course import Course, FirstAnswer, own_links
from quiz.study.records import Answer, Evidence, Mode, Recorded
from quiz.study.summary import key_lines
from quiz.study.views import Feedback

__all__ = ["carry_on", "feedback", "told_links"]

_REPEATING = ("study", "cram")
_TIMED = ("test", "class")


def carry_on(
    course: Course,
    questions: Questions,
    choice: Choice,
    question: Question,
    verdict: Verdict,
    row: Answer,
    lines: Sequence[Evidence],
) -> None:
    """Carry the course on by one answer, recorded as ``row`` and ``lines``."""
    course.answered += 1
    course.latency_ms += row.latency_ms
    course.use_up(choice.kind, len(verdict.touched))
    course.contacts += tuple(
        (line.right, line.guess, line.slip) for line in lines if line.counts and line.predicted is None
    )
    if choice.kind != "again" and (choice.state is None or choice.state.memory is None):
        course.topics[question.topic] = course.topics.get(question.topic, 0) + 1
    near = verdict.outcome is Outcome.NEAR and row.mode in _REPEATING
    if not near:
        right = verdict.outcome is Outcome.RIGHT
        course.results.setdefault(
            question.item, FirstAnswer(question.topic, right, question.prompt, " · ".join(key_lines(question)))
        )
    for item, family, right in _touched(questions, question, verdict):
        course.asked.add(item)
        course.families.add(family)
        if right:
            course.settle(item)
        elif row.mode in _REPEATING:
            course.miss(item, row.at_ms, question.form if near else None)


def told_links(questions: Questions, question: Question, verdict: Verdict) -> set[str]:
    """The links that the feedback alone shows: what a false option really is, to those who chose it."""
    if not verdict.chosen:
        return set()
    return {*question.reveals, *verdict.reveals}.difference(own_links(questions, question))


def _touched(questions: Questions, question: Question, verdict: Verdict) -> list[tuple[str, str, bool]]:
    """(item, family, right) of each item touched. A slip, or a miss in no part of its own, is the item's."""
    parts = [(touch.item, right) for touch, right in verdict.touched if questions.has(touch.item)]
    if verdict.outcome is not Outcome.RIGHT and all(right for _item, right in parts):
        parts = [(item, right and item != question.item) for item, right in parts]
    return [(item, questions.info(item).family, right) for item, right in parts]


def feedback(
    questions: Questions,
    question: Question,
    response: Response,
    verdict: Verdict,
    recorded: Recorded,
    *,
    mode: Mode,
    day: int,
    waiting: bool,
    sure: bool,
) -> Feedback:
    """What the learner is told. ``waiting``: the item comes again in this sitting; ``sure``: not to be overruled."""
    due = next((state.due for state in recorded.states if state.item == question.item), 0)
    comes = 0 if waiting else due
    wrong = verdict.outcome in (Outcome.WRONG, Outcome.NEAR)
    return Feedback(
        question,
        response,
        verdict,
        key_lines(question),
        tuple(questions.cite(question.sources, question.lang)),
        mode != "cram",
        comes,
        max(0, comes - day),
        recorded.new_leech == question.item,
        question.form is Form.TYPED and wrong and not sure and mode not in _TIMED,
    )
