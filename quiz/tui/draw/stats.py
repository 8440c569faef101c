"""Statistics as lines."""

from quiz.i18n import _, ngettext
from quiz.i18n.numbers import decimal
from quiz.study.stats import Stats
from quiz.study.words import percent
from quiz.tui.layout import Line, Span, blank, columns, line, meter, paragraph, row
from quiz.tui.words import on_day

__all__ = ["stats_lines"]

_DAYS = 14


def stats_lines(stats: Stats, width: int) -> list[Line]:
    """Counts, retention true and predicted, forecast, topics."""
    return [
        blank(),
        *_counts(stats),
        blank(),
        *_retention(stats, width),
        blank(),
        *_forecast(stats),
        blank(),
        *_topics(stats, width),
        blank(),
    ]


def _counts(stats: Stats) -> list[Line]:
    rows = [
        (_("Questions met, of every depth"), _("{met} of {items}").format(met=stats.met, items=stats.items)),
        (_("Probably known today"), str(round(stats.known))),
        (_("Firm: three weeks or more"), str(stats.mature)),
        (_("Due in all"), str(stats.due)),
        (_("Studied today"), str(stats.answered_today)),
        (_("Days studied of the last 30"), str(stats.days_studied)),
        (_("Leeches, flagged, suspended"), f"{stats.leeches}, {stats.flagged}, {stats.suspended}"),
    ]
    if stats.median_latency_ms:
        rows.append((_("Usual time for an answer"), _("{n} s").format(n=decimal(stats.median_latency_ms / 1000, 1, 1))))
    return [line(*columns([(name, 34, "muted"), (value, 0, "strong")])) for name, value in rows]


def _retention(stats: Stats, width: int) -> list[Line]:
    found = stats.retention
    title = line(Span(_("Retention"), "title"))
    if not found.number:
        return [title, *paragraph(_("There are no reviews yet to compare with their predictions."), width, "muted")]
    lines = [title]
    for name, share in ((_("Right answers"), found.true), (_("Predicted"), found.predicted)):
        full, rest = meter(share, 24)
        lines.append(
            line(*columns([(name, 18, ""), (percent(share), 8, "strong")]), Span(full, "meter"), Span(rest, "faint"))
        )
    text = ngettext("From {n} review.", "From {n} reviews.", found.number).format(n=found.number)
    return [*lines, *paragraph(text, width, "muted")]


def _forecast(stats: Stats) -> list[Line]:
    lines = [line(Span(_("What comes when"), "title"))]
    ahead = stats.forecast[:_DAYS]
    most = max(ahead, default=0)
    if not most:
        return [*lines, line(Span(_("Nothing in the next two weeks."), "muted"))]
    for days, items in enumerate(ahead):
        if items:
            full = "━" * max(1, round(24 * items / most))
            lines.append(
                line(
                    *columns([(on_day(days, stats.day + days), 18, ""), (str(items), -5, ""), ("", 3, "")]),
                    Span(full, "meter"),
                )
            )
    return lines


def _topics(stats: Stats, width: int) -> list[Line]:
    lines = [line(Span(_("Topics"), "title"))]
    for topic in stats.topics:
        full, rest = meter(topic.mastery, 12 if width > 60 else 6)
        met = _("{met} of {items}").format(met=topic.met, items=topic.items)
        cells = [Span("  "), Span(full, "meter"), Span(rest, "faint")]
        cells += columns([(percent(topic.mastery), -8, ""), (met, -13, "muted")])
        lines += row(topic.title, cells, width)
    return lines
