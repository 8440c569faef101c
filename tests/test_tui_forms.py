"""Every form of question is answered by keys and by mouse, in both languages, and judged in words."""

import pytest

from quiz.errors import QuizError
from quiz.questions.model import Form, Response
from tests.tui_kit import MIDDLE, SMALL, Stage, actions_at, press, seen, sheet_of, told
from tests.tui_questions import asked

BOTH = pytest.mark.parametrize("lang", ["en", "vi"])


@BOTH
@pytest.mark.parametrize(
    ("form", "keys", "response"),
    [
        (Form.CHOICE, ["2"], 1),
        (Form.CHOICE, ["down", "down", "enter"], 1),
        (Form.CHOICE, ["j", "k", "space"], 0),
        (Form.CHOICE, ["0"], None),
        (Form.TRUE_FALSE, ["2"], 1),
        (Form.SELECT_ALL, ["1", "4", "enter"], (0, 3)),
        (Form.SELECT_ALL, ["down", "space", "4", "enter"], (0, 3)),
        (Form.ORDERING, ["4", "1", "2", "enter"], (3, 0, 1, 2)),
        (Form.MATCHING, ["4", "1", "2", "3", "enter"], (3, 0, 1, 2)),
        (Form.TYPED, [*"helsinki", "enter"], "helsinki"),
        (Form.TYPED, [*"hellx", "backspace", *"sinki", "left", "delete", "enter"], "hellsink"),
        (Form.TYPED, ["f9"], None),
    ],
)
@told
async def test_keys_answer(stage: Stage, form: Form, keys: list[str], response: Response, lang: str) -> None:
    app, script = stage.study(asked(form, lang), asked(Form.CHOICE, lang))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, *keys)
        assert script.given == [response]
        assert sheet_of(app).feedback.response == response
        await press(pilot, "enter")
        assert sheet_of(app).presented.number == 2


@pytest.mark.parametrize(("key", "grade"), [("1", "again"), ("2", "hard"), ("3", "good"), ("4", "easy")])
@told
async def test_a_flashcard_is_revealed_and_then_graded(stage: Stage, key: str, grade: str) -> None:
    app, script = stage.study(asked(Form.FLASHCARD), asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, key)
        assert script.given == []
        assert "Helsinki" not in seen(app)
        await press(pilot, "space")
        assert "Helsinki hosted the 6th ASEM Summit" in seen(app)
        await press(pilot, key)
        assert script.given == [grade]
        assert sheet_of(app).presented.number == 2


@BOTH
@told
async def test_a_card_of_any_length_shows_its_grades_and_which_one_enter_gives(stage: Stage, lang: str) -> None:
    long = asked(Form.FLASHCARD, lang, explanation="Helsinki, 2006. " * 60)
    app, script = stage.study(long, asked(Form.CHOICE, lang))
    async with app.run_test(size=SMALL) as pilot:
        sheet_of(app).grade_after = 0.0
        await press(pilot, "space")
        grades = {"en": ("Again", "Hard", "Good", "Easy"), "vi": ("Quên", "Khó", "Tốt", "Dễ")}[lang]
        assert all(f"{number}  {grade}" in seen(app) for number, grade in enumerate(grades, 1))
        assert f"Enter {grades[2]}" in seen(app)
        await press(pilot, "end", "down", "down")
        assert f"› 2  {grades[1]}" in seen(app)
        assert f"Enter {grades[1]}" in seen(app)
        await press(pilot, "enter")
        assert script.given == ["hard"]


@pytest.mark.parametrize("form", [Form.CHOICE, Form.SELECT_ALL, Form.ORDERING])
@told
async def test_the_page_follows_the_cursor(stage: Stage, form: Form) -> None:
    options = tuple(f"{number}: " + "a long option of several lines " * 5 for number in range(1, 7))
    app, _script = stage.study(asked(form, options=options))
    async with app.run_test(size=SMALL) as pilot:
        for key, number in (*(("down", at) for at in range(1, 7)), *(("up", at) for at in range(5, 0, -1))):
            await press(pilot, key)
            assert f"{number}: a long option" in seen(app)


@told
async def test_beside_the_row_to_match_stands_what_it_may_be_matched_with(stage: Stage) -> None:
    app, _script = stage.study(asked(Form.MATCHING, prompt="Match each summit with its host city. " * 5))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "end", "4")
        text = seen(app)
        assert "› ASEM 5" in text and all(city in text for city in ("Hanoi", "Helsinki", "Beijing", "Seoul"))


@told
async def test_space_calls_a_card_known_once_it_has_been_seen(stage: Stage) -> None:
    app, script = stage.study(asked(Form.FLASHCARD), asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        sheet_of(app).grade_after = 60.0  # however slow this machine is
        await press(pilot, "space", "space")
        assert script.given == []
        sheet_of(app).grade_after = 0.0
        await press(pilot, "space")
        assert script.given == ["good"]


@BOTH
@told
async def test_the_verdict_comes_first_and_says_what_the_wrong_choice_is(stage: Stage, lang: str) -> None:
    app, _script = stage.study(asked(Form.CHOICE, lang))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "3")
        text = seen(app)
        assert "✗" in text
        assert "✓" in text
        assert text.index("✗ ", text.index("───")) < text.index("ASEM", text.index("───"))
        assert {"en": "Beijing hosted the 7th", "vi": "Bắc Kinh đăng cai"}[lang] in text
        assert {"en": "Helsinki hosted the 6th", "vi": "Helsinki đăng cai"}[lang] in text
        assert {"en": "A list of the summits, line 6", "vi": "Danh sách các hội nghị, dòng 6"}[lang] in text


