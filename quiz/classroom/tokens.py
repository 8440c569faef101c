"""Secrets: how they are kept."""

import hashlib

__all__ = ["digest"]


def digest(token: str) -> bytes:
    """A token as it is kept: who reads the file cannot take the seat. It is random, so one plain digest is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
