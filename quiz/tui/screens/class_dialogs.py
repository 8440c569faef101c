"""What the desk asks before it does something, and what it shows in private."""

from collections.abc import Callable, Sequence

from quiz.errors import QuizError
from quiz.i18n import N_, _
from quiz.questions.model import Form, Question
from quiz.study.services import Services
from quiz.tui.dialog import Dialog
from quiz.tui.layout import Hint, Line, Span, blank, hanging, line, paragraph
from quiz.tui.line_dialog import LineDialog
from quiz.tui.rows import RowsSheet

__all__ = ["ChoiceSheet", "LineSheet", "TextSheet", "VoidSheet"]


class ChoiceSheet(Dialog[int], RowsSheet[int]):
    """A question with a few answers; its result is the place of the one chosen, or None. None is chosen by default."""

    HELP_TITLE = N_("Choose")

    def __init__(self, services: Services, title: str, text: str, choices: Sequence[str]) -> None:
        super().__init__(services)
        self.title_text, self.text, self.choices = title, text, choices
        self.cursor = -1

    @property
    def row_count(self) -> int:
        """The choices."""
        return len(self.choices)

    def bar_line(self, width: int) -> Line:
        """What is asked."""
        return line(Span(self.title_text, "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """The choices."""
        lines = [blank(), *paragraph(self.text, width)] if self.text else []
        lines.append(blank())
        for at, text in enumerate(self.choices):
            here = at == self.cursor
            head = [Span("› " if here else "  ", "accent"), Span(f"{at + 1}  ", "key")]
            lines += hanging(head, text, width, action=f"pick({at + 1})", fill="cursor" if here else "")
        return [*lines, blank()]

    def hints(self) -> Sequence[Hint]:
        """Choose, or not."""
        n = len(self.choices)
        return [Hint(f"1–{n}" if n > 1 else "1", _("choose"), ""), Hint("Esc", _("close"), "leave")]

    def action_proceed(self) -> None:
        """Take what is under the cursor; without one nothing happens."""
        if self.cursor >= 0:
            self.dismiss(self.cursor)


class LineSheet(LineDialog[str]):
    """Asks for a line of text; its result is the line, or None. What ``check`` raises is shown, and the line stays."""

    HELP_TITLE = N_("Type")

    def __init__(
        self, services: Services, title: str, text: str, value: str = "", check: Callable[[str], object] = str
    ) -> None:
        super().__init__(services, value=value)
        self.title_text, self.text, self.check = title, text, check
        self.wrong = ""

    def bar_line(self, width: int) -> Line:
        """What is asked for."""
        return line(Span(self.title_text, "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """Why, and what was wrong with the line."""
        wrong = [blank(), *paragraph(self.wrong, width, "near")] if self.wrong else []
        return [blank(), *paragraph(self.text, width), *wrong, blank()]

    def hints(self) -> Sequence[Hint]:
        """Take it, or not."""
        return [Hint("Enter", _("take it"), "proceed"), Hint("Esc", _("close"), "leave")]

    def type_in(self, text: str) -> None:
        """The line, if nothing is wrong with it."""
        text = text.strip()
        try:
            self.check(text)
        except QuizError as error:
            self.wrong = f"{error.message} {error.hint}".strip()
        else:
            self.wrong = "" if text else _("Nothing was typed.")
        if self.wrong:
            self.redraw()
        else:
            self.dismiss(text)


class TextSheet(Dialog[None]):
    """Something to be read, or to be held against a phone's camera."""

    HELP_TITLE = N_("Address")
    DEFAULT_CSS = "TextSheet Page { max-height: 90vh; }"

    def __init__(self, services: Services, title: str, draw: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(services)
        self.title_text, self.lines = title, draw

    def bar_line(self, width: int) -> Line:
        """What it is."""
        return line(Span(self.title_text, "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """As it was given."""
        return self.lines(width)

    def hints(self) -> Sequence[Hint]:
        """The way back."""
        return [Hint("Enter", _("close"), "leave")]


class VoidSheet(Dialog[tuple[int, ...]]):
    """Which other options are right too; none: the question is left out for everyone. None: nothing is done."""

    HELP_TITLE = N_("Void the question")

    def __init__(self, services: Services, question: Question) -> None:
        super().__init__(services)
        self.question = question
        self.picked: frozenset[int] = frozenset()
        self.choosing = question.form in (Form.CHOICE, Form.TRUE_FALSE)

    def bar_line(self, width: int) -> Line:
        """What is decided."""
        return line(Span(_("Void the question"), "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """The options, and what becomes of everyone's answers."""
        lines = [blank(), *paragraph(self.question.prompt, width, "strong"), blank()]
        if self.choosing:
            lines += paragraph(_("Choose what is right besides, or nothing to leave the question out."), width, "muted")
            for at, option in enumerate(self.question.options):
                mark = "[✓] " if at in self.picked else "[ ] "
                key = at in self.question.key_indices
                tail = [Span(_("right answer"), "muted")] if key else []
                head = [Span(f"{at + 1}  ", "key"), Span("✓   " if key else mark, "right" if key else "accent")]
                lines += hanging(head, option, width, tail=tail, action=f"pick({at + 1})")
        said = _("Everyone's answers are marked again.") if self.picked else _("It then counts for nobody.")
        return [*lines, blank(), *paragraph(said, width), blank()]

    def hints(self) -> Sequence[Hint]:
        """Do it, or not."""
        word = _("accept these") if self.picked else _("leave it out")
        choose = [Hint(f"1–{len(self.question.options)}", _("choose"), "")] if self.choosing else []
        return [*choose, Hint("Enter", word, "proceed"), Hint("Esc", _("close"), "leave")]

    def digit(self, number: int, sure: bool) -> None:
        """An option is right too, or is not after all."""
        if self.choosing and sure and 1 <= number <= len(self.question.options):
            if number - 1 not in self.question.key_indices:
                self.picked ^= {number - 1}
            self.redraw()

    def action_proceed(self) -> None:
        """Decide."""
        self.dismiss(tuple(sorted(self.picked)))
