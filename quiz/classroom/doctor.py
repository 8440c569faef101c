"""Whether phones can reach this computer, and what to do if they cannot: in words, before the class is there."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from quiz.classroom.addresses import Address, Sort, found, in_wsl
from quiz.i18n import _

if TYPE_CHECKING:
    from quiz.classroom.launch import Running

__all__ = ["WAIT_SECONDS", "advice", "examine", "listed"]

WAIT_SECONDS = 30.0
_REQUEST_SECONDS = 5.0


def listed(addresses: Sequence[Address], port: int) -> list[str]:
    """The addresses of this computer in words, the one to try first at the top."""
    lines = []
    for one in addresses:
        match one.sort:
            case Sort.LAN:
                why = _("on a local network")
            case Sort.OTHER:
                why = _("not one of a usual local network, but it may do")
            case Sort.VIRTUAL:
                why = _("of a virtual machine, a container or a tunnel: phones do not reach it")
            case Sort.LINK:
                why = _("the network has given this computer no address: it is not really connected")
            case Sort.LOOPBACK:
                continue
        name = f"{one.interface}, " if one.interface else ""
        lines.append(f"http://{one.ip}:{port}/knock  ({name}{why})")
    return lines


def advice(addresses: Sequence[Address], port: int, system: str, *, wsl: bool) -> list[str]:
    """What to do when no phone got through, the likeliest first. ``system`` is as ``sys.platform`` says it."""
    usable = [one for one in addresses if one.sort in (Sort.LAN, Sort.OTHER)]
    told: list[str] = []
    if wsl:
        told.append(
            _(
                "This is Linux inside Windows (WSL), whose addresses stay inside. Install quiz in Windows itself and"
                " start it there; or write 'networkingMode=mirrored' under '[wsl2]' into the file .wslconfig in your"
                " Windows user folder, run 'wsl --shutdown' in Windows, and start again."
            )
        )
    if not usable:
        told.append(
            _(
                "This computer is on no network. Join the Wi-Fi that the phones use, or switch on the hotspot of a"
                " phone and join that: it needs no internet."
            )
        )
    told += [_firewall(system, port), *_networks()]
    return told


def _firewall(system: str, port: int) -> str:
    if system == "win32":
        return _(
            "A firewall may be in the way. When Windows asks whether Python may be reached, choose 'Allow', for private"
            " networks; in the settings of the Wi-Fi, mark it as a private network. Without administrator rights you"
            " cannot change a refusal: have somebody who may allow Python once, or teach from another computer."
        )
    if system == "darwin":
        return _(
            "A firewall may be in the way. When macOS asks whether Python may accept connections, choose 'Allow'; or"
            " see System Settings, Network, Firewall. macOS may also ask whether the terminal may find devices on the"
            " local network: allow that too."
        )
    return _(
        "A firewall may be in the way. Whoever may administer this computer lets the port through with 'sudo ufw allow"
        " {port}/tcp' or 'sudo firewall-cmd --add-port={port}/tcp'. Without those rights, teach from another computer."
    ).format(port=port)


def _networks() -> list[str]:
    return [
        _(
            "The phone must be in the same network as this computer, not in mobile data and not in a guest network."
            " Phones leave a Wi-Fi that has no internet: choose 'Stay connected' when the phone asks, or switch its"
            " mobile data off for the lesson."
        ),
        _(
            "Many school and guest networks keep devices from seeing each other (client isolation). No program can"
            " change that: use a hotspot, of this computer or of a phone, which needs no internet."
        ),
        _(
            "A hotspot often takes eight devices only. Then let pupils share: teams of five on eight phones are forty"
            " pupils: quiz class host --teams"
        ),
        _(
            "If this computer's address changes in the middle of a lesson, the wall shows the new code by itself;"
            " pupils scan it, type their names again, and have their seats and points."
        ),
        _("Without any network the same quiz works with printed cards or raised hands: quiz class cards --help"),
    ]


def examine(
    say: Callable[[str], None], running: "Running | None" = None, *, seconds: float = WAIT_SECONDS, port: int = 0
) -> bool:
    """Say where this computer is found, wait for a phone to knock, and say what to do if none does.

    ``running`` is the room that runs already; else its usual port, or ``port``, is listened at meanwhile. Returns
    whether a phone got through. Raises QuizError if there is no listening here at all.
    """
    addresses = found()
    own = {one.ip for one in addresses}
    with _knocks(running, port) as (at, knocks):
        say(_("On a phone, in the network that the class will use, open one of these addresses, the first one first:"))
        for line in listed(addresses, at) or [_("(This computer has no address.)")]:
            say(f"  {line}")
        if in_wsl():
            say(_("This is Linux inside Windows (WSL): phones do not reach it without further steps."))
        say(_("Waiting for up to {n} seconds …").format(n=round(seconds)))
        phone = _first(knocks, own, seconds)
    if phone:
        say(_("A phone got through, from {address}. The class can come.").format(address=phone))
        return True
    say(_("No phone got through. What to do:"))
    for n, line in enumerate(advice(addresses, at, sys.platform, wsl=in_wsl()), 1):
        say(f"{n}. {line}")
    return False


def _first(knocks: "SimpleQueue[str]", own: set[str], seconds: float) -> str:
    """The first address that is not this computer's own; empty if there is none in time."""
    deadline = monotonic() + seconds
    with suppress(Empty):
        while (left := deadline - monotonic()) > 0:
            address = knocks.get(timeout=left)
            if address not in own and not address.startswith("127."):
                return address
    return ""


@contextmanager
def _knocks(running: "Running | None", port: int) -> "Iterator[tuple[int, SimpleQueue[str]]]":
    """(port, addresses that asked for /knock)."""
    heard: SimpleQueue[str] = SimpleQueue()
    if running is not None:
        from quiz.classroom.client import BlockingLink

        link = BlockingLink(running.url, {"t": "host", "v": 1, "token": running.token})

        def hear() -> None:
            while not link.over:
                frame = link.next(1.0)
                if frame is not None and frame.get("t") == "knock":
                    heard.put(str(frame.get("address", "")))

        Thread(target=hear, daemon=True).start()
        try:
            yield running.port, heard
        finally:
            link.close()
        return
    from quiz.classroom.supervise import listen

    with closing(listen("0.0.0.0", port)) as place:
        server = _Knocked(heard)
        server.socket.close()
        server.socket = place
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield place.getsockname()[1], heard
        finally:
            server.shutdown()
            thread.join()


class _Knocked(ThreadingHTTPServer):
    """Answers /knock, and nothing else."""

    daemon_threads = True

    def __init__(self, heard: "SimpleQueue[str]") -> None:
        from quiz.classroom.page import csp, knock_page

        super().__init__(("127.0.0.1", 0), _Door, bind_and_activate=False)
        self.heard = heard
        self.page = knock_page()
        self.policy = csp(self.page, "127.0.0.1")

    def handle_error(self, request: object, client_address: object) -> None:
        """A phone that hangs up is no error."""


class _Door(BaseHTTPRequestHandler):
    timeout = _REQUEST_SECONDS
    server_version, sys_version = "quiz", ""
    server: _Knocked

    def do_GET(self) -> None:
        """A phone asks."""
        here = self.path.partition("?")[0] == "/knock"
        body = self.server.page if here else b""
        self.send_response(200 if here else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        if here:
            self.server.heard.put(self.client_address[0])

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written about who asked."""
