"""Whatever is pressed at a lesson's screens, and whatever the room says meanwhile, they stand and draw within their
borders."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from quiz.questions.model import Form
from tests.class_kit import HOSTILE, NAMES, desk, key, question, result, reveal, room, seat
from tests.test_tui_any_keys import KEYS, ODD_SIZES
from tests.test_tui_class_pupil import Seat
from tests.tui_class_kit import Class, Front, harmless
from tests.tui_kit import SIZES, Stage, settled, told

STEPS = 300
Frames = Callable[[Random], list[dict[str, Any]]]


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


async def _at_it(front: Front, pilot: Pilot[Any], chance: Random, frames: Frames, steps: int) -> int:
    """Until the screen is left; returns how many steps that took."""
    sizes = [*SIZES.values(), *ODD_SIZES]
    for step in range(steps):
        what = chance.random()
        if what < 0.25:
            front.take(*frames(chance))
        elif what < 0.35:
            front.later(chance.choice([0.3, 4, 31]))
        elif what < 0.37:
            await pilot.resize_terminal(*chance.choice(sizes))
        else:
            pressed = chance.choice(KEYS)
            character = pressed if len(pressed) == 1 else {"enter": "\r"}.get(pressed)
            name = _character_to_key(pressed) if len(pressed) == 1 else pressed
            front.app.post_message(events.Key(name, character))
        await settled(pilot)
        if not front.app.is_running:
            return step + 1
        harmless(front.app)
    return steps


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize(("front", "frames"), [(Class, said_to_the_desk), (Seat, said_to_a_pupil)])
@told
async def test_no_key_and_no_frame_brings_a_lesson_down(
    stage: Stage, front: Callable[[Stage, str], Front], frames: Frames, lang: str
) -> None:
    chance, left = Random(f"{lang} {frames.__name__}"), STEPS
    while left > 0:
        one = front(stage, lang)
        async with one.app.run_test(size=chance.choice([*SIZES.values(), *ODD_SIZES])) as pilot:
            await settled(pilot)
            left -= await _at_it(one, pilot, chance, frames, left)
        assert not one.app.return_code
