"""The parent of a room's server: it holds the listening socket, and hands it to a spare worker when the worker dies.

It does little else, so that there is little in it that could fail. Should it be killed itself, the room goes on, and
the spare worker follows the one that serves by itself. Connections that come while there is no worker wait
in the socket's queue. A worker is a process of its own, warmed up before its turn comes.
"""

import json
import os
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from quiz.errors import QuizError
from quiz.i18n import _

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

__all__ = ["Ends", "ServerState", "Start", "listen", "read_state", "supervise", "write_state"]

USUAL_PORT = 8080
_NEXT_PORTS = 10
_BACKLOG = 2048
_SAME_PORT_SECONDS = 3.0
_STILLBORN = 3
"""So many workers that die before they serve, one after the other, are an error that another would not mend."""
_SPARE_AFTER_SECONDS, _SPARE_AGAIN_SECONDS = 0.3, 1.0
"""A new spare is started when those who came back have been served, or when it is clear that the old one died."""
_ASK_SECONDS, _UNANSWERED = 2.0, 5
"""The worker that serves is asked whether it still does; what leaves so many in a row unanswered is ended. They are
counted, and not the seconds: after a laptop has slept those would have passed for nothing."""
_END_SECONDS = 5.0


class ServerState(NamedTuple):
    """What whoever wants to find the server again has to know; kept in a file that only its owner can read."""

    pid: int
    port: int
    session: str
    token: str
    """The host's."""
    db: str
    host: str = "0.0.0.0"
    learner: str = ""


def read_state(path: Path) -> ServerState | None:
    """The state in a file; None if there is none."""
    try:
        found = json.loads(path.read_text("utf-8"))
        return ServerState(**{name: found[name] for name in ServerState._fields})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(path: Path, state: ServerState) -> None:
    """Put a state in its file, whole or not at all, and for its owner only."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        temporary.unlink()
    place = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(place, json.dumps(state._asdict()).encode())
    finally:
        os.close(place)
    temporary.replace(path)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket: at ``port``, at the usual one or one of the next if it is 0, or else at any that is free.

    Raises QuizError if ``port`` is taken.
    """
    deadline = monotonic() + _SAME_PORT_SECONDS
    while port:
        found = _bound(host, port)
        if found is not None:
            return found
        if monotonic() > deadline:
            raise QuizError(
                _("Port {port} is in use by another program.").format(port=port),
                hint=_("Close that program, or choose another port with --port."),
            )
        sleep(0.05)  # the one before us may be about to leave
    for usual in range(USUAL_PORT, USUAL_PORT + _NEXT_PORTS):
        found = _bound(host, usual)
        if found is not None:
            return found
    found = _bound(host, 0)
    if found is None:
        raise QuizError(_("This machine lets no program listen on the network."))
    return found


def _bound(host: str, port: int) -> socket.socket | None:
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            place.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # connections of the one before us may linger
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((host, port))
        place.listen(_BACKLOG)
    except OSError:
        place.close()
        return None
    return place


class Ends(NamedTuple):
    """What a worker process is given to talk by."""

    parent: Connection
    """To its parent and back."""
    mine: Connection
    """Closes when it dies, whatever it dies of."""
    other: Connection | None
    """Closes when the worker that serves before it dies; what is said on it before that: no need to follow."""


Start: TypeAlias = "Callable[[Ends, Sequence[Connection]], BaseProcess]"
"""Starts a worker process (:func:`quiz.classroom.server.work`). The second are ends that only the parent is to hold: a
process that is forked has them as well, and must close them, or nobody could hear that the parent is dead."""


class _Worker(NamedTuple):
    process: "BaseProcess"
    channel: Connection
    alive: Connection


