"""Look up facts: a name, or a part of it, and what the bank has of that name or that refers to it."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from quiz.i18n import N_, _
from quiz.questions.show import text_in
from quiz.study.lookup import look_up, that_mention
from quiz.study.services import Services
from quiz.tui.answer_line import AnswerLine
from quiz.tui.layout import Hint, Line, Span, blank, paragraph
from quiz.tui.messages import Go
from quiz.tui.rows import RowsSheet
from quiz.tui.sheet import bind

__all__ = ["LookUpSheet"]

_SHOWN = 50


class LookUpSheet(RowsSheet[None]):
    """A line to type on, and below it what is meant; Enter opens the fact card."""

    HELP_TITLE = N_("Look up facts")
    BINDINGS = [bind("proceed", "enter", "proceed", N_("Fact card"))]  # noqa: RUF012

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.answer_line = AnswerLine(placeholder=_("Type a name, or a part of it"), select_on_focus=False)
        self.found: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """The line stands above what it finds."""
        yield self.bar
        yield self.answer_line
        yield self.page
        yield self.keys

    def on_mount(self) -> None:
        """Write at once."""
        self.answer_line.keep_to_column(above=1)
        self.answer_line.focus()

    def on_resize(self) -> None:
        """The column moved."""
        self.answer_line.keep_to_column(above=1)

    @property
    def row_count(self) -> int:
        """How many names were found."""
        return len(self.found)

    @property
    def numbered(self) -> int:
        """None: digits are typed."""
        return 0

    def page_lines(self, width: int) -> Sequence[Line]:
        """Names with their kinds."""
        if not self.found:
            told = _("Anything that the bank knows of, by any of its names.")
            if self.answer_line.value.strip():
                told = _("The bank has nothing of this name.")
            return [blank(), *paragraph(told, width, "muted")]
        bank, shower, lang = self.services.questions.bank, self.services.questions.shower, self.services.lang
        lines = [blank()]
        for at, slug in enumerate(self.found):
            kind = text_in(bank.kinds[bank.entities[slug].kind].name, lang, bank.languages[0])
            name = shower.label(slug, lang).display
            drawn = self.row_lines(at, name, width, f"open({at})", tail=[Span(kind, "muted")])
            if at == self.cursor:
                self._focus = (len(lines), len(lines) + len(drawn) - 1)
            lines += drawn
        return lines

    def hints(self) -> Sequence[Hint]:
        """Find, open, leave."""
        return [
            Hint("↑ ↓", _("move"), "move(1)"),
            Hint("Enter", _("fact card"), "proceed"),
            Hint("F1", _("help"), "help"),
            Hint("Esc", _("back"), "leave"),
        ]

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.attempt(self._find, event.value)

    def _find(self, name: str) -> None:
        questions = self.services.questions
        exact, alike, near = look_up(questions, name.strip())
        named = exact + alike
        about = that_mention(questions, named) if named else ()
        self.found, self.cursor = tuple(dict.fromkeys((*named, *about, *near)))[:_SHOWN], 0
        self.repaint()
        self.page.scroll_to(y=0, animate=False, immediate=True, force=True)

    def type_in(self, text: str) -> None:
        """Enter: the fact card of what is under the cursor."""
        self.action_proceed()

    def action_proceed(self) -> None:
        """The fact card of what is under the cursor."""
        self.action_open(self.cursor)

    def action_open(self, at: int) -> None:
        """The fact card of a row."""
        if at < len(self.found):
            from quiz.tui.screens.factcard import FactCardSheet

            self.cursor = at
            self.app.push_screen(FactCardSheet(self.services, self.found[at], self.services.lang))

    def action_leave(self) -> None:
        """Back home."""
        self.hush()
        self.post_message(Go("home"))
