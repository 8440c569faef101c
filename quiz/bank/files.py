"""Where a bank's files are."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from quiz.disk import named_path
from quiz.errors import QuizError
from quiz.hashing import blake2b
from quiz.i18n import _

__all__ = ["BLUEPRINTS", "BankFile", "bank_files", "digest_of", "find_bank", "packaged_banks"]

BLUEPRINTS = (".blueprints.yaml", ".blueprints.yml")
"""How the names of files end that hold blueprints of tests: they lie beside a bank and are no part of any."""

_YAML = (".yaml", ".yml")
_TABLE = ".csv"
_BIGGEST = 64 * 1024 * 1024


class BankFile(NamedTuple):
    """A file of the bank: its name relative to the bank's folder, and its bytes."""

    name: str
    content: bytes


def digest_of(files: Iterable[BankFile]) -> str:
    """Hex digest over names and content."""
    hasher = blake2b(digest_size=16)
    for file in files:
        hasher.update(f"{file.name}\0{len(file.content)}\0".encode())
        hasher.update(file.content)
    return hasher.hexdigest()


def packaged_banks() -> Path:
    """The copy of ``question_bank`` inside the installed package."""
    return Path(__file__).parent.parent / "question_bank"


def find_bank(wanted: str | None) -> Path:
    """The bank to use: ``wanted`` (a path or a name), else ``QUIZ_BANK``, else ``./question_bank``, else ours.

    Raises QuizError if there is none.
    """
    wanted = wanted or os.environ.get("QUIZ_BANK")
    homes = [home for home in (Path("question_bank"), packaged_banks(), _source_tree()) if home.is_dir()]
    if wanted:
        path = named_path(wanted)
        if path.is_file():
            if path.name.endswith(BLUEPRINTS):
                raise QuizError(
                    _("This file holds blueprints of tests, not a bank."),
                    where=str(path),
                    hint=_("Give the bank that it lies beside."),
                )
            if path.suffix not in _YAML:
                raise QuizError(
                    _("This is not a YAML file."),
                    where=str(path),
                    hint=_("A bank's file ends in .yaml; its tables are named in it, under 'tables'."),
                )
            return path
        if path.is_dir():
            return _one_of(path)
        for home in homes:
            if (home / wanted).is_dir():
                return home / wanted
        names = sorted({bank.name for home in homes for bank in _banks_in(home)})
        raise QuizError(
            _("There is no bank '{name}'.").format(name=wanted),
            hint=_("Give a folder or a YAML file, or one of: {names}.").format(names=", ".join(names)),
        )
    for home in homes:
        if _banks_in(home) or _has_yaml(home):
            return _one_of(home)
    raise QuizError(_("No question bank was found."), hint=_("Give one with --bank FOLDER, or set QUIZ_BANK."))


def _source_tree() -> Path:
    return Path(__file__).parent.parent.parent / "question_bank"


def _has_yaml(folder: Path) -> bool:
    return any(child.suffix in _YAML and _of_bank(child) for child in folder.iterdir())


def _of_bank(file: Path) -> bool:
    return file.suffix in (*_YAML, _TABLE) and not file.name.endswith(BLUEPRINTS)


def _banks_in(folder: Path) -> list[Path]:
    return sorted(child for child in folder.iterdir() if child.is_dir() and _has_yaml(child))


def _one_of(folder: Path) -> Path:
    """The folder itself if it holds YAML, else the first bank inside it."""
    if _has_yaml(folder):
        return folder
    inside = _banks_in(folder)
    if not inside:
        raise QuizError(
            _("There are no YAML files in this folder."),
            where=str(folder),
            hint=_("A bank is a folder of .yaml files."),
        )
    return inside[0]


def bank_files(path: Path) -> list[BankFile]:
    """The files of the bank at ``path`` (a folder or one file), in name order.

    Raises QuizError if they cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    try:
        if path.is_dir():
            paths = sorted(child for child in path.iterdir() if _of_bank(child) and child.is_file())
        else:
            tables = sorted(folder.glob("*" + _TABLE)) if b"tables:" in path.read_bytes() else []
            paths = [path, *tables]
        if sum(child.stat().st_size for child in paths) > _BIGGEST:
            raise QuizError(_("This bank is larger than 64 MB."), where=str(path))
        return [BankFile(child.name, child.read_bytes()) for child in paths]
    except OSError as error:
        from quiz.disk import wrong_with

        raise QuizError(_("The bank cannot be read: {why}.").format(why=wrong_with(error)), where=str(path)) from error
