"""``quiz class`` as a shell runs it."""

import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quiz.classroom.launch import find, stop
from quiz.classroom.plan_files import read_plan, write_plan
from quiz.cli import class_plan
from quiz.cli.class_args import QuestionArgs
from quiz.cli.crash import CrashReport
from quiz.cli.wiring import open_services
from quiz.study.exam.model import Blueprint
from tests.cli_kit import Shell, until
from tests.plain_kit import PLANETS


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


COUNTED = "\na3 b1\n\na2 b2\n\nend\n"
"""Two questions with their counts, then the end, which is asked about once."""


def test_without_a_lesson_there_is_none_to_list_or_report(shell: Shell) -> None:
    assert shell("class", "list")[:2] == (0, "There was no lesson yet.\n")
    code, _out, err = shell("class", "report")
    assert code == 2 and "There was no lesson yet." in err and "Traceback" not in err
    code, _out, err = shell("class", "host", "--resume", "--plain")
    assert code == 2 and "No lesson is going on." in err


def test_a_lesson_without_a_network_is_counted_and_reported(shell: Shell) -> None:
    code, out, err = shell("class", "cards", "--questions", "2", "--seed", "7", "--plain", typed=COUNTED)
    assert (code, err) == (0, "")
    assert "Question 2 of 2." in out and "3 answered A." in out
    assert "2 questions, 8 answers" in out
    code, out, _err = shell("class", "list")
    assert code == 0 and out.startswith("1. ") and out.endswith(": 2 questions, 8 answers.\n")
    code, out, _err = shell("class", "report", "1")
    assert code == 0 and "2 questions, 8 answers" in out


def test_the_key_of_a_lesson_without_a_network_is_not_on_the_screen_that_the_class_looks_at(shell: Shell) -> None:
    _code, out, _err = shell("class", "cards", "--questions", "1", "--seed", "7", "--plain", typed="\n")
    assert "Question 1 of 1." in out and "Answer:" not in out


def test_a_lesson_without_a_network_is_left_and_gone_on_with(shell: Shell) -> None:
    code, _out, err = shell("class", "cards", "--resume", "--plain")
    assert code == 2 and "No lesson was left." in err
    options = ("class", "cards", "--questions", "2", "--seed", "7", "--plain")
    code, out, err = shell(*options, typed="\na3 b1\nquit\nquit\n")
    assert (code, err) == (0, "") and "'end' ends the lesson." in out and "quiz class cards --resume" in out
    assert "not ended" in shell("class", "list")[1]
    code, out, err = shell("class", "cards", "--resume", "--plain", typed="\na2 b2\n\nend\n")
    assert (code, err) == (0, "")
    assert "Question 1 of 2." in out and "Question 2 of 2." in out and "2 questions, 8 answers" in out
    assert shell("class", "cards", "--resume", "--plain")[0] == 2


def test_teams_at_one_device_go_on_where_they_were(shell: Shell) -> None:
    options = ("class", "cards", "--questions", "1", "--seed", "7", "--teams", "Reds, Blues", "--plain")
    code, out, _err = shell(*options, typed="\na\n")
    assert code == 0 and "Blues: type the letter" in out
    code, out, err = shell("class", "cards", "--resume", "--plain", typed="b\n\n\nend\n")
    assert (code, err) == (0, "")
    assert "Reds: type the letter" not in out and "2 pupils, 1 question, 2 answers" in out


def test_one_device_for_two_teams(shell: Shell) -> None:
    typed = "\na\nb\n\n\nend\n"
    code, out, err = shell(
        "class", "cards", "--questions", "1", "--seed", "7", "--teams", "Reds, Blues", "--plain", typed=typed
    )
    assert (code, err) == (0, "")
    assert "Reds: type the letter" in out and "Blues: type the letter" in out
    assert "2 pupils, 1 question, 2 answers" in out


