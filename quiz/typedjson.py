"""Named tuples as JSON and back. What is read is checked against the annotations, and its texts are cleaned."""

import json
from collections.abc import Mapping
from enum import Enum
from sys import float_info
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from quiz.text import clean_line

__all__ = ["NewerError", "decoded", "encoded", "object_of"]


class NewerError(Exception):
    """What was read was written by a newer program."""


def object_of(data: bytes, form: str, newest: int) -> dict[str, Any]:
    """The object in a file's bytes, whose ``format`` and ``version`` say what it is.

    Raises ValueError if it is no ``form``, NewerError if its version is above ``newest``.
    """
    found = json.loads(data.decode("utf-8-sig"))
    if not isinstance(found, dict) or found.get("format") != form:
        raise ValueError(f"not a {form}")
    version = found.get("version")
    if isinstance(version, int) and version > newest:
        raise NewerError
    return found


def encoded(value: object) -> Any:
    """Records as objects by the names of their fields, tuples as lists, enumerations as their values."""
    if hasattr(value, "_asdict"):
        return {name: encoded(one) for name, one in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): encoded(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [encoded(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def decoded(wanted: Any, value: Any) -> Any:
    """``value``, as JSON gives it, in the type that an annotation names. Raises ValueError if it does not fit."""
    origin, parts = get_origin(wanted), get_args(wanted)
    if hasattr(wanted, "_fields"):
        return __record(wanted, value)
    if origin is Literal:
        return _or_error(value, isinstance(value, str) and value in parts)
    if origin in (Union, UnionType):
        return None if value is None else decoded(parts[0], value)
    if origin is tuple:
        _or_error(value, isinstance(value, list))
        if parts[-1] is ...:
            return tuple(decoded(parts[0], one) for one in value)
        _or_error(value, len(value) == len(parts))
        return tuple(decoded(part, one) for part, one in zip(parts, value, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        _or_error(value, isinstance(value, dict))
        return {clean_line(key): decoded(parts[1], one) for key, one in value.items()}
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return wanted(value)
    if wanted is str:
        return clean_line(_or_error(value, isinstance(value, str)))
    if wanted is float:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(_or_error(value, number and abs(value) <= float_info.max))  # nor is nan
    return _or_error(value, type(value) is wanted)


def __record(wanted: Any, value: Any) -> Any:
    _or_error(value, isinstance(value, dict))
    hints = get_type_hints(wanted)
    missing = [name for name in wanted._fields if name not in value and name not in wanted._field_defaults]
    _or_error(value, not missing)
    return wanted(**{name: decoded(hints[name], value[name]) for name in wanted._fields if name in value})


def _or_error(value: Any, fits: bool) -> Any:
    if not fits:
        raise ValueError("a value of the wrong type")
    return value
