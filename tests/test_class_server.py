"""A lesson at a real server, over real sockets."""

import http.client
import json
import os
import stat
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from quiz.classroom import launch
from quiz.classroom.door import Door, door_at
from quiz.cli.class_server import command
from quiz.errors import QuizError
from quiz.questions.model import Form
from tests import room_kit
from tests.room_server_kit import Lesson, lesson


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    """A room for tests that disturb each other in nothing: each begins with pupils of its own."""
    with lesson(tmp_path_factory.mktemp("room"), 4) as made:
        yield made


def test_a_lesson_from_the_lobby_to_the_end(tmp_path: Path) -> None:
    with lesson(tmp_path, 2, podium=True) as made:
        host, wall = made.desk(), made.wall()
        first = wall.heard[0]
        assert (first["phase"], first["code"], first["names"], first["you"]) == ("lobby", made.session.code, [], None)
        lan, minh = made.pupil("Lan"), made.pupil("Minh")
        while first["names"] != ["Lan", "Minh"]:
            first = wall.hear("room")
        right = room_kit.right(made.plan.entries[0].questions["en"])

        assert host.ask({"t": "do", "id": "first", "what": "ask"}, "done", "error") == {"t": "done", "id": "first"}
        asked = lan.hear("question")
        assert (asked["q"], asked["of"], asked["form"]) == (0, 2, "choice")
        assert asked["opens_at"] <= asked["now"] + 1 and asked["closes_at"] == asked["opens_at"] + 60_000
        saved = lan.ask({"t": "answer", "q": 0, "r": right}, "saved")
        assert (saved["q"], saved["r"]) == (0, right)
        assert [(one.seat, one.response) for one in made.stored().answers] == [(1, right)]  # on disk when it is said
        count = wall.hear("count")
        while count["answered"] != 1:
            count = wall.hear("count")
        assert "missing" not in count and count["of"] == 2
        minh.hear("question")
        minh.ask({"t": "answer", "q": 0, "r": (right + 1) % 4}, "saved")

        host.do("reveal")
        told = lan.hear("reveal")
        assert told["key"] == [right] and told["texts"]["en"]["key"] and "counts" not in told
        assert (told["you"]["outcome"], told["you"]["right"], told["you"]["total"]) == ("right", 1, 1)
        assert minh.hear("reveal")["you"]["outcome"] == "wrong"
        shown = wall.hear("reveal")
        assert shown["you"] is None and dict(shown["counts"])[str(right)] == 1

        host.do("over")
        over = lan.hear("over")
        assert (over["you"]["right"], over["of"]) == (1, 1), "the second question was never asked"
        assert [(one["rank"], one["name"]) for one in wall.hear("over")["podium"]] == [(1, "Lan")]
        assert lan.ask({"t": "answer", "q": 1, "r": 0}, "refused")["why"] == "other"


def test_a_ruling_after_the_end_brings_everyone_the_results_as_they_are_now(tmp_path: Path) -> None:
    with lesson(tmp_path, podium=True) as made:
        host, wall = made.desk(), made.wall()
        lan, minh = made.pupil("Lan"), made.pupil("Minh")
        right = room_kit.right(made.plan.entries[0].questions["en"])
        host.do("ask")
        for pupil, r in ((lan, right), (minh, (right + 1) % 4)):
            pupil.ask({"t": "answer", "q": 0, "r": r}, "saved")
        host.do("reveal")
        host.do("over")
        assert [one["name"] for one in wall.hear("over")["podium"]] == ["Lan"]
        assert minh.hear("over")["you"]["right"] == 0
        host.do("void", q=0, accept=[(right + 1) % 4])
        assert sorted(one["name"] for one in wall.hear("over")["podium"]) == ["Lan", "Minh"]
        assert minh.hear("over")["you"]["right"] == 1


def test_the_first_answer_stands_and_is_told_again(tmp_path: Path) -> None:
    with lesson(tmp_path) as made:
        host, lan = made.desk(), made.pupil("Lan")
        host.do("ask")
        lan.hear("question")
        for r in (2, 0, 1):
            lan.say({"t": "answer", "q": 0, "r": r})
        assert [lan.hear("saved")["r"] for _ in range(3)] == [2, 2, 2]
        assert [one.response for one in made.stored().answers] == [2]


