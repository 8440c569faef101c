"""Real processes: two that write at once, and one that is killed at any moment."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.progress.store import rebuild
from tests.progress_kit import DAY, give, item, opened, query

ROOT = Path(__file__).parent.parent
KILLS = 20  # the real program is killed as often as QUIZ_KILLS says, in tests/test_kill.py

WRITER = """
import sys
from pathlib import Path
from tests.progress_kit import an_answer, evidence, item, opened
store = opened(Path(sys.argv[1]))
name, most = sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for n in range(most):
    answer = an_answer(item(n % 5), at=n, day=740000 + n // 5, session=name)
    store.record(answer, [evidence(item(n % 5), n % 3 != 0)])
    print(answer.uuid, flush=True)
"""


def writer(path: Path, name: str, most: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(most)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def in_order(path: Path) -> bool:
    db = sqlite3.connect(path)
    try:
        return bool(db.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        db.close()


def test_two_processes_that_write_at_once_lose_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    processes = [writer(path, name, 150) for name in ("one", "two")]
    for process in processes:
        go(process)
    printed = [process.communicate(timeout=120)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    said = {uuid for lines in printed for uuid in lines}
    assert len(said) == 300
    assert {row[0] for row in query(path, "SELECT uuid FROM answer")} == said
    assert query(path, "SELECT count(*), count(DISTINCT seq) FROM answer") == [(300, 300)]
    assert in_order(path)
    assert rebuild(path).changed == 0


def test_two_processes_that_create_the_file_at_once_agree(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    code = (
        "import sys; from pathlib import Path; from tests.progress_kit import *\n"
        "s = opened(Path(sys.argv[1])); give(s, item(0))"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        for _ in range(4)
    ]
    assert [process.wait(timeout=120) for process in processes] == [0] * 4
    assert query(path, "SELECT count(*) FROM learner") == [(1,)]
    assert query(path, "SELECT count(*) FROM item") == [(6,)]
    assert query(path, "SELECT count(*) FROM answer") == [(4,)]
    assert list(tmp_path.glob("*backup*")) == []


def test_no_answer_that_was_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    opened(path).close()
    chance = random.Random(2026)
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        process = writer(path, f"life {kill}", 100_000)
        go(process)
        time.sleep(chance.uniform(0.0, 0.15))
        process.kill()
        printed = process.communicate(timeout=60)[0]
        acknowledged |= {line for line in printed.splitlines() if len(line) == 36}
        assert process.returncode != 0
        assert in_order(path)
        kept = {row[0] for row in query(path, "SELECT uuid FROM answer")}
        assert acknowledged <= kept
        assert len(kept) <= len(acknowledged) + kill + 1  # one may have been on disk and not yet told
    assert acknowledged
    assert rebuild(path).changed == 0


def test_a_file_that_another_program_holds_is_reported_and_works_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.progress.connect.BUSY_SECONDS", 0.05)
    path = tmp_path / "progress.db"
    store = opened(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(QuizError, match="Another program is holding"):
        store.suspend("toy/s0/self>length", True)
    assert store.new(1, day=1)
    other.execute("ROLLBACK")
    store.suspend("toy/s0/self>length", True)
    other.close()
    store.close()


def test_a_store_sees_what_another_one_wrote_though_it_remembers_what_it_read(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    one, two = opened(path), opened(path)
    fresh = one.state(item(0))
    assert fresh is not None and fresh.memory is None and one.settings().new_per_day == 20
    give(two, item(0), at=1)
    two.save_settings(two.settings()._replace(new_per_day=7, leech_lapses=3))
    two.flag(item(0), True)
    assert one.settings().new_per_day == 7
    assert one.state(item(0)) == two.state(item(0))
    give(one, item(0), at=2, day=DAY + 3)
    assert one.state(item(0)) == two.state(item(0)) == next(iter(two.states()))
    assert [seq for (seq,) in one.db.execute("SELECT seq FROM answer ORDER BY id")] == [1, 2]
    one.close()
    two.close()
    assert rebuild(path).changed == 0


def test_an_answer_that_was_not_saved_is_not_remembered_either(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    store = opened(path)
    give(store, item(0), at=1)
    known = store.state(item(0))
    store.db.execute("CREATE TEMP TRIGGER full BEFORE UPDATE ON main.state BEGIN SELECT RAISE(ABORT, 'no room'); END")
    with pytest.raises(QuizError):
        give(store, item(0), at=2, day=DAY + 5)
    store.db.execute("DROP TRIGGER full")
    assert store.state(item(0)) == known
    give(store, item(0), at=3, day=DAY + 6)
    assert store.db.execute("SELECT count(*), max(seq) FROM answer").fetchone() == (2, 2)
    store.close()
    assert rebuild(path).changed == 0


def test_opening_a_second_store_does_not_give_up_the_locks_of_the_first(tmp_path: Path) -> None:
    """Another process that leaves would take itself for the last one, and throw the write-ahead log away."""
    path = tmp_path / "progress.db"
    first = opened(path)
    second = opened(path)
    other = writer(path, "other", 3)
    go(other)
    other.wait(30)
    assert path.with_name("progress.db-wal").exists()
    for n in range(5):
        give(first, item(n), at=100 + n)
    second.close()
    first.close()
    assert query(path, "SELECT count(*) FROM answer") == [(8,)]
