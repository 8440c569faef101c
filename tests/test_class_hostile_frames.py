"""Frames that are none, at a real server: they cost whoever sends them a socket, and nobody else anything."""

import json
import socket
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from tests import room_server_kit
from tests.room_server_kit import (
    BINARY,
    CONTINUED,
    MALFORMED_CODES,
    PING,
    PONG,
    TEXT,
    Raw,
    Room,
    frame_of,
    until,
)

room_of_all, room = room_server_kit.room_of_all, room_server_kit.room
NO_FRAMES = {
    "empty": "",
    "blank": " \t\n",
    "null": "null",
    "list": '["t","answer"]',
    "list of nothing": "[]",
    "text": '"answer"',
    "number": "1",
    "object of nothing": "{}",
    "kind is a number": '{"t":1}',
    "kind is a list": '{"t":["answer"]}',
    "kind is not a number": '{"t":NaN}',
    "kind is half a character": '{"t":"\\ud800"}',
    "unknown kind": '{"t":"reveal"}',
    "half a frame": '{"t":"answer","q":0,',
    "two frames in one": '{"t":"answer","q":0,"r":0}{"t":"answer","q":0,"r":1}',
    "deeply nested": "[" * 4000,
    "deeply nested in a field": '{"t":"answer","q":0,"r":' + "[" * 1900 + "]" * 1900 + "}",
    "nested in a field": '{"t":"answer","q":0,"r":' + "[" * 10 + "0" + "]" * 10 + "}",
    "NaN": '{"t":"answer","q":NaN,"r":0}',
    "infinity": '{"t":"answer","q":0,"r":-Infinity}',
    "huge number": '{"t":"answer","q":0,"r":' + "9" * 3900 + "}",
    "mark of byte order": '\ufeff{"t":"answer","q":0,"r":0}',
    "single quotes": "{'t':'answer'}",
    "a null": '\0{"t":"answer"}',
    "too long": '{"t":"answer","q":0,"r":0,"x":"' + "x" * 4096 + '"}',
    "binary": b'{"t":"answer","q":0,"r":0}',
    "binary of nothing": b"",
}


@pytest.mark.parametrize("frame", NO_FRAMES.values(), ids=NO_FRAMES.keys())
def test_what_is_no_frame_closes_the_socket_of_a_stranger_a_pupil_and_the_wall(room: Room, frame: str | bytes) -> None:
    q = room.open()
    pupil = room.pupil()
    for phone in (room.phone(), pupil, room.wall()):
        phone.say(frame)
        assert phone.close_code() in (1009, 4007)
    assert room.of(pupil) == []
    again = room.back(pupil.token)
    assert again.hear("room")["you"]["seat"] == pupil.seat
    assert again.answer(q, 1)["t"] == "saved"


FIRST_WORDS = {
    "no more than its kind": '{"t":"join"}',
    "no version": '{"t":"join","code":"1"}',
    "another version": '{"t":"join","v":2,"code":"1","name":"x"}',
    "code is a number": '{"t":"join","v":1,"code":1,"name":"x"}',
    "name is a list": '{"t":"join","v":1,"code":"CODE","name":["x"]}',
    "name is an object": '{"t":"join","v":1,"code":"CODE","name":{"toString":"x"}}',
    "name is nothing": '{"t":"join","v":1,"code":"CODE","name":null}',
    "language is a number": '{"t":"join","v":1,"code":"CODE","name":"x","lang":7}',
    "team is a number": '{"t":"join","v":1,"code":"CODE","name":"x","team":7}',
    "token is a list": '{"t":"back","v":1,"token":["x"]}',
    "host's token is true": '{"t":"host","v":1,"token":true}',
    "an answer first": '{"t":"answer","q":0,"r":0}',
    "an endless answer first": '{"t":"answer","q":-1e999,"r":1e999}',
    "a command first": '{"t":"do","id":1,"what":"over"}',
}


@pytest.mark.parametrize("frame", FIRST_WORDS.values(), ids=FIRST_WORDS.keys())
def test_first_words_that_mean_nothing_give_no_seat(room: Room, frame: str) -> None:
    seats = len(room.seats())
    phone = room.phone()
    phone.say(frame.replace("CODE", room.session.code))
    assert phone.close_code() == 4007
    assert len(room.seats()) == seats


