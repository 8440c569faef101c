"""What a room says of itself: snapshots, questions, reveals, results, each as the one who reads it may see it.

Nothing here changes anything. The key of a question is in no text but a reveal and what the host is told.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from quiz.classroom.frames import VERSION, dumped, framed, question_texts
from quiz.questions.model import Outcome
from quiz.study.room.machine import Room
from quiz.study.room.model import Phase, Seat
from quiz.study.room.points import Own, Place, counting, own, owns
from quiz.study.room.views import Key, Told, board, desk_key, distribution, final, key, podium, told

__all__ = ["Telling"]


class Telling:
    """Frames about a room, as JSON text, and snapshots ready to be sent."""

    def __init__(self, room: Room, session: str, code: str) -> None:
        self.room, self.session, self.code = room, session, code
        self.urls: tuple[str, ...] = ()
        """Where pupils find the room, the best first, with the code."""
        self.pages: tuple[str, ...] = ()
        """The same as a person types it."""
        self._questions = [dumped(question_texts(entry)) for entry in room.plan.entries]
        self._reveals: dict[int, tuple[int, str]] = {}
        self._ended: tuple[int, list[dict[str, Any]] | None, Mapping[int, tuple[int, int]]] | None = None

    # snapshots

    def room_frame(self, seat: Seat | None, now: int, token: str = "") -> str:
        """All that a seat needs to go on from wherever it was; without a seat, what the wall needs."""
        room = self.room
        fields: dict[str, Any] = {"t": "room", **self._head(now)}
        if seat is not None:
            fields["you"] = self.you(seat, token)
            return self._with_question(fields, seat)
        fields["you"] = None
        fields |= {"code": self.code, "url": self.pages[0] if self.pages else "", "names": self._names()}
        fields |= {"locked": room.locked, "count": self.counted()}
        if room.plan.teams == "averaged":
            fields["teams"] = [seat.team for seat in room.seats.values() if not seat.kicked]
        return self._with_question(fields, None, wall=True)

    def snapshot(self, seat: Seat | None, now: int, token: str = "") -> bytes:
        """The frame above; after the end the results follow it."""
        frame = framed(self.room_frame(seat, now, token))
        return frame + framed(self.over(seat)) if self.room.phase is Phase.OVER else frame

    def desk_frame(self, now: int, on: "set[int]") -> str:
        """The host's snapshot. ``on`` are the seats with a socket."""
        room = self.room
        fields: dict[str, Any] = {"t": "desk", **self._head(now), "you": None}
        fields |= {"code": self.code, "urls": self.pages, "links": self.urls, "locked": room.locked}
        fields |= {"seats": self._lines(on), "count": self.counted(missing=True)}
        fields |= {"key": None, "counts": None, "questions": self._asked()}
        if room.at >= 0:
            fields["key"] = _key(desk_key(room, room.at))
            fields["counts"] = self._counts(room.at, desk=True)
        return self._with_question(fields, None, wall=True)

    def _head(self, now: int) -> dict[str, Any]:
        room = self.room
        plan = room.plan
        return {
            "v": VERSION,
            "session": self.session,
            "title": dict(plan.title),
            "langs": plan.langs,
            "mode": plan.mode,
            "phase": room.phase.value,
            "paused": room.paused,
            "now": now,
            "q": room.at,
            "of": len(plan.entries),
            **({"deadline": plan.deadline_ms} if plan.deadline_ms else {}),
        }

    def _with_question(self, fields: dict[str, Any], seat: Seat | None, *, wall: bool = False) -> str:
        """``fields`` with the question that is on, one's own answer to it, and its reveal."""
        room = self.room
        q = room.at if seat is None or room.plan.mode != "paced" else room.shown_at.get(seat.id, (-1, 0))[0]
        question = answer = reveal = "null"
        if q >= 0 and room.phase in (Phase.ASKED, Phase.CLOSED, Phase.REVEALED):
            question = self.question(q, fields["now"], seat)
            given = room.answers[q].get(seat.id) if seat is not None else None
            if given is not None:
                answer = dumped({"q": q, "r": given.response})
            mine = room.plan.mode == "paced" and given is not None
            if mine or (q in room.revealed and room.phase is Phase.REVEALED):
                reveal = self.reveal(q, seat, wall=wall)
        return f'{dumped(fields)[:-1]},"question":{question},"answer":{answer},"reveal":{reveal}}}'

    def _names(self) -> list[str]:
        return [seat.name for seat in self.room.seats.values() if not seat.kicked]

    def _asked(self) -> list[str]:
        """What became of each question: empty, asked, skipped, or revealed."""
        room = self.room
        return [
            "revealed" if q in room.revealed else "skipped" if q in room.skipped else "asked" if q in room.asked else ""
            for q in range(len(room.answers))
        ]

    # questions

    def question(self, q: int, now: int, seat: Seat | None = None) -> str:
        """A question, with the times at which this seat may answer it."""
        room = self.room
        entry = room.plan.entries[q]
        opens_at, closes_at = room.opens_at, room.closes_at
        if room.plan.mode == "paced":
            opens_at, closes_at = (room.shown_at.get(seat.id, (q, now))[1] if seat else now), None
        elif seat is not None:
            closes_at = room.closes_for(seat.id)
        form = next(iter(entry.questions.values())).form.value
        times = f'"opens_at":{opens_at},"closes_at":{"null" if closes_at is None else closes_at}'
        head = f'{{"t":"question","now":{now},"q":{q},"of":{len(room.answers)},"form":"{form}",{times}'
        return f'{head},"texts":{self._questions[q]}}}'

    def host_question(self, q: int, now: int) -> str:
        """A question with its key."""
        return f'{self.question(q, now)[:-1]},"key":{dumped(_key(desk_key(self.room, q)))}}}'

    def phase(self, now: int, seat: Seat | None = None) -> str:
        """Where the room stands, without its question."""
        room = self.room
        closes = room.closes_at if seat is None else room.closes_for(seat.id)
        fields = {"t": "phase", "phase": room.phase.value, "paused": room.paused, "now": now}
        return dumped({**fields, "opens_at": room.opens_at, "closes_at": closes})

    # reveals

    def reveal_head(self, q: int) -> str:
        """A reveal as far as it is the same for all: without its end."""
        known = self._reveals.get(q)
        if known is None or known[0] != self.room.seq:  # a decision about the question may have been taken meanwhile
            found = desk_key(self.room, q)
            fields = {"t": "reveal", "q": q, **_key(found)}
            known = self._reveals[q] = (self.room.seq, dumped(fields)[:-1])
        return known[1]

    def reveal(self, q: int, seat: Seat | None, *, wall: bool = False) -> str:
        """What was right, and what became of this seat's answer; for wall and host, of all answers.

        Raises RefusedError if that cannot be told yet.
        """
        key(self.room, q, seat.id if seat is not None else None)
        mine = "null" if seat is None else self.result(q, seat, own(self.room, seat.id))
        more = ""
        if wall:
            more = f',"counts":{dumped(self._counts(q))}'
            leading = board(self.room)
            if leading is not None:
                more += f',"board":{dumped(_places(leading))}'
        return f'{self.reveal_head(q)},"you":{mine}{more}}}'

    def result(self, q: int, seat: Seat, sums: Own) -> str:
        """What became of a seat's answer to ``q``."""
        found = told(self.room, seat.id, q) or Told(None, Outcome.BLANK, 0.0, 0, "", True)
        fields = {"outcome": found.outcome.value, "credit": found.credit, "points": found.points}
        fields |= {"right": sums.right, "answered": sums.answered, "total": sums.points}
        return dumped({**fields, "correction": found.correction, "r": found.response, "counts": found.counts})

    def you(self, seat: Seat, token: str = "") -> dict[str, Any]:
        """A seat as its pupil sees it. Its extra time is nobody's business, and shows in its times alone."""
        sums = own(self.room, seat.id)
        fields: dict[str, Any] = {"seat": seat.id, "name": seat.name, "team": seat.team}
        if token:
            fields["token"] = token
        return {**fields, "right": sums.right, "answered": sums.answered, "points": sums.points}

    # sums

    def _counts(self, q: int, *, desk: bool = False) -> list[tuple[str, int]]:
        """How often each option was chosen, by its index; of typed answers and orders the most frequent, in words."""
        found = distribution(self.room, q, self.room.plan.langs[0], desk=desk)
        return list(found.texts) or [(str(at), n) for at, n in enumerate(found.options)]

    def counted(self, *, missing: bool = False) -> dict[str, Any]:
        """How many have answered the question that is on."""
        room = self.room
        fields: dict[str, Any] = {"q": room.at, "answered": room.present - room.waiting if room.at >= 0 else 0}
        fields["of"] = room.present
        if missing:
            fields["missing"] = room.missing() if room.at >= 0 else []
        return fields

    def over(self, seat: Seat | None) -> str:
        """The end."""
        mine = None if seat is None else self.you(seat)
        fields: dict[str, Any] = {"t": "over", "you": mine, "of": len(counting(self.room))}
        known = self._ended
        if known is None or known[0] != self.room.seq:  # as with reveals
            leading = podium(self.room)
            known = self._ended = self.room.seq, _places(leading) if leading is not None else None, final(self.room)
        _seq, places, ranks = known
        if places is not None:
            fields["podium"] = places
        if seat is not None and seat.id in ranks:
            fields["place"] = ranks[seat.id]
        return dumped(fields)

    def _lines(self, on: "set[int]") -> list[dict[str, Any]]:
        room = self.room
        given = room.answers[room.at] if room.at >= 0 else {}
        sums = owns(room)
        lines: list[dict[str, Any]] = []
        paced = room.plan.mode == "paced"
        far: Counter[int] = Counter(chain.from_iterable(room.answers)) if paced else Counter()
        for seat in room.seats.values():
            lines.append(
                {
                    "seat": seat.id,
                    "name": seat.name,
                    "on": seat.id in on,
                    "answered": seat.id in given,
                    "right": sums[seat.id].right,
                    "points": sums[seat.id].points,
                    "extra": seat.extra,
                    "team": seat.team,
                    "kicked": seat.kicked,
                }
            )
            if paced:  # those of voided questions too, of which nothing else is said
                lines[-1]["given"] = far[seat.id]
        return lines

    def seats(self, on: "set[int]") -> str:
        """Who sits in the room, for the host."""
        return dumped({"t": "seats", "seats": self._lines(on), "locked": self.room.locked})

    def count(self, *, missing: bool) -> str:
        """How many have answered; for the host also who has not."""
        return dumped({"t": "count", **self.counted(missing=missing)})


def _key(found: Key) -> dict[str, Any]:
    """What is right, as frames say it; ``also`` is what was ruled to be right, ``void`` that it counts for nobody."""
    texts = {lang: one._asdict() for lang, one in found.texts.items()}
    return {"key": found.indices, "also": found.accepted, "void": not found.counts, "texts": texts}


def _places(leading: Sequence[Place]) -> list[dict[str, Any]]:
    return [
        {"rank": one.rank, "name": one.name, "points": round(one.points, 1), "right": round(one.right, 1)}
        | ({"level": one.level} if one.level else {})
        for one in leading
    ]
