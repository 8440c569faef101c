"""An item analysis in words, line by line, whatever shows it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from quiz.i18n import _, ngettext
from quiz.i18n.numbers import decimal
from quiz.study.exam.words import title_of
from quiz.study.words import duration, percent

if TYPE_CHECKING:
    from quiz.study.exam.analysing import Analysed
    from quiz.study.exam.analysis import Estimate, GroupFigures, OptionFigures, QuestionFigures, Reliability

__all__ = ["analysis_lines"]


def analysis_lines(found: "Analysed", topic_title: Callable[[str], str], test: str = "") -> list[str]:
    """The test as a whole, its topics and templates, then its questions with their options.

    ``test``: the name of the one that was asked for, if one was.
    """
    analysis = found.analysis
    if not analysis.answers:
        called = _("No test called '{name}' has been handed in yet.").format(name=test)
        return [called if test else _("No test has been handed in yet.")]
    attempts = ngettext("{n} attempt", "{n} attempts", analysis.people).format(n=analysis.people)
    lines = [f"{attempts}, {_answers(analysis.answers)}."]
    several = any(paper.people < analysis.people for paper in analysis.papers if not paper.too_few)
    for at, paper in enumerate(analysis.papers, 1):
        lines.append(_paper(paper, _name_of(at, paper, found.prompts) if several else _("The test as a whole")))
    lines.append(_("By topic:"))
    lines += [_group(topic_title(topic.name), topic) for topic in analysis.topics]
    lines.append(_("By template:"))
    lines += [_group(template.name, template) for template in analysis.templates]
    lines.append(_("By question:"))
    for at, question in enumerate(analysis.questions, 1):
        lines.append(f"{at}. {found.prompts.get(question.question, question.item)}")
        lines.append(_figures(question))
        if not question.too_few:
            lines += [_option(option, found.shown[question.item, option.text]) for option in question.options]
    return lines


def _paper(paper: "Reliability", name: str) -> str:
    if paper.too_few:
        return _("{paper}: too few attempts to say.").format(paper=name)
    if paper.alpha is None or paper.error is None:
        return _("{paper}: reliability needs two questions and marks that differ.").format(paper=name)
    return _("{paper}: reliability (alpha) {alpha}, standard error {error} marks.").format(
        paper=name, alpha=_estimate(paper.alpha), error=decimal(paper.error, 2, 2)
    )


def _name_of(at: int, paper: "Reliability", prompts: Mapping[str, str]) -> str:
    """What tells one of several papers from the others: which test, how long, how many people, when, how it begins."""
    parts = [
        _("Paper {n}").format(n=at),
        title_of(paper.test, {}, ""),
        ngettext("{n} question", "{n} questions", paper.questions).format(n=paper.questions),
        ngettext("{n} attempt", "{n} attempts", paper.people).format(n=paper.people),
    ]
    if paper.first_day:
        same = paper.first_day == paper.last_day
        between = _("{first} to {last}").format(first=paper.first_day, last=paper.last_day)
        parts.append(paper.first_day if same else between)
    first = next((prompts[one] for one in paper.asked if one in prompts), "")
    return "; ".join(parts) + (" " + _("(begins: {prompt})").format(prompt=first) if first else "")


def _group(title: str, group: "GroupFigures") -> str:
    if group.too_few or group.facility is None:
        return _("{title}: {answers}, too few to say.").format(title=title, answers=_answers(group.n))
    return _("{title}: {answers}, facility {facility}, useless options {useless} of {distractors}.").format(
        title=title,
        answers=_answers(group.n),
        facility=_share(group.facility),
        useless=group.useless,
        distractors=group.distractors,
    )


def _figures(question: "QuestionFigures") -> str:
    if question.too_few or question.facility is None:
        return _("{answers}, too few to say.").format(answers=_answers(question.n))
    parts = [
        _answers(question.n),
        _("facility {share}").format(share=_share(question.facility)),
    ]
    if question.discrimination is not None:
        parts.append(_("discrimination {value}").format(value=_estimate(question.discrimination)))
    if question.median_ms is not None:
        parts.append(_("median time {time}").format(time=duration(round(question.median_ms))))
    return ", ".join(parts) + "."


def _option(option: "OptionFigures", shown: str) -> str:
    marks = [word for holds, word in ((option.key, _("right")), (option.useless, _("useless"))) if holds]
    if option.suspicious and option.discrimination is not None and not option.useless:
        value = _estimate(option.discrimination)  # the interval says whether it may be chance
        marks.append(_("suspicious: chosen by the strong, discrimination {value}").format(value=value))
    share = percent(option.rate.value) if option.rate is not None else "–"
    return f"- {shown}: {share}" + (f" ({', '.join(marks)})" if marks else "")


def _answers(n: int) -> str:
    return ngettext("{n} answer", "{n} answers", n).format(n=n)


def _share(found: "Estimate") -> str:
    return _("{value} ({low} to {high})").format(
        value=percent(found.value), low=percent(found.low), high=percent(found.high)
    )


def _estimate(found: "Estimate") -> str:
    return _("{value} ({low} to {high})").format(
        value=decimal(found.value, 2, 2), low=decimal(found.low, 2, 2), high=decimal(found.high, 2, 2)
    )
