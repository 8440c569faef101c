"""Problems of a bank, as data: all are found, then all are shown together."""

from typing import Literal, NamedTuple

from quiz.bank.model import Mark
from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.text import clean_line, shorten

__all__ = ["BankError", "Problem", "Problems"]

_LONGEST = 400


class Problem(NamedTuple):
    """One thing that is wrong in a bank."""

    mark: Mark
    message: str
    """What is wrong."""
    hint: str
    """What to do about it, or empty."""
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{clean_line(self.mark.file)}:{self.mark.line}:{self.mark.column}"
        word = _("error") if self.level == "error" else _("warning")
        return f"{place}: {word}: {self.message}" + (f" {self.hint}" if self.hint else "")


def _problem(mark: Mark, message: str, hint: str, level: Literal["error", "warning"]) -> Problem:
    """A problem whose words, which quote the bank, are safe and short enough for a terminal."""
    return Problem(mark, _visible(message), _visible(hint), level)


def _visible(text: str) -> str:
    """Control characters as escapes: they are what is wrong, so they must be seen and must not act."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    return shorten(text, _LONGEST)


class Problems(list[Problem]):
    """A collector that readers and checks share."""

    def add(self, mark: Mark, message: str, hint: str = "") -> None:
        """Note an error."""
        self.append(_problem(mark, message, hint, "error"))

    def warn(self, mark: Mark, message: str, hint: str = "") -> None:
        """Note something that is allowed and probably not meant."""
        self.append(_problem(mark, message, hint, "warning"))

    @property
    def errors(self) -> int:
        """How many are errors."""
        return sum(problem.level == "error" for problem in self)

    def in_order(self) -> list[Problem]:
        """By file, line and column."""
        return sorted(self, key=lambda problem: (problem.mark, problem.message))


class BankError(QuizError):
    """A bank that cannot be used; ``problems`` says why."""

    def __init__(self, problems: Problems, where: str) -> None:
        n = problems.errors
        shown = [str(problem) for problem in problems.in_order() if problem.level == "error"]
        head = ngettext("The bank has {n} problem", "The bank has {n} problems", n).format(n=n)
        more = [_("… and {n} more; 'quiz bank check' lists all").format(n=n - 20)] if n > 20 else []
        super().__init__(head, where=where, hint="\n".join(shown[:20] + more))
        self.problems = problems
