"""The very first screen: which language. It speaks all of them at once."""

from collections.abc import Sequence

from quiz.i18n import N_, _, available, current, set_language
from quiz.study.services import Services
from quiz.tui.layout import Hint, Line, Span, blank, line, paragraph
from quiz.tui.messages import LanguageChosen
from quiz.tui.rows import RowsSheet
from quiz.tui.words import language_name

__all__ = ["WelcomeSheet"]


class WelcomeSheet(RowsSheet[None]):
    """Choose a language; the first question, or the ``test`` that was asked for, follows at once."""

    HELP_TITLE = N_("Welcome")

    def __init__(self, services: Services, *, test: bool = False) -> None:
        super().__init__(services)
        self.test = test
        bank = services.questions.bank.languages
        self.languages = tuple(dict.fromkeys((*available(), *bank)))
        self.cursor = self.languages.index(services.lang) if services.lang in self.languages else 0
        self.greetings = self._greetings()

    @property
    def row_count(self) -> int:
        """The languages."""
        return len(self.languages)

    def _greetings(self) -> list[tuple[str, str]]:
        """(welcome, what to do) in every language of the interface."""
        before, found = current(), []
        for code in self.languages:
            if set_language(code) == code:
                question = _("Choose your language; the first question follows.")
                found.append((_("Welcome."), _("Choose your language; the test follows.") if self.test else question))
        set_language(before)
        return found

    def bar_line(self, width: int) -> Line:
        """The program's name, which needs no language."""
        return line(Span("quiz", "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """Greetings, then the languages."""
        lines = [blank()]
        for welcome, what in self.greetings:
            lines += [*paragraph(welcome, width, "strong"), *paragraph(what, width, "muted"), blank()]
        for at, code in enumerate(self.languages):
            head = [Span(str(at + 1), "key"), Span("  ")]
            lines += self.row_lines(at, language_name(code), width, f"pick({at + 1})", head=head)
        return lines

    def hints(self) -> Sequence[Hint]:
        """Signs instead of words."""
        return [
            Hint(f"1–{len(self.languages)}", "", ""),
            Hint("↑ ↓", "", ""),
            Hint("Enter", "✓", "proceed"),
            Hint("Esc", "✗", "leave"),
        ]

    def action_proceed(self) -> None:
        """Take it."""
        self.hush()
        self.post_message(LanguageChosen(self.languages[self.cursor]))

    def action_leave(self) -> None:
        """Another time."""
        self.app.exit(0)
