"""Secrets: how they are made, and how they are kept."""

import hashlib
import secrets

__all__ = ["digest", "fresh_token"]


def fresh_token() -> str:
    """128 bits that nobody can guess, fit for an address and, as it begins with no hyphen, for a command line."""
    while (token := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return token


def digest(token: str) -> bytes:
    """A token as it is kept: who reads the file cannot take the seat. It is random, so one plain digest is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
