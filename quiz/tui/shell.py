"""What every screen may expect of the application it runs in, without knowing the application."""

from textual.app import App

from quiz.study.services import Services
from quiz.tui.keyboard import Decoder, Momentum

__all__ = ["Shell"]


class Shell(App[int]):
    """An application with services, and one decoder for the whole keyboard."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.decoder = Decoder()
        self.momentum = Momentum()
