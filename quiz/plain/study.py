"""A sitting in line mode: question, answer, verdict, next."""

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.plain import show
from quiz.plain.commands import command_in, help_lines
from quiz.plain.console import Console
from quiz.plain.prompt import Prompt
from quiz.questions.model import Form
from quiz.study.services import Services
from quiz.study.sitting import Sitting
from quiz.study.views import TEN_MORE, Feedback, Plan, Presented, today

__all__ = ["LeaveError", "Study"]

_ASKED = ("pass", "undo", "bury", "suspend", "flag", "info", "report", "help", "quit")
_ANSWERED = ("undo", "bury", "suspend", "flag", "info", "report", "help", "quit")
_FIRST_ANSWERS = 10  # after so many the first evening's learner is asked for a target


class LeaveError(Exception):
    """The learner wants to stop."""


class Study:
    """One sitting, from its first question to its summary."""

    def __init__(self, services: Services, console: Console, plan: Plan, *, newcomer: bool = False) -> None:
        self.services, self.console, self.plan = services, console, plan
        self.sitting = Sitting(services.questions, services.store, plan, services.now())
        self._newcomer = newcomer

    def run(self) -> None:
        """Ask until nothing is left or the learner leaves. Raises EOFError when input ends."""
        try:
            while self._all_of_it() and self._wants_more():
                self.sitting.more(TEN_MORE)
        except LeaveError:
            pass
        if self.sitting.answered:
            from quiz.plain import overview

            self.console.all(
                overview.summary_lines(
                    self.sitting.summary(self.services.now()), today(self.services), self.services.lang
                )
            )

    def _all_of_it(self) -> bool:
        """True when every question there was has been asked."""
        while (asked := self._next()) is not None:
            self._one(asked)
        return True

    def _next(self) -> Presented | None:
        while True:
            try:
                return self.sitting.present(self.services.now())
            except QuizError as error:
                self.console.refuse(error)
            if command_in(self.console.ask(_("Enter: try again. q: leave.")), ("quit",)):
                raise LeaveError

    def _wants_more(self) -> bool:
        if self.plan.items:
            return False
        done = _("That is all.") if self.sitting.answered else _("Nothing to ask right now.")
        line = self.console.ask(f"{done} " + _("Enter: finish. m: ten more."))
        return command_in(line, ("more",)) == "more"

    # one question

    def _one(self, asked: Presented) -> None:
        self.console.say()
        self.console.all(show.question_lines(asked))
        feedback = self._feedback(asked)
        if feedback is not None:
            self._show(feedback)
            self._after(asked, feedback)

    def _show(self, feedback: Feedback) -> None:
        """The verdict; of a flashcard, whose answer is known by now, only what the card did not show."""
        lines = show.feedback_lines(feedback, shown=feedback.question.form is Form.FLASHCARD)
        self.console.all(lines)

    def _feedback(self, asked: Presented) -> Feedback | None:
        """What the answer was worth, once it is saved; None when a command put another question in its place."""
        started = self.services.now()
        prompt = Prompt(self.console, asked.question, _ASKED)
        while True:
            command, response = prompt.next()
            if command:
                if self._command(command, asked):
                    return None
                continue
            now = self.services.now()
            try:
                return self.sitting.answer(response, now, max(0, now.at_ms - started.at_ms))
            except QuizError as error:
                self.console.say(_("Not saved."))
                self.console.refuse(error)

    # after the answer

    def _after(self, asked: Presented, feedback: Feedback) -> None:
        if self._newcomer and self.sitting.answered == _FIRST_ANSWERS:
            self._newcomer = False
            self._target()
        allowed: tuple[str, ...] = _ANSWERED
        prompt = _("Enter: next question. ? for help.")
        if feedback.may_overrule:
            allowed = ("right", *_ANSWERED)
            prompt = _("Enter: next question. r: I was right. ? for help.")
        while True:
            line = self.console.ask(prompt)
            command = command_in(line, allowed)
            if not line:
                return
            if command == "right":
                if self._overruled():
                    allowed, prompt = _ANSWERED, _("Enter: next question. ? for help.")
            elif not command:
                self.console.say(_("Press Enter to go on."))
            elif command == "help":
                self.console.all(help_lines(allowed))
            elif self._command(command, asked, answered=True):
                return

    def _overruled(self) -> bool:
        try:
            self._show(self.sitting.overrule(self.services.now()))
        except QuizError as error:
            self.console.refuse(error)
            return False
        return True

    def _target(self) -> None:
        """Asked once, skippable: minutes a day."""
        while True:
            line = self.console.ask(
                _("How many minutes a day do you want to study? Type a number, or press Enter to skip.")
            )
            if not line:
                return
            if line.isdecimal() and len(line) < 5:
                settings = self.services.store.settings()
                try:
                    self.services.store.save_settings(settings._replace(minutes_per_day=int(line)))
                except QuizError as error:
                    self.console.refuse(error)
                    continue
                self.console.say(_("Kept. Change it in the settings at any time."))
                return

    # commands

    def _command(self, name: str, asked: Presented, *, answered: bool = False) -> bool:
        """Do it, or say why not; True when the question is no longer the one being asked."""
        try:
            return self._done(name, asked, answered=answered)
        except QuizError as error:
            self.console.refuse(error)
            return False

    def _done(self, name: str, asked: Presented, *, answered: bool) -> bool:
        """Raises QuizError if it cannot be done, and LeaveError to stop."""
        now = self.services.now()
        match name:
            case "quit":
                raise LeaveError
            case "undo":
                if self.sitting.undo(now) is None:
                    self.console.say(_("There is nothing to take back."))
                    return False
                self.console.say(_("Taken back."))
                return True
            case "bury":
                self.sitting.bury(now)
                self.console.say(_("Left for tomorrow."))
                return True
            case "suspend":
                self.sitting.suspend(now)
                self.console.say(_("Suspended; it will not be asked again."))
                return True
            case "flag":
                self.console.say(_("Flagged.") if self.sitting.flag(now) else _("No longer flagged."))
            case "info":
                self._info(asked, answered=answered)
            case "report":
                self._report(asked)
        return False

    def _info(self, asked: Presented, *, answered: bool) -> None:
        """What is remembered; the facts only after the answer, which they would give away."""
        self.console.say(show.state_line(self.sitting.info(), today(self.services)))
        if answered:
            from quiz.plain import overview
            from quiz.study.factcard import fact_card

            self.sitting.facts_shown()
            card = fact_card(self.services.questions, asked.question.subject, asked.question.lang)
            self.console.all(overview.card_lines(card))
        else:
            self.console.say(_("Its facts are shown after the answer."))

    def _report(self, asked: Presented) -> None:
        comment = self.console.ask(_("What is wrong with this question? One line, or Enter to leave it."))
        if not comment:
            self.console.say(_("Nothing was reported."))
            return
        from quiz.study.report import doubtful

        record = doubtful(self.services.questions, asked, comment, self.services.now())
        self.console.say(_("Written to {file}. Thank you.").format(file=self.services.report(record)))
