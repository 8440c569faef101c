"""What a sitting asks: limits, siblings, topics, explicit choices, cram and placement; wishes about items."""

import pytest

from quiz.errors import QuizError
from quiz.questions.model import Form
from quiz.study.agenda import Choice
from quiz.study.asking import Asker
from quiz.study.course import Course, Repeat
from quiz.study.records import MetItem, Mode
from quiz.study.sitting import Sitting
from quiz.study.views import Plan
from tests.memory_store import MemoryStore
from tests.simulated_learner import moment, ordinal, right_response
from tests.study_kit import EN, Table, asem, item, known, store_for, towns


@pytest.fixture
def store() -> MemoryStore:
    return store_for(towns())


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


def test_a_review_that_was_buried_comes_on_its_day_and_not_in_a_cram_before(store: MemoryStore) -> None:
    buried = item("a", 3)
    known(store, buried, days_ago=9)
    store.bury(buried, ordinal(1))
    assert buried not in [one.question.item for one in Table(store, Plan("en", mode="cram", seed=3)).rest()]
    assert buried in [one.question.item for one in Table(store, day=1).rest()]


def test_a_missed_question_that_is_suspended_does_not_come_back(store: MemoryStore) -> None:
    table = Table(store)
    missed, _ = table.wrong()
    table.sitting.suspend(table.now())
    assert missed.question.item not in [one.question.item for one in table.rest()]


@pytest.mark.parametrize("wish", ["suspend", "bury"])
def test_undo_takes_back_a_wish_and_asks_the_same_question_again(store: MemoryStore, wish: str) -> None:
    table = Table(store)
    table.right()
    left_out = table.see()
    getattr(table.sitting, wish)(table.now())
    assert table.see() != left_out
    assert table.sitting.undo(table.now()) == left_out == table.see()
    assert not store.state(left_out.question.item).hidden(ordinal(0))  # type: ignore[union-attr]
    assert table.sitting.answered == 1
    assert table.sitting.undo(table.now()) is not None and table.sitting.answered == 0
    assert table.sitting.undo(table.now()) is None


def test_undo_of_a_wish_after_the_answer_keeps_the_answer_and_asks_the_next(store: MemoryStore) -> None:
    table = Table(store)
    missed, _ = table.wrong()
    table.sitting.suspend(table.now())
    following = table.see()
    again = table.sitting.undo(table.now())
    assert again.question == following.question  # type: ignore[union-attr]
    assert table.sitting.answered == 1
    assert missed.question.item in [one.question.item for one in table.rest()]


def test_a_flag_is_toggled_and_shown(store: MemoryStore) -> None:
    table = Table(store)
    table.see()
    assert table.sitting.flag(table.now()) is True
    assert table.see().flagged  # type: ignore[union-attr]
    assert table.sitting.info().flagged  # type: ignore[union-attr]
    assert table.sitting.flag(table.now()) is False
    table.right()
    assert table.sitting.flag(table.now()) is True
    assert table.sitting.undo(table.now()).flagged  # type: ignore[union-attr]


@pytest.mark.parametrize("wish", ["suspend", "bury"])
def test_undo_leaves_out_what_was_left_out_before(store: MemoryStore, wish: str) -> None:
    chosen, day = item("a", 1), ordinal(0)
    store.suspend(chosen, True)
    store.bury(chosen, day + 3)
    table = Table(store, Plan("en", seed=3, items=(chosen,)))
    assert table.see() is not None
    getattr(table.sitting, wish)(table.now())
    table.sitting.undo(table.now())
    state = store.state(chosen)
    assert state is not None and (state.suspended, state.buried_until) == (True, day + 3)


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


# questions of several items


def pairs_and_orders(seed: int, *, wrong: bool = False) -> list[tuple[bool, list[str]]]:
    """(again, items touched) of the questions of an evening of reviews that may be matchings and orderings."""
    store = store_for(towns(), new_per_day=0, forms="matching,ordering,choice")
    for n in range(12):
        for kind in "abcd":
            known(store, item(kind, n), days_ago=5)
            known(store, item(kind, n, "self>rank"), days_ago=4 + 2 * (n % 2))
    table, seen = Table(store, Plan("en", seed=seed)), []
    while (presented := table.see()) is not None:
        seen.append((presented.again, [touch.item for touch in presented.question.touches]))
        (table.wrong if wrong and len(seen) % 5 == 1 else table.right)()
    return seen


