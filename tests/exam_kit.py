"""What the tests of timed quizzes share: papers made by hand, and a learner with two clocks of their own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quiz.progress.attempts import SqliteAttempts
from quiz.progress.store import SqliteStore
from quiz.questions.engine import Questions
from quiz.questions.model import Form, Outcome, Response
from quiz.study.exam.attempt import Exam
from quiz.study.exam.model import Answered, Blueprint, Clock, Paper, Slot
from quiz.study.exam.result import Result
from quiz.study.exam.views import Tick
from quiz.study.views import Moment
from tests.simulated_learner import EVENING_MS, HANOI, right_response, wrong_response
from tests.study_kit import towns


def paper(
    questions: Questions | None = None,
    count: int = 5,
    *,
    forms: Sequence[Form] = (Form.CHOICE,),
    clock: tuple[int, int] = (0, 0),
    wall: bool = False,
    lang: str = "en",
    seed: int = 2**63 + 5,
    **blueprint: Any,
) -> Paper:
    """``count`` questions of different subjects; ``clock``: seconds for a question and for the whole."""
    questions = questions or towns()
    slots: list[Slot] = []
    for info in questions.items():
        form = forms[len(slots) % len(forms)]
        subject = info.id.split("/")[1]
        if form in info.forms and all(slot.item.split("/")[1] != subject for slot in slots):
            slots.append(Slot(info.id, form, seed + len(slots), 0.5))
        if len(slots) == count:
            break
    assert len(slots) == count
    made = Blueprint(**{"name": "trial", "questions": count, "clock": Clock(*clock, wall), **blueprint})
    return Paper(made, questions.bank.id, questions.bank.digest, seed, lang, tuple(slots))


def share(answers: Sequence[Answered | None]) -> float:
    """Plain: credits over questions."""
    return sum(one.credit for one in answers if one is not None) / max(1, len(answers))


class Desk:
    """A learner at a test in a real file. Time passes only by :meth:`wait`."""

    def __init__(
        self, path: Path, questions: Questions | None = None, learner: str = "default", *, durable: bool = True
    ) -> None:
        """``durable=False`` saves the time of reaching the disk, where no process is really killed."""
        self.path, self.questions, self.learner = path, questions or towns(), learner
        self.at_ms, self.mono = EVENING_MS, 5_000_000
        self._exam: Exam | None = None
        self.durable = durable
        self.open()

    def open(self) -> None:
        self.store = SqliteStore.open(self.path, self.questions.bank.id, self.learner)
        if not self.durable:
            self.store.db.execute("PRAGMA synchronous = OFF")
        self.attempts = SqliteAttempts(self.store)

    @property
    def exam(self) -> Exam:
        assert self._exam is not None
        return self._exam

    @property
    def now(self) -> Moment:
        return Moment(self.at_ms, HANOI)

    @property
    def when(self) -> dict[str, Any]:
        return {"now": self.now, "mono": self.mono}

    def begin(self, given: Paper, multiplier: float = 1.0, *, shown: bool = True) -> Exam:
        self._exam = Exam.begin(
            self.questions, self.store, self.attempts, given, multiplier=multiplier, now=self.now, mono=self.mono
        )
        if shown:
            self._exam.shown(self.mono)
        return self._exam

    def wait(self, seconds: float) -> None:
        self.at_ms += round(seconds * 1000)
        self.mono += round(seconds * 1000)

    def tick(self) -> Tick:
        return self.exam.tick(self.now, self.mono)

    def run(self, seconds: int) -> list[Tick]:
        """A tick a second."""
        ticks = []
        for _second in range(seconds):
            self.wait(1)
            ticks.append(self.tick())
        return ticks

    def give(self, response: Response, certainty: int = 0) -> Any:
        return self.exam.answer(response, now=self.now, mono=self.mono, certainty=certainty)

    def right(self, certainty: int = 0) -> Any:
        return self.give(right_response(self.exam.question(self.exam.position)), certainty)

    def wrong(self) -> Any:
        return self.give(wrong_response(self.exam.question(self.exam.position)))

    def go(self, n: int) -> None:
        self.exam.go(n, now=self.now, mono=self.mono)
        self.exam.shown(self.mono)

    def kill(self) -> None:
        """The process ends: its connections close, nothing is written, its monotonic clock is worth nothing."""
        self.attempts.close()
        self.store.close()
        self.uuid = self.exam.uuid
        self._exam = None
        self.mono = 77

    def resume(self, questions: Questions | None = None) -> Exam:
        self.questions = questions or self.questions
        self.close()
        self.open()
        self._exam = Exam.resume(self.questions, self.store, self.attempts, self.uuid, now=self.now, mono=self.mono)
        self._exam.shown(self.mono)
        return self._exam

    def submit(self) -> Result:
        return self.exam.submit(now=self.now, mono=self.mono, share=share)

    def close(self) -> None:
        self.attempts.close()
        self.store.close()

    def log(self) -> list[tuple[Any, ...]]:
        """(uuid, mode, outcome, credit, latency) of the rows of the log."""
        return self.store.db.execute(
            "SELECT uuid, mode, outcome, credit, latency_ms FROM answer ORDER BY id"
        ).fetchall()


def outcomes(result: Result) -> list[Outcome | None]:
    return [one.outcome if one else None for one in result.answers]
