"""A worker killed while a whole class answers, again and again: is everything back, how soon, and is anything lost?"""

import asyncio
import json
import os
import signal
from collections.abc import Mapping
from random import Random
from time import perf_counter
from typing import Any, NamedTuple

import psutil

from classroom.phones import Phone, address_of

__all__ = ["Storms", "storms"]

_PATIENCE_SECONDS = 30
_BETWEEN_SECONDS = 3
"""A lesson in which the server is killed more often than this has other troubles."""


class Storms(NamedTuple):
    """What came of it."""

    kills: int
    acknowledged: int
    """Answers that the room had said to be kept before it was killed."""
    lost: int
    """Those that were not there, or otherwise, after it."""
    back_ms: list[float]
    """From each kill until the last phone had its place again, sorted."""


class _Pupil:
    """A phone that comes back by itself, with its token, as a real one does."""

    def __init__(self, storm: "_Storm", number: int) -> None:
        self.storm, self.number = storm, number
        self.token = ""
        self.saved: dict[int, Any] = {}
        self.here = asyncio.Event()
        self.snapshot: dict[str, Any] = {}
        self.phone: Phone | None = None

    async def come(self) -> None:
        """Connect until it works."""
        told = self.storm.told
        hello: Mapping[str, Any] = (
            {"t": "back", "v": 1, "token": self.token}
            if self.token
            else {"t": "join", "v": 1, "code": told["code"], "name": f"P {self.number}", "lang": "en", "team": ""}
        )
        self.here.clear()
        loop = asyncio.get_running_loop()
        wait = 0.02
        while True:
            try:
                _transport, self.phone = await loop.create_connection(
                    lambda: Phone(hello, self._frame, self._lost),
                    "127.0.0.1",
                    told["port"],
                    local_addr=address_of(self.number),
                )
                return
            except OSError:
                await asyncio.sleep(wait * self.storm.random.random())
                wait = min(0.1, wait * 2)

    def _lost(self) -> None:
        if not self.storm.over:
            self.storm.tasks.append(asyncio.get_running_loop().create_task(self.come()))

    def _frame(self, _phone: Phone, body: bytes, _now: float) -> None:
        frame = json.loads(body)
        match frame["t"]:
            case "room":
                self.token = frame["you"].get("token") or self.token
                self.snapshot = frame
                self.here.set()
            case "saved":
                self.saved.setdefault(frame["q"], frame["r"])
                self.storm.answered.set()
            case "question":
                self.storm.asked[frame["q"]] = self.storm.asked.get(frame["q"], 0) + 1
                if self.storm.asked[frame["q"]] >= self.storm.pupils_wanted:
                    self.storm.all_asked.set()


class _Storm:
    def __init__(self, told: dict[str, Any], pupils: int) -> None:
        self.told, self.pupils_wanted = told, pupils
        self.random = Random(20260101)
        self.tasks: list[asyncio.Task[None]] = []
        self.asked: dict[int, int] = {}
        self.all_asked, self.answered = asyncio.Event(), asyncio.Event()
        self.over = False
        self.pupils = [_Pupil(self, number) for number in range(pupils)]

    async def run(self, kills: int) -> Storms:
        await asyncio.gather(*(one.come() for one in self.pupils))
        await self._all_here()
        back, acknowledged, lost = [], 0, 0
        for kill in range(kills):
            q = kill
            await asyncio.sleep(_BETWEEN_SECONDS)
            await self._ask()
            for one in self.pupils:
                assert one.phone is not None
                one.phone.send({"t": "answer", "q": q, "r": 0})
            await asyncio.wait_for(self.answered.wait(), _PATIENCE_SECONDS)
            await asyncio.sleep(self.random.random() * 0.02)
            known = {one.number: one.saved[q] for one in self.pupils if q in one.saved}
            for one in self.pupils:
                one.here.clear()
            killed = perf_counter()
            os.kill(_worker(self.told["pid"]), signal.SIGKILL)
            await self._all_here()
            back.append((perf_counter() - killed) * 1000)
            acknowledged += len(known)
            for one in self.pupils:
                if one.number in known and one.snapshot.get("answer") != {"q": q, "r": known[one.number]}:
                    lost += 1
        self.over = True
        return Storms(kills, acknowledged, lost, sorted(back))

    async def _all_here(self) -> None:
        await asyncio.wait_for(asyncio.gather(*(one.here.wait() for one in self.pupils)), _PATIENCE_SECONDS)

    async def _ask(self) -> None:
        """The host ends the last question and asks the next one, over a socket of its own."""
        self.all_asked.clear()
        self.answered.clear()
        done = asyncio.Event()

        def frame(phone: Phone, body: bytes, _now: float) -> None:
            match json.loads(body)["t"]:
                case "desk":
                    phone.send({"t": "do", "id": 1, "what": "reveal"})  # refused before the first one
                    phone.send({"t": "do", "id": 2, "what": "ask"})
                case "done" if json.loads(body)["id"] == 2:
                    done.set()

        hello = {"t": "host", "v": 1, "token": self.told["token"]}
        loop = asyncio.get_running_loop()
        _transport, desk = await loop.create_connection(lambda: Phone(hello, frame), "127.0.0.1", self.told["port"])
        await asyncio.wait_for(done.wait(), _PATIENCE_SECONDS)
        await asyncio.wait_for(self.all_asked.wait(), _PATIENCE_SECONDS)
        desk.close()


def _worker(parent: int) -> int:
    """The process that serves: it alone has phones connected."""
    for child in psutil.Process(parent).children(recursive=True):
        if any(one.status == psutil.CONN_ESTABLISHED for one in child.net_connections("tcp")):
            return int(child.pid)
    raise RuntimeError("no worker serves")


def storms(told: dict[str, Any], pupils: int, kills: int) -> Storms:
    """Kill the worker so often, each time while everyone answers a question."""
    return asyncio.run(_Storm(told, pupils).run(kills))
