"""Identifiers of answers, sittings and other rows."""

import os

__all__ = ["new_id"]


def new_id(at_ms: int) -> str:
    """A UUID of version 7 (RFC 9562) for the moment ``at_ms``: sorted by time, so that an index grows at its end.

    Its random part comes from the system and never from a sitting's seed: two sittings with one seed ask the
    same questions, but their answers are two.
    """
    head = (max(0, at_ms) & (2**48 - 1)) << 80
    number = head | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
