"""The process in which a room lives: it warms up, waits until it is wanted, and serves until the lesson is over."""

import asyncio
import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection, wait
from pathlib import Path
from socket import socket
from time import monotonic
from typing import Any, NamedTuple

import uvicorn

from quiz.classroom.addresses import best_first
from quiz.classroom.frames import MAX_BYTES, dumped, framed
from quiz.classroom.guard import Guard, own_names
from quiz.classroom.hub import Effect, Hub
from quiz.classroom.page import knock_page, pupil_page, wall_page
from quiz.classroom.supervise import Ends
from quiz.classroom.web import Page, Site, page_of
from quiz.classroom.wire import listening
from quiz.classroom.writer import JournalFactory, Writer
from quiz.errors import QuizError
from quiz.study.room.model import Phase, RoomPlan

__all__ = ["Settings", "serve", "warm_up", "work"]

_PING_SECONDS = 15.0
_LINGER_SECONDS, _FORGOTTEN_SECONDS = 600.0, 12 * 3600.0
"""A room where nobody is stays so long after the end, for those who come late to see how they did; and before that."""
_LOOK_TICKS = 50
_BACKLOG = 2048


class Settings(NamedTuple):
    """What a server needs to know. No secret is in it: the host's token is in the journal, as a digest."""

    session: str
    """uuid."""
    host: str = "0.0.0.0"
    """Where to listen."""
    learner: str = ""
    """uuid of the profile that the only seat belongs to; empty: a class."""
    state: str = ""
    """The file that tells where the server is."""
    warm: tuple[str, ...] = ()
    """Modules that the journal will need."""


def work(ends: Ends, listener: socket, settings: Settings, factory: JournalFactory) -> None:
    """The life of a worker process: say ``warm``, wait for its turn, serve."""
    _many_sockets()
    warm_up(settings.warm)
    gc.set_threshold(50_000, 20, 50)  # what a room makes is hardly ever circular, and a full look takes milliseconds
    tell = partial(_tell, ends.parent)
    tell("warm", None)
    if not _turn(ends):
        return
    try:
        _run(serve(listener, settings, factory, partial(tell, "up", None), partial(_answered, ends.parent)))
    except QuizError as error:
        tell("failed", (error.message, error.where, error.hint))
    _tell(ends.mine, "over", None)
    if settings.state and not _answered(ends.parent):  # else our parent sees to it
        Path(settings.state).unlink(missing_ok=True)


def warm_up(modules: Sequence[str]) -> None:
    """Load all that a room needs, with what its journal needs, and keep the collector from looking at it again."""
    for name in (*modules, "quiz.questions.grading", "segno"):
        import_module(name)
    gc.enable()
    gc.collect()
    gc.freeze()


def _tell(channel: Connection, what: str, more: object) -> None:
    with suppress(OSError):  # there is nobody at the other end any more; the room goes on
        channel.send((what, more))


def _answered(channel: Connection) -> bool:
    """Whether our parent lives, which is given a sign of life if it has asked for one."""
    try:
        while channel.poll():
            channel.recv()
            channel.send(("alive", None))
    except (OSError, EOFError):
        return False
    return True


def _turn(ends: Ends) -> bool:
    """Wait until this worker is to serve; False if it never will.

    Its parent says so. If that is dead, it is its turn when the worker before it dies, and not if that had done.
    """
    parent, other = True, ends.other
    while parent or other is not None:
        ready = wait([one for one in (ends.parent if parent else None, other) if one is not None])
        if parent and ends.parent in ready:
            try:
                ends.parent.recv()
                return True
            except (EOFError, OSError):
                parent = False
                if other is None:
                    return ends.other is not None  # the one before us died first
        elif other is not None:
            with suppress(EOFError, OSError):
                other.recv()
                return False
            other = None
    return ends.other is not None


def _run(main: Any) -> None:
    if sys.platform == "win32":
        # a socket that was shared belongs to the completion port of the process that had it first
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(main)
    else:
        asyncio.run(main)


