"""What a learner knows before anything was taught, estimated from first contacts."""

from collections.abc import Sequence

from quiz.study.records import Store

__all__ = ["Placement", "known_before"]

_WEIGHT = 4.0
"""The prior counts as much as so many answers."""

_ROUNDS = 50
_LOWEST, _HIGHEST = 0.02, 0.9


def known_before(contacts: Sequence[tuple[bool, float, float]], prior: float) -> float:
    """Chance, 0.02 to 0.9, that an item is known at first contact, given (right, guess, slip) of some.

    The maximum a posteriori of a two-state mixture (known, or guessed) by expectation maximisation: each answer
    counts with the chance that it came from knowledge.
    """
    from quiz.memory.fsrs import chance_known

    known = prior
    for _round in range(_ROUNDS):
        sure = sum(chance_known(known, right, guess, slip) for right, guess, slip in contacts)
        known = (_WEIGHT * prior + sure) / (_WEIGHT + len(contacts))
    return min(max(known, _LOWEST), _HIGHEST)


class Placement:
    """A dozen new questions, and what follows from them once they are all answered."""

    def __init__(self, store: Store) -> None:
        self._store, self._before = store, store.parameters()
        self.known: float | None = None
        """The chance that was found; None until the end."""

    def end(self, contacts: Sequence[tuple[bool, float, float]], at_ms: int) -> None:
        """Have new questions reckoned with what ``contacts`` say; an end that comes again replaces the one before.

        Raises QuizError if the store fails.
        """
        known = known_before(contacts, self._before.known_before)
        if contacts and known != self.known:
            self._store.adopt(self._before._replace(known_before=known), at_ms=at_ms, why="placement")
            self.known = known
