"""What a host's client knows of a room besides what everyone does: names, keys, how far each pupil has got."""

from collections.abc import Mapping
from typing import Any

from quiz.study.room.following import Following
from quiz.study.room.model import KeyTexts
from quiz.study.room.seen import (
    SeatLine,
    counts_in,
    integer,
    line_in,
    mapping,
    revealed_in,
    seats_in,
    sequence,
    words_in,
)

__all__ = ["Hosting"]


class Hosting(Following):
    """The host's view: names, keys, and what came of the commands."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self.seats: dict[int, SeatLine] = {}
        self.locked = False
        self.links: tuple[str, ...] = ()
        """The addresses with the code in them, for a camera."""
        self.states: list[str] = []
        """Of each question: nothing yet, asked, skipped, revealed."""
        self.key: tuple[int, ...] = ()
        """Of the question that is on, told to the host alone."""
        self.key_told: Mapping[str, tuple[str, ...]] = {}
        self.done: Mapping[str, Any] = {}
        """The answer to the last command that was carried out."""
        self.trouble = ""
        """Why no answer can be saved at the moment, or empty."""
        self._next = 0

    def do(self, what: str, **arguments: Any) -> dict[str, Any]:
        """The frame of a command."""
        self._next += 1
        self.refused = ""
        return {"t": "do", "id": self._next, "what": what, **arguments}

    @property
    def here(self) -> list[SeatLine]:
        """Seats that were not sent away, by number."""
        return [one for _seat, one in sorted(self.seats.items()) if not one.kicked]

    @property
    def out(self) -> list[SeatLine]:
        """Seats that were sent away, by number."""
        return [one for _seat, one in sorted(self.seats.items()) if one.kicked]

    @property
    def teams(self) -> dict[str, list[SeatLine]]:
        """Who is in, by team; empty where there are none."""
        found: dict[str, list[SeatLine]] = {}
        for one in self.here if any(one.team for one in self.here) else ():
            found.setdefault(one.team, []).append(one)
        return found

    @property
    def missing(self) -> list[SeatLine]:
        """Who has not answered the question that is on."""
        if self.count.q == self.at and (self.count.missing or self.count.answered):
            return [self.seats[seat] for seat in self.count.missing if seat in self.seats]
        return [one for one in self.here if not one.answered]

    @property
    def finished(self) -> list[SeatLine]:
        """In a paced room: who has answered everything."""
        return [one for one in self.here if self.of and one.given >= self.of]

    @property
    def left_to_ask(self) -> int:
        """How many questions have not been asked, as far as is known here."""
        return self.states.count("")

    @property
    def answered(self) -> tuple[int, int]:
        """(how many have answered, of how many)."""
        if self.count.q == self.at and self.count.of:
            return self.count.answered, self.count.of
        here = self.here
        return sum(one.answered for one in here), len(here)

    @property
    def told(self) -> tuple[KeyTexts | None, tuple[int, ...]]:
        """The key, which the host has from the start."""
        told, key = super().told
        if told is None and self.key_told:
            told = KeyTexts(words_in(self.key_told, self.lang) or (), "", (), ())
        return told, key or self.key

    def _take_key(self, value: object) -> None:
        """Indices, or an object as in a reveal."""
        self.key, self.key_told = (), {}
        if isinstance(value, list):
            self.key = tuple(integer(one, -1) for one in value)
        revealed = revealed_in({"q": 0, **mapping(value)}) if isinstance(value, dict) else None
        if revealed is not None:
            self.key = revealed.key
            self.key_told = {lang: told.key for lang, told in revealed.texts.items()}

    def _on_desk(self, frame: Mapping[str, Any], mono: int) -> None:
        super()._on_room(frame, mono)
        self.urls = tuple(map(line_in, sequence(frame.get("urls")))) or self.urls
        self.links = tuple(map(line_in, sequence(frame.get("links")))) or self.links
        self.states = list(map(line_in, sequence(frame.get("questions"))))
        if isinstance(frame.get("count"), dict):
            self._on_count(frame["count"], mono)
        if "seats" in frame:
            self.seats = seats_in(frame["seats"])
        self.locked = frame.get("locked") is True
        self._take_key(frame.get("key"))
        if self.revealed is not None and not self.revealed.counts:
            self.revealed = self.revealed._replace(counts=counts_in(frame.get("counts")))

    def _on_question(self, frame: Mapping[str, Any], mono: int) -> None:
        super()._on_question(frame, mono)
        self._take_key(frame.get("key"))
        if 0 <= self.at < len(self.states):
            self.states[self.at] = "asked"
        self.seats = {seat: one._replace(answered=False) for seat, one in self.seats.items()}

    def _on_seats(self, frame: Mapping[str, Any], _mono: int) -> None:
        self.seats = seats_in(frame.get("seats"))
        if "locked" in frame:
            self.locked = frame["locked"] is True

    def _on_trouble(self, frame: Mapping[str, Any], _mono: int) -> None:
        self.trouble = line_in(frame.get("text"))

    def _on_done(self, frame: Mapping[str, Any], _mono: int) -> None:
        self.done, self.refused = dict(frame), ""
