"""The floor of a key press: ``quiz study`` itself, its sitting replaced by a list of questions and answers in memory.

Usage: fed_app.py COPY-OF-PROGRESS ANSWERS ARGUMENTS-OF-QUIZ…
"""

import sys
from pathlib import Path

from our_reviews import right_response

from quiz.cli.main import main
from quiz.progress.store import SqliteStore
from quiz.questions.engine import Questions
from quiz.questions.model import Response
from quiz.study import sitting
from quiz.study.sitting import Sitting
from quiz.study.views import Feedback, Moment, Plan, Presented


class Fed:
    """Looks like a sitting; what it shows was all recorded before the screen began."""

    def __init__(self, questions: Questions, _store: object, plan: Plan, now: Moment) -> None:
        store = SqliteStore.open(Path(sys.argv[1]), questions.bank.id)
        real = Sitting(questions, store, plan, now)
        self.steps: list[tuple[Presented, Feedback]] = []
        for _ in range(int(sys.argv[2])):
            shown = real.present(now)
            assert shown is not None
            self.steps.append((shown, real.answer(right_response(shown.question), now, 2000)))
        store.close()
        self.at, self.open = -1, False

    undoable = True

    def present(self, _now: Moment) -> Presented:
        """The next one."""
        if not self.open:
            self.at, self.open = self.at + 1, True
        return self.steps[self.at][0]

    def prepare(self, _now: Moment) -> None:
        """There is nothing to prepare."""

    def answer(self, _response: Response, _now: Moment, _latency_ms: int) -> Feedback:
        """What was recorded."""
        self.open = False
        return self.steps[self.at][1]


if __name__ == "__main__":
    sitting.Sitting = Fed  # type: ignore[assignment,misc]
    raise SystemExit(main(sys.argv[3:]))
