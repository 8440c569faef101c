"""A plan in lines: what a lesson with it looks like, minute by minute, and each question as the teacher sees it."""

from collections.abc import Iterator
from itertools import count
from math import ceil
from typing import NamedTuple

from quiz.i18n import _, ngettext
from quiz.questions.model import LETTERS, Form
from quiz.study.frozen import in_lang
from quiz.study.room.model import RoomPlan
from quiz.study.summary import key_lines

__all__ = ["lesson", "preview", "question_seconds"]

_JOINING, _RULES, _TALK, _LOOKING_BACK, _END = 5, 2, 3, 6, 2
"""Minutes: until everyone is in; what is going to happen; about what most had wrong, after a part; about the difficult
questions, at the end; to close with."""
_PART = 6
"""Questions in a row, at most: after that a class wants to talk."""
_EXPLAINING, _UNTIMED, _COUNTING, _PACED = 40, 45, 30, 45
"""Seconds for each question: the key and why it is so; to answer where there is no limit; to count raised cards; for
somebody who goes on alone."""


class _Part(NamedTuple):
    minutes: int
    words: str


def question_seconds(plan: RoomPlan) -> float:
    """How long one question takes, with what is said about it."""
    if plan.mode == "paced":
        return _PACED
    answering = plan.answer_ms / 1000 if plan.answer_ms and plan.mode == "live" else _UNTIMED
    counting = _COUNTING if plan.mode == "cards" else 0
    return plan.read_ms / 1000 + answering + counting + _EXPLAINING


def lesson(plan: RoomPlan, minutes: int = 45) -> list[str]:
    """The lesson in lines, in the interface's language, with what to do if it is too long or too short."""
    parts = list(_parts(plan, len(plan.entries)))
    lines = [_before(plan)]
    at = 0
    for part in parts:
        lines.append(_("{first} to {last} min: {what}").format(first=at, last=at + part.minutes, what=part.words))
        at += part.minutes
    return [*lines, _fit(plan, at, minutes)]


def preview(plan: RoomPlan, q: int, lang: str) -> list[str]:
    """Question ``q``, from 0, with its options, what is right, why, and where that is from."""
    entry = plan.entries[q]
    question = in_lang(entry.questions, lang)
    mark = " (" + _("right") + ")"
    ordered = question.form is Form.ORDERING
    lines = [f"{q + 1}. {question.prompt}"]
    for at, option in enumerate(question.options):
        lines.append(f"{LETTERS[at]}. {option}{mark if at in question.key_indices and not ordered else ''}")
    if ordered or not question.options:
        lines.append(_("Right: {key}").format(key=" → ".join(key_lines(question))))
    cited = "; ".join(entry.cited.get(question.lang, ()))
    return [*lines, *filter(None, (question.explanation, cited and _("Source: {source}").format(source=cited)))]


def _before(plan: RoomPlan) -> str:
    if plan.mode == "cards":
        return _("Before the lesson: print the cards with 'quiz class cards --print cards.pdf', four for each pupil.")
    return _("Before the lesson, in that room: run 'quiz class doctor' and let one phone knock.")


def _parts(plan: RoomPlan, n: int) -> Iterator[_Part]:
    """The lesson with ``n`` questions."""
    seconds = question_seconds(plan)
    if plan.mode == "cards":
        yield _Part(_RULES, _("every pupil has a card; show how it is held."))
    else:
        yield _Part(_JOINING, _("everyone joins with the code on the wall; lock the room then."))
        yield _Part(_RULES, _("say how it goes, and that a wrong answer costs nothing."))
    if plan.mode == "paced":
        yield _Part(ceil(n * seconds / 60), _("everyone goes on alone; help where it is asked for."))
    else:
        blocks = ceil(n / _PART)
        first = 1
        for block in range(blocks):
            last = first + n // blocks + (block < n % blocks) - 1
            words = _("questions {first} to {last}.") if last > first else _("question {first}.")
            yield _Part(ceil((last - first + 1) * seconds / 60), words.format(first=first, last=last))
            if block < blocks - 1:
                yield _Part(_TALK, _("talk about what most had wrong, and stretch."))
            first = last + 1
    yield _Part(_LOOKING_BACK, _("look at the difficult questions of the report together."))
    yield _Part(_END, _("end the session; the report stays."))


def _fit(plan: RoomPlan, whole: int, minutes: int) -> str:
    n = len(plan.entries)
    if whole > minutes:
        line = _("That is about {whole} minutes, more than {minutes}.").format(whole=whole, minutes=minutes)
        over = next((less for less in range(1, n) if _whole(plan, n - less) <= minutes), 0)
        words = ngettext(
            "Keep the last question for another lesson or for homework.",
            "Keep the last {n} questions for another lesson or for homework.",
            over,
        )
        return f"{line} {words.format(n=over)}" if over else line
    line = _("That is about {whole} of {minutes} minutes.").format(whole=whole, minutes=minutes)
    more = next(more for more in count() if _whole(plan, n + more + 1) > minutes)
    words = ngettext("There is time for {n} more question.", "There is time for {n} more questions.", more)
    return f"{line} {words.format(n=more)}" if more else line


def _whole(plan: RoomPlan, n: int) -> int:
    """Minutes of the lesson with ``n`` questions."""
    return sum(part.minutes for part in _parts(plan, n))
