"""Bringing a progress file to the latest schema. Imported only when there is something to do.

The lock is SQLite's own: everything happens within one ``BEGIN IMMEDIATE`` of the file itself. That is
portable, waits for a second process instead of failing, and vanishes with a process that dies, which a lock
file does not. IMMEDIATE rather than EXCLUSIVE lets the backup read the file meanwhile, through a second
connection, in both journal modes. All steps are one transaction: a crash leaves the old file.
"""

import os
import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.progress.connect import BUSY_SECONDS, connect, refuse_foreign, refuse_newer
from quiz.progress.schema import APPLICATION_ID, LATEST, STEPS

__all__ = ["backup", "migrate", "steps"]


def migrate(path: Path) -> Path | None:
    """Create or migrate the file at ``path``; returns the backup made of an older one.

    Raises QuizError for a newer or foreign file and where no backup can be written, sqlite3.Error otherwise.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from quiz.disk import wrong_with

        raise QuizError(
            _("The folder for the progress file cannot be made ({detail}).").format(detail=wrong_with(error)),
            where=str(path.parent),
            hint=_("Choose another place with --db."),
        ) from error
    _refuse_foreign(path)
    db = connect(path)
    try:
        db.execute("PRAGMA foreign_keys = OFF")  # a step may rebuild a table; checked as a whole below
        db.execute("BEGIN IMMEDIATE")
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version > LATEST:
            raise refuse_newer(path, version)
        if version == LATEST:  # another process was faster
            return None
        saved = backup(path, version) if version else None
        steps(LATEST).apply(Database(db))
        if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise QuizError(
                _("The progress file contradicts itself and was not migrated."),
                where=str(path),
                hint=_("Save what can be read with: quiz progress salvage NEW_FILE"),
            )
        db.execute("COMMIT")
        return saved
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.close()


def steps(upto: int) -> Migrations:
    """The first ``upto`` steps as a set of migrations."""
    migrations = Migrations("quiz.progress")
    for number, (name, statements) in enumerate(STEPS[:upto], 1):

        def step(db: Database, number: int = number, statements: tuple[str, ...] = statements) -> None:
            for statement in statements:
                db.execute(statement)
            if number == 1:
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute("INSERT INTO meta VALUES ('device', ?), ('seq_floor', '0')", [os.urandom(6).hex()])
            db.execute(f"PRAGMA user_version = {number}")

        migrations(name=f"{number:03}_{name}")(step)
    return migrations


def backup(path: Path, version: int) -> Path:
    """Copy the file to ``<name>-backup-<version>-<n>.db`` beside it. Raises QuizError if that fails."""
    number = 1
    while (target := path.with_name(f"{path.stem}-backup-{version}-{number}.db")).exists():
        number += 1
    try:
        source = sqlite3.connect(path, timeout=BUSY_SECONDS)
        copy = sqlite3.connect(target)
        try:
            source.backup(copy)
        finally:
            copy.close()
            source.close()
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise QuizError(
            _("No backup could be written ({detail}), so the progress file was not migrated.").format(detail=error),
            where=str(target),
            hint=_("Free some space or make the folder writable, and start again."),
        ) from error
    return target


def _refuse_foreign(path: Path) -> None:
    """A file with tables but no version is somebody else's: look before anything is written to it."""
    if not path.exists() or path.stat().st_size == 0:
        return
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    try:
        db.execute("BEGIN")  # one view of the file: another process may be making it at this moment
        version = db.execute("PRAGMA user_version").fetchone()[0]
        owner = db.execute("PRAGMA application_id").fetchone()[0]
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    finally:
        db.close()
    if tables and (version == 0 or owner != APPLICATION_ID):
        raise refuse_foreign(path)
