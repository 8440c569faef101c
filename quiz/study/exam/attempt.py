"""An attempt at a test: questions on the screen → answers, changed as often as the rules allow → submitted.

A pure state machine: the time comes in with every call, as a moment of the calendar (``now``) and as milliseconds
of the monotonic clock (``mono``), and all that lasts goes through the :class:`AttemptStore`. What was answered is on
disk before :meth:`Exam.answer` returns; if writing fails, the attempt stays as it was.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.questions.grade import possible_answers
from quiz.questions.model import Question, Response
from quiz.study.catalogue import synchronise
from quiz.study.exam.clock import TimeLeft, for_learner
from quiz.study.exam.ledger import Ledger
from quiz.study.exam.model import Answered, Paper
from quiz.study.exam.recording import complete, record
from quiz.study.exam.result import ItemFeedback, Result, by_topic, standing, told
from quiz.study.exam.slots import Slots
from quiz.study.exam.store import AttemptStore, Final, NewAttempt, Progress, Saved
from quiz.study.exam.views import Cell, ExamView, Tick
from quiz.study.ids import new_id
from quiz.study.records import Store
from quiz.study.views import Moment

__all__ = ["Cell", "Exam", "ExamView", "Tick"]


class Exam:
    """One learner's attempt at a paper. Questions are counted from 0.

    Every method raises QuizError if the store fails, and then leaves the attempt as it was.
    """

    def __init__(
        self,
        questions: Questions,
        store: Store,
        attempts: AttemptStore,
        begun: NewAttempt,
        slots: Slots,
        saved: Saved | None,
    ) -> None:
        """Use :meth:`begin` or :meth:`resume`."""
        self.questions, self.store, self.attempts = questions, store, attempts
        self.paper: Paper = begun.paper
        self.uuid, self.multiplier = begun.uuid, begun.multiplier
        self.notices: tuple[str, ...] = ()
        """What must be said after a resume."""
        self._begun = begun
        self._ledger = ledger = Ledger(attempts, begun, slots, saved)
        self._sheet, self._timer, self._slots = ledger.sheet, ledger.timer, slots
        self.blueprint = ledger.blueprint
        """The paper's, with this learner's time limits."""
        self._left = False
        self._finals: tuple[Final, ...] = ()
        self._result: Result | None = None
        self._recorded = False

    @classmethod
    def begin(
        cls,
        questions: Questions,
        store: Store,
        attempts: AttemptStore,
        paper: Paper,
        *,
        multiplier: float,
        now: Moment,
        mono: int,
    ) -> "Exam":
        """A new attempt, on disk. Raises QuizError if the bank does not have a question of the paper."""
        if not paper.slots:
            raise QuizError(_("This paper has no questions."))
        for_learner(paper.blueprint, multiplier)
        synchronise(questions, store)
        complete(questions, store, attempts)
        slots = Slots(questions, paper)
        begun = NewAttempt(new_id(now.at_ms), paper, questions.bank.digest, slots.prints(), multiplier, now.at_ms)
        attempts.begin(begun, Progress(0, 0, 0, now.at_ms))
        exam = cls(questions, store, attempts, begun, slots, None)
        exam._ledger.saved_mono = mono
        return exam

    @classmethod
    def resume(
        cls, questions: Questions, store: Store, attempts: AttemptStore, uuid: str, *, now: Moment, mono: int
    ) -> "Exam":
        """Go on with an attempt that was left or cut off.

        Raises QuizError if another program has it open, if it was submitted, or if there is none.
        """
        synchronise(questions, store)
        complete(questions, store, attempts)
        if not attempts.take(uuid):
            raise QuizError(
                _("This attempt is open in another window."), hint=_("Go on there, or close that window first.")
            )
        with ExitStack() as undo:
            undo.callback(attempts.leave, uuid)
            saved = attempts.load(uuid)
            if saved.submitted_ms:
                attempts.leave(uuid, done=True)
                raise QuizError(_("This attempt has been submitted."))
            exam = cls(questions, store, attempts, saved.begun, Slots(questions, saved.begun.paper), saved)
            exam.notices = exam._ledger.reopen(saved, now, mono)
            undo.pop_all()
        return exam

    # looking

    @property
    def position(self) -> int:
        """The question on the screen."""
        return self._sheet.position

    @property
    def open(self) -> bool:
        """Whether it can be gone on with: neither left nor submitted."""
        return not (self._left or self._sheet.submitted)

    def question(self, n: int) -> Question:
        """Question ``n``. Raises QuizError if there is none, or if the bank does not have it any more."""
        return self._slots[n]

    def view(self) -> ExamView:
        """The question on the screen, with what stands for it."""
        n, question = self.position, self.question(self.position)
        given = self._sheet.given.get(n)
        shown = n in self._sheet.told and n not in self._slots.void
        return ExamView(
            question,
            self.questions.topic_title(question.topic, question.lang),
            n + 1,
            len(self._slots),
            given.response if given else None,
            given.certainty if given else 0,
            n in self._sheet.flagged,
            self._ledger.locked(n),
            told(self.questions, question, given.response if given else None) if shown else None,
        )

    def overview(self) -> tuple[Cell, ...]:
        """All questions."""
        sheet, void = self._sheet, self._slots.void
        return tuple(
            Cell(n + 1, n in sheet.given, n in sheet.flagged, self._ledger.locked(n), n == sheet.position, n in void)
            for n in range(len(self._slots))
        )

    # time

    def shown(self, mono: int) -> None:
        """The options are on the screen: the clock of the question runs from here. Harmless when it does."""
        n = self.position
        if self._left or self._sheet.submitted or (self._timer.running and self._timer.on == n):
            return
        self._timer.start(n, mono)
        if self._ledger.locked(n):
            self._timer.stop()
        self._ledger.started = True

    def left(self, mono: int) -> TimeLeft:
        """What is left now, for the question on the screen and for the whole. It never grows."""
        self._timer.advance(mono)
        return self._timer.left(self.position)

    def tick(self, now: Moment, mono: int) -> Tick:
        """To be called about once a second: closes what has run out of time, and writes the time consumed.

        When the whole is over nothing can be changed any more: call :meth:`submit`.
        """
        if self._left or self._sheet.submitted:
            return Tick(False, False, True)
        timer = self._timer
        was_over = timer.over
        self._ledger.expire(now, mono)
        if self._ledger.save_due(mono) or timer.over != was_over:
            self._ledger.write(now, [])
        news, self._ledger.news = self._ledger.news, False
        warn = not timer.over and timer.warn(self.position)
        return Tick(warn, news, timer.over or self._slots.all_void())

    # answering and moving

    def answer(self, response: Response, *, now: Moment, mono: int, certainty: int = 0) -> ItemFeedback | None:
        """Hand in an answer to the question on the screen, on disk when this returns; it may be changed.

        Where the blueprint tells each answer, this is returned, and the question is closed. None or "" is no answer.
        Raises QuizError when the question is closed or out of time, or under certainty-based marking without one.
        """
        n = self._open_question(now, mono)
        telling = self.blueprint.feedback == "each"
        if isinstance(response, str):  # half a surrogate pair cannot be stored
            response = response.encode("utf-8", "replace").decode() or None
        if response is None:
            if not telling:
                self._take_back(n, now)
                return None
            events = [self._ledger.event(now, "clear", n)]
        else:
            events = [self._ledger.event(now, "answer", n, self._judged(n, response, certainty))]
        if telling:
            events.append(self._ledger.event(now, "lock", n, {"why": "told"}))
        self._ledger.write(now, events)
        if telling:
            self._timer.stop()
        return told(self.questions, self.question(n), response) if telling else None

    def _judged(self, n: int, response: Response, certainty: int) -> dict[str, object]:
        if self.blueprint.scoring != "certainty":
            certainty = 0
        elif certainty not in (1, 2, 3):
            raise QuizError(
                _("Say how certain you are: 1, 2 or 3."), hint=_("In this test it decides how much an answer counts.")
            )
        verdict = self.questions.grade(self.question(n), response).strict
        return {
            "response": response,
            "outcome": verdict.outcome.value,
            "credit": verdict.credit,
            "certainty": certainty,
        }

    def answer_at_the_end(self, response: Response, *, now: Moment, mono: int) -> None:
        """Take what was chosen or typed and not handed in while time runs out, if it earns more than what stands: half
        an answer is no answer, never a wrong one, and half a change is none. Raises QuizError as :meth:`answer`."""
        given = self._sheet.given.get(self.position)
        stands = self._earned(given.response, given.used_ms) if given else 0.0
        if self._earned(response, self._timer.used(self.position)) > stands:
            self.answer(response, now=now, mono=mono)

    def _earned(self, response: Response, used_ms: int) -> float:
        """Marks of a response to the question on the screen, given after ``used_ms``."""
        from quiz.study.exam.scoring import score

        question = self.question(self.position)
        verdict = self.questions.grade(question, response).strict
        options = possible_answers(question.form, len(question.options))
        one = Answered(response, verdict.outcome, verdict.credit, options, 0, used_ms)
        return score(self.blueprint, [one]).marks

    def clear(self, *, now: Moment, mono: int) -> None:
        """Take the answer back."""
        self._take_back(self._open_question(now, mono), now)

    def _take_back(self, n: int, now: Moment) -> None:
        if n in self._sheet.given:
            self._ledger.write(now, [self._ledger.event(now, "clear", n)])

    def beside(self, by: int) -> int:
        """The next question that counts, ``by`` 1 or -1 at a time; none of the paper's where there is no more."""
        n = self.position + by
        while 0 <= n < len(self.paper.slots) and n in self._slots.void:
            n += by
        return n

    def go(self, n: int, *, now: Moment, mono: int) -> None:
        """Put question ``n`` on the screen; :meth:`shown` starts its clock. Voided ones are passed over.

        Raises QuizError if there is none, and backwards where the test only goes forward.
        """
        self._running(now, mono)
        self._slots.check(n)
        at = self.position
        if self.blueprint.navigation == "forward" and n < at:
            raise QuizError(_("This test only goes forward."))
        step = 1 if n > at else -1
        while n in self._slots.void:
            n += step
            self._slots.check(n)
        if n != at:
            self._ledger.write(now, [self._ledger.event(now, "go", at, {"to": n})])
            self._timer.stop()
            self._ledger.news = False

    def flag(self, n: int, flagged: bool, *, now: Moment, mono: int) -> None:
        """Mark question ``n`` for another look, or take the mark off."""
        self._running(now, mono)
        self._slots.check(n)
        if flagged != (n in self._sheet.flagged):
            self._ledger.write(now, [self._ledger.event(now, "flag" if flagged else "unflag", n)])

    # the end

    def pause(self, *, now: Moment, mono: int) -> None:
        """Leave: the time is written, and any terminal can resume."""
        if self._left or self._sheet.submitted:
            return
        self._ledger.expire(now, mono)
        self._ledger.write(now, [self._ledger.event(now, "pause", self.position)])
        self._left = True
        self.attempts.leave(self.uuid)

    def submit(
        self, *, now: Moment, mono: int, share: Callable[[Sequence[Answered | None]], float] | None = None
    ) -> Result:
        """Hand the paper in. ``share`` says what part of the marks the answers are worth, for later comparison.

        What stands is on disk first, then every answer goes to the log. If that fails, calling this again does
        the rest, and so does the next opening.
        """
        if self._left:
            raise QuizError(_("This attempt was left."), hint=_("Resume it first."))
        if self._result is None:
            self._ledger.expire(now, mono)
            self._result = self._hand_in(now, share)
        if not self._recorded:
            record(self.questions, self.store, self._begun, self._finals, self._slots.get)
            self.attempts.recorded(self.uuid)
            self._recorded = True
            self.attempts.leave(self.uuid, done=True)
        return self._result

    def _hand_in(self, now: Moment, share: Callable[[Sequence[Answered | None]], float] | None) -> Result:
        finals, lines = standing(self.questions, self._slots, self._sheet, self._timer, now)
        answers = tuple(line.answered for line in lines if not line.voided)
        worth = None if share is None else float(share(answers))
        earlier = tuple(self.attempts.finished(self.paper.blueprint))
        event = self._ledger.event(now, "submit", self.position)
        self.attempts.submit(self.uuid, self._sheet.events, [event], self._ledger.progress(now), finals, worth)
        self._sheet.apply(event)
        self._timer.stop()
        self._finals = finals
        return Result(
            self.uuid,
            self.blueprint,
            lines,
            answers,
            by_topic(lines),
            self._timer.whole,
            now.at_ms,
            now.zone_minutes,
            worth,
            earlier,
            tuple(n + 1 for n in sorted(self._slots.void)),
        )

    # pieces of the above

    def _open_question(self, now: Moment, mono: int) -> int:
        """The question on the screen, if it may be answered."""
        self._running(now, mono)
        n = self.position
        if n in self._slots.void:
            raise QuizError(_("The bank has changed under this question: it does not count any more."))
        if n in self._sheet.locked:
            late = self._timer.question_over(n)
            raise QuizError(
                _("The time for this question is up.") if late else _("This question is closed."),
                hint=_("What was handed in stands."),
            )
        return n

    def _running(self, now: Moment, mono: int) -> None:
        """Count up to now. Raises QuizError if the attempt is over."""
        if self._left:
            raise QuizError(_("This attempt was left."), hint=_("Resume it first."))
        if self._sheet.submitted:
            raise QuizError(_("This attempt has been submitted."))
        self._ledger.expire(now, mono)
        if self._timer.over:
            raise QuizError(_("The time is up."), hint=_("What was handed in stands."))
