"""Files that people name: read up to a size, written whole or not at all; what the system has against it, in words."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from quiz.errors import QuizError
from quiz.i18n import N_, _

__all__ = ["read_file", "write_whole", "wrong_with"]

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


def wrong_with(error: OSError | UnicodeError) -> str:
    """Why a file could not be used, in the active language as far as the reason is a usual one."""
    if isinstance(error, UnicodeError):
        return _("it is not UTF-8 text")
    reason = _REASONS.get(error.errno or 0)
    return _(reason) if reason else error.strerror or str(error)


def read_file(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a file. Raises QuizError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise QuizError(_("This file cannot be read: {why}.").format(why=wrong_with(error)), where=str(path)) from error


def write_whole(path: Path, data: str | bytes) -> None:
    """Write a file so that it is the old one or the new one, and on disk when this returns. Raises QuizError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(data.encode("utf-8", "replace") if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise QuizError(_("This cannot be written: {why}.").format(why=wrong_with(error)), where=str(path)) from error
