"""A server that is killed at any moment, and a journal that cannot be written: what was acknowledged is kept."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from select import select
from time import sleep
from typing import Any

import pytest
from websockets.exceptions import WebSocketException

from quiz.classroom import launch
from quiz.classroom.client import BlockingLink
from quiz.classroom.supervise import read_state
from quiz.cli.class_server import command
from tests.lesson_kit import kill, server_of, workers
from tests.room_server_kit import SECONDS, Lesson, Phone, lesson, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")


@pytest.fixture(params=["fork", "spawn"])
def method(request: pytest.FixtureRequest) -> str:
    """How the server's processes are made: some systems know the second way only."""
    return str(request.param)


def again(made: Lesson, token: str) -> tuple[Phone, dict[str, Any]]:
    """Come back, as often as it takes."""

    def back() -> tuple[Phone, dict[str, Any]] | None:
        try:
            phone = made.back(token)
            return phone, phone.hear("room")
        except (OSError, WebSocketException, EOFError):
            return None

    found: tuple[Phone, dict[str, Any]] = until(back)
    return found


def test_what_was_acknowledged_survives_a_kill_in_the_middle_of_it(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, 4, method) as made:
        host = made.desk()
        pupils = [made.pupil(f"P{n}") for n in range(20)]
        host.do("ask")
        victim = server_of(made.db)
        told: dict[str, int] = {}

        def answer(phone: Phone) -> None:
            try:
                phone.hear("question")
                told[phone.token] = phone.ask({"t": "answer", "q": 0, "r": 1}, "saved")["r"]
            except (OSError, WebSocketException, EOFError):
                pass  # killed before it was acknowledged

        threads = [threading.Thread(target=answer, args=(phone,)) for phone in pupils]
        for thread in threads[:10]:
            thread.start()
        while len(told) < 5:
            sleep(0.001)
        for thread in threads[10:]:
            thread.start()
        kill(victim)
        for thread in threads:
            thread.join()
        for phone in pupils:
            back, found = again(made, phone.token)
            assert found["phase"] == "asked" and found["q"] == 0
            if phone.token in told:
                assert found["answer"] == {"q": 0, "r": told[phone.token]}
            elif found["answer"] is None:
                assert back.ask({"t": "answer", "q": 0, "r": 1}, "saved")["r"] == 1
        assert len(made.stored().answers) == 20
        host = made.desk()  # whose token works as before
        assert host.do("reveal")["t"] == "done"


def test_what_is_forked_has_one_thread_to_fork_from(tmp_path: Path) -> None:
    with lesson(tmp_path, method="fork") as made:
        assert len(list(Path(f"/proc/{made.running.pid}/task").iterdir())) == 1


def test_whoever_starts_it_hears_all_it_has_to_say_while_the_room_goes_on(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, method=method) as made:
        orders = read_state(launch.state_file(made.db))
        assert orders is not None
        kill(made.running.pid, *workers(made.db))
        told = {**orders._asdict(), "state": str(launch.state_file(made.db)), "lang": "en"}
        process = subprocess.Popen(command(method), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(told).encode() + b"\n")
        process.stdin.close()
        assert json.loads(process.stdout.readline()) == {"pid": process.pid, "port": made.port}
        assert select([process.stdout], [], [], SECONDS)[0] and process.stdout.read() == b""  # its end
        process.stdout.close()
        assert made.desk().do("stop")["t"] == "done"
        assert process.wait(SECONDS) == 0


def test_a_server_that_hangs_is_replaced_like_one_that_died(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, 2, method) as made:
        host, lan = made.desk(), made.pupil("Lan")
        host.do("ask")
        lan.ask({"t": "answer", "q": 0, "r": 1}, "saved")
        hangs = server_of(made.db)
        os.kill(hangs, signal.SIGSTOP)
        until(lambda: not Path(f"/proc/{hangs}").exists())
        _phone, found = again(made, lan.token)
        assert found["answer"] == {"q": 0, "r": 1}
        assert made.desk().do("reveal")["t"] == "done"


def test_the_time_that_the_server_was_down_is_not_counted(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, method=method, read_ms=60_000) as made:
        host, lan = made.desk(), made.pupil("Lan")
        host.do("ask")
        before = lan.hear("question")
        kill(server_of(made.db))
        _phone, found = again(made, lan.token)
        assert found["question"]["opens_at"] == before["opens_at"]
        assert found["now"] - before["now"] < 60_000 and not found["paused"]


