"""The base of screens that are rows to choose from, with a cursor on one of them."""

from collections.abc import Sequence
from typing import TypeVar

from quiz.tui.layout import Line, Span, hanging
from quiz.tui.sheet import Sheet

__all__ = ["RowsSheet"]

Result = TypeVar("Result")


class RowsSheet(Sheet[Result]):
    """Arrow keys move the cursor; the number of a row takes it.

    An overlay with rows names :class:`quiz.tui.dialog.Dialog` first: Textual takes styles from the first base alone.
    """

    cursor = 0
    """The row that it is on, from 0; -1: none yet."""
    _focus: tuple[int, int] | None = None
    """First and last line of the page that are to be seen with that row; None: the page does not follow."""

    def on_mount(self) -> None:
        """Show the row that it begins on."""
        if self.cursor > 0:
            self.call_after_refresh(self.go_to, self.cursor)

    @property
    def row_count(self) -> int:
        """How many rows there are: none, until a screen says so."""
        return 0

    @property
    def numbered(self) -> int:
        """How many of them, from the first on, are taken by their number."""
        return self.row_count

    def row_lines(
        self, at: int, text: str, width: int, action: str, *, head: Sequence[Span] = (), tail: Sequence[Span] = ()
    ) -> list[Line]:
        """A row of text, which a click on it takes by ``action``; marked where the cursor is."""
        here = at == self.cursor
        pointer = Span("› " if here else "  ", "accent")
        role, fill = ("strong", "cursor") if here else ("", "")
        return hanging([pointer, *head], text, width, role=role, tail=tail, action=action, fill=fill)

    def numbered_row(self, at: int, text: str, width: int) -> list[Line]:
        """A row that is picked by its number, as long as that is one digit."""
        return self.row_lines(
            at, text, width, f"pick({at + 1})", head=[Span(f"{at + 1:>2}  " if at < 9 else "    ", "key")]
        )

    def go_to(self, row: int) -> None:
        """Move the cursor there, and show it."""
        self.cursor = row
        self.repaint()
        if self._focus is not None:
            self.call_after_refresh(self.page.reveal, *self._focus)

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.go_to(max(0, min(self.row_count - 1, self.cursor + by)))

    def action_page(self, by: int) -> None:
        """As many rows as fill the page, if they are like this one: no key is for a row that was scrolled away."""
        first, last = self._focus or (0, 0)
        self.action_move(by * max(1, (self.page.size.height - 2) // (last - first + 1)))

    def action_edge(self, to: int) -> None:
        """First or last."""
        self.action_move(to * self.row_count)

    def digit(self, number: int, sure: bool) -> None:
        """Take that row; where an input method leaves it open, only move the cursor there."""
        if not 1 <= number <= self.numbered:
            return
        self.cursor = number - 1
        if sure:
            self.action_proceed()
        else:
            self.redraw()
