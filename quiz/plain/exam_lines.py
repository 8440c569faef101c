"""A test as lines of text: its rules, its questions, its result. Pure: data in, lines out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.i18n import _
from quiz.plain import show
from quiz.questions.model import Outcome
from quiz.study.exam.words import accuracy_line, earlier, foretold_line, gone_line, time_taken, uncounted_line
from quiz.study.summary import given_lines
from quiz.study.words import duration, number, percent

if TYPE_CHECKING:
    from quiz.questions.model import Question, Response
    from quiz.study.exam.attempt import Cell, ExamView
    from quiz.study.exam.clock import TimeLeft
    from quiz.study.exam.desk import Ended
    from quiz.study.exam.result import ItemFeedback, Result

__all__ = ["feedback_lines", "given_line", "head_line", "overview_lines", "result_lines", "time_line"]


def head_line(view: "ExamView") -> str:
    """Number, topic, and how the question stands."""
    marks = ((view.flagged, _("Flagged.")), (view.response is not None, _("Answered.")), (view.locked, _("Locked.")))
    head = [
        _("Question {number} of {total}.").format(number=view.number, total=view.total),
        _("{topic}.").format(topic=view.topic),
    ]
    return " ".join(head + [word for holds, word in marks if holds])


def given_line(question: "Question", response: "Response") -> str:
    """What stands as the answer."""
    return _("Your answer: {given}").format(given=" · ".join(given_lines(question, response)))


def feedback_lines(feedback: "ItemFeedback") -> list[str]:
    """The verdict's word first, then all there is to learn."""
    verdict = feedback.verdict
    words = {Outcome.RIGHT: _("Right."), Outcome.BLANK: _("Not answered.")}
    head = " ".join(
        part for part in (words.get(verdict.outcome, _("Wrong.")), verdict.chosen, verdict.correction) if part
    )
    lines = [head]
    if verdict.outcome is not Outcome.RIGHT:
        lines += show.answer_lines(feedback.question.form, feedback.key)
    if feedback.explanation:
        lines.append(feedback.explanation)
    return [*lines, *_sources(feedback.citations)]


def _sources(citations: Sequence[str]) -> list[str]:
    return [_("Source: {source}").format(source="; ".join(citations))] if citations else []


def time_line(left: "TimeLeft") -> str:
    """How much time is left."""
    parts = []
    if left.question is not None:
        parts.append(_("{time} left for this question.").format(time=duration(left.question)))
    if left.whole is not None:
        parts.append(_("{time} left for the test.").format(time=duration(left.whole)))
    return " ".join(parts) or _("There is no time limit.")


def overview_lines(cells: Sequence["Cell"]) -> list[str]:
    """One line for each question, and the sum."""
    lines = []
    for cell in cells:
        words = [_("not counted") if cell.voided else _("answered") if cell.answered else _("open")]
        words += [word for holds, word in ((cell.flagged, _("flagged")), (cell.current, _("here"))) if holds]
        lines.append(f"{cell.number}. {', '.join(words)}.")
    counted = [cell.answered for cell in cells if not cell.voided]
    return [*lines, _("{n} of {total} answered.").format(n=sum(counted), total=len(counted))]


def result_lines(ended: "Ended", scoring: Sequence[str]) -> list[str]:
    """Score and accuracy, time, topics, earlier attempts, then what to look at again."""
    result, score, expected = ended
    lines = [
        _("Score: {marks} of {most} ({share}).").format(
            marks=number(score.marks), most=number(score.most), share=percent(score.share)
        ),
        _("Right: {right}. Wrong: {wrong}. No answer: {blank}.").format(
            right=score.right, wrong=score.wrong, blank=score.blank
        ),
        *scoring,
        accuracy_line(score),
        *([time_taken(result.used_ms, score.median_ms)] if result.used_ms else []),
        *([] if expected is None else [foretold_line(expected, score)]),
        _("By topic:"),
    ]
    lines += [
        _("{at}. {topic}: {right} of {of} right.").format(at=at, topic=topic.title, right=topic.right, of=topic.of)
        for at, topic in enumerate(result.topics, 1)
    ]
    if result.earlier:
        shares = ", ".join(f"{day}: {percent(share)}" for day, share in earlier(result))
        lines.append(_("Earlier: {shares}. This time: {now}.").format(shares=shares, now=percent(score.share)))
    if result.used_ms:  # of a paper nobody knows
        times = "; ".join(f"{one.number}: {duration(one.used_ms)}" for one in result.questions)
        lines.append(_("Time for each question: {times}.").format(times=times))
    if text := uncounted_line(ended):
        lines.append(text)
    return [*lines, *_mistakes(result)]


def _mistakes(result: "Result") -> list[str]:
    wrong = [one for one in result.questions if not one.voided and (one.answered is None or one.answered.credit < 1)]
    if not wrong:
        return [_("No mistakes.")]
    lines = [_("To look at again:")]
    for one in wrong:
        if one.question is None:
            lines.append(f"{one.number}. {gone_line()}")
            continue
        lines.append(f"{one.number}. {one.question.prompt}")
        if one.answered is None or one.answered.outcome is Outcome.BLANK:
            lines.append(_("Not answered."))
        else:
            lines.append(given_line(one.question, one.answered.response))
        lines += show.answer_lines(one.question.form, one.right)
        lines += [text for text in (one.chosen, one.explanation) if text]
        lines += _sources(one.citations)
    return lines
