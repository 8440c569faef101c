"""The teacher's private screen: the waiting room, the question that is on, and the way from one to the next.

It is one client of the room among others: what it shows is what the room has said, and a key only asks. So it may be
closed and opened again while the lesson goes on.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from quiz.i18n import N_, _, ngettext
from quiz.study.room.classes import Lesson
from quiz.study.room.counting import counted
from quiz.study.room.hosting import Hosting
from quiz.study.room.model import Phase
from quiz.study.room.seen import line_in
from quiz.study.room.words import denied_words, gone_words
from quiz.study.services import Services
from quiz.tui.draw.class_desk import bar, desk_lines, hints, lobby_lines, over_lines, place_lines
from quiz.tui.draw.class_paced import paced_lines
from quiz.tui.layout import Hint, Line, blank, paragraph
from quiz.tui.messages import Go
from quiz.tui.screens.class_dialogs import ChoiceSheet, LineSheet, TextSheet, VoidSheet
from quiz.tui.screens.class_link import RoomSheet
from quiz.tui.screens.class_seats import SeatsSheet
from quiz.tui.sheet import bind

__all__ = ["DeskSheet"]

_EXTENSION_MS = 15_000
_TICK = 0.25
_QUIET = frozenset({"count", "seats"})
"""Frames that come often and change nothing that a key is pressed for."""


class DeskSheet(RoomSheet):
    """One lesson, until it is over or the desk is left."""

    HELP_TITLE = N_("Lesson")
    BINDINGS = [  # noqa: RUF012
        bind("proceed", "enter", "proceed", N_("The next step: ask, reveal, next question, end")),
        bind("seats", "s,f2", "seats", N_("Pupils: rename, other phone, extra time, take out")),
        bind("wall", "w,f3", "wall", N_("Wall: what the class may see, and nothing else")),
        bind("extend", "e,f4", "extend", N_("15 seconds more")),
        bind("untimed", "u", "untimed", N_("No time limit for this question")),
        bind("pause", "p,f5", "pause", N_("Pause, or go on")),
        bind("close", "c,f6", "close", N_("Close the question without the key")),
        bind("reveal", "r,f7", "reveal", N_("Reveal the key")),
        bind("next", "n,right,f8", "next", N_("The next question")),
        bind("skip", "x", "skip", N_("Skip the question: it counts for nobody")),
        bind("void", "v", "void", N_("Void the question, or accept other answers")),
        bind("address", "a,f9", "address", N_("Address, code and QR code")),
        bind("lock", "l", "lock", N_("Lock the room, or unlock it")),
        bind("end", "o", "end", N_("End the lesson")),
        bind("leave", "q,escape,f10", "leave", N_("Leave the desk")),
    ]

    def __init__(self, services: Services, lesson: Lesson) -> None:
        super().__init__(services)
        self.lesson = lesson
        self.room = Hosting(services.lang)
        self.wall = False
        self.say = ""
        self._again = ("", -1)
        """What the same key does when it is pressed once more, and at which question."""
        self._asked: dict[int, str] = {}
        """Commands without an answer yet, by their numbers."""
        self._opens = False
        self._focus: tuple[int, int] | None = None

    # the room

    def on_mount(self) -> None:
        """Listen to the room; look at the clock."""
        self.follow(self.lesson.connect(), self.take)
        self.set_interval(_TICK, self._tick)

    def on_screen_resume(self) -> None:
        """Much may have happened since this was seen."""
        super().on_screen_resume()
        self.repaint()

    def take(self, frame: Mapping[str, Any]) -> None:
        """The room says something."""
        before = (self.room.phase, self.room.at)
        first = not self.room.joined
        name = self.room.feed(frame, self.services.mono())
        if name == "desk" and first and not self.room.code:
            self.wall = True  # there are no other screens to look at
        if name == "done":
            self._done(frame)
        elif name == "error":
            self._refused(frame)
        elif name == "gone":
            self._tell(gone_words(self.room.gone))
        if (self.room.phase, self.room.at) != before:
            self._tell()
        if name:
            self._show(quiet=name in _QUIET)

    def _tell(self, text: str = "") -> None:
        """Say that, or nothing more; with what asked for a second press goes what that press would have done."""
        self._again, self.say = ("", -1), text

    def _show(self, *, quiet: bool = False) -> None:
        """Show what has changed, on the list of pupils too; ``quiet``, without becoming deaf."""
        if isinstance(self.app.screen, SeatsSheet):
            self.app.screen.repaint()
        elif quiet:
            self._repaint()
        else:
            self.redraw()

    def _repaint(self) -> None:
        """Show what has changed and stay awake: this comes ten times a second."""
        self.bar.redraw()
        self.page.redraw()

    def _tick(self) -> None:
        opens = self.room.opens_in(self.services.mono()) == 0
        if opens != self._opens:
            self._opens = opens
            self._repaint()
        elif self.room.phase is Phase.ASKED:
            self.bar.redraw()

    def command(self, what: str, **arguments: Any) -> None:
        """Ask the room to do something."""
        if self.room.up is False:
            self._tell(_("There is no connection to the room; it goes on by itself. Try again in a moment."))
            self._show()
            return
        frame = self.room.do(what, **arguments)
        self._asked[frame["id"]] = what
        self.send(frame)
        if self.say:
            self._tell()
            self._show()

    def _done(self, frame: Mapping[str, Any]) -> None:
        what = self._asked.pop(_id(frame), "")
        if what == "hand" and isinstance(frame.get("link"), str):
            self._show_link(frame["link"])
        elif what == "tally":
            self.command("reveal")
        elif what == "void":
            self._tell(_("Decided. Everyone's answers were marked again."))

    def _refused(self, frame: Mapping[str, Any]) -> None:
        what = self._asked.pop(_id(frame), "")
        if self.room.refused == "server":
            self._tell(line_in(frame.get("text")))
        elif what == "ask" and self.room.refused == "unknown":
            self.action_end()
        else:
            self._tell(denied_words(self.room, what))

    # what is shown

    def bar_line(self, width: int) -> Line:
        """See :func:`quiz.tui.draw.class_desk.bar`."""
        return bar(self.room, self.services.mono(), width, self.wall)

    def page_lines(self, width: int) -> Sequence[Line]:
        """The waiting room, the question, or the end."""
        room, notes = self.room, self._notes(width)
        if room.over:
            lines = over_lines(room, width)
        elif not room.joined:
            lines = [blank(), *paragraph(_("Opening the room…"), width, "muted")]
        elif room.question is not None:
            lines = desk_lines(room, width, self.wall).lines
        elif room.mode == "paced":
            lines = paced_lines(room, self._matrix(), width, self.wall)
        else:
            lines = lobby_lines(room, self._matrix(), width, self.wall)
        return [*notes, *lines]

    def _notes(self, width: int) -> list[Line]:
        """What there is to say besides, on the list of pupils too."""
        says = [self.say] if self.say else []
        if self.room.trouble:
            says.append(_("Answers cannot be saved at the moment: {why}").format(why=self.room.trouble))
        if self.room.up is False and not self.room.gone:
            says.append(_("The connection to the room is being made again. The lesson goes on meanwhile."))
        return [one for text in says for one in paragraph(text, width, "near")]

    def _matrix(self) -> Any:
        return self.lesson.qr(self.room.links[0]) if self.room.links else None

    def hints(self) -> Sequence[Hint]:
        """See :func:`quiz.tui.draw.class_desk.hints`."""
        return hints(self.room, self.wall)

    # the way through the lesson

    def action_proceed(self) -> None:
        """What comes next; what cannot be taken back needs the key twice."""
        room = self.room
        if not room.joined:
            return
        if room.over:
            self.hush()
            self.lesson_over()
        elif room.mode == "paced":
            self.action_end()
        elif room.phase is Phase.LOBBY:
            self._ask_first()
        elif room.phase is Phase.REVEALED:
            self.action_next()
        elif room.mode == "cards":
            self._count()
        else:
            self.action_reveal()

    def _count(self) -> None:
        """Ask for what was counted by hand; the key follows once that is kept."""
        question, q = self.room.question, self.room.at
        if question is None:
            return
        text = _("How many are there for each letter? Type it like this: a12 b20")
        read = partial(counted, options=len(question.options))
        asked = LineSheet(self.services, _("Count"), text, check=read)
        self.app.push_screen(asked, lambda line: self.command("tally", q=q, counts=read(line)) if line else None)

    def digit(self, number: int, sure: bool) -> None:
        """Where one device goes round: the answer of the team whose turn it is."""
        question, turn = self.room.question, self.room.missing
        passing = not self.room.code and self.room.mode == "live" and self.room.phase is Phase.ASKED
        if passing and sure and turn and question is not None and 1 <= number <= len(question.options):
            answer = {"t": "answer", "q": self.room.at, "r": number - 1, "seat": turn[0].seat}
            self.send(answer)

    def lesson_over(self) -> None:
        """Show what came of it."""
        from quiz.tui.screens.class_report import LessonSheet

        self.app.push_screen(LessonSheet(self.services, self.lesson.report()), lambda _none: self._home())

    def _home(self) -> None:
        self.post_message(Go("class"))

    def _twice(self, what: str, text: str) -> bool:
        """Whether this is the second press; after the first ``text`` says that another one is meant."""
        if self._again == (what, self.room.at):
            return True
        self._tell(text)
        self._again = (what, self.room.at)
        self.redraw()
        return False

    def _ask_first(self) -> None:
        if (
            self.room.here
            or self.room.mode == "cards"
            or self._twice("ask", _("Nobody is in. Enter once more begins."))
        ):
            self.command("ask")

    def action_next(self) -> None:
        """The next question; after the last one the end."""
        if self.room.phase is not Phase.REVEALED:
            return
        if self.room.left_to_ask:
            self.command("ask")
        else:
            self.action_end()

    def action_reveal(self) -> None:
        """The key; while some have not answered only at the second press."""
        if self.room.phase not in (Phase.ASKED, Phase.CLOSED):
            return
        answered, of = self.room.answered
        text = _("Without an answer: {n}. The same key once more closes the question and reveals the key.")
        open_ = self.room.phase is Phase.ASKED and answered < of
        if not open_ or self._twice("reveal", text.format(n=of - answered)):
            self.command("reveal")

    def action_close(self) -> None:
        """No more answers."""
        if self.room.phase is Phase.ASKED:
            self.command("close")

    def action_extend(self) -> None:
        """More time."""
        if self.room.phase is Phase.ASKED:
            self.command("extend", ms=_EXTENSION_MS)

    def action_untimed(self) -> None:
        """As long as it takes."""
        if self.room.phase is Phase.ASKED:
            self.command("untimed")

    def action_pause(self) -> None:
        """Pause, or go on."""
        if not self.room.over:
            self.command("resume" if self.room.paused else "pause")

    def action_skip(self) -> None:
        """Pass over it; at the second press."""
        text = _("The next question then counts for nobody. The same key once more skips it.")
        if self.room.phase in (Phase.ASKED, Phase.CLOSED):
            text = _("This question then counts for nobody. The same key once more skips it.")
        if not self.room.over and self._twice("skip", text):
            self.command("skip")

    def action_lock(self) -> None:
        """Nobody else comes in, or somebody does again."""
        if not self.room.over:
            self.command("lock", on=not self.room.locked)

    # with a question first

    def action_void(self) -> None:
        """Leave the question out, or accept other answers."""
        question = self.room.question
        if question is not None and self._in_private():
            q = self.room.at
            self.app.push_screen(VoidSheet(self.services, question), lambda found: self._void(q, found))

    def _void(self, q: int, accept: tuple[int, ...] | None) -> None:
        if accept is not None:
            self.command("void", q=q, accept=list(accept))

    def action_end(self) -> None:
        """End the lesson for everyone, if it is meant."""
        if self.room.over:
            return
        n = self.room.left_to_ask if self.room.mode != "paced" else 0
        text = ngettext("{n} question was not asked.", "{n} questions were not asked.", n).format(n=n) if n else ""
        asked = ChoiceSheet(self.services, _("End the lesson?"), text, [_("End it for everyone")])
        self.app.push_screen(asked, lambda at: self.command("over") if at == 0 else None)

    def action_leave(self) -> None:
        """Leave the desk; the lesson goes on unless it is ended."""
        if self.room.over or self.room.gone:
            self._home()
            return
        leave = _("Leave; the lesson goes on, and 'quiz class host --resume' comes back to it")
        if not self.room.code:
            leave = _("Leave; 'quiz class cards --resume' goes on with it later")
        asked = ChoiceSheet(self.services, _("Leave the desk?"), "", [leave, _("End it for everyone")])
        self.app.push_screen(asked, self._left)

    def _left(self, at: int | None) -> None:
        if at == 0:
            self._home()
        elif at == 1:
            self.command("over")

    # other screens

    def action_seats(self) -> None:
        """Everyone; not where everyone sees it."""
        if self._in_private():
            self._tell()
            self.app.push_screen(SeatsSheet(self.services, self.room, self.command, self._notes))

    def _in_private(self) -> bool:
        """Whether the class does not look at this screen; else it is said."""
        if self.wall:
            self._tell(_("The class is looking at this screen. Press w first."))
            self.redraw()
        return not self.wall

    def action_wall(self) -> None:
        """Show what the class may see, or what is the teacher's."""
        self.wall = not self.wall
        self.redraw()

    def action_address(self) -> None:
        """How to come in, at any time: an address may have changed."""
        if not self.room.joined:
            return
        if not self.room.code:
            self._tell(_("This lesson needs no network."))
            self.redraw()
        else:
            draw = lambda width: [blank(), *place_lines(self.room, self._matrix(), width), blank()]  # noqa: E731
            self.app.push_screen(TextSheet(self.services, _("Address"), draw))

    def _show_link(self, url: str) -> None:
        from quiz.tui.draw.class_desk import link_lines

        matrix = self.lesson.qr(url)
        title = _("For the other phone alone")
        self.app.push_screen(TextSheet(self.services, title, lambda width: link_lines(url, matrix, width)))


def _id(frame: Mapping[str, Any]) -> int:
    number = frame.get("id")
    return number if isinstance(number, int) else 0
