"""The program as a shell sees it: exit codes, pipes, variables, signals."""

import json
import os
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from quiz.cli.commands import COMMANDS
from tests.cli_kit import ITEM, ROOT, Shell, until


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


EVERY = [
    name
    for outer, command in COMMANDS.items()
    for name in (outer, *(f"{outer} {inner}" for inner in command.inner or ()))
]


def test_every_command_that_takes_something_shows_how() -> None:
    inner = [one for command in COMMANDS.values() for one in (command.inner or {}).values()]
    assert [one.target for one in (*COMMANDS.values(), *inner) if one.describe and not one.examples] == []


@pytest.mark.parametrize(("lang", "usage"), [("en", "usage:"), ("vi", "cách dùng:")])
@pytest.mark.parametrize("command", EVERY)
def test_every_command_has_help_that_fits_a_terminal(quiz: Shell, command: str, lang: str, usage: str) -> None:
    code, out, err = quiz("--lang", lang, *command.split(), "--help", COLUMNS="80")
    assert (code, err) == (0, "")
    assert out.startswith(f"{usage} quiz {command} [-h]")
    assert re.search("--learner (NAME|TÊN)", out)
    assert [line for line in out.splitlines() if len(line) > 80] == []


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
    assert "Romans" in quiz("ask", ITEM, "--always", "--no-record", "--lang", "en")[1]


@pytest.mark.parametrize("command", [("study", "--topic"), ("bank", "show"), ("class", "void"), ("mark",), ("config",)])
def test_no_escape_gets_through_an_error(quiz: Shell, command: tuple[str, ...]) -> None:
    code, out, err = quiz(*command, "a\x1b[2Jb\x9b31m\u202ec\x07")
    assert code == 2 and not out
    assert "abc" in err and not set(err) & set("\x1b\x9b\u202e\x07")


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


@pytest.mark.parametrize("word", ["q", "quit", "/q"])
def test_ask_is_left_by_q_where_the_answer_is_typed_too(quiz: Shell, word: str) -> None:
    code, out, _err = quiz("ask", f"{ITEM}~typed.en#0", "--always", typed=f"{word}\n")
    assert code == 3 and "Wrong" not in out
    assert "default: 0 answers" in quiz("learners")[1]


def test_ask_asks_the_very_question_that_an_id_names(quiz: Shell) -> None:
    printed = [
        json.loads(line) for line in quiz("bank", "questions", "--form", "choice", "--lang", "en")[1].splitlines()
    ]
    for question in printed[:5]:
        out = quiz("ask", question["id"], "--always", "--no-record")[1]
        assert [line.split(". ", 1)[1] for line in out.splitlines() if line[:1].isdigit()] == question["options"]
    seeds = {quiz("ask", f"{ITEM}~choice.en#{seed:x}", "--always", "--no-record")[1] for seed in range(12)}
    assert len(seeds) > 3
    code, _out, err = quiz("ask", f"{ITEM}~choice.en#first", "--always")
    assert code == 2 and "#first" in err


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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_at_a_terminal_ask_asks_and_line_mode_can_be_wished_for(quiz: Shell) -> None:
    import pexpect

    def at_terminal(*arguments: str, **environ: str) -> "pexpect.spawn[str]":
        return pexpect.spawn(
            sys.executable,
            ["-m", "quiz", *arguments],
            cwd=str(quiz.folder),
            env=quiz.environ | environ,
            encoding="utf-8",
            timeout=60,
        )

    asked = at_terminal("ask", f"{ITEM}~typed.en#0", TERM="xterm")
    asked.expect("Type the answer")
    asked.sendline("Wednesday")
    asked.expect("Right\\.")
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == 0
    for wish in ({"QUIZ_PLAIN": "1"}, {"TERM": "dumb"}):
        study = at_terminal("study", "--form", "typed", "--lang", "en", **{"TERM": "xterm", **wish})
        study.expect("Type the answer")
        assert study.before is not None and "\x1b" not in study.before
        study.sendeof()
        study.expect("Everything is saved")
        study.expect(pexpect.EOF)
        study.close()
        assert study.exitstatus == 0


# study in a pipe


def test_study_in_a_pipe_is_line_mode_and_saves_everything_at_the_end_of_input(quiz: Shell) -> None:
    code, out, err = quiz("study", "--form", "choice", "--seed", "7", "--lang", "en", typed="1\n\n")
    assert (code, err) == (0, "")
    assert out.endswith("End of input. Everything is saved.\n")
    assert "default: 1 answer," in quiz("learners")[1]


def test_a_file_of_ids_is_studied_in_its_order(quiz: Shell) -> None:
    ids = ["planets/mars/self>day", "planets/venus/self>day~typed.en#0", ITEM]
    listed = quiz("bank", "questions", "--form", "matching", "--lang", "en")[1].splitlines()[0]
    Path(quiz.folder / "ids.txt").write_text("# mistakes\n\n" + "\n".join(ids) + "\n" + listed + "\n", "utf-8")
    code, out, _err = quiz("study", "--items", "ids.txt", "--form", "choice", "--lang", "en", typed="0\n\n" * 9)
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


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "ascii:strict"])
def test_what_an_encoding_cannot_say_is_no_error(quiz: Shell, encoding: str) -> None:
    question = ("ask", f"{ITEM}~typed.vi#0", "--lang", "vi", "--always")
    process = quiz.start(*question, environ={"PYTHONIOENCODING": encoding})
    out, err = process.communicate("thứ Tư\n".encode(), timeout=60)
    assert (process.returncode, err) == (1, b"") and rb"Sao Th\u1ee7y" in out


def test_a_newcomer_is_asked_for_the_language_first(quiz: Shell) -> None:
    _code, out, _err = quiz("study", "--form", "choice", typed="2\n")
    assert out.startswith("Choose your language")
    assert "2. Tiếng Việt\n" in out and "Người La Mã" in out
    assert quiz("config", "language") == (0, "vi\n", "")


def test_a_reader_that_goes_away_is_no_error(quiz: Shell) -> None:
    process = quiz.start("bank", "questions")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) in (0, 141)


@pytest.mark.skipif(os.name == "nt", reason="a Unix shell is needed to close a stream")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_error(quiz: Shell, closed: str) -> None:
    line = f"exec {sys.executable} -m quiz study --lang en {closed}"
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=quiz.folder,
        env=quiz.environ,
        capture_output=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert not list(quiz.folder.glob("quiz-crash-*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_ctrl_c_ends_with_130_and_no_traceback(quiz: Shell) -> None:
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # what runs in the background is born deaf to it
    process = quiz.start("study", "--form", "choice", "--lang", "en", preexec_fn=heard)
    assert process.stdout is not None and process.stderr is not None
    until(process, b"Type the number")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert b"Traceback" not in process.stderr.read()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_an_answer_that_was_shown_survives_a_kill(quiz: Shell) -> None:
    process = quiz.start("study", "--form", "choice", "--lang", "en")
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
    heavy = {"babel", "yaml", "sqlite_utils", "textual", "platformdirs", "shtab", "tomllib", "importlib.metadata"}
    assert not heavy & loaded
    assert "quiz.study.sitting" in loaded


def test_two_commands_may_run_at_once(quiz: Shell) -> None:
    quiz("ask", ITEM, "--answer", "Wednesday")
    both = [quiz.start("ask", ITEM, "--answer", "Wednesday") for _process in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert "default: 3 answers" in quiz("learners")[1]
