"""The floor: a Textual app that shows one line."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Shows one line, and stays."""

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("hello")


if __name__ == "__main__":
    Bare().run()
