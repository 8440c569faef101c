"""Writing answers and evidence to the log, and reading an answer back. Runs in the caller's transaction."""

import sqlite3
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from quiz.jsontext import to_json
from quiz.memory.fsrs import AGAIN, EASY, GOOD, HARD
from quiz.progress.catalogue import Enrolment
from quiz.progress.replay import UNDONE
from quiz.progress.snapshot import LogEnd
from quiz.study.ids import new_id
from quiz.study.records import UNDO_STEPS, Answer, Evidence

__all__ = [
    "grade",
    "last_standing",
    "write_answer",
    "write_evidence",
    "write_reset",
]

_UNDO_WINDOW = 1_000
"""Rows from the end of the log among which a session's last answers are looked for: answers of other
processes and the rows that take back lie between them."""

_GRADES = {'"again"': AGAIN, '"hard"': HARD, '"good"': GOOD, '"easy"': EASY}
_AS_IT_IS = (
    "uuid",
    "session",
    "at_ms",
    "zone_minutes",
    "day",
    "question",
    "bank_digest",
    "template",
    "lang",
    "form",
    "response",
    "outcome",
    "credit",
    "latency_ms",
    "mode",
    "undoes",
)
_FIELDS = ("seed", "options", *_AS_IT_IS)
_as_it_is = attrgetter(*_AS_IT_IS)
_INSERT_ANSWER = f"""
    INSERT INTO answer (id, seq, device, enrolment, item, chosen, {", ".join(_FIELDS)})
    VALUES (?1, ?1, {", ".join(f"?{n}" for n in range(2, 6 + len(_FIELDS)))})"""
_INSERT_EVIDENCE = """
    INSERT INTO evidence (
      answer, n, enrolment, item, digest, right, grade, guess, slip, predicted, counts, why)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def grade(answer: Answer) -> int:
    """1 to 4 for a self-graded card, else 0."""
    return _GRADES.get(answer.response, 0) if answer.form == "flashcard" else 0


def write_answer(db: sqlite3.Connection, scope: Enrolment, end: LogEnd, answer: Answer, item: int) -> LogEnd:
    """Append the answer at ``end``; returns the new end, whose number is the answer's row id.

    Raises sqlite3.IntegrityError if its uuid is in the log already.
    """
    chosen = ""
    mistaken = answer.form == "choice" and answer.outcome == "wrong" and not answer.undoes
    if mistaken and answer.response.isdecimal():
        index = int(answer.response)
        chosen = answer.options[index] if index < len(answer.options) else ""
    number = end.last + 1
    made = (number, end.device, scope.id, item, chosen, f"{answer.seed:x}", to_json(answer.options))
    db.execute(_INSERT_ANSWER, made + _as_it_is(answer))
    return LogEnd(end.device, number)


def write_evidence(
    db: sqlite3.Connection, scope: Enrolment, number: int, lines: Sequence[tuple[int, Evidence]], graded: int
) -> None:
    """Append what answer ``number`` says of each (row id of an item, evidence)."""
    db.executemany(
        _INSERT_EVIDENCE,
        [
            (
                number,
                n,
                scope.id,
                item,
                line.digest,
                int(line.right),
                graded,
                line.guess,
                line.slip,
                line.predicted,
                int(line.counts),
                line.why,
            )
            for n, (item, line) in enumerate(lines)
        ],
    )


def write_reset(
    db: sqlite3.Connection, scope: Enrolment, end: LogEnd, topic: str, at_ms: int, items: Sequence[int]
) -> None:
    """Append the event that what was learned of ``items`` so far is to be forgotten."""
    number = db.execute(
        "INSERT INTO reset (uuid, device, seq, enrolment, at_ms, topic) VALUES (?, ?, ?, ?, ?, ?)",
        [new_id(at_ms), end.device, end.last, scope.id, at_ms, topic],
    ).lastrowid
    db.executemany("INSERT INTO reset_item (reset, item) VALUES (?, ?)", ((number, item) for item in items))


def last_standing(db: sqlite3.Connection, scope: Enrolment, bank: str, session: str) -> tuple[int, Answer] | None:
    """(row id of its item, answer): the session's last that is not taken back, among its last 30."""
    columns = ", ".join(f"a.{name}" for name in _FIELDS)
    rows = db.execute(
        f"""SELECT a.item, (SELECT item FROM item WHERE id = a.item), {columns},
                   {UNDONE}
            FROM answer a WHERE a.id > (SELECT max(id) FROM answer) - ? AND a.enrolment = ?
              AND a.session = ? AND a.undoes = '' ORDER BY a.id DESC LIMIT ?""",
        [_UNDO_WINDOW, scope.id, session, UNDO_STEPS],
    ).fetchall()
    standing = next((row for row in rows if not row[-1]), None)
    return (standing[0], _answer(bank, standing[1], standing[2:-1])) if standing else None


def _answer(bank: str, item: str, row: Sequence[Any]) -> Answer:
    import json

    fields = dict(zip(_FIELDS, row, strict=True))
    fields["seed"], fields["options"] = int(fields["seed"], 16), tuple(json.loads(fields["options"]))
    return Answer(item=item, bank=bank, **fields)
