"""``quiz ask``: one question in line mode, fit for the file that a shell reads when it starts.

Exit code 0 right, 1 wrong, 3 nothing was asked or nothing was answered (2 is for errors).
"""

from quiz.cli.args import AskArgs
from quiz.cli.streams import interactive

__all__ = ["ask"]

_NOTHING = 3


def ask(args: AskArgs) -> int:
    """Ask, grade, record. Without a terminal nothing happens, unless ``--answer`` or ``--always`` is given."""
    if args.answer is None and not args.always and not interactive():
        return _NOTHING  # a script started a shell: it shall not wait for what it did not want
    from quiz.cli.one_question import one_question

    return one_question(args)
