"""What the learner has set apart, in line mode: to look through, to let go, to study."""

from quiz.i18n import _
from quiz.plain.commands import command_in
from quiz.plain.console import Console
from quiz.plain.replies import UnclearError, numbers_of
from quiz.plain.study import Study
from quiz.study.marked import free, marked, to_study
from quiz.study.services import Services
from quiz.study.views import Plan

__all__ = ["run_marked"]


def run_marked(services: Services, console: Console) -> bool:
    """List them until the learner goes back; True if they were studied. Raises EOFError when input ends."""
    while rows := marked(services.questions, services.store, services.lang, services.now()):
        console.all(f"{at}. {one.prompt} ({one.words})" for at, one in enumerate(rows, 1))
        line = console.ask(
            _("Type a number to ask that one as any other again, without a flag; >: study them; Enter: back.")
        )
        if command_in(line, ("study",)):
            if items := to_study(rows):
                Study(services, console, Plan(services.lang, items=items)).run()
                return True
            console.say(_("Nothing to ask right now."))
            continue
        if not line or command_in(line, ("quit",)):
            return False
        try:
            for at in numbers_of(line, len(rows)):
                free(services.store, rows[at])
        except UnclearError as unclear:
            console.say(str(unclear))
    console.say(_("Nothing is flagged, suspended or a leech."))
    return False
