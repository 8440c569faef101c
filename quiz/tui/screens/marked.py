"""What the learner has set apart: to look through, to let go, to study."""

from collections.abc import Sequence

from quiz.i18n import N_, _
from quiz.study.marked import Marked, free, marked, to_study
from quiz.study.services import Services
from quiz.study.views import Plan
from quiz.tui.layout import Hint, Line, Span, blank, paragraph
from quiz.tui.messages import Go, StudyWanted
from quiz.tui.rows import RowsSheet
from quiz.tui.sheet import bind

__all__ = ["MarkedSheet"]


class MarkedSheet(RowsSheet[None]):
    """A list of questions with their marks."""

    HELP_TITLE = N_("Flagged, suspended and leeches")
    BINDINGS = [  # noqa: RUF012
        bind("free", "u,f2", "free", N_("Ask it as any other again, without a flag")),
        bind("info", "i,f3", "info", N_("Everything about this fact")),
        bind("proceed", "enter", "proceed", N_("Study all of these that are not suspended")),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._read()

    def _read(self) -> None:
        services = self.services
        self.rows = marked(services.questions, services.store, services.lang, services.now())
        self.cursor = max(0, min(self.cursor, len(self.rows) - 1))

    @property
    def row_count(self) -> int:
        """How many questions there are."""
        return len(self.rows)

    @property
    def numbered(self) -> int:
        """None: Enter is not for one row but for all."""
        return 0

    def page_lines(self, width: int) -> Sequence[Line]:
        """Questions with their marks."""
        lines = [blank()]
        if not self.rows:
            lines += paragraph(_("Nothing is flagged, suspended or a leech."), width, "muted")
        for at, one in enumerate(self.rows):
            drawn = self.row_lines(at, one.prompt, width, f"at({at})", tail=[Span(one.words, "near")])
            if at == self.cursor:
                self._focus = (len(lines), len(lines) + len(drawn) - 1)
            lines += drawn
        return [*lines, blank()]

    def hints(self) -> Sequence[Hint]:
        """What can be done with them."""
        own = [Hint("u", _("unmark"), "free"), Hint("i", _("about"), "info")]
        study = [Hint("Enter", _("study"), "proceed")] if to_study(self.rows) else []
        return [*(own if self.rows else []), *study, Hint("?", _("help"), "help"), Hint("Esc", _("back"), "leave")]

    @property
    def _here(self) -> Marked | None:
        return self.rows[self.cursor] if self.rows else None

    def action_at(self, row: int) -> None:
        """A click."""
        self.go_to(row)

    def action_free(self) -> None:
        """Take the marks off; a leech stays in the list."""
        if self._here is not None:
            free(self.services.store, self._here)
            self._read()
            self.redraw()

    def action_info(self) -> None:
        """The fact card."""
        if self._here is not None:
            from quiz.tui.screens.factcard import FactCardSheet

            one = self._here
            self.app.push_screen(
                FactCardSheet(self.services, one.subject, self.services.lang, one.state.item, one.state)
            )

    def action_proceed(self) -> None:
        """Study those that may be asked, whatever the limits say."""
        if items := to_study(self.rows):
            self.hush()
            self.post_message(StudyWanted(Plan(self.services.lang, items=items)))

    def action_leave(self) -> None:
        """Back to the statistics, which count them."""
        self.hush()
        self.post_message(Go("stats"))
