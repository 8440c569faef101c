"""A room and the sockets around it: what comes in is put before the room, what the room says goes out after the commit.

All of this runs on one loop, and nothing in it waits. Frames are read off the sockets first, each with its moment, and
looked at together: a storm of answers becomes one transaction, and nobody's moment depends on who was looked at first.
"""

from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable
from hmac import compare_digest
from time import monotonic
from typing import Any, NamedTuple, TypeAlias

from quiz.classroom.clock import RoomClock, utc_ms
from quiz.classroom.commands import Commands
from quiz.classroom.crowd import Crowd
from quiz.classroom.frames import VERSION, FrameError, dumped, framed, gone, parsed, refused, saved, text_of
from quiz.classroom.guard import Guard
from quiz.classroom.telling import Telling
from quiz.classroom.throttle import Throttle
from quiz.classroom.tokens import digest, fresh_token
from quiz.classroom.wire import Door, Wire
from quiz.classroom.writer import Writer
from quiz.errors import QuizError
from quiz.study.room.machine import Room
from quiz.study.room.model import Event, Phase, RefusedError, Seat, Why
from quiz.study.room.store import Clocked, Row, Seated, Stored

__all__ = ["Effect", "Hub", "Rules"]

Effect: TypeAlias = "tuple[Wire, bytes] | Callable[[], None]"

_BURST, _HOST_BURST = 40.0, 400.0
"""Frames that a socket may send at once."""
_PER_SECOND = 10.0
"""And how many every second after that."""
_WRONG = 5
"""Wrong codes of one socket."""
_GUESSES, _GUESS_SECONDS = 30, 2.0
"""Wrong codes and tokens of one address, and how soon it gets another."""
_NEWCOMERS, _NEWCOMER_SECONDS = 120, 1.0
"""Seats that one address may take at once, and how soon another: a whole class behind one router, not a program."""
_LONGEST = 2_000
"""Characters of a name or token that are looked at."""
_FINAL = {Why.LOCKED: "locked", Why.FULL: "full", Why.OVER: "over", Why.KICKED: "kicked"}
"""Refusals after which a socket has nothing more to say."""
_CLOCK_SECONDS = 0.9
_HOST_BYTES = 4 * 1024 * 1024


class Rules(NamedTuple):
    """What is not in the plan."""

    learner: str = ""
    """uuid of the profile that the first seat belongs to; the room has no other seat then."""


