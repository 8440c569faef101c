"""The result of a test as lines."""

from typing import TYPE_CHECKING

from quiz.i18n import _
from quiz.questions.model import Outcome
from quiz.study.exam.words import accuracy_line, earlier, foretold_line, gone_line, time_taken, uncounted_line
from quiz.study.summary import given_lines
from quiz.study.words import duration, number, percent
from quiz.tui.draw.question import sources
from quiz.tui.layout import Line, Span, blank, columns, flow, hanging, line, meter, paragraph, row

if TYPE_CHECKING:
    from quiz.study.exam.desk import Ended
    from quiz.study.exam.result import Result, Reviewed

__all__ = ["result_lines"]


def result_lines(ended: "Ended", rules: list[str], width: int) -> list[Line]:
    """Score and accuracy apart; time; topics; earlier attempts; the mistakes with what is true."""
    result, score, expected = ended
    marks = _("{marks} of {most} marks").format(marks=number(score.marks), most=number(score.most))
    groups = [
        [Span(percent(score.share), "strong")],
        [Span(marks)],
        [Span(f"✓ {score.right} ", "right"), Span(_("right"))],
        [Span(f"✗ {score.wrong} ", "wrong"), Span(_("wrong"))],
        [Span(f"– {score.blank} ", "muted"), Span(_("no answer"))],
    ]
    full, rest = meter(max(0.0, score.share), min(40, width))
    lines = [blank(), *flow(groups, width), line(Span(full, "right"), Span(rest, "faint"))]
    told = [accuracy_line(score)]
    if result.used_ms:
        told.append(time_taken(result.used_ms, score.median_ms))
    if expected is not None:
        told.append(foretold_line(expected, score))
    for text in told:
        lines += paragraph(text, width, "muted")
    for rule in rules:
        lines += hanging([Span("· ", "muted")], rule, width, role="muted")
    if text := uncounted_line(ended):
        lines += paragraph(text, width, "near")
    lines += [blank(), line(Span(_("By topic"), "title"))]
    for topic in result.topics:
        text = _("{right} of {of}").format(right=topic.right, of=topic.of)
        lines += row(topic.title, columns([(text, -10, "muted" if topic.right == topic.of else "wrong")]), width)
    return [*lines, *_earlier(result, score.share, width), *_times(result, width), *_mistakes(result, width), blank()]


def _times(result: "Result", width: int) -> list[Line]:
    """How long each question was looked at; of a paper nobody knows."""
    if not result.used_ms:
        return []
    each = [[Span(f"{one.number}: ", "key"), Span(duration(one.used_ms), "muted")] for one in result.questions]
    return [blank(), line(Span(_("Time for each question"), "title")), *flow(each, width)]


def _earlier(result: "Result", now: float, width: int) -> list[Line]:
    """A chart of the attempts at the same test."""
    if not result.earlier:
        return []
    lines = [blank(), line(Span(_("Earlier and this time"), "title"))]
    shown = [*((day, share, "muted") for day, share in earlier(result)), (_("this time"), now, "strong")]
    for when, share, role in shown:
        full, rest = meter(max(0.0, share), min(30, max(4, width - 18)))
        lines.append(
            line(
                *columns([(when, 10, role), (percent(share), -6, ""), ("", 2, "")]),
                Span(full, "meter"),
                Span(rest, "faint"),
            )
        )
    return lines


def _mistakes(result: "Result", width: int) -> list[Line]:
    wrong = [one for one in result.questions if not one.voided and (one.answered is None or one.answered.credit < 1)]
    if not wrong:
        return [blank(), *paragraph(_("No mistakes."), width, "right")]
    lines = [blank(), line(Span(_("To look at again"), "title"))]
    for one in wrong:
        lines += [*_mistake(one, width), blank()]
    return lines


def _mistake(one: "Reviewed", width: int) -> list[Line]:
    used = [Span(duration(one.used_ms), "muted")] if one.used_ms else []
    if one.question is None:
        return hanging([Span(f"{one.number:>3}  ", "key")], gone_line(), width, tail=used, role="muted")
    lines = hanging([Span(f"{one.number:>3}  ", "key")], one.question.prompt, width, tail=used)
    blank_answer = one.answered is None or one.answered.outcome is Outcome.BLANK
    if blank_answer or one.answered is None:
        lines += hanging([Span("  –  ", "muted")], _("no answer"), width, role="muted")
    else:
        given = " · ".join(given_lines(one.question, one.answered.response))
        lines += hanging([Span("  ✗  ", "wrong")], given, width, role="wrong")
    lines += hanging([Span("  →  ", "muted")], " · ".join(one.right), width, role="strong")
    for text in (one.chosen, one.explanation):
        if text:
            lines += paragraph(text, width, indent=5)
    for told in sources(one.citations, width - 5):
        lines.append(told._replace(spans=(Span("     "), *told.spans)))
    return lines
