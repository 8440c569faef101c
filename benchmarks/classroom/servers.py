"""The two servers that are measured, each pinned to the first core."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from measure import Work

__all__ = ["echo", "our_room", "pinned"]

_HERE = Path(__file__).parent


def pinned(core: int, command: Sequence[str]) -> list[str]:
    """The command on one core, where the system can be told so."""
    return ["taskset", "-c", str(core), *command] if shutil.which("taskset") else list(command)


@contextmanager
def our_room(work: Work, folder: Path, *arguments: str) -> Iterator[dict[str, Any]]:
    """A room with twenty questions; what it says of itself."""
    with _served(work, "our_room.py", str(folder), *arguments) as told:
        yield told


@contextmanager
def echo(work: Work, folder: Path) -> Iterator[dict[str, Any]]:
    """The floor."""
    with _served(work, "echo_server.py", str(folder / "echo.db")) as told:
        yield told


@contextmanager
def _served(work: Work, script: str, *arguments: str) -> Iterator[dict[str, Any]]:
    command = pinned(0, [sys.executable, str(_HERE / script), *arguments])
    process = subprocess.Popen(
        command, env=work.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{script} did not start")
        yield json.loads(line)
    finally:
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
