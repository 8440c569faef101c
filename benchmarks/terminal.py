"""A program in a terminal of its own, and when its screen was complete."""

import os
import select
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte
from ptyprocess import PtyProcess

__all__ = ["Chunk", "Session", "seconds_to_paint"]

ROWS, COLUMNS = 24, 80
_QUIET = 0.4
"""Seconds without output after which a screen counts as finished."""
_PATIENCE = 30.0


class Chunk(NamedTuple):
    """Bytes that came at a moment."""

    at: float
    data: bytes


class Session:
    """A running program. Output is only collected while it runs; screens are worked out afterwards."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
        self.began = time.perf_counter()
        self._process = PtyProcess.spawn(list(command), cwd=folder, env=dict(environment), dimensions=(ROWS, COLUMNS))
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    def press(self, keys: str) -> float:
        """Send keys; returns the moment."""
        at = time.perf_counter()
        os.write(self._process.fd, keys.encode())
        return at

    def settle(self, quiet: float = 0.15) -> list[Chunk]:
        """Everything that is written until nothing has come for ``quiet`` seconds."""
        chunks: list[Chunk] = []
        latest = time.perf_counter() + _PATIENCE
        while time.perf_counter() < latest:
            ready, _, _ = select.select([self._process.fd], [], [], quiet if chunks else _PATIENCE)
            if not ready:
                break
            try:
                data = os.read(self._process.fd, 1 << 16)
            except OSError:
                break
            if not data:
                break
            chunks.append(Chunk(time.perf_counter(), data))
        if not chunks:
            raise RuntimeError("the program wrote nothing")
        return chunks

    def shown(self, chunks: Sequence[Chunk]) -> float:
        """Feed the chunks to the screen; the moment from which on its text was what it is in the end."""
        moment, text = chunks[0].at, self.text()
        for chunk in chunks:
            self._stream.feed(chunk.data)
            now = self.text()
            if now != text:
                moment, text = chunk.at, now
        return moment

    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self._screen.display)

    def peak_megabytes(self) -> float:
        """The most memory that was ever resident."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))

    def close(self) -> None:
        """End the program at once."""
        self._process.kill(signal.SIGKILL)
        self._process.wait()
        self._process.close(force=True)


def seconds_to_paint(command: Sequence[str], environment: Mapping[str, str], folder: str, expected: str = "") -> float:
    """From the start of the program to its first complete screen, on which ``expected`` must stand."""
    session = Session(command, environment, folder)
    try:
        taken = session.shown(session.settle(_QUIET)) - session.began
        if expected not in session.text():
            raise RuntimeError(f"{expected!r} is not on the screen:\n{session.text()}")
        return taken
    finally:
        session.close()
