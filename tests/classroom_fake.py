"""A room that only says what a test has it say: the protocol's frames without rules, journal or clock of its own.

It serves the real pages under their real policy, so that what a browser does with a frame can be tried frame by frame.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any

import pytest
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from quiz.classroom.page import csp, knock_page, pupil_page, wall_page
from tests.browser_kit import PATIENCE, Browser, Page

__all__ = [
    "CODE",
    "TOKEN",
    "FakeRoom",
    "answers",
    "fake_room",
    "join",
    "keep",
    "lobby",
    "phone",
    "question",
    "reveal",
    "room",
    "screen",
    "silent",
]

CODE = "482913"
TOKEN = "c2VhdC10b2tlbi0x"
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><path fill="#fff" d="M0 0h29v29H0z"/>'
    '<path d="M4 4h7v7H4zM18 4h7v7h-7zM4 18h7v7H4zM13 13h3v3h-3zM19 17h2v5h4v3h-8z"/></svg>'
)
"""Not a QR code, but a picture in its place."""


class FakeRoom:
    """What came in, and a way to say something to all who are connected."""

    def __init__(self, **pages: Any) -> None:
        langs = pages.pop("langs", ("en", "vi"))
        self.pages = {"/": pupil_page(langs, **pages), "/screen": wall_page(langs), "/knock": knock_page()}
        self.heard: list[dict[str, Any]] = []
        """All frames, in the order in which they came."""
        self.reply: Callable[[dict[str, Any]], list[dict[str, Any]]] = lambda frame: []
        """What a frame is answered with."""
        self.greeting: list[dict[str, Any]] | None = None
        """What whoever comes is told instead of a snapshot."""
        self.deaf = False
        """Takes what comes and says nothing: a network that has died without telling."""
        self.closed = False
        """Sends everyone away."""
        self.snapshot: dict[str, Any] = lobby(langs=list(langs))
        """What whoever comes is told; it follows what is said."""
        self.name = "Lan"
        self.began = time.monotonic()
        self.port = 0
        self.sockets: set[ServerConnection] = set()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def now(self) -> int:
        """The room's clock, ms."""
        return 500_000 + round((time.monotonic() - self.began) * 1000)

    def page(self, _connection: ServerConnection, request: Request) -> Response | None:
        """What is answered before a socket is opened: the pages."""
        path = request.path.partition("?")[0]
        if path == "/ws":
            return Response(HTTPStatus.SERVICE_UNAVAILABLE, "", Headers(), b"") if self.closed else None
        headers = Headers({"Connection": "close", "Content-Type": "text/html; charset=utf-8"})
        if path == "/qr.svg":
            headers["Content-Type"] = "image/svg+xml"
            return Response(HTTPStatus.OK, "OK", headers, SQUARE.encode())
        body = self.pages.get(path)
        if body is None:
            return Response(HTTPStatus.NOT_FOUND, "", headers, b"")
        headers["Content-Security-Policy"] = csp(body, request.headers["Host"])
        return Response(HTTPStatus.OK, "OK", headers, body)

    def talk(self, socket: ServerConnection) -> None:
        """One connection, to its end."""
        with self._lock:
            self.sockets.add(socket)
        try:
            for text in socket:
                frame = json.loads(text)
                self.heard.append(frame)
                if self.deaf:
                    continue
                if frame["t"] in ("join", "back", "wall"):
                    self._greet(socket, frame)
                for answer in self.reply(frame):
                    self._follow(answer)
                    socket.send(json.dumps(self.timed(answer)))
        except ConnectionClosed:
            pass
        finally:
            with self._lock:
                self.sockets.discard(socket)

    def _greet(self, socket: ServerConnection, frame: dict[str, Any]) -> None:
        if self.greeting is not None:
            for said in self.greeting:
                socket.send(json.dumps(said))
            return
        if frame["t"] != "back" and frame["code"] != CODE:
            socket.send(json.dumps({"t": "error", "why": "code"}))
            return
        mine = dict(self.snapshot)
        if frame["t"] == "wall":
            mine = {"names": [], "code": CODE, "url": self.url, "locked": False, **mine, "you": None}
        else:
            if frame["t"] == "join":
                self.name = frame["name"]
            own = {"seat": 1, "name": self.name, "right": 0, "answered": 0, "points": 0}
            mine["you"] = own | (mine["you"] or {}) | ({"token": TOKEN} if frame["t"] == "join" else {})
        socket.send(json.dumps(self.timed(mine)))

    def timed(self, frame: dict[str, Any]) -> dict[str, Any]:
        """A frame whose times count from now: ``opens_in`` and ``closes_in`` ms become the room's own."""
        frame = dict(frame)
        for name in ("opens", "closes"):
            if f"{name}_in" in frame:
                ms = frame.pop(f"{name}_in")
                frame[f"{name}_at"] = None if ms is None else self.now + ms
        if frame["t"] in ("room", "question", "saved", "phase"):
            frame.setdefault("now", self.now)
        return frame

    def say(self, frame: dict[str, Any]) -> None:
        """To everyone."""
        timed = self.timed(frame)
        self._follow(timed)
        text = json.dumps(timed)
        with self._lock:
            sockets = tuple(self.sockets)
        for socket in sockets:
            with suppress(ConnectionClosed):
                socket.send(text)

    def _follow(self, frame: dict[str, Any]) -> None:
        """The snapshot says what has been said."""
        now = self.snapshot
        match frame["t"]:
            case "question":
                new = {"phase": "asked", "q": frame["q"], "question": frame, "answer": None, "reveal": None}
                self.snapshot = {**now, **new, "paused": False}
            case "saved":
                self.snapshot = {**now, "answer": {"q": frame["q"], "r": frame["r"]}}
            case "reveal":
                self.snapshot = {**now, "phase": "revealed", "reveal": frame}
            case "phase":
                self.snapshot = {**now, "phase": frame["phase"], "paused": frame["paused"]}
            case "over":
                self.snapshot = {**now, "phase": "over", "you": frame["you"]}

    def hang_up(self) -> None:
        """Close every socket, as a server does that is killed."""
        with self._lock:
            sockets = tuple(self.sockets)
        for socket in sockets:
            socket.close()

    def wait(self, condition: Callable[[dict[str, Any]], bool], seconds: float = PATIENCE) -> dict[str, Any]:
        """Until a frame has come; the latest such one."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            found = [frame for frame in list(self.heard) if condition(frame)]
            if found:
                return found[-1]
            time.sleep(0.01)
        raise AssertionError(f"never came; came: {self.heard}")

    def count(self, kind: str) -> int:
        """How many frames of a kind have come."""
        return sum(frame["t"] == kind for frame in list(self.heard))


@contextmanager
def fake_room(**pages: Any) -> Iterator[FakeRoom]:
    """A room on a free port; ``pages`` goes to the pages."""
    room = FakeRoom(**pages)
    server: Server
    with serve(room.talk, "127.0.0.1", 0, process_request=room.page, compression=None, ping_interval=None) as server:
        room.port = server.socket.getsockname()[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield room
        server.shutdown()
        room.hang_up()
        thread.join(PATIENCE)


@pytest.fixture
def room() -> Iterator[FakeRoom]:
    """A room that keeps every answer. A test file names this fixture and the next one among its own: ``room`` is not
    the same in every file."""
    with fake_room() as made:
        made.reply = keep
        yield made


@pytest.fixture
def phone(chromium: Browser, room: FakeRoom) -> Iterator[Page]:
    """The pupil's page, which has to be without a fault to the end."""
    page = chromium.page(f"{room.url}?c={CODE}")
    yield page
    assert page.faults == []
    page.close()


