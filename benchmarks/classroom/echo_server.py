"""The floor: a server on the same stack that knows nothing and keeps everything.

Every answer becomes a row, written in groups with ``synchronous=FULL`` and acknowledged after the commit; a question
goes to all as it is. No room, no rules, no grading.
"""

import argparse
import asyncio
import json
import os
import queue
import socket
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

_ASKED = {
    "t": "question",
    "q": 0,
    "of": 20,
    "form": "choice",
    "now": 1,
    "opens_at": 1,
    "closes_at": 30000,
    "texts": {
        lang: {"prompt": "Which city hosted the 6th ASEM Summit, in 2006?", "left": [], "options": ["a" * 12] * 4}
        for lang in ("en", "vi")
    },
}
_REVEALED = {
    "t": "reveal",
    "q": 0,
    "key": [0],
    "you": {"points": 1},
    "texts": {lang: {"explanation": "x" * 80, "sources": ["y" * 40], "about": ["z" * 40] * 4} for lang in ("en", "vi")},
}


class Echo:
    """All sockets, and the thread that writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sockets: set[WebSocket] = set()
        self.waiting: queue.SimpleQueue[tuple[WebSocket, tuple[Any, ...], str]] = queue.SimpleQueue()
        self.loop: asyncio.AbstractEventLoop | None = None
        threading.Thread(target=self._write, daemon=True).start()

    def _write(self) -> None:
        db = sqlite3.connect(self.path, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE answer (question INTEGER, seat INTEGER, body TEXT, PRIMARY KEY (question, seat))")
        seats: dict[WebSocket, int] = {}
        while True:
            batch = [self.waiting.get()]
            while not self.waiting.empty():
                batch.append(self.waiting.get())
            db.execute("BEGIN")
            rows = [(question, seats.setdefault(socket, len(seats)), body) for socket, (question, body), _ack in batch]
            db.executemany("INSERT OR IGNORE INTO answer VALUES (?, ?, ?)", rows)
            db.execute("COMMIT")
            assert self.loop is not None
            self.loop.call_soon_threadsafe(self._acknowledge, batch)

    def _acknowledge(self, batch: list[tuple[WebSocket, tuple[Any, ...], str]]) -> None:
        asyncio.get_running_loop().create_task(self._send(batch))

    async def _send(self, batch: list[tuple[WebSocket, tuple[Any, ...], str]]) -> None:
        for one, _row, text in batch:
            await one.send_text(text)

    async def serve(self, one: WebSocket) -> None:
        """A socket until it goes."""
        self.loop = asyncio.get_running_loop()
        await one.accept()
        try:
            while True:
                text = await one.receive_text()
                frame = json.loads(text)
                match frame["t"]:
                    case "host":
                        await one.send_text('{"t":"desk"}')
                    case "join":
                        self.sockets.add(one)
                        self.waiting.put((one, (-1, text), '{"t":"room","now":1,"you":{"seat":1}}'))
                    case "answer":
                        self.waiting.put((one, (frame["q"], text), f'{{"t":"saved","q":{frame["q"]},"r":0,"now":1}}'))
                    case "do":
                        told = json.dumps(_ASKED if frame["what"] == "ask" else _REVEALED, separators=(",", ":"))
                        for other in self.sockets:
                            await other.send_text(told)
        except WebSocketDisconnect:
            self.sockets.discard(one)


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


def main() -> None:
    """Serve on a free port, which is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    place = socket.socket()
    place.bind(("127.0.0.1", 0))
    place.listen(2048)
    echo = Echo(parser.parse_args().file)
    config = uvicorn.Config(
        Starlette(routes=[WebSocketRoute("/ws", echo.serve)]),
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        log_level="error",
        lifespan="off",
    )
    print(json.dumps({"port": place.getsockname()[1], "pid": os.getpid()}), flush=True)
    threading.Thread(target=_end_with_input, daemon=True).start()
    uvicorn.Server(config).run(sockets=[place])


if __name__ == "__main__":
    main()
