"""The compiled bank on disk. Deleting or damaging it costs only time.

One file a bank, named by the bank's path; its first line holds the key (format, Python, content digest). The
rest carries its own checksums. It is written beside and renamed, so that readers never see half of one.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from quiz.hashing import blake2b

__all__ = ["FORMAT", "cache_folder", "cache_key", "cache_path", "read_cache", "write_cache"]

FORMAT = 11
"""Raised whenever the file or what is stored in it changes its meaning."""


def cache_folder() -> Path:
    """The user's cache folder for this program; ``QUIZ_CACHE`` overrides it."""
    own = os.environ.get("QUIZ_CACHE")
    if own:
        return Path(own)
    if sys.platform == "linux":  # what platformdirs answers there, without its import on every start
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "quiz"
    from platformdirs import user_cache_path

    return user_cache_path("quiz", appauthor=False)


def cache_path(bank: Path) -> Path:
    """The cache file of the bank at this place."""
    name = blake2b(str(bank.resolve()).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return cache_folder() / f"{name}.bank"


def cache_key(digest: str) -> bytes:
    """What must agree for a cached bank to be used."""
    return f"quiz-bank {FORMAT} {sys.implementation.cache_tag} {digest}".encode()


def read_cache(path: Path, key: bytes) -> Callable[[int, int], bytes] | None:
    """A reader (offset, length) of the payload stored under ``key``, or None if there is none.

    The file stays open for the life of the reader; bytes that cannot be read come back as too few.
    """
    start = len(key) + 1
    try:
        file = path.open("rb")
        if file.read(start) != key + b"\n":
            file.close()
            return None
    except OSError:
        return None

    def read(offset: int, length: int) -> bytes:
        try:
            file.seek(start + offset)
            return file.read(length)
        except OSError:
            return b""

    return read


def write_cache(path: Path, key: bytes, payload: bytes) -> bool:
    """Store the payload; False if the folder cannot be written, which is no error."""
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_bytes(key + b"\n" + payload)
        beside.replace(path)
    except OSError:
        try:
            beside.unlink(missing_ok=True)
        except OSError:
            return False
        return False
    return True
