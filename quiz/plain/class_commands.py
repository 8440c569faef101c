"""What a teacher may type at the desk in line mode: each word does what a key does on the screen."""

from collections.abc import Callable
from typing import Any, NamedTuple

from quiz.i18n import N_, _, ngettext
from quiz.i18n.numbers import decimal
from quiz.plain.classroom import as_numbers
from quiz.plain.console import Console
from quiz.plain.replies import UnclearError, letter, numbers_of, response_of
from quiz.plain.wire import Wire
from quiz.questions.model import Form, Question, Response
from quiz.study.room.hosting import Hosting
from quiz.study.room.model import MOST_EXTRA, Phase
from quiz.study.words import duration

__all__ = ["HostCommands"]

_EXTENSION_MS = 15_000


class _Word(NamedTuple):
    name: str
    short: str
    argument: str = ""
    together: bool = False
    """Nothing to do with it where everyone goes at their own pace …"""
    phones: bool = False
    """… or nobody has joined over the network."""


_WORDS = (
    _Word("next", "n", together=True),
    _Word("reveal", "r", together=True),
    _Word("close", "c", together=True),
    _Word("extend", "e", together=True, phones=True),
    _Word("untimed", "u", together=True, phones=True),
    _Word("pause", "p", phones=True),
    _Word("skip", "x", together=True),
    _Word("void", "v", "a b", together=True),
    _Word("pupils", "s"),
    _Word("kick", "", "3", phones=True),
    _Word("restore", "", "3", phones=True),
    _Word("rename", "", "3 Lan", phones=True),
    _Word("team", "", "3 Red", phones=True),
    _Word("extra", "", N_("3 1.5"), phones=True),
    _Word("hand", "", "3", phones=True),
    _Word("lock", "l", phones=True),
    _Word("address", "a", phones=True),
    _Word("time", "t", together=True, phones=True),
    _Word("end", "o"),
    _Word("help", "?"),
    _Word("quit", "q"),
)


def _meaning(name: str) -> str:
    return {
        "next": _("the next question"),
        "reveal": _("close the question and show the key to everyone"),
        "close": _("close the question without the key"),
        "extend": _("15 seconds more"),
        "untimed": _("no time limit for this question"),
        "pause": _("pause, or go on"),
        "skip": _("skip this question; it counts for nobody"),
        "void": _("void this question for everyone, or accept these answers too"),
        "pupils": _("who is in, and who has not answered"),
        "kick": _("take this pupil out of the room"),
        "restore": _("let this pupil in again who was taken out"),
        "rename": _("give this pupil another name"),
        "team": _("put this pupil into another team"),
        "extra": _("multiply this pupil's time"),
        "hand": _("move this pupil's seat to another phone"),
        "lock": _("lock the room, or unlock it"),
        "address": _("address and code"),
        "time": _("how much time is left"),
        "end": _("end the lesson for everyone"),
        "help": _("this list"),
        "quit": _("leave the desk; the lesson goes on"),
    }[name]


