"""What was read of the file and still holds, so that an answer does not read it all again.

SQLite counts in ``data_version`` what *other* connections have written; what this one writes goes through
:meth:`Snapshot.writing` and :meth:`Snapshot.answering`.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from quiz.memory.fsrs import Parameters
from quiz.progress import queries
from quiz.progress.catalogue import Enrolment
from quiz.progress.connect import Immediate
from quiz.progress.names import deleted_meanwhile
from quiz.progress.replay import adopted
from quiz.progress.settings import read_settings
from quiz.study.records import ItemState, Settings

__all__ = ["Before", "LogEnd", "Snapshot"]

_LOG_END = """
    SELECT (SELECT value FROM meta WHERE key = 'device'),
           max(coalesce((SELECT max(id) FROM answer), 0),
               coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'seq_floor'), 0))"""

_STILL_THERE = """
    SELECT 1 FROM enrolment n JOIN learner l ON l.id = n.learner
    WHERE n.id = ? AND n.learner = ? AND n.bank = ? AND l.name = ?"""


class Before(NamedTuple):
    """An item as it was before an answer."""

    state: ItemState
    number: int
    """Row id of the item."""
    topic: int
    """Row id of its topic."""
    last_ms: int
    """Moment of the last evidence in the memory."""


class LogEnd(NamedTuple):
    """Where the log is appended to."""

    device: str
    last: int
    """Number of the last answer, on this device as in the file; numbers of deleted ones do not come again."""


class Snapshot:
    """One learner's view of the file. Begin every use with :meth:`current`."""

    def __init__(self, db: sqlite3.Connection, scope: Enrolment, learner: str, given: Parameters | None) -> None:
        self._db, self._scope, self._learner, self._given = db, scope, learner, given
        self._version = -1
        self.forget()

    def current(self) -> "Snapshot":
        """Itself, without what another connection may have changed. In a transaction it then stays current.

        Raises QuizError if the learner was deleted: SQLite may have given the numbers of the scope to somebody else.
        """
        version = self._db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self.forget()
            if self._db.execute(_STILL_THERE, [*self._scope, self._learner]).fetchone() is None:
                raise deleted_meanwhile(self._learner)
            self._version = version
        return self

    def forget(self) -> None:
        """Read everything again."""
        self._settings: Settings | None = None
        self._parameters: Parameters | None = None
        self._end: LogEnd | None = None
        self._items: dict[str, Before] = {}

    @contextmanager
    def writing(self) -> Iterator["Snapshot"]:
        """A transaction of this connection, which may change anything: all is read again after it."""
        try:
            with Immediate(self._db):
                yield self.current()
        finally:
            self.forget()

    @contextmanager
    def answering(self) -> Iterator["Snapshot"]:
        """A transaction that changes only what it says in :meth:`learned`."""
        committed = False
        try:
            with Immediate(self._db):
                yield self.current()
            committed = True
        finally:
            if not committed:
                self.forget()

    @property
    def settings(self) -> Settings:
        """What the learner set, over the defaults."""
        if self._settings is None:
            self._settings = read_settings(self._db, self._scope.learner)
        return self._settings

    @property
    def parameters(self) -> Parameters:
        """Those given at opening, else the ones adopted last."""
        if self._parameters is None:
            self._parameters = self._given or adopted(self._db, self._scope.learner)
        return self._parameters

    @property
    def end(self) -> LogEnd:
        """Where the next answer goes."""
        if self._end is None:
            self._end = LogEnd(*self._db.execute(_LOG_END).fetchone())
        return self._end

    def item(self, item: str) -> Before | None:
        """The item, or None for one that was never in the bank."""
        known = self._items.get(item)
        return known or self._read(item)

    def again(self, item: str) -> Before:
        """An item of the bank that this transaction has written."""
        found = self._read(item)
        assert found is not None
        return found

    def _read(self, item: str) -> Before | None:
        row = self._db.execute(queries.ITEM, [self._scope.id, item]).fetchone()
        if row is None:
            return None
        found = self._items[item] = Before(queries.item_state(row, self.settings.leech_lapses), *row[-3:])
        return found

    def learned(self, end: LogEnd, items: Mapping[str, Before]) -> None:
        """What an answer has changed: the end of the log, and these items."""
        self._end = end
        self._items |= items
