"""Whoever wants to be the host, another pupil, or many: at a real server."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from tests import room_server_kit
from tests.room_server_kit import LOOPBACKS, Phone, Raw, Room, frame_of, serving

room_of_all, room = room_server_kit.room_of_all, room_server_kit.room
COMMANDS = (
    "ask", "extend", "untimed", "close", "reveal", "skip", "pause", "resume", "lock", "kick", "rename", "regroup",
    "hand", "extra", "void", "tally", "over", "stop",
)  # fmt: skip


def command(what: str, room: Room) -> dict[str, Any]:
    """A command that would do harm."""
    seat = room.honest.seat
    more: dict[str, Any] = {"seat": seat, "q": 0, "ms": 1000, "on": True, "name": "Harmed", "factor": 2.0}
    return {"t": "do", "id": 1, "what": what, **more, "accept": [], "counts": {"0": 1}, "token": room.token}


# commands


@pytest.mark.parametrize("what", COMMANDS)
def test_no_pupil_wall_or_stranger_commands_anything(room: Room, what: str) -> None:
    pupil = room.pupil()
    before = room.stored().events
    for phone in (pupil, room.wall(), room.phone()):
        phone.say(command(what, room))
        assert phone.close_code() == 4007
    assert room.stored().events == before
    assert room.back(pupil.token).hear("room")["you"]["seat"] == pupil.seat


@pytest.mark.parametrize("kind", ["desk", "saved", "reveal", "gone", "phase", "count", "seats", "room", "question"])
def test_what_only_the_room_says_is_believed_from_nobody(room: Room, kind: str) -> None:
    for phone in (room.pupil(), room.wall(), room.desk(), room.phone()):
        phone.say({"t": kind, "v": 1, "phase": "over", "q": 0, "key": [0], "token": room.token})
        assert phone.close_code() == 4007


def test_a_seat_does_not_become_a_host_on_the_way_nor_a_wall_a_seat(room: Room) -> None:
    for phone, frame in (
        (room.pupil(), {"t": "host", "v": 1, "token": room.token}),
        (room.pupil(), {"t": "wall", "v": 1, "code": room.session.code}),
        (room.pupil(), {"t": "back", "v": 1, "token": room.honest.token}),
        (room.pupil(), room.hello("Somebody else")),
        (room.wall(), {"t": "host", "v": 1, "token": room.token}),
        (room.wall(), room.hello("Wall")),
        (room.desk(), room.hello("Desk")),
    ):
        phone.say(frame)
        assert phone.close_code() == 4007


ODD: tuple[Any, ...] = (None, True, -1, 0, 10**15, 1.5, "x", "", [], [0], [[0]], {}, {"0": 1}, {"x": -1})


@pytest.mark.parametrize("what", [one for one in COMMANDS if one not in ("over", "stop")])
def test_a_host_program_that_talks_nonsense_is_told_so_and_keeps_its_socket(room: Room, what: str) -> None:
    desk = room.desk()
    for odd in ODD:
        told = desk.do(what, **dict.fromkeys(("q", "ms", "on", "seat", "name", "factor", "accept", "counts"), odd))
        assert told["t"] in ("done", "error"), odd
    for undo in ("resume", "reveal"):
        desk.do(undo)
    desk.do("lock", on=False)
    assert room.honest.seat in [one["seat"] for one in room.seats() if not one["kicked"]]


@pytest.mark.parametrize("number", [None, [1], {"x": 1}, 1.5, True], ids=repr)
def test_a_command_without_a_number_is_none(room: Room, number: object) -> None:
    desk = room.desk()
    desk.say({"t": "do", "id": number, "what": "ask"})
    assert desk.close_code() == 4007


def test_two_hosts_see_the_same_and_one_question_is_asked_once(room: Room) -> None:
    one, other = room.desk(), room.desk()
    room.open()
    one.do("reveal")
    other.hear("reveal")
    before = len(room.stored().events)
    for desk in (one, other):
        desk.say({"t": "do", "id": "now", "what": "ask"})
    assert sorted(desk.hear("done", "error")["t"] for desk in (one, other)) == ["done", "error"]
    assert len(room.stored().events) == before + 1
    one.do("close")
    assert other.hear("phase", phase="closed")["t"] == "phase"
    other.do("reveal")
    assert one.hear("reveal")["key"]
    one.close()
    assert other.do("ask")["t"] == "done"  # it does not need the other one


# guesses, each at a room of its own: they are counted


def _guesses(room: Room, frame: dict[str, Any], **more: Any) -> list[str]:
    """Guess until a new socket is sent away at its first word; what each guess was answered with."""
    told: list[str] = []
    while len(told) < 2_000:
        phone = Phone(room.port, **more)
        first = len(told)
        try:
            for at in range(100):
                phone.say({**frame, "code": f"{at:06}", "token": f"{at:022}"})
                told.append(phone.next()["why"])
        except ConnectionClosed:
            pass
        finally:
            phone.close()
        if told[first:] == ["throttled"]:
            break
    return told


@pytest.mark.parametrize("kind", ["join", "wall", "back", "host"])
def test_guesses_are_few_per_socket_and_per_address(tmp_path: Path, kind: str) -> None:
    with serving(tmp_path) as room:
        pupil = room.pupil()
        phone = room.phone()
        frame = {"t": kind, "v": 1, "name": "Guess", "lang": "en"}
        for at in range(4 if kind in ("join", "wall") else 0):
            assert phone.ask({**frame, "code": f"{at}"}, "error")["why"] == "code"
        phone.say({**frame, "code": "x", "token": "x"})
        assert phone.rest()[-1] == {"t": "gone", "why": "throttled" if kind in ("join", "wall") else "token"}
        told = _guesses(room, frame)
        assert told[-1] == "throttled" and len(told) < 60
        # a right code is worth nothing to one who guesses; those who are in notice nothing
        late = room.phone()
        late.say(room.hello("Late"))
        assert late.rest() == [{"t": "gone", "why": "throttled"}]
        assert room.back(pupil.token).hear("room")["you"]["seat"] == pupil.seat
        assert room.desk().do("lock", on=False)["t"] == "done"
        room.works()
        if LOOPBACKS:
            elsewhere = room.phone(source_address=("127.0.0.9", 0))
            assert elsewhere.ask(room.hello("Elsewhere"), "room")["you"]["name"] == "Elsewhere"


def test_codes_are_not_guessed_by_way_of_the_picture_of_the_code(tmp_path: Path) -> None:
    with serving(tmp_path) as room:
        told = [Raw(room.port).request(f"/qr.svg?c={at:06}", more="Connection: close\r\n").rest() for at in range(60)]
        known = [one.split(b" ", 2)[1] for one in told]
        assert known[0] == b"404" and known[-1] == b"429" and known.count(b"404") <= 40
        right = Raw(room.port).request(f"/qr.svg?c={room.session.code}", more="Connection: close\r\n").rest()
        assert right.split(b" ", 2)[1] == b"429"
        room.works()


# many


def test_from_one_socket_there_is_one_seat_and_one_room_whatever_it_asks_for(room: Room) -> None:
    seats = len(room.seats())
    raw = room.raw().upgrade()
    raw.send(b"".join(frame_of(json.dumps(room.hello(f"Many {at}"))) for at in range(2_000)))
    assert raw.close_code() in (4007, 4005, None)
    assert len(room.seats()) == seats + 1
    again = room.raw().upgrade()
    again.send(b"".join(frame_of(json.dumps({"t": kind, "v": 1})) for kind in ["create", "room", "host"] * 700))
    assert again.close_code() in (4007, None)
    assert len(room.seats()) == seats + 1
    rows = room.stored()
    assert rows.session.uuid == room.session.uuid


def _address() -> str:
    """An address of this machine that is not its own loop; empty: it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent
            found = str(probe.getsockname()[0])
        except OSError:
            return ""
    return "" if found.startswith("127.") else found


