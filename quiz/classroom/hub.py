"""A room and the sockets around it: what comes in is put before the room, what the room says goes out after the commit.

All of this runs on one loop, and nothing in it waits. Frames are read off the sockets first, each with its moment, and
looked at together: a storm of answers becomes one transaction, and nobody's moment depends on who was looked at first.
"""

from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, TypeAlias

from quiz.classroom.clock import RoomClock, utc_ms
from quiz.classroom.commands import Commands
from quiz.classroom.crowd import Crowd
from quiz.classroom.entrance import HOST_BURST, Entrance
from quiz.classroom.frames import FrameError, dumped, framed, gone, parsed, refused, saved
from quiz.classroom.guard import Guard
from quiz.classroom.telling import Telling
from quiz.classroom.tokens import digest
from quiz.classroom.wire import HttpWire, Wire
from quiz.classroom.writer import Writer
from quiz.errors import QuizError
from quiz.study.room.machine import Room
from quiz.study.room.model import Phase, RefusedError, RoomEvent, Seat
from quiz.study.room.store import Clocked, Row, Seated, Stored

__all__ = ["Effect", "Hub"]

Effect: TypeAlias = "tuple[Wire, bytes] | Callable[[], None]"

_BURST = 40.0
"""Frames that a socket may send at once."""
_PER_SECOND = 10.0
"""And how many every second after that."""
_CLOCK_SECONDS = 0.9
_RECLAIM_SECONDS = 600.0


