"""What answers earn, with the decisions that were taken about questions, and who stands where."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from quiz.questions.grading.folding import plain
from quiz.questions.model import Outcome, Response
from quiz.study.exam.scoring import speed
from quiz.study.room.model import Phase, RoomPlan, SeatAnswer
from quiz.study.room.state import State

__all__ = [
    "Marked",
    "Own",
    "Place",
    "counting",
    "counts",
    "earned",
    "marked",
    "own",
    "owns",
    "settled",
    "standings",
    "teams",
]


class Marked(NamedTuple):
    """What an answer is worth as things stand."""

    right: bool
    credit: float
    """0 to 1."""
    points: int


class Own(NamedTuple):
    """What a seat has so far. Answers whose key is not shown yet are counted as given and not as right."""

    right: int
    answered: int
    points: int


class Place(NamedTuple):
    """A line of the standings."""

    rank: int
    """From 1; those who are level share it, and the next ones after them stand as much lower: 1, 2, 2, 4."""
    name: str
    points: float
    """Of a team the mean of its members."""
    right: float
    """Likewise."""
    seat: int = 0
    """0: a team."""
    members: int = 1
    level: int = 0
    """How many more have this rank and find no room where it is shown."""


def earned(plan: RoomPlan, credit: float, used_ms: int, extra: float) -> int:
    """Points of an answer worth ``credit``, 0 to 1, given after ``used_ms``.

    One for a wholly right answer; under ``speed`` round(1000·(1 − (t/T)/2)) times the credit, T being the plan's time
    to answer as it is for this seat, whatever was extended meanwhile: all of them at once, half of them at its end and
    after. Where the plan has no such time, a right answer earns all of them.
    """
    if plan.speed:
        return int(speed(credit, used_ms, plan.answer_ms * extra))
    return 1 if credit >= 1.0 else 0


def counts(room: State, q: int) -> bool:
    """Whether a question counts: it was not skipped, nor voided without anything to be accepted."""
    return q not in room.skipped and room.voided.get(q) != ()


def counting(room: State) -> list[int]:
    """The questions that results are out of: all that were put before anybody and count."""
    paced = room.plan.mode == "paced"
    return [q for q in range(len(room.answers)) if (paced or q in room.asked) and counts(room, q)]


def settled(room: State, q: int) -> bool:
    """Whether pupils may know what their answers to a question are worth."""
    return room.plan.mode == "paced" or q in room.revealed or room.phase is Phase.OVER


def marked(room: State, answer: SeatAnswer) -> Marked | None:
    """What an answer is worth; None if its question counts for nobody."""
    accept = room.voided.get(answer.question)
    if accept is None:
        if answer.question in room.skipped:
            return None
        return Marked(answer.outcome is Outcome.RIGHT, answer.credit, answer.points)
    if not counts(room, answer.question):
        return None
    if answer.outcome is Outcome.RIGHT or not any(_same(answer.response, one) for one in accept):
        return Marked(answer.outcome is Outcome.RIGHT, answer.credit, answer.points)
    seat = room.seats.get(answer.seat)
    return Marked(True, 1.0, earned(room.plan, 1.0, answer.used_ms, seat.extra if seat else 1.0))


def _same(one: Response, other: Response) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return plain(one) == plain(other)
    return one == other


def own(room: State, seat: int) -> Own:
    """What one seat has so far."""
    return _totals(room, [[given[seat]] if seat in given else () for given in room.answers], (seat,))[seat]


def owns(room: State) -> dict[int, Own]:
    """What every seat has so far, kicked ones included: one walk over all answers."""
    return _totals(room, [given.values() for given in room.answers], room.seats)


def _totals(room: State, by_question: Iterable[Iterable[SeatAnswer]], seats: Iterable[int]) -> dict[int, Own]:
    totals = {seat: [0, 0, 0] for seat in seats}
    for q, answers in enumerate(by_question):
        if not counts(room, q):
            continue
        told, ruled = settled(room, q), q in room.voided
        for answer in answers:
            total = totals[answer.seat]
            total[1] += 1
            if told:
                mark = marked(room, answer) if ruled else None
                total[0] += answer.outcome is Outcome.RIGHT if mark is None else mark.right
                total[2] += answer.points if mark is None else mark.points
    return {seat: Own(*total) for seat, total in totals.items()}


def standings(room: State) -> list[Place]:
    """All who were not kicked, the best first; those who are level in the order in which they came."""
    totals = owns(room)
    seats = [seat for seat in room.seats.values() if not seat.kicked]
    return _ranked([Place(0, seat.name, totals[seat.id].points, totals[seat.id].right, seat.id) for seat in seats])


def teams(room: State) -> list[Place]:
    """Teams by the mean of their members, those without an answer included; kicked ones are not."""
    members: dict[str, list[Own]] = {}
    totals = owns(room)
    for seat in room.seats.values():
        if seat.team and not seat.kicked:
            members.setdefault(seat.team, []).append(totals[seat.id])
    return _ranked(
        [
            Place(0, team, _mean(one.points for one in mine), _mean(one.right for one in mine), 0, len(mine))
            for team, mine in members.items()
        ]
    )


N = TypeVar("N", int, float)


def _mean(numbers: Iterable[N]) -> float:
    found = list(numbers)
    return sum(found) / len(found)


def _ranked(places: list[Place]) -> list[Place]:
    ranked: list[Place] = []
    for at, place in enumerate(sorted(places, key=lambda one: -one.points), 1):
        level = bool(ranked) and ranked[-1].points == place.points
        ranked.append(place._replace(rank=ranked[-1].rank if level else at))
    return ranked
