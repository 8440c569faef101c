"""What is doubtful about a question, for the author of the bank."""

from collections.abc import Sequence

from quiz.i18n import N_, _
from quiz.study.services import Services
from quiz.study.views import Presented
from quiz.tui.layout import Hint, Line, Span, blank, line, paragraph
from quiz.tui.line_dialog import LineDialog

__all__ = ["ReportSheet"]


class ReportSheet(LineDialog[str | None]):
    """A line of comment; the result is where the report is kept, or None."""

    HELP_TITLE = N_("Report a doubtful question")

    def __init__(self, services: Services, presented: Presented) -> None:
        super().__init__(services, placeholder=_("What is wrong with it? (may stay empty)"))
        self.presented = presented

    def bar_line(self, width: int) -> Line:
        """What this is."""
        return line(Span(_("Report a doubtful question"), "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """The question it is about."""
        about = _("It is written to a file for the author of the bank; nothing is sent anywhere.")
        return [
            blank(),
            *paragraph(self.presented.question.prompt, width, "strong"),
            blank(),
            *paragraph(about, width, "muted"),
            blank(),
        ]

    def hints(self) -> Sequence[Hint]:
        """Keep it, or not."""
        return [Hint("Enter", _("report"), "proceed"), Hint("Esc", _("close"), "leave")]

    def type_in(self, text: str) -> None:
        """Keep the report."""
        from quiz.study.report import doubtful

        record = doubtful(self.services.questions, self.presented, text.strip(), self.services.now())
        self.dismiss(self.services.report(record))
