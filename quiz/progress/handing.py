"""Attempts that were made on paper: a class at a time, in one transaction.

What was marked first stays in ``attempt_answer``. Where a sheet is marked again and differs, events of kind ``remark``
are appended to the attempt, and the last one for a question stands; only ``attempt.share`` is written over, as in any
attempt. So nothing that was once said of a pupil is lost, and marking the same sheets again writes nothing.
"""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from quiz.jsontext import to_json
from quiz.progress.attempts import add_attempt, add_events, add_finals, final_row, remarks, texts_of
from quiz.progress.catalogue import enrol, find_enrolment
from quiz.progress.connect import Immediate
from quiz.progress.faults import explain
from quiz.progress.names import learner_name
from quiz.progress.opening import open_database
from quiz.study.exam.store import REMARKED, AttemptEvent, Final, Handed, Progress

__all__ = ["Kept", "keep"]


class Kept(NamedTuple):
    """What was written."""

    new: int
    """Attempts that were not there."""
    changed: int
    """Attempts that were there and stand otherwise now."""
    same: int
    """Attempts that were there just so."""
    learners: int
    """People who were not in the file."""
    elsewhere: tuple[str, ...]
    """Names of those who have an attempt at another form of the same paper: both stand."""


def keep(
    path: Path, bank: str, sheets: Sequence[Handed], *, at_ms: int, only_known: bool = False, evidence: bool = False
) -> Kept:
    """Keep ``sheets``, each under its own identifier, so that none is ever counted twice.

    ``only_known`` changes attempts that are there and adds none. With ``evidence`` their answers wait for
    :func:`quiz.study.exam.recording.complete`. Pupils are enrolled without states, which they get when they first
    learn here: a class of three hundred would need a million. Raises QuizError; then nothing was written.
    """
    if only_known and not path.exists():
        return Kept(0, 0, 0, 0, ())
    db = open_database(path)
    try:
        with Immediate(db):
            return _Keeper(db, bank, at_ms, only_known, evidence).all(sheets)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    finally:
        db.close()


class _Keeper:
    def __init__(self, db: sqlite3.Connection, bank: str, at_ms: int, only_known: bool, evidence: bool) -> None:
        self.db, self.bank, self.at_ms, self.only_known, self.evidence = db, bank, at_ms, only_known, evidence
        self._texts: dict[int, tuple[str, str]] = {}
        self._rows: dict[int, tuple[tuple[Any, ...], str]] = {}

    def all(self, sheets: Sequence[Handed]) -> Kept:
        new = changed = same = learners = 0
        elsewhere = []
        for sheet in sheets:
            row = self.db.execute("SELECT id FROM attempt WHERE uuid = ?", [sheet.begun.uuid]).fetchone()
            if row is not None:
                differs = self._remark(row[0], sheet)
                changed, same = changed + differs, same + (not differs)
            elif not self.only_known:
                learners += self._add(sheet)
                new += 1
                if any(self._there(uuid) for uuid in sheet.others):
                    elsewhere.append(sheet.name)
        return Kept(new, changed, same, learners, tuple(elsewhere))

    def _there(self, uuid: str) -> bool:
        return self.db.execute("SELECT 1 FROM attempt WHERE uuid = ?", [uuid]).fetchone() is not None

    def _add(self, sheet: Handed) -> bool:
        """Whether the pupil is new to the file."""
        name = learner_name(sheet.name)
        stranger = enrol(self.db, name, self.bank)
        enrolment = find_enrolment(self.db, name, self.bank)
        assert enrolment is not None
        begun = sheet.begun
        if id(begun.paper) not in self._texts:  # the same for the whole class
            self._texts[id(begun.paper)] = texts_of(begun)
        texts = self._texts[id(begun.paper)]
        number = add_attempt(self.db, enrolment.id, begun, Progress(0, 0, 0, begun.started_ms), texts)
        events = [
            AttemptEvent(final.at_ms, final.zone_minutes, "answer", final.n, self._row(final)[1], 0, 0)
            for final in sheet.finals
            if final.response != "null"
        ]
        events.append(AttemptEvent(begun.started_ms, sheet.zone_minutes, "submit", 0, "{}", 0, 0))
        add_events(self.db, number, 0, events)
        add_finals(self.db, number, (self._row(final)[0] for final in sheet.finals))
        self.db.execute(
            "UPDATE attempt SET submitted_ms = ?, share = ?, recorded = ? WHERE id = ?",
            [begun.started_ms, sheet.share, int(not self.evidence), number],
        )
        return stranger

    def _row(self, final: Final) -> tuple[tuple[Any, ...], str]:
        """Its columns, and the data of its event. Pupils of a class share finals, and those outlive this object."""
        found = self._rows.get(id(final))
        if found is None:
            found = self._rows[id(final)] = final_row(final), _answer(final)
        return found

    def _remark(self, number: int, sheet: Handed) -> bool:
        """Whether something differs from what stands."""
        columns = ", ".join(REMARKED)
        standing = {
            n: tuple(row)
            for n, *row in self.db.execute(f"SELECT n, {columns} FROM attempt_answer WHERE attempt = ?", [number])
        } | remarks(self.db, number)
        events = [
            AttemptEvent(self.at_ms, sheet.zone_minutes, "remark", final.n, to_json(_remarked(final)), 0, 0)
            for final in sheet.finals
            if standing.get(final.n) != _picked(self._row(final)[0])
        ]
        after = self.db.execute("SELECT coalesce(max(n) + 1, 0) FROM attempt_event WHERE attempt = ?", [number])
        add_events(self.db, number, after.fetchone()[0], events)
        self.db.execute("UPDATE attempt SET share = ? WHERE id = ?", [sheet.share, number])
        if self.evidence:  # rows of the log have identifiers of their own: none is written twice
            self.db.execute("UPDATE attempt SET recorded = 0 WHERE id = ?", [number])
        return bool(events)


def _answer(final: Final) -> str:
    return to_json(
        {
            "response": json.loads(final.response),
            "outcome": final.outcome,
            "credit": final.credit,
            "certainty": final.certainty,
        }
    )


def _remarked(final: Final) -> dict[str, Any]:
    return {name: getattr(final, name) for name in REMARKED}


_PLACES = tuple(map(Final._fields.index, REMARKED))


def _picked(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The columns that a remark replaces."""
    return tuple(row[at] for at in _PLACES)
