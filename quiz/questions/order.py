"""The order in which items are introduced: the important first, and never a long run of one kind.

Core items come before deeper ones. Within a depth every topic begins at once and the larger ones come more often:
the k-th item of a topic of n stands at k/√n, so that a topic of four is through while one of forty has shown nine.
Within a topic the subjects take turns, and those of one kind begin with different pairs: the first summit is asked
for its city, of the second the city is given, the third is asked for its year. A property with several periods has
the others wait for the subject's further properties. So what is learnt on one day varies, and siblings stand apart.
"""

from collections.abc import Hashable, Iterable, Sequence
from itertools import zip_longest
from math import sqrt
from typing import NamedTuple, TypeVar

__all__ = ["Placed", "in_order_of_introduction"]

Group = TypeVar("Group", bound=Hashable)


class Placed(NamedTuple):
    """What decides the place of one item; items are given in the order of the bank's files."""

    depth: int
    """Rank of its depth, core first."""
    topic: int
    """Rank of its topic."""
    kind: str
    owner: str
    """The subject or value that it belongs to."""
    pair: str
    """``given>asked``, without the period."""


def in_order_of_introduction(places: Sequence[Placed]) -> list[int]:
    """Indices of the items, the first to be introduced first. Deterministic: the same bank, the same order."""
    by_topic = _grouped((index, (place.depth, place.topic)) for index, place in enumerate(places))
    ranked: list[tuple[int, float, int, int]] = []
    for (depth, topic), indices in by_topic.items():
        share = sqrt(len(indices))
        ranked += [(depth, turn / share, topic, index) for turn, index in enumerate(_by_turns(indices, places))]
    return [index for *_rank, index in sorted(ranked)]


def _by_turns(indices: Iterable[int], places: Sequence[Placed]) -> list[int]:
    """The items of one topic: one of each owner, then another of each."""
    owners = _grouped((index, (places[index].kind, places[index].owner)) for index in indices)
    met: dict[str, int] = {}
    rows = []
    for (kind, _owner), items in owners.items():
        periods = list(_grouped((index, places[index].pair) for index in items).values())
        first = met.get(kind, 0) % len(periods)
        met[kind] = met.get(kind, 0) + 1
        rows.append(_in_turn([*periods[first:], *periods[:first]]))
    return _in_turn(rows)


def _in_turn(rows: Iterable[Sequence[int]]) -> list[int]:
    """The first of every row, then the second of every row that has one, and so on."""
    return [index for turn in zip_longest(*rows) for index in turn if index is not None]


def _grouped(pairs: Iterable[tuple[int, Group]]) -> dict[Group, list[int]]:
    found: dict[Group, list[int]] = {}
    for index, group in pairs:
        found.setdefault(group, []).append(index)
    return found
