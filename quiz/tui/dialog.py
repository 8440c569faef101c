"""The base of all overlays: a sheet in a frame over the screen below, which stays visible."""

from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical

from quiz.tui.sheet import Sheet

__all__ = ["Dialog"]

Result = TypeVar("Result")


class Dialog(Sheet[Result]):
    """An overlay. Esc, q and Enter close it."""

    CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog #frame { width: 84; max-width: 100%; height: auto; max-height: 100%; background: $background;
        border: round $primary; }
    Dialog Page { height: auto; max-height: 100%; }
    Dialog Keys { dock: none; }
    """
    SCOPED_CSS = False

    def __init__(self, services: "Services") -> None:
        super().__init__(services)
        self._modal = True

    def compose(self) -> ComposeResult:
        """The same three, in a frame."""
        with Vertical(id="frame"):
            yield self.bar
            yield self.page
            yield self.keys
