"""Study on the real store: what it does there is what it does in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.progress.store import SqliteStore, rebuild
from quiz.study.catalogue import synchronise
from quiz.study.home import home, nothing_due
from quiz.study.records import Settings, Store
from quiz.study.sitting import Sitting
from quiz.study.stats import Retention, stats
from quiz.study.views import Plan
from tests.memory_store import MemoryStore
from tests.simulated_learner import moment, ordinal, right_response, study, wrong_response
from tests.study_kit import asem, store_for, towns


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore.open(tmp_path / "progress.db", "asem")
    yield store
    store.close()


def fortnight(store: Store) -> list[tuple[str, str, int]]:
    """What was asked, how it was judged and when it comes back, over five days and a fortnight's break."""
    seen = []
    for day in (0, 1, 2, 4, 5, 19, 20):
        evening = study(asem(), store, Plan("vi" if day % 2 else "en", seed=3 + day), day=day)
        seen += [(one.question.id, one.verdict.outcome.value, one.next_day) for one in evening.feedback]
    return seen


def test_the_same_study_gives_the_same_questions_and_memories_in_both_stores(stored: SqliteStore) -> None:
    in_memory = store_for(asem())
    synchronise(asem(), stored)
    assert fortnight(stored) == fortnight(in_memory)
    remembered = {state.item: state for state in stored.states() if state.memory is not None}
    assert set(remembered) == set(in_memory.memories)
    for item, memory in in_memory.memories.items():
        assert remembered[item].memory == pytest.approx(memory)
        assert remembered[item].due == in_memory.dues[item]


def test_home_and_statistics_agree_in_both_stores(stored: SqliteStore) -> None:
    in_memory = MemoryStore()
    for store in (stored, in_memory):
        store.save_settings(Settings(reviews_per_day=30, new_per_day=15))
        for day in range(4):
            study(asem(), store, Plan("en", seed=day + 1), day=day)
    for day in (3, 4, 40):
        one, other = (home(asem(), store, "vi", moment(day)) for store in (stored, in_memory))
        assert one == other._replace(topics=one.topics)
        assert [topic[:5] for topic in one.topics] == [topic[:5] for topic in other.topics]
        assert nothing_due(asem(), stored, moment(day)) == nothing_due(asem(), in_memory, moment(day))
        ahead = [stats(asem(), store, moment(day), Retention()).forecast for store in (stored, in_memory)]
        assert ahead[0] == ahead[1]


def test_undo_and_overrule_leave_the_real_states_as_they_were(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "progress.db", "toy")
    sitting = Sitting(towns(), store, Plan("en", seed=8, forms=("typed",)), moment(0))
    before = list(store.states())
    first = sitting.present(moment(0))
    assert first is not None
    assert sitting.answer(wrong_response(first.question), moment(0, 5), 5000).may_overrule
    assert sitting.overrule(moment(0, 6)).next_day > ordinal(0)
    assert store.answered_today(ordinal(0)) == (1, 0)
    second = sitting.present(moment(0, 7))
    assert second is not None
    sitting.answer(right_response(second.question), moment(0, 9), 2000)
    assert sitting.undo(moment(0, 10)) == second
    assert sitting.undo(moment(0, 11)) == first
    assert sitting.undo(moment(0, 12)) is None
    assert list(store.states()) == before
    store.close()


def test_what_a_placement_found_is_logged_and_outlives_the_program(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    store = SqliteStore.open(path, "toy")
    sitting = Sitting(towns(), store, Plan("en", mode="placement", seed=3), moment(0))
    while (shown := sitting.present(moment(0))) is not None:
        sitting.answer(right_response(shown.question), moment(0), 3000)
    known = sitting.summary(moment(0)).known_before
    assert known is not None and known > 0.2 and store.parameters().known_before == known
    store.close()
    store = SqliteStore.open(path, "toy")
    assert store.parameters().known_before == known and rebuild(path).changed == 0
    assert store.db.execute("SELECT why FROM adoption").fetchall() == [("placement",)]
    store.close()
