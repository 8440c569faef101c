"""What is said of a room, whatever shows it."""

from typing import TYPE_CHECKING

from quiz.i18n import _, ngettext
from quiz.study.room.model import Phase
from quiz.study.words import moment_text, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.study.room.following import Following
    from quiz.study.room.hosting import Hosting
    from quiz.study.room.seen import Ranked

__all__ = [
    "denied_words",
    "finished_words",
    "gone_words",
    "level_words",
    "ranked_lines",
    "refused_words",
    "silent_words",
    "total_line",
    "until_words",
]


def refused_words(why: str) -> str:
    """Why an answer or a wish was refused: see :class:`quiz.study.room.model.Why`."""
    known = {
        "early": _("Answers are not taken yet."),
        "late": _("That came too late: time was up."),
        "other": _("That was for another question."),
        "invalid": _("That cannot be used here."),
        "paused": _("The lesson is paused."),
        "locked": _("The room is locked. Ask your teacher to let you in."),
        "full": _("The room is full."),
        "name": _("This name cannot be shown. Choose another one."),
        "team": _("This name of a team cannot be shown. Choose another one."),
        "long": _("This name is too long. Shorten it."),
        "taken": _("Somebody has this name already. Add a letter or your second name."),
        "unknown": _("This is not on the list. Type it as your teacher wrote it."),
        "kicked": _("Your teacher has taken you out of the room."),
        "phase": _("Not now."),
        "over": _("The lesson is over."),
        "code": _("There is no lesson with this code. Look at the wall again."),
    }
    return known.get(why) or _("It was refused ({why}).").format(why=why)


def denied_words(room: "Hosting", what: str) -> str:
    """Why the room did not do ``what`` its host asked for."""
    why = room.refused
    if why == "phase":
        return _untimely(room, what)
    known = {
        "taken": _("Somebody else in the room has this name."),
        "kicked": _("This pupil was taken out of the room."),
    }
    return known.get(why) or refused_words(why)


def _untimely(room: "Hosting", what: str) -> str:
    if what == "ask":
        return _("A question is on: show its key first, or skip it.")
    if room.phase is Phase.ASKED:
        return _("There is no time limit.") if what in ("extend", "untimed") else refused_words("phase")
    return _("This question is closed already.") if room.phase is Phase.CLOSED else _("No question is on.")


def ranked_lines(places: "Iterable[Ranked]") -> list[str]:
    """A leaderboard or podium."""
    lines = ([f"{one.rank}. {one.name}: {number(one.points)}", level_words(one)] for one in places)
    return [text for pair in lines for text in pair if text]


def level_words(one: "Ranked") -> str:
    """How many share the place and are not shown; empty where nobody does."""
    return _("and {n} more with as many points").format(n=one.level) if one.level else ""


def total_line(room: "Following") -> str:
    """What a pupil has: of those answered so far, and in the end of all that were asked. Empty without a seat."""
    you = room.you
    if you is None:
        return ""
    if room.out_of:
        text = ngettext("{n} right of {of}.", "{n} right of {of}.", you.right).format(n=you.right, of=room.out_of)
    else:
        text = ngettext("{n} right of {of} answered.", "{n} right of {of} answered.", you.right)
        text = text.format(n=you.right, of=you.answered)
    if you.points != you.right:
        text += " " + ngettext("{n} point.", "{n} points.", you.points).format(n=you.points)
    rank, of = room.place
    if rank:
        place = _("Your team's place: {n} of {of}.") if you.team else _("Your place: {n} of {of}.")
        text += " " + place.format(n=rank, of=of)
    return text


def gone_words(why: str) -> str:
    """Why the room has closed the connection for good."""
    known = {
        "replaced": _("Another window or device has taken this seat."),
        "kicked": _("Your teacher has taken you out of the room. Ask if you may come back, then join again."),
        "over": _("The lesson is over."),
        "throttled": _("Too many tries. Wait a minute, then start again."),
        "full": _("The room is full."),
        "locked": _("The room is locked. Ask your teacher to let you in."),
        "code": _("There is no lesson with this code. Look at the wall again."),
        "token": _("This seat is not known here. Join again with the code."),
        "protocol": _("The room did not understand this program. Both sides need the same version of quiz."),
    }
    return known.get(why) or _("The room has closed the connection ({why}).").format(why=why)


def silent_words(address: str) -> list[str]:
    """That no lesson has answered so far, and what to look at."""
    return [
        _("No lesson answers at {address}. It is tried again and again.").format(address=address),
        _(
            "Compare the address with the wall. This computer must be in the same network as the teacher's, and that"
            " one must be on."
        ),
    ]


def until_words(deadline_ms: int) -> str:
    """Until when homework may be done, by this computer's time zone."""
    return _("Open until {when}.").format(when=moment_text(deadline_ms))


def finished_words(room: "Hosting") -> str:
    """How many have answered everything."""
    n = len(room.finished)
    text = ngettext("{n} of {of} has finished.", "{n} of {of} have finished.", n)
    return text.format(n=n, of=len(room.here))
