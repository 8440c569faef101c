"""The one writer of a room's journal: group commit in a thread of its own, effects on the loop after the commit.

Whatever a room tells anybody waits here until all before it is on disk, and leaves in the order in which it came. A
group that cannot be written (a full disk) is tried again until it can: nothing that depends on it is said meanwhile.
"""

from asyncio import AbstractEventLoop
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, sleep
from typing import Generic, TypeAlias, TypeVar

from quiz.errors import QuizError
from quiz.study.room.store import Journal, Row, Stored

__all__ = ["JournalFactory", "Writer"]

JournalFactory: TypeAlias = Callable[[], Journal]
"""Opens the journal, in the thread that will use it."""

_RETRY_SECONDS = 0.5

E = TypeVar("E")


class Writer(Generic[E]):
    """``put`` rows and effects; each group's effects come back to ``done`` on the loop once its rows are on disk."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        done: Callable[[list[E]], None],
        trouble: Callable[[QuizError | None], None],
    ) -> None:
        """``trouble`` is called on the loop with what stands in the way, and with None when it is gone."""
        self._loop, self._done, self._trouble = loop, done, trouble
        self._queue: SimpleQueue[tuple[Sequence[Row], list[E]] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._under_way = 0  # puts whose effects have not come back
        self._leaving = False
        self.wrote_at = 0.0
        """When rows were last put, by the monotonic clock."""
        self.sound = False
        """Whether it has ended as it should."""

    @property
    def idle(self) -> bool:
        """Whether all that was put has come back."""
        return not self._under_way

    def start(self, factory: JournalFactory, session: str) -> "Future[Stored]":
        """Open the journal and load the session; the future holds it, or the QuizError."""
        opened: Future[Stored] = Future()
        self._thread = Thread(target=self._run, args=(factory, session, opened), name="journal", daemon=True)
        self._thread.start()
        return opened

    def put(self, rows: Sequence[Row], effects: list[E]) -> None:
        """Keep ``rows``, then have ``effects``. Call it on the loop."""
        self._under_way += 1
        if rows:
            self.wrote_at = monotonic()
        self._queue.put((rows, effects))

    def close(self, seconds: float = 5.0) -> None:
        """Write what waits, and close the journal; after ``seconds`` it is left to itself."""
        self._leaving = True
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, factory: JournalFactory, session: str, opened: "Future[Stored]") -> None:
        try:
            journal = factory()
            stored = journal.load(session)
        except QuizError as error:
            opened.set_exception(error)
            return
        opened.set_result(stored)
        try:
            while self._one_group(journal, session):
                pass
            self.sound = True
        finally:
            if not self.sound:  # an error of ours: without its writer the room is nothing
                with suppress(RuntimeError):
                    self._loop.call_soon_threadsafe(self._loop.stop)
            journal.close()

    def _one_group(self, journal: Journal, session: str) -> bool:
        """Write all that waits in one transaction; False when there will be no more."""
        first = self._queue.get()
        if first is None:
            return False
        rows, effects, puts, more = list(first[0]), list(first[1]), 1, True
        with suppress(Empty):
            while True:
                following = self._queue.get_nowait()
                if following is None:
                    more = False
                    break
                rows += following[0]
                effects += following[1]
                puts += 1
        if self._written(journal, session, rows):
            with suppress(RuntimeError):  # the loop has ended meanwhile
                self._loop.call_soon_threadsafe(self._back, puts, effects)
        return more

    def _written(self, journal: Journal, session: str, rows: list[Row]) -> bool:
        """Whether ``rows`` are on disk; False only if the room ended before they could be."""
        failed = False
        while rows:
            try:
                journal.write(session, rows)
                break
            except QuizError as error:
                failed = True
                with suppress(RuntimeError):
                    self._loop.call_soon_threadsafe(self._trouble, error)
                if self._leaving:
                    return False
                sleep(_RETRY_SECONDS)
        if failed:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._trouble, None)
        return True

    def _back(self, puts: int, effects: list[E]) -> None:
        self._under_way -= puts
        self._done(effects)
