"""What a learner knows before anything was taught, estimated from first contacts."""

from collections.abc import Sequence

__all__ = ["known_before"]

_WEIGHT = 4.0
"""The prior counts as much as so many answers."""

_ROUNDS = 50
_LOWEST, _HIGHEST = 0.02, 0.9


def known_before(contacts: Sequence[tuple[bool, float, float]], prior: float) -> float:
    """Chance, 0.02 to 0.9, that an item is known at first contact, given (right, guess, slip) of some.

    The maximum a posteriori of a two-state mixture (known, or guessed) by expectation maximisation: each answer
    counts with the chance that it came from knowledge. To be adopted as ``Parameters.known_before``.
    """
    from quiz.memory.fsrs import chance_known

    known = prior
    for _round in range(_ROUNDS):
        sure = sum(chance_known(known, right, guess, slip) for right, guess, slip in contacts)
        known = (_WEIGHT * prior + sure) / (_WEIGHT + len(contacts))
    return min(max(known, _LOWEST), _HIGHEST)
