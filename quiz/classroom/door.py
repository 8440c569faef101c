"""What a room wants to know of those who come: a program asks at its door, as a browser sees it from the page."""

import json
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple, get_args
from urllib.parse import urlsplit

from quiz.study.room.model import Naming, Teams

__all__ = ["Door", "door_at"]

_SECONDS = 2.0
_MOST_BYTES = 4096


class Door(NamedTuple):
    """How a room names its pupils, and whether they are teams."""

    naming: Naming = "free"
    teams: Teams = "none"


def door_at(url: str) -> Door:
    """The door of the room whose socket is ``url``. Whatever does not answer, or not so, is asked for a name alone."""
    parts = urlsplit(url)
    line = HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
    try:
        line.request("GET", "/door")
        said = json.loads(line.getresponse().read(_MOST_BYTES))
    except (OSError, HTTPException, ValueError, RecursionError):
        return Door()
    finally:
        line.close()
    found = said if isinstance(said, dict) else {}
    naming: Naming = next((one for one in get_args(Naming) if one == found.get("naming")), "free")
    teams: Teams = next((one for one in get_args(Teams) if one == found.get("teams")), "none")
    return Door(naming, teams)
