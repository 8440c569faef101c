"""The command line: what each command is called, and who answers it."""

import argparse
import sys
from collections.abc import Sequence

from quiz.errors import QuizError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="quiz")
    commands = parser.add_subparsers(dest="command", required=True)
    bank = commands.add_parser("bank").add_subparsers(dest="what", required=True)
    one = bank.add_parser("check")
    one.add_argument("path", nargs="?")
    two = bank.add_parser("questions")
    two.add_argument("--bank")
    two.add_argument("--topic")
    two.add_argument("--form")
    two.add_argument("--lang", dest="question_lang")
    two.add_argument("--format", choices=["jsonl"], default="jsonl")
    two.add_argument("--dropped", action="store_true")
    args = parser.parse_args(arguments)
    from quiz.cli import bank as commands_of_bank

    try:
        return {"check": commands_of_bank.check, "questions": commands_of_bank.questions}[args.what](args)
    except QuizError as error:
        print(error, file=sys.stderr)
        return 2
