"""A pupil's screen in the terminal."""

import pytest
from rich.cells import cell_len

from quiz.questions.model import Form
from quiz.study.room.ticket import Ticket
from quiz.study.room.words import refused_words
from tests.class_kit import HOSTILE, question, result, reveal, room
from tests.tui_class_kit import KNOWN, Seat, harmless
from tests.tui_kit import MIDDLE, SIZES, Stage, compare, press, seen, settled, told


@told
async def test_an_answer_is_saved_when_the_room_says_so(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        joined = {"t": "join", "v": 1, "code": "482913", "name": "Lê Minh", "lang": "en", "team": ""}
        assert seat.link.sent == [joined]
        seat.take(room())
        await settled(pilot)
        assert "You are in, Lê Minh." in seen(seat.app)
        seat.take(question())
        await press(pilot, "2")
        assert seat.link.answers() == [] and "Answers are taken in 4 s" in seen(seat.app)
        seat.later(4)
        await press(pilot, "2")
        assert seat.link.sent[-1] == {"t": "answer", "q": 0, "r": 1}
        assert "On its way" in seen(seat.app) and "Saved" not in seen(seat.app)
        await press(pilot, "3", "enter")
        assert len(seat.link.answers()) == 1  # the first one stands
        seat.take({"t": "saved", "q": 0, "r": 1, "now": 5000})
        await settled(pilot)
        assert "✓ Saved." in seen(seat.app)
        seat.take(reveal(you=result()))
        await settled(pilot)
        assert "✓ Right" in seen(seat.app) and "1 right of 1 answered." in seen(seat.app)
        you = {"seat": 3, "name": "Lê Minh", "right": 1, "answered": 1, "points": 1, "team": "Blues"}
        podium = [{"rank": 1, "name": "Reds", "points": 1, "level": 1}]
        seat.take({"t": "over", "you": you, "of": 2, "podium": podium, "place": [2, 3]})
        await settled(pilot)
        assert "The lesson is over." in seen(seat.app) and "    1  Reds" in seen(seat.app)
        assert "and 1 more with as many points" in seen(seat.app)
        assert "1 right of 2. Your team's place: 2 of 3." in seen(seat.app)
        await press(pilot, "enter")
    assert seat.app.return_code == 0 and seat.link.closed


@told
async def test_where_no_lesson_answers_it_is_said_and_another_address_can_be_typed(stage: Stage) -> None:
    seat = Seat(stage, ticket=KNOWN._replace(address="192.168.1.9:8080"))
    first = seat.link
    async with seat.app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        seat.later(4)
        await settled(pilot)
        assert "Looking for the lesson" in seen(seat.app)
        seat.later(2)
        await settled(pilot)
        assert "No lesson answers at 192.168.1.9:8080." in seen(seat.app) and not first.closed
        await press(pilot, "enter", "space", "x", "enter")
        assert "This is no address. Look at the wall." in seen(seat.app) and not first.closed
        await press(pilot, "enter", *["backspace"] * 16, *"192.168.1.7", "enter")
        assert "Looking for the lesson" in seen(seat.app) and first.closed
        assert [(one["code"], one["name"]) for one in seat.link.sent] == [("482913", "Lê Minh")]
        seat.later(6)
        await settled(pilot)
        assert "at 192.168.1.7." in seen(seat.app)
        seat.take(room())
        await settled(pilot)
        assert "You are in, Lê Minh." in seen(seat.app)
    assert seat.elsewhere == ["192.168.1.9:8080 x", "192.168.1.7"]


@told
async def test_who_was_sent_away_is_not_told_of_a_connection(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room(), {"t": "gone", "why": "kicked"}, {"t": "link", "up": False})
        await settled(pilot)
        assert "Ask if you may come back" in seen(seat.app) and "no connection" not in seen(seat.app)


@told
async def test_where_no_lesson_answers_one_may_leave(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        seat.later(9)
        await press(pilot, "q")
    assert seat.app.return_code == 0 and seat.link.closed


@pytest.mark.parametrize(("lang", "asks"), [("en", "What is your team called?"), ("vi", "Đội của bạn tên gì?")])
@told
async def test_the_team_is_asked_for_where_there_are_teams(stage: Stage, lang: str, asks: str) -> None:
    seat = Seat(stage, lang, Ticket("482913", teams="averaged"))
    async with seat.app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        await press(pilot, *"Lan", "enter")
        assert seat.link.sent == [] and asks in seen(seat.app)
        await press(pilot, "enter", *"Reds", "enter")
        assert [(one["name"], one["team"]) for one in seat.link.sent] == [("Lan", "Reds")]
        seat.take({"t": "error", "why": "taken"})
        await settled(pilot)
        await press(pilot, *"Lan B", "enter")
        assert [(one["name"], one["team"]) for one in seat.link.sent][1:] == [("Lan B", "Reds")]
        seat.take({"t": "error", "why": "team"})
        await settled(pilot)
        assert asks in seen(seat.app) and refused_words("team") in seen(seat.app)
        await press(pilot, *"Blues", "enter")
        assert [(one["name"], one["team"]) for one in seat.link.sent][2:] == [("Lan B", "Blues")]


@told
async def test_a_device_for_several_asks_for_all_names_and_nicknames_for_none(stage: Stage) -> None:
    seat = Seat(stage, ticket=Ticket("482913", teams="device"))
    async with seat.app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        assert "Type all names" in seen(seat.app)
    seat = Seat(stage, ticket=Ticket("482913", naming="nicknames"))
    async with seat.app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        assert [one["name"] for one in seat.link.sent] == [""]


@told
async def test_every_form_is_answered(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room())
        for q, (form, keys, given) in enumerate(
            [
                (Form.TRUE_FALSE, ["down", "down", "enter"], 1),
                (Form.SELECT_ALL, ["1", "4", "enter"], [0, 3]),
                (Form.ORDERING, ["d", "a", "b", "enter"], [3, 0, 1, 2]),
                (Form.TYPED, [*"Helsinki", "enter"], "Helsinki"),
                (Form.TYPED, ["=", "=", "enter"], "=="),
            ]
        ):
            seat.asked(form, q)
            await press(pilot, *keys)
            assert seat.link.sent[-1] == {"t": "answer", "q": q, "r": given}
            seat.take({"t": "saved", "q": q, "r": given, "now": 9_000})
            await settled(pilot)
            assert "✓ Saved." in seen(seat.app)
            seat.take(reveal(form, q, you=result(r=given)))
            await settled(pilot)
            assert "✓ Right" in seen(seat.app)


@told
async def test_without_a_connection_nothing_is_called_saved(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room())
        seat.asked()
        seat.take({"t": "link", "up": False})
        await press(pilot, "1")
        assert "Not saved yet" in seen(seat.app) and "no connection" in seen(seat.app)
        seat.take({"t": "link", "up": True}, room(phase="asked", now=9_000, q=0, question=question(now=0)))
        await settled(pilot)
        assert "On its way" in seen(seat.app)
        seat.take({"t": "refused", "q": 0, "why": "late"})
        await settled(pilot)
        assert "too late" in seen(seat.app)


@told
async def test_who_comes_back_sees_what_was_given(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room(phase="asked", now=9_000, q=2, question=question(q=2), answer={"q": 2, "r": 3}))
        await settled(pilot)
        assert "✓ Saved." in seen(seat.app) and "3 of 8" in seen(seat.app)
        await press(pilot, "1")
        assert seat.link.answers() == []


@told
async def test_what_is_missing_is_asked_for_and_what_is_wrong_again(stage: Stage) -> None:
    seat = Seat(stage, ticket=Ticket())
    async with seat.app.run_test(size=MIDDLE) as pilot:
        await press(pilot, *"482 914", "enter")
        assert seat.link.sent == []
        await press(pilot, *"Lan", "enter")
        assert (seat.link.sent[-1]["code"], seat.link.sent[-1]["name"]) == ("482914", "Lan")
        seat.take({"t": "error", "why": "code"})
        await press(pilot, *"482913", "enter")
        assert (seat.link.sent[-1]["code"], seat.link.sent[-1]["name"]) == ("482913", "Lan")
        seat.take({"t": "error", "why": "taken"})
        await settled(pilot)
        assert "Somebody has this name already" in seen(seat.app)
        await press(pilot, *"Lan B", "enter")
        assert seat.link.sent[-1]["name"] == "Lan B"
        seat.take(room())
        await settled(pilot)
        assert "You are in" in seen(seat.app)


@told
async def test_alone_one_goes_on_by_oneself(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room(mode="paced", phase="asked", deadline=1_795_000_000_000))
        await settled(pilot)
        assert "Open until 2026-11-1" in seen(seat.app)
        await press(pilot, "enter")
        assert seat.link.sent[1:] == [{"t": "next"}]
        seat.take(question(opens_at=0, closes_at=None))
        await press(pilot, "1")
        seat.take({"t": "saved", "q": 0, "r": 0, "now": 9}, reveal(you=result("wrong", 0, 0)))
        await settled(pilot)
        assert "✗ Wrong" in seen(seat.app) and "Hanoi hosted the 5th" in seen(seat.app)
        await press(pilot, "enter")
        assert seat.link.sent[-1] == {"t": "next"}


@told
async def test_sent_away(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room(), {"t": "gone", "why": "kicked"})
        await settled(pilot)
        assert "taken you out" in seen(seat.app)
        await press(pilot, "enter")
    assert seat.app.return_code == 0


@told
async def test_leaving_needs_two_presses_while_the_lesson_goes_on(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room())
        await press(pilot, "q")
        assert "once more leaves" in seen(seat.app)
        seat.take(question(), reveal())
        await settled(pilot)
        assert "once more leaves" not in seen(seat.app)
        await press(pilot, "q")
        assert "once more leaves" in seen(seat.app)
        await press(pilot, "q")
    assert seat.app.return_code == 0


@told
async def test_leaving_needs_two_presses_again_when_something_else_was_said(stage: Stage) -> None:
    seat = Seat(stage)
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room())
        seat.asked()
        await press(pilot, "q", "down")
        assert "once more leaves" not in seen(seat.app)
        await press(pilot, "q")
        assert "once more leaves" in seen(seat.app)
        await press(pilot, "q")
    assert seat.app.return_code == 0


@pytest.mark.parametrize("text", HOSTILE)
@told
async def test_texts_from_the_network_are_only_texts(stage: Stage, text: str) -> None:
    seat = Seat(stage)
    bad = {"en": {"prompt": text or "?", "options": [text] * 4, "left": []}}
    told = {"en": {"key": [text], "explanation": text, "sources": [text], "about": [text] * 4}}
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room(title={"en": text}, you={"seat": 1, "name": text}))
        await settled(pilot)
        harmless(seat.app)
        seat.take(question(texts=bad))
        seat.later(4)
        await press(pilot, "1")
        harmless(seat.app)
        seat.take({"t": "saved", "q": 0, "r": text, "now": 0})
        await settled(pilot)
        harmless(seat.app)
        seat.take({"t": "reveal", "q": 0, "key": [1], "texts": told, "you": result("wrong", 0) | {"correction": text}})
        await settled(pilot)
        harmless(seat.app)
        seat.take({"t": "gone", "why": text})
        await settled(pilot)
        harmless(seat.app)


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("size", SIZES)
@told
async def test_the_screens_look_as_they_should(stage: Stage, lang: str, size: str) -> None:
    seat = Seat(stage, lang, Ticket("482913"))

    def kept(name: str) -> None:
        assert all(cell_len(line) <= SIZES[size][0] for line in seen(seat.app).split("\n"))
        compare(f"pupil-{name}.{lang}.{size}", seat.app)

    async with seat.app.run_test(size=SIZES[size]) as pilot:
        await settled(pilot)
        kept("name")
        seat.take(room())
        await settled(pilot)
        kept("lobby")
        seat.take(question(q=3))
        await settled(pilot)
        kept("reading")
        seat.later(4)
        await press(pilot, "3")
        seat.take({"t": "saved", "q": 3, "r": 2, "now": 9_000})
        await settled(pilot)
        kept("saved")
        seat.take(reveal(q=3, you=result("wrong", 2, 2, 4)))
        await settled(pilot)
        kept("reveal")


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("raw", [3, 99, True, [0, 1], [0, 0], [0, 1, 2, 3], [7], [], "Helsinki", {"r": 1}])
@told
async def test_what_cannot_be_an_answer_is_not_shown_as_one(stage: Stage, form: Form, raw: object) -> None:
    seat = Seat(stage)
    order = [0, 1, 2, 3]
    fits: dict[Form, list[object]] = {
        Form.CHOICE: [3],
        Form.SELECT_ALL: [[0, 1], order],
        Form.ORDERING: [order],
        Form.TYPED: ["Helsinki"],
    }
    async with seat.app.run_test(size=MIDDLE) as pilot:
        seat.take(room())
        seat.asked(form)
        seat.take({"t": "saved", "q": 0, "r": raw, "now": 5000})
        await settled(pilot)
        assert ("✓ Saved" in seen(seat.app)) == (raw in fits.get(form, []))
