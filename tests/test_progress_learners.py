"""Several people on one file, and how one is forgotten."""

import sqlite3
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.progress.migrations import backup
from quiz.progress.store import SqliteStore, delete_learner, list_learners, rebuild
from quiz.study.ids import new_id
from quiz.study.records import Settings
from tests.progress_kit import BANK, DAY, START_MS, cached, give, item, opened, query


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


def test_learners_know_nothing_of_each_other(path: Path) -> None:
    lan, hai = opened(path, "Lan"), opened(path, "Hải")
    give(lan, item(0))
    lan.suspend(item(1), True)
    assert hai.state(item(0)) == hai.state(item(0)) and next(iter(hai.states())).memory is None
    assert [row.item for row in hai.new(2, day=DAY)] == [item(0), item(1)]
    assert (hai.answered_today(DAY), hai.days_studied(0), hai.median_latency()) == ((0, 0), [], 0)
    assert [tuple(learner) for learner in list_learners(path)] == [("Hải", 0, 0), ("Lan", 1, DAY)]
    lan.close()
    hai.close()


def test_a_file_that_is_not_there_has_no_learners_and_is_not_made(path: Path) -> None:
    assert list_learners(path) == []
    assert not path.exists()


def test_one_learner_may_study_several_banks(path: Path) -> None:
    opened(path).close()
    other = SqliteStore.open(path, "other")
    assert other.new(9, day=DAY) == [] and other.counts(DAY) == []
    other.close()
    assert len(list_learners(path)) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Lan   Anh ", "Lan Anh"),
        ("\x1b[31mLan\x1b[0m", "Lan"),
        ("La\u0309i", "Lải"),
        ("a" * 80, "a" * 80),
    ],
)
def test_a_name_is_cleaned(path: Path, given: str, kept: str) -> None:
    SqliteStore.open(path, BANK, given).close()
    assert [learner.name for learner in list_learners(path)] == [kept]


@pytest.mark.parametrize("name", ["", "   ", "\x1b[0m", "a" * 81])
def test_a_name_must_be_something_and_not_too_long(path: Path, name: str) -> None:
    with pytest.raises(QuizError, match="1 to 80"):
        SqliteStore.open(path, BANK, name)


def test_a_deleted_learner_leaves_no_trace_in_the_file(path: Path) -> None:
    hers, his = opened(path, "Bùi Thị Xuân"), opened(path, "Hải")
    for at in range(30):
        give(hers, item(at % 5), at=at, session="her-own-session")
    give(his, item(0), at=50)
    kept = [row for row in cached(path) if row[0] == his.scope.id]
    hers.reset_topic("rivers", START_MS + 100_000)
    hers.flag(item(0), True)
    hers.save_settings(hers.settings()._replace(language="vi"))
    hers.close()
    his.close()
    deleted = delete_learner(path, "Bùi Thị Xuân")
    assert deleted == (30, (), False)
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "Bùi Thị Xuân".encode() not in everything and b"her-own-session" not in everything
    assert cached(path) == kept
    for table in ("setting", "mark", "reset", "reset_item"):
        assert query(path, f"SELECT count(*) FROM {table}") == [(0,)]
    assert rebuild(path).changed == 0


def test_backups_that_still_hold_the_name_are_named(path: Path) -> None:
    opened(path, "Hải").close()
    without = backup(path, 1)
    opened(path, "Lan").close()
    holding = backup(path, 1)
    unreadable = path.with_name("progress-backup-1-9.db")
    unreadable.write_bytes(b"x" * 5000)
    assert delete_learner(path, "Lan").backups == (holding, unreadable)
    assert without.exists() and holding.exists()


def test_a_learner_is_deleted_even_while_another_program_reads_and_traces_are_owned_up_to(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.progress.connect.BUSY_SECONDS", 0.05)
    opened(path, "Lan").close()
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT name FROM learner").fetchall()
    assert delete_learner(path, "Lan").traces
    reader.close()
    assert list_learners(path) == []


def test_who_was_deleted_while_studying_writes_to_nobody_else(path: Path) -> None:
    lan = opened(path, "Lan")
    give(lan, item(0))
    delete_learner(path, "Lan")
    minh = opened(path, "Minh")
    assert minh.scope == lan.scope  # SQLite gives the numbers again
    for attempt in (
        lambda: give(lan, item(1), at=1),
        lambda: lan.flag(item(1), True),
        lambda: lan.undo("evening", at_ms=0, zone_minutes=0, day=1),
        lambda: lan.save_settings(Settings(new_per_day=5)),
        lambda: lan.state(item(0)),
    ):
        with pytest.raises(QuizError, match="deleted meanwhile"):
            attempt()
    give(minh, item(2))
    assert [learner.answers for learner in list_learners(path)] == [1]
    assert minh.settings() == Settings()


def test_nobody_cannot_be_deleted(path: Path) -> None:
    opened(path).close()
    with pytest.raises(QuizError, match="no learner of this name"):
        delete_learner(path, "Lan")


def test_numbers_of_deleted_answers_are_not_given_again(path: Path) -> None:
    hers, his = opened(path, "Lan"), opened(path, "Hải")
    give(his, item(0), at=0)
    give(hers, item(0), at=1)
    hers.close()
    delete_learner(path, "Lan")
    give(his, item(1), at=2)
    assert query(path, "SELECT seq FROM answer ORDER BY id") == [(1,), (3,)]
    his.close()


def test_identifiers_are_of_version_7_and_sort_by_time() -> None:
    ids = [new_id(START_MS + n) for n in range(50)]
    assert ids == sorted(ids) and len(set(ids)) == 50
    assert all(len(one) == 36 and one[14] == "7" and one[19] in "89ab" for one in ids)
    assert len({new_id(START_MS) for _ in range(50)}) == 50
