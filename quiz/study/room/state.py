"""What a room is: the sum of its events and answers. The running room and the one read back go through ``apply``."""

from collections.abc import Mapping
from typing import Any

from quiz.questions.model import Question, Response
from quiz.study.room.model import MOST_EXTRA, Phase, RefusedError, RoomEvent, RoomPlan, Seat, SeatAnswer, Why
from quiz.study.room.names import name_key
from quiz.study.room.reading import read_response

__all__ = ["State", "factor_of"]


class State:
    """A room as it stands. Times are milliseconds of its own clock; questions are counted from 0.

    A paced room is open from its first moment and has no question of its own: ``at`` stays -1.
    """

    def __init__(self, plan: RoomPlan) -> None:
        self.plan = plan
        self.phase = Phase.ASKED if plan.mode == "paced" else Phase.LOBBY
        self.at = -1
        """The question that is or was last before the class."""
        self.opens_at = 0
        self.closes_at: int | None = None
        """For a seat without extra time; None: untimed."""
        self.closed_at: int | None = None
        """When the question was closed."""
        self.revealed_at = 0
        self.paused = False
        self.paused_at = 0
        self.locked = False
        self.seats: dict[int, Seat] = {}
        self.answers: list[dict[int, SeatAnswer]] = [{} for _entry in plan.entries]
        """By question, by seat."""
        self.asked: set[int] = set()
        self.skipped: set[int] = set()
        """They count for nobody."""
        self.revealed: set[int] = set()
        self.voided: dict[int, tuple[Response, ...]] = {}
        """What is right besides the key, by question; without any the question counts for nobody."""
        self.tallies: dict[int, dict[int, int]] = {}
        """Answers counted by hand: by question, by option."""
        self.shown_at: dict[int, tuple[int, int]] = {}
        """Paced: the question before each seat, and since when."""
        self.seq = 0
        """Of the last event."""
        self.clock = 0
        """The last moment that is known."""
        self.present = 0
        """Seats that were not kicked."""
        self.waiting = 0
        """Those of them that have not answered question ``at``."""
        self.last_seat = 0
        """The highest number of a seat."""
        self._names: dict[str, int] = {}
        self._slow: set[int] = set()
        self._first = [next(iter(entry.questions.values())) for entry in plan.entries]

    # looking

    def question(self, q: int, lang: str = "") -> Question:
        """Question ``q`` in a language, or in the first one that it has."""
        return self.plan.entries[q].questions.get(lang) or self._first[q]

    def closes_for(self, seat: int) -> int | None:
        """When the question closes for a seat, with its extra time. None: untimed."""
        if self.closes_at is None:
            return None
        sitting = self.seats.get(seat)
        if sitting is None or sitting.extra == 1.0:
            return self.closes_at
        return self.opens_at + round((self.closes_at - self.opens_at) * sitting.extra)

    def missing(self) -> list[int]:
        """Seats that have not answered the question before the class."""
        given = self.answers[self.at] if self.at >= 0 else {}
        return [seat.id for seat in self.seats.values() if not seat.kicked and seat.id not in given]

    def next(self) -> int | None:
        """The question that comes next: the first after ``at`` that was neither asked nor skipped, or else the first
        of all."""
        gone = self.asked | self.skipped
        count = len(self.answers)
        return next((q for q in (*range(self.at + 1, count), *range(self.at + 1)) if q not in gone), None)

    def last_close(self) -> int | None:
        """When nobody who has not answered can answer any more. None: untimed, or not asked."""
        if self.closes_at is None or self.at < 0:
            return None
        given = self.answers[self.at]
        slow = [self.closes_for(seat) for seat in self._slow if seat not in given and not self.seats[seat].kicked]
        return max([self.closes_at, *(closes for closes in slow if closes is not None)])

    # changing

    def apply(self, event: RoomEvent) -> None:
        """Let ``event`` have happened. Of events about seats only what is no personal data stands in them: the seats
        themselves are put in by :meth:`sit`."""
        data = event.data
        self.seq = event.seq
        self.clock = max(self.clock, event.at_ms)
        match event.kind:
            case "join":
                if data["seat"] not in self.seats:
                    self.sit(Seat(data["seat"], ""))
            case "kick" | "restore":
                self.sit(self.seats[data["seat"]]._replace(kicked=event.kind == "kick"))
            case "extra":
                self.sit(self.seats[data["seat"]]._replace(extra=float(data["factor"])))
            case "lock":
                self.locked = data["on"]
            case "show":
                self.shown_at[data["seat"]] = data["q"], event.at_ms
            case "pause":
                self.paused, self.paused_at = True, event.at_ms
            case "resume":
                self.paused = False
            case "void":
                self.voided[data["q"]] = tuple(map(_response, data["accept"]))
            case "tally":
                self.tallies[data["q"]] = {int(option): count for option, count in data["counts"].items()}
            case "over":
                if self.phase is Phase.ASKED:
                    self.closed_at = event.at_ms
                self.phase, self.paused = Phase.OVER, False
            case _:
                self._ask(event.kind, data, event.at_ms)

    def _ask(self, kind: str, data: Mapping[str, Any], at_ms: int) -> None:
        match kind:
            case "ask":
                self.phase, self.at = Phase.ASKED, data["q"]
                self.opens_at, self.closes_at, self.closed_at = data["opens_at"], data["closes_at"], None
                self.asked.add(self.at)
                self.skipped.discard(self.at)
                self.count()
            case "extend":
                self.closes_at = data["closes_at"]
            case "close":
                self.phase, self.closed_at = Phase.CLOSED, at_ms
            case "reveal":
                self.phase, self.revealed_at = Phase.REVEALED, at_ms
                self.revealed.add(self.at)
            case "skip":
                self.skipped.add(data["q"])
                if data["q"] == self.at:
                    self.phase, self.closed_at = Phase.LOBBY, at_ms

    def sit(self, seat: Seat) -> None:
        """Put in a seat, or what it is now."""
        old = self.seats.get(seat.id)
        if old is not None:
            if self._names.get(name_key(old.name)) == seat.id:
                del self._names[name_key(old.name)]
            self._absent(old)
        self.seats[seat.id] = seat
        self.last_seat = max(self.last_seat, seat.id)
        if not seat.kicked:
            self._names[name_key(seat.name)] = seat.id
            self._absent(seat, -1)
        (self._slow.add if seat.extra != 1.0 else self._slow.discard)(seat.id)

    def _absent(self, seat: Seat, by: int = 1) -> None:
        if not seat.kicked:
            self.present -= by
            if self.at < 0 or seat.id not in self.answers[self.at]:
                self.waiting -= by

    def count(self) -> None:
        """Who has not answered."""
        self.present = sum(not seat.kicked for seat in self.seats.values())
        self.waiting = len(self.missing())

    def keep(self, answer: SeatAnswer) -> None:
        """Put in an answer; the first one of a seat stands."""
        given = self.answers[answer.question]
        if answer.seat in given:
            return
        given[answer.seat] = answer
        self.clock = max(self.clock, answer.at_ms)
        if answer.question == self.at:
            self.waiting -= 1

    # reading what the host says

    def _seat(self, seat: object) -> Seat:
        found = self.seats.get(seat) if type(seat) is int else None
        if found is None:
            raise RefusedError(Why.UNKNOWN)
        if found.kicked:
            raise RefusedError(Why.KICKED)
        return found

    def _number(self, q: object) -> int:
        if type(q) is not int or not 0 <= q < len(self.answers):
            raise RefusedError(Why.UNKNOWN)
        return q

    def _accepted(self, q: int, accept: object) -> tuple[Response, ...]:
        if not isinstance(accept, list | tuple):
            raise RefusedError(Why.INVALID)
        return tuple(dict.fromkeys(read_response(self.question(q), raw) for raw in accept))


def _response(raw: Any) -> Response:
    return tuple(raw) if isinstance(raw, list) else raw


def factor_of(raw: object) -> float:
    """A factor of extra time. Raises RefusedError."""
    if (
        isinstance(raw, bool) or not isinstance(raw, int | float) or not 1 <= raw <= MOST_EXTRA
    ):  # nor is nan between the two
        raise RefusedError(Why.INVALID)
    return float(raw)
