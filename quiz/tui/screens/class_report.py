"""What came of a lesson."""

from collections.abc import Sequence

from quiz.i18n import N_, _
from quiz.study.services import Services
from quiz.tui.layout import Hint, Line, Span, blank, line, paragraph
from quiz.tui.sheet import Sheet

__all__ = ["LessonSheet"]


class LessonSheet(Sheet[None]):
    """Lines of a report: per question, per pupil."""

    HELP_TITLE = N_("Report of a lesson")

    def __init__(self, services: Services, texts: Sequence[str]) -> None:
        super().__init__(services)
        self.texts = texts

    def bar_line(self, width: int) -> Line:
        """What it is."""
        return line(Span(_("Report of a lesson"), "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """The lines, wrapped."""
        return [blank(), *(one for text in self.texts for one in paragraph(text, width)), blank()]

    def hints(self) -> Sequence[Hint]:
        """Scroll, and back."""
        return [Hint("↑ ↓", _("scroll"), "page(1)"), Hint("Enter", _("close"), "leave"), Hint("?", _("help"), "help")]

    def action_proceed(self) -> None:
        """Enter closes it too."""
        self.action_leave()