def test_a_question_of_ones_own_pace_outlives_a_kill(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, 3, method, mode="paced") as made:
        pupil = made.pupil("Lan")
        pupil.ask({"t": "next"}, "question")
        pupil.ask({"t": "answer", "q": 0, "r": 1}, "reveal")
        pupil.ask({"t": "next"}, "question")
        kill(server_of(made.db))
        pupil, snapshot = again(made, pupil.token)
        assert snapshot["question"]["q"] == 1
        assert pupil.ask({"t": "answer", "q": 1, "r": 1}, "saved")["q"] == 1


def test_who_was_taken_out_stays_out_after_a_kill(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, method=method) as made:
        host, lan = made.desk(), made.pupil("Lan")
        host.do("kick", seat=lan.seat)
        kill(server_of(made.db))

        def back() -> list[dict[str, Any]]:
            with suppress(OSError, EOFError, WebSocketException):  # there is no server yet
                return made.back(lan.token).rest()
            return []

        assert until(back) == [{"t": "gone", "why": "kicked"}]


def test_a_pause_outlives_a_kill(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, method=method) as made:
        host, lan = made.desk(), made.pupil("Lan")
        host.do("pause")
        stopped = lan.hear("phase")
        kill(server_of(made.db))
        _phone, found = again(made, lan.token)
        assert found["paused"] and found["now"] == stopped["now"]


def test_the_room_goes_on_without_its_parent_and_once_without_its_worker(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, method=method) as made:
        lan = made.pupil("Lan")
        first = server_of(made.db)
        (second,) = until(lambda: set(workers(made.db)) - {first})
        kill(made.running.pid)
        launch._children[made.running.pid].wait(SECONDS)
        assert made.back(lan.token).hear("room")["phase"] == "lobby"
        kill(first)
        phone, _found = again(made, lan.token)
        assert workers(made.db) == [second]
        launch.stop(made.running)
        assert phone.rest() == []
        until(lambda: not launch.state_file(made.db).exists())


def test_a_lesson_that_ends_without_a_parent_leaves_nothing_behind(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, method=method) as made:
        kill(made.running.pid)
        launch._children[made.running.pid].wait(SECONDS)
        launch.stop(made.running)
        until(lambda: not launch.state_file(made.db).exists())
        until(lambda: not workers(made.db))


def test_a_server_that_is_leaving_can_be_ended_again(tmp_path: Path) -> None:
    with lesson(tmp_path) as made:
        for _again in range(20):
            launch.stop(made.running)
        assert launch.find(made.db) is None


def test_the_hosts_screen_starts_it_again_at_the_same_port_when_all_of_it_is_gone(tmp_path: Path, method: str) -> None:
    with lesson(tmp_path, method=method) as made:
        lan = made.pupil("Lan")
        kill(made.running.pid, *workers(made.db))

        async def revive() -> object:
            return launch.sure(command(method), made.db)

        link = BlockingLink(made.running.url, {"t": "host", "v": 1, "token": made.token}, revive)
        while (frame := link.next(SECONDS)) is not None and frame["t"] != "desk":
            pass
        assert frame is not None and frame["seats"][0]["name"] == "Lan"
        link.close()
        found = launch.find(made.db)
        assert found is not None and found.port == made.port and found.pid != made.running.pid
        assert again(made, lan.token)[1]["you"]["name"] == "Lan"


def test_a_journal_that_cannot_be_written_is_told_to_the_host_and_nothing_is_acknowledged(
    tmp_path: Path, method: str
) -> None:
    with lesson(tmp_path, method=method) as made:
        host, lan = made.desk(), made.pupil("Lan")
        host.do("ask")
        lan.hear("question")
        other = sqlite3.connect(made.db, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")  # as a full disk does, it keeps everybody from writing
        lan.say({"t": "answer", "q": 0, "r": 2})
        assert "not saved" in host.hear("trouble")["text"]
        assert made.stored().answers == ()
        other.execute("ROLLBACK")
        other.close()
        assert lan.hear("saved", "refused") == {"t": "saved", "q": 0, "r": 2} | lan_now(made)
        assert host.hear("trouble")["text"] == ""


def lan_now(made: Lesson) -> dict[str, int]:
    """The moment of the only answer."""
    return {"now": made.stored().answers[0].at_ms}