class _Watch:
    """Two workers: one that serves, and one that has nothing left to load and waits."""

    def __init__(self, start: Start, up: Callable[[], None]) -> None:
        self._start, self._up = start, up
        self._stillborn = 0
        self._serves = False
        self._warm = False
        self._spare_at: float | None = None
        self._ask_at, self._unanswered = 0.0, 0
        self.failed: QuizError | None = None
        self.serving = self._new(None)
        self.spare: _Worker | None = self._new(self.serving)  # now, as nobody is there yet who could notice
        _send(self.serving, "go")

    def _new(self, before: _Worker | None) -> _Worker:
        """A worker that will follow ``before``, be it without us."""
        ours, theirs = Pipe()
        alive, mine = Pipe(duplex=False)
        others = [before.channel] if before else []
        process = self._start(Ends(theirs, mine, before.alive if before else None), [ours, alive, *others])
        theirs.close()
        mine.close()
        return _Worker(process, ours, alive)

    def wait(self) -> bool:
        """Wait until something happens, and do what follows; False when the lesson is over."""
        serving, spare = self.serving, self.spare
        watched: list[Any] = [serving.process.sentinel, serving.channel]
        if spare is not None:
            watched += [spare.process.sentinel] if self._warm else [spare.process.sentinel, spare.channel]
        ready = wait(watched, self._patience())
        if self._serves and monotonic() >= self._ask_at:
            self._ask()
        if serving.channel in ready and self._heard():
            return True
        if serving.channel in ready or serving.process.sentinel in ready:
            return self._died()
        if spare is not None and spare.process.sentinel in ready:
            spare.channel.close()
            spare.alive.close()
            self.spare, self._warm, self._spare_at = None, False, monotonic() + _SPARE_AGAIN_SECONDS
            self._tell()
        elif spare is not None and spare.channel in ready:
            self._warm = True
            with suppress(EOFError, OSError):  # it has died, which is seen next
                spare.channel.recv()
            self._tell()
        elif self._spare_at is not None and monotonic() >= self._spare_at:
            self.spare, self._spare_at = self._new(serving), None
        return True

    def _patience(self) -> float | None:
        """Seconds until something is to be done of our own accord."""
        moments = [*([self._ask_at] if self._serves else []), *([self._spare_at] if self._spare_at is not None else [])]
        return max(0.0, min(moments) - monotonic()) if moments else None

    def _ask(self) -> None:
        """Ask the one that serves for a sign of life; one that hangs is killed, which is seen next."""
        self._ask_at = monotonic() + _ASK_SECONDS
        if self._unanswered >= _UNANSWERED:
            self.serving.process.kill()
        self._unanswered += 1
        _send(self.serving, "alive?")

    def _heard(self) -> bool:
        """What the one that serves says; False if its line has closed."""
        try:
            what, more = self.serving.channel.recv()
        except (EOFError, OSError):
            return False
        if what == "failed":
            message, where, hint = more
            self.failed = QuizError(message, where=where, hint=hint)
        elif what == "alive":
            self._unanswered = 0
        elif what == "up":
            self._serves, self._unanswered, self._ask_at = True, 0, monotonic() + _ASK_SECONDS
            if self.spare is None:
                self._spare_at = monotonic() + _SPARE_AFTER_SECONDS
            elif self._warm:
                self._up()
        return True

    def _tell(self) -> None:
        if self._serves:
            self._up()

    def _died(self) -> bool:
        """The one that serves has ended. Unless it was meant to, it is the other one's turn."""
        self.serving.process.join()
        if self.serving.process.exitcode == 0:
            return False
        self._stillborn = 0 if self._serves else self._stillborn + 1
        if self._stillborn > _STILLBORN:
            raise QuizError(_("The classroom server cannot be kept running."))
        self.serving.channel.close()
        self.serving.alive.close()
        self.serving = self.spare or self._new(None)
        self.spare, self._warm, self._serves = None, False, False
        _send(self.serving, "go")
        return True

    def end(self) -> None:
        """End both."""
        for worker in (self.serving, self.spare):
            if worker is not None:
                worker.process.terminate()
                worker.process.join(_END_SECONDS)


def _send(worker: _Worker, what: str) -> None:
    """Say something to a worker."""
    with suppress(OSError):  # it has died already, which is seen elsewhere
        worker.channel.send(what)


def supervise(start: Start, up: Callable[[], None]) -> QuizError | None:
    """Keep a worker serving until one says that the lesson is over.

    ``up`` is called when one serves and the other is ready to follow, more than once if need be. Returns what a worker
    could not do, if that is why it ended. Raises QuizError when workers die one after the other.
    """
    watch = _Watch(start, up)
    try:
        while watch.wait():
            pass
    finally:
        watch.end()
    return watch.failed
