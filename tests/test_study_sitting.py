"""A sitting as a learner lives through it: presented, answered, committed, told, and taken back."""

import pytest

from quiz.errors import QuizError
from quiz.memory.model import Memory
from quiz.questions.model import Form, Outcome, Response
from quiz.study.records import Answer, Evidence, Recorded
from quiz.study.sitting import UNDO_STEPS, Sitting
from quiz.study.views import Feedback, Plan, Presented
from tests.memory_store import MemoryStore
from tests.simulated_learner import moment, ordinal, right_response, wrong_response
from tests.study_kit import store_for, towns

EN = Plan("en", seed=11)


class Table:
    """A learner at a sitting, with a clock that moves ten seconds a question."""

    def __init__(self, store: MemoryStore, plan: Plan = EN, *, day: int = 0, pace: float = 10.0) -> None:
        self.store, self.day, self.pace, self.seconds = store, day, pace, 0.0
        self.sitting = Sitting(towns(), store, plan, moment(day))

    def now(self):
        return moment(self.day, self.seconds)

    def see(self) -> Presented | None:
        return self.sitting.present(self.now())

    def give(self, response: Response, latency_ms: int = 4000) -> Feedback:
        self.seconds += self.pace
        return self.sitting.answer(response, self.now(), latency_ms)

    def right(self) -> tuple[Presented, Feedback]:
        presented = self.see()
        assert presented is not None
        return presented, self.give(right_response(presented.question))

    def wrong(self) -> tuple[Presented, Feedback]:
        presented = self.see()
        assert presented is not None
        return presented, self.give(wrong_response(presented.question))

    def rest(self) -> list[Presented]:
        """Answer everything that is left rightly."""
        seen = []
        while self.see() is not None:
            seen.append(self.right()[0])
        return seen


@pytest.fixture
def store() -> MemoryStore:
    return store_for(towns())


def known(store: MemoryStore, item: str, *, days_ago: int, stability: float = 5.0, due: int = 0) -> None:
    """The learner met ``item`` so many days before the first evening; due that day unless told otherwise."""
    day = ordinal(0)
    store.remember(item, Memory(stability, 5.0, day - days_ago, 3, 0, 3), day + due)


def item(kind: str, n: int, pair: str = "self>founded") -> str:
    return f"toy/kind{kind}-{n}/{pair}"


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
    chosen = presented.question.option_ids[wrong_response(presented.question)]  # type: ignore[call-overload]
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

    def near_once(question, response):
        verdict = real(question, response)
        outcome = next(answers, None)
        return verdict if outcome is None else verdict._replace(outcome=outcome, credit=0.5, touched=tuple(
            (touch, False) for touch, _right in verdict.touched
        ))

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
        question.id, question.item, question.seed, question.form.value,
    )
    assert (answer.options, answer.day, answer.bank_digest) == (question.option_ids, ordinal(0), towns().bank.digest)
    assert [line.item for line in lines] == [question.item]
    state = store.state(question.item)
    assert feedback.recorded and state is not None
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
    (answer, lines), = store.standing()
    assert (answer.outcome, lines[0].right, lines[0].counts) == ("right", True, True)
    assert table.sitting.summary(table.now()).right == 1
    assert table.see() is None
    assert table.sitting.undo(table.now()) == presented
    assert remembered(store) == before


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


# wishes


def test_a_suspended_question_is_gone_and_a_buried_one_comes_tomorrow(store: MemoryStore) -> None:
    table = Table(store)
    gone, buried = table.see(), None
    table.sitting.suspend(table.now())
    buried = table.see()
    table.sitting.bury(table.now())
    items = [one.question.item for one in table.rest()]
    assert gone.question.item not in items and buried.question.item not in items  # type: ignore[union-attr]
    assert store.log and all(answer.item in items for answer, _lines in store.log)
    tomorrow = [one.question.item for one in Table(store, day=1).rest()]
    assert buried.question.item in tomorrow and gone.question.item not in tomorrow  # type: ignore[union-attr]


