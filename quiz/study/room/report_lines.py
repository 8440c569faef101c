"""A report in words, line by line, for the terminal."""

from collections.abc import Sequence

from quiz.i18n import _, ngettext
from quiz.study.frozen import in_lang
from quiz.study.room.report import ClassReport, PupilReport, QuestionReport, TeamReport
from quiz.study.words import duration, number, percent

__all__ = ["report_lines", "unseen_right"]


def report_lines(report: ClassReport, lang: str) -> list[str]:
    """The report in the interface's language, questions in ``lang``; what to come back to stands first."""
    lines = [_whole(report, lang)]
    if not report.answers:
        lines.append(_("Nothing has been answered yet."))
    lines += _part(_("Difficult questions"), [_difficult(one, lang) for one in report.difficult])
    lines += _part(_("Needs help"), [_help(one) for one in report.needs_help])
    lines += _part(_("Did not finish"), [_unfinished(one) for one in report.unfinished])
    lines += _part(_("Teams"), [_team(one, speed=report.speed) for one in report.teams])
    lines += _part(_("Pupils"), [_pupil(one, speed=report.speed) for one in report.pupils])
    return lines + _part(_("Questions"), [line for one in report.questions for line in _question(one, lang)])


def _part(head: str, lines: Sequence[str]) -> list[str]:
    return [f"{head}:", *lines] if lines else []


def _whole(report: ClassReport, lang: str) -> str:
    title = in_lang(report.title, lang) if report.title else ""
    parts = [ngettext("{n} question", "{n} questions", report.of).format(n=report.of)]
    if report.pupils:
        parts.insert(0, ngettext("{n} pupil", "{n} pupils", len(report.pupils)).format(n=len(report.pupils)))
    parts.append(ngettext("{n} answer", "{n} answers", report.answers).format(n=report.answers))
    if report.answers:
        parts.append(_("{share} right").format(share=percent(report.right / report.answers)))
    line = ", ".join(parts) + "."
    return f"{title}: {line}" if title else line


def _difficult(one: QuestionReport, lang: str) -> str:
    line = f"{one.number}. {in_lang(one.prompts, lang)} {_figures(one)}"
    if one.distractor is not None:
        line += " " + _("Most frequent mistake: {answer} ({n}).").format(
            answer=in_lang(one.distractor.texts, lang), n=one.distractor.n
        )
    return line


def _help(one: PupilReport) -> str:
    return "- " + _("{name}: {right} of {answered} answers right").format(
        name=one.name, right=one.right, answered=one.answered
    )


def _unfinished(one: PupilReport) -> str:
    return "- " + _("{name}: {answered} of {of} questions answered").format(
        name=one.name, answered=one.answered, of=one.of
    )


def _team(one: TeamReport, *, speed: bool) -> str:
    parts = [
        _("{n} right on average").format(n=number(one.right)),
        ngettext("{n} member", "{n} members", one.members).format(n=one.members),
    ]
    if speed:
        parts.append(_("{n} points on average").format(n=number(one.points)))
    return f"- {one.name}: {', '.join(parts)}"


def _pupil(one: PupilReport, *, speed: bool) -> str:
    parts = [_("{right} of {of} right").format(right=one.right, of=one.of)]
    if not one.finished:
        parts.append(_("{n} answered").format(n=one.answered))
    if speed:
        parts.append(ngettext("{n} point", "{n} points", one.points).format(n=one.points))
    if one.median_ms is not None:
        parts.append(_("median time {time}").format(time=duration(round(one.median_ms))))
    who = f"{one.name} ({one.team})" if one.team else one.name
    return f"- {who}: {', '.join(parts)}"


def _question(one: QuestionReport, lang: str) -> list[str]:
    lines = [f"{one.number}. {in_lang(one.prompts, lang)}", _figures(one)]
    mark = " (" + _("right") + ")"
    for given in one.given if one.n else ():
        share = _("{n} ({share})").format(n=given.n, share=percent(given.n / one.n))
        lines.append(f"- {in_lang(given.texts, lang)}: {share}{mark if given.right else ''}")
    return lines + unseen_right(one, lang)


def unseen_right(one: QuestionReport, lang: str) -> list[str]:
    """What is right and not seen from the answers: a key that nobody gave, and what was accepted besides."""
    if not one.counts:
        return []
    lines = []
    if not any(given.right for given in one.given):
        lines.append(_("Right: {key}").format(key=" → ".join(in_lang(one.keys, lang))))
    if accepted := in_lang(one.accepted, lang):
        lines.append(_("Accepted besides: {answers}.").format(answers=", ".join(accepted)))
    return lines


def _figures(one: QuestionReport) -> str:
    if not one.asked:
        return _("Not asked.")
    if not one.counts:
        return _("Left out for everyone.")
    parts = [ngettext("{n} answer", "{n} answers", one.n).format(n=one.n)]
    if one.facility is not None:
        parts.append(_("facility {share}").format(share=percent(one.facility)))
    if one.median_ms is not None:
        parts.append(_("median time {time}").format(time=duration(round(one.median_ms))))
    return ", ".join(parts) + "."
