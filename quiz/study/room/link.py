"""How a front end talks to a room: frames of the protocol in ``docs/classroom.md``, as plain objects."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Protocol

__all__ = ["Link"]


class Link(Protocol):
    """One seat, host or wall at a room. It reconnects by itself, with its token, until it is closed."""

    async def send(self, frame: Mapping[str, Any]) -> None:
        """Send a frame; while there is no connection the frame is dropped, as a snapshot follows anyway.

        An answer is the exception: it is sent again after each reconnection until the room has said that it is kept.
        Raises QuizError if a room of this process cannot keep it.
        """

    def frames(self) -> AsyncIterator[dict[str, Any]]:
        """What the room says, and ``{"t": "link", "up": bool}`` whenever the connection comes or goes."""

    async def close(self) -> None:
        """Leave."""
