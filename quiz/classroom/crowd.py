"""Who is connected: seats, hosts, walls, and those who have not said who they are."""

from collections import OrderedDict
from time import monotonic, perf_counter

from quiz.classroom.frames import framed
from quiz.classroom.telling import Telling
from quiz.classroom.wire import HttpWire, Wire

__all__ = ["IDLE_SECONDS", "Crowd"]

IDLE_SECONDS = 10.0
"""A socket has so long to say something that counts."""
_STALL_SECONDS = 3.0
"""After so long between two looks the machine has slept or was stopped: what came meanwhile is heard first."""
_OFTEN_SECONDS = 0.1
_SHARE = 20
"""What takes longer to put together is put together less often, so that it takes a twentieth of the time at most."""


class Crowd:
    """All sockets of a room."""

    def __init__(self) -> None:
        self.seats: dict[int, Wire] = {}
        self.hosts: set[Wire] = set()
        self.walls: set[Wire] = set()
        self.counted = False
        """There are answers that hosts and walls have not been told of."""
        self.changed = False
        """Who sits where, or how they stand, is not as hosts and walls were told."""
        self.most = 4096
        """Sockets that there is room for."""
        self._strangers: OrderedDict[HttpWire | Wire, float] = OrderedDict()
        self._sockets = 0
        self._next_seats = self._swept_at = 0.0
        self.last_left = monotonic()

    @property
    def empty(self) -> bool:
        """Whether nobody is connected who may be."""
        return not (self.seats or self.hosts or self.walls)

    def on(self) -> set[int]:
        """Seats with a socket."""
        return set(self.seats)

    def came(self, one: "HttpWire | Wire") -> None:
        """A socket that has not said who it is. Where there is no room, the one that was silent for longest goes."""
        self._sockets += 1
        self._strangers[one] = one.since
        while self._sockets > self.most and len(self._strangers) > 1:
            oldest, _since = self._strangers.popitem(last=False)
            if not (isinstance(oldest, Wire) and oldest.role):  # else it has said who it is since, and stays
                oldest.drop()
                break

    def left(self, one: "HttpWire | Wire") -> None:
        """A socket has gone."""
        self._sockets -= 1
        self._strangers.pop(one, None)
        if isinstance(one, Wire) and one.role:
            self.last_left = monotonic()
            self.hosts.discard(one)
            self.walls.discard(one)
            if self.seats.get(one.seat) is one:
                del self.seats[one.seat]
                self.changed = True

    def sit(self, wire: Wire) -> Wire | None:
        """The socket of a seat from now on; returns the one before."""
        old = self.seats.get(wire.seat)
        if wire.open:
            self.seats[wire.seat] = wire
            self.changed = True
        return old

    def sweep(self, now: float) -> None:
        """Close what has been silent for too long. The oldest stand first. Called once a second."""
        stalled, self._swept_at = now - self._swept_at > _STALL_SECONDS, now
        while self._strangers and not stalled:
            one, since = next(iter(self._strangers.items()))
            if isinstance(one, Wire) and one.role:
                del self._strangers[one]
                continue
            if now - since < IDLE_SECONDS:
                return
            del self._strangers[one]
            if isinstance(one, Wire) and one.open:
                one.bye("protocol")
            else:
                one.drop()

    def refresh(self, telling: Telling, now: int, mono: float) -> None:
        """Tell hosts and walls what is new."""
        if self.counted:
            self.counted = False
            _to_all(self.hosts, telling.count(missing=True))
            _to_all(self.walls, telling.count(missing=False))
        if self.changed and mono >= self._next_seats:
            self.changed = False
            began = perf_counter()
            if self.hosts:
                _to_all(self.hosts, telling.seats(self.on()))
            if self.walls and telling.room.phase.value == "lobby":
                _to_all(self.walls, telling.room_frame(None, now))
            self._next_seats = mono + max(_OFTEN_SECONDS, _SHARE * (perf_counter() - began))


def _to_all(wires: set[Wire], text: str) -> None:
    """To those who have taken what they were told before: the others get the next one."""
    ready = [wire for wire in wires if not wire.waiting]
    if ready:
        frame = framed(text)
        for wire in ready:
            wire.say(frame)
