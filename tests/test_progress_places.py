"""Where the progress file lives."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from quiz.progress import places
from quiz.progress.places import is_network, progress_place

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home/lan nfs4 rw 0 0
/dev/sdb1 /home/lan/local ext4 rw 0 0
//nas/share /mnt/the\\040share cifs rw 0 0
tmpfs /home/lan/twice tmpfs rw 0 0
me@there: /home/lan/twice fuse.sshfs rw 0 0
short
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "course" / "question_bank"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *args, **more: folder)
    return folder


def test_the_option_comes_first_and_then_the_environment(bank: Path) -> None:
    environ = {"QUIZ_DB": "/b/env.db"}
    assert progress_place("/a/option.db", environ, bank) == (Path("/a/option.db"), "given with --db")
    assert progress_place(None, environ, bank) == (Path("/b/env.db"), "given in QUIZ_DB")


def test_a_tilde_is_the_home_folder(bank: Path) -> None:
    assert progress_place("~/mine.db", {}, bank).path == Path.home() / "mine.db"


def test_else_it_lies_beside_the_bank_in_use(bank: Path) -> None:
    place = progress_place(None, {"QUIZ_DB": ""}, bank)
    assert place.path == bank.parent / "progress.db"
    assert "beside" in place.why
    assert list(bank.parent.iterdir()) == [bank], "looking leaves nothing behind"


def test_without_a_bank_it_lies_in_the_data_folder(data_folder: Path) -> None:
    assert progress_place(None, {}, None).path == data_folder / "progress.db"


def test_beside_a_bank_that_cannot_be_written_it_does_not_lie(
    bank: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != bank.parent)
    place = progress_place(None, {}, bank)
    assert place.path == data_folder / "progress.db" and "cannot be written" in place.why


def test_a_folder_that_only_claims_to_be_writable_is_found_out(
    bank: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*args: object) -> int:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", denied)
        assert progress_place(None, {}, bank).path == data_folder / "progress.db"
    (bank.parent / "progress.db").touch()
    monkeypatch.setattr(os, "open", denied)
    assert progress_place(None, {}, bank).path == bank.parent / "progress.db"


def test_a_read_only_file_beside_the_bank_is_not_used(
    bank: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bank.parent / "progress.db").touch()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "progress.db")
    assert progress_place(None, {}, bank).path == data_folder / "progress.db"


def test_on_another_machine_it_does_not_lie(bank: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "is_network", lambda path: True)
    place = progress_place(None, {}, bank)
    assert place.path == data_folder / "progress.db" and "another machine" in place.why


@pytest.mark.parametrize("inside", [Path(places.__file__).parent.parent, Path("/v/lib/python3.12/site-packages/quiz")])
def test_inside_an_installed_package_it_does_not_lie(inside: Path, data_folder: Path) -> None:
    place = progress_place(None, {}, inside / "question_bank")
    assert place.path == data_folder / "progress.db" and "installed" in place.why


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/home/an", False),
        ("/home/lan", True),
        ("/home/lan/deep/er", True),
        ("/home/lana", False),
        ("/home/lan/local/x", False),
        ("/mnt/the share/x", True),
        ("/home/lan/twice", True),
    ],
)
def test_the_innermost_mount_decides(folder: str, remote: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os.path, "realpath", str)
    assert is_network(folder, MOUNTS) is remote  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        (r"\\server\share\course", True),
        (r"\\?\UNC\server\share", True),
        (r"\\?\C:\course", False),
    ],
)
def test_a_windows_share_is_another_machine(path: str, remote: bool) -> None:
    class Written:
        def absolute(self) -> str:
            return path

    assert places._remote_drive(Written()) is remote  # type: ignore[arg-type]
