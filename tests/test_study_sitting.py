"""A sitting as a learner lives through it: presented, answered, committed, told, and taken back."""

from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.questions.model import Form, Outcome, Verdict
from quiz.study.records import UNDO_STEPS, Answer, Evidence, Recorded
from quiz.study.views import Feedback, Plan, Presented
from tests.memory_store import MemoryStore
from tests.simulated_learner import ordinal, right_response, wrong_response
from tests.study_kit import EN, Table, item, known, store_for, towns


@pytest.fixture
def store() -> MemoryStore:
    return store_for(towns())


# presenting


def test_presenting_twice_shows_the_same_question(store: MemoryStore) -> None:
    table = Table(store)
    assert table.see() == table.see()


def test_a_first_contact_is_recognition_with_three_options_or_true_and_false(store: MemoryStore) -> None:
    table = Table(store)
    for presented in table.rest():
        assert presented.new and not presented.again
        assert (presented.question.form, len(presented.question.options)) in [(Form.CHOICE, 3), (Form.TRUE_FALSE, 2)]


def test_a_weak_memory_gets_four_options_and_a_strong_one_is_typed(store: MemoryStore) -> None:
    for n in range(12):
        known(store, item("a", n), days_ago=3, stability=3.0)
        known(store, item("b", n), days_ago=30, stability=25.0)
    seen = Table(store, EN._replace(topics=("topic-a", "topic-b"))).rest()
    reviews = [one.question for one in seen if not one.new]
    weak = [q for q in reviews if "kinda" in q.item]
    strong = [q for q in reviews if "kindb" in q.item]
    assert all(len(q.options) == 4 for q in weak if q.form is Form.CHOICE)
    assert all(q.form is not Form.TYPED for q in weak)
    assert sum(q.form is Form.TYPED for q in strong) > len(strong) / 2


def test_only_the_forms_of_the_settings_are_asked_and_a_plan_overrides_them(store: MemoryStore) -> None:
    store.save_settings(store.settings()._replace(forms="typed, flashcard"))
    assert {one.question.form for one in Table(store).rest()} <= {Form.TYPED, Form.FLASHCARD}
    assert {one.question.form for one in Table(store, EN._replace(forms=("choice",), extra=5)).rest()} == {Form.CHOICE}


def test_what_was_once_mixed_up_is_offered_again(store: MemoryStore) -> None:
    first = item("a", 0)
    table = Table(store, EN._replace(items=(first,), forms=("choice",)))
    presented, _ = table.wrong()
    mistaken = wrong_response(presented.question)
    assert isinstance(mistaken, int)
    chosen = presented.question.option_ids[mistaken]
    again = Table(store, Plan("en", items=(first,), forms=("choice",), seed=99)).see()
    assert again is not None and chosen in again.question.option_ids


def test_reviews_come_most_urgent_first_and_new_ones_are_woven_in_evenly(store: MemoryStore) -> None:
    store.save_settings(store.settings()._replace(new_per_day=4))
    for n in range(12):
        known(store, item("a", n), days_ago=n + 1, stability=4.0)
    seen = Table(store).rest()
    assert [one.question.item for one in seen if not one.new] == [item("a", n) for n in reversed(range(12))]
    assert [at for at, one in enumerate(seen) if one.new] == [2, 6, 10, 14]


def test_the_total_is_known_from_the_start_and_grows_with_what_comes_back(store: MemoryStore) -> None:
    table = Table(store)
    assert table.see().total == 20  # type: ignore[union-attr]
    table.wrong()
    seen = table.rest()
    assert {one.total for one in seen} == {21}
    assert [one.number for one in seen] == list(range(2, 22))


# what comes back


def test_a_missed_question_comes_back_after_three_others_with_other_options(store: MemoryStore) -> None:
    table = Table(store)
    missed, feedback = table.wrong()
    assert (feedback.next_day, feedback.days) == (0, 0)
    others = [table.right()[0] for _ in range(3)]
    back = table.see()
    assert back is not None and back.again and not back.new
    assert back.question.item == missed.question.item
    assert back.question.seed != missed.question.seed
    assert missed.question.item not in [one.question.item for one in others]


def test_a_missed_question_comes_back_after_a_minute_if_the_others_take_long(store: MemoryStore) -> None:
    table = Table(store, pace=61.0)
    missed, _ = table.wrong()
    assert not table.right()[0].again
    assert table.see().question.item == missed.question.item  # type: ignore[union-attr]


