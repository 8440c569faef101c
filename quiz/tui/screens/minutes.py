"""Asked once, after a newcomer's tenth answer: how many minutes a day. Skipping is an answer too."""

from collections.abc import Sequence

from quiz.i18n import N_, _, ngettext
from quiz.study.services import Services
from quiz.tui.dialog import Dialog
from quiz.tui.layout import Hint, Line, Span, blank, line, paragraph
from quiz.tui.rows import RowsSheet

__all__ = ["CHOICES", "MinutesSheet"]

CHOICES = (5, 10, 15, 20, 30)


class MinutesSheet(Dialog[None], RowsSheet[None]):
    """Minutes of study a day."""

    HELP_TITLE = N_("Minutes a day")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.cursor = -1

    @property
    def row_count(self) -> int:
        """The choices."""
        return len(CHOICES)

    def bar_line(self, width: int) -> Line:
        """Not another question of the bank."""
        return line(Span(_("Ten answers. Well begun!"), "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """The choices, and that it may be skipped."""
        lines = [blank(), *paragraph(_("How many minutes a day would you like to study?"), width, "strong"), blank()]
        for at, minutes in enumerate(CHOICES):
            here = at == self.cursor
            text = ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
            lines.append(
                line(
                    Span("› " if here else "  ", "accent"),
                    Span(str(at + 1), "key"),
                    Span("  " + text),
                    action=f"pick({at + 1})",
                    fill="cursor" if here else "",
                )
            )
        later = _("You can skip this; the settings have it too.")
        return [*lines, blank(), *paragraph(later, width, "muted"), blank()]

    def hints(self) -> Sequence[Hint]:
        """Choose or skip."""
        return [Hint(f"1–{len(CHOICES)}", _("choose"), ""), Hint("Esc", _("skip"), "leave")]

    def action_proceed(self) -> None:
        """Keep it; without a choice nothing happens."""
        if self.cursor < 0:
            return
        store = self.services.store
        store.save_settings(store.settings()._replace(minutes_per_day=CHOICES[self.cursor]))
        self.action_leave()