class Hub:
    """The room, its journal, and everyone connected."""

    def __init__(
        self, loop: AbstractEventLoop, stored: Stored, writer: "Writer[Effect]", rules: Rules, guard: Guard
    ) -> None:
        self.loop, self.writer, self.rules, self.guard = loop, writer, rules, guard
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
        self.on_stop: Callable[[], None] = lambda: None
        self._guesses = Throttle(_GUESSES, _GUESS_SECONDS)
        self._newcomers = Throttle(_NEWCOMERS, _NEWCOMER_SECONDS)
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

    def opened(self, one: Door | Wire) -> bool:
        """A socket has come."""
        self.crowd.came(one)
        return True

    def closed(self, one: Door | Wire) -> None:
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
        most = _HOST_BURST if wire.role == "host" else _BURST
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
                    self._next(wire, at)
                else:
                    raise FrameError(kind)
            elif wire.role == "host" and kind == "do":
                self.commands.do(wire, frame, at, utc)
            elif wire.role == "gone":
                return
            elif not wire.role:
                self._introduce(wire, kind, frame, at, utc, now)
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
            sitting = self.room.seats[seat]
            self._effects.append((wire, framed(self.telling.reveal(answer.question, sitting))))

    def _next(self, wire: Wire, at: int) -> None:
        try:
            q = self.room.shown(wire.seat, at)
        except RefusedError as error:
            self._effects.append((wire, refused(None, error.why.value)))
            return
        seat = self.room.seats[wire.seat]
        text = self.telling.over(seat) if q is None else self.telling.question(q, at, seat)
        self._effects.append((wire, framed(text)))

    # first words

    def _introduce(self, wire: Wire, kind: str, frame: dict[str, Any], at: int, utc: int, now: float) -> None:
        if frame.get("v") != VERSION or kind not in ("join", "back", "host", "wall"):
            raise FrameError(kind)
        if kind in ("join", "wall"):
            if self._guesses.spent(wire.address, now):
                self.send_off(wire, "throttled")
                return
            if not compare_digest(text_of(frame, "code", _LONGEST).encode(), self.session.code.encode()):
                self._wrong(wire, "code", now)
                return
            if kind == "join":
                self._join(wire, frame, at, utc, now)
            else:
                self._wall(wire, at)
            return
        found = digest(text_of(frame, "token", _LONGEST))
        if kind == "host":
            if compare_digest(found, self.session.host_hash):
                self._host(wire, at)
            else:
                self._wrong(wire, "token", now)
            return
        seat = self.seats_by_hash.get(found)
        if seat is None:
            self._wrong(wire, "token", now)
        else:
            self._sit(wire, self.room.seats[seat], at)

    def _wrong(self, wire: Wire, what: str, now: float) -> None:
        """A code may be typed again; a token that is wrong now will be wrong later."""
        wire.wrong += 1
        if not self._guesses.take(wire.address, now) or wire.wrong >= _WRONG:
            self.send_off(wire, "throttled")
        elif what == "token":
            self.send_off(wire, what)
        else:
            self.tell(wire, dumped({"t": "error", "why": what}))

    def _join(self, wire: Wire, frame: dict[str, Any], at: int, utc: int, now: float) -> None:
        name, lang, team = (text_of(frame, field, 4096) for field in ("name", "lang", "team"))
        local = wire.address.startswith("127.") or wire.address == "::1"
        if not local and not self._newcomers.take(wire.address, now):
            self.send_off(wire, "throttled")
            return
        if self.rules.learner and self.room.seats:
            self.send_off(wire, "full")
            return
        try:
            seat, event = self.room.join(name[:_LONGEST], lang[:16], self._team(team), self.rules.learner, at, utc)
        except RefusedError as error:
            if error.why in _FINAL:
                self.send_off(wire, _FINAL[error.why])
            else:
                self.tell(wire, dumped({"t": "error", "why": error.why.value}))
            return
        token = fresh_token()
        self.hashes[seat.id] = digest(token)
        self.seats_by_hash[self.hashes[seat.id]] = seat.id
        self._rows += [event, self.seated(seat)]
        self.crowd.changed = True
        self._sit(wire, seat, at, token)

    def _team(self, text: str) -> str:
        from quiz.text import clean_line

        return clean_line(text[:200])[:80] if self.room.plan.teams != "none" else ""

    def _sit(self, wire: Wire, seat: Seat, at: int, token: str = "") -> None:
        """Give a seat to a socket; who had it before is told. Frames from it count at once."""
        wire.role, wire.seat = "seat", seat.id
        frame = self._ended(framed(self.telling.room_frame(seat, at, token)), seat)

        def settle() -> None:
            old = self.crowd.sit(wire)
            if old is not None and old is not wire:
                old.bye("replaced", gone("replaced"))
            wire.say(frame)

        self._effects.append(settle)

    def _host(self, wire: Wire, at: int) -> None:
        wire.role, wire.full_bytes, wire.allowance = "host", _HOST_BYTES, _HOST_BURST
        frame = framed(self.telling.desk_frame(at, self.crowd.on()))

        def settle() -> None:
            self.crowd.hosts.add(wire)
            wire.say(frame)
            if self.trouble:
                wire.say(framed(self._trouble_text()))

        self._effects.append(settle)

    def _wall(self, wire: Wire, at: int) -> None:
        wire.role = "wall"
        frame = self._ended(framed(self.telling.room_frame(None, at)), None)

        def settle() -> None:
            self.crowd.walls.add(wire)
            wire.say(frame)

        self._effects.append(settle)

    def _ended(self, frame: bytes, seat: Seat | None) -> bytes:
        """After the end, a snapshot is followed by the results."""
        return frame + framed(self.telling.over(seat)) if self.room.phase is Phase.OVER else frame

    # saying

    def link(self, name: str, value: str) -> str:
        """An address with which a phone comes back to a seat; what follows the # is never sent over the network."""
        return f"{self.telling.pages[0] if self.telling.pages else ''}#{name}={value}"

    def seated(self, seat: Seat) -> Seated:
        """A seat as the journal keeps it."""
        return Seated(seat, b"" if seat.kicked else self.hashes.get(seat.id, b""))

    def keep(self, rows: "list[Row]", effect: Effect) -> None:
        """Rows, and what follows from them."""
        self._rows += rows
        self._effects.append(effect)

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
        frame = framed(self._trouble_text())
        for wire in tuple(self.crowd.hosts):
            wire.say(frame)

    def _trouble_text(self) -> str:
        return dumped({"t": "trouble", "text": self.trouble})

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
        now = self.clock()
        wall, desk = framed(self.telling.room_frame(None, now)), framed(self.telling.desk_frame(now, self.crowd.on()))
        for wires, frame in ((self.crowd.walls, wall), (self.crowd.hosts, desk)):
            for wire in wires:
                self._effects.append((wire, frame))
        self.flush()

    def publish(self, events: "list[Event]") -> None:
        """Keep events, and tell everyone."""
        self._rows += events
        self.commands.tell(events)
