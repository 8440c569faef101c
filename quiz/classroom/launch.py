"""Starting a room's server, finding it again, and starting it again where it was: from a host's screen.

The server is a process of its own that outlives the screen. A small file beside the progress file says where it is.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quiz.classroom.supervise import ServerState, read_state
from quiz.errors import QuizError
from quiz.i18n import _, current

if TYPE_CHECKING:
    from quiz.study.room.model import RoomPlan
    from quiz.study.room.store import NewSession

__all__ = ["Running", "answers", "find", "new_session", "start", "state_file", "stop", "sure"]

_ALIVE_SECONDS = 2.0
_LOG_BYTES = 200_000


_children: "dict[int, subprocess.Popen[bytes]]" = {}
"""Servers that this process has started."""


class Running(NamedTuple):
    """A server that runs."""

    pid: int
    port: int
    session: str
    token: str
    """The host's."""

    @property
    def url(self) -> str:
        """Where a program on this machine finds it."""
        return f"http://127.0.0.1:{self.port}/"


def state_file(db: Path) -> Path:
    """The file that says where the server is."""
    return db.with_name(f"{db.name}.class.json")


def new_session(plan: "RoomPlan", started_ms: int) -> "tuple[NewSession, str]":
    """A session that nobody has joined, to be put into the journal, and its host's token."""
    import secrets
    import uuid

    from quiz.classroom.tokens import digest, fresh_token
    from quiz.study.room.store import NewSession

    token = fresh_token()
    code = f"{secrets.randbelow(900_000) + 100_000}"
    return NewSession(str(uuid.uuid4()), code, digest(token), started_ms, plan), token


def start(
    command: Sequence[str],
    db: Path,
    session: str,
    token: str,
    *,
    port: int = 0,
    host: str = "0.0.0.0",
    learner: str = "",
) -> Running:
    """Start the server of a session that is in the journal, and wait until it serves. Raises QuizError.

    ``command`` starts :func:`quiz.cli.class_server.main`.
    """
    state = state_file(db)
    orders = ServerState(0, port, session, token, str(db.absolute()), host, learner)
    return _started(command, orders, state)


def _started(command: Sequence[str], orders: ServerState, state: Path) -> Running:
    with _log(state).open("ab") as log:
        flags, apart = _apart()
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            creationflags=flags,
            start_new_session=apart,
        )
    assert process.stdin is not None and process.stdout is not None
    told = {**orders._asdict(), "state": str(state.absolute()), "lang": current()}
    with suppress(OSError), process.stdin as stdin:  # it has failed already, which is read below
        stdin.write(json.dumps(told).encode() + b"\n")
    with process.stdout as stdout:
        line = stdout.readline()
    answer: dict[str, Any] = json.loads(line) if line else {"error": ""}
    if "error" in answer:
        process.wait()
        message = answer["error"] or _("The classroom server did not start.")
        where = answer.get("where") or ("" if line else str(_log(state)))
        raise QuizError(message, where=where, hint=answer.get("hint", ""))
    _children[answer["pid"]] = process
    return Running(answer["pid"], answer["port"], orders.session, orders.token)


def _log(state: Path) -> Path:
    """What the server's processes say when something is wrong with them; a long one is begun anew."""
    path = state.with_suffix(".log")
    with suppress(OSError):
        if path.stat().st_size > _LOG_BYTES:
            path.unlink()
    return path


def _apart() -> tuple[int, bool]:
    """So that neither Ctrl-C nor a closed terminal ends it: flags on Windows, else a session of its own."""
    if sys.platform == "win32":
        return subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW, False
    return 0, True


def answers(port: int, session: str) -> bool:
    """Whether the server of ``session`` answers at ``port`` of this machine."""
    from http.client import HTTPConnection, HTTPException

    line = HTTPConnection("127.0.0.1", port, timeout=_ALIVE_SECONDS)
    try:
        line.request("GET", "/alive")
        return line.getresponse().read(100) == session.encode()
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def find(db: Path) -> Running | None:
    """The server that runs for this progress file, if any does."""
    state = read_state(state_file(db))
    if state is None or not answers(state.port, state.session):
        return None
    return Running(state.pid, state.port, state.session, state.token)


def sure(command: Sequence[str], db: Path) -> Running | None:
    """The server that runs, started again at its port if it was killed; None if the lesson is over. Raises QuizError.

    For a host's screen that has lost its connection. A new worker may be about to take over: that is waited for.
    """
    from time import monotonic, sleep

    path = state_file(db)
    state = read_state(path)
    if state is None:
        return None
    deadline = monotonic() + (_ALIVE_SECONDS if _exists(state.pid) else 0.0)
    while True:
        if answers(state.port, state.session):
            return Running(state.pid, state.port, state.session, state.token)
        if monotonic() >= deadline:
            break
        sleep(0.02)
    if read_state(path) is None:
        return None
    return _started(command, state, path)


def _exists(pid: int) -> bool:
    """Whether there is a process of this number. On Windows that cannot be asked without harm, so: yes."""
    child = _children.get(pid)
    if child is not None:
        return child.poll() is None  # a dead child of ours is there until we have looked
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def stop(running: Running) -> None:
    """End the server, or see it leave of its own accord. What was answered stays in the journal. Raises QuizError if it
    stays.
    """
    from quiz.classroom.client import once

    try:
        once(running.url, {"t": "host", "v": 1, "token": running.token}, {"t": "do", "id": 0, "what": "stop"}, "done")
    except QuizError:
        if not _leaves(running):
            raise


def _leaves(running: Running) -> bool:
    """Whether the server is about to be gone."""
    from time import monotonic, sleep

    deadline = monotonic() + _ALIVE_SECONDS
    while answers(running.port, running.session):
        if monotonic() >= deadline:
            return False
        sleep(0.02)
    return True
