"""What the tests of whole lessons share: the host's program, its server's processes, and how to find out what is on."""

import os
import signal
import time
from pathlib import Path
from typing import Any

from quiz.classroom import launch
from quiz.classroom.launch import Running
from quiz.questions.model import Question
from quiz.study.room.store import Stored
from tests.room_kit import right as rightly
from tests.room_kit import wrong as wrongly
from tests.room_server_kit import SECONDS, Phone, stored, until

__all__ = ["Watcher", "kill", "response", "server_of", "workers"]


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
        return stored(self.db, self.running.session)


def workers(db: Path) -> list[int]:
    """The worker processes of a room's server, with or without their parent: by what they write their errors to.

    Their parent is the first of its session; Python's tracker of resources comes along with those that are spawned.
    """
    log = str(launch.state_file(db).with_suffix(".log"))
    found = [int(one.name) for one in Path("/proc").glob("[0-9]*") if _target(one / "fd" / "2") == log]
    return sorted(one for one in found if not _leads(one) and b"resource_tracker" not in _said(f"/proc/{one}/cmdline"))


def _leads(pid: int) -> bool:
    try:
        return os.getsid(pid) == pid
    except ProcessLookupError:
        return True


def server_of(db: Path) -> int:
    """The worker that serves: the one that has the journal open."""
    return int(until(lambda: next((one for one in workers(db) if _has_open(one, db)), 0)))


def kill(*pids: int) -> None:
    """As the system does when memory runs out."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def _said(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # the process has gone, or is somebody else's
        return ""


def _has_open(pid: int, db: Path) -> bool:
    try:
        return any(_target(one) == str(db) for one in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def response(question: Question, *, right: bool) -> Any:
    """A right or a wrong answer, as JSON has it."""
    return rightly(question) if right else wrongly(question)
