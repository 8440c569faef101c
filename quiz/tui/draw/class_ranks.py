"""A leaderboard or podium of a lesson."""

from collections.abc import Iterable

from quiz.study.room.seen import Ranked
from quiz.study.room.words import level_words
from quiz.study.words import number
from quiz.tui.layout import Line, Span, columns, line

__all__ = ["rank_lines"]


def rank_lines(places: Iterable[Ranked]) -> list[Line]:
    """A line for each place, and one for those who share the last of them."""
    lines: list[Line] = []
    for one in places:
        cells = columns([(one.name, 24, "strong"), (number(one.points), -8, "")])
        lines.append(line(Span(f"{one.rank:>3}  ", "key"), *cells))
        if level := level_words(one):
            lines.append(line(Span(f"     {level}", "muted")))
    return lines