@pytest.mark.parametrize(("named", "own"), [(0, None), (0, 7), (None, 0), (None, 7)])
def test_a_seed_gives_the_same_lesson_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: int | None, own: int | None
) -> None:
    monkeypatch.setattr(class_plan, "choose", lambda *_: Blueprint(questions=5, seed=own))
    args = QuestionArgs()
    args.db, args.seed, args.crash_report = str(tmp_path / "p.db"), named, CrashReport()
    with open_services(args) as wired:
        one, other = (class_plan.plan_for(wired, ("en",), args) for _time in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("teams", "says"), [("Reds,reds", "reds: Somebody has this name already."), (",", "No team is named."), ("", "No")]
)
def test_teams_that_cannot_be_called_so_leave_no_lesson_behind(shell: Shell, teams: str, says: str) -> None:
    code, _out, err = shell("class", "cards", "--teams", teams, "--plain")
    assert code == 2 and says in err and "Traceback" not in err
    assert shell("class", "list")[1] == "There was no lesson yet.\n"


def test_a_report_becomes_files_and_none_is_written_over(shell: Shell) -> None:
    shell("class", "cards", "--questions", "2", "--seed", "7", "--plain", typed=COUNTED)
    code, out, err = shell("class", "report", "--csv", "")
    assert (code, out) == (2, "") and "The name of a file is missing." in err
    code, out, err = shell("class", "report", "--csv", ".")
    assert (code, out) == (2, "") and "This file is there already." in err
    assert shell("class", "report", "--csv", "class.csv")[0] == 0
    assert (shell.folder / "class.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert shell("class", "report", "--xlsx", "class.xlsx")[0] == 0
    assert (shell.folder / "class.xlsx").read_bytes().startswith(b"PK")
    assert shell("class", "report", "--html", "class.html")[0] == 0
    code, _out, err = shell("class", "report", "--html", "class.html")
    assert code == 2 and "--force" in err
    assert shell("class", "report", "--html", "class.html", "--force")[0] == 0
    (shell.folder / "class.csv").unlink()
    code, _out, err = shell("class", "report", "--csv", "class.csv")
    assert code == 2 and "class-" in err and not (shell.folder / "class.csv").exists(), "another table of it is there"


def test_a_question_is_voided_or_more_is_accepted_afterwards(shell: Shell) -> None:
    shell("class", "cards", "--questions", "2", "--seed", "7", "--plain", typed=COUNTED)
    code, out, _err = shell("class", "void", "1", "2", "--accept", "B")
    assert code == 0 and "Accepted besides: B." in out
    assert shell("class", "void", "1", "2")[1].count("Left out for everyone.") == 1
    assert "2 questions" not in shell("class", "report", "1")[1].splitlines()[0]
    assert "Accepted besides: B, C." in shell("class", "void", "1", "2", "--accept", "B", "--accept", "C")[1]
    for wrong in (("1", "9"), ("7", "1"), ("1", "1", "--accept", "Z"), ("1", "1", "--accept", "BC")):
        code, _out, err = shell("class", "void", *wrong)
        assert code == 2 and "Traceback" not in err
    assert "'BC' is more than one answer." in err


def test_a_lesson_is_forgotten_only_if_that_is_meant(shell: Shell) -> None:
    shell("class", "cards", "--questions", "2", "--seed", "7", "--plain", typed=COUNTED)
    code, _out, err = shell("class", "forget", "1")
    assert code == 2 and "--yes" in err
    assert shell("class", "forget", "1", "--names", "--yes")[:2] == (0, "The names of lesson 1 are deleted.\n")
    assert shell("class", "forget", "1", "--yes")[0] == 0
    assert shell("class", "list")[1] == "There was no lesson yet.\n"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--homework", "tomorrow"], "is no date and time"),
        (["--homework", "2020-01-01"], "2020-01-01: This deadline has passed."),
        (["--homework", "1970-01-01T00:00+00:00"], "This deadline has passed."),
        (["--homework", ""], "'' is no date and time"),
        (["--roster", "nobody.txt"], "cannot be read"),
        (["--roster", ""], "The name of a file is missing."),
        (["--plan", "nothing.json"], "cannot be read"),
        (["--plan", ""], "The name of a file is missing."),
        (["--topic", "cooking"], "There is no topic"),
        (["--seconds", "0"], "'0' is no number from 5 to 3600"),
        (["--seconds", "30", "--untimed"], "Argument --untimed: not allowed with argument --seconds."),
        (["--speed", "--untimed"], "--speed cannot be used with --untimed."),
        (["--paced", "--read", "9"], "--read cannot be used with --paced."),
        (["--homework", "2999-01-01", "--board", "3"], "--board cannot be used with --homework."),
        (["--nicknames", "--roster", "nobody.txt"], "--nicknames cannot be used with --roster."),
        (["--lang", "vi,fr"], "Ở đây không có ngôn ngữ 'fr'."),
    ],
)
def test_what_cannot_be_is_said_before_a_room_is_opened(shell: Shell, options: list[str], says: str) -> None:
    code, _out, err = shell("class", "host", "--plain", *options)
    assert code == 2 and says in err and "Traceback" not in err
    assert shell("class", "list")[1] == "There was no lesson yet.\n"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--pupils", "30"], "--pupils means nothing without --print."),
        (["--page", "letter"], "--page means nothing without --print."),
        (["--print", "x.pdf", "--questions", "3"], "--questions cannot be used with --print."),
        (["--print", "x.pdf", "--resume"], "--resume cannot be used with --print."),
        (["--print", ""], "The name of a file is missing."),
    ],
)
def test_cards_are_printed_or_a_lesson_is_held(shell: Shell, options: list[str], says: str) -> None:
    code, _out, err = shell("class", "cards", "--plain", *options)
    assert code == 2 and says in err and not (shell.folder / "x.pdf").exists()
    assert shell("class", "list")[1] == "There was no lesson yet.\n"


