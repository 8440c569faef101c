"""The application: it shows one main screen at a time and does what screens ask for."""

import gc
import signal
import sys
from asyncio import get_running_loop
from collections.abc import Callable, Iterable
from functools import partial
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.study.services import Services
from quiz.study.views import Plan
from quiz.tui.messages import (
    ExamBegun,
    ExamOver,
    ExamWish,
    Failed,
    Go,
    HelpWanted,
    LanguageChosen,
    LessonBegun,
    PastLeft,
    PastWanted,
    SettingsChanged,
    SittingEnded,
    SittingResumed,
    StudyWanted,
    TestWanted,
)
from quiz.tui.palette import theme_name, themes
from quiz.tui.sheet import Sheet
from quiz.tui.shell import Shell

if TYPE_CHECKING:
    from quiz.study.exam.attempt import Exam
    from quiz.study.exam.store import PastAttempt

__all__ = ["QuizApp", "run"]

_SIGNALLED = 128
"""What shells add to the number of the signal that ended a program."""


def run(services: Services, plan: Plan | None = None, wish: ExamWish | None = None) -> int:
    """Show home, the first question of ``plan`` or a test's rules, until the learner leaves. Returns the exit code.

    Raises QuizError if the first screen cannot be made, and whatever went wrong inside later, when the terminal
    is itself again: the caller knows how to report it. The garbage collector sleeps until the first screen is
    painted: everything alive then stays alive.
    """
    gc.disable()
    try:
        app = QuizApp(services, plan, wish)
        code = app.run() or 0
    finally:
        gc.enable()
    if app._exception is not None:
        raise app._exception
    return code


