"""A question built before its turn is the one that would have been built in its turn."""

from collections.abc import Callable
from random import Random

import pytest

from quiz.study.sitting import Sitting
from quiz.study.views import Moment, Plan
from tests.simulated_learner import moment, right_response, wrong_response
from tests.study_kit import asem, known, store_for, towns


def asked(seed: int, at: Callable[[Sitting, Moment], None]) -> list[tuple[str, tuple[str, ...]]]:
    """What a learner who errs, buries and takes back is asked; ``at`` is called while each question is open, and
    while each feedback is."""
    questions = asem() if seed % 2 else towns()
    store = store_for(questions, reviews_per_day=40, depth="detail")
    for number, info in enumerate(questions.items()):
        if number % 3 == 0:
            known(store, info.id, days_ago=9, due=-(number % 2))
    random, found = Random(seed), []
    sitting = Sitting(questions, store, Plan("en", seed=seed + 1), moment(0))
    for step in range(40):
        now = moment(0, 20.0 * step)
        shown = sitting.present(now)
        if shown is None:
            break
        found.append((shown.question.id, shown.question.options))
        at(sitting, now)
        draw = random.random()
        if draw < 0.1:
            sitting.bury(now)
        elif draw < 0.2 and step:
            sitting.undo(now)
        else:
            right = draw < 0.7
            sitting.answer((right_response if right else wrong_response)(shown.question), now, 3000)
            if draw > 0.9:
                sitting.facts_shown()
        at(sitting, moment(0, 20.0 * step + 5))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_what_is_asked_does_not_depend_on_preparing(seed: int) -> None:
    assert asked(seed, Sitting.prepare) == asked(seed, lambda _sitting, _now: None)


def test_after_a_right_answer_the_prepared_question_is_taken() -> None:
    questions = towns()
    sitting = Sitting(questions, store_for(questions), Plan("en", seed=1), moment(0))
    shown = sitting.present(moment(0))
    assert shown is not None
    sitting.prepare(moment(0))
    built: list[str] = []
    build = questions.ask

    def counted(item: str, *rest: object) -> object:
        built.append(item)
        return build(item, *rest)  # type: ignore[arg-type]

    questions.ask = counted  # type: ignore[method-assign,assignment]
    try:
        sitting.answer(right_response(shown.question), moment(0, 3), 3000)
        assert sitting.present(moment(0, 4)) is not None
    finally:
        questions.ask = build  # type: ignore[method-assign]
    assert built == []
