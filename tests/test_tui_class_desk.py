"""The teacher's screen over a room that says what the test makes it say."""

import re
from typing import Any

import pytest
from rich.cells import cell_len
from textual.events import Key

from quiz.errors import QuizError
from quiz.questions.model import Form
from tests.class_kit import HOSTILE, NAMES, desk, key, question, reveal, seat
from tests.tui_class_kit import Class, harmless
from tests.tui_kit import MIDDLE, SIZES, Stage, compare, press, seen, settled, sheet_of, told


@told
async def test_a_lesson_by_the_enter_key(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        await settled(pilot)
        assert "482 913" in seen(room.app) and "http://192.168.1.20:8400" in seen(room.app)
        assert all(name[:16] in seen(room.app) for name in NAMES)
        await press(pilot, "enter")
        assert room.link.done() == ["ask"]
        room.asked()
        await settled(pilot)
        assert "answered 0/6" in seen(room.app) and "0:30" in seen(room.app)
        assert "✓ B ◆  Helsinki" in seen(room.app)
        await press(pilot, "enter")
        assert room.link.done() == ["ask"] and "Without an answer: 6" in seen(room.app)
        await press(pilot, "enter")
        assert room.link.done() == ["ask", "reveal"]
        room.take(reveal(counts=[["0", 1], ["1", 4], ["2", 1], ["3", 0]]))
        await settled(pilot)
        assert "Helsinki hosted the 6th ASEM Summit" in seen(room.app)
        await press(pilot, "enter")
        assert room.link.done()[-1] == "ask"


@told
async def test_the_waiting_room_shows_who_is_in_which_team(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        seats = [seat(1, "Lan", team="Reds"), seat(2, "Minh", team="[/red]"), seat(3, "Vy", team="Reds", on=False)]
        room.take(desk(seats=seats))
        await settled(pilot)
        shown = seen(room.app)
        assert "Reds: 2" in shown and "Lan, Vy (away)" in shown and "[/red]: 1" in shown


@told
async def test_when_all_have_answered_one_press_reveals(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked()
        room.take({"t": "count", "q": 0, "answered": 6, "of": 6, "missing": []})
        await settled(pilot)
        assert "All have answered." in seen(room.app)
        await press(pilot, "enter")
        assert room.link.done() == ["reveal"]


@told
async def test_the_wall_shows_no_key_and_nobodys_business(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        for form in (Form.CHOICE, Form.TYPED, Form.ORDERING, Form.SELECT_ALL):
            room.asked(form)
            await settled(pilot)
            await press(pilot, "w")
            assert "✓" not in seen(room.app) and "Lê Minh" not in seen(room.app)
            if form is not Form.TYPED:
                assert "A ▲" in seen(room.app)
            else:
                assert "Helsinki" not in seen(room.app)
            await press(pilot, "s")
            assert sheet_of(room.app).HELP_TITLE == "Lesson"
            await press(pilot, "w")


@told
async def test_commands_have_their_keys(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked()
        await press(pilot, "e", "u", "p", "c", "x")
        assert room.link.done() == ["extend", "untimed", "pause", "close"]
        assert room.link.sent[0]["ms"] == 15_000
        await press(pilot, "x")
        assert room.link.done()[-1] == "skip"
        room.take({"t": "phase", "phase": "asked", "paused": True, "now": 9_000})
        await press(pilot, "p")
        assert room.link.done()[-1] == "resume" and "paused" in seen(room.app)
        room.later(60)
        await settled(pilot)
        assert "0:25" in seen(room.app)  # the clock stands still


@told
async def test_what_is_done_at_a_second_press_needs_a_new_first_one_when_its_words_are_gone(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked()
        await press(pilot, "x", "e")
        assert "skips it" not in seen(room.app)
        await press(pilot, "x")
        assert room.link.done() == ["extend"] and "This question then counts for nobody." in seen(room.app)
        await press(pilot, "x")
        assert room.link.done() == ["extend", "skip"] and "skips it" not in seen(room.app)


@told
async def test_between_two_questions_it_is_the_next_one_that_is_skipped(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        await press(pilot, "x")
        assert "The next question then counts for nobody." in seen(room.app)
        await press(pilot, "x")
        assert room.link.done() == ["skip"]


@told
async def test_nothing_is_voided_before_the_class(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked()
        room.take(reveal())
        await settled(pilot)
        assert "v void" in seen(room.app)
        await press(pilot, "w")
        assert "v void" not in seen(room.app)
        await press(pilot, "v")
        assert sheet_of(room.app).HELP_TITLE == "Lesson" and "Press w first." in seen(room.app)


@told
async def test_pupils_are_renamed_moved_given_time_and_taken_out(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        await press(pilot, "s", "down", "e", "3")
        assert room.link.sent[-1] | {"id": 0} == {"t": "do", "id": 0, "what": "extra", "seat": 2, "factor": 1.5}
        await press(pilot, "n")
        sheet_of(room.app).answer_line.value = "Ngọc"
        await press(pilot, "enter")
        assert room.link.sent[-1]["what"] == "rename" and room.link.sent[-1]["name"] == "Ngọc"
        await press(pilot, "t")
        sheet_of(room.app).answer_line.value = "Red"
        await press(pilot, "enter")
        assert room.link.sent[-1] | {"id": 0} == {"t": "do", "id": 0, "what": "regroup", "seat": 2, "team": "Red"}
        await press(pilot, "x")
        assert "counts nowhere" in " ".join(seen(room.app).split())
        await press(pilot, "escape")
        assert room.link.done()[-1] == "regroup"
        await press(pilot, "x", "1")
        assert (room.link.done()[-1], room.link.sent[-1]["seat"]) == ("kick", 2)
        room.take({"t": "seats", "seats": [seat(1, "Lan"), seat(2, "Ngọc", kicked=True)], "locked": False})
        await settled(pilot)
        assert "x let in again" in seen(room.app)
        await press(pilot, "x")
        assert (room.link.done()[-1], room.link.sent[-1]["seat"]) == ("restore", 2)
        await press(pilot, "escape")
        assert "1 pupil" in seen(room.app) and "Ngọc" not in seen(room.app)
        await press(pilot, "s", "down")
        room.take({"t": "error", "id": room.link.sent[-1]["id"], "why": "taken"}, desk())
        await settled(pilot)
        assert "Somebody else in the room has this name." in seen(room.app)
        await press(pilot, "h", "1")
        assert room.link.done()[-1] == "hand"
        room.take({"t": "done", "id": room.link.sent[-1]["id"], "token": "x", "link": "http://192.168.1.20:8400/#t=x"})
        await settled(pilot)
        assert "http://192.168.1.20:8400/#t=x" in seen(room.app) and "▀" in seen(room.app)
        await press(pilot, "enter", "escape")
        assert sheet_of(room.app).HELP_TITLE == "Lesson"


@pytest.mark.parametrize("key", ["s", "o", "v", "a", "q"])
@told
async def test_a_key_that_comes_twice_in_one_burst_opens_and_closes_one_screen(stage: Stage, key: str) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked()
        for one in (key, "escape"):
            await settled(pilot)
            for _time in range(2):
                room.app.post_message(Key(one, one if one == key else None))
            await settled(pilot)
            assert len(room.app.screen_stack) == (2 if one == key else 1)


@told
async def test_a_name_that_is_not_taken_is_said_where_it_was_typed(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        await press(pilot, "s", "n", *["backspace"] * 20, "enter")
        assert "Nothing was typed." in seen(room.app) and room.link.sent == []
        await press(pilot, *"Vu Lan", "enter")
        for why, said in (("taken", "Somebody else in the room has this name."), ("long", "This name is too long.")):
            room.take({"t": "error", "id": room.link.sent[-1]["id"], "why": why})
            await settled(pilot)
            assert sheet_of(room.app).HELP_TITLE == "Pupils" and said in seen(room.app)
            await press(pilot, "n", "x", "enter")
            assert said not in seen(room.app)
        room.take({"t": "link", "up": False})
        await settled(pilot)
        assert "is being made again" in seen(room.app)


@told
async def test_the_cursor_stays_with_its_pupil_while_others_come(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk(NAMES[:3]))
        await press(pilot, "s", "down", "down")
        room.take({"t": "seats", "seats": [seat(at, name) for at, name in enumerate(NAMES, 1)]})
        await press(pilot, "x", "1")
        assert room.link.sent[-1]["seat"] == 3


@told
async def test_a_page_of_pupils_down_the_cursor_is_seen(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=SIZES["60x20"]) as pilot:
        room.take(desk([f"Pupil {at}" for at in range(1, 61)]))
        await press(pilot, "s", "end")
        assert sheet_of(room.app).seat == 60 and "› " in seen(room.app)
        await press(pilot, "pageup")
        assert 1 < sheet_of(room.app).seat < 60 and "› " in seen(room.app)


@told
async def test_ending_is_asked_about_and_the_report_follows(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        await press(pilot, "o", "escape")
        assert room.link.done() == []
        await press(pilot, "q")
        assert "Leave the desk?" in seen(room.app)
        await press(pilot, "2")
        assert room.link.done() == ["over"]
        room.take({"t": "over", "you": None, "podium": [{"rank": 1, "name": "Team Red", "points": 2.3, "level": 2}]})
        await settled(pilot)
        assert "Every answer is saved" in seen(room.app)
        assert re.search(r"1  Team Red +2\.3\n +and 2 more with as many points$", seen(room.app), re.MULTILINE)
        await press(pilot, "enter")
        assert "Lê Minh: 7 of 8 right." in seen(room.app)
        await press(pilot, "enter")
    assert room.app.return_code == 0 and room.link.closed


@told
async def test_a_void_with_another_right_answer(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked()
        room.take(reveal(counts=[["0", 1], ["1", 4], ["2", 1], ["3", 0]]))
        await press(pilot, "v")
        assert "It then counts for nobody." in seen(room.app)
        await press(pilot, "3", "2", "enter")
        assert (room.link.sent[-1]["q"], room.link.sent[-1]["accept"]) == (0, [2])
        room.take({"t": "done", "id": room.link.sent[-1]["id"]})
        await settled(pilot)
        assert "marked again" in seen(room.app)
        assert seen(room.app).count("✓") == 1
        room.take(reveal(counts=[["0", 1], ["1", 4], ["2", 1], ["3", 0]], also=[2]))
        await settled(pilot)
        assert seen(room.app).count("✓") == 2


@told
async def test_a_typed_answer_that_was_accepted_is_shown(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked(Form.TYPED)
        room.take(reveal(Form.TYPED, counts=[["Rey", 1]], also=["Rey"]))
        await settled(pilot)
        assert "Accepted besides: Rey." in seen(room.app)


@told
async def test_the_answer_and_an_accepted_order_are_written_alike(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked(Form.ORDERING)
        room.take(reveal(Form.ORDERING, also=[[3, 2, 1, 0]]))
        await settled(pilot)
        said, options = seen(room.app), question(Form.ORDERING)["texts"]["en"]["options"]
        assert " → ".join(options[at] for at in key(Form.ORDERING)["key"]) in said
        assert " → ".join(reversed(options)) in said and " › " not in said


@told
async def test_a_room_is_locked_when_the_room_says_so(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        await press(pilot, "l")
        assert room.link.sent[-1]["on"] is True
        room.take({"t": "seats", "seats": [], "locked": True}, {"t": "done", "id": room.link.sent[-1]["id"]})
        await settled(pilot)
        assert "l unlock" in seen(room.app)
        await press(pilot, "l")
        assert room.link.sent[-1]["on"] is False


@told
async def test_the_connection_comes_and_goes(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked()
        room.take({"t": "link", "up": False})
        await settled(pilot)
        assert "no connection" in seen(room.app)
        await press(pilot, "r", "r")
        assert room.link.sent == [] and "There is no connection" in seen(room.app)
        room.take({"t": "link", "up": True}, desk(phase="asked", q=0, question=question(), key=key(Form.CHOICE)))
        await press(pilot, "r", "r")
        assert room.link.done() == ["reveal"]


@told
async def test_a_refused_command_says_why(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        await press(pilot, "s", "n")
        sheet_of(room.app).answer_line.value = "Lê Minh"
        await press(pilot, "enter", "escape")
        room.take({"t": "error", "id": room.link.sent[-1]["id"], "why": "taken"})
        await settled(pilot)
        assert "Somebody else in the room has this name." in seen(room.app)


@pytest.mark.parametrize("size", SIZES)
@told
async def test_sixty_hostile_names_are_only_names(stage: Stage, size: str) -> None:
    room = Class(stage)
    names = [HOSTILE[at % len(HOSTILE)] for at in range(60)]
    async with room.app.run_test(size=SIZES[size]) as pilot:
        room.take(desk(names))
        await settled(pilot)
        harmless(room.app)
        await press(pilot, "end", "s", *["down"] * 30)
        harmless(room.app)
        await press(pilot, "x")
        harmless(room.app)
        await press(pilot, "escape", "n")
        harmless(room.app)
        await press(pilot, "escape", "escape")
        room.asked()
        room.take({"t": "count", "q": 0, "answered": 1, "of": 60, "missing": list(range(2, 61))})
        await settled(pilot)
        harmless(room.app)
        board = [{"rank": 1, "name": name, "points": 3} for name in names[:5]]
        room.take(reveal(Form.CHOICE, counts=[["0", 60]], board=board))
        await settled(pilot)
        harmless(room.app)
        room.asked(Form.TYPED, 1)
        room.take(reveal(Form.TYPED, 1, counts=[[name, 2] for name in names[:12]]))
        await settled(pilot)
        harmless(room.app)
        assert room.app.is_running


@pytest.mark.parametrize(
    "frame",
    [
        {}, {"t": 3}, {"t": "feed"}, {"t": "question"}, {"t": "question", "q": "x", "texts": 3}, {"t": "desk"},
        {"t": "seats", "seats": [None, 3, {"seat": "x"}]}, {"t": "reveal", "q": 0, "key": "x", "texts": {"en": []}},
        {"t": "count", "q": [], "answered": None, "missing": ["x"]}, {"t": "done", "id": []}, {"t": "error"},
        {"t": "phase", "phase": "nowhere", "opens_at": "x"}, {"t": "over", "you": 3, "podium": [[], 4]},
        {"t": "room", "title": [], "question": {"form": "choice", "q": 0, "texts": {"en": {}}}},
    ],
)  # fmt: skip
@told
async def test_a_frame_that_says_nonsense_changes_little(stage: Stage, frame: Any) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        room.asked()
        room.take(frame)
        await settled(pilot)
        room.take(desk())
        await settled(pilot)
        assert "482 913" in seen(room.app)


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("size", SIZES)
@told
async def test_the_screens_look_as_they_should(stage: Stage, lang: str, size: str) -> None:
    room = Class(stage, lang)

    def kept(name: str) -> None:
        assert all(cell_len(line) <= SIZES[size][0] for line in seen(room.app).split("\n"))
        compare(f"class-{name}.{lang}.{size}", room.app)

    async with room.app.run_test(size=SIZES[size]) as pilot:
        lines = [seat(at, name, on=at != 2) for at, name in enumerate(NAMES, 1)]
        room.take(desk(seats=lines))
        await settled(pilot)
        kept("lobby")
        lines[3] |= {"answered": True, "extra": 1.5, "right": 2, "points": 2}
        room.asked(Form.CHOICE, 3)
        room.take(
            {"t": "seats", "seats": lines}, {"t": "count", "q": 3, "answered": 1, "of": 6, "missing": [1, 2, 3, 5, 6]}
        )
        await settled(pilot)
        kept("question")
        await press(pilot, "w")
        kept("wall")
        await press(pilot, "w", "s", "down")
        kept("pupils")
        await press(pilot, "escape")
        room.take(reveal(Form.CHOICE, 3, counts=[["0", 1], ["1", 4], ["2", 1], ["3", 0]]))
        await settled(pilot)
        kept("reveal")
        await press(pilot, "v", "3")
        kept("void")
        await press(pilot, "escape", "q")
        kept("leave")


@pytest.mark.parametrize(("lang", "word"), [("en", "lesson report"), ("vi", "báo cáo buổi học")])
@told
async def test_what_comes_of_a_lesson_has_a_name_of_its_own(stage: Stage, lang: str, word: str) -> None:
    room = Class(stage, lang)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk(), {"t": "over", "you": None})
        await settled(pilot)
        assert f"Enter {word}" in seen(room.app)


@told
async def test_a_dialog_with_one_choice_says_one_key(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        await press(pilot, "o")
        assert "1 choose" in seen(room.app) and "1–1" not in seen(room.app)
        await press(pilot, "escape", "q")
        assert "1–2 choose" in seen(room.app)


@pytest.mark.parametrize(("lang", "later"), [("en", "goes on with it later"), ("vi", "học tiếp sau")])
@told
async def test_leaving_a_lesson_without_a_network_asks_whether_it_goes_on_later(
    stage: Stage, lang: str, later: str
) -> None:
    room = Class(stage, lang)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk([], code="", urls=[], links=[], mode="cards"))
        await press(pilot, "q")
        assert "quiz class cards --resume" in seen(room.app) and later in seen(room.app)
        await press(pilot, "2")
        assert room.link.done() == ["over"]


@told
async def test_what_was_counted_wrongly_is_not_typed_again(stage: Stage) -> None:
    room = Class(stage)
    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk([], code="", urls=[], links=[], mode="cards"))
        room.take(question(key=key(Form.CHOICE), closes_at=None))
        await press(pilot, "a")
        assert "This lesson needs no network." in seen(room.app)
        await press(pilot, "enter", *"a12 b3x", "enter")
        assert "These are no counts of the answers A to D." in seen(room.app) and room.link.done() == []
        await press(pilot, "backspace", "enter")
        assert [(one["what"], one["counts"]) for one in room.link.sent] == [("tally", {"0": 12, "1": 3})]
        room.take({"t": "done", "id": room.link.sent[-1]["id"]})
        await settled(pilot)
        assert room.link.done() == ["tally", "reveal"]


@told
async def test_what_cannot_be_kept_is_told_and_the_desk_stays(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Class(stage)

    async def full(_frame: Any) -> None:
        raise QuizError("The disk is full.", hint="Free some space and do it again.")

    async with room.app.run_test(size=MIDDLE) as pilot:
        room.take(desk())
        with monkeypatch.context() as held:
            held.setattr(room.link, "send", full)
            await press(pilot, "enter")
            assert "The disk is full." in seen(room.app) and "Free some space" in seen(room.app)
        await press(pilot, "enter", "enter")
        assert room.link.done() == ["ask"]
