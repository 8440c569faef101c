"""A real server process with a room, and what comes to it over real sockets: phones, hosts, walls, and raw bytes."""

import base64
import contextlib
import json
import os
import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Self

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from quiz.classroom import launch
from quiz.classroom.launch import Running
from quiz.cli.class_server import METHOD, command, journal
from quiz.questions.model import Form
from quiz.study.room.model import RoomPlan
from quiz.study.room.store import Stored
from tests import room_kit
from tests.room_kit import entry
from tests.simulated_learner import EVENING_MS

SECONDS = 60.0
"""After so long something is given up: a machine may be busy. Nothing is waited for in vain unless it is broken."""
TEXT, BINARY, CONTINUED, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10
MALFORMED_CODES = (1002, 1007, 1009, 4007)
"""What a socket is closed with that did not speak the protocol."""
_numbers = count(1)


def choices(count: int = 200, **fields: Any) -> RoomPlan:
    """A plan of many choices that are open at once and until they are closed."""
    entries = tuple(entry(Form.CHOICE, at % 4) for at in range(count))
    return RoomPlan(
        **{"title": {"en": "Towns"}, "langs": ("en",), "entries": entries, "read_ms": 0, "answer_ms": 0, **fields}
    )


class Phone:
    """A socket, and all that it has heard."""

    def __init__(self, port: int, address: str = "127.0.0.1", **more: Any) -> None:
        host = f"[{address}]" if ":" in address else address
        more = {"compression": None, "proxy": None, "open_timeout": SECONDS, "max_queue": None, **more}
        self._open = contextlib.ExitStack()
        url = f"ws://{host}:{port}/ws"
        self.socket: ClientConnection = self._open.enter_context(connect(url, max_size=None, close_timeout=1, **more))
        self.heard: list[dict[str, Any]] = []
        self.raw: list[str] = []
        """The same as it came."""
        self.token = ""
        self.seat = 0

    def say(self, frame: dict[str, Any] | str | bytes) -> None:
        """Send a frame."""
        self.socket.send(json.dumps(frame) if isinstance(frame, dict) else frame)

    def next(self, seconds: float = SECONDS) -> dict[str, Any]:
        """The next frame. Raises ConnectionClosed."""
        text = self.socket.recv(seconds)
        assert isinstance(text, str)
        self.raw.append(text)
        self.heard.append(json.loads(text))
        return self.heard[-1]

    def hear(self, *kinds: str, **fields: Any) -> dict[str, Any]:
        """The next frame of one of these kinds, with these fields."""
        while True:
            frame = self.next()
            if frame["t"] in kinds and fields.items() <= frame.items():
                return frame

    def ask(self, frame: dict[str, Any] | str, *kinds: str, **fields: Any) -> dict[str, Any]:
        """Send a frame; the next one of these kinds that comes after it."""
        self.say(frame)
        return self.hear(*kinds, **fields)

    def answer(self, q: int, r: Any, *kinds: str, **more: Any) -> dict[str, Any]:
        """Answer a question: what the room says to it."""
        return self.ask({"t": "answer", "q": q, "r": r, **more}, *(kinds or ("saved", "refused")))

    def do(self, what: str, **arguments: Any) -> dict[str, Any]:
        """A host's command: how it went."""
        number = next(_numbers)
        return self.ask({"t": "do", "id": number, "what": what, **arguments}, "done", "error", id=number)

    def rest(self) -> list[dict[str, Any]]:
        """All that comes until the socket closes."""
        found = []
        with contextlib.suppress(ConnectionClosed):
            while True:
                found.append(self.next())
        return found

    def close_code(self) -> int | None:
        """The code with which the server closes, after whatever it has still to say."""
        self.rest()
        return self.socket.close_code

    def close(self) -> None:
        """Leave."""
        self._open.close()