@told
async def test_a_near_miss_keeps_its_answer_hidden(stage: Stage) -> None:
    app, _script = stage.study(asked(Form.TYPED))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, *"helsinky", "enter")
        text = seen(app)
        assert "Almost" in text
        assert "Helsinki" not in text


@told
async def test_options_are_clicked(stage: Stage) -> None:
    app, script = stage.study(asked(Form.CHOICE), asked(Form.MATCHING), asked(Form.FLASHCARD))
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        await pilot.click(offset=actions_at(app, "Helsinki"))
        await pilot.pause()
        assert script.given == [1]
        await pilot.click(offset=actions_at(app, "Enter next"))
        await pilot.pause()
        await pilot.click(offset=actions_at(app, "ASEM 6"))
        await pilot.pause()
        await pilot.click(offset=actions_at(app, "Beijing"))
        await pilot.pause()
        assert sheet_of(app).draft.picked == (-1, -1, 2, -1)
        await press(pilot, "0", "enter")
        await pilot.click(offset=actions_at(app, "shows the answer"))
        await pilot.pause()
        await pilot.click(offset=actions_at(app, "Hard"))
        await pilot.pause()
        assert script.given[-1] == "hard"


@told
async def test_enter_without_an_answer_hands_in_nothing(stage: Stage) -> None:
    for form in (Form.CHOICE, Form.SELECT_ALL, Form.ORDERING, Form.MATCHING, Form.TYPED, Form.TRUE_FALSE):
        app, script = stage.study(asked(form))
        async with app.run_test(size=MIDDLE) as pilot:
            await press(pilot, "enter", "enter", "space" if form is not Form.TYPED else "enter")
            assert script.given == []


@told
async def test_a_key_of_the_same_burst_falls_nowhere(stage: Stage) -> None:
    """Two keys that arrive before the new state is painted: the second was not meant for it."""
    app, script = stage.study(asked(Form.FLASHCARD), *[asked(Form.CHOICE)] * 3)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "space")
        burst(app, "333")
        await pilot.pause()
        assert script.given == ["good"]
        burst(app, "2222")
        await pilot.pause()
        assert script.given == ["good", 1]
        burst(app, "\r\r2")
        await pilot.pause()
        assert script.given == ["good", 1]
        assert sheet_of(app).presented.number == 3


@told
@pytest.mark.parametrize(
    ("form", "keys", "given"),
    [
        (Form.CHOICE, "\x1b[B\x1b[B\x1b[B\x1b[A\r", 1),
        (Form.SELECT_ALL, "14\r", (0, 3)),
        (Form.SELECT_ALL, "\x1b[B \x1b[B\x1b[B \r", (0, 2)),
        (Form.ORDERING, "4321\r", (3, 2, 1, 0)),
    ],
)
async def test_keys_that_only_move_or_mark_are_all_heard_in_a_burst(
    stage: Stage, form: Form, keys: str, given: object
) -> None:
    """A slow line brings several at once, all of them meant for the question that is there."""
    app, script = stage.study(asked(form))
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        burst(app, keys)
        await pilot.pause()
        assert script.given == [given]


@told
async def test_a_key_pressed_for_help_does_not_answer(stage: Stage) -> None:
    app, script = stage.study(asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        burst(app, "?2")
        await pilot.pause()
        assert script.given == []
        await press(pilot, "2", "escape")
        assert script.given == []
        burst(app, "?")
        await pilot.pause()
        burst(app, "q2")
        await pilot.pause()
        assert script.given == []


def burst(app: object, text: str) -> None:
    """Keys as one read of the terminal gives them, without a pause for painting."""
    from textual._xterm_parser import XTermParser

    for event in XTermParser().feed(text):
        app.post_message(event)  # type: ignore[attr-defined]


@told
async def test_an_input_method_mends_what_is_typed_in_order(stage: Stage) -> None:
    app, script = stage.study(asked(Form.TYPED))
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        burst(app, "Ha\x7fà No\x7fô\x08ội\rzz")
        await pilot.pause()
        assert script.given == ["Hà Nội"]


@told
async def test_signs_alone_are_no_typed_answer(stage: Stage) -> None:
    app, script = stage.study(asked(Form.TYPED))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, *"...", "enter")
        assert script.given == [] and "Nothing is typed yet" in seen(app)


@told
async def test_an_input_method_answers_nothing_by_accident(stage: Stage) -> None:
    app, script = stage.study(asked(Form.CHOICE), asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        for typed in ("a", "\x7fá", "\x08", "\x7f", "u\x7fú", "đ", "ơ"):
            burst(app, typed)
            await pilot.pause()
        assert script.given == []
        assert sheet_of(app).draft.cursor == 0  # VNI's 1: the cursor goes there, Enter takes it
        await press(pilot, "enter")
        assert script.given == [0]
        burst(app, "\x7fư")
        await pilot.pause()
        assert script.calls[-1] == "undo"
        assert script.given == []


@told
async def test_a_failing_store_keeps_the_answer_and_says_so(stage: Stage) -> None:
    app, script = stage.study(asked(Form.TYPED), asked(Form.CHOICE))
    script.fails = QuizError("The disk is full.", where="/home/an/progress.db", hint="Make room and try again.")
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, *"Helsinki", "enter")
        text = seen(app)
        assert all(one in text for one in ("The disk is full.", "/home/an/progress.db", "Make room"))
        await press(pilot, "enter")
        text = seen(app)
        assert "NOT saved" in text
        assert "Helsinki" in text
        assert script.given == []
        script.fails = None
        await press(pilot, "enter")
        assert script.given == ["Helsinki"]
