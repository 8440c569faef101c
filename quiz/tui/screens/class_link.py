"""What the screens share that take part in a room."""

from collections.abc import Mapping
from typing import Any

from quiz.errors import QuizError
from quiz.study.room.link import Link
from quiz.tui.messages import Failed
from quiz.tui.sheet import Sheet

__all__ = ["RoomSheet"]


class RoomSheet(Sheet[None]):
    """A screen at one end of a link, which it leaves when it goes. The room stays, and so does a seat in it."""

    link: Link | None = None

    def take(self, frame: Mapping[str, Any]) -> None:
        """The room says something."""
        raise NotImplementedError

    def follow(self, link: Link) -> None:
        """Take what comes by ``link`` from now on."""
        self.link = link
        self.run_worker(self._hear(link), group="room")

    def send(self, frame: Mapping[str, Any]) -> None:
        """Say something to the room; nothing while there is no link to it."""
        if self.link is not None:
            self.run_worker(self.link.send(frame))

    async def on_unmount(self) -> None:
        """Leave."""
        if self.link is not None:
            await self.link.close()

    async def _hear(self, link: Link) -> None:
        try:
            async for frame in link.frames():
                self.take(frame)
        except QuizError as error:
            self.post_message(Failed(error))
