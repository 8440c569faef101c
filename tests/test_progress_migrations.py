"""Files of every schema ever released, blank ones, newer ones and other people's."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.progress import connect, migrations, schema
from quiz.progress.attempts import SqliteAttempts
from quiz.progress.rescue import salvage
from quiz.progress.rooms import SqliteRooms
from quiz.progress.store import SqliteStore, list_learners, rebuild
from quiz.questions.model import Form
from quiz.study.exam.model import Blueprint, Slot
from quiz.study.exam.store import Progress
from quiz.study.records import Settings
from tests.exam_kit import Desk, paper
from tests.journal_kit import answer, new_session, seated, stored
from tests.progress_kit import DAY, START_MS, give, item, opened, query, rows

DUMPS = Path(__file__).parent / "data"
LAN = "Nguyễn Thị Lan"
STABILITIES = {1: 0.2915, 2: 0.3616, 3: 0.3616, 4: 0.3616, 5: 0.3616}  # the second under parameters adopted there
VERSIONS = range(1, schema.LATEST + 1)


def released(version: int, path: Path) -> Path:
    """A file as version ``version`` of the schema left it: six items, six answers, one taken back."""
    db = sqlite3.connect(path)
    db.executescript((DUMPS / f"progress_v{version}.sql").read_text(encoding="utf-8"))
    db.close()
    return path


def structure(path: Path) -> set[str]:
    found = query(path, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite_%'")
    return {" ".join(str(sql).split()) for (sql,) in found}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_every_schema_opens_with_everything_in_it(path: Path, version: int) -> None:
    store = SqliteStore.open(released(version, path), "toy", LAN)
    assert [learner.name for learner in list_learners(path)] == [LAN]
    first = store.state(item(0))
    assert first is not None and first.memory is not None
    assert (first.memory.reps, first.memory.lapses, first.memory.last_day) == (2, 1, DAY + 3)
    assert first.memory.stability == pytest.approx(STABILITIES[version], rel=1e-3)
    assert [(mix.chosen, mix.times) for mix in store.mix_ups(item(0))] == [("sông Đà", 1)]
    assert store.days_studied(0) == [DAY, DAY + 3]
    assert rebuild(path).changed == 0
    store.sync("new edition", rows())
    assert store.began_again() == ()
    give(store, item(5), at=500)
    undone = store.undo("evening", at_ms=START_MS + 600_000, zone_minutes=0, day=DAY)
    assert undone is not None and undone.answer.item == item(5)
    store.close()


def test_what_only_the_latest_schema_holds_is_there_too(path: Path) -> None:
    store = SqliteStore.open(released(2, path), "toy", LAN)
    states = {state.item: state for state in store.states()}
    assert (states[item(4)].suspended, states[item(3)].buried_until, states[item(0)].flagged) == (
        True,
        DAY + 9,
        True,
    )
    assert states[item(3)].memory is None, "its topic was reset"
    assert store.settings() == Settings(language="vi", new_per_day=7)
    assert query(path, "SELECT why FROM adoption") == [("trial",)]
    store.close()


def test_attempts_at_tests_are_there_too(path: Path) -> None:
    store = SqliteStore.open(released(4, path), "toy", LAN)
    attempts = SqliteAttempts(store)
    (left,) = attempts.open()
    assert left[1:] == ("weekly", {"vi": "Hằng tuần"}, "vi", START_MS + 90_000, 1, 2, False)
    saved = attempts.load(left.uuid)
    assert saved.begun.paper.slots[1] == Slot(item(1), Form.TYPED, 2**64 - 1, 0.75)
    assert [(event.kind, event.question) for event in saved.events] == [("answer", 0), ("go", 0)]
    assert saved.progress == Progress(1, 2_000, 9_000, START_MS + 99_000)
    assert attempts.finished(Blueprint("weekly")) == [(START_MS + 85_000, 0.5)]
    assert [(one.outcome, one.chosen, one.ms) for one in attempts.records()] == [
        ("right", ("sông Đà",), 4_000),
        ("blank", (), 0),
    ]
    store.close()


def test_sessions_of_a_class_are_there_too(path: Path) -> None:
    rooms = SqliteRooms(released(5, path))
    (line,) = rooms.sessions()
    assert line[1:] == (1, "Rivers", "live", START_MS + 100_000, True, 2, 1, 2)
    stored = rooms.load(line.uuid)
    assert stored.session.plan.roster == (LAN, "Minh") and len(stored.session.plan.entries) == 2
    assert [seat.name for seat, _token in stored.seats] == [LAN, "Minh"]
    assert rooms.learner(stored.seats[0].seat.learner) == LAN
    assert [(one.seq, one.kind) for one in stored.events[:3]] == [(1, "join"), (2, "join"), (3, "ask")]
    assert stored.events[2].data == {"q": 0, "opens_at": 7_000, "closes_at": 37_000}
    assert [(one.seat, one.response, one.outcome) for one in stored.answers] == [
        (2, 3, "wrong"),
        (1, 0, "right"),
        (1, "năm 1037", "wrong"),
    ]
    assert stored.at_ms == 20_000
    rooms.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_class_can_be_held_in_a_file_of_every_schema(path: Path, version: int) -> None:
    rooms = SqliteRooms(released(version, path))
    session = new_session()
    rooms.create(session)
    rooms.write(session.uuid, [seated(1), answer(session.plan, 0, 1, 0)])
    assert rooms.load(session.uuid) == stored(session, [seated(1)], [], [answer(session.plan, 0, 1, 0)])
    rooms.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_an_attempt_can_be_made_in_a_file_of_every_schema(path: Path, version: int) -> None:
    desk = Desk(released(version, path), learner=LAN)
    desk.begin(paper(count=2))
    desk.right()
    desk.kill()
    desk.resume()
    assert desk.submit().share == 0.5
    assert len(desk.attempts.unrecorded()) == 0
    desk.close()
    assert rebuild(path).changed == 0


@pytest.mark.parametrize("version", VERSIONS)
def test_a_migrated_file_has_the_structure_of_a_blank_one(tmp_path: Path, path: Path, version: int) -> None:
    opened(tmp_path / "blank.db").close()
    SqliteStore.open(released(version, path), "toy").close()
    assert structure(path) == structure(tmp_path / "blank.db")
    assert query(path, "PRAGMA user_version") == [(schema.LATEST,)]
    assert query(path, "PRAGMA application_id") == [(schema.APPLICATION_ID,)]
    assert query(path, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_step_is_never_edited(path: Path, tmp_path: Path, version: int) -> None:
    from sqlite_utils import Database

    db = sqlite3.connect(tmp_path / "made.db", isolation_level=None)
    migrations.steps(version).apply(Database(db))
    db.close()
    assert structure(tmp_path / "made.db") == structure(released(version, path))


def test_an_older_file_is_copied_before_it_is_migrated(path: Path) -> None:
    released(1, path)
    before = list(sqlite3.connect(path).iterdump())
    SqliteStore.open(path, "toy").close()
    SqliteStore.open(path, "toy").close()
    (backup,) = path.parent.glob("*backup*")
    assert backup.name == "progress-backup-1-1.db"
    assert list(sqlite3.connect(backup).iterdump()) == before


def test_a_second_backup_does_not_replace_the_first(path: Path) -> None:
    released(1, path)
    (path.parent / "progress-backup-1-1.db").write_bytes(b"kept")
    SqliteStore.open(path, "toy").close()
    assert (path.parent / "progress-backup-1-1.db").read_bytes() == b"kept"
    assert (path.parent / "progress-backup-1-2.db").exists()


def test_without_a_backup_nothing_is_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released(1, path)

    def full(path: Path, version: int) -> Path:
        raise QuizError("No backup could be written (disk full)")

    monkeypatch.setattr(migrations, "backup", full)
    with pytest.raises(QuizError, match="No backup"):
        SqliteStore.open(path, "toy")
    assert query(path, "PRAGMA user_version") == [(1,)]
    assert ("setting",) not in query(path, "SELECT name FROM sqlite_master")


def test_a_migration_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released(1, path)
    before = structure(path)
    broken = (schema.STEPS[0], ("marks", ("CREATE TABLE setting (x TEXT) STRICT", "CREATE TABLE nonsense (")))
    monkeypatch.setattr(migrations, "STEPS", broken)
    with pytest.raises(QuizError):
        SqliteStore.open(path, "toy")
    assert structure(path) == before
    assert query(path, "PRAGMA user_version") == [(1,)]


def test_a_file_that_contradicts_itself_is_not_migrated_but_can_be_salvaged(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(released(1, path))) as db:
        db.execute("DELETE FROM learner")
        db.commit()
    answers, old = query(path, "SELECT * FROM answer"), query(path, "SELECT * FROM evidence")
    with pytest.raises(QuizError, match="contradicts itself") as caught:
        SqliteStore.open(path, "toy", LAN)
    assert "salvage" in caught.value.hint
    assert (query(path, "PRAGMA user_version"), query(path, "SELECT * FROM evidence")) == ([(1,)], old)
    saved = salvage(path, tmp_path / "saved.db")
    assert (saved.answers, saved.evidence, saved.lost) == (len(answers), len(old), 0)


def test_only_one_of_two_processes_migrates(path: Path) -> None:
    released(1, path)
    code = "import sys; from quiz.progress.store import SqliteStore\nSqliteStore.open(sys.argv[1], 'toy').close()"
    processes = [subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=DUMPS.parent.parent) for _ in range(3)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    assert len(list(path.parent.glob("*backup*"))) == 1


def test_a_newer_file_is_refused_and_not_touched(path: Path) -> None:
    opened(path).close()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {schema.LATEST + 1}")
    db.close()
    before, names = path.read_bytes(), sorted(path.parent.iterdir())
    for attempt in (
        lambda: SqliteStore.open(path, "toy"),
        lambda: rebuild(path),
        lambda: list_learners(path),
    ):
        with pytest.raises(QuizError, match="newer version") as caught:
            attempt()
        assert "Update quiz" in caught.value.hint and caught.value.where == str(path)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == names


def test_a_newer_version_that_is_still_in_the_write_ahead_log_is_refused_too(path: Path) -> None:
    opened(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute(f"PRAGMA user_version = {schema.LATEST + 1}")
    assert connect.header_version(path) == schema.LATEST, "the header alone does not tell"
    with pytest.raises(QuizError, match="newer version"):
        SqliteStore.open(path, "toy")
    holder.close()


def test_threads_open_files_of_their_own_while_others_are_looked_at(path: Path) -> None:
    held = [connect.connect(path.with_name(f"{at}.db")) for at in range(20)]  # much to go through

    def come_and_go(name: str) -> None:
        for _ in range(30):
            assert connect.header_version(path) == 0
            connect.connect(path.with_name(name)).close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(come_and_go, ["a.db", "b.db", "c.db", "d.db"]))
    for db in held:
        with closing(db):
            assert connect.header_version(db.path) == schema.LATEST, "open ones are known"


@pytest.mark.parametrize("version", [0, 1, 2, 7])
def test_the_database_of_another_program_is_refused_and_not_touched(path: Path, version: int) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE places (id INTEGER PRIMARY KEY)")
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(QuizError, match="another program"):
        SqliteStore.open(path, "toy")
    assert path.read_bytes() == before


def test_an_empty_file_is_a_blank_one(path: Path) -> None:
    path.touch()
    opened(path).close()
    assert list(path.parent.glob("*backup*")) == []


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    opened(tmp_path / "a" / "b" / "progress.db").close()
    assert (tmp_path / "a" / "b" / "progress.db").exists()


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(QuizError) as caught:
        opened(tmp_path / "file" / "progress.db")
    assert "--db" in caught.value.hint


def test_opening_a_current_file_imports_no_migrations(path: Path) -> None:
    opened(path).close()
    code = (
        "import sys; from quiz.progress.store import SqliteStore\n"
        "SqliteStore.open(sys.argv[1], 'toy').due(9, 9)\n"
        "heavy = {'sqlite_utils', 'quiz.progress.migrations', 'fsrs_rs_python', 'hashlib', 'platformdirs'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=DUMPS.parent.parent, check=True)


def test_every_connection_syncs_fully_and_keeps_foreign_keys(path: Path) -> None:
    store = opened(path)
    for pragma, value in (
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("journal_mode", "wal"),
        ("busy_timeout", 5000),
    ):
        assert store.db.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    store.close()


def test_a_connection_that_does_not_sync_as_told_is_not_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf(connect.Connection):
        def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
            told = sql.replace("synchronous = FULL", "synchronous = NORMAL")
            return super().execute(told, values)

    opened(path).close()
    monkeypatch.setattr(connect, "Connection", Deaf)
    with pytest.raises(QuizError, match="refuses to write safely"):
        SqliteStore.open(path, "toy")


def test_a_network_folder_gets_no_write_ahead_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.progress.places.is_network", lambda path: True)
    store = opened(path)
    give(store, item(0))
    assert store.db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    store.close()
    assert rebuild(path).changed == 0


def test_an_old_sqlite_gets_a_clear_word(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.36.0")
    with pytest.raises(QuizError, match=r"SQLite 3\.36\.0 is too old; 3\.37"):
        SqliteStore.open(path, "toy")
    assert not path.exists()