def test_what_is_missed_twice_comes_back_at_the_end_until_it_is_right_once(store: MemoryStore) -> None:
    table = Table(store)
    missed, _ = table.wrong()
    for _ in range(3):
        table.right()
    assert table.wrong()[0].again
    middle = []
    while not (presented := table.see()).again:  # type: ignore[union-attr]
        middle.append(table.right()[0])
    assert len(middle) == 16
    assert presented is not None and presented.question.item == missed.question.item
    for _ in range(2):
        assert table.wrong()[0].question.item == missed.question.item
    table.right()
    assert table.see() is None


def test_repetitions_are_recorded_as_study_of_the_same_day(store: MemoryStore) -> None:
    table = Table(store, EN._replace(items=(item("a", 0),)))
    table.wrong()
    table.right()
    rows = [(answer.mode, answer.outcome, lines[0].right, lines[0].counts) for answer, lines in store.log]
    assert rows == [("study", "wrong", False, True), ("study", "right", True, True)]
    assert store.log[0][1][0].predicted is None
    assert store.log[1][1][0].predicted == 1.0
    assert store.answered_today(ordinal(0)) == (1, 0)


def typed_slip(table: Table) -> tuple[Presented, Feedback]:
    presented = table.see()
    assert presented is not None and presented.question.form is Form.TYPED
    return presented, table.give(presented.question.key[0])


