"""What a room shows, and to whom. No function here gives a key away before it is revealed, but those for the host."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from quiz.questions.grade import grade
from quiz.questions.grading.folding import plain
from quiz.questions.model import Form, Outcome, Question, Response
from quiz.study.room.model import KeyTexts, Phase, RefusedError, Why
from quiz.study.room.names import rude
from quiz.study.room.points import Place, marked, standings, teams
from quiz.study.room.state import State

__all__ = [
    "Distribution",
    "Key",
    "Told",
    "board",
    "desk_key",
    "distribution",
    "final",
    "key",
    "podium",
    "told",
]

_MOST_PLACES = 5
_MOST_TEXTS = 6
_PODIUM = 3


class Key(NamedTuple):
    """What is right."""

    q: int
    indices: tuple[int, ...]
    """Of the options, in order where order matters; empty for typed answers."""
    accepted: tuple[Response, ...]
    """What was ruled to be right as well."""
    counts: bool
    """False: the question counts for nobody."""
    texts: Mapping[str, KeyTexts]
    """By language."""


class Told(NamedTuple):
    """What a seat is told of its own answer."""

    response: Response
    outcome: Outcome
    credit: float
    points: int
    correction: str
    """To be shown with a right answer that needs one, or empty."""
    counts: bool


class Distribution(NamedTuple):
    """What the class answered."""

    q: int
    answered: int
    right: int
    options: tuple[int, ...]
    """How many chose each option; for orders and typed answers empty."""
    texts: tuple[tuple[str, int], ...]
    """The most frequent orders or typed answers, and how many gave each; else empty."""


def key(room: State, q: int, seat: int | None = None) -> Key:
    """What is right, for the class, or in a paced room for a seat that has answered. Raises RefusedError (EARLY)."""
    known = seat in room.answers[q] if room.plan.mode == "paced" else q in room.revealed
    if not known:
        raise RefusedError(Why.EARLY)
    return desk_key(room, q)


def desk_key(room: State, q: int) -> Key:
    """What is right, at any time: for the host alone."""
    entry = room.plan.entries[q]
    texts = {
        lang: KeyTexts(one.key, one.explanation, tuple(entry.cited.get(lang, ())), one.about)
        for lang, one in entry.questions.items()
    }
    accepted = room.voided.get(q)
    void = accepted == () or q in room.skipped
    return Key(q, room.question(q).key_indices, accepted or (), not void, texts)


def told(room: State, seat: int, q: int) -> Told | None:
    """What a seat is told of its answer to a question; None if it gave none. Raises RefusedError (EARLY)."""
    answer = room.answers[q].get(seat)
    if answer is None:
        return None
    if room.plan.mode != "paced" and q not in room.revealed:
        raise RefusedError(Why.EARLY)
    mark = marked(room, answer)
    if mark is None:
        return Told(answer.response, answer.outcome, 0.0, 0, "", False)
    outcome, correction = answer.outcome, ""
    if mark.right:
        outcome = Outcome.RIGHT
        question = room.question(q, room.seats[seat].lang)
        if question.form is Form.TYPED and answer.outcome is Outcome.RIGHT:
            correction = grade(question, answer.response).correction
    return Told(answer.response, outcome, mark.credit, mark.points, correction, True)


def distribution(room: State, q: int, lang: str = "", *, desk: bool = False) -> Distribution:
    """What the class answered, orders in ``lang``. ``desk``: for the host alone, at any time and with rude words.

    Answers of seats that were kicked are left out. Raises RefusedError (EARLY) before the reveal.
    """
    if not desk and q not in room.revealed:
        raise RefusedError(Why.EARLY)
    question = room.question(q, lang)
    answers = [answer for seat, answer in room.answers[q].items() if seat in room.seats and not room.seats[seat].kicked]
    by_hand = room.tallies.get(q, {})
    chosen: Counter[int] = Counter(by_hand)
    spelt: dict[str, Counter[str]] = {}
    for answer in answers:
        response = answer.response
        if isinstance(response, int):
            chosen[response] += 1
        elif isinstance(response, tuple) and question.form is not Form.ORDERING:
            chosen.update(response)
        else:
            text = _in_words(question, response)
            if desk or not any(rude(text, one) for one in {"en", *room.plan.langs}):
                spelt.setdefault(plain(text), Counter())[text] += 1
    groups = sorted(((one.most_common(1)[0][0], one.total()) for one in spelt.values()), key=lambda one: -one[1])
    free = question.form in (Form.ORDERING, Form.TYPED)
    right = sum(mark is not None and mark.right for mark in (marked(room, answer) for answer in answers))
    also = {*question.key_indices, *room.voided.get(q, ())}
    return Distribution(
        q,
        len(answers) + sum(by_hand.values()),
        right + sum(count for option, count in by_hand.items() if option in also),
        () if free else tuple(chosen[at] for at in range(len(question.options))),
        tuple(groups[:_MOST_TEXTS]),
    )


def _in_words(question: Question, response: Response) -> str:
    if isinstance(response, tuple):
        return " → ".join(question.options[at] for at in response)
    return str(response)


def board(room: State) -> list[Place] | None:
    """The leading places after a reveal, of teams where their members\' results are averaged; None where the plan has
    none, or before the first reveal."""
    most = min(room.plan.board, _MOST_PLACES)
    return _leading(room, most) if most > 0 and (room.revealed or room.phase is Phase.OVER) else None


def podium(room: State) -> list[Place] | None:
    """The best three, at the end of a session that wants a podium; else None."""
    return _leading(room, _PODIUM) if room.plan.podium and room.phase is Phase.OVER else None


def final(room: State) -> dict[int, tuple[int, int]]:
    """At the end of a session that shows places: that of each seat, or of its team, and of how many. Nobody is told of
    a place without points."""
    if room.phase is not Phase.OVER or not (room.plan.podium or room.plan.board):
        return {}
    places = _places(room)
    ranks = {one.seat or one.name: one.rank for one in places if one.points > 0}
    whose = {seat.id: seat.team if room.plan.teams == "averaged" else seat.id for seat in room.seats.values()}
    return {seat: (ranks[who], len(places)) for seat, who in whose.items() if who in ranks}


def _places(room: State) -> list[Place]:
    return teams(room) if room.plan.teams == "averaged" else standings(room)


def _leading(room: State, most: int) -> list[Place]:
    """The first places with any points; the last of them knows how many are level with it and find no room."""
    places = [one for one in _places(room) if one.points > 0]
    level = sum(one.rank == places[most - 1].rank for one in places[most:])
    return [*places[: most - 1], *(one._replace(level=level) for one in places[most - 1 : most])]