def test_a_missed_question_that_is_suspended_does_not_come_back(store: MemoryStore) -> None:
    table = Table(store)
    missed, _ = table.wrong()
    table.sitting.suspend(table.now())
    assert missed.question.item not in [one.question.item for one in table.rest()]


def test_a_flag_is_toggled_and_shown(store: MemoryStore) -> None:
    table = Table(store)
    table.see()
    assert table.sitting.flag(table.now()) is True
    assert table.see().flagged  # type: ignore[union-attr]
    assert table.sitting.info().flagged  # type: ignore[union-attr]
    assert table.sitting.flag(table.now()) is False


def test_nothing_can_be_wished_of_no_question(store: MemoryStore) -> None:
    table = Table(store)
    assert table.sitting.info() is None
    for wish in (table.sitting.suspend, table.sitting.bury, table.sitting.flag):
        with pytest.raises(QuizError, match="no question"):
            wish(table.now())


# limits, and what overrides them


def test_limits_hold_over_the_sittings_of_a_day(store: MemoryStore) -> None:
    first = Table(store)
    for _ in range(7):
        first.right()
    assert len(Table(store).rest()) == 13
    assert Table(store).see() is None
    assert len(Table(store, day=1).rest()) >= 20


def test_reviews_have_a_limit_of_their_own(store: MemoryStore) -> None:
    store.save_settings(store.settings()._replace(reviews_per_day=5, new_per_day=0))
    for n in range(9):
        known(store, item("a", n), days_ago=9)
    assert len(Table(store).rest()) == 5
    assert Table(store).see() is None


def test_ten_more_goes_beyond_the_limits(store: MemoryStore) -> None:
    table = Table(store)
    table.rest()
    table.sitting.more(10)
    assert table.see().total == 30  # type: ignore[union-attr]
    assert len(table.rest()) == 10
    assert len(Table(store, EN._replace(extra=3)).rest()) == 3


def test_ten_more_survives_undo(store: MemoryStore) -> None:
    table = Table(store)
    table.rest()
    table.sitting.more(10)
    table.sitting.undo(table.now())
    assert len(table.rest()) == 11


def test_explicit_items_are_asked_in_their_order_whatever_limits_and_siblings_say(store: MemoryStore) -> None:
    Table(store).rest()
    wanted = (item("b", 3), item("a", 0, "self>rank"), item("a", 0), "toy/none/self>rank")
    assert [one.question.item for one in Table(store, EN._replace(items=wanted)).rest()] == list(wanted[:3])


def test_chosen_topics_override_limits_and_siblings(store: MemoryStore) -> None:
    Table(store).rest()
    seen = Table(store, EN._replace(topics=("topic-c",))).rest()
    assert len(seen) > 0
    assert {one.question.topic for one in seen} == {"topic-c"}


def test_the_settings_topics_and_depth_hold_in_automatic_choice(store: MemoryStore) -> None:
    store.save_settings(store.settings()._replace(topics="topic-b,topic-d"))
    assert {one.question.topic for one in Table(store).rest()} == {"topic-b", "topic-d"}


def test_a_new_sibling_waits_while_another_is_due(store: MemoryStore) -> None:
    for n in range(12):
        known(store, item("a", n), days_ago=2)
    assert {one.question.topic for one in Table(store).rest() if one.new} == {"topic-b", "topic-c", "topic-d"}


def test_no_topic_takes_more_than_its_share_of_the_new_items_while_others_have_some() -> None:
    questions = towns(topics=10, each=4)
    store = store_for(questions)
    sitting = Sitting(questions, store, EN, moment(0))
    topics: dict[str, int] = {}
    while (presented := sitting.present(moment(0))) is not None:
        sitting.answer(right_response(presented.question), moment(0), 1000)
        topics[presented.question.topic] = topics.get(presented.question.topic, 0) + 1
    assert sum(topics.values()) == 20
    assert max(topics.values()) <= 3


def test_where_few_topics_have_new_items_the_day_is_shared_evenly(store: MemoryStore) -> None:
    seen = Table(store).rest()
    topics = [one.question.topic for one in seen]
    assert {topics.count(topic) for topic in set(topics)} == {5}