@pytest.fixture
def slipping(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> Table:
    """A typed question whose next answer is nearly right."""
    from quiz.questions import grade as grading

    real, answers = grading.grade, iter([Outcome.NEAR])

    def near_once(*asked: Any) -> Verdict:
        verdict = real(*asked)
        outcome = next(answers, None)
        return (
            verdict
            if outcome is None
            else verdict._replace(
                outcome=outcome, credit=0.5, touched=tuple((touch, False) for touch, _right in verdict.touched)
            )
        )

    monkeypatch.setattr(grading, "grade", near_once)
    return Table(store, EN._replace(items=(item("a", 0), item("b", 0)), forms=("typed",)))


def test_a_slip_is_no_evidence_and_is_asked_again_in_the_same_form(slipping: Table) -> None:
    store = slipping.store
    slip, feedback = typed_slip(slipping)
    assert feedback.verdict.outcome is Outcome.NEAR and feedback.next_day == 0
    assert [(line.counts, line.why) for line in store.log[0][1]] == [(False, "near")]
    assert store.state(slip.question.item).memory is None  # type: ignore[union-attr]
    slipping.right()
    back, _ = slipping.right()
    assert back.again and back.question.item == slip.question.item and back.question.form is Form.TYPED
    assert slipping.see() is None
    assert slipping.sitting.summary(slipping.now()).wrong == 0


def test_no_answer_counts_as_not_knowing(store: MemoryStore) -> None:
    table = Table(store)
    presented = table.see()
    feedback = table.give(None)
    assert feedback.verdict.outcome is Outcome.BLANK
    assert store.log[0][1][0].counts and not store.log[0][1][0].right
    assert any(one.question.item == presented.question.item for one in table.rest())  # type: ignore[union-attr]


# committing


def test_an_answer_is_in_the_store_before_its_feedback_is_returned(store: MemoryStore) -> None:
    table = Table(store)
    presented, feedback = table.right()
    answer, lines = store.log[-1]
    question = presented.question
    assert (answer.question, answer.item, answer.seed, answer.form) == (
        question.id,
        question.item,
        question.seed,
        question.form.value,
    )
    assert (answer.options, answer.day, answer.bank_digest) == (question.option_ids, ordinal(0), towns().bank.digest)
    assert [line.item for line in lines] == [question.item]
    state = store.state(question.item)
    assert feedback.counts and state is not None
    assert feedback.next_day == state.due and feedback.days == state.due - ordinal(0) > 0


def test_guess_and_slip_follow_the_form(store: MemoryStore) -> None:
    Table(store, EN._replace(items=(item("a", 0),), forms=("choice",))).right()
    assert store.log[0][1][0].guess == pytest.approx(1 / 3)


def test_a_failing_store_leaves_the_question_open(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(store)
    presented = table.see()

    def full(answer: Answer, evidence: list[Evidence]) -> Recorded:
        raise QuizError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(store, "record", full)
        with pytest.raises(QuizError, match="disk is full"):
            table.give(right_response(presented.question))  # type: ignore[union-attr]
    assert table.see() == presented
    assert table.right()[1].verdict.outcome is Outcome.RIGHT
    assert len(store.log) == 1


def test_only_an_open_question_can_be_answered(store: MemoryStore) -> None:
    table = Table(store)
    with pytest.raises(QuizError, match="no question"):
        table.give(0)
    table.right()
    with pytest.raises(QuizError, match="no question"):
        table.give(0)


def test_times_are_cut_at_a_minute(store: MemoryStore) -> None:
    table = Table(store)
    table.see()
    table.give(None, latency_ms=3_600_000)
    assert store.log[0][0].latency_ms == 60_000


def test_a_matching_is_evidence_of_every_item_it_touches(store: MemoryStore) -> None:
    for n in range(12):
        known(store, item("a", n), days_ago=4, due=3 if n else 0)
    table = Table(store, EN._replace(forms=("matching",)))
    presented = table.see()
    assert presented is not None and presented.question.form is Form.MATCHING
    key = presented.question.key_indices
    table.give((key[1], key[0], *key[2:]))
    lines = store.log[0][1]
    assert [line.item for line in lines] == [touch.item for touch in presented.question.touches]
    assert [line.right for line in lines] == [False, False] + [True] * (len(key) - 2)
    assert all(line.predicted is not None and 0 < line.predicted < 1 for line in lines)
    missed = {touch.item for touch in presented.question.touches[:2]}
    assert {one.question.item for one in table.rest() if one.again} == missed


def test_others_of_a_matching_are_items_met_on_another_day(store: MemoryStore) -> None:
    known(store, item("a", 0), days_ago=4)
    seen = Table(store).rest()
    assert all(len(one.question.touches) == 1 for one in seen)


# going back


def remembered(store: MemoryStore) -> tuple[object, ...]:
    return dict(store.memories), dict(store.dues), len(store.standing())


def test_undo_presents_the_same_question_again_and_the_memory_is_as_before(store: MemoryStore) -> None:
    table = Table(store)
    steps = []
    for n in range(8):
        before = remembered(store)
        presented, _ = table.wrong() if n % 3 == 1 else table.right()
        steps.append((before, presented))
    table.see()  # the next question is on the screen when the learner thinks better of it
    for before, presented in reversed(steps):
        assert table.sitting.undo(table.now()) == presented
        assert table.see() == presented
        assert remembered(store) == before
    assert table.sitting.undo(table.now()) is None


def test_after_undo_the_sitting_goes_on_as_if_nothing_had_happened(store: MemoryStore) -> None:
    straight, detour = Table(store_for(towns())), Table(store)
    for _ in range(5):
        straight.right(), detour.right()
    detour.wrong()
    detour.wrong()
    detour.sitting.undo(detour.now())
    detour.sitting.undo(detour.now())
    ids = [one.question.id for one in straight.rest()]
    assert [one.question.id for one in detour.rest()] == ids


def test_undo_goes_back_thirty_answers_and_no_further(store: MemoryStore) -> None:
    table = Table(store, EN._replace(extra=20))
    for _ in range(35):
        table.right()
    taken = 0
    while table.sitting.undo(table.now()) is not None:
        taken += 1
    assert taken == UNDO_STEPS
    assert len(store.standing()) == 5


def test_a_typed_answer_can_be_overruled_and_then_taken_back(store: MemoryStore) -> None:
    table = Table(store, EN._replace(items=(item("a", 0),), forms=("typed",)))
    before = remembered(store)
    presented, wrong = table.wrong()
    assert wrong.may_overrule
    feedback = table.sitting.overrule(table.now())
    assert feedback.verdict.outcome is Outcome.RIGHT and not feedback.may_overrule
    assert feedback.next_day > ordinal(0)
    ((answer, lines),) = store.standing()
    assert (answer.outcome, lines[0].right, lines[0].counts) == ("right", True, True)
    assert table.sitting.summary(table.now()).right == 1
    assert table.see() is None
    assert table.sitting.undo(table.now()) == presented
    assert remembered(store) == before


def test_an_answer_whose_overruling_cannot_be_saved_stands_and_can_be_overruled_again(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table(store, EN._replace(items=(item("a", 0),), forms=("typed",)))
    table.wrong()

    def full(answer: Answer, evidence: list[Evidence]) -> Recorded:
        raise QuizError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(store, "record", full)
        with pytest.raises(QuizError, match="disk is full"):
            table.sitting.overrule(table.now())
    assert [answer.outcome for answer, _lines in store.standing()] == ["wrong"]
    assert table.sitting.overrule(table.now()).verdict.outcome is Outcome.RIGHT
    assert [answer.outcome for answer, _lines in store.standing()] == ["right"]


def test_only_a_typed_answer_just_given_can_be_overruled(store: MemoryStore) -> None:
    table = Table(store, EN._replace(items=(item("a", 0), item("b", 0)), forms=("typed",)))
    with pytest.raises(QuizError, match="typed answer"):
        table.sitting.overrule(table.now())
    table.wrong()
    table.see()
    with pytest.raises(QuizError, match="typed answer"):
        table.sitting.overrule(table.now())
    choice = Table(store, EN._replace(items=(item("c", 0),), forms=("choice",)))
    assert not choice.wrong()[1].may_overrule
