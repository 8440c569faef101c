"""One socket: uvicorn's WebSocket protocol without its queues, tasks and waits.

Frames are stamped as they are read and handed to the hub at once; what is said goes straight to the transport. Nothing
waits for a socket: one that stays full is dropped. The handshake is answered here too, so a socket costs no task.
"""

import asyncio
import logging
from asyncio.transports import BaseTransport
from time import monotonic
from typing import Any, Protocol

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request
from websockets.protocol import OPEN

try:
    from websockets.speedups import apply_mask
except ImportError:  # a wheel without them
    from websockets.utils import apply_mask

__all__ = ["CODES", "Ears", "HttpWire", "Wire", "listening"]

FULL_SECONDS = 5.0
"""A socket may stay full for so long."""
FULL_BYTES = 256 * 1024
"""And so much may wait for it."""
_FAREWELL_SECONDS = 2.0
_TEXT, _MASKED = 0x81, 0x80
_SHORT = 126

CODES = {
    "replaced": 4001,
    "kicked": 4002,
    "over": 4003,
    "throttled": 4005,
    "full": 4006,
    "protocol": 4007,
    "locked": 4008,
    "code": 4009,
    "token": 4010,
}
"""Why a socket is closed, as the code of its close frame."""


class Ears(Protocol):
    """Who hears what comes in: the hub."""

    def clock(self) -> int:
        """Milliseconds of the room's clock."""

    def welcome(self, path: str, headers: Any) -> bool:
        """Whether a handshake may go on."""

    def opened(self, one: "HttpWire | Wire") -> None:
        """A socket has come."""

    def heard(self, wire: "Wire", at: int, data: bytes | bytearray) -> None:
        """A text frame came at ``at``."""

    def closed(self, one: "HttpWire | Wire") -> None:
        """A socket has gone."""


