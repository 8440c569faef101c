"""Figures as people read them."""

from quiz.i18n import _

__all__ = ["clock_text", "percent", "seconds_up"]


def percent(share: float) -> str:
    """``62 %``."""
    return _("{n} %").format(n=round(100 * share))


def seconds_up(milliseconds: int) -> int:
    """Whole seconds, rounded up: 0 only when nothing is left."""
    return -(-milliseconds // 1000)


def clock_text(milliseconds: int) -> str:
    """``2:05``, rounded up."""
    minutes, seconds = divmod(seconds_up(milliseconds), 60)
    return f"{minutes}:{seconds:02}"
