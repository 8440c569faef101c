"""The base of overlays that ask for a line of text."""

from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical

from quiz.study.services import Services
from quiz.tui.answer_line import AnswerLine
from quiz.tui.dialog import Dialog

__all__ = ["LineDialog"]

Result = TypeVar("Result")


class LineDialog(Dialog[Result]):
    """A dialog that is written on at once; Enter takes the line."""

    def __init__(self, services: Services, *, value: str = "", placeholder: str = "") -> None:
        super().__init__(services)
        self.answer_line = AnswerLine(value=value, placeholder=placeholder, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """The frame, with a line to write on."""
        with Vertical(id="frame"):
            yield self.bar
            yield self.page
            yield self.answer_line
            yield self.keys

    def on_mount(self) -> None:
        """Write at once."""
        self.answer_line.focus()

    def action_proceed(self) -> None:
        """Take the line."""
        self.type_in(self.answer_line.value)
