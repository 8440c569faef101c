"""Lessons as front ends begin them and come back to them; ``quiz.cli`` makes them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from quiz.study.room.link import Link
from quiz.study.room.model import Teams

__all__ = ["Classes", "Lesson", "Wish"]


class Lesson(NamedTuple):
    """A room that somebody holds: how to talk to it, and what is made of it."""

    connect: Callable[[], Link]
    """Called once, on a running loop."""
    qr: Callable[[str], Sequence[Sequence[bool]]]
    """The QR code of an address: rows of modules, True for a dark one, quiet zone included."""
    report: Callable[[], Sequence[str]]
    """What came of it, in lines; the question numbers, names and figures of the session. Raises QuizError."""


class Wish(NamedTuple):
    """A room that somebody wants to open."""

    blueprint: str = ""
    """Empty: of no blueprint."""
    questions: int = 0
    """0: as many as the blueprint says."""
    paced: bool = False
    """Everyone goes on alone."""
    seconds: int = 30
    """To answer; 0: no limit."""
    speed: bool = False
    board: bool = False
    """The best are shown, after each question and at the end."""
    nicknames: bool = False
    teams: Teams = "none"


class Classes(Protocol):
    """What there is of lessons at this computer. Every method raises QuizError."""

    def lessons(self) -> Sequence[tuple[int, str]]:
        """(number, line of text) of those that were held, the latest first."""

    def report(self, number: int) -> Sequence[str]:
        """What came of one, in lines."""

    def going_on(self) -> bool:
        """Whether a lesson was left that is not over."""

    def resume(self) -> Lesson:
        """Back to it."""

    def host(self, wish: Wish) -> Lesson:
        """Open a room. It takes a second or more, and may be called on a thread, as :meth:`resume`."""
