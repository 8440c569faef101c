"""What a command line says; the commonest lines are understood without argparse, which costs 8 ms of every start.

A command's parameter is of a class that declares what it takes, here or beside the command. A test holds the parser
to it.
"""

from collections.abc import Iterable, Iterator, Sequence

from quiz.cli.crash import CrashReport
from quiz.errors import QuizError
from quiz.i18n import _

__all__ = ["WITH_VALUE", "Args", "AskArgs", "StudyArgs", "refuse", "refuse_without", "shortest"]


class Args:
    """The options for every command, and what answers it."""

    bank: str | None = None
    db: str | None = None
    learner: str | None = None
    lang: str | None = None
    plain: bool = False
    target: str = "quiz.cli.learn:home"
    """``module:function``."""
    crash_report: CrashReport


class StudyArgs(Args):
    """Of ``quiz study``."""

    target = "quiz.cli.learn:study"
    topic: Sequence[str] | None = None
    depth: str | None = None
    form: Sequence[str] | None = None
    cram: bool = False
    placement: bool = False
    items: str | None = None
    seed: int = 0
    more: int = 0


class AskArgs(Args):
    """Of ``quiz ask``."""

    target = "quiz.cli.ask:ask"
    id: str | None = None
    answer: str | None = None
    no_record: bool = False
    always: bool = False
    seed: int = 0


_PLAIN: dict[tuple[str, ...], type[Args]] = {(): Args, ("study",): StudyArgs, ("ask",): AskArgs}
"""What argparse makes of these commands when they stand alone; a test compares the two."""

WITH_VALUE = ("--bank", "--db", "--learner", "--lang")
"""Options for every command that are followed by a value."""


def shortest(arguments: Sequence[str]) -> Args | None:
    """The parsed command line if it is one of the commonest with shared options only, else None."""
    shared: dict[str, object] = {}
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word in WITH_VALUE:
            value = next(words, "-")
            if value.startswith("-"):
                return None  # argparse knows what to say
            shared[word[2:]] = value
        elif word == "--plain":
            shared["plain"] = True
        else:
            rest.append(word)
    found = _PLAIN.get(tuple(rest))
    if found is None:
        return None
    args = found()
    vars(args).update(shared)
    return args


def refuse(args: Args, names: Iterable[str], *, besides: str, hint: str) -> None:
    """Raises QuizError if one of these arguments was given, which mean nothing beside another one."""
    for option in _given(args, names):
        raise QuizError(_("{option} cannot be used with {other}.").format(option=option, other=besides), hint=hint)


def refuse_without(args: Args, names: Iterable[str], *, missing: str) -> None:
    """Raises QuizError if one of these arguments was given, which mean nothing without another one."""
    for option in _given(args, names):
        raise QuizError(
            _("{option} means nothing without {other}.").format(option=option, other=missing),
            hint=_("Add it, or leave {option} out.").format(option=option),
        )


def _given(args: Args, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = getattr(args, name, None)
        if value is not None and value is not False:
            yield value if name == "blueprint" else f"--{name.replace('_', '-')}"
