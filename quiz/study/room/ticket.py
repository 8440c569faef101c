"""What a pupil comes to a room with."""

from typing import Any, NamedTuple

__all__ = ["Ticket"]


class Ticket(NamedTuple):
    """What a pupil comes with; what is missing is asked for."""

    code: str = ""
    name: str = ""
    team: str = ""
    token: str = ""
    """Of a seat that was taken before."""
    before: tuple[str, str] = ("", "")
    """Name and token of a seat that somebody at this machine had in this lesson."""

    def hello(self, lang: str) -> dict[str, Any] | None:
        """The first frame; None while something is missing."""
        if self.token:
            return {"t": "back", "v": 1, "token": self.token}
        if not (self.code and self.name):
            return None
        return {"t": "join", "v": 1, "code": self.code, "name": self.name, "lang": lang, "team": self.team}
