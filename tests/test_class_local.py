"""A lesson without a network: what the desk is told is on disk, and what could not be kept can be done again."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from quiz.cli.class_local import LocalRoom
from quiz.errors import QuizError
from quiz.plain.wire import ThreadedWire
from quiz.progress.rooms import SqliteRooms
from quiz.study.room.machine import Room
from quiz.study.room.model import Phase
from quiz.study.room.store import Row
from tests.journal_kit import START_MS, new_session
from tests.room_kit import plan


class Held(SqliteRooms):
    """A journal that another program can hold, before a write or just when it is done."""

    when = ""

    def write(self, uuid: str, rows: Sequence[Row]) -> None:
        if self.when != "before":
            super().write(uuid, rows)
        if self.when:
            raise QuizError("Another program is holding the progress file.", hint="Close it.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Held]:
    opened = Held(path)
    yield opened
    opened.close()


def opened(journal: SqliteRooms, mode: str = "cards") -> LocalRoom:
    session = new_session(of=plan(2, mode=mode, read_ms=0, answer_ms=0))
    if not journal.sessions():
        journal.create(session)
    return LocalRoom(journal, journal.load(session.uuid), lambda: START_MS)


def kept(journal: SqliteRooms) -> Room:
    """The room as it is on disk."""
    return Room.replay(journal.load(new_session().uuid))


def do(what: str, **arguments: Any) -> dict[str, Any]:
    return {"t": "do", "id": 1, "what": what, **arguments}


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_could_not_be_kept_can_be_done_again_and_the_desk_learns_what_was(journal: Held, when: str) -> None:
    async def story() -> None:
        room = opened(journal)
        await room.send(do("ask"))
        for what, arguments in (("tally", {"q": 0, "counts": {"0": 12}}), ("reveal", {})):
            journal.when = when
            with pytest.raises(QuizError):
                await room.send(do(what, **arguments))
            journal.when = ""
            await room.send(do(what, **arguments))
        assert (kept(journal).phase, kept(journal).tallies) == (Phase.REVEALED, {0: {0: 12}})
        await room.close()
        names = [frame["t"] async for frame in room.frames()]
        assert names[:6] == ["link", "desk", "question", "seats", "count", "done"]
        again = ["phase", "reveal", "done"] if when == "before" else ["error"]
        assert names[6:] == ["desk", "done", "desk", *again]

    asyncio.run(story())


def test_an_answer_that_could_not_be_kept_is_taken_when_it_comes_again(journal: Held) -> None:
    async def story() -> None:
        room = opened(journal, "live")
        room.seat("Reds")
        await room.send(do("ask"))
        journal.when = "before"
        for option in (1, 2):
            with pytest.raises(QuizError):
                await room.send({"t": "answer", "q": 0, "r": option, "seat": 1})
        journal.when = ""
        await room.send({"t": "answer", "q": 0, "r": 3, "seat": 1})
        assert [one.response for one in kept(journal).answers[0].values()] == [3]

    asyncio.run(story())


def until(wire: ThreadedWire, name: str) -> dict[str, Any]:
    """The next frame of that name."""
    for _try in range(100):
        for frame in wire.fetch(0.1):
            if frame["t"] == name:
                return frame
    raise AssertionError(f"no frame '{name}'")


def test_in_line_mode_what_could_not_be_kept_is_told_and_can_be_done_again(path: Path) -> None:
    journals: list[Held] = []

    def connect() -> LocalRoom:
        journals.append(Held(path))
        return opened(journals[0])

    wire = ThreadedWire(connect)
    until(wire, "desk")
    journals[0].when = "before"
    wire.send(do("ask"))
    assert until(wire, "error") == {
        "t": "error",
        "id": 1,
        "why": "server",
        "text": "Another program is holding the progress file. Close it.",
    }
    journals[0].when = ""
    wire.send(do("ask"))
    until(wire, "question")
    wire.close()


def test_a_desk_that_is_left_leaves_its_file(path: Path) -> None:
    loops: list[asyncio.AbstractEventLoop] = []

    def connect() -> LocalRoom:
        loops.append(asyncio.get_running_loop())
        return opened(SqliteRooms(path))

    wire = ThreadedWire(connect)
    until(wire, "desk")
    assert path.with_name("progress.db-wal").exists()
    wire.close()
    assert not path.with_name("progress.db-wal").exists()
    assert loops[0].is_closed()
