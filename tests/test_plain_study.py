"""A sitting in line mode, as a screen reader would read it."""

from contextlib import suppress
from pathlib import Path

import pytest

from quiz.plain.console import Console
from quiz.plain.study import Study
from quiz.questions.model import Form, Question
from quiz.study.sitting import Sitting
from quiz.study.views import Plan
from tests.plain_kit import Desk, Typed, compare, fail_once, right, wrong


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    return Desk(tmp_path, "en")


def sit(desk: Desk, monkeypatch: pytest.MonkeyPatch, script: list[Typed], **plan: object) -> str:
    chosen = Plan(desk.lang, seed=7)._replace(**plan)  # type: ignore[arg-type]

    def run(console: Console) -> None:
        with suppress(EOFError):
            Study(desk, console, chosen).run()

    return desk.play(monkeypatch, script, run)


ITEMS = {
    "choice": "planets/mercury/self>day",
    "true_false": "planets/venus/self>day",
    "flashcard": "planets/mars/self>day",
    "typed": "planets/uranus/self>discovered",
    "select_all": "planets/mars/self>moons",
    "ordering": "planets/venus/self>rank",
    "matching": "planets/jupiter/self>day",
}


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("form", list(ITEMS))
def test_each_form_reads_as_in_its_transcript(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, form: str
) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    desk = Desk(tmp_path, lang)
    reveal: list[Typed] = [""] if form == "flashcard" else []
    script: list[Typed] = ["3" if form == "flashcard" else "/nonsense", *reveal, "99/", wrong, ""]
    script += [*reveal, right, ""] * 4
    compare(f"{form}.{lang}", sit(desk, monkeypatch, script, items=(ITEMS[form],), forms=(form,)))


def test_the_verdict_is_the_first_word_of_its_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, [wrong, "", right, "", ""], items=(ITEMS["choice"],), forms=("choice",))
    verdicts = [line.split()[0] for line in said.splitlines() if line.startswith(("Wrong", "Right"))]
    assert verdicts == ["Wrong.", "Right."]


def test_a_near_miss_is_asked_again_without_giving_the_answer_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    script: list[Typed] = ["Wednesdayy", "", "Wednesday", "", ""]
    said = sit(desk, monkeypatch, script, items=(ITEMS["choice"],), forms=("typed",))
    before, _typed, after = said.partition("> Wednesday\n")
    assert "Almost." in before
    assert "Answer" not in before and "A sheet" not in before
    assert after.startswith("Right.")


def test_i_was_right_makes_a_wrong_typed_answer_right(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, ["zzzz", "r", "", ""], items=(ITEMS["typed"],), forms=("typed",))
    assert said.index("Wrong.") < said.index("> r\n") < said.index("Right.")
    assert "Right: 1. Wrong: 0." in said
    state = desk.store.state(ITEMS["typed"])
    assert state is not None and state.memory is not None and state.memory.lapses == 0


def test_i_was_right_is_not_offered_where_nothing_was_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, [wrong, "r", "", right, "", ""], items=(ITEMS["choice"],), forms=("choice",))
    assert "r: I was right" not in said
    assert "> r\nPress Enter to go on." in said


def test_undo_takes_the_answer_back_and_asks_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    script: list[Typed] = [wrong, "u", right, "", ""]
    said = sit(desk, monkeypatch, script, items=(ITEMS["choice"],), forms=("choice",))
    assert "Taken back." in said
    assert said.count("Which weekday did the Romans name after Mercury?") == 2
    assert "Right: 1. Wrong: 0." in said


def test_undo_with_nothing_to_take_back_says_so_and_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, ["u", "<", right, "", ""], items=(ITEMS["choice"],), forms=("choice",))
    assert said.count("There is nothing to take back.") == 2
    assert "Right." in said


def test_in_a_typed_question_a_letter_is_an_answer_and_never_a_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = sit(desk, monkeypatch, ["q", "", "/q"], items=(ITEMS["typed"],), forms=("typed",))
    assert "> q\nWrong." in said
    asked, _summary = said.split("End of this sitting.")
    assert asked.count("In which year") == 2, "it came back, and /q left it"


def test_signs_alone_are_no_typed_answer_and_a_question_mark_helps(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, ["/", "...", "?", "/?", right, "", ""], items=(ITEMS["typed"],), forms=("typed",))
    nothing = "Nothing was typed. /0 if you don't know, /? for help.\n"
    assert f"> /\n{nothing}> ...\n{nothing}> ?\n" in said
    helped, helped_again = said.split("> ?\n")[1].split("> /?\n")
    assert "/pass or /p or /0" in helped and helped_again.startswith(helped)
    assert "Not answered" not in said and "Right: 1. Wrong: 0." in said


def test_not_knowing_can_be_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, ["/0", "", right, "", ""], items=(ITEMS["typed"],), forms=("typed",))
    assert "> /0\nNot answered.\nAnswer: 1781\n" in said


