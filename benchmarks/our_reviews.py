"""The same two steps of a review here: ``Sitting.answer``, durable, then ``Sitting.present``."""

import sys
import time
from pathlib import Path

from worker import serve


class Reviews:
    """A sitting on a real bank and a real progress file. The bank is open before anything is timed."""

    def __init__(self, bank: Path, progress: Path) -> None:
        from quiz.progress.store import SqliteStore
        from quiz.questions.open import open_bank

        self.questions = open_bank(bank)
        self.store = SqliteStore.open(progress, self.questions.bank.id)
        synchronous = self.store.db.execute("PRAGMA synchronous").fetchone()[0]
        if synchronous != 2:
            raise SystemExit(f"synchronous = {synchronous}, not FULL (2)")
        self.shown = None

    def first(self) -> None:
        """Begin a sitting: the queue is read, and its first question asked."""
        from quiz.study.sitting import Sitting
        from quiz.study.views import Plan

        self.sitting = Sitting(self.questions, self.store, Plan("en", seed=1, extra=500), self._now())
        self.shown = self.sitting.present(self._now())

    def step(self) -> None:
        """Answer right, and have the next question."""
        question = self.shown.question
        response = right_response(question)
        now = self._now()
        self.sitting.answer(response, now, 3000)
        self.shown = self.sitting.present(now)

    def _now(self):
        from quiz.study.views import Moment

        return Moment(time.time_ns() // 1_000_000, 0)


def right_response(question):
    form = question.form.value
    if form == "flashcard":
        return "good"
    if form == "typed":
        return question.key[0]
    return question.key_indices[0] if form in ("choice", "true_false") else question.key_indices


if __name__ == "__main__":
    serve(Reviews(Path(sys.argv[1]), Path(sys.argv[2])))