def lobby(**changes: Any) -> dict[str, Any]:
    """The snapshot of a room where nothing has begun."""
    return {
        "t": "room",
        "v": 1,
        "session": "11111111-2222-4333-8444-555555555555",
        "title": {"en": "ASEM: the first lesson", "vi": "ASEM: bài đầu tiên"},
        "langs": ["en", "vi"],
        "mode": "live",
        "phase": "lobby",
        "paused": False,
        "q": -1,
        "of": 20,
        "you": None,
        "question": None,
        "answer": None,
        "reveal": None,
        **changes,
    }


OPTIONS = {"en": ["Madrid", "Bangkok", "Helsinki", "Seoul"], "vi": ["Madrid", "Bangkok", "Helsinki", "Seoul"]}
PROMPTS = {
    "en": "Which city hosted the 6th ASEM Summit?",
    "vi": "Hội nghị cấp cao ASEM lần thứ sáu diễn ra ở thành phố nào?",
}


def question(q: int = 0, form: str = "choice", opens_in: int = 0, closes_in: int | None = None, **more: Any) -> Any:
    """A question; ``opens_in`` and ``closes_in`` are ms from when it is said."""
    prompts, options = more.pop("prompts", PROMPTS), more.pop("options", OPTIONS)
    texts = {lang: {"prompt": prompts[lang], "options": options.get(lang, []), "left": []} for lang in prompts}
    fields = {"t": "question", "q": q, "of": 20, "form": form, "opens_in": opens_in, "closes_in": closes_in}
    return {**fields, "texts": texts, **more}


def reveal(q: int = 0, key: tuple[int, ...] = (2,), you: dict[str, Any] | None = None, **more: Any) -> Any:
    """What was right. ``you`` is filled up to a right answer."""
    own = {
        "outcome": "right",
        "credit": 1,
        "points": 1,
        "right": 1,
        "answered": 1,
        "total": 1,
        "correction": "",
        "r": 2,
    }
    texts = {
        "en": {
            "key": ["Helsinki"],
            "explanation": "The 6th ASEM Summit took place in Helsinki, in 2006.",
            "sources": ["Vietnamese Wikipedia article on ASEM (2007–2016), line 22"],
            "about": ["", "The 1st ASEM Summit took place in Bangkok, in 1996.", "", ""],
        },
        "vi": {
            "key": ["Helsinki"],
            "explanation": "Hội nghị cấp cao ASEM lần thứ sáu diễn ra tại Helsinki, năm 2006.",
            "sources": ["Bài về ASEM trên Wikipedia tiếng Việt (2007–2016), dòng 22"],
            "about": ["", "Hội nghị cấp cao ASEM lần thứ nhất diễn ra tại Bangkok, năm 1996.", "", ""],
        },
    }
    return {"t": "reveal", "q": q, "key": list(key), "texts": texts, "you": None if you is None else own | you, **more}


def keep(frame: dict[str, Any]) -> list[dict[str, Any]]:
    """A room that keeps every answer."""
    return [{"t": "saved", "q": frame["q"], "r": frame["r"]}] if frame["t"] == "answer" else []


def silent(_frame: dict[str, Any]) -> list[dict[str, Any]]:
    """A room that acknowledges nothing."""
    return []


def join(page: Page, name: str = "Lan") -> None:
    """As a pupil does who scanned the code."""
    page.write("#name", name)
    page.press("Enter")
    page.see("You are in")


def answers(room: FakeRoom) -> list[Any]:
    """What has been answered, in the order in which it came."""
    return [frame["r"] for frame in room.heard if frame["t"] == "answer"]


def screen(page: Page, name: str) -> None:
    """Wait for a screen of the page."""
    page.wait(f"document.body.dataset.screen === {name!r}")