def test_nothing_is_touched_twice_a_day_by_matchings_and_orderings() -> None:
    sizes = set()
    for seed in range(1, 9):
        touched = [touches for again, touches in pairs_and_orders(seed) if not again]
        families = [name.split("/")[1] for touches in touched for name in touches]
        assert len(families) == len(set(families)) == 48
        sizes |= {len(touches) for touches in touched}
    assert sizes == {1, 4}


def test_a_matching_does_not_show_what_waits_to_be_asked_again() -> None:
    for seed in range(1, 9):
        waiting: set[str] = set()
        for number, (again, touches) in enumerate(pairs_and_orders(seed, wrong=True), start=1):
            assert again or waiting.isdisjoint(touches)
            waiting = waiting | set(touches) if number % 5 == 1 else waiting - set(touches)


def test_a_form_that_shows_what_is_to_come_back_gives_way_to_another(store: MemoryStore) -> None:
    for n in range(12):
        known(store, item("a", n), days_ago=5)
    forms, course = frozenset({Form.MATCHING, Form.CHOICE}), Course()
    choice = Choice(item("a", 0), "chosen", store.state(item("a", 0)))

    def asked(seed: int) -> Form:
        return Asker(towns(), store, "en", seed, forms).question(choice, course, ordinal(0)).form

    assert {asked(seed) for seed in range(40)} == forms
    course.repeats = tuple(Repeat(item("a", n), 1, 0, 0, None) for n in range(1, 12))
    assert {asked(seed) for seed in range(40)} == {Form.CHOICE}


@pytest.mark.parametrize("undone", [False, True])
def test_a_fact_card_that_was_looked_at_gives_its_subject_away_for_good(store: MemoryStore, undone: bool) -> None:
    first, sibling = item("a", 0), item("a", 0, "self>rank")
    table = Table(store, EN._replace(topics=("topic-a",)))
    while table.right()[0].question.item != first:
        pass
    table.sitting.facts_shown()
    if undone:
        table.sitting.undo(table.now())
    assert sibling not in [one.question.item for one in table.rest()]


def test_the_fact_card_of_a_card_that_is_not_graded_yet_gives_its_subject_away(store: MemoryStore) -> None:
    first, sibling = item("a", 0), item("a", 0, "self>rank")
    table = Table(store, EN._replace(topics=("topic-a",)))
    while table.see().question.item != first:  # type: ignore[union-attr]
        table.right()
    table.sitting.facts_shown()
    assert sibling not in [one.question.item for one in table.rest()]


def test_what_a_wrong_choice_really_is_stays_told_when_it_is_taken_back(store: MemoryStore) -> None:
    table = Table(store, EN._replace(topics=("topic-a",), forms=("choice",)))
    presented, feedback = table.wrong()
    assert feedback.verdict.chosen == "The year of foundation of Place ABa is 1037."
    table.sitting.undo(table.now())
    items = [one.question.item for one in table.rest()]
    assert presented.question.item in items and item("a", 1, "self>rank") in items
    assert not {item("a", 1), item("a", 1, "rank>founded")}.intersection(items)


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


def test_cram_counts_no_questions_that_are_suspended(store: MemoryStore) -> None:
    for n in range(4):
        known(store, item("a", n), days_ago=5)
        store.suspend(item("a", n + 2), True)
    table = Table(store, Plan("en", mode="cram", topics=("topic-a",), seed=3))
    first = table.see()
    assert first is not None and first.total == len(table.rest()) == 32


def test_cram_says_that_nothing_was_counted_and_repeats_what_was_missed(store: MemoryStore) -> None:
    table = Table(store, Plan("en", mode="cram", extra=5, seed=3))
    missed, feedback = table.wrong()
    assert not feedback.counts
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


def test_placement_asks_as_many_of_a_topic_that_is_introduced_faster_than_another() -> None:
    sitting = Sitting(asem(), store_for(asem()), Plan("en", mode="placement", topics=("summits", "fmm")), moment(0))
    asked = []
    while (presented := sitting.present(moment(0))) is not None:
        asked.append(presented.question.topic)
        sitting.answer(right_response(presented.question), moment(0), 4000)
    assert asked == ["summits", "fmm"] * 6


