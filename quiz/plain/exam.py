"""A test in line mode. The clock runs while a line is waited for, and speaks when it must."""

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.plain import exam_lines, show
from quiz.plain.commands import command_in, help_lines
from quiz.plain.console import Console
from quiz.plain.prompt import Prompt
from quiz.plain.replies import place_in
from quiz.plain.waiting import TimedConsole
from quiz.questions.model import Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.study.exam.attempt import Exam
    from quiz.study.exam.desk import Ended
    from quiz.study.exam.model import Blueprint
    from quiz.study.exam.result import ItemFeedback
    from quiz.study.exam.store import PastAttempt
    from quiz.study.services import Services

__all__ = ["ExamDialogue", "past_lines", "run_test", "show_past", "show_result"]

_PAST = 10
"""Tests that can be looked back on from the list of tests: the latest. ``quiz test --past`` has all."""
_FREE = ("pass", "next", "back", "go", "overview", "flag", "clear", "time", "submit", "help", "quit")
_MEANWHILE = ("time", "help", "quit")
"""While it is asked how sure an answer is: the clock does not stand still for that."""
_FORWARD = ("pass", "next", "overview", "flag", "time", "submit", "help", "quit")


class _OverError(Exception):
    """Time has run out while a line was waited for. The line that comes is no answer any more."""


