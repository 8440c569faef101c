"""A pupil's seat in line mode. The room speaks while a line is waited for; each thing it says is a line of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from quiz.i18n import _
from quiz.plain import exam_lines, show
from quiz.plain.commands import command_in, help_lines
from quiz.plain.console import Console
from quiz.plain.replies import UnclearError, response_of
from quiz.plain.wire import Wire
from quiz.questions.model import LETTERS, Form, Question
from quiz.study.room.following import Following
from quiz.study.room.model import Phase
from quiz.study.room.ticket import SILENCE_MS, Ticket
from quiz.study.room.words import gone_words, ranked_lines, refused_words, silent_words, total_line, until_words
from quiz.study.summary import given_lines
from quiz.study.words import duration, seconds_up

__all__ = ["PupilDialogue", "as_numbers"]

_COMMANDS = ("time", "help", "quit")
_JUST_NOW_MS = 700
"""A line that comes so soon after a question was typed for the one before."""
_LAST_MS = 5_000


class _EndError(Exception):
    """The lesson has ended while a line was waited for."""


def as_numbers(question: Question, line: str) -> str:
    """Letters of options, as on the wall, written as numbers; anything else as it is."""
    words = line.casefold().replace(",", " ").split()
    letters = LETTERS[: len(question.options)].lower()
    if question.form is Form.TYPED or not words or not all(len(one) == 1 and one in letters for one in words):
        return line
    return " ".join(str(letters.index(one) + 1) for one in words)


class PupilDialogue:
    """One seat, from joining to the end. ``console`` makes a console that calls what it is given while it waits."""

    def __init__(
        self,
        connect: Callable[[Mapping[str, Any]], Wire],
        console: Callable[[Callable[[], None]], Console],
        lang: str,
        mono: Callable[[], int],
    ) -> None:
        """``connect`` makes a wire whose first frame is the one that it is given."""
        self.connect, self.mono = connect, mono
        self.wire: Wire | None = None
        self.room = Following(lang)
        self.console = console(self._tick)
        self.ticket = Ticket()
        self._wanted = ""
        self._since = 0
        self._opened = self._warned = True
        self._looking: int | None = None
        """Since when nothing has answered; None once something has, or it was said."""

    def run(self, ticket: Ticket) -> bool:
        """Stay until the lesson is over; False if the pupil left before. Raises EOFError when input ends."""
        self.ticket = ticket
        self._ask_for()
        self._join()
        try:
            while self._line(self.console.listen()):
                pass
        except _EndError:
            return True
        finally:
            if self.wire is not None:
                self.wire.close()
        return False

    # what the room says

    def _tick(self) -> None:
        for frame in self.wire.fetch() if self.wire is not None else ():
            self._looking = None
            self._frame(frame)
        if self._looking is not None and self.mono() - self._looking >= SILENCE_MS:
            self._looking = None
            self.console.all(silent_words(self.ticket.address))
        self._look_at_the_clock()
        if self.room.gone or self.room.over:
            raise _EndError

    def _look_at_the_clock(self) -> None:
        room = self.room
        if room.phase is not Phase.ASKED or room.asked is None or room.paused:
            return
        if not self._opened and not room.opens_in(self.mono()):
            self._opened = True
            if room.answering:
                self.console.say(_("Answers are taken now."))
        left = room.left(self.mono())
        if not self._warned and left is not None and left <= _LAST_MS:
            self._warned = True
            if room.answering:
                self.console.say(_("{time} left.").format(time=duration(left)))

    def _frame(self, frame: Mapping[str, Any]) -> None:
        room, before = self.room, (self.room.at, self.room.phase, self.room.paused, self.room.joined)
        was_up = room.up
        name = room.feed(frame, self.mono())
        match name:
            case "link":
                self._connection(was_up)
            case "room":
                self._snapshot(before)
            case "question" if room.asked is not None:
                self._question()
            case "saved":
                self._saved()
            case "refused":
                self.console.say(refused_words(room.refused))
            case "error":
                self._error()
            case "reveal":
                self._reveal()
            case "phase":
                self._phase(before[2])
            case "over":
                self.console.say(_("The lesson is over."))
                self._total()
                self.console.all(ranked_lines(room.podium))
            case "gone":
                self.console.say(gone_words(room.gone))

    def _connection(self, was_up: bool | None) -> None:
        if self.room.up and was_up is False:
            self.console.say(_("Connected again."))
        elif not self.room.up and was_up is not False and self.room.joined:
            self.console.say(_("No connection. It is being made again by itself."))

    def _snapshot(self, before: tuple[int, Phase, bool, bool]) -> None:
        room = self.room
        if not before[3]:
            self._wanted = ""
            self.console.say(room.shown_title)
            self.console.say(_("You are in, {name}.").format(name=room.you.name if room.you else self.ticket.name))
        if room.over:
            self.console.say(_("The lesson is over."))
            self._total()
            self.console.all(ranked_lines(room.podium))
        elif room.asked is not None and (not before[3] or room.at != before[0]):
            self._question()
        elif room.shows_key and before[1] is not Phase.REVEALED:
            self._reveal()
        elif room.asked is None and not before[3]:
            if room.deadline:
                self.console.say(until_words(room.deadline))
            paced = _("Press Enter for the first question.")
            self.console.say(paced if room.mode == "paced" else _("It begins soon. ? for help."))

    def _question(self) -> None:
        room, question = self.room, self.room.question
        assert question is not None
        self._since, self._warned = self.mono(), False
        self.console.say()
        self.console.say(_("Question {number} of {total}.").format(number=room.at + 1, total=room.of))
        self.console.all(show.stem_lines(question))
        if room.saved is not None:
            self._saved()
        elif room.shows_key:
            self._reveal()
        else:
            opens, left = room.opens_in(self.mono()), room.left(self.mono())
            self._opened = not opens
            self.console.say(show.instruction(question.form))
            if left is not None:
                self.console.say(_("{time} to answer.").format(time=duration(left)))
            if opens:
                self.console.say(_("Answers are taken in {n} s.").format(n=seconds_up(opens)))

    def _saved(self) -> None:
        question = self.room.question
        if question is not None:
            given = " · ".join(given_lines(question, self.room.saved))
            self.console.say(_("Saved. Your answer: {given}").format(given=given))

    def _reveal(self) -> None:
        feedback = self.room.feedback()
        if feedback is not None:
            self.console.all(exam_lines.feedback_lines(feedback))
            self._total()
            if self.room.mode == "paced":
                self.console.say(_("Press Enter for the next question."))

    def _total(self) -> None:
        if text := total_line(self.room):
            self.console.say(text)

    def _phase(self, was_paused: bool) -> None:
        room = self.room
        if room.paused != was_paused:
            self.console.say(_("The lesson is paused.") if room.paused else _("It goes on."))
        elif room.phase is Phase.CLOSED:
            self.console.say(_("Time is up."))
        elif room.phase is Phase.LOBBY:
            self.console.say(_("This question was skipped."))
        elif room.phase is Phase.ASKED:
            self._warned = False
            self._say_time()

    def _error(self) -> None:
        self.console.say(refused_words(self.room.refused))
        if not self.room.joined:
            self.ticket = self.ticket.refused(self.room.refused)
            self._ask_for()

    # what the pupil types

    def _ask_for(self) -> None:
        self._wanted = "" if self.room.joined else self.ticket.lacks
        if self._wanted:
            self.console.say(self.ticket.question(self._wanted))
            before = self.ticket.before[0]
            if before and self._wanted == "name":
                self.console.say(_("Enter alone: {name}, who was here before.").format(name=before))

    def _join(self) -> None:
        hello = self.ticket.hello(self.room.lang)
        if hello is None:
            return
        if self.wire is None:
            self.console.say(_("Looking for the lesson…"))
            self.wire, self._looking = self.connect(hello), self.mono()
        else:
            self.wire.send(hello)

    def _send(self, frame: Mapping[str, Any]) -> None:
        if self.wire is not None:
            self.wire.send(frame)

    def _line(self, line: str) -> bool:
        """Do what a line says; False to leave."""
        self._tick()  # what came before the line counts before it
        room, question = self.room, self.room.question
        if self._wanted:
            if command_in(line, ("quit",), slash=self._wanted != "code"):  # a name may be "q"
                return False
            self._filled(line)
            return True
        slash = question is not None and question.form is Form.TYPED and room.answering
        command = command_in(line, _COMMANDS, slash=slash)
        if command == "quit":
            if room.joined:
                self.console.say(_("Left. Every saved answer stays; the same command comes back."))
            return False
        if command == "help":
            self.console.all(help_lines(_COMMANDS, slash=slash))
        elif command == "time":
            self._say_time()
        elif room.mode == "paced" and not line and (question is None or room.shows_key):
            self._send({"t": "next"})
        elif line:
            self._answer(line)
        return True

    def _filled(self, line: str) -> None:
        name, token = self.ticket.before
        if not line and self._wanted == "name" and token:
            self.ticket, self._wanted = self.ticket._replace(name=name, token=token), ""
            self._join()
            return
        if not line:
            self._ask_for()
            return
        self.ticket = self.ticket.filled(self._wanted, line)
        self._ask_for()
        if not self._wanted:
            self._join()

    def _answer(self, line: str) -> None:
        room, question = self.room, self.room.question
        if question is None or not room.answering:
            self._say_why_not()
            return
        opens = room.opens_in(self.mono())
        if opens:
            self.console.say(_("Answers are taken in {n} s.").format(n=seconds_up(opens)))
            return
        if self.mono() - self._since < _JUST_NOW_MS:
            self.console.say(
                _("A new question came just now, so this line was not taken. Type it again if it is meant.")
            )
            return
        try:
            response = response_of(question, as_numbers(question, line))
        except UnclearError as unclear:
            self.console.say(str(unclear))
            return
        self._send(room.answer(response))
        if not room.up:
            self.console.say(_("Not saved yet: there is no connection. It goes out by itself as soon as there is one."))

    def _say_why_not(self) -> None:
        room = self.room
        if room.saved is not None and room.phase is Phase.ASKED:
            self.console.say(_("Your first answer is saved and stands."))
        elif room.sent is not None:
            self.console.say(_("Your answer is on its way."))
        elif room.paused:
            self.console.say(_("The lesson is paused."))
        else:
            self.console.say(_("There is nothing to answer now."))

    def _say_time(self) -> None:
        room = self.room
        left = room.left(self.mono())
        if room.asked is None or room.phase is not Phase.ASKED:
            self.console.say(_("There is nothing to answer now."))
        elif left is None:
            self.console.say(_("There is no time limit."))
        else:
            self.console.say(_("{time} left for this question.").format(time=duration(left)))
