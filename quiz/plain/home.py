"""Home in line mode: where the learner stands, and what to do next."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.plain import overview
from quiz.plain.commands import command_in, help_lines
from quiz.plain.console import Console
from quiz.plain.first_run import first_run
from quiz.plain.replies import UnclearError, numbers_of
from quiz.plain.study import LeaveError, Study
from quiz.plain.subjects import find_subject
from quiz.questions.model import Form
from quiz.study.home import Suggestions, home, nothing_due
from quiz.study.records import Mode
from quiz.study.services import Services
from quiz.study.views import TEN_MORE, HomeView, Plan, today

__all__ = ["run_home", "run_study"]

_HERE = (
    "study",
    "topics",
    "cram",
    "more",
    "deeper",
    "mixed",
    "card",
    "marked",
    "test",
    "lesson",
    "stats",
    "settings",
    "help",
    "quit",
)


def run_home(services: Services, console: Console) -> None:
    """Home, and from there everywhere, until the learner leaves or input ends."""
    with _farewell(console):
        newcomer = first_run(services, console)
        console.all(services.notices())
        if newcomer:
            Study(services, console, Plan(services.lang), newcomer=True).run()
        while _home(services, console):
            pass


def run_study(services: Services, console: Console, plan: Plan) -> None:
    """Straight to the first question of ``plan``."""
    with _farewell(console):
        newcomer = first_run(services, console)
        console.all(services.notices())
        Study(services, console, plan._replace(lang=services.lang), newcomer=newcomer).run()


@contextmanager
def _farewell(console: Console) -> Iterator[None]:
    """However the learner leaves, the last line is that everything is saved."""
    try:
        with suppress(LeaveError):
            yield
        console.say(_("Everything is saved."))
    except EOFError:
        console.say(_("End of input. Everything is saved."))


def _home(services: Services, console: Console) -> bool:
    """One visit; False when the learner leaves."""
    view = home(services.questions, services.store, services.lang, services.now())
    console.say()
    console.all(overview.home_lines(view, today(services), services.lang))
    instead = nothing_due(services.questions, services.store, services.now())
    if not view.due and not view.new:
        console.all(overview.nothing_lines(instead))
    while True:
        line = console.ask(_("Enter: study. t: topics. s: settings. q: quit. ? for help."))
        command = command_in(line, _HERE) if line else "study"
        match command:
            case "quit":
                return False
            case "help":
                console.all(help_lines(_HERE))
            case "":
                console.say(_("There is no such command."))
            case _:
                try:
                    if _went(services, console, command, view, instead):
                        return True
                except QuizError as error:
                    console.refuse(error)
                    return True


def _went(services: Services, console: Console, command: str, view: HomeView, instead: Suggestions) -> bool:
    """Go where a command leads; False if that was only a look. Raises QuizError where it cannot be, such as by a
    progress file that another program holds."""
    match command:
        case "study" | "more":
            extra = TEN_MORE if command == "more" else 0
            Study(services, console, Plan(services.lang, extra=extra)).run()
        case "topics" | "cram":
            _chosen(services, console, view, "cram" if command == "cram" else "study")
        case "deeper" | "mixed" | "marked":
            return _instead(services, console, instead, command)
        case "settings":
            from quiz.plain.settings import settings_dialogue

            settings_dialogue(services, console)
        case "test":
            from quiz.plain.exam import run_test

            run_test(services, console, None)
        case "lesson":
            from quiz.plain.class_home import run_lessons

            run_lessons(services, console)
        case "card":
            _card(services, console)
            return False
        case "stats":
            _stats(services, console)
            return False
    return True


def _chosen(services: Services, console: Console, view: HomeView, mode: Mode) -> None:
    """Study or practise the topics that the learner picks by their numbers."""
    while True:
        line = console.ask(_("Which topics? Type their numbers, such as: 1 3. Enter: all of them."))
        if command_in(line, ("quit",)):
            return
        try:
            picked = numbers_of(line, len(view.topics)) if line else []
        except UnclearError as unclear:
            console.say(str(unclear))
            continue
        topics = tuple(view.topics[at].topic for at in dict.fromkeys(picked))
        Study(services, console, Plan(services.lang, mode=mode, topics=topics)).run()
        return


def _instead(services: Services, console: Console, instead: Suggestions, command: str) -> bool:
    """Questions of a kind; False if there are none, or they were only looked at."""
    if command == "marked":
        from quiz.plain.marked import run_marked

        return run_marked(services, console)
    items = instead.deeper if command == "deeper" else instead.mix_ups
    if not items:
        console.say(_("There is none of these."))
        return False
    forms = (Form.TYPED.value,) if command == "deeper" else ()
    Study(services, console, Plan(services.lang, items=items, forms=forms)).run()
    return True


def _stats(services: Services, console: Console) -> None:
    from quiz.study.stats import stats

    found = stats(services.questions, services.store, services.now(), services.retention(), services.lang)
    console.all(overview.stats_lines(found))


def _card(services: Services, console: Console) -> None:
    from quiz.study.factcard import fact_card

    line = console.ask(_("Facts about what? Type its name."))
    if not line:
        return
    try:
        subject = find_subject(services.questions, line)
        console.all(overview.card_lines(fact_card(services.questions, subject, services.lang)))
    except QuizError as error:
        console.refuse(error)
