"""The people in a progress file: who there is, and how one is forgotten."""

import sqlite3
from pathlib import Path
from typing import NamedTuple

from quiz.progress.connect import Immediate
from quiz.progress.faults import explain
from quiz.progress.lease import discard
from quiz.progress.names import learner_name, no_learner
from quiz.progress.opening import open_database
from quiz.progress.survey import reader

__all__ = ["Deleted", "Learner", "backups_with", "delete_learner", "known_learner", "list_learners", "scrubbed"]


class Learner(NamedTuple):
    """A learner of the file."""

    name: str
    answers: int
    last_day: int
    """Study day of the last answer; 0 if there is none."""


class Deleted(NamedTuple):
    """What became of a learner's data."""

    answers: int
    """Rows of the log that are gone."""
    backups: tuple[Path, ...]
    """Backup files beside this one that still hold the name: delete them by hand."""
    traces: bool = False
    """Another program was using the file: traces stay in it and in its log until that program ends."""


def list_learners(path: Path) -> list[Learner]:
    """All learners of the file by name; none if there is no file yet. Raises QuizError."""
    if not path.exists():
        return []
    db = open_database(path)
    try:
        rows = db.execute(
            """SELECT l.name, count(a.id), coalesce(max(a.day), 0) FROM learner l
               LEFT JOIN enrolment n ON n.learner = l.id
               LEFT JOIN answer a ON a.enrolment = n.id AND a.undoes = ''
               GROUP BY l.id ORDER BY l.name"""
        )
        return [Learner(*row) for row in rows]
    except sqlite3.Error as error:
        raise explain(error, path) from error
    finally:
        db.close()


def known_learner(path: Path, name: str) -> None:
    """Raises QuizError unless a learner of the file is called ``name``."""
    name, known = learner_name(name), [learner.name for learner in list_learners(path)]
    if name not in known:
        raise no_learner(name, known)


def delete_learner(path: Path, name: str) -> Deleted:
    """Delete the learner with all answers and states, and overwrite their place on disk.

    Raises QuizError if there is none of that name.
    """
    name = learner_name(name)
    db = open_database(path)
    try:
        db.execute("PRAGMA secure_delete = ON")
        with Immediate(db):
            row = db.execute("SELECT id FROM learner WHERE name = ?", [name]).fetchone()
            if row is None:
                raise no_learner(name, [other for (other,) in db.execute("SELECT name FROM learner")])
            # numbers of deleted answers are never given again: other machines may hold those answers
            db.execute(
                """UPDATE meta
                   SET value = max(CAST(value AS INTEGER), (SELECT coalesce(max(id), 0) FROM answer))
                   WHERE key = 'seq_floor'"""
            )
            count = "SELECT count(*) FROM answer a JOIN enrolment n ON n.id = a.enrolment WHERE n.learner = ?"
            answers = db.execute(count, [row[0]]).fetchone()[0]
            db.execute(
                """INSERT INTO meta VALUES ('deleted', ?1)
                   ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + ?1""",
                [str(answers)],
            )
            of_learner = "FROM attempt a JOIN enrolment n ON n.id = a.enrolment WHERE n.learner = ?"
            attempts = [uuid for (uuid,) in db.execute(f"SELECT a.uuid {of_learner}", [row[0]])]
            db.execute("DELETE FROM learner WHERE id = ?", [row[0]])
        for uuid in attempts:
            discard(path, uuid)
        traces = not scrubbed(db)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    finally:
        db.close()
    return Deleted(answers, backups_with(path, "learner", "name", name), traces)


def scrubbed(db: sqlite3.Connection) -> bool:
    """Rewrite the file and empty its write-ahead log, which holds the old pages too; whether that worked.

    The person is deleted by then: a busy file is no reason to say otherwise.
    """
    try:
        db.execute("VACUUM")
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        return False
    return not busy


def backups_with(path: Path, table: str, column: str, value: str) -> tuple[Path, ...]:
    """Copies made before migrations, beside the file, that hold such a row; one that cannot be read may."""
    found = sorted(path.parent.glob(f"{path.stem}-backup-*.db"))
    return tuple(file for file in found if _holds(file, table, column, value))


def _holds(path: Path, table: str, column: str, value: str) -> bool:
    try:
        db = reader(path)
        try:
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone() is None:
                return False  # from before there was such a table
            return db.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", [value]).fetchone() is not None
        finally:
            db.close()
    except sqlite3.Error:
        return True
