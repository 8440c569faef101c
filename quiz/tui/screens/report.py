"""What is doubtful about a question, for the author of the bank."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from quiz.i18n import N_, _
from quiz.study.services import Services
from quiz.study.views import Presented
from quiz.tui.answer_line import AnswerLine
from quiz.tui.dialog import Dialog
from quiz.tui.layout import Hint, Line, Span, blank, line, paragraph
from quiz.tui.messages import Entered

__all__ = ["ReportSheet"]


class ReportSheet(Dialog[str | None]):
    """A line of comment; the result is where the report is kept, or None."""

    HELP_TITLE = N_("Report a doubtful question")

    def __init__(self, services: Services, presented: Presented) -> None:
        super().__init__(services)
        self.presented = presented
        self.answer_line = AnswerLine(placeholder=_("What is wrong with it? (may stay empty)"), select_on_focus=False)

    def compose(self) -> ComposeResult:
        """The frame, with a line to write on."""
        with Vertical(id="frame"):
            yield self.bar
            yield self.page
            yield self.answer_line
            yield self.keys

    def on_mount(self) -> None:
        """Write at once."""
        self.answer_line.focus()

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

    @on(Entered)
    def _entered(self, event: Entered) -> None:
        event.stop()
        self.attempt(self._keep, event.text)

    def action_proceed(self) -> None:
        """Keep the report."""
        self._keep(self.answer_line.value)

    def _keep(self, comment: str) -> None:
        from quiz.study.report import doubtful

        record = doubtful(self.services.questions, self.presented, comment.strip(), self.services.now())
        self.hush()
        self.dismiss(self.services.report(record))
