"""SQLite's errors in a person's words, in one place."""

import sqlite3
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.progress.survey import survey

__all__ = ["damage", "explain", "guarded"]

P = ParamSpec("P")
R = TypeVar("R")


class _HasPath(Protocol):
    @property
    def path(self) -> Path: ...


S = TypeVar("S", bound=_HasPath)


def guarded(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Let a method, or a function, of an object with a ``path`` raise QuizError where SQLite raises its own."""

    @wraps(method)
    def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except sqlite3.Error as error:
            raise explain(error, self.path) from error

    return run


def explain(error: sqlite3.Error, path: Path) -> QuizError:
    """What went wrong with the file at ``path``, and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the class of an extended code
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damage(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        message = _("Another program is holding the progress file; this was not saved.")
        hint = _("Close the other program, or wait a moment, and do it again.")
    elif code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        message = _("The progress file cannot be written.")
        hint = _("Make the file and its folder writable, or choose another place with --db.")
    elif code == sqlite3.SQLITE_CANTOPEN:
        message = _("The progress file cannot be opened.")
        hint = _("Check that its folder exists and is writable, or choose another place with --db.")
    elif code == sqlite3.SQLITE_FULL:
        message = _("The disk is full; this was not saved.")
        hint = _("Free some space and do it again. Everything saved before is safe.")
    elif code == sqlite3.SQLITE_IOERR:
        message = _("The disk reported an error; this was not saved.")
        hint = _("Check the disk, or choose another place with --db.")
    else:
        message = _("The progress file could not be used ({detail}).").format(detail=error)
        hint = _("Start again; if it happens again, please report it.")
    return QuizError(message, where=str(path), hint=hint)


def damage(path: Path) -> QuizError:
    """The error for a damaged file: says how much of its log can still be read."""
    answers = survey(path)
    if answers == 0:
        return QuizError(
            _("This is not a progress file, or it is damaged beyond reading."),
            where=str(path),
            hint=_("Move it away to begin a new one, or put a backup ({pattern}) in its place.").format(
                pattern=f"{path.stem}-backup-*.db"
            ),
        )
    return QuizError(
        ngettext(
            "The progress file is damaged. {n} answer of it can still be read.",
            "The progress file is damaged. {n} answers of it can still be read.",
            answers,
        ).format(n=answers),
        where=str(path),
        hint=_("Save them into a new file with: quiz progress salvage NEW_FILE"),
    )
