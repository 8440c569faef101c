"""What a test needs stored, in its own words. :mod:`quiz.progress.attempts` implements :class:`AttemptStore`.

An attempt is a list of events that is only appended to. Questions are counted from 0 here. Moments are UTC
milliseconds since 1970.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

from quiz.study.exam.model import Blueprint, Paper

__all__ = [
    "REMARKED",
    "AttemptEvent",
    "AttemptRecord",
    "AttemptStore",
    "EventKind",
    "Final",
    "Handed",
    "NewAttempt",
    "OpenAttempt",
    "PastAttempt",
    "Progress",
    "Saved",
]

EventKind: TypeAlias = Literal["answer", "clear", "flag", "unflag", "go", "lock", "pause", "resume", "submit", "remark"]


class AttemptEvent(NamedTuple):
    """Something that happened in an attempt."""

    at_ms: int
    zone_minutes: int
    """Offset of local time from UTC."""
    kind: EventKind
    question: int
    data: str
    """JSON: of an answer ``{"response", "outcome", "credit", "certainty"}``, of ``go`` ``{"to"}``, of ``lock``
    ``{"why": "time" | "told" | "void"}``, of ``resume`` ``{"closed_ms"}``, of ``remark`` those of :data:`REMARKED`;
    of the others ``{}``."""
    used_ms: int
    """Time that ``question`` has had."""
    whole_ms: int
    """Time that the whole has had."""


class Progress(NamedTuple):
    """Where an attempt stands: the part that changes."""

    position: int
    question_ms: int
    """Time that the question at ``position`` has had."""
    used_ms: int
    """Time that the whole has had."""
    seen_ms: int
    """Moment of this state."""


class NewAttempt(NamedTuple):
    """An attempt as it begins."""

    uuid: str
    paper: Paper
    bank_digest: str
    """Of the bank from which the questions were built, whatever the paper was drawn from."""
    prints: tuple[str, ...]
    """Digest of each question's texts, options and key."""
    multiplier: float
    started_ms: int


class Final(NamedTuple):
    """What stands for one question when the attempt is submitted."""

    n: int
    at_ms: int
    """When it was answered; of a question without an answer, when the attempt was submitted."""
    zone_minutes: int
    question: str
    item: str
    template: str
    topic: str
    form: str
    response: str
    """JSON; ``null`` for no answer."""
    chosen: tuple[str, ...]
    """Canonical texts of the options picked; empty where none is."""
    outcome: str
    credit: float
    """0 to 1."""
    certainty: int
    options: tuple[str, ...]
    """Canonical texts, in the order shown."""
    key: tuple[str, ...]
    """Canonical texts of the right ones; of a question without options the right texts."""
    used_ms: int
    void: bool


REMARKED = ("response", "chosen", "outcome", "credit", "key", "void")
"""Fields of a :class:`Final` that a ``remark`` after the submission replaces: the last one stands. It comes from paper:
a sheet was copied anew, or the paper's questions were decided upon."""


class Handed(NamedTuple):
    """A whole attempt that was made on paper."""

    name: str
    """The pupil's."""
    begun: NewAttempt
    finals: tuple[Final, ...]
    share: float
    zone_minutes: int
    others: tuple[str, ...] = ()
    """What its identifier would be on the paper's other forms."""


class Saved(NamedTuple):
    """An attempt as it is in the file."""

    begun: NewAttempt
    progress: Progress
    events: tuple[AttemptEvent, ...]
    submitted_ms: int
    """0 while it is open."""
    recorded: bool
    """All its answers are in the log."""
    finals: tuple[Final, ...]


class OpenAttempt(NamedTuple):
    """An attempt that can be gone on with."""

    uuid: str
    name: str
    """Of the blueprint; empty for one put together on the command line."""
    title: Mapping[str, str]
    """By language."""
    lang: str
    started_ms: int
    answered: int
    of: int
    """Number of questions."""
    held: bool
    """A running program has it, be it this one."""


class PastAttempt(NamedTuple):
    """An attempt that was handed in."""

    uuid: str
    name: str
    """Of the blueprint, as of one that can be gone on with."""
    title: Mapping[str, str]
    submitted_ms: int
    zone_minutes: int
    """Offset of local time from UTC at that moment."""
    share: float | None
    """Of the marks that could be had; None where nobody said."""


class AttemptRecord(NamedTuple):
    """One question of one submitted attempt, for item analysis."""

    person: str
    """Opaque: no name."""
    attempt: str
    question: str
    """The same for all who saw the same question."""
    item: str
    template: str
    topic: str
    form: str
    credit: float
    outcome: str
    """``blank`` for no answer."""
    chosen: tuple[str, ...]
    """Canonical texts of the options picked; of a free answer none."""
    ms: int
    """Time for which the question was on the screen."""
    options: tuple[str, ...]
    """Canonical texts, in the order shown."""
    key: tuple[str, ...]
    blueprint: str
    submitted_ms: int
    zone_minutes: int
    """Offset of local time from UTC, of the answer."""
    lang: str = ""
    """In which it was asked."""
    digest: str = ""
    """Of the question's texts, options and key in ``lang``; empty where it is not known."""


class AttemptStore(Protocol):
    """Attempts of one learner at tests of one bank.

    What writes is on disk when it returns. Raises :class:`quiz.errors.QuizError`.
    """

    def begin(self, attempt: NewAttempt, progress: Progress) -> None:
        """Keep a new attempt, and take it."""

    def take(self, uuid: str) -> bool:
        """Take the attempt for this process, at once; False if it is taken. What a killed one held is free."""

    def leave(self, uuid: str, *, done: bool = False) -> None:
        """Give the attempt up; ``done``: for good."""

    def load(self, uuid: str) -> Saved:
        """Raises QuizError if there is none of this learner's."""

    def write(self, uuid: str, after: int, events: Sequence[AttemptEvent], progress: Progress) -> None:
        """Append ``events`` to the ``after`` that are there. Raises QuizError, and writes nothing, if there are
        others, or if the attempt was submitted."""

    def submit(
        self,
        uuid: str,
        after: int,
        events: Sequence[AttemptEvent],
        progress: Progress,
        finals: Sequence[Final],
        share: float | None,
    ) -> None:
        """Append the last events and what stands. ``share``: of the marks that could be had, 1 for all."""

    def recorded(self, uuid: str) -> None:
        """All answers of the submitted attempt are in the log."""

    def unrecorded(self) -> list[str]:
        """Attempts that were submitted and whose answers are not yet all in the log."""

    def open(self) -> list[OpenAttempt]:
        """Attempts not yet submitted, the latest first."""

    def past(self, limit: int) -> list[PastAttempt]:
        """The last ``limit`` attempts that were handed in, the latest first; -1: all."""

    def finished(self, blueprint: Blueprint) -> list[tuple[int, float]]:
        """(moment of submission, share) of each attempt at a test like this (its ``likeness``), in order of time."""

    def handed_in(self, name: str | None = None) -> frozenset[str]:
        """The names of all in the bank who have a submitted attempt. ``name``: at one blueprint."""

    def records(
        self, *, everyone: bool = False, people: Iterable[str] | None = None, name: str | None = None
    ) -> Iterator[AttemptRecord]:
        """All that stands in submitted attempts, but for what is void: of this learner, of all in the bank, or of
        those ``people`` in it, by name.

        In order of submission and question. ``name``: of one blueprint only.
        """

    def close(self) -> None:
        """Give up all attempts, as the end of the process would."""
