"""The base of all overlays: a sheet in a frame over the screen below, which stays visible."""

from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from quiz.tui.sheet import Sheet

__all__ = ["Dialog"]

Result = TypeVar("Result")


class Dialog(Sheet[Result], ModalScreen[Result]):
    """An overlay. Esc, q and Enter close it."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog #frame { width: 84; max-width: 100%; height: auto; background: $background; border: round $primary; }
    Dialog Page { height: auto; max-height: 70vh; }
    Dialog AnswerLine { margin: 0 3; }
    """

    def compose(self) -> ComposeResult:
        """The same three, in a frame."""
        with Vertical(id="frame"):
            yield self.bar
            yield self.page
            yield self.keys

    def action_proceed(self) -> None:
        """Enter closes it, as Esc does."""
        self.action_leave()
