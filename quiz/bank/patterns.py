"""Patterns of stems, statements and names: text with slots such as ``{self}`` or ``{number:ordinal}``."""

import re
from typing import cast

__all__ = ["slots_of"]

_SLOT = re.compile(r"\{([^{}]*)\}")


def slots_of(pattern: str) -> list[tuple[str, str]]:
    """(name, variant) of every ``{name:variant}`` in a pattern."""
    return [cast("tuple[str, str]", tuple((slot + ":").split(":")[:2])) for slot in _SLOT.findall(pattern)]
