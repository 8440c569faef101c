"""The journal of a class: what was said to be kept is there after a kill, as it was, and nothing is ever changed."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.progress.rescue import salvage
from quiz.progress.rooms import SqliteRooms
from quiz.progress.store import SqliteStore, delete_learner
from quiz.questions.model import Outcome
from quiz.study.room.machine import Room
from quiz.study.room.model import RoomEvent, Seat, SeatAnswer
from quiz.study.room.report import class_report
from quiz.study.room.store import Clocked, NewSession, Row, Seated, Stored
from tests.journal_kit import HOSTILE_NAMES, START_MS, answer, event, new_session, plan, seated, stored
from tests.progress_kit import query
from tests.room_kit import Class, state
from tests.room_kit import plan as choices

ROOT = Path(__file__).parent.parent
KILLS = min(20, int(os.environ.get("QUIZ_KILLS", "6")))
TABLES = ("class_session", "class_plan", "class_seat", "class_name", "class_event", "class_answer")
LAN = "Nguyễn Thị Lan"
OTHER = "01a0c0de-0000-7000-8000-000000000002"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


@pytest.fixture
def rooms(path: Path) -> Iterator[SqliteRooms]:
    opened = SqliteRooms(path)
    yield opened
    opened.close()


@pytest.fixture
def session(rooms: SqliteRooms) -> NewSession:
    made = new_session()
    rooms.create(made)
    return made


def a_lesson(session: NewSession, names: tuple[str, ...] = HOSTILE_NAMES) -> Stored:
    """Everybody joins, two questions are asked, one is voided, somebody is thrown out."""
    seats = [seated(at, name) for at, name in enumerate(names, 1)]
    events = [event(at, "join", seat=at) for at in range(1, len(names) + 1)]
    after = len(events)
    events += [
        event(after + 1, "ask", q=0, order=[2, 0, 1], closes_at=None),
        event(after + 2, "close"),
        event(after + 3, "kick", seat=2),
        event(after + 4, "void", q=0, accept=[[0, 2], "Hà Nội", 1, None]),
        event(after + 5, "ask", q=3, extra={"2": 1.5, "on": True}),
    ]
    given = [answer(session.plan, 0, seat.id, seat.id % 4, used_ms=100 * seat.id) for seat, _token in reversed(seats)]
    given += [
        answer(session.plan, 1, 1, (0, 2)),
        answer(session.plan, 3, 1, "Đà Nẵng\\n'; --"),
        answer(session.plan, 4, 1, ()),
    ]
    given.append(SeatAnswer(2, 1, 0, 0, 0, None, Outcome.BLANK, 0.0, 0))
    return stored(session, seats, events, given)


def rows_of(lesson: Stored) -> list[Row]:
    return [*lesson.events, *lesson.seats, *lesson.answers]


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {table: query(path, f"SELECT * FROM {table}") for table in TABLES}


# what is kept


def test_a_session_is_loaded_as_it_was_written_before_and_after_a_restart(
    path: Path, rooms: SqliteRooms, session: NewSession
) -> None:
    lesson = a_lesson(session)
    rooms.write(session.uuid, rows_of(lesson))
    assert rooms.load(session.uuid) == lesson
    rooms.close()
    again = SqliteRooms(path)
    assert again.load(session.uuid) == lesson
    assert [type(one.outcome) for one in again.load(session.uuid).answers] == [Outcome] * len(lesson.answers)
    again.close()


def test_the_plan_comes_back_with_every_field(rooms: SqliteRooms) -> None:
    odd = plan(
        mode="paced",
        read_ms=1,
        answer_ms=0,
        speed=True,
        auto_ms=5,
        board=5,
        podium=True,
        naming="roster",
        roster=("Lan", "Minh", "Lan"),
        teams="averaged",
        deadline_ms=START_MS,
        evidence=False,
    )
    made = new_session(of=odd)
    rooms.create(made)
    assert rooms.load(made.uuid) == Stored(made, (), (), (), 0)


def test_the_first_answer_and_the_first_event_stay(rooms: SqliteRooms, session: NewSession) -> None:
    first, second = answer(session.plan, 0, 1, 0), answer(session.plan, 0, 1, 1, used_ms=9)
    rooms.write(session.uuid, [first, second, event(1, "ask", q=0)])
    rooms.write(session.uuid, [second, answer(session.plan, 0, 2, 1), event(1, "ask", q=9)])
    found = rooms.load(session.uuid)
    assert found.answers == (first, answer(session.plan, 0, 2, 1))
    assert found.events == (event(1, "ask", q=0),)


def test_a_seat_is_as_it_was_told_last(rooms: SqliteRooms, session: NewSession) -> None:
    rooms.write(session.uuid, [seated(1, "Lan", team="Reds"), seated(2)])
    new = Seated(Seat(1, "Lan Anh", "en", "", 1.5, True), b"")
    rooms.write(session.uuid, [seated(1, "L."), new])
    assert rooms.load(session.uuid).seats == (new, seated(2))


def test_the_clock_never_goes_back_and_is_never_behind_what_happened(rooms: SqliteRooms, session: NewSession) -> None:
    rooms.write(session.uuid, [Clocked(5000), Clocked(4000)])
    rooms.write(session.uuid, [Clocked(3000)])
    assert rooms.load(session.uuid).at_ms == 5000
    rooms.write(session.uuid, [event(1, "ask", at_ms=6000, q=0)])
    assert rooms.load(session.uuid).at_ms == 6000
    rooms.write(session.uuid, [answer(session.plan, 0, 1, 0)._replace(at_ms=7000)])
    assert rooms.load(session.uuid).at_ms == 7000


def test_sessions_are_listed_with_the_latest_first(rooms: SqliteRooms, session: NewSession) -> None:
    rooms.create(new_session(OTHER, plan(2, mode="cards"))._replace(started_ms=START_MS + 1))
    rooms.write(session.uuid, rows_of(a_lesson(session, ("Lan", "Minh"))))
    rooms.write(session.uuid, [seated(3, kicked=True), event(30, "over")])
    assert [tuple(line) for line in rooms.sessions()] == [
        (OTHER, 2, "A lesson", "cards", START_MS + 1, False, 0, 0, 0),
        (session.uuid, 1, "A lesson", "live", START_MS, True, 2, 2, 3),
    ]


def listed_as_reported(rooms: SqliteRooms, room: Class) -> tuple[int, int, int]:
    kept = room.stored()
    rooms.create(kept.session)
    rooms.write(kept.session.uuid, rows_of(kept))
    (line,) = rooms.sessions()
    report = class_report(rooms.load(kept.session.uuid))
    assert (line.questions, line.seats, line.answers) == (report.of, len(report.pupils), report.answers)
    return line.questions, line.seats, line.answers


def test_the_list_counts_what_the_report_does(rooms: SqliteRooms) -> None:
    room = Class(plan(6), pupils=3)
    for _question in range(4):
        room.open()
        for seat in (1, 2, 3):
            room.right(seat)
        room.do("reveal")
    room.open()
    room.right(1)
    room.do("skip")
    room.do("kick", 3)
    room.do("void", 0, [])
    room.do("void", 1, [])
    room.do("void", 1, [[0]])
    assert listed_as_reported(rooms, room) == (3, 2, 6)


def test_the_list_counts_what_was_counted_by_hand(rooms: SqliteRooms) -> None:
    room = Class(choices(3, mode="cards"))
    for q in range(2):
        room.open()
        room.do("tally", q, {"0": 30})
        room.do("tally", q, {"0": 3, "1": 13})
        room.do("reveal")
    assert listed_as_reported(rooms, room) == (2, 0, 32)


def test_the_list_counts_every_question_that_each_may_come_to(rooms: SqliteRooms) -> None:
    room = Class(plan(3, mode="paced"), pupils=2)
    for q in range(2):
        room.look(1)
        room.right(1, q)
    room.do("void", 0, [])
    assert listed_as_reported(rooms, room) == (2, 2, 1)


def test_a_real_lesson_is_read_back_as_the_same_room_and_its_events_name_nobody(path: Path, rooms: SqliteRooms) -> None:
    room = Class(plan(3, teams="averaged", naming="roster", roster=("Thảo Vy", "Minh Khôi", "Gia Hân")))
    for name in ("Thảo Vy", "Minh Khôi", "Gia Hân"):
        room.join(name, "vi", "Đội Sen")
    room.open()
    room.right(1)
    room.do("rename", 2, "Khôi Nguyên")
    room.do("extra", 2, 1.5)
    room.do("kick", 3)
    room.wrong(2)
    room.do("reveal")
    room.do("void", 0, [])
    room.open()
    room.do("pause")
    kept = room.stored()
    rooms.create(kept.session)
    rooms.write(kept.session.uuid, [*rows_of(kept), Clocked(kept.at_ms)])
    assert rooms.load(kept.session.uuid) == kept
    assert state(Room.replay(rooms.load(kept.session.uuid))) == state(room.room)
    for name in ("Thảo Vy", "Minh Khôi", "Khôi Nguyên", "Gia Hân", "Đội Sen"):
        assert tables_with(path, name) == {"class_name"}


texts = st.text(st.characters(codec="utf-8"), max_size=6)
responses = st.one_of(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4).map(tuple), texts, st.none())
answers = st.builds(
    SeatAnswer,
    st.integers(0, 3),
    st.integers(1, 4),
    st.integers(0, 2**50),
    st.integers(0, 2**50),
    st.integers(0, 2**40),
    responses,
    st.sampled_from(Outcome),
    st.floats(0, 1),
    st.integers(0, 1000),
)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**60), 2**60), texts),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcq"), inner, max_size=3),
    max_leaves=6,
)
events = st.builds(
    lambda seq, at, kind, data: RoomEvent(seq, at, at, kind, data),
    st.integers(1, 5),
    st.integers(0, 2**50),
    texts,
    st.dictionaries(st.sampled_from("abcq"), json_values, max_size=3),
)
seats = st.builds(
    lambda number, name, lang, team, extra, kicked, token: Seated(Seat(number, name, lang, team, extra, kicked), token),
    st.integers(1, 4),
    texts,
    texts,
    texts,
    st.floats(1, 4),
    st.booleans(),
    st.binary(max_size=4),
)
batches = st.lists(st.lists(st.one_of(answers, events, seats, st.builds(Clocked, st.integers(0, 2**50))), max_size=8))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches)
def test_whatever_is_written_in_whatever_order_the_file_agrees_with_a_dictionary(
    rooms: SqliteRooms, written: list[list[Row]]
) -> None:
    rooms.db.execute("PRAGMA synchronous = OFF")
    made = new_session(os.urandom(16).hex(), plan(1))
    rooms.create(made)
    at_ms, held = 0, {SeatAnswer: dict[Any, Any](), RoomEvent: dict[Any, Any](), Seated: dict[Any, Any]()}
    for batch in written:
        rooms.write(made.uuid, batch)
        for row in batch:
            if isinstance(row, SeatAnswer):
                held[SeatAnswer].setdefault((row.question, row.seat), row)
            elif isinstance(row, RoomEvent):
                held[RoomEvent].setdefault(row.seq, row)
            elif isinstance(row, Seated):
                held[Seated][row.seat.id] = row
            else:
                at_ms = max(at_ms, row.at_ms)
    kept = [tuple(one.values()) for one in (held[SeatAnswer], held[RoomEvent])]
    at_ms = max([at_ms, *(row.at_ms for rows in kept for row in rows)])
    found = rooms.load(made.uuid)
    assert found.answers == kept[0]
    assert found.events == tuple(row for _seq, row in sorted(held[RoomEvent].items()))
    assert found.seats == tuple(row for _seat, row in sorted(held[Seated].items()))
    assert found.at_ms == at_ms


# what is refused


@pytest.mark.parametrize("table", ["class_event", "class_answer"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET at_ms = 1", "DELETE FROM {}"])
def test_events_and_answers_cannot_be_changed_or_taken_out(
    path: Path, rooms: SqliteRooms, session: NewSession, table: str, statement: str
) -> None:
    rooms.write(session.uuid, rows_of(a_lesson(session)))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        query(path, statement.format(table))


def test_a_row_that_does_not_fit_is_refused_with_all_that_came_with_it(rooms: SqliteRooms, session: NewSession) -> None:
    good = answer(session.plan, 0, 1, 0)
    for changes in ({"points": None}, {"points": "many"}, {"seat": 2**70}, {"response": "\ud800"}):
        with pytest.raises(QuizError):
            rooms.write(session.uuid, [good, event(1, "ask"), answer(session.plan, 0, 2, 0)._replace(**changes)])
    assert rooms.load(session.uuid) == Stored(session, (), (), (), 0)
    rooms.write(session.uuid, [good])
    assert rooms.load(session.uuid).answers == (good,)


def test_a_session_that_is_not_there_is_said_so(rooms: SqliteRooms, session: NewSession) -> None:
    for attempt in (
        lambda: rooms.load(OTHER),
        lambda: rooms.write(OTHER, [event(1, "ask")]),
        lambda: rooms.forget(OTHER, names_only=True),
    ):
        with pytest.raises(QuizError, match="no such session"):
            attempt()


def test_a_second_session_of_the_same_name_is_refused(rooms: SqliteRooms, session: NewSession) -> None:
    with pytest.raises(QuizError):
        rooms.create(session)


def test_a_server_that_has_not_heard_of_the_deletion_writes_nowhere(path: Path, session: NewSession) -> None:
    server, other = SqliteRooms(path), SqliteRooms(path)
    server.write(session.uuid, [event(1, "ask")])
    other.forget(session.uuid, names_only=False)
    other.create(new_session(OTHER))
    with pytest.raises(QuizError, match="no such session"):
        server.write(session.uuid, [answer(session.plan, 0, 1, 0)])
    assert other.load(OTHER).answers == () and other.sessions()[0].number == 2
    server.close()
    other.close()


def test_a_damaged_session_is_an_error_for_people(path: Path, rooms: SqliteRooms, session: NewSession) -> None:
    for damage in ("{", '{"title": 3}', '{"teams": "all"}'):
        query(path, "SELECT 1")
        db = sqlite3.connect(path)
        db.execute("UPDATE class_plan SET plan = ?", [damage])
        db.commit()
        db.close()
        with pytest.raises(QuizError, match="damaged"):
            rooms.load(session.uuid)
    query(path, "SELECT 1")
    rooms.create(new_session(OTHER))
    assert rooms.load(OTHER).session.uuid == OTHER, "no transaction is left open"


# kills and other processes

PROGRAM = """
import sys
from quiz.progress.rooms import SqliteRooms
from tests.journal_kit import answer, event, new_session, plan
rooms = SqliteRooms(sys.argv[1])
of, first, n = plan(3), int(sys.argv[2]), 0
print("open", flush=True)
sys.stdin.readline()
while True:
    n += 1
    batch = first + n
    rows = [answer(of, n % 3, 40 * batch + at, at % 3) for at in range(1 + n % 37)]
    rooms.write(sys.argv[3], [event(batch, "ask", size=len(rows)), *rows])
    print("kept", batch, len(rows), flush=True)
