"""The end of a sitting."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.i18n import N_, _
from quiz.study.services import Services
from quiz.study.views import TEN_MORE, Plan, today
from quiz.tui.draw.summary import summary_lines
from quiz.tui.layout import Hint, Line, Span, line
from quiz.tui.messages import Go, SittingResumed, StudyWanted
from quiz.tui.sheet import Sheet, bind

if TYPE_CHECKING:
    from quiz.study.sitting import Sitting

__all__ = ["SummarySheet"]


class SummarySheet(Sheet[None]):
    """Right and wrong, what to look at again, what comes when."""

    HELP_TITLE = N_("Summary")
    BINDINGS = [  # noqa: RUF012
        bind("undo", "u,f2", "undo", N_("Take back the last answer")),
        bind("missed", "m,f4", "missed", N_("Study the missed ones")),
        bind("more", "plus,f3", "more", N_("Ten more")),
        bind("proceed", "enter", "proceed", N_("Home")),
    ]

    def __init__(self, services: Services, sitting: "Sitting", plan: Plan) -> None:
        super().__init__(services)
        self.sitting, self.plan = sitting, plan
        self.summary = sitting.summary(services.now())
        self.day = today(services)

    def bar_line(self, width: int) -> Line:
        """What this is."""
        return line(Span(_("Summary"), "title"), Span("  " + _("every answer is saved"), "muted"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """See :mod:`quiz.tui.draw.summary`."""
        return summary_lines(self.summary, self.day, width, self.plan.mode)

    def hints(self) -> Sequence[Hint]:
        """What next."""
        found = [Hint("Enter", _("home"), "proceed")]
        if self.summary.missed:
            found.append(Hint("m", _("study the missed ones"), "missed"))
        return [
            *found,
            Hint("+", _("ten more"), "more"),
            *([Hint("u", _("undo"), "undo")] if self.sitting.undoable else []),
            Hint("?", _("help"), "help"),
            Hint("q", _("leave"), "leave"),
        ]

    def digit(self, number: int, sure: bool) -> None:
        """1: the missed ones, 2: ten more."""
        if sure and number == 1:
            self.action_missed()
        elif sure and number == 2:
            self.action_more()

    def action_missed(self) -> None:
        """Only those, in this order, whatever the limits say."""
        if self.summary.missed:
            items = tuple(item for item, _prompt, _key in self.summary.missed)
            self._study(self.plan._replace(items=items, extra=0, seed=0))

    def action_more(self) -> None:
        """Ten beyond the limits."""
        self._study(self.plan._replace(items=(), extra=TEN_MORE, seed=0))

    def action_undo(self) -> None:
        """Back into the sitting: of a card, or of what was left out, the end is the first that is seen after it."""
        if self.sitting.undo(self.services.now()) is not None:
            self.hush()
            self.post_message(SittingResumed(self.sitting, self.plan))

    def _study(self, plan: Plan) -> None:
        self.hush()
        self.post_message(StudyWanted(plan))

    def action_proceed(self) -> None:
        """Home."""
        self.hush()
        self.post_message(Go("home"))

    def action_leave(self) -> None:
        """Home as well: there one can see that all is well."""
        self.action_proceed()
