"""The program as a shell sees it: real processes, exit codes, pipes, variables."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.plain_kit import PLANETS

ROOT = Path(__file__).parent.parent
ITEM = "planets/mercury/self>day"


class Shell:
    """Runs quiz in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("QUIZ_", "LC_")) and name not in ("LANG", "LANGUAGE", "PYTHONIOENCODING")
        }
        self.environ |= {
            "PYTHONPATH": str(ROOT),
            "QUIZ_CACHE": str(folder / "cache"),
            "QUIZ_DB": str(folder / "progress.db"),
            "QUIZ_BANK": str(PLANETS),
            "LC_ALL": "C.UTF-8",
            "XDG_DATA_HOME": str(folder / "data"),
        }

    def start(self, *arguments: str, **more: object) -> "subprocess.Popen[bytes]":
        """The process, with pipes at both ends."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        environ = self.environ | {key: str(value) for key, value in pipes.pop("environ", {}).items()}  # type: ignore[attr-defined]
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
            [sys.executable, "-m", "quiz", *arguments], cwd=self.folder, env=environ, **pipes
        )

    def __call__(self, *arguments: str, typed: str = "", **environ: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error."""
        process = self.start(*arguments, environ=environ)
        out, err = process.communicate(typed.encode("utf-8"), timeout=60)
        return process.returncode, out.decode("utf-8").replace("\r\n", "\n"), err.decode("utf-8").replace("\r\n", "\n")


