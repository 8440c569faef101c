"""The report of a doubtful question, for the bank's author."""

from datetime import UTC, datetime

from quiz.questions.engine import Questions
from quiz.study.views import Moment, Presented
from quiz.text import clean

__all__ = ["doubtful"]

_LONGEST = 2_000


def doubtful(questions: Questions, presented: Presented, comment: str, now: Moment) -> dict[str, object]:
    """A record that JSON can hold: the comment, the question as it was shown, and what reproduces it.

    ``id`` with ``digest`` gives the same question again; nothing in it tells who reported.
    """
    question = presented.question
    at = datetime.fromtimestamp(now.at_ms / 1000, UTC)
    return {
        "at": at.isoformat(timespec="seconds"),
        "comment": clean(comment)[:_LONGEST].strip(),
        "id": question.id,
        "bank": question.bank,
        "digest": questions.bank.digest,
        "item": question.item,
        "topic": question.topic,
        "form": question.form.value,
        "lang": question.lang,
        "template": question.template,
        "prompt": question.prompt,
        "left": list(question.left),
        "options": list(question.options),
        "key": list(question.key),
        "explanation": question.explanation,
        "sources": [
            {"source": questions.bank.sources[ref.source].file, "line": ref.line or None} for ref in question.sources
        ],
    }
