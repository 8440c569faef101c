"""What study needs stored, in the words of study. :mod:`quiz.progress` implements :class:`Store`.

Days are *study days*: the ordinal (``date.toordinal``) of the learner's local date after the cut-off hour
has been taken off. Moments are UTC milliseconds since 1970. Nothing here reads a clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from quiz.memory.model import Memory

if TYPE_CHECKING:
    from quiz.memory.fsrs import Parameters

__all__ = [
    "RANGES",
    "UNDO_STEPS",
    "Answer",
    "DueItem",
    "Evidence",
    "ItemRow",
    "ItemState",
    "MetItem",
    "MixUp",
    "Mode",
    "Recorded",
    "Settings",
    "Store",
    "TopicCounts",
    "Undone",
]

UNDO_STEPS = 30
"""Answers of a session that can be taken back, one after the other."""

Mode = Literal["study", "cram", "test", "class", "placement", "import"]


class Answer(NamedTuple):
    """A row of the append-only log. ``undoes`` makes it a row that takes back another."""

    uuid: str
    session: str
    at_ms: int
    zone_minutes: int
    """Offset of local time from UTC."""
    day: int
    question: str
    item: str
    seed: int
    bank: str
    bank_digest: str
    template: str
    lang: str
    form: str
    options: tuple[str, ...]
    response: str
    """JSON of the response."""
    outcome: str
    credit: float
    latency_ms: int
    mode: Mode
    undoes: str = ""

    def taken_back(self, uuid: str, *, at_ms: int, zone_minutes: int, day: int) -> "Answer":
        """The row ``uuid`` that takes this one back at a moment."""
        return self._replace(uuid=uuid, at_ms=at_ms, zone_minutes=zone_minutes, day=day, undoes=self.uuid)


class Evidence(NamedTuple):
    """What one answer says of one item."""

    item: str
    digest: str
    right: bool
    guess: float
    """Probability of a right answer without knowing."""
    slip: float
    """Probability of a wrong answer in spite of knowing."""
    predicted: float | None
    """Retrievability at the time, or None at first contact."""
    counts: bool
    why: str
    """Why it does not count (``cram``, ``near``, …), or empty."""


class ItemRow(NamedTuple):
    """An item of the bank as progress mirrors it."""

    item: str
    digest: str
    topic: str
    depth: str
    family: str
    position: int


class ItemState(NamedTuple):
    """An item with its memory; ``memory`` is None for one never answered."""

    item: str
    digest: str
    topic: str
    depth: str
    family: str
    position: int
    memory: Memory | None
    due: int
    """Study day on which it is due; 0 for a new item."""
    last_day: int
    suspended: bool
    buried_until: int
    flagged: bool
    leech: bool

    def hidden(self, day: int) -> bool:
        """Whether the learner does not want it asked on that study day."""
        return self.suspended or self.buried_until > day

    @property
    def comes(self) -> int:
        """Study day from which it is asked again; 0 for one that is new or suspended."""
        return 0 if self.suspended or not self.due else max(self.due, self.buried_until)


class DueItem(NamedTuple):
    """A due item, as light as the queue can be."""

    item: str
    family: str
    due: int
    last_day: int
    stability: float


class MetItem(NamedTuple):
    """An item of which a study day has brought evidence that counts."""

    item: str
    family: str
    topic: str
    new: bool
    """It was met for the first time."""


class MixUp(NamedTuple):
    """What a learner once took for the right answer of an item."""

    item: str
    chosen: str
    """Canonical text of the option."""
    times: int
    last_day: int


class TopicCounts(NamedTuple):
    """Where a topic stands."""

    topic: str
    items: int
    new: int
    due: int
    known: float
    """Sum of retrievabilities of the items met; of those met today, tomorrow's."""
    met: int


class Settings(NamedTuple):
    """What a learner can set; every field has its default here and nowhere else."""

    language: str = ""
    """Empty: from the system."""
    new_per_day: int = 20
    reviews_per_day: int = 200
    retention: float = 0.90
    cutoff_hour: int = 4
    leech_lapses: int = 8
    depth: str = "more"
    """Deepest depth asked: core, more or detail."""
    forms: str = ""
    """Comma separated; empty for all."""
    topics: str = ""
    """Comma separated; empty for all."""
    theme: str = "dark"
    plain: bool = False
    minutes_per_day: int = 0
    """0: no target."""
    extra_time: int = 0
    """Per cent that the learner has beyond every time limit of a test."""


