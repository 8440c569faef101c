"""What can still be read of a damaged progress file."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

__all__ = ["column_names", "readable", "reader", "survey"]

_Row = tuple[Any, ...]


def survey(path: Path) -> int:
    """How many answers of the damaged file can be read: of the log, or if it has none, of tests. 0 for none."""
    try:
        db = reader(path)
    except sqlite3.Error:
        return 0
    try:
        return sum(1 for _row in readable(db, "answer", ["id"])) or sum(
            kind == "answer" for (kind,) in readable(db, "attempt_event", ["kind"])
        )
    finally:
        db.close()


def reader(path: Path) -> sqlite3.Connection:
    """A connection that only reads. Raises sqlite3.Error if not even the list of tables can be read."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        db.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error:
        db.close()
        raise
    return db


def column_names(db: sqlite3.Connection, table: str) -> list[str]:
    """Names of a table's columns; none if they cannot be read."""
    try:
        return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    except sqlite3.Error:
        return []


def readable(db: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[_Row]:
    """Rows of a table with an ``id``: from its start to the damage, from its end to the damage, and what lies
    between them one by one."""
    select = f"SELECT id, {', '.join(columns)} FROM {table} NOT INDEXED"
    low, high = 0, None
    try:
        for row in db.execute(f"{select} ORDER BY id"):
            low = row[0]
            yield row[1:]
    except sqlite3.Error:
        high = low
    if high is None:
        return
    after_damage: list[_Row] = []
    try:
        for row in db.execute(f"{select} WHERE id > ? ORDER BY id DESC", [low]):
            after_damage.append(row)
    except sqlite3.Error:
        pass  # the other side of the damage
    if after_damage:
        for number in range(low + 1, after_damage[-1][0]):
            try:
                found = db.execute(f"{select} WHERE id = ?", [number]).fetchone()
            except sqlite3.Error:
                continue
            if found:
                yield found[1:]
    for row in reversed(after_damage):
        yield row[1:]
