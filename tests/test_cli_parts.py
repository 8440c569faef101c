"""Parts of the command line that need no process of their own."""

import argparse
import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from quiz.cli import class_after, language, learners, streams
from quiz.cli.args import Args, shortest
from quiz.cli.class_files import put
from quiz.cli.commands import COMMANDS
from quiz.cli.crash import CrashReport
from quiz.cli.parser import Command, Parser, called, parser_for
from quiz.errors import QuizError
from quiz.i18n import set_language
from quiz.progress.rooms import SqliteRooms
from tests.journal_kit import new_session
from tests.plain_kit import PLANETS
from tests.progress_kit import opened


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "study",
        "ask",
        "--db x study",
        "study --db x --plain",
        "--lang vi",
        "ask --learner Lan --bank b",
        "--lang vi --lang en",
    ],
)
def test_the_shortcut_and_argparse_understand_the_same(line: str) -> None:
    arguments = line.split()
    whole = parser_for(COMMANDS, called(arguments)).parse_args(arguments, Args())
    short = shortest(arguments)
    for name in get_type_hints(type(short)).keys() - {"crash_report"}:
        assert getattr(short, name) == getattr(whole, name), name


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "study --cram",
        "ask x",
        "stats",
        "--db",
        "--db -x study",
        "--db=x",
        "study study",
        "-- study",
        "--version",
        "study -h",
    ],
)
def test_everything_else_is_left_to_argparse(line: str) -> None:
    assert shortest(line.split()) is None


def test_the_command_is_found_among_shared_options() -> None:
    assert called(["--db", "study", "ask"]) == "ask"
    assert called(["--plain", "study"]) == "study"
    assert called(["--db=x", "--lang", "vi"]) == ""


def leaves(commands: dict[str, Command]) -> list[Command]:
    found = []
    for command in commands.values():
        found += leaves(command.inner) if command.inner else []
        found += [command] if command.target else []
    return found


def given(action: argparse.Action) -> list[object]:
    """Values that the option or argument may come to have."""
    usual = [] if action.required or action.default is argparse.SUPPRESS else [action.default]
    if action.nargs == 0:
        return [*usual, action.const]
    each = list(action.choices or ([7] if action.type else ["x"]))
    if action.nargs == "*":
        return [[], each]
    return [*usual, each] if isinstance(action, argparse._AppendAction) else [*usual, *each]


def fits(hint: Any, value: object) -> bool:
    kind, parts = get_origin(hint), get_args(hint)
    if kind in (Union, UnionType):
        return any(fits(part, value) for part in parts)
    if kind is Sequence:
        return isinstance(value, list) and all(fits(parts[0], one) for one in value)
    return value in parts if kind is Literal else type(value) is hint


@pytest.mark.parametrize("command", [Command(str, Args.target), *leaves(COMMANDS)], ids=lambda command: command.target)
def test_who_answers_a_command_declares_all_that_it_takes_and_nothing_else(command: Command) -> None:
    module, _colon, name = command.target.partition(":")
    (taken,) = (hint for of, hint in get_type_hints(getattr(import_module(module), name)).items() if of != "return")
    shared, own = parser_for(COMMANDS, ""), Parser()
    if command.describe:
        command.describe(own)
    actions = {one.dest: one for one in (*shared._actions, *own._actions) if one.dest not in ("help", "version")}
    hints = get_type_hints(taken)
    assert hints.keys() == actions.keys() | {"target", "crash_report"}
    for dest, action in actions.items():
        assert all(fits(hints[dest], value) for value in given(action)), dest


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_help_can_be_formatted_in_every_language(lang: str) -> None:
    set_language(lang)
    text = parser_for(COMMANDS, None).format_help()
    assert ("cách dùng" in text or "Cách dùng" in text) == (lang == "vi")
    for name in COMMANDS:
        parser_for(COMMANDS, name).format_help()


def test_argparse_speaks_the_active_language(monkeypatch: pytest.MonkeyPatch) -> None:
    set_language("vi")
    with pytest.raises(QuizError) as told:
        parser_for(COMMANDS, "config").parse_args(["config", "--nonsense"])
    assert "unrecognized" not in told.value.message.lower()
    assert "--nonsense" in told.value.message


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LC_MESSAGES": "vi@latin"}, "vi"),
        ({"LANG": "tlh"}, "en"),
        ({"LANG": "VI-vn"}, "vi"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a language of its own without variables")
def test_the_systems_language_is_read_from_the_variables(variables: dict[str, str], code: str) -> None:
    assert language.system_language(variables) == code


def test_a_wish_for_a_language_is_seen_before_the_line_is_parsed() -> None:
    assert language.lang_in(["study", "--lang", "vi"]) == "vi"
    assert language.lang_in(["--lang=en", "study"]) == "en"
    assert language.lang_in(["ask", "--answer", "--lang"]) == ""
    assert language.lang_in(["--", "--lang", "vi"]) == ""


def test_on_windows_the_language_of_the_windows_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    for identifier, code in ((0x042A, "vi"), (0x0409, "en"), (0x0809, "en"), (0x0407, "en")):
        kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda identifier=identifier: identifier)
        monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
        monkeypatch.setattr(sys, "platform", "win32")
        try:
            assert language.system_language({}) == code
        finally:
            monkeypatch.undo()


