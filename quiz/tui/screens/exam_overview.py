"""All questions of a test at a glance."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.i18n import N_, _
from quiz.study.services import Services
from quiz.tui.draw.exam import overview_lines
from quiz.tui.layout import Hint, Line
from quiz.tui.rows import RowsSheet
from quiz.tui.sheet import bind

if TYPE_CHECKING:
    from quiz.study.exam.attempt import Exam

__all__ = ["OverviewSheet"]


class OverviewSheet(RowsSheet[int]):
    """A grid; ends with the question to go to, -1 to hand everything in, or None."""

    HELP_TITLE = N_("All questions")
    BINDINGS = [  # noqa: RUF012
        bind("left", "left", "move(-1)", N_("The question before")),
        bind("right", "right", "move(1)", N_("The next question")),
        bind("submit", "s,f7", "submit", N_("Hand everything in")),
        bind("proceed", "enter", "proceed", N_("Go to this question")),
        bind("leave", "q,escape,f10,o,f5", "leave", N_("Back")),
    ]

    def __init__(self, services: Services, exam: "Exam") -> None:
        super().__init__(services)
        self.cells = exam.overview()
        self.free = exam.paper.blueprint.navigation == "free"
        self.cursor = exam.position

    def page_lines(self, width: int) -> Sequence[Line]:
        """See :func:`quiz.tui.draw.exam.overview_lines`."""
        drawn = overview_lines(self.cells, self.cursor, width)
        self._focus = drawn.first, drawn.last
        return drawn.lines

    @property
    def row_count(self) -> int:
        """Every question."""
        return len(self.cells)

    @property
    def numbered(self) -> int:
        """None is taken by its number, which may have several digits."""
        return 0

    def painted(self) -> None:
        """Where the learner is may be far down."""
        if self._focus is not None:
            self.page.reveal(*self._focus)

    def hints(self) -> Sequence[Hint]:
        """Go there, or hand in."""
        there = [Hint("← →", _("choose"), "move(1)"), Hint("Enter", _("go there"), "proceed")] if self.free else []
        return [*there, Hint("s", _("hand everything in"), "submit"), Hint("Esc", _("back"), "leave")]

    def action_pick_cell(self, at: int) -> None:
        """A click."""
        if self.free:
            self.dismiss(at)

    def action_proceed(self) -> None:
        """Go there."""
        self.dismiss(self.cursor if self.free else None)

    def action_submit(self) -> None:
        """Hand everything in."""
        self.dismiss(-1)

    def action_leave(self) -> None:
        """Back to the question."""
        self.dismiss(None)
