"""``quiz class cards``: a lesson where there is no network."""

from types import SimpleNamespace
from typing import TYPE_CHECKING

from quiz.cli import clock
from quiz.cli.class_plan import open_for_class, plan_for, plan_in
from quiz.cli.classroom import at_desk, lesson
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.model import Form

if TYPE_CHECKING:
    from quiz.study.room.link import Link
    from quiz.study.room.model import Plan

__all__ = ["cards"]

_FORMS = (Form.CHOICE, Form.TRUE_FALSE)
"""What can be answered with a card or one press."""


def cards(args: SimpleNamespace) -> int:
    """Ask on this screen; count by hand, or let the device go round."""
    from quiz.classroom.launch import new_session
    from quiz.cli.class_local import LocalRoom
    from quiz.progress.rooms import SqliteRooms
    from quiz.study.room.model import RefusedError
    from quiz.study.room.words import refused_words

    teams = [one.strip() for one in (args.teams or "").split(",") if one.strip()]
    wired, langs = open_for_class(args)
    with wired:
        plan = _suited(plan_in(args.plan) if args.plan else plan_for(wired, langs, args, forms=_FORMS))
        mode = plan._replace(mode="live", teams="device") if teams else plan._replace(mode="cards")
        session, _token = new_session(mode, clock.now().at_ms)
        journal = SqliteRooms(wired.place.path)
        journal.create(session)
        journal.close()

        def connect() -> "Link":
            # here, because a journal belongs to the thread that opens it
            here = SqliteRooms(wired.place.path)
            room = LocalRoom(here, here.load(session.uuid), lambda: clock.now().at_ms)
            for name in teams:
                try:
                    room.seat(name)
                except RefusedError as error:
                    raise QuizError(refused_words(error.why.value), where=name) from error
            return room

        return at_desk(args, wired, lesson(wired, connect, session.uuid))


def _suited(plan: "Plan") -> "Plan":
    """The plan without a clock, and with questions only that a card can answer. Raises QuizError if none is left."""
    entries = tuple(one for one in plan.entries if next(iter(one.questions.values())).form in _FORMS)
    if not entries:
        raise QuizError(_("This lesson has no question that a card could answer."))
    return plan._replace(entries=entries, read_ms=0, answer_ms=0, auto_ms=0, deadline_ms=0, naming="free", speed=False)
