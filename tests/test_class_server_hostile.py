"""What a class may try, at a real server: it costs whoever tries it a socket, and nobody else anything."""

import http.client
import json
import socket
from collections.abc import Iterator

import pytest
from websockets.exceptions import InvalidStatus

from tests.server_kit import Lesson, Phone, do, lesson


@pytest.fixture
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    """A room with a bystander, who is there at the end as well."""
    with lesson(tmp_path_factory.mktemp("room")) as made:
        bystander = made.pupil("Bystander")
        host = made.host()
        yield made
        do(host, "ask")
        bystander.hear("question")
        assert bystander.ask({"t": "answer", "q": 0, "r": 1}, "saved")["r"] == 1


ANSWERS = ('{"t":"answer","q":0,"r":0}', '{"t":"answer","q":-1e999,"r":1e999}')
"""Refused from a seat, and no first words."""
MALFORMED = [
    *ANSWERS,
    "",
    " ",
    "null",
    "[]",
    "{}",
    '{"t":1}',
    '{"t":"join"}',
    '{"t":"do","id":1,"what":"over"}',
    '{"t":"join","v":2,"code":"1"}',
    '{"t":"join","v":1,"code":1}',
    '{"t":"back","v":1,"token":["x"]}',
    "[" * 4000,
    '{"t":NaN}',
    '{"t":"answer","q":' + "9" * 3000 + "}",
    "\ufeff{}",
    b"",
    b"\x00\x01",
    "x" * 4097,
    '{"t":"\\ud800"}',
]


@pytest.mark.parametrize("frame", MALFORMED, ids=range(len(MALFORMED)))
def test_a_frame_that_is_none_closes_its_socket(room_for_many: Lesson, frame: str | bytes) -> None:
    phone = Phone(room_for_many.port)
    phone.say(frame)
    assert phone.close_code() in (4007, 1009)
    seated = room_for_many.pupil(f"P{MALFORMED.index(frame)}")
    seated.say(frame)
    if frame in ANSWERS:
        assert seated.hear("refused")["why"] in ("other", "unknown")
    else:
        assert seated.close_code() in (4007, 1009)


@pytest.fixture(scope="module")
def room_for_many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    with lesson(tmp_path_factory.mktemp("room")) as made:
        bystander = made.pupil("Bystander")
        yield made
        do(made.host(), "ask")
        assert bystander.ask({"t": "answer", "q": 0, "r": 0}, "saved")["q"] == 0


def test_bytes_that_are_no_text_close_the_socket(room: Lesson) -> None:
    phone = room.phone()
    phone.socket.send(b"\xff\xfe{}", text=True)
    assert phone.close_code() in (4007, 1007)


def test_a_message_in_many_pieces_is_read_whole_or_not_at_all(room: Lesson) -> None:
    phone = room.phone()
    text = json.dumps(room.hello("Pieces"))
    phone.socket.send([text[:10], text[10:30], text[30:]])
    assert phone.hear("room")["you"]["name"] == "Pieces"
    phone.socket.send(["{"] * 20)
    assert phone.close_code() == 4007
    long = room.phone()
    long.socket.send(["x" * 1500] * 3)
    assert long.close_code() == 1009


def test_a_pupil_commands_nothing(room: Lesson) -> None:
    lan = room.pupil()
    lan.say({"t": "do", "id": 1, "what": "over"})
    assert lan.close_code() == 4007
    back = room.back(lan.token)
    assert back.hear("room")["phase"] == "lobby"
    back.say({"t": "host", "v": 1, "token": room.token})  # one socket, one part
    assert back.close_code() == 4007


def test_one_socket_takes_one_seat(room: Lesson) -> None:
    lan = room.pupil()
    for n in range(2000):
        try:
            lan.say(room.hello(f"N{n}"))
        except Exception as error:  # noqa: BLE001  # closed at some point, which is what is looked for
            assert "clos" in type(error).__name__.lower() or isinstance(error, OSError)
            break
    assert lan.close_code() in (4007, 4005)
    assert len(room.stored().seats) == 2


