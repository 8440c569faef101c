"""The memory model against its engine, against Bayes' rule, and against common sense."""

import math
import subprocess
import sys

import fsrs_rs_python as engine
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.memory.fsrs import (
    AGAIN,
    DEFAULT,
    EASY,
    GOOD,
    HARD,
    Parameters,
    after,
    chance_known,
    due_day,
    interval,
    retrievability,
    validated,
)
from quiz.memory.model import Memory

DAY = 740_000
shares = st.floats(0, 1)
stabilities = st.floats(0.001, 36_500)
memories = st.builds(
    Memory,
    stabilities,
    st.floats(1, 10),
    st.just(DAY),
    st.integers(1, 50),
    st.integers(0, 5),
    st.integers(0, 45),
)


def same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=2e-5)  # the engine computes in 32 bits


def test_the_default_weights_are_the_engines() -> None:
    assert len(DEFAULT.weights) == 21
    assert all(map(same, DEFAULT.weights, engine.DEFAULT_PARAMETERS))


@given(stabilities, st.integers(0, 20_000))
def test_retrievability_is_the_engines_curve(stability: float, elapsed: int) -> None:
    card = engine.Card()
    card.stability, card.last_date, card.parameters = stability, 0.0, list(engine.DEFAULT_PARAMETERS)
    ours = retrievability(Memory(stability, 5, DAY, 1, 0), DAY + elapsed)
    assert math.isclose(ours, card.retention_on(float(elapsed)), rel_tol=1e-4)


def test_retrievability_is_nine_tenths_after_the_stability() -> None:
    assert retrievability(Memory(30, 5, DAY, 3, 0), DAY + 30) == pytest.approx(0.9)
    assert retrievability(Memory(30, 5, DAY, 3, 0), DAY) == 1
    assert retrievability(Memory(30, 5, DAY, 3, 0), DAY - 2) == 1


@given(stabilities, st.floats(0.7, 0.99))
def test_the_interval_is_the_engines(stability: float, retention: float) -> None:
    theirs = engine.FSRS(list(engine.DEFAULT_PARAMETERS)).next_interval(stability, retention, GOOD)
    assert math.isclose(interval(stability, retention), theirs, rel_tol=2e-3)


@given(memories, st.integers(0, 3000), st.booleans())
def test_without_guess_and_slip_the_transition_is_the_engines(memory: Memory, elapsed: int, right: bool) -> None:
    states = engine.FSRS(list(DEFAULT.weights)).next_states(
        engine.MemoryState(memory.stability, memory.difficulty), 0.9, elapsed
    )
    theirs = (states.good if right else states.again).memory
    ours = after(memory, right=right, guess=0, slip=0, day=DAY + elapsed)
    assert math.isclose(ours.stability, max(0.001, theirs.stability), rel_tol=1e-9)
    assert math.isclose(ours.difficulty, theirs.difficulty, rel_tol=1e-9)


def test_the_four_grades_of_a_card_are_the_engines() -> None:
    first = engine.FSRS(list(DEFAULT.weights)).next_states(None, 0.9, 0)
    for rating, state in ((HARD, first.hard), (GOOD, first.good), (EASY, first.easy)):
        ours = after(None, right=True, guess=0, slip=0, day=DAY, rating=rating)
        assert same(ours.stability, state.memory.stability)
    again = after(None, right=False, guess=0, slip=0, day=DAY, rating=AGAIN)
    assert same(again.stability, first.again.memory.stability)


def test_a_first_right_answer_by_choice_is_believed_less_than_a_typed_one() -> None:
    typed = after(None, right=True, guess=0, slip=0.02, day=DAY)
    chosen = after(None, right=True, guess=1 / 3, slip=0.02, day=DAY)
    tossed = after(None, right=True, guess=1 / 2, slip=0.02, day=DAY)
    wrong = after(None, right=False, guess=1 / 3, slip=0.02, day=DAY)
    assert typed.stability > chosen.stability > tossed.stability > wrong.stability
    assert typed.difficulty < chosen.difficulty < tossed.difficulty < wrong.difficulty


def test_mixing_is_geometric_for_stability_and_linear_for_difficulty() -> None:
    memory = Memory(10, 5, DAY, 3, 0, 3)
    passed = after(memory, right=True, guess=0, slip=0, day=DAY + 10)
    failed = after(memory, right=False, guess=0, slip=0, day=DAY + 10)
    share = chance_known(0.9, True, 0.5, 0.1)
    mixed = after(memory, right=True, guess=0.5, slip=0.1, day=DAY + 10)
    assert mixed.stability == pytest.approx(passed.stability**share * failed.stability ** (1 - share))
    assert mixed.difficulty == pytest.approx(share * passed.difficulty + (1 - share) * failed.difficulty)


def test_the_prediction_may_replace_the_models_own() -> None:
    memory = Memory(10, 5, DAY, 3, 0, 3)
    doubtful = after(memory, right=True, guess=0.5, slip=0, day=DAY + 10, predicted=0.3)
    sure = after(memory, right=True, guess=0.5, slip=0, day=DAY + 10, predicted=0.94)
    assert doubtful.stability < sure.stability


