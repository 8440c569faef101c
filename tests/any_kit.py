"""What is pressed, and what a room says, in no order that makes sense: for the tests that nothing brings a front end
down."""

from random import Random
from typing import Any

from quiz.questions.model import Form
from tests.class_kit import HOSTILE, NAMES, desk, key, question, result, reveal, room, seat

OFTEN = ["enter"] * 12 + [" "] * 6 + ["escape"] * 5 + ["up", "down", "left", "right"] * 4
SELDOM = ["tab", "shift+tab", "backspace", "delete", "pageup", "pagedown", "home", "end", "insert"]
CONTROLS = [*(f"ctrl+{key}" for key in "apuwz"), *(f"f{number}" for number in range(1, 11))]
KEYS = [*"abcdefghijklmnoprstuvwxyz0123456789?/!,.-+@#*ABđế", *OFTEN, *SELDOM, *CONTROLS]  # but for q, which leaves
ODD_SIZES = [(40, 12), (61, 21), (200, 50)]


def _seats(chance: Random) -> list[dict[str, Any]]:
    names = chance.sample([*NAMES, *HOSTILE], chance.randrange(12))
    return [
        seat(at, name, on=chance.random() < 0.7, kicked=chance.random() < 0.1, team=chance.choice(["", *HOSTILE]))
        for at, name in enumerate(names, 1)
    ]


def said_to_the_desk(chance: Random) -> list[dict[str, Any]]:
    """A frame or two as a room might say them, in no order that makes sense."""
    q, form = chance.randrange(8), chance.choice(list(Form))
    modes: list[dict[str, Any]] = [
        {"mode": "live"},
        {"mode": "cards", "code": ""},
        {"mode": "paced", "phase": "asked", "deadline": 10**12},
    ]
    counts = [[[chance.choice(["0", "2", *HOSTILE]), chance.randrange(40)]], []]
    return chance.choice(
        [
            [desk(seats=_seats(chance), paused=chance.random() < 0.3, **chance.choice(modes))],
            [question(form, q, key=key(form), closes_at=chance.choice([None, 34_000]))],
            [question(form, q, key=key(form)), reveal(form, q, counts=chance.choice(counts))],
            [{"t": "seats", "seats": _seats(chance)}],
            [{"t": "count", "q": q, "answered": 3, "of": 6, "missing": [1, 2, 5]}],
            [{"t": "phase", "phase": chance.choice(["lobby", "asked", "revealed", "over"]), "paused": False, "now": 0}],
            [{"t": "over", "you": None, "of": 8, "podium": [{"rank": 1, "name": chance.choice(HOSTILE), "points": 9}]}],
            [{"t": "error", "id": 1, "why": chance.choice(["phase", "name", "early", "nonsense"])}],
            [{"t": "error", "why": "gone"}],
        ]
    )


def said_to_a_pupil(chance: Random) -> list[dict[str, Any]]:
    """As above, to a seat."""
    q, form = chance.randrange(8), chance.choice(list(Form))
    you = {"seat": 3, "name": chance.choice(HOSTILE), "right": 1, "answered": 2, "points": 700}
    return chance.choice(
        [
            [room(mode=chance.choice(["live", "paced"]), paused=chance.random() < 0.3)],
            [question(form, q, closes_at=chance.choice([None, 34_000]))],
            [question(form, q), reveal(form, q, you=result(chance.choice(["right", "wrong", "blank"])))],
            [{"t": "saved", "q": q, "r": 1, "now": 5000}],
            [{"t": "refused", "q": q, "why": chance.choice(["late", "early", "form", "nonsense"]), "now": 5000}],
            [{"t": "phase", "phase": chance.choice(["lobby", "asked", "revealed"]), "paused": True, "now": 0}],
            [{"t": "over", "you": you, "of": 8, "podium": [], "place": [1, 3]}],
            [{"t": "error", "why": chance.choice(["code", "name", "team", "full", "locked", "kicked", "nonsense"])}],
        ]
    )
