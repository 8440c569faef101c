"""Everything the bank says of a subject, and what is remembered of the item it was opened from."""

from collections.abc import Sequence

from quiz.i18n import N_, _, ngettext
from quiz.study.factcard import FactCard, fact_card, status_title
from quiz.study.records import ItemState
from quiz.study.services import Services
from quiz.study.views import today
from quiz.tui.dialog import Dialog
from quiz.tui.layout import Hint, Line, Span, blank, hanging, line, paragraph
from quiz.tui.words import on_day

__all__ = ["FactCardSheet", "card_lines", "memory_lines"]


def card_lines(card: FactCard, width: int) -> list[Line]:
    """Every claim with its status, its reason and its sources."""
    lines = [blank(), *paragraph(card.title, width, "strong")]
    if card.kind:
        lines += paragraph(card.kind, width, "muted")
    if card.note:
        lines += [blank(), *paragraph(card.note, width)]
    lines.append(blank())
    for fact in card.lines:
        wrong = fact.status in ("rejected", "stale", "superseded")
        status = "" if fact.status == "accepted" else status_title(fact.status)
        words = [word for word in (status, fact.as_of) if word]
        tail = [Span("(" + ", ".join(words) + ")", "near")] if words else []
        mark = Span("✗ " if wrong else "• ", "wrong" if wrong else "accent")
        lines += hanging([mark], f"{fact.name}: {fact.value}", width, role="muted" if wrong else "", tail=tail)
        for text in (fact.reason, " · ".join(fact.citations)):
            if text:
                lines += paragraph(text, width, "muted", indent=2)
    if card.places:
        lines += [blank(), *paragraph(_("Sources outside this bank:"), width, "muted")]
    for title, where in card.places:
        lines += hanging([Span("• ", "muted")], f"{title} · {where}", width, role="muted")
    return lines


def memory_lines(state: ItemState | None, day: int, width: int) -> list[Line]:
    """What is remembered of the item."""
    if state is None or state.memory is None:
        return paragraph(_("This question was never answered before."), width, "muted")
    memory = state.memory
    days = max(1, round(memory.stability))
    parts = [
        ngettext("answered {n} time", "answered {n} times", memory.reps).format(n=memory.reps),
        ngettext("forgotten {n} time", "forgotten {n} times", memory.lapses).format(n=memory.lapses),
        ngettext("holds for about {n} day", "holds for about {n} days", days).format(n=days),
    ]
    if state.comes:
        parts.append(_("comes back {when}").format(when=on_day(state.comes - day, state.comes)))
    marks = ((state.leech, _("leech")), (state.flagged, _("flagged")), (state.suspended, _("suspended")))
    parts += [word for holds, word in marks if holds]
    return paragraph(" · ".join(parts), width, "muted")


class FactCardSheet(Dialog[None]):
    """The fact card."""

    HELP_TITLE = N_("Fact card")

    def __init__(
        self, services: Services, subject: str, lang: str, item: str = "", state: ItemState | None = None
    ) -> None:
        """``item`` is the question that the card was opened from, if any."""
        super().__init__(services)
        self.item, self.state = item, state
        self.card = fact_card(services.questions, subject, lang)
        self.day = today(services)

    def bar_line(self, width: int) -> Line:
        """What this is."""
        return line(Span(_("Fact card"), "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """The card, then memory."""
        lines = [*card_lines(self.card, width), blank()]
        if self.item:
            lines += [*memory_lines(self.state, self.day, width), *paragraph(self.item, width, "faint"), blank()]
        return lines

    def hints(self) -> Sequence[Hint]:
        """The way back."""
        return [Hint("Esc", _("close"), "leave"), Hint("↑ ↓", _("scroll"), "page(1)")]
