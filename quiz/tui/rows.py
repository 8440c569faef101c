"""The base of screens that are rows to choose from, with a cursor on one of them."""

from typing import TypeVar

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

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def numbered(self) -> int:
        """How many of them, from the first on, are taken by their number."""
        return self.row_count

    def go_to(self, row: int) -> None:
        """Move the cursor there, and show it."""
        self.cursor = row
        self.repaint()
        if self._focus is not None:
            self.call_after_refresh(self.page.reveal, *self._focus)

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.go_to(max(0, min(self.row_count - 1, self.cursor + by)))

    def digit(self, number: int, sure: bool) -> None:
        """Take that row; where an input method leaves it open, only move the cursor there."""
        if not 1 <= number <= self.numbered:
            return
        self.cursor = number - 1
        if sure:
            self.action_proceed()
        else:
            self.redraw()
