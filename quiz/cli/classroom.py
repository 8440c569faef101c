"""``quiz class host``, ``quiz class doctor`` and ``quiz phone``: rooms that this computer holds."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.cli import clock
from quiz.cli.args import Args
from quiz.cli.class_args import HostArgs, PhoneArgs, QuestionArgs, RuleArgs
from quiz.cli.class_plan import (
    check_deadline,
    check_made_already,
    open_for_class,
    plan_for,
    plan_in,
    rules_in,
)
from quiz.cli.wiring import Wired, wants_plain
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.plain.console import Console
from quiz.study.room.classes import Lesson

if TYPE_CHECKING:
    from quiz.classroom.launch import Running
    from quiz.study.room.link import Link
    from quiz.study.room.model import RoomPlan

__all__ = ["at_desk", "came_back", "console", "doctor", "host", "in_lines", "lesson", "lesson_of", "opened", "phone"]


def host(args: HostArgs) -> int:
    """Open a room, or come back to the one that is open; then sit at its desk."""
    check_made_already(args, QuestionArgs, RuleArgs)
    wired, langs = open_for_class(args)
    with wired:
        running = came_back(wired) if args.resume else opened(wired, _plan(wired, langs, args), port=args.port or 0)
        code = at_desk(args, wired, lesson_of(wired, running))
        closed_if_empty(wired.place.path)
        return code


def _plan(wired: Wired, langs: tuple[str, ...], args: HostArgs) -> "RoomPlan":
    if args.plan is not None:
        plan = plan_in(args.plan)
        if plan.deadline_ms:
            check_deadline(plan.deadline_ms, args.plan)
        return plan
    return plan_for(wired, langs, args, **rules_in(args))


def phone(args: PhoneArgs) -> int:
    """A room with one seat, which is this learner's; what is answered there counts for memory."""
    from quiz.cli.class_phone import learner_id, phone_plan

    wired, _langs = open_for_class(args)
    with wired:
        plan = phone_plan(wired, args.questions)
        code = at_desk(args, wired, lesson_of(wired, opened(wired, plan, learner=learner_id(wired))))
        closed_if_empty(wired.place.path)
        return code


def doctor(args: Args) -> int:
    """Addresses, a knock from a real phone, and what to do if none comes; 1 if none came."""
    from quiz.bank.files import find_bank
    from quiz.classroom.doctor import examine
    from quiz.classroom.launch import find
    from quiz.cli.wiring import place_of

    place = place_of(args, find_bank(args.bank))

    console = Console(sys.stdin, sys.stdout)

    def say(text: str) -> None:
        console.say(text)
        sys.stdout.flush()

    return 0 if examine(say, find(place.path)) else 1


# a room's server


def opened(wired: Wired, plan: "RoomPlan", *, port: int = 0, learner: str = "") -> "Running":
    """A new session and its server."""
    from quiz.classroom.launch import find, new_session, start, stop
    from quiz.cli.class_server import command
    from quiz.progress.rooms import SqliteRooms

    db = wired.place.path
    journal = SqliteRooms(db)
    try:
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
    finally:
        journal.close()


def came_back(wired: Wired) -> "Running":
    """The room that was left, its server started again if need be. Raises QuizError if there is none."""
    from quiz.classroom.launch import sure
    from quiz.cli.class_server import command

    running = sure(command(), wired.place.path)
    if running is None:
        raise QuizError(_("No lesson is going on."), hint=_("'quiz class host' opens one."))
    return running


def closed_if_empty(db: Path) -> None:
    """End a room that was left before anybody came: nothing of it is worth keeping a server for."""
    from quiz.classroom.launch import find, stop
    from quiz.progress.rooms import SqliteRooms

    running = find(db)
    if running is None:
        return
    journal = SqliteRooms(db)
    try:
        if any(one.uuid == running.session and not one.seats for one in journal.sessions()):
            stop(running)
            journal.forget(running.session, names_only=False)
            print(_("Nobody had come, so the room was closed."))
    finally:
        journal.close()


# the desk


def lesson_of(wired: Wired, running: "Running") -> Lesson:
    """The desk's end of a room."""

    def connect() -> "Link":
        from quiz.classroom.client import SocketLink

        hello = {"t": "host", "v": 1, "token": running.token}
        return SocketLink(running.url, hello, partial(_revived, wired.place.path))

    return lesson(wired, connect, running.session)


def lesson(wired: Wired, connect: "Callable[[], Link]", session: str) -> Lesson:
    """A room with what is made of it."""
    from quiz.classroom.qr import modules
    from quiz.cli.class_after import report_of

    return Lesson(connect, modules, partial(report_of, wired, session))


async def _revived(db: Path) -> None:
    """See to it that there is a server; a killed one is started again with everything that it had."""
    import asyncio

    from quiz.classroom.launch import sure
    from quiz.cli.class_server import command

    await asyncio.get_running_loop().run_in_executor(None, sure, command(), db)


def at_desk(args: Args, wired: Wired, at: Lesson) -> int:
    """Sit at the desk of a room, on a screen or in lines."""
    if not wants_plain(args, wired):
        from quiz.tui.class_app import run_class
        from quiz.tui.screens.class_desk import DeskSheet

        return run_class(wired, lambda: DeskSheet(wired, at))
    from quiz.plain.class_host import HostDialogue
    from quiz.plain.wire import ThreadedWire

    return in_lines(HostDialogue(ThreadedWire(at.connect), console, wired.lang, wired.mono, at.report).run)


def console(tick: Callable[[], None]) -> Any:
    """The terminal, which listens to the room while it waits for a line."""
    from quiz.plain.class_home import LISTEN_SECONDS
    from quiz.plain.waiting import TimedConsole

    return TimedConsole(sys.stdin, sys.stdout, tick, LISTEN_SECONDS)


def in_lines(run: Callable[[], bool]) -> int:
    """Run a dialogue; the end of input leaves it."""
    import gc

    gc.freeze()
    gc.enable()
    try:
        run()
    except EOFError:
        print(_("End of input. Everything is saved."))
    sys.stdout.flush()
    return 0
