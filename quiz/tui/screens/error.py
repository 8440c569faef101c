"""What went wrong, where, and what to do."""

from collections.abc import Sequence

from quiz.errors import QuizError
from quiz.i18n import N_, _
from quiz.study.services import Services
from quiz.tui.dialog import Dialog
from quiz.tui.layout import Hint, Line, Span, blank, hanging, line, paragraph

__all__ = ["ErrorSheet"]


class ErrorSheet(Dialog[None]):
    """The one way in which errors are shown."""

    HELP_TITLE = N_("Something went wrong")

    def __init__(self, services: Services, error: QuizError) -> None:
        super().__init__(services)
        self.error = error

    def bar_line(self, width: int) -> Line:
        """Its word first."""
        return line(Span("✗ " + _("Something went wrong"), "wrong"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """Message, place, hint."""
        lines = [blank(), *paragraph(self.error.message, width, "strong")]
        if self.error.where:
            lines += hanging([Span(_("Where") + "  ", "muted")], self.error.where, width)
        if self.error.hint:
            lines += [blank(), *paragraph(self.error.hint, width)]
        return [*lines, blank()]

    def hints(self) -> Sequence[Hint]:
        """The way back."""
        return [Hint("Enter", _("close"), "leave")]
