"""Protocol version 1 as text: what is read from a client, and what is said to one. See ``docs/classroom.md``."""

import json
from collections.abc import Mapping
from typing import Any

from quiz.questions.model import Response
from quiz.study.frozen import Entry

__all__ = [
    "MAX_BYTES",
    "VERSION",
    "FrameError",
    "dumped",
    "framed",
    "gone",
    "parsed",
    "question_texts",
    "refused",
    "saved",
    "text_of",
]

VERSION = 1
MAX_BYTES = 4096
"""A client's frame may be so long."""
_DIGITS = 16
"""A whole number may have so many: what every client can read, and reading takes no time."""


_LEVELS = 8
"""Lists and objects within each other; no frame has half as many. How many Python itself bears is another number in
every version."""


class FrameError(ValueError):
    """Not a frame of the protocol."""


def _no_constant(name: str) -> None:
    raise FrameError(name)


def _small(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise FrameError("a number that is too long")
    return int(digits)


_decode = json.JSONDecoder(parse_constant=_no_constant, parse_int=_small).decode
dumped = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
"""A value as JSON, as short as it can be."""


def parsed(data: bytes | bytearray) -> dict[str, Any]:
    """A client's frame. Raises FrameError for whatever is none: an object whose ``t`` is a text."""
    try:
        frame = _decode(data.decode())
    except (ValueError, RecursionError) as error:
        raise FrameError("not JSON") from error
    if type(frame) is not dict or type(frame.get("t")) is not str or _deeper(frame, _LEVELS):
        raise FrameError("not a frame")
    return frame


def _deeper(value: object, levels: int) -> bool:
    """Whether lists and objects stand within each other on more than so many levels."""
    inner = value.values() if type(value) is dict else value if type(value) is list else ()
    return bool(inner) and (levels == 0 or any(_deeper(one, levels - 1) for one in inner))


def text_of(frame: Mapping[str, Any], name: str, most: int) -> str:
    """A text in a frame, empty if it is missing. Raises FrameError for anything else, and beyond ``most`` letters."""
    value = frame.get(name, "")
    if type(value) is not str or len(value) > most:
        raise FrameError(name)
    return value


def framed(text: str) -> bytes:
    """``text`` as a whole WebSocket frame of a server, RFC 6455 §5.2: made once, written to any number of sockets."""
    data = text.encode("utf-8", "replace")
    size = len(data)
    if size < 126:
        return bytes((0x81, size)) + data
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + data
    return b"\x81\x7f" + size.to_bytes(8, "big") + data


def saved(question: int, response: Response, now: int) -> bytes:
    """An answer is kept."""
    kept = str(response) if type(response) is int else dumped(response)
    data = f'{{"t":"saved","q":{question},"r":{kept},"now":{now}}}'.encode("utf-8", "replace")
    return bytes((0x81, len(data))) + data if len(data) < 126 else framed(data.decode())


def refused(question: Any, why: str) -> bytes:
    """An answer is not kept, and will not be."""
    return framed(dumped({"t": "refused", "q": question if type(question) is int else None, "why": why}))


def gone(why: str) -> bytes:
    """The last frame before the server closes a socket."""
    return framed(dumped({"t": "gone", "why": why}))


def question_texts(entry: Entry) -> dict[str, Any]:
    """A question in all its languages, and nothing that says which answer is right."""
    return {
        lang: {"prompt": one.prompt, "options": list(one.options), "left": list(one.left)}
        for lang, one in entry.questions.items()
    }
