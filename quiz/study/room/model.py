"""What a classroom session is: its plan, who sits where, what happened, what was answered. Plain data.

Times named ``at_ms`` are of the room's own clock: milliseconds for which the room has been running. It stands still
while the room is paused and while its server is down, so that no deadline passes meanwhile.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal, NamedTuple, TypeAlias

from quiz.questions.model import Form, Outcome, Response
from quiz.study.frozen import Entry

__all__ = [
    "FORMS",
    "MOST_EXTRA",
    "KeyTexts",
    "Mode",
    "Naming",
    "Phase",
    "RefusedError",
    "RoomEvent",
    "RoomPlan",
    "Seat",
    "SeatAnswer",
    "Stem",
    "Teams",
    "Why",
]

FORMS = (Form.CHOICE, Form.SELECT_ALL, Form.TRUE_FALSE, Form.TYPED, Form.ORDERING)
"""What can be asked in a class."""
MOST_EXTRA = 10
"""By how much at most a pupil's time is multiplied."""

Mode: TypeAlias = Literal["live", "paced", "cards"]
"""live: all get a question together; paced: each goes on alone (practice, homework, a phone of one's own); cards: no
network, answers are counted by hand."""
Naming: TypeAlias = Literal["free", "roster", "nicknames"]
Teams: TypeAlias = Literal["none", "device", "averaged"]
"""device: several pupils at one device, one answer; averaged: everyone answers, a team's result is the mean."""


class Phase(StrEnum):
    """Where a room stands. Reading and answering are one phase: ``opens_at`` parts them, on the clock alone."""

    LOBBY = "lobby"
    ASKED = "asked"
    CLOSED = "closed"
    """Time is up, the key is not shown yet."""
    REVEALED = "revealed"
    OVER = "over"


class Why(StrEnum):
    """Why something was refused, as the protocol says it."""

    EARLY = "early"
    LATE = "late"
    OTHER = "other"
    """Not this question."""
    INVALID = "invalid"
    PAUSED = "paused"
    LOCKED = "locked"
    FULL = "full"
    NAME = "name"
    """No name that can be shown."""
    TEAM = "team"
    """No name of a team that can be shown."""
    LONG = "long"
    """A name with too many characters."""
    TAKEN = "taken"
    """Somebody has this name already."""
    UNKNOWN = "unknown"
    """Not on the roster, no such seat, no such question."""
    KICKED = "kicked"
    PHASE = "phase"
    """Not now."""
    OVER = "over"


class RefusedError(Exception):
    """What was asked for cannot be; nothing has changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class RoomPlan(NamedTuple):
    """All that is settled before a session begins. Kept as JSON: a field that is added has a default."""

    title: Mapping[str, str]
    """By language."""
    langs: tuple[str, ...]
    """The first leads."""
    entries: tuple[Entry, ...]
    """The questions with their options in the order in which everyone sees them."""
    bank: str = ""
    bank_digest: str = ""
    mode: Mode = "live"
    read_ms: int = 4_000
    """A question is on the screens so long before answers are taken."""
    answer_ms: int = 30_000
    """0: untimed."""
    speed: bool = False
    """Quick answers earn more points; else every right answer earns the same."""
    auto_ms: int = 0
    """Goes on by itself so long after a reveal; 0: the host does."""
    board: int = 0
    """Places of the leaderboard that the wall shows after a reveal, 5 at most; 0: none."""
    podium: bool = False
    naming: Naming = "free"
    roster: tuple[str, ...] = ()
    """Names that may join, under ``roster``."""
    teams: Teams = "none"
    deadline_ms: int = 0
    """UTC, of homework; 0: none."""
    evidence: bool = True
    """Answers of pupils with a profile count for their memory."""
    rude: tuple[str, ...] = ()
    """What no chosen name may hold besides the program's own lists, written as in them: ``word``, ``word*``,
    ``*word*``."""


class Stem(NamedTuple):
    """A question in one language, without what is right."""

    prompt: str
    options: tuple[str, ...]
    left: tuple[str, ...]


class KeyTexts(NamedTuple):
    """What is right, in one language."""

    key: tuple[str, ...]
    explanation: str
    sources: tuple[str, ...]
    about: tuple[str, ...]
    """For each option what it really is, or empty."""


class Seat(NamedTuple):
    """A pupil's place in the room, whatever phone sits there at the moment."""

    id: int
    """From 1, in the order of joining."""
    name: str
    lang: str = ""
    team: str = ""
    """The team it counts for under ``averaged``; under ``device`` the names of those at it, with commas."""
    extra: float = 1.0
    """Multiplies the time to answer; nobody but the host sees it."""
    kicked: bool = False
    learner: str = ""
    """uuid of the profile it belongs to, or empty."""


class RoomEvent(NamedTuple):
    """Something that happened to the room. The room is what its events and answers make of it."""

    seq: int
    """From 1, without gaps."""
    at_ms: int
    utc_ms: int
    kind: str
    """join, kick, restore, hand, extra, lock, ask, extend, close, reveal, skip, pause, resume, void, tally, set, show,
    over.

    ``show`` puts a question before one seat of a paced room, ``set`` says that a seat's name was changed, ``extend``
    without a closing time that there is none any more. No event holds a name: these stand with the seats alone, where
    they can be deleted.
    """
    data: Mapping[str, Any]


class SeatAnswer(NamedTuple):
    """The one answer of a seat to a question."""

    question: int
    """From 0."""
    seat: int
    at_ms: int
    """When its frame arrived."""
    utc_ms: int
    used_ms: int
    """Since answers were taken, or since the question was shown to this seat."""
    response: Response
    outcome: Outcome
    credit: float
    points: int
    """As earned when it was given; a voided question earns what its ruling says."""
