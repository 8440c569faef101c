"""What the tests of progress share: a small catalogue, answers and evidence made in one line."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quiz.progress.store import SqliteStore
from quiz.study.ids import new_id
from quiz.study.records import Answer, Evidence, ItemRow, Recorded

DAY = 740_000
START_MS = 1_700_000_000_000
BANK = "toy"


def rows(count: int = 6, topics: tuple[str, ...] = ("rivers", "lakes"), digest: str = "d0") -> list[ItemRow]:
    """``count`` items, their topics in blocks, two of a family, the last one of depth ``detail``."""
    block = -(-count // len(topics))
    return [
        ItemRow(
            f"{BANK}/s{n}/self>length",
            digest,
            topics[n // block],
            "detail" if n == count - 1 else "core",
            f"{BANK}/f{n // 2}",
            n,
        )
        for n in range(count)
    ]


def item(n: int) -> str:
    return f"{BANK}/s{n}/self>length"


def opened(path: Path, learner: str = "default", count: int = 6) -> SqliteStore:
    store = SqliteStore.open(path, BANK, learner)
    if store.synced_digest() != f"catalogue-{count}":
        store.sync(f"catalogue-{count}", rows(count))
    return store


def an_answer(of: str, *, at: int = 0, day: int = DAY, session: str = "evening", **changes: object) -> Answer:
    """An answer ``at`` seconds after the start."""
    at_ms = START_MS + at * 1000
    fields: dict[str, object] = {
        "uuid": new_id(at_ms),
        "session": session,
        "at_ms": at_ms,
        "zone_minutes": 420,
        "day": day,
        "question": f"{of}~choice.en#1f",
        "item": of,
        "seed": 2**64 - 1,
        "bank": BANK,
        "bank_digest": "b",
        "template": "self>length",
        "lang": "en",
        "form": "choice",
        "options": ("red", "blue", "sông Đà"),
        "response": "1",
        "outcome": "right",
        "credit": 1.0,
        "latency_ms": 4000,
        "mode": "study",
        **changes,
    }
    return Answer(**fields)  # type: ignore[arg-type]


def evidence(of: str, right: bool = True, **changes: object) -> Evidence:
    fields: dict[str, object] = {
        "item": of,
        "digest": "d0",
        "right": right,
        "guess": 0.0,
        "slip": 0.0,
        "predicted": None,
        "counts": True,
        "why": "",
        **changes,
    }
    return Evidence(**fields)  # type: ignore[arg-type]


def give(
    store: SqliteStore,
    of: str,
    right: bool = True,
    *,
    at: int = 0,
    day: int = DAY,
    said: Mapping[str, object] | None = None,
    **changes: Any,
) -> Recorded:
    """Record one answer with one line of evidence; ``said`` changes the evidence."""
    changes.setdefault("outcome", "right" if right else "wrong")
    return store.record(an_answer(of, at=at, day=day, **changes), [evidence(of, right, **(said or {}))])


def cached(path: Path) -> list[tuple[object, ...]]:
    """Every column of every state, in a fixed order."""
    db = sqlite3.connect(path)
    try:
        return db.execute("SELECT * FROM state ORDER BY enrolment, topic, item").fetchall()
    finally:
        db.close()


def query(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.close()
