"""A teacher's desk in line mode: what happens in the room is said, and a word does what a key does on the screen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.plain import show
from quiz.plain.class_commands import HostCommands
from quiz.plain.classroom import as_numbers
from quiz.plain.console import Console
from quiz.plain.replies import UnclearError, numbers_of
from quiz.plain.wire import Wire
from quiz.questions.model import LETTERS, Form
from quiz.study.room.counting import counted
from quiz.study.room.hosting import Hosting
from quiz.study.room.model import Phase
from quiz.study.room.seen import accepted_texts, key_texts, line_in
from quiz.study.room.words import denied_words, finished_words, gone_words, ranked_lines, refused_words, until_words

__all__ = ["HostDialogue"]

_TRIES, _WAIT = 50, 0.1
"""So often, and so many seconds, an answer of the room is waited for."""


class _EndError(Exception):
    """The room is closed."""


class HostDialogue:
    """One lesson from the desk. ``console`` makes a console that calls what it is given while it waits."""

    def __init__(
        self,
        wire: Wire,
        console: Callable[[Callable[[], None]], Console],
        lang: str,
        mono: Callable[[], int],
        report: Callable[[], Sequence[str]],
    ) -> None:
        self.wire, self.mono, self.report = wire, mono, report
        self.room = Hosting(lang)
        self.console = console(self._tick)
        self.commands = HostCommands(self.room, wire, self.console, mono)
        self._last = (-1, -1)
        """Answers that were said last, and of which question."""
        self._known: frozenset[int] = frozenset()
        self._done_with: frozenset[int] = frozenset()
        """Seats that have answered everything, in a paced room."""
        self._given = False
        """A team's answer is on its way."""

    def run(self) -> bool:
        """Stay until the lesson is over; False if the desk was left before. Raises EOFError when input ends."""
        try:
            self._settle(lambda: self.room.joined)
            while self._line(self.console.listen()):
                self._settle(lambda: not self.commands.asked and not self._given)
        except _EndError:
            return self.room.over
        finally:
            self.wire.close()
        return False

    # what the room says

    def _settle(self, done: Callable[[], bool]) -> None:
        """Wait a while for what the room answers: the next line is meant for what it has led to."""
        for _try in range(_TRIES):
            if done():
                break
            self._tick(_WAIT)

    def _tick(self, seconds: float = 0.0) -> None:
        for frame in self.wire.fetch(seconds):
            self._frame(frame)
        if self.room.over:
            self.console.say(_("The lesson is over. Every answer is saved."))
            self.console.all(ranked_lines(self.room.podium))
            self.console.all(self.report())
            raise _EndError
        if self.room.gone:
            self.console.say(gone_words(self.room.gone))
            raise _EndError

    def _frame(self, frame: Mapping[str, Any]) -> None:
        room = self.room
        was_up, joined, phase, at, paused = room.up, room.joined, room.phase, room.at, room.paused
        name = room.feed(frame, self.mono())
        if (room.phase, room.at) != (phase, at):
            self.commands.again = ""
        match name:
            case "link" if room.up is not was_up and was_up is not None:
                self.console.say(
                    _("Connected again.") if room.up else _("No connection. It is being made again by itself.")
                )
            case "desk":
                self._desk(first=not joined)
            case "question" if room.asked is not None:
                self._question()
            case "reveal" if room.shows_key:
                self._reveal()
            case "refused":
                self._given = False
                self.console.say(refused_words(room.refused))
            case "count":
                self._given = False
                self._count()
            case "seats":
                self._seats()
            case "phase" if room.paused != paused:
                self.console.say(_("The lesson is paused.") if room.paused else _("It goes on."))
            case "phase" if room.phase is Phase.CLOSED:
                self.console.say(_("Closed. The key is hidden: 'reveal' shows it."))
            case "phase" if room.phase is Phase.LOBBY:
                self.console.say(_("Skipped."))
            case "trouble" if room.trouble:
                self.console.say(_("Answers cannot be saved at the moment: {why}").format(why=room.trouble))
            case "done":
                self._done(frame)
            case "error":
                self._refused(frame)

    def _desk(self, *, first: bool) -> None:
        room = self.room
        if first:
            self.console.say(room.shown_title)
            self.commands.address()
            if room.deadline:
                self.console.say(until_words(room.deadline))
            self._known = frozenset(one.seat for one in room.here)
            self._done_with = frozenset(one.seat for one in room.finished)
            self.commands.seat_lines()
            self.console.say(_("Enter: the next step. ? for all commands."))
        if room.asked is not None and first:
            self._question()
        if room.shows_key:
            self._reveal()

    def _question(self) -> None:
        room, question = self.room, self.room.question
        assert question is not None
        self._last = (room.at, -1)
        self.console.say()
        self.console.say(_("Question {number} of {total}.").format(number=room.at + 1, total=room.of))
        self.console.say(question.prompt)
        self.console.all(f"{LETTERS[at]}. {option}" for at, option in enumerate(question.options))
        if room.code:  # else the class is looking at this very screen
            self.console.all(show.answer_lines(question.form, key_texts(question)))
        if room.mode == "cards":
            self.console.say(_("Count the cards, then type what you counted, such as: a12 b20."))
        elif self._passing:
            self._turn()
        else:
            self.commands.time()

    def _reveal(self) -> None:
        room, question = self.room, self.room.question
        assert question is not None and room.revealed is not None
        self.console.say(_("Revealed."))
        for what, n in room.revealed.counts:
            if question.form is Form.ORDERING and what.isdecimal():
                continue
            at = int(what) if what.isdecimal() and len(what) < 3 else -1
            label = what
            if question.form is not Form.TYPED and 0 <= at < len(question.options):
                label = f"{LETTERS[at]}. {question.options[at]}"
            right = question.form is not Form.TYPED and (at in question.key_indices or at in room.revealed.also)
            words = _("{n} answered {what} (right).") if right else _("{n} answered {what}.")
            self.console.say(words.format(n=n, what=label))
        self.console.all(show.answer_lines(question.form, key_texts(question)))
        if also := accepted_texts(question, room.revealed.also):
            self.console.say(_("Accepted besides: {answers}.").format(answers=", ".join(also)))
        if question.explanation:
            self.console.say(question.explanation)
        self.console.all(ranked_lines(room.revealed.board))
        left = room.left_to_ask
        end = _("Enter: end the lesson.")
        self.console.say(_("Enter: the next question.") if left else end)

    def _count(self) -> None:
        """Said when all have answered, and at every fifth of them: more would drown the rest."""
        answered, of = self.room.answered
        at, last = self._last
        if self.room.phase is not Phase.ASKED or (at, last) == (self.room.at, answered) or not answered:
            return
        if self._passing:
            self._last = (self.room.at, answered)
            self._turn()
        elif answered == of or answered * 5 // of > max(last, 0) * 5 // of:
            self._last = (self.room.at, answered)
            self.console.say(_("{n} of {of} have answered.").format(n=answered, of=of))

    def _seats(self) -> None:
        here = frozenset(one.seat for one in self.room.here)
        for seat in sorted(here - self._known):
            self.console.say(_("{name} is in.").format(name=self.room.seats[seat].name))
        self._known = here
        finished = {one.seat: one for one in self.room.finished}
        for seat in sorted(finished.keys() - self._done_with):
            one = finished[seat]
            text = _("{name} has finished: {n} right of {of}.")
            self.console.say(text.format(name=one.name, n=one.right, of=self.room.of))
        if finished.keys() - self._done_with:
            self.console.say(finished_words(self.room))
        self._done_with = frozenset(finished)

    def _done(self, frame: Mapping[str, Any]) -> None:
        number = frame.get("id")
        what = self.commands.asked.pop(number, "") if isinstance(number, int) else ""
        if what == "hand" and isinstance(frame.get("link"), str):
            self.console.say(_("On the other phone open: {url}").format(url=frame["link"]))
        elif what == "tally":
            self.commands.ask_room("reveal")
        elif what == "lock" and not self.commands.locking:
            self.console.say(_("The room is open again."))
        elif what == "lock":
            self.commands.lock_line(locked=True)
        elif what in ("void", "kick", "restore", "rename", "regroup", "extra", "extend", "untimed"):
            self.console.say(_("Done."))

    def _refused(self, frame: Mapping[str, Any]) -> None:
        number = frame.get("id")
        what = self.commands.asked.pop(number, "") if isinstance(number, int) else ""
        self._given = False
        if self.room.refused == "server":
            self.console.say(line_in(frame.get("text")))
        elif what == "ask" and self.room.refused == "unknown":
            self.console.say(_("All questions have been asked. 'end' ends the lesson."))
        else:
            self.console.say(denied_words(self.room, what))

    # what the teacher types

    def _line(self, line: str) -> bool:
        """Do what a line says; False to leave."""
        self._tick()
        word, _blank, rest = line.partition(" ")
        found = self.commands.called(word)
        if not self.room.joined and found != "quit":
            self.console.say(_("The room is not there yet."))
        elif not line:
            self._step()
        elif self._typed_counts(line) or self._typed_answer(line):
            pass
        elif found == "quit":
            return not self._leave()
        elif found:
            self.commands.run(found, rest.strip())
        else:
            self.console.say(_("There is no such command. ? for all commands."))
        return True

    def _leave(self) -> bool:
        """Whether the desk is left now. Where there is no server, nothing goes on by itself: that is said first."""
        local = self.room.joined and not self.room.code
        if not local:
            self.console.say(_("Left. The lesson goes on; 'quiz class host --resume' comes back."))
        elif not self.commands.twice("quit", _("'end' ends the lesson. 'quit' once more leaves it for later.")):
            return False
        else:
            self.console.say(_("Left. 'quiz class cards --resume' goes on with it."))
        return True

    def _step(self) -> None:
        """Enter: what comes next."""
        room = self.room
        if room.mode == "paced" or (room.phase in (Phase.LOBBY, Phase.REVEALED) and not room.left_to_ask):
            self.commands.run("end", "")
        elif room.phase in (Phase.LOBBY, Phase.REVEALED):
            self.commands.ask_room("ask")
        elif room.mode == "cards":
            self.console.say(_("Count the cards, then type what you counted, such as: a12 b20."))
        else:
            self.commands.run("reveal", "")

    def _typed_counts(self, line: str) -> bool:
        """Counts of cards; the key comes after them."""
        room, question = self.room, self.room.question
        if (
            room.mode != "cards"
            or room.phase is not Phase.ASKED
            or question is None
            or not any(map(str.isdecimal, line))
        ):
            return False
        try:
            counts = counted(line, len(question.options))
        except QuizError as error:
            self.console.refuse(error)
            return True
        self.commands.ask_room("tally", q=room.at, counts=counts)
        return True

    @property
    def _passing(self) -> bool:
        """One device goes from team to team."""
        return self.room.joined and not self.room.code and self.room.mode == "live"

    def _turn(self) -> None:
        missing = self.room.missing
        if missing:
            self.console.say(_("{name}: type the letter of your answer.").format(name=missing[0].name))
        else:
            self.console.say(_("All have answered. Enter: reveal."))

    def _typed_answer(self, line: str) -> bool:
        """The answer of the team whose turn it is: a letter, or its number."""
        room, question = self.room, self.room.question
        missing = room.missing if self._passing and room.phase is Phase.ASKED else []
        if not missing or question is None:
            return False
        try:
            (at,) = numbers_of(as_numbers(question, line), len(question.options))
        except (UnclearError, ValueError):
            return False
        self._given = True
        self.wire.send({"t": "answer", "q": room.at, "r": at, "seat": missing[0].seat})
        return True
