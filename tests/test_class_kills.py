"""Forty pupils who answer as fast as they can, and a server that is killed at random moments: nothing that was
acknowledged is lost, and everyone is back in the same question."""

import asyncio
import json
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("looks for the server's processes in /proc", allow_module_level=True)

from quiz.classroom.client import SocketLink
from tests.lesson_kit import kill, server_of, workers
from tests.room_server_kit import SECONDS, Room, choices, serving

PUPILS = 40
KILLS = min(20, int(os.environ.get("QUIZ_KILLS", "10")))  # the benchmark kills a room fifty times


class Pupil:
    """A real client with a seat, which answers each question as soon as it comes, and remembers what it was told."""

    def __init__(self, number: int, room: Room) -> None:
        self.number = number
        self.link = SocketLink(f"http://127.0.0.1:{room.port}", room.hello(f"Pupil {number}"))
        self.seat = 0
        self.saved: dict[int, list[int]] = {}
        """By question, all that was said to be saved."""
        self.sent: dict[int, int] = {}
        self.at = -1
        self.points: list[tuple[int, int]] = []
        """(answered, right) of each snapshot."""
        self.refused: list[dict[str, Any]] = []
        self.up = False
        self.task = asyncio.get_running_loop().create_task(self._listen())

    async def _listen(self) -> None:
        async for frame in self.link.frames():
            kind = frame["t"]
            if kind == "link":
                self.up = frame["up"]
            elif kind == "room":
                self._snapshot(frame)
                if frame["question"] is not None:
                    await self._asked(frame["question"]["q"])
            elif kind == "question":
                await self._asked(frame["q"])
            elif kind == "saved":
                self.saved.setdefault(frame["q"], []).append(frame["r"])
            elif kind in ("refused", "error", "gone"):
                self.refused.append(frame)

    def _snapshot(self, frame: dict[str, Any]) -> None:
        self.seat = frame["you"]["seat"]
        self.points.append((frame["you"]["answered"], frame["you"]["right"]))
        answer = frame["answer"]
        if answer is None:
            assert frame["q"] not in self.saved, "an answer that was acknowledged is not there any more"
        else:
            assert answer["r"] in self.saved.get(answer["q"], [answer["r"]])

    async def _asked(self, q: int) -> None:
        self.at = q
        if q not in self.sent:
            self.sent[q] = (self.number + q) % 4
            await self.link.send({"t": "answer", "q": q, "r": self.sent[q]})


class Teacher:
    """The host, who asks the next question when all have answered."""

    def __init__(self, room: Room) -> None:
        self.link = SocketLink(f"http://127.0.0.1:{room.port}", {"t": "host", "v": 1, "token": room.token})
        self.phase, self.at = "", -1
        self.known = asyncio.Event()
        self.task = asyncio.get_running_loop().create_task(self._listen())

    async def _listen(self) -> None:
        async for frame in self.link.frames():
            if frame["t"] == "desk":
                self.phase, self.at = frame["phase"], frame["q"]
            elif frame["t"] == "question":
                self.phase, self.at = "asked", frame["q"]
            elif frame["t"] == "reveal":
                self.phase = "revealed"
            self.known.set()

    async def until(self, what: str, phase: str) -> None:
        """Say it again until it is so: a command may be lost with the server."""
        while self.phase != phase:
            self.known.clear()
            await self.link.send({"t": "do", "id": 1, "what": what})
            try:
                await asyncio.wait_for(self.known.wait(), 0.2)
            except TimeoutError:
                continue


async def _until(condition: Any) -> None:
    async def there() -> None:
        while not condition():
            await asyncio.sleep(0.005)

    await asyncio.wait_for(there(), SECONDS)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with serving(tmp_path, choices(2_000)) as made:
        for phone in (made.host, made.honest):
            phone.close()  # they do not come back
        yield made


def test_nothing_acknowledged_is_lost_and_everyone_is_back_in_the_same_question(room: Room) -> None:
    asyncio.run(_storm(room))


async def _storm(room: Room) -> None:
    chance = random.Random(41)
    pupils = [Pupil(number, room) for number in range(PUPILS)]
    teacher = Teacher(room)
    await _until(lambda: all(one.seat for one in pupils))
    stop = asyncio.Event()

    async def teach() -> None:
        while not stop.is_set():
            await teacher.until("ask", "asked")
            q = teacher.at
            await _until(lambda q=q: all(q in one.saved for one in pupils))
            await teacher.until("reveal", "revealed")

    lesson = asyncio.get_running_loop().create_task(teach())
    for _kill in range(KILLS):
        victim = server_of(room.db)
        enough = sum(len(one.saved) for one in pupils) + chance.randrange(2 * PUPILS)
        await _until(lambda: lesson.done() or sum(len(one.saved) for one in pupils) > enough)  # noqa: B023
        assert not lesson.done(), lesson.exception()
        before = _acknowledged(pupils)
        kill(victim)
        await _until(lambda: not Path(f"/proc/{victim}/fd").exists() or victim not in workers(room.db))  # noqa: B023
        await _until(lambda: any(not one.up for one in pupils))
        await _until(lambda: all(one.up for one in pupils))
        kept = {(seat, q): response for q, seat, response in room.answers()}
        assert before.items() <= kept.items()
        await _until(lambda: len(workers(room.db)) == 2)
    stop.set()
    await asyncio.wait_for(lesson, SECONDS)
    assert len({one.at for one in pupils} | {teacher.at}) == 1

    kept = {(seat, q): response for q, seat, response in room.answers()}
    assert _acknowledged(pupils) == kept
    for one in pupils:
        assert one.refused == []
        assert all(set(said) == {one.sent[q]} for q, said in one.saved.items())
        assert one.points == sorted(one.points), "a score went down"
    ends: list[Pupil | Teacher] = [*pupils, teacher]
    for end in ends:
        await end.link.close()
        await end.task
    right = {q: next(iter(entry.questions.values())).key_indices[0] for q, entry in enumerate(room.plan.entries)}
    seats = {one["seat"]: one for one in room.now()["seats"]}
    for one in pupils:
        assert seats[one.seat]["right"] == sum(right[q] == response for q, response in one.sent.items())
    assert json.dumps(sorted(seats)) == json.dumps(list(range(1, PUPILS + 2)))


def _acknowledged(pupils: list[Pupil]) -> dict[tuple[int, int], int]:
    return {(one.seat, q): said[0] for one in pupils for q, said in one.saved.items()}
