"""The mirror of a bank's catalogue, and the learners enrolled in it."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from quiz.progress.connect import Immediate
from quiz.progress.replay import adopted, recompute
from quiz.progress.settings import read_settings
from quiz.questions.model import DEPTHS
from quiz.study.ids import new_id
from quiz.study.records import ItemRow

__all__ = [
    "Enrolment",
    "adopt_stranger",
    "began_again",
    "depth_number",
    "enrol",
    "enrolled",
    "find_enrolment",
    "mirror",
]

_NEW_STATES = """
    INSERT INTO state (enrolment, topic, item, active, depth, position)
    SELECT n.id, i.topic, i.id, i.active, i.depth, i.position
    FROM item i JOIN enrolment n ON n.bank = i.bank
    WHERE i.bank = ? AND i.id > ? AND (?3 = 0 OR n.id = ?3)"""
_NEW_ITEMS = f"""{_NEW_STATES}
    AND (n.id = ?4 OR EXISTS (SELECT 1 FROM state s WHERE s.enrolment = n.id)
         OR NOT EXISTS (SELECT 1 FROM attempt a WHERE a.enrolment = n.id))"""
"""Whoever is known from sheets of paper only has no states, and gets all of them when they first learn here."""


class Enrolment(NamedTuple):
    """A learner in a bank."""

    id: int
    learner: int
    bank: int


def depth_number(depth: str) -> int:
    """As the file keeps it, 0 to 2; an unknown depth counts as the deepest, so that nothing is asked too early."""
    return DEPTHS.index(depth) if depth in DEPTHS else len(DEPTHS) - 1


def enrolled(db: sqlite3.Connection, learner: str, bank: str) -> Enrolment:
    """The enrolment of ``learner`` (a clean name) in ``bank`` with its states; made if there is none."""
    row = find_enrolment(db, learner, bank)
    if row is None or not _has_states(db, row):  # such as one who is known from a sheet of paper only
        with Immediate(db):  # another process may be doing the same
            enrol(db, learner, bank)
            row = find_enrolment(db, learner, bank)
            assert row is not None
            if not _has_states(db, row):
                db.execute(_NEW_STATES, [row.bank, 0, row.id])
    return row


def enrol(db: sqlite3.Connection, learner: str, bank: str, number: int | None = None) -> bool:
    """Enter the learner, the bank and the enrolment (as row ``number`` if given) where they are missing.

    Returns whether the learner is a new one. Runs in the caller's transaction.
    """
    add = "INSERT OR IGNORE INTO learner (uuid, name) VALUES (?, ?)"
    stranger = db.execute(add, [new_id(0), learner]).rowcount
    db.execute("INSERT OR IGNORE INTO bank (slug) VALUES (?)", [bank])
    db.execute(
        """INSERT OR IGNORE INTO enrolment (id, learner, bank)
           SELECT ?, l.id, b.id FROM learner l, bank b WHERE l.name = ? AND b.slug = ?""",
        [number, learner, bank],
    )
    return bool(stranger)


def find_enrolment(db: sqlite3.Connection, learner: str, bank: str) -> Enrolment | None:
    """The enrolment of a learner, or None."""
    row = db.execute(
        """SELECT n.id, n.learner, n.bank FROM enrolment n JOIN learner l ON l.id = n.learner
           JOIN bank b ON b.id = n.bank WHERE l.name = ? AND b.slug = ?""",
        [learner, bank],
    ).fetchone()
    return Enrolment(*row) if row else None


def _has_states(db: sqlite3.Connection, scope: Enrolment) -> bool:
    return db.execute("SELECT 1 FROM state WHERE enrolment = ? LIMIT 1", [scope.id]).fetchone() is not None


def mirror(db: sqlite3.Connection, scope: Enrolment, digest: str, items: Iterable[ItemRow]) -> None:
    """Make the ``item`` table equal to the bank's catalogue, for all learners of the bank.

    Items that are gone stay, inactive, with all memory. Where a value changed, memory is replayed from the
    evidence of the present value: usually none, and what there was if the value was changed back. What a learner
    has lost by that is kept for :func:`began_again`. Runs in the caller's transaction.
    """
    topics: dict[str, int] = dict(db.execute("SELECT slug, id FROM topic WHERE bank = ?", [scope.bank]).fetchall())
    known = {
        row[1]: row
        for row in db.execute(
            "SELECT id, item, digest, topic, depth, family, position, active FROM item WHERE bank = ?",
            [scope.bank],
        )
    }
    highest = db.execute("SELECT coalesce(max(id), 0) FROM item").fetchone()[0]
    added, edited, revalued = [], [], []
    for item in items:
        topic = topics.get(item.topic) or _topic(db, scope.bank, item.topic, topics)
        depth = depth_number(item.depth)
        row = known.pop(item.item, None)
        if row is None:
            added.append((scope.bank, item.item, item.digest, topic, depth, item.family, item.position, 1))
            continue
        if row[2] != item.digest:
            revalued.append((row[0], item.item))
        wanted = (item.digest, topic, depth, item.family, item.position, 1)
        if row[2:] != wanted:
            edited.append((*wanted, row[0], row[3]))
    edited += [(*row[2:7], 0, row[0], row[3]) for row in known.values() if row[7]]
    db.executemany(
        """INSERT INTO item (bank, item, digest, topic, depth, family, position, active)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        added,
    )
    db.execute(_NEW_ITEMS, [scope.bank, highest, 0, scope.id])
    _edit(db, scope.bank, edited)
    _revalue(db, scope.bank, revalued)
    db.execute("UPDATE bank SET digest = ? WHERE id = ?", [digest, scope.bank])


