"""DamagedError, read-only and full: what a person is told, and what is saved."""

import os
import sqlite3
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.progress.faults import explain
from quiz.progress.rescue import salvage
from quiz.progress.store import SqliteStore, delete_learner, list_learners, rebuild
from quiz.progress.survey import survey
from tests.progress_kit import BANK, DAY, an_answer, evidence, give, item, opened, query, rows

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


def well_used(path: Path, answers: int = 400) -> None:
    """A file with several pages of every table, closed."""
    store = SqliteStore.open(path, BANK, "Lan")
    store.sync("c", rows(60))
    for n in range(answers):
        give(store, item(n % 59), n % 4 != 0, at=n, day=DAY + n // 20, latency_ms=1000 + n)
    store.suspend(item(59), True)
    store.close()


def pages_with(path: Path, text: bytes) -> list[int]:
    """Numbers, from 0, of the pages that hold ``text``."""
    data = path.read_bytes()
    return [n for n in range(1, len(data) // PAGE) if text in data[n * PAGE : (n + 1) * PAGE]]


def spoil(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(b"\xfe" * PAGE)


def test_a_damaged_file_says_what_can_still_be_read_and_salvage_saves_it(path: Path, tmp_path: Path) -> None:
    store = SqliteStore.open(path, BANK, "Lan")
    store.sync("c", rows(60))
    for n in range(400):
        line = evidence(item(n % 59), n % 4 != 0)
        store.record(an_answer(item(n % 59), at=n, day=DAY + n // 20, template="template-mark"), [line])
    store.suspend(item(59), True)
    store.close()
    pages = pages_with(path, b"template-mark")
    assert len(pages) > 10
    spoil(path, pages[len(pages) // 2])
    readable = survey(path)
    assert 300 < readable < 400
    with pytest.raises(QuizError) as caught:
        rebuild(path)
    assert f"{readable} answers" in caught.value.message
    assert "salvage" in caught.value.hint and caught.value.where == str(path)
    before, out = path.read_bytes(), tmp_path / "saved.db"
    saved = salvage(path, out)
    assert saved.answers == readable and saved.lost == 400 - readable
    assert saved.evidence == readable and saved.items > 50
    assert path.read_bytes() == before
    assert query(out, "PRAGMA integrity_check") == [("ok",)]
    assert [learner[:2] for learner in list_learners(out)] == [("Lan", readable)]
    again = SqliteStore.open(out, BANK, "Lan")
    again.sync("c", rows(60))
    state = again.state(item(59))
    assert state is not None and state.suspended
    give(again, item(0), at=9999)
    again.close()
    assert rebuild(out).changed == 0


def test_states_are_not_thrown_away_for_a_log_whose_pages_read_as_empty(path: Path) -> None:
    well_used(path, 50)
    db = sqlite3.connect(path)
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'evidence'").fetchone()[0]
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE + 3)
        file.write(b"\0\0")  # the page's number of cells
    states = query(path, "SELECT * FROM state")
    with pytest.raises(QuizError, match="damaged"):
        rebuild(path)
    assert query(path, "SELECT * FROM state") == states


def test_a_whole_file_is_salvaged_whole(path: Path, tmp_path: Path) -> None:
    well_used(path, 50)
    saved = salvage(path, tmp_path / "saved.db")
    assert (saved.answers, saved.evidence, saved.lost) == (50, 50, 0)
    states = "SELECT * FROM state ORDER BY enrolment, topic, item"
    assert query(tmp_path / "saved.db", states) == query(path, states)
    assert query(tmp_path / "saved.db", "SELECT * FROM meta") == query(path, "SELECT * FROM meta")


def test_answers_that_went_with_a_learner_are_not_called_lost(path: Path, tmp_path: Path) -> None:
    for n, learner in enumerate(("Lan", "Minh", "Mai", "Lan")):
        store = SqliteStore.open(path, BANK, learner)
        store.sync("c", rows(60))
        give(store, item(n), at=n)
        store.close()
    delete_learner(path, "Minh")
    delete_learner(path, "Mai")
    assert salvage(path, tmp_path / "saved.db")[:4] == (2, 2, 2, 0)


def test_answers_are_saved_even_when_all_they_refer_to_is_lost(path: Path, tmp_path: Path) -> None:
    well_used(path, 20)
    db = sqlite3.connect(path)
    db.execute("PRAGMA foreign_keys = OFF")
    for table in ("learner", "bank", "enrolment", "topic", "item", "meta"):
        db.execute(f"DELETE FROM {table}")
    db.commit()
    db.close()
    out = tmp_path / "saved.db"
    saved = salvage(path, out)
    assert (saved.answers, saved.evidence) == (20, 20)
    (learner,) = list_learners(out)
    store = SqliteStore.open(out, BANK, learner.name)
    store.sync("c", rows(60))
    assert sum(state.memory is not None for state in store.states()) == 20
    store.close()


def test_items_that_are_lost_come_back_from_the_bank(path: Path, tmp_path: Path) -> None:
    opened(path, count=60).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("DELETE FROM item WHERE id > 30")
    db.commit()
    db.close()
    out = tmp_path / "saved.db"
    salvage(path, out)
    store = opened(out, count=60)
    assert len(list(store.states())) == len(store.new(100, day=DAY, depth="detail")) == 60
    store.close()


def test_salvage_does_not_write_over_a_file(path: Path, tmp_path: Path) -> None:
    well_used(path, 1)
    with pytest.raises(QuizError, match="exists already"):
        salvage(path, path)


@pytest.mark.parametrize("content", [b"just some text", b"x" * 5000, b"SQLite format 3\x00" + b"\xff" * 84])
def test_a_file_that_is_no_database_is_reported_and_not_touched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(QuizError) as caught:
        SqliteStore.open(path, BANK)
    assert caught.value.where == str(path) and caught.value.hint
    assert path.read_bytes() == content


def test_a_file_cut_short_is_reported(path: Path) -> None:
    well_used(path, 100)
    path.write_bytes(path.read_bytes()[: 3 * PAGE])
    with pytest.raises(QuizError) as caught:
        rebuild(path)
    assert "damaged" in caught.value.message


def test_salvage_of_what_is_no_database_says_so(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"x" * 5000)
    with pytest.raises(QuizError):
        salvage(path, tmp_path / "saved.db")
    assert not (tmp_path / "saved.db").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_reported(path: Path) -> None:
    opened(path).close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with pytest.raises(QuizError, match="cannot be"):
            give(opened(path), item(0))
    finally:
        path.parent.chmod(0o755)


def test_a_connection_that_may_only_read_is_reported_in_words(path: Path) -> None:
    store = opened(path)
    store.db.execute("PRAGMA query_only = ON")
    with pytest.raises(QuizError, match="cannot be written") as caught:
        give(store, item(0))
    assert "--db" in caught.value.hint
    store.db.execute("PRAGMA query_only = OFF")
    give(store, item(0))
    store.close()


def test_a_full_disk_is_reported_and_nothing_is_half_written(path: Path) -> None:
    store = opened(path)
    give(store, item(0))
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(QuizError, match="disk is full"):
        for at in range(1, 500):
            give(store, item(at % 5), at=at)
    store.db.execute("PRAGMA max_page_count = 100000")
    give(store, item(0), at=1000)
    store.close()
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert rebuild(path).changed == 0


def test_a_closed_store_says_so_in_the_same_way(path: Path) -> None:
    store = opened(path)
    store.close()
    with pytest.raises(QuizError):
        store.settings()


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (sqlite3.SQLITE_BUSY, "Another program"),
        (sqlite3.SQLITE_LOCKED, "Another program"),
        (sqlite3.SQLITE_READONLY, "written"),
        (sqlite3.SQLITE_PERM, "written"),
        (sqlite3.SQLITE_CANTOPEN, "opened"),
        (sqlite3.SQLITE_FULL, "full"),
        (sqlite3.SQLITE_IOERR | 10 << 8, "disk reported"),
        (sqlite3.SQLITE_TOOBIG, "used"),
        (sqlite3.SQLITE_NOTADB, "not a progress file"),
    ],
)
def test_every_class_of_error_has_words_a_place_and_a_hint(path: Path, code: int, word: str) -> None:
    error = sqlite3.OperationalError("detail")
    error.sqlite_errorcode = code
    told = explain(error, path)
    assert word in told.message and told.where == str(path) and told.hint
