"""``quiz completion``: a script that teaches a shell to complete the commands."""

import argparse
from collections.abc import Collection

from quiz.cli.args import Args
from quiz.errors import QuizError
from quiz.i18n import _

__all__ = ["completion"]


class CompletionArgs(Args):
    """Of ``quiz completion``."""

    shell: str


def completion(args: CompletionArgs) -> int:
    """Print the script for a shell."""
    import shtab

    from quiz.cli.commands import COMMANDS
    from quiz.cli.parser import parser_for

    if args.shell not in shtab.SUPPORTED_SHELLS:
        raise QuizError(
            _("There is no completion for '{shell}'.").format(shell=args.shell),
            hint=_("Choose from: {choices}.").format(choices=", ".join(shtab.SUPPORTED_SHELLS)),
        )
    parser = parser_for(COMMANDS, None, within=None)
    _complete_paths(parser, {_("FILE"), _("PATH"), _("PLACE"), _("PAPER")}, shtab.FILE)
    _complete_paths(parser, {_("FOLDER")}, shtab.DIRECTORY)
    print(shtab.complete(parser, shell=args.shell))
    return 0


def _complete_paths(parser: argparse.ArgumentParser, named: Collection[str], completed_by: object) -> None:
    """Have arguments that help calls one of ``named`` completed with what is on the disk, in inner commands too."""
    for action in parser._actions:
        if action.metavar in named:
            setattr(action, "complete", completed_by)  # noqa: B010  # what shtab looks for, and argparse does not know
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                _complete_paths(child, named, completed_by)
