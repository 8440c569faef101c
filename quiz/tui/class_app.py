"""The application where a lesson is what it was started for: it begins there and ends with it."""

from collections.abc import Callable

from textual import on

from quiz.study.services import Services
from quiz.tui.app import QuizApp
from quiz.tui.messages import Go
from quiz.tui.sheet import Sheet

__all__ = ["ClassApp", "run_class"]


def run_class(services: Services, make: Callable[[], Sheet[None]]) -> int:
    """Show the screen that ``make`` makes until it is left; returns the exit code. Raises what went wrong inside."""
    app = ClassApp(services, make)
    code = app.run() or 0
    if app._exception is not None:
        raise app._exception
    return code


class ClassApp(QuizApp):
    """One screen of a room."""

    def __init__(self, services: Services, make: Callable[[], Sheet[None]]) -> None:
        self.make = make
        super().__init__(services)

    def _first(self) -> Sheet[None]:
        self.newcomer = False
        return self.make()

    @on(Go)
    def _away(self, event: Go) -> None:
        """Whatever other screen is asked for: this program was not started for it."""
        event.prevent_default()
        self.exit(0)