@pytest.mark.skipif(not _address(), reason="this machine has no address but its own loop")
def test_one_address_does_not_fill_the_room(tmp_path: Path) -> None:
    with serving(tmp_path, host="0.0.0.0") as room:
        seats, why = 1, ""
        while seats < 400 and why != "throttled":
            phone = Phone(room.port, _address())
            phone.say(room.hello(f"Sybil {seats}"))
            frame = phone.next()
            seats += frame["t"] == "room"
            why = frame.get("why", "")
            phone.close()
        assert why == "throttled" and seats < 250
        room.works()


# pages from elsewhere


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", "http://", "https://127.0.0.1", "https://127.0.0.1:PORT", "http://127.0.0.1",
     "http://127.0.0.1:1", "http://localhost:PORT", "http://127.0.0.1:PORT.evil.example", "http://127.0.0.1:PORT/",
     "file://", "http://evil.example http://127.0.0.1:PORT"],
)  # fmt: skip
def test_a_page_from_elsewhere_gets_no_socket(room: Room, origin: str) -> None:
    here = origin.replace("PORT", str(room.port))
    with pytest.raises(InvalidStatus) as refused:
        Phone(room.port, additional_headers={"Origin": here})
    assert refused.value.response.status_code == 403


def test_a_page_of_ours_gets_one_and_one_with_two_origins_none(room: Room) -> None:
    here = f"http://127.0.0.1:{room.port}"
    Phone(room.port, additional_headers={"Origin": here}).close()
    with pytest.raises(InvalidHandshake):
        Phone(room.port, additional_headers=[("Origin", here), ("Origin", "http://evil.example")])


