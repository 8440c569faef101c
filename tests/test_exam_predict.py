"""Predicted facility and scores: by the evidence table's numbers, from memory or from history, and calibrated."""

from functools import cache
from typing import cast

import pytest

from quiz.memory.evidence import FORMS
from quiz.memory.fsrs import DEFAULT, Parameters, retrievability
from quiz.memory.model import Memory
from quiz.questions.model import Form, Outcome, Question, Response
from quiz.questions.seeded import draw, shuffled
from quiz.study.exam.draw import draw_papers
from quiz.study.exam.model import Answered, Blueprint, Paper, Scoring, Slot
from quiz.study.exam.predict import (
    Facility,
    History,
    Known,
    Prediction,
    facilities,
    historic,
    predicted_score,
    usual,
)
from quiz.study.exam.scoring import Score, score
from quiz.study.exam.words import accuracy_line, foretold_line
from tests.memory_store import MemoryStore
from tests.simulated_learner import right_response, wrong_response
from tests.study_kit import asem, item, known, store_for, towns

DAY = 739_000


def certain(chance: float, doubt: float = 0.0) -> Facility:
    return Facility(lambda _item: Known(chance, doubt))


@pytest.mark.parametrize(
    ("form", "options", "chance", "expected"),
    [
        (Form.TYPED, 0, 0.5, 0.49),
        (Form.FLASHCARD, 0, 0.5, 0.5),
        (Form.CHOICE, 4, 0.5, 0.5 * 0.98 + 0.5 / 4),
        (Form.TRUE_FALSE, 2, 0.0, 0.5),
        (Form.SELECT_ALL, 4, 0.2, 0.2 * 0.95 + 0.8 / 15),
        (Form.ORDERING, 4, 0.2, 0.2 * 0.95 + 0.8 / 24),
        (Form.MATCHING, 3, 1.0, 0.95),
    ],
)
def test_facility_is_recall_without_a_slip_or_a_lucky_guess(
    form: Form, options: int, chance: float, expected: float
) -> None:
    assert certain(chance)("x", form, options) == pytest.approx(expected)


def test_without_a_learner_deeper_is_harder() -> None:
    facility = usual(asem())
    by_depth = {info.depth: facility(info.id, Form.TYPED, 0) for info in asem().items()}
    assert by_depth["core"] > by_depth["more"] > by_depth["detail"]


def test_from_memory_a_day_after_the_last_answer_at_least() -> None:
    store = store_for(towns())
    known(store, item("a", 0), days_ago=0)
    known(store, item("a", 1), days_ago=10)
    state = store.state(item("a", 0))
    assert state is not None and state.memory is not None
    today = state.memory.last_day
    facility = facilities(towns(), store, today)
    assert facility(item("a", 0), Form.FLASHCARD, 0) == pytest.approx(retrievability(state.memory, today + 1))
    ten = store.state(item("a", 1))
    assert ten is not None and ten.memory is not None
    assert facility(item("a", 1), Form.FLASHCARD, 0) == pytest.approx(retrievability(ten.memory, today))
    assert facility(item("a", 2), Form.FLASHCARD, 0) == DEFAULT.known_before


def test_what_was_never_met_is_known_with_the_learners_own_prior() -> None:
    store = MemoryStore(parameters=Parameters(known_before=0.35))
    assert facilities(towns(), store, DAY)(item("a", 2), Form.FLASHCARD, 0) == 0.35


def test_the_states_are_read_once() -> None:
    store = store_for(asem())
    times = []
    states = store.states
    store.states = lambda: times.append(1) or states()  # type: ignore[method-assign]
    facility = facilities(asem(), store, DAY)
    predicted_score(draw_papers(asem(), Blueprint(), 1, "en", facility=facility)[0], facility)
    assert times == [1]


def test_history_is_shrunk_towards_the_default_by_the_number_of_answers() -> None:
    default = usual(asem())
    one = next(info.id for info in asem().items() if Form.TYPED in info.forms)
    prior = default(one, Form.TYPED, 0)
    never, once, often = (
        historic(asem(), {one: History(1.0, answers)})(one, Form.TYPED, 0) for answers in (0, 1, 1000)
    )
    assert never == prior
    assert prior < once < prior + 0.1
    assert 0.98 < often < 1
    assert historic(asem(), {})(one, Form.TYPED, 0) == prior


