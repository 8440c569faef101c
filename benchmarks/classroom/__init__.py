"""A room beside its floor: the server on one core, all phones on the other, over loopback.

The floor (``echo_server.py``) is the same stack without a room: every answer becomes a row, written in groups with
``synchronous=FULL`` and acknowledged after the commit.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from gzip import compress
from pathlib import Path
from shutil import rmtree
from statistics import median
from typing import Any

from measure import Row, Work

from classroom.killing import storms
from classroom.servers import echo, our_room, pinned

__all__ = ["rows"]

_PHONES = Path(__file__).with_name("phones.py")
_GOALS = {40: 1.5, 200: 1.3, 1_000: 1.3}
_RUNS = 5
_ROUNDS = {40: 20, 200: 12, 1_000: 6}
_KILLS = 50


def rows(work: Work) -> list[Row]:
    """Both in turn, a new server for each run."""
    found: list[Row] = []
    beside = "the echo server with the same group commit"
    for phones, goal in _GOALS.items():
        ours, floor = _in_turn(work, phones)
        what = f"{phones} pupils answer at once: acknowledged after the commit, p99"
        found.append(Row(what, beside, _p99(ours), _p99(floor), "ms", goal))

    def medians(value: Callable[[dict[str, Any]], float]) -> tuple[float, float]:
        return median(map(value, ours)), median(map(value, floor))

    spread = medians(lambda one: median(one["spread"]) * 1000)
    found += [
        Row("1,000 pupils: a question has reached the last after the first", beside, *spread, "ms", 1.3),
        Row("1,000 pupils: all have joined", beside, *medians(lambda one: one["joined"] * 1000), "ms", 1.3),
        Row("1,000 pupils: memory of the server", beside, *medians(lambda one: one["memory"][0]), "MB", 1.2),
        Row(
            "1,000 pupils: memory with its parent and the worker in waiting",
            beside,
            *medians(lambda one: one["memory"][1]),
            "MB",
            1.2,
            "the floor has neither; they are what a killed server is replaced by within half a second",
        ),
        Row("frames of a question to each pupil", "one frame", ours[0]["frames_a_phone"], 1.0, "", 3.0),
        _fairness(work),
        *_kills(work),
        *_weights(),
    ]
    return found


def _in_turn(work: Work, phones: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    found: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    for run in range(work.runs(_RUNS)):
        for at, server in list(enumerate((our_room, echo)))[:: 1 if run % 2 == 0 else -1]:
            with _folder(work) as folder, server(work, folder) as told:
                found[at].append(_lesson(told, phones, _ROUNDS[phones]))
    return found


def _lesson(told: dict[str, Any], phones: int, rounds: int) -> dict[str, Any]:
    keys = told.get("keys", [0] * rounds)[:rounds]
    arguments = ["--phones", phones, "--keys", json.dumps(keys), "--port", told["port"], "--pid", told["pid"]]
    arguments += ["--code", told.get("code", ""), "--token", told.get("token", "")]
    command = pinned(1, [sys.executable, str(_PHONES), *map(str, arguments)])
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def _folder(work: Work) -> Iterator[Path]:
    folder = work.folder / "room"
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    yield folder
    rmtree(folder, ignore_errors=True)


def _p99(runs: Sequence[dict[str, Any]]) -> float:
    """The median of the runs' 99th percentiles, in milliseconds."""
    return float(median(sorted(one["waits"])[int(len(one["waits"]) * 0.99) - 1] * 1000 for one in runs))


def _fairness(work: Work) -> Row:
    """Five hundred answer one after the other, as fast as one program can send: within about ten milliseconds."""
    with _folder(work) as folder, our_room(work, folder, "--speed") as told:
        found = _lesson(told, 500, 6)
    if not min(found["best"]) > 0:
        raise RuntimeError("nobody has points")
    what = "speed points of 500 who answer at once: the best less the worst"
    return Row(what, "full marks", max(found["points"]), 1000.0, "points", 0.01)


def _kills(work: Work) -> list[Row]:
    kills = work.runs(_KILLS)
    with _folder(work) as folder, our_room(work, folder, "--questions", str(kills)) as told:
        found = storms(told, 200, kills)
    note = f"{found.kills} kills, {found.acknowledged} acknowledged answers, {found.lost} of them lost"
    what = "server killed in a storm of 200: all back with what was acknowledged"
    return [
        Row(f"{what}, median", "half a second", found.back_ms[len(found.back_ms) // 2], 500.0, "ms", 1.0, note),
        Row(f"{what}, slowest", "half a second", found.back_ms[-1], 500.0, "ms", 1.0),
    ]


def _weights() -> list[Row]:
    from quiz.classroom.page import pupil_page, wall_page

    sizes = {"pupil": len(compress(_body(pupil_page))), "wall": len(compress(_body(wall_page)))}
    return [Row(f"the {name}'s page, gzipped", "50 kB", size / 1000, 50.0, "kB", 1.0) for name, size in sizes.items()]


def _body(page: Any) -> bytes:
    found = page(("en", "vi"))
    return found if isinstance(found, bytes) else found.body