class Raw:
    """A bare TCP connection: HTTP and WebSocket by hand, right or wrong."""

    def __init__(self, port: int, *, small: bool = False, source: str = "") -> None:
        """``small``: it takes little before it has been read."""
        self.port = port
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if small:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        if source:
            self.socket.bind((source, 0))
        self.socket.settimeout(SECONDS)
        self.socket.connect(("127.0.0.1", port))
        self.got = b""

    def send(self, data: bytes) -> "Raw":
        """Send bytes; a socket that has been closed meanwhile takes none."""
        with contextlib.suppress(OSError):
            self.socket.sendall(data)
        return self

    def request(self, path: str = "/", method: str = "GET", more: str = "", host: str | None = None) -> "Raw":
        """Send the head of a request."""
        here = f"127.0.0.1:{self.port}" if host is None else host
        return self.send(f"{method} {path} HTTP/1.1\r\nHost: {here}\r\n{more}\r\n".encode("latin-1"))

    def upgrade(self) -> "Raw":
        """Become a WebSocket."""
        key = base64.b64encode(os.urandom(16)).decode()
        more = f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        self.request("/ws", more=more)
        while b"\r\n\r\n" not in self.got:
            assert self.read(), self.got
        assert self.got.startswith(b"HTTP/1.1 101"), self.got
        self.got = self.got.partition(b"\r\n\r\n")[2]
        return self

    def frame(self, payload: bytes | str, opcode: int = TEXT, *, fin: bool = True, rsv: int = 0) -> "Raw":
        """Send a frame, masked with zeros."""
        return self.send(frame_of(payload, opcode, fin=fin, rsv=rsv))

    def read(self) -> bool:
        """Wait for more bytes; False when there will be none."""
        try:
            data = self.socket.recv(65536)
        except OSError as error:
            assert not isinstance(error, TimeoutError), "neither an answer nor an end"
            return False
        self.got += data
        return bool(data)

    def until(self, sign: bytes) -> bytes:
        """All that came, once ``sign`` is in it."""
        while sign not in self.got:
            assert self.read(), self.got
        return self.got

    def rest(self) -> bytes:
        """All that comes until the other end closes."""
        while self.read():
            pass
        return self.got

    def close_code(self) -> int | None:
        """The code of the close frame with which the other end leaves; None if it leaves without one."""
        while True:
            for opcode, payload in self.frames():
                if opcode == CLOSE:
                    return int.from_bytes(payload[:2], "big")
            if not self.read():
                return None

    def frames(self) -> Iterator[tuple[int, bytes]]:
        """Opcode and payload of the frames that have come whole."""
        at = 0
        while len(self.got) - at >= 2:
            size, head = self.got[at + 1] & 127, at + 2
            if size > 125:
                head += 2 if size == 126 else 8
                size = int.from_bytes(self.got[at + 2 : head], "big")
            if len(self.got) < head + size:
                return
            yield self.got[at] & 15, self.got[head : head + size]
            at = head + size

    def close(self) -> None:
        """Leave."""
        self.socket.close()


