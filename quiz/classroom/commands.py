"""What the host may do, and what everyone is told when it has happened."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quiz.classroom.frames import FrameError, dumped, framed, gone
from quiz.classroom.tokens import fresh_token
from quiz.classroom.wire import Wire
from quiz.study.room.model import RefusedError, RoomEvent, Why
from quiz.study.room.points import owns
from quiz.study.room.store import Row

if TYPE_CHECKING:
    from quiz.classroom.hub import Hub

__all__ = ["Commands"]


class Commands:
    """The host's frames ``do``."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        room = hub.room
        self._simple: dict[str, Callable[[dict[str, Any], int, int], list[RoomEvent]]] = {
            "ask": lambda f, now, utc: room.ask(f.get("q"), now, utc),
            "extend": lambda f, now, utc: room.extend(f.get("ms"), now, utc),  # type: ignore[arg-type]
            "untimed": lambda _f, now, utc: room.untimed(now, utc),
            "close": lambda _f, now, utc: room.close(now, utc),
            "reveal": lambda _f, now, utc: room.reveal(now, utc),
            "skip": lambda _f, now, utc: room.skip(now, utc),
            "pause": lambda _f, now, utc: room.pause(now, utc),
            "resume": lambda _f, now, utc: room.resume(now, utc),
            "lock": lambda f, now, utc: room.lock(f.get("on"), now, utc),  # type: ignore[arg-type]
            "void": lambda f, now, utc: room.void(f.get("q"), f.get("accept"), now, utc),  # type: ignore[arg-type]
            "tally": lambda f, now, utc: room.tally(f.get("q"), f.get("counts"), now, utc),  # type: ignore[arg-type]
            "over": lambda _f, now, utc: room.over(now, utc),
            "kick": lambda f, now, utc: room.kick(f.get("seat"), now, utc),  # type: ignore[arg-type]
            "restore": lambda f, now, utc: room.restore(f.get("seat"), now, utc),  # type: ignore[arg-type]
            "rename": lambda f, now, utc: room.rename(f.get("seat"), _name(f), now, utc),  # type: ignore[arg-type]
            "regroup": lambda f, now, utc: room.regroup(f.get("seat"), f.get("team"), now, utc),  # type: ignore[arg-type]
            "extra": lambda f, now, utc: room.extra(f.get("seat"), f.get("factor"), now, utc),  # type: ignore[arg-type]
            "hand": lambda f, now, utc: room.hand(f.get("seat"), now, utc),  # type: ignore[arg-type]
        }

    def do(self, wire: Wire, frame: dict[str, Any], at: int, utc: int) -> None:
        """Carry out a command, or say why not."""
        hub, number, what = self._hub, frame.get("id"), frame.get("what")
        if type(number) not in (int, str) or type(what) is not str:
            raise FrameError("do")
        if what == "stop":
            hub.keep([], lambda: self._stop(wire, number))
            return
        command = self._simple.get(what)
        if command is None:
            hub.tell(wire, dumped({"t": "error", "id": number, "why": Why.UNKNOWN.value}))
            return
        try:
            events = command(frame, at, utc)
        except RefusedError as error:
            hub.tell(wire, dumped({"t": "error", "id": number, "why": error.why.value}))
            return
        done: dict[str, Any] = {"t": "done", "id": number}
        if what == "pause":
            hub.timer.stop(hub.room.paused_at)
        elif what == "resume":
            hub.timer.start()
        rows: list[Row] = []
        if what in ("kick", "restore", "rename", "regroup", "extra", "hand"):
            rows = self._seat(what, frame["seat"], done)
        hub.publish(events)
        answer = framed(dumped(done))
        hub.keep(rows, lambda: wire.say(answer))

    def _seat(self, what: str, seat: int, done: dict[str, Any]) -> list[Row]:
        """What a command does to a seat, its token included."""
        hub = self._hub
        if what == "hand":
            token = fresh_token()
            hub.new_token(seat, token)
            done["token"] = token
            done["link"] = hub.link("token", token)
        hub.crowd.changed = True
        return [hub.seated(hub.room.seats[seat])]

    def _stop(self, wire: Wire, number: object) -> None:
        wire.say(framed(dumped({"t": "done", "id": number})))
        self._hub.on_stop()

    # what everyone is told

    def tell(self, events: list[RoomEvent]) -> None:
        """Tell of events, in their order; of a close that is a reveal at once, only the reveal."""
        hub = self._hub
        kinds = [event.kind for event in events]
        for at, event in enumerate(events):
            match event.kind:
                case "ask":
                    self._ask(event.data["q"])
                case "reveal":
                    self._reveal(event.data["q"])
                case "close" if kinds[at + 1 : at + 2] == ["reveal"]:
                    continue
                case "close" | "extend" | "pause" | "resume" | "skip":
                    self._phase()
                case "over":
                    self._over()
                case "void" | "tally":
                    self._again()
                case "kick":
                    self._gone(event.data["seat"], "kicked")
                case "hand":
                    self._gone(event.data["seat"], "replaced")
                case "set":
                    self._snapshot(event.data["seat"])
                case "extra":
                    self._times(event.data["seat"])
            hub.crowd.changed = True

    def _ask(self, q: int) -> None:
        hub = self._hub
        now = hub.clock()
        plain = framed(hub.telling.question(q, now))
        own = self._slow(lambda seat: hub.telling.question(q, now, seat))
        host = framed(hub.telling.host_question(q, now))
        hub.crowd.counted = True

        def say() -> None:
            self._seats(plain, own)
            _all(hub.crowd.walls, plain)
            _all(hub.crowd.hosts, host)

        hub.keep([], say)

    def _reveal(self, q: int) -> None:
        hub = self._hub
        telling = hub.telling
        head = telling.reveal_head(q) + ',"you":'
        sums = owns(hub.room)
        results = {one.id: telling.result(q, one, sums[one.id]) for one in hub.room.seats.values() if not one.kicked}
        wall = framed(telling.reveal(q, None, wall=True))

        def say() -> None:
            for seat, wire in tuple(hub.crowd.seats.items()):
                if seat in results:
                    wire.say(framed(f"{head}{results[seat]}}}"))
            _all(hub.crowd.walls, wall)
            _all(hub.crowd.hosts, wall)

        hub.keep([], say)

    def _phase(self) -> None:
        hub = self._hub
        now = hub.clock()
        plain = framed(hub.telling.phase(now))
        own = self._slow(lambda seat: hub.telling.phase(now, seat))

        def say() -> None:
            self._seats(plain, own)
            _all(hub.crowd.walls, plain)
            _all(hub.crowd.hosts, plain)

        hub.keep([], say)

    def _over(self) -> None:
        hub = self._hub
        own = {seat.id: hub.telling.over(seat) for seat in hub.room.seats.values() if not seat.kicked}
        wall = framed(hub.telling.over(None))

        def say() -> None:
            for seat, wire in tuple(hub.crowd.seats.items()):
                if seat in own:
                    wire.say(framed(own[seat]))
            _all(hub.crowd.walls, wall)
            _all(hub.crowd.hosts, wall)

        hub.keep([], say)

    def _again(self) -> None:
        """Results have changed: everyone gets a snapshot."""
        hub = self._hub
        now = hub.clock()
        own = {seat.id: hub.telling.snapshot(seat, now) for seat in hub.room.seats.values() if not seat.kicked}
        wall = hub.telling.snapshot(None, now)
        desk = framed(hub.telling.desk_frame(now, hub.crowd.on()))

        def say() -> None:
            for seat, wire in tuple(hub.crowd.seats.items()):
                if seat in own:
                    wire.say(own[seat])
            _all(hub.crowd.walls, wall)
            _all(hub.crowd.hosts, desk)

        hub.keep([], say)

    def _gone(self, seat: int, why: str) -> None:
        hub = self._hub

        def say() -> None:
            wire = hub.crowd.seats.pop(seat, None)
            if wire is not None:
                wire.bye(why, gone(why))

        wire = hub.crowd.seats.get(seat)
        if wire is not None:
            wire.role = "gone"  # nothing it says from here on counts
        hub.keep([], say)

    def _snapshot(self, seat: int) -> None:
        hub = self._hub
        text = hub.telling.room_frame(hub.room.seats[seat], hub.clock())
        hub.keep([], lambda: self._to(seat, text))

    def _times(self, seat: int) -> None:
        hub = self._hub
        text = hub.telling.phase(hub.clock(), hub.room.seats[seat])
        hub.keep([], lambda: self._to(seat, text))

    def _to(self, seat: int, text: str) -> None:
        wire = self._hub.crowd.seats.get(seat)
        if wire is not None:
            wire.say(framed(text))

    def _slow(self, text: Callable[[Any], str]) -> dict[int, bytes]:
        """Frames for seats with times of their own."""
        return {seat.id: framed(text(seat)) for seat in self._hub.room.seats.values() if seat.extra != 1.0}

    def _seats(self, plain: bytes, own: dict[int, bytes]) -> None:
        for seat, wire in tuple(self._hub.crowd.seats.items()):
            wire.say(own.get(seat, plain) if own else plain)


def _all(wires: set[Wire], frame: bytes) -> None:
    for wire in tuple(wires):
        wire.say(frame)


def _name(frame: dict[str, Any]) -> str:
    name = frame.get("name")
    if type(name) is not str:
        raise RefusedError(Why.NAME)
    return name
