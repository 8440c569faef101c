"""Figures as people read them."""

from math import floor

from quiz.i18n import _, ngettext
from quiz.i18n.numbers import decimal

__all__ = [
    "clock_text",
    "duration",
    "held_back_words",
    "known_before_words",
    "moment_text",
    "number",
    "percent",
    "seconds_up",
]


def number(value: float) -> str:
    """``12`` or ``12.25``, as the interface's language writes it."""
    return decimal(value, 2)


def percent(share: float) -> str:
    """``63%``; only what is whole is 100%, only what is nothing is 0%."""
    nearest = floor(round(100 * share, 6) + 0.5)
    return _("{n}%").format(n=min(max(nearest, 1), 99) if 0 < share < 1 else nearest)


def known_before_words(share: float) -> str:
    """What a placement found."""
    return _("You know about {share} of this before you start; new questions are reckoned with that.").format(
        share=percent(share)
    )


def held_back_words(n: int) -> str:
    """Why a sitting is over although more is due."""
    return ngettext(
        "{n} more waits for another sitting: its answer was on the screen in this one.",
        "{n} more wait for another sitting: their answers were on the screen in this one.",
        n,
    ).format(n=n)


def moment_text(at_ms: int) -> str:
    """``2026-11-25 20:00``, by this computer's time zone."""
    from datetime import datetime

    return datetime.fromtimestamp(at_ms / 1000).strftime("%Y-%m-%d %H:%M")


def seconds_up(milliseconds: int) -> int:
    """Whole seconds, rounded up: 0 only when nothing is left."""
    return -(-milliseconds // 1000)


def clock_text(milliseconds: int) -> str:
    """``2:05``, rounded up."""
    minutes, seconds = divmod(seconds_up(milliseconds), 60)
    return f"{minutes}:{seconds:02}"


def duration(milliseconds: int) -> str:
    """``20 s``, ``2 min 5 s`` or ``1 h 5 min``; rounded up to seconds, so that nothing is left only when nothing is."""
    minutes, rest = divmod(seconds_up(milliseconds), 60)
    if not minutes:
        return _("{s} s").format(s=rest)
    if minutes >= 60:
        return _("{h} h {m} min").format(h=minutes // 60, m=minutes % 60)
    return _("{m} min {s} s").format(m=minutes, s=rest) if rest else _("{m} min").format(m=minutes)
