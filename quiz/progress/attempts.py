"""Attempts at tests, on SQLite: events as they happen, and what stands when an attempt is submitted."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from typing import Any

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.jsontext import to_json
from quiz.progress.connect import Immediate
from quiz.progress.faults import damage, explain, guarded
from quiz.progress.lease import Leases
from quiz.progress.store import SqliteStore
from quiz.study.exam.model import Blueprint, Paper
from quiz.study.exam.paper_json import paper_from_json, paper_to_json
from quiz.study.exam.store import (
    REMARKED,
    AttemptEvent,
    AttemptRecord,
    Final,
    NewAttempt,
    OpenAttempt,
    PastAttempt,
    Progress,
    Saved,
)

__all__ = ["SqliteAttempts", "add_attempt", "add_events", "add_finals", "final_row", "remarks", "texts_of"]

_EVENT = ", ".join(AttemptEvent._fields)
_JSON = ("chosen", "options", "key")
_LISTS = tuple(map(Final._fields.index, _JSON))
_FINAL = ", ".join(Final._fields)
_ANSWERED = """
    SELECT count(*) FROM (
      SELECT kind, max(n) FROM attempt_event WHERE attempt = ? AND kind IN ('answer', 'clear') GROUP BY question)
    WHERE kind = 'answer'"""  # SQLite takes a bare column from the row of the maximum
_SUBMITTED = """
    SELECT a.id, l.uuid, a.uuid, a.blueprint, a.submitted_ms
    FROM attempt a JOIN enrolment n ON n.id = a.enrolment JOIN learner l ON l.id = n.learner
    WHERE {whose} AND a.submitted_ms > 0 AND (?2 IS NULL OR a.blueprint = ?2)
      AND (?3 IS NULL OR l.name IN (SELECT value FROM json_each(?3)))
    ORDER BY a.submitted_ms, a.id"""
_HANDED_IN = """
    SELECT DISTINCT l.name FROM attempt a JOIN enrolment n ON n.id = a.enrolment JOIN learner l ON l.id = n.learner
    WHERE n.bank = ?1 AND a.submitted_ms > 0 AND (?2 IS NULL OR a.blueprint = ?2)"""
_ASKED = "SELECT prints, json_extract(paper, '$.lang') FROM attempt_paper WHERE attempt = ?"
_STANDING = """
    SELECT question, item, template, topic, form, credit, outcome, chosen, used_ms, options, key, n, void,
      zone_minutes
    FROM attempt_answer WHERE attempt = ? ORDER BY n"""


class SqliteAttempts:
    """Implements :class:`quiz.study.exam.store.AttemptStore` on the connection and enrolment of a store.

    Every method raises QuizError, never sqlite3.Error.
    """

    def __init__(self, store: SqliteStore) -> None:
        self.db, self.scope, self.path = store.db, store.scope, Path(store.path)
        self._leases = Leases(self.path)

    # one attempt

    @guarded
    def begin(self, attempt: NewAttempt, progress: Progress) -> None:
        """Keep a new attempt, and take it; on disk when this returns."""
        if not self._leases.take(attempt.uuid):
            raise QuizError(_("This attempt is open in another window."))
        with ExitStack() as undo:
            undo.callback(self._leases.leave, attempt.uuid, done=True)
            with Immediate(self.db):
                add_attempt(self.db, self.scope.id, attempt, progress, texts_of(attempt))
            undo.pop_all()

    @guarded
    def take(self, uuid: str) -> bool:
        """Take the attempt at once; False if another process, or another of these, holds it."""
        self._number(uuid)
        return self._leases.take(uuid)

    @guarded
    def leave(self, uuid: str, *, done: bool = False) -> None:
        """Give the attempt up; ``done`` removes its lock file."""
        self._leases.leave(uuid, done=done)

    @guarded
    def load(self, uuid: str) -> Saved:
        """Everything of an attempt. Raises QuizError if this learner has none of this id."""
        number = self._number(uuid)
        row = self.db.execute(
            """SELECT p.paper, p.bank_digest, p.prints, a.multiplier, a.started_ms, a.submitted_ms, a.recorded,
                 a.position, a.question_ms, a.used_ms, a.seen_ms
               FROM attempt a JOIN attempt_paper p ON p.attempt = a.id WHERE a.id = ?""",
            [number],
        ).fetchone()
        if row is None:
            raise QuizError(_("The paper of this attempt is lost."), where=uuid, hint=_("Begin a new one."))
        paper, digest, prints, multiplier, started, submitted, recorded, *progress = row
        begun = NewAttempt(uuid, self._paper(paper), digest, _texts(prints), multiplier, started)
        events = self.db.execute(f"SELECT {_EVENT} FROM attempt_event WHERE attempt = ? ORDER BY n", [number])
        finals = self.db.execute(f"SELECT {_FINAL} FROM attempt_answer WHERE attempt = ? ORDER BY n", [number])
        later = remarks(self.db, number)
        return Saved(
            begun,
            Progress(*progress),
            tuple(AttemptEvent(*row) for row in events),
            submitted,
            bool(recorded),
            tuple(_final(row, later) for row in finals),
        )

    @guarded
    def write(self, uuid: str, after: int, events: Sequence[AttemptEvent], progress: Progress) -> None:
        """Append ``events`` and keep ``progress``, in one transaction that is on disk when this returns."""
        with Immediate(self.db):
            self._append(uuid, after, events, progress)

    @guarded
    def submit(
        self,
        uuid: str,
        after: int,
        events: Sequence[AttemptEvent],
        progress: Progress,
        finals: Sequence[Final],
        share: float | None,
    ) -> None:
        """Append the last events and what stands, in one transaction."""
        with Immediate(self.db):
            number = self._append(uuid, after, events, progress)
            add_finals(self.db, number, map(final_row, finals))
            self.db.execute(
                "UPDATE attempt SET submitted_ms = ?, share = ? WHERE id = ?", [progress.seen_ms, share, number]
            )

    def _append(self, uuid: str, after: int, events: Sequence[AttemptEvent], progress: Progress) -> int:
        number = self._number(uuid)
        known, submitted = self.db.execute(
            """SELECT (SELECT coalesce(max(n) + 1, 0) FROM attempt_event WHERE attempt = ?1), submitted_ms
               FROM attempt WHERE id = ?1""",
            [number],
        ).fetchone()
        if known != after or submitted:  # the lock cannot be relied upon everywhere
            raise QuizError(_("This attempt has gone on elsewhere."), hint=_("Open it again to see how it stands."))
        add_events(self.db, number, after, events)
        self.db.execute(
            "UPDATE attempt SET position = ?, question_ms = ?, used_ms = ?, seen_ms = ? WHERE id = ?",
            [*progress, number],
        )
        return number

    def _paper(self, text: str) -> Paper:
        try:
            return paper_from_json(text)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise damage(self.path) from error

    def _number(self, uuid: str) -> int:
        row = self.db.execute(
            "SELECT id FROM attempt WHERE uuid = ? AND enrolment = ?", [uuid, self.scope.id]
        ).fetchone()
        if row is None:
            raise QuizError(_("There is no such attempt."), where=uuid, hint=_("Begin a new one."))
        return int(row[0])

    # all of them

    @guarded
    def recorded(self, uuid: str) -> None:
        """All answers of the submitted attempt are in the log."""
        with Immediate(self.db):
            self.db.execute("UPDATE attempt SET recorded = 1 WHERE id = ?", [self._number(uuid)])

    @guarded
    def unrecorded(self) -> list[str]:
        """Submitted attempts whose answers are not yet all in the log."""
        rows = self.db.execute(
            """SELECT a.uuid FROM attempt a JOIN attempt_paper p ON p.attempt = a.id
               WHERE a.enrolment = ? AND a.submitted_ms > 0 AND a.recorded = 0 ORDER BY a.id""",
            [self.scope.id],
        )
        return [uuid for (uuid,) in rows]

    @guarded
    def open(self) -> list[OpenAttempt]:
        """Attempts not yet submitted, the latest first."""
        rows = self.db.execute(
            """SELECT a.id, a.uuid, a.started_ms, p.paper FROM attempt a JOIN attempt_paper p ON p.attempt = a.id
               WHERE a.enrolment = ? AND a.submitted_ms = 0 ORDER BY a.started_ms DESC, a.id DESC""",
            [self.scope.id],
        ).fetchall()
        found = []
        for number, uuid, started, text in rows:
            paper = self._paper(text)
            answered = self.db.execute(_ANSWERED, [number]).fetchone()[0]
            name, title = paper.blueprint.name, paper.blueprint.title
            held = self._leases.held(uuid)
            found.append(OpenAttempt(uuid, name, title, paper.lang, started, answered, len(paper.slots), held))
        return found

    @guarded
    def past(self, limit: int) -> list[PastAttempt]:
        """The last ``limit`` attempts that were handed in, the latest first; -1: all."""
        rows = self.db.execute(
            """SELECT a.uuid, a.blueprint, p.paper, a.submitted_ms, e.zone_minutes, a.share
               FROM attempt a JOIN attempt_paper p ON p.attempt = a.id
               JOIN attempt_event e ON e.attempt = a.id AND e.kind = 'submit'
               WHERE a.enrolment = ? AND a.submitted_ms > 0 ORDER BY a.submitted_ms DESC, a.id DESC LIMIT ?""",
            [self.scope.id, limit],
        )
        return [PastAttempt(uuid, name, self._paper(paper).blueprint.title, *rest) for uuid, name, paper, *rest in rows]

    @guarded
    def finished(self, blueprint: Blueprint) -> list[tuple[int, float]]:
        """(moment of submission, share) of the attempts at a test like this, in order of time."""
        rows = self.db.execute(
            """SELECT a.submitted_ms, a.share, p.paper FROM attempt a JOIN attempt_paper p ON p.attempt = a.id
               WHERE a.enrolment = ? AND a.blueprint = ? AND a.submitted_ms > 0 AND a.share IS NOT NULL
               ORDER BY a.submitted_ms, a.id""",
            [self.scope.id, blueprint.name],
        )
        like = blueprint.likeness
        by_name = like == (blueprint.name,)  # then no paper needs to be read
        return [
            (moment, share) for moment, share, paper in rows if by_name or self._paper(paper).blueprint.likeness == like
        ]

    @guarded
    def handed_in(self, name: str | None = None) -> frozenset[str]:
        """Who in the bank has a submitted attempt."""
        return frozenset(who for (who,) in self.db.execute(_HANDED_IN, [self.scope.bank, name]))

    def records(
        self, *, everyone: bool = False, people: Iterable[str] | None = None, name: str | None = None
    ) -> Iterator[AttemptRecord]:
        """Each question of each submitted attempt; void ones are left out."""
        mine = not everyone and people is None
        whose, value = ("a.enrolment = ?1", self.scope.id) if mine else ("n.bank = ?1", self.scope.bank)
        named = None if people is None else to_json(tuple(people))
        try:
            submitted = self.db.execute(_SUBMITTED.format(whose=whose), [value, name, named]).fetchall()
            for number, person, uuid, blueprint, moment in submitted:
                later = remarks(self.db, number)
                prints, lang = self.db.execute(_ASKED, [number]).fetchone() or ("[]", "")
                digests = dict(enumerate(_texts(prints)))
                for row in self.db.execute(_STANDING, [number]):
                    question, item, template, topic, form, credit, outcome, chosen, ms, shown, key, n, void, zone = row
                    if n in later:
                        _response, chosen, outcome, credit, key, void = later[n]
                    if void:
                        continue
                    yield AttemptRecord(
                        person,
                        uuid,
                        question,
                        item,
                        template,
                        topic,
                        form,
                        credit,
                        outcome,
                        _texts(chosen),
                        ms,
                        _texts(shown),
                        _texts(key),
                        blueprint,
                        moment,
                        zone,
                        lang,
                        digests.get(n, ""),
                    )
        except sqlite3.Error as error:
            raise explain(error, self.path) from error

    def close(self) -> None:
        """Give up all attempts, as the end of the process would; nothing is written."""
        self._leases.close()


@lru_cache(maxsize=4096)
def _texts(text: str) -> tuple[str, ...]:
    """A list of texts out of JSON; in records the same few come again and again."""
    return tuple(json.loads(text))


@lru_cache(maxsize=4096)
def _listed(texts: tuple[str, ...]) -> str:
    """The other way round: a class that sat one paper has the same options again and again."""
    return to_json(texts)


def remarks(db: sqlite3.Connection, number: int) -> dict[int, tuple[Any, ...]]:
    """By question what stands since the attempt was marked again: :data:`REMARKED`, as columns hold them."""
    last = db.execute("SELECT kind FROM attempt_event WHERE attempt = ? ORDER BY n DESC LIMIT 1", [number]).fetchone()
    if last != ("remark",):  # nearly always: only these can follow a submission
        return {}
    rows = db.execute(
        "SELECT question, data FROM attempt_event WHERE attempt = ? AND kind = 'remark' ORDER BY n", [number]
    )
    found = {}
    for question, data in rows:
        fields = json.loads(data)
        found[question] = tuple(to_json(fields[name]) if name in _JSON else fields[name] for name in REMARKED)
    return found


def texts_of(attempt: NewAttempt) -> tuple[str, str]:
    """Paper and prints as columns hold them: long, and the same for a whole class."""
    return paper_to_json(attempt.paper), to_json(attempt.prints)


def add_attempt(
    db: sqlite3.Connection, enrolment: int, attempt: NewAttempt, progress: Progress, texts: tuple[str, str]
) -> int:
    """Insert an attempt that is open, with its paper; its row id."""
    paper = attempt.paper
    number = db.execute(
        """INSERT INTO attempt (uuid, device, enrolment, blueprint, questions, multiplier, started_ms, submitted_ms,
             position, question_ms, used_ms, seen_ms, share, recorded)
           VALUES (?, (SELECT value FROM meta WHERE key = 'device'), ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, NULL, 0)""",
        [
            attempt.uuid,
            enrolment,
            paper.blueprint.name,
            len(paper.slots),
            attempt.multiplier,
            attempt.started_ms,
            *progress,
        ],
    ).lastrowid
    assert number is not None
    db.execute(
        "INSERT INTO attempt_paper (attempt, bank_digest, paper, prints) VALUES (?, ?, ?, ?)",
        [number, attempt.bank_digest, *texts],
    )
    return number


def add_events(db: sqlite3.Connection, number: int, after: int, events: Iterable[AttemptEvent]) -> None:
    """Append events of an attempt that has ``after`` of them."""
    marks = ", ".join("?" * (2 + len(AttemptEvent._fields)))
    db.executemany(
        f"INSERT INTO attempt_event (attempt, n, {_EVENT}) VALUES ({marks})",
        ((number, after + at, *event) for at, event in enumerate(events)),
    )


def add_finals(db: sqlite3.Connection, number: int, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert what stands at submission, as :func:`final_row` makes it."""
    marks = ", ".join("?" * (1 + len(Final._fields)))
    db.executemany(f"INSERT INTO attempt_answer (attempt, {_FINAL}) VALUES ({marks})", ((number, *row) for row in rows))


def final_row(final: Final) -> tuple[Any, ...]:
    """The columns of ``attempt_answer`` for a final."""
    row: list[Any] = list(final)
    for at in _LISTS:
        row[at] = _listed(row[at])
    return tuple(row)


def _final(row: Sequence[Any], later: Mapping[int, tuple[Any, ...]]) -> Final:
    fields = dict(zip(Final._fields, row, strict=True))
    fields |= dict(zip(REMARKED, later.get(fields["n"], ()), strict=False))
    return Final(**fields | {name: _texts(fields[name]) for name in _JSON} | {"void": bool(fields["void"])})
