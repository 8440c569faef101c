"""A console that goes on with other things while it waits for a line."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TextIO

from quiz.plain.console import LONGEST, Console
from quiz.text import clean_line

__all__ = ["TimedConsole"]

_SECOND = 1.0


class TimedConsole(Console):
    """Calls ``tick`` about once a second, or as often as is said, while nothing is typed.

    No system lets a wait for a line be broken off in the same way, so a thread waits. What ``tick`` raises leaves the
    thread waiting, and the line that it brings goes to the next who listens.
    """

    def __init__(self, reader: TextIO, writer: TextIO, tick: Callable[[], None], every: float = _SECOND) -> None:
        super().__init__(reader, writer)
        self._every = every
        self._tick = tick
        self._lines: SimpleQueue[str] = SimpleQueue()
        self._waiting = False

    def listen(self) -> str:
        """The next line typed, clean. Raises EOFError at the end of input, and whatever ``tick`` raises."""
        self._writer.flush()
        if not self._waiting:
            self._waiting = True
            Thread(target=self._wait, daemon=True).start()
        while True:
            try:
                line = self._lines.get(timeout=self._every)
            except Empty:
                self._tick()
                self._writer.flush()
                continue
            self._waiting = False
            if not line:
                raise EOFError
            return clean_line(line[:LONGEST])

    def _wait(self) -> None:
        try:
            self._lines.put(self._reader.readline())
        except (OSError, ValueError):  # closed meanwhile
            self._lines.put("")