class QuizApp(Shell):
    """The learner's program."""

    TITLE = "quiz"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS = [Binding("ctrl+c", "quit", "Quit", show=False, priority=True)]  # noqa: RUF012

    def __init__(self, services: Services, plan: Plan | None = None, wish: ExamWish | None = None) -> None:
        super().__init__(services)
        for theme in themes():
            self.register_theme(theme)
        self.set_reactive(QuizApp.theme, theme_name(services.store.settings().theme))
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.plan, self.wish = plan, wish
        self.newcomer = self._is_newcomer()
        self._told = False
        self.first = self._first()

    def _is_newcomer(self) -> bool:
        store = self.services.store
        return not store.settings().language and not store.days_studied(0)

    def _first(self) -> Sheet[None]:
        if self.newcomer and not self.services.chosen:
            from quiz.tui.screens.welcome import WelcomeSheet

            return WelcomeSheet(self.services, test=self.wish is not None)
        if self.wish is not None:
            return self._wished(self.wish)
        if self.plan is not None or self.newcomer:
            return self._study(self.plan or Plan(self.services.lang))
        return self._home()

    def get_default_screen(self) -> Screen[None]:
        """The first screen, without an empty one before it."""
        return self.first

    def on_load(self) -> None:
        """Obey a signal to end as the key for leaving, so that the terminal is left as it was; a second one kills."""
        if sys.platform == "win32" or current_thread() is not main_thread():
            return  # there no loop hears of signals
        loop = get_running_loop()

        def end(number: int) -> None:
            loop.remove_signal_handler(number)
            self.exit(_SIGNALLED + number)

        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, end, number)

    def on_ready(self) -> None:
        """Wake the collector when the first screen is painted."""
        self.first.call_after_refresh(self._awake)

    @staticmethod
    def _awake() -> None:
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _fatal_error(self) -> None:
        """Leave without Textual's own traceback on the learner's terminal; ``run`` raises what happened."""
        self._close_messages_no_wait()

    # screens; each is imported when it is first shown

    def _home(self, *notices: str) -> Sheet[None]:
        from quiz.tui.screens.home import HomeSheet

        return HomeSheet(self.services, (*self._news(), *notices))

    def _news(self) -> tuple[str, ...]:
        """What the learner has to be told, for the first screen that can say it."""
        told, self._told = self._told, True
        return () if told else self.services.notices()

    def _study(self, plan: Plan) -> Sheet[None]:
        """The sitting's screen, or home if it has no question."""
        from quiz.study.sitting import Sitting
        from quiz.tui.screens.study import StudySheet

        if not plan.seed:
            plan = plan._replace(seed=max(1, self.services.now().at_ms))
        sitting = Sitting(self.services.questions, self.services.store, plan, self.services.now())
        sheet = StudySheet(self.services, sitting, plan, newcomer=self.newcomer)
        if sheet.presented is None:
            return self._home(_("There is nothing to ask here today."))
        sheet.notes = self._news()
        self.newcomer = False
        return sheet

    def _resumed(self, event: SittingResumed) -> Sheet[None]:
        from quiz.tui.screens.study import StudySheet

        sheet = StudySheet(self.services, event.sitting, event.plan)
        sheet.notes = (_("Taken back."),)
        return sheet

    def _summary(self, ended: SittingEnded) -> Sheet[None]:
        from quiz.tui.screens.summary import SummarySheet

        sheet = SummarySheet(self.services, ended.sitting, ended.plan)
        return sheet if sheet.summary.right + sheet.summary.wrong else self._home()

    def _wished(self, wish: ExamWish) -> Sheet[None]:
        """The rules; but first what was left in the middle."""
        self.newcomer = False
        if all(one.held for one in self.services.attempts.open()):
            return self._rules(wish)
        from quiz.tui.screens.exam_start import TestsSheet

        return TestsSheet(self.services, wish)

    def _rules(self, wish: ExamWish) -> Sheet[None]:
        from quiz.tui.screens.exam_start import RulesSheet

        return RulesSheet(self.services, wish)

    def _exam(self, exam: "Exam") -> Sheet[None]:
        from quiz.tui.screens.exam import ExamSheet

        return ExamSheet(self.services, exam)

    def _result(self, over: ExamOver) -> Sheet[None]:
        from quiz.study.exam.desk import finish
        from quiz.tui.screens.exam_result import ResultSheet

        return ResultSheet(self.services, finish(self.services, over.exam), over.note)

    def _looked_back(self, past: "PastAttempt") -> Sheet[None]:
        from quiz.study.exam.desk import look_back
        from quiz.tui.screens.exam_result import ResultSheet

        return ResultSheet(self.services, look_back(self.services, past), past=past)

    def _main(self, where: str) -> Sheet[None]:
        if where == "choose":
            from quiz.tui.screens.choose import ChooseSheet

            return ChooseSheet(self.services)
        if where == "tests":
            from quiz.tui.screens.exam_start import TestsSheet

            return TestsSheet(self.services)
        if where == "analysis":
            from quiz.tui.screens.analysis import AnalysisSheet

            return AnalysisSheet(self.services)
        if where == "class":
            from quiz.tui.screens.class_start import ClassSheet

            return ClassSheet(self.services)
        if where == "lookup":
            from quiz.tui.screens.lookup import LookUpSheet

            return LookUpSheet(self.services)
        if where == "marked":
            from quiz.tui.screens.marked import MarkedSheet

            return MarkedSheet(self.services)
        if where == "settings":
            from quiz.tui.screens.settings import SettingsSheet

            return SettingsSheet(self.services)
        if where == "stats":
            from quiz.tui.screens.stats import StatsSheet

            return StatsSheet(self.services)
        return self._home()

    def _show(self, make: Callable[[], Sheet[None]]) -> None:
        """Switch to a new main screen; if it cannot be made, the old one stays and says why."""
        try:
            sheet = make()
        except QuizError as error:
            self._say(error)
            return
        if len(self.screen_stack) > 1:
            self.switch_screen(sheet)
        else:  # Textual cannot switch its default screen, so the first one stays below
            self.push_screen(sheet)

    # what screens ask for

    @on(Go)
    def _go(self, event: Go) -> None:
        self._show(lambda: self._main(event.where))

    @on(StudyWanted)
    def _begin(self, event: StudyWanted) -> None:
        self._show(lambda: self._study(event.plan))

    @on(SittingEnded)
    def _ended(self, event: SittingEnded) -> None:
        self._show(lambda: self._summary(event))

    @on(SittingResumed)
    def _resume(self, event: SittingResumed) -> None:
        self._show(lambda: self._resumed(event))

    @on(TestWanted)
    def _test(self, event: TestWanted) -> None:
        self._show(lambda: self._rules(event.wish))

    @on(ExamBegun)
    def _begun(self, event: ExamBegun) -> None:
        self._show(lambda: self._exam(event.exam))

    @on(ExamOver)
    def _over(self, event: ExamOver) -> None:
        self._show(lambda: self._result(event))

    @on(PastWanted)
    def _past(self, event: PastWanted) -> None:
        self._show(lambda: self._looked_back(event.past))

    @on(PastLeft)
    def _back(self, event: PastLeft) -> None:
        from quiz.tui.screens.exam_start import TestsSheet

        self._show(lambda: TestsSheet(self.services, looked_at=event.past))

    @on(LessonBegun)
    def _lesson(self, event: LessonBegun) -> None:
        from quiz.tui.screens.class_desk import DeskSheet

        self._show(lambda: DeskSheet(self.services, event.lesson))

    @on(LanguageChosen)
    def _language(self, event: LanguageChosen) -> None:
        store = self.services.store
        try:
            store.save_settings(store.settings()._replace(language=event.lang))
        except QuizError as error:
            self._say(error)
            return
        self.services.speak(event.lang)
        plan = (self.plan or Plan(event.lang))._replace(lang=event.lang)
        wish = self.wish
        self._show(lambda: self._wished(wish) if wish is not None else self._study(plan))

    @on(SettingsChanged)
    def _settings(self) -> None:
        self.theme = theme_name(self.services.store.settings().theme)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._say(event.error)

    @on(HelpWanted)
    def _help(self) -> None:
        from quiz.tui.screens.help import HelpSheet

        if isinstance(self.screen, Sheet):
            self.push_screen(HelpSheet(self.services, self.screen))

    def _say(self, error: QuizError) -> None:
        from quiz.tui.screens.error import ErrorSheet

        if isinstance(self.screen, ErrorSheet) and str(self.screen.error) == str(error):
            return  # it stands there already
        if isinstance(self.screen, Sheet):
            self.screen.hush()
        self.push_screen(ErrorSheet(self.services, error))

    # Textual's own keys and palette, in our words

    def action_command_palette(self) -> None:
        """Show the palette, which asks in the learner's language."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Search for commands…"), id="--command-palette"))

    @staticmethod
    def _do(screen: Sheet[object], action: str) -> None:
        screen.run_worker(screen.do(action))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every command of the screen below the palette."""
        if isinstance(screen, Sheet):
            for words, action in screen.palette():
                yield SystemCommand(words, "", partial(self._do, screen, action))
        yield SystemCommand(_("Quit the program"), "", self.exit)
