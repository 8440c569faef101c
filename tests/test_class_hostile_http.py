"""Odd requests, at a real server: no file, no trace, no second answer to one request, and the lesson goes on."""

import pytest

from tests import room_server_kit
from tests.room_server_kit import Room

room_of_all, room = room_server_kit.room_of_all, room_server_kit.room


def get(room: Room, path: str, method: str = "GET", more: str = "") -> tuple[bytes, bytes]:
    """Status and whole answer."""
    got = room.raw().request(path, method, f"Connection: close\r\n{more}").rest()
    assert got.startswith(b"HTTP/1.1 "), got
    return got.split(b" ", 2)[1], got


PATHS = (
    "/../progress.db", "/progress.db", "/progress.db.class.json", "/%2e%2e/progress.db", "/..%2f..%2f..%2fetc/passwd",
    "/..%5c..%5cprogress.db", "/....//....//etc/passwd", "//etc/passwd", "/static/../../etc/passwd", "/static/x",
    "/screen/../../etc/passwd", "/%00", "/screen%00.html", "/qr.svg/../../../etc/passwd", "/qr.svg/../../x",
    "/ws", "/pages/pupil.html", "/pupil_main.js", "/etc/passwd", "/~root/.ssh/id_rsa", "/.git/config",
    "/C:/Windows/win.ini", "/\xe1\xbb\x87", "/report.csv", "/openapi.json", "/docs", "/metrics",
    "file:///etc/passwd", "*",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_a_file(room: Room, path: str) -> None:
    status, got = get(room, path)
    assert status in (b"400", b"404"), got
    assert not any(one in got for one in (b"SQLite", b"root:", room.token.encode(), b"Traceback", b"quiz"))
    assert len(got) < 2_000


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "QUIZ"]
)
def test_nothing_can_be_done_but_to_look(room: Room, method: str) -> None:
    before = room.stored().events
    for path in ("/", "/screen", "/alive", "/qr.svg", "/knock"):
        status, got = get(room, path, method, "X-Mine: mark-of-mine\r\n")
        assert status in (b"400", b"404", b"405"), got
        assert b"mark-of-mine" not in got
    assert room.stored().events == before


def test_head_has_no_body(room: Room) -> None:
    status, got = get(room, "/", "HEAD")
    assert status == b"200" and got.endswith(b"\r\n\r\n")


ODD: dict[str, bytes] = {
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
    "no version": b"GET /\r\n\r\n",
    "HTTP/0.9": b"GET / HTTP/0.9\r\n\r\n",
    "HTTP/9.9 to nobody": b"GET / HTTP/9.9\r\nConnection: close\r\n\r\n",
    "a long path and no version": b"GET /" + b"a" * 20_000 + b"\r\n\r\n",
    "a header without a name": b"GET / HTTP/1.1\r\nHost: HERE\r\n: x\r\n\r\n",
    "a blank before the colon": b"GET / HTTP/1.1\r\nHost : HERE\r\n\r\n",
    "a null in a header": b"GET / HTTP/1.1\r\nHost: HERE\r\nX: a\0b\r\n\r\n",
    "two lengths": b"GET / HTTP/1.1\r\nHost: HERE\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nabcde",
    "a length below nothing": b"GET / HTTP/1.1\r\nHost: HERE\r\nContent-Length: -1\r\n\r\n",
    "a length of no digits": b"GET / HTTP/1.1\r\nHost: HERE\r\nContent-Length: +5\r\n\r\nabcde",
    "a huge length": b"GET / HTTP/1.1\r\nHost: HERE\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
    "an unknown encoding": b"GET / HTTP/1.1\r\nHost: HERE\r\nTransfer-Encoding: xchunked\r\n\r\n",
    "a chunk of no size": b"GET /nothing HTTP/1.1\r\nHost: HERE\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
}

READABLE: dict[str, bytes] = {
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/9.9": b"GET / HTTP/9.9\r\nHost: HERE\r\nConnection: close\r\n\r\n",
    "a long path": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\n\r\n",
    "a long header": b"GET / HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: HERE\r\nConnection: close\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
    "a folded header": b"GET / HTTP/1.1\r\nHost:\r\n HERE\r\nConnection: close\r\n\r\n",
}


@pytest.mark.parametrize("request_", READABLE.values(), ids=READABLE.keys())
def test_a_request_that_can_be_read_with_good_will_does_no_harm(room: Room, request_: bytes) -> None:
    """It depends on how it comes in whether it is read before it is found too long."""
    got = room.raw().send(request_.replace(b"HERE", f"127.0.0.1:{room.port}".encode())).rest()
    assert got == b"" or got.split(b" ", 2)[1] in (b"200", b"400", b"404", b"421")
    assert b"Traceback" not in got


