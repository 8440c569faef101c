"""The bar above and the keys below a question."""

from typing import NamedTuple

from quiz.i18n import _, ngettext
from quiz.questions.model import Form
from quiz.study.views import Feedback, Presented
from quiz.tui.draft import Draft, grade_of
from quiz.tui.layout import Hint, Line, Span, between, meter
from quiz.tui.words import grade_name

__all__ = ["State", "bar", "keys"]


class State(NamedTuple):
    """What the study screen shows."""

    presented: Presented
    draft: Draft
    feedback: Feedback | None
    mode: str
    undoable: bool

    @property
    def typing(self) -> bool:
        """Whether the answer is being typed."""
        return self.feedback is None and self.presented.question.form is Form.TYPED


def bar(state: State, width: int) -> Line:
    """Topic and marks on the left, how far on the right."""
    presented = state.presented
    marks = [
        (presented.new, ngettext("new", "new", 1)),
        (presented.again, _("again")),
        (state.mode == "cram", _("cram")),
        (state.mode == "placement", _("placement")),
        (presented.flagged, "⚑ " + _("flagged")),
    ]
    left = [Span(presented.topic, "title"), *(Span("  " + word, "muted") for holds, word in marks if holds)]
    total = max(presented.total, presented.number)
    done = presented.number - (0 if state.feedback else 1)
    full, rest = meter(done / total, 12 if width < 70 else 18)
    count = _("{number} of {total}").format(number=presented.number, total=total)
    return between(left, [Span(count + "  ", "muted"), Span(full, "meter"), Span(rest, "faint")], width)


def keys(state: State) -> list[Hint]:
    """The keys that matter now."""
    if state.feedback is not None:
        return _after(state.feedback)
    if state.typing:
        return [
            Hint("Enter", _("hand in"), "proceed"),
            Hint("F9", _("don't know"), "skip"),
            *([Hint("F2", _("undo"), "undo")] if state.undoable else []),
            Hint("F4", _("flag"), "flag"),
            Hint("F1", _("help"), "help"),
            Hint("Esc", _("leave"), "leave"),
        ]
    form = state.presented.question.form
    found = []
    if form is Form.FLASHCARD:
        found.append(Hint("Enter", grade_name(grade_of(state.draft)) if state.draft.revealed else _("show"), "proceed"))
    else:
        if form not in (Form.CHOICE, Form.TRUE_FALSE) or state.draft.cursor >= 0:
            found.append(Hint("Enter", _("hand in"), "proceed"))
        found.append(Hint("0", _("don't know"), "skip"))
    return [
        *found,
        *([Hint("u", _("undo"), "undo")] if state.undoable else []),
        Hint("-", _("bury"), "bury"),
        Hint("*", _("flag"), "flag"),
        Hint("?", _("help"), "help"),
        Hint("q", _("leave"), "leave"),
    ]


def _after(feedback: Feedback) -> list[Hint]:
    found = [Hint("Enter", _("next"), "proceed")]
    if feedback.may_overrule:
        found.append(Hint("r", _("I was right"), "overrule"))
    return [
        *found,
        Hint("i", _("about"), "info"),
        Hint("u", _("undo"), "undo"),
        Hint("e", _("doubtful?"), "report"),
        Hint("*", _("flag"), "flag"),
        Hint("?", _("help"), "help"),
        Hint("q", _("leave"), "leave"),
    ]
