"""What a pupil comes to a room with."""

from typing import Any, NamedTuple

from quiz.i18n import _
from quiz.study.room.model import Naming, Teams

__all__ = ["SILENCE_MS", "Ticket"]

SILENCE_MS = 5_000
"""So long a lesson may take to answer before it is said that none does."""


class Ticket(NamedTuple):
    """What a pupil comes with; what is missing is asked for."""

    code: str = ""
    name: str = ""
    team: str = ""
    token: str = ""
    """Of a seat that was taken before."""
    before: tuple[str, str] = ("", "")
    """Name and token of a seat that somebody at this machine had in this lesson."""
    naming: Naming = "free"
    teams: Teams = "none"
    address: str = ""
    """As it was typed."""

    @property
    def lacks(self) -> str:
        """What is to be asked for next: ``code``, ``name``, ``team``, or nothing."""
        if self.token:
            return ""
        if not self.code:
            return "code"
        if not self.name and (self.naming != "nicknames" or self.before[1]):  # for who comes back has a seat already
            return "name"
        return "team" if self.teams == "averaged" and not self.team else ""

    def question(self, wanted: str) -> str:
        """The words that ask for it."""
        if wanted == "code":
            return _("What is the code on the wall?")
        if wanted == "team":
            return _("What is your team called? Everyone in it types the same.")
        if self.teams == "device":
            return _("Who sits at this device? Type all names; everyone in the class may see them.")
        if self.naming == "roster":
            return _("What is your name, as it is on your teacher's list?")
        return _("What is your name? Everyone in the class may see it.")

    def filled(self, wanted: str, text: str) -> "Ticket":
        """With what was typed for it."""
        if wanted == "code":
            return self._replace(code="".join(one for one in text if one.isdecimal()))
        return self._replace(team=text) if wanted == "team" else self._replace(name=text)

    def with_typed(self, before: "Ticket") -> "Ticket":
        """With what somebody has typed already, where this lacks it."""
        return self._replace(
            code=self.code or before.code, name=self.name or before.name, team=self.team or before.team
        )

    def refused(self, why: str) -> "Ticket":
        """Without what the room did not take; the rest was right."""
        if why == "team":
            return self._replace(team="")
        return self._replace(code="") if why == "code" else self._replace(name="")

    def hello(self, lang: str) -> dict[str, Any] | None:
        """The first frame; None while something is missing."""
        if self.token:
            return {"t": "back", "v": 1, "token": self.token}
        if self.lacks:
            return None
        had = {"had": self.before[1]} if self.before[1] else {}
        return {"t": "join", "v": 1, "code": self.code, "name": self.name, "lang": lang, "team": self.team, **had}
