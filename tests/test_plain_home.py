"""Home, first run, settings and the days after, in line mode."""

from pathlib import Path
from typing import NoReturn

import pytest

from quiz.errors import QuizError
from quiz.i18n import set_language
from quiz.plain.home import run_home, run_study
from quiz.plain.overview import stats_lines, summary_lines
from quiz.study.catalogue import synchronise
from quiz.study.stats import stats
from quiz.study.views import Plan, Summary
from quiz.tui.draw.summary import summary_lines as lines_on_screen
from tests.plain_kit import Desk, Typed, compare, right, wrong


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    return Desk(tmp_path, "en")


def at_home(desk: Desk, monkeypatch: pytest.MonkeyPatch, script: list[Typed]) -> str:
    return desk.play(monkeypatch, script, lambda console: run_home(desk, console))


def settled(desk: Desk) -> None:
    """Somebody who has chosen a language already."""
    desk.store.save_settings(desk.store.settings()._replace(language=desk.lang))


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_home_reads_as_in_its_transcript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    desk = Desk(tmp_path, lang)
    settled(desk)
    desk.told = ("Progress is kept in /somewhere/progress.db.",)
    said = at_home(desk, monkeypatch, ["?", "what", "k", "Sao Hỏa", "k", "Pluto", "k", "", "stats", "q"])
    compare(f"home.{lang}", said)


def test_the_usual_time_for_an_answer_keeps_its_tenths_of_a_second(desk: Desk) -> None:
    found = stats(desk.questions, desk.store, desk.now(), desk.retention())._replace(median_latency_ms=6400)
    assert "Usual time for an answer: 6.4 s." in stats_lines(found)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_settings_read_as_in_their_transcript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    desk = Desk(tmp_path, lang)
    settled(desk)
    script: list[Typed] = ["s", "2", "5", "retention", "2", "99", "plain", "yes", "7", "abyss", "8", "", "?", "", "q"]
    compare(f"settings.{lang}", at_home(desk, monkeypatch, script))
    assert desk.store.settings().new_per_day == 5
    assert desk.store.settings().plain
    assert desk.store.settings().retention == 0.9


