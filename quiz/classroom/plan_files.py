"""Prepared lessons as files."""

import os
from pathlib import Path

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.study.room.model import Plan
from quiz.study.room.prepare import from_text, to_text

__all__ = ["read_plan", "write_plan"]

_LARGEST = 1 << 24
"""Bytes of a file that is looked at: a lesson of a hundred questions has a thirtieth of that."""


def read_plan(path: Path) -> Plan:
    """The plan in a file. Raises QuizError if it cannot be read or holds none."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
    except OSError as error:
        raise QuizError(
            _("This file cannot be read: {why}.").format(why=error.strerror or error), where=str(path)
        ) from error
    return from_text(data, str(path))


def write_plan(path: Path, plan: Plan) -> None:
    """Write a file so that it is the old one or the new one, and on disk when this returns. Raises QuizError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(to_text(plan))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise QuizError(
            _("This cannot be written: {why}.").format(why=error.strerror or error), where=str(path)
        ) from error