def test_what_no_answer_may_be_is_refused_with_a_reason(tmp_path: Path) -> None:
    with lesson(tmp_path) as made:
        host, lan = made.desk(), made.pupil("Lan")

        def why(q: object, r: object) -> str:
            return str(lan.ask({"t": "answer", "q": q, "r": r}, "refused")["why"])

        assert why(0, 0) == "other"  # nothing was asked yet
        host.do("ask")
        assert [why(0, raw) for raw in (True, "0", -1, 9, 1.0, [0], None, {"a": 1})] == ["invalid"] * 8
        assert why(1, 0) == "other"
        assert [why(q, 0) for q in (-1, 99, "0", None, True)] == ["unknown"] * 5
        host.do("pause")
        assert why(0, 0) == "paused"
        host.do("resume")
        host.do("close")
        assert why(0, 0) == "late"
        assert made.stored().answers == ()


def test_a_phone_that_comes_back_is_where_it_was(tmp_path: Path) -> None:
    with lesson(tmp_path) as made:
        host, lan = made.desk(), made.pupil("Lan")
        host.do("ask")
        lan.ask({"t": "answer", "q": 0, "r": 1}, "saved")
        again = made.back(lan.token)
        found = again.hear("room")
        assert (found["phase"], found["question"]["q"], found["answer"]) == ("asked", 0, {"q": 0, "r": 1})
        assert found["you"]["name"] == "Lan" and "token" not in found["you"] and found["reveal"] is None
        assert lan.rest()[-1] == {"t": "gone", "why": "replaced"}
        assert lan.socket.close_code == 4001
        host.do("reveal")
        again.hear("reveal")
        third = made.back(lan.token).hear("room")
        assert third["reveal"]["key"] and third["reveal"]["you"]["r"] == 1


def test_no_key_is_in_any_frame_before_the_reveal(tmp_path: Path) -> None:
    with lesson(tmp_path, forms=(Form.TYPED,)) as made:
        host, wall, lan = made.desk(), made.wall(), made.pupil("Lan")
        secret = next(iter(made.plan.entries[0].questions.values())).key[0]
        told = host.ask({"t": "do", "id": 1, "what": "ask"}, "question")
        frames = [lan.hear("question"), lan.ask({"t": "answer", "q": 0, "r": secret + " no"}, "saved")]
        frames += [wall.hear("question"), made.back(lan.token).hear("room"), wall.hear("count")]
        plain = [json.dumps(frame) for frame in frames if frame["t"] != "saved"]
        assert all('"key"' not in one and '"explanation"' not in one for one in plain)
        assert told["key"]["texts"]["en"]["key"] == [secret]  # the host alone


def test_who_was_taken_out_comes_back_to_no_seat_but_the_old_one_and_only_if_the_host_says_so(tmp_path: Path) -> None:
    with lesson(tmp_path) as made:
        host, lan = made.desk(), made.pupil("Lan")
        assert host.do("kick", seat=1)["t"] == "done"
        assert lan.rest()[-1] == {"t": "gone", "why": "kicked"} and lan.socket.close_code == 4002
        out = [{"t": "gone", "why": "kicked"}]
        for hello in ({"token": lan.token}, {"had": lan.token}):
            phone = made.phone()
            phone.say(made.hello("Lan B") | hello)
            assert phone.rest() == out
        assert made.back(lan.token).rest() == out
        assert made.pupil("Minh").seat == 2, "who was not taken out joins from the same address"
        again = host.ask({"t": "do", "id": "again", "what": "kick", "seat": 1}, "done", "error")
        assert again == {"t": "error", "id": "again", "why": "kicked"}
        assert host.do("restore", seat=1)["t"] == "done"
        assert made.back(lan.token).hear("room")["you"]["seat"] == 1


def test_a_seat_is_handed_to_another_phone(tmp_path: Path) -> None:
    with lesson(tmp_path) as made:
        host, lan = made.desk(), made.pupil("Lan")
        done = host.do("hand", seat=1)
        assert done["link"].endswith(f"#token={done['token']}")
        assert lan.rest()[-1]["why"] == "replaced"
        assert made.back(lan.token).rest()[-1]["why"] == "token"
        assert made.back(done["token"]).hear("room")["you"]["seat"] == 1


