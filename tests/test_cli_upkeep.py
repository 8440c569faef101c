"""Looking after settings, learners, progress and banks from the command line."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.cli_kit import ITEM, Shell
from tests.plain_kit import PLANETS


@pytest.fixture
def quiz(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


# looking after things


def test_config_lists_every_setting_with_its_meaning(quiz: Shell) -> None:
    code, out, _err = quiz("config")
    assert code == 0
    lines = out.splitlines()
    assert len(lines) == 13
    assert all(" = " in line and "Default: " in line for line in lines)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("new_per_day", "7", "7"),
        ("retention", "0,85", "0.85"),
        ("retention", "85%", "0.85"),
        ("extra_time", "50%", "50"),
        ("plain", "yes", "true"),
        ("forms", "choice, typed", "choice,typed"),
        ("language", "vi", "vi"),
        ("topics", "moons", "moons"),
        ("depth", "core", "core"),
        ("minutes_per_day", "15", "15"),
    ],
)
def test_config_keeps_what_it_is_told(quiz: Shell, key: str, value: str, kept: str) -> None:
    assert quiz("config", key, value)[0] == 0
    assert quiz("config", key) == (0, f"{kept}\n", "")


def test_config_writes_decimals_as_the_language_does_and_reads_them_back_everywhere(quiz: Shell) -> None:
    assert "retention = 0.9  (" in quiz("config")[1]
    assert "retention = 0,9  (" in quiz("--lang", "vi", "config")[1]
    assert "0,85" in quiz("--lang", "vi", "config", "retention", "0,85")[1]
    assert quiz("--lang", "vi", "config", "retention") == (0, "0.85\n", "")
    code, _out, err = quiz("--lang", "vi", "config", "retention", "0,5")
    assert code != 0 and "0,5" in err and "0,7" in err and "0,99" in err


def test_config_can_empty_a_setting(quiz: Shell) -> None:
    quiz("config", "topics", "moons")
    assert quiz("config", "topics", "")[0] == 0
    assert quiz("config", "topics") == (0, "\n", "")


def test_reset_forgets_a_topic_and_says_how_much(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    assert quiz("reset", "planets", "--yes")[1] == "Planets: 1 item begins again.\n"
    assert quiz("reset", "moons", "--yes")[1] == "Moons: 0 items begin again.\n"


@pytest.mark.parametrize("typed", ["", "n\n", "yes\n"])
def test_reset_forgets_nothing_where_there_is_nobody_to_ask(quiz: Shell, typed: str) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    code, out, err = quiz("reset", "planets", typed=typed)
    assert (code, out) == (2, "") and "--yes" in err and "Planets" in err
    assert quiz("reset", "planets", "--yes")[1] == "Planets: 1 item begins again.\n"


def test_deleting_a_learner_needs_a_yes(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday", "--learner", "Lan")
    code, _out, err = quiz("learners", "delete", "Lan")
    assert code == 2 and "--yes" in err
    assert "Lan" in quiz("learners", "list")[1]
    assert quiz("learners", "delete", "Lan", "--yes")[1] == "Lan is deleted, with 1 answer.\n"
    assert "Lan" not in quiz("learners")[1]


@pytest.mark.parametrize(
    "command", [("stats",), ("analyse",), ("reset", "planets", "--yes"), ("learners", "delete", "lann", "--yes")]
)
def test_what_looks_at_a_learner_makes_none_of_a_mistyped_name(quiz: Shell, command: tuple[str, ...]) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday", "--learner", "Lan")
    code, out, err = quiz(*command, "--learner", "lann")
    assert (code, out) == (2, "")
    assert "lann: There is no learner of this name." in err and "'Lan'?" in err
    code, _out, err = quiz("stats", "--learner", "Quỳnh")
    assert code == 2 and "quiz learners" in err
    assert [line.partition(":")[0] for line in quiz("learners")[1].splitlines()] == ["Lan"]


def test_progress_where_names_the_file_and_the_reason(quiz: Shell) -> None:
    code, out, _err = quiz("progress", "where")
    assert code == 0
    assert str(quiz.folder / "progress.db") in out and "QUIZ_DB" in out
    assert "question_bank" not in quiz("progress", "where", "--db", "here.db")[1]


def test_progress_is_kept_beside_the_question_bank_folder(quiz: Shell) -> None:
    bank = quiz.folder / "question_bank" / "planets"
    bank.mkdir(parents=True)
    (bank / "planets.yaml").write_bytes(PLANETS.read_bytes())
    out = quiz("progress", "where", QUIZ_DB="", QUIZ_BANK="")[1]
    assert out.splitlines()[0] == str(quiz.folder / "progress.db")


def test_progress_that_lives_elsewhere_is_said_at_the_start(quiz: Shell) -> None:
    bank = quiz.folder / "question_bank" / "planets"
    bank.mkdir(parents=True)
    (bank / "planets.yaml").write_bytes(PLANETS.read_bytes())
    assert "Progress is kept in" not in quiz("study", "--lang", "en", QUIZ_DB="", QUIZ_BANK="")[1]
    if os.name != "nt" and os.geteuid() != 0:
        (quiz.folder).chmod(0o500)
        try:
            said = quiz("study", "--lang", "en", QUIZ_DB="", QUIZ_BANK="")[1]
        finally:
            (quiz.folder).chmod(0o700)
        assert "Progress is kept in" in said


@pytest.mark.parametrize("before", [("stats",), ("ask", "planets/venus/self>day", "--answer", "Friday"), ("config",)])
def test_questions_that_begin_again_are_told_once_whatever_ran_before(quiz: Shell, before: tuple[str, ...]) -> None:
    bank = quiz.folder / "planets.yaml"
    bank.write_bytes(PLANETS.read_bytes())
    for learner in ("Lan", "Minh"):
        quiz("ask", ITEM, "--answer", "Wednesday", "--bank", str(bank), "--learner", learner)
    bank.write_text(PLANETS.read_text("utf-8").replace("id: wednesday", "id: sunday"), "utf-8")
    assert quiz(*before, "--bank", str(bank), "--learner", "Lan")[0] == 0
    for learner in ("Lan", "Minh"):
        said = [quiz("--lang", "en", "--bank", str(bank), "--learner", learner)[1] for _again in range(2)]
        assert [ITEM in text for text in said] == [True, False]


def test_rebuilding_finds_the_same_states(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    code, out, _err = quiz("progress", "rebuild")
    assert code == 0
    assert out == "1 item has a memory, computed again from 1 answer; 0 differed.\n"


def test_a_damaged_file_is_told_and_can_be_salvaged(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    code, out, _err = quiz("progress", "salvage", "saved.db")
    assert code == 0 and "1 answer; 1 item has" in out
    (quiz.folder / "progress.db").write_bytes(b"not a database, and long enough to be taken for one" * 99)
    code, _out, err = quiz("stats")
    assert code == 2 and "progress.db" in err and "Traceback" not in err
    assert "default: 1 answer," in quiz("learners", "--db", "saved.db")[1]


def test_topics_are_listed_with_their_slugs(quiz: Shell) -> None:
    code, out, _err = quiz("topics")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["planets", "moons"]


# the bank


def test_a_bank_with_errors_ends_with_one_and_names_the_place(quiz: Shell) -> None:
    broken = PLANETS.read_text("utf-8").replace("discovered: 1781", "discovered: long ago")
    (quiz.folder / "broken.yaml").write_text(broken, "utf-8")
    code, out, err = quiz("bank", "check", "broken.yaml")
    assert code == 1 and err == ""
    assert out.startswith("broken.yaml:")
    assert quiz("bank", "check")[0] == 0
    inside = quiz.folder / "sub" / "bank"
    inside.mkdir(parents=True)
    (inside / "broken.yaml").write_text(broken, "utf-8")
    for wanted in ("sub/bank/broken.yaml", "sub/bank", "sub"):
        assert quiz("bank", "check", wanted)[1].startswith(str(Path("sub/bank/broken.yaml:")))
    code, _out, err = quiz("study", "--bank", "broken.yaml")
    assert code == 2 and "broken.yaml:" in err


def test_the_blueprints_of_a_folder_are_told_of_where_they_lie(quiz: Shell) -> None:
    folder = quiz.folder / "sub" / "planets"
    folder.mkdir(parents=True)
    (folder / "facts.yaml").write_text(PLANETS.read_text("utf-8"), "utf-8")
    (folder / "planets.blueprints.yaml").write_text("quick: {questions: 5}\n", "utf-8")
    code, out, _err = quiz("bank", "check", "sub/planets", "--lang", "en")
    inside = str(Path("sub/planets/planets.blueprints.yaml:1:1"))
    assert code == 0 and out.startswith(f"{inside}: warning: these blueprints are not read: they lie beside no bank.")
    (folder / "planets.blueprints.yaml").unlink()
    (folder.parent / "planets.blueprints.yaml").write_text("quick: {questins: 5}\n", "utf-8")
    code, out, _err = quiz("bank", "check", "sub/planets")
    assert code == 1 and out.startswith(str(Path("sub/planets.blueprints.yaml:1:9")))
    (folder.parent / "planets.blueprints.yaml").unlink()
    (folder / "facts.blueprints.yaml").write_text("quick: {questions: 5}\n", "utf-8")
    assert "warning" not in quiz("bank", "check", "sub/planets", "--lang", "en")[1]


def test_a_bank_in_order_is_counted_in_words_that_agree(quiz: Shell) -> None:
    small = "kinds: {star: {properties: {planets: count}}}\nfacts:\n  sun: {kind: star, planets: 8}\n"
    (quiz.folder / "small.yaml").write_text(small, "utf-8")
    assert quiz("bank", "check", "small.yaml", "--lang", "en")[1] == "small: no errors. 1 entity, 1 claim.\n"
    assert quiz("bank", "check", "small.yaml", "--lang", "vi")[1] == "small: không có lỗi. 1 đối tượng, 1 thông tin.\n"


def test_a_bank_of_which_nothing_can_be_asked_is_told_so(quiz: Shell) -> None:
    mute = "kinds: {star: {properties: {planets: {type: count, ask: no}}}}\nfacts:\n  sun: {kind: star, planets: 8}\n"
    (quiz.folder / "mute.yaml").write_text(mute, "utf-8")
    code, out, _err = quiz("bank", "check", "mute.yaml")
    told = 'But nothing can be asked of it. This says why: quiz bank questions --bank "mute.yaml" --dropped'
    assert code == 0 and out.splitlines()[1:] == [told]
    assert "not to ask" in quiz("bank", "questions", "--bank", "mute.yaml", "--dropped")[1]


def test_translations_of_our_own_are_listed_for_a_native_reader(quiz: Shell) -> None:
    text = PLANETS.read_text("utf-8").replace("vi: Sao Hải Vương}", "vi: {display: Sao Hải Vương, translation: ours}}")
    (quiz.folder / "ours.yaml").write_text(text, "utf-8")
    code, out, _err = quiz("bank", "check", "ours.yaml", "--translations")
    assert code == 0
    assert len(out.splitlines()) == 1
    assert "vi: Neptune → Sao Hải Vương" in out


def test_a_bank_says_where_its_right_answers_stand_among_ordered_options(quiz: Shell) -> None:
    kind = "kinds: {comet: {properties: {seen: year}}}\nfacts:\n"
    facts = "".join(f"  c{nth}: {{kind: comet, seen: {1900 + nth}}}\n" for nth in range(4))
    (quiz.folder / "comets.yaml").write_text(kind + facts, "utf-8")
    code, out, _err = quiz("bank", "check", "comets.yaml", "--ranks")
    assert code == 0
    assert out.splitlines()[1:] == ["comet.seen, 4 questions: 25% 25% 25% 25%"], "each is first, second … of the four"
    assert quiz("bank", "check", "comets.yaml", "--ranks", "--translations")[0] == 2


def test_questions_may_be_narrowed_to_several_topics_and_forms(quiz: Shell) -> None:
    def told(*options: str) -> set[tuple[str, str]]:
        rows = map(json.loads, quiz("bank", "questions", "--lang", "en", *options)[1].splitlines())
        return {(row["topic"], row["form"]) for row in rows}

    forms = ("--form", "choice", "--form", "select_all")
    assert {form for _topic, form in told(*forms)} == {"choice", "select_all"}
    assert {topic for topic, _form in told("--topic", "moons", "--topic", "planets", *forms)} == {"moons", "planets"}


def test_what_is_dropped_may_be_narrowed_to_topics_and_has_no_form(quiz: Shell) -> None:
    fewer = re.sub(r"(self>(?:moons|rank)): .*", r"\1: no", PLANETS.read_text("utf-8"))
    (quiz.folder / "fewer.yaml").write_text(fewer, "utf-8")

    def told(*options: str) -> set[str]:
        rows = quiz("bank", "questions", "--dropped", "--bank", "fewer.yaml", *options)[1].splitlines()
        return {json.loads(row)["id"].rpartition(">")[2] for row in rows}

    assert told() == told("--topic", "moons", "--topic", "planets") == {"moons", "rank"}
    assert (told("--topic", "moons"), told("--topic", "planets")) == ({"moons"}, {"rank"})
    assert quiz("bank", "questions", "--dropped", "--topic", "stars")[0] == 2
    code, _out, err = quiz("bank", "questions", "--dropped", "--form", "choice")
    assert code == 2 and "--dropped" in err


def test_questions_are_json_lines_with_the_documented_fields(quiz: Shell) -> None:
    code, out, _err = quiz("bank", "questions", "--topic", "moons", "--form", "select_all", "--lang", "vi")
    assert code == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == 3
    assert set(rows[0]) == {
        "id",
        "item",
        "bank",
        "topic",
        "subject",
        "property",
        "given",
        "qualifier",
        "form",
        "lang",
        "prompt",
        "left",
        "options",
        "key",
        "accept",
        "accept_rule",
        "explanation",
        "sources",
        "as_of",
        "depth",
    }
    assert {(row["topic"], row["form"], row["lang"]) for row in rows} == {("moons", "select_all", "vi")}


def test_a_language_is_named_to_the_commands_of_a_bank_as_to_all_others(quiz: Shell) -> None:
    for command in (("topics",), ("bank", "show", "mars"), ("bank", "questions", "--form", "typed")):
        assert (
            quiz(*command, "--lang", "vi_VN.UTF-8") == quiz(*command, "--lang", "vi") != quiz(*command, "--lang", "en")
        )
        code, _out, err = quiz(*command, "--lang", "fr")
        assert code == 2
        assert "There is no language 'fr' here." in err


def test_the_fact_card_is_found_by_name_in_any_language(quiz: Shell) -> None:
    for name in ("mars", "Mars", "Sao Hỏa", "hỏa tinh", "sao hoa"):
        code, out, _err = quiz("bank", "show", name)
        assert code == 0, name
        assert out.startswith("Mars"), name


def test_a_part_of_a_name_is_enough_where_only_one_thing_is_meant(quiz: Shell) -> None:
    code, out, _err = quiz("bank", "show", "jupi")
    assert code == 0
    assert out.startswith("Jupiter")
    code, _out, err = quiz("bank", "show", "s")
    assert code == 2
    assert "'s' may mean several things." in err
    assert "venus" in err


def test_the_schema_is_json(quiz: Shell) -> None:
    code, out, _err = quiz("bank", "schema")
    assert code == 0
    assert "$schema" in json.loads(out)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_knows_the_commands(quiz: Shell, shell: str) -> None:
    code, out, _err = quiz("completion", shell)
    assert code == 0
    assert "completion" in out and "salvage" in out
    assert "paper_void" in out or "paper void" in out


def test_completion_offers_files_where_one_is_taken(quiz: Shell) -> None:
    script = quiz("completion", "bash")[1]
    for taking in ("_db", "study___items", "paper_void_pos_0", "mark_pos_0", "bank_check_pos_0"):
        assert re.search(rf"{taking}_COMPGEN=\S*files", script), taking
    assert re.search(r"paper___out_COMPGEN=\S*dirs", script)
