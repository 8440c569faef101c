"""The line for a typed answer.

Textual's Input runs Backspace, Enter and the cursor keys as bindings, which the application works off after letters
that came later have already been written. A Vietnamese input method sends Backspace and a letter in one burst, so that
order must hold: here they act at once. So they do before a screen that moves about by the same keys hears of them.
"""

from textual import events
from textual.widgets import Input

from quiz.tui.messages import Entered
from quiz.tui.page import column

__all__ = ["AnswerLine"]


class AnswerLine(Input):
    """One line of text; Enter hands in what stood there at that moment."""

    DEFAULT_CSS = """
    AnswerLine { border: none; height: 1; padding: 0 1; background: $panel; }
    AnswerLine:focus { border: none; background: $panel; }
    """

    def keep_to_column(self, above: int = 0) -> None:
        """Stand in the column of text, ``above`` lines below what is over it; to be called whenever that moves."""
        margin, width = column(self.app.size.width)
        self.styles.margin = (above, 0, 0, margin)
        self.styles.width = width

    async def _on_key(self, event: events.Key) -> None:
        match event.key:
            case "backspace" | "ctrl+h":
                self.action_delete_left()
            case "delete":
                self.action_delete_right()
            case "left":
                self.action_cursor_left()
            case "right":
                self.action_cursor_right()
            case "home":
                self.action_home()
            case "end":
                self.action_end()
            case "enter":
                self.post_message(Entered(self.value))
            case _:
                await super()._on_key(event)
                return
        event.stop()
        event.prevent_default()
