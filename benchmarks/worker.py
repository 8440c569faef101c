"""A process that does something repeatedly when told to, and says how long it took."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple, Protocol

__all__ = ["Figures", "Reviews", "Worker", "serve"]


class Reviews(Protocol):
    """What is measured."""

    def first(self) -> None:
        """The first look at the queue."""

    def step(self) -> None:
        """Answer, and have the next question."""

    def think(self) -> None:
        """What is done while the learner thinks: not on the clock, but it counts as processor time."""


class Figures(NamedTuple):
    """Milliseconds of each step on the clock, and of processor time over all."""

    wall: list[float]
    cpu: float


def serve(reviews: Reviews) -> None:
    """Obey ``first`` and ``step N`` on standard input until it ends; one line of JSON each."""
    print(json.dumps([[], os.getpid()]), flush=True)
    for line in sys.stdin:
        word, _space, number = line.partition(" ")
        does = reviews.first if word.strip() == "first" else reviews.step
        wall = []
        cpu = process_time()
        for _ in range(int(number or 1)):
            began = perf_counter()
            does()
            wall.append((perf_counter() - began) * 1000)
            reviews.think()
        print(json.dumps([wall, (process_time() - cpu) * 1000]), flush=True)


class Worker:
    """Such a process, seen from outside."""

    def __init__(self, script: Path, *arguments: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(script), *arguments],
            env=dict(environment),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._answer()

    def do(self, command: str) -> Figures:
        """Have a command obeyed."""
        assert self._process.stdin is not None
        print(command, file=self._process.stdin, flush=True)
        return self._answer()

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _answer(self) -> Figures:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("a worker has ended; see above")
        return Figures(*json.loads(line))
