"""Claims beside each other: which are held true, which says most, which hold at one time."""

from collections.abc import Iterable, Sequence

from quiz.bank.dates import days_of
from quiz.bank.model import Claim

__all__ = ["accepted", "finest", "overlap"]


def accepted(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that the bank holds to be true."""
    return [claim for claim in claims if claim.status == "accepted"]


def finest(claims: Sequence[Claim], *, dated: bool) -> Claim:
    """Of agreeing claims the one that says most: the shortest interval if they are ``dated``, the largest set."""

    def vagueness(claim: Claim) -> float:
        if isinstance(claim.value, tuple):
            return -len(claim.value)
        if dated:
            first, last = days_of(str(claim.value))
            return last - first + ("/" not in str(claim.value)) * 0.5
        return 0

    return min(claims, key=vagueness) if len(claims) > 1 else claims[0]


def overlap(one: str, other: str) -> bool:
    """Whether two periods (``2014-10/``, empty for always) share a day beyond a common boundary."""
    if not one or not other:
        return True
    (a, b), (c, d) = _bounds(one), _bounds(other)
    return (a, b) == (c, d) or (a < d and c < b)


def _bounds(period: str) -> tuple[int, int]:
    start, _slash, end = period.partition("/")
    return days_of(start)[0] if start else 0, days_of(end)[0] if end else 10**7
