"""Values as JSON on one line, letters as they are."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from json import JSONEncoder

__all__ = ["to_json"]


def to_json(value: object) -> str:
    """``value`` as JSON."""
    if type(value) is int:  # most responses: the number of an option
        return str(value)
    return _encoder().encode(value)


@cache
def _encoder() -> "JSONEncoder":
    from json import JSONEncoder  # not needed until something is answered

    return JSONEncoder(ensure_ascii=False)