class ExamDialogue:
    """One attempt, from where it stands until it is handed in or left."""

    def __init__(self, desk: "Services", exam: "Exam", console: Console) -> None:
        self.desk, self.exam = desk, exam
        self.console: Console = TimedConsole(*console.streams, self._tick)
        self.free = exam.paper.blueprint.navigation == "free"

    def run(self) -> "Ended | None":
        """Ask until the test is handed in; None if it was left, to be gone on with another time.

        Raises EOFError and KeyboardInterrupt when input ends; the test is then left as well, as by any error.
        """
        from quiz.study.exam.desk import finish

        with ExitStack() as cut_short:
            cut_short.callback(self._give_up)
            self.console.all(self.exam.notices)
            more = True
            while more:
                more = self._one()
            ended = finish(self.desk, self.exam) if self.exam.open else None
            cut_short.pop_all()
        return ended

    def _leave(self) -> bool:
        """Pause it; there is no next question then."""
        if self.exam.open:
            self.exam.pause(now=self.desk.now(), mono=self.desk.mono())
        return False

    def _give_up(self) -> None:
        """Leave it to be gone on with, even if that cannot be written: the answers are."""
        with suppress(QuizError):
            self._leave()
        self.desk.attempts.leave(self.exam.uuid)

    def _tick(self) -> None:
        try:
            tick = self.exam.tick(self.desk.now(), self.desk.mono())
        except QuizError:  # the next one writes it; an answer or a command will say so
            return
        if tick.over:
            self.console.say(_("Time is up. What you had answered is handed in. Press Enter."))
            raise _OverError
        if tick.question_over:
            self.console.say(_("Time is up for this question. Press Enter."))
            raise _OverError
        if tick.warn:
            self._say_time()

    def _say_time(self) -> None:
        self.console.say(exam_lines.time_line(self.exam.left(self.desk.mono())))

    # one question

    def _one(self) -> bool:
        """Ask the question at the position; False when the test is to be handed in, or was left."""
        view = self.exam.view()
        self.console.say()
        self.console.say(exam_lines.head_line(view))
        self.console.all(show.stem_lines(view.question))
        if view.response is not None:
            self.console.say(exam_lines.given_line(view.question, view.response))
        self.exam.shown(self.desk.mono())
        try:
            return self._exchange(Prompt(self.console, view.question, _FREE if self.free else _FORWARD))
        except QuizError as error:
            self.console.refuse(error)
            return True

    def _too_late(self) -> bool:
        while True:
            with suppress(_OverError):  # first the question's time, and now the whole
                self.console.listen()
                if self.exam.tick(self.desk.now(), self.desk.mono()).over:
                    return False
                self._tell(self.exam.view().feedback)
                return self._step(1)

    def _tell(self, feedback: "ItemFeedback | None") -> None:
        if feedback is not None:
            self.console.all(exam_lines.feedback_lines(feedback))

    def _exchange(self, prompt: Prompt) -> bool:
        done = None
        try:
            while done is None:
                command, response = prompt.next()
                self._tick()  # what comes too late is no answer
                done = self._command(command) if command else self._answer(response)
        except _OverError:
            return self._too_late()
        return done

    def _answer(self, response: Response) -> bool:
        """Keep it, and go on; without a response ("I don't know") what stood before stands no more."""
        certainty: int | None = 0
        if response is not None and self.exam.paper.blueprint.scoring == "certainty" and not self.exam.view().locked:
            certainty = self._certainty()
        if certainty is None:
            return self._leave()
        try:
            self._tell(self.exam.answer(response, now=self.desk.now(), mono=self.desk.mono(), certainty=certainty))
        except QuizError as error:
            self.console.refuse(error)
            if not self.exam.view().locked:
                return True
        return self._step(1)

    def _certainty(self) -> int | None:
        """1 to 3; None to leave the test, and the answer with it."""
        while True:
            line = self.console.ask(_("How sure are you? 1: not very. 2: fairly. 3: very."))
            place = place_in(line, 3)
            if place is not None:
                return place + 1
            match command_in(line, _MEANWHILE):
                case "time":
                    self._say_time()
                case "help":
                    self.console.all(help_lines(_MEANWHILE))
                case "quit":
                    return None

    # moving about

    def _step(self, by: int) -> bool:
        """Go on from here; after the last question to the overview."""
        to = self.exam.beside(by)
        if to < 0:
            self.console.say(_("This is the first question."))
        elif to < len(self.exam.paper.slots):
            self._go(to)
        else:
            return self._at_the_end()
        return True

    def _go(self, to: int) -> None:
        self.exam.go(to, now=self.desk.now(), mono=self.desk.mono())

    def _ask_where(self) -> None:
        last = len(self.exam.paper.slots)
        place = place_in(self.console.ask(_("Which question? 1 to {last}.").format(last=last)), last)
        if place is not None and self.exam.overview()[place].voided:
            self.console.say(_("Question {number} does not count any more.").format(number=place + 1))
        elif place is not None:
            self._go(place)

    def _at_the_end(self) -> bool:
        """After the last question: everything at a glance, then hand in or go back."""
        self.console.all(exam_lines.overview_lines(self.exam.overview()))
        words = _("s: hand in. g: go to a question. q: leave.") if self.free else _("s: hand in. q: leave.")
        allowed = ("submit", "go", "time", "help", "quit") if self.free else ("submit", "time", "help", "quit")
        while True:
            match command_in(self.console.ask(words), allowed):
                case "submit":
                    return False
                case "go":
                    self._ask_where()
                    return True
                case "time":
                    self._say_time()
                case "quit":
                    return self._leave()
                case "help":
                    self.console.all(help_lines(allowed))
                case _:
                    self.console.say(_("This is not known here. Type one of these:"))
                    self.console.all(help_lines(allowed))

    # commands

    def _command(self, name: str) -> bool | None:
        """Do it: None to go on with this question, True to show where we are, False at the end."""
        now, mono = self.desk.now(), self.desk.mono()
        match name:
            case "next" | "back":
                return self._step(1 if name == "next" else -1)
            case "go":
                self._ask_where()
                return True
            case "overview":
                self.console.all(exam_lines.overview_lines(self.exam.overview()))
            case "flag":
                flagged = not self.exam.view().flagged
                self.exam.flag(self.exam.position, flagged, now=now, mono=mono)
                self.console.say(_("Flagged.") if flagged else _("No longer flagged."))
            case "clear":
                self.exam.clear(now=now, mono=mono)
                self.console.say(_("Taken back."))
            case "time":
                self._say_time()
            case "submit":
                return False if self._sure() else None
            case "quit":
                return self._leave()
        return None

    def _sure(self) -> bool:
        n = sum(not (cell.answered or cell.voided) for cell in self.exam.overview())
        if not n:
            return True
        words = ngettext(
            "{n} question has no answer. Hand in now? yes or no:",
            "{n} questions have no answer. Hand in now? yes or no:",
            n,
        ).format(n=n)
        return self.console.confirms(words, (_("yes"), "yes", "y", "có"))


def show_result(console: Console, ended: "Ended") -> None:
    """The score, and everything to be learned from it."""
    from quiz.study.exam.scoring import explain

    console.say()
    console.all(exam_lines.result_lines(ended, explain(ended.result.blueprint)))


