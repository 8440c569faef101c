"""Puts the parts together: a bank, a progress file, a learner, a language, a clock."""

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.bank.files import find_bank
from quiz.cli import clock
from quiz.cli.args import Args
from quiz.cli.language import named_language, system_language
from quiz.errors import QuizError
from quiz.i18n import _, ngettext, set_language
from quiz.progress.places import Place, progress_place
from quiz.progress.store import SqliteStore
from quiz.questions.engine import Questions
from quiz.questions.open import open_bank
from quiz.study.views import Moment

if TYPE_CHECKING:
    from quiz.study.exam.model import Blueprint
    from quiz.study.exam.store import AttemptStore
    from quiz.study.room.classes import Classes
    from quiz.study.stats import Retention

__all__ = ["Wired", "open_services", "place_of", "settle", "wants_plain"]

_REPORTS = "doubtful-questions.jsonl"
_TRUE = ("1", "true", "yes", "on")


class Wired:
    """What a front end works with; implements :class:`quiz.study.services.Services`. Close it when done."""

    def __init__(
        self,
        questions: Questions,
        path: Path,
        store: SqliteStore,
        place: Place,
        args: Args,
        *,
        elsewhere: bool,
    ) -> None:
        """``elsewhere``: progress is where nobody would look for it unless told."""
        self.questions, self.path, self.place, self.store = questions, path, place, store
        self._elsewhere = elsewhere
        wish = args.lang
        self.chosen = bool(wish)
        self.lang = ""
        self.speak(named_language(wish, questions.bank.languages) or store.settings().language or system_language())
        if store.synced_digest() != questions.bank.digest:
            from quiz.study.catalogue import synchronise

            synchronise(questions, store)

    @property
    def learner(self) -> str:
        """Whose progress it is."""
        return self.store.learner

    def now(self) -> Moment:
        """The real time."""
        return clock.now()

    def mono(self) -> int:
        """A clock that nobody sets."""
        return clock.mono()

    @cached_property
    def attempts(self) -> "AttemptStore":
        """Tests that were taken or begun."""
        from quiz.progress.attempts import SqliteAttempts

        return SqliteAttempts(self.store)

    def blueprints(self) -> "Mapping[str, Blueprint]":
        """Named tests of the bank."""
        from quiz.study.exam.blueprints import named

        return named(self.path, self.questions)

    def classes(self) -> "Classes":
        """Lessons that are held at this computer."""
        from quiz.cli.class_home import Lessons

        return Lessons(self)

    def speak(self, lang: str) -> None:
        """Use ``lang``, or the system's language if it is empty, from now on."""
        self.lang = lang or system_language()
        set_language(self.lang)

    def notices(self) -> tuple[str, ...]:
        """What has to be said at the start, once."""
        told = []
        if self._elsewhere:
            told.append(_("Progress is kept in {file} ({why}).").format(file=self.place.path, why=self.place.why))
        began_again = self.store.began_again()
        n = len(began_again)
        if n:
            told.append(
                ngettext(
                    "{n} question begins again, because the bank's answer to it changed: {items}",
                    "{n} questions begin again, because the bank's answers to them changed: {items}",
                    n,
                ).format(n=n, items=", ".join(began_again[:5]) + (", …" if n > 5 else ""))
            )
        return tuple(told)

    def report(self, record: Mapping[str, object]) -> str:
        """Append a report of a doubtful question to the file beside the progress."""
        from quiz.progress.reports import append

        path = self.place.path.parent / _REPORTS
        append(path, record)
        return str(path)

    def retention(self) -> "Retention":
        """Predictions against answers, from the log."""
        from quiz.progress.retention import retention

        return retention(self.store)

    def close(self) -> None:
        """Close the progress file."""
        if "attempts" in self.__dict__:
            self.attempts.close()
        self.store.close()

    def __enter__(self) -> "Wired":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def open_services(args: Args, *, begins: bool = True) -> Wired:
    """Everything for the shared options in ``args``. Raises QuizError.

    ``begins``: a learner whom nobody has met is made; without it, a name that somebody typed must be known.
    """
    path = find_bank(args.bank)
    questions = open_bank(path, _say_that_it_takes_long)
    place = place_of(args, path)
    args.crash_report.folder = place.path.parent
    if args.learner and not begins:
        from quiz.progress.learners import known_learner

        known_learner(place.path, args.learner)
    named = bool(args.db or os.environ.get("QUIZ_DB"))
    elsewhere = not named and place.path.parent != _home_of(path).parent
    store = SqliteStore.open(place.path, questions.bank.id, args.learner or "default")
    try:
        return Wired(questions, path, store, place, args, elsewhere=elsewhere)
    except QuizError:
        store.close()
        raise


def _say_that_it_takes_long() -> None:
    from quiz.cli.streams import interactive

    if interactive():
        print(_("Reading the bank for the first time, which takes a while. The next start will be quick."), flush=True)


def place_of(args: Args, bank: Path) -> Place:
    """Where progress in the bank at ``bank`` is kept."""
    return progress_place(args.db, os.environ, _home_of(bank))


def _home_of(bank: Path) -> Path:
    """The ``question_bank`` folder that the bank is in, or the bank itself."""
    bank = bank.absolute()
    return bank.parent if bank.parent.name == "question_bank" else bank


def settle() -> None:
    """Collect garbage from here on, but leave what the start has loaded: for front ends that stay."""
    import gc

    gc.freeze()
    gc.enable()


def wants_plain(args: Args, wired: Wired) -> bool:
    """Whether to use line mode: asked for, set, or because there is no terminal to draw on."""
    from quiz.cli.streams import interactive

    return bool(
        args.plain
        or os.environ.get("QUIZ_PLAIN", "").casefold() in _TRUE
        or os.environ.get("TERM") == "dumb"
        or not interactive()
        or wired.store.settings().plain
    )
