"""Answers that somebody would like to count, at a real server: only the first, only in time, only one's own."""

import json
import threading
from collections.abc import Iterator

import pytest

from tests import room_server_kit
from tests.room_server_kit import PING, TEXT, Phone, Room, choices, frame_of, serving, until

room_of_all, room = room_server_kit.room_of_all, room_server_kit.room


# more than one


def test_of_twenty_answers_at_once_the_first_counts_and_is_what_all_are_told(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    frames = [frame_of(json.dumps({"t": "answer", "q": q, "r": (at + 1) % 4})) for at in range(20)]
    pupil.socket.socket.sendall(b"".join(frames))
    told = [pupil.hear("saved", "refused") for _answer in frames]
    assert {json.dumps(one) for one in told} == {json.dumps(told[0])}
    assert (told[0]["t"], told[0]["r"]) == ("saved", 1)
    assert room.of(pupil) == [(q, 1)]


def test_of_twenty_sockets_that_race_for_one_seat_one_answer_counts(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    told: list[dict[str, object]] = []
    start = threading.Barrier(20)

    def race(at: int) -> None:
        phone = Phone(room.port)
        start.wait()
        phone.say({"t": "back", "v": 1, "token": pupil.token})
        phone.say({"t": "answer", "q": q, "r": at % 4})
        told.extend(one for one in phone.rest() if one["t"] == "saved")
        phone.close()

    racers = [threading.Thread(target=race, args=(at,)) for at in range(20)]
    for one in racers:
        one.start()
    until(lambda: room.of(pupil))
    last = room.back(pupil.token)  # it replaces the one that stayed, which ends the race
    kept = last.hear("room")["answer"]
    while any(one.is_alive() for one in racers):
        last = room.back(pupil.token)
        assert last.hear("room")["answer"] == kept
        for one in racers:
            one.join(0.05)
    assert room.of(pupil) == [(q, kept["r"])]
    assert {one["r"] for one in told} <= {kept["r"]}


# not in time


def test_before_the_opening_and_after_the_close_nothing_is_taken(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("room"), choices(read_ms=3_600_000)) as early:
        q = early.open()
        assert early.honest.answer(q, 1) == {"t": "refused", "q": q, "why": "early"}
        assert early.answers() == []


def test_after_the_close_and_after_the_reveal_nothing_is_taken(room: Room) -> None:
    q, pupil, other = room.open(), room.pupil(), room.pupil()
    room.host.do("close")
    assert pupil.answer(q, 1) == {"t": "refused", "q": q, "why": "late"}
    room.host.do("reveal")
    assert other.answer(q, 1) == {"t": "refused", "q": q, "why": "late"}
    assert room.of(pupil) == room.of(other) == []


def test_after_the_time_is_up_nothing_is_taken(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("room"), choices(answer_ms=400)) as timed:
        asked = timed.host.ask({"t": "do", "id": 1, "what": "ask"}, "question")
        timed.honest.hear("reveal")
        assert timed.honest.answer(asked["q"], 0)["why"] == "late"
        assert timed.answers() == []


def test_no_other_question_can_be_answered(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    told = {at: pupil.answer(at, 0).get("why") for at in (q + 1, q + 2, 199, q - 1) if at >= 0}
    assert told[q + 1] == told[q + 2] == told[199] == "other"
    assert set(told.values()) <= {"other", "late"}
    assert room.of(pupil) == []
    room.host.do("reveal")
    assert pupil.answer(q + 1, 0)["why"] == "other"  # between two questions


def test_what_was_begun_in_time_and_ended_late_is_late(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    frame = frame_of(json.dumps({"t": "answer", "q": q, "r": 1}))
    raw = room.raw().upgrade()
    raw.frame(json.dumps({"t": "back", "v": 1, "token": pupil.token}))
    raw.until(b'"t":"room"')
    raw.send(frame[:-1])
    began = room.now()["now"]
    until(lambda: room.now()["now"] > began + 20)  # it has been read, and the moment has passed
    room.host.do("close")
    raw.send(frame[-1:])
    assert b'"why":"late"' in raw.until(b'"refused"')
    assert room.of(pupil) == []


# not one's own


def test_an_answer_is_that_of_the_socket_whatever_it_says(room: Room) -> None:
    q, pupil, victim = room.open(), room.pupil(), room.pupil()
    more = {"seat": victim.seat, "you": {"seat": victim.seat}, "name": "Honest", "token": victim.token}
    assert pupil.answer(q, 3, **more)["t"] == "saved"
    assert room.of(pupil) == [(q, 3)] and room.of(victim) == []
    assert victim.answer(q, 0)["r"] == 0


@pytest.mark.parametrize("name", ["wall", "host"])
def test_a_wall_and_a_host_answer_nothing(room: Room, name: str) -> None:
    q = room.open()
    phone = room.wall() if name == "wall" else room.desk()
    phone.say({"t": "answer", "q": q, "r": 0, "seat": room.honest.seat})
    assert phone.close_code() == 4007
    assert not any(number == q for number, _seat, _response in room.answers())


# what a client says about time


@pytest.fixture(scope="module")
def fast_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with serving(tmp_path_factory.mktemp("room"), choices(answer_ms=600_000, speed=True)) as made:
        yield made


@pytest.fixture
def fast(fast_of_all: Room) -> Iterator[Room]:
    """A room where quick answers earn more."""
    yield fast_of_all
    fast_of_all.works()


TIMES = [-1e9, 0, -1, 1e18, "0", None]


@pytest.mark.parametrize("time", TIMES, ids=repr)
def test_nothing_that_a_client_says_about_time_counts(fast: Room, time: object) -> None:
    q, pupil, before, after = fast.open(), fast.pupil(), fast.pupil(), fast.pupil()
    names = ("elapsed", "at", "at_ms", "used", "used_ms", "now", "time", "opens_at", "closes_at", "utc", "latency", "v")
    before.answer(q, 1)
    assert pupil.answer(q, 1, **dict.fromkeys(names, time))["t"] == "saved"
    after.answer(q, 1)
    kept = {one.seat: one for one in fast.stored().answers if one.question == q}
    first, cheat, last = (kept[one.seat] for one in (before, pupil, after))
    assert first.at_ms <= cheat.at_ms <= last.at_ms
    assert 0 <= first.used_ms <= cheat.used_ms <= last.used_ms
    assert first.points >= cheat.points >= last.points


def test_who_is_slow_to_answer_pings_or_claims_to_be_gains_no_time(fast: Room) -> None:
    q, pupil, other = fast.open(), fast.pupil(), fast.pupil()
    raw = fast.raw().upgrade()  # no ping is ever answered by it
    raw.frame(json.dumps({"t": "back", "v": 1, "token": pupil.token}))
    raw.until(b'"t":"room"')
    opened = json.loads(next(data for opcode, data in raw.frames() if opcode == TEXT))["question"]
    usual = fast.back(other.token).hear("room")["question"]
    assert (opened["opens_at"], opened["closes_at"]) == (usual["opens_at"], usual["closes_at"])
    for at in range(50):
        raw.frame(f"{at - 10**9}", PING)
    before = fast.pupil()
    before.answer(q, 2)
    raw.frame(json.dumps({"t": "answer", "q": q, "r": 2, "ping": 10**9, "rtt": 10**9}))
    raw.until(b'"t":"saved"')
    kept = {one.seat: one for one in fast.stored().answers if one.question == q}
    assert kept[pupil.seat].used_ms >= kept[before.seat].used_ms
    assert kept[pupil.seat].points <= kept[before.seat].points


def test_a_clock_cannot_be_set_from_outside_by_pausing_for_oneself(fast: Room) -> None:
    q, pupil = fast.open(), fast.pupil()
    for frame in (
        '{"t":"phase","paused":true}',
        '{"t":"do","id":1,"what":"pause"}',
        '{"t":"do","id":1,"what":"extend","ms":1}',
    ):
        phone = fast.back(pupil.token)
        phone.hear("room")
        phone.say(frame)
        assert phone.close_code() == 4007
    now = fast.back(pupil.token).hear("room")
    assert not now["paused"] and now["question"]["q"] == q


# a seat's token


def test_a_token_on_a_second_socket_replaces_the_first_which_counts_for_nothing_any_more(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    second = room.back(pupil.token)
    second.hear("room")
    pupil.socket.socket.sendall(frame_of(json.dumps({"t": "answer", "q": q, "r": 0})))
    assert pupil.rest()[-1] == {"t": "gone", "why": "replaced"} and pupil.socket.close_code == 4001
    assert room.of(pupil) == []
    assert second.answer(q, 3)["r"] == 3
    assert room.of(pupil) == [(q, 3)]
    third = room.back(pupil.token)
    assert third.hear("room")["answer"] == {"q": q, "r": 3}
    assert second.rest()[-1]["why"] == "replaced"


def test_after_a_kick_the_token_opens_nothing_and_what_was_on_its_way_does_not_count(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    pupil.answer(q, 2)
    room.host.do("kick", seat=pupil.seat)
    pupil.socket.socket.sendall(frame_of(json.dumps({"t": "answer", "q": q, "r": 0})))
    assert pupil.rest()[-1] == {"t": "gone", "why": "kicked"} and pupil.socket.close_code == 4002
    for _try in range(2):
        thief = room.back(pupil.token)
        assert thief.rest() == [{"t": "gone", "why": "kicked"}] and thief.socket.close_code == 4002
    q = room.open()
    assert room.back(pupil.token).rest()[-1]["why"] == "kicked"
    assert not any(seat == pupil.seat and number == q for number, seat, _response in room.answers())


def test_a_seat_that_was_handed_over_has_one_token_the_new_one(room: Room) -> None:
    q, pupil = room.open(), room.pupil()
    token = room.host.do("hand", seat=pupil.seat)["token"]
    assert pupil.rest()[-1]["why"] == "replaced"
    assert room.back(pupil.token).rest()[-1]["why"] == "token"
    new = room.back(token)
    assert new.hear("room")["you"]["seat"] == pupil.seat
    assert new.answer(q, 1)["t"] == "saved"


def test_tokens_are_not_kept_where_they_could_be_read(room: Room) -> None:
    pupil = room.pupil()
    room.works()
    files = [one for one in room.db.parent.iterdir() if one.name.startswith("progress.db") and one.suffix != ".json"]
    assert files and all(pupil.token.encode() not in one.read_bytes() for one in files)
    assert all(room.token.encode() not in one.read_bytes() for one in files)
