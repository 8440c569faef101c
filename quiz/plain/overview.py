"""Home, summary, statistics and fact cards as lines of text. Pure: data in, lines out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.i18n import _, ngettext
from quiz.i18n.numbers import decimal
from quiz.study.views import HomeView, Summary, TopicView
from quiz.study.words import held_back_words, known_before_words, percent

if TYPE_CHECKING:
    from quiz.study.factcard import FactCard
    from quiz.study.home import Suggestions
    from quiz.study.stats import Stats

__all__ = ["card_lines", "day_name", "home_lines", "nothing_lines", "stats_lines", "summary_lines"]

_SHOWN = 14


def home_lines(view: HomeView, today: int, lang: str) -> list[str]:
    """Where the learner stands today."""
    lines = []
    if view.due or view.new:
        lines.append(
            ngettext(
                "Today: {due} to review, {new} new; about {minutes} minute.",
                "Today: {due} to review, {new} new; about {minutes} minutes.",
                view.minutes,
            ).format(due=view.due, new=view.new, minutes=view.minutes)
        )
    elif view.next_due:
        lines.append(_("Nothing is due. Next: {day}.").format(day=day_name(view.next_due, today, lang)))
    else:
        lines.append(_("Nothing is due."))
    if view.coming_back is not None:
        back = view.coming_back
        lines.append(
            _("You probably still know {known} of the {due} that are due.").format(known=back.still_known, due=back.due)
        )
        lines.append(
            _("Today {today} of them; the rest over the next days: {days}. New ones wait until then.").format(
                today=back.today, days=_few(back.days)
            )
        )
    lines.append(
        _("Answered today: {today}. Studied on {days} of the last 30 days. Known: {known} of {items}.").format(
            today=view.answered_today, days=view.days_studied, known=view.known, items=view.items
        )
    )
    return [*lines, *_topic_lines(view.topics)]


def _topic_lines(topics: Sequence[TopicView]) -> list[str]:
    lines = [_("Topics:")]
    for at, topic in enumerate(topics, 1):
        line = _("{title}: {met} of {items} met, {share} known.").format(
            title=topic.title, met=topic.met, items=topic.items, share=percent(topic.mastery)
        )
        due = " " + _("{n} due.").format(n=topic.due) if topic.due else ""
        lines.append(f"{at}. {line}{due}")
    return lines


def nothing_lines(suggestions: "Suggestions") -> list[str]:
    """What there is to do when nothing is due."""
    lines = []
    n = len(suggestions.deeper)
    if n:
        lines.append(
            ngettext(
                "d: {n} question that you know, to be typed.", "d: {n} questions that you know, to be typed.", n
            ).format(n=n)
        )
    n = len(suggestions.mix_ups)
    if n:
        lines.append(
            ngettext("x: {n} question that you once mixed up.", "x: {n} questions that you once mixed up.", n).format(
                n=n
            )
        )
    lines.append(_("m: ten more, beyond today's limit."))
    return lines


def summary_lines(summary: Summary, today: int, lang: str) -> list[str]:
    """What the sitting brought, and what comes when."""
    minutes, seconds = divmod(summary.seconds, 60)
    lines = [
        _("End of this sitting. Right: {right}. Wrong: {wrong}. Time: {minutes} min {seconds} s.").format(
            right=summary.right, wrong=summary.wrong, minutes=minutes, seconds=seconds
        )
    ]
    lines += [
        _("{topic}: {right} right, {wrong} wrong.").format(topic=title, right=right, wrong=wrong)
        for title, right, wrong in summary.by_topic
    ]
    if summary.known_before is not None:
        lines.append(known_before_words(summary.known_before))
    if summary.held_back:
        lines.append(held_back_words(summary.held_back))
    if summary.missed:
        lines.append(_("To look at again:"))
        lines += [f"- {prompt} {key}" for _item, prompt, key in summary.missed]
    if summary.upcoming:
        lines.append(_("What comes when:"))
        lines += [
            f"- {day_name(coming.day, today, lang)}: "
            + ngettext("{n} question", "{n} questions", coming.items).format(n=coming.items)
            for coming in summary.upcoming
            if coming.items
        ]
    return lines


def card_lines(card: "FactCard") -> list[str]:
    """All that the bank holds of a subject: every claim, with its status where it is not simply accepted."""
    from quiz.study.factcard import status_title

    lines = [f"{card.title} ({card.kind})"]
    if card.note:
        lines.append(card.note)
    for fact in card.lines:
        head = f"- {fact.name}: {fact.value}"
        if fact.as_of:
            head += f" ({fact.as_of})"
        if fact.status != "accepted":
            head += f" [{status_title(fact.status)}]"
        source = _("Source: {source}").format(source="; ".join(fact.citations)) if fact.citations else ""
        lines.append(" ".join(_closed(part) for part in (head, fact.reason, source) if part))
    if card.places:
        lines.append(_("Sources outside this bank:"))
    return [*lines, *(f"- {title} · {where}" for title, where in card.places)]


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else sentence + "."


def stats_lines(stats: "Stats") -> list[str]:
    """Counts, retention true against predicted, what comes, topic by topic."""
    lines = [
        _(
            "{met} of {items} questions of every depth met; about {known} known; {mature} for three weeks or longer."
        ).format(met=stats.met, items=stats.items, known=round(stats.known), mature=stats.mature),
        _("Due in all: {due}. Studied today: {today}. Studied on {days} of the last 30 days.").format(
            due=stats.due, today=stats.answered_today, days=stats.days_studied
        ),
        _("Leeches: {leeches}. Suspended: {suspended}. Flagged: {flagged}.").format(
            leeches=stats.leeches, suspended=stats.suspended, flagged=stats.flagged
        ),
    ]
    retention = stats.retention
    if retention.number:
        lines.append(
            ngettext(
                "Of {n} repetition {true} was right; {predicted} was predicted.",
                "Of {n} repetitions {true} were right; {predicted} were predicted.",
                retention.number,
            ).format(n=retention.number, true=percent(retention.true), predicted=percent(retention.predicted))
        )
    else:
        lines.append(_("Retention: not known before the first repetition on a later day."))
    if stats.median_latency_ms:
        seconds = decimal(stats.median_latency_ms / 1000, 1, 1)
        lines.append(_("Usual time for an answer: {seconds} s.").format(seconds=seconds))
    lines.append(_("Reviews on the coming days, today first: {days}.").format(days=_few(stats.forecast)))
    return [*lines, *_topic_lines(stats.topics)]


def _few(numbers: Sequence[int]) -> str:
    """The first two weeks; what is later hardly matters today."""
    return ", ".join(map(str, numbers[:_SHOWN])) + (", …" if len(numbers) > _SHOWN else "")


def day_name(day: int, today: int, lang: str) -> str:
    """``today``, ``tomorrow``, or the weekday and date, for a study day."""
    if day <= today:
        return _("today")
    if day == today + 1:
        return _("tomorrow")
    from datetime import date

    from babel.dates import format_skeleton  # late: most sittings never name a day

    return str(format_skeleton("MMMMEEEEd", date.fromordinal(day), locale=lang))