class HostCommands:
    """The commands of one desk."""

    def __init__(self, room: Hosting, wire: Wire, console: Console, mono: Callable[[], int]) -> None:
        self.room, self.wire, self.console, self.mono = room, wire, console, mono
        self.asked: dict[int, str] = {}
        """Commands without an answer yet, by their numbers."""
        self.again = ""
        """What is done if it is said once more."""
        self.locking = False
        """What the room was last asked to be."""

    def called(self, typed: str) -> str:
        """The command of this lesson that a word calls, or empty."""
        word = typed.casefold().removeprefix("/")
        return next((one.name for one in self._words() if word and word in (one.name, one.short)), "")

    def _words(self) -> list[_Word]:
        together, phones = self.room.mode != "paced", bool(self.room.code)
        return [one for one in _WORDS if one.together <= together and one.phones <= phones]

    def run(self, name: str, rest: str) -> None:
        """Carry a command out; ``rest`` is what was typed behind it."""
        getattr(self, f"_do_{name}")(rest)

    def ask_room(self, what: str, **arguments: Any) -> None:
        """Send a command to the room."""
        if self.room.up is False:
            self.console.say(_("There is no connection to the room; it goes on by itself. Try again in a moment."))
            return
        frame = self.room.do(what, **arguments)
        self.asked[frame["id"]] = what
        self.wire.send(frame)

    def twice(self, what: str, text: str) -> bool:
        """Whether this is the second time; after the first ``text`` says that another one is meant."""
        if self.again == what:
            self.again = ""
            return True
        self.again = what
        self.console.say(text)
        return False

    def _do_next(self, _rest: str) -> None:
        self.ask_room("ask")

    def _do_reveal(self, _rest: str) -> None:
        answered, of = self.room.answered
        text = _("Without an answer: {n}. Once more closes the question and reveals the key.").format(n=of - answered)
        if self.room.phase is not Phase.ASKED or answered >= of or self.twice("reveal", text):
            self.ask_room("reveal")

    def _do_close(self, _rest: str) -> None:
        self.ask_room("close")

    def _do_extend(self, _rest: str) -> None:
        self.ask_room("extend", ms=_EXTENSION_MS)

    def _do_untimed(self, _rest: str) -> None:
        self.ask_room("untimed")

    def _do_pause(self, _rest: str) -> None:
        self.ask_room("resume" if self.room.paused else "pause")

    def _do_skip(self, _rest: str) -> None:
        text = _("The next question then counts for nobody. Once more skips it.")
        if self.room.phase in (Phase.ASKED, Phase.CLOSED):
            text = _("This question then counts for nobody. Once more skips it.")
        if self.twice("skip", text):
            self.ask_room("skip")

    def _do_void(self, rest: str) -> None:
        question = self.room.question
        if question is None:
            self.console.say(_("No question is on."))
            return
        try:
            accept = _accepted(question, rest) if rest else []
        except UnclearError as unclear:
            last = letter(len(question.options) - 1).upper()
            by_letters = question.options and not question.left
            words = _("Name options by their letters, A to {letter}.").format(letter=last)
            self.console.say(words if by_letters else str(unclear))
            return
        text = _("It then counts for nobody. Once more does it.")
        if accept or self.twice("void", text):
            self.ask_room("void", q=self.room.at, accept=accept)

    def _do_pupils(self, _rest: str) -> None:
        self.seat_lines()
        self.lock_line(locked=self.room.locked)

    def seat_lines(self) -> None:
        """Everyone who is in."""
        n = len(self.room.here)
        self.console.say(ngettext("{n} pupil is in.", "{n} pupils are in.", n).format(n=n))
        asked = self.room.phase in (Phase.ASKED, Phase.CLOSED) and self.room.mode != "paced"
        for one in self.room.here:
            words = [] if one.on else [_("away")]
            if asked:
                words.append(_("answered") if one.answered else _("no answer"))
            if self.room.mode == "paced":
                words.append(_("{n} of {of} answered").format(n=one.given, of=self.room.of))
            words.append(ngettext("{n} right", "{n} right", one.right).format(n=one.right))
            if one.team:
                words.append(_("team {team}").format(team=one.team))
            if one.extra != 1:
                words.append(_("time × {factor}").format(factor=decimal(one.extra)))
            self.console.say(f"{one.seat}. {one.name}: {', '.join(words)}.")
        for one in self.room.out:
            self.console.say(f"{one.seat}. {one.name}: {_('taken out')}.")

    def _seat(self, rest: str) -> tuple[int, str] | None:
        number, _blank, more = rest.partition(" ")
        seat = int(number) if number.isdecimal() and len(number) < 6 else 0
        found = self.room.seats.get(seat)
        if found is None:
            self.console.say(_("Give the pupil's number; 'pupils' lists them."))
        elif found.kicked:
            text = _("{name} was taken out of the room. 'restore {n}' lets this pupil in again.")
            self.console.say(text.format(name=found.name, n=seat))
        else:
            return seat, more.strip()
        return None

    def _do_kick(self, rest: str) -> None:
        if found := self._seat(rest):
            self.ask_room("kick", seat=found[0])

    def _do_restore(self, rest: str) -> None:
        out = {str(one.seat): one.seat for one in self.room.out}
        if rest in out:
            self.ask_room("restore", seat=out[rest])
        else:
            self.console.say(_("Give the number of a pupil who was taken out; 'pupils' lists them."))

    def _do_rename(self, rest: str) -> None:
        if found := self._seat(rest):
            if found[1]:
                self.ask_room("rename", seat=found[0], name=found[1])
            else:
                self.console.say(_("Give the new name, too, such as: rename 3 Lan"))

    def _do_team(self, rest: str) -> None:
        if found := self._seat(rest):
            self.ask_room("regroup", seat=found[0], team=found[1])

    def _do_extra(self, rest: str) -> None:
        if found := self._seat(rest):
            try:
                factor = float(found[1].replace(",", "."))
            except ValueError:
                factor = 0.0
            if 1 <= factor <= MOST_EXTRA:
                self.ask_room("extra", seat=found[0], factor=factor)
            else:
                self.console.say(_("Give a factor from 1 to {most}, such as: extra 3 1.5").format(most=MOST_EXTRA))

    def _do_hand(self, rest: str) -> None:
        if found := self._seat(rest):
            self.ask_room("hand", seat=found[0])

    def _do_lock(self, _rest: str) -> None:
        self.locking = not self.room.locked
        self.ask_room("lock", on=self.locking)

    def _do_address(self, _rest: str) -> None:
        self.address()

    def _do_time(self, _rest: str) -> None:
        self.time()
        if self.room.phase is not Phase.ASKED:
            self.console.say(_("No question is on."))

    def time(self) -> None:
        """How much time is left."""
        left = self.room.left(self.mono())
        if self.room.phase is Phase.ASKED:
            words = _("There is no time limit.") if left is None else _("{time} to answer.").format(time=duration(left))
            self.console.say(words)

    def _do_end(self, _rest: str) -> None:
        if self.twice("end", _("This ends the lesson for everyone. Once more does it.")):
            self.ask_room("over")

    def _do_help(self, _rest: str) -> None:
        self.console.say(_("Enter: the next step."))
        for one in self._words():
            names = _(" or ").join(filter(None, (one.name, one.short)))
            example = f" ({one.name} {_(one.argument)})" if one.argument else ""
            self.console.say(f"{names}{example}: {_meaning(one.name)}.")

    def address(self) -> None:
        """How to come in."""
        room = self.room
        if not room.code:
            self.console.say(_("No network: answers are given at this device."))
            return
        if not room.urls:
            self.console.say(_("No address yet: 'quiz class doctor' says why."))
        for url in room.urls:
            self.console.say(_("On a phone in the same network open: {url}").format(url=url))
        self.console.say(_("Code: {code}").format(code=room.code))
        self.lock_line(locked=room.locked)

    def lock_line(self, *, locked: bool) -> None:
        """That nobody can come in, if it is so."""
        if locked:
            self.console.say(_("The room is locked. 'lock' once more opens it again."))


def _accepted(question: Question, text: str) -> list[Response]:
    """Options of a single choice, each of them an answer; else one answer, as a pupil would type it."""
    line = as_numbers(question, text)
    if question.form in (Form.CHOICE, Form.TRUE_FALSE):
        return [*numbers_of(line, len(question.options))]
    return [response_of(question, line)]
