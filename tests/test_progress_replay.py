"""Whatever happens, and in whatever order: the log replayed gives the states that the store holds."""

import random
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.memory.fsrs import DEFAULT, Parameters
from quiz.progress.store import SqliteStore, adopt, rebuild
from quiz.study.records import Settings
from tests.progress_kit import (
    BANK,
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

ITEMS = 4
numbers = st.integers(0, ITEMS - 1)
moments = st.integers(-3, 40)  # not in order, and often the same
answers = st.tuples(
    st.just("answer"),
    st.lists(st.tuples(numbers, st.booleans(), st.booleans()), min_size=1, max_size=3),
    moments,
    st.integers(0, 12),
    st.sampled_from(["choice", "typed", "flashcard"]),
    st.sampled_from(['"again"', '"hard"', '"easy"', "2"]),
)
events = st.lists(
    answers
    | answers
    | answers
    | st.tuples(st.just("undo"), moments)
    | st.tuples(st.just("suspend"), numbers, st.booleans())
    | st.tuples(st.just("digest"), numbers, st.integers(0, 2))
    | st.tuples(st.just("reset"), st.sampled_from(["rivers", "lakes"]), moments)
    | st.tuples(st.just("retention"), st.sampled_from([0.8, 0.9, 0.95]))
    | st.tuples(st.just("adopt"), st.sampled_from([0.2, 0.6])),
    max_size=18,
)


class Life:
    """Plays events on a store, as the app would."""

    def __init__(self, path: Path) -> None:
        self.path, self.digests, self.editions, self.adoptions = path, ["d0"] * ITEMS, 0, 0
        self.store = SqliteStore.open(path, BANK)
        self.sync()

    def sync(self) -> None:
        self.editions += 1
        fresh = [row._replace(digest=digest) for row, digest in zip(rows(ITEMS), self.digests, strict=True)]
        self.store.sync(str(self.editions), fresh)

    def play(self, kind: str, *what: object) -> None:
        getattr(self, kind)(*what)

    def answer(self, touched: list[tuple[int, bool, bool]], at: int, day: int, form: str, response: str) -> None:
        lines = [
            evidence(item(n), right, guess=0.25, slip=0.02, digest=self.digests[n], counts=counts)
            for n, right, counts in touched
        ]
        answer = an_answer(item(touched[0][0]), at=at, day=DAY + day, form=form, response=response)
        recorded = self.store.record(answer, lines)
        assert all(state == self.store.state(state.item) for state in recorded.states)

    def undo(self, at: int) -> None:
        self.store.undo("evening", at_ms=START_MS + at * 1000, zone_minutes=0, day=DAY)

    def suspend(self, n: int, suspended: bool) -> None:
        self.store.suspend(item(n), suspended)

    def digest(self, n: int, edition: int) -> None:
        self.digests[n] = f"d{edition}"
        self.sync()

    def reset(self, topic: str, at: int) -> None:
        self.store.reset_topic(topic, START_MS + at * 1000)

    def retention(self, retention: float) -> None:
        self.store.save_settings(Settings(retention=retention))

    def adopt(self, known_before: float) -> None:
        self.adoptions += 1
        adopt(self.path, "default", Parameters(DEFAULT.weights, known_before), at_ms=self.adoptions, why="")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(events)
def test_the_log_replayed_gives_the_states_that_the_store_holds(story: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        life = Life(Path(folder) / "progress.db")
        for kind, *what in story:
            life.play(str(kind), *what)
        held, states = cached(life.path), list(life.store.states())
        assert rebuild(life.path).changed == 0
        assert cached(life.path) == held
        assert list(life.store.states()) == states
        life.store.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(answers, min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_the_states_do_not_depend_on_the_order_in_which_answers_arrive(
    story: list[tuple[object, ...]], shuffler: random.Random
) -> None:
    told = [(kind, *rest[:1], n, *rest[2:]) for n, (kind, *rest) in enumerate(story)]  # moments of their own
    kept = []
    for order in (told, shuffler.sample(told, len(told))):
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            life = Life(Path(folder) / "progress.db")
            for kind, *what in order:
                life.play(str(kind), *what)
            kept.append(cached(life.path))
            life.store.close()
    assert kept[0] == kept[1]


def test_states_that_were_lost_or_spoilt_are_made_again(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    store = opened(path)
    for n in range(5):
        give(store, item(n), n % 2 == 0, at=n)
    held = cached(path)
    db = sqlite3.connect(path)
    db.execute("UPDATE state SET stability = 99 WHERE item = 1")
    db.execute("DELETE FROM state WHERE item = 2")
    db.commit()
    db.close()
    report = rebuild(path)
    assert (report.answers, report.evidence, report.states, report.changed) == (5, 5, 5, 2)
    assert cached(path) == held
    store.close()


def test_every_learner_and_bank_is_replayed(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    for learner in ("Lan", "Hải"):
        store = opened(path, learner)
        give(store, item(1), learner == "Lan")
        store.close()
    other = SqliteStore.open(path, "other")
    give(other, "other/x/self>y")
    other.close()
    held = cached(path)
    assert rebuild(path).states == 3
    assert cached(path) == held


def test_an_empty_file_is_rebuilt_to_nothing(tmp_path: Path) -> None:
    report = rebuild(tmp_path / "progress.db")
    assert tuple(report) == (0, 0, 0, 0)


def test_answers_of_another_machine_take_their_place_by_moment(tmp_path: Path) -> None:
    """A union of logs, written as a later version will write it: other device, numbers of its own."""
    path = tmp_path / "progress.db"
    store = opened(path)
    give(store, item(0), True, at=10, day=DAY + 1)
    give(store, item(0), True, at=30, day=DAY + 9)
    alone = cached(path)
    db = sqlite3.connect(path)
    columns = [row[1] for row in db.execute("PRAGMA table_info(answer)")]
    row = dict(zip(columns, db.execute("SELECT * FROM answer WHERE id = 1").fetchone(), strict=True))
    row |= {
        "id": 77,
        "uuid": "from afar",
        "device": "another",
        "seq": 1,
        "at_ms": START_MS + 20_000,
        "day": DAY + 4,
    }
    db.execute(f"INSERT INTO answer VALUES ({', '.join('?' * len(columns))})", list(row.values()))
    db.execute(
        "INSERT INTO evidence SELECT 77, n, enrolment, item, digest, 0, 0, 0, 0, NULL, 1, '' FROM evidence "
        "WHERE answer = 1"
    )
    db.commit()
    db.close()
    assert rebuild(path).changed == 1
    memory = next(iter(store.states())).memory
    assert memory is not None and (memory.reps, memory.lapses, memory.rights) == (3, 1, 2)
    assert cached(path) != alone
    give(store, item(1), at=50)
    assert query(path, "SELECT max(seq), count(DISTINCT seq) FROM answer WHERE device <> 'another'") == [(78, 3)]
    store.reset_topic("rivers", START_MS + 25_000)
    assert rebuild(path).changed == 0
    assert next(iter(store.states())).memory is None
    store.close()
