"""Whatever is pressed and clicked, the program stands, draws within its borders, and keeps a log that replays."""

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import OutOfBounds

from quiz.errors import QuizError
from quiz.progress.store import rebuild
from quiz.study.room.classes import Classes
from quiz.tui.app import QuizApp
from tests.any_kit import KEYS, ODD_SIZES
from tests.tui_kit import DATA, DAY_MS, SIZES, Desk, settled, told

STEPS = 600


class Alone(Desk):
    """Nobody to hold a lesson with."""

    def classes(self) -> Classes:
        raise QuizError("no lessons here")


async def one_sitting(desk: Desk, chance: Random, steps: int) -> int:
    """Press and click until the program is left; returns how often."""
    app = QuizApp(desk)
    sizes = [*SIZES.values(), *ODD_SIZES]
    async with app.run_test(size=chance.choice(sizes)) as pilot:
        for step in range(steps):
            what = chance.random()
            desk.mono_ms += chance.choice([50, 300, 2_000, 9_000])
            if what < 0.03:
                place = chance.randrange(app.size.width), chance.randrange(app.size.height)
                with suppress(OutOfBounds):  # the terminal has become smaller meanwhile
                    await pilot.click(offset=place)
            elif what < 0.04:
                await pilot.resize_terminal(*chance.choice(sizes))
            elif what < 0.05:
                later = chance.choice([60_000, 3_600_000, DAY_MS, 40 * DAY_MS])
                desk.at_ms, desk.mono_ms = desk.at_ms + later, desk.mono_ms + later
            else:
                key = chance.choice(KEYS)
                character = key if len(key) == 1 else {"enter": "\r"}.get(key)
                app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))
            await settled(pilot)
            if not app.is_running:
                return step + 1
            for strip in app.screen._compositor.render_strips():
                assert strip.cell_length <= app.size.width
    return steps


@pytest.mark.parametrize("bank", ["planets", "tui_summits"])
@pytest.mark.parametrize("lang", ["en", "vi"])
@told
async def test_no_key_brings_the_program_down(tmp_path: Path, lang: str, bank: str) -> None:
    chance, left, at_ms = Random(f"{lang} {bank}"), STEPS, 0
    while left > 0:
        desk = Alone(tmp_path, lang, DATA / f"{bank}.yaml")
        desk.at_ms = max(desk.at_ms, at_ms)
        desk.chosen = chance.random() < 0.8
        left -= await one_sitting(desk, chance, left)
        at_ms = desk.at_ms + chance.randrange(2 * DAY_MS)
        desk.attempts.close()
        desk.store.close()
    found = rebuild(tmp_path / "progress.db")
    assert found.answers and not found.changed
