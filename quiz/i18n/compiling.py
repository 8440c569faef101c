"""From a catalogue's source (``quiz.po``) to its compiled form (``quiz.mo``)."""

import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from quiz.i18n.catalogue import mark

__all__ = ["compiled", "put"]


def compiled(source: bytes) -> bytes:
    """``source`` as a ``.mo`` file with its mark. Raises ValueError if it is no catalogue."""
    try:
        catalogue = read_po(BytesIO(source), abort_invalid=True)
    except (PoFileError, LookupError) as error:  # a LookupError names an encoding that Python does not have
        raise ValueError(f"not a catalogue: {error}") from error
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue() + mark(source, out.getvalue())


def put(target: Path, data: bytes) -> None:
    """Write ``target`` in one step, so that nobody ever reads half of it. Raises OSError."""
    beside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
