"""Files that people name: read up to a size, written whole or not at all; what the system has against it, in words."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from quiz.errors import QuizError
from quiz.i18n import N_, _

__all__ = ["named_path", "read_file", "read_lines", "write_whole", "wrong_with"]

_REASONS = {
    errno.ENOENT: N_("No such file or directory"),
    errno.EACCES: N_("Permission denied"),
    errno.EPERM: N_("Operation not permitted"),
    errno.EEXIST: N_("File exists"),
    errno.EISDIR: N_("Is a directory"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.EINVAL: N_("Invalid argument"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EFBIG: N_("File too large"),
    errno.EROFS: N_("Read-only file system"),
    errno.EBUSY: N_("Device or resource busy"),
    errno.EIO: N_("Input/output error"),
    errno.EMFILE: N_("Too many open files"),
}
"""In the words of POSIX, which can be searched for."""
_POSIX = os.name == "posix"
"""Elsewhere files have no such modes, and folders cannot be synced."""


def wrong_with(error: OSError | UnicodeError) -> str:
    """Why a file could not be used, in the active language as far as the reason is a usual one."""
    if isinstance(error, UnicodeError):
        return _("it is not UTF-8 text")
    reason = _REASONS.get(error.errno or 0)
    return _(reason) if reason else error.strerror or str(error)


def named_path(name: str) -> Path:
    """The path that a person wrote, ``~`` understood. Raises QuizError for one that no file can have."""
    if not name:  # which would be the folder that the program was started in
        raise QuizError(_("The name of a file is missing."), hint=_("Perhaps a variable in the command is empty."))
    try:
        path = Path(name).expanduser()
        with suppress(FileNotFoundError, NotADirectoryError):
            path.stat()
    except OSError as error:
        raise QuizError(_("This cannot be used: {why}.").format(why=wrong_with(error)), where=name) from error
    except (RuntimeError, ValueError) as error:
        raise QuizError(_("No file can be called so."), where=name) from error
    return path


def read_lines(name: str) -> list[str]:
    """The lines of a text file that a person named. Raises QuizError if it cannot be read."""
    try:
        return named_path(name).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        raise QuizError(_("This file cannot be read: {why}.").format(why=wrong_with(error)), where=name) from error


def read_file(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a file. Raises QuizError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise QuizError(_("This file cannot be read: {why}.").format(why=wrong_with(error)), where=str(path)) from error


def write_whole(path: Path, data: str | bytes) -> None:
    """Write a file so that it is the old one or the new one, on disk when this returns, with the mode of the old one.

    A link is replaced; to a device or a pipe the data goes as it is. Raises QuizError.
    """
    content = data.encode("utf-8", "replace") if isinstance(data, str) else data
    beside = path.parent / f".{path.name}.part"
    try:
        mode = _mode(path)
        if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            path.write_bytes(content)
            return
        beside.unlink(missing_ok=True)  # from a program that was killed
        with open(beside, "xb", opener=_private if mode else None) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode and _POSIX:
            beside.chmod(stat.S_IMODE(mode))
        beside.replace(path)
        if _POSIX:
            _settle(path.parent)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise QuizError(_("This cannot be written: {why}.").format(why=wrong_with(error)), where=str(path)) from error


def _mode(path: Path) -> int:
    """Kind and permissions of what is there; 0 if nothing is."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _settle(folder: Path) -> None:
    """Have the folder's new entry on disk, too."""
    with suppress(OSError):  # one that may not be read, or a file system that knows no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
