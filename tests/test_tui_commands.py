"""Every command of the study screen, by letter and by function key, and the overlays it opens."""

import pytest
from textual.binding import Binding
from textual.events import Key

from quiz.questions.model import Form
from tests.tui_kit import MIDDLE, Stage, actions_at, press, seen, settled, sheet_of, told
from tests.tui_questions import asked

EITHER = pytest.mark.parametrize


@EITHER("key", ["u", "f2", "ư"])
@told
async def test_undo_takes_the_answer_back(stage: Stage, key: str) -> None:
    app, script = stage.study(asked(Form.CHOICE), asked(Form.TRUE_FALSE))
    async with app.run_test(size=MIDDLE) as pilot:
        assert "u undo" not in seen(app)
        await press(pilot, "3", "enter")
        assert "u undo" in seen(app)
        await press(pilot, key)
        assert script.given == []
        assert sheet_of(app).presented.number == 1
        assert "Taken back." in seen(app)
        await press(pilot, key)
        assert "There is nothing to take back." in seen(app)


@EITHER("key", ["asterisk", "f4"])
@told
async def test_flag_marks_and_unmarks(stage: Stage, key: str) -> None:
    app, script = stage.study(asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, key)
        assert "⚑" in seen(app)
        await press(pilot, key)
        assert "⚑" not in seen(app)
        assert script.calls == ["flag", "flag"]


@EITHER(("key", "call"), [("minus", "bury"), ("f6", "bury"), ("at", "suspend"), ("f7", "suspend")])
@told
async def test_bury_and_suspend_move_on(stage: Stage, key: str, call: str) -> None:
    app, script = stage.study(asked(Form.CHOICE), asked(Form.TRUE_FALSE), asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, key)
        assert sheet_of(app).presented.number == 2
        await press(pilot, "1", key)
        assert sheet_of(app).presented.number == 3
        assert script.calls == [call, call]


@EITHER("key", ["r", "f8"])
@told
async def test_i_was_right_overrules_a_typed_answer(stage: Stage, key: str) -> None:
    app, script = stage.study(asked(Form.TYPED), asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, *"oslo", "enter")
        assert "✗ Wrong" in seen(app)
        await press(pilot, key)
        assert "✓ Right" in seen(app)
        assert script.calls == ["overrule"]
        await press(pilot, key)
        assert script.calls == ["overrule"]


@told
async def test_i_was_right_does_nothing_for_a_choice(stage: Stage) -> None:
    app, script = stage.study(asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "3", "r")
        assert script.calls == []


@EITHER("key", ["i", "f3", "í"])
@told
async def test_the_fact_card_waits_for_the_answer(stage: Stage, key: str) -> None:
    app, script = stage.study(asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, key)
        assert "answer first" in seen(app) and script.calls == []
        await press(pilot, "2", key)
        assert script.calls == ["facts shown"]
        text = seen(app)
        assert "Fact card" in text
        assert "Host city: Helsinki" in text
        await press(pilot, "escape")
        assert "Fact card" not in seen(app)


@told
async def test_the_fact_card_of_a_flashcard_is_there_before_it_is_graded(stage: Stage) -> None:
    app, script = stage.study(asked(Form.FLASHCARD))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "space", "i")
        assert "Fact card" in seen(app)
        assert (script.calls, script.given) == (["facts shown"], [])


@EITHER("key", ["e", "f5", "ê"])
@told
async def test_a_doubtful_question_is_reported_to_a_file(stage: Stage, key: str) -> None:
    desk = stage.desk()
    app, _script = stage.study(asked(Form.CHOICE), desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, key, *"2006 or 2007?", "enter")
        assert [(one["comment"], one["item"]) for one in desk.reports] == [("2006 or 2007?", "summits/asem6/self>city")]
        assert "doubtful-questions.jsonl" in seen(app)


@told
async def test_enter_twice_in_one_burst_reports_once(stage: Stage) -> None:
    desk = stage.desk()
    app, _script = stage.study(asked(Form.CHOICE), desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "e")
        for _time in range(3):
            app.post_message(Key("enter", "\r"))
        await settled(pilot)
        assert len(desk.reports) == 1
        assert "Thank you." in seen(app) and sheet_of(app).HELP_TITLE == "Study"


@told
async def test_a_report_can_be_left(stage: Stage) -> None:
    desk = stage.desk()
    app, script = stage.study(asked(Form.CHOICE), desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "e", *"12", "escape")
        assert desk.reports == []
        assert script.given == []


@EITHER("key", ["question_mark", "f1"])
@told
async def test_help_lists_every_command_with_a_key_that_is_no_letter(stage: Stage, key: str) -> None:
    app, _script = stage.study(asked(Form.CHOICE))
    async with app.run_test(size=(80, 60)) as pilot:
        await press(pilot, key)
        text = seen(app)
        for words, keys in sheet_of(app).about.key_table():
            assert words in text
            assert any(len(one) > 1 for one in keys), f"{words} has only letters: {keys}"


@told
async def test_help_names_the_digits_that_answer(stage: Stage) -> None:
    app, _script = stage.study(asked(Form.CHOICE))
    async with app.run_test(size=(80, 60)) as pilot:
        await press(pilot, "question_mark")
        assert "1–9 " in seen(app) and "0  F9 " in seen(app)


