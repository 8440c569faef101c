"""``quiz class prepare``: a lesson made ready at home."""

import sys

from quiz.classroom.plan_files import write_plan
from quiz.cli.class_args import PrepareArgs
from quiz.cli.class_files import free
from quiz.cli.class_plan import plan_for, rules_in
from quiz.cli.classroom import open_for_class
from quiz.disk import named_path
from quiz.i18n import _
from quiz.plain.class_prepare import PrepareDialogue, Workshop
from quiz.plain.console import Console
from quiz.study.room.lesson import lesson
from quiz.study.room.model import RoomPlan
from quiz.study.room.own import with_own
from quiz.study.room.prepare import swapped

__all__ = ["prepare"]


def prepare(args: PrepareArgs) -> int:
    """Draw a lesson, look at it in lines, and save it; 1 if it was left without saving."""
    out = named_path(args.out)
    free(out, force=args.force)
    wired, langs = open_for_class(args)
    with wired:
        seen: set[str] = set()

        def swap(plan: RoomPlan, at: int) -> RoomPlan:
            seen.add(next(iter(plan.entries[at].questions.values())).item)
            return swapped(wired.questions, plan, at, wired.now().at_ms, avoid=seen)

        def save(plan: RoomPlan) -> str:
            write_plan(out, plan)
            return str(out)

        shop = Workshop(swap, lambda plan, at, own: with_own(plan, own, at), lesson, save)
        console = Console(sys.stdin, sys.stdout)
        try:
            saved = PrepareDialogue(console, plan_for(wired, langs, args, **rules_in(args)), shop, wired.lang).run()
        except EOFError:
            console.say(_("End of input. Nothing was saved."))
            saved = False
        return 0 if saved else 1
