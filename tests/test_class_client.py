"""The programs' end of the protocol, at a real server and at one that misbehaves."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from quiz.classroom.client import BlockingLink, SocketLink, once, socket_url
from quiz.cli.class_join import Remembering, _before
from quiz.errors import QuizError
from tests.class_kit import FakeLink, room
from tests.lesson_kit import kill, server_of
from tests.room_server_kit import SECONDS, lesson


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.1.5:8080", "ws://192.168.1.5:8080/ws"),
        (" http://192.168.1.5:8080/?c=482913 ", "ws://192.168.1.5:8080/ws"),
        ("teacher.local", "ws://teacher.local/ws"),
        ("http://[fe80::1]:8080/", "ws://[fe80::1]:8080/ws"),
    ],
)
def test_an_address_is_taken_as_a_person_types_it(typed: str, url: str) -> None:
    assert socket_url(typed) == url


@pytest.mark.parametrize("typed", ["", "http://", "ftp://x", "a b", "x:99999", "http://[::1"])
def test_what_is_no_address_is_said(typed: str) -> None:
    with pytest.raises(QuizError):
        socket_url(typed)


async def until(link: SocketLink, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    async def look() -> dict[str, Any]:
        async for frame in link.frames():
            if wanted(frame):
                return frame
        raise AssertionError("the link has ended")

    return await asyncio.wait_for(look(), SECONDS)


def kind(name: str) -> Callable[[dict[str, Any]], bool]:
    return lambda frame: frame["t"] == name


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_a_link_comes_back_to_its_seat_after_a_kill(tmp_path: Path) -> None:
    async def run() -> None:
        with lesson(tmp_path) as made:
            host = made.desk()
            link = SocketLink(f"http://127.0.0.1:{made.port}", made.hello("Lan"))
            assert (await until(link, kind("link")))["up"] is True
            assert (await until(link, kind("room")))["you"]["name"] == "Lan"
            host.do("ask")
            await until(link, kind("question"))
            kill(server_of(made.db))
            assert (await until(link, kind("link")))["up"] is False
            await link.send({"t": "answer", "q": 0, "r": 3})  # nobody is there: it is kept
            assert (await until(link, kind("saved")))["r"] == 3
            await link.close()
            assert [one.response for one in made.stored().answers] == [3]

    asyncio.run(run())


def test_an_answer_is_sent_again_until_it_is_acknowledged() -> None:
    async def run() -> None:
        heard: list[dict[str, Any]] = []

        async def room(socket: ServerConnection) -> None:
            async for text in socket:
                frame = json.loads(text)
                heard.append(frame)
                if frame["t"] in ("join", "back"):
                    await socket.send(json.dumps({"t": "room", "you": {"seat": 1, "token": "secret"}}))
                elif len(heard) > 4:
                    await socket.send(json.dumps({"t": "saved", "q": frame["q"], "r": frame["r"]}))
                else:
                    await socket.close()  # after it was sent, before it was acknowledged

        async with serve(room, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            link = SocketLink(f"127.0.0.1:{port}", {"t": "join", "v": 1, "code": "1", "name": "Lan"})
            await until(link, kind("room"))
            await link.send({"t": "answer", "q": 0, "r": 2})
            assert (await until(link, kind("saved")))["r"] == 2
            await link.close()
        answer = {"t": "answer", "q": 0, "r": 2}
        back = {"t": "back", "v": 1, "token": "secret"}
        assert heard[1:] == [answer, back, answer, back, answer]

    asyncio.run(run())


def test_a_room_that_talks_nonsense_is_not_left_for_it() -> None:
    nonsense = ("[" * 100_000, "1" * 5_000, "{", "7", '{"t": "saved", "q": [0]}', '{"t": "refused", "q": {}}')

    async def room(socket: ServerConnection) -> None:
        await socket.recv()
        for text in (*nonsense, '{"t": "room", "you": {}}'):
            await socket.send(text)
        await socket.wait_closed()

    async def run() -> None:
        async with serve(room, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            link = SocketLink(f"127.0.0.1:{port}", {"t": "join", "v": 1, "code": "1", "name": "Lan"})
            await until(link, kind("room"))
            await link.close()

    asyncio.run(run())


def test_a_name_that_was_refused_is_tried_again_on_the_same_link(tmp_path: Path) -> None:
    async def run() -> None:
        with lesson(tmp_path) as made:
            made.pupil("Lan")
            link = SocketLink(f"127.0.0.1:{made.port}", made.hello("Lan"))
            assert (await until(link, kind("error")))["why"] == "taken"
            await link.send(made.hello("Lan A"))
            assert (await until(link, kind("room")))["you"]["name"] == "Lan A"
            await link.close()

    asyncio.run(run())


def test_a_name_that_was_refused_is_not_sent_again_by_itself() -> None:
    async def run() -> None:
        heard: list[str] = []

        async def room(socket: Any) -> None:
            heard.append(json.loads(await socket.recv())["name"])
            taken = heard[-1] == "Lan"
            await socket.send(json.dumps({"t": "error", "why": "taken"} if taken else {"t": "room", "you": {}}))
            if not taken:
                await socket.wait_closed()  # else it is closed, as after ten seconds without a better name

        async with serve(room, "127.0.0.1", 0) as server:
            hello = {"t": "join", "v": 1, "code": "1"}
            link = SocketLink(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", {**hello, "name": "Lan"})
            await until(link, kind("error"))
            await asyncio.sleep(0.5)
            assert heard == ["Lan"]
            await link.send({**hello, "name": "Lan A"})
            await until(link, kind("room"))
            assert heard == ["Lan", "Lan A"]
            await link.close()

    asyncio.run(run())


def test_the_last_word_of_a_room_ends_a_link(tmp_path: Path) -> None:
    with lesson(tmp_path) as made:
        host = made.desk()
        link = BlockingLink(f"127.0.0.1:{made.port}", made.hello("Lan"))
        while (frame := link.next(SECONDS)) is not None and frame["t"] != "room":
            pass
        assert link.token
        host.do("kick", seat=1)
        frames = []
        while (frame := link.next(SECONDS)) is not None:
            frames.append(frame)
        assert frames[0] == {"t": "gone", "why": "kicked"} and frames[-1] == {"t": "link", "up": False}
        assert link.next(0.0) is None
        link.close()
        assert link.over


def test_a_blocking_link_waits_no_longer_than_told_and_closes_at_once() -> None:
    link = BlockingLink("127.0.0.1:9", {"t": "wall", "v": 1, "code": "1"})
    assert link.next(0.01) is None and not link.over
    link.send({"t": "answer", "q": 0, "r": 0})
    link.close()
    assert link.over


def test_a_server_that_is_not_there_is_said_in_words() -> None:
    with pytest.raises(QuizError, match="does not answer"):
        once("127.0.0.1:9", {"t": "host"}, {"t": "do"}, "done")


def test_a_seat_that_was_taken_away_is_remembered_so_that_no_other_is_asked_for(tmp_path: Path) -> None:
    async def run(*frames: dict[str, Any]) -> None:
        link = FakeLink()
        for frame in frames:
            link._frames.put_nowait(frame)
        heard = Remembering(link, tmp_path / "seat.json", "ws://10.0.0.9/ws", "482913").frames()
        for frame in frames:
            assert await anext(heard) == frame

    you = {"seat": 3, "name": "Lan", "token": "t" * 22}
    asyncio.run(run(room(you=you), {"t": "gone", "why": "kicked"}))
    assert _before(tmp_path / "seat.json", "ws://10.0.0.9/ws", "482913") == ("Lan", "t" * 22)
    asyncio.run(run({"t": "gone", "why": "token"}))
    assert _before(tmp_path / "seat.json", "ws://10.0.0.9/ws", "482913") == ("", "")
