"""What pupils with a profile answered in a class, as evidence of their memory."""

from typing import NamedTuple

from quiz.questions.engine import Questions
from quiz.questions.grade import grade
from quiz.questions.model import Outcome, Question, Verdict
from quiz.study.commit import overruled
from quiz.study.exam.recording import Rows, row_id
from quiz.study.records import Answer as Row
from quiz.study.records import Store
from quiz.study.room.machine import Room
from quiz.study.room.model import SeatAnswer
from quiz.study.room.points import marked
from quiz.study.room.store import Stored
from quiz.study.views import Moment

__all__ = ["record_seat"]


class _Given(NamedTuple):
    """An answer of the seat."""

    answer: SeatAnswer
    question: Question
    verdict: Verdict
    """As it was given."""


def record_seat(questions: Questions, store: Store, stored: Stored, seat: int, zone_minutes: int) -> int:
    """Write what a seat answered to the log of its learner, whose ``store`` is; returns how many answers there are.

    Rows have identifiers that follow from the session's, so that nothing is written twice however often this is
    called, be it while the room is still open. Where a question is skipped or decided upon its row is taken back and,
    if the answer still counts, another one written. Left out are questions that the bank does not have, or no longer.
    """
    decisions = [event for event in stored.events if event.kind in ("void", "skip")]
    room = Room.replay(stored._replace(events=tuple(event for event in stored.events if event.kind != "void")))
    log = _Log(Rows(questions, store, "class", stored.session.uuid, believed=room.plan.evidence), stored, zone_minutes)
    given: dict[int, _Given] = {}
    for answer in (mine[seat] for mine in room.answers if seat in mine):
        question = room.question(answer.question, room.seats[seat].lang)
        if question.bank == questions.bank.id and questions.has(question.item):
            verdict = grade(question, answer.response).strict
            given[answer.question] = one = _Given(answer, question, verdict)
            log.stand(one, verdict, answer.utc_ms)
    for decision in decisions:
        if decision.kind == "void":
            room.apply(decision)
        found = given.get(decision.data["q"])
        if found is not None:
            log.stand(found, _ruled(room, found), decision.utc_ms)
    log.rows.flush()
    return sum(q not in room.skipped for q in given)


def _ruled(room: Room, given: _Given) -> Verdict | None:
    """The verdict as the room stands; None: the question counts for nobody."""
    mark = marked(room, given.answer)
    if mark is None:
        return None
    accepted = mark.right and given.verdict.outcome is not Outcome.RIGHT
    return overruled(given.verdict) if accepted else given.verdict


class _Log:
    """The rows of one seat, each as it stands after one decision after the other."""

    def __init__(self, rows: Rows, stored: Stored, zone_minutes: int) -> None:
        self.rows, self._uuid, self._zone = rows, stored.session.uuid, zone_minutes
        self._standing: dict[int, tuple[int, Verdict | None, Row | None]] = {}
        """By question how often it was decided, what stands now, and its row."""

    def stand(self, given: _Given, verdict: Verdict | None, utc_ms: int) -> None:
        """Have the answer be worth ``verdict``, or nothing (None), as was decided at ``utc_ms``. What it says of memory
        it says of the day on which it was given."""
        answer = given.answer
        n, before, row = self._standing.get(answer.question, (0, None, None))
        if n and verdict == before:
            return
        of = f"{self._uuid}\x1f{answer.seat}\x1f{n}"
        if row is not None:
            self.rows.take_back(row_id(f"{of}\x1fback", answer.question), row, Moment(utc_ms, self._zone))
            row = None
        if verdict is not None:
            uuid, when = row_id(of, answer.question), Moment(answer.utc_ms, self._zone)
            row = self.rows.add(uuid, given.question, answer.response, verdict, when, answer.used_ms)
        self._standing[answer.question] = n + 1, verdict, row
