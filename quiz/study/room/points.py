"""What answers earn."""

from quiz.study.exam.scoring import speed
from quiz.study.room.model import Plan

__all__ = ["earned"]


def earned(plan: Plan, credit: float, used_ms: int, extra: float) -> int:
    """Points of an answer worth ``credit``, 0 to 1, given after ``used_ms``.

    One for a wholly right answer; under ``speed`` up to 1000, by the plan's time to answer as it is for this seat,
    whatever was extended meanwhile: all of them at once, half of them at its end and after.
    """
    if plan.speed:
        return int(speed(credit, used_ms, plan.answer_ms * extra))
    return 1 if credit >= 1.0 else 0