class Wire(WebSocketsSansIOProtocol):
    """A pupil's, host's or wall's socket."""

    ears: Ears

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = 0.0
        """When it came, by the monotonic clock."""
        self.open = False
        """Whether something can be said to it."""
        self.full_bytes = FULL_BYTES
        self._full = False
        self._full_timer: asyncio.TimerHandle | None = None
        # What the hub knows of it.
        self.role = ""
        """seat, host or wall, as soon as it has shown that it may be."""
        self.seat = 0
        self.wrong = 0
        """Wrong codes and tokens it has tried."""
        self.heard_at = 0.0
        self.allowance = 0.0

    @property
    def address(self) -> str:
        """Where it comes from."""
        return self.client[0] if self.client else ""

    def connection_made(self, transport: BaseTransport) -> None:
        """Called for a socket whose request asks to become one of ours."""
        super().connection_made(transport)
        self.since = monotonic()
        self.ears.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Called when it is gone."""
        self.open = False
        if self._full_timer is not None:
            self._full_timer.cancel()
        super().connection_lost(exc)
        self.ears.closed(self)

    def handle_connect(self, event: Request) -> None:
        """Answer the handshake. Ours needs no application: there is one path, and one protocol on it."""
        response = self.conn.accept(event)
        if response.status_code == 101 and not self.ears.welcome(event.path, event.headers):
            response = self.conn.reject(403, "")
        self.conn.send_response(response)
        self.handshake_initiated = self.handshake_complete = True
        self.transport.write(b"".join(self.conn.data_to_send()))
        if response.status_code != 101:
            self.close_sent = True
            self.transport.close()
            return
        self.open = True
        self.start_keepalive()

    # hearing

    def data_received(self, data: bytes) -> None:
        """Bytes have come. The usual frame, short, whole and alone, is read without the parser's generators."""
        at = self.ears.clock()
        conn = self.conn
        if (
            self.open
            and len(data) > 6
            and data[0] == _TEXT
            and len(data) == (data[1] ^ _MASKED) + 6
            and data[1] < _MASKED + _SHORT
            and not conn.reader.buffer
            and conn.current_size is None
            and conn.state is OPEN
        ):
            self.ears.heard(self, at, apply_mask(data[6:], data[2:6]))
            return
        conn.receive_data(data)
        self._at = at
        if conn.parser_exc is not None:
            self.handle_parser_exception()
            return
        if conn.handshake_exc is not None and not self.handshake_complete:
            self.transport.abort()  # a request that cannot be read: there is nobody to answer
            return
        self.handle_events()

    def send_receive_event_to_app(self) -> None:
        """A whole message has come by way of the parser."""
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        if not self.open:
            return
        if self.curr_msg_data_type == "text":
            self.ears.heard(self, self._at, data)
        else:
            self.bye("protocol")

    def handle_cont(self, event: Frame) -> None:
        """A later part of a message. Its total size is bounded by the parser, and the number of parts here."""
        if len(self.frames) >= 8:
            self.bye("protocol")
            return
        super().handle_cont(event)

    def handle_close(self, event: Frame) -> None:
        """They take their leave."""
        self.open = False
        super().handle_close(event)

    def handle_parser_exception(self) -> None:
        """Not our protocol, or a frame that is too long."""
        self.open = False
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.close()

    def keepalive_timeout(self) -> None:
        """No sign of life: the phone sleeps, or has left. Nobody waits for what it was still to be sent."""
        self.open = False
        self.transport.abort()

    # saying

    def say(self, frame: bytes) -> None:
        """Send a whole frame, as :func:`quiz.classroom.frames.framed` makes them."""
        if self.open:
            self.transport.write(frame)
            if self._full and self.transport.get_write_buffer_size() > self.full_bytes:
                self.drop()

    @property
    def waiting(self) -> int:
        """Bytes that it has still to take."""
        return self.transport.get_write_buffer_size() if self.open else 0

    def bye(self, why: str, frame: bytes = b"") -> None:
        """Say ``frame`` and close, with the code for ``why``."""
        if not self.open:
            return
        self.open = False
        self.stop_keepalive()
        self.conn.send_close(CODES.get(why, 1011), why)
        self.transport.write(frame + b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.close_timer = self.loop.call_later(_FAREWELL_SECONDS, self.transport.abort)

    def drop(self) -> None:
        """Close without a word: it would not be read."""
        self.open = False
        self.transport.abort()

    def pause_writing(self) -> None:
        """It does not read as fast as it is told. There is time for that, but not for ever."""
        self._full = True
        if self._full_timer is None:
            self._full_timer = self.loop.call_later(FULL_SECONDS, self.drop)

    def resume_writing(self) -> None:
        """It has caught up."""
        self._full = False
        if self._full_timer is not None:
            self._full_timer.cancel()
            self._full_timer = None

    def shutdown(self) -> None:
        """The server ends. Whoever is there will want to come back, so nothing is said."""
        self.open = False
        self.stop_keepalive()
        self.transport.abort()


class HttpWire(H11Protocol):
    """A socket that has not said what it wants, or wants a page: uvicorn's, known to the hub so that it cannot idle."""

    ears: Ears

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A socket has come."""
        super().connection_made(transport)
        self.since = monotonic()
        self.ears.opened(self)

    def handle_websocket_upgrade(self, event: Any) -> None:
        """It asks to be a :class:`Wire`."""
        self.ears.closed(self)
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """It has gone."""
        super().connection_lost(exc)
        self.ears.closed(self)

    def drop(self) -> None:
        """It said nothing for too long."""
        self.transport.abort()


def listening(ears: Ears) -> tuple[type[HttpWire], type[Wire]]:
    """The two protocols, bound to a hub."""
    logging.getLogger("websockets.server").setLevel(logging.ERROR)
    http: type[HttpWire] = type("HttpWire", (HttpWire,), {"ears": ears})
    wire: type[Wire] = type("Wire", (Wire,), {"ears": ears})
    return http, wire
