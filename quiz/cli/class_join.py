"""``quiz class join``: a pupil's seat in somebody's room."""

import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from quiz.cli.class_args import JoinArgs
from quiz.cli.classroom import console, in_lines
from quiz.cli.wiring import open_services, wants_plain
from quiz.i18n import _
from quiz.study.room.ticket import Ticket
from quiz.text import clean_line

if TYPE_CHECKING:
    from quiz.study.room.link import Link
    from quiz.tui.screens.class_pupil import Connect

__all__ = ["join"]

_LONGEST = 200


def join(args: JoinArgs) -> int:
    """Take a seat, and keep it until the lesson is over; 2 if the room lets nobody in."""
    from quiz.classroom.client import SocketLink, socket_url
    from quiz.classroom.door import door_at

    socket_url(args.url)  # raises before anything is opened
    with open_services(args) as wired:
        place = wired.place.path.with_name(f"{wired.place.path.name}.seat.json")

        def way(address: str) -> "tuple[Connect, Ticket]":
            url = socket_url(address)
            naming, teams = door_at(url)
            ticket = _ticket(args, address, url, place)._replace(naming=naming, teams=teams)
            return lambda hello: Remembering(SocketLink(url, hello), place, url, ticket.code), ticket

        print(_("Connecting to {address} …").format(address=clean_line(args.url)), file=sys.stderr, flush=True)
        connect, ticket = way(args.url)
        if not wants_plain(args, wired):
            from quiz.tui.class_app import run_class
            from quiz.tui.screens.class_pupil import PupilSheet

            return run_class(wired, lambda: PupilSheet(wired, connect, ticket, way))
        from quiz.plain.classroom import PupilDialogue
        from quiz.plain.wire import ThreadedWire

        dialogue = PupilDialogue(lambda hello: ThreadedWire(lambda: connect(hello)), console, wired.lang, wired.mono)
        code = in_lines(lambda: dialogue.run(ticket))
        return 2 if dialogue.room.gone and not dialogue.room.joined else code


def _ticket(args: JoinArgs, address: str, url: str, place: Path) -> Ticket:
    """What the command line says; the address may hold the code, or the token of a seat that was handed over."""
    parts = urlsplit(address)
    given = parse_qs(parts.query)
    handed = parse_qs(parts.fragment)
    code = "".join(one for one in args.code or (given.get("c") or [""])[0] if one.isdecimal())
    token = (handed.get("token") or [""])[0]
    ticket = Ticket(code, clean_line(args.name[:_LONGEST]), clean_line(args.team[:_LONGEST]), token)
    return ticket._replace(before=_before(place, url, code), address=address)


def _before(place: Path, url: str, code: str) -> tuple[str, str]:
    """Name and token of the seat that was kept for this lesson, or nothing."""
    try:
        kept = json.loads(place.read_text("utf-8"))
        fits = kept["url"] == url and (not code or kept["code"] == code)
        return (clean_line(kept["name"]), str(kept["token"])) if fits else ("", "")
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return "", ""


class Remembering:
    """A link that keeps its seat's token in a file of the pupil's own, so that a closed terminal loses nothing."""

    def __init__(self, link: "Link", place: Path, url: str, code: str) -> None:
        self._link, self._place, self._url, self._code = link, place, url, code

    async def send(self, frame: Mapping[str, Any]) -> None:
        """As the link does."""
        self._code = str(frame.get("code", self._code))
        await self._link.send(frame)

    async def frames(self) -> AsyncIterator[dict[str, Any]]:
        """As the link does; a seat that is new is kept, one that is gone is not."""
        async for frame in self._link.frames():
            self._look_at(frame)
            yield frame

    async def close(self) -> None:
        """As the link does."""
        await self._link.close()

    def _look_at(self, frame: Mapping[str, Any]) -> None:
        you = frame.get("you")
        if frame.get("t") == "room" and isinstance(you, dict) and isinstance(you.get("token"), str):
            kept = {"url": self._url, "code": self._code, "name": str(you.get("name", "")), "token": you["token"]}
            with suppress(OSError):
                self._place.touch(0o600)
                self._place.chmod(0o600)
                self._place.write_text(json.dumps(kept), "utf-8")
        elif frame.get("t") == "over" or (frame.get("t") == "gone" and frame.get("why") == "token"):
            with suppress(OSError):
                self._place.unlink(missing_ok=True)
