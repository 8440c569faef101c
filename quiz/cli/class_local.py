"""A room without a network: the same rules, the same journal and the same frames, in this process."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from quiz.classroom.clock import RoomClock
from quiz.classroom.telling import Telling
from quiz.study.room.machine import Room
from quiz.study.room.model import RefusedError, RoomEvent, Why
from quiz.study.room.store import Clocked, Journal, Row, Seated, Stored

__all__ = ["LocalRoom"]


class LocalRoom:
    """Implements :class:`quiz.study.room.link.Link` for the host of a room that nobody else is connected to.

    What is asked for is on disk before the answer to it comes. Besides the host's frames it takes answers for a seat:
    ``{"t": "answer", "q": 0, "r": 2, "seat": 1}``, from a device that goes round.
    """

    def __init__(self, journal: Journal, stored: Stored, utc: Callable[[], int]) -> None:
        """``journal`` is closed with the room."""
        self._journal, self._uuid, self._utc = journal, stored.session.uuid, utc
        self._frames: asyncio.Queue[str | None] = asyncio.Queue()
        self._renew(stored)
        self._clock = RoomClock(max(self._room.clock, stored.at_ms), stopped=self._room.paused)

    def _renew(self, stored: Stored) -> None:
        self._room = Room.replay(stored)
        self._telling = Telling(self._room, self._uuid, "")
        self._on = set(self._room.seats)
        self._ahead = False

    def _catch_up(self) -> None:
        """Be what is on disk, if the last that happened may not be there, and let the desk know."""
        if self._ahead:
            self._renew(self._journal.load(self._uuid))
            self._frames.put_nowait(self._telling.desk_frame(self._clock.now(), self._on))

    def seat(self, name: str) -> None:
        """Give a team a seat. Raises RefusedError, and QuizError if it cannot be kept."""
        self._catch_up()
        seat, event = self._room.join(name, "", "", "", self._clock.now(), self._utc())
        self._on.add(seat.id)
        self._keep([event, Seated(seat, b"")])

    async def send(self, frame: Mapping[str, Any]) -> None:
        """Do what a frame says. Raises QuizError if it cannot be kept; what comes next goes by what is on disk."""
        self._catch_up()
        now, utc = self._clock.now(), self._utc()
        if frame["t"] == "answer":
            try:
                answer = self._room.admit(frame["seat"], frame["q"], frame["r"], now, utc)
            except RefusedError as error:
                self._say({"t": "refused", "q": frame["q"], "why": error.why.value})
                return
            self._keep([answer])
            self._frames.put_nowait(self._telling.seats(self._on))
            self._frames.put_nowait(self._telling.count(missing=True))
        elif frame["t"] == "do":
            self._do(frame, now, utc)

    def _do(self, frame: Mapping[str, Any], now: int, utc: int) -> None:
        try:
            events = self._events(frame, now, utc)
        except RefusedError as error:
            self._say({"t": "error", "id": frame["id"], "why": error.why.value})
            return
        self._keep([*events, Clocked(now)])
        for event in events:
            self._tell(event)
        self._say({"t": "done", "id": frame["id"]})

    def _events(self, frame: Mapping[str, Any], now: int, utc: int) -> list[RoomEvent]:
        room = self._room
        match frame["what"]:
            case "ask":
                return room.ask(None, now, utc)
            case "reveal":
                return room.reveal(now, utc)
            case "close":
                return room.close(now, utc)
            case "skip":
                return room.skip(now, utc)
            case "void":
                return room.void(frame["q"], frame["accept"], now, utc)
            case "tally":
                return room.tally(frame["q"], frame["counts"], now, utc)
            case "over":
                return room.over(now, utc)
        raise RefusedError(Why.PHASE)  # no clock and no phones: nothing to extend, pause or hand over

    def _keep(self, rows: list[Row]) -> None:
        self._ahead = True
        self._journal.write(self._uuid, rows)
        self._ahead = False

    def _tell(self, event: RoomEvent) -> None:
        telling, now = self._telling, self._clock.now()
        match event.kind:
            case "ask":
                self._frames.put_nowait(telling.host_question(event.data["q"], now))
                self._frames.put_nowait(telling.seats(self._on))
                self._frames.put_nowait(telling.count(missing=True))
            case "reveal":
                self._frames.put_nowait(telling.reveal(event.data["q"], None, wall=True))
            case "close" | "skip":
                self._frames.put_nowait(telling.phase(now))
            case "void":
                self._frames.put_nowait(telling.desk_frame(now, self._on))
            case "over":
                self._frames.put_nowait(telling.over(None))

    def _say(self, frame: Mapping[str, Any]) -> None:
        self._frames.put_nowait(json.dumps(frame))

    async def frames(self) -> AsyncIterator[dict[str, Any]]:
        """The desk as it is, then what happens."""
        yield {"t": "link", "up": True}
        yield json.loads(self._telling.desk_frame(self._clock.now(), self._on))
        while (text := await self._frames.get()) is not None:
            yield json.loads(text)

    async def close(self) -> None:
        """Leave. Call it in the thread that opened the journal."""
        self._frames.put_nowait(None)
        self._journal.close()
