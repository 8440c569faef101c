"""What the tests of the classroom's server share: a real server process, and phones that speak to it."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from quiz.classroom import launch
from quiz.classroom.launch import Running
from quiz.cli.class_server import command, journal
from quiz.study.room.model import Plan
from quiz.study.room.store import NewSession, Stored
from tests.room_kit import plan
from tests.simulated_learner import EVENING_MS

SECONDS = 20.0
"""Longer than anything takes; nothing is waited for in vain unless it is broken."""


class Phone:
    """A socket, and what it hears."""

    def __init__(self, port: int, **headers: Any) -> None:
        self._open = contextlib.ExitStack()
        self.socket: ClientConnection = self._open.enter_context(
            connect(f"ws://127.0.0.1:{port}/ws", compression=None, proxy=None, open_timeout=SECONDS, **headers)
        )
        self.token = ""

    def say(self, frame: dict[str, Any] | str | bytes) -> None:
        self.socket.send(json.dumps(frame) if isinstance(frame, dict) else frame)

    def next(self, seconds: float = SECONDS) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.socket.recv(seconds))
        return found

    def hear(self, *kinds: str) -> dict[str, Any]:
        """The next frame of one of these kinds."""
        while True:
            frame = self.next()
            if frame["t"] in kinds:
                return frame

    def ask(self, frame: dict[str, Any], *kinds: str) -> dict[str, Any]:
        self.say(frame)
        return self.hear(*kinds)

    def rest(self) -> list[dict[str, Any]]:
        """All that comes until the socket closes."""
        frames = []
        with contextlib.suppress(ConnectionClosed):
            while True:
                frames.append(self.next())
        return frames

    def close_code(self) -> int:
        """The code with which the server closes."""
        self.rest()
        code = self.socket.close_code
        assert code is not None
        return code

    def close(self) -> None:
        self._open.close()


class Lesson:
    """A session in a file, and its server."""

    def __init__(self, folder: Path, given: Plan) -> None:
        self.db = folder / "progress.db"
        self.session: NewSession
        kept = journal(str(self.db))
        self.session, self.token = launch.new_session(given, EVENING_MS)
        kept.create(self.session)
        kept.close()
        self.running: Running = launch.start(
            command(), self.db, self.session.uuid, self.token, host="127.0.0.1", port=0
        )
        self.phones: list[Phone] = []

    @property
    def port(self) -> int:
        return self.running.port

    def phone(self, **headers: Any) -> Phone:
        found = Phone(self.port, **headers)
        self.phones.append(found)
        return found

    def hello(self, name: str, **more: Any) -> dict[str, Any]:
        return {"t": "join", "v": 1, "code": self.session.code, "name": name, "lang": "en", "team": "", **more}

    def pupil(self, name: str = "Lan", **more: Any) -> Phone:
        phone = self.phone()
        phone.token = phone.ask(self.hello(name, **more), "room")["you"]["token"]
        return phone

    def back(self, token: str) -> Phone:
        phone = self.phone()
        phone.say({"t": "back", "v": 1, "token": token})
        return phone

    def host(self) -> Phone:
        phone = self.phone()
        phone.ask({"t": "host", "v": 1, "token": self.token}, "desk")
        return phone

    def wall(self) -> Phone:
        phone = self.phone()
        phone.say({"t": "wall", "v": 1, "code": self.session.code})
        return phone

    def stored(self) -> Stored:
        """What is on disk."""
        kept = journal(str(self.db))
        try:
            return kept.load(self.session.uuid)
        finally:
            kept.close()

    def end(self) -> None:
        for phone in self.phones:
            phone.close()
        found = launch.find(self.db)
        if found is not None:
            launch.stop(found)


@contextlib.contextmanager
def lesson(folder: Path, count: int = 4, **fields: Any) -> Iterator[Lesson]:
    """A server with a plan of ``count`` questions; answers are taken at once, for a minute."""
    made = Lesson(folder, plan(count, **{"read_ms": 0, "answer_ms": 60_000, **fields}))
    try:
        yield made
    finally:
        made.end()


def do(host: Phone, what: str, **arguments: Any) -> dict[str, Any]:
    """A command of the host, and its answer."""
    return host.ask({"t": "do", "id": what, "what": what, **arguments}, "done", "error")


def key(given: Plan, q: int) -> int:
    """The right option."""
    return next(iter(given.entries[q].questions.values())).key_indices[0]
