"""Connections that keep their promises, and what can be told of a file before one is made."""

import sqlite3
from pathlib import Path
from threading import Lock
from time import sleep
from types import TracebackType
from weakref import WeakSet

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.progress.faults import damage
from quiz.progress.schema import APPLICATION_ID, LATEST

__all__ = ["BUSY_SECONDS", "Immediate", "connect", "header_version", "refuse_foreign", "refuse_newer"]

BUSY_SECONDS = 5.0
_JOURNAL_TRIES = 100
_MAGIC = b"SQLite format 3\x00"


class Connection(sqlite3.Connection):
    """A connection that is known to :func:`header_version` for as long as it is open."""

    path: Path

    def close(self) -> None:
        """Close it. A closed connection cannot be used again."""
        super().close()
        with _guard:
            _open.discard(self)


_open: WeakSet[Connection] = WeakSet()
_guard = Lock()
"""Held while ``_open`` is changed or gone through: threads open files of their own at once."""


class Immediate:
    """A transaction that takes the write lock at once: ``with Immediate(db): …``.

    One that begins with a read and then writes fails without waiting when another process writes meanwhile.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")


def connect(path: Path) -> Connection:
    """A bare connection with foreign keys, FULL synchronisation and a write-ahead log where it is safe.

    Raises sqlite3.Error, and QuizError if SQLite does not do as told.
    """
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, factory=Connection, cached_statements=256)
    db.path = path
    with _guard:
        _open.add(db)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA cache_size = -8000")
        db.execute("PRAGMA temp_store = MEMORY")
        if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            from quiz.progress.places import is_network

            # the log's index is shared memory, which network file systems do not share
            _set_journal(db, "DELETE" if is_network(path) else "WAL")
        synchronous = db.execute("PRAGMA synchronous").fetchone()[0]
        foreign_keys = db.execute("PRAGMA foreign_keys").fetchone()[0]
    except sqlite3.Error:
        db.close()
        raise
    if (synchronous, foreign_keys) != (2, 1):
        db.close()
        raise QuizError(
            _("SQLite refuses to write safely (synchronous {level}, foreign keys {keys}).").format(
                level=synchronous, keys=foreign_keys
            ),
            where=str(path),
            hint=_("Use a Python whose SQLite is not built to ignore these settings."),
        )
    return db


def _set_journal(db: sqlite3.Connection, mode: str) -> None:
    """Change the journal's mode. SQLite does not wait for another process that does the same: so we do."""
    for last in (*[False] * _JOURNAL_TRIES, True):
        try:
            db.execute(f"PRAGMA journal_mode = {mode}")
            return
        except sqlite3.OperationalError as error:
            if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            sleep(BUSY_SECONDS / _JOURNAL_TRIES)


def header_version(path: Path) -> int:
    """Schema version in the file's header, read without SQLite so that nothing is touched.

    0 for a file that is missing or empty. Raises QuizError for one that is not a progress file. On POSIX systems
    closing a file drops every lock that the process holds on it, SQLite's too; a file that this process has open is
    therefore left alone: it was looked at when it was opened.
    """
    with _guard:
        opened = {db.path for db in _open}
    if any(_is_same(one, path) for one in opened):
        return LATEST
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return 0
    except OSError as error:
        from quiz.disk import wrong_with

        raise QuizError(
            _("The progress file cannot be opened ({detail}).").format(detail=wrong_with(error)),
            where=str(path),
            hint=_("Check that its folder exists and is writable, or choose another place with --db."),
        ) from error
    if not head:
        return 0
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise damage(path)
    version, owner = int.from_bytes(head[60:64], "big"), int.from_bytes(head[68:72], "big")
    if owner != APPLICATION_ID and (owner or version):  # both 0: made a moment ago, the rest is in the WAL
        raise refuse_foreign(path)
    return version


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def refuse_newer(path: Path, version: int) -> QuizError:
    """The error for a file of a later version of the program."""
    return QuizError(
        _("This progress file was written by a newer version (its format is {found}, ours {ours}).").format(
            found=version, ours=LATEST
        ),
        where=str(path),
        hint=_("Update quiz, or choose another file with --db. Nothing was changed."),
    )


def refuse_foreign(path: Path) -> QuizError:
    """The error for a SQLite file that is not a progress file."""
    return QuizError(
        _("This is a database of another program."),
        where=str(path),
        hint=_("Choose another file with --db. Nothing was changed."),
    )
