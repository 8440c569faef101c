"""The end of a sitting as lines."""

from quiz.i18n import _, ngettext
from quiz.study.views import Summary
from quiz.study.words import held_back_words, known_before_words, percent
from quiz.tui.layout import Line, Span, blank, columns, flow, hanging, line, meter, paragraph, row
from quiz.tui.words import on_day

__all__ = ["summary_lines"]


def summary_lines(summary: Summary, today: int, width: int, mode: str = "study") -> list[Line]:
    """Right and wrong, by topic; what to look at again; what comes when."""
    done = summary.right + summary.wrong
    lines = [blank()]
    if not done:
        return [*lines, *paragraph(_("Nothing was answered this time."), width, "muted")]
    minutes, seconds = divmod(summary.seconds, 60)
    lines += flow(
        [
            [Span(f"✓ {summary.right} ", "right"), Span(_("right"))],
            [Span(f"✗ {summary.wrong} ", "wrong"), Span(_("wrong"))],
            [Span(percent(summary.right / done), "strong")],
            [Span(_("{minutes} min {seconds} s").format(minutes=minutes, seconds=seconds), "muted")],
        ],
        width,
    )
    full, rest = meter(summary.right / done, min(40, width))
    lines += [line(Span(full, "right"), Span(rest, "faint")), blank()]
    for title, right, wrong in summary.by_topic:
        right_text = ngettext("{n} right", "{n} right", right).format(n=right)
        wrong_text = ngettext("{n} wrong", "{n} wrong", wrong).format(n=wrong)
        lines += row(
            title, columns([(right_text, -12, "muted"), (wrong_text, -11, "wrong" if wrong else "muted")]), width
        )
    if mode == "cram":
        lines += [blank(), *paragraph(_("This was cram: the schedule stays as it was."), width, "muted")]
    if summary.known_before is not None:
        lines += [blank(), *paragraph(known_before_words(summary.known_before), width, "muted")]
    if summary.held_back:
        lines += [blank(), *paragraph(held_back_words(summary.held_back), width, "muted")]
    if summary.missed:
        lines += [blank(), line(Span(_("To look at again"), "title"))]
        for _item, prompt, key in summary.missed:
            lines += hanging([Span("✗ ", "wrong")], prompt, width)
            lines += hanging([Span("  → ", "muted")], key, width, role="strong")
    if summary.upcoming:
        lines += [blank(), line(Span(_("What comes when"), "title"))]
        most = max(one.items for one in summary.upcoming)
        for coming in summary.upcoming:
            when = on_day(coming.day - today, coming.day)
            full, _rest = meter(coming.items / most, 24) if coming.items < most else ("━" * 24, "")
            text = ngettext("{n} question", "{n} questions", coming.items).format(n=coming.items)
            lines.append(line(*columns([(when, 18, ""), (text, 16, "muted")]), Span(full, "meter")))
    return [*lines, blank()]
