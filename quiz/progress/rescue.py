"""What can be saved from a damaged progress file."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.progress.catalogue import enrol
from quiz.progress.connect import Immediate
from quiz.progress.faults import explain
from quiz.progress.opening import open_database
from quiz.progress.replay import rebuild
from quiz.progress.survey import column_names, readable, reader

__all__ = ["Salvaged", "salvage"]

_Row = tuple[Any, ...]

_SMALL = (
    "meta",
    "learner",
    "bank",
    "enrolment",
    "topic",
    "item",
    "mark",
    "setting",
    "reset",
    "reset_item",
    "adoption",
)
"""Tables copied before the log, in an order that respects their references."""

_ATTEMPTS = ("attempt", "attempt_paper", "attempt_event", "attempt_answer")
"""Tables copied after the log, which makes anew the learners that are lost."""

_CLASSES = ("class_session", "class_plan", "class_seat", "class_name", "class_event", "class_answer")


class Salvaged(NamedTuple):
    """What was saved."""

    answers: int
    evidence: int
    items: int
    """Items with a memory after the log was replayed."""
    lost: int
    """Answers whose number is known to have been given and that could not be read; not those of deleted learners."""
    attempts: int = 0
    """Attempts at tests."""


def salvage(path: Path, out: Path) -> Salvaged:
    """Copy every readable row of the damaged file ``path`` into the new file ``out`` and replay its log.

    ``path`` is only read. Raises QuizError if ``out`` exists or ``path`` cannot be read at all.
    """
    if out.exists():
        raise QuizError(_("This file exists already."), where=str(out), hint=_("Name a file that does not exist yet."))
    try:
        source = reader(path)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    try:
        target = open_database(out)
        try:
            with Immediate(target):
                target.execute("DELETE FROM meta")
                for table in _SMALL:
                    _copy(source, target, table)
                target.execute("UPDATE bank SET digest = ''")  # some items may be lost: the bank has them all
                target.execute("INSERT OR IGNORE INTO meta VALUES ('device', lower(hex(randomblob(6))))")
                target.execute("INSERT OR IGNORE INTO meta VALUES ('seq_floor', '0')")
                answers, lost = _copy_answers(source, target)
                evidence = _copy_evidence(source, target)
                for table in (*_ATTEMPTS, *_CLASSES):
                    _copy(source, target, table)
                attempts = target.execute("SELECT count(*) FROM attempt").fetchone()[0]
        finally:
            target.close()
    except sqlite3.Error as error:
        raise explain(error, out) from error
    finally:
        source.close()
    return Salvaged(answers, evidence, rebuild(out).states, lost, attempts)


def _rows(db: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[_Row]:
    if "id" in column_names(db, table):
        yield from readable(db, table, columns)
        return
    try:
        yield from db.execute(f"SELECT {', '.join(columns)} FROM {table}")
    except sqlite3.Error:
        return  # what came before the damage is saved


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
    known = column_names(source, table)
    columns = [column for column in column_names(target, table) if column in known]
    if not columns:
        return  # an older schema
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    for row in _rows(source, table, columns):
        try:
            target.execute(insert, row)
        except sqlite3.IntegrityError:
            continue  # a damaged value, or a row that refers to one that is lost


def _copy_answers(source: sqlite3.Connection, target: sqlite3.Connection) -> tuple[int, int]:
    columns = column_names(target, "answer")
    insert = f"INSERT INTO answer ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    place = {name: columns.index(name) for name in ("id", "enrolment", "item", "question")}
    saved = highest = 0
    for row in readable(source, "answer", columns):
        highest = max(highest, row[place["id"]])
        try:
            _stand_in(target, row[place["enrolment"]], row[place["item"]], row[place["question"]])
            target.execute(insert, row)
        except sqlite3.Error:
            continue
        saved += 1
    deleted = target.execute("SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = 'deleted'")
    return saved, max(0, highest - saved - deleted.fetchone()[0])


def _stand_in(db: sqlite3.Connection, enrolment: int, item: int, question: str) -> None:
    """Make anew what an answer refers to and what is lost. Its question begins with its item and its bank."""
    slug = question.partition("~")[0]
    bank_slug = slug.partition("/")[0]
    if db.execute("SELECT 1 FROM enrolment WHERE id = ?", [enrolment]).fetchone() is None:
        enrol(db, _("recovered {number}").format(number=enrolment), bank_slug, enrolment)
    if db.execute("SELECT 1 FROM item WHERE id = ?", [item]).fetchone() is None:
        bank = db.execute("SELECT bank FROM enrolment WHERE id = ?", [enrolment]).fetchone()[0]
        db.execute("INSERT OR IGNORE INTO topic (bank, slug) VALUES (?, '')", [bank])
        db.execute(
            """INSERT INTO item (id, bank, item, digest, topic, depth, family, position, active)
               SELECT ?1, ?2, ?3, '', id, 2, ?3, 0, 0 FROM topic WHERE bank = ?2 AND slug = ''""",
            [item, bank, slug],
        )


def _copy_evidence(source: sqlite3.Connection, target: sqlite3.Connection) -> int:
    columns = column_names(target, "evidence")
    insert = f"INSERT INTO evidence ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    select = f"SELECT {', '.join(columns)} FROM evidence WHERE answer = ? ORDER BY n"
    saved = 0
    for (number,) in target.execute("SELECT id FROM answer").fetchall():
        try:
            for row in source.execute(select, [number]):
                target.execute(insert, row)
                saved += 1
        except sqlite3.Error:
            continue  # of this answer only what it said is lost, not that it was given
    return saved
