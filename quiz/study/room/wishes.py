"""The few rules that a lesson from home is opened with: their words and values, whatever shows them."""

from collections.abc import Sequence
from typing import NamedTuple, get_args

from quiz.i18n import _
from quiz.study.exam.words import duration
from quiz.study.room.classes import Wish
from quiz.study.room.model import Teams

__all__ = ["SECONDS", "WishRow", "team_words", "wish_rows"]

SECONDS = (30, 45, 60, 90, 0, 15, 20)
"""To answer; 0: no limit."""


class WishRow(NamedTuple):
    """One rule."""

    label: str
    text: str
    """What it is now."""
    choices: tuple[Wish, ...]
    """The wish with each value that this rule may have, in order."""


def wish_rows(wish: Wish, titles: Sequence[tuple[str, str]]) -> list[WishRow]:
    """The rules one by one. ``titles`` are (name, title) of the blueprints."""
    title = dict(titles).get(wish.blueprint, wish.blueprint)
    time = duration(1000 * wish.seconds) if wish.seconds else _("no limit")
    speed = _("quick answers earn more") if wish.speed else _("every right answer earns the same")
    return [
        WishRow(_("Questions"), title, tuple(wish._replace(blueprint=name) for name, _title in titles)),
        WishRow(_("Time to answer"), time, tuple(wish._replace(seconds=n) for n in SECONDS)),
        WishRow(_("Points"), speed, (wish._replace(speed=False), wish._replace(speed=True))),
        WishRow(_("Teams"), team_words(wish.teams), tuple(wish._replace(teams=one) for one in get_args(Teams))),
    ]


def team_words(teams: Teams) -> str:
    """How a class is parted."""
    return {
        "none": _("everyone alone"),
        "device": _("several at one device"),
        "averaged": _("teams, by the average of their members"),
    }[teams]
