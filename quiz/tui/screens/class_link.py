"""What the screens share that take part in a room."""

from collections.abc import Callable, Mapping
from typing import Any

from quiz.errors import QuizError
from quiz.study.room.link import Link
from quiz.tui.messages import Failed
from quiz.tui.sheet import Sheet

__all__ = ["RoomSheet"]


class RoomSheet(Sheet[None]):
    """A screen at one end of a link, which it leaves when it goes. The room stays, and so does a seat in it."""

    link: Link | None = None

    def follow(self, link: Link, take: Callable[[Mapping[str, Any]], None]) -> None:
        """Call ``take`` with each frame that comes by ``link`` from now on."""
        self.link = link
        self.run_worker(self._hear(link, take), group="room")

    def send(self, frame: Mapping[str, Any]) -> None:
        """Say something to the room; nothing while there is no link to it."""
        if self.link is not None:
            self.run_worker(self._say(self.link, frame))

    async def on_unmount(self) -> None:
        """Leave."""
        if self.link is not None:
            await self.link.close()

    async def _say(self, link: Link, frame: Mapping[str, Any]) -> None:
        try:
            await link.send(frame)
        except QuizError as error:
            self.post_message(Failed(error))

    async def _hear(self, link: Link, take: Callable[[Mapping[str, Any]], None]) -> None:
        try:
            async for frame in link.frames():
                take(frame)
        except QuizError as error:
            self.post_message(Failed(error))