def paper(slots: list[tuple[Form, int]], scoring: Scoring = "plain", penalty: float = 0.25) -> Paper:
    made = tuple(Slot(f"i{at}", form, 0, 0.0, options) for at, (form, options) in enumerate(slots))
    return Paper(Blueprint(questions=len(made), scoring=scoring, penalty=penalty), "b", "d", 0, "en", made)


CHOICES = [(Form.CHOICE, 4)] * 16


def test_a_plain_score_is_the_mean_facility_with_the_poisson_binomial_spread() -> None:
    p = 0.5 * 0.98 + 0.5 / 4
    found = predicted_score(paper(CHOICES), certain(0.5))
    assert found.mean == pytest.approx(p)
    half = 1.2816 * (16 * p * (1 - p)) ** 0.5 / 16
    assert found.high - found.mean == pytest.approx(half)
    assert found.mean - found.low == pytest.approx(half)
    assert found.marks


def test_doubt_of_the_memory_widens_the_interval_as_one_error_of_all() -> None:
    sure, unsure = (predicted_score(paper(CHOICES), certain(0.5, doubt)) for doubt in (0.0, 0.1))
    assert unsure.mean == sure.mean
    width = {one: ((one.high - one.mean) / 1.2816) ** 2 for one in (sure, unsure)}
    assert width[unsure] - width[sure] == pytest.approx((0.1 * (0.98 - 0.25)) ** 2)


def test_guesses_bring_nothing_where_they_are_corrected_for() -> None:
    """Who knows nothing scores nothing under R − W/(k − 1), whatever the form."""
    forms = [(Form.CHOICE, 4), (Form.CHOICE, 3), (Form.TRUE_FALSE, 2), (Form.SELECT_ALL, 5), (Form.TYPED, 0)]
    assert predicted_score(paper(forms, "corrected"), certain(0.0)).mean == pytest.approx(0)


def test_negative_marking_takes_the_penalty_off() -> None:
    p = 0.5 * 0.98 + 0.5 / 4
    found = predicted_score(paper(CHOICES, "negative", 0.5), certain(0.5))
    assert found.mean == pytest.approx(p - (1 - p) * 0.5)
    assert predicted_score(paper(CHOICES, "negative", 1.0), certain(0.0)).low >= -1


@pytest.mark.parametrize("scoring", ["certainty", "speed"])
def test_what_hangs_on_certainty_or_speed_is_foretold_as_right_answers_and_says_so(scoring: Scoring) -> None:
    found = predicted_score(paper(CHOICES, scoring), certain(0.5))
    assert found == predicted_score(paper(CHOICES), certain(0.5))._replace(marks=False)


def test_a_score_stays_within_what_can_be_had() -> None:
    sure = predicted_score(paper([(Form.FLASHCARD, 0)] * 3), certain(0.99, 0.1))
    assert sure.high == 1 and 0 <= sure.low < sure.mean
    assert predicted_score(paper([]), certain(0.5)).mean == 0


# calibration: learners who recall by the model's own chances and guess where they do not


@cache
def remembering(seed: int) -> MemoryStore:
    """A learner who has met two thirds of the bank at various times, some of it long ago."""
    store = store_for(asem())
    for info in asem().items():
        if draw(seed, info.id, "met") % 3:
            stability = 2.0 + draw(seed, info.id, "stability") % 60
            ago = 1 + draw(seed, info.id, "ago") % 90
            store.remember(info.id, Memory(stability, 5.0, DAY - ago, 3, 0, 3), DAY)
    return store


@cache
def drawn(at: int, seed: int) -> Paper:
    return draw_papers(asem(), BLUEPRINTS[at], seed, "en")[0]


def questions_on(test: Paper) -> list[Question]:
    return [asem().ask(slot.item, slot.form, "en", slot.seed) for slot in test.slots]


