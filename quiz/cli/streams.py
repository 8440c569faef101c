"""Standard streams: UTF-8 wherever they lead, and quiet when a reader goes away."""

import errno
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

__all__ = ["interactive", "is_broken_pipe", "silence", "use_utf8", "utf8_arguments"]


def use_utf8() -> None:
    """UTF-8 on any code page, unless ``PYTHONIOENCODING`` names another encoding.

    What a stream cannot say (a lone surrogate of a file name) is written as an escape instead of failing.
    """
    _open_missing()
    chosen = os.environ.get("PYTHONIOENCODING")
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if not isinstance(stream, io.TextIOWrapper):  # a window without a console has none
            continue
        if not chosen:
            stream.reconfigure(encoding="utf-8", errors=errors)
        elif stream.errors == "strict":
            stream.reconfigure(errors=errors)


def _open_missing() -> None:
    """A closed stream (``quiz <&-``, a window without a console) is an empty one, not an error."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # it stays open


def utf8_arguments(arguments: Sequence[str]) -> list[str]:
    """The command line read as UTF-8, where the locale made Python read its bytes as something smaller."""
    return [_as_utf8(word) for word in arguments]


def _as_utf8(word: str) -> str:
    if word.isprintable():  # which the stand-ins for unreadable bytes are not
        return word
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


def interactive() -> bool:
    """Whether a person sits at both ends."""
    return _terminal(sys.stdin) and _terminal(sys.stdout)


def _terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def is_broken_pipe(error: OSError) -> bool:
    """Whether the reader of our output has gone. Windows says so with another number, a closed terminal too."""
    if error.errno == errno.EIO:
        return _hung_up(sys.stdout)
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _hung_up(stream: TextIO) -> bool:
    """Whether it leads to a terminal that was closed; a disk may fail with the same number."""
    try:
        os.get_terminal_size(stream.fileno())
    except OSError as error:
        return error.errno == errno.EIO
    except ValueError:
        pass
    return False


def silence() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush cannot complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError, AttributeError):
            continue
    os.close(nowhere)
