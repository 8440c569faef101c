"""A sitting: presented → answered → committed → feedback → next, with undo.

A pure state machine: the time comes in with every call, the seed with the plan, and all that lasts goes
through the store. What was answered is on disk before the feedback is returned; if writing fails, the question
stays open and can be answered again.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.questions.model import Question, Response, Verdict
from quiz.study.agenda import Agenda, Choice
from quiz.study.asking import Asker
from quiz.study.catalogue import synchronise
from quiz.study.course import Course, own_links
from quiz.study.ids import new_id
from quiz.study.records import UNDO_STEPS, Answer, ItemState, Store
from quiz.study.summary import summary
from quiz.study.views import Feedback, Moment, Plan, Presented, Summary

if TYPE_CHECKING:
    from quiz.study.placement import Placement

__all__ = ["Sitting"]


class _Step(NamedTuple):
    """What undo goes back to: the question, and the course as it was before the answer or the wish."""

    presented: Presented
    choice: Choice
    course: Course
    open: bool = True
    lift: Callable[[], None] | None = None
    """Takes back a wish to leave the question out; None for an answer."""

    def marked(self, item: str, flagged: bool) -> "_Step":
        """With the mark on the question, if it is of ``item``: undo does not take marks back."""
        presented = self.presented
        return self._replace(
            presented=presented._replace(flagged=flagged) if presented.question.item == item else presented
        )


class _Ready(NamedTuple):
    """A question built before its turn, for a choice and a course that may come true."""

    choice: Choice
    course: Course
    question: Question


class _Given(NamedTuple):
    """The last answer, as long as it may be overruled."""

    feedback: Feedback
    row: Answer


def _placement(plan: Plan, store: Store) -> "Placement | None":
    if plan.mode != "placement":
        return None
    from quiz.study.placement import Placement

    return Placement(store)


class Sitting:
    """One sitting of one learner.

    Every method raises QuizError if the store fails, and then leaves the sitting as it was.
    """

    def __init__(self, questions: Questions, store: Store, plan: Plan, now: Moment) -> None:
        synchronise(questions, store)
        self.questions, self.store = questions, store
        self.settings = store.settings()
        self.plan = plan
        self.session = new_id(now.at_ms)
        self._agenda = Agenda(questions, store, plan, self.settings)
        seed = plan.seed or now.at_ms
        self._asker = Asker(questions, store, plan.lang, seed, self._agenda.forms, plan.exactly)
        self._course = Course()
        self._course.extra_left = plan.extra
        self._agenda.begin(self._course, self._day(now))
        self._steps: list[_Step] = []
        self._shown: Presented | None = None
        self._choice: Choice | None = None
        self._open = False
        self._given: _Given | None = None
        self._away: set[str] = set()
        self._ready: _Ready | None = None
        self._placement = _placement(plan, store)

    def _day(self, now: Moment) -> int:
        return now.day(self.settings.cutoff_hour)

    # presenting

    def present(self, now: Moment) -> Presented | None:
        """The question on the screen, or the next one; None at the end of the sitting."""
        if self._open:
            return self._shown
        day = self._day(now)
        if day != self._course.day:  # the night is over: other limits, and yesterday's siblings are free
            course = self._course.copy()
            self._agenda.begin(course, day)
            self._course = course
        course = self._course
        while (choice := self._agenda.next(course, day, now.at_ms)) is not None:
            if choice.item in self._away or not self.questions.has(choice.item):
                course.asked.add(choice.item)
                course.settle(choice.item)
                continue
            break
        if choice is None:
            if self._placement is not None:
                self._placement.end(course.contacts, now.at_ms)
            self._given = self._shown = self._choice = None
            return None
        question = self._built(choice, course, day)
        self._note(choice, question)
        self._open, self._choice, self._given = True, choice, None
        self._shown = self._presented(choice, question)
        return self._shown

    def prepare(self, now: Moment) -> None:
        """While the learner thinks, build the question that comes next if the open one is answered right.

        :meth:`present` takes it if the item, its memory and all that a question depends on are then the same, so
        what is asked does not depend on whether this was called. Nothing is stored.
        """
        if self._shown is None or self._day(now) != self._course.day:
            return
        course = self._course.copy()
        if self._open and self._choice is not None:
            course.answered += 1
            course.use_up(self._choice.kind, len(self._shown.question.touches))
            course.settle(self._choice.item)
        choice = self._agenda.next(course, course.day, now.at_ms)
        if choice is not None and choice.item not in self._away and self.questions.has(choice.item):
            self._ready = _Ready(choice, course, self._built(choice, course, course.day))

    def _built(self, choice: Choice, course: Course, day: int) -> Question:
        ready = self._ready
        if ready is not None and ready.choice == choice and ready.course.asks_like(course, choice.item):
            return ready.question
        return self._asker.question(choice, course, day)

    def _presented(self, choice: Choice, question: Question) -> Presented:
        number = self._course.answered + 1
        state = choice.state
        return Presented(
            question,
            self.questions.topic_title(question.topic, question.lang),
            number,
            number + self._agenda.remaining(self._course, choice.kind),
            state is None or state.memory is None,
            choice.repeat is not None,
            bool(state and state.flagged),
        )

    def _note(self, choice: Choice, question: Question) -> None:
        """What is true from now on because the question has been on the screen."""
        course = self._course
        course.times[choice.item] = course.times.get(choice.item, 0) + 1
        course.revealed.update(own_links(self.questions, question))
        if choice.kind == "again":
            return
        course.asked.add(choice.item)
        course.families.add(self.questions.info(choice.item).family)
        if choice.kind == "new":
            course.new_asked += 1
            course.new_waiting -= 1
        elif choice.kind == "review":
            course.reviews_asked += 1
            course.reviews_waiting -= 1

    # answering

    def answer(self, response: Response, now: Moment, latency_ms: int) -> Feedback:
        """Grade, commit, and say what it was worth. Raises QuizError if no question is open."""
        if not self._open or self._shown is None:
            raise QuizError(_("There is no question to answer."))
        verdict = self.questions.grade(self._shown.question, response)
        return self._commit(response, verdict, now, latency_ms)

    def overrule(self, now: Moment) -> Feedback:
        """ "I was right": take the last answer back and record it as right.

        Raises QuizError unless the last thing that happened was a typed answer judged wrong or nearly right.
        """
        from quiz.study.commit import overruled

        given = self._given
        if given is None or self._open or not given.feedback.may_overrule or not self._steps:
            raise QuizError(_("Only a typed answer that was just judged wrong can be overruled."))
        verdict = overruled(given.feedback.verdict)
        return self._commit(given.feedback.response, verdict, now, given.row.latency_ms, instead_of=given.row)

    def _commit(
        self, response: Response, verdict: Verdict, now: Moment, latency_ms: int, *, instead_of: Answer | None = None
    ) -> Feedback:
        """Record the answer, or that it was right after all, ``instead_of`` the one that was recorded last."""
        from quiz.study.answered import carry_on, feedback, told_links
        from quiz.study.commit import answer_row, evidence_of, predictor

        assert self._shown is not None and self._choice is not None
        question, mode = self._shown.question, self.plan.mode
        day, sure = self._day(now), instead_of is not None
        row = answer_row(
            question,
            response,
            verdict,
            session=self.session,
            mode=mode,
            digest=self.questions.bank.digest,
            day=day,
            now=now,
            latency_ms=latency_ms,
        )
        lines = evidence_of(
            self.questions,
            question,
            verdict,
            mode,
            state=self._state_of,
            predict=predictor(self.store.parameters(), day),
            latency_ms=row.latency_ms,
            overruled=sure,
        )
        if instead_of is None:
            recorded = self.store.record(row, lines)
        else:
            back = instead_of.taken_back(new_id(now.at_ms), at_ms=now.at_ms, zone_minutes=now.zone_minutes, day=day)
            _undone, recorded = self.store.record_all([(back, ()), (row, lines)])
            self._go_back()
        self._keep_step()
        carry_on(self._course, self.questions, self._choice, question, verdict, row, lines)
        for course in self._courses():  # taking the answer back leaves it said
            course.revealed |= told_links(self.questions, question, verdict)
        self._open = False
        waiting = any(one.item == question.item for one in self._course.repeats)
        told = feedback(
            self.questions, question, response, verdict, recorded, mode=mode, day=day, waiting=waiting, sure=sure
        )
        self._given = _Given(told, row)
        return told

    def _keep_step(self, lift: Callable[[], None] | None = None) -> None:
        assert self._shown is not None and self._choice is not None
        kept = _Step(self._shown, self._choice, self._course.copy(), self._open, lift)
        self._steps = [*self._steps[1 - UNDO_STEPS :], kept]

    def _state_of(self, item: str) -> ItemState | None:
        """The item's state; that of the question's own item was read when it was chosen."""
        if self._choice is not None and self._choice.item == item and self._choice.state is not None:
            return self._choice.state
        return self.store.state(item)

    # going back, and wishes about the item

    def undo(self, now: Moment) -> Presented | None:
        """Take back the last answer of this sitting, or the last wish to leave a question out (up to 30 of both).

        Its question is presented again, as it was; after a wish about a question that was answered, the next one.
        None if there is nothing to take back.
        """
        if not self._steps:
            return None
        step = self._steps[-1]
        if step.lift is None:
            return self._shown if self._take_back(now) else None
        step.lift()
        self._away.discard(step.presented.question.item)
        self._go_back()
        return self.present(now)

    def _take_back(self, now: Moment) -> bool:
        taken = self.store.undo(self.session, at_ms=now.at_ms, zone_minutes=now.zone_minutes, day=self._day(now))
        if taken is None:
            self._steps = []
            return False
        self._go_back()
        return True

    def _go_back(self) -> None:
        step = self._steps.pop()
        self._course, self._choice, self._shown = step.course, step.choice, step.presented
        self._open, self._given = step.open, None
        self._agenda.forget()

    def suspend(self, now: Moment) -> None:
        """Leave the current item out until told otherwise, and move on."""
        item = self._current()
        before = self.store.state(item)
        was = before is not None and before.suspended
        self.store.suspend(item, True)
        self._leave(item, lambda: self.store.suspend(item, was))

    def bury(self, now: Moment) -> None:
        """Leave the current item out until tomorrow, and move on."""
        item = self._current()
        before = self.store.state(item)
        was = before.buried_until if before is not None else 0
        self.store.bury(item, self._day(now) + 1)
        self._leave(item, lambda: self.store.bury(item, was))

    def flag(self, now: Moment) -> bool:
        """Mark the current item, or take the mark off; returns whether it is marked now."""
        item = self._current()
        state = self.store.state(item)
        flagged = not (state is not None and state.flagged)
        self.store.flag(item, flagged)
        if self._shown is not None:
            self._shown = self._shown._replace(flagged=flagged)
        self._steps = [step.marked(item, flagged) for step in self._steps]
        return flagged

    def info(self) -> ItemState | None:
        """The state of the current item; None when no question was presented yet."""
        return self.store.state(self._shown.question.item) if self._shown is not None else None

    def facts_shown(self) -> None:
        """The fact card of the question's subject was on the screen: known for the rest of the sitting, undo or not."""
        if self._shown is not None:
            for course in self._courses():
                course.opened.add(self._shown.question.subject)

    def _current(self) -> str:
        if self._shown is None:
            raise QuizError(_("There is no question on the screen."))
        return self._shown.question.item

    def _leave(self, item: str, lift: Callable[[], None]) -> None:
        self._keep_step(lift)
        self._away.add(item)
        self._course.settle(item)
        self._open, self._given = False, None

    @property
    def answered(self) -> int:
        """Answers given in this sitting and not taken back."""
        return self._course.answered

    @property
    def undoable(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._steps)

    def more(self, number: int) -> None:
        """``number`` more, beyond today's limits."""
        for course in self._courses():
            course.extra_left += number

    def _courses(self) -> list[Course]:
        """The present one, and those that undo goes back to."""
        return [self._course, *(step.course for step in self._steps)]

    # the end

    def summary(self, now: Moment) -> Summary:
        """Right and wrong by the first answer to each item, what comes when, and what to look at again."""
        known = self._placement.known if self._placement is not None else None
        day, over = self._day(now), self._shown is None
        held_back = self._agenda.held_back(self._course, day) if over else 0
        return summary(self.questions, self.store, self._course, self.plan.lang, day)._replace(
            known_before=known, held_back=held_back
        )
