"""Who has an attempt open: a lock that dies with its process and needs nothing of the system but SQLite.

An empty database file beside the progress file is locked exclusively by a connection of its own for as long as the
attempt is open. Nothing is ever written to it. The file is removed only when the attempt is over for good: removed
earlier, a second process could hold the old file while a third makes and holds a new one.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quiz.errors import QuizError
from quiz.i18n import _

__all__ = ["Leases", "alone", "discard", "lock_file"]

_WAIT_SECONDS = 0.1
"""A look at the lock (:meth:`Leases.held`) takes microseconds; nobody waits for a real holder."""


def lock_file(progress: Path, attempt: str) -> Path:
    """The lock's file."""
    return progress.with_name(f"{progress.name}.attempt-{attempt}.lock")


class Leases:
    """What this object holds. Raises sqlite3.Error where no lock can be made at all."""

    def __init__(self, progress: Path) -> None:
        self._progress = progress
        self._mine: dict[str, sqlite3.Connection] = {}

    def take(self, attempt: str) -> bool:
        """Take the lock; False if it is taken, be it by this object."""
        if attempt in self._mine:
            return False
        held = _locked(lock_file(self._progress, attempt), _WAIT_SECONDS)
        if held is not None:
            self._mine[attempt] = held
        return held is not None

    def held(self, attempt: str) -> bool:
        """Whether it is taken, be it by this object. Asking takes it for a moment."""
        path = lock_file(self._progress, attempt)
        if attempt in self._mine:
            return True
        if not path.exists():
            return False
        found = _locked(path, 0.0)
        if found is not None:
            found.close()
        return found is None

    def leave(self, attempt: str, *, done: bool) -> None:
        """Give it up. Harmless if it is not held."""
        held = self._mine.pop(attempt, None)
        if held is not None:
            held.close()
            if done:
                discard(self._progress, attempt)

    def close(self) -> None:
        """Give up everything."""
        for attempt in list(self._mine):
            self.leave(attempt, done=False)


@contextmanager
def alone(file: Path) -> Iterator[bool]:
    """Whether no other process is in such a block for ``file``: False if one is, and then nothing is held.

    The lock lies beside ``file``, whatever that is, and stays there: it is never over for good. Raises QuizError where
    none can be made at all.
    """
    path = file.with_name(f".{file.name}.lock")
    try:
        held = _locked(path, 0.0)
    except sqlite3.Error as error:
        raise QuizError(_("This cannot be written: {why}.").format(why=error), where=str(path)) from error
    try:
        yield held is not None
    finally:
        if held is not None:
            held.close()


def _locked(path: Path, wait: float) -> sqlite3.Connection | None:
    """A connection that has ``path`` to itself, or None if another has."""
    db = sqlite3.connect(path, timeout=wait, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = MEMORY")  # a journal on disk would outlive a killed process
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        db.close()
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return None
        raise
    return db


def discard(progress: Path, attempt: str) -> None:
    """Remove the file of an attempt that nobody will take again."""
    with suppress(OSError):  # somebody looks at it at this moment (Windows): an empty file is left
        lock_file(progress, attempt).unlink(missing_ok=True)