def blind(question: Question, seed: int) -> Response:
    """Any possible answer, each equally likely."""
    number = len(question.options)
    drawn = draw(seed, question.item, "blind")
    match question.form:
        case Form.TYPED:
            return "zzzz"
        case Form.SELECT_ALL:
            chosen = 1 + drawn % ((1 << number) - 1)
            return tuple(at for at in range(number) if chosen >> at & 1)
        case Form.ORDERING | Form.MATCHING:
            return tuple(shuffled(range(number), seed, question.item, "blind"))
        case _:
            return drawn % number


def marks_of(test: Paper, store: MemoryStore, seed: int) -> float:
    """What the simulated learner scores, as a share of the full marks: answers are really given and graded."""

    def chance(*roles: str) -> float:
        return draw(seed, *roles) / 2**64

    total = 0.0
    for slot, question in zip(test.slots, questions_on(test), strict=True):
        state = store.state(slot.item)
        memory = state.memory if state else None
        recall = retrievability(memory, DAY) if memory else DEFAULT.known_before
        if chance(slot.item, "knows") < recall:
            slips = chance(slot.item, "slips") < FORMS[slot.form.value].slip
            response = wrong_response(question) if slips else right_response(question)
        else:
            response = blind(question, seed)
        if asem().grade(question, response).outcome is Outcome.RIGHT:
            total += 1
        elif test.blueprint.scoring == "negative":
            total -= test.blueprint.penalty
        elif test.blueprint.scoring == "corrected" and question.options:
            total -= 1 / (ways(question) - 1)
    return total / len(test.slots)


def ways(question: Question) -> int:
    """Answers that could be given."""
    number = len(question.options)
    if question.form is Form.SELECT_ALL:
        return 2**number - 1
    if question.form in (Form.ORDERING, Form.MATCHING):
        return {3: 6, 4: 24, 5: 120}[number]
    return number


BLUEPRINTS = (
    Blueprint(),
    Blueprint(questions=30, scoring="corrected", forms=(Form.CHOICE, Form.TRUE_FALSE, Form.SELECT_ALL)),
    Blueprint(questions=20, scoring="negative", penalty=0.5),
)


@pytest.mark.parametrize("at", range(len(BLUEPRINTS)), ids=lambda at: BLUEPRINTS[at].scoring)
def test_four_scores_in_five_lie_in_the_interval(at: int) -> None:
    inside, errors, learners = 0, [], 240
    memories = [(remembering(seed), facilities(asem(), remembering(seed), DAY)) for seed in range(6)]
    for seed in range(learners):
        store, facility = memories[seed % 6]
        test = drawn(at, seed % 20)
        found = predicted_score(test, facility)
        marks = marks_of(test, store, 1000 + seed)
        inside += found.low - 1e-9 <= marks <= found.high + 1e-9
        errors.append(marks - found.mean)
    print(BLUEPRINTS[at].scoring, inside / learners, sum(errors) / learners)
    assert 0.70 <= inside / learners <= 0.90
    assert abs(sum(errors) / learners) < 0.03, "the mean is not off to one side"


# what is said of it afterwards


def came_of_it(scoring: Scoring, right: int, wrong: int) -> Score:
    """Ten questions, so many answered rightly and wrongly."""
    answers: list[Answered | None] = [Answered(0, Outcome.RIGHT, 1.0, 4, 1, 1000)] * right
    answers += [Answered(1, Outcome.WRONG, 0.0, 4, 1, 1000)] * wrong
    return score(Blueprint(scoring=scoring), [*answers, *[None] * (10 - right - wrong)])


@pytest.mark.parametrize(
    ("right", "said"),
    [(2, "20%: less than was foretold."), (5, "50%: within what"), (9, "90%: more than was foretold.")],
)
def test_the_result_says_how_right_the_prediction_was(right: int, said: str) -> None:
    for marks, scoring in ((True, "plain"), (False, "certainty")):
        told = foretold_line(Prediction(0.5, 0.3, 0.7, marks), came_of_it(cast(Scoring, scoring), right, 1))
        assert said in told and told.startswith("Expected" if marks else "Right answers expected"), told


def test_accuracy_is_of_the_answers_given() -> None:
    assert accuracy_line(came_of_it("plain", 3, 1)) == "75% of 4 answers given are right."
    assert accuracy_line(came_of_it("plain", 0, 0)) == "No answer was given."
