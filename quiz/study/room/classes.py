"""Lessons as front ends begin them and come back to them; ``quiz.cli`` makes them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from quiz.study.room.link import Link

__all__ = ["Classes", "Lesson"]


class Lesson(NamedTuple):
    """A room that somebody holds: how to talk to it, and what is made of it."""

    connect: Callable[[], Link]
    """Called once, on a running loop."""
    qr: Callable[[str], Sequence[Sequence[bool]]]
    """The QR code of an address: rows of modules, True for a dark one, quiet zone included."""
    report: Callable[[], Sequence[str]]
    """What came of it, in lines; the question numbers, names and figures of the session. Raises QuizError."""


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

    def host(self, blueprint: str) -> Lesson:
        """Open a room with the questions of a blueprint of the bank, or of none if the name is empty."""
