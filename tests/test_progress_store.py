"""The store of one learner and bank: its catalogue, answers, undo, leeches and resets."""

import inspect
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.memory.fsrs import after, due_day
from quiz.progress.store import SqliteStore, rebuild
from quiz.study.records import Settings, Store
from tests.progress_kit import (
    DAY,
    START_MS,
    an_answer,
    cached,
    evidence,
    give,
    item,
    opened,
    query,
    rows,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened_store = opened(path)
    yield opened_store
    opened_store.close()


def test_it_has_every_method_of_the_protocol_with_its_parameters() -> None:
    for name, method in inspect.getmembers(Store, inspect.isfunction):
        if not name.startswith("_"):
            ours = inspect.signature(inspect.unwrap(getattr(SqliteStore, name)))
            assert list(inspect.signature(method).parameters) == list(ours.parameters), name


# the catalogue


def test_new_items_come_in_the_order_of_introduction(store: SqliteStore) -> None:
    assert [row.item for row in store.new(9, day=DAY)] == [item(n) for n in range(5)]
    assert store.new(1, day=DAY)[0] == rows()[0]


def test_new_items_can_be_narrowed(store: SqliteStore) -> None:
    assert [row.item for row in store.new(9, day=DAY, depth="detail")][-1] == item(5)
    assert [row.item for row in store.new(9, day=DAY, topics=["lakes"])] == [item(3), item(4)]
    assert [row.item for row in store.new(9, day=DAY, skip_topics=["rivers"])] == [item(3), item(4)]
    assert [row.item for row in store.new(9, day=DAY, skip_families=["toy/f0", "toy/f1"])] == [item(4)]
    assert store.new(9, day=DAY, topics=["no such topic"]) == []


def test_items_that_left_the_bank_are_not_asked_and_keep_their_memory(store: SqliteStore) -> None:
    give(store, item(0))
    store.sync("smaller", rows()[1:])
    assert store.due(DAY + 99, 9) == []
    assert item(0) not in [row.item for row in store.new(9, day=DAY)]
    assert item(0) not in [state.item for state in store.states()]
    known = store.state(item(0))
    assert known is not None and known.memory is not None
    store.sync("back", rows())
    assert [due.item for due in store.due(DAY + 99, 9)] == [item(0)]


def test_an_item_may_move_to_another_topic_depth_and_place(store: SqliteStore) -> None:
    give(store, item(0))
    moved = [row._replace(topic="seas", depth="detail", position=50) if row.item == item(0) else row for row in rows()]
    store.sync("moved", moved)
    assert store.began_again() == ()
    state = store.state(item(0))
    assert state is not None and state.memory is not None
    assert (state.topic, state.depth, state.position) == ("seas", "detail", 50)
    assert store.due(DAY + 99, 9) == []
    assert [due.item for due in store.due(DAY + 99, 9, depth="detail", topics=["seas"])] == [item(0)]


def test_changing_a_value_resets_that_item_alone_and_changing_it_back_restores_it(store: SqliteStore) -> None:
    give(store, item(0), at=0)
    give(store, item(1), at=1)
    before = list(store.states())
    store.sync("edited", [rows()[0]._replace(digest="d1"), *rows()[1:]])
    assert store.began_again() == (item(0),)
    after_edit = list(store.states())
    assert after_edit[0].memory is None and after_edit[0].due == 0
    assert after_edit[1:] == before[1:]
    assert store.new(1, day=DAY)[0].item == item(0)
    store.sync("again", rows())
    assert store.began_again() == ()
    assert list(store.states()) == before


def test_each_learner_is_told_once_what_began_again_whoever_brought_the_change(path: Path, store: SqliteStore) -> None:
    other = opened(path, "Lan")
    give(store, item(0), at=0)
    give(store, item(1), at=1)
    give(other, item(1), at=2)
    other.sync("edited", [*(row._replace(digest="d1") for row in rows()[:3]), *rows()[3:]])
    store.sync("edited again", [rows()[0], *(row._replace(digest="d2") for row in rows()[1:3]), *rows()[3:]])
    assert store.settings() == Settings()
    assert store.began_again() == (item(1),)
    assert other.began_again() == (item(1),)
    assert store.began_again() == other.began_again() == ()
    other.close()


def test_evidence_of_a_value_that_is_no_longer_the_banks_does_not_count(store: SqliteStore) -> None:
    give(store, item(0), said={"digest": "of another edition"})
    state = store.state(item(0))
    assert state is not None and state.memory is None


def test_the_digest_of_the_catalogue_is_remembered(path: Path, store: SqliteStore) -> None:
    assert store.synced_digest() == "catalogue-6"
    assert SqliteStore.open(path, "another bank").synced_digest() == ""


def test_an_answer_about_an_item_the_mirror_does_not_know_is_kept(store: SqliteStore) -> None:
    give(store, "toy/stranger/self>x")
    state = store.state("toy/stranger/self>x")
    assert state is not None and state.memory is not None
    assert store.due(DAY + 99, 9) == []
    store.sync("with it", [*rows(), rows()[0]._replace(item="toy/stranger/self>x", position=9)])
    assert [due.item for due in store.due(DAY + 99, 9)] == ["toy/stranger/self>x"]


def test_an_item_never_heard_of_has_no_state(store: SqliteStore) -> None:
    assert store.state("toy/unheard/self>x") is None


# answering


def test_an_answer_changes_the_memory_as_the_model_says(store: SqliteStore) -> None:
    said = {"guess": 1 / 3, "slip": 0.02}
    recorded = give(store, item(0), said=said)
    memory = after(None, right=True, guess=1 / 3, slip=0.02, day=DAY)
    assert recorded.states[0].memory == memory
    assert recorded.states[0].due == due_day(memory, 0.9, item=item(0))
    assert recorded.states[0] == store.state(item(0))
    give(store, item(0), False, at=60, day=DAY + 4, said=said)
    memory = after(memory, right=False, guess=1 / 3, slip=0.02, day=DAY + 4)
    state = store.state(item(0))
    assert state is not None and state.memory == memory and state.last_day == DAY + 4


def test_a_self_graded_cards_grade_reaches_the_memory(store: SqliteStore) -> None:
    give(store, item(0), form="flashcard", response='"easy"')
    give(store, item(1), form="flashcard", response='"hard"')
    give(store, item(2), form="typed", response='"easy"')
    easy, hard, typed = (state.memory for state in list(store.states())[:3])
    assert easy is not None and hard is not None and typed is not None
    assert hard.stability < typed.stability < easy.stability


def test_everything_about_an_answer_is_kept(path: Path, store: SqliteStore) -> None:
    answer = an_answer(item(0), response='"đỏ"', form="typed", credit=0.5, outcome="near")
    store.record(answer, [evidence(item(0), counts=False, why="near", predicted=0.25)])
    undone = store.undo("evening", at_ms=START_MS + 1, zone_minutes=0, day=DAY)
    assert undone is not None and undone.answer == answer
    assert query(
        path,
        "SELECT counts, why, predicted, device = (SELECT value FROM meta WHERE key = 'device')"
        " FROM evidence JOIN answer ON id = answer",
    ) == [(0, "near", 0.25, 1)]


def test_evidence_that_does_not_count_changes_no_memory(store: SqliteStore) -> None:
    recorded = give(store, item(0), said={"counts": False, "why": "cram"}, mode="cram")
    assert recorded.states[0].memory is None


def test_one_answer_may_touch_several_items(store: SqliteStore) -> None:
    lines = [evidence(item(0)), evidence(item(3), False), evidence(item(4), guess=0.25)]
    recorded = store.record(an_answer(item(0), form="matching"), lines)
    assert [state.item for state in recorded.states] == [item(0), item(3), item(4)]
    assert all(state.memory is not None for state in recorded.states)


def test_an_answer_recorded_twice_is_in_the_log_once(path: Path, store: SqliteStore) -> None:
    answer, line = an_answer(item(0)), evidence(item(0))
    first = store.record(answer, [line])
    assert store.record(answer, [line]).states == first.states
    assert query(path, "SELECT count(*) FROM answer") == [(1,)]
    assert first.states[0].memory is not None and first.states[0].memory.reps == 1


def test_an_answer_older_than_the_last_one_takes_its_place_in_the_order(path: Path, store: SqliteStore) -> None:
    give(store, item(0), at=1000, day=DAY + 5)
    give(store, item(0), False, at=10, day=DAY)
    memory = after(None, right=False, guess=0, slip=0, day=DAY)
    memory = after(memory, right=True, guess=0, slip=0, day=DAY + 5)
    state = store.state(item(0))
    assert state is not None and state.memory == memory
    assert rebuild(path).changed == 0


def test_a_failed_answer_leaves_nothing_behind(path: Path, store: SqliteStore) -> None:
    give(store, item(0))
    before = cached(path), query(path, "SELECT count(*) FROM answer")
    with pytest.raises(QuizError):
        store.record(an_answer(item(1)), [evidence(item(1)), evidence(item(2), predicted="no number")])
    assert (cached(path), query(path, "SELECT count(*) FROM answer")) == before
    give(store, item(1), at=5)


def test_several_answers_recorded_together_come_to_the_same_as_one_by_one(path: Path, tmp_path: Path) -> None:
    answers = [
        (an_answer(item(n % 4), at=at), [evidence(item(n % 4), right), evidence(item(5), not right)])
        for at, (n, right) in enumerate([(0, True), (1, False), (0, False), (2, True), (3, True)])
    ]
    other = tmp_path / "other.db"
    together, single = opened(path), opened(other)
    assert together.record_all(answers) == [single.record(*one) for one in answers]
    assert list(together.states()) == list(single.states())
    log = "SELECT uuid, item, response FROM answer ORDER BY id"
    assert cached(path) == cached(other) and query(path, log) == query(other, log)
    new = (an_answer(item(4), at=9), [evidence(item(4))])
    again = together.record_all([answers[1], new, answers[4], new])
    assert again[1].states == again[3].states
    assert query(path, "SELECT count(*) FROM answer") == [(6,)], "what is in the log is not written again"
    assert rebuild(path).changed == 0
    together.close()
    single.close()


def test_of_several_answers_all_are_recorded_or_none(path: Path, store: SqliteStore) -> None:
    give(store, item(0))
    before = cached(path), query(path, "SELECT count(*) FROM answer"), list(store.states())
    good = (an_answer(item(1), at=1), [evidence(item(1))])
    with pytest.raises(QuizError):
        store.record_all([good, (an_answer(item(2), at=2), [evidence(item(2), predicted="no number")])])
    assert (cached(path), query(path, "SELECT count(*) FROM answer"), list(store.states())) == before
    assert store.state(item(1)) == before[2][1], "nor is it remembered"
    store.record_all([good])
    assert query(path, "SELECT count(*) FROM answer") == [(2,)] and rebuild(path).changed == 0


def test_the_log_cannot_be_rewritten(store: SqliteStore) -> None:
    give(store, item(0))
    for table, column in (("answer", "outcome"), ("evidence", "why")):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.db.execute(f"UPDATE {table} SET {column} = 'right'")


# undo


def test_undo_takes_back_step_by_step_and_gives_the_states_as_they_were(path: Path, store: SqliteStore) -> None:
    history = [cached(path)]
    for at in range(8):
        give(store, item(at % 3), at % 2 == 0, at=at, day=DAY + at)
        history.append(cached(path))
    for step in range(8):
        undone = store.undo("evening", at_ms=START_MS + 50_000 + step, zone_minutes=0, day=DAY + 9)
        assert undone is not None and undone.answer.item == item((7 - step) % 3)
        assert cached(path) == history[7 - step]
        assert undone.states[0] == store.state(undone.answer.item)
    assert store.undo("evening", at_ms=START_MS + 60_000, zone_minutes=0, day=DAY + 9) is None


def test_an_undone_answer_is_taken_back_by_a_row_of_its_own(path: Path, store: SqliteStore) -> None:
    give(store, item(0))
    undone = store.undo("evening", at_ms=START_MS + 5, zone_minutes=60, day=DAY)
    assert undone is not None
    assert query(path, "SELECT uuid = ?, undoes, zone_minutes FROM answer ORDER BY id", undone.answer.uuid) == [
        (1, "", 420),
        (0, undone.answer.uuid, 60),
    ]


def test_undo_belongs_to_a_session_a_learner_and_a_bank(path: Path, store: SqliteStore) -> None:
    give(store, item(0), session="morning")
    other = opened(path, "Lan")
    give(other, item(1), session="evening", at=1)
    assert store.undo("evening", at_ms=START_MS + 5, zone_minutes=0, day=DAY) is None
    assert other.undo("morning", at_ms=START_MS + 5, zone_minutes=0, day=DAY) is None
    undone = store.undo("morning", at_ms=START_MS + 5, zone_minutes=0, day=DAY)
    assert undone is not None and undone.answer.item == item(0)
    other.close()


def test_undo_goes_back_thirty_steps_and_no_further(store: SqliteStore) -> None:
    for at in range(35):
        give(store, item(at % 5), at=at)
    steps = 0
    while store.undo("evening", at_ms=START_MS + 90_000 + steps, zone_minutes=0, day=DAY):
        steps += 1
    assert steps == 30


def test_after_an_undo_one_may_answer_again_and_undo_that(store: SqliteStore) -> None:
    give(store, item(0), at=0)
    store.undo("evening", at_ms=START_MS + 1000, zone_minutes=0, day=DAY)
    give(store, item(0), False, at=2)
    state = store.state(item(0))
    assert state is not None and state.memory is not None and state.memory.reps == 1
    undone = store.undo("evening", at_ms=START_MS + 3000, zone_minutes=0, day=DAY)
    assert undone is not None and undone.answer.outcome == "wrong" and undone.states[0].memory is None


def test_a_row_that_undoes_may_be_recorded_as_it_comes_from_another_machine(path: Path, store: SqliteStore) -> None:
    answer = an_answer(item(0))
    store.record(answer, [evidence(item(0))])
    back = an_answer(item(0), at=5)._replace(undoes=answer.uuid)
    assert store.record(back, []).states[0].memory is None
    assert rebuild(path).changed == 0


# leeches


def test_the_eighth_lapse_makes_a_leech_that_is_still_asked(store: SqliteStore) -> None:
    give(store, item(0), at=0)
    seen = []
    for n in range(1, 10):
        seen.append(give(store, item(0), False, at=2 * n, day=DAY + n).new_leech)
        give(store, item(0), True, at=2 * n + 1, day=DAY + n)
    assert seen == [""] * 7 + [item(0)] + [""]
    state = store.state(item(0))
    assert state is not None and state.leech and state.memory is not None and state.memory.lapses == 9
    assert [due.item for due in store.due(DAY + 99, 9)] == [item(0)]


def test_the_leech_threshold_is_a_setting(store: SqliteStore) -> None:
    give(store, item(0), at=0)
    store.save_settings(Settings(leech_lapses=1))
    assert give(store, item(0), False, at=1, day=DAY + 1).new_leech == item(0)


# reset


def test_resetting_a_topic_forgets_its_items_and_keeps_the_log(path: Path, store: SqliteStore) -> None:
    for n in range(4):
        give(store, item(n), at=n)
    lakes = store.state(item(3))
    assert store.reset_topic("rivers", START_MS + 10_000) == 3
    assert [row.item for row in store.new(9, day=DAY)] == [item(0), item(1), item(2), item(4)]
    assert store.state(item(3)) == lakes
    assert query(path, "SELECT count(*) FROM answer") == [(4,)]
    assert rebuild(path).changed == 0
    assert store.reset_topic("rivers", START_MS + 11_000) == 0
    assert store.reset_topic("no such topic", START_MS + 12_000) == 0


@pytest.mark.parametrize("at", [-500, 500])
def test_what_is_learnt_after_a_reset_counts_whatever_the_clock_says(path: Path, store: SqliteStore, at: int) -> None:
    give(store, item(0), at=100)
    store.reset_topic("rivers", START_MS + 200_000)
    give(store, item(0), at=at)
    state = store.state(item(0))
    assert state is not None and state.memory is not None and state.memory.reps == 1
    assert rebuild(path).changed == 0


def test_an_answer_from_before_a_reset_cannot_come_back_by_undo(store: SqliteStore) -> None:
    give(store, item(0), at=0)
    give(store, item(0), at=1)
    store.reset_topic("rivers", START_MS + 5000)
    undone = store.undo("evening", at_ms=START_MS + 6000, zone_minutes=0, day=DAY)
    assert undone is not None and undone.states[0].memory is None
