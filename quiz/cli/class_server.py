"""The process that runs a room: :mod:`quiz.classroom.launch` starts it, with its orders on standard input.

It says on standard output, in one line of JSON, that the room is up, or why not.
"""

import json
import os
import signal
import socket
import sys
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from quiz.classroom.supervise import Ends, State, listen, supervise, write_state
from quiz.errors import QuizError
from quiz.i18n import set_language

if TYPE_CHECKING:
    from quiz.classroom.server import Settings
    from quiz.study.room.store import Journal

__all__ = ["command", "journal", "main"]


def command() -> tuple[str, ...]:
    """What starts :func:`main` in a process of its own, with this very package, wherever that may be."""
    root = str(Path(__file__).resolve().parent.parent.parent)
    code = f"import sys; sys.path.insert(0, {root!r}); from quiz.cli.class_server import main; main()"
    return sys.executable, "-P", "-c", code


def journal(path: str) -> "Journal":
    """The journal in a progress file."""
    from quiz.progress.rooms import SqliteRooms

    return SqliteRooms(Path(path))


def work(ends: Ends, listener: socket.socket, lang: str, settings: dict[str, Any], db: str) -> None:
    """What a worker process runs."""
    from quiz.classroom import server

    set_language(lang)
    told: Settings = server.Settings(**settings)
    server.work(ends, listener, told, partial(journal, db))


def main() -> None:
    """Read the orders, serve, and leave when the lesson is over."""
    orders = SimpleNamespace(**json.loads(sys.stdin.readline()))
    set_language(orders.lang)
    answer = _private_answer()
    signal.signal(signal.SIGTERM, _leave)
    state = Path(orders.state)
    try:
        with listen(orders.host, orders.port) as listener:
            port = listener.getsockname()[1]
            kept = State(os.getpid(), port, orders.session, orders.token, orders.db, orders.host, orders.learner)
            failed = _serve(orders, listener, partial(_up, state, kept, answer))
    except QuizError as error:
        failed = error
    if failed is not None:
        _say(answer, {"error": failed.message, "where": failed.where, "hint": failed.hint})
    state.unlink(missing_ok=True)


def _serve(orders: SimpleNamespace, listener: socket.socket, up: Any) -> QuizError | None:
    context = get_context("spawn")  # the same on all systems, and without what this process has open
    settings = {
        "session": orders.session,
        "host": orders.host,
        "learner": orders.learner,
        "state": str(Path(orders.state).absolute()),
        "warm": ("quiz.progress.rooms",),
    }

    def start(ends: Ends, place: socket.socket) -> BaseProcess:
        process = context.Process(target=work, args=(ends, place, orders.lang, settings, orders.db))
        process.start()
        return process

    return supervise(start, listener, up)


def _up(state: Path, kept: State, answer: list[int]) -> None:
    write_state(state, kept)
    _say(answer, {"pid": kept.pid, "port": kept.port})


def _private_answer() -> list[int]:
    """Where to answer. The workers get another standard output: whoever reads ours waits for its end."""
    sys.stdout.flush()
    answer = os.dup(1)
    os.dup2(2, 1)
    return [answer]


def _say(answer: list[int], told: dict[str, object]) -> None:
    """Answer, once."""
    if answer:
        place = answer.pop()
        try:
            os.write(place, f"{json.dumps(told)}\n".encode())
        except OSError:
            pass  # whoever started us has gone
        finally:
            os.close(place)


def _leave(*_signal: object) -> None:
    raise SystemExit(0)
