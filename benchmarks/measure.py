"""How everything here is measured: two things in turn, medians of their times, and the ratio of those."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

__all__ = ["HERE", "Row", "Work", "in_turn", "one_line", "run_here"]

HERE = Path(__file__).parent


class Row(NamedTuple):
    """One line of the table."""

    what: str
    peer: str
    """What it is measured against."""
    ours: float
    theirs: float
    unit: str
    goal: float
    """The ratio to stay at or under."""
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours over theirs."""
        return self.ours / self.theirs

    @property
    def reached(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal


class Work:
    """A folder for generated banks and databases, and the environment that everything runs in."""

    def __init__(self, folder: Path, runs: float) -> None:
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / ".gitignore").write_text("*\n")
        self._runs = runs

    def runs(self, number: int) -> int:
        """How often to repeat what is repeated ``number`` times by default."""
        return max(3, round(number * self._runs))

    def environment(self, **more: str) -> dict[str, str]:
        """The same for all: an own home, UTF-8, a terminal with colours, bytecode written and used."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
        return {
            **kept,
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(HERE.parent),
            **more,
        }


def in_turn(runs: int, *measured: Callable[[], float], warm_up: int = 1) -> list[float]:
    """Medians of ``runs`` measurements of each, taken in turn so that what else the machine does hits all alike."""
    for _ in range(warm_up):
        for one in measured:
            one()
    times: list[list[float]] = [[] for _ in measured]
    for turn in range(runs):
        order = list(enumerate(measured))
        for at, one in order if turn % 2 == 0 else reversed(order):
            times[at].append(one())
    return [median(some) for some in times]


def run_here(script: str, *arguments: str, environment: Mapping[str, str]) -> str:
    """Run a script of this folder in a fresh process; what it prints."""
    command = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{script} failed:\n{done.stderr}")
    return done.stdout


def one_line(row: Row) -> str:
    """The row for a terminal."""
    sign = "ok  " if row.reached else "MISS"
    return f"{sign} {row.ratio:6.3f}x (goal {row.goal}x)  {row.ours:9.3f} / {row.theirs:9.3f} {row.unit:3}  {row.what}"
