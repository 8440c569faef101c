"""The parent of a room's server: it holds the listening socket, and hands it to a spare worker when the worker dies.

It does nothing else, so that there is little in it that could fail. Connections that come while there is no worker wait
in the socket's queue. It imports neither the server nor the room: a worker is a process of its own, warmed up before.
"""

import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple

from quiz.errors import QuizError
from quiz.i18n import _

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

__all__ = ["State", "listen", "read_state", "supervise", "write_state"]

USUAL_PORT = 8080
_NEXT_PORTS = 10
_BACKLOG = 2048
_SAME_PORT_SECONDS = 3.0
_DEATHS, _DEATH_SECONDS = 5, 5.0
"""So many workers that die so soon, one after the other, are an error that another worker would not mend."""
_SPARE_AFTER_SECONDS, _SPARE_AGAIN_SECONDS = 0.3, 1.0
"""A new spare is started when those who came back have been served, or when it is clear that the old one died."""


class State(NamedTuple):
    """What whoever wants to find the server again has to know; kept in a file that only its owner can read."""

    pid: int
    port: int
    session: str
    token: str
    """The host's."""
    db: str
    host: str = "0.0.0.0"
    learner: str = ""


def read_state(path: Path) -> State | None:
    """The state in a file; None if there is none."""
    try:
        found = json.loads(path.read_text("utf-8"))
        return State(**{name: found[name] for name in State._fields})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(path: Path, state: State) -> None:
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


class _Worker(NamedTuple):
    process: "BaseProcess"
    channel: Connection


class _Workers:
    """One that serves, one that waits."""

    def __init__(self, start: Callable[[Connection], "BaseProcess"], pipe: Callable[[], tuple[Any, Any]]) -> None:
        self._start, self._pipe = start, pipe
        self.serving = self._new()
        self.spare: _Worker | None = None
        self.warm = False
        """Whether the spare one has nothing more to load."""
        self._go()

    def _new(self) -> _Worker:
        ours, theirs = self._pipe()
        process = self._start(theirs)
        theirs.close()
        return _Worker(process, ours)

    def _go(self) -> None:
        with suppress(OSError):  # it has died already, which is seen elsewhere
            self.serving.channel.send("go")

    def hand_over(self) -> None:
        """The spare one's turn."""
        self.serving.channel.close()
        self.serving = self.spare or self._new()
        self.spare, self.warm = None, False
        self._go()

    def provide(self) -> None:
        """Have a spare one."""
        if self.spare is None:
            self.spare = self._new()

    def spare_warmed(self) -> None:
        """It says that it is ready; or its end of the line has closed, which its death will explain."""
        self.warm = True
        if self.spare is not None:
            with suppress(EOFError, OSError):
                self.spare.channel.recv()

    def spare_died(self) -> None:
        """It was killed; another is provided later."""
        if self.spare is not None:
            self.spare.channel.close()
        self.spare, self.warm = None, False

    def end(self) -> None:
        """End both."""
        for worker in (self.serving, self.spare):
            if worker is not None:
                worker.process.terminate()
                worker.process.join(5)


def supervise(
    start: Callable[[Connection, socket.socket], "BaseProcess"],
    pipe: Callable[[], tuple[Any, Any]],
    listener: socket.socket,
    up: Callable[[], None],
) -> QuizError | None:
    """Keep a worker at ``listener`` until one says that the lesson is over.

    ``up`` is called when one serves and the other is ready to follow, more than once if need be.
    ``start`` starts a worker process (:func:`quiz.classroom.server.work`). Returns what a worker could not do, if that
    is why it ended. Raises QuizError when workers die one after the other.
    """
    workers = _Workers(lambda channel: start(channel, listener), pipe)
    workers.provide()  # now, as nobody is there yet who could notice
    deaths: list[float] = []
    failed: QuizError | None = None
    spare_at: float | None = None
    serves = False
    try:
        while True:
            serving, spare = workers.serving, workers.spare
            watched: list[Any] = [serving.process.sentinel, serving.channel]
            if spare is not None:
                watched += [spare.process.sentinel] if workers.warm else [spare.process.sentinel, spare.channel]
            left = None if spare_at is None else max(0.0, spare_at - monotonic())
            ready = wait(watched, left)
            if serving.channel in ready:
                with suppress(EOFError, OSError):
                    what, more = serving.channel.recv()
                    if what == "up":
                        serves = True
                        if workers.spare is None:
                            spare_at = monotonic() + _SPARE_AFTER_SECONDS
                        elif workers.warm:
                            up()
                    elif what == "failed":
                        message, where, hint = more
                        failed = QuizError(message, where=where, hint=hint)
                    continue
            if serving.process.sentinel in ready or serving.channel in ready:
                serving.process.join()
                if serving.process.exitcode == 0:
                    return failed
                deaths = [*(at for at in deaths if monotonic() - at < _DEATH_SECONDS), monotonic()]
                if len(deaths) > _DEATHS:
                    raise QuizError(_("The classroom server cannot be kept running."))
                serves = False
                workers.hand_over()
            elif spare is not None and spare.channel in ready:
                workers.spare_warmed()
                if serves:
                    up()
            elif spare is not None and spare.process.sentinel in ready:
                workers.spare_died()
                spare_at = monotonic() + _SPARE_AGAIN_SECONDS
                if serves:
                    up()
            elif spare_at is not None and monotonic() >= spare_at:
                workers.provide()
                spare_at = None
    finally:
        workers.end()
