"""From a catalogue's source (``quiz.po``) to its compiled form (``quiz.mo``), and whether the two still agree.

A compiled file ends with a mark of itself and of the source it was made from, behind everything that readers
of ``.mo`` files look at. Times would not do: installers unpack files in any order.
"""

import contextlib
import os
import zlib
from pathlib import Path

__all__ = ["compiled", "fits", "put"]

_MARK = 8


def _mark(source: bytes, body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body, zlib.crc32(source))


def fits(ready: bytes, source: bytes) -> bool:
    """Whether ``ready`` is a whole compiled catalogue, made from ``source``."""
    return len(ready) > _MARK and ready[-_MARK:] == _mark(source, ready[:-_MARK])


def compiled(source: bytes) -> bytes:
    """``source`` as a ``.mo`` file with its mark. Raises ValueError if it is no catalogue."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        catalogue = read_po(BytesIO(source), abort_invalid=True)
    except PoFileError as error:
        raise ValueError(f"line {error.lineno + 1}: {error}") from error
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue() + _mark(source, out.getvalue())


def put(target: Path, data: bytes) -> None:
    """Write ``target`` in one step, so that nobody ever reads half of it. Raises OSError."""
    beside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
