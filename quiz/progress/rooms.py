"""Sessions of a class on SQLite: the journal that a room is put together from again after a crash.

:meth:`SqliteRooms.write` is what a whole class waits for, so it does nothing but insert: one transaction, one statement
for all rows of a kind, and no reading. Names are kept apart from all the rest, see :mod:`quiz.progress.schema`.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.jsontext import to_json
from quiz.progress.connect import Immediate
from quiz.progress.faults import explain, guarded
from quiz.progress.learners import backups_with, scrubbed
from quiz.progress.opening import open_database
from quiz.questions.model import Outcome, Response
from quiz.study.exam.sheet import response_of
from quiz.study.room.model import RoomEvent, RoomPlan, Seat, SeatAnswer
from quiz.study.room.store import Clocked, Forgotten, NewSession, Row, Seated, SessionLine, Stored
from quiz.typedjson import decoded, encoded

if TYPE_CHECKING:
    from quiz.questions.engine import Questions

__all__ = ["SqliteRooms", "record_evidence"]

_OUTCOMES = {one.value: one for one in Outcome}
_KEPT = "ON CONFLICT DO NOTHING"  # OR IGNORE would pass over a row that does not fit the table as well
_ANSWERS = f"INSERT INTO class_answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) {_KEPT}"
_EVENTS = f"INSERT INTO class_event VALUES (?, ?, ?, ?, ?, ?) {_KEPT}"
_SEATS = "INSERT OR REPLACE INTO class_seat VALUES (?, ?, ?, ?, ?, ?)"
_NAMES = "INSERT OR REPLACE INTO class_name VALUES (?, ?, ?, ?)"
_CLOCK = "UPDATE class_session SET at_ms = max(at_ms, ?) WHERE id = ?"
_LIST = """
    WITH told AS (
      SELECT session, seq, kind, data, json_extract(data, '$.q') AS q FROM class_event
      WHERE kind IN ('ask', 'skip', 'void', 'tally') AND json_valid(data)),
    turns AS (SELECT session, q, kind, max(seq) FROM told WHERE kind IN ('ask', 'skip') GROUP BY session, q),
    rulings AS (SELECT session, q, data, max(seq) FROM told WHERE kind = 'void' GROUP BY session, q),
    tallies AS (SELECT session, q, data, max(seq) FROM told WHERE kind = 'tally' GROUP BY session, q),
    out AS (
      SELECT session, q FROM turns WHERE kind = 'skip'
      UNION SELECT session, q FROM rulings WHERE json_array_length(data, '$.accept') = 0),
    counting AS (SELECT session, q FROM turns EXCEPT SELECT session, q FROM out),
    by_hand AS (
      SELECT session, sum(one.value) AS n FROM tallies, json_each(data, '$.counts') one
      WHERE (session, q) IN counting GROUP BY session)
    SELECT s.uuid, s.id, s.title, s.mode, s.started_ms,
      EXISTS (SELECT 1 FROM class_event e WHERE e.session = s.id AND e.kind = 'over'),
      CASE s.mode WHEN 'paced' THEN s.questions - (SELECT count(*) FROM out WHERE session = s.id)
        ELSE (SELECT count(*) FROM counting WHERE session = s.id) END,
      (SELECT count(*) FROM class_seat t WHERE t.session = s.id AND NOT t.kicked),
      (SELECT count(*) FROM class_answer a JOIN class_seat t ON t.session = a.session AND t.seat = a.seat
        WHERE a.session = s.id AND NOT t.kicked AND CASE s.mode
          WHEN 'paced' THEN (a.session, a.question) NOT IN out ELSE (a.session, a.question) IN counting END)
        + coalesce((SELECT n FROM by_hand WHERE session = s.id), 0)
    FROM class_session s ORDER BY s.started_ms DESC, s.id DESC"""
"""What is counted is what :func:`quiz.study.room.report.class_report` counts."""


class SqliteRooms:
    """Implements :class:`quiz.study.room.store.Journal`. Belongs to the thread that made it.

    Every method raises QuizError and nothing else. Of one session one object at a time may be written to; any number
    of processes may read it meanwhile.
    """

    def __init__(self, path: Path | str) -> None:
        """Open the progress file, created or migrated as needed."""
        self.path = Path(path)
        self.db = open_database(self.path)
        self._open: dict[str, tuple[int, int]] = {}
        """By session its number, and how many answers have been numbered."""

    @guarded
    def create(self, session: NewSession) -> None:
        """Keep a new session; on disk when this returns."""
        plan = session.plan
        fields = encoded(plan)
        roster = fields.pop("roster")
        title = next((plan.title[lang] for lang in (*plan.langs, *plan.title) if plan.title.get(lang)), "")
        with Immediate(self.db):
            number = self.db.execute(
                """INSERT INTO class_session (uuid, code, host_hash, started_ms, title, mode, questions, at_ms)
                   VALUES (?, ?, ?, ?, ?, ?, ?, 0)""",
                [
                    session.uuid,
                    session.code,
                    session.host_hash,
                    session.started_ms,
                    title,
                    plan.mode,
                    len(plan.entries),
                ],
            ).lastrowid
            self.db.execute("INSERT INTO class_plan VALUES (?, ?)", [number, to_json(fields)])
            self.db.executemany(_NAMES, [(number, 0, f"{at:06}", name) for at, name in enumerate(roster)])

    def write(self, uuid: str, rows: Sequence[Row]) -> None:
        """Keep all rows in one transaction; on disk when this returns. An answer or event that is there stays."""
        try:
            number, n = self._open.get(uuid) or self._opened(uuid)
            batch = _batch(number, n, rows)
            with Immediate(self.db):
                for statement, lines in batch.by_statement:
                    if lines:
                        self.db.executemany(statement, lines)
            self._open[uuid] = number, batch.n
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
                raise _no_session(uuid) from error  # deleted meanwhile, by another program
            raise explain(error, self.path) from error
        except (UnicodeError, OverflowError) as error:
            raise QuizError(_("This cannot be stored."), where=uuid) from error

    # afterwards, and after a restart

    @guarded
    def load(self, uuid: str) -> Stored:
        """A session as it was left. The name of a pupil that was forgotten is ``#`` and the number of the seat."""
        self.db.execute("BEGIN")  # one view of the file
        try:
            return self._load(uuid)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise QuizError(
                _("This session cannot be read: the progress file is damaged."),
                where=uuid,
                hint=_("Save what can be read with: quiz progress salvage NEW_FILE"),
            ) from error
        finally:
            self.db.execute("ROLLBACK")

    def _load(self, uuid: str) -> Stored:
        db, (number, _n) = self.db, self._opened(uuid)
        code, host, started, at_ms, text = db.execute(
            """SELECT s.code, s.host_hash, s.started_ms, s.at_ms, p.plan
               FROM class_session s JOIN class_plan p ON p.session = s.id WHERE s.id = ?""",
            [number],
        ).fetchone()
        roster: list[str] = []
        names: dict[int, dict[str, str | None]] = {}
        for seat, part, name in db.execute(
            "SELECT seat, part, text FROM class_name WHERE session = ? ORDER BY seat, part", [number]
        ):
            if seat:
                names.setdefault(seat, {})[part] = name
            elif name is not None:
                roster.append(name)
        seats = tuple(
            _seated(row, names.get(row[0], {}))
            for row in db.execute(
                "SELECT seat, lang, extra, kicked, token_hash FROM class_seat WHERE session = ? ORDER BY seat", [number]
            )
        )
        events = tuple(
            RoomEvent(seq, at, utc, kind, json.loads(data))
            for seq, at, utc, kind, data in db.execute(
                "SELECT seq, at_ms, utc_ms, kind, data FROM class_event WHERE session = ? ORDER BY seq", [number]
            )
        )
        answers = tuple(
            SeatAnswer(question, seat, at, utc, used, _response(told), _OUTCOMES[outcome], credit, points)
            for question, seat, at, utc, used, told, outcome, credit, points in db.execute(
                """SELECT question, seat, at_ms, utc_ms, used_ms, response, outcome, credit, points
                   FROM class_answer WHERE session = ? ORDER BY n, question, seat""",
                [number],
            )
        )
        plan: RoomPlan = decoded(RoomPlan, {**json.loads(text), "roster": roster})
        known = max((at_ms, *(one.at_ms for one in events), *(one.at_ms for one in answers)))
        return Stored(NewSession(uuid, code, host, started, plan), seats, events, answers, known)

    @guarded
    def sessions(self) -> tuple[SessionLine, ...]:
        """All sessions, the latest first."""
        return tuple(
            SessionLine(uuid, number, title, mode, started, bool(over), questions, seats, answers)
            for uuid, number, title, mode, started, over, questions, seats, answers in self.db.execute(_LIST)
        )

    @guarded
    def forget(self, uuid: str, *, names_only: bool) -> Forgotten:
        """Delete a session, or only the names in it, and overwrite their place on disk.

        Without names pupils are ``#`` and their seat; teams whose results are averaged are ``#`` and a number.
        What pupils typed as an answer is not looked through for names.
        """
        number, _n = self._opened(uuid)
        (before,) = self.db.execute("PRAGMA secure_delete").fetchone()
        self.db.execute("PRAGMA secure_delete = ON")
        try:
            with Immediate(self.db):
                if names_only:
                    self._anonymise(number)
                else:
                    self.db.execute("DELETE FROM class_session WHERE id = ?", [number])
            traces = not scrubbed(self.db)
        finally:
            self.db.execute(f"PRAGMA secure_delete = {before}")
        self._open.pop(uuid, None)
        return Forgotten(tuple(map(str, backups_with(self.path, "class_session", "uuid", uuid))), traces)

    def _anonymise(self, number: int) -> None:
        db = self.db
        (plan,) = db.execute("SELECT plan FROM class_plan WHERE session = ?", [number]).fetchone()
        teams: list[tuple[int, str]] = []
        if json.loads(plan)["teams"] == "averaged":  # who was in one together is part of the result
            teams = db.execute(
                """SELECT seat, text FROM class_name
                   WHERE session = ? AND part = 'team' AND text <> '' ORDER BY seat""",
                [number],
            ).fetchall()
        numbers = {team: at for at, team in enumerate(dict.fromkeys(team for _seat, team in teams), 1)}
        db.execute("DELETE FROM class_name WHERE session = ? AND seat = 0", [number])
        db.execute("UPDATE class_name SET text = NULL WHERE session = ?", [number])
        db.executemany(_NAMES, [(number, seat, "team", f"#{numbers[team]}") for seat, team in teams])

    def close(self) -> None:
        """Close the file. Harmless when done twice."""
        self.db.close()

    # profiles

    @guarded
    def profile(self, name: str) -> str:
        """What :attr:`Seat.learner` says of the learner of this name; empty if there is none."""
        row = self.db.execute("SELECT uuid FROM learner WHERE name = ?", [name]).fetchone()
        return str(row[0]) if row else ""

    @guarded
    def learner(self, profile: str) -> str:
        """The name of the learner whom :attr:`Seat.learner` means; empty if there is none."""
        row = self.db.execute("SELECT name FROM learner WHERE uuid = ?", [profile]).fetchone()
        return str(row[0]) if row else ""

    def _opened(self, uuid: str) -> tuple[int, int]:
        row = self.db.execute(
            """SELECT id, (SELECT coalesce(max(n), 0) FROM class_answer WHERE session = s.id)
               FROM class_session s WHERE uuid = ?""",
            [uuid],
        ).fetchone()
        if row is None:
            raise _no_session(uuid)
        self._open[uuid] = found = int(row[0]), int(row[1])
        return found


