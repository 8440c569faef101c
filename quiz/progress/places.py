"""Where the progress file lives, and why there.

``--db``, else ``QUIZ_DB``, else ``progress.db`` beside the ``question_bank/`` in use if that place is
writable and on this machine, else the user's data folder. A bank inside an installed package does not count
as a place: an update of the package would take the progress with it.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from quiz.disk import named_path
from quiz.i18n import _

__all__ = ["FILE_NAME", "Place", "is_network", "progress_place"]

FILE_NAME = "progress.db"

_NETWORK_TYPES = frozenset(
    (
        "9p",
        "acfs",
        "afp",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "drvfs",
        "fuse.ceph",
        "fuse.davfs2",
        "fuse.gcsfuse",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "prl_fs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
        "vmhgfs",
        "webdav",
    )
)
"""File systems whose shared memory or locks cannot be relied upon."""

_DRIVE_REMOTE = 4  # GetDriveTypeW
_MNT_LOCAL = 0x1000  # f_flags of statfs on macOS


class Place(NamedTuple):
    """Where, and the reason, to be shown to the person."""

    path: Path
    why: str


def progress_place(option: str | None, environ: Mapping[str, str], bank: Path | None) -> Place:
    """The place of the progress file. ``bank`` is the folder (or file) of the bank in use.

    Nothing is created, but a folder that has no progress file yet is tried with an empty file.
    """
    if option:
        return Place(named_path(option), _("given with --db"))
    if named := environ.get("QUIZ_DB"):
        return Place(named_path(named), _("given in QUIZ_DB"))
    why = _("there is no question_bank folder in use")
    if bank is not None:
        beside = bank.absolute().parent / FILE_NAME
        obstacle = _obstacle(beside)
        if not obstacle:
            return Place(beside, _("beside the question bank"))
        why = obstacle
    from platformdirs import user_data_path

    folder = user_data_path("quiz", appauthor=False)
    return Place(folder / FILE_NAME, _("your data folder: {why}").format(why=why))


def is_network(path: Path, mounts: str | None = None) -> bool:
    """Whether ``path`` is on another machine, as far as one can tell; False in doubt.

    ``mounts`` stands for the text of ``/proc/mounts``.
    """
    if sys.platform == "win32":
        return _remote_drive(path)
    if sys.platform == "darwin":
        return _remote_volume(path)
    if mounts is None:
        try:
            mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
        except OSError:
            return False
    place = os.path.realpath(path)
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        folder = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = place == folder or place.startswith(folder.rstrip("/") + "/")
        if inside and len(folder) >= len(best):  # of two mounts on one folder the later one shows
            best, kind = folder, fields[2]
    return kind in _NETWORK_TYPES


def _obstacle(file: Path) -> str:
    """Why the progress file cannot be ``file``, or empty."""
    folder = file.parent
    if _installed(folder):
        return _("the question bank is part of the installed program")
    if not _writable(file):
        return _("the question bank's folder cannot be written")
    if is_network(folder):
        return _("the question bank is on another machine")
    return ""


def _installed(folder: Path) -> bool:
    package = Path(__file__).parent.parent
    return folder.is_relative_to(package) or bool({"site-packages", "dist-packages"} & set(folder.parts))


def _writable(file: Path) -> bool:
    folder = file.parent
    if not os.access(folder, os.W_OK):
        return False
    if file.exists():
        return os.access(file, os.W_OK)
    probe = folder / f".quiz-{os.getpid()}.tmp"  # on Windows access() knows only the read-only attribute
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        probe.unlink()
    except OSError:
        return False
    return True


def _remote_drive(path: Path) -> bool:
    text = str(path.absolute())
    if text.startswith(("\\\\?\\UNC\\", "\\\\.\\UNC\\")):
        return True
    if text.startswith("\\\\"):
        return not text.startswith(("\\\\?\\", "\\\\.\\"))
    if sys.platform != "win32":  # for the type checker and for tests on other systems
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor) == _DRIVE_REMOTE)


def _remote_volume(path: Path) -> bool:
    place = os.path.realpath(path)
    if not place.startswith(("/Volumes/", "/Network/", "/net/")):
        return False
    import ctypes

    while not os.path.exists(place):  # noqa: PTH110
        place = os.path.dirname(place)  # noqa: PTH120
    buffer = ctypes.create_string_buffer(4096)
    library = ctypes.CDLL(None)
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs  # Intel keeps an older layout too
    if statfs(os.fsencode(place), buffer) != 0:
        return False
    flags = int.from_bytes(buffer.raw[64:68], sys.byteorder)  # after sizes, counts, id, owner and type
    return not flags & _MNT_LOCAL