def test_extra_time_shows_in_that_seats_times_and_nowhere_else(tmp_path: Path) -> None:
    with lesson(tmp_path) as made:
        host, lan, minh = made.desk(), made.pupil("Lan"), made.pupil("Minh")
        host.do("extra", seat=1, factor=1.5)
        host.do("ask")
        longer, usual = lan.hear("question"), minh.hear("question")
        assert longer["closes_at"] - longer["opens_at"] == 90_000
        assert usual["closes_at"] - usual["opens_at"] == 60_000
        assert "extra" not in json.dumps(made.back(lan.token).hear("room"))
        assert made.seats()[0]["extra"] == 1.5


def test_time_stands_still_in_a_pause_and_is_up_by_itself(tmp_path: Path) -> None:
    with lesson(tmp_path, answer_ms=300) as made:
        host, lan = made.desk(), made.pupil("Lan")
        host.do("ask")
        lan.hear("question")
        host.do("pause")
        before = lan.hear("phase")
        assert before["paused"] and made.back(lan.token).hear("room")["now"] == before["now"]
        again = made.back(lan.token)
        again.hear("room")
        host.do("resume")
        assert again.hear("phase", "reveal")["t"] == "phase"
        assert again.hear("reveal")["you"]["outcome"] == "blank"


def test_everyone_goes_on_alone_in_a_paced_room(tmp_path: Path) -> None:
    with lesson(tmp_path, 2, mode="paced") as made:
        lan = made.pupil("Lan")
        right = room_kit.right(made.plan.entries[0].questions["en"])
        assert lan.ask({"t": "next"}, "question")["q"] == 0
        lan.say({"t": "answer", "q": 0, "r": right})
        assert lan.hear("saved")["q"] == 0
        assert lan.hear("reveal")["you"]["outcome"] == "right"
        minh = made.pupil("Minh")
        assert minh.ask({"t": "next"}, "question")["q"] == 0
        assert lan.ask({"t": "next"}, "question")["q"] == 1
        lan.ask({"t": "answer", "q": 1, "r": 0}, "reveal")
        assert lan.ask({"t": "next"}, "over")["you"]["answered"] == 2
        host = made.desk()
        assert [one["given"] for one in host.heard[-1]["seats"]] == [2, 0]
        minh.ask({"t": "answer", "q": 0, "r": 0}, "reveal")
        while [one["given"] for one in host.hear("seats")["seats"]] != [2, 1]:
            pass


def test_names_are_looked_at_and_asked_for_again_on_the_same_socket(room: Lesson) -> None:
    room.pupil("Bình")
    phone = room.phone()
    assert phone.ask(room.hello("\u200b\u202e"), "error")["why"] == "name"
    assert phone.ask(room.hello("bình "), "error")["why"] == "taken"
    assert phone.ask(room.hello("x", code="000000"), "error")["why"] == "code"
    assert phone.ask(room.hello("Bình 2"), "room")["you"]["name"] == "Bình 2"


def test_two_hosts_see_the_same(room: Lesson) -> None:
    one, other = room.desk(), room.desk()
    one.do("lock", on=True)
    late = room.phone()
    late.say(room.hello("Late"))
    assert late.rest()[-1]["why"] == "locked"
    while not other.hear("seats")["locked"]:  # news of who came before may still be on its way
        pass
    other.do("lock", on=False)


def test_what_a_host_cannot_do_is_said(room: Lesson) -> None:
    host = room.desk()
    assert host.do("reveal")["why"] == "phase"
    assert host.do("fly")["why"] == "unknown"
    assert host.do("ask", q="first")["why"] == "unknown"
    assert host.do("rename", seat=999, name="x")["why"] == "unknown"
    assert host.do("extend", ms=-5)["why"] == "phase"


# pages


