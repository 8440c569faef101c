"""Attempts in the file: killed processes, two terminals, deleted learners, damaged and older files."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.progress import lease, log
from quiz.progress.attempts import SqliteAttempts
from quiz.progress.lease import Leases, alone, lock_file
from quiz.progress.log import write_answer
from quiz.progress.rescue import salvage
from quiz.progress.store import SqliteStore, delete_learner, rebuild
from quiz.progress.survey import survey
from quiz.questions.model import Form
from quiz.study.exam import recording
from quiz.study.exam.attempt import Exam
from quiz.study.exam.model import Blueprint
from quiz.study.exam.prints import print_of
from quiz.study.exam.recording import complete, row_id
from quiz.study.records import Recorded
from tests.exam_kit import Desk, outcomes, paper
from tests.progress_kit import query

ROOT = Path(__file__).parent.parent
KILLS = min(20, int(os.environ.get("QUIZ_KILLS", "6")))  # tests/test_kill.py takes the number as it is
TABLES = ("attempt", "attempt_paper", "attempt_event", "attempt_answer")

PROGRAM = """
import sys
from pathlib import Path
from quiz.errors import QuizError
from tests.exam_kit import Desk, paper
desk = Desk(Path(sys.argv[1]))
desk.uuid = sys.argv[2]
try:
    desk.resume() if desk.uuid else desk.begin(paper(count=40))
except QuizError as error:
    print("refused", error.message, flush=True)
    sys.exit(3)
print("open", desk.exam.uuid, flush=True)
sys.stdin.readline()
n = 0
while True:
    n = (n + 7) % 40
    desk.go(n)
    desk.wait(0.1)
    (desk.right if n % 3 else desk.wrong)()
    print("answered", n, flush=True)
