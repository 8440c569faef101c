"""Before a test: which one, and by what rules."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.message import Message

from quiz.i18n import N_, _
from quiz.study.exam.clock import for_learner
from quiz.study.exam.desk import begin, expected, paper_for, resume
from quiz.study.exam.model import Blueprint
from quiz.study.exam.store import OpenAttempt, PastAttempt
from quiz.study.exam.words import expected_line, limits, past_line, rules, title_of
from quiz.study.services import Services
from quiz.tui.layout import Hint, Line, Span, blank, hanging, line, paragraph
from quiz.tui.messages import ExamBegun, ExamWish, Go, PastWanted, TestWanted
from quiz.tui.rows import RowsSheet
from quiz.tui.sheet import Sheet, bind

__all__ = ["RulesSheet", "TestsSheet"]


_PAST = 50
"""Tests that can be looked back on, the latest; the item analysis goes by all."""


class Row(NamedTuple):
    """Something to choose: an attempt to go on with, a test to begin, or one to look back on."""

    group: str
    title: str
    about: str
    chosen: Callable[[], Message]


class TestsSheet(RowsSheet[None]):
    """Tests that were left, that can be taken, and that were handed in."""

    HELP_TITLE = N_("Tests")
    BINDINGS = [  # noqa: RUF012
        bind("analysis", "a,f2", "analysis", N_("Item analysis")),
        bind("proceed", "enter", "proceed", N_("Choose")),
    ]

    def __init__(self, services: Services, wish: ExamWish | None = None, looked_at: PastAttempt | None = None) -> None:
        """``looked_at``: the attempt that one comes back from."""
        super().__init__(services)
        tests = [Blueprint(), *services.blueprints().values()]
        wishes = [ExamWish(one) for one in tests]
        if wish is not None:
            wishes = [wish, *(one for one in wishes if one.blueprint != wish.blueprint)]
        left, past = services.attempts.open(), services.attempts.past(_PAST)
        self.rows = [*map(self._left, left), *map(self._offered, wishes), *map(self._past, past)]
        if looked_at in past:
            self.cursor = len(self.rows) - len(past) + past.index(looked_at)

    def _left(self, one: OpenAttempt) -> Row:
        title = title_of(one.name, one.title, self.services.lang)
        about = _("not finished: {n} of {total} answered").format(n=one.answered, total=one.of)
        about = _("open in another window") if one.held else about
        return Row(_("Go on with"), title, about, lambda: ExamBegun(resume(self.services, one.uuid)))

    def _offered(self, wish: ExamWish) -> Row:
        blueprint = wish.blueprint
        about = " ".join(limits(blueprint, blueprint.questions))
        title = title_of(blueprint.name, blueprint.title, self.services.lang)
        return Row(_("Take a test"), title, about, lambda: TestWanted(wish))

    def _past(self, one: PastAttempt) -> Row:
        title = title_of(one.name, one.title, self.services.lang)
        return Row(_("Look back on"), title, past_line(one), lambda: PastWanted(one))

    @property
    def row_count(self) -> int:
        """What can be chosen."""
        return len(self.rows)

    def page_lines(self, width: int) -> Sequence[Line]:
        """What can be gone on with, what can be begun, and what is done."""
        lines: list[Line] = []
        group = ""
        for at, row in enumerate(self.rows):
            if row.group != group:
                group = row.group
                lines += [blank(), line(Span(group, "title"))]
            drawn = [*self.numbered_row(at, row.title, width), *paragraph(row.about, width, "muted", indent=6)]
            if at == self.cursor:
                self._focus = (max(0, len(lines) - 2), len(lines) + len(drawn) - 1)
            lines += drawn
        return [*lines, blank()]

    def hints(self) -> Sequence[Hint]:
        """Choose."""
        return [
            Hint("Enter", _("choose"), "proceed"),
            Hint("↑ ↓", _("move"), ""),
            Hint("a", _("analysis"), "analysis"),
            Hint("?", _("help"), "help"),
            Hint("Esc", _("back"), "leave"),
        ]

    def action_analysis(self) -> None:
        """What the answers say of the questions."""
        self.hush()
        self.post_message(Go("analysis"))

    def action_proceed(self) -> None:
        """Go on with it, show its rules, or what came of it."""
        self.post_message(self.rows[self.cursor].chosen())
        self.hush()

    def action_leave(self) -> None:
        """Home."""
        self.hush()
        self.post_message(Go("home"))


class RulesSheet(Sheet[None]):
    """The rules, said before the clock starts."""

    HELP_TITLE = N_("Test")
    BINDINGS = [bind("proceed", "enter", "proceed", N_("Start"))]  # noqa: RUF012

    def __init__(self, services: Services, wish: ExamWish) -> None:
        super().__init__(services)
        blueprint = wish.blueprint
        self.paper = paper_for(services, blueprint, wish.seed)
        mine = for_learner(blueprint, 1 + services.store.settings().extra_time / 100)
        self.title_text = title_of(blueprint.name, blueprint.title, services.lang)
        self.rules = rules(mine, len(self.paper.slots))
        self.expected = expected_line(expected(services, self.paper))

    def page_lines(self, width: int) -> Sequence[Line]:
        """Title, rules, what to expect."""
        lines = [blank(), *paragraph(self.title_text, width, "strong"), blank()]
        for rule in self.rules:
            lines += hanging([Span("· ", "muted")], rule, width)
        return [*lines, blank(), *paragraph(self.expected, width, "muted"), blank()]

    def hints(self) -> Sequence[Hint]:
        """Start, or not."""
        return [Hint("Enter", _("start"), "proceed"), Hint("?", _("help"), "help"), Hint("Esc", _("back"), "leave")]

    def action_proceed(self) -> None:
        """Start."""
        exam = begin(self.services, self.paper)
        self.hush()
        self.post_message(ExamBegun(exam))

    def action_leave(self) -> None:
        """Back to the tests."""
        self.hush()
        self.post_message(Go("tests"))
