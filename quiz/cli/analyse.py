"""``quiz analyse``: what the answers say of the questions."""

import sys
from typing import Literal

from quiz.cli.args import Args
from quiz.cli.wiring import open_services
from quiz.plain.console import Console

__all__ = ["analyse"]


class AnalyseArgs(Args):
    """Of ``quiz analyse``."""

    test: str | None
    everyone: bool
    format: Literal["lines", "csv", "json"]


def analyse(args: AnalyseArgs) -> int:
    """Print the analysis as lines, CSV or JSON."""
    from quiz.study.exam.analysing import analysed

    with open_services(args, begins=False) as wired:
        found = analysed(wired.questions, wired.attempts, wired.lang, everyone=args.everyone, name=args.test)
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