@told
async def test_space_at_home_starts_as_enter_does(stage: Stage) -> None:
    app = stage.home()
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "space")
        assert "1 of" in seen(app)


@told
async def test_every_binding_has_an_id_and_a_description(stage: Stage) -> None:
    from quiz.tui.screens import choose, home, lookup, marked, settings, stats, study, summary, welcome
    from quiz.tui.sheet import Sheet

    for module in (choose, home, lookup, marked, settings, stats, study, summary, welcome):
        for name in module.__all__:
            sheet = getattr(module, name)
            if isinstance(sheet, type) and issubclass(sheet, Sheet):
                assert all(isinstance(one, Binding) and one.id and one.description for one in sheet.BINDINGS)


@EITHER("key", ["q", "escape", "f10"])
@told
async def test_leaving_is_instant_and_ends_in_the_summary(stage: Stage, key: str) -> None:
    app, _script = stage.study(asked(Form.CHOICE), asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "2", key)
        assert "Summary" in seen(app)
        await press(pilot, key)
        assert "Topics" in seen(app)
        await press(pilot, key)
    assert app.return_value == 0


@EITHER("key", ["u", "f2"])
@told
async def test_the_last_step_is_taken_back_from_the_summary_too(stage: Stage, key: str) -> None:
    app, script = stage.study(asked(Form.CHOICE), asked(Form.FLASHCARD))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "2", "enter", "space", "1")
        assert "Summary" in seen(app) and script.given == [1, "again"]
        await press(pilot, key)
        assert "Taken back." in seen(app) and "2 of 2" in seen(app) and script.given == [1]
        await press(pilot, "space", "3")
        assert "Summary" in seen(app) and script.given == [1, "good"]


@told
async def test_leaving_before_an_answer_ends_at_home(stage: Stage) -> None:
    app, _script = stage.study(asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "q")
        assert "Topics" in seen(app)


@told
async def test_the_foot_is_clicked(stage: Stage) -> None:
    app, script = stage.study(asked(Form.CHOICE), asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        await pilot.click(offset=actions_at(app, "don't know"))
        await pilot.pause()
        assert script.given == [None]
        assert "No answer" in seen(app)
        await pilot.click(offset=actions_at(app, "undo"))
        await pilot.pause()
        assert script.given == []
        await pilot.click(offset=actions_at(app, "help"))
        await pilot.pause()
        assert "Help" in seen(app)


@told
async def test_the_palette_knows_the_commands_of_the_screen(stage: Stage) -> None:
    app, script = stage.study(asked(Form.CHOICE))
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "colon")
        await press(pilot, *"flag")
        await pilot.pause(0.3)
        await press(pilot, "down", "enter")
        await pilot.pause(0.2)
        assert script.calls == ["flag"]


@told
async def test_the_end_offers_the_missed_ones(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    app, script = stage.study(asked(Form.CHOICE), asked(Form.CHOICE))
    plans = []
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, "3", "enter", "2", "enter")
        text = seen(app)
        assert "✓ 1 right" in text
        assert "✗ 1 wrong" in text
        assert "on Thursday" in text
        assert "Which city hosted the 6th ASEM Summit?" in text
        script.at, script.answered, script.given = 0, False, []
        monkeypatch.setattr(app, "_study", lambda plan: plans.append(plan) or app._home())
        await press(pilot, "m")
        assert plans[0].items == ("summits/asem6/self>city",)


@told
async def test_the_window_may_be_too_small_and_grow_again(stage: Stage) -> None:
    app, script = stage.study(asked(Form.CHOICE))
    async with app.run_test(size=(59, 20)) as pilot:
        await press(pilot, "2")
        assert "too small" in seen(app)
        assert script.given == []
        await pilot.resize_terminal(60, 19)
        await settled(pilot)
        assert "too small" in seen(app)
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert "too small" not in seen(app)
        await pilot.resize_terminal(60, 19)
        await settled(pilot)
        assert "too small" in seen(app)
        await pilot.resize_terminal(60, 20)
        await press(pilot, "2")
        assert script.given == [1]


@told
async def test_after_ten_answers_a_newcomer_is_asked_for_minutes_once(stage: Stage) -> None:
    desk = stage.desk()
    app, script = stage.study(*[asked(Form.CHOICE)] * 14, desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        assert sheet_of(app).newcomer
        await press(pilot, *["2", "enter"] * 10)
        assert "How many minutes a day" in seen(app)
        await press(pilot, "enter")
        assert "How many minutes a day" in seen(app)
        await press(pilot, "3")
        assert desk.store.settings().minutes_per_day == 15
        assert len(script.given) == 10
        await press(pilot, "2", "enter", "2", "enter")
        assert "How many minutes a day" not in seen(app)


@told
async def test_the_minutes_are_skipped_with_escape(stage: Stage) -> None:
    desk = stage.desk()
    app, script = stage.study(*[asked(Form.CHOICE)] * 14, desk=desk)
    async with app.run_test(size=MIDDLE) as pilot:
        await press(pilot, *["2", "enter"] * 10, "escape", "2")
        assert desk.store.settings().minutes_per_day == 0
        assert len(script.given) == 11
