"""Whatever is pressed at a lesson's screens, and whatever the room says meanwhile, they stand and draw within their
borders."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tests.any_kit import KEYS, ODD_SIZES, said_to_a_pupil, said_to_the_desk
from tests.tui_class_kit import Class, Front, Seat, harmless
from tests.tui_kit import SIZES, Stage, settled, told

STEPS = 300
Frames = Callable[[Random], list[dict[str, Any]]]


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
