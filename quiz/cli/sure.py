"""Asking whether what cannot be taken back is meant."""

import sys

from quiz.cli.streams import interactive
from quiz.errors import QuizError
from quiz.i18n import _

__all__ = ["meant"]


def meant(question: str, what: str, *, yes: bool) -> bool:
    """Whether ``--yes`` says so, or else the person who is asked. Raises QuizError where there is nobody to ask."""
    if yes:
        return True
    if not interactive():
        raise QuizError(
            _("This cannot be taken back, and there is nobody to ask."),
            where=what,
            hint=_("Add --yes if it is meant."),
        )
    print(question, flush=True)
    return sys.stdin.readline().strip().casefold() in ("yes", "y", "có", _("yes"))