@pytest.mark.parametrize(
    ("command", "made", "besides", "says"),
    [
        ("host", "--plan", ["--untimed"], "--untimed cannot be used with --plan."),
        ("host", "--plan", ["--read", "0"], "--read cannot"),
        ("host", "--plan", ["--seconds", "30"], "--seconds cannot"),
        ("host", "--plan", ["--no-memory"], "--no-memory cannot"),
        ("host", "--plan", ["--topic", "day"], "--topic cannot"),
        ("host", "--plan", ["exam"], "exam cannot"),
        ("host", "--resume", ["--questions", "3"], "--questions cannot be used with --resume."),
        ("host", "--resume", ["--port", "8080"], "--port cannot"),
        ("host", "--resume", ["--plan", "x.json"], "--plan cannot"),
        ("cards", "--plan", ["--seed", "0"], "--seed cannot"),
        ("cards", "--resume", ["--teams", "Reds"], "--teams cannot"),
    ],
)
def test_a_lesson_that_is_made_already_takes_no_other_questions_or_rules(
    shell: Shell, command: str, made: str, besides: list[str], says: str
) -> None:
    options = [made, *(["x.json"] if made == "--plan" else []), *besides]
    code, _out, err = shell("class", command, "--plain", *options)
    assert code == 2 and says in err and "has its questions and rules already" in err


def test_homework_that_was_prepared_too_long_ago_is_not_opened(shell: Shell) -> None:
    shell("class", "prepare", "--questions", "1", "--homework", "2999-01-01", "--out", "x.json", typed="w\n")
    plan = shell.folder / "x.json"
    write_plan(plan, read_plan(plan)._replace(deadline_ms=1))
    code, _out, err = shell("class", "host", "--plain", "--plan", "x.json")
    assert code == 2 and "x.json: This deadline has passed." in err and "--homework" in err


def test_a_list_of_names_keeps_long_ones_whole(shell: Shell) -> None:
    (shell.folder / "class.txt").write_text("Lê Minh\n\nTrần Hoàng Phương Thảo Nguyên\n", "utf-8")
    shell("class", "prepare", "--questions", "1", "--roster", "class.txt", "--out", "x.json", typed="w\n")
    assert read_plan(shell.folder / "x.json").roster == ("Lê Minh", "Trần Hoàng Phương Thảo Nguyên")


@pytest.mark.parametrize("twin", ["Lê Minh", "LÊ  MINH"])
def test_a_list_in_which_two_pupils_have_one_name_is_refused(shell: Shell, twin: str) -> None:
    (shell.folder / "class.txt").write_text(f"Lê Minh\nLan\n{twin}\n", "utf-8")
    code, _out, err = shell("class", "host", "--plain", "--roster", "class.txt")
    assert code == 2 and f"class.txt:3: The name {' '.join(twin.split())} stands in the list already." in err
    assert shell("class", "list")[1] == "There was no lesson yet.\n"


@pytest.mark.parametrize(
    "text", ["", "{}", '{"format": "quiz lesson", "version": 99}', '{"format": "quiz lesson"}', "\0"]
)
def test_a_file_that_is_no_lesson(shell: Shell, text: str) -> None:
    (shell.folder / "x.json").write_text(text, "utf-8")
    code, _out, err = shell("class", "host", "--plain", "--plan", "x.json")
    assert code == 2 and "lesson" in err and "Traceback" not in err


