"""The pages: a pupil's, the wall's, the doctor's, and the QR code. All of it is in memory; no path leads to a file."""

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache
from hmac import compare_digest
from time import monotonic
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quiz.classroom.guard import Guard
from quiz.classroom.page import csp
from quiz.classroom.throttle import guesses

__all__ = ["Page", "Site", "page_of", "qr_svg"]

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)
_PLAIN_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"


class Page(NamedTuple):
    """A page as it is sent."""

    plain: bytes
    packed: bytes


def page_of(html: bytes) -> Page:
    """A page, packed once for all."""
    return Page(html, gzip.compress(html, 9, mtime=0))


class Site:
    """The routes of a room's server."""

    def __init__(
        self,
        guard: Guard,
        pages: Callable[[str], Page],
        code: str,
        link: Callable[[str], str],
        session: str,
        knocked: Callable[[str], None],
        door: Mapping[str, str],
    ) -> None:
        """``link`` makes what the QR code says, with a code or none; ``knocked`` is told who asks for
        /knock; ``door`` says what is asked of those who join."""
        self._guard, self._pages, self._code, self._link = guard, pages, code, link
        self._session, self._knocked, self._door = session, knocked, dict(door)
        self._guesses = guesses()
        routes = [
            Route("/", self._pupil),
            Route("/screen", self._wall),
            Route("/knock", self._knock),
            Route("/qr.svg", self._qr),
            Route("/alive", self._alive),
            Route("/door", self._at_door),
        ]
        self.app: ASGIApp = _guarded(Starlette(routes=routes), guard)

    async def _pupil(self, request: Request) -> Response:
        return self._page(request, "pupil")

    async def _wall(self, request: Request) -> Response:
        return self._page(request, "wall")

    async def _knock(self, request: Request) -> Response:
        self._knocked(request.client.host if request.client else "")
        return self._page(request, "knock")

    async def _alive(self, _request: Request) -> Response:
        return PlainTextResponse(self._session)

    async def _at_door(self, _request: Request) -> Response:
        return JSONResponse(self._door)

    async def _qr(self, request: Request) -> Response:
        """Our address as a QR code. It holds the room's code for those who know that already, as the wall does."""
        address = request.client.host if request.client else ""
        now = monotonic()
        given = request.query_params.get("c", "")[:64]
        if not given:
            return Response(qr_svg(self._link("")), media_type="image/svg+xml")
        if self._guesses.spent(address, now):
            return PlainTextResponse("", 429)
        if not compare_digest(given.encode("utf-8", "replace"), self._code.encode()):
            self._guesses.take(address, now)
            return PlainTextResponse("", 404)
        return Response(qr_svg(self._link(self._code)), media_type="image/svg+xml")

    def _page(self, request: Request, name: str) -> Response:
        page = self._pages(name)
        policy = csp(page.plain, request.headers.get("host", ""))
        headers = {"content-security-policy": policy, "vary": "accept-encoding"}
        body = page.plain
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            body = page.packed
        return Response(body, media_type="text/html", headers=headers)


def _guarded(app: ASGIApp, guard: Guard) -> ASGIApp:
    """``app`` for requests from this machine's addresses only, with the headers that every answer has."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        plain = True

        async def answer(message: Message) -> None:
            nonlocal plain
            if message["type"] == "http.response.start":
                found = list(message.get("headers", []))
                plain = not any(name == b"content-security-policy" for name, _value in found)
                if plain:
                    found.append((b"content-security-policy", _PLAIN_POLICY.encode()))
                message = {**message, "headers": [*found, *_HEADERS]}
            await send(message)

        if scope["type"] == "http" and len(hosts) == 1 and guard.knows(hosts[0].decode("latin-1")):
            await app(scope, receive, answer)
        else:
            await PlainTextResponse("Open the address that the wall shows.", 421)(scope, receive, answer)

    return guarded


@lru_cache(maxsize=8)
def qr_svg(text: str) -> bytes:
    """``text`` as a QR code, dark on light, with the quiet zone that the standard asks for."""
    from io import BytesIO

    import segno

    file = BytesIO()
    segno.make(text, error="m", micro=False).save(
        file, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True
    )
    return file.getvalue()