def test_guessing_the_code_is_slow_and_a_seat_is_safe_from_it(room: Lesson) -> None:
    lan = room.pupil()
    tried = 0
    throttled = False
    while not throttled:
        phone = Phone(room.port)
        for _ in range(5):
            phone.say(room.hello("Guess", code=f"{tried:06}"))
            frame = phone.next()
            throttled = frame["why"] == "throttled" and tried > 25
            tried += 1
            if frame["t"] == "gone":
                break
        phone.close()
        assert tried < 60
    right = Phone(room.port)
    right.say(room.hello("Late"))
    assert right.next() == {"t": "gone", "why": "throttled"}
    assert room.back(lan.token).hear("room")["you"]["name"] == "Lan"


def test_a_flood_of_frames_ends_the_socket(room: Lesson) -> None:
    lan = room.pupil()
    raw = lan.socket.socket
    frame = b"\x81\x9a\0\0\0\0" + b'{"t":"answer","q":0,"r":0}'
    raw.sendall(frame * 500)
    assert lan.close_code() == 4005


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", "http://"]
)
def test_a_page_from_elsewhere_gets_no_socket(room_for_many: Lesson, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        Phone(room_for_many.port, additional_headers={"Origin": origin})
    assert refused.value.response.status_code == 403


def test_our_own_page_gets_one(room_for_many: Lesson) -> None:
    here = f"http://127.0.0.1:{room_for_many.port}"
    Phone(room_for_many.port, additional_headers={"Origin": here}).close()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "a" * 300, "[::1", "x:y"]
)
def test_a_name_that_somebody_made_up_for_this_machine_is_refused(room_for_many: Lesson, host: str) -> None:
    line = http.client.HTTPConnection("127.0.0.1", room_for_many.port, timeout=20)
    line.putrequest("GET", "/", skip_host=True)
    line.putheader("Host", host)
    line.endheaders()
    answer = line.getresponse()
    assert answer.status in (400, 421) and b"script" not in answer.read()
    line.close()


@pytest.mark.parametrize(
    "path", ["/../progress.db", "/..%2f..%2fetc/passwd", "/%00", "//etc/passwd", "/static/x", "/qr.svg/../../x", "/ws"]
)
def test_no_path_leads_to_a_file(room_for_many: Lesson, path: str) -> None:
    with socket.create_connection(("127.0.0.1", room_for_many.port), 20) as raw:
        here = f"127.0.0.1:{room_for_many.port}"
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: {here}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while data := raw.recv(65536):
            answer += data
    assert answer.split(b" ", 2)[1] in (b"404", b"400", b"307")
    assert b"SQLite" not in answer


SHORT_KEY = (
    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: short\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.mark.parametrize(
    "request_line",
    [b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/9.9\r\n\r\n", SHORT_KEY, b"GET /" + b"a" * 20_000],
    ids=["tls", "version", "key", "long"],
)
def test_a_request_that_is_none_is_answered_or_dropped(room_for_many: Lesson, request_line: bytes) -> None:
    with socket.create_connection(("127.0.0.1", room_for_many.port), 20) as raw:
        raw.sendall(request_line + b"\r\n\r\n")
        answer = b""
        try:
            while data := raw.recv(65536):
                answer += data
        except ConnectionResetError:
            pass
    assert not answer or answer.startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize(
    "name",
    ["[/red]", "<script>alert(1)</script>", "a\nb", "\u202eevil", "e" + "\u0301" * 200, "=1+1", "x" * 1000, "\ud83d"],
)
def test_names_come_out_short_and_on_one_line(room_for_many: Lesson, name: str) -> None:
    phone = Phone(room_for_many.port)
    answer = phone.ask(room_for_many.hello(name), "room", "error")
    if answer["t"] == "room":
        shown = answer["you"]["name"]
        assert 0 < len(shown) <= 24 and "\n" not in shown and "\u202e" not in shown
        assert shown.count("\u0301") <= 4
    phone.close()
