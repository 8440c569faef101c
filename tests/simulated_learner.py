"""A learner who forgets, for tests of study: seeded, and honest about luck and slips."""

from quiz.memory.days import study_day
from quiz.memory.fsrs import retrievability
from quiz.questions.engine import Questions
from quiz.questions.model import Form, Question, Response
from quiz.questions.seeded import draw
from quiz.study.records import Store
from quiz.study.sitting import Sitting
from quiz.study.views import Feedback, Moment, Plan, Presented

DAY_MS = 86_400_000
EVENING_MS = 1_700_000_000_000 - 1_700_000_000_000 % DAY_MS + 12 * 3_600_000
"""Noon UTC, an evening in Hanoi."""
HANOI = 420


def moment(day: int, seconds: float = 0.0) -> Moment:
    """So many days after the first evening, so many seconds into it."""
    return Moment(EVENING_MS + day * DAY_MS + round(seconds * 1000), HANOI)


def ordinal(day: int) -> int:
    """The study day of :func:`moment`."""
    return study_day(moment(day).at_ms, HANOI)


def right_response(question: Question) -> Response:
    """An answer that is right."""
    match question.form:
        case Form.FLASHCARD:
            return "good"
        case Form.TYPED:
            return question.key[0]
        case Form.SELECT_ALL:
            return tuple(sorted(question.key_indices))
        case Form.ORDERING | Form.MATCHING:
            return question.key_indices
        case _:
            return question.key_indices[0]


def wrong_response(question: Question) -> Response:
    """An answer that is wrong in every part."""
    match question.form:
        case Form.FLASHCARD:
            return "again"
        case Form.TYPED:
            return "zzzz"
        case Form.SELECT_ALL:
            return tuple(at for at in range(len(question.options)) if at not in question.key_indices)
        case Form.ORDERING | Form.MATCHING:
            return (*question.key_indices[1:], question.key_indices[0])
        case _:
            return next(at for at in range(len(question.options)) if at not in question.key_indices)


class Evening:
    """What happened in one sitting."""

    def __init__(self) -> None:
        self.presented: list[Presented] = []
        self.feedback: list[Feedback] = []

    @property
    def first(self) -> list[Presented]:
        """Without repetitions."""
        return [one for one in self.presented if not one.again]


def knows(store: Store, item: str, day: int, seed: int, time: int) -> bool:
    """Whether the learner recalls the item: a fifth of the new ones, else by the model's own chance, at most 0.9."""
    state = store.state(item)
    chance = 0.2 if state is None or state.memory is None else retrievability(state.memory, day)
    return draw(seed, item, str(day), str(time)) / 2**64 < min(chance, 0.9)


def study(
    questions: Questions,
    store: Store,
    plan: Plan,
    *,
    day: int,
    seed: int = 7,
    most: int = 1000,
    begin: float = 0.0,
    never_wrong: bool = False,
) -> Evening:
    """One sitting, to its end or to ``most`` answers, a question every ten seconds."""
    sitting = Sitting(questions, store, plan, moment(day, begin))
    evening = Evening()
    for number in range(most):
        presented = sitting.present(moment(day, begin + 10 * number))
        if presented is None:
            break
        evening.presented.append(presented)
        known = never_wrong or knows(store, presented.question.item, ordinal(day), seed, number)
        response = (right_response if known else wrong_response)(presented.question)
        evening.feedback.append(sitting.answer(response, moment(day, begin + 10 * number + 6), 6000))
    return evening
