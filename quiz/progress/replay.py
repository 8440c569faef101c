"""From the log to the states: of one item, of a learner, of the whole file.

A state is a pure function of an item's counted evidence in replay order (moment, device, number on that
device) and of the learner's adopted parameters. Left out is evidence

- of an answer that was taken back,
- of another value than today's (its digest differs from the item's),
- from before a reset: on the device that reset, everything numbered before it; from other devices,
  everything of an earlier moment. A clock that is set back therefore cannot revive what was reset.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import isclose
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from quiz.memory.fsrs import DEFAULT, ENGINE, Parameters, after, due_day, validated
from quiz.memory.model import Memory
from quiz.progress.connect import Immediate
from quiz.progress.faults import damage, explain
from quiz.progress.names import learner_name, no_learner
from quiz.progress.opening import open_database
from quiz.progress.settings import read_settings
from quiz.study.ids import new_id

__all__ = [
    "UNDONE",
    "Rebuilt",
    "adopt",
    "adopted",
    "cached_columns",
    "rebuild",
    "recompute",
    "reschedule",
    "write_state",
]

UNDONE = "EXISTS (SELECT 1 FROM answer u WHERE u.undoes = a.uuid AND u.undoes <> '')"
"""Whether answer ``a`` was taken back."""
_EVIDENCE = f"""
    SELECT e.item, e.right, e.guess, e.slip, e.grade, a.day, a.at_ms, i.item
    FROM evidence e JOIN item i ON i.id = e.item JOIN answer a ON a.id = e.answer
    WHERE e.enrolment = ? {{which}} AND e.counts = 1 AND e.digest = i.digest
      AND NOT {UNDONE}
      AND NOT EXISTS (
        SELECT 1 FROM reset_item ri JOIN reset r ON r.id = ri.reset
        WHERE ri.item = e.item AND r.enrolment = e.enrolment
          AND CASE WHEN r.device = a.device THEN a.seq <= r.seq ELSE a.at_ms <= r.at_ms END)
    ORDER BY {{order}} a.at_ms, a.device, a.seq, e.n"""
_OF_ITEM = _EVIDENCE.format(which="AND e.item = ?", order="")
_OF_ALL = _EVIDENCE.format(which="", order="e.item,")

_UPDATE = """
    UPDATE state SET stability = ?, difficulty = ?, last_day = ?, reps = ?, lapses = ?, rights = ?, due = ?,
                     last_ms = ?
    WHERE enrolment = ? AND topic = ? AND item = ?"""
_CACHED = "stability, difficulty, last_day, reps, lapses, rights, due, last_ms"

_Row = tuple[int, int, float, float, int, int, int, str]
Cached = tuple[float | None, float | None, int, int, int, int, int, int]
_FRESH: Cached = (None, None, 0, 0, 0, 0, 0, 0)


class Rebuilt(NamedTuple):
    """What a replay of the whole log did."""

    answers: int
    """Rows of the log, those that take back others included."""
    evidence: int
    states: int
    """Items with a memory, over all learners."""
    changed: int
    """States that differed from the log, by more than rounding; 0 in a healthy file."""


def adopted(db: sqlite3.Connection, learner: int) -> Parameters:
    """The parameters that the learner adopted last, else the defaults."""
    row = db.execute(
        "SELECT parameters FROM adoption WHERE learner = ? ORDER BY at_ms DESC, device DESC, id DESC LIMIT 1",
        [learner],
    ).fetchone()
    if row is None:
        return DEFAULT
    import json

    kept = json.loads(row[0])
    return Parameters(tuple(kept["weights"]), kept["known_before"])


def write_state(db: sqlite3.Connection, enrolment: int, topic: int, item: int, cached: Cached) -> None:
    """Store the cached columns of one state."""
    db.execute(_UPDATE, (*cached, enrolment, topic, item))


def recompute(
    db: sqlite3.Connection, enrolment: int, item: int, retention: float, parameters: Parameters
) -> Memory | None:
    """Replay one item and store its state; returns its memory."""
    memory, last_ms, slug = _folded(db.execute(_OF_ITEM, [enrolment, item]), parameters)
    cached = cached_columns(memory, last_ms, retention, parameters, slug)
    topic = db.execute("SELECT topic FROM item WHERE id = ?", [item]).fetchone()[0]
    write_state(db, enrolment, topic, item, cached)
    return memory


def cached_columns(memory: Memory | None, last_ms: int, retention: float, parameters: Parameters, item: str) -> Cached:
    """The columns of a state that hold what the log says."""
    if memory is None:
        return _FRESH
    return (*memory, due_day(memory, retention, parameters, item), last_ms)


def reschedule(db: sqlite3.Connection, learner: int, retention: float, parameters: Parameters) -> None:
    """Compute all due days of a learner again, for another desired retention."""
    rows = db.execute(
        """SELECT s.stability, s.difficulty, s.last_day, s.reps, s.lapses, s.rights,
                  i.item, s.enrolment, s.topic, s.item, s.due
           FROM state s JOIN enrolment n ON n.id = s.enrolment JOIN item i ON i.id = s.item
           WHERE n.learner = ? AND s.due > 0""",
        [learner],
    ).fetchall()
    moved = []
    for *memory, item, enrolment, topic, number, due in rows:
        other = due_day(Memory(*memory), retention, parameters, item)
        if other != due:
            moved.append((other, enrolment, topic, number))
    db.executemany("UPDATE state SET due = ? WHERE enrolment = ? AND topic = ? AND item = ?", moved)


def rebuild(path: Path) -> Rebuilt:
    """Throw the states away and replay the whole log into new ones. Raises QuizError.

    A damaged log is not replayed: SQLite may read a spoilt page as an empty one, and the states would be lost with it.
    """
    db = open_database(path)
    try:
        if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise damage(path)
        with Immediate(db):
            return _rebuilt(db, None)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    finally:
        db.close()


def adopt(path: Path, learner: str, parameters: Parameters, *, at_ms: int, why: str) -> Rebuilt:
    """Use ``parameters`` for the learner from now on: logged, and the learner's states replayed under them.

    Raises QuizError for parameters no engine can use.
    """
    validated(parameters)
    import json

    db = open_database(path)
    try:
        with Immediate(db):
            name = learner_name(learner)
            row = db.execute("SELECT id FROM learner WHERE name = ?", [name]).fetchone()
            if row is None:
                raise no_learner(name, [other for (other,) in db.execute("SELECT name FROM learner")])
            number = row[0]
            db.execute(
                """INSERT INTO adoption (uuid, device, learner, at_ms, engine, parameters, why)
                   VALUES (?, (SELECT value FROM meta WHERE key = 'device'), ?, ?, ?, ?, ?)""",
                [new_id(at_ms), number, at_ms, ENGINE, json.dumps(parameters._asdict()), why],
            )
            return _rebuilt(db, number)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    finally:
        db.close()


def _rebuilt(db: sqlite3.Connection, only: int | None) -> Rebuilt:
    states = changed = 0
    for enrolment, learner, bank in db.execute("SELECT id, learner, bank FROM enrolment").fetchall():
        if only is not None and learner != only:
            continue
        retention, parameters = read_settings(db, learner).retention, adopted(db, learner)
        wanted: dict[int, Cached] = {}
        for number, rows in groupby(db.execute(_OF_ALL, [enrolment]), key=itemgetter(0)):
            memory, last_ms, slug = _folded(rows, parameters)
            wanted[number] = cached_columns(memory, last_ms, retention, parameters, slug)
        states += len(wanted)
        found = {
            row[0]: row[1:] for row in db.execute(f"SELECT item, {_CACHED} FROM state WHERE enrolment = ?", [enrolment])
        }
        changed += sum(_differs(row, wanted.get(number, _FRESH)) for number, row in found.items())
        changed += sum(number not in found for number in wanted)
        db.execute("DELETE FROM state WHERE enrolment = ?", [enrolment])
        db.executemany(
            f"""INSERT INTO state (enrolment, topic, item, active, depth, position, {_CACHED})
                SELECT ?1, topic, id, active, depth, position, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
                FROM item WHERE id = ?2""",
            (
                (enrolment, number, *wanted.get(number, _FRESH))
                for (number,) in db.execute("SELECT id FROM item WHERE bank = ?", [bank]).fetchall()
            ),
        )
    count = "SELECT (SELECT count(*) FROM answer), (SELECT count(*) FROM evidence)"
    answers, evidence = db.execute(count).fetchone()
    return Rebuilt(answers, evidence, states, changed)


def _differs(one: Sequence[float | None], other: Sequence[float | None]) -> bool:
    """Whether two states differ by more than the arithmetic of two machines may."""
    return not all(
        a == b if a is None or b is None else isclose(a, b, rel_tol=1e-6) for a, b in zip(one, other, strict=True)
    )


def _folded(rows: Iterable[_Row], parameters: Parameters) -> tuple[Memory | None, int, str]:
    """(memory, moment of the last evidence, item) after ``rows`` in replay order."""
    memory, last_ms, slug = None, 0, ""
    for _item, right, guess, slip, grade, day, last_ms, slug in rows:  # noqa: B007
        memory = after(memory, right=bool(right), guess=guess, slip=slip, day=day, parameters=parameters, rating=grade)
    return memory, last_ms, slug