def _many_sockets() -> None:
    """Ask the system for as many sockets as it will give."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 8192 if hard == resource.RLIM_INFINITY else min(8192, hard)
        if soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _most_sockets() -> int:
    try:
        import resource
    except ImportError:
        return 480  # select on Windows looks at 512
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return min(4096, soft - 64) if soft != resource.RLIM_INFINITY else 4096


class _Server(uvicorn.Server):
    """uvicorn's, whose tick is the room's too."""

    def __init__(
        self,
        config: uvicorn.Config,
        hub: Hub,
        addresses: "Addresses",
        up: Callable[[], None],
        answered: Callable[[], bool],
    ) -> None:
        super().__init__(config)
        self._hub, self._addresses, self._up, self._answered = hub, addresses, up, answered
        self._has_parent = True
        hub.on_stop = self.leave

    def leave(self) -> None:
        """End with the next tick."""
        self.should_exit = True

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self._up()

    async def on_tick(self, counter: int) -> bool:
        hub = self._hub
        hub.refresh()
        if counter % 10 == 0:
            hub.beat()
            self._has_parent = self._answered()
        if counter % _LOOK_TICKS == _LOOK_TICKS - 1:
            await self._addresses.look()
            self._leave_if_forgotten()
        return await super().on_tick(counter)

    def _leave_if_forgotten(self) -> None:
        hub = self._hub
        quiet = monotonic() - hub.crowd.last_left if hub.crowd.empty else 0.0
        if hub.room.phase is Phase.OVER or not self._has_parent:
            self.should_exit |= quiet > _LINGER_SECONDS
        elif hub.room.plan.mode != "paced":
            self.should_exit |= quiet > _FORGOTTEN_SECONDS


class Addresses:
    """Where the room is found. It may change in the middle of a lesson; then there is a new QR code."""

    def __init__(self, hub: Hub, host: str, port: int) -> None:
        self._hub, self._host, self._port = hub, host, port
        self._set(self._found())

    def _found(self) -> tuple[str, ...]:
        own = best_first() if self._host == "0.0.0.0" else (self._host,)
        return tuple(f"http://{address}:{self._port}/" for address in own or ("127.0.0.1",))

    def _set(self, pages: tuple[str, ...]) -> None:
        telling = self._hub.telling
        telling.pages = pages
        telling.urls = tuple(self.link(telling.code, page) for page in pages)

    def link(self, code: str, page: str = "") -> str:
        """What the QR code says."""
        page = page or self._hub.telling.pages[0]
        return f"{page}?c={code}" if code else page

    async def look(self) -> None:
        """Look again, and tell those who show the address if it is another one."""
        found = await asyncio.get_running_loop().run_in_executor(None, self._found)
        if found != self._hub.telling.pages:
            self._set(found)
            self._hub.moved()


async def serve(
    listener: socket, settings: Settings, factory: JournalFactory, up: Callable[[], None], answered: Callable[[], bool]
) -> None:
    """Serve the room on ``listener`` until it is over. Raises QuizError if the session cannot be read.

    ``up`` is called as soon as sockets are accepted, and from then on ``answered`` once a second: it gives a sign of
    life to whoever watches the server, and is False if nobody does any more.
    """
    loop = asyncio.get_running_loop()
    hub: Hub | None = None

    def committed(effects: list[Effect]) -> None:
        assert hub is not None
        hub.committed(effects)

    def trouble(error: QuizError | None) -> None:
        assert hub is not None
        hub.in_trouble(error)

    writer: Writer[Effect] = Writer(loop, committed, trouble)
    stored = await asyncio.wrap_future(writer.start(factory, settings.session))
    guard = Guard(own_names())
    hub = Hub(loop, stored, writer, settings.learner, guard)
    hub.crowd.most = _most_sockets()
    addresses = Addresses(hub, settings.host, listener.getsockname()[1])
    plan, session = stored.session.plan, hub.session
    asks = {"naming": plan.naming, "teams": plan.teams}
    site = Site(guard, _pages(plan), session.code, addresses.link, session.uuid, _knocked(hub), asks)
    hub.arm()
    try:
        await _Server(_config(site, hub), hub, addresses, up, answered).serve(sockets=[listener])
    finally:
        writer.close()


def _config(site: Site, hub: Hub) -> uvicorn.Config:
    """Nothing is written down, compressed or believed of what a proxy says, and nobody may take long."""
    http, ws = listening(hub)
    return uvicorn.Config(
        site.app,
        http=http,
        ws=ws,
        ws_max_size=MAX_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=_PING_SECONDS,
        ws_ping_timeout=_PING_SECONDS,
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=8192,
        backlog=_BACKLOG,
    )


def _knocked(hub: Hub) -> Callable[[str], None]:
    """The hosts are told of a phone that asks whether it can reach this machine."""

    def knocked(address: str) -> None:
        frame = framed(dumped({"t": "knock", "address": address}))
        for wire in tuple(hub.crowd.hosts):
            wire.say(frame)

    return knocked


def _pages(plan: RoomPlan) -> Callable[[str], Page]:
    """The pages, each put together when it is first asked for."""
    made: dict[str, Page] = {}
    put_together: dict[str, Callable[[], bytes]] = {
        "pupil": lambda: pupil_page(plan.langs, naming=plan.naming, teams=plan.teams),
        "wall": lambda: wall_page(plan.langs),
        "knock": knock_page,
    }

    def page(name: str) -> Page:
        if name not in made:
            made[name] = page_of(put_together[name]())
        return made[name]

    return page