NAMES_OF_OTHERS = (
    "evil.example", "evil.example:80", "evil.example:PORT", "127.0.0.1.evil.example", "127.0.0.1.evil.example:PORT",
    "127.0.0.1:PORT:evil", "", " ", "a" * 300, "[::1", "x:y", "127.0.0.1:PORT@evil.example",
    "evil.example#127.0.0.1:PORT", "[evil]:PORT", "0x7f000001:PORT", "127.1:PORT", "2130706433:PORT",
)  # fmt: skip


@pytest.mark.parametrize("host", NAMES_OF_OTHERS)
def test_a_name_that_somebody_made_up_for_this_machine_gets_no_page_and_no_socket(room: Room, host: str) -> None:
    host = host.replace("PORT", str(room.port))
    for path in ("/", "/screen", "/alive", "/qr.svg", "/knock"):
        got = room.raw().request(path, host=host, more="Connection: close\r\n").rest()
        assert got.split(b" ", 2)[1] in (b"421", b"400"), got
        assert b"script" not in got and room.session.uuid.encode() not in got and b"<svg" not in got
    key = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    got = room.raw().request("/ws", host=host, more=f"{key}Sec-WebSocket-Version: 13\r\n").rest()
    assert b" 101 " not in got


def test_a_request_with_two_hosts_or_none_gets_nothing(room: Room) -> None:
    here = f"127.0.0.1:{room.port}"
    for more in (f"Host: {here}\r\nHost: evil.example\r\n", f"Host: evil.example\r\nHost: {here}\r\n", ""):
        got = room.raw().send(f"GET / HTTP/1.1\r\n{more}Connection: close\r\n\r\n".encode()).rest()
        assert got.split(b" ", 2)[1] in (b"400", b"421") and b"<script" not in got
    old = room.raw().send(b"GET / HTTP/1.0\r\n\r\n").rest()
    assert b"<script" not in old


def test_a_socket_without_a_word_is_closed(room: Room) -> None:
    silent, half, page, slow = room.phone(), room.raw(), room.raw(), room.raw()
    half.send(b"GET / HT")
    page.request("/alive").until(room.session.uuid.encode())
    slow.send(f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\nContent-Length: 99999999\r\n\r\nx".encode())
    assert silent.close_code() == 4007
    for raw in (half, page, slow):
        raw.rest()


def test_a_token_is_not_said_again(room: Room) -> None:
    pupil = room.pupil()
    again = room.back(pupil.token)
    again.hear("room")
    desk = room.desk()
    desk.do("lock", on=False)
    room.works()
    said = [text for phone in (again, desk, room.honest) for text in phone.raw[1:]]
    assert said and not any(pupil.token in text or room.token in text for text in (*said, *again.raw))
