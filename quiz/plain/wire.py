"""A room for front ends that wait for lines: a link runs in a thread of its own, its frames are fetched."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol

from quiz.errors import QuizError
from quiz.study.room.link import Link

__all__ = ["ThreadedWire", "Wire"]

_GOODBYE = 2.0


class Wire(Protocol):
    """What line mode needs of a room."""

    def send(self, frame: Mapping[str, Any]) -> None:
        """See :meth:`quiz.study.room.link.Link.send`. What could not be done comes back as a frame ``error``."""

    def fetch(self, seconds: float = 0.0) -> list[dict[str, Any]]:
        """What the room has said since the last call; waits so long for something. Raises QuizError if the link has
        given up."""

    def close(self) -> None:
        """Leave."""


class ThreadedWire:
    """A link made and run in a thread. ``make`` is called there."""

    def __init__(self, make: Callable[[], Link]) -> None:
        self._make = make
        self._frames: SimpleQueue[dict[str, Any] | QuizError] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._link: Link | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with (
            suppress(RuntimeError, asyncio.CancelledError),  # stopped from outside
            asyncio.Runner(loop_factory=lambda: self._loop) as runner,
        ):
            runner.run(self._follow())

    async def _follow(self) -> None:
        try:
            self._link = self._make()
            async for frame in self._link.frames():
                self._frames.put(frame)
        except QuizError as error:
            self._frames.put(error)

    def send(self, frame: Mapping[str, Any]) -> None:
        """Send from whatever thread calls."""
        link = self._link
        if link is not None and self._loop.is_running():
            with suppress(RuntimeError):  # it has ended meanwhile
                asyncio.run_coroutine_threadsafe(self._say(link, dict(frame)), self._loop)

    async def _say(self, link: Link, frame: Mapping[str, Any]) -> None:
        try:
            await link.send(frame)
        except QuizError as error:  # the link has not given up: it can be asked again
            text = f"{error.message} {error.hint}".strip()
            self._frames.put({"t": "error", "id": frame.get("id"), "why": "server", "text": text})

    def fetch(self, seconds: float = 0.0) -> list[dict[str, Any]]:
        """All frames that wait, or the next one if it comes in time."""
        found: list[dict[str, Any]] = []
        while True:
            try:
                one = self._frames.get(timeout=seconds) if seconds and not found else self._frames.get_nowait()
            except Empty:
                return found
            if isinstance(one, QuizError):
                raise one
            found.append(one)

    def close(self) -> None:
        """Leave the room, or stop trying to."""
        with suppress(TimeoutError, RuntimeError):
            if self._link is not None and self._loop.is_running():
                asyncio.run_coroutine_threadsafe(self._link.close(), self._loop).result(_GOODBYE)
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_GOODBYE)