"""


def test_what_was_kept_survives_kill_9_and_every_transaction_is_whole(path: Path, rooms: SqliteRooms) -> None:
    session = new_session(of=plan(3))
    rooms.create(session)
    chance, kept = random.Random(4), dict[int, int]()
    for kill in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(path), str(kill * 100_000), session.uuid],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == "open\n"
        threading.Timer(chance.uniform(0.02, 0.3), process.kill).start()
        try:
            lines = process.communicate("go\n", timeout=60)[0].splitlines()
        finally:
            process.kill()
        assert process.returncode == (-signal.SIGKILL if hasattr(signal, "SIGKILL") else 1)
        said = [line.split() for line in lines if line.startswith("kept ")]
        kept |= {int(line[1]): int(line[2]) for line in said if len(line) == 3}
        found = rooms.load(session.uuid)
        sizes = {one.seq: one.data["size"] for one in found.events}
        counted = dict.fromkeys(sizes, 0)
        for one in found.answers:
            counted[one.seat // 40] += 1
        assert counted == sizes, "no transaction is there in part"
        assert kept.items() <= sizes.items() and len(sizes) <= len(kept) + kill + 1
        kept = sizes
    assert sum(kept.values()) > KILLS
    assert query(path, "PRAGMA integrity_check") == [("ok",)]


def test_one_writes_while_another_reads(path: Path, rooms: SqliteRooms, session: NewSession) -> None:
    reader, stop = SqliteRooms(path), threading.Event()
    failures: list[BaseException] = []

    def write() -> None:
        try:
            writer = SqliteRooms(path)
            batch = 0
            while not stop.is_set():
                batch += 1
                seats = range(10 * batch, 10 * batch + 10)
                rows = [answer(session.plan, 0, at, 0) for at in seats]
                writer.write(session.uuid, [event(batch, "ask", q=0), *map(seated, seats), *rows])
            writer.close()
        except BaseException as error:
            failures.append(error)
            raise

    thread = threading.Thread(target=write)
    thread.start()
    try:
        until = time.monotonic() + 30
        while len((found := reader.load(session.uuid)).events) < 30 and time.monotonic() < until and not failures:
            assert len(found.answers) == 10 * len(found.events), "one view of the file"
            assert reader.sessions()[0].answers >= len(found.answers)
    finally:
        stop.set()
        thread.join()
        reader.close()
    assert not failures and len(found.events) >= 30


def test_two_sessions_are_written_at_once(path: Path, rooms: SqliteRooms, session: NewSession) -> None:
    second = new_session(OTHER)
    rooms.create(second)

    def write(to: NewSession, failures: list[QuizError]) -> None:
        own = SqliteRooms(path)
        try:
            for at in range(1, 41):
                own.write(to.uuid, [answer(to.plan, 0, at, 0), event(at, "ask")])
        except QuizError as error:
            failures.append(error)
        finally:
            own.close()

    failures: list[QuizError] = []
    threads = [threading.Thread(target=write, args=(one, failures)) for one in (session, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    for one in (session, second):
        found = rooms.load(one.uuid)
        assert (len(found.answers), len(found.events)) == (40, 40)


def test_a_file_that_another_program_holds_is_waited_for_and_then_said_so(
    path: Path, rooms: SqliteRooms, session: NewSession
) -> None:
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    rooms.db.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(QuizError, match="Another program"):
        rooms.write(session.uuid, [event(1, "ask")])
    rooms.db.execute("PRAGMA busy_timeout = 60000")
    threading.Timer(0.2, lambda: holder.execute("ROLLBACK")).start()
    rooms.write(session.uuid, [event(1, "ask")])
    assert rooms.load(session.uuid).events == (event(1, "ask"),)
    holder.close()


def test_the_journal_syncs_fully(rooms: SqliteRooms) -> None:
    assert rooms.db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert rooms.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


# names


def with_profile(path: Path, rooms: SqliteRooms, session: NewSession) -> Stored:
    SqliteStore.open(path, "asem", LAN).close()
    lan = rooms.profile(LAN)
    lesson = a_lesson(session, ("Lan", "Minh"))
    seats = [seated(1, "Lan", team="Đội Sen", learner=lan), seated(2, "Minh", team="Đội Sen")]
    lesson = lesson._replace(seats=tuple(seats))
    rooms.write(session.uuid, [seated(1, "Lan cũ")])
    rooms.write(session.uuid, rows_of(lesson))
    return lesson


def tables_with(path: Path, text: str) -> set[str]:
    names = [str(name) for (name,) in query(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name
        for name in names
        if any(text in str(value) for row in query(path, f"SELECT * FROM {name}") for value in row)
    }


def in_file(path: Path, text: str) -> bool:
    files = [path, path.with_name(path.name + "-wal")]
    return any(text.encode() in file.read_bytes() for file in files if file.exists())


def test_names_stand_in_one_table_only(path: Path, rooms: SqliteRooms) -> None:
    session = new_session(of=plan(naming="roster", roster=("Thảo Vy", "Minh")))
    rooms.create(session)
    with_profile(path, rooms, session)
    for name in ("Đội Sen", "Thảo Vy", "Minh"):
        assert tables_with(path, name) == {"class_name"}
    assert tables_with(path, rooms.profile(LAN)) == {"class_name", "learner"}


@pytest.mark.parametrize("teams", ["none", "averaged"])
def test_a_session_can_lose_its_names_and_nothing_else(path: Path, rooms: SqliteRooms, teams: Any) -> None:
    session = new_session(of=plan(naming="roster", roster=("Thảo Vy", "Minh"), teams=teams))
    rooms.create(session)
    lesson = with_profile(path, rooms, session)
    assert in_file(path, "Thảo Vy") and in_file(path, "Lan cũ")
    assert rooms.forget(session.uuid, names_only=True) == ((), False)
    for name in ("Lan cũ", "Đội Sen", "Thảo Vy", "Minh"):
        assert not in_file(path, name)
    found = rooms.load(session.uuid)
    team = "#1" if teams == "averaged" else ""
    assert [tuple(seat)[1:4] for seat, _token in found.seats] == [("#1", "vi", team), ("#2", "vi", team)]
    assert all(seat.learner == "" for seat, _token in found.seats)
    assert found.answers == lesson.answers
    assert found.events == lesson.events
    assert found.session.plan == session.plan._replace(roster=())


def test_a_session_can_be_deleted_whole(path: Path, rooms: SqliteRooms, session: NewSession) -> None:
    with_profile(path, rooms, session)
    rooms.create(new_session(OTHER))
    rooms.write(OTHER, [event(1, "ask"), seated(1)])
    assert rooms.forget(session.uuid, names_only=False) == ((), False)
    assert [line.uuid for line in rooms.sessions()] == [OTHER]
    assert {table: len(rows) for table, rows in everything(path).items()} == {
        "class_session": 1,
        "class_plan": 1,
        "class_seat": 1,
        "class_name": 2,
        "class_event": 1,
        "class_answer": 0,
    }
    assert not in_file(path, "Lan cũ")
    rooms.write(OTHER, [event(2, "ask")])


def test_backups_that_may_hold_the_names_are_named(path: Path, rooms: SqliteRooms, session: NewSession) -> None:
    with_profile(path, rooms, session)
    copy, unreadable, old = (path.with_name(f"progress-backup-{name}.db") for name in ("5-1", "5-2", "4-1"))
    with sqlite3.connect(copy) as target:
        rooms.db.backup(target)
    target.close()
    unreadable.write_bytes(b"?" * 5000)
    db = sqlite3.connect(old)
    db.execute("CREATE TABLE learner (id INTEGER PRIMARY KEY)")
    db.commit()
    db.close()
    assert rooms.forget(session.uuid, names_only=True).backups == (str(copy), str(unreadable))


def test_names_that_another_program_keeps_in_the_log_of_the_file_are_told_of(
    path: Path, rooms: SqliteRooms, session: NewSession
) -> None:
    with_profile(path, rooms, session)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM class_name").fetchone()
    rooms.db.execute("PRAGMA busy_timeout = 50")
    assert rooms.forget(session.uuid, names_only=True) == ((), True)
    other.close()


def test_a_learner_who_is_deleted_takes_the_names_of_their_seats_along(path: Path, rooms: SqliteRooms) -> None:
    session = new_session(of=plan(naming="roster", roster=("Lan", "Minh")))
    rooms.create(session)
    lesson = with_profile(path, rooms, session)
    delete_learner(path, LAN)
    found = rooms.load(session.uuid)
    assert [(seat.name, seat.team, seat.learner) for seat, _token in found.seats] == [
        ("#1", "", ""),
        ("Minh", "Đội Sen", ""),
    ]
    assert found.session.plan.roster == ("Minh",)
    assert found.answers == lesson.answers and not in_file(path, "Lan cũ")


# rescue


def test_sessions_are_saved_from_a_damaged_file(path: Path, rooms: SqliteRooms, session: NewSession) -> None:
    lesson = with_profile(path, rooms, session)
    rooms.close()
    out = path.with_name("saved.db")
    salvage(path, out)
    again = SqliteRooms(out)
    assert again.load(session.uuid) == lesson
    assert again.sessions()[0].number == 1
    again.close()


def test_a_closed_journal_may_be_closed_again(path: Path) -> None:
    rooms = SqliteRooms(path)
    rooms.close()
    rooms.close()
