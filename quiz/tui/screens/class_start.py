"""Lessons: one that goes on, new ones, and what came of those before."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import on
from textual.worker import Worker, WorkerState

from quiz.errors import QuizError
from quiz.i18n import N_, _
from quiz.study.exam.words import title_of
from quiz.study.room.classes import Lesson, Wish
from quiz.study.services import Services
from quiz.tui.layout import Hint, Line, Span, blank, line, paragraph
from quiz.tui.messages import Failed, Go, LessonBegun
from quiz.tui.rows import RowsSheet
from quiz.tui.screens.class_report import LessonSheet
from quiz.tui.screens.class_rules import RulesDialog
from quiz.tui.sheet import bind

__all__ = ["ClassSheet"]

_EARLIER = 30


class Row(NamedTuple):
    """Something to choose."""

    kind: str
    """``resume``, ``host`` or ``report``."""
    title: str
    name: str = ""
    number: int = 0


class ClassSheet(RowsSheet[None]):
    """The way to a room, and back to what was answered in one."""

    HELP_TITLE = N_("Lessons")
    BINDINGS = [bind("proceed", "enter", "proceed", N_("Choose"))]  # noqa: RUF012

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.held = services.classes()
        self.opening = False
        """A room is on its way."""
        lang = services.lang
        rows = [Row("resume", _("The lesson that is going on"))] if self.held.going_on() else []
        rows.append(Row("host", title_of("", {}, lang)))
        rows += [Row("host", title_of(name, one.title, lang), name) for name, one in services.blueprints().items()]
        rows += [Row("report", text, number=number) for number, text in self.held.lessons()[:_EARLIER]]
        self.rows = rows

    @property
    def row_count(self) -> int:
        """What can be chosen."""
        return len(self.rows)

    def page_lines(self, width: int) -> Sequence[Line]:
        """The rows under their heads."""
        if self.opening:
            return [blank(), *paragraph(_("Opening the room…"), width, "muted")]
        heads = {"resume": _("Come back to"), "host": _("Open a room"), "report": _("Report of a lesson")}
        lines: list[Line] = []
        kind = ""
        for at, row in enumerate(self.rows):
            if row.kind != kind:
                kind = row.kind
                lines += [blank(), line(Span(heads[kind], "title"))]
                if kind == "host":
                    text = _("Pupils join with phones in the same network; 'quiz class host --help' has all the rules.")
                    lines += paragraph(text, width, "muted")
            drawn = self.numbered_row(at, row.title, width)
            if at == self.cursor:
                self._focus = (max(0, len(lines) - 2), len(lines) + len(drawn) - 1)
            lines += drawn
        return [*lines, blank()]

    def hints(self) -> Sequence[Hint]:
        """Choose."""
        if self.opening:
            return []
        return [
            Hint("Enter", _("choose"), "proceed"),
            Hint("↑ ↓", _("move"), ""),
            Hint("?", _("help"), "help"),
            Hint("Esc", _("back"), "leave"),
        ]

    def action_proceed(self) -> None:
        """Open a room, come back to one, or read a report."""
        row = self.rows[self.cursor]
        if self.opening:
            return
        self.hush()
        if row.kind == "report":
            self.app.push_screen(LessonSheet(self.services, self.held.report(row.number)))
        elif row.kind == "resume":
            self._open(self.held.resume)
        else:
            titles = [(one.name, one.title) for one in self.rows if one.kind == "host"]
            self.app.push_screen(RulesDialog(self.services, titles, row.name), self._wished)

    def _wished(self, wish: Wish | None) -> None:
        if wish is not None:
            self._open(lambda: self.held.host(wish))

    def _open(self, make: Callable[[], Lesson]) -> None:
        """Questions are drawn and a server is started: that takes a while, and the screen stays awake."""
        self.opening = True
        self.redraw()
        self.run_worker(lambda: _made(make), name="open", thread=True)

    @on(Worker.StateChanged)
    def _ended(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.SUCCESS:
            self.opening = False
            self.redraw()
            made = event.worker.result
            if isinstance(made, QuizError):
                self.post_message(Failed(made))
            elif made is not None:
                self.post_message(LessonBegun(made))

    def action_leave(self) -> None:
        """Home."""
        if self.opening:
            return
        self.hush()
        self.post_message(Go("home"))


def _made(make: Callable[[], Lesson]) -> Lesson | QuizError:
    """On a thread: the room, or why there is none."""
    try:
        return make()
    except QuizError as error:
        return error
