"""Secrets: how they are made, and how they are kept."""

import hashlib
import re
import secrets

__all__ = ["chosen_token", "digest", "fresh_token"]

_CHOSEN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{21,63}")


def fresh_token() -> str:
    """128 bits that nobody can guess, fit for an address and, as it begins with no hyphen, for a command line."""
    while (token := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return token


def chosen_token(text: str) -> str:
    """A token that a newcomer brings, so that joining again after a lost answer finds its own seat; empty for none, or
    for one that is too short to be 128 bits."""
    return text if _CHOSEN.fullmatch(text) else ""


def digest(token: str) -> bytes:
    """A token as it is kept: who reads the file cannot take the seat. It is random, so one plain digest is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
