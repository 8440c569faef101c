"""``quiz`` and ``quiz study``: the two ways to sit down and learn, on a screen or in lines."""

import sys
from collections.abc import Sequence

from quiz.cli.args import Args, StudyArgs
from quiz.cli.wiring import Wired, open_services, settle, wants_plain
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.study.views import Plan

__all__ = ["home", "study"]


def home(args: Args) -> int:
    """Home: where the learner stands, and from there everywhere."""
    with open_services(args) as wired:
        return _run(args, wired, None)


def study(args: StudyArgs) -> int:
    """Straight to the first question."""
    with open_services(args) as wired:
        return _run(args, wired, _plan(args, wired))


def _run(args: Args, wired: Wired, plan: Plan | None) -> int:
    if not wants_plain(args, wired):
        from quiz.tui.app import run

        return run(wired, plan)
    from quiz.plain.console import Console
    from quiz.plain.home import run_home, run_study

    settle()
    console = Console(sys.stdin, sys.stdout)
    if plan is None:
        run_home(wired, console)
    else:
        run_study(wired, console, plan)
    return 0


def _plan(args: StudyArgs, wired: Wired) -> Plan:
    return Plan(
        wired.lang,
        mode="cram" if args.cram else "placement" if args.placement else "study",
        topics=_topics(args.topic, wired) if args.topic else (),
        depth=args.depth or "",
        forms=tuple(dict.fromkeys(args.form or ())),
        items=_items(args.items, wired) if args.items else (),
        extra=args.more,
        seed=args.seed,
    )


def _topics(named: Sequence[str], wired: Wired) -> tuple[str, ...]:
    from quiz.study.lookup import known_topics

    return known_topics(wired.questions, named)


def _items(name: str, wired: Wired) -> tuple[str, ...]:
    """The items named in a file, one a line, each once. Raises QuizError for a line that names none."""
    from quiz.disk import read_lines

    found: list[str] = []
    for number, line in enumerate(read_lines(name), 1):
        item = _item_in(line.strip())
        if not item:
            continue
        if not wired.questions.has(item):
            raise QuizError(
                _("There is no question '{id}' in this bank.").format(id=item),
                where=f"{name}:{number}",
                hint=_("'quiz bank questions' lists them."),
            )
        found.append(item)
    if not found:
        raise QuizError(_("This file names no questions."), where=name, hint=_("Write one id a line."))
    return tuple(dict.fromkeys(found))


def _item_in(line: str) -> str:
    """The item named by its id, a question's id or a line of ``quiz bank questions``; ``#`` begins a remark."""
    if line.startswith("{"):
        import json

        try:
            line = str(json.loads(line).get("item", line))
        except ValueError:
            return line
    return line.partition("#")[0].partition("~")[0].strip()
