"""Pieces of the classroom's server that need no process of their own."""

import asyncio
import http.client
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from quiz.classroom import addresses, doctor
from quiz.classroom.addresses import Address, Sort, found, sort_of
from quiz.classroom.clock import RoomClock
from quiz.classroom.crowd import IDLE_SECONDS, Crowd
from quiz.classroom.frames import FrameError, framed, parsed, saved, text_of
from quiz.classroom.guard import Guard, own_names
from quiz.classroom.throttle import Bucket, Throttle, network_of
from quiz.classroom.tokens import fresh_token
from quiz.classroom.wire import CODES, FULL_BYTES, Wire
from quiz.classroom.writer import Writer
from quiz.cli.args import Args
from quiz.cli.commands import COMMANDS
from quiz.cli.parser import parser_for
from quiz.errors import QuizError
from quiz.study.room.store import Clocked, Forgotten, NewSession, Row, SessionLine, Stored
from tests.room_kit import plan

# frames


def test_a_frame_is_as_long_as_the_protocol_says() -> None:
    assert framed("a" * 125)[:2] == b"\x81\x7d"
    assert framed("a" * 126)[:4] == b"\x81\x7e\x00\x7e"
    assert framed("a" * 65_536)[:10] == b"\x81\x7f" + (65_536).to_bytes(8, "big")
    assert framed("\ud800") == b"\x81\x01?"


def test_an_acknowledgement_is_json_whatever_was_answered() -> None:
    assert saved(4, 2, 7) == b'\x81\x21{"t":"saved","q":4,"r":2,"now":7}'
    assert parsed(saved(0, (0, 2), 7)[2:])["r"] == [0, 2]
    assert parsed(saved(0, 'a"b' * 60, 7)[4:])["r"] == 'a"b' * 60


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b'{"t":null}', b"[" * 4096, b'{"t":"x","q":' + b"1" * 17 + b"}"])
def test_what_is_no_frame_is_refused(data: bytes) -> None:
    with pytest.raises(FrameError):
        parsed(data)


def test_texts_in_frames_are_texts_of_bounded_length() -> None:
    assert text_of({}, "name", 3) == ""
    for value in (1, None, "long", ["x"]):
        with pytest.raises(FrameError):
            text_of({"name": value}, "name", 3)


def test_the_reasons_for_which_a_socket_is_closed_are_those_of_the_protocol() -> None:
    protocol = (Path(__file__).parent.parent / "docs" / "classroom.md").read_text("utf-8")
    assert {why: int(code) for why, code in re.findall(r"`(\w+)` (4\d{3})", protocol)} == CODES


# guard and throttle


@pytest.mark.parametrize("host", ["127.0.0.1", "192.168.1.5:8080", "[::1]:80", "localhost:1", "LOCALHOST"])
def test_addresses_and_own_names_are_known(host: str) -> None:
    guard = Guard(own_names())
    assert guard.knows(host) and guard.admits(host, f"http://{host}") and guard.admits(host)
    assert not guard.admits(host, "http://evil.example") and not guard.admits(host, f"https://{host}")


@pytest.mark.parametrize(
    "host", ["evil.example", "", ":80", "127.0.0.1:x", "127.0.0.1:", "[::1", "1.2.3.4.5", "0x7f.1"]
)
def test_other_names_are_not(host: str) -> None:
    assert not Guard(frozenset({"localhost"})).knows(host) or host == "127.0.0.1:"


def test_tries_come_back_with_time() -> None:
    bucket = Bucket(2, 2.0, 0.0)
    assert [bucket.take(0.0), bucket.take(0.0), bucket.take(0.0)] == [True, True, False]
    assert not bucket.take(1.0) and bucket.take(2.5) and not bucket.take(2.5)
    assert not bucket.take(1.0)  # a clock that runs backwards gives nothing


def test_addresses_are_throttled_apart_and_forgotten_when_quiet() -> None:
    throttle = Throttle(1, 1.0)
    assert throttle.take("10.0.0.1", 0.0) and not throttle.take("10.0.0.1", 0.0)
    assert throttle.spent("10.0.0.1", 0.5) and not throttle.spent("10.0.0.2", 0.5)
    for n in range(10_000):
        throttle.take(f"10.1.{n >> 8}.{n & 255}", 0.6)
    assert len(throttle) <= 4097
    throttle.take("10.0.0.9", 99.0)
    assert len(throttle) == 1


