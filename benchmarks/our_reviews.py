"""A review here: as the scheduler sees it (the item), as the learner does (the question), and its bare rows."""

import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from worker import serve

from quiz.progress.store import SqliteStore
from quiz.questions.model import Question, Response
from quiz.questions.open import open_bank
from quiz.study.agenda import Agenda, Choice
from quiz.study.commit import answer_row, evidence_of
from quiz.study.course import Course
from quiz.study.ids import new_id
from quiz.study.sitting import Sitting
from quiz.study.views import Moment, Plan, Presented

__all__ = ["Items", "Prepared", "Rows", "Sittings", "right_response"]


class _Reviews:
    """A real bank and a real progress file, open before anything is timed."""

    def __init__(self, bank: Path, progress: Path) -> None:
        self.questions = open_bank(bank)
        self.store = SqliteStore.open(progress, self.questions.bank.id)
        synchronous = self.store.db.execute("PRAGMA synchronous").fetchone()[0]
        if synchronous != 2:
            raise SystemExit(f"synchronous = {synchronous}, not FULL (2)")
        self.plan = Plan("en", seed=1)

    def think(self) -> None:
        """Nothing."""


class Sittings(_Reviews):
    """``Sitting.answer``, which grades and commits, then ``Sitting.present``, which builds the next question."""

    sitting: Sitting
    shown: Presented | None

    def first(self) -> None:
        """Begin, up to the first question."""
        self.sitting = Sitting(self.questions, self.store, self.plan, _now())
        self.shown = self.sitting.present(_now())

    def step(self) -> None:
        """Answer right, and have the next question."""
        assert self.shown is not None
        now = _now()
        self.sitting.answer(right_response(self.shown.question), now, 3000)
        self.shown = self.sitting.present(now)


class Prepared(Sittings):
    """The same as in the app, which builds the next question while the learner thinks."""

    def think(self) -> None:
        """``Sitting.prepare``."""
        self.sitting.prepare(_now())


class Items(_Reviews):
    """What a sitting asks of its parts but for the question: the row, its evidence, the commit, the next item."""

    choice: Choice | None

    def __init__(self, bank: Path, progress: Path) -> None:
        super().__init__(bank, progress)
        from quiz.questions.grade import grade

        self.agenda = Agenda(self.questions, self.store, self.plan, self.store.settings())
        self.course = Course()
        item = next(info for info in self.questions.items())
        self.question = self.questions.ask(item.id, item.forms[0], "en", 1)
        self.verdict = grade(self.question, right_response(self.question))

    def first(self) -> None:
        """Read the queues, and choose the first item."""
        self.day = _day()
        self.agenda.begin(self.course, self.day)
        self.choice = self.agenda.next(self.course, self.day, _now().at_ms)

    def step(self) -> None:
        """Commit a right answer to the item, and choose the next one."""
        choice, now = self.choice, _now()
        assert choice is not None and choice.state is not None
        touch = self.question.touches[0]._replace(item=choice.item, digest=choice.state.digest)
        question = self.question._replace(id=f"{choice.item}~choice.en#1", item=choice.item, touches=(touch,))
        verdict = self.verdict._replace(touched=((touch, True),))
        row = answer_row(
            question,
            0,
            verdict,
            session="benchmark",
            mode="study",
            digest=self.questions.bank.digest,
            day=self.day,
            now=now,
            latency_ms=3000,
        )
        lines = evidence_of(
            self.questions,
            question,
            verdict,
            "study",
            state=lambda _item: choice.state,
            predict=lambda _state: 0.9,
            latency_ms=3000,
        )
        self.store.record(row, lines)
        self.course.asked.add(choice.item)
        self.course.families.add(choice.state.family)
        self.course.answered += 1
        self.choice = self.agenda.next(self.course, self.day, now.at_ms)


class Rows(Items):
    """The floor: the rows of such an answer and their commit by ``sqlite3``, with nothing that decides on them."""

    def first(self) -> None:
        """Answer one item as above: its rows are the pattern."""
        super().first()
        super().step()
        db = self.store.db
        self.answer = _named(db, "SELECT * FROM answer ORDER BY id DESC LIMIT 1")
        self.evidence = _named(db, "SELECT * FROM evidence ORDER BY answer DESC LIMIT 1")
        self.states = db.execute("SELECT enrolment, topic, item FROM state WHERE due > 0 ORDER BY due").fetchall()
        self.insert_answer = f"INSERT INTO answer VALUES ({', '.join('?' * len(self.answer))})"
        self.insert_evidence = f"INSERT INTO evidence VALUES ({', '.join('?' * len(self.evidence))})"

    def step(self) -> None:
        """The rows of an answer to the item that is due longest."""
        db, key, answer, now = self.store.db, self.states.pop(0), self.answer, _now().at_ms
        answer["id"] = answer["seq"] = self.evidence["answer"] = answer["id"] + 1
        answer["uuid"], answer["at_ms"] = new_id(now), now
        answer["item"] = self.evidence["item"] = key[2]
        db.execute("BEGIN IMMEDIATE")
        db.execute(self.insert_answer, tuple(answer.values()))
        db.execute(self.insert_evidence, tuple(self.evidence.values()))
        db.execute(_NEW_STATE, (12.5, 5.5, self.day, 4, 0, 4, self.day + 13, now, *key))
        db.execute("COMMIT")


_NEW_STATE = """
    UPDATE state SET stability = ?, difficulty = ?, last_day = ?, reps = ?, lapses = ?, rights = ?, due = ?, last_ms = ?
    WHERE enrolment = ? AND topic = ? AND item = ?"""


def _named(db: sqlite3.Connection, query: str) -> dict[str, Any]:
    """The columns of the only row."""
    found = db.execute(query)
    return dict(zip([column[0] for column in found.description], found.fetchone(), strict=True))


def _now() -> Moment:
    return Moment(time.time_ns() // 1_000_000, 0)


def _day() -> int:
    from quiz.memory.days import study_day

    return study_day(_now().at_ms, 0)


def right_response(question: Question) -> Response:
    """A response that is right."""
    form = question.form.value
    if form == "flashcard":
        return "good"
    if form == "typed":
        return question.key[0]
    return question.key_indices[0] if form in ("choice", "true_false") else question.key_indices


if __name__ == "__main__":
    kinds: dict[str, type[Items | Sittings]] = {
        "rows": Rows,
        "items": Items,
        "sittings": Sittings,
        "prepared": Prepared,
    }
    serve(kinds[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3])))
