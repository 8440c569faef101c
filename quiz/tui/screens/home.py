"""Home: what waits today, where each topic stands, and the way to everything else."""

from collections.abc import Sequence

from quiz.i18n import _
from quiz.study.home import home
from quiz.study.views import Plan
from quiz.tui.draw.home import home_lines
from quiz.tui.layout import Line, Span, between, blank, paragraph
from quiz.tui.messages import Go, SettingsChanged, Study
from quiz.tui.services import Services, today
from quiz.tui.sheet import Hint, Sheet, bind
from quiz.tui.words import language_name

__all__ = ["HomeSheet"]

_TEN = 10


class HomeSheet(Sheet[None]):
    """The first screen of most days."""

    HELP_TITLE = "Home"
    BINDINGS = [  # noqa: RUF012
        bind("choose", "c,f2", "go('choose')", "Choose what to study"),
        bind("cram", "m,f3", "cram", "Cram: practise without changing the schedule"),
        bind("more", "plus,f4", "more", "Ten more"),
        bind("stats", "t,f5", "go('stats')", "Statistics"),
        bind("settings", "s,f6", "go('settings')", "Settings"),
        bind("theme", "d,f7", "theme", "Dark or light"),
        bind("leave", "q,escape,f10", "leave", "Quit"),
    ]

    def __init__(self, services: Services, notices: Sequence[str] = ()) -> None:
        super().__init__(services)
        self.notices = tuple(notices)
        self.cursor = 0
        self.view = home(services.questions, services.store, services.lang, services.now())
        self.day = today(services)

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
        drawn = home_lines(self.view, title, self.day, self.cursor, width)
        self._focus = drawn.first + len(lines), drawn.last + len(lines)
        return [*([blank()] if lines else []), *lines, *drawn.lines]

    def hints(self) -> Sequence[Hint]:
        """The ways from here."""
        return [
            Hint("Enter", _("start"), "proceed"), Hint("c", _("choose"), "go('choose')"), Hint("m", _("cram"), "cram"),
            Hint("t", _("statistics"), "go('stats')"), Hint("s", _("settings"), "go('settings')"),
            Hint("?", _("help"), "help"), Hint("q", _("quit"), "leave"),
        ]

    def action_move(self, by: int) -> None:
        """Between the start and the topics."""
        self.cursor = min(len(self.view.topics), max(0, self.cursor + by))
        self.redraw()
        self.call_after_refresh(self.page.reveal, *self._focus)

    def action_proceed(self) -> None:
        """Start what is under the cursor."""
        self.action_begin(self.cursor)

    def action_begin(self, row: int) -> None:
        """Start: everything, or one topic."""
        self.hush()
        if row:
            self.post_message(Study(Plan(self.services.lang, topics=(self.view.topics[row - 1].topic,))))
        else:
            waiting = self.view.due or self.view.new
            self.post_message(Study(Plan(self.services.lang, extra=0 if waiting else _TEN)))

    def action_more(self) -> None:
        """Ten beyond today's limits."""
        self.hush()
        self.post_message(Study(Plan(self.services.lang, extra=_TEN)))

    def action_cram(self) -> None:
        """Practise: the topic under the cursor, or everything."""
        self.hush()
        topics = (self.view.topics[self.cursor - 1].topic,) if self.cursor else ()
        self.post_message(Study(Plan(self.services.lang, mode="cram", topics=topics)))

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
