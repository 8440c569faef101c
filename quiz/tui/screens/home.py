"""Home: what waits today, where each topic stands, and the way to everything else."""

from collections.abc import Sequence
from contextlib import suppress

from quiz.errors import QuizError
from quiz.i18n import N_, _, ngettext
from quiz.study.home import home, nothing_due
from quiz.study.services import Services
from quiz.study.views import TEN_MORE, Plan, today
from quiz.tui.draw.home import home_lines
from quiz.tui.layout import Hint, Line, Span, between, blank, paragraph
from quiz.tui.messages import Go, SettingsChanged, StudyWanted
from quiz.tui.rows import RowsSheet
from quiz.tui.sheet import bind
from quiz.tui.words import language_name

__all__ = ["HomeSheet"]

_CALENDAR_EVERY = 60.0
"""Seconds between looks at the calendar: a program that was left open shows the new day by itself."""


class HomeSheet(RowsSheet[None]):
    """The first screen of most days."""

    HELP_TITLE = N_("Home")
    BINDINGS = [  # noqa: RUF012
        bind("choose", "c,f2", "go('choose')", N_("Choose what to study")),
        bind("cram", "m,f3", "cram", N_("Cram: practise without changing the schedule")),
        bind("more", "plus,f4", "more", N_("Ten more")),
        bind("tests", "x,f8", "go('tests')", N_("Take a test")),
        bind("class", "l,f9", "go('class')", N_("A lesson with a class")),
        bind("lookup", "slash,f11", "go('lookup')", N_("Look up facts")),
        bind("stats", "t,f5", "go('stats')", N_("Statistics")),
        bind("settings", "s,f6", "go('settings')", N_("Settings")),
        bind("theme", "d,f7", "theme", N_("Dark or light")),
        bind("select", "space", "select", N_("Go on")),
        bind("leave", "q,escape,f10", "leave", N_("Quit")),
    ]

    def __init__(self, services: Services, notices: Sequence[str] = ()) -> None:
        super().__init__(services)
        self.notices = tuple(notices)
        self._read()

    def _read(self) -> None:
        services = self.services
        self.view = home(services.questions, services.store, services.lang, services.now())
        self.day = today(services)
        self.starts = self._starts()

    def on_mount(self) -> None:
        """Keep up with the calendar."""
        self.set_interval(_CALENDAR_EVERY, self._keep_up)

    def _keep_up(self) -> None:
        with suppress(QuizError):  # whatever is wrong will be told when something is asked for
            if self.is_current and today(self.services) != self.day:
                self._read()
                self.cursor = 0
                self.redraw()

    @property
    def row_count(self) -> int:
        """The ways to start, then the topics."""
        return len(self.starts) + len(self.view.topics)

    @property
    def numbered(self) -> int:
        """The ways to start."""
        return len(self.starts)

    def _starts(self) -> list[tuple[str, Plan]]:
        """The ways to begin: today's share, or what there is to do when nothing is due."""
        services = self.services
        lang, ten = services.lang, (_("Ten more"), Plan(services.lang, extra=TEN_MORE))
        if self.view.due or self.view.new:
            return [(_("Start"), Plan(lang))]
        found = nothing_due(services.questions, services.store, services.now())
        starts = []
        if found.mix_ups:
            n = len(found.mix_ups)
            text = ngettext("What you once mixed up ({n} question)", "What you once mixed up ({n} questions)", n)
            starts.append((text.format(n=n), Plan(lang, items=found.mix_ups)))
        if found.deeper:
            n = len(found.deeper)
            text = ngettext("Type what you know ({n} question)", "Type what you know ({n} questions)", n)
            starts.append((text.format(n=n), Plan(lang, items=found.deeper, forms=("typed",))))
        return [*starts, ten]

    def bar_line(self, width: int) -> Line:
        """Program, learner, language."""
        right = [] if self.services.learner == "default" else [Span(self.services.learner + "  ", "muted")]
        right.append(Span(language_name(self.services.lang), "muted", "go('settings')"))
        return between([Span("quiz", "title")], right, width)

    def page_lines(self, width: int) -> Sequence[Line]:
        """Notices, today, topics."""
        bank = self.services.questions.bank
        title = bank.title.get(self.services.lang) or bank.title.get(bank.languages[0]) or bank.id
        lines: list[Line] = []
        for notice in self.notices:
            lines += paragraph(notice, width, "near")
        drawn = home_lines(self.view, title, [text for text, _plan in self.starts], self.day, self.cursor, width)
        self._focus = drawn.first + len(lines), drawn.last + len(lines)
        return [*([blank()] if lines else []), *lines, *drawn.lines]

    def hints(self) -> Sequence[Hint]:
        """The ways from here."""
        return [
            Hint("Enter", _("start"), "proceed"),
            Hint("c", _("choose"), "go('choose')"),
            Hint("m", _("cram"), "cram"),
            Hint("x", _("test"), "go('tests')"),
            Hint("l", _("class"), "go('class')"),
            Hint("/", _("look up"), "go('lookup')"),
            Hint("t", _("stats"), "go('stats')"),
            Hint("s", _("settings"), "go('settings')"),
            Hint("?", _("help"), "help"),
            Hint("q", _("quit"), "leave"),
        ]

    def action_proceed(self) -> None:
        """Start what is under the cursor."""
        self.action_begin(self.cursor)

    def action_select(self) -> None:
        """Space does as Enter."""
        self.action_proceed()

    def action_begin(self, row: int) -> None:
        """Start: what waits, or one topic."""
        self.hush()
        if row < len(self.starts):
            self.post_message(StudyWanted(self.starts[row][1]))
        else:
            self.post_message(StudyWanted(Plan(self.services.lang, topics=self._topic(row))))

    def _topic(self, row: int) -> tuple[str, ...]:
        """The topic of a row; none where it is a start."""
        at = row - len(self.starts)
        return (self.view.topics[at].topic,) if at >= 0 else ()

    def action_more(self) -> None:
        """Ten beyond today's limits."""
        self.hush()
        self.post_message(StudyWanted(Plan(self.services.lang, extra=TEN_MORE)))

    def action_cram(self) -> None:
        """Practise: the topic under the cursor, or everything."""
        self.hush()
        self.post_message(StudyWanted(Plan(self.services.lang, mode="cram", topics=self._topic(self.cursor))))

    def action_go(self, where: str) -> None:
        """Another main screen."""
        self.hush()
        self.post_message(Go(where))

    def action_theme(self) -> None:
        """Dark or light, and kept."""
        settings = self.services.store.settings()
        theme = "dark" if settings.theme == "light" else "light"
        self.services.store.save_settings(settings._replace(theme=theme))
        self.post_message(SettingsChanged())
        self.redraw()

    def action_leave(self) -> None:
        """Everything is saved already."""
        self.app.exit(0)