class Hub:
    """The room, its journal, and everyone connected."""

    def __init__(
        self, loop: AbstractEventLoop, stored: Stored, writer: "Writer[Effect]", learner: str, guard: Guard
    ) -> None:
        """``learner``: uuid of the profile that the only seat belongs to; empty: a class."""
        self.loop, self.writer, self.learner, self.guard = loop, writer, learner, guard
        self.session = stored.session
        self.room = Room.replay(stored)
        self.telling = Telling(self.room, stored.session.uuid, stored.session.code)
        self.crowd = Crowd()
        self.commands = Commands(self)
        self.timer = RoomClock(max(self.room.clock, stored.at_ms), stopped=self.room.paused)
        self.clock = self.timer.now
        self.trouble = ""
        """What keeps answers from being kept, in words; empty: nothing."""
        self.hashes = {one.seat.id: one.token_hash for one in stored.seats}
        self.seats_by_hash = {one.token_hash: one.seat.id for one in stored.seats if one.token_hash}
        self.reclaim_until = 0.0
        """Until then a name alone brings an empty seat back."""
        self.on_stop: Callable[[], None] = lambda: None
        self.entrance = Entrance(self)
        self._inbox: deque[tuple[Wire, int, bytes | bytearray]] = deque()
        self._scheduled = False
        self._rows: list[Row] = []
        self._effects: list[Effect] = []
        self._back: deque[Effect] = deque()
        self._saying = False
        self._alarm: Any = None

    # what the wire calls

    def welcome(self, path: str, headers: Any) -> bool:
        """Whether a handshake may go on: only from our own pages, and from programs, which say no origin."""
        origins = headers.get_all("Origin")
        hosts = headers.get_all("Host")
        return path == "/ws" and len(hosts) == 1 and len(origins) <= 1 and self.guard.admits(hosts[0], *origins)

    def opened(self, one: HttpWire | Wire) -> None:
        """A socket has come."""
        self.crowd.came(one)

    def closed(self, one: HttpWire | Wire) -> None:
        """A socket has gone."""
        self.crowd.left(one)

    def heard(self, wire: Wire, at: int, data: bytes | bytearray) -> None:
        """A frame came at ``at``."""
        self._inbox.append((wire, at, data))
        if not self._scheduled:
            self._scheduled = True
            self.loop.call_soon(self.drain)

    def drain(self) -> None:
        """Look at all frames that have come, and keep what they bring in one go."""
        self._scheduled = False
        inbox, now, utc = self._inbox, monotonic(), utc_ms()
        wire = None
        try:
            while inbox:
                wire, at, data = inbox.popleft()
                if wire.open:
                    self._take(wire, at, data, now, utc)
            wire = None
        finally:
            if wire is not None:  # our mistake; it costs this socket its place, and nobody else anything
                wire.drop()
                if inbox and not self._scheduled:
                    self._scheduled = True
                    self.loop.call_soon(self.drain)
            self.flush()
            self.arm()

    def _take(self, wire: Wire, at: int, data: bytes | bytearray, now: float, utc: int) -> None:
        most = HOST_BURST if wire.role == "host" else _BURST
        wire.allowance = min(most, wire.allowance + (now - wire.heard_at) * _PER_SECOND) - 1
        wire.heard_at = now
        if wire.allowance < 0:
            self.send_off(wire, "throttled")
            return
        try:
            frame = parsed(data)
            kind = frame["t"]
            if wire.role == "seat":
                if kind == "answer":
                    self._answer(wire, frame, at, utc)
                elif kind == "next":
                    self._next(wire, at, utc)
                else:
                    raise FrameError(kind)
            elif wire.role == "host" and kind == "do":
                self.commands.do(wire, frame, at, utc)
            elif wire.role == "gone":
                return
            elif not wire.role:
                self.entrance.introduce(wire, kind, frame, at, utc, now)
            else:
                raise FrameError(kind)
        except FrameError:
            self.send_off(wire, "protocol")

    # answers

    def _answer(self, wire: Wire, frame: dict[str, Any], at: int, utc: int) -> None:
        q, seat = frame.get("q"), wire.seat
        try:
            answer = self.room.admit(seat, q, frame.get("r"), at, utc)
        except RefusedError as error:
            self._effects.append((wire, refused(q, error.why.value)))
            return
        if answer.at_ms == at:  # the first one; or one that came at the same moment, which the journal passes over
            self._rows.append(answer)
            self.crowd.counted = True
        self._effects.append((wire, saved(answer.question, answer.response, answer.at_ms)))
        if self.room.plan.mode == "paced":
            self.crowd.changed = True  # the desk shows how far everyone has got
            sitting = self.room.seats[seat]
            self._effects.append((wire, framed(self.telling.reveal(answer.question, sitting))))

    def _next(self, wire: Wire, at: int, utc: int) -> None:
        try:
            q, shown = self.room.show(wire.seat, at, utc)
        except RefusedError as error:
            self._effects.append((wire, refused(None, error.why.value)))
            return
        self._rows += shown
        seat = self.room.seats[wire.seat]
        text = self.telling.over(seat) if q is None else self.telling.question(q, at, seat)
        self._effects.append((wire, framed(text)))

    # saying

    def link(self, name: str, value: str) -> str:
        """An address with which a phone comes back to a seat; what follows the # is never sent over the network."""
        return f"{self.telling.pages[0] if self.telling.pages else ''}#{name}={value}"

    def seated(self, seat: Seat) -> Seated:
        """A seat as the journal keeps it."""
        return Seated(seat, self.hashes.get(seat.id, b""))

    def new_token(self, seat: int, token: str) -> None:
        """From now on ``token`` opens this seat, and no other does."""
        self.seats_by_hash.pop(self.hashes.get(seat, b""), None)
        self.hashes[seat] = digest(token)
        self.seats_by_hash[self.hashes[seat]] = seat

    def keep(self, rows: "Sequence[Row]", *effects: Effect) -> None:
        """Rows, and what follows from them."""
        self._rows += rows
        self._effects += effects

    def tell(self, wire: Wire, text: str) -> None:
        """Say something to one socket, in its turn."""
        self._effects.append((wire, framed(text)))

    def send_off(self, wire: Wire, why: str) -> None:
        """Close a socket, having said why."""
        wire.bye(why, gone(why))

    def flush(self) -> None:
        """Hand over what there is to keep; what depends on nothing that is under way is said at once."""
        if not self._effects and not self._rows:
            return
        rows, effects = self._rows, self._effects
        self._rows, self._effects = [], []
        if rows or not self.writer.idle:
            self.writer.put(rows, effects)
        else:
            self.committed(effects)

    def committed(self, effects: "list[Effect]") -> None:
        """What these wait for is on disk."""
        back = self._back
        back.extend(effects)
        if self._saying:
            return  # called from within an effect: its turn comes
        self._saying = True
        try:
            while back:
                effect = back.popleft()
                if isinstance(effect, tuple):
                    effect[0].say(effect[1])
                else:
                    effect()
        finally:
            self._saying = False
            if back:  # one of them failed, which is no reason to keep the others waiting
                self.loop.call_soon(self.committed, [])

    def in_trouble(self, error: QuizError | None) -> None:
        """The journal cannot be written, or can again: the hosts are told, and nothing is acknowledged meanwhile."""
        self.trouble = str(error.message) if error is not None else ""
        frame = self.trouble_frame()
        for wire in tuple(self.crowd.hosts):
            wire.say(frame)

    def trouble_frame(self) -> bytes:
        """What keeps answers from being kept."""
        return framed(dumped({"t": "trouble", "text": self.trouble}))

    # time

    def arm(self) -> None:
        """See to it that what happens by itself happens."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        due = self.room.due()
        if due is not None:
            self._alarm = self.loop.call_later(max(0, due - self.clock()) / 1000, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        if self._inbox:  # what came before this moment counts before it
            self.drain()
        events = self.room.tick(self.clock(), utc_ms())
        if events:
            self.publish(events)
            self.flush()
        self.arm()

    def beat(self) -> None:
        """Once a second: the clock is kept, so that a restart goes on from here; idle sockets are closed."""
        room = self.room
        if room.plan.mode == "paced" and room.plan.deadline_ms and room.phase is not Phase.OVER:
            self._ring()
        timed = (room.phase is Phase.ASKED and room.closes_at is not None) or bool(room.plan.auto_ms)
        now = monotonic()
        if timed and not room.paused and room.phase is not Phase.OVER and now - self.writer.wrote_at > _CLOCK_SECONDS:
            self.writer.put([Clocked(self.clock())], [])  # every row tells the time: only a quiet room needs one for it
        self.crowd.sweep(now)

    def refresh(self) -> None:
        """Ten times a second at most: counts and seats, for those who watch."""
        self.crowd.refresh(self.telling, self.clock(), monotonic())

    def moved(self) -> None:
        """The room has another address: those who show it get a snapshot."""
        self.reclaim_until = monotonic() + _RECLAIM_SECONDS
        now = self.clock()
        wall, desk = framed(self.telling.room_frame(None, now)), framed(self.telling.desk_frame(now, self.crowd.on()))
        for wires, frame in ((self.crowd.walls, wall), (self.crowd.hosts, desk)):
            for wire in wires:
                self._effects.append((wire, frame))
        self.flush()

    def publish(self, events: "list[RoomEvent]") -> None:
        """Keep events, and tell everyone."""
        self._rows += events
        self.commands.tell(events)
