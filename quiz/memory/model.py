"""The memory state of one item."""

from typing import NamedTuple

__all__ = ["Memory"]


class Memory(NamedTuple):
    """FSRS state after the last counted answer."""

    stability: float
    """Days after which retrievability has fallen to 0.9."""
    difficulty: float
    """1 to 10."""
    last_day: int
    """Study day of the last counted answer."""
    reps: int
    """Counted answers."""
    lapses: int
    """Study days whose first counted answer was wrong, after an earlier right one."""
    rights: int = 0
    """Counted right answers."""
