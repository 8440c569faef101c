"""``quiz class prepare``: a lesson made ready at home."""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

from quiz.cli.class_plan import open_for_class, plan_for, rules_in, save_plan
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.plain.class_prepare import OwnTexts, PrepareDialogue, Workshop
from quiz.plain.console import Console
from quiz.study.room.model import Plan
from quiz.study.room.prepare import lesson, swapped, with_own

__all__ = ["prepare"]


def prepare(args: SimpleNamespace) -> int:
    """Draw a lesson, look at it in lines, and save it."""
    out = Path(args.out).expanduser()
    if out.exists() and not args.force:
        raise QuizError(_("This file is there already."), where=str(out), hint=_("Add --force to write over it."))
    wired, langs = open_for_class(args)
    with wired:
        seeds = iter(range(wired.now().at_ms, sys.maxsize))

        def save(plan: Plan) -> str:
            save_plan(plan, out, force=args.force)
            return str(out)

        def own(plan: Plan, at: int, texts: Mapping[str, OwnTexts], key: tuple[int, ...]) -> Plan:
            return with_own(plan, at, texts, key)

        shop = Workshop(lambda plan, at: swapped(plan, wired.questions, at, next(seeds)), own, lesson, save)
        plan = plan_for(wired, langs, args, **rules_in(args))
        console = Console(sys.stdin, sys.stdout)
        try:
            saved = PrepareDialogue(console, plan, shop, wired.lang).run()
        except EOFError:
            console.say(_("End of input. Nothing was saved."))
            saved = False
        return 0 if saved else 1
