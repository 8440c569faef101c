"""After a test."""

from collections.abc import Sequence

from quiz.i18n import N_, _
from quiz.study.exam.desk import Ended
from quiz.study.exam.scoring import explain
from quiz.study.exam.store import PastAttempt
from quiz.study.exam.words import past_line, title_of
from quiz.study.services import Services
from quiz.study.views import Plan
from quiz.tui.draw.exam_result import result_lines
from quiz.tui.layout import Hint, Line, Span, blank, line, paragraph
from quiz.tui.messages import Go, PastLeft, StudyWanted
from quiz.tui.sheet import Sheet, bind

__all__ = ["ResultSheet"]


class ResultSheet(Sheet[None]):
    """Score, topics, earlier attempts, mistakes; one key sends those to study."""

    HELP_TITLE = N_("Result")
    BINDINGS = [  # noqa: RUF012
        bind("mistakes", "m,f2", "mistakes", N_("Study the mistakes")),
        bind("proceed", "enter", "proceed", N_("Back")),
    ]

    def __init__(self, services: Services, ended: Ended, note: str = "", past: PastAttempt | None = None) -> None:
        """``past``: it is looked back on."""
        super().__init__(services)
        self.ended, self.note, self.past = ended, note, past
        self.rules = explain(ended.result.blueprint)

    def bar_line(self, width: int) -> Line:
        """What this is."""
        about = _("everything is saved") if self.past is None else past_line(self.past)
        return line(Span(_("Result"), "title"), Span("  " + about, "muted"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """See :mod:`quiz.tui.draw.exam_result`."""
        note = paragraph(self.note, width, "near") if self.note else []
        if self.past is not None:
            title = title_of(self.past.name, self.past.title, self.services.lang)
            note = [blank(), *paragraph(title, width, "strong")]
        return [*note, *result_lines(self.ended, self.rules, width)]

    def hints(self) -> Sequence[Hint]:
        """What next."""
        found = [Hint("Enter", _("home") if self.past is None else _("back"), "proceed")]
        if self.ended.mistakes:
            found.append(Hint("m", _("study the mistakes"), "mistakes"))
        return [*found, Hint("↑ ↓", _("move"), ""), Hint("?", _("help"), "help"), Hint("q", _("leave"), "leave")]

    def digit(self, number: int, sure: bool) -> None:
        """1: the mistakes."""
        if sure and number == 1:
            self.action_mistakes()

    def action_mistakes(self) -> None:
        """Only those, whatever the limits say."""
        if self.ended.mistakes:
            self.hush()
            self.post_message(StudyWanted(Plan(self.services.lang, items=self.ended.mistakes)))

    def action_proceed(self) -> None:
        """Home, or to the tests again."""
        self.hush()
        self.post_message(Go("home") if self.past is None else PastLeft(self.past))

    def action_leave(self) -> None:
        """Likewise."""
        self.action_proceed()