def began_again(db: sqlite3.Connection, scope: Enrolment) -> tuple[str, ...]:
    """The learner's items that began again because their value changed; asking forgets them."""
    kept = "FROM setting WHERE learner = ? AND key = ?"
    place = [scope.learner, _untold(scope.bank)]
    if db.execute(f"SELECT 1 {kept}", place).fetchone() is None:
        return ()  # without locking the file
    rows = db.execute(f"DELETE {kept} RETURNING value", place).fetchall()
    return tuple(item for (items,) in rows for item in items.splitlines())


def _untold(bank: int) -> str:
    """Key of the setting that holds what a learner has still to be told."""
    return f"began again in {bank}"


def adopt_stranger(db: sqlite3.Connection, scope: Enrolment, item: str, digest: str) -> None:
    """Enter an item that the mirror does not know (an import, or a bank not yet mirrored), inactive."""
    highest = db.execute("SELECT coalesce(max(id), 0) FROM item").fetchone()[0]
    topic = _topic(db, scope.bank, "", {})
    db.execute(
        """INSERT INTO item (bank, item, digest, topic, depth, family, position, active)
           VALUES (?, ?, ?, ?, 2, ?, 0, 0)""",
        [scope.bank, item, digest, topic, item],
    )
    db.execute(_NEW_ITEMS, [scope.bank, highest, 0, scope.id])


def _topic(db: sqlite3.Connection, bank: int, slug: str, topics: dict[str, int]) -> int:
    db.execute("INSERT OR IGNORE INTO topic (bank, slug) VALUES (?, ?)", [bank, slug])
    found = db.execute("SELECT id FROM topic WHERE bank = ? AND slug = ?", [bank, slug]).fetchone()[0]
    topics[slug] = found
    return int(found)


def _edit(db: sqlite3.Connection, bank: int, edited: Sequence[tuple[Any, ...]]) -> None:
    """``edited``: digest, topic, depth, family, position, active, id, topic until now."""
    db.executemany(
        "UPDATE item SET digest = ?, topic = ?, depth = ?, family = ?, position = ?, active = ? WHERE id = ?",
        (row[:7] for row in edited),
    )
    for (enrolment,) in db.execute("SELECT id FROM enrolment WHERE bank = ?", [bank]).fetchall():
        db.executemany(
            """UPDATE state SET topic = ?, depth = ?, position = ?, active = ?
               WHERE enrolment = ? AND topic = ? AND item = ?""",
            ((row[1], row[2], row[4], row[5], enrolment, row[7], row[6]) for row in edited),
        )


def _revalue(db: sqlite3.Connection, bank: int, revalued: Sequence[tuple[int, str]]) -> None:
    if not revalued:
        return
    for enrolment, learner in db.execute("SELECT id, learner FROM enrolment WHERE bank = ?", [bank]).fetchall():
        retention, parameters = read_settings(db, learner).retention, adopted(db, learner)
        untold = dict.fromkeys(began_again(db, Enrolment(enrolment, learner, bank)))
        for number, item in revalued:
            touched = db.execute(
                "SELECT 1 FROM evidence WHERE enrolment = ? AND item = ? LIMIT 1", [enrolment, number]
            ).fetchone()
            if touched is None:
                continue
            had = db.execute(
                """SELECT s.due FROM state s JOIN item i ON i.id = s.item AND i.topic = s.topic
                   WHERE s.enrolment = ? AND i.id = ?""",
                [enrolment, number],
            ).fetchone()
            if recompute(db, enrolment, number, retention, parameters) is not None:
                untold.pop(item, None)
            elif had and had[0]:
                untold[item] = None
        if untold:
            db.execute("INSERT INTO setting VALUES (?, ?, ?)", [learner, _untold(bank), "\n".join(untold)])
