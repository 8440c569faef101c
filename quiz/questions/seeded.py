"""Draws by hashing (seed, item, role): the same inputs give the same draw everywhere and in any order.

There is no shared generator whose state could depend on what was asked before.
"""

from collections.abc import Sequence
from typing import TypeVar

from quiz.hashing import blake2b

__all__ = ["draw", "shuffled", "small"]

T = TypeVar("T")


def draw(seed: int, *roles: str) -> int:
    """A number of 64 bits."""
    text = "\x1f".join((format(seed, "x"), *roles))
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def small(seed: int, *roles: str) -> int:
    """A number of 32 bits: the seed of a question, which is part of its identifier."""
    return draw(seed, *roles) & 0xFFFF_FFFF


def shuffled(items: Sequence[T], seed: int, *roles: str) -> list[T]:
    """All of ``items``, in an order that depends on their number, the seed and the roles only."""
    order = sorted(range(len(items)), key=lambda at: draw(seed, *roles, str(at)))
    return [items[at] for at in order]