def get(made: Lesson, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", made.port, timeout=20)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.status, answer.headers, body


@pytest.mark.parametrize("path", ["/", "/screen", "/knock"])
def test_pages_let_nothing_run_but_what_is_in_them(room: Lesson, path: str) -> None:
    status, headers, body = get(room, path)
    assert status == 200 and body.startswith(b"<!DOCTYPE html>")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and f"ws://127.0.0.1:{room.port}" in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
    assert room.session.code.encode() not in body
    packed = get(room, path, **{"Accept-Encoding": "gzip"})
    assert packed[1]["content-encoding"] == "gzip" and len(packed[2]) < 50_000


def test_the_qr_code_holds_the_code_for_those_who_know_it(room: Lesson) -> None:
    plain, known = get(room, "/qr.svg")[2], get(room, f"/qr.svg?c={room.session.code}")[2]
    assert plain.startswith(b"<svg") and known.startswith(b"<svg") and plain != known
    assert get(room, "/qr.svg?c=123")[0] == 404


def test_a_phone_that_knocks_is_announced_to_the_host(room: Lesson) -> None:
    host = room.desk()
    get(room, "/knock")
    assert host.hear("knock")["address"] == "127.0.0.1"


# the server as a process


def test_the_server_is_found_by_a_file_that_only_its_owner_reads(room: Lesson) -> None:
    state = launch.state_file(room.db)
    assert launch.find(room.db) == room.running
    if sys.platform != "win32":
        assert stat.S_IMODE(state.stat().st_mode) == 0o600
        assert not any(one.name.startswith(f"{state.name}.") for one in state.parent.iterdir())


def test_when_it_ends_nothing_is_left(tmp_path: Path) -> None:
    with lesson(tmp_path) as made:
        launch.stop(made.running)
        child = launch._children[made.running.pid]
        assert child.wait(20) == 0
        assert not launch.state_file(made.db).exists()
        assert launch.find(made.db) is None and launch.sure(command(), made.db) is None


def test_what_cannot_be_started_is_said_in_words(tmp_path: Path, room: Lesson) -> None:
    with pytest.raises(QuizError, match="There is no such session"):
        launch.start(command(), tmp_path / "p.db", "nothing", "token", host="127.0.0.1")
    with pytest.raises(QuizError, match=f"Port {room.port} is in use"):
        launch.start(command(), tmp_path / "p.db", "nothing", "token", host="127.0.0.1", port=room.port)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_no_secret_is_on_a_command_line(room: Lesson) -> None:
    shown = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if os.access(path, os.R_OK)]
    assert not any(room.token.encode() in one for one in shown)


def test_a_host_without_the_token_is_none(room: Lesson) -> None:
    phone = room.phone()
    phone.say({"t": "host", "v": 1, "token": "x" * 22})
    assert phone.rest() == [{"t": "gone", "why": "token"}]


def test_a_join_whose_answer_was_lost_finds_its_own_seat(room: Lesson) -> None:
    brought = "t" + "x" * 22
    join = {"t": "join", "v": 1, "code": room.session.code, "name": "Twice", "lang": "en", "team": "", "token": brought}
    seats = []
    for _try in range(2):
        phone = room.phone()
        phone.say(join)
        you = phone.hear("room")["you"]
        assert (you["name"], you["token"]) == ("Twice", brought)
        seats.append(you["seat"])
    assert seats[0] == seats[1]
    other = room.phone()
    other.say({**join, "token": "short"})  # a weak one is not taken, and its bearer is nobody in particular
    assert other.hear("error")["why"] == "taken"


def test_a_program_asks_at_the_door_what_its_pupil_has_to_say(tmp_path: Path) -> None:
    with lesson(tmp_path, 1, teams="averaged") as made:
        url = f"ws://127.0.0.1:{made.port}/ws"
        assert door_at(url) == Door("free", "averaged")
        phone = made.phone()
        assert phone.ask(made.hello("Lan") | {"team": "Reds"}, "room")["you"]["team"] == "Reds"
    assert door_at("ws://127.0.0.1:1/ws") == Door()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"teams": 3, "naming": null}', b'{"teams": ["averaged"]}', b"\xff" * 50, b"[" * 5000],
)
def test_a_door_that_says_nonsense_asks_for_a_name_alone(body: bytes) -> None:
    class Nonsense(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Nonsense) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        assert door_at(f"ws://127.0.0.1:{server.server_port}/ws") == Door()
        thread.join()