"""


def program(path: Path, uuid: str = "") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(path), uuid],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def said(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().split(maxsplit=1)


def go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


def test_what_was_acknowledged_survives_kill_9_and_the_next_process_goes_on_at_once(path: Path) -> None:
    chance, uuid, answered = random.Random(3), "", set[int]()
    for _kill in range(KILLS):
        process = program(path, uuid)
        word, uuid = (part.strip() for part in said(process))
        assert word == "open", "what a killed process held is free at once"
        second = program(path, uuid)
        assert second.communicate(timeout=60)[0].startswith("refused This attempt is open in another window")
        assert second.returncode == 3
        go(process)
        time.sleep(chance.uniform(0.02, 0.3))
        process.send_signal(signal.SIGKILL) if hasattr(signal, "SIGKILL") else process.kill()
        lines = process.communicate(timeout=60)[0].splitlines()
        answered |= {int(line.split()[1]) for line in lines if line.startswith("answered ") and line.split()[1:]}
        kept = {n for (n,) in query(path, "SELECT DISTINCT question FROM attempt_event WHERE kind = 'answer'")}
        assert answered <= kept and len(kept) <= len(answered) + _kill + 1
    assert answered
    desk = Desk(path)
    (one,) = desk.attempts.open()
    assert (one.uuid, one.of, one.held) == (uuid, 40, False) and one.answered >= len(answered)
    desk.uuid = uuid
    exam = desk.resume()
    assert {cell.number - 1 for cell in exam.overview() if cell.answered} == kept
    result = desk.submit()
    assert [one is not None and one.credit == 1.0 for one in result.answers] == [
        n in kept and n % 3 != 0 for n in range(40)
    ]
    assert not list(path.parent.glob("*.lock*"))
    assert query(path, "PRAGMA integrity_check") == [("ok",)] and rebuild(path).changed == 0
    desk.close()


def test_open_attempts_are_listed_with_who_holds_them(path: Path) -> None:
    one, two = Desk(path), Desk(path)
    title = {"en": "Capitals", "vi": "Thủ đô"}
    exam = one.begin(paper(count=3, title=title, lang="en"))
    one.right()
    one.go(2)
    one.wrong()
    one.exam.clear(**one.when)
    (seen,) = two.attempts.open()
    assert seen == (exam.uuid, "trial", title, "en", exam.paper and one.at_ms, 1, 3, True)
    with pytest.raises(QuizError, match="another window"):
        Exam.resume(two.questions, two.store, two.attempts, exam.uuid, **two.when)
    with pytest.raises(QuizError, match="another window"):
        Exam.resume(one.questions, one.store, one.attempts, exam.uuid, **one.when)
    exam.pause(**one.when)
    assert [attempt.held for attempt in two.attempts.open()] == [False]
    assert Exam.resume(two.questions, two.store, two.attempts, exam.uuid, **two.when).position == 2
    assert [attempt.held for attempt in one.attempts.open()] == [True]
    one.close()
    two.close()


def test_even_where_locks_do_not_work_nothing_is_written_twice(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = Desk(path), Desk(path)
    one.begin(paper(count=3))
    monkeypatch.setattr(lease, "_locked", lambda path, wait: sqlite3.connect(":memory:"))
    two.uuid = one.exam.uuid
    two.resume()
    two.right()
    with pytest.raises(QuizError, match="gone on elsewhere"):
        one.wrong()
    assert outcomes(two.submit())[1:] == [None, None]
    with pytest.raises(QuizError, match="gone on elsewhere"):
        one.submit()
    one.close()
    two.close()


@pytest.mark.parametrize("uuid", ["", "nothing", "../../etc/passwd", "018bcfe5-0000-7000-8000-000000000000"])
def test_an_attempt_that_does_not_exist_is_none_and_makes_no_file(path: Path, uuid: str) -> None:
    desk = Desk(path)
    with pytest.raises(QuizError, match="no such attempt"):
        Exam.resume(desk.questions, desk.store, desk.attempts, uuid, **desk.when)
    assert not list(path.parent.glob("*.lock"))
    desk.close()


def test_an_attempt_of_somebody_else_is_none(path: Path) -> None:
    lan, hai = Desk(path, learner="Lan"), Desk(path, learner="Hải")
    lan.begin(paper(count=2))
    with pytest.raises(QuizError, match="no such attempt"):
        Exam.resume(hai.questions, hai.store, hai.attempts, lan.exam.uuid, **hai.when)
    assert hai.attempts.open() == []
    lan.right()
    lan.submit()
    assert hai.attempts.finished(Blueprint("trial")) == [] and list(hai.attempts.records()) == []
    lan.close()
    hai.close()


# between submission and the log


class _PowerCut(BaseException):
    """Ends the process as far as the machine under test can tell."""


@pytest.mark.parametrize(("rows", "together"), [(0, 1), (1, 1), (3, 1), (0, 200), (3, 200), (3, 2)])
@pytest.mark.parametrize("healer", ["begin", "resume", "complete"])
def test_a_crash_between_submitting_and_recording_is_healed_at_the_next_opening(
    path: Path, rows: int, together: int, healer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(path)
    exam = desk.begin(paper(count=5))
    for n in range(4):
        desk.go(n)
        desk.wait(3)
        desk.right()
    written = count()

    def cut(*row: Any) -> Any:
        """The power fails after some rows."""
        if next(written) == rows:
            raise _PowerCut
        return write_answer(*row)

    monkeypatch.setattr(recording, "_TOGETHER", together)
    monkeypatch.setattr(log, "write_answer", cut)
    with pytest.raises(_PowerCut):
        desk.submit()
    monkeypatch.undo()
    desk.kill()
    assert query(path, "SELECT count(*) FROM answer") == [(rows // together * together,)]
    assert query(path, "SELECT submitted_ms > 0, recorded FROM attempt") == [(1, 0)]
    desk.open()
    if healer == "begin":
        desk.begin(paper(count=2))
    elif healer == "complete":
        assert complete(desk.questions, desk.store, desk.attempts) == 1
    else:
        with pytest.raises(QuizError, match="submitted"):
            Exam.resume(desk.questions, desk.store, desk.attempts, exam.uuid, **desk.when)
    assert [row[0] for row in desk.log()] == [row_id(exam.uuid, n) for n in range(4)]
    assert query(path, "SELECT count(*) FROM evidence") == [(4,)]
    assert query(path, "SELECT recorded FROM attempt WHERE uuid = ?", exam.uuid) == [(1,)]
    assert complete(desk.questions, desk.store, desk.attempts) == 0
    assert not lock_file(path, exam.uuid).exists()
    assert rebuild(path).changed == 0
    desk.close()


def test_recording_that_failed_is_done_by_submitting_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(path)
    desk.begin(paper(count=2))
    desk.right()

    def full(answers: object) -> list[Recorded]:
        raise QuizError("The disk is full")

    monkeypatch.setattr(desk.store, "record_all", full)
    with pytest.raises(QuizError, match="full"):
        desk.submit()
    assert complete(desk.questions, desk.store, desk.attempts) == 0, "it is still held"
    monkeypatch.undo()
    assert desk.submit().share == 0.5
    assert len(desk.log()) == 1 and query(path, "SELECT count(*) FROM attempt_answer") == [(2,)]
    desk.close()


def test_handing_in_waits_for_the_disk_as_often_for_many_answers_as_for_few(path: Path) -> None:
    desk = Desk(path)

    def commits(answers: int) -> int:
        desk.begin(paper(count=answers))
        for n in range(answers):
            desk.go(n)
            desk.right()
        said: list[str] = []
        desk.store.db.set_trace_callback(said.append)
        desk.submit()
        desk.store.db.set_trace_callback(None)
        return said.count("COMMIT")

    assert commits(40) == commits(3) == 3, "what stands, the log, and that the log has it"
    assert len(desk.log()) == 43
    desk.close()


def test_what_is_foretold_of_an_item_goes_by_its_earlier_answers_in_the_same_test(path: Path) -> None:
    desk, once = Desk(path), paper(count=2, forms=(Form.CHOICE,))
    first = once.slots[0]
    desk.begin(once._replace(slots=(*once.slots, first._replace(form=Form.TYPED))))
    for n in range(3):
        desk.go(n)
        desk.wait(3)
        desk.right()
    desk.submit()
    (new,), (other,), (again,) = query(path, "SELECT predicted FROM evidence ORDER BY answer")
    assert new is other is None and again is not None
    assert rebuild(path).changed == 0
    desk.close()


# deleting and rescuing


def two_attempts(path: Path, learner: str) -> None:
    """One submitted, one left open."""
    desk = Desk(path, learner=learner)
    desk.begin(paper(count=3, forms=(Form.TYPED,)))
    desk.give(f"typed by {learner}")
    desk.submit()
    desk.begin(paper(count=3, forms=(Form.TYPED,)))
    desk.give(f"typed by {learner}")
    desk.close()


def test_who_was_deleted_begins_no_test_for_somebody_else(path: Path) -> None:
    desk = Desk(path, learner="Lan")
    delete_learner(path, "Lan")
    SqliteStore.open(path, "toy", "Minh").close()  # SQLite gives the numbers again
    with pytest.raises(QuizError, match="deleted meanwhile"):
        desk.begin(paper(count=3))
    assert query(path, "SELECT count(*) FROM attempt") == [(0,)]


def test_deleting_a_learner_leaves_nothing_of_the_attempts(path: Path) -> None:
    two_attempts(path, "Bùi Thị Xuân")
    two_attempts(path, "Hải")
    assert len(list(path.parent.glob("*.lock"))) == 2
    everyone = SqliteAttempts(SqliteStore.open(path, "toy", "Hải"))
    assert len({record.person for record in everyone.records(everyone=True)}) == 2
    assert len(list(everyone.records(everyone=True, name="another"))) == 0
    everyone.db.close()
    delete_learner(path, "Bùi Thị Xuân")
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "typed by Hải".encode() in everything and "typed by Bùi".encode() not in everything
    assert [query(path, f"SELECT count(*) FROM {table}") for table in TABLES] == [
        [(2,)],
        [(2,)],
        [(3,)],
        [(3,)],
    ]
    assert len(list(path.parent.glob("*.lock"))) == 1
    delete_learner(path, "Hải")
    assert {query(path, f"SELECT count(*) FROM {table}")[0] for table in TABLES} == {(0,)}


def test_a_learner_who_is_deleted_in_the_midst_of_a_test_is_told(path: Path) -> None:
    desk = Desk(path, learner="Lan")
    desk.begin(paper(count=2))
    delete_learner(path, "Lan")
    with pytest.raises(QuizError, match="no such attempt"):
        desk.right()
    desk.close()


def test_salvage_carries_attempts(path: Path, tmp_path: Path) -> None:
    two_attempts(path, "Lan")
    out = tmp_path / "saved.db"
    assert salvage(path, out).attempts == 2
    for table in TABLES:
        everything = f"SELECT * FROM {table} ORDER BY 1"
        assert query(out, everything) == query(path, everything) != []
    desk = Desk(out, learner="Lan")
    (left,) = desk.attempts.open()
    desk.uuid = left.uuid
    assert desk.resume().view().response == "typed by Lan"
    desk.submit()
    desk.close()


def test_a_file_whose_only_answers_are_of_an_open_test_can_be_read(path: Path) -> None:
    desk = Desk(path)
    desk.begin(paper(count=3))
    desk.right()
    desk.close()
    assert survey(path) == 1


def test_events_and_answers_are_never_rewritten(path: Path) -> None:
    two_attempts(path, "Lan")
    db = sqlite3.connect(path)
    for table in ("attempt_event", "attempt_answer"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(f"UPDATE {table} SET at_ms = 0")
    db.close()


@pytest.mark.parametrize("spoilt", ["{", "[]", '{"blueprint": {}, "slots": []}', "null"])
def test_a_paper_that_cannot_be_read_is_damage_in_words(path: Path, spoilt: str) -> None:
    desk = Desk(path)
    uuid = desk.begin(paper(count=2, name="")).uuid
    desk.right()
    desk.store.db.execute("UPDATE attempt_paper SET paper = ?", [spoilt])
    for look in (desk.attempts.open, lambda: desk.attempts.load(uuid)):
        with pytest.raises(QuizError, match="damaged"):
            look()
    desk.close()


def test_what_fails_in_the_file_is_said_in_words(path: Path) -> None:
    desk = Desk(path)
    uuid = desk.begin(paper(count=2)).uuid
    desk.store.close()
    attempts = desk.attempts
    for attempt in (
        attempts.open,
        attempts.unrecorded,
        lambda: attempts.load(uuid),
        lambda: attempts.take(uuid),
        lambda: attempts.recorded(uuid),
        lambda: attempts.finished(Blueprint("trial")),
        lambda: list(attempts.records()),
        desk.right,
    ):
        with pytest.raises(QuizError):
            attempt()
    attempts.close()


# the lock


def test_a_lock_is_one_and_dies_with_its_holder(path: Path) -> None:
    one, two = Leases(path), Leases(path)
    assert one.take("a") and not two.take("a") and not one.take("a")
    assert two.held("a") and one.held("a") and not two.held("b")
    one.leave("a", done=False)
    assert not two.held("a") and two.take("a")
    two.leave("a", done=True)
    assert not lock_file(path, "a").exists()
    assert lock_file(path, "a").name == "progress.db.attempt-a.lock"
    two.leave("a", done=True)
    two.close()


def test_who_opened_the_lock_of_a_file_before_it_was_given_up_still_keeps_others_out(tmp_path: Path) -> None:
    file = tmp_path / "sheets.csv"
    with alone(file) as mine:
        assert mine
        waiting = sqlite3.connect(tmp_path / ".sheets.csv.lock", isolation_level=None)
    waiting.execute("PRAGMA journal_mode = MEMORY")
    waiting.execute("BEGIN EXCLUSIVE")
    with alone(file) as mine:
        assert not mine
    waiting.close()
    with alone(file) as mine:
        assert mine


def test_asking_who_holds_it_makes_no_file(path: Path) -> None:
    one, two = Leases(path), Leases(path)
    assert not one.held("a") and not lock_file(path, "a").exists()
    one.take("a")
    assert not two.take("a") and two.held("a")
    one.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_for_no_lock_is_reported(path: Path) -> None:
    desk = Desk(path)
    path.parent.chmod(0o555)
    try:
        with pytest.raises(QuizError):
            desk.begin(paper(count=1))
    finally:
        path.parent.chmod(0o755)
        desk.close()


# items of all learners, for analysis


def test_records_tell_everything_that_item_analysis_needs(path: Path) -> None:
    desk = Desk(path)
    exam = desk.begin(paper(count=3))
    desk.wait(2)
    desk.wrong()
    desk.go(1)
    desk.wait(3)
    desk.right()
    result = desk.submit()
    one, two, three = desk.attempts.records(name="trial")
    questions = [exam.question(n) for n in range(3)]
    assert [record.question for record in (one, two, three)] == [question.id for question in questions]
    assert [(record.outcome, record.credit, record.ms) for record in (one, two, three)] == [
        ("wrong", 0.0, 2000),
        ("right", 1.0, 3000),
        ("blank", 0.0, 0),
    ]
    assert one.options == questions[0].option_ids and one.chosen[0] in one.options and one.chosen != one.key
    assert two.chosen == two.key == (questions[1].option_ids[questions[1].key_indices[0]],)
    assert three.chosen == ()
    assert [(record.lang, record.digest) for record in (one, two, three)] == [
        ("en", print_of(question)) for question in questions
    ]
    assert {(r.attempt, r.blueprint, r.submitted_ms, r.zone_minutes, r.topic[:6]) for r in (one, two, three)} == {
        (exam.uuid, "trial", result.submitted_ms, result.zone_minutes, "topic-")
    }
    assert {len(record.person) for record in (one, two, three)} == {36}
    desk.close()