@pytest.mark.parametrize("begin", [b"GET /", b"GET / HTTP/1.1\r\nX: ", b"POST / HTTP/1.1\r\nContent-Length: "])
def test_a_request_that_does_not_end_is_ended(room: Room, begin: bytes) -> None:
    raw = room.raw().send(begin)
    for _at in range(300):
        raw.send(b"1" * 1_000)
    got = raw.rest()
    assert got == b"" or got.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("request_", ODD.values(), ids=ODD.keys())
def test_a_request_that_is_none_is_answered_once_or_not_at_all(room: Room, request_: bytes) -> None:
    raw = room.raw().send(request_.replace(b"HERE", f"127.0.0.1:{room.port}".encode()))
    got = raw.rest()
    assert got == b"" or got.startswith(b"HTTP/1.1 4"), got[:200]
    assert got.count(b"HTTP/1.1 ") <= 1 and b"Traceback" not in got and b"<script" not in got


SMUGGLED = {
    "length and chunks": "Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": "Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n\r\n0\r\n\r\n",
    "chunks in disguise": "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "chunks behind a tab": "Transfer-Encoding:\tchunked\r\nContent-Length: {length}\r\n\r\n0\r\n\r\n",
    "two encodings": "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a bare line feed": "Content-Length: 0\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("way", SMUGGLED.values(), ids=SMUGGLED.keys())
def test_a_request_hidden_in_another_gets_no_more_than_it_would_by_itself(room: Room, way: str) -> None:
    """There is nothing before this server that could be fooled; so it is enough that a hidden request is weighed as
    any other: this one names a host that is not ours."""
    hidden = "GET /alive HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    here = f"127.0.0.1:{room.port}"
    raw = room.raw().send(f"GET /nothing HTTP/1.1\r\nHost: {here}\r\n{way.format(length=5)}{hidden}".encode())
    got = raw.rest()
    assert room.session.uuid.encode() not in got
    assert got.count(b"HTTP/1.1 ") <= 2 and b"HTTP/1.1 200" not in got


UPGRADES = {
    "no key": "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n",
    "a short key": "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n",
    "two keys": "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + "Sec-WebSocket-Key: "
    "AAAAAAAAAAAAAAAAAAAAAA==\r\n" * 2,
    "an old version": "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    "Sec-WebSocket-Version: 8\r\n",
    "another protocol": "Upgrade: h2c\r\nConnection: Upgrade\r\n",
}


@pytest.mark.parametrize("more", UPGRADES.values(), ids=UPGRADES.keys())
def test_a_handshake_that_is_none_opens_nothing(room: Room, more: str) -> None:
    got = room.raw().request("/ws", more=f"{more}").rest()
    assert got == b"" or got.startswith(b"HTTP/1.1 4"), got
    assert b" 101 " not in got and b"Traceback" not in got


@pytest.mark.parametrize("path", ["/", "/ws/", "/ws?x=1", "/wss", "/screen", "/ws%2f", "//ws"])
def test_there_is_one_socket_at_one_path(room: Room, path: str) -> None:
    more = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    got = room.raw().request(path, more=f"{more}Sec-WebSocket-Version: 13\r\n").rest()
    assert b" 101 " not in got


@pytest.mark.parametrize("path", ["/", "/screen", "/knock"])
def test_pages_let_nothing_run_but_what_is_in_them(room: Room, path: str) -> None:
    status, got = get(room, path)
    head = got.partition(b"\r\n\r\n")[0].decode("latin-1").lower()
    assert status == b"200"
    policy = next(line for line in head.split("\r\n") if line.startswith("content-security-policy:"))
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy and "*" not in policy
    for wanted in ("x-content-type-options: nosniff", "x-frame-options: deny", "referrer-policy: no-referrer"):
        assert wanted in head
    assert "access-control-allow" not in head and "server:" not in head


def test_a_query_is_no_part_of_a_page(room: Room) -> None:
    query = "?c=%3Cscript%3Ealert(1)%3C/script%3E&name=%22onload=%22alert(1)"
    assert get(room, "/" + query)[1].partition(b"\r\n\r\n")[2] == get(room, "/")[1].partition(b"\r\n\r\n")[2]


def test_a_thousand_requests_that_nobody_waits_for_do_no_harm(room: Room) -> None:
    raw = room.raw()
    for _at in range(1_000):
        raw.request("/")
    raw.close()
    one = room.raw()
    for at in range(200):
        one.request("/alive", more="Connection: close\r\n" if at == 199 else "")
    assert one.rest().count(room.session.uuid.encode()) == 200
