"""``quiz test``: a test on a screen or in lines, what it would bring today, and which ones there are."""

import sys
from collections.abc import Sequence
from typing import Any, Literal

from quiz.cli.args import Args, refuse
from quiz.cli.wiring import Wired, open_services, settle, wants_plain
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.model import Form
from quiz.study.exam.model import CUSTOM, Basis, Blueprint, Difficulty, Scoring
from quiz.study.lookup import known_topics

__all__ = ["test"]


class TestArgs(Args):
    """Of ``quiz test``."""

    blueprint: str | None
    list: bool
    past: int | None
    predict: bool
    questions: int | None
    topic: Sequence[str] | None
    depth: str | None
    form: Sequence[str] | None
    difficulty: Difficulty | None
    by: Basis | None
    per_question: int | None
    minutes: int | None
    untimed: bool
    strict: bool
    scoring: Scoring | None
    forward: bool
    feedback: Literal["each", "end"] | None
    no_memory: bool
    seed: int | None


def test(args: TestArgs) -> int:
    """Take a test."""
    if args.untimed:
        hint = _("Without a time limit there is no clock.")
        refuse(args, ("per_question", "minutes", "strict"), besides="--untimed", hint=hint)
    with open_services(args) as wired:
        if args.list:
            return _listed(wired)
        if args.past is not None:
            return _looked_back(wired, args.past)
        blueprint = _changed(_named(wired, args.blueprint), args, wired)
        if args.predict:
            return _foretold(wired, blueprint, args.seed)
        if not wants_plain(args, wired):
            from quiz.tui.app import run
            from quiz.tui.messages import ExamWish

            return run(wired, wish=ExamWish(blueprint, args.seed))
        from quiz.plain.console import Console
        from quiz.plain.exam import run_test

        settle()
        console = Console(sys.stdin, sys.stdout)
        try:
            run_test(wired, console, blueprint, args.seed)
        except EOFError:
            console.say(_("End of input. Everything is saved."))
    return 0


def _named(wired: Wired, name: str | None) -> Blueprint:
    from quiz.study.exam.blueprints import choose

    return choose(name or "", wired.path, wired.questions)


def _changed(blueprint: Blueprint, args: TestArgs, wired: Wired) -> Blueprint:
    """The blueprint with what the command line says otherwise."""
    clock = blueprint.clock
    if args.untimed:
        clock = clock._replace(question=0, whole=0)
    if args.per_question:
        clock = clock._replace(question=args.per_question)
    if args.minutes:
        clock = clock._replace(whole=60 * args.minutes)
    if args.strict:
        clock = clock._replace(wall=True)
    wanted: dict[str, Any] = {
        "questions": args.questions,
        "topics": tuple((topic, 1.0) for topic in known_topics(wired.questions, args.topic)),
        "depth": args.depth,
        "forms": tuple(Form(form) for form in dict.fromkeys(args.form or ())),
        "difficulty": args.difficulty,
        "basis": args.by,
        "scoring": args.scoring,
        "navigation": "forward" if args.forward else None,
        "feedback": args.feedback,
    }
    changed = blueprint._replace(clock=clock, **{name: value for name, value in wanted.items() if value})
    if args.no_memory:
        changed = changed._replace(evidence=False)
    return changed if changed == blueprint else changed._replace(name=CUSTOM, title={})


def _listed(wired: Wired) -> int:
    from quiz.study.exam.words import as_sentence, rules, title_of

    found = wired.blueprints()
    if not found:
        print(_("There are no named tests beside this bank. 'quiz test' takes twenty questions over all topics."))
    for name, blueprint in found.items():
        title = as_sentence(title_of(name, blueprint.title, wired.lang))
        print(f"{name}: {title} " + " ".join(rules(blueprint, blueprint.questions)))
    return 0


def _looked_back(wired: Wired, number: int) -> int:
    """List the tests that were handed in, the latest first, or show one of them again."""
    from quiz.plain.console import Console
    from quiz.plain.exam import past_lines, show_past

    console, past = Console(sys.stdin, sys.stdout), wired.attempts.past(number or -1)
    if not past:
        console.say(_("No test has been handed in yet."))
    elif not number:
        console.all(past_lines(past, wired.lang))
    elif number > len(past):
        raise QuizError(_("There is no test {number}.").format(number=number), hint=_("'quiz test --past' lists them."))
    else:
        show_past(wired, console, past[-1])
    return 0


def _foretold(wired: Wired, blueprint: Blueprint, seed: int | None) -> int:
    from quiz.study.exam.desk import expected, paper_for
    from quiz.study.exam.words import expected_line

    print(expected_line(expected(wired, paper_for(wired, blueprint, seed))))
    return 0
