"""What the answers of tests say of the questions."""

from collections.abc import Sequence

from quiz.i18n import N_, _
from quiz.study.exam.analysing import analysed
from quiz.study.exam.analysis_words import analysis_lines
from quiz.study.services import Services
from quiz.tui.layout import Hint, Line, Span, blank, line, paragraph
from quiz.tui.messages import Go
from quiz.tui.sheet import Sheet, bind

__all__ = ["AnalysisSheet"]


class AnalysisSheet(Sheet[None]):
    """Facility, discrimination and options, of the learner's own attempts or of everyone's."""

    HELP_TITLE = N_("Item analysis")
    BINDINGS = [bind("everyone", "e,f2", "everyone", N_("Everyone's attempts, or only mine"))]  # noqa: RUF012

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.everyone = False
        self.texts = self._texts()

    def _texts(self) -> list[str]:
        services = self.services
        found = analysed(services.questions, services.attempts, services.lang, everyone=self.everyone)
        return analysis_lines(found, lambda topic: services.questions.topic_title(topic, services.lang))

    def bar_line(self, width: int) -> Line:
        """Whose attempts."""
        whose = _("everyone's attempts") if self.everyone else _("my attempts")
        return line(Span(_(self.HELP_TITLE), "title"), Span("  " + whose, "muted"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """See :func:`quiz.study.exam.analysis_words.analysis_lines`."""
        return [blank(), *(one for text in self.texts for one in paragraph(text, width)), blank()]

    def hints(self) -> Sequence[Hint]:
        """Whose, and back."""
        other = _("only mine") if self.everyone else _("everyone's")
        return [
            Hint("e", other, "everyone"),
            Hint("↑ ↓", _("move"), ""),
            Hint("?", _("help"), "help"),
            Hint("Esc", _("back"), "leave"),
        ]

    def action_everyone(self) -> None:
        """The other ones."""
        self.everyone = not self.everyone
        self.texts = self._texts()
        self.redraw()

    def action_leave(self) -> None:
        """Back to the tests."""
        self.hush()
        self.post_message(Go("tests"))
