"""What a teacher settles before a room is opened from home: which questions, how long, for what points, in teams."""

from collections.abc import Sequence

from quiz.i18n import N_, _
from quiz.study.room.classes import Wish
from quiz.study.room.wishes import wish_rows
from quiz.study.services import Services
from quiz.tui.dialog import Dialog
from quiz.tui.layout import Hint, Line, Span, blank, columns, hanging, line
from quiz.tui.rows import RowsSheet
from quiz.tui.sheet import bind

__all__ = ["RulesDialog"]

_LABEL = 22


class RulesDialog(Dialog[Wish], RowsSheet[Wish]):
    """A few rules, each changed by an arrow key; its result is what was wished for, or None."""

    HELP_TITLE = N_("Open a room")
    BINDINGS = [  # noqa: RUF012
        bind("less", "left,h,minus", "step(-1)", N_("The one before")),
        bind("greater", "right,l,plus,space", "step(1)", N_("The next one")),
    ]

    def __init__(self, services: Services, titles: Sequence[tuple[str, str]], blueprint: str) -> None:
        """``titles`` are (name, title) of the blueprints."""
        super().__init__(services)
        self.titles = titles
        self.wish = Wish(blueprint)

    @property
    def row_count(self) -> int:
        """The rules."""
        return len(wish_rows(self.wish, self.titles))

    @property
    def numbered(self) -> int:
        """None: rules are changed and not taken."""
        return 0

    def bar_line(self, width: int) -> Line:
        """What is opened."""
        return line(Span(_("Open a room"), "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """Each rule with what it is now."""
        lines = [blank()]
        for at, row in enumerate(wish_rows(self.wish, self.titles)):
            here = at == self.cursor
            head = [Span("› " if here else "  ", "accent"), *columns([(row.label, _LABEL, "strong" if here else "")]),
                    Span("‹ " if here else "  ", "key", "step(-1)" if here else "")]  # fmt: skip
            tail = [Span("›", "key", "step(1)")] if here else []
            role, fill = ("accent", "cursor") if here else ("", "")
            lines += hanging(head, row.text, width, role=role, action=f"at({at})", tail=tail, fill=fill)
        return [*lines, blank()]

    def hints(self) -> Sequence[Hint]:
        """Change them, or go."""
        return [Hint("↑ ↓", _("move"), ""), Hint("← →", _("change"), ""), Hint("Enter", _("open the room"), "proceed"),
                Hint("Esc", _("close"), "leave")]  # fmt: skip

    def action_at(self, row: int) -> None:
        """A click."""
        self.go_to(row)

    def action_step(self, by: int) -> None:
        """Another value."""
        choices = wish_rows(self.wish, self.titles)[self.cursor].choices
        now = choices.index(self.wish) if self.wish in choices else 0
        self.wish = choices[(now + by) % len(choices)]
        self.repaint()

    def action_proceed(self) -> None:
        """Take them."""
        self.dismiss(self.wish)
