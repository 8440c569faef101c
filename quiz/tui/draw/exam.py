"""A test as lines: its bar, its overview, its keys."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.i18n import _
from quiz.questions.model import Form
from quiz.study.views import Feedback
from quiz.study.words import clock_text
from quiz.tui.draw.question import Drawn
from quiz.tui.layout import Hint, Line, Span, between, blank, flow, line, paragraph

if TYPE_CHECKING:
    from quiz.study.exam.attempt import Cell, ExamView
    from quiz.study.exam.clock import TimeLeft
    from quiz.study.exam.result import ItemFeedback

__all__ = ["as_studied", "bar", "keys", "overview_lines", "sure_lines"]


_ROOMY = 70
"""Width from which on words stand beside signs."""


def bar(view: "ExamView", left: "TimeLeft", width: int) -> Line:
    """Topic and marks on the left; number and time left on the right, in words and figures, not in colours."""
    marks = ((view.flagged, "⚑", _("flagged")), (view.response is not None, "✓", _("answered")))
    signs = [f"  {sign} {word}" if width >= _ROOMY else f" {sign}" for holds, sign, word in marks if holds]
    shown = [Span(view.topic, "title"), *(Span(sign, "muted") for sign in signs)]
    times = [
        Span(pattern.format(time=clock_text(time)), "strong")
        for time, pattern in ((left.question, _("  question {time}")), (left.whole, _("  left {time}")))
        if time is not None
    ]
    count = _("{number} of {total}").format(number=view.number, total=view.total)
    return between(shown, [Span(count, "muted"), *times], width)


def overview_lines(cells: Sequence["Cell"], cursor: int, width: int) -> Drawn:
    """All questions as a grid, its cursor's row to be seen; signs and words, never colours alone."""
    groups = []
    for at, cell in enumerate(cells):
        sign = ("–" if cell.voided else "✓" if cell.answered else "·") + ("⚑" if cell.flagged else " ")
        action, here = f"pick_cell({at})", at == cursor
        text = f"{'›' if here else ' '}{cell.number:>3} {sign}"
        groups.append([Span(text, "accent" if here else "" if cell.answered else "muted", action)])
    counted = [cell for cell in cells if not cell.voided]
    answered = sum(cell.answered for cell in counted)
    flagged = sum(cell.flagged for cell in counted)
    said = _("{n} of {total} answered, {flagged} flagged. ✓ answered  ⚑ flagged  · open").format(
        n=answered, total=len(counted), flagged=flagged
    )
    if len(counted) < len(cells):
        said += "  " + _("– not counted")
    lines = [blank(), *flow(groups, width)]
    row = next(at for at, one in enumerate(lines) if any(span.text.startswith("›") for span in one.spans))
    return Drawn([*lines, blank(), *paragraph(said, width, "muted")], row, row)


def keys(view: "ExamView", *, free: bool, ready: bool) -> list[Hint]:
    """The keys that matter now. ``ready``: Enter hands in what is chosen, else it goes on."""
    enter = Hint("Enter", _("hand in") if ready else _("next"), "proceed")
    back = [Hint("F2", _("back"), "back")] if free else []
    if view.question.form is Form.TYPED:
        return [
            enter,
            *back,
            Hint("F3", _("next"), "next"),
            Hint("F4", _("flag"), "flag"),
            Hint("F5", _("overview"), "overview"),
            Hint("F7", _("hand everything in"), "submit"),
            Hint("Esc", _("leave"), "leave"),
        ]
    back = [Hint("←", _("back"), "back")] if free else []
    return [
        enter,
        *back,
        Hint("→", _("next"), "next"),
        Hint("*", _("flag"), "flag"),
        Hint("o", _("overview"), "overview"),
        Hint("s", _("hand everything in"), "submit"),
        Hint("?", _("help"), "help"),
        Hint("q", _("leave"), "leave"),
    ]


def sure_lines(width: int) -> list[Line]:
    """Certainty-based marking asks how sure the answer is."""
    words = (_("not very"), _("fairly"), _("very"))
    groups = [
        [Span(str(n), "key", f"sure({n})"), Span("  " + word, "", f"sure({n})")] for n, word in enumerate(words, 1)
    ]
    return [blank(), line(Span(_("How sure are you?"), "strong")), *flow(groups, width)]


def as_studied(feedback: "ItemFeedback") -> Feedback:
    """What was told of an answer, as the drawing of feedback takes it; when it comes back is said by the schedule."""
    return Feedback(*feedback[:5], True, 0, 0, False, False)
