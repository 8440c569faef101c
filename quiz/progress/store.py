"""The Store of one learner and one bank on SQLite.

An answer is one ``BEGIN IMMEDIATE`` transaction, or shares one with others of the same test: log rows and new states
together, on disk when :meth:`SqliteStore.record` or :meth:`SqliteStore.record_all` returns. A store belongs to the
thread that opened it; any number of processes may have one on the same file.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.memory.fsrs import Parameters, after, validated
from quiz.progress import log, queries
from quiz.progress.catalogue import adopt_stranger, began_again, enrolled, mirror
from quiz.progress.faults import explain, guarded
from quiz.progress.learners import Deleted, Learner, delete_learner, list_learners
from quiz.progress.names import learner_name
from quiz.progress.opening import open_database
from quiz.progress.replay import (
    Rebuilt,
    adopt,
    cached_columns,
    rebuild,
    recompute,
    reschedule,
    write_state,
)
from quiz.progress.settings import write_settings
from quiz.progress.snapshot import Before, Snapshot
from quiz.study.ids import new_id
from quiz.study.records import (
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

__all__ = [
    "Deleted",
    "Learner",
    "Rebuilt",
    "SqliteStore",
    "adopt",
    "delete_learner",
    "list_learners",
    "rebuild",
]


class SqliteStore:
    """Implements :class:`quiz.study.records.Store`. Every method raises QuizError, never sqlite3.Error."""

    def __init__(
        self, db: sqlite3.Connection, path: Path, bank: str, learner: str, parameters: Parameters | None
    ) -> None:
        """Use :meth:`open`."""
        self.db, self.path, self.bank, self.learner = db, path, bank, learner
        self.scope = enrolled(db, learner, bank)
        self._snapshot = Snapshot(db, self.scope, learner, parameters)

    @classmethod
    def open(
        cls, path: Path | str, bank: str, learner: str = "default", parameters: Parameters | None = None
    ) -> "SqliteStore":
        """Open (create, migrate) the file and enrol the learner in the bank.

        ``parameters`` replace the adopted ones in this store, for measuring: the next :func:`rebuild`
        computes all states under the adopted ones again. Use :func:`adopt` to change those.
        """
        path, name = Path(path), learner_name(learner)
        if parameters is not None:
            validated(parameters)
        db = open_database(path)
        try:
            return cls(db, path, bank, name, parameters)
        except sqlite3.Error as error:
            db.close()
            raise explain(error, path) from error

    # settings and catalogue

    @guarded
    def settings(self) -> Settings:
        """What the learner set, over the defaults."""
        return self._snapshot.current().settings

    @guarded
    def save_settings(self, settings: Settings) -> None:
        """Keep ``settings``; a new desired retention moves all due days. Raises QuizError out of range."""
        with self._snapshot.writing() as now:
            moves = settings.retention != now.settings.retention
            write_settings(self.db, self.scope.learner, settings)
            if moves:
                reschedule(self.db, self.scope.learner, settings.retention, now.parameters)

    @guarded
    def sync(self, digest: str, items: Iterable[ItemRow]) -> None:
        """See :func:`quiz.progress.catalogue.mirror`."""
        with self._snapshot.writing():
            mirror(self.db, self.scope, digest, items)

    @guarded
    def began_again(self) -> tuple[str, ...]:
        """See :func:`quiz.progress.catalogue.began_again`."""
        return began_again(self.db, self.scope)

    @guarded
    def synced_digest(self) -> str:
        """Digest given to the last :meth:`sync`, or empty."""
        return str(self.db.execute("SELECT digest FROM bank WHERE id = ?", [self.scope.bank]).fetchone()[0])

    # reading

    @guarded
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
        """See :func:`quiz.progress.queries.due_items`."""
        return queries.due_items(
            self.db,
            self.scope.id,
            day,
            limit,
            topics=topics,
            depth=depth,
            likeliest_first=likeliest_first,
            skip_families=skip_families,
        )

    @guarded
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
        """See :func:`quiz.progress.queries.new_items`."""
        return queries.new_items(
            self.db,
            self.scope.id,
            limit,
            day=day,
            topics=topics,
            depth=depth,
            skip_families=skip_families,
            skip_topics=skip_topics,
        )

    @guarded
    def state(self, item: str) -> ItemState | None:
        """The item with its memory, or None for one that was never in the bank."""
        found = self._snapshot.current().item(item)
        return found.state if found else None

    @guarded
    def states(self) -> Iterable[ItemState]:
        """All items of the bank, in the order of introduction."""
        lapses = self.settings().leech_lapses
        rows = self.db.execute(queries.STATES, [self.scope.id, self.scope.bank]).fetchall()
        return [queries.item_state(row, lapses) for row in rows]

    @guarded
    def counts(self, day: int, *, topics: Sequence[str] = (), depth: str = "more") -> list[TopicCounts]:
        """See :func:`quiz.progress.queries.topic_counts`."""
        return queries.topic_counts(self.db, self.scope.id, day, self.parameters(), topics=topics, depth=depth)

    @guarded
    def answered_today(self, day: int) -> tuple[int, int]:
        """See :func:`quiz.progress.queries.answered_on`."""
        return queries.answered_on(self.db, self.scope.id, day)

    @guarded
    def last_loads(self, day: int, days: int) -> list[int]:
        """See :func:`quiz.progress.queries.last_loads`."""
        return queries.last_loads(self.db, self.scope.id, day, days)

    @guarded
    def met_on(self, day: int) -> list[MetItem]:
        """Items with counted evidence on ``day``, in any mode."""
        return queries.met_on(self.db, self.scope.id, day)

    @guarded
    def parameters(self) -> Parameters:
        """Those given at opening, else the ones adopted last, which another process may do at any time."""
        return self._snapshot.current().parameters

    @guarded
    def adopt(self, parameters: Parameters, *, at_ms: int, why: str) -> None:
        """See :func:`quiz.progress.replay.adopt`."""
        adopt(self.path, self.learner, parameters, at_ms=at_ms, why=why)

    @guarded
    def days_studied(self, since: int) -> list[int]:
        """Study days from ``since`` on, in order."""
        return queries.days_studied(self.db, self.scope.id, since)

    @guarded
    def forecast(self, day: int, days: int, *, topics: Sequence[str] = (), depth: str = "more") -> list[int]:
        """See :func:`quiz.progress.queries.forecast`."""
        return queries.forecast(self.db, self.scope.id, day, days, topics=topics, depth=depth)

    @guarded
    def mix_ups(self, item: str) -> list[MixUp]:
        """What the learner once took for the right answer of ``item``."""
        return queries.mix_ups(self.db, self.scope.id, item)

    @guarded
    def median_latency(self) -> int:
        """Median milliseconds of the learner's last right answers; 0 if there are none."""
        return queries.median_latency(self.db, self.scope.id)

    # answering

    @guarded
    def record(self, answer: Answer, evidence: Sequence[Evidence]) -> Recorded:
        """Write the answer, its evidence and the new states; on disk when this returns.

        An answer whose uuid is already in the log is not written again: a repeated call is harmless. A row
        that ``undoes`` another carries no evidence and replays the items of that other.
        """
        with self._snapshot.answering() as now:
            return self._record(now, answer, evidence)

    @guarded
    def record_all(self, answers: Iterable[tuple[Answer, Sequence[Evidence]]]) -> list[Recorded]:
        """The same for several answers, in one transaction: all of them or none."""
        with self._snapshot.answering() as now:
            return [self._record(now, answer, evidence) for answer, evidence in answers]

    @guarded
    def undo(self, session: str, *, at_ms: int, zone_minutes: int, day: int) -> Undone | None:
        """Take back the session's last answer that stands, of its last 30; None if there is none."""
        with self._snapshot.writing() as now:
            standing = log.last_standing(self.db, self.scope, self.bank, session)
            if standing is None:
                return None
            number, answer = standing
            back = answer.taken_back(new_id(at_ms), at_ms=at_ms, zone_minutes=zone_minutes, day=day)
            log.write_answer(self.db, self.scope, now.end, back, number)
            return Undone(answer, self._taken_back(now, answer.uuid))

    # wishes about items

    @guarded
    def suspend(self, item: str, suspended: bool) -> None:
        """Leave the item out of the queues until told otherwise."""
        self._mark(item, "suspended", int(suspended))

    @guarded
    def bury(self, item: str, until_day: int) -> None:
        """Leave the item out of the queues until study day ``until_day``."""
        self._mark(item, "buried_until", until_day)

    @guarded
    def flag(self, item: str, flagged: bool) -> None:
        """Mark the item for looking at."""
        self._mark(item, "flagged", int(flagged))

    @guarded
    def reset_topic(self, topic: str, at_ms: int) -> int:
        """Forget what was learned of the topic's items, by an event in the log; returns how many were known.

        Settings, marks and mix-ups stay.
        """
        with self._snapshot.writing() as now:
            items = self.db.execute(
                """SELECT s.item, s.due > 0 FROM state s JOIN topic t ON t.id = s.topic
                   WHERE s.enrolment = ?1 AND t.bank = ? AND t.slug = ?
                     AND EXISTS (SELECT 1 FROM evidence e WHERE e.enrolment = ?1 AND e.item = s.item)""",
                [self.scope.id, self.scope.bank, topic],
            ).fetchall()
            if items:
                log.write_reset(self.db, self.scope, now.end, topic, at_ms, [item for item, _met in items])
            for item, _met in items:
                self._replay(now, item)
            return sum(met for _item, met in items)

    def close(self) -> None:
        """Close the file. A closed store cannot be used again."""
        self.db.close()

    # pieces of the above, within their transaction

    def _record(self, now: Snapshot, answer: Answer, evidence: Sequence[Evidence]) -> Recorded:
        known = {line.item: self._before(now, line.item, line.digest) for line in evidence}
        asked = known.get(answer.item) or self._before(now, answer.item, "")
        try:
            end = log.write_answer(self.db, self.scope, now.end, answer, asked.number)
        except sqlite3.IntegrityError:
            if self.db.execute("SELECT 1 FROM answer WHERE uuid = ?", [answer.uuid]).fetchone() is None:
                raise
            return Recorded(tuple(was.state for was in known.values()), "")
        if answer.undoes:
            now.learned(end, {})
            return Recorded(self._taken_back(now, answer.undoes), "")
        lines = [(known[line.item].number, line) for line in evidence]
        log.write_evidence(self.db, self.scope, end.last, lines, log.grade(answer))
        learned, leech = {}, ""
        for item, was in known.items():
            learned[item] = self._learn(now, was, [line for line in evidence if line.item == item], answer)
            if learned[item].state.leech and not was.state.leech:
                leech = leech or item
        now.learned(end, learned)
        return Recorded(tuple(after.state for after in learned.values()), leech)

    def _before(self, now: Snapshot, item: str, digest: str) -> Before:
        """The item now; one that the mirror does not know is entered with ``digest``."""
        found = now.item(item)
        if found is None:
            adopt_stranger(self.db, self.scope, item, digest)
            found = now.item(item)
        assert found is not None
        return found

    def _learn(self, now: Snapshot, was: Before, lines: Sequence[Evidence], answer: Answer) -> Before:
        """Store the item's new state: one step on where the evidence is the latest, else by its replay."""
        state = was.state
        lines = [line for line in lines if line.counts and line.digest == state.digest]
        if not lines:
            return was
        if len(lines) > 1 or answer.at_ms <= was.last_ms:
            self._replay(now, was.number)
            return now.again(state.item)
        line, settings, parameters = lines[0], now.settings, now.parameters
        memory = after(
            state.memory,
            right=line.right,
            guess=line.guess,
            slip=line.slip,
            day=answer.day,
            parameters=parameters,
            rating=log.grade(answer),
        )
        cached = cached_columns(memory, answer.at_ms, settings.retention, parameters, line.item)
        write_state(self.db, self.scope.id, was.topic, was.number, cached)
        leech = memory.lapses >= settings.leech_lapses
        state = state._replace(memory=memory, due=cached[6], last_day=memory.last_day, leech=leech)
        return was._replace(state=state, last_ms=answer.at_ms)

    def _taken_back(self, now: Snapshot, uuid: str) -> tuple[ItemState, ...]:
        items = dict(
            self.db.execute(
                """SELECT i.item, i.id FROM answer a JOIN evidence e ON e.answer = a.id
               JOIN item i ON i.id = e.item WHERE a.uuid = ? AND a.enrolment = ? ORDER BY e.n""",
                [uuid, self.scope.id],
            ).fetchall()
        )
        for number in items.values():
            self._replay(now, number)
        return tuple(now.again(item).state for item in items)

    def _replay(self, now: Snapshot, number: int) -> None:
        recompute(self.db, self.scope.id, number, now.settings.retention, now.parameters)

    def _mark(self, item: str, column: str, value: int) -> None:
        with self._snapshot.writing():
            row = self.db.execute("SELECT id FROM item WHERE item = ?", [item]).fetchone()
            if row is None:
                raise QuizError(
                    _("There is no such item."),
                    where=item,
                    hint=_("Items are listed by: quiz bank questions --format jsonl"),
                )
            self.db.execute(
                f"""INSERT INTO mark (enrolment, item, {column}) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET {column} = excluded.{column}""",
                [self.scope.id, row[0], value],
            )
