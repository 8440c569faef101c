"""``quiz class report``, ``list``, ``void`` and ``forget``: what came of lessons, and what becomes of it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.bank.files import find_bank
from quiz.cli.args import Args
from quiz.cli.class_args import ForgetArgs, ReportArgs, VoidArgs
from quiz.cli.class_journal import line_of, open_journal, remember, report_of
from quiz.cli.learners import say_traces
from quiz.cli.sure import meant
from quiz.cli.wiring import open_services, place_of
from quiz.disk import named_path
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.plain.console import Console
from quiz.questions.model import LETTERS, Form, Question, Response

if TYPE_CHECKING:
    from quiz.progress.rooms import SqliteRooms
    from quiz.study.room.store import SessionLine

__all__ = ["forget", "listing", "report", "void"]


def _line(journal: "SqliteRooms", number: int | None) -> "SessionLine":
    """The session of that number, else the last one. Raises QuizError."""
    found = journal.sessions()
    if not found:
        raise QuizError(_("There was no lesson yet."), hint=_("'quiz class host' opens one."))
    if number is None:
        return found[0]
    for one in found:
        if one.number == number:
            return one
    raise QuizError(_("There is no lesson {number}.").format(number=number), hint=_("'quiz class list' lists them."))


def report(args: ReportArgs) -> int:
    """Say what came of a lesson, or write it to a file; pupils with a profile get their evidence."""
    with open_services(args) as wired, open_journal(wired.place.path) as journal:
        line = _line(journal, args.session)
        name = next((one for one in (args.csv, args.xlsx, args.html) if one is not None), None)
        if name is None:
            Console(sys.stdin, sys.stdout).all(report_of(wired, line.uuid))
            return 0
        stored = journal.load(line.uuid)
        remember(wired, journal, stored)
        from quiz.cli.class_files import write_report

        for path in write_report(named_path(name), stored, wired.lang, args):
            print(_("Written: {file}").format(file=path))
        return 0


def listing(args: Args) -> int:
    """All lessons, the latest first."""
    place = place_of(args, find_bank(args.bank))
    if not place.path.exists():
        print(_("There was no lesson yet."))
        return 0
    with open_journal(place.path) as journal:
        found = journal.sessions()
    if not found:
        print(_("There was no lesson yet."))
    for one in found:
        print(line_of(one))
    return 0


def _not_going_on(db: Path, line: "SessionLine") -> None:
    """See to it that no server works with the session. Raises QuizError while the lesson goes on."""
    from quiz.classroom.launch import find, stop

    running = find(db)
    if running is not None and running.session == line.uuid:
        if line.over:
            stop(running)  # it only waited for those who come late
            return
        raise QuizError(
            _("This lesson is still open."), hint=_("'quiz class host --resume' comes back to it; do it there.")
        )


def void(args: VoidArgs) -> int:
    """Leave a question out or accept more; everyone is marked again, in the report and in their memory."""
    from quiz.study.room.machine import Room
    from quiz.study.room.model import RefusedError
    from quiz.study.room.words import refused_words

    with open_services(args) as wired, open_journal(wired.place.path) as journal:
        line = _line(journal, args.session)
        if not line.over:
            _not_going_on(wired.place.path, line)
        room = Room.replay(journal.load(line.uuid))
        if args.question > len(room.plan.entries):
            raise QuizError(_("This lesson has no question {number}.").format(number=args.question))
        question = room.question(args.question - 1, wired.lang)
        accept = [_accepted(question, one) for one in args.accept]
        plain = [list(one) if isinstance(one, tuple) else one for one in accept]
        try:
            events = room.void(args.question - 1, plain, room.clock, wired.now().at_ms)
        except RefusedError as error:
            raise QuizError(refused_words(error.why.value)) from error
        journal.write(line.uuid, events)
        remember(wired, journal, journal.load(line.uuid))
        print(question.prompt)
        done = _("Accepted besides: {answers}.") if accept else _("Left out for everyone.")
        print(done.format(answers=", ".join(args.accept)))
        print(_("Everyone is marked again: 'quiz class report {number}' shows it.").format(number=line.number))
    return 0


def _accepted(question: Question, text: str) -> Response:
    """An option by its letter, or several without a blank where an answer is several; or a typed answer."""
    if question.form is Form.TYPED:
        return text
    letters = [LETTERS.find(one) for one in text.strip().upper()]
    if not letters or not all(0 <= at < len(question.options) for at in letters):
        last = LETTERS[len(question.options) - 1]
        raise QuizError(
            _("'{text}' is no answer to this question.").format(text=text),
            hint=_("Name options by their letters, A to {letter}.").format(letter=last),
        )
    if question.form in (Form.SELECT_ALL, Form.ORDERING):
        return tuple(letters) if question.form is Form.ORDERING else tuple(sorted(set(letters)))
    if len(letters) > 1:
        raise QuizError(
            _("'{text}' is more than one answer.").format(text=text),
            hint=_("Name one option, and add --accept once more for each other one."),
        )
    return letters[0]


def forget(args: ForgetArgs) -> int:
    """Delete a lesson, or the names in it, after asking; says what still holds them."""
    place = place_of(args, find_bank(args.bank))
    with open_journal(place.path) as journal:
        line = _line(journal, args.session)
        _not_going_on(place.path, line)
        names = _("Delete all names in this lesson? This cannot be taken back. yes or no:")
        whole = _("Delete this lesson with all answers? This cannot be taken back. yes or no:")
        if not meant(f"{line_of(line)}\n{names if args.names else whole}", line.title, yes=args.yes):
            print(_("Nothing was deleted."))
            return 1
        left = journal.forget(line.uuid, names_only=args.names)
        done = _("The names of lesson {number} are deleted.") if args.names else _("Lesson {number} is deleted.")
        print(done.format(number=line.number))
        for backup in left.backups:
            print(_("This backup still holds the names: {file}").format(file=backup))
        say_traces(place.path, left.traces)
    return 0