@pytest.mark.parametrize(
    "raw",
    [True, "1", -1, 4, 1.0, 1e308, [1], [], None, {"r": 1}, "9" * 200, 10**15, [[0]], "\u202e", -0.0],
    ids=repr,
)
def test_an_answer_that_cannot_be_one_is_refused_and_a_good_one_is_still_taken(room: Room, raw: object) -> None:
    q, pupil = room.open(), room.pupil()
    assert pupil.answer(q, raw) == {"t": "refused", "q": q, "why": "invalid"}
    assert pupil.answer(q, 2)["r"] == 2


@pytest.mark.parametrize(
    "number", ["-1", "200", "1000000000000000", '"0"', "null", "true", "0.0", "[0]", '{"q":0}', "-1e999"]
)
def test_a_question_that_there_is_not_is_refused(room: Room, number: str) -> None:
    pupil = room.pupil()
    for response in ("0", "1e999"):
        assert pupil.ask(f'{{"t":"answer","q":{number},"r":{response}}}', "refused")["why"] == "unknown"


def test_of_a_field_that_comes_twice_one_counts_and_only_one(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    kept = pupil.ask(f'{{"t":"answer","q":{q},"r":0,"r":3,"t":"answer","q":{q}}}', "saved")
    assert room.of(pupil) == [(q, kept["r"])] and kept["r"] in (0, 3)


def test_a_text_with_half_a_character_is_taken_for_what_it_is(room: Room) -> None:
    phone = room.phone()
    phone.say(room.hello("x") | {"name": "half\ud800"})
    shown = phone.hear("room")["you"]["name"]
    assert shown == "half?"
    assert room.seats()[-1]["name"] == shown  # the host's frame can still be read


def test_a_name_of_half_a_megabyte_ends_its_socket_before_it_is_read_whole(room: Room) -> None:
    seats = len(room.seats())
    raw = room.raw().upgrade()
    raw.frame(json.dumps(room.hello("x" * 500_000)))
    assert raw.close_code() in (1009, None)  # reset if it was still being sent
    promised = room.raw().upgrade()
    promised.send(b"\x81\xff" + (500_000).to_bytes(8, "big") + bytes(4))
    assert promised.close_code() == 1009  # the head is enough
    assert len(room.seats()) == seats


def test_frames_may_have_four_kilobytes_and_no_more(room: Room) -> None:
    def frame(size: int) -> str:
        text = json.dumps(room.hello(f"N{size}", pad=""))
        return text[:-2] + "x" * (size - len(text)) + text[-2:]

    assert room.phone().ask(frame(4096), "room")["you"]["name"] == "N4096"
    phone = room.phone()
    phone.say(frame(4097))
    assert phone.close_code() == 1009


# pieces


def test_a_frame_in_pieces_is_one_frame(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    text = json.dumps({"t": "answer", "q": q, "r": 3})
    pupil.socket.send([text[:5], text[5:9], text[9:]])
    assert pupil.hear("saved")["r"] == 3


def test_a_message_in_many_pieces_is_read_whole_or_not_at_all(room: Room) -> None:
    phone = room.phone()
    text = json.dumps(room.hello("Pieces"))
    phone.socket.send([text[:10], text[10:30], text[30:]])
    assert phone.hear("room")["you"]["name"] == "Pieces"
    with suppress(ConnectionClosed):  # the last pieces may find it closed
        phone.socket.send(["{"] * 20)
    assert phone.close_code() == 4007
    long = room.phone()
    with suppress(ConnectionClosed):
        long.socket.send(["x" * 1500] * 3)
    assert long.close_code() == 1009


def test_a_frame_whose_bytes_come_one_by_one_is_one_frame(room: Room) -> None:
    raw = room.raw().upgrade()
    raw.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in frame_of(json.dumps(room.hello("Drop by drop"))):
        raw.send(bytes((byte,)))
    assert b"Drop by drop" in raw.until(b"Drop by drop")


def test_pieces_may_not_add_up_to_more_than_a_frame_nor_be_too_many(room: Room) -> None:
    heavy = room.raw().upgrade()
    for at in range(4):
        heavy.frame("x" * 1500, CONTINUED if at else TEXT, fin=False)
    assert heavy.close_code() == 1009
    many = room.raw().upgrade()
    many.frame(json.dumps(room.hello("Many pieces"))).until(b'"token"')  # else its silence would end it
    for at in range(2000):
        many.frame(b"", CONTINUED if at else TEXT, fin=False)
    assert many.close_code() in (4007, None)


SEQUENCES: dict[str, list[bytes]] = {
    "text that is no UTF-8": [frame_of(b'{"t":"\xff\xfe"}')],
    "a surrogate in UTF-8": [frame_of(b'{"t":"\xed\xa0\x80"}')],
    "UTF-8 that ends too soon": [frame_of(b'{"t":"answer","x":"\xe1\xbb')],
    "no UTF-8 in pieces": [frame_of(b'{"t":"', fin=False), frame_of(b'\xff"}', CONTINUED)],
    "a piece of nothing": [frame_of("x", CONTINUED)],
    "a new frame within one": [frame_of("{", fin=False), frame_of("{}")],
    "an opcode that there is not": [frame_of("{}", 3)],
    "a control that there is not": [frame_of("", 11)],
    "reserved bits": [frame_of("{}", rsv=4)],
    "a compressed frame, which was not agreed": [frame_of(b"\xaa\x56\x2a\x01\x00", rsv=4)],
    "without a mask": [frame_of("{}", mask=False)],
    "a ping that is too long": [frame_of("x" * 126, PING)],
    "a ping in pieces": [frame_of("x", PING, fin=False)],
    "a size of eight exabytes": [b"\x81\xff" + b"\x7f" + b"\xff" * 7 + bytes(4)],
    "a size below nothing": [b"\x81\xff" + b"\xff" * 8 + bytes(4)],
    "a close with half a code": [frame_of(b"\x03", 8)],
    "a close with a code that there is not": [frame_of(b"\x00\x01", 8)],
    "a close whose reason is no UTF-8": [frame_of(b"\x03\xe8\xff", 8)],
    "HTTP": [b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"],
    "binary in pieces": [frame_of(b"\x00", BINARY, fin=False), frame_of(b"\x01", CONTINUED)],
}


@pytest.mark.parametrize("frames", SEQUENCES.values(), ids=SEQUENCES.keys())
def test_bytes_against_the_rules_of_the_socket_end_it(room: Room, frames: list[bytes]) -> None:
    raw = room.raw().upgrade()
    raw.send(b"".join(frames))
    assert raw.close_code() in (*MALFORMED_CODES, None)
    seated = room.raw().upgrade()
    seated.frame(json.dumps(room.hello(f"S{seated.socket.getsockname()[1]}")))
    seated.until(b'"token"')
    seated.send(b"".join(frames))
    assert seated.close_code() in (*MALFORMED_CODES, None)


def test_who_sends_bytes_that_are_no_text_is_told_so(room: Room) -> None:
    phone = room.phone()
    phone.socket.send(b"\xff\xfe{}", text=True)
    assert phone.close_code() in (1007, 4007)


def test_pings_are_answered_and_pongs_that_nobody_asked_for_do_nothing(room: Room) -> None:
    raw = room.raw().upgrade()
    raw.frame("\0pong", PONG).frame("are you there", PING)
    assert raw.until(b"are you there").startswith(bytes((0x80 | PONG, 13)))
    raw.frame(json.dumps(room.hello(f"Ping{raw.socket.getsockname()[1]}")))
    raw.until(b'"t":"room"')


def test_a_flood_ends_the_socket_that_it_comes_from_and_nothing_of_it_is_kept_twice(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    flood = frame_of(json.dumps({"t": "answer", "q": q, "r": 2})) * 3000
    with suppress(OSError):  # closed while we were still sending
        pupil.socket.socket.sendall(flood)
    assert pupil.close_code() in (4005, 1006)
    assert until(lambda: room.of(pupil)) == [(q, 2)]


def test_who_floods_the_room_is_told_so(room: Room) -> None:
    pupil = room.pupil()
    pupil.socket.socket.sendall(frame_of('{"t":"answer","q":0,"r":0}') * 500)
    assert pupil.close_code() == 4005


def test_a_socket_that_ends_in_the_middle_of_a_frame_is_forgotten(room: Room) -> None:
    for part in (1, 2, 5, 30):
        raw = Raw(room.port).upgrade()
        raw.send(frame_of(json.dumps(room.hello("Half")))[:part])
        raw.close()
    assert not any(one["name"] == "Half" for one in room.seats())
