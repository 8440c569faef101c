"""The few rules that a lesson from home is opened with: their words and values, whatever shows them."""

from collections.abc import Sequence
from typing import NamedTuple, get_args

from quiz.i18n import _
from quiz.study.room.classes import Wish
from quiz.study.room.model import Teams
from quiz.study.words import duration

__all__ = ["COUNTS", "SECONDS", "WishRow", "team_words", "wish_rows"]

COUNTS = (0, 5, 10, 15, 20, 30)
"""Of questions; 0: as many as the blueprint says."""
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
    """The rules one by one. ``titles`` are (name, title) of the blueprints. Who goes on alone has no clock to race
    against, and nobody to be compared with after each question."""
    title = dict(titles).get(wish.blueprint, wish.blueprint)
    many = str(wish.questions) if wish.questions else _("as many as usual")
    pace = _("everyone at their own pace") if wish.paced else _("all together")
    time = duration(1000 * wish.seconds) if wish.seconds else _("no limit")
    speed = _("quick answers earn more") if wish.speed else _("every right answer earns the same")
    board = _("the best five each time, three at the end") if wish.board else _("none")
    names = _("a nickname for everyone") if wish.nicknames else _("as pupils type them")
    together = [
        WishRow(_("Time to answer"), time, tuple(wish._replace(seconds=n) for n in SECONDS)),
        WishRow(_("Points"), speed, tuple(wish._replace(speed=one) for one in (False, True))),
        WishRow(_("Leaderboard"), board, tuple(wish._replace(board=one) for one in (False, True))),
    ]
    return [
        WishRow(_("Questions"), title, tuple(wish._replace(blueprint=name) for name, _title in titles)),
        WishRow(_("How many"), many, tuple(wish._replace(questions=n) for n in COUNTS)),
        WishRow(_("Pace"), pace, (wish._replace(paced=False), wish._replace(paced=True, speed=False, board=False))),
        *([] if wish.paced else together),
        WishRow(_("Names"), names, tuple(wish._replace(nicknames=one) for one in (False, True))),
        WishRow(_("Teams"), team_words(wish.teams), tuple(wish._replace(teams=one) for one in get_args(Teams))),
    ]


def team_words(teams: Teams) -> str:
    """How a class is parted."""
    return {
        "none": _("everyone alone"),
        "device": _("several at one device"),
        "averaged": _("teams, by the average of their members"),
    }[teams]