def until(process: "subprocess.Popen[bytes]", *beginnings: bytes) -> None:
    """Read lines until one begins with one of ``beginnings``."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(beginnings):
            return
    raise AssertionError("the output ended before that line")


@pytest.fixture
def quiz(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


# help and mistakes on the command line


def test_help_names_every_command_and_shows_examples(quiz: Shell) -> None:
    code, out, err = quiz("--help")
    assert (code, err) == (0, "")
    for command in ("study", "ask", "stats", "config", "learners", "reset", "progress", "bank", "completion", "topics"):
        assert f"\n    {command} " in out
    assert "examples:" in out and "quiz study --topic" in out


@pytest.mark.parametrize(
    "command",
    [
        "study",
        "ask",
        "stats",
        "config",
        "topics",
        "learners",
        "learners delete",
        "reset",
        "progress",
        "progress where",
        "progress rebuild",
        "progress salvage",
        "bank",
        "bank check",
        "bank questions",
        "bank show",
        "bank schema",
        "completion",
    ],
)
def test_every_command_has_help_with_the_shared_options(quiz: Shell, command: str) -> None:
    code, out, err = quiz(*command.split(), "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: quiz {command}")
    assert "--learner NAME" in out


def test_version_is_printed(quiz: Shell) -> None:
    code, out, _err = quiz("--version")
    assert code == 0
    assert out.startswith("quiz 0") and out.endswith("\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["studdy"], "studdy"),
        (["study", "--seed", "many"], "--seed"),
        (["study", "--topic", "stars"], "planets, moons"),
        (["study", "--form", "essay"], "essay"),
        (["study", "--items", "nowhere.txt"], "nowhere.txt"),
        (["--bank", "nowhere", "topics"], "nowhere"),
        (["--lang", "tlh", "config"], "tlh"),
        (["ask", "planets/pluto/self>day", "--answer", "x"], "planets/pluto/self>day"),
        (["ask", f"{ITEM}~essay.en#0", "--answer", "x"], "essay"),
        (["config", "colour", "red"], "new_per_day"),
        (["config", "new_per_day", "many"], "many"),
        (["config", "retention", "1.5"], "0.99"),
        (["config", "depth", "abyss"], "core, more, detail"),
        (["config", "topics", "stars"], "planets, moons"),
        (["reset", "stars"], "planets, moons"),
        (["learners", "delete", "Nobody", "--yes"], "Nobody"),
        (["completion", "cmd"], "powershell"),
        (["bank"], "quiz bank --help"),
        (["bank", "questions", "--lang", "fr"], "en, vi"),
        (["bank", "show", "Pluto"], "Pluto"),
    ],
)
def test_a_mistake_is_told_in_words_with_exit_code_two(quiz: Shell, arguments: list[str], says: str) -> None:
    code, out, err = quiz(*arguments)
    assert code == 2
    assert says in err
    assert "Traceback" not in err and out == ""


def test_shared_options_may_stand_before_or_after_the_command(quiz: Shell) -> None:
    before = quiz("--db", "one.db", "--learner", "Lan", "config", "new_per_day", "7")
    after = quiz("config", "new_per_day", "--learner", "Lan", "--db", "one.db")
    assert before[0] == 0
    assert after == (0, "7\n", "")
    assert quiz("config", "new_per_day", "--db", "one.db")[1] == "20\n", "another learner has another setting"


# the language


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ({"LC_ALL": "", "LANG": "vi_VN"}, "vi"),
        ({"LC_ALL": "C", "LANG": "vi"}, "en"),
        ({"LC_ALL": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "vi"}, "vi"),
    ],
)
def test_without_a_wish_the_systems_language_is_used(quiz: Shell, variables: dict[str, str], code: str) -> None:
    _code, out, _err = quiz("topics", **variables)
    assert ("Hành tinh" in out) == (code == "vi")


def test_a_wish_beats_the_settings_and_they_beat_the_system(quiz: Shell) -> None:
    assert quiz("config", "language", "vi")[0] == 0
    assert "Người La Mã" in quiz("ask", ITEM, "--always", "--no-record")[1]
    assert "the Romans" in quiz("ask", ITEM, "--always", "--no-record", "--lang", "en")[1]


# quiz ask


def test_ask_tells_right_wrong_and_error_by_its_exit_code(quiz: Shell) -> None:
    assert quiz("ask", ITEM, "--answer", "Wednesday")[0] == 0
    assert quiz("ask", ITEM, "--answer", "Sunday")[0] == 1
    code, _out, err = quiz("ask", f"{ITEM}~choice.en#0", "--answer", "9")
    assert code == 2 and "Type a number" in err


def test_ask_is_silent_without_a_terminal_and_touches_nothing(quiz: Shell) -> None:
    assert quiz("ask", typed="1\n") == (3, "", "")
    assert not (quiz.folder / "progress.db").exists()


def test_ask_asks_without_a_terminal_if_told_to(quiz: Shell) -> None:
    code, out, _err = quiz("ask", f"{ITEM}~typed.en#0", "--always", typed="Wednesday\n")
    assert code == 0
    assert out.splitlines()[-1].startswith("It comes back")
    assert "\nRight.\n" in out


def test_ask_left_without_an_answer_says_so_by_its_exit_code(quiz: Shell) -> None:
    for typed in ("", "q\n"):
        assert quiz("ask", f"{ITEM}~choice.en#0", "--always", typed=typed)[0] == 3


def test_ask_gives_a_second_chance_after_a_slip(quiz: Shell) -> None:
    code, out, _err = quiz("ask", f"{ITEM}~typed.en#0", "--always", typed="Wednesdayy\nWednesday\n")
    assert "Almost." in out
    assert code == 0


def test_ask_with_nothing_due_ends_with_three(quiz: Shell) -> None:
    assert quiz("config", "new_per_day", "0")[0] == 0
    code, out, _err = quiz("ask", "--always")
    assert (code, out) == (3, "Nothing is due.\n")


def test_ask_without_a_record_leaves_no_answer(quiz: Shell) -> None:
    assert quiz("ask", ITEM, "--answer", "Wednesday", "--no-record")[0] == 0
    assert "default: 0 answers" in quiz("learners")[1]
    assert quiz("ask", ITEM, "--answer", "Wednesday")[0] == 0
    assert "default: 1 answer," in quiz("learners")[1]


# study in a pipe


def test_study_in_a_pipe_is_line_mode_and_saves_everything_at_the_end_of_input(quiz: Shell) -> None:
    code, out, err = quiz("study", "--form", "choice", "--seed", "7", typed="1\n\n")
    assert (code, err) == (0, "")
    assert out.endswith("End of input. Everything is saved.\n")
    assert "default: 1 answer," in quiz("learners")[1]


def test_a_file_of_ids_is_studied_in_its_order(quiz: Shell) -> None:
    ids = ["planets/mars/self>day", "planets/venus/self>day~typed.en#0", ITEM]
    listed = quiz("bank", "questions", "--form", "matching", "--lang", "en")[1].splitlines()[0]
    Path(quiz.folder / "ids.txt").write_text("# mistakes\n\n" + "\n".join(ids) + "\n" + listed + "\n", "utf-8")
    code, out, _err = quiz("study", "--items", "ids.txt", "--form", "choice", typed="0\n\n" * 9)
    assert code == 0
    asked = [line.rstrip("?").split()[-1] for line in out.splitlines() if line.startswith("Which weekday")]
    assert asked[:3] == ["Mars", "Venus", "Mercury"]


def test_an_unknown_id_in_a_file_is_told_with_its_line(quiz: Shell) -> None:
    Path(quiz.folder / "ids.txt").write_text(f"{ITEM}\nplanets/pluto/self>day\n", "utf-8")
    code, _out, err = quiz("study", "--items", "ids.txt")
    assert code == 2
    assert "ids.txt:2" in err and "planets/pluto/self>day" in err


def test_output_is_utf8_whatever_the_code_page(quiz: Shell) -> None:
    for variables in ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "POSIX"}):
        code, out, err = quiz("ask", ITEM, "--answer", "thứ Tư", "--lang", "vi", **variables)
        assert (code, err) == (0, ""), variables
        assert "Sao Thủy" in out


def test_an_explicit_encoding_of_python_is_respected(quiz: Shell) -> None:
    process = quiz.start("topics", "--lang", "vi", environ={"PYTHONIOENCODING": "utf-16-le"})
    out, _err = process.communicate(timeout=60)
    assert "Hành tinh" in out.decode("utf-16-le")


def test_a_reader_that_goes_away_is_no_error(quiz: Shell) -> None:
    process = quiz.start("bank", "questions")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) in (0, 141)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_ctrl_c_ends_with_130_and_no_traceback(quiz: Shell) -> None:
    process = quiz.start("study", "--form", "choice")
    assert process.stdout is not None and process.stderr is not None
    until(process, b"Type the number")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert b"Traceback" not in process.stderr.read()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_an_answer_that_was_shown_survives_a_kill(quiz: Shell) -> None:
    process = quiz.start("study", "--form", "choice")
    assert process.stdin is not None and process.stdout is not None
    for _answer in range(3):
        until(process, b"Type the number")
        process.stdin.write(b"1\n")
        process.stdin.flush()
        until(process, b"Right.", b"Wrong.")
        if _answer < 2:
            process.stdin.write(b"\n")
            process.stdin.flush()
    process.kill()
    process.wait(timeout=60)
    assert "default: 3 answers" in quiz("learners")[1]


# looking after things


def test_config_lists_every_setting_with_its_meaning(quiz: Shell) -> None:
    code, out, _err = quiz("config")
    assert code == 0
    lines = out.splitlines()
    assert len(lines) == 12
    assert all(" = " in line and "Default: " in line for line in lines)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("new_per_day", "7", "7"),
        ("retention", "0,85", "0.85"),
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


def test_config_can_empty_a_setting(quiz: Shell) -> None:
    quiz("config", "topics", "moons")
    assert quiz("config", "topics", "")[0] == 0
    assert quiz("config", "topics") == (0, "\n", "")


def test_reset_forgets_a_topic_and_says_how_much(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    assert quiz("reset", "planets")[1] == "Planets: 1 item begins again.\n"
    assert quiz("reset", "moons")[1] == "Moons: 0 items begin again.\n"


def test_deleting_a_learner_needs_a_yes(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday", "--learner", "Lan")
    code, _out, err = quiz("learners", "delete", "Lan")
    assert code == 2 and "--yes" in err
    assert "Lan" in quiz("learners", "list")[1]
    assert quiz("learners", "delete", "Lan", "--yes")[1] == "Lan is deleted, with 1 answer.\n"
    assert "Lan" not in quiz("learners")[1]


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
    assert "Progress is kept in" not in quiz("study", QUIZ_DB="", QUIZ_BANK="")[1]
    if os.name != "nt" and os.geteuid() != 0:
        (quiz.folder).chmod(0o500)
        try:
            said = quiz("study", QUIZ_DB="", QUIZ_BANK="")[1]
        finally:
            (quiz.folder).chmod(0o700)
        assert "Progress is kept in" in said


def test_rebuilding_finds_the_same_states(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    code, out, _err = quiz("progress", "rebuild")
    assert code == 0
    assert out == "1 item has a memory, computed again from 1 answers; 0 differed.\n"


def test_a_damaged_file_is_told_and_can_be_salvaged(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    code, out, _err = quiz("progress", "salvage", "saved.db")
    assert code == 0 and "1 answers; 1 items" in out
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
    code, _out, err = quiz("study", "--bank", "broken.yaml")
    assert code == 2 and "broken.yaml:" in err


def test_translations_of_our_own_are_listed_for_a_native_reader(quiz: Shell) -> None:
    text = PLANETS.read_text("utf-8").replace("vi: Sao Hải Vương}", "vi: {display: Sao Hải Vương, translation: ours}}")
    (quiz.folder / "ours.yaml").write_text(text, "utf-8")
    code, out, _err = quiz("bank", "check", "ours.yaml", "--translations")
    assert code == 0
    assert len(out.splitlines()) == 1
    assert "vi: Neptune → Sao Hải Vương" in out


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


def test_the_fact_card_is_found_by_name_in_any_language(quiz: Shell) -> None:
    for name in ("mars", "Mars", "Sao Hỏa", "hỏa tinh", "sao hoa"):
        code, out, _err = quiz("bank", "show", name)
        assert code == 0, name
        assert out.startswith("Mars"), name


def test_the_schema_is_json(quiz: Shell) -> None:
    code, out, _err = quiz("bank", "schema")
    assert code == 0
    assert "$schema" in json.loads(out)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_knows_the_commands(quiz: Shell, shell: str) -> None:
    code, out, _err = quiz("completion", shell)
    assert code == 0
    assert "completion" in out and "salvage" in out


# what must never happen


def test_an_unforeseen_error_leaves_a_report_and_one_sentence(quiz: Shell) -> None:
    (quiz.folder / "sitecustomize.py").write_text(
        "import quiz.cli.config as c\n"
        "def boom(args):\n    c.open_services(args).close()\n    raise KeyError('secret')\n"
        "c.config = boom\n",
        "utf-8",
    )
    code, out, err = quiz("config", PYTHONPATH=f"{quiz.folder}{os.pathsep}{ROOT}")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1 and "KeyError" in err and "secret" not in err
    (report,) = quiz.folder.glob("quiz-crash-*.txt")
    assert str(report) in err
    assert "Traceback" in report.read_text("utf-8")


def test_a_warm_start_imports_nothing_that_the_first_question_does_not_need(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    process = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "quiz", "ask", ITEM, "--answer", "Wednesday"],
        cwd=quiz.folder,
        env=quiz.environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = {line.split("|")[-1].strip() for line in process.stderr.splitlines() if "|" in line}
    heavy = {"babel", "sqlite_utils", "textual", "platformdirs", "shtab", "tomllib", "json.tool", "importlib.metadata"}
    assert not heavy & loaded
    assert "quiz.study.sitting" in loaded


def test_two_commands_may_run_at_once(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    both = [quiz.start("ask", ITEM, "--answer", "Wednesday") for _process in range(2)]
    begun = time.monotonic()
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert time.monotonic() - begun < 60
    assert "default: 3 answers" in quiz("learners")[1]
