"""Opening the progress file: version first, migration if needed, then a connection."""

import sqlite3
from pathlib import Path

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.progress.connect import connect, header_version, refuse_newer
from quiz.progress.faults import explain
from quiz.progress.schema import LATEST

__all__ = ["open_database"]

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


def open_database(path: Path) -> sqlite3.Connection:
    """A connection to the progress file, created or migrated as needed.

    Raises QuizError: SQLite too old, a newer or foreign or damaged file, no place to write.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise QuizError(
            _("SQLite {found} is too old; {wanted} or newer is needed.").format(
                found=sqlite3.sqlite_version, wanted="3.37"
            ),
            hint=_("Use a newer Python: SQLite comes with it."),
        )
    version = header_version(path)
    if version > LATEST:
        raise refuse_newer(path, version)
    db = None
    try:
        if version == LATEST:
            db = connect(path)
            version = db.execute("PRAGMA user_version").fetchone()[0]  # the header may lag behind the WAL
            if version == LATEST:
                return db
            db.close()
            if version > LATEST:
                raise refuse_newer(path, version)
        from quiz.progress.migrations import migrate

        migrate(path)
        return connect(path)
    except sqlite3.Error as error:
        if db is not None:
            db.close()
        raise explain(error, path) from error
