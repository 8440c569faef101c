"""What the log says of the model."""

from collections.abc import Iterator
from math import log
from pathlib import Path

import pytest

from quiz.progress.retention import retention
from quiz.progress.store import SqliteStore
from quiz.study.stats import Retention
from tests.progress_kit import DAY, START_MS, give, item, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = opened(tmp_path / "progress.db")
    yield made
    made.close()


def test_without_predictions_there_is_nothing_to_compare(store: SqliteStore) -> None:
    give(store, item(0))
    assert retention(store) == Retention(0, 0.0, 0.0, 0.0, 0.0)


def test_retention_is_compared_with_what_was_predicted(store: SqliteStore) -> None:
    give(store, item(0), True, at=0, said={"predicted": 0.9})
    give(store, item(1), False, at=1, said={"predicted": 0.8, "guess": 0.25, "slip": 0.1})
    expected = 0.8 * 0.9 + 0.2 * 0.25
    got = retention(store)
    assert got.number == 2
    assert got.recall == pytest.approx(0.85)
    assert got.predicted == pytest.approx((0.9 + expected) / 2)
    assert got.true == 0.5
    assert got.log_loss == pytest.approx(-(log(0.9) + log(1 - expected)) / 2)


def test_only_the_first_counted_answer_of_a_day_that_stands_is_compared(store: SqliteStore) -> None:
    give(store, item(0), at=0, said={"predicted": 0.7})
    give(store, item(0), False, at=1, said={"predicted": 1.0})
    give(store, item(1), at=2, said={"predicted": 0.2, "counts": False, "why": "cram"})
    give(store, item(2), at=3, said={"predicted": 0.3})
    store.undo("evening", at_ms=START_MS + 4000, zone_minutes=0, day=DAY)
    give(store, item(0), at=5, day=DAY + 3, said={"predicted": 0.9})
    got = retention(store)
    assert got.number == 2 and got.recall == pytest.approx(0.8)


def test_a_certain_prediction_that_fails_costs_much_and_not_everything(store: SqliteStore) -> None:
    give(store, item(0), False, said={"predicted": 1.0})
    assert 10 < retention(store).log_loss < 20
