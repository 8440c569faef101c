"""From a submitted attempt to the log: one row for each answer, with what it says of memory.

Rows are written some hundred at a time, since to wait for the disk after each would take longest of all. They have
identifiers that follow from the attempt's, and the log takes none twice: what a crash cuts short is done again from
the beginning, at the next opening.
"""

import json
from collections.abc import Callable
from functools import partial

from quiz.hashing import blake2b
from quiz.questions.engine import Questions
from quiz.questions.model import Question, Response, Verdict
from quiz.study.exam.prints import same_question
from quiz.study.exam.sheet import response_of
from quiz.study.exam.store import AttemptStore, Final, NewAttempt
from quiz.study.records import Answer, Evidence, Mode, Store
from quiz.study.views import Moment

__all__ = ["Rows", "complete", "record", "row_id"]

_TOGETHER = 200
"""Rows of one transaction: a few hundredths of a second for which no other program can write."""


def row_id(attempt: str, n: int) -> str:
    """UUID (version 8, RFC 9562) of the log's row for question ``n``: the attempt's moment, then a digest."""
    digest = blake2b(f"{attempt}\x1f{n}".encode(), digest_size=10).hexdigest()
    variant = "89ab"[int(digest[3], 16) & 3]
    return f"{attempt[:13]}-8{digest[:3]}-{variant}{digest[4:7]}-{digest[7:19]}"


def complete(questions: Questions, store: Store, attempts: AttemptStore) -> int:
    """Record what was submitted and is not yet in the log; returns how many attempts that were.

    Called whenever an attempt begins or is resumed; a front end may call it at any time. An attempt that another
    process holds is being recorded there.
    """
    done = 0
    for uuid in attempts.unrecorded():
        if not attempts.take(uuid):
            continue
        try:
            saved = attempts.load(uuid)
            if not saved.recorded:
                record(questions, store, saved.begun, saved.finals, partial(_as_it_was, questions, saved.begun))
                attempts.recorded(uuid)
                done += 1
        finally:
            attempts.leave(uuid, done=True)
    return done


def _as_it_was(questions: Questions, begun: NewAttempt, n: int) -> Question | None:
    return same_question(questions, begun.paper.slots[n], begun.paper.lang, begun.prints[n])


def record(
    questions: Questions,
    store: Store,
    begun: NewAttempt,
    finals: tuple[Final, ...],
    question: Callable[[int], Question | None],
) -> None:
    """Write the answers that stand to the log. What was never on the screen says nothing and gets no row.

    ``question`` gives that of a slot, or None if the bank yields it no more, or not as it was: such an answer is left
    out, since its evidence would be of another value.
    """
    rows = Rows(questions, store, "test", begun.uuid, believed=begun.paper.blueprint.evidence)
    for final in finals:
        response = response_of(json.loads(final.response))
        if final.void or (response is None and not final.used_ms):
            continue
        asked = question(final.n)
        if asked is not None:
            verdict = questions.grade(asked, response).strict
            now = Moment(final.at_ms, final.zone_minutes)
            rows.add(row_id(begun.uuid, final.n), asked, response, verdict, now, final.used_ms)
    rows.flush()


class Rows:
    """Rows of the log that are collected and written together."""

    def __init__(self, questions: Questions, store: Store, mode: Mode, session: str, *, believed: bool) -> None:
        """``believed`` is False where answers say nothing of memory."""
        self._questions, self._store, self._mode, self._session = questions, store, mode, session
        self._believed = believed
        self._usual, self._parameters = store.median_latency(), store.parameters()
        self._cutoff = store.settings().cutoff_hour
        self._rows: list[tuple[Answer, list[Evidence]]] = []
        self._touched: set[str] = set()
        """Items whose memory the collected rows change."""

    def flush(self) -> None:
        """Have all that was collected on disk."""
        if self._rows:
            self._store.record_all(self._rows)
        self._rows, self._touched = [], set()

    def add(
        self, uuid: str, question: Question, response: Response, verdict: Verdict, now: Moment, used_ms: int
    ) -> Answer:
        """The row ``uuid`` of an answer, with what it says of memory."""
        from quiz.study.commit import answer_row, evidence_of, predictor

        items = {touch.item for touch in question.touches}
        if len(self._rows) >= _TOGETHER or not self._touched.isdisjoint(items):
            self.flush()  # what is foretold of an item goes by all earlier answers
        day = self._day(now)
        row = answer_row(
            question,
            response,
            verdict,
            session=self._session,
            mode=self._mode,
            digest=self._questions.bank.digest,
            day=day,
            now=now,
            latency_ms=used_ms,
        )._replace(uuid=uuid)
        lines = evidence_of(
            self._questions,
            question,
            verdict,
            self._mode,
            state=self._store.state,
            predict=predictor(self._parameters, day),
            latency_ms=row.latency_ms,
            median_ms=self._usual,
            believed=self._believed,
        )
        self._rows.append((row, lines))
        self._touched |= items
        return row

    def take_back(self, uuid: str, row: Answer, now: Moment) -> None:
        """The row ``uuid``, which takes back ``row``."""
        back = row.taken_back(uuid, at_ms=now.at_ms, zone_minutes=now.zone_minutes, day=self._day(now))
        self._rows.append((back, []))

    def _day(self, now: Moment) -> int:
        return now.day(self._cutoff)