# other modes


def test_cram_asks_everything_weakest_first_and_reschedules_nothing(store: MemoryStore) -> None:
    for n in range(5):
        known(store, item("a", n), days_ago=n, due=9)
    before = dict(store.memories), dict(store.dues)
    table = Table(store, Plan("en", mode="cram", topics=("topic-a",), seed=3))
    seen = table.rest()
    assert [one.question.item for one in seen[:4]] == [item("a", n) for n in (4, 3, 2, 1)]
    assert len({one.question.item for one in seen}) == 36
    assert (store.memories, store.dues) == before
    assert all(not line.counts and line.why == "cram" for _answer, lines in store.log for line in lines)
    assert store.answered_today(ordinal(0)) == (0, 0)


def test_cram_says_that_nothing_was_counted_and_repeats_what_was_missed(store: MemoryStore) -> None:
    table = Table(store, Plan("en", mode="cram", extra=5, seed=3))
    missed, feedback = table.wrong()
    assert not feedback.recorded
    seen = table.rest()
    assert len(seen) == 5
    assert [one.question.item for one in seen if one.again] == [missed.question.item]


def test_placement_asks_one_of_each_topic_in_turn_and_nothing_again(store: MemoryStore) -> None:
    table = Table(store, Plan("en", mode="placement", extra=8, seed=3))
    seen = []
    for n in range(8):
        seen.append((table.wrong if n % 2 else table.right)()[0])
    assert table.see() is None
    assert [one.question.topic[-1] for one in seen] == ["a", "b", "c", "d"] * 2
    assert store.answered_today(ordinal(0)) == (0, 0)
    assert len(store.memories) == 8


def test_placement_estimates_what_was_known_before(store: MemoryStore) -> None:
    better, worse = (Table(store_for(towns()), Plan("en", mode="placement", seed=3)) for _ in range(2))
    better.rest()
    while worse.see() is not None:
        worse.wrong()
    assert worse.sitting.prior() < 0.2 < better.sitting.prior() <= 0.9


# the end


def test_the_summary_counts_first_answers_and_lists_what_to_look_at_again(store: MemoryStore) -> None:
    table = Table(store)
    missed, _ = table.wrong()
    table.rest()
    summary = table.sitting.summary(table.now())
    assert (summary.right, summary.wrong) == (19, 1)
    assert sum(right + wrong for _title, right, wrong in summary.by_topic) == 20
    assert [one[0] for one in summary.missed] == [missed.question.item]
    assert summary.missed[0][1:] == (missed.question.prompt, missed.question.key[0])
    assert sum(one.items for one in summary.upcoming) == 20
    assert all(one.day > ordinal(0) for one in summary.upcoming)
    assert summary.seconds == 21 * 4


def test_a_sitting_over_the_cut_off_hour_goes_on_into_a_new_day(store: MemoryStore) -> None:
    table = Table(store)
    table.rest()
    table.day = 1
    presented = table.see()
    assert presented is not None
    table.right()
    assert store.log[-1][0].day == ordinal(1)


def test_the_same_seed_and_store_give_the_same_sequence_and_another_seed_another() -> None:
    def ids(seed: int) -> list[str]:
        return [one.question.id for one in Table(store_for(towns()), Plan("en", seed=seed)).rest()]

    assert ids(5) == ids(5) != ids(6)


def test_nothing_on_the_way_to_a_question_looks_at_all_items(store: MemoryStore) -> None:
    for n in range(12):
        known(store, item("a", n), days_ago=9)
    store.calls.clear()
    table = Table(store)
    table.wrong()
    table.rest()
    assert not {"states", "counts", "sync"} & set(store.calls)


def test_answer_and_next_question_need_a_handful_of_reads(store: MemoryStore) -> None:
    table = Table(store)
    table.right()
    table.see()
    store.calls.clear()
    table.right()
    table.see()
    assert len(store.calls) <= 8, store.calls
