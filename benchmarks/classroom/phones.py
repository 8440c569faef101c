"""A class of phones at a room, in one process: joins, questions, answers all at once; prints what it saw as JSON.

They speak the protocol over plain asyncio streams with the least that RFC 6455 asks of a client, so that the load costs
less than what it measures.
"""

import argparse
import asyncio
import json
import os
import struct
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

ALL_BACK_SECONDS = 120


class Phone(asyncio.Protocol):
    """One socket; hands each frame that arrives, with its moment, to ``on_frame``."""

    def __init__(
        self,
        hello: Mapping[str, Any],
        on_frame: "Callable[[Phone, bytes, float], None]",
        on_lost: Callable[[], None] = lambda: None,
    ) -> None:
        self.hello, self.on_frame, self.on_lost = hello, on_frame, on_lost
        self.number = 0
        self.frames = 0
        self._buffer = bytearray()
        self._shaken = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        host, port = transport.get_extra_info("peername")[:2]
        key = b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /ws HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def connection_lost(self, _error: Exception | None) -> None:
        self.on_lost()

    def data_received(self, data: bytes) -> None:
        now = perf_counter()
        self._buffer += data
        if not self._shaken:
            head, end, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head.partition(b"\r\n")[0]:
                raise RuntimeError(head.decode("latin-1"))
            self._shaken, self._buffer = True, bytearray(rest)
            self.send(self.hello)
        while (found := self._next()) is not None:
            opcode, body = found
            if opcode == 1:
                self.frames += 1
                self.on_frame(self, body, now)
            elif opcode == 9:
                self._write(10, body)

    def _next(self) -> tuple[int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        length, at = buffer[1] & 127, 2
        if length > 125:
            size = 2 if length == 126 else 8
            if len(buffer) < 2 + size:
                return None
            length, at = int.from_bytes(buffer[2 : 2 + size], "big"), 2 + size
        if len(buffer) < at + length:
            return None
        opcode, body = buffer[0] & 15, bytes(buffer[at : at + length])
        del buffer[: at + length]
        return opcode, body

    def send(self, message: Mapping[str, Any]) -> None:
        """Send one object."""
        self._write(1, json.dumps(message).encode())

    def _write(self, opcode: int, body: bytes) -> None:
        assert self._transport is not None
        size = len(body)
        head = (
            struct.pack("!BB", 128 | opcode, 128 | size) if size < 126 else struct.pack("!BBH", 128 | opcode, 254, size)
        )
        self._transport.write(head + b"\0\0\0\0" + body)  # masked with zeros: the mask only has to be there

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()


class Crowd:
    """All phones and the host, and what is waited for."""

    def __init__(self, host: str, port: int, code: str, token: str) -> None:
        self.host, self.port, self.code, self.token = host, port, code, token
        self.phones: list[Phone] = []
        self.desk: Phone | None = None
        self.seen: dict[str, dict[int, float]] = {}
        self.points: dict[int, float] = {}
        self._wanted, self._many = "", 0
        self._reached = asyncio.Event()

    def expect(self, kind: str, many: int) -> None:
        """Begin to count frames of a kind."""
        self.seen[kind] = {}
        self._wanted, self._many = kind, many
        self._reached.clear()

    async def reached(self) -> dict[int, float]:
        """When each phone got its frame of the kind that is expected."""
        await asyncio.wait_for(self._reached.wait(), ALL_BACK_SECONDS)
        return self.seen[self._wanted]

    def frame(self, phone: Phone, body: bytes, now: float) -> None:
        """A phone's frame: its kind stands first."""
        kind = body[6 : body.index(b'"', 6)].decode() if body.startswith(b'{"t":"') else json.loads(body)["t"]
        if kind in ("gone", "refused", "error"):
            raise SystemExit(f"the room said: {body.decode()}")
        if kind == "reveal" and phone is not self.desk:
            self.points[phone.number] = json.loads(body)["you"]["points"]
        if kind != self._wanted or (phone is self.desk) != (kind in ("desk", "done")):
            return
        got = self.seen[kind]
        got.setdefault(phone.number, now)
        if len(got) >= self._many:
            self._reached.set()

    async def connect(self, hello: Mapping[str, Any], number: int) -> Phone:
        """One more socket."""
        loop = asyncio.get_running_loop()
        _transport, phone = await loop.create_connection(
            lambda: Phone(hello, self.frame), self.host, self.port, local_addr=address_of(number)
        )
        phone.number = number
        return phone


def address_of(number: int) -> tuple[str, int] | None:
    """Phones have addresses of their own: where all of 127.0.0.0/8 is this machine, twenty share one."""
    return (f"127.0.{1 + number // 4000}.{1 + number // 20 % 200}", 0) if sys.platform == "linux" else None


async def lesson(
    crowd: Crowd, phones: int, keys: list[int], on_joined: Callable[[], None] | None = None
) -> dict[str, Any]:
    """Everyone joins; then a question for each of ``keys``, which all know."""
    crowd.expect("desk", 1)
    crowd.desk = await crowd.connect({"t": "host", "v": 1, "token": crowd.token}, -1)
    await crowd.reached()

    crowd.expect("room", phones)
    began = perf_counter()
    hellos = [
        {"t": "join", "v": 1, "code": crowd.code, "name": f"P {n}", "lang": "en", "team": ""} for n in range(phones)
    ]
    crowd.phones = list(await asyncio.gather(*(crowd.connect(hello, n) for n, hello in enumerate(hellos))))
    joined = max((await crowd.reached()).values()) - began

    if on_joined is not None:
        on_joined()
    before = sum(phone.frames for phone in crowd.phones)
    spreads, waits, points, best = [], [], [], []
    for question in range(len(keys)):
        crowd.expect("question", phones)
        crowd.desk.send({"t": "do", "id": question, "what": "ask"})
        told = (await crowd.reached()).values()
        spreads.append(max(told) - min(told))
        await asyncio.sleep(0.05)  # the answers of all come after the question has reached all
        crowd.expect("saved", phones)
        sent = {}
        for phone in crowd.phones:
            sent[phone.number] = perf_counter()
            phone.send({"t": "answer", "q": question, "r": keys[question]})
        waits += [at - sent[number] for number, at in (await crowd.reached()).items()]
        crowd.expect("reveal", phones)
        crowd.desk.send({"t": "do", "id": 1000 + question, "what": "reveal"})
        await crowd.reached()
        points.append(max(crowd.points.values()) - min(crowd.points.values()))
        best.append(max(crowd.points.values()))
    frames = sum(phone.frames for phone in crowd.phones) - before
    return {
        "joined": joined,
        "spread": spreads,
        "waits": waits,
        "points": points,
        "best": best,
        "frames_a_phone": frames / phones / len(keys),
    }


def main() -> None:
    """Run a lesson against a server that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--code", default="")
    parser.add_argument("--token", default="")
    parser.add_argument("--phones", type=int, required=True)
    parser.add_argument("--keys", type=json.loads, required=True, help="what to answer, one a question")
    parser.add_argument("--pid", type=int, required=True, help="of the server")
    args = parser.parse_args()
    crowd = Crowd("127.0.0.1", args.port, args.code, args.token)
    memory: list[float] = []
    found = asyncio.run(lesson(crowd, args.phones, args.keys, lambda: memory.extend(_memory(args.pid))))
    print(json.dumps({**found, "memory": memory}), flush=True)


def _memory(pid: int) -> list[float]:
    """Megabytes of the server's largest process, and of all its processes, what they share counted once."""
    import psutil

    server = psutil.Process(pid)
    family = (server, *server.children(recursive=True))
    shares = [getattr(one.memory_full_info(), "pss", None) or one.memory_info().rss for one in family]
    return [max(one.memory_info().rss for one in family) / 1e6, sum(shares) / 1e6]


if __name__ == "__main__":
    main()
