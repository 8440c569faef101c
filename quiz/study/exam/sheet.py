"""What the events of an attempt add up to: the answers that stand, flags, locks, the position, the time used.

The running attempt and the resumed one go through the same :meth:`AnswerSheet.apply`, so they cannot differ.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from quiz.questions.model import Outcome, Response
from quiz.study.exam.store import AttemptEvent

__all__ = ["AnswerSheet", "Given", "response_of"]


class Given(NamedTuple):
    """An answer as it was handed in."""

    response: Response
    outcome: Outcome
    credit: float
    certainty: int
    at_ms: int
    zone_minutes: int
    used_ms: int
    """Time that the question had had by then."""


def response_of(value: object) -> Response:
    """A response out of JSON, where tuples are lists."""
    if isinstance(value, list):
        return tuple(int(one) for one in value)
    return value if isinstance(value, str | int) else None


class AnswerSheet:
    """The sheet of answers."""

    def __init__(self, events: Iterable[AttemptEvent] = ()) -> None:
        self.given: dict[int, Given] = {}
        self.flagged: set[int] = set()
        self.locked: set[int] = set()
        self.told: set[int] = set()
        """Those whose key was shown."""
        self.used: dict[int, int] = {}
        self.position = 0
        self.events = 0
        """How many there were."""
        self.submitted = False
        for event in events:
            self.apply(event)

    def apply(self, event: AttemptEvent) -> None:
        """Take the event in."""
        self.events += 1
        n = event.question
        self.used[n] = max(self.used.get(n, 0), event.used_ms)
        match event.kind:
            case "answer":
                data = json.loads(event.data)
                given = Given(
                    response_of(data["response"]),
                    Outcome(data["outcome"]),
                    data["credit"],
                    data["certainty"],
                    event.at_ms,
                    event.zone_minutes,
                    event.used_ms,
                )
                before = self.given.get(n)
                if before is None or (given.response, given.certainty) != (before.response, before.certainty):
                    self.given[n] = given  # the same again is no later answer
            case "clear":
                self.given.pop(n, None)
            case "flag":
                self.flagged.add(n)
            case "unflag":
                self.flagged.discard(n)
            case "go":
                self.position = json.loads(event.data)["to"]
            case "lock":
                self.locked.add(n)
                if json.loads(event.data)["why"] == "told":
                    self.told.add(n)
            case "submit":
                self.submitted = True
