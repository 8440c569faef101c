"""Studying: one question after another, and what became of each answer."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.i18n import N_, _
from quiz.questions.model import Form, Outcome, Response
from quiz.study.services import Services
from quiz.study.views import Feedback, Plan, Presented
from quiz.tui.draft import Draft, Step, digit, enter, fresh, move, space
from quiz.tui.draw.question import asking
from quiz.tui.draw.study import State, bar, keys
from quiz.tui.layout import Hint, Line, line, paragraph
from quiz.tui.messages import Failed, SittingEnded
from quiz.tui.screens.asking import AskingSheet
from quiz.tui.sheet import bind
from quiz.tui.words import coming_back, grade_name

if TYPE_CHECKING:
    from textual.timer import Timer

    from quiz.study.sitting import Sitting

__all__ = ["StudySheet"]

_PREPARE_AFTER = 0.05
"""Seconds after a screen is painted at which the next question is built: the thread that writes to the terminal has
then done, and the learner has only begun to read."""
_MINUTES_AFTER = 10
"""Answers before a newcomer is asked for minutes a day."""


class StudySheet(AskingSheet):
    """The screen of a sitting."""

    HELP_TITLE = N_("Study")
    BINDINGS = [  # noqa: RUF012
        bind("skip", "0,f9", "skip", N_("I don't know")),
        bind("undo", "u,f2", "undo", N_("Take back the last answer")),
        bind("info", "i,f3", "info", N_("Everything about this fact")),
        bind("flag", "asterisk,f4", "flag", N_("Flag or unflag")),
        bind("report", "e,f5", "report", N_("Report a doubtful question")),
        bind("bury", "minus,f6", "bury", N_("Not again before tomorrow")),
        bind("suspend", "at,f7", "suspend", N_("Never ask this again")),
        bind("overrule", "r,f8", "overrule", N_("I was right")),
        bind("select", "space", "select", N_("Choose")),
    ]
    grade_after = 0.25
    """Seconds for which a card's answer must have been seen before Space or Enter calls it known."""

    def __init__(self, services: Services, sitting: "Sitting", plan: Plan, *, newcomer: bool = False) -> None:
        super().__init__(services)
        self.sitting, self.plan = sitting, plan
        self.newcomer = newcomer
        self.count = 0
        """Answers given on this screen."""
        self.presented: Presented | None = sitting.present(services.now())
        self.draft = Draft() if self.presented is None else fresh(self.presented.question)
        self.feedback: Feedback | None = None
        self.notes: tuple[str, ...] = ()
        self._shown_at = 0.0
        self._painted_at = 0.0
        self._timed = False
        self._waiting: Timer | None = None

    def key_table(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Digits come first."""
        yield _("Choose; of a card: Again, Hard, Good, Easy"), ("1–9",)
        yield from super().key_table()

    # drawing

    @property
    def state(self) -> State | None:
        """All that is shown; None at the end."""
        if self.presented is None:
            return None
        return State(self.presented, self.draft, self.feedback, self.plan.mode, self.sitting.undoable)

    @property
    def typing(self) -> bool:
        """Whether the answer is being typed."""
        return self.state is not None and self.state.typing

    def bar_line(self, width: int) -> Line:
        """Topic and progress."""
        return bar(self.state, width) if self.state is not None else line()

    def hints(self) -> Sequence[Hint]:
        """The keys that matter now."""
        return keys(self.state) if self.state is not None else super().hints()

    def page_lines(self, width: int) -> Sequence[Line]:
        """The question, or the feedback."""
        if self.presented is None:
            return []
        question = self.presented.question
        if self.feedback is not None:
            from quiz.tui.draw.feedback import answered

            drawn = answered(self.feedback, width, self.plan.mode)
        else:
            cites = self._citations() if self.draft.revealed else ()
            drawn = asking(question, self.draft, width, cites, self.say)
        notes = [one for note in self.notes for one in paragraph(note, width, "near")]
        self._focus = (drawn.first + len(notes), drawn.last + len(notes))
        say = paragraph(self.say, width, "near") if self.say and question.form is Form.TYPED else []
        return [*notes, *drawn.lines, *(say if self.feedback is None else [])]

    def _citations(self) -> Sequence[str]:
        if self.presented is None:
            return ()
        return self.services.questions.cite(self.presented.question.sources, self.plan.lang)

    @property
    def follows(self) -> bool:
        """After an answer the verdict matters."""
        return self.feedback is not None or super().follows

    def painted(self) -> None:
        """From here on the learner thinks."""
        self._painted_at = monotonic()
        if not self._timed:
            self._timed, self._shown_at = True, self._painted_at
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PREPARE_AFTER, self._prepare)

    def _prepare(self) -> None:
        with suppress(QuizError):  # whatever is wrong will be told when something is asked for
            self.sitting.prepare(self.services.now())

    # answering

    def _take(self, step: Step) -> None:
        """Take over what a key did."""
        self.say = ""
        if step.done:
            self.draft = step.draft
            self._hand_in(step.response)
            return
        if step.lacking and self.presented is not None:
            self.say = {
                Form.SELECT_ALL: _("Nothing is chosen yet; press 0 if you don't know."),
                Form.ORDERING: _("Not all have a place yet."),
                Form.MATCHING: _("Not every row has its partner yet."),
            }.get(self.presented.question.form, "")
        if step.draft != self.draft or self.say:
            self.draft = step.draft
            self.repaint()

    def _hand_in(self, response: Response) -> None:
        if self.presented is None or self.feedback is not None:
            return
        spent = max(0, round(1000 * (monotonic() - self._shown_at)))
        try:
            feedback = self.sitting.answer(response, self.services.now(), spent)
        except QuizError as error:
            self.say = _("Your answer was NOT saved. Hand it in again when the cause is gone.")
            self.redraw()
            self.post_message(Failed(error))
            return
        self.count += 1
        self.notes = ()
        if self.presented.question.form is Form.FLASHCARD and response is not None:
            sign = "✗" if feedback.verdict.outcome is Outcome.WRONG else "✓"
            when = coming_back(feedback.days, feedback.next_day) if self.plan.mode != "cram" else _("cram")
            leech = "  ·  " + _("marked as a leech") if feedback.leech else ""
            self._next(f"{sign} {grade_name(str(response))}  ·  {when}{leech}")
            return
        self.feedback = feedback
        self.redraw()

    def _next(self, note: str = "") -> None:
        self._present(self.sitting.present(self.services.now()), note)
        if self.newcomer and self.count >= _MINUTES_AFTER and self.presented is not None:
            self.newcomer = False
            self._ask_minutes()

    def _present(self, presented: Presented | None, note: str = "") -> None:
        self.presented, self.feedback, self.say = presented, None, ""
        self.notes = (note,) if note else ()
        self._timed = False
        if presented is None:
            self.hush()
            self.post_message(SittingEnded(self.sitting, self.plan))
            return
        self.draft = fresh(presented.question)
        self.write("")
        self.redraw()

    def _ask_minutes(self) -> None:
        from quiz.tui.screens.minutes import MinutesSheet

        self.app.push_screen(MinutesSheet(self.services))

    # keys

    def digit(self, number: int, sure: bool) -> None:
        """Choose or grade; 0 says "I don't know"."""
        if self.presented is None or self.feedback is not None:
            return
        if number == 0:
            if sure:
                self.action_skip()
            return
        self._take(digit(self.presented.question, self.draft, number, sure))

    def action_row(self, row: int) -> None:
        """Match this row next."""
        if self.feedback is None:
            self.draft = self.draft._replace(cursor=row)
            self.redraw()

    def action_proceed(self) -> None:
        """Enter: hand in, reveal, or go on."""
        if self.presented is None:
            return
        if self.feedback is not None:
            self._next()
        elif self.typing:
            if self.answer_line is not None:
                self.type_in(self.answer_line.value)
        elif not self._too_soon():
            self._take(enter(self.presented.question, self.draft))

    def action_select(self) -> None:
        """Space: choose what is under the cursor, reveal, or go on."""
        if self.presented is None or self.typing:
            return
        if self.feedback is not None:
            self._next()
        elif not self._too_soon():
            self._take(space(self.presented.question, self.draft))

    def _too_soon(self) -> bool:
        """A second Space right after the first is one too many, not a grade."""
        return self.draft.revealed and monotonic() - self._painted_at < self.grade_after

    def type_in(self, text: str) -> None:
        """Hand in what was typed, if anything."""
        from quiz.questions.grading import is_blank  # here: the first question is painted without it

        if self.presented is not None and not is_blank(text, self.presented.question.accept):
            self._hand_in(text)
            return
        self.say = _("Nothing is typed yet; press F9 if you don't know.")
        self.redraw()

    def action_move(self, by: int) -> None:
        """Move the cursor, or scroll where there is none."""
        if self.presented is None or self.feedback is not None:
            super().action_move(by)
            return
        draft = move(self.presented.question, self.draft, by)
        if draft == self.draft:
            super().action_move(by)
        self._take(Step(draft))

    def action_skip(self) -> None:
        """I don't know."""
        if self.presented is None or self.feedback is not None:
            return
        if self.presented.question.form is Form.FLASHCARD:
            self._take(Step(self.draft._replace(revealed=True)))
        else:
            self._hand_in(None)

    def action_undo(self) -> None:
        """Take the last answer back and ask again."""
        before = self.sitting.undo(self.services.now())
        if before is None:
            self._note(_("There is nothing to take back."))
            return
        self.count = max(0, self.count - 1)
        self._present(before, _("Taken back."))

    def action_overrule(self) -> None:
        """The typed answer was right after all."""
        if self.feedback is not None and self.feedback.may_overrule:
            self.feedback = self.sitting.overrule(self.services.now())
            self._note(_("Counted as right."))

    def action_flag(self) -> None:
        """Flag or unflag."""
        if self.presented is not None:
            flagged = self.sitting.flag(self.services.now())
            self.presented = self.presented._replace(flagged=flagged)
            self._note(_("Flagged.") if flagged else _("No longer flagged."))

    def action_bury(self) -> None:
        """Not again before tomorrow."""
        if self.presented is not None:
            self.sitting.bury(self.services.now())
            self._next(_("Not asked again before tomorrow; undo takes that back."))

    def action_suspend(self) -> None:
        """Never again, until it is let go."""
        if self.presented is not None:
            self.sitting.suspend(self.services.now())
            self._next(_("Never asked again; undo takes that back."))

    def _note(self, text: str) -> None:
        self.notes = (text,)
        self.redraw()

    def action_info(self) -> None:
        """The fact card; not before the answer, which it would give away."""
        if self.presented is None:
            return
        if self.feedback is None and not self.draft.revealed:
            self._note(_("The fact card shows the answer: answer first."))
            return
        from quiz.tui.screens.factcard import FactCardSheet

        self.sitting.facts_shown()
        about = self.presented.question
        self.app.push_screen(
            FactCardSheet(self.services, about.subject, self.plan.lang, about.item, self.sitting.info())
        )

    def action_report(self) -> None:
        """Say what is doubtful about the question."""
        if self.presented is None:
            return
        from quiz.tui.screens.report import ReportSheet

        self.app.push_screen(ReportSheet(self.services, self.presented), self._reported)

    def _reported(self, where: str | None) -> None:
        if where:
            self._note(_("Thank you. The report is in {where}.").format(where=where))

    def action_leave(self) -> None:
        """Every answer is saved already."""
        self.hush()
        self.post_message(SittingEnded(self.sitting, self.plan))
