"""The process that runs a room: :mod:`quiz.classroom.launch` starts it, with its orders on standard input.

It says on standard output, in one line of JSON, that the room is up, or why not.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from quiz.classroom.supervise import Ends, ServerState, Start, listen, supervise, write_state
from quiz.errors import QuizError
from quiz.i18n import current, set_language

if TYPE_CHECKING:
    from quiz.classroom.server import Settings
    from quiz.study.room.store import Journal

__all__ = ["METHOD", "command", "journal", "main"]

METHOD: Literal["fork", "spawn"] = "fork" if sys.platform == "linux" else "spawn"
"""How worker processes are made. Forked ones share the memory of what they have loaded; that is safe in a process with
one thread, except on macOS, whose own libraries do not bear it."""


def command(method: str = METHOD) -> tuple[str, ...]:
    """What starts :func:`main` in a process of its own, with this very package, wherever that may be."""
    root = str(Path(__file__).resolve().parent.parent.parent)
    code = f"import sys; sys.path.insert(0, {root!r}); from quiz.cli.class_server import main; main({method!r})"
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


def _forked(parents: Sequence[Connection], answer: list[int], *orders: Any) -> None:
    """The same in a process that has all that its parent has."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for end in parents:
        end.close()
    for place in answer:
        os.close(place)
    work(*orders)


def main(method: str) -> None:
    """Read the orders, serve, and leave when the lesson is over."""
    told = json.loads(sys.stdin.readline())
    set_language(told.pop("lang"))
    state = Path(told.pop("state")).absolute()
    orders = ServerState(**told)
    answer = _private_answer()
    signal.signal(signal.SIGTERM, _leave)
    try:
        with listen(orders.host, orders.port) as listener:
            kept = orders._replace(pid=os.getpid(), port=listener.getsockname()[1])
            start = _starter(method, kept, state, listener, answer)
            failed = supervise(start, partial(_up, state, kept, answer))
    except QuizError as error:
        failed = error
    if failed is not None:
        _say(answer, {"error": failed.message, "where": failed.where, "hint": failed.hint})
    state.unlink(missing_ok=True)


def _starter(method: str, kept: ServerState, state: Path, listener: socket.socket, answer: list[int]) -> Start:
    """What starts a worker."""
    warm = ("quiz.progress.rooms",)
    settings = {
        "session": kept.session,
        "host": kept.host,
        "learner": kept.learner,
        "state": str(state),
        "warm": warm,
    }
    context: Any = get_context(method)
    if method == "fork":
        from quiz.classroom.server import warm_up

        warm_up(warm)

    def start(ends: Ends, parents: Sequence[Connection]) -> BaseProcess:
        what = (ends, listener, current(), settings, kept.db)
        process: BaseProcess = (
            context.Process(target=_forked, args=(parents, answer, *what))
            if method == "fork"
            else context.Process(target=work, args=what)
        )
        process.start()
        return process

    return start


def _up(state: Path, kept: ServerState, answer: list[int]) -> None:
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
