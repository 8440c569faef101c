"""The home screen as lines."""

from collections.abc import Sequence

from quiz.i18n import _, ngettext
from quiz.study.views import ComingBack, HomeView, TopicView
from quiz.study.words import percent
from quiz.tui.draw.question import Drawn
from quiz.tui.layout import Line, Span, blank, columns, flow, hanging, line, meter, paragraph, row
from quiz.tui.words import on_day

__all__ = ["home_lines"]


def home_lines(view: HomeView, title: str, starts: Sequence[str], today: int, cursor: int, width: int) -> Drawn:
    """What waits today, the ways to start, then the topics: the rows that ``cursor`` goes through."""
    lines = [blank(), *paragraph(title, width, "strong"), blank()]
    if view.due or view.new:
        lines += _today(view, width)
    else:
        lines += paragraph(_nothing(view, today), width)
    if view.coming_back is not None:
        lines += [blank(), *_coming_back(view.coming_back, width)]
    lines.append(blank())
    lines += [_start(start, at, here=at == cursor) for at, start in enumerate(starts)]
    lines += [blank(), *_steady(view, width), blank()]
    first = last = 0
    if view.topics:
        lines.append(_head(width))
    for at, topic in enumerate(view.topics, len(starts)):
        drawn = _topic(topic, at, width, here=at == cursor)
        if at == cursor:  # the first one with the head above it
            first, last = len(lines) - (at == len(starts)), len(lines) + len(drawn) - 1
        lines += drawn
    return Drawn(lines, first, last)


def _start(words: str, at: int, *, here: bool) -> Line:
    """A way to start."""
    return line(
        Span("› " if here else "  ", "accent"),
        Span(_("Enter") if at == 0 else str(at + 1), "key"),
        Span("  " + words, "strong" if here else ""),
        action=f"begin({at})",
        fill="cursor" if here else "",
    )


def _topic(topic: TopicView, at: int, width: int, *, here: bool) -> list[Line]:
    """How well a topic is known, and what waits there."""
    full, rest = meter(topic.mastery, 12 if width > 60 else 6)
    due = ngettext("{n} due", "{n} due", topic.due).format(n=topic.due) if topic.due else ""
    if not topic.met:
        due = due or ngettext("{n} new", "{n} new", topic.items).format(n=topic.items)
    cells = [Span("  "), Span(full, "meter"), Span(rest, "faint")]
    cells += columns([(percent(topic.mastery), -7, ""), (due, -10, "near" if topic.due else "muted")])
    return row(
        topic.title,
        cells,
        width,
        head=[Span("› " if here else "  ", "accent")],
        role="strong" if here else "",
        action=f"begin({at})",
        fill="cursor" if here else "",
    )


def _today(view: HomeView, width: int) -> list[Line]:
    groups = []
    if view.due:
        groups.append([Span(str(view.due), "title"), Span(" " + ngettext("due", "due", view.due))])
    if view.new:
        groups.append([Span(str(view.new), "title"), Span(" " + ngettext("new", "new", view.new))])
    minutes = max(1, view.minutes)
    text = ngettext("about {n} minute", "about {n} minutes", minutes).format(n=minutes)
    return flow([*groups, [Span(text, "muted")]], width)


def _nothing(view: HomeView, today: int) -> str:
    if not view.next_due:
        return _("Nothing is due.")
    return _("Nothing is due. Next: {when}.").format(when=on_day(view.next_due - today, view.next_due))


def _coming_back(back: ComingBack, width: int) -> list[Line]:
    """Nobody is met by a wall: what is probably still known, and how little of it is today's."""
    lines = paragraph(
        _("Welcome back. You probably still know {known} of {due}.").format(known=back.still_known, due=back.due),
        width,
        "right",
    )
    days = max(1, len(back.days))
    text = ngettext(
        "Today {today} of them, the likeliest first; the rest over the next {n} day. New ones wait.",
        "Today {today} of them, the likeliest first; the rest over the next {n} days. New ones wait.",
        days,
    ).format(today=back.today, n=days)
    lines += paragraph(text, width)
    if back.days:
        spread = " · ".join(map(str, back.days[:20])) + (" · …" if len(back.days) > 20 else "")
        lines += hanging([Span(_("Day by day") + "  ", "muted")], spread, width, role="muted")
    return lines


def _steady(view: HomeView, width: int) -> list[Line]:
    days = ngettext(
        "studied on {n} of the last 30 days", "studied on {n} of the last 30 days", view.days_studied
    ).format(n=view.days_studied)
    groups = [[Span(days, "muted")]]
    known = _("about {known} of {items} known").format(known=view.known, items=view.items)
    groups.append([Span(known, "muted")])
    if view.answered_today:
        done = ngettext("{n} answered today", "{n} answered today", view.answered_today)
        groups.append([Span(done.format(n=view.answered_today), "muted")])
    return flow(groups, width)


def _head(width: int) -> Line:
    return Line(tuple(columns([("  " + _("Topics"), width - 30, "muted"), (_("known"), -20, "muted")])))