def run_test(desk: "Services", console: Console, wish: "Blueprint | None", seed: int | None = None) -> None:
    """Go on with a test that was left, or take the one wished for, or one chosen now; then its result, and study of
    the mistakes. Raises EOFError when input ends; everything is then saved."""
    exam = _left_one(desk, console)
    if exam is None:
        blueprint = wish or _chosen(desk, console)
        exam = _new_one(desk, console, blueprint, seed) if blueprint is not None else None
    if exam is None:
        return
    dialogue = ExamDialogue(desk, exam, console)
    ended = dialogue.run()
    if ended is None:
        console.say(_("Left. Every answer is saved; 'quiz test' goes on with it."))
        return
    show_result(dialogue.console, ended)
    _study_mistakes(desk, dialogue.console, ended)


def _chosen(desk: "Services", console: Console) -> "Blueprint | None":
    """One of the bank's tests, by its number; one that was handed in is shown again."""
    from quiz.study.exam.model import Blueprint
    from quiz.study.exam.words import title_of

    found, past = [Blueprint(), *desk.blueprints().values()], desk.attempts.past(_PAST)
    console.all(f"{at}. {title_of(one.name, one.title, desk.lang)}" for at, one in enumerate(found, 1))
    if past:
        console.say(_("Look back on:"))
        console.all(past_lines(past, desk.lang, len(found) + 1))
    asked = _("Which test? Type its number, or press Enter to leave it.")
    place = place_in(console.ask(asked), len(found) + len(past))
    if place is None or place < len(found):
        return None if place is None else found[place]
    _study_mistakes(desk, console, show_past(desk, console, past[place - len(found)]))
    return None


def past_lines(past: "Sequence[PastAttempt]", lang: str, first: int = 1) -> list[str]:
    """Tests that were handed in, numbered from ``first``."""
    return [f"{at}. {_past_line(one, lang)}" for at, one in enumerate(past, first)]


def show_past(desk: "Services", console: Console, past: "PastAttempt") -> "Ended":
    """Which test it was, and its result as it was shown then."""
    from quiz.study.exam.desk import look_back

    ended = look_back(desk, past)
    console.say(_past_line(past, desk.lang))
    show_result(console, ended)
    return ended


def _past_line(past: "PastAttempt", lang: str) -> str:
    from quiz.study.exam.words import past_line, title_of

    return f"{title_of(past.name, past.title, lang)}, {past_line(past)}."


def _left_one(desk: "Services", console: Console) -> "Exam | None":
    from quiz.study.exam.desk import resume
    from quiz.study.exam.words import title_of

    for attempt in desk.attempts.open():
        title = title_of(attempt.name, attempt.title, desk.lang)
        if attempt.held:
            console.say(_("A test is open in another window: {title}.").format(title=title))
            continue
        console.say(
            _("A test is not finished: {title}, {answered} of {total} answered.").format(
                title=title, answered=attempt.answered, total=attempt.of
            )
        )
        if not console.ask(_("Enter: go on with it. n: another one.")):
            return resume(desk, attempt.uuid)
    return None


def _new_one(desk: "Services", console: Console, blueprint: "Blueprint", seed: int | None) -> "Exam | None":
    from quiz.study.exam.clock import for_learner
    from quiz.study.exam.desk import begin, expected, paper_for
    from quiz.study.exam.words import as_sentence, expected_line, rules, title_of

    paper = paper_for(desk, blueprint, seed)
    mine = for_learner(blueprint, 1 + desk.store.settings().extra_time / 100)
    title = title_of(blueprint.name, blueprint.title, desk.lang)
    console.say(_("Test: {title}").format(title=as_sentence(title)))
    console.all(rules(mine, len(paper.slots)))
    console.say(expected_line(expected(desk, paper)))
    while reply := console.ask(_("Enter: start. q: leave.")):
        if command_in(reply, ("quit",)) == "quit":
            return None
        console.say(_("Only Enter alone starts the test, and q leaves it."))
    return begin(desk, paper)


def _study_mistakes(desk: "Services", console: Console, ended: "Ended") -> None:
    from quiz.study.views import Plan

    items = ended.mistakes
    if not items or command_in(console.ask(_("Enter: finish. m: study the mistakes.")), ("more",)) != "more":
        return
    from quiz.plain.study import Study

    Study(desk, console, Plan(desk.lang, items=items)).run()
