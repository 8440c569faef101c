"""A program's end of the protocol: it comes back by itself, and brings its answers again until they are kept."""

import asyncio
import json
import queue
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from random import random
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from quiz.classroom.tokens import fresh_token
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.study.room.seen import integer

__all__ = ["BlockingLink", "SocketLink", "once", "socket_url"]

LEAST_WAIT, MOST_WAIT = 0.05, 2.0
_OPEN_SECONDS = 5.0
_PING_SECONDS = 10.0
_THROTTLED_SECONDS = 5.0
_MOST_BYTES = 8 * 1024 * 1024


def socket_url(text: str) -> str:
    """The socket's address for what a person types: ``192.168.1.5:8080``, ``http://…/?c=123456``. Raises QuizError."""
    text = text.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host, port = "", None, None
    if not host or scheme not in ("http", "ws") or any(one.isspace() for one in host):
        raise QuizError(
            _("'{text}' is no address of a classroom.").format(text=text),
            hint=_("Type it as the wall shows it, such as http://192.168.1.5:8080"),
        )
    shown = f"[{host}]" if ":" in host else host
    return f"ws://{shown}:{port}/ws" if port else f"ws://{shown}/ws"


class SocketLink:
    """Implements :class:`quiz.study.room.link.Link`. Make it on a running loop, and close it when done."""

    def __init__(
        self, url: str, hello: Mapping[str, Any], revive: Callable[[], Awaitable[object]] | None = None
    ) -> None:
        """``hello`` is the first frame of a connection: ``join``, ``back``, ``host`` or ``wall``; once there is a token
        for a seat, the connections that follow begin with that.

        ``revive`` is awaited before each new try: a host's screen sees to it that there is a server. Raises QuizError
        if ``url`` is no address.
        """
        self._url, self._hello, self._revive = socket_url(url), dict(hello), revive
        self.token = str(hello.get("token", ""))
        """The seat's, as soon as there is one; or the host's."""
        self._brought = fresh_token()
        self._heard: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._unsaved: dict[int, str] = {}
        self._socket: ClientConnection | None = None
        self._known = False  # a snapshot has come by this socket
        self._wanted = asyncio.Event()  # the room has not refused the first frame as it is now
        self._wanted.set()
        self._task = asyncio.get_running_loop().create_task(self._keep())

    async def send(self, frame: Mapping[str, Any]) -> None:
        """Send a frame; while there is no connection it is dropped, but an answer is kept and sent again."""
        text = json.dumps(frame, ensure_ascii=False)
        if frame.get("t") == "answer":
            self._unsaved[frame["q"]] = text
        if frame.get("t") in ("join", "host", "wall", "back"):  # a second try, with another name or code
            self._hello = dict(frame)
            self._wanted.set()
            text = json.dumps(self._first(), ensure_ascii=False)
        elif not self._known:
            return
        await self._say(text)

    async def frames(self) -> AsyncIterator[dict[str, Any]]:
        """What the room says, and ``{"t": "link", "up": bool}`` whenever the connection comes or goes."""
        while (frame := await self._heard.get()) is not None:
            yield frame
        self._heard.put_nowait(None)

    async def close(self) -> None:
        """Leave."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._heard.put_nowait(None)

    async def _say(self, text: str) -> None:
        if self._socket is not None:
            with suppress(WebSocketException, OSError):
                await self._socket.send(text)

    async def _keep(self) -> None:
        """Be connected."""
        tries = 0
        while True:
            before = tries
            last = ""
            try:
                async with connect(
                    self._url,
                    compression=None,
                    open_timeout=_OPEN_SECONDS,
                    ping_interval=_PING_SECONDS,
                    ping_timeout=_PING_SECONDS,
                    close_timeout=1,
                    max_size=_MOST_BYTES,
                    proxy=None,
                    user_agent_header=None,
                ) as socket:
                    self._socket = socket
                    await socket.send(json.dumps(self._first(), ensure_ascii=False))
                    async for text in socket:
                        last = await self._take(text)
                        if self._known:
                            tries = 0
                        if last:
                            break
            except (OSError, WebSocketException, InvalidHandshake):
                pass  # there is no server, or it was killed: again
            self._socket = None
            if self._known:
                self._known = False
                self._heard.put_nowait({"t": "link", "up": False})
            if last and last != "throttled":  # after that a client may come back
                self._heard.put_nowait(None)
                return
            await self._wanted.wait()
            tries = tries + 1 if tries == before else 1
            # full jitter: a class that lost its server does not come back in step
            await asyncio.sleep(random() * min(MOST_WAIT, LEAST_WAIT * 2**tries))
            if last == "throttled":
                await asyncio.sleep(_THROTTLED_SECONDS)
            if self._revive is not None and not await self._revived():
                self._heard.put_nowait(None)
                return

    async def _revived(self) -> bool:
        assert self._revive is not None
        try:
            await self._revive()
        except QuizError as error:
            self._heard.put_nowait({"t": "error", "why": "server", "text": str(error)})
            return False
        return True

    def _first(self) -> Mapping[str, Any]:
        if self._hello["t"] == "join":
            if self.token:
                return {"t": "back", "v": self._hello["v"], "token": self.token}
            return {**self._hello, "token": self._brought}  # a join whose answer is lost finds its own seat again
        return self._hello

    async def _take(self, text: str | bytes) -> str:
        """Take in a frame; returns why the room has sent us away, if it has."""
        try:
            frame = json.loads(text)
        except (ValueError, RecursionError):
            return ""
        if not isinstance(frame, dict):
            return ""
        kind = frame.get("t")
        if kind in ("room", "desk"):
            you = frame.get("you")
            if isinstance(you, dict) and isinstance(you.get("token"), str):
                self.token = you["token"]
            if not self._known:
                self._known = True
                self._heard.put_nowait({"t": "link", "up": True})
                self._heard.put_nowait(frame)
                for answer in tuple(self._unsaved.values()):
                    await self._say(answer)
                return ""
        elif kind in ("saved", "refused"):
            self._unsaved.pop(integer(frame.get("q"), -1), None)
        elif kind == "error" and not self._known:
            self._wanted.clear()
        self._heard.put_nowait(frame)
        return str(frame.get("why") or "over") if kind == "gone" else ""


class BlockingLink:
    """A link for line mode, where a program waits for a person and for the room in turn. Frames are kept meanwhile."""

    def __init__(
        self, url: str, hello: Mapping[str, Any], revive: Callable[[], Awaitable[object]] | None = None
    ) -> None:
        """As :class:`SocketLink`. Raises QuizError if ``url`` is no address."""
        socket_url(url)
        self._frames: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._link: SocketLink | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(url, hello, revive), name="classroom", daemon=True)
        self._thread.start()
        self._ready.wait()

    def send(self, frame: Mapping[str, Any]) -> None:
        """Send a frame; see :meth:`SocketLink.send`."""
        self._there(lambda link: link.send(frame), _OPEN_SECONDS)

    def next(self, seconds: float | None = None) -> dict[str, Any] | None:
        """The next frame; None after ``seconds`` without one, or when there will be no more (see :attr:`over`)."""
        try:
            frame = self._frames.get(timeout=seconds)
        except queue.Empty:
            return None
        if frame is None:
            self._frames.put(None)
        return frame

    @property
    def over(self) -> bool:
        """Whether the room has sent us away, or this is closed."""
        return not self._thread.is_alive()

    @property
    def token(self) -> str:
        """The seat's, as soon as there is one; or the host's."""
        return self._link.token if self._link is not None else ""

    def close(self) -> None:
        """Leave."""
        self._there(lambda link: link.close(), 2)
        self._thread.join(2)

    def _there(self, do: Callable[[SocketLink], Awaitable[object]], seconds: float) -> None:
        """Do something on the link's own loop, and wait until it is done, or the link has ended by itself."""
        link, done, until = self._link, threading.Event(), monotonic() + seconds

        async def run() -> None:
            assert link is not None
            with suppress(RuntimeError, TimeoutError):
                await do(link)
            done.set()

        def begin() -> None:
            self._doing = asyncio.ensure_future(run())  # the loop itself does not hold it

        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(begin)
        while link is not None and self._thread.is_alive() and monotonic() < until and not done.wait(0.02):
            pass

    def _run(self, url: str, hello: Mapping[str, Any], revive: Callable[[], Awaitable[object]] | None) -> None:
        async def hear() -> None:
            self._link = SocketLink(url, hello, revive)
            self._ready.set()
            async for frame in self._link.frames():
                self._frames.put(frame)
            self._frames.put(None)

        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(hear())


def once(url: str, hello: Mapping[str, Any], frame: Mapping[str, Any], answer: str) -> dict[str, Any]:
    """Connect, say ``frame``, and return the first frame named ``answer``. Raises QuizError."""
    from websockets.sync.client import connect as connect_now

    try:
        with connect_now(
            socket_url(url), compression=None, open_timeout=_OPEN_SECONDS, max_size=_MOST_BYTES, proxy=None
        ) as socket:
            socket.send(json.dumps(hello, ensure_ascii=False))
            socket.send(json.dumps(frame, ensure_ascii=False))
            while True:
                found = json.loads(socket.recv(_OPEN_SECONDS))
                if found["t"] == answer:
                    return dict(found)
                if found["t"] == "gone":
                    break
    except (OSError, WebSocketException, ValueError, TimeoutError) as error:
        raise QuizError(_("The classroom server does not answer."), where=url) from error
    raise QuizError(_("The classroom server does not let us in."), where=url)