def record_evidence(rooms: SqliteRooms, questions: "Questions", stored: Stored, zone_minutes: int) -> int:
    """Have the answers of pupils with a profile count for their memory, each once, whenever this is called.

    ``zone_minutes`` is the local offset from UTC, for the study day. Returns how many answers that were. Raises
    QuizError.
    """
    from quiz.progress.store import SqliteStore
    from quiz.study.catalogue import synchronise
    from quiz.study.room.recording import record_seat

    count = 0
    for seat, _token in stored.seats:
        name = rooms.learner(seat.learner) if seat.learner and not seat.kicked else ""
        if name:
            store = SqliteStore.open(rooms.path, questions.bank.id, name)
            try:
                synchronise(questions, store)
                count += record_seat(questions, store, stored, seat.id, zone_minutes)
            finally:
                store.close()
    return count


class _Batch(NamedTuple):
    """Rows by the statements that write them."""

    by_statement: tuple[tuple[str, list[tuple[Any, ...]]], ...]
    n: int
    """Number of the last answer."""


def _batch(number: int, n: int, rows: Sequence[Row]) -> _Batch:
    answers: list[tuple[Any, ...]] = []
    events: list[tuple[Any, ...]] = []
    seats: list[tuple[Any, ...]] = []
    names: list[tuple[Any, ...]] = []
    clock: list[tuple[Any, ...]] = []
    for row in rows:
        if type(row) is SeatAnswer:  # nearly all of them
            question, seat, at_ms, utc_ms, used_ms, response, outcome, credit, points = row
            n += 1
            told = to_json(response)
            answers.append((number, question, seat, n, at_ms, utc_ms, used_ms, told, outcome.value, credit, points))
        elif isinstance(row, RoomEvent):
            events.append((number, row.seq, row.at_ms, row.utc_ms, row.kind, to_json(row.data)))
        elif isinstance(row, Seated):
            one = row.seat
            seats.append((number, one.id, one.lang, one.extra, int(one.kicked), row.token_hash))
            names += [(number, one.id, "name", one.name), (number, one.id, "team", one.team)]
            if one.learner:  # it comes with the seat or never
                names.append((number, one.id, "learner", one.learner))
        elif isinstance(row, Clocked):
            clock.append((row.at_ms, number))
    lines = ((_EVENTS, events), (_SEATS, seats), (_NAMES, names), (_ANSWERS, answers), (_CLOCK, clock))
    return _Batch(lines, n)


def _seated(row: tuple[int, str, float, int, bytes], names: Mapping[str, str | None]) -> Seated:
    number, lang, extra, kicked, token_hash = row
    name = names.get("name", "")
    seat = Seat(
        number,
        f"#{number}" if name is None else name,
        lang,
        names.get("team") or "",
        extra,
        bool(kicked),
        names.get("learner") or "",
    )
    return Seated(seat, token_hash)


@lru_cache(maxsize=1024)
def _response(told: str) -> Response:
    """A response out of JSON; in a class the same few come again and again."""
    return response_of(json.loads(told))


def _no_session(uuid: str) -> QuizError:
    return QuizError(_("There is no such session."), where=uuid, hint=_("It may have been deleted."))
