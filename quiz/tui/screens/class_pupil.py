"""A pupil's screen: the same lesson as on a phone. Nothing counts as saved before the room has said so."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from textual.binding import Binding

from quiz.errors import QuizError
from quiz.i18n import N_, _
from quiz.questions.model import Form, Question, Response
from quiz.study.room.following import Following
from quiz.study.room.link import Link
from quiz.study.room.model import Phase
from quiz.study.room.ticket import SILENCE_MS, Ticket
from quiz.study.room.words import gone_words, refused_words, silent_words, total_line, until_words
from quiz.study.services import Services
from quiz.study.words import clock_text, seconds_up
from quiz.tui.draft import Draft, Step, digit, enter, fresh, move, space
from quiz.tui.draw.class_ranks import rank_lines
from quiz.tui.draw.exam import as_studied
from quiz.tui.draw.feedback import answered
from quiz.tui.draw.question import asking
from quiz.tui.layout import Hint, Line, Span, between, blank, paragraph
from quiz.tui.messages import Go
from quiz.tui.screens.asking import AskingSheet
from quiz.tui.screens.class_dialogs import LineSheet
from quiz.tui.screens.class_link import RoomSheet
from quiz.tui.sheet import bind

__all__ = ["Connect", "PupilSheet"]

Connect: TypeAlias = Callable[[Mapping[str, Any]], Link]
"""Makes a link whose first frame is the one that it is given."""
_TICK = 0.25


class PupilSheet(AskingSheet, RoomSheet):
    """One seat in a room."""

    HELP_TITLE = N_("Lesson")
    BINDINGS = [  # noqa: RUF012
        *(Binding(one, f"letter({at + 1})", show=False) for at, one in enumerate("abcdefgh")),
        bind("select", "space", "select", N_("Choose")),
        bind("leave", "q,escape,f10", "leave", N_("Leave the lesson")),
    ]

    def __init__(
        self,
        services: Services,
        connect: Connect,
        ticket: Ticket,
        way: Callable[[str], tuple[Connect, Ticket]],
    ) -> None:
        """``way`` makes both for another address. It takes a while, is called on a thread, and raises QuizError."""
        super().__init__(services)
        self.connect, self.ticket, self.way = connect, ticket, way
        self.room = Following(services.lang)
        self.asking_for = ""
        """``code``, ``name`` or ``team`` while one is being typed."""
        self.silent = False
        """Nothing has answered for a while."""
        self._looking: int | None = None
        """Since when; None once something has."""
        self._opens = False

    # the room

    def on_mount(self) -> None:
        """Listen to the room; look at the clock."""
        super().on_mount()
        self._join()
        self.show_line()
        self.set_interval(_TICK, self._tick)

    def take(self, frame: Mapping[str, Any]) -> None:
        """The room says something."""
        self.silent, self._looking = False, None
        before = (self.room.at, self.room.phase)
        name = self.room.feed(frame, self.services.mono())
        if not name:
            return
        if name == "error" and not self.room.joined:
            self._not_in()
        if (self.room.at, self.room.phase) != before or name in ("question", "room"):
            self._turn(new=self.room.at != before[0] or name == "question")
        self.redraw()

    def _join(self) -> None:
        """Go in with what is known; else ask for what is missing."""
        hello = self.ticket.hello(self.services.lang)
        self._ask_for()
        if hello is None:
            return
        if self.link is None:
            self.silent, self._looking = False, self.services.mono()
            self.follow(self.connect(hello), self.take)
        else:
            self.send(hello)

    def _ask_for(self) -> None:
        self.asking_for = "" if self.room.joined else self.ticket.lacks

    def _not_in(self) -> None:
        """The room does not take the code or the name: ask for it again, and keep what was right."""
        self.say = refused_words(self.room.refused)
        self.ticket = self.ticket.refused(self.room.refused)
        self._ask_for()

    def _turn(self, *, new: bool) -> None:
        self.say = ""
        if self.room.joined:
            self.asking_for = ""
        if new:
            question = self.room.question
            self.draft = fresh(question) if question is not None else Draft()
            self.write("")

    def _tick(self) -> None:
        opens = self.room.asked is not None and self.room.opens_in(self.services.mono()) == 0
        if opens != self._opens:
            self._opens, self.say = opens, ""
            self.redraw()
        elif self.room.phase is Phase.ASKED:
            self.bar.redraw()
        elif self._looking is not None and not self.silent and self.services.mono() - self._looking >= SILENCE_MS:
            self.silent = True
            self.redraw()

    def _ask_elsewhere(self) -> None:
        text = _("Type it as the wall shows it, such as http://192.168.1.5:8080")
        asked = LineSheet(self.services, _("Another address"), text, self.ticket.address)

        def look(address: str | None) -> None:
            if address:
                self.run_worker(self._elsewhere(address))

        self.app.push_screen(asked, look)

    async def _elsewhere(self, address: str) -> None:
        """Look for the lesson at another address, with what was typed before."""
        before = self.ticket
        try:
            connect, ticket = await asyncio.to_thread(self.way, address)
        except QuizError as error:
            self.say = f"{error.message} {error.hint}".strip()
        else:
            if self.link is not None and self.silent:  # else a lesson has answered meanwhile
                await self.link.close()
                self.link, self.connect, self.say = None, connect, ""
                self.ticket = ticket.with_typed(before)
                self._join()
        self.redraw()

    # what is shown

    @property
    def typing(self) -> bool:
        """Whether something is being typed."""
        if self.asking_for:
            return not self.room.gone
        question = self.room.question
        return question is not None and question.form is Form.TYPED and self.room.answering

    def show_line(self) -> None:
        """The line says what is typed on it."""
        super().show_line()
        if self.answer_line is not None and self.asking_for:
            words = {"name": _("Your name"), "team": _("Your team"), "code": _("The code, six digits")}
            self.answer_line.placeholder = words[self.asking_for]

    def bar_line(self, width: int) -> Line:
        """Name and number on the left, time on the right."""
        room = self.room
        left = [Span(room.you.name if room.you else room.shown_title or _("Lesson"), "title")]
        right: list[Span] = []
        if room.asked is not None:
            left.append(Span("  " + _("{number} of {total}").format(number=room.at + 1, total=room.of), "muted"))
        if room.up is False and not room.gone:
            right.append(Span(_("no connection") + "  ", "wrong"))
        if room.paused:
            right.append(Span(_("paused"), "near"))
        elif room.phase is Phase.ASKED and room.asked is not None:
            mono = self.services.mono()
            opens, left_ms = room.opens_in(mono), room.left(mono)
            if opens:
                right.append(Span(_("read: {time}").format(time=clock_text(opens)), "muted"))
            elif left_ms is not None:
                right.append(Span(clock_text(left_ms), "near" if left_ms <= 5_000 else "strong"))
        return between(left, right, width)

    def page_lines(self, width: int) -> Sequence[Line]:
        """As the lesson stands."""
        room = self.room
        if room.gone:
            return [blank(), *paragraph(gone_words(room.gone), width, "strong"), blank()]
        if room.over:
            return self._over_lines(width)
        if self.asking_for:
            return self._join_lines(width)
        if not room.joined:
            return self._looking_lines(width)
        question = room.question
        if question is None:
            name = room.you.name if room.you else ""
            lines = [blank(), *paragraph(room.shown_title, width, "strong"), blank()]
            lines += paragraph(_("You are in, {name}.").format(name=name), width, "right")
            if room.deadline:
                lines += paragraph(until_words(room.deadline), width)
            soon = _("It begins soon.") if room.at < 0 else _("The next question comes soon.")
            text = _("Press Enter for the first question.") if room.mode == "paced" else soon
            return [*lines, blank(), *paragraph(self.say or text, width, "near" if self.say else "")]
        feedback = room.feedback()
        if feedback is not None:
            said = paragraph(self.say, width, "near") if self.say else []
            drawn = answered(as_studied(feedback), width, "test")
            self._focus = 0 if said else drawn.first, drawn.last + len(said)
            return [*said, *drawn.lines, blank(), *self._total(width)]
        drawn = asking(question, self._draft_shown(question), width, (), self._says())
        self._focus = drawn.first, drawn.last
        more = [blank(), *paragraph(self._says(), width, "near")] if question.form is Form.TYPED else []
        return [*drawn.lines, *more]

    def _looking_lines(self, width: int) -> list[Line]:
        texts = silent_words(self.ticket.address) if self.silent else [_("Looking for the lesson…")]
        role = "" if self.silent else "muted"
        said = paragraph(self.say, width, "near") if self.say else []
        return [*said, *(one for text in texts for one in (blank(), *paragraph(text, width, role)))]

    def _join_lines(self, width: int) -> list[Line]:
        lines = [blank()]
        if self.room.shown_title:
            lines += [*paragraph(self.room.shown_title, width, "strong"), blank()]
        lines += paragraph(self.ticket.question(self.asking_for), width, "strong")
        name, token = self.ticket.before
        if token and self.asking_for == "name":
            again = _("Enter alone: {name}, who was here before.").format(name=name)
            lines += [blank(), *paragraph(again, width)]
        return [*lines, *([blank(), *paragraph(self.say, width, "near")] if self.say else []), blank()]

    def _draft_shown(self, question: Question) -> Draft:
        """What was given, else what is being chosen."""
        given = self.room.saved if self.room.saved is not None else self.room.sent
        if isinstance(given, int):
            return Draft(given)
        return Draft(-1, given) if isinstance(given, tuple) else self.draft

    def _says(self) -> str:
        room, mono = self.room, self.services.mono()
        if self.say:
            return self.say
        if room.saved is not None:
            said = _("✓ Saved. Your answer: {text}").format(text=room.saved) if isinstance(room.saved, str) else ""
            if room.phase is Phase.ASKED:
                return said or _("✓ Saved. Wait until the answer is shown.")
            return said or _("✓ Saved.")
        if room.sent is not None:
            if room.up:
                return _("On its way…")
            return _("Not saved yet: there is no connection. It goes out by itself as soon as there is one.")
        if room.paused:
            return _("The lesson is paused.")
        if room.phase is Phase.CLOSED:
            return _("Time is up.")
        if room.refused:
            return refused_words(room.refused)
        opens = room.opens_in(mono)
        return _("Read the question. Answers are taken in a moment.") if opens else ""

    def _total(self, width: int) -> list[Line]:
        text = total_line(self.room)
        return paragraph(text, width, "muted") if text else []

    def _over_lines(self, width: int) -> list[Line]:
        lines = [blank(), *paragraph(_("The lesson is over."), width, "strong"), blank(), *self._total(width), blank()]
        return lines + rank_lines(self.room.podium)

    def hints(self) -> Sequence[Hint]:
        """The keys that matter now."""
        leave = Hint("Esc" if self.typing else "q", _("leave"), "leave")
        if self.room.over or self.room.gone:
            return [Hint("Enter", _("leave"), "leave")]
        if self.typing:
            return [Hint("Enter", _("join") if self.asking_for else _("answer"), "proceed"), leave]
        if self.silent:
            return [Hint("Enter", _("another address"), "proceed"), leave]
        question = self.room.question
        if question is not None and self.room.answering:
            keys = Hint(f"1–{len(question.options)}", _("choose"), "")
            whole = question.form in (Form.SELECT_ALL, Form.ORDERING) or self.draft.cursor >= 0
            more = [Hint("Enter", _("answer"), "proceed")] if whole else []
            return [keys, *more, Hint("?", _("help"), "help"), leave]
        if self._waits_for_me:
            return [Hint("Enter", _("next question"), "proceed"), Hint("?", _("help"), "help"), leave]
        return [Hint("?", _("help"), "help"), leave]

    # answering

    def _take(self, step: Step) -> None:
        self.say, self.draft = "", step.draft
        if step.done:
            self._give(step.response)
        elif step.lacking:
            self.say = _("Nothing is chosen yet.")
        self.repaint()

    def _give(self, response: Response) -> None:
        if not self._may_answer():
            return
        self.send(self.room.answer(response))
        self.redraw()

    def _may_answer(self) -> bool:
        """Whether an answer is taken now; else the screen says when."""
        if not self.room.answering:
            return False
        opens = self.room.opens_in(self.services.mono())
        if opens:
            self.say = _("Answers are taken in {n} s.").format(n=seconds_up(opens))
            self.redraw()
            return False
        return True

    def digit(self, number: int, sure: bool) -> None:
        """Choose."""
        question = self.room.question
        if question is not None and not self.typing and self._may_answer():
            self._take(digit(question, self.draft, number, sure))

    def action_letter(self, number: int) -> None:
        """The wall names options by letters."""
        self.digit(number, True)

    def type_in(self, text: str) -> None:
        """Hand in what was typed: the code, the name or an answer."""
        text = text.strip()
        name, token = self.ticket.before
        if not text and self.asking_for == "name" and token:
            self.ticket = self.ticket._replace(name=name, token=token)
            self._join()
            self.redraw()
        elif not text:
            return
        elif self.asking_for:
            self.write("")
            self.ticket = self.ticket.filled(self.asking_for, text)
            self.say = ""
            self._join()
            self.redraw()
        else:
            self._give(text)

    def action_proceed(self) -> None:
        """Enter: hand in what is chosen; in a room where each goes on alone, the next question."""
        question = self.room.question
        if self.room.over or self.room.gone:
            self.action_leave()
        elif self.typing:
            if self.answer_line is not None:
                self.type_in(self.answer_line.value)
        elif self.silent:
            self._ask_elsewhere()
        elif self._waits_for_me:
            self.send({"t": "next"})
        elif question is not None and self._may_answer():
            self._take(enter(question, self.draft))

    @property
    def _waits_for_me(self) -> bool:
        """Whether the next question comes when it is asked for."""
        return self.room.joined and self.room.mode == "paced" and (self.room.asked is None or self.room.shows_key)

    def action_select(self) -> None:
        """Space: choose what is under the cursor."""
        question = self.room.question
        if question is not None and not self.typing and self._may_answer():
            self._take(space(question, self.draft))

    def action_move(self, by: int) -> None:
        """Move the cursor, or scroll where there is none."""
        question = self.room.question
        draft = move(question, self.draft, by) if question is not None and self.room.answering else self.draft
        if draft == self.draft:
            super().action_move(by)
        else:
            self._take(Step(draft))

    def action_leave(self) -> None:
        """At the second press while the lesson goes on."""
        words = _("The lesson goes on. The same key once more leaves it; your answers are saved.")
        if self.room.joined and not (self.room.over or self.room.gone) and self.say != words:
            self.say = words
            self.redraw()
            return
        self.hush()
        self.post_message(Go("home"))
