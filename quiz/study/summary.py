"""The end of a sitting, and what its front ends show of a key."""

from quiz.questions.engine import Questions
from quiz.questions.model import Form, Question, Response
from quiz.study.course import Course
from quiz.study.load import scope_topics
from quiz.study.records import Store
from quiz.study.views import Summary, Upcoming

__all__ = ["given_lines", "key_lines", "summary"]

_DAYS = 8


def key_lines(question: Question) -> tuple[str, ...]:
    """The right answer as shown; for matching ``left – right`` lines."""
    if question.form is Form.MATCHING:
        return tuple(f"{left} – {right}" for left, right in zip(question.left, question.key, strict=True))
    return question.key


def given_lines(question: Question, response: Response) -> tuple[str, ...]:
    """A response in words, as :func:`key_lines` shows a key; nothing for no answer."""
    options = question.options
    if question.form is Form.MATCHING and isinstance(response, tuple):
        return tuple(f"{left} – {options[at]}" for left, at in zip(question.left, response, strict=False))
    if isinstance(response, tuple):
        return tuple(options[at] for at in response)
    if isinstance(response, int):
        return (options[response],)
    return (response,) if response else ()


def summary(questions: Questions, store: Store, course: Course, lang: str, day: int) -> Summary:
    """Right and wrong by the first answer to each item, what comes when, and what to look at again.

    Of the eight days looked ahead the first holds what is still due; like the home screen they are of the topics and
    the depth that the learner studies. ``seconds`` were spent on answering.
    """
    results = course.results
    tally: dict[str, list[int]] = {}
    for result in results.values():
        tally.setdefault(result.topic, [0, 0])[not result.right] += 1
    right = sum(result.right for result in results.values())
    settings = store.settings()
    ahead = store.forecast(day, _DAYS, topics=scope_topics(settings), depth=settings.depth)
    return Summary(
        right,
        len(results) - right,
        tuple((questions.topic_title(topic, lang), yes, no) for topic, (yes, no) in tally.items()),
        tuple(Upcoming(day + at, number) for at, number in enumerate(ahead) if number),
        tuple((item, result.prompt, result.key) for item, result in results.items() if not result.right),
        round(course.latency_ms / 1000),
    )
