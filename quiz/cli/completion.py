"""``quiz completion``: a script that teaches a shell to complete the commands."""

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
    print(shtab.complete(parser_for(COMMANDS, None), shell=args.shell))
    return 0
