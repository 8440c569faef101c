"""``quiz class cards``: a lesson where there is no network, and the cards for it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quiz.cli import clock
from quiz.cli.args import refuse, refuse_without
from quiz.cli.class_args import CardsArgs, QuestionArgs
from quiz.cli.class_journal import open_journal
from quiz.cli.class_plan import check_made_already, plan_for, plan_in
from quiz.cli.class_rooms import lesson
from quiz.cli.classroom import at_desk, open_for_class
from quiz.cli.wiring import Wired
from quiz.disk import named_path
from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.questions.model import Form

if TYPE_CHECKING:
    from quiz.study.room.link import Link
    from quiz.study.room.model import RoomPlan
    from quiz.study.room.store import Stored

__all__ = ["cards"]

_FORMS = (Form.CHOICE, Form.TRUE_FALSE)
"""What can be answered with a card or one press."""
_OF_PRINT = ("pupils", "page", "force")


def cards(args: CardsArgs) -> int:
    """Ask on this screen; count by hand, or let the device go round. Or print the cards."""
    if args.print is not None:
        return _printed(args, args.print)
    refuse_without(args, _OF_PRINT, missing="--print")
    check_made_already(args, QuestionArgs)
    wired, langs = open_for_class(args)
    with wired:
        if args.resume:
            return _sit(args, wired, _left(wired), ())
        teams = _teams_in(args)
        made = plan_in(args.plan) if args.plan is not None else plan_for(wired, langs, args, forms=_FORMS)
        plan = _suited(made)
        if n := len(made.entries) - len(plan.entries):
            told = ngettext(
                "{n} question is left out: no card can answer it.",
                "{n} questions are left out: no card can answer them.",
                n,
            )
            print(told.format(n=n))
        mode = plan._replace(mode="live", teams="device") if teams else plan._replace(mode="cards")
        return _sit(args, wired, _begun(wired, mode, teams), teams)


def _printed(args: CardsArgs, name: str) -> int:
    from quiz.cli.class_files import put
    from quiz.papers.cards import COLOURS, cards_pdf

    names = (*QuestionArgs.__annotations__, "plan", "resume", "teams")
    refuse(args, names, besides="--print", hint=_("The cards are the same for every lesson."))
    path, pupils = named_path(name), args.pupils or 1
    put(path, cards_pdf(args.page or "a4", pupils), force=args.force)
    n = len(COLOURS) * pupils
    print(_("Written: {file}").format(file=path))
    print(ngettext("{n} page. Print on one side only.", "{n} pages. Print on one side only.", n).format(n=n))
    return 0


def _teams_in(args: CardsArgs) -> list[str]:
    """The teams that the command line names. Raises QuizError if it means to and does not."""
    teams = [one.strip() for one in (args.teams or "").split(",") if one.strip()]
    if args.teams is not None and not teams:
        raise QuizError(
            _("No team is named."), hint=_("Write the names with commas between them: --teams 'Reds,Blues'")
        )
    return teams


def _begun(wired: Wired, plan: "RoomPlan", teams: Sequence[str]) -> str:
    """A new session, in which there is a seat for each of ``teams``. Raises QuizError if one cannot be called so."""
    from quiz.classroom.launch import new_session
    from quiz.study.room.machine import Room
    from quiz.study.room.store import Stored

    session, _token = new_session(plan, clock.now().at_ms)
    tried = Room.replay(Stored(session, (), (), (), 0))
    _seat(lambda name: tried.join(name, "", "", "", 0, 0), teams)
    with open_journal(wired.place.path) as journal:
        journal.create(session)
    return session.uuid


def _left(wired: Wired) -> str:
    """The last lesson without a network that is not over. Raises QuizError if there is none."""
    with open_journal(wired.place.path) as journal:
        for one in journal.sessions():
            if not one.over and (one.mode == "cards" or _goes_round(journal.load(one.uuid))):
                return one.uuid
    raise QuizError(_("No lesson was left."), hint=_("'quiz class cards' begins one."))


def _goes_round(stored: "Stored") -> bool:
    """Whether its teams sit at this device: nobody can come back to such a seat from elsewhere."""
    return bool(stored.seats) and not any(one.token_hash for one in stored.seats)


def _sit(args: CardsArgs, wired: Wired, uuid: str, teams: Sequence[str]) -> int:
    """At the desk of a session; ``teams`` are given their seats first."""
    from quiz.cli.class_local import LocalRoom
    from quiz.progress.rooms import SqliteRooms

    def connect() -> "Link":
        # here, because a journal belongs to the thread that opens it
        here = SqliteRooms(wired.place.path)
        try:
            room = LocalRoom(here, here.load(uuid), lambda: clock.now().at_ms)
            _seat(room.seat, teams)
        except QuizError:
            here.close()
            raise
        return room

    return at_desk(args, wired, lesson(wired, connect, uuid))


def _seat(sit: Callable[[str], object], teams: Sequence[str]) -> None:
    from quiz.study.room.model import RefusedError
    from quiz.study.room.words import refused_words

    for name in teams:
        try:
            sit(name)
        except RefusedError as error:
            raise QuizError(refused_words(error.why.value), where=name) from error


def _suited(plan: "RoomPlan") -> "RoomPlan":
    """The plan without a clock, and with questions only that a card can answer. Raises QuizError if none is left."""
    entries = tuple(one for one in plan.entries if next(iter(one.questions.values())).form in _FORMS)
    if not entries:
        raise QuizError(_("This lesson has no question that a card could answer."))
    return plan._replace(entries=entries, read_ms=0, answer_ms=0, auto_ms=0, deadline_ms=0, naming="free", speed=False)
