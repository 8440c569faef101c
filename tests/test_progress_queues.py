"""What a store tells: the two queues, marks, counts, settings and parameters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.memory.fsrs import DEFAULT, Parameters, retrievability
from quiz.progress.store import SqliteStore, adopt, rebuild
from quiz.study.records import Settings
from tests.progress_kit import BANK, DAY, START_MS, give, item, opened, rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened_store = opened(path)
    yield opened_store
    opened_store.close()


# the review queue


def test_reviews_come_longest_overdue_first_and_then_the_least_stable(store: SqliteStore) -> None:
    give(store, item(0), at=0, day=DAY + 3)
    give(store, item(1), at=1, day=DAY)
    give(store, item(2), False, at=2, day=DAY)
    give(store, item(3), at=3, day=DAY + 1)
    queue = store.due(DAY + 60, 9)
    assert queue[0].item == item(2)
    assert [(due.due, due.stability) for due in queue] == sorted((due.due, due.stability) for due in queue)
    assert store.due(DAY + 60, 2) == queue[:2]
    assert store.due(DAY, 9) == []


def test_likeliest_first_is_the_order_of_retrievability(store: SqliteStore) -> None:
    for n in range(5):
        give(store, item(n), n % 2 == 0, at=n, day=DAY + 2 * n)
        give(store, item(n), at=10 + n, day=DAY + 3 * n + 9)
    day = DAY + 200
    queue = [due.item for due in store.due(day, 9, likeliest_first=True)]
    chances = {state.item: retrievability(state.memory, day) for state in store.states() if state.memory}
    assert queue == sorted(chances, key=lambda one: -chances[one])
    assert store.due(day, 3, likeliest_first=True) == store.due(day, 9, likeliest_first=True)[:3]


def test_reviews_can_be_narrowed(store: SqliteStore) -> None:
    for n in range(6):
        give(store, item(n), at=n)

    def queue(**narrow: object) -> set[str]:
        return {due.item for due in store.due(DAY + 99, 9, **narrow)}  # type: ignore[arg-type]

    assert queue() == {item(n) for n in range(5)}
    assert queue(depth="detail") == {item(n) for n in range(6)}
    assert queue(topics=["rivers"]) == {item(0), item(1), item(2)}
    assert queue(skip_families=["toy/f0"]) == {item(2), item(3), item(4)}
    assert queue(skip_families=["toy/f0"], likeliest_first=True, topics=["rivers"]) == {item(2)}


def test_suspended_and_buried_items_are_out_of_both_queues(store: SqliteStore) -> None:
    give(store, item(0))
    give(store, item(1), at=1)
    store.suspend(item(0), True)
    store.bury(item(1), DAY + 50)
    store.suspend(item(2), True)
    store.bury(item(3), DAY + 1)
    assert store.due(DAY + 49, 9) == []
    assert [due.item for due in store.due(DAY + 50, 9)] == [item(1)]
    assert [row.item for row in store.new(9, day=DAY)] == [item(4)]
    assert [row.item for row in store.new(9, day=DAY + 1)] == [item(3), item(4)]
    store.suspend(item(0), False)
    assert item(0) in [due.item for due in store.due(DAY + 50, 9)]


def test_marks_are_part_of_an_items_state(store: SqliteStore) -> None:
    store.flag(item(0), True)
    store.bury(item(0), DAY + 3)
    state = store.state(item(0))
    assert state is not None and (state.flagged, state.buried_until, state.suspended) == (
        True,
        DAY + 3,
        False,
    )
    store.flag(item(0), False)
    state = store.state(item(0))
    assert state is not None and not state.flagged


def test_an_item_that_does_not_exist_cannot_be_marked(store: SqliteStore) -> None:
    with pytest.raises(QuizError, match="no such item"):
        store.suspend("toy/unheard/self>x", True)


# counting


def test_counts_tell_where_each_topic_stands(store: SqliteStore) -> None:
    give(store, item(0))
    give(store, item(1), False, at=1)
    give(store, item(3), at=2)
    day = DAY + 1
    rivers, lakes = store.counts(day)
    states = {state.item: state for state in store.states()}
    assert (rivers.topic, rivers.items, rivers.new, rivers.met) == ("rivers", 3, 1, 2)
    assert rivers.due == sum(0 < states[item(n)].due <= day for n in range(3))
    known = sum(retrievability(memory, day) for n in (0, 1) if (memory := states[item(n)].memory))
    assert rivers.known == pytest.approx(known)
    assert (lakes.topic, lakes.items, lakes.new, lakes.met) == ("lakes", 2, 1, 1)
    assert store.counts(day, depth="detail")[1].items == 3
    assert [count.topic for count in store.counts(day, topics=["lakes"])] == ["lakes"]


def test_counts_leave_the_hidden_out_of_new_and_due(store: SqliteStore) -> None:
    give(store, item(0), False)
    store.suspend(item(0), True)
    store.bury(item(1), DAY + 9)
    rivers = store.counts(DAY + 5)[0]
    assert (rivers.items, rivers.new, rivers.due, rivers.met) == (3, 1, 0, 1)


def test_counts_do_without_the_mathematics_of_sqlite(store: SqliteStore) -> None:
    give(store, item(0))
    with_it = store.counts(DAY + 20)
    store.db.create_function("pow", 2, None)
    assert store.counts(DAY + 20) == with_it


def test_today_counts_first_contacts_and_reviews_and_not_what_was_taken_back(store: SqliteStore) -> None:
    give(store, item(0), at=0)
    give(store, item(0), at=1, said={"predicted": 1.0})
    give(store, item(1), at=2, said={"predicted": 0.8})
    give(store, item(2), at=3, said={"counts": False, "why": "near"})
    give(store, item(3), at=4, mode="test")
    give(store, item(4), at=5)
    assert store.answered_today(DAY) == (2, 1)
    store.undo("evening", at_ms=START_MS + 9000, zone_minutes=0, day=DAY)
    assert store.answered_today(DAY) == (1, 1)
    assert store.answered_today(DAY + 1) == (0, 0)


def test_items_met_on_a_day_are_told_with_family_and_topic(store: SqliteStore) -> None:
    give(store, item(3), at=0, mode="test", said={"predicted": 0.8})
    give(store, item(0), at=1)
    give(store, item(0), at=2, said={"predicted": 1.0})
    give(store, item(1), at=3, said={"counts": False, "why": "cram"})
    give(store, item(2), at=4)
    give(store, item(4), at=5, day=DAY + 1)
    store.undo("evening", at_ms=START_MS + 8000, zone_minutes=0, day=DAY + 1)
    store.undo("evening", at_ms=START_MS + 9000, zone_minutes=0, day=DAY)
    assert [tuple(met) for met in store.met_on(DAY)] == [
        (item(3), "toy/f1", "lakes", False),
        (item(0), "toy/f0", "rivers", True),
    ]
    assert store.met_on(DAY + 1) == []


def test_days_studied_are_those_with_an_answer_that_stands(store: SqliteStore) -> None:
    for at, day in enumerate((DAY, DAY, DAY + 2, DAY + 5, DAY + 9)):
        give(store, item(at), at=at, day=day)
    store.undo("evening", at_ms=START_MS + 99_000, zone_minutes=0, day=DAY + 20)
    assert store.days_studied(DAY) == [DAY, DAY + 2, DAY + 5]
    assert store.days_studied(DAY + 1) == [DAY + 2, DAY + 5]
    assert store.days_studied(DAY + 10) == []


def test_the_last_loads_are_those_of_days_of_study_however_long_ago(store: SqliteStore) -> None:
    for at, (n, day, mode) in enumerate(
        ((0, 0, "study"), (1, 0, "study"), (1, 0, "study"), (2, 0, "cram"), (3, 9, "study"), (4, 11, "test"))
    ):
        give(store, item(n), at=at, day=DAY + day, mode=mode)
    give(store, item(5), at=9, day=DAY + 500)
    assert store.last_loads(DAY + 500, 5) == [1, 2]
    assert store.last_loads(DAY + 500, 1) == [1]
    assert store.last_loads(DAY + 9, 5) == [2]
    assert store.last_loads(DAY, 5) == []


def test_the_forecast_holds_the_overdue_on_its_first_day(store: SqliteStore) -> None:
    for n in range(4):
        give(store, item(n), n > 0, at=n)
    store.suspend(item(3), True)
    dues = [state.due for state in store.states() if state.memory and not state.suspended]
    day = max(dues) - 1
    assert store.forecast(day, 3) == [sum(due <= day for due in dues), sum(due == day + 1 for due in dues), 0]


def test_the_forecast_has_the_buried_on_their_day_and_can_be_narrowed_like_the_queue(store: SqliteStore) -> None:
    for n in range(6):
        give(store, item(n), at=n)
    day = max(state.due for state in store.states())
    assert store.forecast(day, 2) == [5, 0]
    assert store.forecast(day, 2, depth="detail") == [6, 0]
    assert store.forecast(day, 2, topics=["rivers"]) == [3, 0]
    store.bury(item(0), day + 1)
    store.bury(item(3), day + 9)
    assert store.forecast(day, 2) == [3, 1]
    assert store.forecast(day, 2, topics=["rivers"]) == [2, 1]
    assert store.forecast(day, 10)[9] == 1
    store.suspend(item(0), True)
    assert store.forecast(day, 2) == [3, 0]
    assert store.forecast(day, 1)[0] == len(store.due(day, 9))


def test_mix_ups_are_the_options_taken_by_mistake(store: SqliteStore) -> None:
    give(store, item(0), False, at=0, response="2", day=DAY)
    give(store, item(0), False, at=1, response="0", day=DAY + 1)
    give(store, item(0), False, at=2, response="2", day=DAY + 3)
    give(store, item(0), True, at=3, response="1", day=DAY + 3)
    give(store, item(0), False, at=4, response="null", outcome="blank")
    give(store, item(0), False, at=5, response="1", form="true_false")
    give(store, item(1), False, at=6, response="0")
    give(store, item(0), False, at=7, response="7")
    assert [tuple(mix) for mix in store.mix_ups(item(0))] == [
        (item(0), "sông Đà", 2, DAY + 3),
        (item(0), "red", 1, DAY + 1),
    ]
    store.undo("evening", at_ms=START_MS + 99_000, zone_minutes=0, day=DAY)
    store.undo("evening", at_ms=START_MS + 99_001, zone_minutes=0, day=DAY)
    assert store.mix_ups(item(1)) == []


def test_the_median_latency_is_that_of_the_last_right_answers(store: SqliteStore) -> None:
    assert store.median_latency() == 0
    for at, (right, latency) in enumerate([(True, 1000), (True, 3000), (False, 9000), (True, 2000), (True, 8000)]):
        give(store, item(0), right, at=at, latency_ms=latency)
    assert store.median_latency() == 2500


# settings


def test_settings_have_defaults_and_are_kept_per_learner(path: Path, store: SqliteStore) -> None:
    assert store.settings() == Settings()
    mine = Settings(language="vi", new_per_day=5, retention=0.85, plain=True, topics="rivers,lakes", depth="core")
    store.save_settings(mine)
    other = opened(path, "Lan")
    assert other.settings() == Settings()
    other.close()
    again = opened(path)
    assert again.settings() == mine
    again.save_settings(Settings())
    assert store.settings() == Settings()
    again.close()


@pytest.mark.parametrize(
    "wrong",
    [
        Settings(retention=1.5),
        Settings(retention=float("nan")),
        Settings(new_per_day=-1),
        Settings(cutoff_hour=24),
        Settings(leech_lapses=0),
        Settings(depth="abyss"),
        Settings(minutes_per_day=1441),
    ],
)
def test_settings_out_of_range_are_refused(store: SqliteStore, wrong: Settings) -> None:
    with pytest.raises(QuizError, match="cannot be"):
        store.save_settings(wrong)
    assert store.settings() == Settings()


def test_a_setting_that_makes_no_sense_gives_way_to_its_default(store: SqliteStore) -> None:
    store.db.executemany(
        "INSERT INTO setting VALUES (1, ?, ?)",
        [
            ("new_per_day", "many"),
            ("retention", "7"),
            ("reviews_per_day", "50"),
            ("of a later version", "x"),
        ],
    )
    assert store.settings() == Settings(reviews_per_day=50)


def test_another_retention_moves_all_due_days(path: Path, store: SqliteStore) -> None:
    for n in range(4):
        give(store, item(n), at=n)
        give(store, item(n), at=10 + n, day=DAY + 3)
    before = [state.due for state in store.states() if state.memory]
    store.save_settings(Settings(retention=0.75))
    later = [state.due for state in store.states() if state.memory]
    assert all(new > old for new, old in zip(later, before, strict=True))
    assert rebuild(path).changed == 0
    store.save_settings(Settings())
    assert [state.due for state in store.states() if state.memory] == before


# parameters


def test_adopted_parameters_replay_the_learners_states_and_serve_open_stores(path: Path, store: SqliteStore) -> None:
    give(store, item(0), False)
    other = opened(path, "Lan")
    give(other, item(0), False, at=1)
    parameters = Parameters((0.9, *DEFAULT.weights[1:]), 0.4)
    assert adopt(path, "default", parameters, at_ms=START_MS, why="fitted to 400 answers").changed == 1
    state, hers = store.state(item(0)), other.state(item(0))
    assert state is not None and state.memory is not None and state.memory.stability == pytest.approx(0.9)
    assert hers is not None and hers.memory is not None and hers.memory.stability == pytest.approx(0.212)
    give(store, item(1), False, at=2)
    state = store.state(item(1))
    assert state is not None and state.memory is not None and state.memory.stability == pytest.approx(0.9)
    assert rebuild(path).changed == 0
    other.close()


def test_parameters_cannot_be_adopted_for_nobody(path: Path, store: SqliteStore) -> None:
    with pytest.raises(QuizError, match="no learner"):
        adopt(path, "nobody", DEFAULT, at_ms=START_MS, why="")


def test_parameters_given_at_opening_hold_for_that_store(path: Path) -> None:
    store = SqliteStore.open(path, BANK, parameters=Parameters((0.7, *DEFAULT.weights[1:])))
    store.sync("c", rows())
    give(store, item(0), False)
    state = store.state(item(0))
    assert state is not None and state.memory is not None and state.memory.stability == pytest.approx(0.7)
    store.close()
    assert rebuild(path).changed == 1
