"""``quiz analyse``: what the answers say of the questions."""

import sys
from typing import Literal

from quiz.cli.args import Args
from quiz.cli.wiring import open_services
from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.plain.console import Console
from quiz.text import clean_line

__all__ = ["analyse"]


class AnalyseArgs(Args):
    """Of ``quiz analyse``."""

    test: str | None
    everyone: bool
    roster: str | None
    format: Literal["lines", "csv", "json"]


def analyse(args: AnalyseArgs) -> int:
    """Print the analysis as lines, CSV or JSON."""
    from quiz.study.exam.analysing import analysed

    with open_services(args, begins=False) as wired:
        people = None if args.roster is None else _roster(args.roster)
        found = analysed(
            wired.questions, wired.attempts, wired.lang, everyone=args.everyone, people=people, name=args.test
        )
        absent = sorted(set(people or ()) - wired.attempts.handed_in(args.test))
        if absent:
            n = len(absent)
            text = ngettext(
                "{n} name of the list has handed nothing in: {names}",
                "{n} names of the list have handed nothing in: {names}",
                n,
            )
            Console(sys.stdin, sys.stderr).all([text.format(n=n, names=", ".join(absent))])
        if args.format == "csv":
            from quiz.study.exam.export import as_csv

            sys.stdout.write(as_csv(found.analysis))
        elif args.format == "json":
            import json

            from quiz.study.exam.export import as_json

            print(json.dumps(as_json(found.analysis), ensure_ascii=False, indent=2))
        else:
            from quiz.study.exam.analysis_words import analysis_lines

            title = wired.questions.topic_title
            lines = analysis_lines(found, lambda topic: title(topic, wired.lang), args.test or "")
            Console(sys.stdin, sys.stdout).all(lines)
    return 0


def _roster(file: str) -> frozenset[str]:
    """The names in a file, one a line, as learners are called. Raises QuizError."""
    from quiz.disk import read_lines

    names = frozenset(filter(None, map(clean_line, read_lines(file))))
    if not names:
        raise QuizError(_("There are no names in this file."), where=file, hint=_("Write one name a line."))
    return names
