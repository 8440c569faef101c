"""What a room needs kept. :mod:`quiz.progress` implements it."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeAlias

from quiz.study.room.model import RoomEvent, RoomPlan, Seat, SeatAnswer

__all__ = ["Clocked", "Forgotten", "Journal", "NewSession", "Row", "Seated", "SessionLine", "Stored"]


class Seated(NamedTuple):
    """A seat as it is now, with the digest of its token: a new row for it replaces the old one."""

    seat: Seat
    token_hash: bytes
    """SHA-256 of the token. Empty: nobody can come back to this seat."""


class Clocked(NamedTuple):
    """The room's clock as it is now, so that a restart goes on from there."""

    at_ms: int


Row: TypeAlias = RoomEvent | SeatAnswer | Seated | Clocked


class NewSession(NamedTuple):
    """A session before anybody has joined."""

    uuid: str
    code: str
    """What pupils type: six digits."""
    host_hash: bytes
    """SHA-256 of the host's token."""
    started_ms: int
    """UTC."""
    plan: RoomPlan


class Stored(NamedTuple):
    """A session as it was left."""

    session: NewSession
    seats: tuple[Seated, ...]
    """By id."""
    events: tuple[RoomEvent, ...]
    answers: tuple[SeatAnswer, ...]
    """In the order in which they were kept."""
    at_ms: int
    """The last moment of the room's clock that is known."""


class SessionLine(NamedTuple):
    """A session in a list."""

    uuid: str
    number: int
    """Counted from 1 in this file: short enough to type."""
    title: str
    mode: str
    started_ms: int
    over: bool
    questions: int
    """That were asked and count, in a paced lesson all that count."""
    seats: int
    """That were not taken away."""
    answers: int
    """Of these seats to these questions, and those counted by hand."""


class Forgotten(NamedTuple):
    """What may still hold what was deleted."""

    backups: tuple[str, ...]
    """Files to be deleted by hand."""
    traces: bool
    """Another program was using the file: traces stay in it and in its log until that program ends."""


class Journal(Protocol):
    """Sessions on disk. Every method raises QuizError and nothing else."""

    def create(self, session: NewSession) -> None:
        """Keep a new session; on disk when this returns."""

    def load(self, uuid: str) -> Stored:
        """A session as it was left."""

    def write(self, uuid: str, rows: Sequence[Row]) -> None:
        """Keep all rows in one transaction; on disk when this returns. An answer or event that is there stays."""

    def sessions(self) -> tuple[SessionLine, ...]:
        """All sessions, the latest first."""

    def forget(self, uuid: str, *, names_only: bool) -> Forgotten:
        """Delete a session, or only the names in it; returns what may still hold them."""

    def close(self) -> None:
        """Close the file."""
