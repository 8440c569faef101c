"""Lessons as they are kept beside the progress, and what came of them in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from quiz.i18n import _, ngettext
from quiz.progress.places import Place
from quiz.study.services import Services
from quiz.study.words import moment_text

if TYPE_CHECKING:
    from quiz.progress.rooms import SqliteRooms
    from quiz.study.room.store import SessionLine, Stored

__all__ = ["LocalServices", "line_of", "open_journal", "remember", "report_of"]


class LocalServices(Services, Protocol):
    """Services, and the files that they work with."""

    path: Path
    """The bank."""
    place: Place
    """Of the progress, and of the lessons in it."""


@contextmanager
def open_journal(path: Path) -> Iterator["SqliteRooms"]:
    """The lessons in a progress file."""
    from quiz.progress.rooms import SqliteRooms

    journal = SqliteRooms(path)
    try:
        yield journal
    finally:
        journal.close()


def report_of(services: LocalServices, uuid: str) -> list[str]:
    """A session in lines; pupils with a profile get their evidence, which is written once."""
    from quiz.study.room.report import class_report
    from quiz.study.room.report_lines import report_lines

    with open_journal(services.place.path) as journal:
        stored = journal.load(uuid)
        remember(services, journal, stored)
        return report_lines(class_report(stored), services.lang)


def remember(services: LocalServices, journal: "SqliteRooms", stored: "Stored") -> None:
    """Pupils with a profile get their evidence, once."""
    from quiz.progress.rooms import record_evidence

    record_evidence(journal, services.questions, stored, services.now().zone_minutes)


def line_of(one: "SessionLine") -> str:
    """A session in one line."""
    parts = [ngettext("{n} pupil", "{n} pupils", one.seats).format(n=one.seats)] if one.seats else []
    parts += [
        ngettext("{n} question", "{n} questions", one.questions).format(n=one.questions),
        ngettext("{n} answer", "{n} answers", one.answers).format(n=one.answers),
    ]
    if not one.over:
        parts.append(_("not ended"))
    return f"{one.number}. {moment_text(one.started_ms)}  {one.title}: {', '.join(parts)}."