def test_arguments_are_utf8_where_the_locale_is_not() -> None:
    broken = "thứ Tư".encode().decode("ascii", "surrogateescape")
    if (sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()) == ("utf-8", "surrogateescape"):
        assert streams.utf8_arguments(["a", "thứ Tư", broken]) == ["a", "thứ Tư", "thứ Tư"]
    assert streams.utf8_arguments(["\udcff"]) == ["\udcff"], "what is no UTF-8 stays as it is"


def test_a_stream_that_is_missing_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert not streams.interactive()


def test_a_crash_is_reported_in_the_temporary_folder_if_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    with pytest.raises(SystemExit) as left, CrashReport() as report:
        report.folder = tmp_path / "missing"
        raise ZeroDivisionError
    assert left.value.code == 2
    (written,) = tmp_path.glob("quiz-crash-*.txt")
    assert str(written) in capsys.readouterr().err


def test_a_crash_that_cannot_be_reported_is_still_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "nowhere"))
    with pytest.raises(SystemExit), CrashReport():
        raise ZeroDivisionError
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_leaving_is_no_crash() -> None:
    for leaving in (KeyboardInterrupt, SystemExit):
        with pytest.raises(leaving), CrashReport():
            raise leaving


def test_help_fits_the_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    text = parser_for(COMMANDS, "learners").format_help()
    usage = text.partition("\n\n")[0]
    assert max(map(len, usage.splitlines())) <= 50


def test_options_may_stand_between_arguments() -> None:
    args = parser_for(COMMANDS, "mark").parse_args(["mark", "paper.json", "--no-record", "a.csv", "b.csv"])
    assert (args.paper, args.no_record) == ("paper.json", True)
    assert list(args.files) == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("line", "help_of"),
    [
        ("study --deep", "quiz study"),
        ("paper void x 1 --deep", "quiz paper void"),
        ("bank check --deep", "quiz bank check"),
    ],
)
def test_what_no_command_knows_leads_to_the_help_of_the_command(line: str, help_of: str) -> None:
    words = line.split()
    with pytest.raises(QuizError) as caught:
        parser_for(COMMANDS, words[0], words[1]).parse_args(words)
    assert f"{help_of} --help" in caught.value.hint


def test_a_report_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    put(tmp_path / "x.html", b"old", force=False)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(QuizError, match="No space left on device"):
        put(tmp_path / "x.html", b"new", force=True)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("x.html", b"old")]


@pytest.mark.skipif(os.name == "nt", reason="Windows lets few make links")
def test_a_report_is_written_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"old")
    (tmp_path / "x.html").symlink_to(tmp_path / "there")
    with pytest.raises(QuizError, match="This file is there already"):
        put(tmp_path / "x.html", b"new", force=False)
    put(tmp_path / "x.html", b"new", force=True)
    assert (tmp_path / "x.html").is_symlink() and (tmp_path / "there").read_bytes() == b"new"


@pytest.mark.parametrize("delete", [learners.delete, class_after.forget])
def test_what_a_program_that_is_open_keeps_of_the_deleted_is_told(
    delete: Callable[[Any], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("quiz.progress.connect.BUSY_SECONDS", 0.05)
    path = tmp_path / "progress.db"
    opened(path, "Lan").close()
    rooms = SqliteRooms(path)
    rooms.create(new_session())
    rooms.close()
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT name FROM learner").fetchall()
    args = SimpleNamespace(db=str(path), bank=str(PLANETS), name="Lan", session=1, names=True, yes=True)
    assert delete(args) == 0
    reader.close()
    told = f"Another program is using {path}: traces stay in it and in its log until that program is closed."
    assert capsys.readouterr().out.splitlines()[1:] == [told]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_a_terminal_that_was_closed_is_a_reader_that_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        failed = OSError(errno.EIO, "Input/output error")
        assert not streams.is_broken_pipe(failed)
        os.close(ours)
        assert streams.is_broken_pipe(failed)
