"""A Store in memory: the log is a list, states are replayed from it. For tests of what is above storage."""

from collections.abc import Iterable, Sequence
from statistics import median

from quiz.memory.fsrs import DEFAULT, Parameters, after, due_day, retrievability
from quiz.memory.model import Memory
from quiz.questions.model import DEPTHS
from quiz.study.records import (
    UNDO_STEPS,
    Answer,
    DueItem,
    Evidence,
    ItemRow,
    ItemState,
    MetItem,
    MixUp,
    Recorded,
    Settings,
    TopicCounts,
    Undone,
)

_GRADES = {'"again"': 1, '"hard"': 2, '"good"': 3, '"easy"': 4}


class MemoryStore:
    """Implements :class:`quiz.study.records.Store` by the words of its docstrings."""

    def __init__(self, settings: Settings | None = None, parameters: Parameters = DEFAULT) -> None:
        self._settings, self._parameters = settings or Settings(), parameters
        self._digest = ""
        self.rows: dict[str, ItemRow] = {}
        self.log: list[tuple[Answer, tuple[Evidence, ...]]] = []
        self.memories: dict[str, Memory] = {}
        self.dues: dict[str, int] = {}
        self.suspended: set[str] = set()
        self.buried: dict[str, int] = {}
        self.flagged: set[str] = set()
        self.resets: dict[str, int] = {}
        self._given: dict[str, Memory] = {}
        self._lost: dict[str, None] = {}
        self.calls: list[str] = []
        """Names of the methods called, for tests of what a path costs."""

    def settings(self) -> Settings:
        self.calls.append("settings")
        return self._settings

    def save_settings(self, settings: Settings) -> None:
        self._settings = settings

    def parameters(self) -> Parameters:
        self.calls.append("parameters")
        return self._parameters

    def adopt(self, parameters: Parameters, *, at_ms: int, why: str) -> None:
        self.calls.append("adopt")
        self._parameters = parameters

    def sync(self, digest: str, items: Iterable[ItemRow]) -> None:
        before = dict(self.memories)
        old = self.rows
        self.rows = {row.item: row for row in items}
        self._digest = digest
        for item, row in self.rows.items():
            if item in old and old[item].digest != row.digest:
                self._replay(item)
        self._lost |= {item: None for item in before if item in self.rows}
        self._lost = {item: None for item in self._lost if item not in self.memories}

    def began_again(self) -> tuple[str, ...]:
        told, self._lost = tuple(self._lost), {}
        return told

    def synced_digest(self) -> str:
        self.calls.append("synced_digest")
        return self._digest

    # reading

    def _hidden(self, item: str, day: int) -> bool:
        return item in self.suspended or self.buried.get(item, 0) > day

    def _in_scope(self, row: ItemRow, topics: Sequence[str], depth: str) -> bool:
        return (not topics or row.topic in topics) and DEPTHS.index(row.depth) <= DEPTHS.index(depth)

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
        self.calls.append("due")
        found = []
        for item, due in self.dues.items():
            row = self.rows.get(item)
            if row is None or due > day or not self._in_scope(row, topics, depth) or self._hidden(item, day):
                continue
            if row.family not in skip_families:
                memory = self.memories[item]
                found.append(DueItem(item, row.family, due, memory.last_day, memory.stability))
        if likeliest_first:
            found.sort(key=lambda one: (day - one.last_day) / one.stability)
        else:
            found.sort(key=lambda one: (one.due, one.stability))
        return found[:limit]

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
        self.calls.append("new")
        found = [
            row
            for row in self.rows.values()
            if row.item not in self.memories
            and self._in_scope(row, topics, depth)
            and not self._hidden(row.item, day)
            and row.family not in skip_families
            and row.topic not in skip_topics
        ]
        return sorted(found, key=lambda row: row.position)[:limit]

    def state(self, item: str) -> ItemState | None:
        self.calls.append("state")
        return self._state(item)

    def _state(self, item: str) -> ItemState | None:
        row = self.rows.get(item)
        if row is None:
            return None
        memory = self.memories.get(item)
        return ItemState(
            *row,
            memory,
            self.dues.get(item, 0),
            memory.last_day if memory else 0,
            item in self.suspended,
            self.buried.get(item, 0),
            item in self.flagged,
            memory is not None and memory.lapses >= self._settings.leech_lapses,
        )

    def states(self) -> Iterable[ItemState]:
        self.calls.append("states")
        return [state for item in self.rows if (state := self._state(item)) is not None]

    def counts(self, day: int, *, topics: Sequence[str] = (), depth: str = "more") -> list[TopicCounts]:
        self.calls.append("counts")
        by_topic: dict[str, list[ItemRow]] = {}
        for row in sorted(self.rows.values(), key=lambda row: row.position):
            if self._in_scope(row, topics, depth):
                by_topic.setdefault(row.topic, []).append(row)
        return [self._topic(topic, rows, day) for topic, rows in by_topic.items()]

    def _topic(self, topic: str, rows: list[ItemRow], day: int) -> TopicCounts:
        met = [row.item for row in rows if row.item in self.memories]
        shown = [row.item for row in rows if not self._hidden(row.item, day)]
        return TopicCounts(
            topic,
            len(rows),
            sum(item not in self.memories for item in shown),
            sum(0 < self.dues.get(item, 0) <= day for item in shown),
            sum(self._recall(item, day) for item in met),
            len(met),
        )

    def _recall(self, item: str, day: int) -> float:
        memory = self.memories[item]
        return retrievability(memory, max(day, memory.last_day + 1), self._parameters)

    def standing(self) -> list[tuple[Answer, tuple[Evidence, ...]]]:
        """The log without what was taken back."""
        undone = {answer.undoes for answer, _lines in self.log if answer.undoes}
        return [(a, lines) for a, lines in self.log if not a.undoes and a.uuid not in undone]

    def met_on(self, day: int) -> list[MetItem]:
        self.calls.append("met_on")
        found: dict[str, bool] = {}
        for answer, lines in self.standing():
            if answer.day == day:
                for line in lines:
                    if line.counts:
                        found[line.item] = found.get(line.item, False) or line.predicted is None
        return [
            MetItem(item, self.rows[item].family, self.rows[item].topic, new)
            for item, new in found.items()
            if item in self.rows
        ]

    def answered_today(self, day: int) -> tuple[int, int]:
        self.calls.append("answered_today")
        found: dict[str, bool] = {}
        for answer, lines in self.standing():
            if answer.day == day and answer.mode == "study":
                for line in lines:
                    if line.counts:
                        found[line.item] = found.get(line.item, False) or line.predicted is None
        return sum(found.values()), sum(not new for new in found.values())

    def last_loads(self, day: int, days: int) -> list[int]:
        self.calls.append("last_loads")
        asked: dict[int, set[str]] = {}
        for answer, _lines in self.log:
            if answer.day < day and answer.mode == "study" and not answer.undoes:
                asked.setdefault(answer.day, set()).add(answer.item)
        return [len(asked[one]) for one in sorted(asked, reverse=True)[:days]]

    def days_studied(self, since: int) -> list[int]:
        self.calls.append("days_studied")
        return sorted({answer.day for answer, _lines in self.standing() if answer.day >= since})

    def forecast(self, day: int, days: int, *, topics: Sequence[str] = (), depth: str = "more") -> list[int]:
        self.calls.append("forecast")
        counts = [0] * days
        for row in self.rows.values():
            state = self._state(row.item)
            if state and 0 < state.comes < day + days and self._in_scope(row, topics, depth):
                counts[max(0, state.comes - day)] += 1
        return counts

    def mix_ups(self, item: str) -> list[MixUp]:
        self.calls.append("mix_ups")
        found: dict[str, tuple[int, int]] = {}
        for answer, _lines in self.standing():
            missed = answer.form == "choice" and answer.outcome == "wrong" and answer.response.isdigit()
            if missed and answer.item == item:
                chosen = answer.options[int(answer.response)]
                found[chosen] = (found.get(chosen, (0, 0))[0] + 1, answer.day)
        rows = [MixUp(item, chosen, times, day) for chosen, (times, day) in found.items()]
        return sorted(rows, key=lambda row: (-row.times, -row.last_day, row.chosen))

    def median_latency(self) -> int:
        self.calls.append("median_latency")
        times = [answer.latency_ms for answer, _lines in self.standing() if answer.outcome == "right"][-200:]
        return int(median(times)) if times else 0

    # writing

    def record(self, answer: Answer, evidence: Sequence[Evidence]) -> Recorded:
        self.calls.append("record")
        items = list(dict.fromkeys(line.item for line in evidence))
        lapses = {item: self.memories[item].lapses if item in self.memories else 0 for item in items}
        if all(known.uuid != answer.uuid for known, _lines in self.log):
            self.log.append((answer, tuple(evidence)))
        undone = [line for known, lines in self.log if known.uuid == answer.undoes for line in lines]
        for item in {line.item for line in (*evidence, *undone) if line.counts}:
            self._replay(item)
        most = self._settings.leech_lapses
        leech = next((i for i in items if i in self.memories and self.memories[i].lapses >= most > lapses[i]), "")
        return Recorded(self._states(items), leech)

    def record_all(self, answers: Iterable[tuple[Answer, Sequence[Evidence]]]) -> list[Recorded]:
        return [self.record(answer, evidence) for answer, evidence in answers]

    def _states(self, items: Iterable[str]) -> tuple[ItemState, ...]:
        return tuple(state for item in items if (state := self._state(item)) is not None)

    def undo(self, session: str, *, at_ms: int, zone_minutes: int, day: int) -> Undone | None:
        self.calls.append("undo")
        undone = {answer.undoes for answer, _lines in self.log if answer.undoes}
        mine = [(a, lines) for a, lines in self.log if a.session == session and not a.undoes][-UNDO_STEPS:]
        for answer, lines in reversed(mine):
            if answer.uuid not in undone:
                back = answer._replace(
                    uuid=f"undo-{answer.uuid}", at_ms=at_ms, zone_minutes=zone_minutes, day=day, undoes=answer.uuid
                )
                self.log.append((back, ()))
                items = list(dict.fromkeys(line.item for line in lines))
                for item in items:
                    self._replay(item)
                return Undone(answer, self._states(items))
        return None

    def _replay(self, item: str) -> None:
        memory = self._given.get(item)
        for answer, lines in sorted(self.standing(), key=lambda row: row[0].at_ms):
            for line in lines:
                current = line.item == item and line.counts and line.digest == self.rows[item].digest
                if current and answer.at_ms > self.resets.get(item, -1):
                    memory = after(
                        memory,
                        right=line.right,
                        guess=line.guess,
                        slip=line.slip,
                        day=answer.day,
                        parameters=self._parameters,
                        rating=_GRADES.get(answer.response, 0) if answer.form == "flashcard" else 0,
                    )
        self.memories.pop(item, None)
        self.dues.pop(item, None)
        if memory is not None:
            self.memories[item] = memory
            self.dues[item] = due_day(memory, self._settings.retention, self._parameters, item)

    def remember(self, item: str, memory: Memory, due: int) -> None:
        """Set a state by hand, as if from an older log; for tests."""
        self._given[item] = self.memories[item] = memory
        self.dues[item] = due

    def suspend(self, item: str, suspended: bool) -> None:
        (self.suspended.add if suspended else self.suspended.discard)(item)

    def bury(self, item: str, until_day: int) -> None:
        self.buried[item] = until_day

    def flag(self, item: str, flagged: bool) -> None:
        (self.flagged.add if flagged else self.flagged.discard)(item)

    def reset_topic(self, topic: str, at_ms: int) -> int:
        items = [item for item, row in self.rows.items() if row.topic == topic and item in self.memories]
        for item in items:
            self.resets[item] = at_ms
            self._given.pop(item, None)
            self._replay(item)
        return len(items)

    def close(self) -> None:
        pass