def frame_of(payload: bytes | str, opcode: int = TEXT, *, fin: bool = True, rsv: int = 0, mask: bool = True) -> bytes:
    """A client's frame, RFC 6455 §5.2."""
    data = payload.encode() if isinstance(payload, str) else payload
    first, bit, size = opcode | fin << 7 | rsv << 4, mask << 7, len(data)
    if size < 126:
        head = bytes((first, bit | size))
    elif size < 65536:
        head = bytes((first, bit | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((first, bit | 127)) + size.to_bytes(8, "big")
    return head + (bytes(4) if mask else b"") + data


def stored(db: Path, session: str) -> Stored:
    """What is on disk of a session."""
    with contextlib.closing(journal(str(db))) as kept:
        return kept.load(session)


class Lesson:
    """A session in a file, its server, and whoever comes: nobody is there before the test lets them in."""

    def __init__(self, folder: Path, plan: RoomPlan, program: Sequence[str] = (), host: str = "127.0.0.1") -> None:
        self.db, self.plan = folder / "progress.db", plan
        self.session, self.token = launch.new_session(plan, EVENING_MS)
        with contextlib.closing(journal(str(self.db))) as kept:
            kept.create(self.session)
        self.running: Running = launch.start(program or command(), self.db, self.session.uuid, self.token, host=host)
        self.phones: list[Phone | Raw] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    @property
    def port(self) -> int:
        return self.running.port

    def phone(self, **more: Any) -> Phone:
        """Somebody who has said nothing yet."""
        found = Phone(self.port, **more)
        self.phones.append(found)
        return found

    def raw(self, **more: Any) -> Raw:
        """Bytes."""
        found = Raw(self.port, **more)
        self.phones.append(found)
        return found

    def hello(self, name: str, **more: Any) -> dict[str, Any]:
        """The frame with which one joins."""
        return {"t": "join", "v": 1, "code": self.session.code, "name": name, "lang": "en", "team": "", **more}

    def pupil(self, name: str = "", **more: Any) -> Phone:
        """Somebody with a seat."""
        phone = self.phone()
        # not "P" and a number: P155 reads like a rude word, and is refused
        answer = phone.ask(self.hello(name or f"Pupil {next(_numbers)}", **more), "room", "error")
        assert answer["t"] == "room", answer
        phone.token, phone.seat = answer["you"]["token"], answer["you"]["seat"]
        return phone

    def back(self, token: str) -> Phone:
        """Somebody who comes with a token."""
        phone = self.phone()
        phone.say({"t": "back", "v": 1, "token": token})
        return phone

    def desk(self) -> Phone:
        """A host."""
        phone = self.phone()
        phone.ask({"t": "host", "v": 1, "token": self.token}, "desk")
        return phone

    def wall(self) -> Phone:
        """The screen that everybody sees."""
        phone = self.phone()
        phone.ask({"t": "wall", "v": 1, "code": self.session.code}, "room")
        return phone

    def now(self) -> dict[str, Any]:
        """The room as it shows itself to a host that comes in."""
        phone = self.phone()
        found = phone.ask({"t": "host", "v": 1, "token": self.token}, "desk")
        phone.close()
        return found

    def stored(self) -> Stored:
        """What is on disk."""
        return stored(self.db, self.session.uuid)

    def answers(self) -> list[tuple[int, int, Any]]:
        """(question, seat, response) on disk."""
        with contextlib.closing(sqlite3.connect(self.db)) as db:
            rows = db.execute("SELECT question, seat, response FROM class_answer ORDER BY n").fetchall()
        return [(q, seat, json.loads(response)) for q, seat, response in rows]

    def of(self, phone: Phone) -> list[tuple[int, Any]]:
        """(question, response) of one seat on disk."""
        return [(q, response) for q, seat, response in self.answers() if seat == phone.seat]

    def seats(self) -> list[dict[str, Any]]:
        """Who sits where."""
        found: list[dict[str, Any]] = self.now()["seats"]
        return found

    def end(self) -> None:
        """Stop the server, and wait for its end."""
        for phone in self.phones:
            phone.close()
        found = launch.find(self.db)
        if found is not None:
            launch.stop(found)
            child = launch._children.get(found.pid)
            if child is not None:
                child.wait(SECONDS)


class Room(Lesson):
    """A lesson with a host, and with an honest pupil who is there before any harm is done."""

    def __init__(self, folder: Path, plan: RoomPlan, program: Sequence[str], host: str) -> None:
        super().__init__(folder, plan, program, host)
        self.host, self.honest = self.desk(), self.pupil("Honest")

    def open(self) -> int:
        """Ask the next question; its number."""
        self.host.do("reveal")  # what is open, if anything is
        self.host.heard.clear()
        self.host.raw.clear()
        assert self.host.do("ask")["t"] == "done"
        q = next(int(frame["q"]) for frame in reversed(self.host.heard) if frame["t"] == "question")
        self.honest.hear("question", q=q)
        return q

    def works(self) -> None:
        """Assert that a lesson can go on: an honest answer is acknowledged, on the socket that was there before, and
        is on disk."""
        q = self.open()
        saved = self.honest.answer(q, q % 4)
        assert (saved["t"], saved["q"], saved["r"]) == ("saved", q, q % 4)
        assert (q, self.honest.seat, q % 4) in self.answers()


def serving(folder: Path, plan: RoomPlan | None = None, program: Sequence[str] = (), host: str = "127.0.0.1") -> Room:
    """A room for the time of a block."""
    return Room(folder, plan or choices(), program, host)


def lesson(folder: Path, count: int = 4, method: str = METHOD, **fields: Any) -> Lesson:
    """A lesson of ``count`` questions for the time of a block; answers are taken at once, for a minute."""
    plan = room_kit.plan(count, **{"read_ms": 0, "answer_ms": 60_000, **fields})
    return Lesson(folder, plan, command(method))


@pytest.fixture(scope="module")
def room_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One room for all tests of a file, which names this fixture and the next one among its own: ``room`` is not the
    same in every file."""
    with serving(tmp_path_factory.mktemp("room")) as made:
        yield made


@pytest.fixture
def room(room_of_all: Room) -> Iterator[Room]:
    """A room that has to work after each test as before."""
    yield room_of_all
    room_of_all.works()


def until(condition: Callable[[], Any]) -> Any:
    """Wait until ``condition`` holds; its value."""
    ends = time.monotonic() + SECONDS
    while not (found := condition()):
        assert time.monotonic() < ends, "never came true"
        time.sleep(0.01)
    return found


LOOPBACKS = sys.platform == "linux"
"""Whether a test can come from any number of addresses: there all of 127.0.0.0/8 is this machine."""
