"""Statistics: where the learner stands, and whether the predictions hold."""

from collections.abc import Sequence

from quiz.i18n import N_, _
from quiz.study.services import Services
from quiz.study.stats import stats
from quiz.tui.draw.stats import stats_lines
from quiz.tui.layout import Hint, Line
from quiz.tui.messages import Go
from quiz.tui.sheet import Sheet, bind

__all__ = ["StatsSheet"]


class StatsSheet(Sheet[None]):
    """A page to read."""

    HELP_TITLE = N_("Statistics")
    BINDINGS = [bind("marked", "m,f2", "marked", N_("Flagged, suspended and leeches"))]  # noqa: RUF012

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.stats = stats(services.questions, services.store, services.now(), services.retention(), services.lang)

    def page_lines(self, width: int) -> Sequence[Line]:
        """See :mod:`quiz.tui.draw.stats`."""
        return stats_lines(self.stats, width)

    def hints(self) -> Sequence[Hint]:
        """Read and go."""
        return [
            Hint("↑ ↓", _("scroll"), "page(1)"),
            Hint("m", _("flagged, suspended, leeches"), "marked"),
            Hint("?", _("help"), "help"),
            Hint("Esc", _("back"), "leave"),
        ]

    def action_marked(self) -> None:
        """What has been set apart."""
        self.hush()
        self.post_message(Go("marked"))

    def action_proceed(self) -> None:
        """Back home."""
        self.action_leave()

    def action_leave(self) -> None:
        """Back home."""
        self.hush()
        self.post_message(Go("home"))
