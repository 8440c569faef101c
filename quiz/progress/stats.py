"""What ``quiz stats`` asks of the log. Nothing is written."""

from math import log
from typing import NamedTuple

from quiz.progress.faults import guarded
from quiz.progress.store import SqliteStore
from quiz.study.records import TopicCounts

__all__ = ["Calibration", "Stats"]

_STANDS = "a.undoes = '' AND NOT EXISTS (SELECT 1 FROM answer u WHERE u.undoes = a.uuid AND u.undoes <> '')"


class Calibration(NamedTuple):
    """Predicted against true. All means are over ``number`` predictions, NaN-free: 0 where there are none."""

    number: int
    """First counted evidence of an item on a day, with a prediction from an earlier day."""
    recall: float
    """Mean predicted recall."""
    expected: float
    """Mean predicted chance of a right answer: recall, slips taken off and lucky guesses added."""
    right: float
    """Share of right answers; to be compared with ``expected``."""
    log_loss: float
    """Of ``expected`` against right and wrong, in nats; lower is better."""


class Stats:
    """Questions about the learner and bank of a store. Every method raises QuizError, never sqlite3.Error."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self.path = store.path

    def topics(self, day: int, depth: str = "detail") -> list[TopicCounts]:
        """Counts of each topic."""
        return self._store.counts(day, depth=depth)

    def forecast(self, day: int, days: int = 30) -> list[int]:
        """Reviews falling due on each day from ``day`` on; the first holds the overdue."""
        return self._store.forecast(day, days)

    def days_studied(self, since: int) -> list[int]:
        """Study days with an answer, from ``since`` on."""
        return self._store.days_studied(since)

    @guarded
    def calibration(self, since: int = 0) -> Calibration:
        """Retention true against predicted, from study day ``since`` on.

        Repetitions on the same day are left out: they are practice, and their recall is near 1 by nature.
        """
        rows = self._store.db.execute(
            f"""SELECT predicted, guess, slip, right FROM (
                  SELECT e.predicted, e.guess, e.slip, e.right,
                         row_number() OVER (
                           PARTITION BY e.item, a.day ORDER BY a.at_ms, a.device, a.seq) AS nth
                  FROM evidence e JOIN answer a ON a.id = e.answer
                  WHERE e.enrolment = ? AND e.counts = 1 AND a.day >= ? AND {_STANDS})
                WHERE nth = 1 AND predicted IS NOT NULL""",
            [self._store.scope.id, since],
        ).fetchall()
        if not rows:
            return Calibration(0, 0.0, 0.0, 0.0, 0.0)
        recall = expected = rights = loss = 0.0
        for predicted, guess, slip, right in rows:
            chance = predicted * (1 - slip) + (1 - predicted) * guess
            sure = min(max(chance if right else 1 - chance, 1e-6), 1.0)
            recall, expected = recall + predicted, expected + chance
            rights, loss = rights + right, loss - log(sure)
        number = len(rows)
        return Calibration(number, recall / number, expected / number, rights / number, loss / number)
