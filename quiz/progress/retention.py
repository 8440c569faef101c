"""What the log says of the model: retention true against predicted. Nothing is written."""

from math import log

from quiz.progress.faults import guarded
from quiz.progress.replay import UNDONE
from quiz.progress.store import SqliteStore
from quiz.study.stats import Retention

__all__ = ["retention"]


@guarded
def retention(store: SqliteStore) -> Retention:
    """Of the store's learner and bank. Raises QuizError, never sqlite3.Error.

    Repetitions on the same day are left out: they are practice, and their recall is near 1 by nature.
    """
    rows = store.db.execute(
        f"""SELECT predicted, guess, slip, right FROM (
              SELECT e.predicted, e.guess, e.slip, e.right,
                     row_number() OVER (
                       PARTITION BY e.item, a.day ORDER BY a.at_ms, a.device, a.seq) AS nth
              FROM evidence e JOIN answer a ON a.id = e.answer
              WHERE e.enrolment = ? AND e.counts = 1 AND a.undoes = '' AND NOT {UNDONE})
            WHERE nth = 1 AND predicted IS NOT NULL""",
        [store.scope.id],
    ).fetchall()
    if not rows:
        return Retention()
    recall = expected = rights = loss = 0.0
    for predicted, guess, slip, right in rows:
        chance = predicted * (1 - slip) + (1 - predicted) * guess
        sure = min(max(chance if right else 1 - chance, 1e-6), 1.0)
        recall, expected = recall + predicted, expected + chance
        rights, loss = rights + right, loss - log(sure)
    number = len(rows)
    return Retention(number, recall / number, expected / number, rights / number, loss / number)