@pytest.mark.parametrize("command", ["^", "l"])
def test_a_mistake_in_the_blueprints_is_told_at_home(desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    def mistaken() -> NoReturn:
        raise QuizError("The blueprints have a mistake.")

    settled(desk)
    monkeypatch.setattr(desk, "blueprints", mistaken)
    monkeypatch.setattr(desk, "classes", lambda: None)
    said = at_home(desk, monkeypatch, [command, "q"])
    assert "The blueprints have a mistake." in said and said.endswith("Everything is saved.\n")


def test_the_first_run_asks_for_the_language_in_each_and_goes_to_the_first_question(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.chosen = False
    said = at_home(desk, monkeypatch, ["5", "2", "0"])
    compare("first_run", said)
    assert desk.store.settings().language == "vi"
    assert desk.lang == "vi"


@pytest.mark.parametrize("line", ["vi", "tiếng việt", "2"])
def test_the_language_may_be_named(desk: Desk, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    desk.chosen = False
    at_home(desk, monkeypatch, [line])
    assert desk.store.settings().language == "vi"


@pytest.mark.parametrize("line", ["q", "quit", "/q"])
def test_the_first_question_can_be_left(desk: Desk, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    desk.chosen = False
    said = at_home(desk, monkeypatch, ["what", line])
    assert said.count("Choose your language") == 2
    assert said.endswith("Everything is saved.\n")
    assert desk.store.settings().language == ""


def test_a_language_of_the_command_line_is_not_asked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = at_home(desk, monkeypatch, [])
    assert said.lstrip().startswith("Question 1 of")


def test_somebody_who_has_studied_is_not_asked_for_a_language(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.play(monkeypatch, [right], lambda console: run_study(desk, console, Plan("en", forms=("choice",))))
    desk.chosen = False
    assert "Choose your language" not in at_home(desk, monkeypatch, ["q"])


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_nothing_due_reads_as_in_its_transcript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    desk = Desk(tmp_path, lang)
    settled(desk)
    desk.store.save_settings(desk.store.settings()._replace(new_per_day=1, forms="choice"))
    plan = Plan(lang, seed=7, items=("planets/mercury/self>day", "planets/venus/self>day"), forms=("choice",))
    desk.play(monkeypatch, [right, "", wrong, "", right, "", ""], lambda console: run_study(desk, console, plan))
    compare(f"nothing_due.{lang}", at_home(desk, monkeypatch, ["d", "x", "", "", "q"]))


def test_ten_more_goes_beyond_todays_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(desk)
    desk.store.save_settings(desk.store.settings()._replace(new_per_day=1))
    said = at_home(desk, monkeypatch, ["", right, "", "m", right, "", right, "", "q", "q"])
    assert "That is all. Enter: finish. m: ten more." in said
    assert said.count("Right.") == 3


def test_topics_are_chosen_by_number(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(desk)
    said = at_home(desk, monkeypatch, ["t", "7", "2", "q", "q"])
    assert "Type numbers from 1 to 2" in said
    assert "Question 1 of" in said and "Moons. New." in said


def test_practice_leaves_the_schedule_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(desk)
    said = at_home(desk, monkeypatch, ["c", "1", right, "q", "q"])
    assert "Practice: the schedule stays as it was." in said
    assert all(state.memory is None for state in desk.store.states())


def test_coming_back_after_long_tells_what_is_still_known_and_spreads_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quiz.plain.overview import home_lines
    from quiz.study.views import ComingBack, HomeView

    view = HomeView(30, 0, 12, (), 3, 0, ComingBack(112, 240, 60, (60, 60, 60)), 0, 200, 240, 300)
    said = "\n".join(home_lines(view, 739_000, "en"))
    assert "112 of the 240" in said
    assert "60, 60, 60" in said


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_what_was_set_apart_reads_as_in_its_transcript(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    desk = Desk(tmp_path, lang)
    settled(desk)
    synchronise(desk.questions, desk.store)
    desk.store.flag("planets/venus/self>day", True)
    desk.store.suspend("planets/mercury/self>day", True)
    compare(f"marked.{lang}", at_home(desk, monkeypatch, ["@", "9", "1", ">", "q", "marked", "1", "@", "q"]))
    assert not any(state.suspended or state.flagged for state in desk.store.states())


@pytest.mark.parametrize(
    ("of", "command"), [("quiz.plain.study.Sitting", ""), ("quiz.study.stats.stats", "stats")], ids=["study", "stats"]
)
def test_what_cannot_be_done_at_home_is_said_and_home_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, of: str, command: str
) -> None:
    def held(*_arguments: object) -> None:
        raise QuizError("Another program is holding the progress file.", hint="Wait a moment.")

    settled(desk)
    monkeypatch.setattr(of, held)
    said = at_home(desk, monkeypatch, [command, "q"])
    assert "Another program is holding the progress file. Wait a moment.\n" in said
    assert said.count("Topics:") == 2 and said.endswith("Everything is saved.\n")


def test_where_all_that_was_set_apart_is_suspended_nothing_else_is_studied(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(desk)
    synchronise(desk.questions, desk.store)
    desk.store.suspend("planets/mercury/self>day", True)
    said = at_home(desk, monkeypatch, ["marked", ">", "", "q"])
    assert "Nothing to ask right now." in said and "Question 1 of" not in said


def test_the_end_of_input_leaves_from_anywhere(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(desk)
    scripts: list[list[Typed]] = [[], ["s"], ["s", "2"], ["t"], ["k"], [""], ["", right], ["c"]]
    for script in scripts:
        said = at_home(desk, monkeypatch, script)
        assert said.endswith("> (end of input)\nEnd of input. Everything is saved.\n"), script


def test_a_change_of_language_speaks_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(desk)
    said = at_home(desk, monkeypatch, ["s", "language", "vi", "", "q"])
    assert desk.lang == "vi"
    assert "Hành tinh" in said.rpartition("> vi\n")[2]


def test_every_next_day_brings_what_was_promised(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(desk)
    plan = Plan("en", items=("planets/mercury/self>day",), forms=("choice",))
    desk.play(monkeypatch, [right, ""], lambda console: run_study(desk, console, plan))
    desk.sleep(1)
    said = at_home(desk, monkeypatch, ["q"])
    assert "Today: 1 to review, " in said


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "3 more wait for another sitting"), ("vi", "Còn 3 câu đợi lượt học khác")]
)
def test_the_end_of_a_sitting_says_what_waits_because_it_was_shown(lang: str, says: str) -> None:
    set_language(lang)
    told = Summary(8, 1, (), (), (), 94, held_back=3)
    assert any(says in line.text for line in lines_on_screen(told, 739_000, 120))
    assert any(says in line for line in summary_lines(told, 739_000, lang))
    told = told._replace(held_back=0)
    assert not any(says[-9:] in line.text for line in lines_on_screen(told, 739_000, 120))
    assert not any(says[-9:] in line for line in summary_lines(told, 739_000, lang))