@given(shares, st.booleans(), st.floats(0, 0.6), st.floats(0, 0.4))
def test_the_chance_known_is_a_probability_that_the_answer_moves_the_right_way(
    recall: float, right: bool, guess: float, slip: float
) -> None:
    share = chance_known(recall, right, guess, slip)
    assert 0 <= share <= 1
    prior = min(max(recall, 0.01), 0.95)
    assert share >= prior - 1e-9 if right else share <= prior + 1e-9


def test_where_nothing_can_be_learnt_from_an_answer_the_chance_stays() -> None:
    assert chance_known(0.4, True, 0.0, 1.0) == 0.4


def test_a_wrong_answer_a_minute_after_a_right_one_is_mostly_forgetting() -> None:
    assert chance_known(1.0, False, 0.25, 0.02) < 0.5


@given(st.none() | memories, st.booleans(), st.floats(0, 0.5), st.floats(0, 0.2), st.integers(-5, 4000))
def test_every_transition_stays_within_the_models_bounds(
    memory: Memory | None, right: bool, guess: float, slip: float, later: int
) -> None:
    got = after(memory, right=right, guess=guess, slip=slip, day=DAY + later)
    assert 0.001 <= got.stability <= 36_500
    assert 1 <= got.difficulty <= 10
    assert got.last_day == (DAY + later if memory is None else max(DAY, DAY + later))
    assert got.reps == (memory.reps if memory else 0) + 1
    assert got.rights == (memory.rights if memory else 0) + right


def test_lapses_are_days_that_began_wrong_after_something_was_known() -> None:
    def story(*answers: tuple[int, bool]) -> int:
        memory = None
        for day, right in answers:
            memory = after(memory, right=right, guess=0, slip=0, day=DAY + day)
        assert memory is not None
        return memory.lapses

    assert story((0, False), (1, False), (2, False)) == 0
    assert story((0, True), (3, False)) == 1
    assert story((0, True), (3, False), (3, False), (3, True)) == 1
    assert story((0, True), (0, False)) == 0
    assert story((0, False), (0, True), (2, False), (5, True), (9, False)) == 2


@given(memories, st.floats(0.7, 0.99))
def test_an_item_is_due_between_tomorrow_and_a_century_from_now(memory: Memory, retention: float) -> None:
    assert DAY + 1 <= due_day(memory, retention) <= DAY + 36_500
    assert DAY + 1 <= due_day(memory, retention, item="a") <= DAY + 36_500


def test_short_intervals_are_not_fuzzed() -> None:
    memory = Memory(2.4, 5, DAY, 1, 0)
    assert {due_day(memory, 0.9, item=f"toy/s{n}/self>x") for n in range(200)} == {DAY + 2}


@pytest.mark.parametrize(("days", "low", "high"), [(3.0, 2, 4), (10.0, 8, 12), (100.0, 93, 107)])
def test_longer_intervals_are_spread_over_ankis_range(days: float, low: int, high: int) -> None:
    memory = Memory(days, 5, DAY, 1, 0)
    found = [due_day(memory, 0.9, item=f"toy/s{n}/self>x") - DAY for n in range(3000)]
    assert (min(found), max(found)) == (low, high)
    assert abs(sum(found) / len(found) - days) < 0.5
    share = len(found) / (high - low + 1)
    assert all(0.7 * share < found.count(day) < 1.3 * share for day in range(low, high + 1))


def test_the_fuzz_depends_on_item_and_repetition_and_on_nothing_else() -> None:
    memory = Memory(40, 5, DAY, 7, 0)
    assert due_day(memory, 0.9, item="toy/a/self>x") == due_day(memory, 0.9, item="toy/a/self>x")
    assert len({due_day(memory._replace(reps=n), 0.9, item="toy/a/self>x") for n in range(20)}) > 3


def test_a_higher_retention_asks_sooner() -> None:
    memory = Memory(40, 5, DAY, 7, 0)
    assert due_day(memory, 0.95) < due_day(memory, 0.9) < due_day(memory, 0.8)


@pytest.mark.parametrize(
    "wrong",
    [
        Parameters(weights=()),
        Parameters(weights=(1.0,) * 20),
        Parameters(weights=(math.nan,) * 21),
        Parameters(weights=(*DEFAULT.weights[:20], 0.0)),
        Parameters(known_before=0.0),
        Parameters(known_before=1.0),
    ],
)
def test_parameters_no_engine_can_use_are_refused(wrong: Parameters) -> None:
    with pytest.raises(QuizError, match="cannot be used"):
        validated(wrong)


def test_other_weights_give_other_memories() -> None:
    other = Parameters(weights=(0.5, *DEFAULT.weights[1:]))
    assert after(None, right=False, guess=0, slip=0, day=DAY, parameters=other).stability == pytest.approx(0.5)


def test_reading_a_memory_loads_no_engine() -> None:
    code = (
        "import sys; from quiz.memory.fsrs import *; from quiz.memory.model import Memory\n"
        "m = Memory(9.0, 5.0, 700000, 2, 0); retrievability(m, 700009); due_day(m, .9, item='a')\n"
        "assert not any('fsrs_rs' in name for name in sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
