"""The line for a typed answer.

Textual's Input runs Backspace and Enter as bindings, which the application works off after letters that came
later have already been written. A Vietnamese input method sends Backspace and a letter in one burst, so that
order must hold: here both act at once.
"""

from textual import events
from textual.widgets import Input

from quiz.tui.messages import Entered

__all__ = ["AnswerLine"]


class AnswerLine(Input):
    """One line of text; Enter hands in what stood there at that moment."""

    DEFAULT_CSS = """
    AnswerLine { border: none; height: 1; padding: 0 1; background: $panel; }
    AnswerLine:focus { border: none; background: $panel; }
    """

    async def _on_key(self, event: events.Key) -> None:
        if event.key in {"backspace", "ctrl+h"}:
            self.action_delete_left()
        elif event.key == "delete":
            self.action_delete_right()
        elif event.key == "enter":
            self.post_message(Entered(self.value))
        else:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
