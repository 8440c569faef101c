"""Files that people name, and what is said of those that cannot be used."""

import errno
import os
import stat
from pathlib import Path

import pytest

from quiz.disk import named_path, read_file, write_whole, wrong_with
from quiz.errors import QuizError
from quiz.i18n import set_language


def test_reasons_are_those_of_the_system_and_have_a_translation() -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert wrong_with(error) == "No space left on device"
    set_language("vi")
    assert wrong_with(error) == "ổ đĩa đã đầy"


def test_a_reason_without_a_translation_is_still_told() -> None:
    set_language("vi")
    assert wrong_with(OSError(errno.ECHILD, "No child processes")) == "No child processes"
    assert wrong_with(OSError("something else")) == "something else"


def test_bytes_that_are_no_text_are_called_so() -> None:
    with pytest.raises(UnicodeError) as caught:
        b"\xff".decode()
    assert wrong_with(caught.value) == "it is not UTF-8 text"


def test_a_file_is_read_no_further_than_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345")
    assert (read_file(tmp_path / "x", 3), read_file(tmp_path / "x", 9)) == (b"123", b"12345")


def test_a_file_that_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(QuizError) as caught:
        read_file(tmp_path / "x", 9)
    assert str(caught.value) == f"{tmp_path / 'x'}: This file cannot be read: No such file or directory."


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(QuizError, match="This cannot be written: "):
        write_whole(tmp_path / "x", "new")
    assert [(one.name, one.is_dir()) for one in tmp_path.iterdir()] == [("x", True)]


def test_a_place_without_a_name_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QuizError, match="This cannot be written: "):
        write_whole(Path(), "new")
    assert not [*tmp_path.iterdir()]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "x", "một\n")
    write_whole(tmp_path / "x", "hai\n")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("x", b"hai\n")]
    with pytest.raises(QuizError, match="This cannot be written: No such file or directory"):
        write_whole(tmp_path / "none" / "x", "")


POSIX = pytest.mark.skipif(os.name != "posix", reason="names, modes, pipes and folders as POSIX has them")


@POSIX
def test_a_file_that_is_replaced_keeps_its_mode_and_no_half_of_it_is_shown_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, sync = tmp_path / "x", os.fsync
    modes: list[int] = []

    def fsync(handle: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(handle).st_mode))
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    for mode in (0o600, 0o640, 0o444):
        file.write_bytes(b"old")
        file.chmod(mode)
        write_whole(file, "new")
        assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode), modes[0]) == (b"new", mode, 0o600)
        file.unlink()
        modes.clear()


@POSIX
def test_the_folder_knows_a_file_for_good_once_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[tuple[bool, list[str]]] = []

    def fsync(handle: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), [one.name for one in tmp_path.iterdir()]))

    monkeypatch.setattr(os, "fsync", fsync)
    write_whole(tmp_path / "x", "new")
    assert synced == [(False, [".x.part"]), (True, ["x"])]


@POSIX
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x")
    reader = os.open(tmp_path / "x", os.O_RDONLY | os.O_NONBLOCK)
    write_whole(tmp_path / "x", "new")
    assert os.read(reader, 9) == b"new" and (tmp_path / "x").is_fifo()
    os.close(reader)


@POSIX
def test_what_lies_where_a_file_is_prepared_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"old")
    (tmp_path / ".x.part").symlink_to(tmp_path / "elsewhere")
    write_whole(tmp_path / "x", "new")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"x": b"new", "elsewhere": b"old"}


@POSIX
@pytest.mark.parametrize("name", ["~nosuchuser/x", "x" * 300])
def test_a_name_that_no_file_can_have_is_told_in_words(name: str) -> None:
    with pytest.raises(QuizError) as caught:
        named_path(name)
    assert caught.value.where == name


def test_a_name_begins_at_home_where_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert named_path("~/plan.json") == tmp_path / "plan.json"