def test_bury_suspend_and_flag_reach_the_store(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    items = tuple(list(ITEMS.values())[:3])
    sit(desk, monkeypatch, ["*", "-", "@", "q"], items=items, forms=("choice", "true_false"))
    first, second = (desk.store.state(item) for item in items[:2])
    assert first is not None and first.flagged and first.buried_until > 0
    assert second is not None and second.suspended


def test_undo_brings_back_what_was_set_aside(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    items = tuple(list(ITEMS.values())[:2])
    said = sit(desk, monkeypatch, ["@", "u", "q"], items=items, forms=("choice", "true_false"))
    assert said.count("Question 1 of 2.") == 2
    first = desk.store.state(items[0])
    assert first is not None and not first.suspended


def test_info_keeps_the_facts_back_until_the_answer_is_given(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, ["i", right, "i", "", ""], items=(ITEMS["choice"],), forms=("choice",))
    before, _typed, after = said.partition("> i\n")[2].partition("> i\n")
    assert "Never answered yet." in before and "Wednesday (" not in before
    assert "Answered 1 time." in after
    assert "A sheet on the planets, line 1" in after


def test_what_holds_for_a_day_is_said_to_hold_for_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, ["0", "i", "q"], items=(ITEMS["choice"],), forms=("choice",))
    assert "Holds for about 1 day. " in said


def test_a_doubtful_question_is_reported_with_a_remark(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, ["e", "Who says so?", "!", "", "q"], items=(ITEMS["choice"],), forms=("choice",))
    assert [record["comment"] for record in desk.reports] == ["Who says so?"]
    assert "doubtful-questions.jsonl" in said
    assert "Nothing was reported." in said


@pytest.mark.parametrize("typed", [False, True])
def test_help_lists_every_command_by_word_letter_and_sign(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, typed: bool
) -> None:
    form, slash = ("typed", "/") if typed else ("choice", "")
    said = sit(desk, monkeypatch, [f"{slash}?", f"{slash}quit"], items=(ITEMS[form],), forms=(form,))
    for names in (
        "undo",
        "u",
        "bury",
        "-",
        "suspend",
        "@",
        "flag",
        "*",
        "info",
        "i",
        "report",
        "e",
        "help",
        "?",
        "quit",
        "q",
    ):
        assert f"{slash}{names}" in said.replace(".", " ").replace(":", " ").split(), names


def test_the_end_of_input_keeps_every_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, [right], items=(ITEMS["choice"],), forms=("choice",))
    assert said.endswith("> (end of input)\n")
    state = desk.store.state(ITEMS["choice"])
    assert state is not None and state.memory is not None


@pytest.mark.parametrize("form", ["choice", "flashcard", "typed"])
def test_an_answer_that_was_not_saved_is_asked_for_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    fail_once(monkeypatch, desk.store, "record")
    script: list[Typed] = [*[""] * (form == "flashcard"), right, right, "q"]
    said = sit(desk, monkeypatch, script, items=(ITEMS[form],), forms=(form,))
    assert "\nNot saved.\nAnother program is holding the progress file. Wait a moment.\n" in said
    assert "Right: 1. Wrong: 0." in said
    state = desk.store.state(ITEMS[form])
    assert state is not None and state.memory is not None


@pytest.mark.parametrize(
    ("command", "needs", "done"), [("u", "undo", "Taken back."), ("-", "bury", "Left for tomorrow.")]
)
def test_a_command_that_fails_can_be_given_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str, needs: str, done: str
) -> None:
    fail_once(monkeypatch, desk.store, needs)
    said = sit(desk, monkeypatch, [right, command, command, "q"], items=(ITEMS["choice"],), forms=("choice",))
    assert said.index("Wait a moment.") < said.index(done)


def test_what_was_a_wrong_answer_can_be_overruled_when_the_file_is_free_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_once(monkeypatch, desk.store, "record_all")
    said = sit(desk, monkeypatch, ["zzzz", "r", "r", "", ""], items=(ITEMS["typed"],), forms=("typed",))
    assert "Right: 1. Wrong: 0." in said.partition("Wait a moment.")[2]


def test_a_question_that_cannot_be_chosen_is_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_once(monkeypatch, Sitting, "present")
    said = sit(desk, monkeypatch, ["", right, "q"], items=(ITEMS["choice"],), forms=("choice",))
    assert said.startswith(
        "Another program is holding the progress file. Wait a moment.\nEnter: try again. q: leave.\n"
    )
    assert "Right." in said


def test_cram_says_that_the_schedule_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(desk, monkeypatch, [right, "q"], items=(ITEMS["choice"],), forms=("choice",), mode="cram")
    assert "Practice: the schedule stays as it was." in said
    state = desk.store.state(ITEMS["choice"])
    assert state is not None and state.memory is None


def test_after_ten_answers_a_newcomer_is_asked_for_minutes_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    script: list[Typed] = []
    for at in range(12):
        script += [right] if at != 9 else [right, "soon", "15"]
        script += [""]

    def run(console: Console) -> None:
        Study(desk, console, Plan("en", seed=7, forms=("choice", "true_false", "select_all")), newcomer=True).run()

    said = desk.play(monkeypatch, [*script, "q"], run)
    assert said.count("How many minutes a day") == 2, "once, and again after what is no number"
    assert desk.store.settings().minutes_per_day == 15


def test_every_line_is_appended_and_none_is_drawn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sit(
        desk, monkeypatch, [wrong, "", "?", right, "i", "", "q"], items=(ITEMS["matching"],), forms=("matching",)
    )
    assert not set(said) & set("\r\x1b\x07\b│┌─█░")


def test_hostile_texts_stay_on_one_line_and_harmless(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = "\x1b[2J[/red]\u202eX\r\nRight.\n" + "long " * 2000
    whole = desk.questions.ask

    def ask(*args: object, **more: object) -> Question:
        question = whole(*args, **more)  # type: ignore[arg-type]
        return question._replace(prompt=evil, options=(evil, *question.options[1:]), explanation=evil)

    monkeypatch.setattr(desk.questions, "ask", ask)
    said = sit(desk, monkeypatch, ["1", "q"], items=(ITEMS["choice"],), forms=("choice",))
    assert not set(said) & set("\x1b\u202e\r")
    assert sum(line == "Right." for line in said.splitlines()) <= 1
    assert "[/red]X Right. long" in said


def test_the_forms_under_test_are_all_there_are() -> None:
    assert set(ITEMS) == {form.value for form in Form}