def test_one_host_with_many_addresses_is_one() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1") != network_of("2001:db8:0:1::1")
    assert network_of("::ffff:10.0.0.1") == "10.0.0.1" == network_of("10.0.0.1")
    assert network_of("fe80::1%eth0") == network_of("fe80::2")


def test_tokens_differ_and_begin_with_no_hyphen() -> None:
    made = {fresh_token() for _ in range(500)}
    assert len(made) == 500 and not any(one.startswith("-") or len(one) != 22 for one in made)


# the clock


def test_a_stopped_clock_stands_still_and_goes_on_from_there() -> None:
    clock = RoomClock(5_000, stopped=True)
    assert clock.now() == clock.now() == 5_000
    clock.start()
    assert 5_000 <= clock.now() < 65_000
    clock.stop(5_001)
    assert clock.now() == clock.now() == 5_001


# sockets


class Silent:
    """A socket that says nothing."""

    def __init__(self, since: float) -> None:
        self.since, self.dropped = since, False

    def drop(self) -> None:
        self.dropped = True


def test_idle_sockets_are_closed_and_the_longest_silent_one_makes_room() -> None:
    crowd = Crowd()
    crowd.most = 3
    some = [Silent(float(n)) for n in range(4)]
    for one in some:
        crowd.came(one)  # type: ignore[arg-type]
    assert [one.dropped for one in some] == [True, False, False, False]
    crowd.sweep(IDLE_SECONDS + 2.0)
    assert [one.dropped for one in some] == [True, False, False, False], "the machine had slept: they may have spoken"
    crowd.sweep(IDLE_SECONDS + 2.5)
    assert [one.dropped for one in some] == [True, True, True, False]


class Transport:
    """A socket's buffer that nobody reads."""

    def __init__(self) -> None:
        self.waiting, self.aborted = 0, False

    def write(self, data: bytes) -> None:
        self.waiting += len(data)

    def get_write_buffer_size(self) -> int:
        return self.waiting

    def abort(self) -> None:
        self.aborted = True


def test_a_slow_reader_is_dropped_when_too_much_waits_for_it() -> None:
    async def run() -> None:
        wire = Wire.__new__(Wire)
        transport = Transport()
        wire.loop = asyncio.get_running_loop()
        wire.transport, wire.open, wire.full_bytes = transport, True, FULL_BYTES  # type: ignore[assignment]
        wire._full, wire._full_timer = False, None
        wire.say(b"x" * FULL_BYTES * 2)  # the system takes what it can before it says that it is full
        assert not transport.aborted
        wire.pause_writing()
        assert wire._full_timer is not None
        wire.say(b"x")
        assert transport.aborted and not wire.open
        wire.say(b"x")
        assert transport.waiting == FULL_BYTES * 2 + 1
        wire.resume_writing()
        assert wire._full_timer is None

    asyncio.run(run())


# the writer


class Book:
    """A journal in memory, that can be full."""

    def __init__(self) -> None:
        self.groups: list[list[Row]] = []
        self.full = Event()
        self.tried = Event()

    def load(self, uuid: str) -> Stored:
        if uuid == "none":
            raise QuizError("There is no such session.")
        return Stored(NewSession(uuid, "1", b"", 0, plan(1)), (), (), (), 0)

    def write(self, uuid: str, rows: Sequence[Row]) -> None:
        self.tried.set()
        if self.full.is_set():
            raise QuizError("The disk is full.")
        self.groups.append(list(rows))

    def create(self, session: NewSession) -> None: ...
    def sessions(self) -> tuple[SessionLine, ...]:
        return ()

    def forget(self, uuid: str, *, names_only: bool) -> Forgotten:
        return Forgotten((), False)

    def close(self) -> None: ...


def test_effects_follow_their_rows_in_order_and_a_full_disk_holds_them_back() -> None:
    async def run() -> None:
        book, said, told = Book(), list[int](), list[str]()
        arrived = asyncio.Event()

        def done(effects: list[int]) -> None:
            said.extend(effects)
            if 5 in said:
                arrived.set()

        writer: Writer[int] = Writer(
            asyncio.get_running_loop(), done, lambda error: told.append(error.message if error else "")
        )
        await asyncio.wrap_future(writer.start(lambda: book, "s"))
        book.full.set()
        writer.put([Clocked(1)], [1, 2])
        await asyncio.to_thread(book.tried.wait, 20)
        for n in (3, 4, 5):
            writer.put([Clocked(n)], [n])
        assert not said and not writer.idle and not book.groups
        book.full.clear()
        await asyncio.wait_for(arrived.wait(), 20)
        assert said == [1, 2, 3, 4, 5] and writer.idle
        every = [Clocked(n) for n in (1, 3, 4, 5)]
        assert book.groups[0] == [Clocked(1)] and [row for rows in book.groups for row in rows] == every
        assert told[0] == "The disk is full." and told[-1] == ""
        await asyncio.to_thread(writer.close)
        assert writer.sound

    asyncio.run(run())


