"""The teacher's screen of a room in which each goes on alone."""

from typing import Any

import pytest

from tests.class_kit import HOSTILE, NAMES, desk, seat
from tests.tui_class_kit import Class, harmless
from tests.tui_kit import MIDDLE, SIZES, Stage, compare, press, seen, settled, told

HOMEWORK = {"mode": "paced", "phase": "asked", "deadline": 1_795_000_000_000}
"""A room in which each goes on alone."""


def far(*given: int) -> list[dict[str, Any]]:
    """Seats that have answered so many of eight, every second one right; the second one is away."""
    return [
        seat(at, name, given=n, right=(n + 1) // 2, points=(n + 1) // 2, on=at != 2)
        for at, (name, n) in enumerate(zip(NAMES, given, strict=False), 1)
    ]


@told
async def test_homework_shows_how_far_everyone_has_got(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk([], **HOMEWORK))
        await settled(pilot)
        assert "Open until 2026-11-1" in seen(room.app) and "482 913" in seen(room.app)
        assert "Nobody is in yet." in seen(room.app)
        room.take({"t": "seats", "seats": far(3, 0, 8)})
        await settled(pilot)
        assert "3 of 8  2 right" in seen(room.app) and "0 of 8  away" in seen(room.app)
        assert "8 of 8  4 right  finished" in seen(room.app)
        assert "1 of 3 has finished." in seen(room.app) and "finished 1/3" in seen(room.app)
        await press(pilot, "w")
        assert NAMES[0][:16] in seen(room.app) and "right" not in seen(room.app) and "3 of 8" not in seen(room.app)
        await press(pilot, "w", "s")
        assert "3 of 8" in seen(room.app) and "finished" in seen(room.app) and "no answer" not in seen(room.app)


@pytest.mark.parametrize("size", SIZES)
@told
async def test_hostile_names_of_a_paced_room_are_only_names(stage: Stage, size: str) -> None:
    room = Class(stage)
    async with room.app.run_test(size=SIZES[size]) as pilot:
        seats = [seat(at, name, given=10**9 - at % 3) for at, name in enumerate(HOSTILE, 1)]
        room.take(desk(seats=seats, mode="paced", phase="asked", deadline=10**30))
        await settled(pilot)
        harmless(room.app)
        await press(pilot, "end", "w")
        harmless(room.app)


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("size", SIZES)
@told
async def test_a_paced_room_looks_as_it_should(stage: Stage, lang: str, size: str) -> None:
    room = Class(stage, lang)
    async with room.app.run_test(size=SIZES[size]) as pilot:
        room.take(desk(seats=far(3, 0, 8, 1, 8, 5), mode="paced", phase="asked"))
        await settled(pilot)
        compare(f"class-paced.{lang}.{size}", room.app)