def test_placement_estimates_what_was_known_before(store: MemoryStore) -> None:
    better, worse = (Table(store_for(towns()), Plan("en", mode="placement", seed=3)) for _ in range(2))
    better.rest()
    while worse.see() is not None:
        worse.wrong()
    low, high = (one.sitting.summary(one.now()).known_before for one in (worse, better))
    assert low is not None and high is not None and low < 0.2 < high <= 0.9
    assert (worse.store.parameters().known_before, better.store.parameters().known_before) == (low, high)


def test_a_placement_that_is_left_early_changes_nothing(store: MemoryStore) -> None:
    table = Table(store, Plan("en", mode="placement", seed=3))
    table.wrong()
    assert table.sitting.summary(table.now()).known_before is None and "adopt" not in store.calls


def test_a_placement_that_ends_again_after_undo_counts_each_answer_once(store: MemoryStore) -> None:
    table = Table(store, Plan("en", mode="placement", extra=4, seed=3))
    while table.see() is not None:
        table.wrong()
    first = store.parameters()
    table.sitting.undo(table.now())
    table.wrong()
    assert table.see() is None and store.parameters() == first and store.calls.count("adopt") == 1


def test_an_answer_that_another_window_took_back_is_not_taken_back_again(store: MemoryStore) -> None:
    table = Table(store)
    table.right()
    shown = table.see()
    store.undo(table.sitting.session, at_ms=table.now().at_ms, zone_minutes=0, day=ordinal(0))
    assert table.sitting.undo(table.now()) is None
    assert not table.sitting.undoable and table.see() == shown


# the end


def test_the_summary_says_how_many_wait_because_their_keys_were_on_the_screen(store: MemoryStore) -> None:
    for n in range(6):
        known(store, item("a", n), days_ago=9)
    table = Table(store, EN._replace(topics=("topic-a",), forms=("choice",)))
    table.see()
    table.sitting.facts_shown()
    assert table.sitting.summary(table.now()).held_back == 0, "it may still be asked"
    table.rest()
    waiting = table.sitting.summary(table.now()).held_back
    assert waiting
    other = Table(store, table.sitting.plan)
    assert len(other.rest()) + other.sitting.summary(other.now()).held_back == waiting


def test_what_is_held_back_is_no_longer_counted_as_to_come(store: MemoryStore) -> None:
    table = Table(store, EN._replace(topics=("topic-a",), forms=("choice",)))
    table.see()
    table.sitting.facts_shown()
    last = None
    while (seen := table.see()) is not None:
        last, _feedback = table.right() if seen.again else table.wrong()
    assert last is not None and last.again
    assert last.number == last.total and table.sitting.summary(table.now()).held_back


def test_what_the_limits_leave_for_tomorrow_is_not_held_back(store: MemoryStore) -> None:
    for n in range(6):
        known(store, item("a", n), days_ago=9)
    store.save_settings(store.settings()._replace(reviews_per_day=4, new_per_day=0))
    table = Table(store)
    table.see()
    table.sitting.facts_shown()
    assert len(table.rest()) == 4
    assert table.sitting.summary(table.now()).held_back == 0


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


@pytest.mark.parametrize(("mode", "number"), [("cram", 5), ("placement", 12)])
def test_as_many_as_were_wished_for_are_asked_however_late_it_gets(store: MemoryStore, mode: Mode, number: int) -> None:
    table = Table(store, Plan("en", mode=mode, extra=number, seed=11))
    asked = [table.right()[0] for _ in range(4)]
    table.day = 1
    asked += table.rest()
    assert [(one.number, one.total) for one in asked] == [(at + 1, number) for at in range(number)]


def test_after_an_answer_of_the_night_before_is_taken_back_the_new_day_still_holds(store: MemoryStore) -> None:
    table = Table(store)
    last = table.rest()[-1]
    table.day = 1
    assert table.see() is not None
    again = table.sitting.undo(table.now())
    assert again is not None and again.question == last.question
    table.right()
    assert sum(one.new for one in table.rest()) == 19, "the one that was taken back was met on the new day"


def test_a_new_day_that_cannot_be_read_is_read_again(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(store)
    table.rest()
    table.day = 1

    def held(_day: int) -> list[MetItem]:
        raise QuizError("Another program is holding the progress file.")

    with monkeypatch.context() as patched, pytest.raises(QuizError):
        patched.setattr(store, "met_on", held)
        table.see()
    assert sum(one.new for one in table.rest()) == 20


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