@pytest.mark.parametrize("address", ["", "http://", "not an address", "ftp://x", "http://[::1"])
def test_an_address_that_is_none(shell: Shell, address: str) -> None:
    code, _out, err = shell("class", "join", address, "123456", "--plain")
    assert code == 2 and "no address" in err


def test_a_dead_address_is_said_to_be_tried(shell: Shell) -> None:
    _code, _out, err = shell("class", "join", "127.0.0.1:1", "123456", "--plain")
    assert "Connecting to 127.0.0.1:1 …" in err


class Running:
    """A program that is typed to, and what it said."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def keep_typing(self, line: str, *beginnings: str) -> None:
        """Until one of these is said: a line that comes too soon after the question is not taken."""
        assert self.process.stdout is not None
        said = ""
        while not said.startswith(beginnings):
            self.type(line)
            said = self.process.stdout.readline().decode()

    def until(self, *beginnings: str) -> None:
        until(self.process, *(one.encode() for one in beginnings))


@pytest.fixture
def started(shell: Shell) -> Iterator[Any]:
    running: list[Running] = []

    def start(*arguments: str, db: str) -> Running:
        one = Running(shell.start(*arguments, environ={"QUIZ_DB": str(shell.folder / db)}, stderr=None))
        running.append(one)
        return one

    yield start
    for one in running:
        one.process.kill()
        one.process.wait()
        for stream in (one.process.stdin, one.process.stdout):
            if stream is not None:
                stream.close()
    server = find(shell.folder / "t.db")
    if server is not None:
        stop(server)  # which would wait for those who come late


def test_a_lesson_with_a_pupil_from_end_to_end(shell: Shell, started: Any) -> None:
    host = started("class", "host", "--questions", "1", "--seed", "7", "--read", "0", "--untimed", "--plain", db="t.db")
    host.until("Code: ")
    state = json.loads((shell.folder / "t.db.class.json").read_text("utf-8"))
    code = _code(shell.folder / "t.db")
    pupil = started("class", "join", f"127.0.0.1:{state['port']}", code, "--name", "Lan", "--plain", db="p.db")
    pupil.until("You are in, Lan.")
    host.until("Lan is in.")
    host.type("lock")
    host.until("The room is locked.")
    late = started("class", "join", f"127.0.0.1:{state['port']}", code, "--name", "Mai", "--plain", db="m.db")
    late.until("The room is locked.")
    assert late.process.wait(20) == 2
    host.type("")
    pupil.until("1. ")
    host.until("There is no time limit.")
    pupil.keep_typing("1", "Saved.")
    host.until("1 of 1 have answered.")
    host.type("")
    pupil.until("Right.", "Wrong.")
    host.until("Enter: end the lesson.")
    host.type("end")
    host.type("end")
    host.until("- Lan: ")
    pupil.until("The lesson is over.")
    assert pupil.process.wait(20) == 0 and host.process.wait(20) == 0
    assert not (shell.folder / "p.db.seat.json").exists()
    done = started("class", "forget", "1", "--yes", "--plain", db="t.db")  # the server only waits for latecomers
    done.until("Lesson 1 is deleted.")
    assert done.process.wait(20) == 0


def test_what_is_answered_on_the_own_phone_counts_for_memory_once_the_desk_is_left(shell: Shell, started: Any) -> None:
    desk = started("phone", "--plain", db="t.db")
    desk.until("Code: ")
    state = json.loads((shell.folder / "t.db.class.json").read_text("utf-8"))
    code = _code(shell.folder / "t.db")
    phone = started("class", "join", f"127.0.0.1:{state['port']}", code, "--name", "Me", "--plain", db="p.db")
    phone.until("Press Enter for the first question.")
    phone.type("")
    phone.until("1. ")
    phone.keep_typing("1", "Right.", "Wrong.")
    desk.type("quit")
    desk.until("Left.")
    assert desk.process.wait(20) == 0
    assert _remembered(shell.folder / "t.db") == 1
    phone.type("")
    phone.until("1. ")
    phone.keep_typing("1", "Right.", "Wrong.")
    report = started("class", "report", "--csv", str(shell.folder / "r.csv"), "--plain", db="t.db")
    assert report.process.wait(20) == 0
    assert _remembered(shell.folder / "t.db") == 2, "what was answered later, with a report of any kind"


def _remembered(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT count(*) FROM answer WHERE mode = 'class'").fetchone()[0])


def _code(db: Path) -> str:
    from quiz.progress.rooms import SqliteRooms

    journal = SqliteRooms(db)
    try:
        (line,) = journal.sessions()
        found = journal.load(line.uuid).session.code
    finally:
        journal.close()
    assert re.fullmatch(r"\d{6}", found)
    return found


def test_a_lesson_prepared_at_home_is_held_in_class(shell: Shell) -> None:
    own = "o\n1\nWhat day is it?\nMonday\nFriday\n\n2\n\n"
    code, out, err = shell(
        "class",
        "prepare",
        "--questions",
        "3",
        "--seed",
        "7",
        "--lang",
        "en",
        "--out",
        "monday.json",
        typed=f"s\nd\n{own}m\nw\n",
    )
    assert (code, err) == (0, "")
    assert "What day is it?" in out and "B. Friday (right)" in out and "Written: monday.json" in out
    typed = "\na0 b9\n\n"
    code, out, _err = shell("class", "cards", "--plan", "monday.json", "--plain", typed=typed)
    assert code == 0 and "What day is it?" in out and "9 answered B. Friday (right)." in out
    assert "left out" not in out
    code, _out, err = shell("class", "prepare", "--out", "monday.json")
    assert code == 2 and "--force" in err
    assert shell("class", "prepare", "--out", "other.json", typed="q\nq\n")[0] == 1
    assert not (shell.folder / "other.json").exists()


@pytest.mark.parametrize(("said", "options"), [("true", []), ("true", ["--no-memory"]), ("false", [])])
def test_a_lesson_counts_for_memory_unless_its_blueprint_or_the_command_says_no(
    shell: Shell, said: str, options: list[str]
) -> None:
    shutil.copy(PLANETS, shell.folder / "planets.yaml")
    (shell.folder / "planets.blueprints.yaml").write_text(f"quick: {{questions: 1, evidence: {said}}}\n", "utf-8")
    prepare = ("class", "prepare", "quick", "--bank", "planets.yaml", "--out", "x.json", *options)
    assert shell(*prepare, typed="w\n")[0] == 0
    assert read_plan(shell.folder / "x.json").evidence is (said == "true" and not options)


def test_cards_say_how_many_questions_of_a_prepared_lesson_they_leave_out(shell: Shell) -> None:
    own = "o\n2\nIs it Monday?\n1\n\no\n4\nWho was it?\nLan\n\n"
    options = ("class", "prepare", "--questions", "1", "--seed", "7", "--lang", "en", "--out", "mixed.json")
    assert shell(*options, typed=f"{own}w\n")[0] == 0
    out = shell("class", "cards", "--plan", "mixed.json", "--plain", typed="\na1\n")[1]
    assert "question is left out: no card can answer it.\n" in out
    assert "Is it Monday?" in out and "Who was it?" not in out


def test_a_room_that_was_left_before_anybody_came_is_closed(shell: Shell) -> None:
    code, out, err = shell("class", "host", "--plain")
    assert (code, err) == (0, "")
    assert out.endswith("Nobody had come, so the room was closed.\n")
    code, _out, err = shell("class", "host", "--resume", "--plain")
    assert code == 2 and "No lesson is going on." in err
    assert shell("class", "list")[1] == "There was no lesson yet.\n"


def test_homework_stays_open_when_its_desk_is_left_before_anybody_came(shell: Shell, started: Any) -> None:
    desk = started("class", "host", "--homework", "2999-01-01", "--questions", "1", "--plain", db="t.db")
    desk.until("Code: ")
    desk.process.stdin.close()
    assert desk.process.wait(20) == 0
    state = json.loads((shell.folder / "t.db.class.json").read_text("utf-8"))
    code = _code(shell.folder / "t.db")
    pupil = started("class", "join", f"127.0.0.1:{state['port']}", code, "--name", "Lan", "--plain", db="p.db")
    pupil.until("You are in, Lan.")
    back = started("class", "host", "--resume", "--plain", db="t.db")
    back.until("1 pupil is in.")
