"""What the tests of whole lessons share: the host's program, its server's processes, and how to find out what is on."""

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quiz.classroom import launch
from quiz.classroom.launch import Running
from quiz.cli.class_server import journal
from quiz.questions.model import Question
from quiz.study.room.store import Stored
from tests.room_kit import right as rightly
from tests.room_kit import wrong as wrongly
from tests.room_server_kit import SECONDS, Phone, until

__all__ = ["Watcher", "kill", "response", "serving", "workers"]


class Watcher:
    """Looks at a room whose server may be killed at any moment: each look is a connection of its own."""

    def __init__(self, db: Path) -> None:
        self.db = db
        self.running: Running = until(lambda: launch.find(db))

    def desk(self) -> dict[str, Any]:
        """The room as it shows itself to a host; waits for a server that is being started again."""
        ends = time.monotonic() + SECONDS
        while True:
            try:
                phone = Phone(self.running.port)
                try:
                    return phone.ask({"t": "host", "v": 1, "token": self.running.token}, "desk")
                finally:
                    phone.close()
            except (OSError, EOFError, RuntimeError, Exception) as error:  # whatever a killed server does to a socket
                if isinstance(error, AssertionError) or time.monotonic() > ends:
                    raise

    def answered(self, q: int, n: int) -> dict[str, Any]:
        """The room, once so many have answered question ``q``."""
        found: dict[str, Any] = {}

        def there() -> bool:
            found.update(self.desk())
            return bool(found["q"] == q and found["count"]["answered"] == n)

        until(there)
        return found

    def stored(self) -> Stored:
        """What is on disk."""
        kept = journal(str(self.db))
        try:
            return kept.load(self.running.session)
        finally:
            kept.close()


def workers(parent: int) -> list[int]:
    """The worker processes of a server."""
    found = [
        int(one) for task in Path(f"/proc/{parent}/task").iterdir() for one in (task / "children").read_text().split()
    ]
    return [one for one in found if b"spawn_main" in _said(f"/proc/{one}/cmdline")]


def serving(some: Iterable[int], db: Path) -> int:
    """Which of them serves: the one that has the journal open."""
    return int(until(lambda: next((one for one in some if _has_open(one, db)), 0)))


def kill(*pids: int) -> None:
    """As the system does when memory runs out."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def _said(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def _has_open(pid: int, db: Path) -> bool:
    try:
        return any(str(one.readlink()) == str(db) for one in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def response(question: Question, *, right: bool) -> Any:
    """A right or a wrong answer, as JSON has it."""
    return rightly(question) if right else wrongly(question)
