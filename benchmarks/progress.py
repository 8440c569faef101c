"""A progress file as a learner leaves it after years: a memory and a log for every item of a bank."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from quiz.memory.days import study_day
from quiz.memory.fsrs import DEFAULT, due_day
from quiz.memory.model import Memory
from quiz.progress import log
from quiz.progress.snapshot import LogEnd
from quiz.progress.store import SqliteStore
from quiz.questions.engine import Questions
from quiz.questions.open import open_bank
from quiz.study.records import Answer, Evidence, ItemRow

__all__ = ["BUSY_DAY", "ensure_progress", "today"]

BUSY_DAY = 9_999
"""Reviews a day that the learner allows, as in Anki's collection: no limit stops the measuring."""

_KNOWN_SHARE = 0.95  # the rest are new
_LONGEST = 720  # days


def today() -> int:
    """The study day that it is, in UTC."""
    return study_day(time.time_ns() // 1_000_000, 0, 4)


def ensure_progress(path: Path, bank: Path, items: int, due: int) -> Path:
    """Write the file unless it is there: states of ``items`` items, about ``due`` of them due today.

    Items that the bank has not are those of its earlier editions: they are kept, and no longer asked.
    """
    path = path.with_stem(f"{path.stem}-{today()}")
    if path.exists():
        return path
    for old in path.parent.glob(f"{path.stem.rpartition('-')[0]}-*.db*"):
        old.unlink()
    questions = open_bank(bank)
    made = path.with_suffix(".new.db")
    made.unlink(missing_ok=True)
    store = SqliteStore.open(made, questions.bank.id)
    store.save_settings(store.settings()._replace(reviews_per_day=BUSY_DAY, language="en", depth="detail"))
    current = [ItemRow(i.id, i.digest, i.topic, i.depth, i.family, i.position) for i in questions.items()]
    retired = [
        ItemRow(
            f"{questions.bank.id}/retired-{n}/self>name",
            "0" * 12,
            current[0].topic,
            "core",
            f"retired-{n}/name",
            len(current) + n,
        )
        for n in range(max(0, items - len(current)))
    ]
    store.sync("an earlier edition", [*current, *retired])
    _learn(store, questions, [*current, *retired], due / max(1, len(current)))
    store.sync(questions.bank.digest, current)
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    made.rename(path)
    return path


def _learn(store: SqliteStore, questions: Questions, rows: list[ItemRow], due_share: float) -> None:
    """One answer in the log and a memory for most items; the states are those of longer histories."""
    db, scope = store.db, store.scope
    numbers = {item: (number, topic) for item, number, topic in db.execute("SELECT item, id, topic FROM item")}
    db.execute("BEGIN IMMEDIATE")
    end = LogEnd("benchmark", 0)
    for n, (row, memory, due) in enumerate(_memories(rows, due_share)):
        number, topic = numbers[row.item]
        at = int(datetime.fromordinal(memory.last_day).replace(hour=10, tzinfo=UTC).timestamp()) * 1000
        answer = Answer(
            uuid=f"{at:012x}-7000-8000-{n:012x}",
            session=f"session-{memory.last_day}",
            at_ms=at,
            zone_minutes=0,
            day=memory.last_day,
            question=f"{row.item}~choice.en#1",
            item=row.item,
            seed=1,
            bank=questions.bank.id,
            bank_digest=questions.bank.digest,
            template="self",
            lang="en",
            form="choice",
            options=("right-one", "wrong-one", "other-one"),
            response="0",
            outcome="right",
            credit=1.0,
            latency_ms=4000,
            mode="study",
        )
        end = log.write_answer(db, scope, end, answer, number)
        evidence = Evidence(row.item, row.digest, True, 0.33, 0.02, 0.9, True, "")
        log.write_evidence(db, scope, end.last, [(number, evidence)], 0)
        db.execute(
            """UPDATE state SET stability = ?, difficulty = ?, last_day = ?, reps = ?, lapses = ?, rights = ?, due = ?,
                                last_ms = ? WHERE enrolment = ? AND topic = ? AND item = ?""",
            [*memory, due, at, scope.id, topic, number],
        )
    db.execute("COMMIT")


def _memories(rows: list[ItemRow], due_share: float) -> Iterator[tuple[ItemRow, Memory, int]]:
    random, day = Random(11), today()
    for row in rows:
        if random.random() > _KNOWN_SHARE:
            continue
        stability = random.uniform(4, _LONGEST)
        memory = Memory(stability, random.uniform(2, 9), 0, 1 + int(stability / 10), 0, 1 + int(stability / 10))
        wait = due_day(memory, 0.9, DEFAULT, row.item)
        due_now = random.random() < due_share / _KNOWN_SHARE
        overdue = random.randrange(3) if due_now else -1 - random.randrange(wait - 1)  # none was answered today
        yield row, memory._replace(last_day=day - overdue - wait), day - overdue


if __name__ == "__main__":
    print(ensure_progress(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
