"""A room: who sits in it, what is asked, what may be answered and when. No clock, no sockets, no files.

The moment comes in with every call: ``now`` is of the room's clock, ``utc`` of the calendar, both in milliseconds. What
changes the room is an event, which the caller keeps; a room that was read back from its events and answers is the same
room. A refused command raises RefusedError and changes nothing.
"""

import re
from collections.abc import Mapping
from typing import Any

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.grade import grade
from quiz.questions.model import Form
from quiz.study.room.model import Phase, RefusedError, RoomEvent, Seat, SeatAnswer, Why
from quiz.study.room.names import clean_name, longest_name, name_key, nickname, on_roster, rude, same_name
from quiz.study.room.points import earned
from quiz.study.room.reading import read_response
from quiz.study.room.state import State, factor_of
from quiz.study.room.store import Stored

__all__ = ["MOST_AT_A_DEVICE", "MOST_SEATS", "Room"]

MOST_SEATS = 2_000
MOST_AT_A_DEVICE = 12
"""Names."""
_UUID = re.compile(r"[0-9a-fA-F-]{32,36}")
_LONGEST_EXTENSION_MS = 3_600_000
_MOST_COUNTED = 10_000


class Room(State):
    """A room that is run."""

    @classmethod
    def replay(cls, stored: Stored) -> "Room":
        """The room as it was left; let its clock go on from ``room.clock``. Raises QuizError if it is damaged."""
        room = cls(stored.session.plan)
        try:
            for seated in stored.seats:
                room.sit(seated.seat)
            for event in sorted(stored.events, key=lambda one: one.seq):
                room.apply(event)
            for answer in stored.answers:
                if answer.seat not in room.seats:  # whoever it was, it was given
                    room.sit(Seat(answer.seat, ""))
                room.keep(answer)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise QuizError(_("What was kept of this session is damaged.")) from error
        room.clock = max(room.clock, stored.at_ms)
        room.count()
        return room

    # answering

    def admit(self, seat: int, q: object, raw: object, at: int, utc: int) -> SeatAnswer:
        """Take the answer of a seat: ``raw`` is any JSON value, ``at`` when its frame arrived.

        The first answer stands: for any later one it is returned, the same object. What arrived in time is taken even
        if the room has closed before it was looked at. Raises RefusedError.
        """
        sitting = self.seats.get(seat)
        if sitting is None:
            raise RefusedError(Why.UNKNOWN)
        if sitting.kicked:
            raise RefusedError(Why.KICKED)
        if type(q) is not int or not 0 <= q < len(self.answers):
            raise RefusedError(Why.UNKNOWN)
        kept = self.answers[q].get(seat)
        if kept is not None:
            return kept
        used = at - self._open_since(sitting, q, at, utc)
        question = self.question(q, sitting.lang)
        response = read_response(question, raw)
        verdict = grade(question, response).strict
        points = earned(self.plan, verdict.credit, used, sitting.extra)
        answer = SeatAnswer(q, seat, at, utc, used, response, verdict.outcome, verdict.credit, points)
        self.keep(answer)
        return answer

    def _open_since(self, seat: Seat, q: int, at: int, utc: int) -> int:
        """The moment from which the answer's time counts. Raises RefusedError if it cannot be answered ``at``."""
        if self.phase is Phase.OVER and self.closed_at is None:
            raise RefusedError(Why.OVER)
        if self.plan.mode == "cards":
            raise RefusedError(Why.PHASE)
        if self.paused and at >= self.paused_at:
            raise RefusedError(Why.PAUSED)
        if self.plan.mode == "paced":
            return self._shown_since(seat, q, at, utc)
        if q != self.at:
            raise RefusedError(Why.LATE if q in self.asked else Why.OTHER)
        if at < self.opens_at:
            raise RefusedError(Why.EARLY)
        closes = self.closes_at if seat.extra == 1.0 else self.closes_for(seat.id)
        # whoever answers within the millisecond of a close by the host may have seen the key
        if (closes is not None and at > closes) or (self.closed_at is not None and at >= self.closed_at):
            raise RefusedError(Why.OVER if self.phase is Phase.OVER else Why.LATE)
        return self.opens_at

    def _shown_since(self, seat: Seat, q: int, at: int, utc: int) -> int:
        if self.phase is Phase.OVER and self.closed_at is not None and at >= self.closed_at:
            raise RefusedError(Why.OVER)
        if self.plan.deadline_ms and utc > self.plan.deadline_ms:
            raise RefusedError(Why.LATE)
        shown, since = self.shown_at.get(seat.id, (-1, 0))
        if q != shown:
            raise RefusedError(Why.EARLY if q == self._first_open(seat.id) else Why.OTHER)
        return min(since, at)

    def show(self, seat: int, now: int, utc: int) -> tuple[int | None, list[RoomEvent]]:
        """Paced: put before a seat its first unanswered question, whose time counts from the first call.

        Returns None if it has answered all. Raises RefusedError.
        """
        q = self._to_show(seat)
        if q is None or self.shown_at.get(seat, (-1, 0))[0] == q:
            return q, []
        return q, [self._happen("show", {"seat": seat, "q": q}, now, utc)]

    def _to_show(self, seat: int) -> int | None:
        if self.plan.mode != "paced":
            raise RefusedError(Why.PHASE)
        self._seat(seat)
        q = None if self.phase is Phase.OVER else self._first_open(seat)
        if self.paused and q is not None and self.shown_at.get(seat, (-1, 0))[0] != q:
            raise RefusedError(Why.PAUSED)  # its time would run from here
        return q

    def _first_open(self, seat: int) -> int | None:
        """The first question that the seat has not answered and that counts."""
        return next((q for q, given in enumerate(self.answers) if seat not in given and self.voided.get(q) != ()), None)

    # seats

    def join(self, name: str, lang: str, team: str, learner: str, now: int, utc: int) -> tuple[Seat, RoomEvent]:
        """Give somebody a seat. Raises RefusedError."""
        self._not_over()
        if self.locked:
            raise RefusedError(Why.LOCKED)
        if self.plan.deadline_ms and utc > self.plan.deadline_ms:
            raise RefusedError(Why.LATE)
        if len(self.seats) >= MOST_SEATS:
            raise RefusedError(Why.FULL)
        langs = self.plan.langs
        shown = self._name(name)
        seat = Seat(
            self.last_seat + 1,
            shown,
            lang if lang in langs else langs[0],
            self._team(team),
            learner=learner if isinstance(learner, str) and _UUID.fullmatch(learner) else "",
        )
        self.sit(seat)
        return seat, self._happen("join", {"seat": seat.id}, now, utc)

    def _name(self, name: str) -> str:
        """What somebody who joins is called."""
        plan = self.plan
        if plan.naming == "nicknames":
            some = (nickname(n, plan.langs[0]) for n in range(len(self.seats), 2 * MOST_SEATS))
            return next(one for one in some if name_key(one) not in self._names)
        if plan.naming == "roster":
            return self._free_name(on_roster(name, plan.roster))
        cleaned = clean_name(name, longest_name(plan))
        self._decent(cleaned)
        return self._free_name(cleaned)

    def _decent(self, name: str) -> None:
        if any(rude(name, lang, self.plan.rude) for lang in {"en", *self.plan.langs}):
            raise RefusedError(Why.NAME)

    def _team(self, team: str, seat: int = 0) -> str:
        """The team of somebody who joins, as the others in it wrote it; or the names at a device."""
        if self.plan.teams == "none" or not isinstance(team, str) or not team.strip():
            return ""
        if self.plan.teams == "device":
            names = [clean_name(one) for one in team.split(",")[:MOST_AT_A_DEVICE] if one.strip()]
            for one in names:
                self._decent(one)
            return ", ".join(names)
        try:
            name = clean_name(team)
            self._decent(name)
        except RefusedError as error:
            raise RefusedError(Why.TEAM) from error
        others = (one.team for one in self.seats.values() if one.id != seat)
        return next((other for other in others if same_name(other, name)), name)

    def _free_name(self, name: str, seat: int = 0) -> str:
        if self._names.get(name_key(name), seat) != seat:
            raise RefusedError(Why.TAKEN)
        return name

    def kick(self, seat: int, now: int, utc: int) -> list[RoomEvent]:
        """Take a seat away. What it has answered is kept, and left out wherever answers are counted."""
        return [self._happen("kick", {"seat": self._seat(seat).id}, now, utc)]

    def restore(self, seat: int, now: int, utc: int) -> list[RoomEvent]:
        """Give a seat back that was taken away."""
        found = self.seats.get(seat) if type(seat) is int else None
        if found is None or not found.kicked:
            raise RefusedError(Why.UNKNOWN)
        self._free_name(found.name)
        return [self._happen("restore", {"seat": found.id}, now, utc)]

    def hand(self, seat: int, now: int, utc: int) -> list[RoomEvent]:
        """The seat gets a new token, and the old one is worth nothing: the caller makes it."""
        self._not_over()
        return [self._happen("hand", {"seat": self._seat(seat).id}, now, utc)]

    def extra(self, seat: int, factor: float, now: int, utc: int) -> list[RoomEvent]:
        """A seat's time to answer is multiplied from now on, that of the question being asked included."""
        self._not_over()
        return [self._happen("extra", {"seat": self._seat(seat).id, "factor": factor_of(factor)}, now, utc)]

    def rename(self, seat: int, name: str, now: int, utc: int) -> list[RoomEvent]:
        """Give a seat another name, which the event does not tell."""
        found = self._seat(seat)
        longest = longest_name(self.plan)
        cleaned = clean_name(name, longest + 1)
        if len(cleaned) > longest:
            raise RefusedError(Why.LONG)
        self.sit(found._replace(name=self._free_name(cleaned, found.id)))
        return [self._happen("set", {"seat": found.id}, now, utc)]

    def regroup(self, seat: int, team: str, now: int, utc: int) -> list[RoomEvent]:
        """Put a seat into another team, which the event does not tell; what it has earned goes with it."""
        found = self._seat(seat)
        if self.plan.teams != "averaged":
            raise RefusedError(Why.INVALID)
        wanted = self._team(team, found.id)
        if not wanted:
            raise RefusedError(Why.TEAM)
        self.sit(found._replace(team=wanted))
        return [self._happen("set", {"seat": found.id}, now, utc)]

    def lock(self, on: bool, now: int, utc: int) -> list[RoomEvent]:
        """Nobody may join any more, or again."""
        self._not_over()
        if not isinstance(on, bool):
            raise RefusedError(Why.INVALID)
        return [self._happen("lock", {"on": on}, now, utc)]

    # questions

    def ask(self, q: int | None, now: int, utc: int) -> list[RoomEvent]:
        """Put a question before the class, or the next one. No question is asked twice."""
        self._in(Phase.LOBBY, Phase.REVEALED)
        if self.paused:
            raise RefusedError(Why.PAUSED)
        wanted = self.next() if q is None else self._number(q)
        if wanted is None:
            raise RefusedError(Why.UNKNOWN)
        if wanted in self.asked:
            raise RefusedError(Why.PHASE)
        opens_at = max(now, self.clock) + self.plan.read_ms
        untimed = self.plan.answer_ms == 0 or self.plan.mode == "cards"
        closes_at = None if untimed else opens_at + self.plan.answer_ms
        return [self._happen("ask", {"q": wanted, "opens_at": opens_at, "closes_at": closes_at}, now, utc)]

    def extend(self, ms: int, now: int, utc: int) -> list[RoomEvent]:
        """So much more time for everyone."""
        self._in(Phase.ASKED)
        if self.closes_at is None:
            raise RefusedError(Why.PHASE)
        if type(ms) is not int or not 0 < ms <= _LONGEST_EXTENSION_MS:
            raise RefusedError(Why.INVALID)
        # those with extra time may still be answering after the others' time is up
        return [self._happen("extend", {"closes_at": max(self.closes_at, now) + ms}, now, utc)]

    def untimed(self, now: int, utc: int) -> list[RoomEvent]:
        """The question stays open until the host closes it."""
        self._in(Phase.ASKED)
        if self.closes_at is None:
            raise RefusedError(Why.PHASE)
        return [self._happen("extend", {"closes_at": None}, now, utc)]

    def close(self, now: int, utc: int) -> list[RoomEvent]:
        """No more answers; the key stays hidden."""
        self._in(Phase.ASKED)
        return [self._happen("close", {"q": self.at}, now, utc)]

    def reveal(self, now: int, utc: int) -> list[RoomEvent]:
        """Show the key; what is open is closed first."""
        self._in(Phase.ASKED, Phase.CLOSED)
        closing = self.close(now, utc) if self.phase is Phase.ASKED else []
        return [*closing, self._happen("reveal", {"q": self.at}, now, utc)]

    def skip(self, now: int, utc: int) -> list[RoomEvent]:
        """Pass over the question before the class, or between two the next one: it counts for nobody."""
        self._in(Phase.LOBBY, Phase.ASKED, Phase.CLOSED, Phase.REVEALED)
        q = self.at if self.phase in (Phase.ASKED, Phase.CLOSED) else self.next()
        if q is None:
            raise RefusedError(Why.UNKNOWN)
        return [self._happen("skip", {"q": q}, now, utc)]

    def pause(self, now: int, utc: int) -> list[RoomEvent]:
        """Nothing may be answered, and from here on the caller lets the room's clock stand still."""
        self._not_over()
        if self.paused:
            raise RefusedError(Why.PAUSED)
        return [self._happen("pause", {}, now, utc)]

    def resume(self, now: int, utc: int) -> list[RoomEvent]:
        """Go on; the clock runs again."""
        self._not_over()
        if not self.paused:
            raise RefusedError(Why.PHASE)
        return [self._happen("resume", {}, now, utc)]

    def void(self, q: int, accept: list[Any], now: int, utc: int) -> list[RoomEvent]:
        """``accept`` holds what shall be right besides the key; without any the question counts for nobody.

        The last decision about a question stands, and it may be taken after the end.
        """
        number = self._number(q)
        accepted = self._accepted(number, accept)
        plain = [list(one) if isinstance(one, tuple) else one for one in accepted]
        return [self._happen("void", {"q": number, "accept": plain}, now, utc)]

    def tally(self, q: int, counts: Mapping[str, int], now: int, utc: int) -> list[RoomEvent]:
        """Answers counted by hand, by option; the last count of a question stands."""
        number = self._number(q)
        if self.plan.mode != "cards" or number not in self.asked:
            raise RefusedError(Why.PHASE)
        question = self.question(number)
        options = {str(at) for at in range(len(question.options))}
        if (
            question.form not in (Form.CHOICE, Form.TRUE_FALSE)
            or not isinstance(counts, Mapping)
            or any(option not in options for option in counts)
            or any(type(count) is not int or not 0 <= count <= _MOST_COUNTED for count in counts.values())
        ):
            raise RefusedError(Why.INVALID)
        return [self._happen("tally", {"q": number, "counts": dict(counts)}, now, utc)]

    def over(self, now: int, utc: int) -> list[RoomEvent]:
        """The end."""
        self._not_over()
        return [self._happen("over", {}, now, utc)]

    # what happens by itself

    def due(self) -> int | None:
        """When something happens by itself, on the room's clock; it may lie in the past. None: not until a command."""
        if self.paused or self.plan.mode == "paced":
            return None
        if self.phase is Phase.ASKED:
            if self.plan.auto_ms and self.present and not self.waiting:
                return self.clock
            last = self.last_close()
            return None if last is None else last + 1  # an answer of that very millisecond is in time
        if self.phase is Phase.REVEALED and self.plan.auto_ms:
            return self.revealed_at + self.plan.auto_ms
        return None

    def tick(self, now: int, utc: int) -> list[RoomEvent]:
        """Let happen what is due by now: the reveal at the closing time, the next question, the end."""
        events: list[RoomEvent] = []
        if self.plan.mode == "paced" and self.plan.deadline_ms and utc > self.plan.deadline_ms:
            return [] if self.phase is Phase.OVER else self.over(now, utc)
        while (due := self.due()) is not None and due <= now:
            if self.phase is Phase.ASKED:
                events += self.reveal(now, utc)
            else:
                events += self.over(now, utc) if self.next() is None else self.ask(None, now, utc)
        return events

    # pieces of the above

    def _happen(self, kind: str, data: Mapping[str, Any], now: int, utc: int) -> RoomEvent:
        event = RoomEvent(self.seq + 1, max(now, self.clock), utc, kind, data)
        self.apply(event)
        return event

    def _not_over(self) -> None:
        if self.phase is Phase.OVER:
            raise RefusedError(Why.OVER)

    def _in(self, *phases: Phase) -> None:
        self._not_over()
        if self.phase not in phases or self.plan.mode == "paced":
            raise RefusedError(Why.PHASE)
