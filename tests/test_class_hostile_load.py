"""Many sockets, and slow ones, at a real server: a class of forty goes on as if they were not there."""

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.cli.class_server import command
from quiz.questions.model import Form
from quiz.study.room.model import RoomPlan
from tests.room_kit import entry
from tests.room_server_kit import Phone, Raw, Room, choices, serving, until

PUPILS = 40
FEW = 300
"""Sockets and files that a server may have which gets few."""
LETTERS, ROUNDS = 40_000, 80
"""Of a question that fills a socket soon; and so many of them fill any."""


@pytest.fixture(scope="module", autouse=True)
def many_sockets() -> Iterator[None]:
    """This process needs more than a thousand sockets too."""
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
    if wanted < 2048:
        pytest.skip("this machine lets a process have too few sockets")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def lesson(room: Room, pupils: list[Phone], rounds: int = 2) -> None:
    """The class is asked and answers, each on the socket that it had."""
    for _round in range(rounds):
        q = room.open()
        for phone in pupils:
            phone.hear("question", q=q)
            phone.say({"t": "answer", "q": q, "r": phone.seat % 4})
        for phone in pupils:
            assert phone.hear("saved", "refused")["r"] == phone.seat % 4
        kept = {seat: response for number, seat, response in room.answers() if number == q}
        assert kept == {phone.seat: phone.seat % 4 for phone in pupils}


def idle(room: Room, count: int) -> list[Raw]:
    """Sockets that say nothing, half a request, or that they want to be one of ours and then nothing."""
    found = []
    for at in range(count):
        raw = room.raw()
        if at % 3 == 1:
            raw.send(b"GET / HTTP/1.1\r\nHost: ")
        elif at % 3 == 2:
            raw.upgrade()
        found.append(raw)
    return found


def test_a_thousand_idle_sockets_are_not_noticed_and_are_closed(tmp_path: Path) -> None:
    with serving(tmp_path) as room:
        pupils = [room.pupil() for _pupil in range(PUPILS)]
        silent = idle(room, 1_000)
        lesson(room, pupils)
        late = room.pupil("Late")
        lesson(room, [*pupils, late])
        for raw in silent:
            raw.rest()
        lesson(room, [*pupils, late])
        room.works()


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_where_there_are_few_sockets_strangers_give_way_to_strangers_and_never_a_pupil(tmp_path: Path) -> None:
    limited = (
        f"import resource, os, sys; resource.setrlimit(resource.RLIMIT_NOFILE, ({FEW}, {FEW}));"
        " os.execv(sys.argv[1], sys.argv[1:])"
    )
    with serving(tmp_path, program=(sys.executable, "-c", limited, *command())) as room:
        pupils = [room.pupil() for _pupil in range(PUPILS // 2)]
        idle(room, 150)
        pupils += [room.pupil() for _pupil in range(PUPILS // 2)]  # they sit down behind silent ones
        idle(room, 400)
        lesson(room, pupils)
        late = room.pupil("Late")
        lesson(room, [*pupils, late])
        room.works()


def heavy() -> RoomPlan:
    """A plan whose questions are long enough to fill the buffers of who does not read."""
    one = entry(Form.CHOICE)
    long = {lang: question._replace(prompt="x" * LETTERS) for lang, question in one.questions.items()}
    return choices(entries=tuple([one._replace(questions=long)] * 400))


class Silent:
    """Reads all that it gets, and answers no ping: it goes with the next sign of life that it does not give. Whoever
    came after it and is gone before it was dropped for another reason."""

    def __init__(self, room: Room) -> None:
        self._raw = room.raw().upgrade().frame(json.dumps(room.hello("Silent")))
        self._raw.until(b'"token"')

    def there(self) -> bool:
        """Whether the room still has it."""
        self._raw.socket.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                if not self._raw.socket.recv(1 << 20):
                    return False
        return True


def test_who_never_reads_is_dropped_and_nobody_waits_for_them(tmp_path: Path) -> None:
    with serving(tmp_path, heavy()) as room:
        pupils = [room.pupil() for _pupil in range(PUPILS)]
        silent = Silent(room)
        deaf = room.raw(small=True).upgrade()
        deaf.frame(json.dumps(room.hello("Deaf")))
        seat = until(lambda: next((one["seat"] for one in room.seats() if one["name"] == "Deaf"), None))
        told = 0
        while next(one for one in room.seats() if one["seat"] == seat)["on"]:
            assert silent.there(), "it was not for being slow"
            if told == ROUNDS:
                continue  # it has enough to be full; what is left is to wait
            q = room.open()
            told += 1
            for phone in pupils:
                assert len(phone.hear("question", q=q)["texts"]["en"]["prompt"]) == LETTERS
                phone.raw.clear()
                phone.heard.clear()
            assert pupils[q % PUPILS].answer(q, 1)["t"] == "saved"
        assert silent.there(), "it was not for being slow"
        assert told > 1
        with contextlib.suppress(OSError):
            while deaf.socket.recv(1 << 20):
                pass  # it may read now: what there was has an end, and so has the connection
        lesson(room, pupils, 1)
        room.works()


def test_a_wall_and_a_host_that_never_read_are_dropped_too(tmp_path: Path) -> None:
    with serving(tmp_path, heavy()) as room:
        silent = Silent(room)
        frames = (
            {"t": "wall", "v": 1, "code": room.session.code},
            {"t": "host", "v": 1, "token": room.token},
        )
        deaf = [room.raw(small=True).upgrade().frame(json.dumps(frame)) for frame in frames]
        for raw in deaf:
            raw.until(b"title")  # it has been let in
        for _round in range(ROUNDS):
            room.open()
            assert silent.there(), "it was not for being slow"
            room.honest.raw.clear()
        until(lambda: not (silent.there() and any(map(taking, deaf))))
        assert silent.there(), "it was not for being slow"
        room.works()


def taking(raw: Raw) -> bool:
    """Whether the other end still takes something: a pong, which means nothing."""
    try:
        raw.socket.sendall(b"\x8a\x80\0\0\0\0")
    except OSError:
        return False
    return True


def test_somebody_who_asks_for_pages_and_does_not_take_them_keeps_nobody_from_theirs(tmp_path: Path) -> None:
    with serving(tmp_path) as room:
        pupils = [room.pupil() for _pupil in range(PUPILS)]
        greedy = [room.raw(small=True) for _raw in range(30)]
        for raw in greedy:
            for _at in range(100):
                raw.request("/")
        lesson(room, pupils)
        page = room.raw().request("/", more="Connection: close\r\n").rest()
        assert page.startswith(b"HTTP/1.1 200") and page.rstrip().endswith(b"</html>")
        room.works()


def test_who_comes_and_goes_without_end_leaves_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as room:
        pupils = [room.pupil() for _pupil in range(PUPILS)]
        victim = room.pupil("Victim")
        for _at in range(500):
            Raw(room.port).close()
        for _at in range(150):
            again = Phone(room.port)
            again.say({"t": "back", "v": 1, "token": victim.token})
            again.close()
        lesson(room, pupils)
        assert sum(one["name"] == "Victim" for one in room.seats()) == 1
        assert until(lambda: sum(one["on"] for one in room.seats()) == PUPILS + 1)
        room.works()
