"""All settings. A change is kept the moment it is made."""

from collections.abc import Sequence

from quiz.errors import QuizError
from quiz.i18n import N_, _
from quiz.study.records import RANGES, Settings
from quiz.study.services import Services
from quiz.tui.answer_line import AnswerLine
from quiz.tui.fields import FIELDS, LISTS, explain, label, parsed, shown, stepped
from quiz.tui.layout import Hint, Line, Span, blank, columns, hanging, line, paragraph
from quiz.tui.messages import Go, SettingsChanged
from quiz.tui.rows import RowsSheet
from quiz.tui.sheet import bind

__all__ = ["SettingsSheet"]

_NAMES = 26
"""Cells for the names of settings."""


class SettingsSheet(RowsSheet[None]):
    """A list of settings with their values."""

    HELP_TITLE = N_("Settings")
    BINDINGS = [  # noqa: RUF012
        bind("less", "left,h,minus", "step(-1)", N_("Less, or the one before")),
        bind("greater", "right,l,plus", "step(1)", N_("More, or the next")),
        bind("select", "space", "select", N_("More, or the next")),
        bind("proceed", "enter", "proceed", N_("Type a number, or choose from a list")),
    ]
    DEFAULT_CSS = """
    SettingsSheet AnswerLine { display: none; }
    SettingsSheet.-typing AnswerLine { display: block; }
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.values: Settings = services.store.settings()
        self.say = ""
        self.answer_line: AnswerLine | None = None

    @property
    def row_count(self) -> int:
        """The settings."""
        return len(FIELDS)

    @property
    def numbered(self) -> int:
        """None: a number may be meant as a value."""
        return 0

    @property
    def name_here(self) -> str:
        """The setting under the cursor."""
        return FIELDS[self.cursor]

    def page_lines(self, width: int) -> Sequence[Line]:
        """Names and values; the one under the cursor explains itself."""
        questions, lines = self.services.questions, [blank()]
        titles = {topic: questions.topic_title(topic, self.services.lang) for topic in questions.bank.topics}
        for at, name in enumerate(FIELDS):
            here = at == self.cursor
            value = shown(self.values, name, titles)
            arrows = here and name not in LISTS
            head = [
                Span("› " if here else "  ", "accent"),
                *columns([(label(name), _NAMES, "strong" if here else "")]),
                Span("‹ " if arrows else "  ", "key", "step(-1)" if arrows else ""),
            ]
            tail = [Span("›", "key", "step(1)")] if arrows else []
            rows = hanging(
                head,
                value,
                width,
                role="accent" if here else "",
                action=f"at({at})",
                tail=tail,
                fill="cursor" if here else "",
            )
            if here:
                self._focus = (max(0, len(lines) - 1), len(lines) + len(rows))
            lines += rows
            if here:
                lines += paragraph(self.say or explain(name), width, "near" if self.say else "muted", indent=2)
        return [*lines, blank()]

    def hints(self) -> Sequence[Hint]:
        """How to change them."""
        if self.typing:
            return [Hint("Enter", _("keep"), "proceed"), Hint("Esc", _("back"), "leave")]
        change = _("type a number") if self.name_here in RANGES else _("choose")
        found = [Hint("↑ ↓", _("move"), ""), Hint("← →", _("change"), "")]
        if self.name_here in RANGES or self.name_here in LISTS:
            found.append(Hint("Enter", change, "proceed"))
        return [*found, Hint("?", _("help"), "help"), Hint("Esc", _("back"), "leave")]

    @property
    def typing(self) -> bool:
        """Whether a number is being typed."""
        return self.has_class("-typing")

    def action_at(self, at: int) -> None:
        """A click."""
        self.go_to(at)

    def action_select(self) -> None:
        """Space goes on to the next value."""
        self.action_step(1)

    def go_to(self, row: int) -> None:
        """What was said or typed in the row before is over."""
        self._stop_typing()
        super().go_to(row)

    def action_step(self, by: int) -> None:
        """The value before or after."""
        if self.typing:
            return
        if self.name_here in LISTS:
            self.action_proceed()
            return
        self._keep(stepped(self.values, self.name_here, by))

    def _keep(self, values: Settings) -> None:
        if values != self.values:
            self.services.store.save_settings(values)
            spoken = values.language != self.values.language
            self.values = values
            if spoken:
                self.services.speak(values.language)
            self.post_message(SettingsChanged())
        self.repaint()

    def action_proceed(self) -> None:
        """Type a number, or choose from a list."""
        if self.typing:
            if self.answer_line is not None:
                self.type_in(self.answer_line.value)
        elif self.name_here in LISTS:
            self.hush()
            self.post_message(Go("choose"))
        elif self.name_here in RANGES:
            self._start_typing()
        else:
            self.action_step(1)

    def _start_typing(self) -> None:
        if self.answer_line is None:
            self.answer_line = AnswerLine(select_on_focus=False, max_length=12)
            self.mount(self.answer_line, after=self.page)
        self.answer_line.keep_to_column()
        self.answer_line.value = ""
        self.answer_line.disabled = False
        self.answer_line.placeholder = label(self.name_here)
        self.add_class("-typing")
        self.redraw()
        self.call_after_refresh(self.answer_line.focus)

    def on_resize(self) -> None:
        """The column moved."""
        if self.answer_line is not None:
            self.answer_line.keep_to_column()

    def _stop_typing(self) -> None:
        """The line goes, and with it what was said of it."""
        if self.answer_line is not None:
            self.answer_line.disabled = True
            self.set_focus(None)
        self.remove_class("-typing")
        self.say = ""

    def type_in(self, text: str) -> None:
        """Keep the number that was typed, or say what is wrong with it."""
        try:
            values = parsed(self.values, self.name_here, text)
        except QuizError as error:
            self.say = error.message
            self.redraw()
            return
        self._keep(values)
        self._stop_typing()
        self.redraw()

    def action_leave(self) -> None:
        """Stop typing, or go home."""
        if self.typing:
            self._stop_typing()
            self.redraw()
            return
        self.hush()
        self.post_message(Go("home"))

    def bar_line(self, width: int) -> Line:
        """Whose settings."""
        learner = self.services.learner
        return line(Span(_("Settings"), "title"), Span("" if learner == "default" else "  " + learner, "muted"))
