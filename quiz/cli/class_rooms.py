"""Rooms that this computer holds: their servers, and the desk's end of them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli import clock
from quiz.cli.class_journal import LocalServices, open_journal, remember, report_of
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.study.room.classes import Lesson

if TYPE_CHECKING:
    from quiz.classroom.launch import Running
    from quiz.study.room.link import Link
    from quiz.study.room.model import RoomPlan

__all__ = ["came_back", "desk_left", "lesson", "lesson_of", "opened"]


def opened(services: LocalServices, plan: "RoomPlan", *, port: int = 0, learner: str = "") -> "Running":
    """A new session and its server."""
    from quiz.classroom.launch import find, new_session, start, stop
    from quiz.cli.class_server import command

    db = services.place.path
    with open_journal(db) as journal:
        old = find(db)
        if old is not None:
            if not any(one.uuid == old.session and one.over for one in journal.sessions()):
                raise QuizError(
                    _("A lesson is going on already."),
                    hint=_("'quiz class host --resume' comes back to it; there it can be ended."),
                )
            stop(old)  # it only waited for those who come late
        session, token = new_session(plan, clock.now().at_ms)
        journal.create(session)
        try:
            return start(command(), db, session.uuid, token, port=port, learner=learner)
        except QuizError:
            journal.forget(session.uuid, names_only=False)  # nobody could ever have joined it
            raise


def came_back(services: LocalServices) -> "Running":
    """The room that was left, its server started again if need be. Raises QuizError if there is none."""
    from quiz.classroom.launch import sure
    from quiz.cli.class_server import command

    running = sure(command(), services.place.path)
    if running is None:
        raise QuizError(_("No lesson is going on."), hint=_("'quiz class host' opens one."))
    return running


def desk_left(services: LocalServices, session: str) -> None:
    """When its desk was left: pupils with a profile get their evidence, and a room that nobody came to is closed.

    One with a deadline stays: they come when nobody sits at its desk any more.
    """
    with open_journal(services.place.path) as journal:
        stored = journal.load(session)
        remember(services, journal, stored)
    if not stored.session.plan.deadline_ms:
        _closed_if_empty(services.place.path)


def _closed_if_empty(db: Path) -> None:
    """End a room that was left before anybody came: nothing of it is worth keeping a server for."""
    from quiz.classroom.launch import find, stop

    running = find(db)
    if running is None:
        return
    with open_journal(db) as journal:
        if any(one.uuid == running.session and not one.seats for one in journal.sessions()):
            stop(running)
            journal.forget(running.session, names_only=False)
            print(_("Nobody had come, so the room was closed."))


def lesson_of(services: LocalServices, running: "Running") -> Lesson:
    """The desk's end of a room."""

    def connect() -> "Link":
        from quiz.classroom.client import SocketLink

        hello = {"t": "host", "v": 1, "token": running.token}
        return SocketLink(running.url, hello, partial(_revived, services.place.path))

    return lesson(services, connect, running.session)


def lesson(services: LocalServices, connect: Callable[[], "Link"], session: str) -> Lesson:
    """A room with what is made of it."""
    from quiz.classroom.qr import modules

    return Lesson(connect, modules, partial(report_of, services, session))


async def _revived(db: Path) -> None:
    """See to it that there is a server; a killed one is started again with everything that it had."""
    import asyncio

    from quiz.classroom.launch import sure
    from quiz.cli.class_server import command

    await asyncio.get_running_loop().run_in_executor(None, sure, command(), db)