def test_a_session_that_is_not_there_is_an_error_at_once() -> None:
    async def run() -> None:
        writer: Writer[int] = Writer(asyncio.get_running_loop(), lambda _effects: None, lambda _error: None)
        with pytest.raises(QuizError):
            await asyncio.wrap_future(writer.start(Book, "none"))

    asyncio.run(run())


# addresses and the doctor


@pytest.mark.parametrize(
    ("ip", "interface", "sort"),
    [
        ("192.168.1.5", "wlan0", Sort.LAN),
        ("192.168.137.1", "vEthernet (Local Area Connection* 2)", Sort.LAN),
        ("10.42.0.1", "wlp3s0", Sort.LAN),
        ("172.17.0.1", "docker0", Sort.VIRTUAL),
        ("172.28.112.1", "vEthernet (WSL)", Sort.VIRTUAL),
        ("192.168.56.1", "VirtualBox Host-Only Network", Sort.VIRTUAL),
        ("10.8.0.2", "utun4", Sort.VIRTUAL),
        ("141.20.1.9", "en0", Sort.OTHER),
        ("169.254.7.7", "en0", Sort.LINK),
        ("127.0.0.1", "lo", Sort.LOOPBACK),
    ],
)
def test_an_address_is_judged_by_where_it_is(ip: str, interface: str, sort: Sort) -> None:
    assert sort_of(ip, interface) is sort


def test_this_machines_addresses_are_found_the_best_first() -> None:
    listed = found()
    assert "127.0.0.1" in [one.ip for one in listed]
    assert [one.sort for one in listed] == sorted(one.sort for one in listed)


def test_without_the_systems_list_the_usual_route_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> list[tuple[str, str]]:
        raise OSError

    monkeypatch.setattr(addresses, "_posix", refuse)
    monkeypatch.setattr(addresses, "_windows", refuse)
    monkeypatch.setattr(addresses, "_usual", lambda: "192.168.1.5")
    assert found() == (Address("192.168.1.5", "", Sort.LAN),)


@pytest.mark.parametrize(
    ("system", "word"), [("win32", "Windows"), ("darwin", "macOS"), ("linux", "ufw allow 8080/tcp")]
)
def test_the_doctor_knows_the_systems_firewall(system: str, word: str) -> None:
    told = doctor.advice([Address("192.168.1.5", "wlan0", Sort.LAN)], 8080, system, wsl=False)
    assert word in told[0] and any("eight" in line for line in told) and any("isolation" in line for line in told)


def test_what_the_doctor_says_to_type_is_what_the_program_takes() -> None:
    told = doctor.advice([Address("192.168.1.5", "wlan0", Sort.LAN)], 8080, "linux", wsl=False)
    typed = [line.partition(": quiz ")[2].split() for line in told if ": quiz " in line]
    assert [words[:2] for words in typed] == [["class", "host"], ["class", "cards"]]
    assert vars(parser_for(COMMANDS, None).parse_args(typed[0], Args()))["teams"] == "device"


def test_the_doctor_begins_with_what_is_certain() -> None:
    told = doctor.advice([Address("172.28.1.1", "eth0", Sort.VIRTUAL)], 8080, "linux", wsl=True)
    assert "WSL" in told[0] and "no network" in told[1]


def test_the_doctor_answers_a_phone_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "found", lambda: (Address("127.0.0.2", "wlan0", Sort.LAN),))
    with doctor._knocks(None, 0) as (port, knocks):
        answers = []
        for path in ("/knock", "/", "/../x"):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            line.request("GET", path)
            answers.append(line.getresponse().status)
            line.close()
        assert answers == [200, 404, 404]
        assert knocks.get(timeout=20) == "127.0.0.1" and knocks.empty()


def test_the_doctor_is_content_with_one_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(doctor, "_first", lambda _knocks, _own, _seconds: "192.168.1.23")
    assert doctor.examine(said.append, seconds=1)
    assert "192.168.1.23" in said[-1]
    monkeypatch.setattr(doctor, "_first", lambda _knocks, _own, _seconds: "")
    assert not doctor.examine(said.append, seconds=1)
    assert said[-1].startswith("6. ") or sys.platform == "win32"