RANGES: Mapping[str, tuple[float, float]] = {
    "new_per_day": (0, 9999),
    "reviews_per_day": (0, 9999),
    "retention": (0.7, 0.99),
    "cutoff_hour": (0, 23),
    "leech_lapses": (1, 99),
    "minutes_per_day": (0, 1440),
    "extra_time": (0, 400),
}
"""Least and most of the settings that are numbers."""


class Recorded(NamedTuple):
    """What :meth:`Store.record` did."""

    states: tuple[ItemState, ...]
    new_leech: str
    """Item that has just become a leech, or empty."""


class Undone(NamedTuple):
    """What :meth:`Store.undo` took back."""

    answer: Answer
    states: tuple[ItemState, ...]


class Store(Protocol):
    """Everything that study asks of storage. All methods are for one learner and one bank.

    Raises :class:`quiz.errors.QuizError` (never a bare ``sqlite3.Error``).
    """

    def settings(self) -> Settings: ...
    def save_settings(self, settings: Settings) -> None: ...

    def sync(self, digest: str, items: Iterable[ItemRow]) -> None:
        """Mirror the bank's catalogue; items whose value changed start again."""

    def began_again(self) -> tuple[str, ...]:
        """The learner's items that started again in any :meth:`sync`, whoever made it; each is told once."""

    def synced_digest(self) -> str: ...

    def due(
        self,
        day: int,
        limit: int,
        *,
        topics: Sequence[str] = (),
        depth: str = "more",
        likeliest_first: bool = False,
        skip_families: Sequence[str] = (),
    ) -> list[DueItem]:
        """Reviews due on or before ``day``, most urgent first (or likeliest remembered first)."""

    def new(
        self,
        limit: int,
        *,
        day: int,
        topics: Sequence[str] = (),
        depth: str = "more",
        skip_families: Sequence[str] = (),
        skip_topics: Sequence[str] = (),
    ) -> list[ItemRow]:
        """Items never met, in the order of introduction."""

    def state(self, item: str) -> ItemState | None: ...
    def states(self) -> Iterable[ItemState]: ...
    def counts(self, day: int, *, topics: Sequence[str] = (), depth: str = "more") -> list[TopicCounts]: ...
    def answered_today(self, day: int) -> tuple[int, int]:
        """(new items met, reviews done) on that study day, undone answers left out."""

    def last_loads(self, day: int, days: int) -> list[int]:
        """How many different items were asked on each of the last ``days`` days of study before ``day``, latest first.

        Those of answers taken back are included.
        """

    def met_on(self, day: int) -> list[MetItem]:
        """Items with counted evidence on that study day, of any mode, undone answers left out.

        Keeps siblings a day apart and shares the day's new items among topics, whatever sitting they came in.
        """

    def parameters(self) -> "Parameters":
        """Memory parameters in force, for predictions of recall."""

    def adopt(self, parameters: "Parameters", *, at_ms: int, why: str) -> None:
        """Use them from now on, for what is known so far as well."""

    def days_studied(self, since: int) -> list[int]: ...
    def forecast(self, day: int, days: int, *, topics: Sequence[str] = (), depth: str = "more") -> list[int]:
        """How many reviews come on each of the next ``days`` days, the first one with the overdue.

        As everywhere the suspended do not come, and the buried not before their day.
        """

    def mix_ups(self, item: str) -> list[MixUp]: ...
    def median_latency(self) -> int: ...

    def record(self, answer: Answer, evidence: Sequence[Evidence]) -> Recorded:
        """Write the answer, its evidence and the new states in one durable transaction."""

    def record_all(self, answers: Iterable[tuple[Answer, Sequence[Evidence]]]) -> list[Recorded]:
        """:meth:`record` of several answers, in their order, in one durable transaction: all of them or none."""

    def undo(self, session: str, *, at_ms: int, zone_minutes: int, day: int) -> Undone | None:
        """Take back the last answer of the session that is not yet taken back; None if there is none."""

    def suspend(self, item: str, suspended: bool) -> None: ...
    def bury(self, item: str, until_day: int) -> None: ...
    def flag(self, item: str, flagged: bool) -> None: ...
    def reset_topic(self, topic: str, at_ms: int) -> int: ...
    def close(self) -> None: ...
