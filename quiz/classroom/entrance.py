"""The way into a room: who may have a seat, be the host, or be the wall. Guesses are counted."""

from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from quiz.classroom.frames import VERSION, FrameError, dumped, framed, gone, text_of
from quiz.classroom.throttle import Throttle, guesses
from quiz.classroom.tokens import chosen_token, digest, fresh_token
from quiz.classroom.wire import Wire
from quiz.study.room.model import RefusedError, Seat, Why
from quiz.study.room.names import same_name
from quiz.text import clean_line

if TYPE_CHECKING:
    from quiz.classroom.hub import Hub

__all__ = ["HOST_BURST", "Entrance"]

HOST_BURST = 400.0
"""Frames that a host may send at once."""
_WRONG = 5
"""Wrong codes of one socket."""
_NEWCOMERS, _NEWCOMER_SECONDS = 120, 1.0
"""Seats that one address may take at once, and how soon another: a whole class behind one router, not a program."""
_LONGEST = 2_000
"""Characters of a name, code or token that are looked at."""
_FINAL = {Why.LOCKED: "locked", Why.FULL: "full", Why.OVER: "over", Why.KICKED: "kicked"}
"""Refusals after which a socket has nothing more to say."""
_HOST_BYTES = 4 * 1024 * 1024


class Entrance:
    """First words of a socket."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._guesses = guesses()
        self._newcomers = Throttle(_NEWCOMERS, _NEWCOMER_SECONDS)

    def introduce(self, wire: Wire, kind: str, frame: dict[str, Any], at: int, utc: int, now: float) -> None:
        """Take the first frame of a socket. Raises FrameError for one that cannot be the first."""
        hub = self._hub
        if frame.get("v") != VERSION or kind not in ("join", "back", "host", "wall"):
            raise FrameError(kind)
        if kind in ("join", "wall"):
            if self._guesses.spent(wire.address, now):
                hub.send_off(wire, "throttled")
                return
            code = text_of(frame, "code", _LONGEST).encode("utf-8", "replace")
            if not compare_digest(code, hub.session.code.encode()):
                self._wrong(wire, "code", now)
                return
            if kind == "join":
                self._join(wire, frame, at, utc, now)
            else:
                self._wall(wire, at)
            return
        token = text_of(frame, "token", _LONGEST)
        if kind == "host":
            if compare_digest(digest(token), hub.session.host_hash):
                self._host(wire, at)
            else:
                self._wrong(wire, "token", now)
            return
        seat = self._seat_of(token)
        if seat is None:
            self._wrong(wire, "token", now)
        else:
            self._sit(wire, seat, at)

    def _seat_of(self, token: str) -> Seat | None:
        """The seat that a token was made for, taken away or not."""
        found = self._hub.seats_by_hash.get(digest(token))
        return None if found is None else self._hub.room.seats[found]

    def _wrong(self, wire: Wire, what: str, now: float) -> None:
        """A code may be typed again; a token that is wrong now will be wrong later."""
        hub = self._hub
        wire.wrong += 1
        if not self._guesses.take(wire.address, now) or wire.wrong >= _WRONG:
            hub.send_off(wire, "throttled")
        elif what == "token":
            hub.send_off(wire, what)
        else:
            hub.tell(wire, dumped({"t": "error", "why": what}))

    def _join(self, wire: Wire, frame: dict[str, Any], at: int, utc: int, now: float) -> None:
        hub = self._hub
        name, lang, team = (text_of(frame, field, 4096) for field in ("name", "lang", "team"))
        brought = chosen_token(text_of(frame, "token", _LONGEST))
        own = self._seat_of(brought)
        if own is not None:
            self._sit(wire, own, at, brought)
            return
        had = self._seat_of(text_of(frame, "had", _LONGEST))
        if had is not None and had.kicked:
            hub.send_off(wire, "kicked")
            return
        local = wire.address.startswith("127.") or wire.address == "::1"
        if not local and not self._newcomers.take(wire.address, now):
            hub.send_off(wire, "throttled")
            return
        if hub.learner and hub.room.seats:
            hub.send_off(wire, "full")
            return
        try:
            seat, event = hub.room.join(name[:_LONGEST], lang[:16], self._team(team), hub.learner, at, utc)
        except RefusedError as error:
            if error.why is Why.TAKEN and self._reclaim(wire, name, at, utc, now):
                return
            if error.why in _FINAL:
                hub.send_off(wire, _FINAL[error.why])
            else:
                hub.tell(wire, dumped({"t": "error", "why": error.why.value}))
            return
        token = brought or fresh_token()
        hub.new_token(seat.id, token)
        hub.keep([event, hub.seated(seat)])
        hub.crowd.changed = True
        self._sit(wire, seat, at, token)

    def _reclaim(self, wire: Wire, name: str, at: int, utc: int, now: float) -> bool:
        """Shortly after this machine has got another address, a name alone brings an empty seat back: a browser keeps
        a seat's token under the address that it had."""
        hub = self._hub
        if now > hub.reclaim_until:
            return False
        for seat in hub.room.seats.values():
            if not seat.kicked and seat.id not in hub.crowd.seats and same_name(seat.name, clean_line(name)):
                token = fresh_token()
                hub.new_token(seat.id, token)
                hub.publish(hub.room.hand(seat.id, at, utc))
                hub.keep([hub.seated(seat)])
                self._sit(wire, seat, at, token)
                return True
        return False

    def _team(self, text: str) -> str:
        return clean_line(text[:200])[:80] if self._hub.room.plan.teams != "none" else ""

    def _sit(self, wire: Wire, seat: Seat, at: int, token: str = "") -> None:
        """Give a seat to a socket; who had it before is told. Frames from it count at once."""
        hub = self._hub
        if seat.kicked:
            hub.send_off(wire, "kicked")
            return
        wire.role, wire.seat = "seat", seat.id
        frame = hub.telling.snapshot(seat, at, token)

        def settle() -> None:
            old = hub.crowd.sit(wire)
            if old is not None and old is not wire:
                old.bye("replaced", gone("replaced"))
            wire.say(frame)

        hub.keep([], settle)

    def _host(self, wire: Wire, at: int) -> None:
        hub = self._hub
        wire.role, wire.full_bytes, wire.allowance = "host", _HOST_BYTES, HOST_BURST
        frame = framed(hub.telling.desk_frame(at, hub.crowd.on()))

        def settle() -> None:
            hub.crowd.hosts.add(wire)
            wire.say(frame)
            if hub.trouble:
                wire.say(hub.trouble_frame())

        hub.keep([], settle)

    def _wall(self, wire: Wire, at: int) -> None:
        hub = self._hub
        wire.role = "wall"
        frame = hub.telling.snapshot(None, at)

        def settle() -> None:
            hub.crowd.walls.add(wire)
            wire.say(frame)

        hub.keep([], settle)
