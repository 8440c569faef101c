"""A test of 5,000 questions beside one of 20: an answer with the next question, beginning, and handing in.

Both papers are of the same bank, and the short one's questions are those that the long one asks at that moment.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from banks import write_bank
from measure import Row, Work, in_turn
from our_reviews import right_response

from quiz.progress.attempts import SqliteAttempts
from quiz.progress.store import SqliteStore
from quiz.questions.engine import Questions
from quiz.questions.open import open_bank
from quiz.study.exam.attempt import Exam
from quiz.study.exam.draw import draw_papers
from quiz.study.exam.model import Answered, Blueprint, Paper
from quiz.study.exam.paper_json import paper_from_json, paper_to_json
from quiz.study.exam.scoring import score
from quiz.study.views import Moment

__all__ = ["rows"]

LONG, SHORT = 5_000, 20
_STEPS = SHORT - 1
"""Answers of a short test after each of which there is a next question."""
_BEFORE = 2_500
"""Answers already given in the long test, so that all lists of it are long."""


def rows(work: Work) -> list[Row]:
    """Everything in this process, in turn, on files of the same disk; time and answers are real."""
    questions = open_bank(write_bank(work.folder / "atlas"))
    paper = _drawn(work.folder / "atlas-test.json", questions)

    answering = _Answering(work.folder, questions, paper)
    many, few = in_turn(work.runs(41), answering.long, answering.short, warm_up=2)
    whole = _Whole(work.folder, questions, paper)
    begin, begin_few = in_turn(work.runs(5), lambda: whole.begin(LONG), lambda: whole.begin(SHORT))
    submit, submit_few = in_turn(work.runs(5), lambda: whole.submit(LONG), lambda: whole.submit(SHORT))
    peer = "the same in a test of 20 questions"

    def in_all(each: float) -> str:
        return f"{each * LONG / 1000:.1f} s in all"

    return [
        Row("answer committed + next question built, test of 5,000 questions", peer, many, few, "ms", 1.2),
        Row("beginning a test of 5,000 questions, for each question", peer, begin, begin_few, "ms", 1.5, in_all(begin)),
        Row("handing it in, for each question", peer, submit, submit_few, "ms", 1.5, in_all(submit)),
    ]


def _drawn(place: Path, questions: Questions) -> Paper:
    """A paper as the program draws it, kept in a file since that takes most of a minute."""
    if place.exists():
        paper = paper_from_json(place.read_text("utf-8"))
        if paper.bank_digest == questions.bank.digest:
            return paper
    paper = draw_papers(questions, Blueprint("long", questions=LONG, depth="detail"), 7, "en")[0]
    place.write_text(paper_to_json(paper), "utf-8")
    return paper


class _Learner:
    """Somebody at a test, with a new progress file."""

    def __init__(self, place: Path, questions: Questions) -> None:
        for old in place.parent.glob(f"{place.name}*"):
            old.unlink()
        self.questions = questions
        self.store = SqliteStore.open(place, questions.bank.id)
        self.attempts = SqliteAttempts(self.store)
        self._durable(True)
        self.exam: Exam

    def _durable(self, durable: bool) -> None:
        """Without, SQLite leaves it to the system when the disk has it: only for what is not measured."""
        self.store.db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        if self.store.db.execute("PRAGMA synchronous").fetchone()[0] != 2 * durable:
            raise SystemExit("SQLite does not synchronise as told")

    def begin(self, paper: Paper, first: int = 0, count: int = LONG) -> None:
        """A test of ``count`` questions of the paper."""
        some = paper._replace(slots=paper.slots[first : first + count])
        self.exam = Exam.begin(
            self.questions, self.store, self.attempts, some, multiplier=1.0, now=_now(), mono=_mono()
        )
        self.exam.shown(_mono())

    def again(self) -> None:
        """Leave and resume: from here on no question is built yet."""
        self.exam.pause(now=_now(), mono=_mono())
        uuid = self.exam.uuid
        self.exam = Exam.resume(self.questions, self.store, self.attempts, uuid, now=_now(), mono=_mono())
        self.exam.shown(_mono())

    def step(self) -> None:
        """Answer right, go on, and have the next question on the screen."""
        exam = self.exam
        exam.answer(right_response(exam.question(exam.position)), now=_now(), mono=_mono())
        exam.go(exam.position + 1, now=_now(), mono=_mono())
        exam.view()
        exam.shown(_mono())

    def give(self, answers: int) -> None:
        """Answer so many questions, not measured."""
        self._durable(False)
        for _ in range(answers):
            self.step()
        self._durable(True)


class _Answering:
    """Two learners who answer the same questions in turn; milliseconds of an answer, the median of a block."""

    def __init__(self, folder: Path, questions: Questions, paper: Paper) -> None:
        self._many, self._few = (
            _Learner(folder / "test-long.db", questions),
            _Learner(folder / "test-few.db", questions),
        )
        self._paper, self._at = paper, _BEFORE
        self._many.begin(paper)
        self._many.give(_BEFORE)
        self._many.again()

    def long(self) -> float:
        """In the midst of the long test."""
        return median(_timed(self._many.step) for _ in range(_STEPS))

    def short(self) -> float:
        """A short test from its beginning."""
        learner = self._few
        learner.begin(self._paper, self._at, SHORT)
        self._at += _STEPS
        learner.again()
        each = median(_timed(learner.step) for _ in range(_STEPS))
        learner.exam.pause(now=_now(), mono=_mono())
        return each


class _Whole:
    """Whole tests, each with a new progress file; milliseconds for each question."""

    def __init__(self, folder: Path, questions: Questions, paper: Paper) -> None:
        self._folder, self._questions, self._paper = folder, questions, paper

    def begin(self, count: int) -> float:
        """Up to the first question."""
        learner = self._learner()
        return _timed(lambda: learner.begin(self._paper, 0, count)) / count

    def submit(self, count: int) -> float:
        """The result, and every answer in the log."""
        learner = self._learner()
        learner.begin(self._paper, 0, count)
        learner.give(count - 1)
        exam = learner.exam

        def share(answers: Sequence[Answered | None]) -> float:
            return score(exam.blueprint, answers).share

        return _timed(lambda: exam.submit(now=_now(), mono=_mono(), share=share)) / count

    def _learner(self) -> _Learner:
        learner = _Learner(self._folder / "test-whole.db", self._questions)
        learner.begin(self._paper, 0, 1)  # mirrors the catalogue, which is not what is measured
        learner.exam.pause(now=_now(), mono=_mono())
        return learner


def _timed(does: Callable[[], object]) -> float:
    began = perf_counter()
    does()
    return (perf_counter() - began) * 1000


def _now() -> Moment:
    return Moment(time.time_ns() // 1_000_000, 0)


def _mono() -> int:
    return time.monotonic_ns() // 1_000_000
