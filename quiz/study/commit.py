"""From a verdict to what is written: the row of the log, and what it says of each item it touched."""

from collections.abc import Callable

from quiz.jsontext import to_json
from quiz.memory.evidence import judge
from quiz.memory.fsrs import Parameters, retrievability
from quiz.questions.engine import Questions
from quiz.questions.model import Outcome, Question, Response, Touch, Verdict
from quiz.study.ids import new_id
from quiz.study.records import Answer, Evidence, ItemState, Mode
from quiz.study.views import Moment

__all__ = ["LONGEST_MS", "answer_row", "evidence_of", "overruled", "predictor"]

LONGEST_MS = 60_000
"""Times are cut here: beyond it the learner was somewhere else."""

Predict = Callable[[ItemState], float | None]
"""Chance of recall today; None at first contact."""


def answer_row(
    question: Question,
    response: Response,
    verdict: Verdict,
    *,
    session: str,
    mode: Mode,
    digest: str,
    day: int,
    now: Moment,
    latency_ms: int,
) -> Answer:
    """The row of the log. ``options`` are canonical texts in the order shown: mix-ups are read off them."""
    return Answer(
        uuid=new_id(now.at_ms),
        session=session,
        at_ms=now.at_ms,
        zone_minutes=now.zone_minutes,
        day=day,
        question=question.id,
        item=question.item,
        seed=question.seed,
        bank=question.bank,
        bank_digest=digest,
        template=question.template,
        lang=question.lang,
        form=question.form.value,
        options=question.option_ids,
        response=to_json(response),
        outcome=verdict.outcome.value,
        credit=verdict.credit,
        latency_ms=min(max(0, latency_ms), LONGEST_MS),
        mode=mode,
    )


def evidence_of(
    questions: Questions,
    question: Question,
    verdict: Verdict,
    mode: Mode,
    *,
    state: Callable[[str], ItemState | None],
    predict: Predict,
    latency_ms: int,
    median_ms: int = 0,
    overruled: bool = False,
    believed: bool = True,
) -> list[Evidence]:
    """One line for each touched item that the bank knows as an item; the digest is that of today's value.

    ``median_ms`` is the learner's usual time, 0 if unknown; ``believed`` is False for a test that is said not to
    count for memory.
    """
    several = len(verdict.touched) > 1
    lines = []
    for touch, right in verdict.touched:
        if not questions.has(touch.item):
            continue  # a line of an ordering or matching that is no item of its own
        judged = judge(
            question.form.value,
            verdict.outcome.value,
            mode,
            len(question.options),
            left=len(question.left),
            part=right if several else None,
            seen_ms=latency_ms,
            median_ms=median_ms,
            overruled=overruled,
            believed=believed,
        )
        known = state(touch.item)
        lines.append(
            Evidence(
                touch.item,
                touch.digest,
                judged.right,
                judged.guess,
                judged.slip,
                predict(known) if known is not None else None,
                judged.counts,
                judged.why,
            )
        )
    return lines


def predictor(parameters: Parameters, day: int) -> Predict:
    """Retrievability under ``parameters`` on study day ``day``."""
    return lambda state: None if state.memory is None else retrievability(state.memory, day, parameters)


def overruled(verdict: Verdict) -> Verdict:
    """The verdict after "I was right"."""
    touched: tuple[tuple[Touch, bool], ...] = tuple((touch, True) for touch, _right in verdict.touched)
    return Verdict(Outcome.RIGHT, 1.0, "", "", touched)
