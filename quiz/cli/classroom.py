"""``quiz class host``, ``quiz class doctor`` and ``quiz phone``: rooms that this computer holds."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quiz.cli.args import Args
from quiz.cli.class_args import HostArgs, PhoneArgs, QuestionArgs, RuleArgs
from quiz.cli.class_plan import check_deadline, check_made_already, plan_for, plan_in, rules_in
from quiz.cli.class_rooms import came_back, desk_left, lesson_of, opened
from quiz.cli.language import codes_in, named_language
from quiz.cli.wiring import Wired, open_services, place_of, settle, wants_plain
from quiz.i18n import _
from quiz.plain.console import Console
from quiz.study.room.classes import Lesson

if TYPE_CHECKING:
    from quiz.study.room.model import RoomPlan

__all__ = ["at_desk", "console", "doctor", "host", "in_lines", "open_for_class", "phone"]


def host(args: HostArgs) -> int:
    """Open a room, or come back to the one that is open; then sit at its desk."""
    check_made_already(args, QuestionArgs, RuleArgs)
    wired, langs = open_for_class(args)
    with wired:
        running = came_back(wired) if args.resume else opened(wired, _plan(wired, langs, args), port=args.port or 0)
        code = at_desk(args, wired, lesson_of(wired, running))
        desk_left(wired, running.session)
        return code


def open_for_class(args: Args) -> tuple[Wired, tuple[str, ...]]:
    """The services, and the languages of the lesson: those that were named, else all of the bank's, ours first."""
    named = codes_in(args.lang or "")
    if named:
        args.lang = named[0]
    wired = open_services(args)
    known = wired.questions.bank.languages
    wanted = [named_language(one, known) for one in named] or (wired.lang, *known)
    return wired, tuple(dict.fromkeys(one for one in wanted if one in known)) or known[:1]


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
        running = opened(wired, plan, learner=learner_id(wired))
        code = at_desk(args, wired, lesson_of(wired, running))
        desk_left(wired, running.session)
        return code


def doctor(args: Args) -> int:
    """Addresses, a knock from a real phone, and what to do if none comes; 1 if none came."""
    from quiz.bank.files import find_bank
    from quiz.classroom.doctor import examine
    from quiz.classroom.launch import find

    place = place_of(args, find_bank(args.bank))

    console = Console(sys.stdin, sys.stdout)

    def say(text: str) -> None:
        console.say(text)
        sys.stdout.flush()

    return 0 if examine(say, find(place.path)) else 1


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
    settle()
    try:
        run()
    except EOFError:
        print(_("End of input. Everything is saved."))
    sys.stdout.flush()
    return 0
