"""A test under way: one question at a time, a clock, and nothing lost."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.i18n import N_, _
from quiz.questions.model import Form, Response
from quiz.study.services import Services
from quiz.study.words import clock_text
from quiz.tui.draft import Draft, Step, digit, enter, fresh, move, space
from quiz.tui.draw.exam import as_studied, bar, keys, sure_lines
from quiz.tui.draw.question import asking
from quiz.tui.layout import Hint, Line, Span, line, paragraph
from quiz.tui.messages import ExamOver, Failed, Go
from quiz.tui.screens.asking import AskingSheet
from quiz.tui.sheet import bind

if TYPE_CHECKING:
    from quiz.study.exam.attempt import Exam
    from quiz.study.exam.result import ItemFeedback

__all__ = ["ExamSheet", "draft_of"]

_LAST_MS, _MARGIN_MS = 1_500, 100
"""The clock is looked at every second; with less left than the first, what is there is kept when the second is left."""
_NO_LIMIT_MS = 1 << 40


class ExamSheet(AskingSheet):
    """The screen of one attempt."""

    HELP_TITLE = N_("Test")
    BINDINGS = [  # noqa: RUF012
        bind("back", "left,b,f2", "back", N_("The question before")),
        bind("next", "right,n,f3", "next", N_("The next question")),
        bind("flag", "asterisk,f4", "flag", N_("Flag or unflag")),
        bind("overview", "o,f5", "overview", N_("All questions: answered, flagged, open")),
        bind("clear", "minus,f6", "clear", N_("Take the answer back")),
        bind("submit", "s,f7", "submit", N_("Hand everything in")),
        bind("select", "space", "select", N_("Choose")),
        bind("leave", "q,escape,f10", "leave", N_("Leave, and go on another time")),
    ]

    def __init__(self, services: Services, exam: "Exam") -> None:
        super().__init__(services)
        self.exam = exam
        self.feedback: ItemFeedback | None = None
        self.notes: tuple[str, ...] = exam.notices
        self.unsure: Response = None
        """Under certainty-based marking: the answer of which it is not said yet how sure it is."""
        self._trouble = ""
        """Why the time could not be written when it was tried last."""
        self._leaving = False
        """It was tried to leave, and that could not be written."""
        self._turn()

    # what is shown

    @property
    def typing(self) -> bool:
        """Whether the answer is being typed."""
        view = self.exam.view()
        return view.question.form is Form.TYPED and self.feedback is None and not view.locked and self.unsure is None

    def bar_line(self, width: int) -> Line:
        """Topic, number, time left."""
        if not self.exam.open:
            return line(Span(_("Test"), "title"))
        view = self.exam.view()
        return bar(view, self.exam.left(self.services.mono()), width)

    def hints(self) -> Sequence[Hint]:
        """See :func:`quiz.tui.draw.exam.keys`."""
        if not self.exam.open:
            return super().hints()
        shown = keys(self.exam.view(), free=self._free, ready=self._ready())
        return shown if self.unsure is None else shown[1:]  # Enter does not say how sure one is

    def page_lines(self, width: int) -> Sequence[Line]:
        """The question with what is chosen; or how it was, where that is shown at once."""
        if not self.exam.open:
            return []
        notes = [one for note in self.notes for one in paragraph(note, width, "near")]
        if self.feedback is not None:
            from quiz.tui.draw.feedback import answered

            drawn = answered(as_studied(self.feedback), width, "test")
        else:
            drawn = asking(self.exam.view().question, self.draft, width, (), self.say, prompted=self.unsure is None)
        self._focus = (drawn.first + len(notes), drawn.last + len(notes))
        more = sure_lines(width) if self.unsure is not None else []
        if self.say and self.exam.view().question.form is Form.TYPED and self.feedback is None:
            more = [*more, *paragraph(self.say, width, "near")]
        return [*notes, *drawn.lines, *more]

    @property
    def follows(self) -> bool:
        """After an answer the verdict matters."""
        return self.feedback is not None or super().follows

    @property
    def _free(self) -> bool:
        return self.exam.paper.blueprint.navigation == "free"

    def _ready(self) -> bool:
        view = self.exam.view()
        if view.locked or self.feedback is not None:
            return False
        if self.typing:
            return True
        step = enter(view.question, self.draft)
        return step.done and step.response != view.response

    # time

    def on_mount(self) -> None:
        """The clock is looked at every second."""
        super().on_mount()
        self.set_interval(1.0, self._tick)

    def painted(self) -> None:
        """The options are on the screen: the question's clock starts."""
        if self.exam.open:
            self.exam.shown(self.services.mono())

    def _tick(self) -> None:
        if not self.exam.open:
            return
        trouble, self._trouble = self._trouble, ""
        try:
            self._look_at_the_clock()
        except QuizError as error:  # it is tried again every second, and told once
            self._trouble = error.message
            self.bar.redraw()
            if error.message != trouble:
                self.post_message(Failed(error))

    def _look_at_the_clock(self) -> None:
        mono = self.services.mono()
        tick = self.exam.tick(self.services.now(), mono)
        if tick.over or tick.question_over:
            self.shell.momentum.begin(mono)
        if tick.over:
            self._over(_("Time is up. What you had answered has been handed in."))
        elif tick.question_over:
            self._turn()
            words = _("Time is up for this question. Enter: the next one.")
            self.notes = () if self.feedback is None else (words,)  # and no warning of how much is left
            self.say = words
            self.redraw()
        else:
            left = self._soonest()
            if left <= _MARGIN_MS:
                self._at_the_last_moment()
            elif left < _LAST_MS:
                self.set_timer((left - _MARGIN_MS) / 1000, self._at_the_last_moment)
            if tick.warn:
                self._show(_("{time} left.").format(time=clock_text(left)))
            else:
                self.bar.redraw()

    def _soonest(self) -> int:
        """Milliseconds until the first clock runs out; many where there is none."""
        return min((time for time in self.exam.left(self.services.mono()) if time is not None), default=_NO_LIMIT_MS)

    def _at_the_last_moment(self) -> None:
        """What is there counts, whether or not Enter was pressed."""
        if self.exam.open and 0 < self._soonest() < _LAST_MS:
            self.attempt(self._keep_pending, self.exam.answer_at_the_end)

    def _over(self, note: str = "") -> None:
        self.hush()
        self.post_message(ExamOver(self.exam, note))

    # answering

    def _turn(self) -> None:
        """Another question is at the position."""
        self.feedback = self.exam.view().feedback
        self.draft, self.say, self.unsure = draft_of(self.exam), "", None
        response = self.exam.view().response
        self.write(response if isinstance(response, str) else "")

    def _show(self, *notes: str) -> None:
        self.notes = notes
        self.redraw()

    def _take(self, step: Step) -> None:
        """Take over what a key did."""
        self.say, self.unsure = "", None
        self.draft = step.draft
        if step.done:
            self._give(step.response)
            return
        if step.lacking:
            self.say = _("Nothing is chosen yet.")
        self.repaint()

    def _give(self, response: Response) -> None:
        if self.exam.paper.blueprint.scoring == "certainty":
            self.unsure = response
            self.redraw()
            return
        self._keep(response, 0)

    def _keep(self, response: Response, certainty: int) -> None:
        self.unsure = None
        feedback = self.exam.answer(response, now=self.services.now(), mono=self.services.mono(), certainty=certainty)
        if feedback is not None:
            self.feedback = feedback
            self._show()
        elif self.exam.view().question.form is Form.TYPED or not self._free:
            self.action_next()
        else:
            self.say = _("Saved. Enter: the next question.")
            self._show()

    def digit(self, number: int, sure: bool) -> None:
        """Choose; or say how sure."""
        view = self.exam.view()
        if self.unsure is not None:
            if sure and 1 <= number <= 3:
                self._keep(self.unsure, number)
            return
        if self.feedback is None and not view.locked:
            self._take(digit(view.question, self.draft, number, sure))

    def action_sure(self, certainty: int) -> None:
        """How sure the answer is was clicked."""
        self.attempt(self._keep, self.unsure, certainty)

    def action_pick(self, number: int) -> None:
        """An option was clicked: it is meant, and no certainty of the one that was chosen before."""
        self.unsure = None
        super().action_pick(number)

    def action_row(self, row: int) -> None:
        """Match this row next."""
        if not self.exam.view().locked:
            self._take(Step(self.draft._replace(cursor=row)))

    def type_in(self, text: str) -> None:
        """Hand in what was typed; nothing typed goes on."""
        if text.strip() and text != self.exam.view().response:
            self._give(text)
        else:
            self.action_next()

    def action_proceed(self) -> None:
        """Enter: keep what is chosen, or go on."""
        if self.unsure is not None:
            return
        if self.typing:
            if self.answer_line is not None:
                self.type_in(self.answer_line.value)
        elif self._ready():
            self._take(enter(self.exam.view().question, self.draft))
        else:
            self.action_next()

    def action_select(self) -> None:
        """Space: choose what is under the cursor."""
        view = self.exam.view()
        if self.unsure is None and self.feedback is None and not view.locked and not self.typing:
            self._take(space(view.question, self.draft))

    def action_move(self, by: int) -> None:
        """Move the cursor, or scroll where there is none."""
        view = self.exam.view()
        draft = move(view.question, self.draft, by)
        if self.feedback is not None or view.locked or draft == self.draft:
            super().action_move(by)
            return
        self._take(Step(draft))

    # moving about

    def _pending(self) -> Response:
        """What is chosen or typed as a whole answer and was not handed in; a cursor alone chooses nothing."""
        view = self.exam.view()
        if view.locked or self.feedback is not None or self.unsure is not None:
            return None
        response: Response = None
        if self.typing:
            response = self.answer_line.value.strip() if self.answer_line is not None else None
        elif view.question.form in (Form.SELECT_ALL, Form.ORDERING, Form.MATCHING):
            response = enter(view.question, self.draft).response
        return response if response and response != view.response else None

    def _keep_pending(self, keep: Callable[..., object] | None = None) -> None:
        """Who moves on means it; where a verdict or a question follows every answer, it must be handed in."""
        blueprint = self.exam.paper.blueprint
        pending = self._pending()
        if pending is not None and blueprint.feedback == "end" and blueprint.scoring != "certainty":
            keep = keep or self.exam.answer
            keep(pending, now=self.services.now(), mono=self.services.mono())

    def action_next(self) -> None:
        """On, and from the last question to the overview."""
        pending = self._pending()
        self._keep_pending()
        if pending is not None and pending != self.exam.view().response:
            self._give(pending)
            return
        if (to := self.exam.beside(1)) < len(self.exam.paper.slots):
            self._go(to)
        else:
            self.action_overview()

    def action_back(self) -> None:
        """Back."""
        if self._free and (to := self.exam.beside(-1)) >= 0:
            self._keep_pending()
            self._go(to)

    def _go(self, to: int | None) -> None:
        if to is not None and to != self.exam.position:
            self.exam.go(to, now=self.services.now(), mono=self.services.mono())
            self._turn()
        self._show()

    def action_overview(self) -> None:
        """All questions."""
        from quiz.tui.screens.exam_overview import OverviewSheet

        self._keep_pending()
        self.app.push_screen(OverviewSheet(self.services, self.exam), self._from_overview)

    def _from_overview(self, chosen: int | None) -> None:
        if chosen == -1:
            self.attempt(self.action_submit)
        elif chosen is not None and self.exam.overview()[chosen].voided:
            self._show(_("Question {number} does not count any more.").format(number=chosen + 1))
        else:
            self.attempt(self._go, chosen)

    def action_flag(self) -> None:
        """Flag or unflag."""
        flagged = not self.exam.view().flagged
        self.exam.flag(self.exam.position, flagged, now=self.services.now(), mono=self.services.mono())
        self._show(_("Flagged.") if flagged else _("No longer flagged."))

    def action_clear(self) -> None:
        """Take the answer back."""
        self.exam.clear(now=self.services.now(), mono=self.services.mono())
        self._turn()
        self._show(_("Taken back."))

    def action_submit(self) -> None:
        """Hand everything in; while something is open, only where the screen says that this key will."""
        self._keep_pending()
        open_ = sum(not (cell.answered or cell.voided) for cell in self.exam.overview())
        warning = _("{n} without an answer. The same key again hands everything in.").format(n=open_)
        if open_ and self.notes != (warning,):
            self._show(warning)
            return
        self._over()

    def action_leave(self) -> None:
        """Every answer is saved; the test can be gone on with. A disk that is full is told, and keeps nobody here."""
        try:
            self._keep_pending()
            self.exam.pause(now=self.services.now(), mono=self.services.mono())
        except QuizError as error:
            if not self._leaving:
                self._leaving = True
                hint = _("Leave once more to go without it: what was saved before is safe.")
                raise QuizError(error.message, where=error.where, hint=hint) from error
            self.services.attempts.leave(self.exam.uuid)
        self.hush()
        self.post_message(Go("home"))


def draft_of(exam: "Exam") -> Draft:
    """The draft that shows the answer which stands."""
    view = exam.view()
    draft, response = fresh(view.question), view.response
    if isinstance(response, int):
        return draft._replace(cursor=response)
    if isinstance(response, tuple):
        return draft._replace(picked=response)
    return draft
